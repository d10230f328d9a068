"""Fields read what people mean, say in words what they cannot read, and link to the control to be put right."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

import html5lib
import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from scaleup.core.errors import Conflict, Refusal, refuse
from scaleup.core.forms import (
    Choice,
    ClockTime,
    DateParts,
    Email,
    Fault,
    Form,
    Group,
    Line,
    Many,
    Nonce,
    Radios,
    Text,
    Tick,
    Ticks,
    Version,
    Whole,
    Words,
)


class ActionLine(Group):
    """One action."""

    what = Text("What", needed="Enter what will be done")
    owner = Choice("By whom", choices=[("1", "Niamh O’Rourke"), ("2", "Tom Hartley")], default="1")
    due_on = DateParts("By when", needed="Enter the day by which it will be done")


class ContactForm(Form):
    """A contact."""

    version = Version()
    nonce = Nonce()
    outcome = Radios(
        "What happened?", choices=[("held", "We spoke"), ("off", "Called off")], needed="Choose what happened"
    )
    reason = Text("Why?")
    held_on = DateParts("Day of the contact", needed="Enter the day of the contact")
    at = ClockTime("Time")
    barriers = Ticks("Barriers", choices=[("funding", "Funding"), ("venue", "Venue")])
    minutes = Whole("Minutes", at_least=1, at_most=480)
    notes = Words("What was agreed?", most=20)
    email = Email("E-mail")
    agreed = Tick("They know", needed="")
    actions = Many(Line(ActionLine), "Actions", noun="Action", add="Add another action", most=3)


@pytest.fixture(autouse=True)
def request_context() -> Iterator[None]:
    """A form needs a session for its token."""
    app = Flask("forms")
    app.config.update(SECRET_KEY="forms", WTF_CSRF_ENABLED=False)
    with app.test_request_context():
        yield


GOOD = {"outcome": "held", "held_on-day": "1", "held_on-month": "10", "held_on-year": "2026"}


def sent(**values: str) -> ContactForm:
    """The form as it comes back, with these answers beside good ones. An underscore stands for a hyphen at `__`."""
    answers = MultiDict(GOOD | {name.replace("__", "-"): value for name, value in values.items()})
    form = ContactForm(formdata=answers)
    form.validate()
    return form


def dated(day: str, month: str, year: str) -> ContactForm:
    """The form with this date."""
    return sent(held_on__day=day, held_on__month=month, held_on__year=year)


@pytest.mark.parametrize(
    ("day", "month", "year", "read"),
    [
        ("1", "10", "2026", date(2026, 10, 1)),
        ("01", "01", "2027", date(2027, 1, 1)),
        ("1", "jan", "2027", date(2027, 1, 1)),
        (" 4 ", "January", "2027", date(2027, 1, 4)),
        ("29", "FEB", "2028", date(2028, 2, 29)),
        ("3rd", "Sept", "2026", date(2026, 9, 3)),
        ("1", "Dec.", "2026", date(2026, 12, 1)),
    ],
)
def test_a_date_is_read_as_people_write_it(day: str, month: str, year: str, read: date) -> None:
    form = dated(day, month, year)
    assert form.faults == ()
    assert form.held_on.data == read


@pytest.mark.parametrize(
    ("day", "month", "year", "words", "part"),
    [
        ("31", "2", "2027", "31 February is not a date: February 2027 has 28 days", "day"),
        ("31", "apr", "2026", "31 April is not a date: April 2026 has 30 days", "day"),
        ("", "2", "2027", "Day of the contact: enter the day", "day"),
        ("4", "", "2027", "Day of the contact: enter the month", "month"),
        ("4", "1", "", "Day of the contact: enter the year", "year"),
        ("", "1", "", "Day of the contact: enter the day; enter the year", "day"),
        ("32", "1", "2027", "Day of the contact: “32” is not a day, enter a number from 1 to 31", "day"),
        ("4", "13", "2027", "Day of the contact: “13” is not a month, enter 1 to 12 or a name such as Jan", "month"),
        ("4", "1", "27", "Day of the contact: “27” is not a year, enter all four figures, such as 2027", "year"),
        ("²", "1", "2027", "Day of the contact: “²” is not a day, enter a number from 1 to 31", "day"),
        ("", "", "", "Enter the day of the contact", "day"),
    ],
)
def test_a_date_that_cannot_be_read_names_the_part_and_links_to_it(
    day: str, month: str, year: str, words: str, part: str
) -> None:
    form = dated(day, month, year)
    assert form.faults == (Fault(words, f"#held_on-{part}"),)
    assert form.held_on.data is None
    drawn = str(form.held_on.draw())
    assert f'id="held_on-{part}"' in drawn
    assert f'value="{day.strip()}"' in drawn or not day


def test_only_the_part_to_be_put_right_is_marked() -> None:
    drawn = str(dated("4", "13", "2027").held_on.draw())
    assert drawn.count("govuk-input--error") == 1


def test_a_date_is_shown_in_its_parts_before_anything_is_sent() -> None:
    form = ContactForm(formdata=None, data={"held_on": date(2026, 10, 1)})
    drawn = str(form.held_on.draw())
    assert all(f'value="{value}"' in drawn for value in ("1", "10", "2026"))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("14:30", time(14, 30)),
        ("14.30", time(14, 30)),
        ("1430", time(14, 30)),
        ("2.30pm", time(14, 30)),
        ("9am", time(9)),
        ("12am", time(0)),
    ],
)
def test_a_time_is_read_as_people_write_it(text: str, read: time) -> None:
    assert sent(at=text).at.data == read


@pytest.mark.parametrize("text", ["25:00", "14", "13pm", "noon", "9:75"])
def test_a_time_that_is_none_is_said(text: str) -> None:
    form = sent(at=text)
    assert form.faults == (Fault(f"Time: “{text}” is not a time; write it like 14:30", "#at"),)
    assert f'value="{text}"' in str(form.at.draw())


def test_nothing_chosen_is_said_and_what_stood_there_before_is_not_assumed() -> None:
    form = ContactForm(formdata=MultiDict(GOOD | {"outcome": ""}), data={"outcome": "held"})
    assert not form.validate()
    assert form.outcome.data is None
    assert form.faults == (Fault("Choose what happened", "#outcome"),)


def test_an_answer_that_was_not_offered_is_refused() -> None:
    assert sent(outcome="won").faults == (Fault("What happened? Choose one of the answers offered", "#outcome"),)
    assert sent(barriers="rain").faults == (Fault("Barriers: choose from the answers offered", "#barriers"),)


def test_a_number_is_read_or_said() -> None:
    assert sent(minutes="1").minutes.data == 1
    assert sent(minutes="").minutes.data is None
    assert sent(minutes="ten").faults[0].text == "Minutes: “ten” is not a whole number; write it in figures, such as 12"
    assert sent(minutes="0").faults[0].text == "Minutes: 0 is too few; the least is 1"
    assert sent(minutes="481").faults[0].text == "Minutes: 481 is too many; the most is 480"
    assert sent(minutes="9" * 5000).faults[0].text.startswith("Minutes: “99999999999999999999” is not a whole number")


def test_too_many_words_are_counted_with_a_line_break_as_one() -> None:
    assert sent(notes="1234567890\r\n123456789").faults == ()
    assert sent(notes="1" * 21).faults[0].text == "What was agreed? Use 20 characters or fewer; there are 21"


def test_text_loses_nul_and_double_spaces() -> None:
    assert sent(reason=" no\x00  midwife ").reason.data == "no midwife"


def test_an_address_has_the_shape_of_one() -> None:
    assert sent(email="niamh@marlbury.example").faults == ()
    assert sent(email="niamh@").faults == (
        Fault("“niamh@” is not an e-mail address: write it like name@example.org", "#email"),
    )


def test_lines_left_empty_are_left_out_although_a_list_is_preselected() -> None:
    form = sent(
        actions__0__what="",
        actions__0__owner="2",
        actions__1__what="Ring",
        actions__1__due_on__day="4",
        actions__1__due_on__month="1",
        actions__1__due_on__year="2027",
    )
    assert form.faults == ()
    assert form.actions.filled == [{"what": "Ring", "owner": None, "due_on": date(2027, 1, 4)}]


def test_an_error_in_a_line_says_which_line_and_links_into_it() -> None:
    form = sent(
        actions__0__what="Ring",
        actions__0__due_on__day="4",
        actions__0__due_on__month="1",
        actions__0__due_on__year="2027",
        actions__1__what="Write",
    )
    assert form.faults == (Fault("Action 2: Enter the day by which it will be done", "#actions-1-due_on-day"),)


@pytest.mark.parametrize(
    "key", ["actions-²-what", "actions-" + "9" * 5000 + "-what", "actions--what", "actionsx-1-what"]
)
def test_line_numbers_that_are_none_are_not_read(key: str) -> None:
    form = ContactForm(formdata=MultiDict(GOOD | {key: "Ring"}))
    assert form.actions.filled == []


def test_a_refusal_stands_at_its_field_and_one_without_field_above_the_form() -> None:
    form = sent()
    form.put(
        [
            Refusal("Marlbury’s licence has ended."),
            Refusal("That day is still to come", "held_on"),
            Refusal("Name an owner", "actions-0-owner"),
        ]
    )
    assert form.faults == (
        Fault("Marlbury’s licence has ended."),
        Fault("That day is still to come", "#held_on-day"),
        Fault("Name an owner", "#actions-0-owner"),
    )
    assert str(form.held_on.draw()).count("govuk-input--error") == 3


def test_a_refusal_of_a_field_that_is_not_on_the_form_is_not_lost() -> None:
    form = sent()
    form.put([Refusal("There is no twelfth place", "places")])
    assert form.faults == (Fault("There is no twelfth place"),)


def test_a_conflict_shows_what_the_other_saved_and_takes_the_new_version() -> None:
    form = sent(version="3", notes="Mine")
    form.beside(Conflict("Tom Hartley saved this at 10:04.", {"notes": "<b>His</b>"}), version=4)
    assert form.notes.data == "Mine"
    assert "Saved meanwhile: <strong>&lt;b&gt;His&lt;/b&gt;</strong>" in str(form.notes.draw())
    assert '<input type="hidden" name="version" value="4">' in str(form.hidden())


@dataclass
class Saved:
    """A row, at the version at which it was last saved."""

    version: int


def test_what_a_rule_refuses_while_the_form_is_saved_stands_at_its_field() -> None:
    form = sent()
    with form.catching():
        raise refuse("That day is still to come", "held_on")
    assert form.faults == (Fault("That day is still to come", "#held_on-day"),)


def test_a_conflict_over_a_row_takes_the_version_that_the_row_has_by_then() -> None:
    form, row = sent(version="3"), Saved(3)
    with form.catching(over=row):
        row.version = 4
        raise Conflict("Tom Hartley saved this at 10:04.", {})
    assert form.faults == (Fault("Tom Hartley saved this at 10:04."),)
    assert form.version.data == 4


def test_a_conflict_over_no_row_and_a_fault_are_not_the_forms() -> None:
    form = sent()
    with pytest.raises(Conflict), form.catching():
        raise Conflict("Tom Hartley saved this at 10:04.", {})
    with pytest.raises(ZeroDivisionError), form.catching(over=Saved(3)):
        raise ZeroDivisionError
    assert not form.wrong


@pytest.mark.parametrize(("text", "read"), [("3", 3), ("", 0), ("x", 0), ("²", 0), ("9" * 30, 0)])
def test_a_version_that_cannot_be_read_is_older_than_any(text: str, read: int) -> None:
    assert sent(version=text).version.data == read


def test_a_nonce_is_new_for_each_form_and_stays_when_the_form_is_shown_again() -> None:
    assert ContactForm(formdata=None).nonce.data != ContactForm(formdata=None).nonce.data
    assert sent(nonce="abc").nonce.data == "abc"


def test_the_summary_links_to_controls_that_exist_in_the_words_that_stand_there() -> None:
    form = sent(outcome="", held_on__day="31", held_on__month="2", minutes="x")
    page = form.summary() + form.outcome.draw() + form.held_on.draw() + form.minutes.draw()
    html5lib.HTMLParser(strict=True).parseFragment(page)
    assert "There are 3 things to put right" in page
    for fault in form.faults:
        assert f'id="{fault.href[1:]}"' in page
        assert page.count(fault.text) == 2
    assert ContactForm(formdata=None).summary() == ""


def test_an_answer_opens_a_field_without_script() -> None:
    drawn = str(ContactForm(formdata=None).outcome.draw({"off": ContactForm(formdata=None).reason}))
    assert 'name="reason"' in drawn
    assert "aria-controls" not in drawn
    assert "conditional--hidden" not in drawn


def test_what_was_typed_is_never_markup() -> None:
    form = sent(reason='"><script>x</script>', held_on__day="<b>", notes="</textarea>", actions__0__what="<i>")
    page = (
        form.summary() + form.reason.draw() + form.held_on.draw() + form.notes.draw() + form.actions[0].fields[0].draw()
    )
    for sign in ("<script", "<b>", "<i>"):
        assert sign not in page
    assert page.count("</textarea>") == 1
