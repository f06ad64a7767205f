"""One field rule at work: from the cells of a source row to the text of a canonical value."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from anonkit.connectors.applying.clients import ClientBook, ClientRef
from anonkit.connectors.applying.members import taken_from
from anonkit.connectors.applying.staff import StaffBook
from anonkit.connectors.mapping import FieldRule
from anonkit.connectors.mapping_parts import Condition
from anonkit.connectors.readers import plain_header
from anonkit.connectors.values import PARSERS, ParseContext, add_minutes, as_list, parser_name_for
from anonkit.model import Field, FieldType, RowKey

_ELEMENT_PARSER = {"PHONE": "phone", "EMAIL": "email"}


@dataclass(frozen=True)
class Cells:
    """The cells of one row by plain header; what stands for nothing is empty."""

    by_header: Mapping[str, str]
    order: tuple[str, ...]
    """The plain headers as the source has them."""
    rest: Mapping[str, str]
    """The filled columns that no rule names, by their own header."""
    made: dict[str, str] = field(default_factory=dict)
    """Row keys of what the same source row has made so far, by table."""

    def get(self, column: str) -> str:
        """The text of a column; empty where the source has no such column."""
        return self.by_header.get(plain_header(column), "")

    def first(self, columns: Sequence[str]) -> str:
        """The first filled one of the columns."""
        return next((text for text in map(self.get, columns) if text), "")

    def between(self, first: str, last: str) -> str:
        """The first filled column between two others; empty where one of them is missing."""
        return next(
            (
                self.by_header[name]
                for name in headers_between(self.order, first, last)
                if self.by_header.get(name)
            ),
            "",
        )

    def group(self, pattern: str) -> list[str]:
        """The filled columns of a numbered group, in order."""
        found = []
        for number in range(1, 100):
            header = plain_header(pattern.replace("{n}", str(number)))
            if header not in self.by_header:
                break
            found.append(self.by_header[header])
        return [text for text in found if text]


@dataclass(frozen=True)
class FieldReader:
    """Evaluates field rules for one platform's tables."""

    platform: str
    context: ParseContext
    clients: ClientBook
    staff: StaffBook

    def read(self, rule: FieldRule, target: Field, cells: Cells) -> str | None:
        """The canonical text, or ``None`` where the source has nothing."""
        if rule.when is not None and not holds(rule.when, cells):
            return None
        if rule.same_row is not None:
            return cells.made.get(rule.same_row)
        if rule.rest:
            return json.dumps(dict(cells.rest), ensure_ascii=False) if cells.rest else None
        context = self.context.with_order(rule.order)
        context.place = target.name
        if rule.choose is not None:
            found = (self.read(one, target, cells) for one in rule.choose)
            return next((value for value in found if value), rule.default)
        if rule.numbered is not None:
            return self._group(rule, target, cells, context)
        if rule.member is not None and rule.member.every and target.type is FieldType.LIST:
            return self._list_of(
                taken_from(cells.get(rule.column or ""), rule.member), rule, target
            )
        text = self._text(rule, cells, context)
        if not text:
            return rule.default
        value = self._value(rule, target, text, context)
        if value and rule.plus is not None:
            value = add_minutes(value, self._text(rule.plus, cells, context))
        if value and rule.form is not None:
            value = rule.form.replace("{}", value)
        return value or None

    def text(self, rule: FieldRule, cells: Cells) -> str:
        """The value of a rule that stands for itself: part of a derived id."""
        return self._part(rule, cells, self._quiet)

    def _group(
        self, rule: FieldRule, target: Field, cells: Cells, context: ParseContext
    ) -> str | None:
        parse = PARSERS[rule.parse or _ELEMENT_PARSER.get(target.entity or "", "text")]
        found = [parse(text, context) for text in cells.group(rule.numbered or "")]
        values = [value for value in found if value][rule.start - 1 :]
        if not values:
            return None
        return as_list(values) if target.type is FieldType.LIST else values[0]

    def _list_of(self, texts: list[str], rule: FieldRule, target: Field) -> str | None:
        parse = PARSERS[rule.parse or _ELEMENT_PARSER.get(target.entity or "", "text")]
        values = [value for text in texts if (value := parse(text, self.context))]
        return as_list(values) if values else None

    def _text(self, rule: FieldRule, cells: Cells, context: ParseContext) -> str:
        text = self._source_text(rule, cells, context)
        if rule.extract is not None and text:
            match = re.search(rule.extract, text)
            text = (match[1] if match else "").strip()
        if rule.values is not None and text:
            if (word := self._canonical_word(rule, text)) is not None:
                return word
            if rule.otherwise == "missing" or rule.default is not None:
                return ""
            context.note("unlisted-word")
        return text

    def _canonical_word(self, rule: FieldRule, text: str) -> str | None:
        words = self._words_by_rule.get(id(rule))
        if words is None:
            words = {word.casefold(): to for word, to in (rule.values or {}).items()}
            self._words_by_rule[id(rule)] = words
        return words.get(text.casefold())

    @cached_property
    def _quiet(self) -> ParseContext:
        # A derived id reads the same columns as the fields do; what is odd about them is told once.
        return replace(self.context, noticed=Counter())

    @cached_property
    def _words_by_rule(self) -> dict[int, dict[str, str]]:
        return {}

    def _source_text(self, rule: FieldRule, cells: Cells, context: ParseContext) -> str:
        if rule.member is not None:
            return "; ".join(taken_from(cells.get(rule.column or ""), rule.member))
        if rule.column is not None:
            return cells.get(rule.column)
        if rule.first_of is not None:
            return cells.first(rule.first_of)
        if rule.between is not None:
            return cells.between(*rule.between)
        if rule.parts is not None:
            found = [self._part(part, cells, context) for part in rule.parts]
            # A part that is only a word in between says nothing where all values are empty.
            if not any(
                text for text, part in zip(found, rule.parts, strict=True) if part.constant is None
            ):
                return ""
            return rule.joined_by.join(text for text in found if text)
        return rule.constant or ""

    def _part(self, part: FieldRule, cells: Cells, context: ParseContext) -> str:
        if part.when is not None and not holds(part.when, cells):
            return ""
        text = self._text(part, cells, context)
        if text and part.parse is not None:
            text = PARSERS[part.parse](text, context) or ""
        if text and part.plus is not None:
            text = add_minutes(text, self._text(part.plus, cells, context)) or text
        return part.form.replace("{}", text) if part.form is not None and text else text

    def _value(
        self, rule: FieldRule, target: Field, text: str, context: ParseContext
    ) -> str | None:
        if rule.constant is not None:
            return text
        if rule.staff:
            return self.staff.key_of(text, self.platform, add=rule.add_staff)
        if rule.refers_to == "clients":
            match = self.clients.find(ClientRef(ids=(text,)), self.platform)
            if match.key is None:
                context.note("unknown-other-client")
            return match.key
        if rule.refers_to is not None:
            return str(RowKey(self.platform, rule.refers_to, text))
        if rule.values is not None and rule.parse is None and target.choices:
            return text
        return PARSERS[rule.parse or parser_name_for(target)](text, context)


def headers_between(order: Sequence[str], first: str, last: str) -> tuple[str, ...]:
    """The plain headers between two columns; none where one of them is missing."""
    start, end = plain_header(first), plain_header(last)
    if start not in order or end not in order:
        return ()
    return tuple(order[order.index(start) + 1 : order.index(end)])


def holds(condition: Condition, cells: Cells) -> bool:
    """Whether every line of the condition is met."""
    if condition.column is not None:
        word = cells.get(condition.column).casefold()
        if condition.is_in is not None and word not in {one.casefold() for one in condition.is_in}:
            return False
        if condition.not_in is not None and word in {one.casefold() for one in condition.not_in}:
            return False
    if condition.any_filled is not None and not any(map(cells.get, condition.any_filled)):
        return False
    if condition.all_filled is not None and not all(map(cells.get, condition.all_filled)):
        return False
    return condition.all_empty is None or not any(map(cells.get, condition.all_empty))
