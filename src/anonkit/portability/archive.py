"""One client's record as a BagIt bag: locked, or a folder that only its owner can read."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import RawIOBase
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from anonkit.errors import OutputExists
from anonkit.governance import SubjectRequest
from anonkit.portability.bag import Part, bag_parts
from anonkit.portability.context import ExportContext
from anonkit.portability.files import BlobReader
from anonkit.portability.held import ClientRecord
from anonkit.portability.lock import ForKeys, ForPassphrase, Lock, Plain, check_lock, write_locked
from anonkit.portability.loss import LossReport
from anonkit.portability.opening import opening_instructions
from anonkit.portability.payload import make_payload
from anonkit.portability.request_gate import check_request

_OWNER_FILE, _OWNER_FOLDER = 0o600, 0o700


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
) -> ArchiveReport:
    """Writes the record's bag into `destination`, a new or empty folder, whole or not at all.

    Raises `RequestNotAuthorised` unless the request fits the record, and `OutputExists`
    where something lies in the destination.
    """
    check_request(request, record)
    check_lock(lock)
    if destination.exists() and (not destination.is_dir() or any(destination.iterdir())):
        raise OutputExists(
            "The folder for the export is not empty. Name a new or empty one with --output."
        )
    payload = make_payload(record, context, blobs)
    counted = _Counted(bag_parts(payload.parts(), context))
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
    return _report(record, destination / made, context, lock, counted, payload.loss)


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
    file_name = f"{name}.zip.age"
    with _owner_file(aside / file_name) as out:
        write_locked(zip_pieces(parts, name, context.made_at), out, lock)
    text = opening_instructions(context, file_name, lock)
    with _owner_file(aside / "HOW-TO-OPEN.txt") as out:
        out.write(text.replace("\n", "\r\n").encode())
    return file_name


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
        missing_files=sum(1 for held in record.files if not held.path),
        loss=loss,
    )
