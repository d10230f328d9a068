"""What people type about an activity: by when, whose, since when it is done, and what shows it."""

from scaleup.core.forms import Choice, DateParts, Form, Version, Words
from scaleup.core.forms.fields import PRIVACY

LONGEST_EVIDENCE = 1000


class ActivityForm(Form):
    """An activity of a stage."""

    due_on = DateParts("To be done by", hint="Leave it empty where no day is agreed.")
    owner = Choice("Whose it is", coerce=int)
    done_on = DateParts("Done on", hint="Leave it empty while it is not done.")
    evidence = Words(
        "What shows it",
        hint=f"A sentence, or the address of a document. {PRIVACY}",
        most=LONGEST_EVIDENCE,
        rows=3,
    )
    version = Version(default=0)
