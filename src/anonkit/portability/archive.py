"""One client's record as a BagIt bag: locked, or a folder that only its owner can read."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from io import RawIOBase
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from anonkit.errors import OutputExists
from anonkit.governance import SubjectRequest
from anonkit.portability.aes_zip import write_aes_zip
from anonkit.portability.bag import Part, bag_parts
from anonkit.portability.basis import MISFILED
from anonkit.portability.context import ExportContext
from anonkit.portability.files import BlobReader
from anonkit.portability.held import ClientRecord
from anonkit.portability.lock import (
    ForKeys,
    ForPassphrase,
    Lock,
    Plain,
    check_lock,
    write_for_keys,
)
from anonkit.portability.locked_page import LARGEST_PAGE, locked_page
from anonkit.portability.loss import LossReport
from anonkit.portability.opening import opening_instructions
from anonkit.portability.payload import make_payload, make_summary
from anonkit.portability.request_gate import check_request
from anonkit.portability.signature import Signer

_OWNER_FILE, _OWNER_FOLDER = 0o600, 0o700
UNFINISHED = ".writing"
"""The end of the name of a file that is not whole yet."""


@dataclass(frozen=True)
class ArchiveReport:
    """What was written; it holds no value of the client."""

    path: Path
    """The locked file, or the folder of the bag."""
    case: str
    basis: str
    is_locked: bool
    files: int
    """Files of the bag, tags included."""
    size: int
    """Bytes of those files together, before locking."""
    rows: int
    quarantined: int
    withheld: int
    questions: int
    missing_files: int
    loss: LossReport
    misfiled: int = 0
    """Rows of somebody else that were taken out."""
    is_summary: bool = False

    def as_dict(self) -> dict[str, Any]:
        """For `--json` and the audit log: names of fields and counts only."""
        names = (
            "case",
            "basis",
            "is_locked",
            "files",
            "size",
            "rows",
            "quarantined",
            "withheld",
            "questions",
        )
        counts = {name: getattr(self, name) for name in (*names, "missing_files")}
        lost = [f"{each.table}.{each.field}" for each in self.loss.lost if not each.is_technical]
        return {
            "anonkit": "patient-export",
            "path": str(self.path),
            **counts,
            "not_in_any_file": lost,
        }


def write_archive(
    record: ClientRecord,
    destination: Path,
    *,
    request: SubjectRequest,
    context: ExportContext,
    lock: Lock,
    blobs: BlobReader | None = None,
    signer: Signer | None = None,
    summary_only: bool = False,
) -> ArchiveReport:
    """Writes the record's bag into `destination`, a new or empty folder, whole or not at all.

    With `summary_only` the bag holds the summary, for reading and as IPS, and nothing else.

    Raises `RequestNotAuthorised` unless the request fits the record, and `OutputExists`
    where something lies in the destination.
    """
    check_request(request, record)
    check_lock(lock)
    if destination.exists() and (not destination.is_dir() or any(destination.iterdir())):
        raise OutputExists(
            "The folder for the export is not empty. Name a new or empty one with --output."
        )
    if signer is not None:
        context = replace(context, fingerprint=signer.fingerprint)
    payload = (make_summary if summary_only else make_payload)(record, context, blobs)
    counted = _Counted(bag_parts(payload.parts(), context, signer))
    name = f"client-record-{context.case}"
    aside = _aside(destination)
    try:
        made = _write(aside, name, counted, lock, context)
        if destination.exists():
            destination.rmdir()
        aside.rename(destination)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    report = _report(record, destination / made, context, lock, counted, payload.loss)
    return replace(report, is_summary=summary_only)


def write_locked_file(
    record: ClientRecord,
    path: Path,
    *,
    request: SubjectRequest,
    context: ExportContext,
    lock: ForKeys | ForPassphrase,
    blobs: BlobReader | None,
    signer: Signer,
) -> ArchiveReport:
    """Writes the record's locked bag as one file, whole or not at all; for a whole clinic."""
    check_request(request, record)
    context = replace(context, fingerprint=signer.fingerprint)
    payload = make_payload(record, context, blobs)
    counted = _Counted(bag_parts(payload.parts(), context, signer))
    name = f"client-record-{context.case}"
    pieces = zip_pieces(counted, name, context.made_at)
    aside = path.with_name(f"{path.name}{UNFINISHED}")
    aside.unlink(missing_ok=True)
    try:
        with _owner_file(aside) as out:
            if isinstance(lock, ForKeys):
                write_for_keys(pieces, out, lock)
            else:
                write_aes_zip(
                    pieces,
                    out,
                    name=f"{name}.zip",
                    passphrase=lock.passphrase,
                    made_at=context.made_at,
                )
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    return _report(record, path, context, lock, counted, payload.loss)


def _aside(destination: Path) -> Path:
    """A new folder beside the destination; only its owner can look in."""
    destination.parent.mkdir(parents=True, exist_ok=True)
    aside = destination.with_name(f".{destination.name}.writing")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(mode=_OWNER_FOLDER)
    return aside


def _write(
    aside: Path, name: str, parts: Iterable[Part], lock: Lock, context: ExportContext
) -> str:
    """Writes the bag; returns the name of the file or folder that holds it."""
    if isinstance(lock, Plain):
        _write_folder(aside / name, parts)
        return name
    pieces = zip_pieces(parts, name, context.made_at)
    if isinstance(lock, ForKeys):
        made = [f"{name}.zip.age"]
        with _owner_file(aside / made[0]) as out:
            write_for_keys(pieces, out, lock)
    else:
        made = _write_for_passphrase(aside, name, pieces, lock, context)
    text = opening_instructions(context, made, lock)
    _write_text(aside / "HOW-TO-OPEN.txt", text.replace("\n", "\r\n"))
    return made[0]


def _write_for_passphrase(
    aside: Path, name: str, pieces: Iterator[bytes], lock: ForPassphrase, context: ExportContext
) -> list[str]:
    """The ZIP file under AES-256, and beside it, unless it is too large, the page that opens by itself."""
    kept = _Kept(pieces, LARGEST_PAGE)
    archive = f"{name}-locked.zip"
    with _owner_file(aside / archive) as out:
        write_aes_zip(
            kept, out, name=f"{name}.zip", passphrase=lock.passphrase, made_at=context.made_at
        )
    if not kept.is_whole:
        return [archive]
    page = f"{name}.html"
    _write_text(aside / page, locked_page(kept.content(), context, lock.passphrase))
    return [archive, page]


class _Kept:
    """Pieces that are kept as they pass, up to a limit."""

    def __init__(self, pieces: Iterator[bytes], limit: int) -> None:
        self._pieces = pieces
        self._limit = limit
        self._kept: list[bytes] = []
        self._size = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self._size += len(piece)
            if self.is_whole:
                self._kept.append(piece)
            else:
                self._kept.clear()
            yield piece

    @property
    def is_whole(self) -> bool:
        """Whether nothing was let go."""
        return self._size <= self._limit

    def content(self) -> bytes:
        """Everything that passed."""
        return b"".join(self._kept)


def _write_text(path: Path, text: str) -> None:
    with _owner_file(path) as out:
        out.write(text.encode())


def _owner_file(path: Path) -> BinaryIO:
    descriptor = os.open(
        path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _OWNER_FILE
    )
    return os.fdopen(descriptor, "wb")


def _write_folder(folder: Path, parts: Iterable[Part]) -> None:
    for name, content in parts:
        path = folder / name
        for parent in reversed(path.relative_to(folder.parent).parents[:-1]):
            (folder.parent / parent).mkdir(mode=_OWNER_FOLDER, exist_ok=True)
        with _owner_file(path) as out:
            out.write(content)


class _Sink(RawIOBase):
    """A file that hands on what was written since it was last asked."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self._written.append(bytes(content))
        return len(content)

    def drain(self) -> bytes:
        written, self._written = self._written, []
        return b"".join(written)


def zip_pieces(parts: Iterable[Part], folder: str, made_at: str) -> Iterator[bytes]:
    """A ZIP file of the parts, piece by piece; the same parts give the same bytes."""
    moment = datetime.fromisoformat(made_at)
    sink = _Sink()
    with ZipFile(sink, "w") as archive:
        for name, content in parts:
            info = ZipInfo(f"{folder}/{name}", moment.timetuple()[:6])
            info.compress_type = ZIP_DEFLATED
            info.external_attr = _OWNER_FILE << 16
            info.create_system = 3  # Unix, whatever the machine: the bytes are to be the same
            archive.writestr(info, content)
            yield sink.drain()
    yield sink.drain()


class _Counted:
    """Parts of a bag, counted as they pass."""

    def __init__(self, parts: Iterator[Part]) -> None:
        self._parts = parts
        self.files = 0
        self.size = 0

    def __iter__(self) -> Iterator[Part]:
        for name, content in self._parts:
            self.files += 1
            self.size += len(content)
            yield name, content


def _report(
    record: ClientRecord,
    path: Path,
    context: ExportContext,
    lock: Lock,
    counted: _Counted,
    loss: LossReport,
) -> ArchiveReport:
    return ArchiveReport(
        path=path,
        case=context.case,
        basis=record.basis.value,
        is_locked=isinstance(lock, ForKeys | ForPassphrase),
        files=counted.files,
        size=counted.size,
        rows=sum(1 for _ in record.all_rows()),
        quarantined=record.quarantined_count,
        withheld=sum(each.count for each in record.withheld),
        questions=len(record.questions),
        misfiled=sum(each.count for each in record.withheld if each.ground == MISFILED),
        missing_files=sum(1 for held in record.files if not held.path),
        loss=loss,
    )
