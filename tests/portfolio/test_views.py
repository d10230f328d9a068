"""The list, the map and the pipeline as pages: filters in the address, and what is said when one is no more."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape

import pytest
from flask.testing import FlaskClient

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas import service as areas
from scaleup.areas.rules import Founding
from scaleup.extensions import db
from tests.factories import accounts as people
from tests.factories import areas as make
from tests.factories import demonstration

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ONE = pytest.mark.parametrize("dialect", ["sqlite"])


def sign_in(client: FlaskClient, name: str) -> None:
    people.sign_in(client, db.session.query(Person).filter_by(name=name).one())


@pytest.fixture
def helen(clock: Callable[[str], None], client: FlaskClient) -> FlaskClient:
    """The browser of a unit manager, with the demonstration laid out."""
    clock("2026-11-23T12:00:00+00:00")
    demonstration.lay_out(NOW)
    sign_in(client, "Helen Ashworth")
    return client


@ONE
class TestFilters:
    def test_each_narrows_and_one_that_is_no_more_is_said_and_lists_nothing(self, helen: FlaskClient) -> None:
        for path in ("/areas", "/areas/map", "/areas/pipeline"):
            page = helen.get(f"{path}?programme=old-one&nation=Wales").text
            assert "This address asks for a programme that is not there, or no longer: “old-one”." in page, path
            assert f'<a href="{path}?nation=Wales">Remove this filter</a>' in page
            assert "Swansea" not in page
        page = helen.get("/areas?manager=999&need=nonsense&region=Nowhere&stage=x&nation=Narnia").text
        assert page.count("Remove this filter") == 5
        page = helen.get("/areas?region=South+West&need=decision").text
        assert "Wiltshire" in page
        assert "Cornwall" not in page
        assert "Remove filter: </span>Needs attention: Renewal decision late" in page
        assert 'href="/areas/map?need=decision&amp;region=South+West"' in page
        assert helen.get("/areas?need=nobody").text.count('scope="row"') == 0

    def test_all_stand_on_one_page_when_asked_for(self, helen: FlaskClient) -> None:
        for number in range(20):
            areas.found(Founding(f"Zone {number:02d}", "England"), by=None, now=NOW)
        page = helen.get("/areas?sort=name").text
        assert (page.count('scope="row"'), "1 to 50 of 58" in page) == (50, True)
        assert 'href="/areas?sort=name&amp;page=all"' in page
        assert helen.get("/areas?sort=name&page=all").text.count('scope="row"') == 58


@ONE
@pytest.mark.parametrize("name", ["Helen Ashworth", "Priya Nair"])
def test_the_counts_of_my_work_lead_to_as_many_lines(helen: FlaskClient, name: str) -> None:
    sign_in(helen, name)
    ways = re.findall(r'<a href="(/areas\?need=[^"]+)">(\d+) (?:licence|area)', helen.get("/").text)
    assert ways
    for address, count in ways:
        assert helen.get(unescape(address)).text.count('scope="row"') == int(count), address


@ONE
class TestThePipeline:
    def test_says_who_has_been_in_a_stage_longer_than_usual_of_the_areas_in_scope(self, helen: FlaskClient) -> None:
        page = helen.get("/areas/pipeline").text
        assert "3 areas have been in a stage longer than usual." in page
        assert page.index("Knowsley") < page.index("Highland") < page.index("Fife")
        assert "170 days" in page
        assert "No area is like that." in helen.get("/areas/pipeline?q=zzz").text
        sign_in(helen, "Niamh O’Rourke")
        page = helen.get("/areas/pipeline").text
        assert "1 area, and nobody is stuck." in page
        assert "Knowsley" not in page


@ONE
class TestTheMap:
    def test_links_each_area_in_scope_and_names_those_without_a_place(self, helen: FlaskClient) -> None:
        page = helen.get("/areas/map").text
        assert "33 of 361 local authorities have an area." in page
        assert "<title>Leeds: Embedded, nothing late</title>" in page
        assert "<title>Swansea: Embedded, something is late</title>" in page
        assert "Marlbury</a> (no local authority linked)" in page
        assert "Jersey</a> (outside the United Kingdom)" in page
        assert page.count('class="land"') == 328
        page = helen.get("/areas/map?nation=Wales&stage=ended").text
        assert "1 of 361 local authorities has an area." in page
        assert "<title>Powys: Ended, nothing late</title>" in page
        assert "Swansea" not in page
        sign_in(helen, "Niamh O’Rourke")
        page = helen.get("/areas/map").text
        assert "0 of 361 local authorities have an area." in page
        assert "Leeds" not in page


def test_an_authority_with_two_areas_leads_to_the_list_of_its_region(
    clock: Callable[[str], None], client: FlaskClient
) -> None:
    clock("2026-11-23T12:00:00+00:00")
    areas.load_authorities()
    for name in ("Leeds North", "Leeds South"):
        areas.found(Founding(name, "England", frozenset({"E08000035"})), by=None, now=NOW)
    people.sign_in(client, make.person("Helen Ashworth", Role.UNIT_MANAGER))
    page = client.get("/areas/map").text
    assert '<a href="/areas?region=Yorkshire+and+The+Humber"><title>Leeds: 2 preparing; nothing late</title>' in page


@ONE
def test_a_unit_without_areas_is_told_how_the_first_come_in(clock: Callable[[str], None], client: FlaskClient) -> None:
    clock("2026-11-23T12:00:00+00:00")
    helen = people.person("Helen Ashworth", Role.UNIT_MANAGER)
    db.session.commit()
    people.sign_in(client, helen)
    page = client.get("/areas").text
    assert 'Bring the unit’s tracker in under <a href="/import">Import</a>' in page
    assert "once they are yours to see" not in page

    def test_the_caption_speaks_of_letters_only_where_they_are_drawn(self, helen: FlaskClient) -> None:
        page = helen.get("/areas/map").text
        assert '<span class="lettered">Three letters name an area. </span>A red triangle' in page
        narrow = helen.get("/static/css/drawings.css").text.split("@media screen and (max-width: 760px)")[1]
        assert re.search(r"\.hexmap \.hl,[^{}]*\.lettered \{\s*display: none", narrow)

    def test_answers_that_say_nothing_leave_the_address_at_once(self, helen: FlaskClient) -> None:
        for path in ("/areas", "/areas/map", "/areas/pipeline"):
            plain = helen.get(f"{path}?q=&need=&programme=&nation=&region=&manager=")
            assert (plain.status_code, plain.location) == (302, path)
            some = helen.get(f"{path}?q=+&need=late&region=South+West&manager=")
            assert (some.status_code, some.location) == (302, f"{path}?need=late&region=South+West")
            assert helen.get(some.location).status_code == 200
        page = helen.get("/areas?need=late&nation=&sort=name", follow_redirects=True).text
        assert "Remove filter: </span>" in page
        assert 'href="/areas.csv?need=late&amp;sort=name"' in page
