"""The forms of fidelity, by concept."""

from scaleup.fidelity.forms.adaptations import AskForm, DecideForm, EndForm, KindForm, StepForm

__all__ = ["AskForm", "DecideForm", "EndForm", "KindForm", "StepForm"]
