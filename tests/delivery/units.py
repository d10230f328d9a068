"""Programmes of every unit of delivery, for tests: Baby Steps as if it delivered cases, viewings or others."""

import json
import re

from scaleup.areas.models import Implementation
from scaleup.extensions import db
from scaleup.programmes import queries as programmes
from scaleup.programmes import service as catalogue
from scaleup.programmes.adapters import catalogue_files
from scaleup.programmes.models import ProgrammeVersion
from scaleup.programmes.rules import UNIT_WORDS
from tests.factories import areas
from tests.factories.areas import NOW


def in_words_of(content: dict[str, object], unit: str) -> dict[str, object]:
    """The same programme, that delivers these in place of groups and says so wherever it said groups."""
    words = UNIT_WORDS[unit]
    text = json.dumps(content, default=str)
    for was, now in (("groups", words.many), ("Groups", words.titles), ("group", words.one), ("Group", words.title)):
        text = re.sub(rf"\b{was}\b", now, text)
    changed: dict[str, object] = json.loads(text)
    return changed


def delivering(unit: str) -> Implementation:
    """An area that takes up Baby Steps as if it delivered these."""
    of = areas.shipped_implementation()
    version = db.session.get_one(ProgrammeVersion, of.programme_version_id)
    version.content = in_words_of(version.content, unit)
    db.session.flush()
    return of


def taking_up(slug: str) -> Implementation:
    """An area that takes up this programme of the shipped catalogue."""
    catalogue.load_catalogue(NOW)
    found = programmes.by_slug(slug)
    assert found is not None
    return areas.implementation(version=programmes.latest_version(found.id))


def slugs() -> list[str]:
    """The programmes of the shipped catalogue."""
    return [file.programme.slug for file in catalogue_files()]
