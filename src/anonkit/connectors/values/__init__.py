"""Parsers of the values that exports hold, and the card guard."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.connectors.values.cards import Guarded as Guarded
    from anonkit.connectors.values.cards import mask_cards as mask_cards
    from anonkit.connectors.values.cards import mask_code_cell as mask_code_cell
    from anonkit.connectors.values.context import DateOrder as DateOrder
    from anonkit.connectors.values.context import ParseContext as ParseContext
    from anonkit.connectors.values.families import family_of as family_of
    from anonkit.connectors.values.money import decimal_of as decimal_of
    from anonkit.connectors.values.parsers import PARSERS as PARSERS
    from anonkit.connectors.values.parsers import Parser as Parser
    from anonkit.connectors.values.parsers import parser_name_for as parser_name_for
    from anonkit.connectors.values.phones import e164 as e164
    from anonkit.connectors.values.statuses import is_status_word as is_status_word
    from anonkit.connectors.values.structured import answer_of as answer_of
    from anonkit.connectors.values.times import add_minutes as add_minutes
    from anonkit.connectors.values.times import in_zone as in_zone
    from anonkit.connectors.values.words import as_list as as_list
    from anonkit.connectors.values.words import folded_name as folded_name
    from anonkit.connectors.values.words import minutes_of as minutes_of
    from anonkit.connectors.values.words import split_name as split_name

_HOME_BY_NAME = {
    "ParseContext": "context",
    "DateOrder": "context",
    "PARSERS": "parsers",
    "Parser": "parsers",
    "parser_name_for": "parsers",
    "mask_cards": "cards",
    "mask_code_cell": "cards",
    "Guarded": "cards",
    "e164": "phones",
    "decimal_of": "money",
    "answer_of": "structured",
    "is_status_word": "statuses",
    "add_minutes": "times",
    "in_zone": "times",
    "as_list": "words",
    "folded_name": "words",
    "split_name": "words",
    "minutes_of": "words",
    "family_of": "families",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
