"""What every resource bears: the source's row key, the mark of quarantine, values without an element, Provenance."""

from __future__ import annotations

from itertools import groupby

from anonkit.portability.fhir.building import Built
from anonkit.portability.fhir.values import (
    Resource,
    clean,
    coding,
    field_extension,
    instant_value,
    key_of,
    reference,
)
from anonkit.portability.use import FieldUse, Row

TECHNICAL = frozenset({"tag", "content_hash"})
"""Names and digests that mean something only inside the clinic's own software."""
STATE_SYSTEM = "urn:anonkit:state"
_WITHOUT_IDENTIFIER_LIST = frozenset({"QuestionnaireResponse"})


def add_marks(built: Built, extensions: FieldUse) -> None:
    """Completes the resources of all rows; `extensions` learns which values went into extensions."""
    _add_provenance(built)
    for table in built.reading.tables():
        for row in built.reading.rows(table):
            _mark(built, row, extensions)


def _mark(built: Built, row: Row, extensions: FieldUse) -> None:
    home = built.home_by_row[row.id]
    resource = built.resource_by_row.get(row.id)
    if (
        resource is home
        and home["resourceType"] not in _WITHOUT_IDENTIFIER_LIST
        and row.peek("row_key")
    ):
        system = f"urn:anonkit:{row.get('platform') or 'source'}:row"
        home.setdefault("identifier", []).append(
            {"system": system, "value": clean(row.get("row_key"))}
        )
    if row.held.is_quarantined:
        _mark_quarantined(row, home, resource)
    for name, value in row.held.value_by_field.items():
        if name in row.taken or name in TECHNICAL:
            continue
        home.setdefault("extension", []).append(field_extension(row.table, name, value))
        extensions.of(row.held).add(name)


def _mark_quarantined(row: Row, home: Resource, resource: Resource | None) -> None:
    if resource is not None:
        tag = coding(
            STATE_SYSTEM, "quarantined", "Held in quarantine: not yet checked by the clinic"
        )
        tags = resource.setdefault("meta", {}).setdefault("tag", [])
        if tag not in tags:
            tags.append(tag)
    reasons = [reason.message or reason.code for reason in row.held.reasons]
    home.setdefault("extension", []).extend(
        {"url": "urn:anonkit:quarantine-reason", "valueString": reason} for reason in reasons
    )


def _add_provenance(built: Built) -> None:
    rows = [row for table in built.reading.tables() for row in built.reading.rows(table)]
    with_source = sorted((row for row in rows if row.id in built.resource_by_row), key=_source_of)
    for number, (source, group) in enumerate(groupby(with_source, key=_source_of), start=1):
        own = list(group)
        targets = {key_of(made): made for made in (built.resource_by_row[row.id] for row in own)}
        if source[0]:
            for row in own:
                row.get("source_file")
        recorded = instant_value(source[1])
        if recorded:
            for row in own:
                row.get("pulled_at")
        made = {
            "target": [reference(made["resourceType"], made["id"]) for made in targets.values()],
            "recorded": recorded or built.context.made_at,
            "agent": [{"who": reference("Organization", "clinic")}],
        }
        if source[0]:
            made["entity"] = [{"role": "source", "what": {"display": clean(source[0])}}]
        built.add("Provenance", f"provenance-{number}", made)


def _source_of(row: Row) -> tuple[str, str]:
    return row.peek("source_file"), row.peek("pulled_at")
