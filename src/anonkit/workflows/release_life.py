"""Where a release stands in its life, as a check tells it: whether it may be used, and who signed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from anonkit.datasets import HANDED_OUT, SIGNATURE_FILE, ReleaseFacts
from anonkit.errors import IntegrityError
from anonkit.governance import Signature
from anonkit.pages import Displayed
from anonkit.storage import Workspace
from anonkit.workflows.release_register import entries
from anonkit.workflows.withdrawals import concerned_releases

_OVER = ("recalled", "expired")


@dataclass(frozen=True)
class ReleaseLife(Displayed):
    """State, signature, and whether anyone in it has said no since."""

    state: str
    signed: bool | None
    """Whether the signature is this clinic's; ``None`` for a draft, which has none."""
    superseded_by: str | None = None
    reasons_against: tuple[str, ...] = ()
    """Who in it no longer allows it, as reasons with counts."""

    @property
    def passed(self) -> bool:
        """Whether it may be used today."""
        return self.state not in _OVER and self.signed is not False

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "state": self.state,
            "signed": self.signed,
            "superseded_by": self.superseded_by,
            "no_longer_allowed": list(self.reasons_against),
        }

    def lines(self) -> list[str]:
        """For a person."""
        told = [f"state: {self.state}"]
        if self.state in _OVER:
            told.append(f"it is {self.state}: nobody may use it; delete it, and every copy of it")
        if self.superseded_by:
            told.append(f"{self.superseded_by} took its place")
        if self.signed is False:
            told.append("its signature is missing or is not this clinic's")
        if self.reasons_against:
            told.append(
                f"people in it have said no since ({'; '.join(self.reasons_against)}); "
                "`anonkit recall` calls it back"
            )
        return told


def life_of(workspace: Workspace, folder: Path, facts: ReleaseFacts, day: date) -> ReleaseLife:
    """The life of the release in this folder; the register knows later things than a copy does."""
    entry = entries(workspace).get(facts.release)
    states = [facts.state_on(day), *([entry.state_on(day)] if entry is not None else [])]
    is_draft = facts.state == "draft"
    concern = next(
        (one for one in concerned_releases(workspace, day) if one.release == facts.release), None
    )
    return ReleaseLife(
        state=max(states, key=_ORDER.index),
        signed=None if is_draft else _is_signed(workspace, folder),
        superseded_by=facts.superseded_by or (entry.superseded_by if entry else None),
        reasons_against=tuple(f"{why}: {count}" for why, count in concern.reasons.items())
        if concern
        else (),
    )


_ORDER = ("draft", *HANDED_OUT, "expired", "recalled")


def _is_signed(workspace: Workspace, folder: Path) -> bool:
    try:
        signature = Signature.from_bytes((folder / SIGNATURE_FILE).read_bytes())
    except (FileNotFoundError, IntegrityError):
        return False
    manifest = (folder / "manifest.json").read_bytes()
    return signature.is_of(workspace.keys) and signature.fits(manifest)
