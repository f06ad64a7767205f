"""`anonkit pack`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from anonkit.cli.exits import show
from anonkit.cli.options import JsonOption, LogOption
from anonkit.cli.release_life import ReleaseArgument, WorkspaceOption


def pack_command(
    release: ReleaseArgument,
    reader: Annotated[str, typer.Option("--for", help="trainer, analyst or auditor.")],
    output: Annotated[Path, typer.Option("--output", metavar="DIR", help="New or empty.")],
    lock: Annotated[
        bool,
        typer.Option("--lock", help="Ask for a passphrase, or read it from stdin; trainer only."),
    ] = False,
    passphrase_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Lock with the passphrase in this file.")
    ] = None,
    workspace: WorkspaceOption = None,
    log: LogOption = None,
    as_json: JsonOption = False,
) -> int | None:
    """Pack an approved release: one HTML file for a trainer, tables for an analyst, the report for an auditor.

    A trainer's file holds its pictures and opens by double click; above 25 MB it is split by theme.

    Example: anonkit pack clinic/releases/uk-training-20260302-1f0c9a3b --for trainer --output stick
    """
    from anonkit.workflows import pack

    passphrase = None
    if passphrase_file is not None:
        passphrase = passphrase_file.read_text(encoding="utf-8").strip("\r\n")
    elif lock:
        passphrase = _asked() if sys.stdin.isatty() else sys.stdin.readline().strip("\r\n")
    report = pack(release, reader=reader, output=output, passphrase=passphrase, workspace=workspace)
    show(report, as_json=as_json, log=log, command="pack")
    return None


def _asked() -> str:
    typed: str = typer.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True)
    return typed
