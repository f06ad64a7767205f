"""Every export format, by independent readers: nothing is lost, nothing is claimed that is not there."""

from __future__ import annotations

import base64
import csv
import io
import json
from functools import cache

import bagit
import pytest
from fhir.resources.R4B import get_fhir_model_class
from frictionless import Package, system

from anonkit.governance import SubjectRequest
from anonkit.model import TABLES
from anonkit.portability.archive import write_archive
from anonkit.portability.basis import Basis
from anonkit.portability.csv_tables import TECHNICAL, to_csv_tables
from anonkit.portability.fhir_bundle import to_fhir
from anonkit.portability.html_page import to_html
from anonkit.portability.json_document import to_json
from anonkit.portability.lock import Plain
from anonkit.portability.wording import in_words
from tests.unit.portability.a_client import Blobs, a_context, a_record

BASES = list(Basis)


@cache
def _fhir(basis: Basis):
    return to_fhir(a_record(basis), a_context())


def _request(record) -> SubjectRequest:
    tag = record.rows["clients"][0].get("tag")
    return SubjectRequest(
        "R-7", tag, record.basis.value, "the client", "passport", "2026-11-01", "2026-12-01"
    )


@pytest.fixture(scope="module")
def bag(tmp_path_factory):
    """A bag in the clear."""
    record = a_record()
    folder = tmp_path_factory.mktemp("out") / "export"
    return write_archive(
        record, folder, request=_request(record), context=a_context(), lock=Plain(), blobs=Blobs()
    ).path


def _texts_in(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for part in value.values() for text in _texts_in(part)]
    if isinstance(value, list):
        return [text for part in value for text in _texts_in(part)]
    return [str(value)]


def _fhir_text(basis: Basis) -> str:
    texts = []
    for resource in _fhir(basis).resources:
        texts += _texts_in(resource)
        if (
            resource["resourceType"] == "DocumentReference"
            and "data" in resource["content"][0]["attachment"]
        ):
            texts.append(base64.b64decode(resource["content"][0]["attachment"]["data"]).decode())
    return "\n".join(texts)


@pytest.mark.parametrize("basis", BASES)
def test_an_independent_reader_parses_every_resource(basis):
    """Every line of record.ndjson, and the summary, are resources that fhir.resources accepts."""
    lines = _fhir(basis).to_ndjson().splitlines()
    for line in [*lines, _fhir(basis).summary_json()]:
        resource = json.loads(line)
        get_fhir_model_class(resource["resourceType"]).model_validate(resource)
    assert len(lines) > 40


# Words of ours that a code of FHIR says exactly, and references to the client and to the bag.
_CODED = {"status", "state", "sex", "birth_date", "kind", "direction", "severity"}
_AS_LINK = {"blob", "size", "media_type", "client_key"}


@pytest.mark.parametrize("basis", BASES)
def test_every_value_said_to_be_in_fhir_is_there(basis):
    """The loss report claims nothing for FHIR that its text does not hold."""
    fhir, text = _fhir(basis), _fhir_text(basis)
    checked = 0
    for held in a_record(basis).all_rows():
        for name, value in held.value_by_field.items():
            is_claimed = name in fhir.elements.of(held) or name in fhir.extensions.of(held)
            if (
                not is_claimed
                or name in _CODED | _AS_LINK
                or name.endswith("_key")
                or value.startswith(("[", "{"))
            ):
                continue
            assert value in text, f"{held.table}.{name}"
            checked += 1
    assert checked > 150


@pytest.mark.parametrize("basis", BASES)
def test_fhir_holds_every_value_but_the_technical(basis):
    """In FHIR's own elements or in extensions, nothing of the record is missing."""
    fhir = _fhir(basis)
    missing = [
        f"{held.table}.{name}"
        for held in a_record(basis).all_rows()
        for name in held.value_by_field
        if name not in TECHNICAL
        and name not in fhir.elements.of(held)
        and name not in fhir.extensions.of(held)
    ]
    assert missing == []


def test_decimals_keep_their_precision():
    """125.00 units and a score of 4.50 stay as they were written."""
    text = _fhir(Basis.ART15).to_ndjson()
    assert '"value":125.00' in text
    assert '"valueDecimal":4.50' in text


def test_the_bag_is_valid(bag):
    """Bagit accepts the bag, and notices a changed byte."""
    found = bagit.Bag(str(bag))
    found.validate()
    assert found.info["Anonkit-Kind"] == "patient-export"
    page = bag / "data" / "START-HERE.html"
    whole = page.read_bytes()
    page.write_bytes(whole[:-1] + b" ")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(bag)).validate()
    page.write_bytes(whole)


def test_the_data_package_is_valid(bag):
    """Frictionless reads every table with the declared types, keys and patterns."""
    with system.use_context(trusted=True):
        package = Package(str(bag / "data" / "tables" / "datapackage.json"))
        report = package.validate()
    assert report.valid, report.flatten(["title", "message"])
    assert {"clients", "treatments", "payments", "other_columns"} <= set(package.resource_names)


def test_csv_and_json_hold_every_value():
    """Each value of the record stands in the CSV row and the JSON row of the same name."""
    record = a_record()
    tables = to_csv_tables(record, a_context())
    document = json.loads(to_json(record, a_context()).text)
    for table, rows in record.rows.items():
        lines = list(
            csv.DictReader(
                io.StringIO(tables.files[f"{table}.csv"].decode("utf-8-sig"), newline="")
            )
        )
        for held, line, object_ in zip(rows, lines, document["tables"][table], strict=True):
            for name, value in held.value_by_field.items():
                if name in TECHNICAL:
                    continue
                assert object_["values"][name] == value
                as_found = json.loads(line["as_found"] or "{}")
                assert line[name].removeprefix("'") == value or as_found[name]["value"] == value


def test_no_cell_is_a_formula():
    """No cell of any table begins in a way that a spreadsheet would run."""
    for name, content in to_csv_tables(a_record(), a_context()).files.items():
        if name.endswith(".csv"):
            cells = [
                cell
                for line in csv.reader(io.StringIO(content.decode("utf-8-sig")))
                for cell in line
            ]
            risky = [cell for cell in cells if cell.startswith(("=", "+", "@", "\t")) or (cell.startswith("-") and
                     not cell[1:].replace(".", "").isdigit())]  # fmt: skip
            assert risky == []


@pytest.mark.parametrize("basis", BASES)
def test_the_page_shows_every_readable_value(basis):
    """The page shows each value in words; keys for machines stay in the other files."""
    from html import unescape

    page = to_html(a_record(basis), a_context())
    text = unescape(page.text)
    for held in a_record(basis).all_rows():
        fields = TABLES[held.table].field_by_name
        for name, value in held.value_by_field.items():
            is_machine = fields[name].identifier_class == "key" or name in {
                "pulled_at",
                "platform",
                "size",
                "media_type",
            }
            if is_machine or name in {
                "position",
                "is_image_only",
                "place",
                "tag",
                "treated_at",
                "source_place",
            }:
                continue
            assert in_words(held.table, name, value, "uk") in text, f"{held.table}.{name}"


def test_the_formats_agree_however_often_they_are_made():
    """The same record and day give the same bytes."""
    first, second = (to_fhir(a_record(), a_context()).to_ndjson() for _ in range(2))
    assert first == second
    assert to_html(a_record(), a_context()).text == to_html(a_record(), a_context()).text
