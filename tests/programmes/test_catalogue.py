"""The shipped catalogue says what domain and decisions say, and its marks say what is not known."""

import re
from datetime import date

import pytest

from scaleup.core.dates import Nation
from scaleup.core.holidays import calendar
from scaleup.programmes.adapters import CATALOGUE, catalogue_files
from scaleup.programmes.rules import (
    Expiry,
    Factor,
    Gate,
    Ground,
    Recipient,
    ReminderSubject,
    Side,
    Step,
    Unit,
    from_content,
)
from scaleup.programmes.service import shipped
from scaleup.support.rules import taper
from tests.factories.programmes import shipped as programme
from tests.factories.programmes import shipped_file

SLUGS = ["baby-steps", "coping-with-crying", "minding-the-baby"]


def test_three_programmes_are_shipped():
    assert [file.programme.slug for file in catalogue_files()] == SLUGS


@pytest.mark.parametrize("slug", SLUGS)
def test_a_programme_is_the_same_when_rebuilt_from_its_stored_content(slug):
    file = shipped_file(slug)
    assert from_content(file.content) == file.programme


@pytest.mark.parametrize("name", ["BS", "bs", "baby  steps", "Baby-Steps", "BABYSTEPS", "baby_steps"])
def test_a_programme_goes_by_its_short_forms_in_any_case(name):
    found = shipped(name)
    assert found is not None
    assert found.slug == "baby-steps"


def test_another_spelling_is_no_name():
    assert shipped("Baby Stepz") is None


def test_baby_steps_has_twelve_places_and_a_pair_of_health_and_childrens_services():
    found = programme("baby-steps")
    assert found.places == 12
    assert found.pairing is not None
    assert [(member.role, member.people) for member in found.pairing.members] == [
        ("health", 1),
        ("childrens_services", 1),
    ]


def test_the_standard_taper_of_36_months_is_22_contacts():
    steps = programme("baby-steps").taper_steps
    assert steps == (Step(1, 12), Step(2, 6), Step(3, 4))
    assert len(taper(date(2024, 4, 1), date(2027, 3, 31), steps, calendar(Nation.ENGLAND))) == 22


def test_the_six_days_of_baby_steps_are_in_three_required_events():
    required = [event for event in programme("baby-steps").training.events if event.required]
    assert len(required) == 3
    assert sum(event.half_days for event in required) == 12
    top_up = next(event for event in required if event.code == "top_up")
    assert (top_up.anchor, top_up.opens_months, top_up.closes_months) == ("first_session", 4, 6)


def test_a_course_of_baby_steps_is_nine_group_sessions_and_two_home_visits():
    kinds = [session.kind for session in programme("baby-steps").delivery.sessions]
    assert kinds.count("group") == 9
    assert kinds.count("home_visit") == 2


def test_each_session_of_baby_steps_plans_its_minutes_and_themes_and_every_theme_is_planned():
    delivery = programme("baby-steps").delivery
    assert [component.words for component in delivery.components] == list(delivery.themes)
    assert {code for session in delivery.sessions for code in session.components} == {
        component.code for component in delivery.components
    }
    assert {session.code: session.minutes for session in delivery.sessions if session.minutes != 120} == {
        "H1": 60,
        "H2": 60,
    }


def test_a_version_from_before_sessions_had_minutes_and_components_is_read_without_them():
    file = shipped_file()
    delivery = dict(file.content["delivery"])
    delivery.pop("components")
    kept = ("code", "name", "kind", "phase", "week")
    delivery["sessions"] = [{key: one[key] for key in kept} for one in delivery["sessions"]]
    found = from_content({**file.content, "delivery": delivery}).delivery
    assert found.components == ()
    assert {(session.minutes, session.components) for session in found.sessions} == {(None, ())}


def test_each_kind_of_evidence_has_its_own_items_and_five_marks():
    fidelity = programme("baby-steps").fidelity
    asked = {tool.method: [len(tool.items_for(kind)) for kind in ("group", "home_visit")] for tool in fidelity.tools}
    assert asked == {"observation": [12, 11], "video": [8, 7], "self_report": [8, 7]}
    assert {(tool.least, tool.most, tool.basis.ground) for tool in fidelity.tools} == {(1, 5, Ground.ASSUMED)}
    assert (fidelity.check_every_months, fidelity.double_rate_percent) == (6, 20)


def test_a_version_from_before_checks_had_items_is_read_without_them():
    file = shipped_file()
    fidelity = dict(file.content["fidelity"])
    for key in ("tools", "check_every_months", "double_rate_percent"):
        fidelity.pop(key)
    found = from_content({**file.content, "fidelity": fidelity}).fidelity
    assert (found.tools, found.check_every_months, found.double_rate_percent) == ((), None, 0)
    assert found.tool("observation") is None


def test_readiness_has_33_items_with_their_gates():
    items = programme("baby-steps").readiness.items
    assert len(items) == 33
    assert [item.code for item in items if item.gate is Gate.BOLD] == ["P1", "P2", "L1", "W1", "M1", "D3"]
    plain = ["N4", "P3", "P5", "L2", "W2", "W3", "D1", "I1"]
    assert [item.code for item in items if item.gate is Gate.PLAIN] == plain
    assert [item.code for item in items if item.factor is Factor.NEED] == ["N1", "N2", "N3", "N4"]
    assert [item.code for item in items if item.factor is Factor.FIT] == ["F1", "F2", "F3", "F4", "I2"]
    supports = ["W3", "C3", "D1", "D2", "D3", "D4", "I1"]
    assert [item.code for item in items if item.factor is Factor.SUPPORTS] == supports


@pytest.mark.parametrize("slug", SLUGS)
def test_the_first_reminders_are_those_of_the_ladder(slug):
    told = [
        (rule.subject, rule.offset.amount, rule.offset.unit, rule.offset.side, rule.recipients, rule.expires)
        for rule in programme(slug).reminder_rules
    ]
    lead, staff = Recipient.PROJECT_LEAD, Recipient.IMPLEMENTATION_MANAGER
    head, owner, sees_to_it = Recipient.UNIT_MANAGER, Recipient.ACTION_OWNER, Recipient.CONDITION_OWNER
    contact, action, licence = ReminderSubject.CONTACT, ReminderSubject.ACTION, ReminderSubject.LICENCE
    condition = ReminderSubject.CONDITION
    milestone, funding, register = ReminderSubject.MILESTONE, ReminderSubject.FUNDING, ReminderSubject.REGISTER
    opens, closes = ReminderSubject.TOP_UP_OPENS, ReminderSubject.TOP_UP_CLOSES
    trainer, does_it = Recipient.TRAINER, Recipient.MILESTONE_OWNER
    review, fidelity = ReminderSubject.REVIEW, ReminderSubject.FIDELITY
    place, booked = ReminderSubject.TRAINING_PLACE, Recipient.BOOKED
    forms, forms_close = ReminderSubject.TIME_POINT, ReminderSubject.TIME_POINT_CLOSES
    assert told == [
        (contact, 7, Unit.DAYS, Side.BEFORE, (lead, staff), Expiry.ANCHOR),
        (contact, 3, Unit.WORKING_DAYS, Side.BEFORE, (lead,), Expiry.START),
        (contact, 0, Unit.DAYS, Side.AFTER, (lead, staff), Expiry.NEXT_WORKING_DAY),
        (contact, 3, Unit.WORKING_DAYS, Side.AFTER, (staff,), Expiry.NEXT_RUNG),
        (contact, 10, Unit.WORKING_DAYS, Side.AFTER, (head,), Expiry.NEVER),
        (action, 0, Unit.DAYS, Side.AFTER, (owner,), Expiry.NEXT_RUNG),
        (action, 3, Unit.WORKING_DAYS, Side.AFTER, (owner,), Expiry.NEVER),
        (condition, 0, Unit.DAYS, Side.AFTER, (sees_to_it,), Expiry.NEXT_RUNG),
        (condition, 3, Unit.WORKING_DAYS, Side.AFTER, (sees_to_it,), Expiry.NEVER),
        (licence, 180, Unit.DAYS, Side.BEFORE, (staff,), Expiry.NEXT_RUNG),
        (licence, 90, Unit.DAYS, Side.BEFORE, (staff, head), Expiry.NEXT_RUNG),
        (licence, 30, Unit.DAYS, Side.BEFORE, (staff, head), Expiry.NEVER),
        (milestone, 0, Unit.DAYS, Side.AFTER, (does_it,), Expiry.NEXT_RUNG),
        (milestone, 5, Unit.WORKING_DAYS, Side.AFTER, (does_it, staff), Expiry.NEVER),
        (funding, 180, Unit.DAYS, Side.BEFORE, (staff,), Expiry.NEXT_RUNG),
        (funding, 30, Unit.DAYS, Side.BEFORE, (staff, head), Expiry.NEVER),
        (register, 2, Unit.WORKING_DAYS, Side.AFTER, (trainer,), Expiry.NEXT_RUNG),
        (register, 5, Unit.WORKING_DAYS, Side.AFTER, (trainer, staff), Expiry.NEVER),
        (opens, 30, Unit.DAYS, Side.BEFORE, (lead, staff), Expiry.ANCHOR),
        (closes, 30, Unit.DAYS, Side.BEFORE, (lead, staff), Expiry.ANCHOR),
        (review, 28, Unit.DAYS, Side.BEFORE, (lead, staff), Expiry.ANCHOR),
        (review, 5, Unit.WORKING_DAYS, Side.AFTER, (staff,), Expiry.NEXT_RUNG),
        (review, 20, Unit.WORKING_DAYS, Side.AFTER, (staff, head), Expiry.NEVER),
        (place, 21, Unit.DAYS, Side.BEFORE, (booked,), Expiry.ANCHOR),
        (place, 10, Unit.DAYS, Side.BEFORE, (booked,), Expiry.ANCHOR),
        (place, 7, Unit.DAYS, Side.BEFORE, (booked,), Expiry.ANCHOR),
        (fidelity, 28, Unit.DAYS, Side.BEFORE, (staff,), Expiry.ANCHOR),
        (fidelity, 10, Unit.WORKING_DAYS, Side.AFTER, (staff,), Expiry.NEXT_RUNG),
        (fidelity, 20, Unit.WORKING_DAYS, Side.AFTER, (staff, head), Expiry.NEVER),
        (forms, 0, Unit.DAYS, Side.AFTER, (lead,), Expiry.NEXT_RUNG),
        (forms, 10, Unit.WORKING_DAYS, Side.AFTER, (lead,), Expiry.NEXT_WORKING_DAY),
        (forms_close, 1, Unit.WORKING_DAYS, Side.AFTER, (lead,), Expiry.NEXT_RUNG),
        (forms_close, 10, Unit.WORKING_DAYS, Side.AFTER, (lead, staff), Expiry.NEVER),
    ]
    assert [rule.code for rule in programme(slug).reminder_rules if rule.last] == [
        "contact_10_days_late",
        "action_3_days_late",
        "condition_3_days_late",
        "licence_ends_in_30_days",
        "milestone_5_days_late",
        "funding_ends_in_30_days",
        "register_5_days_late",
        "review_20_days_late",
        "fidelity_20_days_late",
        "time_point_10_days_late",
    ]


def test_the_unborn_baby_is_not_measured_after_the_birth_nor_the_baby_before_it():
    points = {measure.code: measure.time_points for measure in programme("baby-steps").measures}
    assert points["pai"] == ("T1", "T2")
    assert points["mors"] == ("T3", "T4", "F6")
    assert points["hads"] == ("T1", "T2", "T3", "T4", "F6")


def test_measures_are_definitions_by_range_and_direction():
    ranges = {
        (measure.code, scale.code): (scale.least, scale.most, scale.better)
        for measure in programme("baby-steps").measures
        for scale in measure.scales
    }
    assert ranges == {
        ("rqi", "total"): (6, 45, "higher"),
        ("rses", "total"): (0, 30, "higher"),
        ("rses_b", "total"): (0, 30, "higher"),
        ("pai", "total"): (21, 84, "higher"),
        ("pai_fathers", "total"): (21, 84, "higher"),
        ("mors", "warmth"): (0, 35, "higher"),
        ("mors", "invasion"): (0, 35, "lower"),
        ("hads", "anxiety"): (0, 21, "lower"),
        ("hads", "depression"): (0, 21, "lower"),
    }


def test_each_score_says_which_items_count_and_which_are_turned_round():
    found = {measure.code: measure for measure in programme("baby-steps").measures}
    assert {code: one.reversed for code, one in found.items() if one.reversed} == {
        "rses": (2, 5, 6, 8, 9),
        "rses_b": (3, 5, 8, 9, 10),
        "hads": (1, 3, 5, 6, 8, 10, 11, 13),
    }
    assert found["rses_b"].construct == found["rses"].construct
    assert found["pai_fathers"].who == ("father", "partner")
    assert [scale.alert for scale in found["hads"].scales] == ["High", "High"]
    assert all(scale.items for one in found.values() for scale in one.scales)


def test_what_is_not_public_is_marked():
    found = programme("baby-steps")
    assert found.taper.basis.ground is Ground.ASSUMED
    assert found.licence.basis.ground is Ground.ASSUMED
    assert found.delivery.basis.ground is Ground.PLACEHOLDER
    assert found.pairing is not None
    assert found.pairing.basis.ground is Ground.PUBLISHED


def test_each_programme_has_eight_milestones():
    assert [len(file.programme.milestones) for file in catalogue_files()] == [8, 8, 8]


def test_nothing_in_code_names_a_programme():
    package = CATALOGUE.parent.parent
    naming = re.compile(r"baby.?steps|minding.the.baby|coping.with.crying", re.IGNORECASE)
    demonstration = package / "demo"  # its portfolio is data that names its programmes
    files = [path for path in package.rglob("*.py") if demonstration not in path.parents]
    assert len(files) > 50
    assert [path.name for path in files if naming.search(path.read_text("utf-8"))] == []
