"""Which themes were heard in focus groups and interviews, over all areas of a programme: no area is named."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from scaleup.areas.models import Implementation
from scaleup.core.years import Year
from scaleup.evaluation.models import ProcessActivity, ProcessTheme
from scaleup.evaluation.rules.activities import Kind
from scaleup.evaluation.rules.suppression import FEWEST_SHOWN, is_small
from scaleup.extensions import db
from scaleup.programmes.queries import latest_version
from scaleup.programmes.rules import process_of

CONVERSATIONS = (Kind.FOCUS_GROUP, Kind.INTERVIEWS)


@dataclass(frozen=True)
class Heard:
    """A theme as one that helps, or one that hinders."""

    theme: str
    effect: str
    areas: int
    conversations: int
    people: int | None
    """None where one of the counts behind it is from 1 to 4: it could be worked out from the others."""


@dataclass(frozen=True)
class Rolled:
    """All that was heard, and in how much."""

    themes: tuple[Heard, ...]
    areas: int
    conversations: int


def themes_heard(programme_id: int, *, year: int | None) -> Rolled:
    """The themes of a programme in all areas, in a financial year or ever; those of most areas first.

    A conversation with fewer than five people is left out: what came up there would tell who said it.
    """
    took_part = ProcessActivity.mothers + ProcessActivity.fathers + ProcessActivity.staff
    which = [
        Implementation.programme_id == programme_id,
        ProcessActivity.kind.in_(CONVERSATIONS),
        took_part >= FEWEST_SHOWN,
        *in_year(year),
    ]
    asked = select(func.count(ProcessActivity.area_id.distinct()), func.count(ProcessActivity.id))
    asked = asked.join(Implementation, Implementation.id == ProcessActivity.implementation_id).where(*which)
    areas, conversations = db.session.execute(asked).one()
    if not conversations:
        return Rolled((), 0, 0)
    of_areas = func.count(ProcessActivity.area_id.distinct())
    rows = db.session.execute(
        select(
            ProcessTheme.theme,
            ProcessTheme.effect,
            of_areas,
            func.count(ProcessActivity.id.distinct()),
            func.sum(ProcessTheme.people),
            func.min(ProcessTheme.people),
        )
        .join(ProcessActivity, ProcessActivity.id == ProcessTheme.activity_id)
        .join(Implementation, Implementation.id == ProcessActivity.implementation_id)
        .where(*which)
        .group_by(ProcessTheme.theme, ProcessTheme.effect)
        .order_by(of_areas.desc(), ProcessTheme.theme, ProcessTheme.effect)
    )
    version = latest_version(programme_id)
    process = process_of(version.content) if version else None
    heard = [
        Heard(
            theme=process.words_of_theme(theme) if process else theme,
            effect=effect,
            areas=in_areas,
            conversations=in_conversations,
            people=None if is_small(least) else total,
        )
        for theme, effect, in_areas, in_conversations, total, least in rows
    ]
    return Rolled(tuple(heard), areas, conversations)


def in_year(year: int | None) -> list[ColumnElement[bool]]:
    """That a conversation ended in this financial year."""
    if year is None:
        return []
    found = Year(year)
    return [ProcessActivity.until_on.between(found.from_on, found.until_on)]
