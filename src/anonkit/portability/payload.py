"""What lies under `data/`: every form of the record, the files, and what explains them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from anonkit.errors import IntegrityError
from anonkit.model import TABLES
from anonkit.portability.bag import Part
from anonkit.portability.context import ExportContext
from anonkit.portability.csv_tables import ESCAPE_RULE, to_csv_tables
from anonkit.portability.fhir_bundle import to_fhir
from anonkit.portability.files import BlobReader, read_blob
from anonkit.portability.held import ClientRecord
from anonkit.portability.html_page import loss_to_html, to_html
from anonkit.portability.json_document import to_json
from anonkit.portability.loss import LossReport, measure_loss
from anonkit.portability.pdf_page import to_pdf

_README = """This folder is one client's own record, made by {clinic} on {day}.

START-HERE.html   open this first: the record as a page
record.pdf        the same, for printing
documents/        documents as the clinic holds them
photos/           photographs as the clinic holds them
fhir/             HL7 FHIR R4: summary.ips.json is an International Patient Summary for
                  the next clinic, record.ndjson is the whole record, one entry a line
tables/           the record as CSV tables, described by datapackage.json
record.json       the record as one JSON document
report/           which value stands in which file, field by field
schema/           what every field means

In the folder above, manifest-sha256.txt holds a digest of every file (BagIt 1.0).
These files hold medical data in the clear: keep them where only you can read them.
"""
_SCHEMA = """The fields of the tables in this record, and of record.json
===========================================================

data_dictionary.csv lists every table and field: its type, its meaning, its unit, the words it
may hold, and where its values come from (provided by the client, observed, derived by the clinic,
third party, staff only).

Types
  text          any text
  partial date  1984-05-17, 1984-05, 1984, or --05-17 where the year is not known
  date-time     ISO 8601 with an offset, or a date where no time is known
  integer       digits
  decimal       digits with a point; the precision is the source's own
  boolean       true or false
  list, json    JSON text

A row key names a row: platform, table and the platform's own id. Fields whose name ends in _key
hold the row key of another row.

Spreadsheets: {rule}

FHIR: a value that FHIR R4 has no element for stands in an extension urn:anonkit:field:TABLE.FIELD
of the resource that stands for its row. Resources marked urn:anonkit:state|quarantined have not
been checked by the clinic. Amounts of botulinum toxin are in the units of their own product:
units of one product are not units of another.
"""
_DICTIONARY = ("table", "field", "type", "unit", "meaning", "choices", "references", "origin")


@dataclass(frozen=True)
class Payload:
    """The small files, made; the documents and photographs are read when they are wanted."""

    texts: tuple[Part, ...]
    loss: LossReport
    record: ClientRecord
    blobs: BlobReader | None

    def parts(self) -> Iterator[Part]:
        """Every file of the payload, one at a time."""
        yield from self.texts
        for held in self.record.files:
            if not held.path:
                continue
            content = read_blob(self.blobs, held.blob)
            if content is None or sha256(content).hexdigest() != held.sha256:
                raise IntegrityError(
                    f"The file {held.path} changed while the export was made. Nothing was written; export again."
                )
            yield held.path, content


def make_payload(record: ClientRecord, context: ExportContext, blobs: BlobReader | None) -> Payload:
    """The payload of a record's bag."""
    fhir = to_fhir(record, context)
    tables = to_csv_tables(record, context)
    document = to_json(record, context)
    page = to_html(record, context)
    uses = {
        "fhir": fhir.elements,
        "fhir_extension": fhir.extensions,
        "csv": tables.use,
        "json": document.use,
        "html": page.use,
    }
    loss = measure_loss(record, uses)
    texts = {
        "START-HERE.html": page.text,
        "README.txt": _README.format(clinic=context.clinic.name, day=context.made_on),
        "record.json": document.text,
        "fhir/summary.ips.json": fhir.summary_json(),
        "fhir/record.ndjson": fhir.to_ndjson(),
        "report/loss.csv": loss.to_csv(),
        "report/loss.json": loss.to_json(),
        "report/loss.html": loss_to_html(loss, context),
        "schema/README.txt": _SCHEMA.format(rule=ESCAPE_RULE),
        "schema/data_dictionary.csv": data_dictionary(),
    }
    parts = [(name, text.encode()) for name, text in texts.items()]
    parts.append(("record.pdf", to_pdf(page.content, record, context, blobs)))
    parts += [(f"tables/{name}", content) for name, content in tables.files.items()]
    return Payload(tuple(sorted(parts)), loss, record, blobs)


_SUMMARY_README = """This folder is the summary of one client's record, made by {clinic} on {day}.

SUMMARY.html            open this: one page of what anybody who treats the client has to know
summary.pdf             the same, for printing
fhir/summary.ips.json   the same for software: an International Patient Summary (HL7 FHIR R4)

It is no copy of the record; the client may ask the clinic for that. Keep it where only you can read it.
"""


def make_summary(record: ClientRecord, context: ExportContext, blobs: BlobReader | None) -> Payload:
    """The payload of a summary: a page, the same as PDF, and the IPS document."""
    fhir = to_fhir(record, context)
    page = to_html(record, context, summary_only=True)
    parts = [
        (
            "README.txt",
            _SUMMARY_README.format(clinic=context.clinic.name, day=context.made_on).encode(),
        ),
        ("SUMMARY.html", page.text.encode()),
        ("fhir/summary.ips.json", fhir.summary_json().encode()),
        ("summary.pdf", to_pdf(page.content, replace(record, files=()), context, None)),
    ]
    return Payload(tuple(sorted(parts)), LossReport(()), replace(record, files=()), blobs)


def data_dictionary() -> str:
    """Every canonical field, a line each, as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_DICTIONARY)
    for table in TABLES.values():
        for field in table.all_fields:
            choices = "; ".join(field.choices)
            writer.writerow(
                (
                    table.name,
                    field.name,
                    field.type.value,
                    field.unit or "",
                    field.meaning,
                    choices,
                    field.references or "",
                    field.origin.value,
                )
            )
    return out.getvalue()
