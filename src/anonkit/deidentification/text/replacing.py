"""What to write where something was found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from anonkit.deidentification.text.findings import Finding
from anonkit.deidentification.text.known_values.known import KnownValues
from anonkit.deidentification.text.surrogates.book import SurrogateBook


class Replacer(Protocol):
    """Decides what stands in place of a finding."""

    def replace(self, finding: Finding, surface: str) -> str | None:
        """The text to write; None keeps the surface as it is."""
        ...


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

    def replace(self, finding: Finding, surface: str) -> str | None:
        """The surrogate of a finding; all dates of one note move with its client."""
        owner = self._date_owner if finding.entity == "DATE" else finding.owner
        part_of = self._known.name_part if self._known is not None else None
        return self._book.surrogate(finding.entity, surface, owner, part_of)


class PlaceholderReplacer:
    """Writes the kind of what was found, in square brackets."""

    def replace(self, finding: Finding, surface: str) -> str | None:  # noqa: ARG002
        """The entity's name."""
        return f"[{finding.entity}]"


class RuleReplacer:
    """Treats some entities by rules of their own and leaves the rest to another replacer."""

    def __init__(
        self, rules: Mapping[str, Callable[[Finding, str], str | None]], otherwise: Replacer
    ) -> None:
        self._rules = dict(rules)
        self._otherwise = otherwise

    def replace(self, finding: Finding, surface: str) -> str | None:
        """What the rule for the entity says, else what the other replacer says."""
        rule = self._rules.get(finding.entity)
        return rule(finding, surface) if rule else self._otherwise.replace(finding, surface)
