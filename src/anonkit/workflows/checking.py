"""Leak and disclosure checks again, on any release folder, ours or another tool's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import Markup

from anonkit.datasets import MANIFEST_FILE, Release, ReleaseFacts
from anonkit.deidentification import (
    DisclosureFindings,
    Evidence,
    LeakReport,
    check_for_leaks,
    load_policy,
    measure_release,
)
from anonkit.errors import IntegrityError, SettingsError
from anonkit.model import ValidRecords
from anonkit.pages import Displayed, bar_chart, histogram
from anonkit.storage import Workspace, frame_from_parquet
from anonkit.workflows.publishing_input import everybodys_identifiers
from anonkit.workflows.release_life import ReleaseLife, life_of
from anonkit.workflows.run import Clock, run, system_clock
from anonkit.workflows.stored_names import PERSONS
from anonkit.workflows.told_beside import told_beside


@dataclass(frozen=True)
class CheckReport(Displayed):
    """What was found in a release folder: places and kinds, never a value."""

    leaks: LeakReport
    is_as_released: bool | None
    """Whether every file is what the manifest says; ``None`` for a folder that is no release of ours."""
    findings: DisclosureFindings | None = None
    life: ReleaseLife | None = None
    """Where the release stands in its life; ``None`` for a folder that is no release of ours."""

    @property
    def passed(self) -> bool:
        """Whether nothing certain was found, nothing was changed, k, l, t and unicity hold, and it may be used."""
        disclosure = self.findings is None or self.findings.passed
        is_usable = self.life is None or self.life.passed
        return self.leaks.passed and self.is_as_released is not False and disclosure and is_usable

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "certain": [leak.to_dict() for leak in self.leaks.certain],
            "possible": self.leaks.possible,
            "files": self.leaks.files,
            "as_released": self.is_as_released,
            "life": None if self.life is None else self.life.as_dict(),
            "disclosure": None if self.findings is None else self.findings.to_dict(),
            "passed": self.passed,
        }

    def charts(self) -> Sequence[Markup]:
        """How many people look alike, and the chance of a right guess; nothing for another tool's folder."""
        if self.findings is None:
            return ()
        found, wanted = self.findings.measures, self.findings.k_wanted
        sizes = list(found.class_sizes.items())
        below = sum(size.isdigit() and int(size) < wanted for size, _ in sizes)
        risks = [
            ("somebody known to be in it", found.prosecutor_risk * 100),
            ("anybody, by guessing", found.marketer_risk * 100),
        ]
        return [
            histogram(
                "People by the size of their class",
                sizes,
                unit="people",
                below=below,
                below_means=f"under k = {wanted}",
            ),
            bar_chart("Chance of a right guess", risks, unit="%", full=100),
        ]

    def lines(self) -> list[str]:
        """For a person."""
        return [
            *(f"CERTAIN  {leak.file}: {leak.kind} at {leak.place}" for leak in self.leaks.certain),
            f"{self.leaks.files} files read: {len(self.leaks.certain)} certain, {self.leaks.possible} possible leaks",
            *self._integrity_lines(),
            *(self.life.lines() if self.life is not None else []),
            *self._disclosure_lines(),
            "passed" if self.passed else "NOT passed",
        ]

    def _integrity_lines(self) -> list[str]:
        if self.is_as_released is None:
            return ["no manifest of ours: not a release of anonkit"]
        return (
            []
            if self.is_as_released
            else ["the folder is not as it was released: files differ from its manifest"]
        )

    def _disclosure_lines(self) -> list[str]:
        found = self.findings
        if found is None:
            return []
        return [
            (
                f"k = {found.measures.k} by person (wanted {found.k_wanted}), over tables and notes together; "
                f"{found.label}"
            ),
            *(f"  - {reason}" for reason in found.reasons),
        ]


def check(
    release: Path | str, *, workspace: Workspace | Path | str, clock: Clock = system_clock
) -> CheckReport:
    """Looks for every identifier of the workspace's people in the folder, and measures its risk again."""
    folder = Path(release)
    if not folder.is_dir():
        raise SettingsError(f"{folder} is not a folder; name the release's folder.")
    with run(workspace, "check", clock, writes=False) as this:
        opened = this.workspace
        facts, is_whole = _manifest(folder)
        people_by_case = _people_by_case(opened, facts)
        report = CheckReport(
            leaks=check_for_leaks(
                folder,
                everybodys_identifiers(
                    opened, ValidRecords(opened.records), _persons(opened), people_by_case
                ),
                signers=[one.name for one in facts.approvals] if facts else (),
            ),
            is_as_released=is_whole,
            findings=_measured(opened, folder, facts, people_by_case) if is_whole else None,
            life=life_of(opened, folder, facts, this.started.date()) if facts else None,
        )
        this.audit(
            {
                "release": facts.release if facts else "another tool's",
                "state": report.life.state if report.life else "unknown",
                "certain": len(report.leaks.certain),
                "possible": report.leaks.possible,
                "passed": report.passed,
            }
        )
        return report


def _manifest(folder: Path) -> tuple[ReleaseFacts | None, bool | None]:
    """What the folder says of itself, and whether its files are as they were released."""
    try:
        return Release.open(folder).facts, True
    except IntegrityError:
        pass
    return _stated_facts(folder), False if (folder / MANIFEST_FILE).exists() else None


def _stated_facts(folder: Path) -> ReleaseFacts | None:
    from anonkit.datasets import Manifest

    try:
        return Manifest.from_bytes((folder / MANIFEST_FILE).read_bytes()).facts
    except (FileNotFoundError, IntegrityError):
        return None


def _people_by_case(workspace: Workspace, facts: ReleaseFacts | None) -> dict[str, str]:
    if facts is None:
        return {}
    kept: dict[str, Any] = workspace.sealed.read(f"release-{facts.release}", {})
    people: dict[str, str] = kept.get("people_by_case", {})
    return people


def _persons(workspace: Workspace) -> pd.DataFrame:
    persons = workspace.records.read(PERSONS, 0)
    if persons is None:
        raise SettingsError(f"There are no records in {workspace.root} to check against.")
    return persons


def _measured(
    workspace: Workspace,
    folder: Path,
    facts: ReleaseFacts | None,
    people_by_case: Mapping[str, str],
) -> DisclosureFindings | None:
    """k, l, t and unicity of the folder's tables, under the policy it names where that one ships."""
    if facts is None or not people_by_case:
        return None
    try:
        policy = load_policy(facts.policy)
    except SettingsError:
        return None
    opened = Release.open(folder)
    beside = told_beside(workspace, facts.release)
    tables = beside.joined({name: opened.table(name).astype("str") for name in opened.tables})
    everybody = {**people_by_case, **beside.people_by_case}
    persons = _persons(workspace)
    groups = persons["review_group"].where(persons["review_group"].notna(), persons["person"])
    group_by_person = dict(zip(persons["person"], groups, strict=True))
    evidence = Evidence(
        audience=facts.audience,
        counted_as={case: group_by_person.get(p, p) for case, p in everybody.items()},
        places=frozenset(workspace.table("clients", ["city"])["city"].dropna()),
        true_visits=_true_visits(workspace, facts.release),
    )
    return measure_release(tables, policy, evidence)


def _true_visits(workspace: Workspace, release: str) -> pd.DataFrame | None:
    """The dates of the visits that the release tells, as they were when it was measured."""
    kept: dict[str, Any] = workspace.sealed.read(f"release-{release}", {})
    blob = kept.get("true_visits")
    return None if blob is None else frame_from_parquet(workspace.blobs.get(blob))
