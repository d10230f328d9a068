"""No table is forgotten: what refers to a person is given to them, and words beside a person are given or explained.

A new table with a person in it fails here until its words are in `told` of its Reference, or stand below with why not.
"""

import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    LargeBinary,
    String,
    Text,
    Time,
    create_engine,
    delete,
    insert,
    inspect,
)
from sqlalchemy.orm import Session, scoped_session

from scaleup import registry
from scaleup.core.base import Base, UtcDateTime
from scaleup.privacy.queries.mentions import NOT_READ, mentions, tables, texts_of
from scaleup.privacy.rules import Sought
from scaleup.records.service.own import NEVER, SUBJECTS, coded, told
from tests.privacy.planted import EMAIL, NAME, NOW

ABOUT = ("person", *SUBJECTS)
AREAS = "the record of an area: it is about the area and others, and the person is named in it by role and date"
SETTINGS = "a setting of the unit, or an act on one: who and when is given"
IMPORTS = "words of a workbook about many people"
MACHINE = "made by the system for itself: keys, digests, addresses that the person is given elsewhere"
NOT_GIVEN = {
    "adaptation": AREAS,
    "adaptation_before": AREAS,
    "answer": AREAS,
    "answer_entry": AREAS,
    "area_review": AREAS,
    "assessment": AREAS,
    "action": AREAS,
    "asked_again": "the former days of an event",
    "booking": "which half-days of an event are made up",
    "contact": AREAS,
    "contact_before": AREAS,
    "contact_rating": "a note of the unit about an area",
    "cost_line": AREAS,
    "dated_activity": AREAS,
    "delivery_group": AREAS,
    "document": AREAS,
    "document_copy": MACHINE,
    "enquiry": "what somebody else asked; who asked is no person on record here, and is answered by hand",
    "enquiry_reopening": "what somebody else asked",
    "evaluation_setting": AREAS,
    "forms_returned": AREAS,
    "group_session": AREAS,
    "handover": AREAS,
    "hook_endpoint": SETTINGS,
    "implementation": AREAS,
    "import_decision": IMPORTS,
    "import_meaning": IMPORTS,
    "import_run": IMPORTS,
    "improvement_plan": AREAS,
    "licence_basis": AREAS,
    "licence_move": AREAS,
    "outbox_message": MACHINE,
    "plan_version": AREAS,
    "progress": AREAS,
    "reminder_rule_version": SETTINGS,
    "review": AREAS,
    "review_before": AREAS,
    "review_record": AREAS,
    "session_before": AREAS,
    "sign_off": AREAS,
    "snooze": MACHINE,
    "step_decision": AREAS,
    "workbook": IMPORTS,
}
"""Tables that name a person and hold words that are not given to them, and why."""
SHORT = 60
"""Characters: what is no longer is a code or a name of ours."""


def holds_words(column: Column[object]) -> bool:
    length = getattr(column.type, "length", None)
    wordy = isinstance(column.type, Text | JSON) or (isinstance(column.type, String) and (length or SHORT + 1) > SHORT)
    return wordy and not column.foreign_keys and column.name not in NEVER and not column.name.endswith("_hash")


def test_words_beside_a_person_are_given_to_them_or_it_is_said_why_not() -> None:
    given: dict[str, set[str]] = {}
    for one in registry.REFERENCES:
        if one.to in ABOUT:
            given.setdefault(one.table, coded(one.table)).update(told(one))
    left = {
        name
        for name, columns in given.items()
        for column in Base.metadata.tables[name].columns
        if holds_words(column) and column.name not in columns
    }
    assert left - set(NOT_GIVEN) == set(), "give them (told= in REFERENCES), or say in NOT_GIVEN why not"
    assert {one for one in NOT_GIVEN if one in Base.metadata.tables} - set(given) == set()


def test_whatever_refers_to_a_person_a_facilitator_or_a_booking_is_given_with_at_least_a_day_or_a_code() -> None:
    bare = {
        (one.table, one.column)
        for one in registry.REFERENCES
        if one.to in ABOUT and not set(told(one)) - {"id", "area_id"}
    }
    assert bare <= {
        ("contact_person", "person_id"),
        ("review_person", "person_id"),
        ("event_trainer", "person_id"),
        ("session_deliverer", "facilitator_id"),
        ("observed", "facilitator_id"),
    }


def test_every_text_of_every_table_is_read_for_names_but_for_those_with_a_reason() -> None:
    read = {one.name for one in tables()}
    wordless = {one.name for one in Base.metadata.sorted_tables if not texts_of(one)}
    assert read | wordless | set(NOT_READ) == set(Base.metadata.tables)
    assert set(NOT_READ) <= set(Base.metadata.tables)
    assert all(reason for reason in NOT_READ.values())


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_the_search_for_a_name_finds_it_in_every_column_of_text_that_the_database_has(
    app: Flask, session: scoped_session[Session], tmp_path: Path
) -> None:
    """One row in every table, the name in all that holds text by the database's own word, not by that of our models."""
    engine = create_engine(f"sqlite:///{tmp_path / 'scaleup.sqlite3'}")
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints=ON")
        for table in Base.metadata.sorted_tables:
            connection.execute(insert(table).values({one.name: filled(one) for one in table.columns}))
    texts = {
        (table, column["name"])
        for table in inspect(engine).get_table_names()
        for column in inspect(engine).get_columns(table)
        if re.match("(VAR)?CHAR|TEXT|JSON", str(column["type"]))
    }
    found = {(row.table.name, name) for row in mentions(Sought(7, NAME, (EMAIL,)), []) for name in row.values}
    session.rollback()
    with engine.begin() as connection:
        for table in Base.metadata.sorted_tables:
            connection.execute(delete(table))
    engine.dispose()
    left = {(table, name) for table, name in texts - found if table not in {*NOT_READ, "alembic_version"}}
    assert left == KEYS, "what is new there is not read for names: see privacy/queries/mentions.py"


KEYS = {
    ("area_authority", "authority_code"),
    ("enquiry_authority", "authority_code"),
    ("observation_item", "code"),
    ("process_answer", "statement"),
    ("process_theme", "effect"),
    ("process_theme", "theme"),
    ("score", "scale"),
    ("setting", "key"),
}
"""Text that is the key of its row: a code from a list, never typed."""


VALUES: dict[type[object], object] = {
    JSON: {"said": [f"by {NAME}"]},
    String: f"by {NAME}",
    Boolean: False,
    Date: NOW.date(),
    Time: NOW.time(),
    UtcDateTime: NOW,
    LargeBinary: b"x",
}
"""What stands in a column of each type; 7 in all others."""


def filled(column: Column[object]) -> object:
    """A value of the column's type; the name, where it is text."""
    return next((value for kind, value in VALUES.items() if isinstance(column.type, kind)), 7)
