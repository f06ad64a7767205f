"""The value parsers by name, as mappings call them, and the one each type of field takes by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from anonkit.connectors.values.context import ParseContext
from anonkit.connectors.values.dates import parse_birth_date, parse_date
from anonkit.connectors.values.families import parse_family
from anonkit.connectors.values.money import parse_currency, parse_integer, parse_money
from anonkit.connectors.values.phones import parse_phone
from anonkit.connectors.values.statuses import (
    parse_appointment_status,
    parse_consent_state,
    parse_payment_kind,
)
from anonkit.connectors.values.structured import parse_html, parse_sections
from anonkit.connectors.values.times import parse_time, parse_time_utc
from anonkit.connectors.values.treatment_text import (
    parse_treatment_certainty,
    parse_treatment_lot,
    parse_treatment_product,
    parse_treatment_quantity,
    parse_treatment_side,
    parse_treatment_site,
    parse_treatment_unit,
)
from anonkit.connectors.values.words import (
    parse_email,
    parse_first_name,
    parse_last_name,
    parse_list,
    parse_minutes,
    parse_seconds,
    parse_settings,
    parse_text,
    parse_yes_no,
)
from anonkit.model import Field, FieldType

Parser = Callable[[str, ParseContext], str | None]

PARSERS: Mapping[str, Parser] = MappingProxyType(
    {
        "text": parse_text,
        "date": parse_date,
        "birth_date": parse_birth_date,
        "time": parse_time,
        "time_utc": parse_time_utc,
        "money": parse_money,
        "number": parse_money,
        "integer": parse_integer,
        "currency": parse_currency,
        "phone": parse_phone,
        "email": parse_email,
        "yes_no": parse_yes_no,
        "list": parse_list,
        "minutes": parse_minutes,
        "seconds": parse_seconds,
        "first_name": parse_first_name,
        "last_name": parse_last_name,
        "family": parse_family,
        "settings": parse_settings,
        "html": parse_html,
        "sections": parse_sections,
        "appointment_status": parse_appointment_status,
        "consent_state": parse_consent_state,
        "payment_kind": parse_payment_kind,
        "treatment_product": parse_treatment_product,
        "treatment_quantity": parse_treatment_quantity,
        "treatment_unit": parse_treatment_unit,
        "treatment_site": parse_treatment_site,
        "treatment_side": parse_treatment_side,
        "treatment_lot": parse_treatment_lot,
        "treatment_certainty": parse_treatment_certainty,
    }
)
"""Parser name to parser. None of them raises: what cannot be read stays as found and is counted."""

_NAME_BY_TYPE = {
    FieldType.PARTIAL_DATE: "date",
    FieldType.DATE_TIME: "time",
    FieldType.INTEGER: "integer",
    FieldType.DECIMAL: "number",
    FieldType.BOOLEAN: "yes_no",
    FieldType.LIST: "list",
    FieldType.JSON: "settings",
}


def parser_name_for(field: Field) -> str:
    """The parser a field takes where its rule names none."""
    if field.name == "birth_date":
        return "birth_date"
    if field.type is FieldType.TEXT and field.entity in {"PHONE", "EMAIL"}:
        # `address` of a message holds either; only fields that are named so hold one alone.
        named = {"PHONE": "phone", "EMAIL": "email"}[field.entity]
        return named if named in field.name else "text"
    if field.type is FieldType.INTEGER and field.unit == "min":
        return "minutes"
    return _NAME_BY_TYPE.get(field.type, "text")
