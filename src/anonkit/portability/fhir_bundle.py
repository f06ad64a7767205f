"""FHIR R4: the whole record as resources, and its summary as an IPS document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from anonkit.errors import IntegrityError
from anonkit.portability.context import ExportContext
from anonkit.portability.fhir.building import Built
from anonkit.portability.fhir.checks import check_document, check_resources, walks_of
from anonkit.portability.fhir.history import add_history
from anonkit.portability.fhir.json_text import fhir_texts
from anonkit.portability.fhir.marks import add_marks
from anonkit.portability.fhir.papers import add_papers, add_the_rest
from anonkit.portability.fhir.people import add_people
from anonkit.portability.fhir.summary import build_summary, document_json
from anonkit.portability.fhir.values import Resource
from anonkit.portability.fhir.visits import add_visits
from anonkit.portability.held import ClientRecord
from anonkit.portability.use import FieldUse, RecordReading


@dataclass(frozen=True)
class FhirRecord:
    """A record in FHIR R4."""

    resources: tuple[Resource, ...]
    """Everything, one resource each."""
    texts: Mapping[str, str]
    """The JSON text of each resource, by type and id."""
    summary: Resource
    """The International Patient Summary, a document Bundle; its references are those of the record."""
    elements: FieldUse
    """The values that stand in FHIR's own elements."""
    extensions: FieldUse
    """The values that stand in extensions under the canonical field's name."""

    def to_ndjson(self) -> str:
        """One resource a line."""
        return "".join(f"{text}\n" for text in self.texts.values())

    def summary_json(self) -> str:
        """The summary as JSON text, whose references are the full URLs of its entries."""
        return document_json(self.summary, self.texts) + "\n"


def to_fhir(record: ClientRecord, context: ExportContext) -> FhirRecord:
    """The record in FHIR; raises `IntegrityError` where a check finds a fault in it."""
    elements, extensions = FieldUse(), FieldUse()
    built = Built(RecordReading(record, elements), context)
    add_people(built)
    add_visits(built)
    add_history(built)
    add_papers(built)
    add_the_rest(built)
    add_marks(built, extensions)
    walks = walks_of(built.resources)
    _raise_on(check_resources(built.resources, walks), "record")
    references = {key: [each.says for each in walk.references] for key, walk in walks.items()}
    summary = build_summary(built.resources, references, record, context)
    _raise_on(check_document(summary, walks), "summary")
    texts = dict(zip(walks, fhir_texts(built.resources), strict=True))
    return FhirRecord(tuple(built.resources), texts, summary, elements, extensions)


def _raise_on(faults: Iterable[str], what: str) -> None:
    own = list(faults)
    if own:
        raise IntegrityError(
            f"The FHIR {what} has {len(own)} faults, the first: {'; '.join(own[:5])}. "
            "Nothing was written; this is a fault of the software, please report it."
        )
