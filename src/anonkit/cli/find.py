"""`anonkit find`."""

from __future__ import annotations

import sys

import typer

from anonkit.cli.exits import CLOSED, DONE, show
from anonkit.cli.options import JsonOption, WorkspaceArgument


def find_command(workspace: WorkspaceArgument, as_json: JsonOption = False) -> int | None:
    """Find a client: asks for name, e-mail, phone or birth date, shows masked candidates and their ids.

    What is asked for is typed at a prompt or read from stdin, never taken as an argument.

    Example: anonkit find clinic
    """
    from anonkit.workflows import find

    wanted = (
        typer.prompt("Name, e-mail, phone or birth date", err=True)
        if sys.stdin.isatty()
        else sys.stdin.readline().strip()
    )
    report = find(workspace, wanted)
    show(report, as_json=as_json)
    return DONE if report.candidates else CLOSED
