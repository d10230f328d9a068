"""A CSV file of births: a row is a birth; every mistake stands by row and column in a sentence before it is kept."""

from datetime import date
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area
from scaleup.delivery.models import DeliveryGroup
from scaleup.evaluation.models import BabyWeight, BirthOutcome
from scaleup.evaluation.rules import Birth, BirthMode, Somebody, months_of_birth, points_of
from scaleup.evaluation.rules.birth_sheet import COLUMN_WORDS, COLUMNS, Expecting, Known, Reported, read
from tests.delivery.groups import group, shipped
from tests.factories.actors import acting
from tests.support.shown import sent_by_browser

TODAY = date(2026, 11, 23)
MONTHS = months_of_birth(points_of(group(date(2026, 9, 15)), shipped().time_points), TODAY)
KNOWN = Known(
    groups={
        "library, autumn": Expecting(1, "Library, autumn", MONTHS),
        "film": Expecting(3, "Film", MONTHS, asks=False),
    },
    people={
        "AB2C3D": Somebody(11, 1, "mother"),
        "EF4G5H": Somebody(12, 1, "father"),
        "JK6M7N": Somebody(13, 2, "mother"),
        "LM8N9P": Somebody(14, 1, "mother", "comparison"),
        "QR2S3T": Somebody(15, 1, "mother"),
        "UV4W5X": Somebody(16, 3, "mother"),
    },
    entered={15},
)
HEADS = "group,code,month,mode,weeks,weight_1,weight_2,weight_3,weight_4"
NAMED = '"Library, autumn"'


def mistakes(*rows: str, heads: str = HEADS) -> list[tuple[int, str, str]]:
    """What is wrong in a file of these rows."""
    found = read("\n".join([heads, *rows]), KNOWN, this_month="2026-11")
    return [(one.line, one.column, one.sentence) for one in found.mistakes]


def test_a_group_that_began_in_september_has_births_from_the_month_in_which_forms_were_taken_in():
    assert MONTHS == ("2026-08", "2026-09", "2026-10", "2026-11")


def test_a_row_is_a_birth_and_twins_have_two_weights():
    found = read(f'{HEADS}\n{NAMED},ab2-c3d,2026-10,Planned caesarean,38,2430,"2,500",,', KNOWN, this_month="2026-11")
    assert found.mistakes == ()
    assert found.given == (Reported(11, 1, Birth("2026-10", BirthMode.PLANNED_CAESAREAN, 38, (2430, 2500))),)


def test_weeks_may_be_empty_and_columns_of_more_babies_and_semicolons_too():
    text = "\ufeffgroup;code;month;mode;weeks;weight_1\nLibrary, autumn;LM8N9P;2026-10;not_known;;3400"
    (one,) = read(text, KNOWN, this_month="2026-11").given
    assert (one.participant_id, one.birth.gestation_weeks, one.birth.mode) == (14, None, "not_known")


def test_each_kind_of_mistake_is_named_by_row_and_column():
    well = "2026-10,spontaneous,39,3400,,,"
    rows = [
        f"Chapel,AB2C3D,{well}",
        f"{NAMED},ZZ9Z9Z,{well}",
        f"{NAMED},JK6M7N,{well}",
        f"{NAMED},EF4G5H,{well}",
        f"{NAMED},QR2S3T,{well}",
        f"Film,UV4W5X,{well}",
        f"{NAMED},AB2C3D,2026-10-03,spontaneous,39,3400,,,",
        f"{NAMED},AB2C3D,{well}",
        f"{NAMED},LM8N9P,2016-10,normal,21,3.4,25000,,",
        f"{NAMED},LM8N9P,2026-12,assisted,thirty,,3400,,",
    ]
    assert mistakes(*rows) == [
        (2, "group", "“Chapel” is none of the area’s groups."),
        (3, "code", "“ZZ9Z9Z” is none of the area’s codes. They are made here."),
        (4, "group", "JK6M7N is in another group, not in Library, autumn."),
        (5, "code", "EF4G5H is the code of a father. A birth stands under the mother’s code."),
        (6, "code", "The birth of QR2S3T was entered before. Correct it on its page, or take the row out."),
        (7, "group", "The programme of Film asks for no births."),
        (8, "month", "Enter year and month of the birth, such as 2026-09; the day is not kept"),
        (9, "code", "AB2C3D stands in row 8 already: one birth for each code."),
        (
            10,
            "mode",
            "“normal” is no way for a birth to go. Write one of spontaneous, assisted, planned_caesarean, "
            "emergency_caesarean, not_known.",
        ),
        (10, "weight_1", "“3.4” is not a weight in grams. Write a whole number of grams, such as 3400."),
        (10, "weight_2", "25,000 g cannot be. Enter the weight in grams, 300 to 6,500, such as 3400."),
        (10, "month", "2016-10 is before the group began. Check the year: the first month is 2026-08."),
        (10, "weeks", "21 weeks cannot be. Enter completed weeks of pregnancy, 22 to 44."),
        (11, "code", "LM8N9P stands in row 10 already: one birth for each code."),
        (
            11,
            "weeks",
            "“thirty” is not a number of weeks. Write completed weeks in figures, or leave it empty where nobody "
            "knows.",
        ),
        (11, "weight_1", "weight_1 is empty, though a weight stands after it. Fill the columns in order."),
        (11, "month", "2026-12 is still to come. Enter a birth once the baby is there."),
    ]


def test_columns_that_are_missing_or_strange_are_named_and_a_formula_is_a_mistake_like_any():
    assert [(line, column) for line, column, _ in mistakes(heads="group,code,mode,weeks,weight_1,name")] == [
        (1, "month"),
        (1, "name"),
    ]
    assert mistakes(heads="") == [(1, "", "The file is empty. Start from the template.")]
    assert mistakes(f"{NAMED},AB2C3D,2026-10,spontaneous,39,2,430,2,500,x") == [
        (2, "", "The row has more cells than the first line has names. Leave out the comma in a weight."),
        (2, "weight_1", "2 g cannot be. Enter the weight in grams, 300 to 6,500, such as 3400."),
        (2, "weight_3", "2 g cannot be. Enter the weight in grams, 300 to 6,500, such as 3400."),
    ]
    formula = f'{NAMED},AB2C3D,2026-10,spontaneous,39,"=HYPERLINK(""http://x"")",,,'
    assert [(line, column) for line, column, _ in mistakes(formula)] == [(2, "weight_1")]


def test_each_column_of_the_template_is_explained():
    assert tuple(COLUMN_WORDS) == COLUMNS


@pytest.mark.usefixtures("on_monday_23_november")
def test_a_file_is_shown_with_its_mistakes_and_brought_in_once_confirmed(
    client: FlaskClient, session: Session, marlbury: Area, niamh: Person, library: DeliveryGroup, codes: list[str]
) -> None:
    url = f"/areas/{marlbury.id}/results/enter/births"
    rows = [
        HEADS,
        *(f"{NAMED},{code},2026-10,assisted,{weeks},3400,,," for code, weeks in zip(codes, (39, 21), strict=True)),
    ]
    with acting(niamh, Role.PROJECT_LEAD):
        template = client.get(f"{url}.csv").text.removeprefix("\ufeff").splitlines()
        assert template == [HEADS, *(f"{NAMED},{code},,,,,,," for code in codes)]
        token = sent_by_browser(client.get(url).text)["csrf_token"]
        shown = client.post(url, data={"file": (BytesIO("\r\n".join(rows).encode()), "b.csv"), "csrf_token": token})
        for words in ("1 mistake in 2 rows.", "Row 3", "21 weeks cannot be", "1 birth of the file has no mistake"):
            assert words in shown.text
        assert session.scalars(select(BirthOutcome)).all() == []
        fields = sent_by_browser(shown.text)
        sent = {name: fields[name] for name in ("score_text", "score_shown", "csrf_token")}
        assert client.post(url, data=sent).status_code == 302
        again = client.post(url, data=sent)
    assert session.scalars(select(BabyWeight.grams)).all() == [3400]
    assert "was entered before. Correct it on its page" in again.text
