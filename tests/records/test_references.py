"""A table that refers to a person or an area is in its domain's list, so that a merge forgets none."""

from sqlalchemy import UniqueConstraint

from scaleup import registry
from scaleup.core.base import Base
from scaleup.core.references import Clash, Kept, Reference

MERGED = {"person", "area"}


def followed() -> set[str]:
    """The tables whose rows a merge may fold into another: what refers to them is followed too."""
    return MERGED | {one.table for one in registry.REFERENCES if one.clash is Clash.FOLD}


def test_every_foreign_key_to_what_can_be_merged_or_folded_is_listed() -> None:
    there = {
        (table.name, key.parent.name, key.column.table.name)
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name in followed()
    }
    listed = {(one.table, one.column, one.to) for one in registry.REFERENCES}
    assert there - listed == set(), "name them in REFERENCES of the domain's models (core/references.py)"


def test_every_plain_value_that_names_a_person_or_an_area_is_listed_or_has_its_reason() -> None:
    """The log, holds and events say who acted then; the index of names is made anew."""
    stays = {"audit_entry", "evaluation_read", "outbox_event", "outbox_hold", "name_word", "merge"}
    plain = {
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if column.name in ("person_id", "area_id") and not column.foreign_keys and table.name not in stays
    }
    assert plain == {("outbox_message", "person_id"), ("outbox_message", "area_id"), ("outbox_address", "person_id")}
    assert plain <= {(one.table, one.column) for one in registry.REFERENCES}


def test_every_listed_column_is_there_and_its_words_are_for_readers() -> None:
    for one in registry.REFERENCES:
        columns = Base.metadata.tables[one.table].columns
        named = {one.column, *one.told, *one.same} | ({one.end_with} - {""}) | ({one.keyed} - {""})
        assert named <= set(columns.keys()), one
        assert one.one != one.many
        assert "_" not in one.one


def test_what_is_folded_has_an_id_and_what_is_ended_a_column_for_it() -> None:
    assert [one for one in registry.REFERENCES if one.clash is Clash.END and not one.end_with] == []
    for one in registry.REFERENCES:
        if one.clash is Clash.FOLD:
            assert "id" in Base.metadata.tables[one.table].columns


def test_no_secret_is_told_of_a_record() -> None:
    told = {name for one in registry.REFERENCES for name in one.told}
    assert told & {"password_hash", "token_hash", "dedupe_key", "discussed", "staff_note"} == set()


def test_what_is_derived_is_told_nowhere_and_never_unique() -> None:
    derived: list[Reference] = [one for one in registry.REFERENCES if one.kept is Kept.DERIVED]
    assert {one.table for one in derived} == {"accreditation", "progress"}
    for one in derived:
        constraints = Base.metadata.tables[one.table].constraints
        assert not any(isinstance(rule, UniqueConstraint) and one.column in rule.columns for rule in constraints)
