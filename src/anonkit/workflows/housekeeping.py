"""What is in a workspace, what waits, what lies in the clear, and whether the machine is ready."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from anonkit.errors import AnonkitError, IntegrityError, KeyUnavailable
from anonkit.governance import AuditLog
from anonkit.keys import KeyRing, key_store, save_keys
from anonkit.pages import Displayed
from anonkit.settings import load_settings
from anonkit.storage import SETTINGS_FILE, Workspace
from anonkit.workflows.incidents import Incident, incidents
from anonkit.workflows.release_states import ReleaseState, release_states
from anonkit.workflows.run import Clock, audit_log_of, run, system_clock
from anonkit.workflows.withdrawals import Concern, concerned_releases

_PACKAGES = ("pandas", "pyarrow", "presidio-analyzer", "great-expectations", "spacy", "pyrage")
_LAB_PACKAGES = ("jupyterlab", "nbclient")


@dataclass(frozen=True)
class StatusReport(Displayed):
    """The state of a workspace in counts."""

    workspace: Path
    records: dict[str, int]
    persons: int
    in_review: int
    quarantined: int
    set_aside: int
    drafts: tuple[str, ...]
    in_the_clear: tuple[dict[str, Any], ...]
    audit_lines: int
    audit_holds: bool
    next_command: str
    releases: tuple[ReleaseState, ...] = ()
    concerned: tuple[Concern, ...] = ()
    """Releases that hold somebody who has said no since."""
    incidents: tuple[Incident, ...] = ()
    """Those on which nobody has decided."""

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "workspace": str(self.workspace),
            "records": self.records,
            "persons": {"same": self.persons, "review": self.in_review},
            "quarantined": self.quarantined,
            "set_aside": self.set_aside,
            "drafts": list(self.drafts),
            "in_the_clear": [
                {"place": entry["place"], "what": entry["what"]} for entry in self.in_the_clear
            ],
            "releases": [one.as_dict() for one in self.releases],
            "concerned": [one.as_dict() for one in self.concerned],
            "incidents": [one.as_dict() for one in self.incidents],
            "audit": {"lines": self.audit_lines, "holds": self.audit_holds},
            "next": self.next_command,
        }

    def lines(self) -> list[str]:
        """For a person."""
        return [
            f"workspace {self.workspace}",
            (
                f"  records      {sum(self.records.values())} rows in {len(self.records)} tables, "
                f"{self.persons} persons ({self.in_review} client rows wait for a decision)"
            ),
            f"  quarantine   {self.quarantined} rows wait, {self.set_aside} single values set aside",
            f"  drafts       {', '.join(self.drafts) or 'none'}",
            f"  releases     {len(self.releases) or 'none'}",
            *(f"    {one.line()}" for one in self.releases),
            *(f"    SOMEBODY SAID NO  {one.line()}" for one in self.concerned),
            *(f"    OPEN  {one.line()}" for one in self.incidents),
            f"  audit log    {self.audit_lines} lines, {'holds' if self.audit_holds else 'BROKEN'}",
            f"  in the clear {len(self.in_the_clear) or 'nothing'}",
            *(f"    {entry['place']}  ({entry['what']})" for entry in self.in_the_clear),
            f"next: {self.next_command}",
        ]


def status(workspace: Workspace | Path | str, clock: Clock = system_clock) -> StatusReport:
    """The state of a workspace; nothing is changed."""
    opened = workspace if isinstance(workspace, Workspace) else Workspace.open(workspace)
    counts = _row_counts(opened)
    persons = opened.records.read("persons", 0)
    verdict = audit_log_of(opened).verify()
    drafts = opened.drafts.names()
    day = clock().date()
    concerned = concerned_releases(opened, day)
    waiting = tuple(one for one in incidents(opened) if one.is_open)
    return StatusReport(
        workspace=opened.root,
        records=counts,
        persons=0 if persons is None else int(persons["person"].nunique()),
        in_review=0 if persons is None else int(persons["review_group"].notna().sum()),
        quarantined=len(opened.quarantine.rows()),
        set_aside=len(opened.quarantine.asides()),
        drafts=drafts,
        in_the_clear=tuple(opened.in_the_clear()),
        audit_lines=verdict.lines,
        audit_holds=verdict.holds,
        next_command=_recall_command(opened.root, concerned, waiting)
        or _next_command(opened.root, counts, drafts, opened.settings.clinic.jurisdiction),
        releases=release_states(opened, day),
        concerned=concerned,
        incidents=waiting,
    )


def _recall_command(
    root: Path, concerned: tuple[Concern, ...], waiting: tuple[Incident, ...]
) -> str | None:
    """What comes before everything else: a release that may have to come back."""
    if not concerned and not waiting:
        return None
    name = concerned[0].release if concerned else waiting[0].release
    why = "consent withdrawn" if concerned else "somebody was recognised"
    return f'anonkit recall {root / "releases" / name} --reason "{why}"'


def _row_counts(workspace: Workspace) -> dict[str, int]:
    from anonkit.model import TABLES

    records = workspace.records
    counts: dict[str, int] = {}
    for table in (name for name in TABLES if name in records.tables):
        frames = (
            records.read(table, index, ["row_key"]) for index in range(records.partition_count)
        )
        counts[table] = sum(len(frame) for frame in frames if frame is not None)
    return counts


def _next_command(
    root: Path, counts: dict[str, int], drafts: tuple[str, ...], jurisdiction: str
) -> str:
    policy = {"uk": "uk-training", "us": "us-safe-harbor"}[jurisdiction]
    if not counts:
        return f"anonkit ingest {root} FILES"
    if not drafts:
        return f"anonkit plan {root} --policy {policy}"
    return f"anonkit approve {root / 'drafts' / drafts[-1]} --by NAME --role ROLE"


@dataclass(frozen=True)
class DoctorReport(Displayed):
    """Whether this machine and, where named, a workspace are ready."""

    checks: dict[str, str]
    faults: tuple[str, ...] = field(default_factory=tuple)

    @property
    def is_ready(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.faults

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {"ready": self.is_ready, "checks": self.checks, "faults": list(self.faults)}

    def lines(self) -> list[str]:
        """For a person."""
        found = [f"  {name:<22} {state}" for name, state in self.checks.items()]
        verdict = "Ready." if self.is_ready else "Not ready:"
        return [*found, verdict, *(f"  - {fault}" for fault in self.faults)]


def doctor(workspace: Path | str | None = None) -> DoctorReport:
    """Looks at Python, packages, the language model, keys and, where named, a workspace."""
    checks = {"python": sys.version.split()[0]}
    faults: list[str] = []
    for package in _PACKAGES:
        checks[package] = _version(package)
        if checks[package] == "missing":
            faults.append(f"the package {package} is missing; run `make setup`")
    checks["language model"] = "en_core_web_sm" if find_spec("en_core_web_sm") else "missing"
    for package in _LAB_PACKAGES:
        checks[f"{package} (extra lab)"] = _version(package)
    checks["keys"] = key_store().place
    if workspace is not None:
        faults.extend(_workspace_faults(Path(workspace), checks))
    return DoctorReport(checks, tuple(faults))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"


def _workspace_faults(root: Path, checks: dict[str, str]) -> list[str]:
    try:
        opened = Workspace.open(root)
        found = status(opened)
    except AnonkitError as error:
        checks["workspace"] = "cannot be used"
        return [str(error)]
    checks["workspace"] = f"opens, {sum(found.records.values())} rows"
    return [] if found.audit_holds else ["the audit log does not hold; see `anonkit audit verify`"]


def restore_keys(workspace: Path | str, code: str, clock: Clock = system_clock) -> None:
    """Keeps the keys that a recovery code stands for, if they are this workspace's; audited."""
    root = Path(workspace)
    settings = load_settings(root / SETTINGS_FILE)
    store = key_store()
    keys = KeyRing.from_recovery_code(code)
    log = AuditLog(root / "audit.jsonl", keys.audit, store, settings.workspace_id)
    try:
        log.anchor_again()
    except IntegrityError:
        raise KeyUnavailable(
            "This recovery code does not fit this workspace's audit log: it is another workspace's, or the log "
            "was changed. Nothing was kept."
        ) from None
    save_keys(store, settings.workspace_id, keys)
    log.append("keys restored", clock(), {})


@dataclass(frozen=True)
class CleanReport(Displayed):
    """What was removed from the clear."""

    removed: int
    left: int

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {"removed": self.removed, "left": self.left}

    def lines(self) -> list[str]:
        """For a person."""
        return [f"Removed {self.removed} from the clear; {self.left} left."]


def clean(workspace: Workspace | Path | str) -> CleanReport:
    """Removes registered plain files that this workspace wrote itself."""
    with run(workspace, "clean") as this:
        entries = this.workspace.in_the_clear()
        removed = sum(_remove(Path(entry["place"])) for entry in entries)
        left = len(this.workspace.in_the_clear())
        this.audit({"removed": removed, "left": left})
        return CleanReport(removed, left)


def _remove(place: Path) -> bool:
    import shutil

    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
    return not place.exists()


@dataclass(frozen=True)
class AuditReport(Displayed):
    """Whether the chain holds."""

    verdict: Any

    @property
    def holds(self) -> bool:
        """Whether every line is as it was written."""
        return bool(self.verdict.holds)

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "holds": self.verdict.holds,
            "lines": self.verdict.lines,
            "broken_at": self.verdict.broken_at,
            "reason": self.verdict.reason,
        }

    def lines(self) -> list[str]:
        """For a person."""
        if self.holds:
            return [f"The audit log holds: {self.verdict.lines} lines."]
        return [
            f"The audit log does not hold at line {self.verdict.broken_at}: {self.verdict.reason}."
        ]


def verify_audit(workspace: Workspace | Path | str) -> AuditReport:
    """Walks the chain of the workspace's audit log."""
    opened = workspace if isinstance(workspace, Workspace) else Workspace.open(workspace)
    return AuditReport(audit_log_of(opened).verify())
