"""`anonkit audit verify`."""

from __future__ import annotations

from pathlib import Path

import typer

from anonkit.cli.exits import CLOSED, DONE, guarded, show
from anonkit.cli.options import JsonOption, WorkspaceArgument

group = typer.Typer(
    help="The audit log. Example: anonkit audit verify clinic",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@group.callback()
def audit() -> None:
    """The audit log."""


@group.command("verify")
def verify_command(workspace: WorkspaceArgument, as_json: JsonOption = False) -> None:
    """Say whether the chain holds, or where it breaks.

    Example: anonkit audit verify clinic
    """
    guarded(_verify)(workspace=workspace, as_json=as_json)


def _verify(workspace: Path, as_json: bool) -> int | None:
    from anonkit.workflows import verify_audit

    report = verify_audit(workspace)
    show(report, as_json=as_json)
    return DONE if report.holds else CLOSED
