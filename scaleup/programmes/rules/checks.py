"""What must agree between the parts of one programme: codes that are named exist, and ranges are ranges."""

from collections.abc import Iterable

from scaleup.programmes.rules import measuring
from scaleup.programmes.rules.adaptations import disagreements_of_kinds
from scaleup.programmes.rules.fidelity import disagreements_of_tools
from scaleup.programmes.rules.programme import Factor, Gate, Programme, folded
from scaleup.programmes.rules.reading import Part, Path, Problem

UNITS_OWN = frozenset({Factor.EVIDENCE, Factor.USABILITY})
"""Factors of the programme itself."""
PREGNANT = "antenatal"
"""The phase of sessions before the birth."""


def check(programme: Programme, part: Part) -> None:
    """Afterwards the part's problems hold every disagreement."""
    part.problems.extend(disagreements(programme))


def disagreements(programme: Programme) -> Iterable[Problem]:
    """Everything that does not agree."""
    yield from names(programme)
    yield from doubles(programme)
    yield from pairs(programme)
    yield from components(programme)
    yield from ranges(programme)
    yield from gates(programme)
    yield from measures(programme)
    yield from births(programme)
    yield from disagreements_of_kinds(programme.adaptations)
    yield from disagreements_of_tools(programme.fidelity.tools, programme.delivery.kinds)
    yield from surveys(programme)


def names(programme: Programme) -> Iterable[Problem]:
    """The slug is one, and each short form says something new."""
    if programme.slug != programme.slug.lower() or "_" in programme.slug:
        yield Problem(("slug",), "must be in small letters, with - between its words")
    seen = {folded(programme.name)}
    for index, alias in enumerate(programme.aliases):
        if folded(alias) in seen:
            yield Problem(("aliases", index), f"{alias} is its name already; case and hyphens make no other")
        seen.add(folded(alias))


def doubles(programme: Programme) -> Iterable[Problem]:
    """No code stands twice in one list."""
    lists: dict[Path, Iterable[object]] = {
        ("roles",): [role.code for role in programme.roles],
        ("delivery", "components"): [component.code for component in programme.delivery.components],
        ("delivery", "sessions"): [session.code for session in programme.delivery.sessions],
        ("readiness", "scale"): [mark.mark for mark in programme.readiness.scale],
        ("readiness", "items"): [item.code for item in programme.readiness.items],
        ("readiness", "unit_ratings"): [rating.factor for rating in programme.readiness.unit_ratings],
        ("training", "events"): [event.code for event in programme.training.events],
        ("reminders", "rules"): [rule.code for rule in programme.reminders.rules],
        ("time_points",): [point.code for point in programme.time_points],
        ("measures",): [measure.code for measure in programme.measures],
        ("milestones",): [milestone.code for milestone in programme.milestones],
        ("milestones", "activities"): [
            one.code for milestone in programme.milestones for one in milestone.activities if one.code
        ],
    }
    if programme.process is not None:
        asked = programme.process
        lists["process", "costs"] = [one.code for one in asked.costs]
        lists["process", "themes"] = [one.code for one in asked.themes]
        lists["process", "statements"] = [one.code for one in asked.statements]
        lists["process", "waves"] = [one.code for one in asked.waves]
    for index, measure in enumerate(programme.measures):
        lists["measures", index, "scales"] = [scale.code for scale in measure.scales]
    for path, codes in lists.items():
        seen: set[object] = set()
        for index, code in enumerate(codes):
            if code in seen:
                yield Problem((*path, index), f"{code} is there already")
            seen.add(code)


def pairs(programme: Programme) -> Iterable[Problem]:
    """The pairing names roles of the programme, and fits into the places of one licence."""
    if programme.pairing is None:
        return
    roles = {role.code for role in programme.roles}
    for index, member in enumerate(programme.pairing.members):
        if member.role not in roles:
            path = ("pairing", "members", index, "role")
            yield Problem(path, f"{member.role} is none of the roles: {', '.join(sorted(roles))}")
    together = sum(member.people for member in programme.pairing.members)
    if together > programme.places:
        yield Problem(("pairing", "members"), f"needs {together} people; a licence has {programme.places} places")


def components(programme: Programme) -> Iterable[Problem]:
    """What is planned for a session is one of the components."""
    known = {component.code for component in programme.delivery.components}
    for index, session in enumerate(programme.delivery.sessions):
        for code in session.components:
            if code not in known:
                yield Problem(("delivery", "sessions", index, "components"), f"{code} is none of the components")


def ranges(programme: Programme) -> Iterable[Problem]:
    """What has a least and a most has them in this order."""
    delivery, fidelity = programme.delivery, programme.fidelity
    if delivery.families_at_least > delivery.families_at_most:
        yield Problem(("delivery", "families_at_least"), "must not be more than families_at_most")
    if fidelity.amber_at_least >= fidelity.green_at_least:
        yield Problem(("fidelity", "amber_at_least"), "must be less than green_at_least")
    ladder = programme.taper.ladder
    if ladder is not None and ladder.misses_to_hold > ladder.misses_to_tighten:
        yield Problem(("taper", "ladder", "misses_to_hold"), "must not be more than misses_to_tighten")
    for index, event in enumerate(programme.training.events):
        if event.opens_months > event.closes_months:
            path = ("training", "events", index, "opens_months")
            yield Problem(path, "must not be more than closes_months")
    if programme.readiness.pass_mark not in {mark.mark for mark in programme.readiness.scale}:
        yield Problem(("readiness", "pass_mark"), "must be one of the marks of the scale")


def gates(programme: Programme) -> Iterable[Problem]:
    """Gates are gates of items, and an area's item is about what an area rates."""
    readiness = programme.readiness
    plain = sum(item.gate is Gate.PLAIN for item in readiness.items)
    if readiness.plain_gates_at_most and not plain:
        path = ("readiness", "plain_gates_at_most")
        yield Problem(path, f"lets {readiness.plain_gates_at_most} plain gates become conditions, but no item is one")
    for index, item in enumerate(readiness.items):
        if item.factor in UNITS_OWN:
            words = f"{item.factor} is rated by the unit alone; {item.code} would never be asked"
            yield Problem(("readiness", "items", index, "factor"), words)


def measures(programme: Programme) -> Iterable[Problem]:
    """Time points name sessions, and measures agree with them and in themselves."""
    sessions = {session.code for session in programme.delivery.sessions}
    for index, point in enumerate(programme.time_points):
        if point.session not in sessions:
            yield Problem(("time_points", index, "session"), f"{point.session} is none of the sessions")
    yield from measuring.disagreements(programme.measures, [point.code for point in programme.time_points])


def births(programme: Programme) -> Iterable[Problem]:
    """Births are reported once, at a time point after them."""
    expecting = {session.code for session in programme.delivery.sessions if session.phase == PREGNANT}
    told = [(index, point) for index, point in enumerate(programme.time_points) if point.births]
    for place, (index, point) in enumerate(told):
        if point.session in expecting:
            yield Problem(("time_points", index, "births"), f"cannot be: {point.session} is before the birth")
        if place:
            yield Problem(("time_points", index, "births"), "births are reported at one time point, and one says so")


def surveys(programme: Programme) -> Iterable[Problem]:
    """Staff are asked after parts of training that the programme has."""
    parts = {event.code for event in programme.training.events}
    for index, code in enumerate(programme.process.parts if programme.process else ()):
        if code not in parts:
            yield Problem(("process", "parts", index), f"{code} is none of the training events")
