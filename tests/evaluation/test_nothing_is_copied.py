"""What an area enters of a few families stands where it was entered and nowhere else: in no mail, log, index or file.

A rare mean is entered as a lead does, once wrong and once right; then a month of mornings of reminders passes.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from flask.testing import FlaskClient
from sqlalchemy import Text, cast, func, select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.core.base import Base
from scaleup.delivery.models import DeliveryGroup
from scaleup.hooks.models import Endpoint
from scaleup.hooks.rules import KINDS
from tests import mails
from tests.evaluation.test_entering_pages import send, sheet
from tests.factories import support as make
from tests.factories.actors import acting
from tests.servers import Mailbox, Valkey

MEAN, SPREAD = "13.5713", "2.9137"
NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


def where(session: Session, text: str) -> set[tuple[str, str]]:
    """Every column of every table in which this stands."""
    return {
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if session.scalar(select(func.count()).select_from(table).where(cast(column, Text).contains(text)))
    }


def a_month(clock: Callable[[str], None]) -> None:
    """Every morning for a month what is due is planned and sent."""
    for days in range(1, 32):
        at = NOW + timedelta(days=days, hours=-5)
        clock(at.isoformat())
        mails.look(at)


def test_means_of_a_few_are_copied_into_no_mail_no_log_no_index_and_no_message_to_another_system(
    client: FlaskClient,
    session: Session,
    on_monday_23_november: None,
    clock: Callable[[str], None],
    niamh: Person,
    priya: Person,
    library: DeliveryGroup,
    mailbox: Mailbox,
    broker: Valkey,
) -> None:
    make.keep(
        Endpoint(
            name="Data team",
            address="https://hooks.example/services/T0/B1",
            format="plain",
            kinds=sorted(KINDS),
            nonce="a random word",
            made_at=NOW,
            made_by_id=priya.id,
        )
    )
    scores = {"score_hads_anxiety_n": "3", "score_hads_anxiety_mean": MEAN, "score_hads_anxiety_sd": SPREAD}
    with acting(niamh, Role.PROJECT_LEAD):
        wrong = send(client, sheet(library), received="3", **scores | {"score_hads_anxiety_mean": "21.5713"})
        assert send(client, sheet(library), received="3", **scores).status_code == 302
        told = client.get(f"/areas/{library.area_id}/results/enter").text
    assert (wrong.status_code, MEAN in told) == (422, False)
    a_month(clock)
    assert len(mailbox.mails) > 0
    assert where(session, MEAN) == {("aggregate_score", "mean")}
    assert where(session, SPREAD) == {("aggregate_score", "sd")}
    assert not [mail for mail in mailbox.mails if MEAN in str(mail) or SPREAD in str(mail)]
    with broker.client as kept:
        assert not [one for one in kept.scan_iter() if MEAN.encode() in (kept.dump(one) or b"")]
