"""Our replacements as operators of Presidio's anonymiser."""

from __future__ import annotations

from typing import Any

from presidio_anonymizer.operators import Operator, OperatorType

from anonkit.deidentification.text.presidio.entities import OURS_BY_PRESIDIO, PRESIDIO_BY_OURS
from anonkit.deidentification.text.surrogates.book import SurrogateBook
from anonkit.errors import SettingsError

_OURS = {theirs: ours for ours, theirs in PRESIDIO_BY_OURS.items()} | OURS_BY_PRESIDIO


class SurrogateOperator(Operator):
    """Writes a surrogate from the `book` given in the parameters, for the `owner` given there."""

    def operate(self, text: str, params: dict[str, Any] | None = None) -> str:
        """The surrogate of a surface."""
        given = params or {}
        self.validate(given)
        entity = _OURS.get(str(given.get("entity_type", "PERSON")), "ID")
        book: SurrogateBook = given["book"]
        return book.surrogate(entity, text, given.get("owner"))

    def validate(self, params: dict[str, Any] | None = None) -> None:
        """The parameters must hold a book."""
        if not isinstance((params or {}).get("book"), SurrogateBook):
            raise SettingsError("The surrogate operator needs a `book` of type SurrogateBook.")

    def operator_name(self) -> str:
        """The name Presidio calls it by."""
        return "anonkit_surrogate"

    def operator_type(self) -> OperatorType:
        """It anonymises; there is no way back."""
        return OperatorType.Anonymize


class PlaceholderOperator(Operator):
    """Writes our entity name in square brackets."""

    def operate(self, text: str, params: dict[str, Any] | None = None) -> str:  # noqa: ARG002
        """The placeholder of an entity."""
        return f"[{_OURS.get(str((params or {}).get('entity_type', '')), 'OTHER')}]"

    def validate(self, params: dict[str, Any] | None = None) -> None:
        """Any parameters will do."""

    def operator_name(self) -> str:
        """The name Presidio calls it by."""
        return "anonkit_placeholder"

    def operator_type(self) -> OperatorType:
        """It anonymises; there is no way back."""
        return OperatorType.Anonymize
