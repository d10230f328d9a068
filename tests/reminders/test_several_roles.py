"""Several roles, one mail: who is owner, project lead, manager of the area and unit manager is told once."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup import commit
from scaleup.accounts.rules import Role
from scaleup.areas.models import AreaPerson
from scaleup.outbox.models import Message
from scaleup.programmes.service import load_catalogue
from scaleup.support.service import make_plan
from tests.factories import plans
from tests.factories import support as make
from tests.mails import look
from tests.servers import Mailbox

NINE = datetime(2026, 10, 1, 8, tzinfo=UTC)


def test_who_has_every_role_in_an_area_gets_one_mail_of_each_thing(
    session: Session, mailbox: Mailbox, clock: Callable[[str], None]
) -> None:
    clock(NINE.isoformat())
    load_catalogue(make.LONG_AGO)
    area = make.area()
    priya = make.person("Priya Nair", Role.IMPLEMENTATION_MANAGER, Role.UNIT_MANAGER, Role.PROJECT_LEAD)
    implementation = make.implementation(area, manager=priya)
    make.keep(AreaPerson(area_id=area.id, person_id=priya.id, role="project_lead", from_on=date(2024, 4, 1)))
    make_plan(plans.going_on(implementation).id)
    plans.agreed(implementation, date(2026, 10, 1), owner=priya)
    commit.touched([area.id])
    session.commit()
    for _ in range(3):
        look(NINE)
    rows = session.execute(select(Message.kind, Message.values, Message.state)).all()
    things = [(kind, values["subject_id"], values["rule"]) for kind, values, _ in rows if "rule" in values]
    assert len(things) == len(set(things)) > 1
    assert {who for to in mailbox.recipients for who in to} == {priya.email}
    assert len(mailbox.mails) <= 3
    told = sum(1 for _, _, state in rows if state in ("sent", "folded"))
    assert told == len(rows)
