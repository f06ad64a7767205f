"""A release made again and compared byte for byte: that it is what the records and the policy give."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from anonkit.datasets import MANIFEST_FILE, SIGNATURE_FILE, CaseFile, ChoiceRequest, Manifest
from anonkit.errors import GateClosed
from anonkit.pages import Displayed
from anonkit.workflows import release_register as register
from anonkit.workflows.publishing import Publication
from anonkit.workflows.release_place import release_place
from anonkit.workflows.release_register import ReleaseEntry
from anonkit.workflows.run import Clock, Run, run, system_clock

_SIGNED_ANEW = frozenset(
    {"index.html", "report.html", "report.json", MANIFEST_FILE, SIGNATURE_FILE}
)
"""What approving writes anew: compared as the draft had it, not as the folder has it."""


@dataclass(frozen=True)
class ReproduceReport(Displayed):
    """Which files came out the same, and why others did not."""

    release: str
    same: int
    different: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether every file is the same, byte for byte."""
        return not self.different and not self.reasons

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "release": self.release,
            "same": self.same,
            "different": list(self.different),
            "reasons": list(self.reasons),
            "passed": self.passed,
        }

    def lines(self) -> list[str]:
        """For a person."""
        return [
            f"{self.release} made again: {self.same} files the same, {len(self.different)} different",
            *(f"  {path} differs" for path in self.different),
            *(f"  - {reason}" for reason in self.reasons),
            "the same, byte for byte" if self.passed else "NOT the same",
        ]


def reproduce(
    release: Path | str,
    *,
    workspace: Any = None,
    clock: Clock = system_clock,
) -> ReproduceReport:
    """Makes the release again from the workspace and compares every file with what was made.

    The draft's files are compared by their digests, and the folder's too where one is named. Nothing is
    kept. A gate that is closed today is a reason, not an error.
    """
    place = release_place(release, workspace)
    with run(place.workspace, "reproduce", clock) as this:
        entry = register.entry_of(place.workspace, place.release)
        with _scratch(place.workspace.root / "drafts" / "_reproducing") as folder:
            reasons = []
            try:
                remake(this, entry, folder)
            except GateClosed as error:
                reasons.append(f"it could not be made today: {error}")
            made = register.digests_of(folder) if folder.exists() else {}
            reasons += _why(folder, entry.digests)
        different = _different(made, entry.files)
        different |= _changed_since(place.folder, entry.files)
        report = ReproduceReport(
            entry.release,
            len(set(made) - different),
            tuple(sorted(different)),
            tuple(reasons),
        )
        this.audit({"release": entry.release, "passed": report.passed, "different": len(different)})
        return report


def remake(this: Run, entry: ReleaseEntry, target: Path) -> None:
    """Makes a release again from the same arguments, into `target` alone; nothing of it is kept."""
    made, asked = entry.made_with, entry.made_with["request"]
    work = Publication.of(
        this,
        str(made["policy"]),
        entry.series,
        entry.audience,
        entry.recipient or "",
        date.fromisoformat(entry.as_of),
    )
    listed = asked["cases"]
    cases = CaseFile(tuple(listed["cases"])) if listed else None
    request = ChoiceRequest(asked["where"], cases, asked["limit"], asked["whole_clinic"])
    work = replace(work, is_rehearsal=True, beside=frozenset(entry.beside))
    work.publish(work.held(), request, target, lesson=made.get("teaching"))


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A place of the workspace's owner alone; gone afterwards."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    try:
        yield folder / "release"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _why(folder: Path, before: Mapping[str, str]) -> list[str]:
    """What it was made of and is no longer so."""
    if not (folder / MANIFEST_FILE).is_file():
        return []
    facts = Manifest.from_bytes((folder / MANIFEST_FILE).read_bytes()).facts
    words = {"source": "the records", "policy": "the policy"}
    return [
        f"{word} changed since it was made"
        for name, word in words.items()
        if before.get(name) != facts.digests.get(name)
    ]


def _different(made: Mapping[str, str], before: Mapping[str, str]) -> set[str]:
    return {path for path in made.keys() | before.keys() if made.get(path) != before.get(path)}


def _changed_since(folder: Path | None, before: Mapping[str, str]) -> set[str]:
    """Files of the named folder that are not as the draft had them, but for those that signing wrote."""
    if folder is None:
        return set()
    now = register.digests_of(folder)
    kept = {path: digest for path, digest in before.items() if path not in _SIGNED_ANEW}
    return {path for path, digest in kept.items() if now.get(path, digest) != digest}
