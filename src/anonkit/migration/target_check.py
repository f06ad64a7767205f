"""Everything that is wrong with a target's description, all at once."""

from __future__ import annotations

from collections.abc import Iterator

from anonkit.errors import MappingError
from anonkit.migration.target import Column, Target, TargetFile
from anonkit.model import CLIENT_TABLES, CONSENT_STATES, TABLES


def check_target(target: Target, place: str) -> Target:
    """The target, if every field is decided and everything it names exists."""
    faults = [*_unknown(target), *_impossible(target)]
    if not faults:
        faults = [f"{name}: no column takes it and no rule says why" for name in undecided(target)]
    if faults:
        raise MappingError(f"{place} cannot be used. {'; '.join(faults)}. Mend it and try again.")
    return target


def undecided(target: Target) -> tuple[str, ...]:
    """Fields that neither a column nor a rule decides."""
    return tuple(
        f"{table}.{field.name}"
        for table, schema in TABLES.items()
        for field in schema.fields
        if target.rule_for(table, field.name) is None and field.name not in _taken(target, table)
    )


def _taken(target: Target, table: str) -> set[str]:
    own = {
        field
        for _, _, column in target.columns_of(table)
        for field in column.sources
        if column.counts
    }
    columns = [column for file in target.files for column in file.columns.values()]
    if table == "clients" and target.clients_file is None:
        own |= {column.client for column in columns if column.client and column.client != "name"}
    if table == "contacts" and any(column.contact for column in columns):
        own |= {"client_key", "kind"} | {column.of for column in columns if column.contact}
    if table == "consents" and any(column.consent for column in columns):
        own |= {"client_key", "purpose", "state"}
    if any(table in column.fold_tables for column in columns):
        own |= {field.name for field in TABLES[table].fields}
    return own


def _unknown(target: Target) -> Iterator[str]:
    for name in target.tables:
        if name not in TABLES:
            yield f"tables: there is no table {name}"
    for name in target.fields:
        table, _, field = name.partition(".")
        if table not in TABLES or field not in TABLES[table].field_by_name:
            yield f"fields: there is no field {name}"
    for file in target.files:
        if file.table not in TABLES:
            yield f"{file.name}: there is no table {file.table}"
            continue
        yield from _unknown_in_file(file)


def _unknown_in_file(file: TargetFile) -> Iterator[str]:
    known = TABLES[file.table].field_by_name
    for name, column in file.columns.items():
        missing = [field for field in column.sources if field not in known]
        missing += [table for table in column.fold_tables if table not in TABLES]
        if column.client not in {None, "name", *TABLES["clients"].field_by_name}:
            missing.append(str(column.client))
        if missing:
            yield f"{file.name}, {name}: there is no {', '.join(missing)}"
    for told in (file.overflow, *file.needs_one_of):
        if told is not None and told not in file.columns:
            yield f"{file.name}: there is no column {told}"


def _impossible(target: Target) -> Iterator[str]:
    for file in target.files:
        for name, column in file.columns.items():
            yield from (f"{file.name}, {name}: {fault}" for fault in _consent_faults(column))
            if not _has_source(column):
                yield f"{file.name}, {name}: says nothing of where its values come from"
            if (column.consent or column.contact or column.fold_tables) and file.table != "clients":
                yield f"{file.name}, {name}: only the file of the clients may say that"
    for name, rule in [*target.tables.items(), *target.fields.items()]:
        table = name.partition(".")[0]
        if rule.attach and (table not in CLIENT_TABLES or target.attachments is None):
            yield f"{name}: cannot be attached here"


def _consent_faults(column: Column) -> Iterator[str]:
    """A yes must have a word of its own, or a silence could be taken for it."""
    if column.consent is None:
        return
    if set(column.words) != set(CONSENT_STATES):
        yield f"needs a word for each of {', '.join(CONSENT_STATES)}"
    elif column.words["given"] in {
        word for state, word in column.words.items() if state != "given"
    }:
        yield "says yes for a state that is none"


def _has_source(column: Column) -> bool:
    return bool(
        column.sources
        or column.client
        or column.consent
        or column.contact
        or column.fold_tables
        or column.constant is not None
    )
