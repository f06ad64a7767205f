"""What each person gets of a release: a trainer pages, an analyst tables, an auditor the report."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from anonkit.datasets.folder import json_bytes
from anonkit.datasets.manifest import MANIFEST_FILE
from anonkit.datasets.release import AUDIT_EXTRACT, PACK_FILE, SIGNATURE_FILE, Release

LARGEST_PAGE = 25_000_000
"""Bytes above which a trainer's page is split by theme: mail servers refuse more."""
READERS = ("trainer", "analyst", "auditor")

Case = Mapping[str, Any]
_NO_THEME = "other"
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_OF_ANALYSTS = ("tables/", "data_dictionary.csv", "datapackage.json", "count_tables.html")
_OF_AUDITORS = ("report.html", "report.json")


def trainer_pages(
    release: Release,
    finished: Callable[[str], str] = lambda page: page,
    largest: int = LARGEST_PAGE,
) -> dict[str, bytes]:
    """By file name: pages with their pictures inside; one, or one a theme where one would be too large.

    `finished` has the last word on each page, and locks it where a passphrase was given.
    """
    whole = finished(release.one_file()).encode()
    if len(whole) <= largest or len(release.cases) < 2:
        return {"cases.html": whole}
    pages: dict[str, bytes] = {}
    for theme, cases in _by_theme(release.cases).items():
        pages |= _theme_pages(release, theme, cases, finished, largest)
    return pages


def _theme_pages(
    release: Release,
    theme: str,
    cases: Sequence[Case],
    finished: Callable[[str], str],
    largest: int,
) -> dict[str, bytes]:
    """The pages of one theme, halved until each is small enough or holds a single case."""
    parts, done = [list(cases)], []
    while parts:
        part = parts.pop(0)
        page = finished(release.one_file(part)).encode()
        if len(page) > largest and len(part) > 1:
            middle = len(part) // 2
            parts = [part[:middle], part[middle:], *parts]
        else:
            done.append(page)
    names = [f"cases-{theme}.html"] if len(done) == 1 else []
    names = names or [f"cases-{theme}-{number}.html" for number in range(1, len(done) + 1)]
    return dict(zip(names, done, strict=True))


def _by_theme(cases: Sequence[Case]) -> dict[str, list[Case]]:
    """The cases by the procedure they came for first."""
    found: dict[str, list[Case]] = {}
    for case in cases:
        procedures = case.get("themes", {}).get("procedures") or [_NO_THEME]
        found.setdefault(_slug(str(procedures[0])), []).append(case)
    return dict(sorted(found.items()))


def _slug(words: str) -> str:
    return _NOT_A_WORD.sub("-", words.lower()).strip("-")[:40] or _NO_THEME


def part_files(release: Release, reader: str, extract: bytes | None = None) -> dict[str, bytes]:
    """By path: an analyst's or auditor's part of the release, under the manifest that was signed.

    The part opens with `Release.open`: what was left out is named in ``pack.json``, and what is there is
    checked against the manifest as ever. `extract` is the audit log's lines about this release.
    """
    wanted = _OF_ANALYSTS if reader == "analyst" else _OF_AUDITORS
    paths = [path for path in release.manifest.paths if path.startswith(wanted)]
    files = {
        path: (release.path / path).read_bytes() for path in (*paths, MANIFEST_FILE, SIGNATURE_FILE)
    }
    left_out = sorted(set(release.manifest.paths) - set(paths))
    if extract is not None:
        files[AUDIT_EXTRACT] = extract
    terms = list(release.facts.terms)
    files[PACK_FILE] = json_bytes({"packed_for": reader, "terms": terms, "left_out": left_out})
    return files
