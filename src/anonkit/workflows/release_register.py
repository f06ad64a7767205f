"""The register of releases: what became of each, who holds it, and what it was made with; sealed.

A recipient's copy says what it was when it was handed out; the register says what it is now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from anonkit.datasets import HANDED_OUT, MANIFEST_FILE, ReleaseFacts
from anonkit.deidentification import Policy
from anonkit.errors import SettingsError
from anonkit.storage import Workspace
from anonkit.workflows.stored_names import RELEASES


@dataclass(frozen=True)
class ReleaseEntry:
    """What the clinic knows of one release."""

    release: str
    state: str
    policy: str
    purpose: str
    audience: str
    recipient: str | None
    series: str | None
    as_of: str
    review_date: str
    signatures_wanted: int = 1
    signed: tuple[Mapping[str, str], ...] = ()
    """Name, role, day and statement of each signature, the first of two included while it waits."""
    approved_on: str | None = None
    recalled_on: str | None = None
    recall: str | None = None
    superseded_by: str | None = None
    made_with: Mapping[str, Any] = field(default_factory=dict)
    """The arguments of `publish`, for making it again."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """Of the records and the policy it was made from."""
    files: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of every file of the draft, the manifest included."""
    beside: tuple[str, ...] = ()
    """The releases that the same audience held in this series when it was made."""
    packed: tuple[Mapping[str, str], ...] = ()
    """For whom parts of it were packed, and when."""

    def state_on(self, day: date) -> str:
        """The state on that day, ``expired`` past the review date."""
        is_over = self.state in HANDED_OUT and day > date.fromisoformat(self.review_date)
        return "expired" if is_over else self.state


def entries(workspace: Workspace) -> dict[str, ReleaseEntry]:
    """Every release of the workspace by its id, drafts included."""
    held: dict[str, dict[str, Any]] = workspace.sealed.read(RELEASES, {})
    return {name: _entry(one) for name, one in sorted(held.items())}


def entry_of(workspace: Workspace, release: str) -> ReleaseEntry:
    """The entry of this release; `SettingsError` where the workspace never made it."""
    found = entries(workspace).get(release)
    if found is None:
        raise SettingsError(
            f"{workspace.root} knows no release of that name; `anonkit status` lists those it made."
        )
    return found


def keep_entry(workspace: Workspace, entry: ReleaseEntry) -> None:
    """Writes the entry of one release, new or changed."""
    held: dict[str, Any] = workspace.sealed.read(RELEASES, {})
    workspace.sealed.write(RELEASES, {**held, entry.release: asdict(entry)})


def keep_draft(
    workspace: Workspace,
    facts: ReleaseFacts,
    policy: Policy,
    made_with: Mapping[str, Any],
    files: Mapping[str, str],
) -> None:
    """Enters a draft; a signature that waited on an older draft of the same name is void."""
    known = entries(workspace)
    if facts.release in known and known[facts.release].state != "draft":
        return
    own = (facts.series, facts.audience)
    beside = [
        one.release
        for one in known.values()
        if one.state in HANDED_OUT and (one.series, one.audience) == own
    ]
    entry = ReleaseEntry(
        release=facts.release,
        state="draft",
        policy=facts.policy,
        purpose=policy.purpose,
        audience=facts.audience,
        recipient=facts.recipient,
        series=facts.series,
        as_of=facts.as_of,
        review_date=facts.review_date,
        signatures_wanted=policy.signatures_for(facts.audience),
        made_with=dict(made_with),
        digests=dict(facts.digests),
        files=dict(files),
        beside=tuple(beside),
    )
    keep_entry(workspace, entry)


def digests_of(folder: Path) -> dict[str, str]:
    """SHA-256 by path of every file in the folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files
    }


def approved(entry: ReleaseEntry, day: date) -> ReleaseEntry:
    """The entry of a draft that everybody has signed."""
    return replace(entry, state="approved", approved_on=day.isoformat())


def superseded(entry: ReleaseEntry, successor: str) -> ReleaseEntry:
    """The entry of a release whose place another has taken."""
    return replace(entry, state="superseded", superseded_by=successor)


def recalled(entry: ReleaseEntry, reason: str, day: date) -> ReleaseEntry:
    """The entry of a release that was called back."""
    return replace(entry, state="recalled", recall=reason, recalled_on=day.isoformat())


def people_by_case(workspace: Workspace, release: str) -> dict[str, str]:
    """The sealed crosswalk of a release: case number to person."""
    kept: dict[str, Any] = workspace.sealed.read(f"release-{release}", {})
    people: dict[str, str] = kept.get("people_by_case", {})
    return people


def approved_folder(workspace: Workspace, release: str) -> Path:
    """Where the approved release lies in the workspace."""
    return workspace.root / "releases" / release


def is_release_folder(folder: Path) -> bool:
    """Whether the folder bears a manifest."""
    return (folder / MANIFEST_FILE).is_file()


def _entry(held: Mapping[str, Any]) -> ReleaseEntry:
    return ReleaseEntry(
        **{**held, **{name: tuple(held[name]) for name in ("signed", "packed", "beside")}}
    )
