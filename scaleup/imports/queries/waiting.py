"""What waits for a person after an import, as My work says it."""

from datetime import date

from sqlalchemy import func, literal, select, union_all

from scaleup.accounts.rules import Permission
from scaleup.core.dates import counted, local_date
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.imports.models import Decision, Run
from scaleup.imports.rules import State
from scaleup.worklist.rules import Notice


def questions(actor: Actor, today: date) -> list[Notice]:
    """Imports that somebody is to look at, and questions that nobody has answered, for who may import."""
    if not actor.may(Permission.IMPORT):
        return []
    open_now = select(literal(0), literal(""), func.count(), func.min(Decision.asked_at)).where(
        Decision.answer.is_(None)
    )
    looked_for = select(Run.id, Run.name, literal(1), Run.sent_at).where(Run.state == State.SHOWN)
    rows = db.session.execute(union_all(open_now, looked_for)).all()
    count, first_at = next((asked, at) for run_id, _, asked, at in rows if not run_id)
    notices = [
        Notice(
            what=f"{name} waits to be looked at",
            why="It was read; nothing of it is brought in before somebody confirms",
            since_on=local_date(sent_at),
            act="Look",
            address=f"/import/{run_id}",
        )
        for run_id, name, _, sent_at in rows
        if run_id
    ]
    if count:
        notices.append(
            Notice(
                what=f"{counted(count, 'question')} of the import {'waits' if count == 1 else 'wait'} for an answer",
                why="Its rows stay out until then",
                since_on=local_date(first_at) if first_at else today,
                act="Decide",
                address="/import",
            )
        )
    return notices
