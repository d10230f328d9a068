"""The rules of reminding that act: the catalogue's, with the unit's versions over them; and how they came to be."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from sqlalchemy import Select, bindparam, func, select

from scaleup.accounts.models import Person
from scaleup.core.errors import Absent
from scaleup.extensions import db
from scaleup.programmes.models import Programme, ProgrammeVersion
from scaleup.programmes.rules import Recipient, ReminderRule, ReminderSubject, from_content
from scaleup.reminders.models import RuleVersion
from scaleup.reminders.rules import ALL, Channel, UnitRule, allowed_recipients, effective, from_terms, is_own, unit_rule
from scaleup.reminders.rules.places import with_places

Key = tuple[str, str]
"""A code, and the slug of the only programme it is for."""


RuleKey = tuple[ReminderSubject, str, int]
"""A subject, a code, and the row that holds the version; 0 for the catalogue's."""


@dataclass(frozen=True)
class Ancestry:
    """One version with who confirmed it and why."""

    rule: UnitRule
    reason: str
    by: str


@dataclass(frozen=True)
class Default:
    """The rules of one programme version."""

    version_id: int
    version: int
    slug: str
    name: str
    rules: Sequence[ReminderRule]


def defaults() -> list[Default]:
    """What the catalogue says, by programme and version."""
    rows = db.session.execute(
        select(ProgrammeVersion.id, ProgrammeVersion.version, ProgrammeVersion.digest, Programme.slug, Programme.name)
        .join(Programme, Programme.id == ProgrammeVersion.programme_id)
        .order_by(Programme.name, ProgrammeVersion.version)
    ).all()
    _read_contents({row.digest for row in rows})
    return [Default(id_, version, slug, name, _read[digest]) for id_, version, digest, slug, name in rows]


_read: dict[str, Sequence[ReminderRule]] = {}
"""By digest: what a version says never changes, so it is taken out of the database once a process."""


def _read_contents(digests: Collection[str]) -> None:
    unread = sorted(set(digests) - _read.keys())
    if unread:
        chosen = select(ProgrammeVersion.digest, ProgrammeVersion.content).where(ProgrammeVersion.digest.in_(unread))
        for digest, content in db.session.execute(chosen):
            _read[digest] = with_places(from_content(content).reminder_rules)


def current_versions() -> dict[Key, UnitRule]:
    """The unit's latest version of each rule that it edited, switched off or added."""
    latest = (
        select(func.max(RuleVersion.id).label("id")).group_by(RuleVersion.code, RuleVersion.programme).scalar_subquery()
    )
    rows = db.session.scalars(select(RuleVersion).where(RuleVersion.id.in_(latest)).order_by(RuleVersion.id))
    return {(row.code, row.programme): rule_in(row) for row in rows}


def mandatory() -> list[UnitRule]:
    """The rules that no choice of a person holds back."""
    return [rule for rule in current_versions().values() if rule.is_on and rule.channel is Channel.ALWAYS]


def rule_in(row: RuleVersion) -> UnitRule:
    """The rule that a row holds."""
    return replace(
        from_terms(row.code, row.terms),
        programme=row.programme,
        number=row.number,
        version_id=row.id,
        rhythm=row.rhythm,
        acts_from=row.acts_from,
        is_on=row.is_on,
    )


def rule_book() -> Mapping[int, Sequence[UnitRule]]:
    """The rules that act, by programme version."""
    return book_of(defaults(), current_versions())


def rule_book_with(rule: UnitRule) -> Mapping[int, Sequence[UnitRule]]:
    """The rules as they would act if this version were confirmed."""
    return book_of(defaults(), {**current_versions(), (rule.code, rule.programme): rule})


def book_of(found: Sequence[Default], own: Mapping[Key, UnitRule]) -> Mapping[int, Sequence[UnitRule]]:
    """The rules that act where the unit says this."""
    return {one.version_id: effective(one.rules, own, one.slug) for one in found}


def rule_behind(values: Mapping[str, object], version_id: int) -> UnitRule:
    """The rule that a message was planned by: the unit's version that it names, else the catalogue's."""
    named = int(str(values.get("rule_version", 0)))
    if named:
        row = db.session.get(RuleVersion, named)
        if row is not None:
            return rule_in(row)
    digest = db.session.scalar(digest_asked(), {"version_id": version_id})
    if digest is None:
        raise Absent
    _read_contents([digest])
    for rule in _read[digest]:
        if rule.code == values["rule"]:
            return unit_rule(rule)
    raise Absent


@cache
def digest_asked() -> Select[str]:
    """What is asked about the version behind a message; made once."""
    return select(ProgrammeVersion.digest).where(ProgrammeVersion.id == bindparam("version_id"))


def rules_in(books: Iterable[Iterable[UnitRule]]) -> Mapping[RuleKey, UnitRule]:
    """Each rule by subject, code and version."""
    return {(rule.subject, rule.code, rule.version_id): rule for rules in books for rule in rules}


def every_rule() -> Mapping[RuleKey, UnitRule]:
    """Every rule of the catalogue and every version that the unit confirmed, those that act no more included."""
    versions = db.session.scalars(select(RuleVersion).order_by(RuleVersion.id))
    shipped = [[unit_rule(rule) for rule in one.rules] for one in defaults()]
    return rules_in([*shipped, [rule_in(row) for row in versions]])


def versions_of(code: str, programme: str) -> list[Ancestry]:
    """Every version of this rule that the unit confirmed, the latest first."""
    rows = db.session.execute(
        select(RuleVersion, Person.name)
        .outerjoin(Person, Person.id == RuleVersion.by_id)
        .where(RuleVersion.code == code, RuleVersion.programme == programme)
        .order_by(RuleVersion.number.desc())
    )
    return [Ancestry(rule_in(row), row.reason, name or "") for row, name in rows]


@dataclass(frozen=True)
class Standing:
    """A rule as it stands for every programme that has it, or for one; off ones too."""

    rule: UnitRule
    programmes: tuple[str, ...]
    """The names of those in which it acts; what is said of one programme alone is taken out of the others."""


def latest_defaults() -> list[Default]:
    """What the newest version of each programme says."""
    return list({one.slug: one for one in defaults()}.values())


def standing_rules() -> list[Standing]:
    """Every rule of the newest catalogue and of the unit, those for all programmes before those for one."""
    newest, own = latest_defaults(), current_versions()
    names = {one.slug: one.name for one in newest}
    holding = {key: rule for key, rule in own.items() if not key[1] or key[1] in names}
    found: dict[Key, tuple[UnitRule, list[str]]] = {key: (rule, []) for key, rule in holding.items()}
    for one in newest:
        codes = {rule.code: unit_rule(rule) for rule in one.rules}
        added = {code for code, _ in holding if is_own(code)} - set(codes)
        for code in [*codes, *sorted(added)]:
            mine = holding.get((code, one.slug)) or holding.get((code, ALL))
            if mine is None and code in codes:
                mine = scoped_default(codes[code], found, one.slug)
            if mine is not None:
                found.setdefault((code, mine.programme), (mine, []))[1].append(one.name)
    return [Standing(rule, tuple(where)) for rule, where in found.values()]


def scoped_default(rule: UnitRule, found: Mapping[Key, tuple[UnitRule, list[str]]], slug: str) -> UnitRule:
    """The catalogue's rule, for all programmes that say the same; for this one alone where it differs."""
    first = found.get((rule.code, ALL))
    return rule if first is None or first[0] == rule else replace(rule, programme=slug)


def standing(code: str, programme: str) -> UnitRule | None:
    """The rule that stands for this programme, or for all: the unit's, else the newest catalogue's; None for none."""
    own = current_versions()
    mine = own.get((code, programme)) or own.get((code, ALL))
    if mine is not None:
        return mine
    for one in latest_defaults():
        if programme in (ALL, one.slug):
            for rule in one.rules:
                if rule.code == code:
                    return unit_rule(rule)
    return None


def allowed(subject: ReminderSubject) -> tuple[Recipient, ...]:
    """Who may be told of this subject."""
    return allowed_recipients([unit_rule(rule) for one in defaults() for rule in one.rules], subject)
