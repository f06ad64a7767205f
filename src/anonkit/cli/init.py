"""`anonkit init`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from anonkit.cli.exits import say, show
from anonkit.cli.options import JsonOption, NonInteractiveOption


def init_command(
    workspace: Annotated[Path, typer.Argument(metavar="WORKSPACE", show_default=False)],
    platform: Annotated[
        str, typer.Option(help="Where the records come from; see `anonkit platforms`.")
    ],
    jurisdiction: Annotated[str, typer.Option(help="uk or us.")],
    time_zone: Annotated[str, typer.Option(help="IANA zone, such as Europe/London.")],
    clinic: Annotated[str, typer.Option(help="The clinic's name, for reports.")] = "",
    state: Annotated[str | None, typer.Option(help="US state, two letters.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    non_interactive: NonInteractiveOption = False,
    as_json: JsonOption = False,
) -> int | None:
    """Make a workspace: the folder, its settings and its keys.

    Example: anonkit init clinic --platform wix --jurisdiction uk --time-zone Europe/London
    """
    from anonkit.workflows import init

    if not (yes or non_interactive) and sys.stdin.isatty():
        typer.confirm(f"Make a workspace in {workspace}?", abort=True, err=True)
    report = init(
        workspace,
        platform=platform,
        jurisdiction=jurisdiction,
        time_zone=time_zone,
        state=state,
        clinic_name=clinic,
    )
    show(report, as_json=as_json)
    if sys.stderr.isatty():
        say(
            "",
            "Recovery code, shown this once; write it down and keep it away from this machine:",
            f"  {report.recovery_code}",
        )
    return None
