"""One client's own record: request opened or taken up, record collected, decided on, archive written."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from anonkit.errors import OutputExists, SettingsError, WaitsForPerson
from anonkit.governance import SubjectRequest, open_request
from anonkit.model import Identity
from anonkit.pages import Displayed
from anonkit.portability import (
    ArchiveReport,
    Basis,
    Decision,
    Signer,
    decision_sheet,
    decisions_from_csv,
    passages_to_html,
    sheet_to_csv,
    undecided,
    write_archive,
)
from anonkit.storage import Workspace
from anonkit.workflows.export_parts import (
    chosen_lock,
    client_record,
    export_context,
    find_client_key,
    refuse_existing,
    write_private,
)
from anonkit.workflows.requesting import (
    new_request_id,
    record_disclosure,
    replace_request,
    request_named,
)
from anonkit.workflows.run import Clock, Run, run, system_clock
from anonkit.workflows.stored_names import EXPORT_DRAFTS

_START_PAGE = Path("data") / "START-HERE.html"
SHEET, PASSAGES = "decisions.csv", "to-look-at.html"


@dataclass(frozen=True)
class ExportReport(Displayed):
    """Where the export lies, and what is in it, in counts."""

    archive: ArchiveReport
    request: SubjectRequest
    passphrase: str | None = None
    """Shown once where no recipient key and no passphrase file was named."""
    undecided: int = 0
    """Places that speak of others or wait, which nobody looked at because no draft was asked for."""

    @property
    def path(self) -> Path:
        """The locked file, or the folder of the bag."""
        return self.archive.path

    @property
    def start_page(self) -> Path:
        """The page to open first; inside the archive while it is locked."""
        return self.path / _START_PAGE if not self.archive.is_locked else self.path

    @property
    def waits(self) -> bool:
        """Whether the cover asks a question that somebody has to answer."""
        return self.archive.questions > 0

    @property
    def possible_breaches(self) -> int:
        """Rows of other people that had got into the record and were taken out."""
        return self.archive.misfiled

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``; never the passphrase."""
        return {
            **self.archive.as_dict(),
            "path": str(self.path),
            "request": self.request.request_id,
            "due_on": self.request.due_on,
            "request_open": self.request.is_open,
            "undecided": self.undecided,
            "possible_breaches": self.possible_breaches,
        }

    def lines(self) -> list[str]:
        """For a person."""
        archive, request = self.archive, self.request
        state = "stays open until `anonkit requests close`" if request.is_open else "is closed"
        lines = [
            (
                f"{archive.rows} rows in {archive.files} files, {archive.quarantined} of them from quarantine, "
                f"{archive.withheld} withheld; basis {archive.basis}"
            ),
            f"{'locked' if archive.is_locked else 'IN THE CLEAR'}: {self.path}",
            f"request {request.request_id}, due by {request.due_on}, {state}",
        ]
        if self.waits:
            lines.append(
                f"{archive.questions} client rows may be the same person; the cover asks about them"
            )
        if self.undecided:
            lines.append(
                f"{self.undecided} places speak of somebody else or wait in quarantine and went out whole; "
                "`--draft` writes the sheet to decide on them"
            )
        if self.possible_breaches:
            lines.append(
                f"{self.possible_breaches} rows of somebody else had got in and were taken out: a possible "
                "breach, to be looked into now"
            )
        return lines


@dataclass(frozen=True)
class DraftReport(Displayed):
    """The decision sheet, and the page of passages that goes with it."""

    folder: Path
    lines_to_decide: int
    request: SubjectRequest

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "anonkit": "patient-export-draft",
            "sheet": str(self.folder / SHEET),
            "passages": str(self.folder / PASSAGES),
            "to_decide": self.lines_to_decide,
            "request": self.request.request_id,
            "due_on": self.request.due_on,
        }

    def lines(self) -> list[str]:
        """For a person."""
        return [
            f"{self.lines_to_decide} lines to decide in {self.folder / SHEET}",
            f"IN THE CLEAR: what they are about stands in {self.folder / PASSAGES}",
            (
                f"then: anonkit export-patient … --request {self.request.request_id} "
                f"--decisions {self.folder / SHEET}"
            ),
        ]


def export_patient(
    workspace: Workspace | Path | str,
    client_id: str,
    *,
    output: Path | str,
    basis: str,
    asked_by: str = "",
    identity_checked: str = "",
    request: str | None = None,
    decisions: Path | str | None = None,
    recipient: str | None = None,
    passphrase_file: Path | str | None = None,
    plain: bool = False,
    summary: bool = False,
    clock: Clock = system_clock,
) -> ExportReport:
    """Builds the portable record of one client, quarantined clients too, and locks it.

    It answers an open `request`, or opens and closes one in a step by `asked_by` and `identity_checked`;
    `RequestNotAuthorised` where that lacks anything. `decisions` is the filled-in sheet of a draft; where a
    draft was made, every line of it has to be decided. `summary` writes the summary alone. Without a
    recipient key it is locked with a generated passphrase, written to `passphrase_file` (only its owner can
    read it) or given back once.
    """
    with run(workspace, "export-patient", clock) as this:
        words = Path(passphrase_file) if passphrase_file is not None else None
        refuse_existing(words)
        client_key = find_client_key(this.workspace, client_id)
        asked = _request(this, client_key, basis, asked_by, identity_checked, request)
        made = _Export(this, client_key, asked, closes=request is None)
        lock, passphrase = chosen_lock(recipient, plain=plain)
        with _kept(passphrase, words) as shown:
            return made.write(Path(output), decisions, lock, shown, summary=summary)


@contextlib.contextmanager
def _kept(passphrase: str | None, words: Path | None) -> Iterator[str | None]:
    """The passphrase to show; none where a file takes it, which is there before anything is locked with it."""
    if passphrase is None or words is None:
        yield passphrase
        return
    write_private(words, f"{passphrase}\n")
    try:
        yield None
    except BaseException:
        words.unlink(missing_ok=True)
        raise


def draft_patient_export(
    workspace: Workspace | Path | str,
    client_id: str,
    *,
    output: Path | str,
    basis: str,
    asked_by: str = "",
    identity_checked: str = "",
    request: str | None = None,
    clock: Clock = system_clock,
) -> DraftReport:
    """Writes the sheet of everything somebody has to decide on before the record goes out.

    The sheet names rows by tag. The page beside it shows the passages, in the clear and registered.
    """
    folder = Path(output)
    if folder.exists() and any(folder.iterdir()):
        raise OutputExists("The folder for the draft is not empty. Name a new or empty one.")
    with run(workspace, "export-patient draft", clock) as this:
        opened = this.workspace
        client_key = find_client_key(opened, client_id)
        asked = _request(this, client_key, basis, asked_by, identity_checked, request)
        record = client_record(opened, client_key, Basis(asked.basis))
        lines = decision_sheet(record)
        context = export_context(opened.settings, this.started.isoformat(timespec="seconds"))
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(folder / SHEET, sheet_to_csv(lines))
        write_private(folder / PASSAGES, passages_to_html(record, lines, context))
        opened.register_in_the_clear(folder / PASSAGES, "passages to decide on before an export")
        replace_request(opened, asked)
        drafts: list[str] = opened.sealed.read(EXPORT_DRAFTS, [])
        opened.sealed.write(EXPORT_DRAFTS, sorted({*drafts, _draft_name(asked)}))
        this.audit({"client": asked.client_tag, "basis": asked.basis, "to_decide": len(lines)})
        return DraftReport(folder, len(lines), asked)


class _Export:
    """One export on its way."""

    def __init__(
        self, this: Run, client_key: str, request: SubjectRequest, *, closes: bool
    ) -> None:
        self._run = this
        self._workspace = this.workspace
        self._client_key = client_key
        self._basis = Basis(request.basis)
        self._closes = closes
        self._request = request

    def write(
        self,
        output: Path,
        decisions: Path | str | None,
        lock: Any,
        passphrase: str | None,
        *,
        summary: bool,
    ) -> ExportReport:
        """The archive; then the request and the disclosures say so."""
        this, opened = self._run, self._workspace
        decided, left = self._decided(decisions)
        archive = write_archive(
            client_record(opened, self._client_key, self._basis, decided),
            output,
            request=self._request,
            context=export_context(opened.settings, this.started.isoformat(timespec="seconds")),
            lock=lock,
            blobs=opened.blobs,
            signer=Signer(opened.keys.signing),
            summary_only=summary,
        )
        answered = replace(self._request, exports=(*self._request.exports, archive.case))
        if self._closes:
            answered = answered.closed(this.started.date(), "exported")
        try:
            self._tell(archive)
            if not archive.is_locked:
                opened.register_in_the_clear(archive.path, "patient export without a lock")
            replace_request(opened, answered)
        except BaseException:
            # What no log knows of does not go out.
            shutil.rmtree(output, ignore_errors=True)
            raise
        return ExportReport(archive, answered, passphrase, left)

    def _decided(self, path: Path | str | None) -> tuple[tuple[Decision, ...], int]:
        """What was decided, and how much nobody looked at."""
        lines = decision_sheet(client_record(self._workspace, self._client_key, self._basis))
        if path is None:
            if lines and _draft_name(self._request) in self._workspace.sealed.read(
                EXPORT_DRAFTS, []
            ):
                raise WaitsForPerson(
                    f"A draft was made and {len(lines)} lines wait to be decided. Fill in the sheet and name it "
                    "with --decisions; nothing was written."
                )
            return (), len(lines)
        decisions = decisions_from_csv(_text(Path(path)), self._basis)
        missing = undecided(lines, decisions)
        if missing:
            raise WaitsForPerson(
                f"{len(missing)} lines of the sheet are not decided, the first about {missing[0].tag}. The record may "
                "have grown since the draft: make it again with --draft. Nothing was written."
            )
        return decisions, 0

    def _tell(self, archive: ArchiveReport) -> None:
        """The audit log, a possible breach, and what was passed on to somebody else."""
        request = self._request
        facts = {"client": request.client_tag, "basis": self._basis.value}
        self._run.audit({**facts, "locked": archive.is_locked, "case": archive.case})
        if archive.misfiled:
            self._run.audit({**facts, "rows": archive.misfiled}, event="possible breach")
        if self._basis is Basis.TRANSFER or request.send_to:
            to = request.send_to or request.asked_by
            what = "the summary of the record" if archive.is_summary else "the record"
            record_disclosure(
                self._run, self._client_key, to, what, f"{self._basis.value}, client's wish"
            )


def _request(
    this: Run,
    client_key: str,
    basis: str,
    asked_by: str,
    identity_checked: str,
    request_id: str | None,
) -> SubjectRequest:
    """The open request with this number, or a new one."""
    opened = this.workspace
    tag = Identity(opened.keys).tag("clients", client_key)
    if request_id is not None:
        found = request_named(opened, request_id)
        if basis and basis != found.basis:
            raise SettingsError(
                "The request was made on another basis. Leave --basis out, or open another."
            )
        return found
    clinic = opened.settings.clinic
    return open_request(
        request_id=new_request_id(),
        client_tag=tag,
        basis=basis,
        jurisdiction=clinic.jurisdiction,
        state=clinic.state or "",
        asked_by=asked_by,
        identity_checked=identity_checked,
        received_on=this.started.date(),
    )


def _draft_name(request: SubjectRequest) -> str:
    return json.dumps([request.client_tag, request.basis])


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise SettingsError("The decision sheet cannot be read. Save it as CSV in UTF-8.") from None
