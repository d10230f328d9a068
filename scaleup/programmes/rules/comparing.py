"""Two versions of a programme side by side, in words: how support thins out, and what else is otherwise. Pure."""

from scaleup.core.dates import counted
from scaleup.programmes.rules.programme import Programme, Taper
from scaleup.programmes.rules.schedule import Step, TaperAnchor

PARTS = {
    "licence": "term and places",
    "reviews": "reviews",
    "reminders": "reminders",
    "fidelity": "fidelity",
    "time_points": "time points of measures",
    "measures": "measures",
}
"""What else may differ for a licence, by its name in Programme; readiness, training, agenda and milestones go by the
implementation's version, whatever the licence's is."""


def thinning(taper: Taper) -> str:
    """ "12 contacts every month, 6 contacts every 2 months, then one every 3 months": the last interval repeats."""
    *first, last = taper.steps
    listed = [f"{counted(step.contacts, 'contact')} {every(step)}" for step in first]
    said = ", ".join([*listed, f"{'then ' if first else ''}one {every(last)}"])
    return f"{said}, from the first session on" if taper.anchor is TaperAnchor.FIRST_SESSION else said


def every(step: Step) -> str:
    """How often contacts of a step come."""
    return "every month" if step.months_between == 1 else f"every {step.months_between} months"


def differing(older: Programme, newer: Programme) -> str:
    """How support thins out under the newer version, and which other parts of the programme are not as they were."""
    before, now = thinning(older.taper), thinning(newer.taper)
    support = "support thins out as before" if before == now else f"{now}, no longer {before}"
    others = [words for name, words in PARTS.items() if getattr(older, name) != getattr(newer, name)]
    return f"{support}. Also other than before: {', '.join(others)}" if others else support
