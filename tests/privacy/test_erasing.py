"""An erased person is nowhere: every column of every table, every file, the log and the broker are swept for a word."""

from pathlib import Path

import pytest
from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from scaleup import commit
from scaleup.accounts.models import Person
from scaleup.areas.models import Implementation
from scaleup.core.errors import Absent, Refused
from scaleup.core.sheets import Workbook
from scaleup.documents.models import Document
from scaleup.extensions import db
from scaleup.fidelity import service as fidelity
from scaleup.imports.adapters import store
from scaleup.imports.models import Run
from scaleup.outbox.models import Message
from scaleup.privacy import queries, service
from scaleup.privacy.adapters import Line, write_list
from scaleup.privacy.cli import erase_again
from scaleup.privacy.models import Erasure
from scaleup.privacy.rules import Because
from scaleup.support.models import Action
from tests import mails
from tests.factories import support as make
from tests.factories.changes import change
from tests.privacy.planted import CANARY, EMAIL, NAME, NOW, TODAY, hand_over, in_files, in_tables, plant
from tests.servers import Mailbox, Valkey

DB = scoped_session[Session]


def test_after_erasure_no_column_no_file_no_log_and_no_message_holds_the_person(
    session: DB, dialect: str, mailbox: Mailbox, broker: Valkey, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    planted = plant(session)
    mails.send(NOW)
    assert mailbox.to(EMAIL) != []
    before = in_tables()
    assert {
        ("person", "name"),
        ("person", "email"),
        ("person", "employer"),
        ("booking", "needs"),
        ("booking", "walk_in"),
        ("contact", "discussed"),
        ("contact_addendum", "text"),
        ("action", "wording"),
        ("condition", "wording"),
        ("document", "title"),
        ("enquiry", "name"),
        ("enquiry", "email"),
        ("enquiry", "organisation"),
        ("closure_day", "reason"),
        ("merge", "kept_name"),
        ("merge_step", "was"),
        ("name_word", "word"),
        ("word_piece", "word"),
        ("outbox_message", "handed_to"),
        ("outbox_message", "body_text"),
        ("outbox_message", "values"),
    } <= before
    assert (in_files(tmp_path) != set()) is (dialect == "sqlite"), "the database is a file that keeps what was deleted"
    hand_over(planted.person)
    one = queries.sought(planted.person.id, alone="yes")
    service.erase(planted.boss.id, one, Because.ASKED, now=NOW)
    commit.now()
    service.keep_list()
    assert in_tables() == set()
    assert in_files(tmp_path) == set()
    with broker.client as client:
        kept = [client.dump(key) for key in client.scan_iter()]
    assert [one for one in kept if CANARY.encode() in (one or b"").lower()] == []
    logged = capfd.readouterr()
    assert CANARY not in (logged.out + logged.err).lower()


def test_who_still_holds_something_is_not_erased_and_the_page_says_where_to_hand_it_over(session: DB) -> None:
    planted = plant(session)
    one = queries.sought(planted.person.id)
    with pytest.raises(Refused, match="Something is still theirs to do"):
        service.erase(planted.boss.id, one, Because.ASKED, now=NOW)
    assert [duty.path for duty in queries.duties(planted.person.id, TODAY)] == [
        "/areas/1/people",
        "/areas/1/facilitators",
        "/areas/1/actions",
        "/areas/1/licence",
    ]
    assert session.get_one(Person, planted.person.id).name == NAME


def test_a_change_that_waits_is_answered_or_taken_back_first_by_whoever_asked_and_whoever_answers(session: DB) -> None:
    planted = plant(session)
    hand_over(planted.person)
    under = session.scalars(select(Implementation)).one()
    waits = change(under, planted.person.id)
    said = [
        "A change that they asked about in Marlbury waits for an answer. Answer it, or take it back.",
    ]
    assert [one.sentence for one in service.duties(planted.person.id, TODAY)] == said
    assert "A change in Marlbury waits for their answer. Answer it, or hand the area over." in [
        one.sentence for one in service.duties(planted.boss.id, TODAY)
    ]
    fidelity.take_back(fidelity.Act(planted.person.id, waits.version, TODAY, NOW), adaptation_id=waits.id)
    assert service.duties(planted.person.id, TODAY) == []


@pytest.mark.parametrize(
    ("cells", "named"),
    [
        (["Marlbury", NAME.upper(), "Lead"], True),
        (["Marlbury", *NAME.split()], True),
        (["Marlbury", f"write to {EMAIL}"], True),
        (["Marlbury", "Quillon Finch"], False),
    ],
)
def test_a_tracker_that_waits_is_searched_and_stands_in_the_way_while_it_names_them(
    session: DB, tmp_path: Path, cells: list[str], *, named: bool
) -> None:
    planted = plant(session)
    hand_over(planted.person)
    book = Workbook()
    book.active.append(["Area", "Name", "Role"])
    book.active.append(cells)
    book.save(tmp_path / "tracker.xlsx")
    with (tmp_path / "tracker.xlsx").open("rb") as file:
        kept = store.keep(file, called="tracker.xlsx")
    run = make.keep(Run(name="tracker.xlsx", digest=kept.digest, stored=kept.name, state="shown", sent_at=NOW))
    one = queries.sought(planted.person.id)
    found = [duty.path for duty in service.duties(planted.person.id, TODAY)]
    assert found == ([f"/import/{run.id}"] if named else [])
    if named:
        with pytest.raises(Refused, match="Something is still theirs to do"):
            service.erase(planted.boss.id, one, Because.ASKED, now=NOW)
    run.stored = None
    assert service.duties(planted.person.id, TODAY) == []


def test_nobody_erases_themselves(session: DB) -> None:
    planted = plant(session)
    with pytest.raises(Refused, match="Nobody erases themselves"):
        service.erase(planted.boss.id, queries.sought(planted.boss.id), Because.ASKED, now=NOW)


def test_the_tombstone_has_a_number_an_instant_and_a_reason_and_the_number_of_a_merged_record_has_one_too(
    session: DB,
) -> None:
    planted = plant(session)
    hand_over(planted.person)
    service.erase(planted.boss.id, queries.sought(planted.person.id), Because.ORDERED, now=NOW)
    stones = session.execute(
        select(Erasure.erased_id, Erasure.at, Erasure.by_id, Erasure.because).order_by(Erasure.erased_id)
    ).all()
    assert [tuple(one) for one in stones] == [
        (planted.double_id, NOW, planted.boss.id, "ordered"),
        (planted.person.id, NOW, planted.boss.id, "ordered"),
    ]
    assert session.get_one(Person, planted.person.id).name == f"Person erased ({planted.person.id})"
    with pytest.raises(Absent):
        queries.sought(planted.person.id)


def test_a_namesake_keeps_their_name_in_what_does_not_refer_to_the_person(session: DB) -> None:
    planted = plant(session)
    make.keep(Person(name=NAME, email="other@kelso.example", created_at=NOW))
    hand_over(planted.person)
    one = queries.sought(planted.person.id)
    assert one.shared
    service.erase(planted.boss.id, one, Because.ASKED, now=NOW)
    assert session.scalar(select(Action.wording)) == f"Ask Person erased ({planted.person.id}) for the plan"
    assert session.scalar(select(Document.title)) == f"Agreement, signed by {NAME}"


def test_mail_that_waited_is_not_sent_and_what_was_sent_has_no_address_any_more(session: DB) -> None:
    planted = plant(session)
    hand_over(planted.person)
    service.erase(planted.boss.id, queries.sought(planted.person.id), Because.ASKED, now=NOW)
    asked = select(Message.state, Message.to_address, Message.handed_to).where(Message.kind == "support.contact-due")
    assert {tuple(one) for one in session.execute(asked)} == {("cancelled", None, None)}


def test_a_backup_that_was_put_back_is_brought_in_line_by_the_list_beside_it(session: DB, tmp_path: Path) -> None:
    planted = plant(session)
    stones = tmp_path / "stones.jsonl"
    gone = [Line(number, NOW.isoformat(), None, "asked") for number in (planted.person.id, 999)]
    write_list(stones, gone)
    assert again(stones) == "2 erasures on the list; 1 person erased again."
    assert in_tables() == set()
    assert again(stones) == "3 erasures on the list; 0 people erased again."


def again(stones: Path) -> str:
    """What the command says."""
    db.session.commit()
    answer = current_app.test_cli_runner().invoke(erase_again, ["--list", str(stones)])
    assert answer.exit_code == 0, answer.output
    return answer.output.strip()
