"""A small made-up export of every platform, in its own format and with its faults, read whole.

The files lie in ``tests/cases/platforms/NAME``: tables as the platform writes them, and ``api_*.json``
in the documented shapes of its interface. Beside them stands what must come out. After a knowing
change ``ANONKIT_WRITE_CASES=1 pytest tests/contracts/test_platform_samples.py`` writes it anew; read
the difference before it is committed.
"""

import csv
import json
import os
from pathlib import Path

import openpyxl
import pytest

from anonkit.connectors import ReadContext, available_connectors, connector_named, read_sources
from anonkit.keys import KeyRing
from anonkit.model import SYSTEM_FIELDS, Identity

CASES = Path(__file__).parents[1] / "cases" / "platforms"
PLATFORMS = sorted(folder.name for folder in CASES.iterdir() if folder.is_dir())
AMERICAN = {"mindbody", "vagaro", "zenoti", "simplepractice", "aesthetic_record", "boulevard"}
SKIPPED = {field.name for field in SYSTEM_FIELDS} - {"row_key"}
WITHOUT_SAMPLE = {"generic"}
"""Its files are whatever a clinic's own mapping says."""


def read(platform, files):
    in_us = platform in AMERICAN
    context = ReadContext(
        platform,
        "us" if in_us else "uk",
        "America/New_York" if in_us else "Europe/London",
        Identity(KeyRing(b"k" * 32)),
        "2026-03-01T00:00:00+00:00",
        lambda _: "b",
    )
    return list(read_sources(files, context))


def rows_of(piece):
    for table, frame in piece.frames.items():
        for row in frame.to_dict("records"):
            yield (
                table,
                {k: v for k, v in row.items() if isinstance(v, str) and k not in SKIPPED},
            )


def told(pieces):
    """What came of each source, without what changes from run to run."""
    sources = {}
    for piece in pieces:
        counts = piece.counts
        sources[piece.source] = {
            "in": counts.in_,
            "read": counts.read,
            "quarantined": sorted(
                code["code"] for text in piece.faults["reasons"] for code in json.loads(text)
            ),
            "ignored": dict(counts.ignored),
            "unmapped": sorted(set(piece.unmapped["column"])),
            "noticed": sorted(f"{one.code} {one.place}" for one in piece.findings),
            "rows": [[table, row] for table, row in rows_of(piece)],
        }
    return sources


@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_sample_comes_out_as_it_should(platform):
    """Every row of every sample, value by value; the account of each file closes."""
    folder = CASES / platform
    files = sorted(path for path in folder.iterdir() if path.name != "expected.json")
    pieces = read(platform, files)
    assert all(piece.counts.closes for piece in pieces)
    found, expected = told(pieces), folder / "expected.json"
    if os.environ.get("ANONKIT_WRITE_CASES"):
        text = json.dumps(found, indent=1, ensure_ascii=False, sort_keys=True)
        expected.write_text(text + "\n", encoding="utf-8")
    assert found == json.loads(expected.read_text(encoding="utf-8"))


@pytest.mark.parametrize("platform", PLATFORMS)
def test_no_field_of_an_interface_is_left_unexplained(platform):
    """Each field of a documented payload is mapped, or left behind with a reason."""
    expected = json.loads((CASES / platform / "expected.json").read_text(encoding="utf-8"))
    payloads = {name: one for name, one in expected.items() if name.startswith("api_")}
    assert len(payloads) == len(list((CASES / platform).glob("api_*.json")))
    assert {name: one["unmapped"] for name, one in payloads.items() if one["unmapped"]} == {}
    assert [name for name, one in payloads.items() if "not-recognised" in one["ignored"]] == []


def test_every_platform_has_a_sample():
    """A platform without a sample is a claim that nobody tries; two have theirs in sample_data."""
    assert set(available_connectors()) - set(PLATFORMS) - WITHOUT_SAMPLE == set()
    for name in PLATFORMS:
        assert connector_named(name).mapping.readings


@pytest.mark.parametrize("platform", ["vagaro", "mindbody", "aesthetic_record"])
def test_a_workbook_says_the_same_as_its_text(platform, tmp_path):
    """Platforms that hand out XLSX are read from XLSX as from CSV."""
    files = sorted((CASES / platform).glob("*.csv"))
    books = []
    for file in files:
        book = openpyxl.Workbook()
        with file.open(encoding="utf-8", newline="") as stream:
            for row in csv.reader(stream):
                book.active.append(row)
        books.append(tmp_path / f"{file.stem}.xlsx")
        book.save(books[-1])
    rows = [one for piece in read(platform, files) for one in rows_of(piece)]
    assert [one for piece in read(platform, books) for one in rows_of(piece)] == rows
