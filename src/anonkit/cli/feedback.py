"""`anonkit feedback`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from anonkit.cli.exits import DONE, WAITING, say, show
from anonkit.cli.options import JsonOption, LogOption
from anonkit.cli.release_life import ReleaseArgument, WorkspaceOption


def feedback_command(
    release: ReleaseArgument,
    codes: Annotated[
        list[str] | None, typer.Argument(metavar="[CODE]...", help="As read out; else from stdin.")
    ] = None,
    workspace: WorkspaceOption = None,
    close: Annotated[
        int | None, typer.Option(metavar="NUMBER", help="Close this incident without a recall.")
    ] = None,
    reason: Annotated[str, typer.Option(help="Why it is closed, without naming anybody.")] = "",
    log: LogOption = None,
    as_json: JsonOption = False,
) -> int | None:
    """Take in what learners said of cases: the codes that the page shows them, one a line.

    A recognition opens an incident, proposes a recall, and ends with 4: somebody has to decide.

    Example: anonkit feedback clinic/releases/uk-training-20260302-1f0c9a3b R-K7F3Q-8TXN
    """
    from anonkit.workflows import feedback, settle_incident

    if close is not None:
        report = settle_incident(release, close, reason=reason, workspace=workspace)
    else:
        report = feedback(release, codes or _typed(), workspace=workspace)
    show(report, as_json=as_json, log=log, command="feedback")
    return WAITING if report.waits else DONE


def _typed() -> list[str]:
    if sys.stdin.isatty():
        say("The codes, one a line; an empty line ends:")
    lines = []
    for line in sys.stdin:
        if not line.strip():
            break
        lines.append(line.strip())
    return lines
