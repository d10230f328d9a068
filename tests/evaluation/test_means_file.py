"""A CSV file of means of groups: what is right comes out with what it replaces, every mistake by row and column."""

from datetime import date
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation
from scaleup.core.errors import Refused
from scaleup.delivery.models import DeliveryGroup
from scaleup.evaluation import service
from scaleup.evaluation.models import AggregateScore
from scaleup.evaluation.rules import Course, Forms, KnownMeans, Mean, points_of, read_means, template_of_means
from scaleup.evaluation.rules.means import MEAN_COLUMN_WORDS, MEAN_COLUMNS
from tests.delivery.groups import group
from tests.delivery.groups import shipped as terms
from tests.factories import areas, delivery, evaluation
from tests.factories.actors import acting
from tests.support.shown import sent_by_browser

TODAY = date(2026, 11, 23)
GROUP = group(date(2026, 9, 15))
MOTHERS_T1 = (1, "mother", "programme", "T1")
STANDS = Mean("hads", "anxiety", 6, 9.9, 2.6)
KNOWN = KnownMeans(
    groups={
        "library, autumn": Course(
            1, "Library, autumn", terms(), {one.code: one for one in points_of(GROUP, terms().time_points)}
        )
    },
    under_codes={"chapel"},
    families={1: 8},
    forms={(1, "father", "programme", "T1"): Forms(3, {}, 4)},
    entered={MOTHERS_T1: {("hads", "anxiety"): STANDS}},
)
HEADS = "group,role,arm,time_point,measure,scale,n,mean,sd"
MOTHERS = '"Library, autumn",mother,programme'


def mistakes(*rows: str, heads: str = HEADS) -> list[tuple[int, str, str]]:
    """What is wrong in a file of these rows."""
    found = read_means("\n".join([heads, *rows]), KNOWN, today=TODAY)
    return [(one.line, one.column, one.sentence) for one in found.mistakes]


def test_a_mean_takes_the_place_of_what_stands_and_what_says_the_same_is_only_counted():
    rows = [f"{MOTHERS},T1,hads,anxiety,6,9.9,2.6", f"{MOTHERS},t1,HADS,Depression,7,4.25,"]
    found = read_means("\n".join([HEADS, *rows]), KNOWN, today=TODAY)
    assert (found.mistakes, found.lines, found.same, found.replaced) == ((), 2, 1, ())
    (given,) = found.given
    assert (given.whose, given.mean) == (MOTHERS_T1, Mean("hads", "depression", 7, 4.25, None))
    (other,) = read_means(f"{HEADS}\n{MOTHERS},T1,hads,anxiety,7,9.5,2.6", KNOWN, today=TODAY).replaced
    assert (other.before, other.mean.n, other.mean.mean) == (STANDS, 7, 9.5)


MISTAKES = [
    (f"{MOTHERS},T1,hads,anxiety,6,21.5,2", "mean", "Anxiety: a mean of 21.5 is out of range. Enter 0 to 21."),
    (f"{MOTHERS},T1,hads,anxiety,6,9.9,14", "sd", "Anxiety: a standard deviation of 14 cannot be with 6 forms and a "),
    (f"{MOTHERS},T1,hads,anxiety,1,9,2", "sd", "Anxiety: one form has no standard deviation. Leave it empty."),
    (f"{MOTHERS},T1,hads,anxiety,9,9.9,2", "n", "9 forms are more than the 8 who were to give one (Library, autumn, m"),
    ('"Library, autumn",father,programme,T1,rqi,,5,30,2', "n", "5 forms are more than the 4 who were to give one"),
    (f"{MOTHERS},T3,pai,total,6,60,2", "time_point", "Attachment to the unborn baby (PAI) is about the time before"),
    (f"{MOTHERS},T1,mors,warmth,6,30,2", "time_point", "Warmth and invasion (MORS short form) is about the baby that "),
    ("Kelso hall,mother,programme,T1,rqi,,6,30,2", "group", "“Kelso hall” is none of the area’s groups."),
    (
        "Chapel,mother,programme,T1,rqi,,6,30,2",
        "group",
        "Scores of “Chapel” stand under codes.",
    ),
    (f"{MOTHERS},T1,phq,total,6,30,2", "measure", "“phq” is no measure of Baby Steps."),
    (f"{MOTHERS},T1,hads,,6,9,2", "scale", "“” is no score of Anxiety and depression (HADS)."),
    ('"Library, autumn",mother,,T1,rqi,,6,30,2', "arm", "Say which arm: write programme or comparison."),
    ('"Library, autumn",mum,programme,T1,rqi,,6,30,2', "role", "“mum” is no role. Write mother, father or partner."),
    (f'{MOTHERS},T1,hads,anxiety,6,"9,9",2', "mean", "Anxiety, mean: “9,9” has a comma. Write decimals with a point,"),
    (f"{MOTHERS},T1,hads,anxiety,6,9,9,", "", "This row has more cells than the first line. Write decimals with a p"),
    (f"{MOTHERS},T1,hads,anxiety,six,9.9,2", "n", "n: “six” is not a number."),
    (f"{MOTHERS},T1,hads,anxiety,6,=1+1,2", "mean", "Anxiety, mean: “=1+1” is not a number."),
    (f"{MOTHERS},F6,hads,anxiety,6,9,2", "time_point", "F6 is on "),
]


@pytest.mark.parametrize(("row", "column", "words"), MISTAKES)
def test_each_kind_of_mistake_is_a_sentence_at_its_row_and_column(row: str, column: str, words: str):
    well = f"{MOTHERS},T1,rses,total,6,20.5,3"
    found = mistakes(well, row)
    assert [one[:2] for one in found] == [(3, column)]
    assert found[0][2].startswith(words)
    assert len(read_means("\n".join([HEADS, well, row]), KNOWN, today=TODAY).given) == 1


def test_the_same_score_twice_is_refused_at_the_second_row():
    row = f"{MOTHERS},T1,rqi,total,6,30,2"
    assert mistakes(row, row) == [(3, "group", "This stands in row 2 already: one mean of each score and time point.")]


def test_a_file_without_the_arm_says_so_at_its_heads():
    assert mistakes(heads="group,role,time_point,measure,scale,n,mean,sd,name") == [
        (1, "arm", "The column arm is missing. Its first line must be as in the template."),
        (1, "name", "“name” is no column that is read here. Take it out."),
    ]


def test_the_template_asks_mothers_and_whoever_was_handed_a_form_for_what_is_not_entered():
    heads, *lines = template_of_means(KNOWN, TODAY)
    assert heads == MEAN_COLUMNS == tuple(MEAN_COLUMN_WORDS)
    assert ("Library, autumn", "mother", "programme", "T1", "hads", "depression", "", "", "") in lines
    assert {(one[1], one[3]) for one in lines} == {
        ("mother", "T1"),
        ("mother", "T2"),
        ("mother", "T3"),
        ("father", "T1"),
    }
    assert not [one for one in lines if one[1:6] == ("mother", "programme", "T1", "hads", "anxiety")]
    assert mistakes(*(f'"{one[0]}",{",".join(one[1:])}' for one in lines[:1]))[0][:2] == (2, "n")


@pytest.mark.usefixtures("on_monday_23_november")
def test_means_from_a_file_are_shown_first_and_replace_what_stands(
    client: FlaskClient, session: Session, marlbury: Area, niamh: Person, library: DeliveryGroup
) -> None:
    url = f"/areas/{marlbury.id}/results/enter/means-file"
    evaluation.mean(library, "T1", n=6, of=9.9, sd=2.6)
    evaluation.mean(library, "T2", n=5, of=8.0, sd=2.5)
    text = f"{HEADS}\r\n{MOTHERS},T1,hads,anxiety,7,9.5,2.6\r\n{MOTHERS},T1,rqi,,9,30,2\r\n{MOTHERS},T1,rses,,7,20,3"
    with acting(niamh, Role.PROJECT_LEAD):
        begun = client.get(url).text
        assert "Nobody is on record as trained to give the measures." in begun
        token = sent_by_browser(begun)["csrf_token"]
        shown = client.post(url, data={"file": (BytesIO(text.encode()), "means.csv"), "csrf_token": token}).text
        for words in ("1 mistake in 3 rows.", "Row 3", "more than the 8", "n 6, mean 9.9, SD 2.6", "n 7, mean 9.5"):
            assert words in shown
        sent = {name: sent_by_browser(shown)[name] for name in ("score_text", "score_shown", "csrf_token")}
        changed = sent | {"score_text": [str(sent["score_text"][0]).replace("9.5", "9.6")]}
        assert client.post(url, data=changed).status_code == 200
        assert client.post(url, data=sent).status_code == 302
        assert client.post(url, data=sent).status_code == 200
    rows = session.scalars(select(AggregateScore).order_by(AggregateScore.measure, AggregateScore.time_point))
    assert [(one.measure, one.time_point, one.n, one.mean, one.sd) for one in rows] == [
        ("hads", "T1", 7, 9.5, 2.6),
        ("hads", "T2", 5, 8.0, 2.5),
        ("rses", "T1", 7, 20.0, 3.0),
    ]


@pytest.mark.usefixtures("on_monday_23_november")
def test_the_template_of_an_area_is_of_its_own_groups_and_a_file_knows_no_others(
    client: FlaskClient, marlbury: Area, niamh: Person, library: DeliveryGroup, shipped: Implementation
) -> None:
    elsewhere = delivery.group(areas.implementation(areas.area("Norwich"), version=shipped.programme_version), "Hall")
    url = f"/areas/{marlbury.id}/results/enter"
    with acting(niamh, Role.PROJECT_LEAD):
        lines = client.get(f"{url}/means-template.csv").text.removeprefix("\ufeff").splitlines()
        token = sent_by_browser(client.get(f"{url}/means-file").text)["csrf_token"]
        text = f"{HEADS}\n{elsewhere.name},mother,programme,T1,rqi,,6,30,2"
        shown = client.post(f"{url}/means-file", data={"file": (BytesIO(text.encode()), "a.csv"), "csrf_token": token})
    assert lines[:2] == [HEADS, '"Library, autumn",mother,programme,T1,rqi,total,,,']
    assert "“Hall” is none of the area’s groups." in shown.text


@pytest.mark.usefixtures("on_monday_23_november")
def test_groups_under_codes_are_not_entered_as_means(
    client: FlaskClient, marlbury: Area, niamh: Person, codes: list[str]
) -> None:
    with acting(niamh, Role.PROJECT_LEAD):
        lines = client.get(f"/areas/{marlbury.id}/results/enter/means-template.csv").text.splitlines()
    assert len(lines) == 1
    with pytest.raises(Refused, match="No row of this file"):
        service.bring_means_in(
            marlbury.id, f"{HEADS}\n{MOTHERS},T1,rqi,,6,30,2", now=evaluation.NOW, today=TODAY, by=niamh.id
        )


@pytest.mark.usefixtures("on_monday_23_november")
def test_the_form_too_refuses_means_of_more_than_are_enrolled(
    client: FlaskClient, niamh: Person, library: DeliveryGroup
) -> None:
    url = f"/groups/{library.id}/scores?role=mother&point=T2&arm=programme"
    typed = {"score_hads_anxiety_n": ["9"], "score_hads_anxiety_mean": ["9.9"]}
    with acting(niamh, Role.PROJECT_LEAD):
        answer = client.post(url, data=sent_by_browser(client.get(url).text) | typed)
    assert answer.status_code == 422
    assert "9 forms are more than the 8 who were to give one (Library, autumn, mothers)." in answer.text
