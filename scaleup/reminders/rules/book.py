"""The unit's own rules over those of the catalogue: edited, switched off, added, repeated until settled. Pure.

A version begins to act at the instant of its confirmation: what lies before goes by the version before it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, timedelta
from enum import StrEnum

from scaleup.core.dates import Calendar, nine_o_clock
from scaleup.programmes.rules import (
    Expiry,
    Offset,
    Recipient,
    ReminderAnchor,
    ReminderRule,
    ReminderSubject,
    Says,
    Shift,
    Side,
    Unit,
)

ALL = ""
"""Stands for every programme."""
OWN = "own_"
"""How the codes of rules begin that the unit added."""
MOST_AMOUNT = 400
MOST_REPEATS = 26
LONGEST_REPEAT = 90


@dataclass(frozen=True)
class Repeat:
    """Told again every so many days until it is settled, at most so many times."""

    every: int
    unit: Unit
    most: int


class Channel(StrEnum):
    """How a rule's reminders come, before people's own choices narrow it."""

    MAIL = "mail"
    """A mail of its own, or as its reader chose."""
    DIGEST = "digest"
    """In the digest of the day."""
    ALWAYS = "always"
    """A mail of its own when it is due, whatever its reader chose. The three a day hold."""


@dataclass(frozen=True)
class UnitRule(ReminderRule):
    """A rule as it acts: of the catalogue (number 0), or a version that the unit confirmed."""

    programme: str = ALL
    """The slug of the one programme that it is for."""
    number: int = 0
    """Which of the unit's versions."""
    version_id: int = 0
    """The row that holds it."""
    repeat: Repeat | None = None
    rhythm: int = 0
    """The version since which days and repeats are as they are: a part of the keys of repeats, not of the first."""
    acts_from: datetime | None = None
    quiet_until: date | None = None
    """What falls due before this day does not go."""
    channel: Channel = Channel.MAIL
    is_on: bool = True

    @property
    def begins_at(self) -> datetime | None:
        """Nothing that is due before this instant goes; None where nothing bounds it."""
        if self.quiet_until is None or self.acts_from is None:
            return self.acts_from
        return max(self.acts_from, nine_o_clock(self.quiet_until))

    @property
    def timing(self) -> tuple[object, ...]:
        """What decides on which days it goes."""
        return self.anchor, self.offset, self.if_not_working, self.repeat


def unit_rule(rule: ReminderRule) -> UnitRule:
    """The rule as it acts; one of the catalogue acts as it stands there."""
    if isinstance(rule, UnitRule):
        return rule
    return UnitRule(**{one.name: getattr(rule, one.name) for one in fields(ReminderRule)})


def effective(
    defaults: Sequence[ReminderRule], own: Mapping[tuple[str, str], UnitRule], programme: str
) -> tuple[UnitRule, ...]:
    """The rules of one programme version that are on: the unit's for it, else the unit's for all, else its own."""
    codes = {rule.code for rule in defaults}
    standing = [standing_for(unit_rule(rule), own, programme) for rule in defaults]
    added = sorted({code for code, scope in own if code not in codes and scope in (ALL, programme) and is_own(code)})
    standing += [own.get((code, programme)) or own[code, ALL] for code in added]
    return tuple(rule for rule in standing if rule.is_on)


def standing_for(rule: UnitRule, own: Mapping[tuple[str, str], UnitRule], programme: str) -> UnitRule:
    """What the unit says of this rule for this programme, else the rule itself."""
    return own.get((rule.code, programme)) or own.get((rule.code, ALL)) or rule


def is_own(code: str) -> bool:
    """Whether the unit added the rule."""
    return code.startswith(OWN)


def next_code(codes: Sequence[str]) -> str:
    """The code of a rule that is added now."""
    taken = [int(code.removeprefix(OWN)) for code in codes if is_own(code)]
    return f"{OWN}{max(taken, default=0) + 1}"


def days_of_repeats(rule: UnitRule, first_on: date, calendar: Calendar) -> list[date]:
    """The working days on which it is told again. Two that fall on the same day are one."""
    if rule.repeat is None:
        return []
    days: list[date] = []
    for count in range(1, rule.repeat.most + 1):
        amount = count * rule.repeat.every
        if rule.repeat.unit is Unit.WORKING_DAYS:
            day = calendar.add_working_days(first_on, amount)
        else:
            day = calendar.next_working_day(first_on + timedelta(days=amount))
        if day > (days[-1] if days else first_on):
            days.append(day)
    return days


def step_code(rule: ReminderRule, step: int) -> str:
    """The step in a dedupe key: the rule's code, and for repeats the rhythm and the number of the repeat."""
    if step == 0:
        return rule.code
    return f"{rule.code}/{unit_rule(rule).rhythm}/{step}"


def rhythm_of(rule: UnitRule, before: UnitRule | None) -> int:
    """The version that keys of repeats carry: the one before's while the days stay as they are."""
    return before.rhythm if before is not None and before.timing == rule.timing else rule.number


def terms_of(rule: UnitRule) -> dict[str, object]:
    """What is kept of a version, as JSON."""
    repeat = asdict(rule.repeat) if rule.repeat else None
    return {
        "subject": rule.subject.value,
        "anchor": rule.anchor.value,
        "offset": asdict(rule.offset),
        "to": [role.value for role in rule.recipients],
        "expires": rule.expires.value,
        "if_not_working": rule.if_not_working.value,
        "says": rule.says.value,
        "repeat": repeat,
        "channel": rule.channel.value,
        "quiet_until": rule.quiet_until.isoformat() if rule.quiet_until else None,
    }


def from_terms(code: str, terms: Mapping[str, object]) -> UnitRule:
    """The rule that these terms describe. Raises ValueError, TypeError or KeyError where they describe none."""
    offset, repeat, quiet = _part(terms["offset"]), terms.get("repeat"), terms.get("quiet_until")
    roles = terms["to"]
    return UnitRule(
        code=code,
        subject=ReminderSubject(str(terms["subject"])),
        anchor=ReminderAnchor(str(terms["anchor"])),
        offset=Offset(int(str(offset["amount"])), Unit(str(offset["unit"])), Side(str(offset["side"]))),
        recipients=tuple(Recipient(str(role)) for role in roles) if isinstance(roles, list) else (),
        expires=Expiry(str(terms["expires"])),
        if_not_working=Shift(str(terms["if_not_working"])),
        says=Says(str(terms["says"])),
        repeat=_repeat(_part(repeat)) if repeat else None,
        quiet_until=date.fromisoformat(str(quiet)) if quiet else None,
        channel=Channel(str(terms.get("channel", Channel.MAIL))),
    )


def _part(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise TypeError("not a mapping")
    return value


def _repeat(part: Mapping[str, object]) -> Repeat:
    return Repeat(int(str(part["every"])), Unit(str(part["unit"])), int(str(part["most"])))
