"""Which value stays. The choices of each field are the two records that are merged."""

from scaleup.core.forms import Form, Radios


class MergePeopleForm(Form):
    """From which record each value comes."""

    name_of = Radios("Name", needed="Choose the name that stays.")
    email_of = Radios("E-mail address")
    employer_of = Radios("Employer")


class MergeAreasForm(Form):
    """The name that stays; everything else of both is kept."""

    name_of = Radios("Name", needed="Choose the name that stays.")


class UndoForm(Form):
    """One button."""
