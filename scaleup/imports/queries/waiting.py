"""What waits for a person after an import, as My work says it."""

from datetime import date

from sqlalchemy import func, select

from scaleup.accounts.rules import Role
from scaleup.core.dates import counted, local_date
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.imports.models import Decision
from scaleup.worklist.rules import Notice


def questions(actor: Actor, today: date) -> list[Notice]:
    """How many questions of the import nobody has answered, for unit managers."""
    if Role.UNIT_MANAGER not in actor.roles:
        return []
    count, first_at = db.session.execute(
        select(func.count(), func.min(Decision.asked_at)).where(Decision.answer.is_(None))
    ).one()
    if not count:
        return []
    return [
        Notice(
            what=f"{counted(count, 'question')} of the import {'waits' if count == 1 else 'wait'} for an answer",
            why="Its rows stay out until then: “scaleup import-tracker --decisions” lists them",
            since_on=local_date(first_at) if first_at else today,
        )
    ]
