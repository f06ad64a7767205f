"""One writer per workspace: a lock file with host and process; a dead one is taken over."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from anonkit.errors import WorkspaceBusy


@contextlib.contextmanager
def writer_lock(path: Path, command: str) -> Iterator[None]:
    """Holds the lock for the block; `WorkspaceBusy` while another living run holds it."""
    me = {"host": socket.gethostname(), "process": os.getpid(), "command": command}
    _take(path, me)
    try:
        yield
    finally:
        if _holder(path) == me:
            path.unlink(missing_ok=True)


def _take(path: Path, me: dict[str, Any]) -> None:
    for _ in range(2):
        if _made(path, json.dumps(me)):
            return
        holder = _holder(path)
        if holder is not None and _lives(holder):
            raise WorkspaceBusy(
                f"The workspace is in use by `{holder.get('command', 'another run')}` (process "
                f"{holder.get('process')} on {holder.get('host')}); wait until it has ended."
            )
        if path.exists():
            _clear_away(path, holder)
    raise WorkspaceBusy("The workspace was taken by another run just now; try again.")


def _made(path: Path, text: str) -> bool:
    """Whether the file was made here, with its text: nobody ever sees it empty."""
    own = path.with_name(f"{path.name}.{secrets.token_hex(6)}")
    try:
        _write_new(own, text)
        os.link(own, path)
    except FileExistsError:
        return False
    except OSError:
        if not own.exists() or own.stat().st_size < len(text):
            raise  # the disk is full, or the folder cannot be written
        return _made_without_links(path, text)
    finally:
        own.unlink(missing_ok=True)
    return True


def _made_without_links(path: Path, text: str) -> bool:
    """As `_made`, on a file system that knows no links, where a reader may find the file empty for a moment."""
    try:
        _write_new(path, text)
    except FileExistsError:
        return False
    return True


def _write_new(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


def _clear_away(path: Path, dead: dict[str, Any] | None) -> None:
    """Takes a dead run's file away; one that somebody else put there in the meantime is put back."""
    aside = path.with_name(f"{path.name}.{secrets.token_hex(6)}")
    try:
        path.rename(aside)
    except FileNotFoundError:
        return
    found = _holder(aside)
    if found != dead and found is not None:
        with contextlib.suppress(OSError):
            os.link(aside, path)
    aside.unlink(missing_ok=True)


def _holder(path: Path) -> dict[str, Any] | None:
    try:
        holder: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return holder


def _lives(holder: dict[str, Any]) -> bool:
    if holder.get("host") != socket.gethostname():
        # Nobody here can tell whether a process of another machine lives.
        return True
    process = int(holder.get("process", 0))
    if process == os.getpid():
        return True
    if os.name != "posix":
        return _lives_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _lives_on_windows(process: int) -> bool:
    import ctypes  # noqa: PLC0415 - only there

    query_limited_information = 0x1000
    kernel: Any = getattr(ctypes, "windll").kernel32  # noqa: B009 - absent elsewhere
    handle = kernel.OpenProcess(query_limited_information, False, process)
    if handle:
        kernel.CloseHandle(handle)
    return bool(handle)
