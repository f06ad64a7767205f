"""The one place where exceptions become exit codes, and results become output."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn, ParamSpec, Protocol

import typer

from anonkit import errors
from anonkit.redaction import describe_exception

DONE, CLOSED, USAGE, UNREACHABLE, WAITING, BUSY, FAULT, INTERRUPTED = 0, 1, 2, 3, 4, 5, 70, 130

_CODE_BY_ERROR: tuple[tuple[type[BaseException], int], ...] = (
    (errors.WorkspaceBusy, BUSY),
    (errors.WaitsForPerson, WAITING),
    (errors.TransientError, UNREACHABLE),
    (errors.PermanentError, UNREACHABLE),
    (errors.GateClosed, CLOSED),
    (errors.IntegrityError, CLOSED),
    (errors.ReconciliationMismatch, CLOSED),
    (errors.AnonkitError, USAGE),
    (KeyboardInterrupt, INTERRUPTED),
    (typer.Abort, INTERRUPTED),
)

Parameters = ParamSpec("Parameters")


class Report(Protocol):
    """What every workflow gives back."""

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""

    def lines(self) -> list[str]:
        """For a person."""


def code_for(error: BaseException) -> int:
    """The exit code of an exception."""
    return next((code for kind, code in _CODE_BY_ERROR if isinstance(error, kind)), FAULT)


def show(
    report: Report, *, as_json: bool, log: Path | None = None, command: str = "anonkit"
) -> None:
    """One JSON object on stdout, or lines for a person; a line in the log where one is kept."""
    if as_json:
        sys.stdout.write(json.dumps(report.as_dict(), ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write("\n".join(report.lines()) + "\n")
    if log is not None:
        entry = {"when": datetime.now(UTC).isoformat(), "command": command, **report.as_dict()}
        with log.open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry, ensure_ascii=False) + "\n")


def say(*lines: str) -> None:
    """Something for a person that is not the result."""
    sys.stderr.write("".join(line + "\n" for line in lines))


def leave(code: int) -> NoReturn:
    """Ends the command with this code."""
    raise SystemExit(code)


def guarded(command: Callable[Parameters, int | None]) -> Callable[Parameters, None]:
    """A command whose exceptions become messages and exit codes; its own result is its exit code."""

    @functools.wraps(command)
    def run(*arguments: Parameters.args, **options: Parameters.kwargs) -> None:
        with _terminated_as_interrupted():
            try:
                code = command(*arguments, **options)
            except BrokenPipeError:
                # Whoever read our output has gone; that is their choice and no fault.
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
                leave(DONE)
            except (SystemExit, typer.BadParameter):
                # Wrong usage is told by the command line itself, which ends with 2.
                raise
            except BaseException as error:  # noqa: BLE001 - nothing may reach the screen as a traceback
                leave(_explain(error, options))
        leave(code or DONE)

    return run


def _explain(error: BaseException, options: dict[str, Any]) -> int:
    code = code_for(error)
    if code == FAULT:
        say("anonkit: a fault of ours. Nothing was half-written.", _where_kept(error, options))
    elif code == INTERRUPTED:
        say("anonkit: interrupted; nothing was half-written.")
    else:
        say(f"anonkit: {error}")
        reasons = getattr(error, "reasons", ())
        say(*(f"  - {reason}" for reason in reasons))
    return code


def _where_kept(error: BaseException, options: dict[str, Any]) -> str:
    """Where the report of a fault lies; a disk that is full or refuses files must not hide the fault."""
    try:
        kept = _keep_fault(error, options)
    except OSError:
        return f"Its report could not be written; please send us this: {describe_exception(error)}"
    return f"A report without any client's value is in {kept}; please send it to us."


def _keep_fault(error: BaseException, options: dict[str, Any]) -> Path:
    workspace = options.get("workspace")
    folder = Path(workspace) if workspace and Path(workspace).is_dir() else Path.cwd()
    when = datetime.now(UTC)
    path = folder / f"anonkit-fault-{when:%Y%m%dT%H%M%S}.json"
    text = {"when": when.isoformat(), "fault": describe_exception(error)}
    path.write_text(json.dumps(text, indent=1), encoding="utf-8")
    return path


@contextlib.contextmanager
def _terminated_as_interrupted() -> Iterator[None]:
    """A polite kill ends like Ctrl-C: everything is put back."""

    def interrupt(_signal: int, _frame: object) -> NoReturn:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
