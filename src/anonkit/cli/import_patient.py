"""`anonkit import-patient`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from anonkit.cli.exits import DONE, show
from anonkit.cli.options import JsonOption, LogOption, NonInteractiveOption, WorkspaceArgument


def import_patient_command(
    workspace: WorkspaceArgument,
    bag: Annotated[
        Path,
        typer.Argument(
            metavar="BAG", help="A bag of ours, locked or not, or FHIR R4 (.json, .ndjson)."
        ),
    ],
    passphrase_file: Annotated[
        Path | None, typer.Option(help="The file that holds the passphrase; else it is asked for.")
    ] = None,
    identity: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Your private age or SSH key.")
    ] = None,
    non_interactive: NonInteractiveOption = False,
    log: LogOption = None,
    as_json: JsonOption = False,
) -> int | None:
    """Take one patient's record in: our own export, any IPS document, a FHIR R4 Bundle or NDJSON.

    Example: anonkit import-patient clinic summary.json
    """
    from anonkit.workflows import import_patient

    report = import_patient(
        workspace,
        bag,
        passphrase=_passphrase(bag, passphrase_file, identity, non_interactive=non_interactive),
        identities=[_identity(identity)] if identity is not None else (),
    )
    show(report, as_json=as_json, log=log, command="import-patient")
    return DONE


def _passphrase(
    bag: Path, file: Path | None, identity: Path | None, *, non_interactive: bool
) -> str | None:
    """The passphrase, where the bag wants one."""
    if file is not None:
        return file.read_text(encoding="utf-8").strip()
    if identity is not None or not _is_locked(bag):
        return None
    if sys.stdin.isatty() and not non_interactive:
        return str(typer.prompt("Passphrase", err=True, hide_input=True)).strip()
    return None if non_interactive else sys.stdin.readline().strip() or None


def _is_locked(bag: Path) -> bool:
    names = [bag.name, *(each.name for each in bag.iterdir())] if bag.is_dir() else [bag.name]
    return any(name.endswith((".age", "-locked.zip")) for name in names)


def _identity(path: Path) -> str:
    """The key in a file of `age-keygen`, without its comments; an SSH key whole."""
    text = path.read_text(encoding="utf-8")
    keys = [line for line in text.splitlines() if line.startswith("AGE-SECRET-KEY-")]
    return keys[0] if keys else text
