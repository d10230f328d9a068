"""The programmes on offer, as a page without sign-in describes them: published facts, of the latest version."""

from dataclasses import dataclass

from scaleup.core.errors import Absent
from scaleup.programmes.queries import latest_versions
from scaleup.programmes.service import terms


@dataclass(frozen=True)
class Offer:
    """A programme that may be asked for."""

    programme_id: int
    slug: str
    name: str
    summary: str
    facts: tuple[str, ...]
    source: str


def offers() -> list[Offer]:
    """Every programme on offer, by name."""
    found = []
    for version in latest_versions():
        asks = terms(version.id)
        about = asks.about
        found.append(
            Offer(
                version.programme_id,
                asks.slug,
                asks.name,
                asks.summary,
                about.facts if about else (),
                about.basis.source if about else "",
            )
        )
    return sorted(found, key=lambda one: one.name)


def offer(slug: str) -> Offer:
    """The programme of this slug; raises Absent."""
    one = next((one for one in offers() if one.slug == slug), None)
    if one is None:
        raise Absent
    return one
