"""`anonkit connect`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from anonkit.cli.exits import show
from anonkit.cli.options import JsonOption, LogOption, NonInteractiveOption, WorkspaceArgument


def connect_command(
    workspace: WorkspaceArgument,
    platform: Annotated[str, typer.Argument(metavar="PLATFORM", show_default=False)],
    at: Annotated[
        str, typer.Option("--at", metavar="URL", help="Another address than the platform's own.")
    ] = "",
    non_interactive: NonInteractiveOption = False,
    log: LogOption = None,
    as_json: JsonOption = False,
) -> int | None:
    """Ask for access to a platform's API, try it, keep it, and show account, rights and counts.

    Secrets are asked for, or read from stdin line by line; they go to the keyring or the key file, never
    into the workspace.

    Example: anonkit connect clinic cliniko
    """
    from anonkit.workflows import connect

    def ask(name: str, question: str, secret: bool) -> str:
        if sys.stdin.isatty() and not non_interactive:
            answer: str = typer.prompt(f"{name} ({question})", hide_input=secret, err=True)
            return answer
        return sys.stdin.readline()

    show(connect(workspace, platform, ask, at=at), as_json=as_json, log=log, command="connect")
    return None
