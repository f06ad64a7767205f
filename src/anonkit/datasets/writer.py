"""Writes a release folder: whole or not at all, and the same bytes for the same records."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from anonkit.datasets.case_set import CaseSet, build_cases
from anonkit.datasets.count_tables import CountTable, count_table_files
from anonkit.datasets.data_dictionary import data_dictionary
from anonkit.datasets.data_package import DATA_PACKAGE_FILE, data_package
from anonkit.datasets.dataset import Dataset
from anonkit.datasets.described_columns import described_columns
from anonkit.datasets.facts import ReleaseFacts
from anonkit.datasets.folder import check_empty, json_bytes, write_whole
from anonkit.datasets.index_page import render_index
from anonkit.datasets.manifest import MACHINE_MARK, MANIFEST_FILE, Manifest
from anonkit.datasets.record_tables import released_tables
from anonkit.datasets.teaching import teaching_for
from anonkit.model import ReleasableRecords

_PHOTO_NAME = re.compile(r"[a-z0-9][a-z0-9-]{5,60}\.(?:jpe?g|png|webp)")


def write_dataset(
    records: ReleasableRecords,
    destination: Path,
    *,
    facts: ReleaseFacts,
    report_html: str,
    report_json: Mapping[str, Any],
    photos: Mapping[str, bytes],
    teaching: str | None = None,
    count_tables: Sequence[CountTable] = (),
    missing: Mapping[str, Mapping[str, int]] | None = None,
) -> Manifest:
    """Writes page, cases, tables, photos, dictionary, package, report, count tables; returns the manifest.

    Takes only what the release gate let through (`TypeError`), and only a new or empty place
    (`OutputExists`). `teaching` is the text of a trainer's ``teaching.yaml``; `missing` says by
    ``table.column`` how many cells are empty for each reason.
    """
    tables = released_tables(records)
    check_empty(destination)
    content_by_path = {
        **_data_files(tables, facts, missing or {}, count_tables),
        **_page_files(tables, facts, photos, teaching),
        **count_table_files(count_tables, facts),
        "report.html": report_html.encode(),
        "report.json": json_bytes({"anonkit": MACHINE_MARK, "mark": facts.mark, **report_json}),
    }
    manifest = Manifest.of(
        facts, content_by_path, {name: len(frame) for name, frame in tables.items()}
    )
    write_whole(destination, {**content_by_path, MANIFEST_FILE: manifest.to_bytes()})
    return manifest


def table_files(tables: Mapping[str, pd.DataFrame], facts: ReleaseFacts) -> dict[str, bytes]:
    """Every table twice, by path: typed as Parquet, and as CSV."""
    dataset = Dataset(tables, facts.machine_mark)
    parquet = {f"tables/{name}.parquet": dataset.parquet_bytes(name) for name in tables}
    return parquet | {f"tables/{name}.csv": dataset.csv_bytes(name) for name in tables}


def case_lines(cases: CaseSet, facts: ReleaseFacts) -> dict[str, bytes]:
    """One case a line, by path."""
    marks = {"anonkit": MACHINE_MARK, "release": facts.release, "mark": facts.mark}
    return {"cases.jsonl": cases.json_lines(**marks)}


def record_files(tables: Mapping[str, pd.DataFrame], facts: ReleaseFacts) -> dict[str, bytes]:
    """What a release holds of the people in these tables, by path, without page and descriptions."""
    return table_files(tables, facts) | case_lines(CaseSet(tuple(build_cases(tables))), facts)


def _data_files(
    tables: Mapping[str, pd.DataFrame],
    facts: ReleaseFacts,
    missing: Mapping[str, Mapping[str, int]],
    count_tables: Sequence[CountTable],
) -> dict[str, bytes]:
    files = table_files(tables, facts)
    columns = list(described_columns(tables, facts, missing))
    files["data_dictionary.csv"] = data_dictionary(columns, facts.machine_mark)
    described = {**files, **count_table_files(count_tables, facts)}
    files[DATA_PACKAGE_FILE] = data_package(tables, columns, facts, described, count_tables)
    return files


def _page_files(
    tables: Mapping[str, pd.DataFrame],
    facts: ReleaseFacts,
    photos: Mapping[str, bytes],
    teaching: str | None,
) -> dict[str, bytes]:
    for name in photos:
        if not _PHOTO_NAME.fullmatch(name):
            raise ValueError(
                "a released photo is named by lower-case letters, digits and hyphens only"
            )
    cases = CaseSet(tuple(build_cases(tables)))
    layer = teaching_for(teaching, {case["case"] for case in cases})
    page = render_index(cases.cases, facts, photos=photos, teaching=layer)
    files = {
        "index.html": page.encode(),
        **case_lines(cases, facts),
        **{f"photos/{name}": photos[name] for name in sorted(photos)},
    }
    return files if teaching is None else {**files, "teaching.yaml": teaching.encode()}
