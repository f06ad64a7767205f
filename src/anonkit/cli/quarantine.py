"""`anonkit quarantine list|export|replay`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from anonkit.cli.exits import guarded, say, show
from anonkit.cli.options import JsonOption, WorkspaceArgument

group = typer.Typer(
    help="Rows that wait: see, take out to mend, bring back. Example: anonkit quarantine list clinic",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@group.command("list")
def list_command(
    workspace: WorkspaceArgument,
    reveal: Annotated[
        bool,
        typer.Option("--reveal", help="Show what the rows hold, on the terminal only; audited."),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """List the rows that wait: tag, place and reasons.

    Example: anonkit quarantine list clinic
    """
    guarded(_list)(workspace=workspace, reveal=reveal, as_json=as_json)


def _list(workspace: Path, reveal: bool, as_json: bool) -> int | None:
    from anonkit.workflows import list_quarantine

    if reveal and not sys.stdout.isatty():
        raise typer.BadParameter("shows values on a terminal only", param_hint="--reveal")
    show(list_quarantine(workspace, reveal=reveal), as_json=as_json and not reveal)
    return None


@group.command("export")
def export_command(
    workspace: WorkspaceArgument,
    output: Annotated[Path, typer.Option(metavar="DIR", help="New or empty.")],
    as_json: JsonOption = False,
) -> None:
    """Take the rows out as CSV files, in the clear, to mend them.

    Example: anonkit quarantine export clinic --output mend
    """
    guarded(_export)(workspace=workspace, output=output, as_json=as_json)


def _export(workspace: Path, output: Path, as_json: bool) -> int | None:
    from anonkit.workflows import export_quarantine

    show(export_quarantine(workspace, output=output), as_json=as_json)
    say("These files lie in the clear; `anonkit status` lists them until they are removed.")
    return None


@group.command("replay")
def replay_command(
    workspace: WorkspaceArgument,
    mended: Annotated[Path, typer.Argument(metavar="DIR", help="The mended files.")],
    as_json: JsonOption = False,
) -> None:
    """Bring mended rows back; those that pass now join the records.

    Example: anonkit quarantine replay clinic mend
    """
    guarded(_replay)(workspace=workspace, mended=mended, as_json=as_json)


def _replay(workspace: Path, mended: Path, as_json: bool) -> int | None:
    from anonkit.workflows import replay_quarantine

    show(replay_quarantine(workspace, mended), as_json=as_json)
    return None
