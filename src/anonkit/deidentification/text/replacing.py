"""What to write where something was found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol, runtime_checkable

from anonkit.deidentification.text.findings import Finding
from anonkit.deidentification.text.known_values.known import KnownValues
from anonkit.deidentification.text.surrogates.book import SurrogateBook
from anonkit.deidentification.text.surrogates.date_form import is_date_shaped
from anonkit.deidentification.text.surrogates.introductions import introduce_people


class Replacer(Protocol):
    """Decides what stands in place of a finding."""

    def replace(self, finding: Finding, surface: str) -> str | None:
        """The text to write; None keeps the surface as it is."""
        ...


@runtime_checkable
class ContextReplacer(Replacer, Protocol):
    """A replacer that also wants to know what stands right before a finding."""

    def replace_after(self, finding: Finding, surface: str, before: str) -> str | None:
        """The text to write behind `before`; None keeps the surface as it is."""
        ...


_BEFORE = 24


def written_for(replacer: Replacer, finding: Finding, text: str) -> str | None:
    """What a replacer writes for a finding in a text, told what stands before it if it asks."""
    surface = text[finding.start : finding.end]
    if not isinstance(replacer, ContextReplacer):
        return replacer.replace(finding, surface)
    before = text[max(0, finding.start - _BEFORE) : finding.start]
    return replacer.replace_after(finding, surface, before)


def kind_of(finding: Finding, surface: str) -> str:
    """The entity to treat a finding as: a number that is written as a date is one."""
    return "DATE" if finding.entity == "ID" and is_date_shaped(surface) else finding.entity


class SurrogateReplacer:
    """Writes made-up values from a book."""

    def __init__(
        self,
        book: SurrogateBook,
        known: KnownValues | None = None,
        date_owner: str = "client",
    ) -> None:
        self._book = book
        self._known = known
        self._date_owner = date_owner
        self._is_introduced = False

    def replace(self, finding: Finding, surface: str) -> str | None:
        """The surrogate of a finding; all dates of one note move with its client."""
        return self.replace_after(finding, surface, "")

    def replace_after(self, finding: Finding, surface: str, before: str) -> str | None:
        """The same, where the text before a name tells what kind of name it is."""
        entity = kind_of(finding, surface)
        owner = self._date_owner if entity == "DATE" else finding.owner
        part_of = None
        if self._known is not None:
            part_of = self._known.name_part
            self._introduce(self._known)
        return self._book.surrogate(entity, surface, owner, part_of, before)

    def _introduce(self, known: KnownValues) -> None:
        """Tells the book the names of everybody known, once."""
        if not self._is_introduced:
            self._is_introduced = True
            introduce_people(self._book, known.values)


class PlaceholderReplacer:
    """Writes the kind of what was found, in square brackets."""

    def replace(self, finding: Finding, surface: str) -> str | None:
        """The entity's name."""
        return f"[{kind_of(finding, surface)}]"


class RuleReplacer:
    """Treats some entities by rules of their own and leaves the rest to another replacer."""

    def __init__(
        self, rules: Mapping[str, Callable[[Finding, str], str | None]], otherwise: Replacer
    ) -> None:
        self._rules = dict(rules)
        self._otherwise = otherwise

    def replace(self, finding: Finding, surface: str) -> str | None:
        """What the rule for the entity says, else what the other replacer says."""
        return self.replace_after(finding, surface, "")

    def replace_after(self, finding: Finding, surface: str, before: str) -> str | None:
        """The same; the other replacer may ask what stands before."""
        rule = self._rules.get(kind_of(finding, surface))
        if rule is not None:
            return rule(finding, surface)
        if isinstance(self._otherwise, ContextReplacer):
            return self._otherwise.replace_after(finding, surface, before)
        return self._otherwise.replace(finding, surface)
