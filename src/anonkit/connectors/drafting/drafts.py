"""A mapping file to start from: every column with its reason, gaps and doubts marked, no client's value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

import yaml

from anonkit.connectors.drafting.habits import Jurisdiction, habits_of
from anonkit.connectors.drafting.proposals import Proposal, TableProposal, propose
from anonkit.connectors.drafting.shapes import date_order
from anonkit.connectors.readers import SourceRow, SourceTable, plain_header
from anonkit.connectors.registry import base_reading

_ROWS_LOOKED_AT = 500
_PURPOSES = (
    (r"photo|picture|image", "photo_training"),
    (r"teach|train|educat", "training"),
    (r"sms|text", "marketing_sms"),
    (r"post|letter", "marketing_post"),
    (r"mail|market|newsletter|offer", "marketing_email"),
)
_SOURCES = ("column", "first_of", "parts", "choose", "constant", "same_row")


@dataclass(frozen=True)
class Draft:
    """The text of a mapping file and what it leaves to a person."""

    text: str
    proposed: int
    doubts: int
    gaps: int


def draft_tables(found: Sequence[SourceTable], jurisdiction: Jurisdiction, today: date) -> Draft:
    """A mapping of the tables of one file; sheets without a header are left out."""
    context = habits_of(jurisdiction, today)
    tables = {f"table_{n}": one for n, one in enumerate(found, start=1) if one.headers}
    lines = [
        "# A draft. Lines with DOUBT need a look; columns under GAP are kept aside until a line"
    ]
    lines += [
        "# names them. docs/mappings.md tells every key. `anonkit map FILE --check` checks it."
    ]
    lines += ["platform: generic", "readings:"]
    proposals = []
    for name, table in tables.items():
        columns = _columns(table)
        proposal = propose(columns, context)
        proposals.append(proposal)
        order = date_order(list(columns.values()))
        lines += [*_reading_lines(name, proposal, table.sheet, order), ""]
    columns_of_all = [one for proposal in proposals for one in proposal.columns]
    return Draft(
        "\n".join(lines).rstrip() + "\n",
        proposed=sum(one.usual is not None for one in columns_of_all),
        doubts=sum(one.usual is not None and one.is_doubtful for one in columns_of_all),
        gaps=sum(one.usual is None and _purpose_of(one) is None for one in columns_of_all),
    )


def _columns(table: SourceTable) -> dict[str, list[str]]:
    columns: dict[str, list[str]] = {header: [] for header in table.headers}
    rows = (unit for unit in table.units() if isinstance(unit, SourceRow))
    for row in islice(rows, _ROWS_LOOKED_AT):
        for header, values in columns.items():
            values.append(row.values.get(header, ""))
    return columns


def _reading_lines(
    name: str, proposal: TableProposal, sheet: str | None, order: str | None
) -> Iterator[str]:
    base = base_reading("usual", proposal.kind) or {}
    header_by_usual = proposal.header_by_usual
    told = {one.header: one for one in proposal.columns}
    yield f"  {name}:"
    yield f"    # It reads like a list of {proposal.kind}."
    yield "    recognise:"
    if sheet is not None:
        yield f"      sheet: {_flow(sheet)}"
    yield f"      columns: {_flow([one.header for one in proposal.columns if one.usual][:6])}"
    if order is not None:
        yield f"    dates: {order}  # some days are larger than 12"
    yield "    rows:"
    for row in base.get("rows", []):
        yield from _row_lines(row, header_by_usual, told)
    gaps = [one for one in proposal.columns if one.usual is None]
    for one in gaps.copy():
        if purpose := _purpose_of(one):
            gaps.remove(one)
            yield from _consent_lines(one, purpose, base, header_by_usual)
    if gaps:
        yield "    # GAP: nothing is known of these columns. Give them a field above, or a reason under drop:"
        yield from (f"    #   {_flow(one.header)}: {one.reason or one.shape.said}" for one in gaps)


def _purpose_of(one: Proposal) -> str | None:
    """What a column of yes and no may be a wish about."""
    if one.shape.name != "yes-no":
        return None
    plain = plain_header(one.header)
    return next((purpose for pattern, purpose in _PURPOSES if re.search(pattern, plain)), None)


def _consent_lines(
    one: Proposal, purpose: str, base: Mapping[str, Any], header_by_usual: Mapping[str, str]
) -> Iterator[str]:
    rows = base.get("rows", [])
    is_clients = bool(rows) and rows[0]["table"] == "clients"
    client = "self" if is_clients else _client_rule(rows[0].get("client", {}), header_by_usual)
    yield "      - table: consents"
    yield f"        part: {purpose}"
    yield f"        client: {_flow(client)}"
    yield f"        when: {_flow({'all_filled': [one.header]})}"
    yield "        fields:"
    yield f"          purpose: {{constant: {purpose}}}  # DOUBT: the header may speak of it"
    yield f"          state: {_flow({'column': one.header, 'parse': 'consent_state'})}"
    yield f"          evidence: {_flow({'constant': one.header})}"


def _row_lines(
    row: Mapping[str, Any], header_by_usual: Mapping[str, str], told: Mapping[str, Proposal]
) -> Iterator[str]:
    fields = {
        field: rule
        for field, raw in row.get("fields", {}).items()
        if (rule := _with_headers(raw, header_by_usual)) is not None
    }
    when = _with_headers(row.get("when"), header_by_usual) if "when" in row else None
    if ("when" in row and when is None) or not any(map(_columns_of, fields.values())):
        return
    yield f"      - table: {row['table']}"
    if "part" in row:
        yield f"        part: {row['part']}"
    ids = _id_rule(row.get("id"), header_by_usual)
    if ids is not None:
        yield f"        id: {_flow(ids)}{_id_reason(ids, told)}"
    client = row.get("client")
    if client is not None:
        known = client if client == "self" else _client_rule(client, header_by_usual)
        doubt = "" if known else "  # DOUBT: no column says whose row it is"
        yield f"        client: {_flow(known or {})}{doubt}"
    if when is not None:
        yield f"        when: {_flow(when)}"
    yield "        fields:"
    for field, rule in fields.items():
        yield f"          {field}: {_flow(rule)}{_reason(rule, told)}"


def _id_rule(raw: Any, header_by_usual: Mapping[str, str]) -> Any:
    """The source's own id where a column holds it, else a keyed hash of what tells rows apart."""
    found = _with_headers(raw, header_by_usual)
    if not isinstance(found, dict) or "columns" not in found:
        return found
    if "within" not in found:
        return found["columns"]
    return {key: _listed(found[key]) for key in ("columns", "within")}


def _listed(found: Any) -> list[str]:
    return [found] if isinstance(found, str) else list(found)


def _id_reason(rule: Any, told: Mapping[str, Proposal]) -> str:
    if isinstance(rule, str):
        return _reason(rule, told)
    has_columns = isinstance(rule, list) or bool(rule.get("columns"))
    return (
        "" if has_columns else "  # DOUBT: no column is the source's own id; a keyed hash of these"
    )


def _reason(rule: Any, told: Mapping[str, Proposal]) -> str:
    found = [told[header] for header in dict.fromkeys(_columns_of(rule)) if header in told]
    if not found:
        return ""
    mark = "DOUBT: " if any(one.is_doubtful for one in found) else ""
    return f"  # {mark}{'; '.join(dict.fromkeys(one.reason for one in found))}"


def _with_headers(rule: Any, header_by_usual: Mapping[str, str]) -> Any:
    """The rule with the file's own headers; ``None`` where none of its columns is there."""
    if isinstance(rule, str):
        return header_by_usual.get(plain_header(rule))
    if isinstance(rule, list):
        kept = [one for part in rule if (one := _with_headers(part, header_by_usual)) is not None]
        return kept or None
    if not isinstance(rule, dict):
        return rule
    if "constant" in rule:
        return rule if "when" not in rule else None
    made: dict[str, Any] = {}
    for key, value in rule.items():
        if key in _COLUMN_KEYS:
            found = _with_headers(value, header_by_usual)
            if found is None and key in _NEEDED_KEYS:
                return None
            if found is not None:
                made[key] = _only(found)
        else:
            made[key] = value
    if any(key in rule for key in _SOURCES) and not any(key in made for key in _SOURCES):
        return None
    if not set(made) & _COLUMN_KEYS:
        return None
    return _simpler(made)


_COLUMN_KEYS = frozenset(
    {"column", "first_of", "parts", "choose", "plus", "when", "columns", "derived", "within"}
    | {"any_filled", "all_filled", "all_empty"}
)
_NEEDED_KEYS = frozenset({"column", "plus", "when", "all_filled", "all_empty", "any_filled"})


def _only(found: Any) -> Any:
    return (
        found[0]
        if isinstance(found, list) and len(found) == 1 and isinstance(found[0], str)
        else found
    )


def _simpler(rule: dict[str, Any]) -> Any:
    """The shortest way to say it: a lone column is its name, a lone choice the choice."""
    choices = rule.get("choose")
    if isinstance(choices, str):
        return choices
    if isinstance(choices, list) and set(rule) == {"choose"} and len(choices) == 1:
        return choices[0]
    if set(rule) in ({"first_of"}, {"columns"}) and isinstance(next(iter(rule.values())), str):
        return next(iter(rule.values()))
    if "first_of" in rule and isinstance(rule["first_of"], str):
        rest = {key: value for key, value in rule.items() if key != "first_of"}
        return {"column": rule["first_of"], **rest}
    if "parts" in rule and isinstance(rule["parts"], str):
        rule = {**rule, "parts": [rule["parts"]]}
    if isinstance(rule.get("derived"), str):
        rule = {**rule, "derived": [rule["derived"]]}
    return rule


def _client_rule(client: Mapping[str, Any], header_by_usual: Mapping[str, str]) -> dict[str, Any]:
    return {
        kind: _only(found)
        for kind, columns in client.items()
        if (found := _with_headers(list(columns), header_by_usual)) is not None
    }


def _columns_of(rule: Any) -> list[str]:
    if isinstance(rule, str):
        return [rule]
    if isinstance(rule, list):
        return [column for part in rule for column in _columns_of(part)]
    if not isinstance(rule, dict):
        return []
    keys = ("column", "first_of", "parts", "choose", "plus")
    return [column for key in keys if key in rule for column in _columns_of(rule[key])]


def _flow(value: Any) -> str:
    """The value on one line of YAML."""
    text = yaml.safe_dump(
        _plain(value), default_flow_style=True, allow_unicode=True, width=100_000, sort_keys=False
    )
    return text.removesuffix("\n...\n").strip()


def _plain(value: Any) -> Any:
    """The mapping's own loader keeps every word a text; `true` reads better without quotes."""
    if isinstance(value, dict):
        return {
            key: value[key] == "true" if key == "staff" else _plain(value[key]) for key in value
        }
    return [_plain(one) for one in value] if isinstance(value, list) else value
