"""Rounds answered by several people, reviewed, signed; the conditions that follow, until a licence carries them."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from scaleup import audit, commit
from scaleup.areas.models import Implementation
from scaleup.areas.rules import Exit
from scaleup.core.errors import Conflict, Refused
from scaleup.extensions import db
from scaleup.programmes.models import ProgrammeVersion
from scaleup.readiness import queries, service
from scaleup.readiness.models import AnswerEntry, Condition
from scaleup.readiness.rules import Answered, Decision, Finding, State
from scaleup.readiness.rules import Condition as Wanted
from scaleup.readiness.service import Wording
from tests.factories import areas as make
from tests.factories import licences, readiness
from tests.factories.areas import NOW, TODAY
from tests.together import refused_meanwhile

pytestmark = pytest.mark.usefixtures("session")
NEXT_MONTH = date(2026, 12, 18)
LATER = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)


@pytest.fixture
def marlbury() -> Implementation:
    return make.shipped_implementation()


def test_a_first_round_asks_every_item_and_nothing_is_answered(marlbury: Implementation) -> None:
    found = service.begin(marlbury.id, by=None, now=NOW)
    read = queries.reading(found)
    assert (found.round, found.state, found.begun_on) == (1, State.OPEN, TODAY)
    assert (len(read.answers), len(read.score.unanswered)) == (33, 33)
    assert queries.standing(marlbury.id) is None


def test_no_round_begins_beside_another_or_in_a_closed_programme(marlbury: Implementation) -> None:
    service.begin(marlbury.id, by=None, now=NOW)
    with pytest.raises(Refused, match=r"Round 1 is not signed yet\."):
        service.begin(marlbury.id, by=None, now=NOW)
    over = make.shipped_implementation(make.area("Eastmoor"))
    over.closed_on, over.exit = TODAY, Exit.DECLINED
    with pytest.raises(Refused, match="This programme is closed"):
        service.begin(over.id, by=None, now=NOW)


def test_an_answer_is_saved_with_who_said_it_and_each_saying_stays(marlbury: Implementation) -> None:
    niamh, found = make.person("Niamh O’Rourke"), service.begin(marlbury.id, by=None, now=NOW)
    first = Answered(2, "A letter is promised.", niamh.id, NEXT_MONTH)
    assert service.answer(found.id, [readiness.said(found, "P1", first)], by=niamh.id, now=NOW) == ("P1",)
    second = Answered(4, "The letter came.", niamh.id, NEXT_MONTH)
    service.answer(found.id, [readiness.said(found, "P1", second)], by=niamh.id, now=LATER)
    answer = queries.answers_of(found.id)["P1"]
    assert (answer.rating, answer.evidence, answer.answered_by_id) == (4, "The letter came.", niamh.id)
    said = db.session.execute(select(AnswerEntry.rating, AnswerEntry.at).order_by(AnswerEntry.id)).all()
    assert [tuple(one) for one in said] == [(2, NOW), (4, LATER)]


def test_an_answer_outside_the_scale_or_with_a_day_gone_by_is_refused_at_its_field(marlbury: Implementation) -> None:
    found = service.begin(marlbury.id, by=None, now=NOW)
    wrong = readiness.said(found, "N1", Answered(6, due_on=date(2026, 11, 22)))
    with pytest.raises(Refused) as refused:
        service.answer(found.id, [wrong], by=None, now=NOW)
    assert [one.field for one in refused.value.refusals] == ["N1-rating", "N1-due_on"]


def test_what_looks_like_something_about_a_family_is_refused_at_its_field(marlbury: Implementation) -> None:
    found = service.begin(marlbury.id, by=None, now=NOW)
    told = readiness.said(found, "N1", Answered(4, "The mother, born 3 May 1994, was asked."))
    with pytest.raises(Refused, match="looks like a date of birth") as refused:
        service.answer(found.id, [told], by=None, now=NOW)
    assert [one.field for one in refused.value.refusals] == ["N1-evidence"]
    with pytest.raises(Refused, match="looks like an NHS number"):
        service.review(found.id, "N1", rating=2, reason="See 943 476 5919.", by=None, now=NOW)
    with pytest.raises(Refused, match="looks like a postcode"):
        service.add_condition(marlbury.id, Wording("Ring the family in LS1 4AB.", None, NEXT_MONTH), by=None)


def test_go_with_a_condition_typed_loses_nothing_unsaid(marlbury: Implementation) -> None:
    further = Wanted("Name a stand-in.", make.person().id, NEXT_MONTH)
    with pytest.raises(Refused, match="“Go” carries no condition"):
        readiness.sign(readiness.begin(marlbury.id), Decision.GO, further)


def test_two_people_on_one_page_keep_what_each_said(marlbury: Implementation) -> None:
    """Each sends the whole page; what they left alone stays as the other saved it."""
    found = service.begin(marlbury.id, by=None, now=NOW)
    niamh = [readiness.said(found, "N1", Answered(4)), readiness.said(found, "N2", Answered(None))]
    owen = [readiness.said(found, "N1", Answered(None)), readiness.said(found, "N2", Answered(2))]
    service.answer(found.id, niamh, by=None, now=NOW)
    assert service.answer(found.id, owen, by=None, now=NOW) == ("N2",)
    answers = queries.answers_of(found.id)
    assert (answers["N1"].rating, answers["N2"].rating) == (4, 2)


def test_the_second_of_two_who_change_one_item_is_told(marlbury: Implementation) -> None:
    niamh, found = make.person("Niamh O’Rourke"), service.begin(marlbury.id, by=None, now=NOW)
    mine, same, other = (readiness.said(found, "N1", Answered(rating)) for rating in (4, 4, 2))
    service.answer(found.id, [mine], by=niamh.id, now=NOW)
    assert service.answer(found.id, [same], by=None, now=NOW) == (), "both say the same"
    with pytest.raises(Refused, match="N1: Niamh O’Rourke saved this item since you opened it") as refused:
        service.answer(found.id, [other], by=None, now=NOW)
    assert [one.field for one in refused.value.refusals] == ["N1-rating"]
    assert queries.answers_of(found.id)["N1"].rating == 4


def test_what_is_saved_while_the_round_is_handed_in_does_not_slip_in(app: Flask, marlbury: Implementation) -> None:
    found = service.begin(marlbury.id, by=None, now=NOW)
    readiness.answer_all(found)
    commit.now()
    late, number, version = readiness.said(found, "N1", Answered(1)), found.id, found.version
    told = refused_meanwhile(
        app,
        lambda: service.hand_in(number, version=version, by=None, now=NOW),
        lambda: service.answer(number, [late], by=None, now=NOW),
    )
    assert told == ["This round is handed in, so its answers stay as they are. The unit can give it back."]


def test_a_round_with_items_left_is_not_handed_in(marlbury: Implementation) -> None:
    found = service.begin(marlbury.id, by=None, now=NOW)
    readiness.answer_all(found)
    readiness.answer(found, {})
    answer = queries.answers_of(found.id)["D3"]
    service.answer(found.id, [readiness.said(found, "D3", Answered(None))], by=None, now=NOW)
    assert answer.rating is None
    with pytest.raises(Refused, match=r"1 item is not answered yet: D3\."):
        service.hand_in(found.id, version=found.version, by=None, now=NOW)


def test_what_is_handed_in_stays_until_the_unit_gives_it_back(marlbury: Implementation) -> None:
    found = readiness.begin(marlbury.id)
    with pytest.raises(Refused, match="This round is handed in"):
        readiness.answer(found, {"N1": 5})
    with pytest.raises(Refused, match="Say what the area should look at again"):
        service.give_back(found.id, because=" ", version=found.version, by=None)
    service.give_back(found.id, because="Look at P1.", version=found.version, by=None)
    assert (found.state, found.given_back_because) == (State.OPEN, "Look at P1.")
    readiness.answer(found, {"N1": 5})
    with pytest.raises(Conflict):
        service.hand_in(found.id, version=1, by=None, now=NOW)


def test_the_unit_rates_beside_the_area_and_changes_nothing_of_it(marlbury: Implementation) -> None:
    helen, found = make.person("Helen Ashworth"), readiness.begin(marlbury.id)
    service.review(found.id, "P1", rating=2, reason="The letter names no hours.", by=helen.id, now=NOW)
    read = queries.reading(found)
    assert (read.answers["P1"].rating, read.verdict.finding) == (4, Finding.READY)
    with pytest.raises(Refused, match="Say why"):
        service.review(found.id, "P1", rating=2, reason="", by=helen.id, now=NOW)
    readiness.sign(found, Decision.GO)
    with pytest.raises(Refused, match="This round is signed"):
        service.review(found.id, "P2", rating=2, reason="Late.", by=helen.id, now=NOW)


def test_a_signed_not_yet_names_the_gate_who_owns_it_and_where_it_is(marlbury: Implementation) -> None:
    niamh, found = make.person("Niamh O’Rourke"), service.begin(marlbury.id, by=None, now=NOW)
    readiness.answer_all(found)
    gate = Answered(2, "", niamh.id, NEXT_MONTH)
    service.answer(found.id, [readiness.said(found, "P1", gate)], by=niamh.id, now=NOW)
    service.hand_in(found.id, version=found.version, by=niamh.id, now=NOW)
    with pytest.raises(Refused, match="“Go with conditions” cannot be signed while the verdict is “not yet”"):
        readiness.sign(found, Decision.CONDITIONS)
    signed = readiness.sign(found, Decision.NOT_YET)
    assert signed.told[0].startswith("P1 (The health partner")
    stands = queries.standing(marlbury.id)
    assert stands is not None
    assert (stands.permits, stands.words, stands.programme_version_id) == (
        False,
        "Not yet",
        marlbury.programme_version_id,
    )
    [one] = stands.failing
    assert (one.code, one.rating, one.owner, one.path) == (
        "P1",
        2,
        "Niamh O’Rourke",
        f"/readiness/{found.id}/answers#P1",
    )


def test_a_round_is_signed_once_and_only_when_it_is_handed_in(marlbury: Implementation) -> None:
    found = service.begin(marlbury.id, by=None, now=NOW)
    with pytest.raises(Refused, match=r"33 items are not answered yet: N1, N2, .* and I2\. Rate each of them first\."):
        readiness.sign(found, Decision.NOT_YET)
    readiness.answer_all(found)
    service.hand_in(found.id, version=found.version, by=None, now=NOW)
    readiness.sign(found, Decision.GO)
    with pytest.raises(Refused, match="signed already"):
        readiness.sign(found, Decision.GO)
    acts = set(db.session.scalars(select(audit.Entry.act).where(audit.Entry.subject == "readiness")))
    assert acts == {"readiness round begun", "readiness answered", "readiness handed in", "readiness signed"}


def deputy(owner_id: int | None = None, due_on: date = NEXT_MONTH) -> Wanted:
    return Wanted("Name a deputy lead.", owner_id or make.person().id, due_on, "L2")


def test_the_conditions_of_a_verdict_stand_until_a_licence_carries_them(marlbury: Implementation) -> None:
    readiness.sign(readiness.begin(marlbury.id, L2=2), Decision.CONDITIONS, deputy())
    [condition] = queries.standing_conditions(marlbury.id)
    assert (condition.item_code, condition.licence_id, condition.due_on) == ("L2", None, NEXT_MONTH)
    licence = licences.draft(marlbury)
    assert service.carry(marlbury.id, licence.id, by=None) == 1
    assert list(queries.standing_conditions(marlbury.id)) == []
    assert [one.id for one in queries.conditions_of_licences([licence.id])[licence.id]] == [condition.id]
    assert service.carry(marlbury.id, licence.id, by=None) == 0


def test_a_next_round_starts_from_the_answers_of_the_one_before(marlbury: Implementation) -> None:
    niamh = make.person("Niamh O’Rourke")
    found = service.begin(marlbury.id, by=None, now=NOW)
    readiness.answer_all(found, by=niamh.id, P1=2)
    service.hand_in(found.id, version=found.version, by=None, now=NOW)
    readiness.sign(found, Decision.NOT_YET)
    second = service.begin(marlbury.id, by=None, now=LATER)
    answers = queries.answers_of(second.id)
    assert (second.round, second.starts_from_id) == (2, found.id)
    assert (answers["P1"].rating, answers["N1"].rating) == (2, 4)
    assert (answers["P1"].answered_by_id, answers["P1"].answered_at) == (niamh.id, NOW)


def test_an_item_in_other_words_begins_unanswered_and_the_old_round_keeps_its_meaning(
    marlbury: Implementation,
) -> None:
    found = readiness.begin(marlbury.id, P1=2)
    readiness.sign(found, Decision.NOT_YET)
    before = queries.reading(found)
    marlbury.programme_version_id = reworded(marlbury.programme_version_id, "P1").id
    second = service.begin(marlbury.id, by=None, now=LATER)
    answers = queries.answers_of(second.id)
    assert (answers["P1"].rating, answers["P1"].answered_at, answers["P2"].rating) == (None, None, 4)
    assert queries.reading(found).verdict == before.verdict
    stands = queries.standing(marlbury.id)
    assert stands is not None
    assert stands.programme_version_id != marlbury.programme_version_id


def reworded(version_id: int, code: str) -> ProgrammeVersion:
    """A newer version of the programme, in which one item says something else."""
    old = db.session.get_one(ProgrammeVersion, version_id)
    items = [
        {**item, "words": "The health partner releases four people"} if item["code"] == code else item
        for item in old.content["readiness"]["items"]
    ]
    content = {**old.content, "version": 99, "readiness": {**old.content["readiness"], "items": items}}
    newer = ProgrammeVersion(programme_id=old.programme_id, version=99, content=content, digest="3" * 64, loaded_at=NOW)
    db.session.add(newer)
    db.session.flush()
    return newer


def test_a_later_verdict_meets_the_conditions_that_it_asks_for_no_longer(marlbury: Implementation) -> None:
    supervision = Wanted("Name a supervisor.", make.person().id, NEXT_MONTH, "W3")
    first = readiness.begin(marlbury.id, L2=2, W3=2)
    readiness.sign(first, Decision.CONDITIONS, deputy(), supervision)
    second = service.begin(marlbury.id, by=None, now=LATER)
    readiness.answer(second, {"W3": 4})
    service.hand_in(second.id, version=second.version, by=None, now=LATER)
    readiness.sign(second, Decision.CONDITIONS, deputy(due_on=date(2027, 1, 29)))
    stand = {one.item_code: (one.due_on, one.met_on) for one in queries.standing_conditions(marlbury.id)}
    assert stand == {"L2": (date(2027, 1, 29), None), "W3": (NEXT_MONTH, TODAY)}


def test_a_form_opened_before_a_later_verdict_does_not_save_over_its_words(marlbury: Implementation) -> None:
    readiness.sign(readiness.begin(marlbury.id, L2=2), Decision.CONDITIONS, deputy())
    [condition] = db.session.scalars(select(Condition))
    opened_at, old = condition.version, Wording(condition.wording, condition.owner_id, condition.due_on)
    second = service.begin(marlbury.id, by=None, now=LATER)
    service.hand_in(second.id, version=second.version, by=None, now=LATER)
    readiness.sign(second, Decision.CONDITIONS, deputy(due_on=date(2027, 1, 29)))
    with pytest.raises(Conflict):
        service.change_condition(condition.id, old, version=opened_at, by=None)
    assert condition.due_on == date(2027, 1, 29)


def test_a_condition_before_a_licence_is_put_right_and_met(marlbury: Implementation) -> None:
    readiness.sign(readiness.begin(marlbury.id, L2=2), Decision.CONDITIONS, deputy())
    [condition] = db.session.scalars(select(Condition))
    wanted = Wording("Name a deputy and a stand-in.", condition.owner_id, NEXT_MONTH)
    service.change_condition(condition.id, wanted, version=1, by=None)
    with pytest.raises(Conflict):
        service.change_condition(condition.id, wanted, version=1, by=None)
    service.meet_condition(condition.id, met_on=TODAY, by=None)
    assert (condition.wording, condition.met_on) == ("Name a deputy and a stand-in.", TODAY)
    with pytest.raises(Refused, match="It is met already"):
        service.change_condition(condition.id, wanted, version=2, by=None)
