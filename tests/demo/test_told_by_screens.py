"""Marlbury as its screens tell it on 22 November 2026: every figure of its story stands where somebody would look."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area
from scaleup.extensions import db
from tests.factories import demonstration
from tests.factories.actors import acting

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
Read = Callable[[str], str]

pytestmark = pytest.mark.parametrize("dialect", ["sqlite"])


def words(page: str) -> str:
    """The page as it reads, without its drawings."""
    bare = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", bare)))


@pytest.fixture
def read(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> Read:
    """A page of the demonstration as Helen, who sees all areas, reads it; {Name} is the id of an area."""
    monkeypatch.setenv("SCALEUP_NOW", NOW.isoformat())
    demonstration.lay_out(NOW)
    areas = {row.name: str(row.id) for row in db.session.execute(select(Area.name, Area.id))}
    helen = db.session.scalars(select(Person).where(Person.name == "Helen Ashworth")).one()

    def reading(path: str) -> str:
        with acting(helen, Role.UNIT_MANAGER):
            found = client.get(re.sub(r"\{(.+?)\}", lambda name: areas[name[1]], path))
        assert found.status_code == 200, path
        return words(found.text)

    return reading


def lacking(page: str, *said: str) -> list[str]:
    """What the page does not say."""
    return [one for one in said if one not in page]


def test_the_area_says_what_is_late_when_the_next_contact_is_and_that_six_pairs_deliver(read: Read) -> None:
    page = read("/areas/{Marlbury}")
    assert (
        lacking(
            page,
            "Licence 1 April 2024 to 31 March 2027",
            "The renewal decision was due on Friday 2 October 2026 and the licence ends in 129 days.",
            "Contact 20, due on Thursday 1 October 2026, has no record.",
            "Monday 4 January 2027 , contact 21 of 22",
            "Friday 1 January 2027 is a bank holiday in England.",
            "6 pairs can deliver ; 12 of 12 places are used.",
            "Green 86% observed live on Tuesday 10 February 2026.",
            "9 Jul 2024 Fidelity check 84% green",
            "11 Mar 2025 Fidelity check 79% amber",
            "10 Jun 2025 Fidelity check 88% green",
            "10 Feb 2026 Fidelity check 86% green",
            "1 Dec 2025 Contact 16 missed",
            "2 Feb 2026 Contact 17 held late, 13 Feb 2026",
            "First session 18 June 2024",
        )
        == []
    )


def test_delivery_counts_twelve_groups_and_eighty_seven_families(read: Read) -> None:
    page = read("/areas/{Marlbury}/delivery")
    assert lacking(page, "87 families in 12 groups.", "10 finished groups", "Every session that is due has its") == []
    for number, families in enumerate((7, 8, 6, 8, 7, 7, 8, 6, 8, 7, 8, 7), 1):
        assert re.search(rf"Group {number}, \w+ \w+ \d+ of \d+ due {families} ", page), number


def test_results_say_how_many_of_those_due_answered_and_nothing_of_nine(read: Read) -> None:
    page = read("/areas/{Marlbury}/results")
    assert (
        lacking(
            page,
            "Mothers’ anxiety was 1.8 points lower at the end of the course than before it (42 mothers",
            "There was no comparison group",
            "42 of 72 mothers answered at the end",
            "(T1) 75 87 86%",
            "(T2) 65 87 75%",
            "(T3) 48 72 67%",
            "(T4) 42 72 58%",
            "(F6) 14 51 27%",
        )
        == []
    )
    first_year = read("/areas/{Marlbury}/results?year=2024")
    assert lacking(first_year, "(T4) 9 15 60%", "Anxiety, mothers T1 to T4 not shown not shown not shown") == []
    assert not re.search(r"Anxiety, mothers [^A-Z]*HADS\), 1983 .{0,120}n 9\b", first_year)


def test_the_unit_reads_the_same_completeness_and_which_area_sends_means(read: Read) -> None:
    page = read("/results")
    assert lacking(page, "Mothers’ anxiety was 1.8 points lower", "(F6) 14 51 27%", "Marlbury") == []
    assert "Enter" not in read("/areas/{Leeds}/results").split("Who answered")[1].split("How scores")[0]


def test_fidelity_tells_each_check_by_its_kind_and_the_plan_that_followed_the_amber_one(read: Read) -> None:
    page = read("/areas/{Marlbury}/fidelity")
    assert (
        lacking(
            page,
            "Delivery is green: every part is 80% or more (124 recorded of 124 due).",
            "Observed live: mean 86% of 3",
            "9 July 2024 84%",
            "10 June 2025 88%",
            "10 February 2026 86%",
            "11 March 2025 79%",
            "11 March 2025 Niamh O’Rourke 10 June 2025",
            "Closed 10 June 2025",
            "Own report: mean 95% of 10",
            "weighted kappa 0.80",
        )
        == []
    )


def test_changes_stand_with_their_light_their_decision_and_its_day(read: Read) -> None:
    page = read("/areas/{Marlbury}/adaptations")
    assert (
        lacking(
            page,
            "Red Not agreed on Mon 13 Oct 2025 Thu 9 Oct 2025, Niamh O’Rourke not in use",
            "Amber Agreed with conditions on Wed 12 Feb 2025 Thu 6 Feb 2025",
            "Green Agreed on Thu 5 Sep 2024 Thu 5 Sep 2024",
        )
        == []
    )
    book = read("/adaptations?ruling=declined")
    assert lacking(book, "Instead there is a recovery plan of eight weeks", "Marlbury") == []


def test_pairs_fell_from_six_to_four_and_came_back(read: Read) -> None:
    page = read("/areas/{Marlbury}/facilitators")
    assert lacking(page, "6 from 6 June 2024; 4 from 5 September 2025; 6 from 20 November 2025.", "6 pairs can") == []


def test_costs_of_two_years_and_what_parents_said_have_their_n(read: Read) -> None:
    costs, process = read("/areas/{Marlbury}/results/costs"), read("/areas/{Marlbury}/results/process")
    assert lacking(costs, "2025/26 cost £79,426: £2,206.28 for each of 36 families reached.", "2024/25: £62,706") == []
    assert lacking(process, "33 of 45 invited took part", "9 of 14 invited took part: 7 mothers, 2 fathers") == []


def test_entering_says_that_one_time_point_is_late_and_whom_a_high_score_goes_to(read: Read) -> None:
    page = read("/areas/{Marlbury}/results/enter")
    assert (
        lacking(
            page,
            "1 time point is late, the first was due on Tuesday 20 October 2026.",
            "Group 12, Northgate, T2 Last antenatal session Tue 10 Nov in time until Tue 8 Dec",
            "Under random codes, since 14 May 2024.",
            "The perinatal mental health team of Marlbury NHS Trust",
        )
        == []
    )
    assert not re.search(r"late Complete", page)


def test_other_areas_have_a_red_check_a_group_that_just_began_a_red_change_and_nothing(read: Read) -> None:
    assert lacking(read("/areas/{Kingston upon Hull}"), "Red 56% observed live") == []
    assert lacking(read("/areas/{Sandwell}/fidelity"), "Not enough data") == []
    assert lacking(read("/areas/{Cornwall}/adaptations"), "In use now, and red on the programme’s list:") == []
    assert lacking(read("/areas/{Oldham}/results"), "No change can be told yet.") == []
