"""`anonkit status`, `anonkit doctor`, `anonkit clean`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from anonkit.cli.exits import CLOSED, DONE, show
from anonkit.cli.options import JsonOption


def status_command(
    workspace: Annotated[Path, typer.Argument(metavar="[WORKSPACE]")] = Path(),
    as_json: JsonOption = False,
) -> int | None:
    """Show what is here, what waits, what lies in the clear, and the next sensible command.

    Example: anonkit status clinic
    """
    from anonkit.workflows import status

    show(status(workspace), as_json=as_json)
    return None


def doctor_command(
    workspace: Annotated[Path | None, typer.Argument(metavar="[WORKSPACE]")] = None,
    restore_key: Annotated[
        bool, typer.Option("--restore-key", help="Ask for the recovery code and keep its keys.")
    ] = False,
    as_json: JsonOption = False,
) -> int | None:
    """Say whether this machine, and a workspace, are ready for work.

    Example: anonkit doctor clinic
    """
    from anonkit.workflows import doctor, restore_keys

    if restore_key and workspace is not None:
        code = (
            typer.prompt("Recovery code", hide_input=True, err=True)
            if sys.stdin.isatty()
            else input()
        )
        restore_keys(workspace, code)
    report = doctor(workspace)
    show(report, as_json=as_json)
    return DONE if report.is_ready else CLOSED


def clean_command(
    workspace: Annotated[Path, typer.Argument(metavar="WORKSPACE", show_default=False)],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: JsonOption = False,
) -> int | None:
    """Remove what lies in the clear and is no longer needed.

    Source files are the clinic's own and are only removed once their rows are in the records.

    Example: anonkit clean clinic --yes
    """
    from anonkit.workflows import clean, status

    if not yes and sys.stdin.isatty():
        typer.echo("\n".join(status(workspace).lines()), err=True)
        typer.confirm("Remove the files listed as in the clear?", abort=True, err=True)
    show(clean(workspace), as_json=as_json)
    return None
