"""Ids inside forms and behind question marks: what is another area's is refused just like what never was.

Each form is read from its page, so a new field that carries ids fails here until it stands in CARRIES (carried.py)
with the thing that it names, or in FIGURES because it names none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff

import pytest
from sqlalchemy import select
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from scaleup.accounts.models import Person
from scaleup.areas.models import AreaOrganisation
from scaleup.core.base import Base
from scaleup.core.pressed import SENT_ELSEWHERE
from scaleup.delivery.models import DeliveryGroup, GroupSession
from scaleup.evaluation.models import CostLine, EvaluationSetting, ProcessActivity
from scaleup.extensions import db
from scaleup.fidelity.models import Adaptation
from scaleup.reviews.models import ReviewAddendum, ReviewRecord
from scaleup.support.models import Contact, ContactAddendum
from tests.factories import evaluation
from tests.factories import support as make
from tests.house.carried import ABOVE, ASKS, ASKS_PLAINLY, CARRIES, COUNTED, FIGURES, KEPT_ONCE, NAMED, NAMES, TYPED
from tests.house.filled import Filled, Forms, masked
from tests.house.laid import Databases, Laid, laid
from tests.house.route import Route
from tests.house.routes import ROUTES
from tests.house.things import ABSENT, NOW, Ids

VISITORS = ("project_lead", "implementation_manager", "trainer")
"""Who is of one area alone; the first who is shown a form tries it."""
ID = re.compile(r"[1-9][0-9]*(:\w+)?")
NUMBERED = re.compile(r"(?:^|[_-])(\d+)(?=[_-]|$)")


@dataclass
class Tried:
    """A form of a page as somebody is shown it, and where it goes."""

    visitor: str
    rule: str
    path: str
    form: Filled


@dataclass
class Shown:
    """Everything that is shown to those of one area, and the two areas."""

    laid: Laid
    own: Ids
    other: Ids
    forms: list[Tried]
    links: set[tuple[str, str]]
    """The rules that links lead to, each with a name behind the question mark that has a figure."""


def address(route: Route, ids: Ids) -> str:
    """The rule with these ids in it."""
    made = route.rule
    for name in route.arguments:
        made = re.sub("<[^>]*>", str(ids.get(f"{name} of {route.rule}", ids.get(name))), made, count=1)
    return made


def more_of(ids: Ids, code: str) -> Ids:
    """What forms carry besides what addresses do: a code with a score, who leads and manages, who pays, a session."""
    group = db.session.get_one(DeliveryGroup, ids["group_id"])
    of = {"implementation_id": group.implementation_id, "area_id": group.area_id}
    confirmed = {"records_on": NOW.date(), "assessed_on": NOW.date(), "pathway_on": NOW.date()}
    make.keep(EvaluationSetting(**of, **confirmed, pathway="The perinatal team", set_at=NOW))
    participant = evaluation.person(group, {"T1": {"anxiety": 9}}, code=code)
    paying = select(AreaOrganisation.organisation_id).where(AreaOrganisation.area_id == group.area_id)
    session = select(GroupSession.id).where(GroupSession.group_id == group.id).order_by(GroupSession.id)
    for table in (CostLine, ProcessActivity, Contact, ContactAddendum, Adaptation):
        of_area = select(table).where(table.__table__.c.area_id == group.area_id).order_by(table.__table__.c.id)
        db.session.scalars(of_area).first().nonce = code  # type: ignore[union-attr]  # one of each is laid
    by = db.session.scalars(select(ReviewRecord).where(ReviewRecord.area_id == group.area_id)).one()
    words = {"at": NOW, "person_id": by.entered_by_id, "text": "Let in May.", "nonce": code}
    make.keep(ReviewAddendum(review_id=by.review_id, area_id=group.area_id, **words))
    return {
        **ids,
        "nonce": code,
        "participant_id": participant.id,
        "organisation": db.session.scalar(paying),
        "session_id": db.session.scalar(session),
        "survey": f"{ids['event_id']}:after_training",
    }


def known(name: str) -> int:
    """The number of the person with this name."""
    return db.session.scalars(select(Person.id).where(Person.name == name)).one()


@pytest.fixture(scope="module")
def shown(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """Two areas with something of everything, and every form that those of one are shown."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCALEUP_NOW", NOW.isoformat())
        with laid(databases, "sqlite", tmp_path_factory.mktemp("laid")) as found:
            with found.app.app_context():
                own, other = more_of(found.own, "KTRW42"), more_of(found.other, "PVXH37")
                for ids, lead, manager in (
                    (own, "Niamh O’Rourke", "Priya Nair"),
                    (other, "Moira Baird", "Gareth Llewellyn"),
                ):
                    ids["lead"], ids["manager"] = known(lead), known(manager)
                db.session.commit()
            forms: list[Tried] = []
            links: set[tuple[str, str]] = set()
            for visitor in VISITORS:
                for path, page in pages(found, own, visitor):
                    forms += [one for each in page.found for one in posting(found, visitor, path, each)]
                    links |= set(asked_in(found, path, page))
            yield Shown(found, own, other, forms, links)


def pages(found: Laid, own: Ids, visitor: str) -> Iterator[tuple[str, Forms]]:
    """Every page of the own area that this visitor may open."""
    for route in ROUTES:
        if route.method == "GET" and route.may_enter(visitor):
            path = address(route, own)
            answer = found.client(visitor).get(path, buffered=True)
            if answer.status_code == 200 and answer.mimetype == "text/html":
                yield path, Forms(answer.text)


def posting(found: Laid, visitor: str, path: str, form: Filled) -> Iterator[Tried]:
    """The form with the rule that it goes to; one that only asks is a link."""
    if form.method == "post":
        to = form.action or path
        yield Tried(visitor, rule_of(found, to.partition("?")[0], "POST"), to, form)


def rule_of(found: Laid, path: str, method: str) -> str:
    """The rule of an address; empty where it is none of ours."""
    try:
        rule, _ = found.app.url_map.bind("scaleup").match(path, method=method, return_rule=True)
    except HTTPException:
        return ""
    return str(rule.rule)


def asked_in(found: Laid, here: str, page: Forms) -> Iterator[tuple[str, str]]:
    """Where links and searching forms of the page lead, with each name behind the question mark that has a figure."""
    for link in page.links:
        path, _, asked = link.partition("?")
        for one in asked.split("&"):
            name, _, value = one.partition("=")
            if path.startswith("/") and ID.fullmatch(value):
                yield rule_of(found, path, "GET"), name
    for form in page.found:
        if form.method == "get":
            for name, values in form.offered.items():
                if any(ID.fullmatch(one) for one in values):
                    yield rule_of(found, (form.action or here).partition("?")[0], "GET"), name


def first_shown(shown: Shown, rule: str, field: str) -> Tried:
    """The form with this field, as the first who is shown it sees it."""
    for one in shown.forms:
        if one.rule == rule and any(ID.fullmatch(value) for value in one.form.offered.get(field, ())):
            return one
    raise AssertionError(
        f"nobody of one area is shown {field} of {rule}: take it out of CARRIES, or lay what it offers"
    )


def send(shown: Shown, one: Tried, sent: list[tuple[str, str]]) -> tuple[TestResponse, list[str]]:
    """The answer to the form, and the statements that wrote but for the log of reads."""
    client = shown.laid.client(one.visitor)
    shown.laid.heard.clear()
    fields: dict[str, list[str]] = {}
    for name, value in sent:
        fields.setdefault(name, []).append(value)
    answer = client.post(one.path, data=fields)
    return answer, [each for each in shown.laid.heard.writing if "evaluation_read" not in each]


def with_value(one: Tried, field: str, value: object) -> list[tuple[str, str]]:
    """What would be sent with this value in the field, beside what was ticked already where several may be."""
    given = dict(TYPED.get(field, {}))
    kept = [(name, each) for name, each in one.form.put(field, [str(value)]) if name not in given]
    return [*kept, *given.items()]


def test_every_field_that_carries_ids_is_known(shown: Shown) -> None:
    unknown = {
        (one.rule, field)
        for one in shown.forms
        for field, values in one.form.offered.items()
        if any(ID.fullmatch(value) for value in values)
        and (one.rule, field) not in CARRIES
        and not any(re.fullmatch(name, field) for name in FIGURES)
    }
    assert unknown == set(), "put them into CARRIES, with the thing that they name, or into FIGURES"


def test_every_name_with_a_number_in_it_is_known(shown: Shown) -> None:
    unknown = set()
    for one in shown.forms:
        for name in {*(name for name, _ in one.form.sent), *one.form.offered}:
            shape = NUMBERED.sub(lambda found: found[0].replace(found[1], "#"), name)
            known = any(rule == one.rule and re.match(like, shape) for rule, like in NAMED)
            if "#" in shape and not known and not re.fullmatch(COUNTED, shape):
                unknown.add((one.rule, shape))
    assert unknown == set(), "put them into NAMED, with what their numbers name, or into COUNTED"


@pytest.mark.parametrize(("rule", "field"), CARRIES)
def test_anothers_id_in_a_form_is_refused_at_its_field_as_one_that_never_was(
    shown: Shown, rule: str, field: str
) -> None:
    one, what = first_shown(shown, rule, field), CARRIES[rule, field]
    theirs = shown.other[what]
    never = f"{ABSENT}:after_training" if what == "survey" else ABSENT
    answers = {value: send(shown, one, with_value(one, field, value)) for value in (theirs, never)}
    (foreign, wrote), (absent, wrote_absent) = answers[theirs], answers[never]
    assert (foreign.status_code, wrote, wrote_absent) == (422, [], []), foreign.text
    assert f'href="#{field}' in foreign.text or field in ABOVE, "the field itself is told"
    assert unlike([echoing(foreign, field, theirs), echoing(absent, field, never)]) == []
    assert not NAMES.search(foreign.text)


@pytest.mark.parametrize(("rule", "field"), CARRIES)
def test_an_id_that_is_offered_is_taken_at_its_field(shown: Shown, rule: str, field: str) -> None:
    one = first_shown(shown, rule, field)
    own = next(value for value in one.form.offered[field] if ID.fullmatch(value))
    with shown.laid.as_before():
        answer, _ = send(shown, one, with_value(one, field, own))
        shown.laid.clients.clear()
    assert answer.status_code in (200, 302, 303, 422), answer.text
    assert f'href="#{field}' not in answer.text


def echoing(answer: TestResponse, field: str, value: object) -> str:
    """The page without what differs by itself, and without the value that was sent, where it is sent back."""
    said = f"{answer.status_code} {answer.mimetype} {answer.location}\n"
    text = said + (masked(answer.text) if answer.mimetype == "text/html" else "")
    for echo in (
        f'name="{field}" value="{value}"',
        f"{field}={value}".replace(":", "%3A"),
        f"“{value}”",
        f"</span>{value} <span",
    ):
        text = text.replace(echo, f"{field} as it was sent")
    return text


def unlike(pages: list[str]) -> list[str]:
    """The lines that are not on both pages."""
    one, other = (page.splitlines() for page in pages)
    return [line for line in unified_diff(one, other, n=0, lineterm="") if not line.startswith(("---", "+++", "@@"))]


@pytest.mark.parametrize(("rule", "like"), NAMED)
def test_a_field_that_is_named_by_anothers_id_is_as_one_that_never_was(shown: Shown, rule: str, like: str) -> None:
    found = [
        (one, name)
        for one in shown.forms
        if one.rule == rule
        for name, _ in one.form.sent
        if re.match(like, NUMBERED.sub(lambda each: each[0].replace(each[1], "#"), name))
    ]
    assert found, "nobody of one area is shown it"
    one, name = found[0]
    told: list[tuple[str, object]] = []
    for ids in (shown.other, dict.fromkeys(NAMED[rule, like], ABSENT)):
        numbers = iter(NAMED[rule, like])
        other = NUMBERED.sub(lambda each, left=numbers, of=ids: each[0].replace(each[1], str(of[next(left)])), name)
        with shown.laid.as_before():
            answer, _ = send(shown, one, [*one.form.sent, (other, "4" if rule.endswith("scores") else "present")])
            page = echoing(answer, other, "").replace(other[1:], name[1:])
            told.append((page, rows(shown)))
            shown.laid.clients.clear()
        assert not NAMES.search(answer.text)
    (other_page, other_rows), (absent_page, absent_rows) = told
    assert unlike([other_page, absent_page]) == []
    assert other_rows == absent_rows


def rows(shown: Shown) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the logs, whose instants differ."""
    with shown.laid.app.app_context():
        return {
            table.name: [tuple(row) for row in db.session.execute(select(table).order_by(*table.primary_key))]
            for table in Base.metadata.sorted_tables
            if table.name not in ("audit_entry", "evaluation_read")
        }


def test_every_question_with_an_id_is_known(shown: Shown) -> None:
    assert {link for link in shown.links if link[1] not in ASKS_PLAINLY and link not in ASKS} == set()


@pytest.mark.parametrize(("rule", "name"), ASKS)
def test_anothers_id_behind_a_question_mark_is_answered_as_one_that_never_was(
    shown: Shown, rule: str, name: str
) -> None:
    what = ASKS[rule, name]
    for visitor in VISITORS:
        routes = [one for one in ROUTES if one.rule == rule and one.may_enter(visitor)]
        for route in routes:
            told = []
            for value in (shown.other[what], f"{ABSENT}:after_training" if what == "survey" else ABSENT):
                with shown.laid.as_before():
                    client = shown.laid.client(visitor)
                    answer = client.open(
                        address(route, shown.own), method=route.method, query_string={name: value}, buffered=True
                    )
                    told.append(echoing(answer, name, value))
                    assert not NAMES.search(told[-1])
                    shown.laid.clients.clear()
            assert unlike(told) == [], (route.method, visitor)


@pytest.mark.parametrize("rule", KEPT_ONCE)
def test_a_form_with_the_nonce_of_anothers_is_told_nothing_of_it(shown: Shown, rule: str) -> None:
    one = next(each for each in shown.forms if each.rule == rule and "nonce" in each.form.offered)
    typed = KEPT_ONCE[rule] | {"nonce": shown.other["nonce"]}
    answer, wrote = send(shown, one, [*((k, v) for k, v in one.form.sent if k not in typed), *typed.items()])
    assert (answer.status_code, wrote) == (422, []), answer.text
    assert SENT_ELSEWHERE in answer.text
    assert not NAMES.search(answer.text)


@pytest.mark.parametrize("rule", KEPT_ONCE)
def test_the_same_form_without_that_nonce_is_kept(shown: Shown, rule: str) -> None:
    one = next(each for each in shown.forms if each.rule == rule and "nonce" in each.form.offered)
    typed = KEPT_ONCE[rule] | {"nonce": ""}
    with shown.laid.as_before():
        answer, wrote = send(shown, one, [*((k, v) for k, v in one.form.sent if k not in typed), *typed.items()])
        shown.laid.clients.clear()
    assert answer.status_code == 302, answer.text
    assert any(each.startswith("INSERT") for each in wrote)
