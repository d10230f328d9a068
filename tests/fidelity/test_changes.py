"""A change is asked about or told of, takes the light of the programme's list, and is decided."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.areas.models import Implementation
from scaleup.core.errors import Conflict, Refused
from scaleup.fidelity import queries, rules, service
from scaleup.fidelity.models import Adaptation
from scaleup.fidelity.rules import Decided, Reason, Ruling, Told
from scaleup.licences.models import Licence
from scaleup.outbox.models import Message
from tests.factories.areas import NOW
from tests.factories.changes import SATURDAYS, TODAY, change

pytestmark = pytest.mark.usefixtures("on_monday_23_november")
YES = Decided(Ruling.AGREED, "It brings in parents who work, and both of the pair are free.")


def act(person: Person, row: Adaptation, today: date = TODAY) -> service.Act:
    """This person acts on the change as it is."""
    return service.Act(person.id, row.version, today, NOW)


def mails(session: Session, kind: str) -> list[int | None]:
    """Whom a mail of this kind goes to."""
    return sorted(session.scalars(select(Message.person_id).where(Message.kind == kind)))


@pytest.fixture
def told(licence: Licence, taking_up: Implementation, niamh: Person) -> Adaptation:
    """One facilitator alone since October: red, and told of afterwards."""
    return change(taking_up, niamh.id, kind="one_facilitator", told=Told.AFTER, from_on=date(2026, 10, 6))


def test_what_the_list_leaves_to_the_area_is_agreed_at_once_and_nobody_is_written_to(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person
) -> None:
    row = change(taking_up, niamh.id, kind="venue")
    assert (row.light, row.state, row.decided_on, row.decided_by_id) == ("green", "agreed", TODAY, None)
    assert (row.reason or "").startswith("The programme’s list leaves this to you. Where parents meet is yours")
    assert mails(session, "fidelity.change-asked") == []


def test_what_is_asked_about_first_waits_five_working_days_and_the_manager_gets_a_mail(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person, priya: Person
) -> None:
    row = change(taking_up, niamh.id)
    assert (row.light, row.state, row.decide_by_on) == ("amber", "asked", date(2026, 11, 30))
    assert mails(session, "fidelity.change-asked") == [priya.id]


def test_a_change_on_no_list_is_amber_and_says_so(licence: Licence, taking_up: Implementation, niamh: Person) -> None:
    row = change(taking_up, niamh.id, kind="a kind that nobody listed")
    assert (row.kind, row.light, row.kind_words) == ("other", "amber", "Something else")
    assert "not on the programme’s list yet" in queries.list_for(taking_up, TODAY).classed("other").because


def test_pressing_twice_asks_once(licence: Licence, taking_up: Implementation, niamh: Person) -> None:
    assert change(taking_up, niamh.id).id == change(taking_up, niamh.id).id


def test_the_asker_and_the_leads_learn_of_the_decision_but_not_who_decides(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person, priya: Person
) -> None:
    row = change(taking_up, niamh.id)
    service.decide(act(priya, row), YES, adaptation_id=row.id)
    assert (row.state, row.ruling, row.decided_by_id) == ("agreed", "agreed", priya.id)
    assert mails(session, "fidelity.change-decided") == [niamh.id]


def test_conditions_have_a_day_and_are_met_once(
    licence: Licence, taking_up: Implementation, niamh: Person, priya: Person
) -> None:
    row = change(taking_up, niamh.id)
    terms = replace(YES, ruling=Ruling.CONDITIONS, conditions="A trained stand-in is named.")
    with pytest.raises(Refused, match="Enter the day by which they are met"):
        service.decide(act(priya, row), terms, adaptation_id=row.id)
    service.decide(act(priya, row), replace(terms, conditions_on=date(2027, 1, 4)), adaptation_id=row.id)
    service.meet(act(priya, row, date(2026, 12, 1)), adaptation_id=row.id)
    assert (row.state, row.conditions_met_on) == ("agreed_with_conditions", date(2026, 12, 1))
    with pytest.raises(Conflict):
        service.meet(act(priya, row), adaptation_id=row.id)


def test_who_saves_second_is_told_and_nothing_is_decided_twice(
    licence: Licence, taking_up: Implementation, niamh: Person, priya: Person
) -> None:
    row = change(taking_up, niamh.id)
    first = act(priya, row)
    service.decide(first, YES, adaptation_id=row.id)
    with pytest.raises(Conflict, match="Somebody else settled this"):
        service.decide(first, replace(YES, ruling=Ruling.DECLINED), adaptation_id=row.id)
    assert row.ruling == "agreed"


def test_another_decision_takes_the_place_of_the_first_which_is_kept_and_is_told_of(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person, priya: Person
) -> None:
    row = change(taking_up, niamh.id)
    terms = replace(YES, ruling=Ruling.CONDITIONS, conditions="A stand-in is named.", conditions_on=date(2027, 1, 4))
    service.decide(act(priya, row), terms, adaptation_id=row.id)
    service.meet(act(priya, row), adaptation_id=row.id)
    with pytest.raises(Refused, match="the answer that stands already"):
        service.decide_again(act(priya, row), terms, adaptation_id=row.id)
    stale = act(priya, row)
    service.decide_again(
        act(priya, row, date(2026, 11, 30)), Decided(Ruling.DECLINED, "It was too much."), adaptation_id=row.id
    )
    assert (row.state, row.ruling, row.decided_on, row.reason) == (
        "declined", "declined", date(2026, 11, 30), "It was too much.",
    )  # fmt: skip
    assert (row.conditions, row.conditions_on, row.conditions_met_on) == (None, None, None)
    assert "too much" in (row.book_words or "")
    (kept,) = queries.decisions_before(row.id)
    assert (kept.words, kept.decided_by, kept.row.reason) == ("Agreed with conditions", priya.name, YES.reason)
    assert (kept.row.conditions_met_on, kept.row.replaced_on) == (TODAY, date(2026, 11, 30))
    assert mails(session, "fidelity.change-decided") == [niamh.id, niamh.id]
    with pytest.raises(Conflict):
        service.decide_again(stale, YES, adaptation_id=row.id)


def test_what_the_list_decided_or_is_over_is_not_decided_again(
    licence: Licence, taking_up: Implementation, niamh: Person, priya: Person, told: Adaptation
) -> None:
    free = change(taking_up, niamh.id, kind="venue")
    with pytest.raises(Conflict):
        service.decide_again(act(priya, free), YES, adaptation_id=free.id)
    with pytest.raises(Conflict):
        service.decide_again(act(priya, told), YES, adaptation_id=told.id)
    service.decide(act(priya, told), YES, adaptation_id=told.id)
    service.end(act(niamh, told), TODAY, adaptation_id=told.id)
    with pytest.raises(Conflict):
        service.decide_again(act(priya, told), YES, adaptation_id=told.id)


def test_a_question_is_taken_back_until_it_is_decided(
    licence: Licence, taking_up: Implementation, niamh: Person, priya: Person
) -> None:
    row = change(taking_up, niamh.id)
    service.take_back(act(niamh, row), adaptation_id=row.id)
    assert row.state == "withdrawn"
    with pytest.raises(Conflict):
        service.decide(act(priya, row), YES, adaptation_id=row.id)


def test_a_red_change_told_of_afterwards_is_in_use_until_somebody_says_that_it_is_over(
    told: Adaptation, niamh: Person, priya: Person
) -> None:
    of = told.implementation_id
    assert list(queries.red_in_use([of], TODAY)) == [of]
    assert queries.red_in_use([of], date(2026, 10, 5)) == {}
    service.decide(act(priya, told), replace(YES, ruling=Ruling.DECLINED), adaptation_id=told.id)
    assert list(queries.red_in_use([of], TODAY)) == [of]
    with pytest.raises(Refused, match="still to come"):
        service.end(act(niamh, told), date(2026, 11, 24), adaptation_id=told.id)
    service.end(act(niamh, told), date(2026, 11, 20), adaptation_id=told.id)
    assert (told.state, told.ruling, told.until_on) == ("ended", "declined", date(2026, 11, 20))
    assert queries.red_in_use([of], TODAY) == {}


def test_a_red_change_that_was_only_asked_about_and_declined_is_not_in_use(
    licence: Licence, taking_up: Implementation, niamh: Person, priya: Person
) -> None:
    row = change(taking_up, niamh.id, kind="shorter_sessions", from_on=TODAY)
    service.decide(act(priya, row), replace(YES, ruling=Ruling.DECLINED), adaptation_id=row.id)
    assert queries.red_in_use([taking_up.id], TODAY) == {}


def test_the_report_reads_what_was_agreed_in_its_days(
    licence: Licence, taking_up: Implementation, niamh: Person, priya: Person
) -> None:
    change(taking_up, niamh.id, kind="venue")
    row = change(taking_up, niamh.id, kind="remote")
    service.decide(act(priya, row), replace(YES, ruling=Ruling.DECLINED), adaptation_id=row.id)
    read = queries.adaptations_agreed(taking_up.id, from_on=date(2026, 4, 1), until_on=TODAY)
    assert [one.kind for one in read] == ["venue"]
    assert queries.adaptations_agreed(taking_up.id, from_on=date(2026, 11, 24), until_on=date(2027, 3, 31)) == []


@pytest.mark.parametrize(
    ("otherwise", "sentence"),
    [
        ({"text": " "}, "Say in a sentence what you change"),
        ({"reasons": ()}, "Tick at least one reason"),
        ({"from_on": date(2026, 11, 22)}, "22 November 2026 has passed. Enter a day from today on"),
        ({"told": Told.AFTER}, "Enter the day since when it is done this way, up to today"),
        ({"until_on": date(2027, 1, 8)}, "The last day lies before the first. Change one of them"),
        ({"text": "For Ana, born 3 May 2024"}, "looks like a date of birth"),
        ({"text": "NHS 943 476 5919", "text_checked": True}, "looks like an NHS number"),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence(otherwise: dict[str, object], sentence: str) -> None:
    asked = replace(SATURDAYS, **otherwise)  # type: ignore[arg-type]  # the fields of a test's own words
    (refusal,) = rules.refusals_of_asking(asked, TODAY)
    assert sentence in refusal.message


def test_an_answer_that_every_area_reads_names_neither_area_nor_person() -> None:
    names = rules.names_to_leave_out("Marlbury", "Niamh O’Rourke")
    told = replace(YES, reason="marlbury and Niamh have tried it", names=names)
    said = [one.message for one in rules.refusals_of_decision(told, TODAY)]
    assert said == [
        "Every area reads this, without names. Leave out “Marlbury”",
        "Every area reads this, without names. Leave out “Niamh”",
    ]
    assert rules.refusals_of_decision(replace(YES, names=names), TODAY) == []


def test_reasons_have_words_without_blame() -> None:
    words = [*rules.REASON_WORDS.values(), *rules.NATURE_WORDS.values(), *rules.LIGHT_SAYS.values()]
    words += [*rules.STATE_WORDS.values(), *rules.TOLD_WORDS.values()]
    assert set(rules.REASON_WORDS) == set(Reason)
    blaming = ("fail", "breach", "violat", "wrong", "non-compl", "not allowed", "must not", "fault", "drift")
    assert [one for one in words for bad in blaming if bad in one.casefold()] == []
