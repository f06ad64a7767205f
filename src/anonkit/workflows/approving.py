"""A draft becomes a release: read, signed by those whom the policy asks for, moved to ``releases/``."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from anonkit import governance
from anonkit.datasets import (
    MANIFEST_FILE,
    Approval,
    Manifest,
    Release,
    approve_release,
    supersede_release,
)
from anonkit.deidentification import Signature, report_page, signed_report
from anonkit.errors import GateClosed, IntegrityError
from anonkit.pages import Displayed
from anonkit.storage import Workspace
from anonkit.workflows import release_register as register
from anonkit.workflows.release_place import ReleasePlace, release_place
from anonkit.workflows.release_register import ReleaseEntry
from anonkit.workflows.run import Clock, Run, run, system_clock
from anonkit.workflows.stored_names import PERSONS
from anonkit.workflows.withdrawals import concern_of


@dataclass(frozen=True)
class ApproveReport(Displayed):
    """What was signed, by whom it may be held, and what still waits."""

    release: str
    state: str
    role: str
    signatures: int
    wanted: int
    audience: str
    recipient: str | None
    terms: tuple[str, ...]
    statement: str
    fingerprint: str | None
    folder: Path | None
    superseded: tuple[str, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether another person has to sign."""
        return self.folder is None

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "release": self.release,
            "state": self.state,
            "signatures": self.signatures,
            "signatures_wanted": self.wanted,
            "role": self.role,
            "audience": self.audience,
            "recipient": self.recipient,
            "terms": list(self.terms),
            "statement": self.statement,
            "signing_key": self.fingerprint,
            "superseded": list(self.superseded),
            "folder": str(self.folder) if self.folder else None,
        }

    def lines(self) -> list[str]:
        """For a person."""
        if self.folder is None:
            return [
                f"release {self.release}: {self.signatures} of {self.wanted} signatures.",
                "It stays a draft until somebody else has signed it with `anonkit approve`.",
            ]
        return [
            f"release {self.release} is approved for {self.recipient or self.audience}, in {self.folder}",
            f'declared: "{self.statement}"',
            f"signing key {self.fingerprint}; tell it to the recipient another way than the release",
            "terms, which the recipient must take on:",
            *(f"  - {term}" for term in self.terms),
            *(f"release {name} is superseded by it" for name in self.superseded),
        ]


def approve(
    release: Path | str,
    *,
    by: str,
    role: str,
    workspace: Workspace | Path | str | None = None,
    clock: Clock = system_clock,
) -> ApproveReport:
    """Signs a draft and, once everybody has whom the policy asks for, moves it to ``releases/``.

    `release` is the draft's copy, its place under ``drafts/``, or its id. `GateClosed` where it is no draft,
    a copy differs from it, one person signs twice, somebody in it has withdrawn, its day of review has
    passed, or its recipient has no terms.
    """
    name, office = governance.signer(by, "name"), governance.signer(role, "role")
    place = release_place(release, workspace)
    with run(place.workspace, "approve", clock) as this:
        entry = register.entry_of(place.workspace, place.release)
        _refuse_what_is_no_draft(entry)
        governance.refuse_same_person(name, [one["name"] for one in entry.signed])
        with _unpacked(place.workspace, entry) as draft:
            work = _Approval(this, entry, draft, this.started.date())
            work.refuse(place)
            report = work.sign(name, office)
        this.audit(
            {
                "release": entry.release,
                "role": office,
                "signatures": f"{report.signatures} of {report.wanted}",
                "state": report.state,
                "superseded": list(report.superseded),
            }
        )
        return report


def statement_for(release: Path | str, workspace: Workspace | Path | str | None = None) -> str:
    """What whoever signs this release declares."""
    place = release_place(release, workspace)
    return governance.STATEMENTS[place.workspace.settings.clinic.jurisdiction]


def _refuse_what_is_no_draft(entry: ReleaseEntry) -> None:
    if entry.state != "draft":
        raise GateClosed(
            f"release {entry.release} is {entry.state}, not a draft; publish again to have one to sign."
        )


@contextmanager
def _unpacked(workspace: Workspace, entry: ReleaseEntry) -> Iterator[Release]:
    """The sealed draft, in the clear for as long as the block runs, and as it was when it was made."""
    folder = workspace.root / "drafts" / "_approving"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    try:
        workspace.drafts.unpack(entry.release, folder / "release")
        draft = Release.open(folder / "release")
        written = sha256((draft.path / MANIFEST_FILE).read_bytes()).hexdigest()
        if entry.files.get(MANIFEST_FILE) != written:
            raise IntegrityError(
                f"the draft of {entry.release} is not the one that was published; publish it again."
            )
        yield draft
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True)
class _Approval:
    """One signature under one draft."""

    run: Run
    entry: ReleaseEntry
    draft: Release
    day: date

    def refuse(self, place: ReleasePlace) -> None:
        """`GateClosed` for every reason not to sign that lies in the draft or around it."""
        self._refuse_changed_copy(place)
        facts, settings = self.draft.facts, place.workspace.settings
        if self.day > date.fromisoformat(facts.review_date):
            raise GateClosed(
                f"release {facts.release} was to be looked at again by {facts.review_date}, which has passed; "
                "publish it again."
            )
        governance.require_terms(facts.audience, facts.recipient, facts.terms, settings.parties)
        persons = place.workspace.records.read(PERSONS, 0)
        if persons is None:
            return
        concern = concern_of(place.workspace, self.entry, persons, self.day)
        if concern is not None:
            reasons = tuple(f"{reason}: {count}" for reason, count in concern.reasons.items())
            raise GateClosed(
                "Since this draft was made somebody in it has said no; publish it again without them.",
                reasons,
            )

    def _refuse_changed_copy(self, place: ReleasePlace) -> None:
        """A copy that somebody read and that is not the draft would be signed unseen."""
        if place.folder is None:
            return
        if Release.open(place.folder).manifest != self.draft.manifest:
            raise GateClosed(
                "This copy is not the draft that the workspace holds; publish again with --output and read that."
            )

    def sign(self, name: str, role: str) -> ApproveReport:
        """Adds the signature; the last one makes the release."""
        words = governance.STATEMENTS[self.draft.facts.jurisdiction]
        own = {"name": name, "role": role, "on": self.day.isoformat(), "statement": words}
        entry = replace(self.entry, signed=(*self.entry.signed, own))
        workspace = self.run.workspace
        if len(entry.signed) < entry.signatures_wanted:
            register.keep_entry(workspace, entry)
            return self._report(entry, role, None, ())
        folder = register.approved_folder(workspace, entry.release)
        self._write(entry, folder)
        older = self._supersede(entry)
        register.keep_entry(workspace, register.approved(entry, self.day))
        workspace.drafts.discard(entry.release)
        return self._report(register.approved(entry, self.day), role, folder, older)

    def _write(self, entry: ReleaseEntry, folder: Path) -> Manifest:
        """The approved folder; one that a killed run left is made anew."""
        shutil.rmtree(folder, ignore_errors=True)
        approvals = [Approval(**one) for one in entry.signed]
        signatures = [Signature(one.name, one.role, one.on) for one in approvals]
        held = json.loads((self.draft.path / "report.json").read_bytes())
        marks = {"anonkit", "mark"}
        document = {name: value for name, value in held.items() if name not in marks}
        report = signed_report(document, signatures, approvals[0].statement)
        sealed = self.run.workspace.sealed.read(f"release-{entry.release}", {})
        return approve_release(
            self.draft,
            folder,
            approval=approvals[0],
            second=approvals[1] if len(approvals) > 1 else None,
            report_html=report_page(report, sealed.get("pictures", {}), self.draft.facts.k or 1),
            report_json=report,
            sign=self._signed,
        )

    def _supersede(self, entry: ReleaseEntry) -> tuple[str, ...]:
        """Marks those of the same series, audience and recipient whose place this one takes."""
        workspace = self.run.workspace
        own = (entry.series, entry.audience, entry.recipient)
        older = [
            one
            for one in register.entries(workspace).values()
            if one.state == "approved" and (one.series, one.audience, one.recipient) == own
        ]
        for one in older:
            folder = register.approved_folder(workspace, one.release)
            if register.is_release_folder(folder):
                supersede_release(folder, entry.release, self._signed)
            register.keep_entry(workspace, register.superseded(one, entry.release))
        return tuple(one.release for one in older)

    def _signed(self, content: bytes) -> bytes:
        return governance.Signature.under(content, self.run.workspace.keys).to_bytes()

    def _report(
        self, entry: ReleaseEntry, role: str, folder: Path | None, older: tuple[str, ...]
    ) -> ApproveReport:
        facts = self.draft.facts
        signature = None if folder is None else Release.open(folder).signature
        return ApproveReport(
            release=entry.release,
            state=entry.state,
            role=role,
            signatures=len(entry.signed),
            wanted=entry.signatures_wanted,
            audience=facts.audience,
            recipient=facts.recipient,
            terms=facts.terms,
            statement=entry.signed[-1]["statement"],
            fingerprint=None if signature is None else signature.fingerprint,
            folder=folder,
            superseded=older,
        )
