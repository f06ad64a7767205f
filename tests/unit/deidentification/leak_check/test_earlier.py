"""A draft that is checked twice: what is as it was is not searched again, and the answer is the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from anonkit.deidentification.leak_check import (
    EarlierChecks,
    IdentifierIndex,
    check,
    check_for_leaks,
    collect_identifiers,
)
from anonkit.model import canonical_frame

CASE, KEY = "C-7K3QF", "jane:clients:48213"
CLIENT = {
    "row_key": KEY,
    "client_id": "48213",
    "first_name": "Oluwaseun",
    "last_name": "Adeyemi",
    "email": "seun.adeyemi85@example.org",
}


@pytest.fixture(scope="module")
def index() -> IdentifierIndex:
    bundle = {"clients": canonical_frame("clients", [CLIENT])}
    return collect_identifiers([bundle], {CASE: [KEY]})


def write_release(folder: Path) -> None:
    """One file of each kind of find: certain, possible, digest, file name, and one that is clean."""
    cases = {"case": CASE, "made_up_name": "Wren Sedgemoor", "note": "Rang Adeyemi, Wren was well"}
    (folder / "cases.jsonl").write_text(json.dumps(cases) + "\n")
    (folder / "Oluwaseun Adeyemi.txt").write_text("nothing here\n")
    (folder / "report.json").write_text('{"state": "draft"}')
    digest = hashlib.sha256(CLIENT["email"].encode()).hexdigest()
    (folder / "tags.csv").write_text(f"tag\n{digest}\n")


def change_nothing(folder: Path) -> None:
    """The folder as it was."""


def plant(folder: Path) -> None:
    """A leak in a file that was clean."""
    (folder / "report.json").write_text('{"state": "draft", "by": "Oluwaseun Adeyemi"}')


def mend(folder: Path) -> None:
    """A leak taken out."""
    (folder / "tags.csv").write_text("tag\n")


def rename(folder: Path) -> None:
    """The same bytes elsewhere, so that every file has another number."""
    (folder / "report.json").rename(folder / "A.json")


@pytest.mark.parametrize("change", [change_nothing, plant, mend, rename])
def test_a_second_check_says_what_a_first_would(
    tmp_path: Path, index: IdentifierIndex, change: Callable[[Path], None]
) -> None:
    """Whatever changed in between, the report equals that of a check that knows nothing of before."""
    write_release(tmp_path)
    earlier = EarlierChecks()
    first = check_for_leaks(tmp_path, index, earlier=earlier)
    assert len(first.certain) == 3
    change(tmp_path)
    assert check_for_leaks(tmp_path, index, earlier=earlier) == check_for_leaks(tmp_path, index)


def test_only_what_changed_is_read_again(
    tmp_path: Path, index: IdentifierIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is byte for byte as it was is not taken apart a second time."""
    write_release(tmp_path)
    earlier = EarlierChecks()
    check_for_leaks(tmp_path, index, earlier=earlier)
    plant(tmp_path)
    read = []
    real = check.passages_of

    def passages_of(name, *arguments):
        read.append(name)
        return real(name, *arguments)

    monkeypatch.setattr(check, "passages_of", passages_of)
    check_for_leaks(tmp_path, index, earlier=earlier)
    assert read == ["report.json"]
