"""Each page of a programme says what that programme delivers: no group where cases or viewings are meant."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Implementation
from scaleup.delivery import queries
from scaleup.delivery.models import DeliveryGroup
from scaleup.extensions import db
from scaleup.facilitators.rules import Profession
from scaleup.programmes.rules import UNIT_WORDS, Attender, DeliveryUnit
from scaleup.programmes.service import terms
from tests.delivery.test_views import day, send, shown_mark
from tests.delivery.units import delivering, slugs, taking_up
from tests.factories import accounts as people
from tests.factories import delivery, licences
from tests.factories import support as make

ROOMS = ("delivery.", "evaluation.", "fidelity.", "portfolio.area_one_page", "portfolio.term", "worklist.")
NOT_OF_DELIVERY = r"focus groups?|data-protection impact assessment|protection assessment|readiness assessment"
"""Phrases with the word of a unit that are of something else."""
TODAY = date(2026, 11, 23)


@pytest.fixture
def lead(clock: Callable[[str], None], client: FlaskClient) -> FlaskClient:
    """The browser of a project lead, on Monday 23 November 2026."""
    clock("2026-11-23T12:00:00+00:00")
    people.sign_in(client, people.person("Niamh O’Rourke", Role.PROJECT_LEAD))
    return client


def led(of: Implementation) -> Implementation:
    """The implementation under licence, with its area's lead and a pair."""
    licences.granted(of)
    who = db.session.query(Person).filter_by(name="Niamh O’Rourke").one()
    make.give_access(who, of.area, Role.PROJECT_LEAD)
    delivery.pair(of)
    delivery.facilitator(of, Profession.SOCIAL_WORKER)
    return of


def said_on(client: FlaskClient, path: str) -> str:
    """What a page says, without its marks and addresses."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", answer.text, flags=re.S)
    labels = " ".join(re.findall(r'(?:aria-label|title|alt|placeholder)="([^"]*)"', text))
    return re.sub(NOT_OF_DELIVERY, "", re.sub(r"<[^>]+>", " ", text) + labels, flags=re.I)


def words_of_others(unit: str) -> str:
    """The words of every other unit; "family" is said of all programmes."""
    others = [words for kind, words in UNIT_WORDS.items() if kind not in (unit, DeliveryUnit.FAMILY)]
    return "|".join(f"{words.one}|{words.many}" for words in others)


def addresses(app: Flask, ids: dict[str, object]) -> Iterator[str]:
    """Every page of these rooms about what there is; the book of answers is of all programmes."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        named = "GET" in (rule.methods or ()) and rule.endpoint.startswith(ROOMS)
        if named and rule.arguments and set(rule.arguments) <= set(ids) and not rule.rule.endswith((".pdf", ".ics")):
            yield adapter.build(rule.endpoint, {name: ids[name] for name in rule.arguments})


def read_all(client: FlaskClient, app: Flask, ids: dict[str, object]) -> dict[str, str]:
    """What each page says that this person may open."""
    found = {}
    for path in addresses(app, ids):
        answer = client.get(path)
        if answer.status_code == 200:
            found[path] = answer.text if path.endswith(".csv") else said_on(client, path)
    return found


def strangers(pages: dict[str, str], unit: str) -> list[str]:
    """Words of other units, with where they stand."""
    return [
        f"{path}: {' '.join(text[max(0, match.start() - 50) : match.end() + 40].split())}"
        for path, text in pages.items()
        for match in re.finditer(rf"\b({words_of_others(unit)})\b", text, flags=re.I)
    ]


def no_strangers(pages: dict[str, str], unit: str) -> None:
    """No page says the word of another unit."""
    found = strangers(pages, unit)
    if found:
        pytest.fail("\n".join(found))


@pytest.mark.parametrize("unit", list(DeliveryUnit))
def test_every_page_of_a_programme_says_what_it_delivers(lead: FlaskClient, app: Flask, unit: str) -> None:
    of = led(delivering(unit))
    ids: dict[str, object] = {"area_id": of.area_id, "implementation_id": of.id}
    before = read_all(lead, app, ids)
    no_strangers(before, unit)
    pair = tuple(delivery.pair(of))
    made = delivery.group(of, "Library, spring", first_on=date(2026, 9, 1), pair=pair, families=7)
    assert made.unit == unit
    after = read_all(lead, app, ids | {"group_id": made.id, "code": "A1"})
    assert len(after) > len(before) > 8
    no_strangers(after, unit)
    words = UNIT_WORDS[unit]
    assert words.one in after[f"/groups/{made.id}/scores"]
    assert f"1 {words.one}" in after[f"/areas/{of.area_id}/delivery"]


def test_a_stray_word_would_be_seen() -> None:
    assert strangers({"/": "Codes of this group, a focus group"}, "case") != []
    assert strangers({"/": "Codes of this case"}, "case") == []


def counts(of: DeliveryGroup) -> dict[str, str]:
    """Two of each whom the programme counts."""
    attending = terms(of.programme_version_id).delivery.attending
    return {one.value: "2" for one in Attender if one in attending}


def set_up(client: FlaskClient, of: Implementation) -> DeliveryGroup:
    """What the programme delivers is set up by its form, in two presses."""
    path = f"/implementations/{of.id}/groups/add"
    asked = terms(of.programme_version_id).delivery
    said: dict[str, object] = {
        "name": "7" if asked.of_one_family else "Ward 3, autumn",
        "variant": asked.variants[0],
        "pair": [one.facilitator_id for one in queries.crew_of(of.id, TODAY)],
        **day("first_on", date(2026, 9, 1)),
    }
    if not asked.of_one_family:
        said["places"] = str(asked.families_at_most)
    first = send(client, path, **said)
    done = send(client, path, **said, shown=shown_mark(first.text))
    assert done.status_code == 302, done.text
    return db.session.query(DeliveryGroup).filter_by(implementation_id=of.id).one()


@pytest.mark.parametrize("slug", slugs())
def test_a_lead_goes_through_each_programme_of_the_catalogue(lead: FlaskClient, app: Flask, slug: str) -> None:
    of = led(taking_up(slug))
    made = set_up(lead, of)
    unit = terms(of.programme_version_id).delivery.unit
    first = queries.group_values([made.id])[made.id].sessions[0]
    path = f"/groups/{made.id}/sessions/{first.code}"
    crew = [one.facilitator_id for one in queries.crew_of(of.id, TODAY)][:2]
    held = {
        "version": "1",
        "state": "held",
        "interpreters": "0",
        "supervised": "yes",
        "pair": crew,
        "minutes": "50",
        "components": list(first.components_planned),
        **counts(made),
        **day("on_day", first.planned_on),
    }
    answer = send(lead, path, **held)
    if answer.status_code == 200:
        answer = send(lead, path, **held, shown=shown_mark(answer.text))
    assert answer.status_code == 302, answer.text
    pages = read_all(lead, app, {"area_id": of.area_id, "implementation_id": of.id, "group_id": made.id})
    no_strangers(pages, unit)
    group_page = pages[f"/groups/{made.id}"]
    assert "None" not in group_page
    assert ("2 parents" if slug == "coping-with-crying" else "2 mothers, 2 partners") in " ".join(group_page.split())


def test_a_viewing_asks_how_many_parents_came_and_no_minutes_where_none_are_planned(lead: FlaskClient) -> None:
    of = led(taking_up("coping-with-crying"))
    made = set_up(lead, of)
    page = lead.get(f"/groups/{made.id}/sessions/V1").text
    assert "How many parents came?" in page
    assert "mothers" not in page
    crew = [one.facilitator_id for one in queries.crew_of(of.id, TODAY)][:1]
    said = {"version": "1", "state": "held", "interpreters": "0", "pair": crew, **day("on_day", date(2026, 9, 1))}
    nobody = send(lead, f"/groups/{made.id}/sessions/V1", **said)
    assert "Enter how many parents were there" in nobody.text
    path = f"/groups/{made.id}/sessions/V1"
    answer = send(lead, path, **said, parents="9")
    if answer.status_code == 200:
        answer = send(lead, path, **said, parents="9", shown=shown_mark(answer.text))
    assert answer.status_code == 302, answer.text
    assert queries.group_values([made.id])[made.id].sessions[0].parents == 9


def add_visit(client: FlaskClient, of: DeliveryGroup, on_day: date) -> str:
    """The next visit; where the browser goes then."""
    answer = send(client, f"/groups/{of.id}/sessions/add", version=str(of.version), **day("on_day", on_day))
    assert answer.status_code == 302, answer.text
    return urlsplit(answer.location).path


def test_visits_of_a_family_are_added_as_they_come_until_somebody_says_that_it_is_over(lead: FlaskClient) -> None:
    of = led(taking_up("minding-the-baby"))
    page = lead.get(f"/areas/{of.area_id}/delivery").text
    assert "Begin with a family" in page
    assert "has no plan of visits" in page
    made = set_up(lead, of)
    assert (made.name, made.families, made.as_it_goes) == ("Family 7", 1, True)
    crew = [one.facilitator_id for one in queries.crew_of(of.id, TODAY)]
    for number in range(1, 7):
        on_day = date(2026, 9, 1) + timedelta(weeks=number - 1)
        if number > 1:
            assert add_visit(lead, made, on_day) == f"/groups/{made.id}/sessions/S{number}"
            assert add_visit(lead, made, on_day) == f"/groups/{made.id}/sessions/S{number}"
        said = {
            "version": "1",
            "state": "held",
            "mothers": "1",
            "partners": "0",
            "interpreters": "0",
            "minutes": "60",
            "supervised": "yes",
            "pair": crew,
            **day("on_day", on_day),
        }
        path = f"/groups/{made.id}/sessions/S{number}"
        answer = send(lead, path, **said)
        if answer.status_code == 200:
            answer = send(lead, path, **said, shown=shown_mark(answer.text))
        assert answer.status_code == 302, answer.text
        db.session.expire_all()
    fidelity = said_on(lead, f"/areas/{of.area_id}/fidelity")
    assert "Dosage" in fidelity
    assert "Supervision" in fidelity
    assert "Finished" not in said_on(lead, f"/areas/{of.area_id}/delivery")
    early = send(lead, f"/groups/{made.id}/end", version=str(made.version), **day("on_day", date(2026, 9, 2)))
    assert "Enter that day or a later one" in early.text
    over = {"version": str(made.version), **day("on_day", date(2026, 11, 20))}
    shown = send(lead, f"/groups/{made.id}/end", **over)
    if shown.status_code == 200:
        shown = send(lead, f"/groups/{made.id}/end", **over, shown=shown_mark(shown.text))
    assert shown.status_code == 302, shown.text
    assert "1 finished family" in " ".join(said_on(lead, f"/areas/{of.area_id}/delivery").split())


def test_a_family_goes_by_a_number_and_never_by_a_name(lead: FlaskClient) -> None:
    of = led(taking_up("minding-the-baby"))
    path = f"/implementations/{of.id}/groups/add"
    said = {"variant": "standard", **day("first_on", date(2026, 9, 1))}
    for name in ("Smith", "Smith 7", "", "Family of Ann"):
        page = send(lead, path, name=name, **said).text
        assert "A name or anything else about a family never comes here" in page
    assert "This is its first session" in send(lead, path, name=" family 12 ", **said).text
