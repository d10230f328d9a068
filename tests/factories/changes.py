"""Changes of a programme that an area asks about, for tests of them and of what stands above."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from scaleup.areas.models import Implementation
from scaleup.fidelity import service
from scaleup.fidelity.models import Adaptation
from scaleup.fidelity.rules import Asked, Reason, Told
from scaleup.programmes.models import ProgrammeVersion
from tests.factories.areas import NOW
from tests.factories.programmes import shipped_content

TODAY = date(2026, 11, 23)
SATURDAYS = Asked(
    kind="weekend",
    told=Told.BEFORE,
    text="Six Saturdays in the library, since so many couples work.",
    reasons=(Reason.REACH, Reason.TIME),
    from_on=date(2027, 1, 9),
)


def listed(session: Session, version_id: int) -> None:
    """The version has the shipped list of changes from now on."""
    version = session.get_one(ProgrammeVersion, version_id)
    version.content = {**version.content, "adaptations": shipped_content()["adaptations"]}
    session.flush()


def change(of: Implementation, asker_id: int, *, today: date = TODAY, **otherwise: object) -> Adaptation:
    """A change that somebody of the area asks about: Saturday mornings, unless said otherwise."""
    asked = replace(SATURDAYS, **otherwise)  # type: ignore[arg-type]  # the fields of a test's own words
    nonce = f"change {of.id} {asked.kind} {asked.told} {asked.text}"[:64]
    return service.ask(asker_id, asked, implementation=of, nonce=nonce, today=today, now=NOW)
