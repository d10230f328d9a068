"""The catalogue is loaded once; a change needs a higher version; what is granted keeps its own."""

from datetime import UTC, datetime

import pytest

from scaleup.core.errors import Absent, Refused
from scaleup.programmes import queries, service
from scaleup.programmes.adapters import CATALOGUE, CatalogueFile, read

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
WELL = (CATALOGUE / "baby-steps.yaml").read_text("utf-8")
SHIPPED = read(WELL.encode(), "baby-steps.yaml").programme.version
HIGHER = (f"version: {SHIPPED}", f"version: {SHIPPED + 1}")


def file(*changes: tuple[str, str]) -> CatalogueFile:
    """The shipped file with changes."""
    text = WELL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return read(text.encode(), "baby-steps.yaml")


def test_loading_the_catalogue_twice_adds_nothing_the_second_time(session):
    first = service.load_catalogue(NOW)
    assert {each.slug for each in first} | {p.slug for p in queries.programmes()} == {
        "baby-steps",
        "coping-with-crying",
        "minding-the-baby",
    }
    assert service.load_catalogue(NOW) == ()


def test_a_changed_content_under_the_same_version_is_refused(session):
    service.load_catalogue(NOW)
    says = rf"differs from version {SHIPPED}, which is loaded.*set version to {SHIPPED + 1}"
    with pytest.raises(Refused, match=says):
        service.load(file(("months: 36", "months: 24")), NOW)


def test_a_higher_version_is_added_and_the_older_one_keeps_its_meaning(session):
    service.load_catalogue(NOW)
    programme = service.named("BS")
    assert programme is not None
    before = queries.latest_version(programme.id)
    assert before is not None
    loaded = service.load(file(HIGHER, ("months: 36", "months: 24")), NOW)
    assert loaded == service.Loaded("baby-steps", SHIPPED + 1)
    after = queries.latest_version(programme.id)
    assert after is not None
    assert service.terms(before.id).licence.months == 36
    assert service.terms(after.id).licence.months == 24
    assert service.load(file(), NOW) is None


def test_a_stored_programme_goes_by_its_short_forms(session):
    service.load_catalogue(NOW)
    found = service.named("mtb")
    assert found is not None
    assert found.slug == "minding-the-baby"
    assert service.named("no such") is None


def test_a_version_that_is_not_there_is_absent(session):
    with pytest.raises(Absent):
        service.terms(987654)
