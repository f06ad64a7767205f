"""Lists inside one cell: members of a list of objects, and the questions of a form."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from anonkit.connectors.mapping_parts import ForEach, Member
from anonkit.connectors.values import answer_of, decimal_of


def members_of(text: str) -> list[Any]:
    """The members of a cell: of a JSON list, the one of a JSON object, else the text itself."""
    if text[:1] not in {"[", "{"}:
        return [text] if text else []
    try:
        found = json.loads(text, parse_float=str, parse_int=str)
    except ValueError:
        return [text]
    return found if isinstance(found, list) else [found]


def taken_from(text: str, rule: Member) -> list[str]:
    """The values that the rule takes of a cell, empty ones left out."""
    fitting = [one for one in members_of(text) if _fits(one, rule.where)]
    found = [value for one in fitting if (value := _inner(one, rule.take))]
    if rule.total:
        numbers = [number for value in found if (number := decimal_of(value)) is not None]
        return [_total(numbers)] if numbers else []
    return found if rule.every else found[:1]


def questions_of(text: str, rule: ForEach) -> Iterator[tuple[str, str]]:
    """Header and value of each member, down the lists that lie within; unanswered ones are left out."""
    for member in _descended(members_of(text), list(rule.within)):
        if isinstance(member, Mapping):
            header, answer = str(member.get(rule.header) or ""), answer_of(member)
            if header and answer:
                yield header, answer


def _descended(members: list[Any], keys: list[str]) -> Iterator[Any]:
    if not keys:
        yield from members
        return
    for member in members:
        inner = member.get(keys[0]) if isinstance(member, Mapping) else None
        if isinstance(inner, list):
            yield from _descended(inner, keys[1:])


def _fits(member: Any, where: Mapping[str, str]) -> bool:
    if not where:
        return True
    return isinstance(member, Mapping) and all(
        _inner(member, key).casefold() == word.casefold() for key, word in where.items()
    )


def _inner(member: Any, path: str) -> str:
    found = member
    for key in path.split(".") if path and isinstance(member, Mapping) else ():
        found = found.get(key) if isinstance(found, Mapping) else None
    if isinstance(found, bool):
        return "true" if found else "false"
    if isinstance(found, (Mapping, list)):
        return json.dumps(found, ensure_ascii=False)
    return "" if found is None else str(found).strip()


def _total(numbers: list[str]) -> str:
    return str(sum(map(Decimal, numbers), Decimal()))
