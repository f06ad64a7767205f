"""`anonkit approve`, `anonkit recall`, `anonkit trace`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from anonkit.cli.exits import DONE, WAITING, say, show
from anonkit.cli.options import JsonOption, LogOption

ReleaseArgument = Annotated[
    Path,
    typer.Argument(metavar="RELEASE", help="A release's folder, or its id.", show_default=False),
]
WorkspaceOption = Annotated[
    Path | None,
    typer.Option(help="The clinic's workspace, where the release does not lie in it."),
]


def approve_command(
    release: ReleaseArgument,
    by: Annotated[str, typer.Option(metavar="NAME", help="Who signs.")],
    role: Annotated[str, typer.Option(help="In what role, as in: privacy lead.")],
    workspace: WorkspaceOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for the statement.")] = False,
    log: LogOption = None,
    as_json: JsonOption = False,
) -> int | None:
    """Sign a draft and move it to the workspace's releases; declares the statement that it prints.

    Ends with 4 where the policy asks for a second person. RELEASE is the draft's id, or a copy of it.

    Example: anonkit approve case-set --by "Dana Lee" --role "privacy lead" --workspace clinic
    """
    from anonkit.workflows import approve, statement_for

    if not yes and sys.stdin.isatty():
        say(statement_for(release, workspace))
        typer.confirm("Do you declare this?", abort=True, err=True)
    report = approve(release, by=by, role=role, workspace=workspace)
    show(report, as_json=as_json, log=log, command="approve")
    return WAITING if report.waits else DONE


def recall_command(
    release: ReleaseArgument,
    reason: Annotated[str, typer.Option(help="Why, without naming anybody.")],
    workspace: WorkspaceOption = None,
    log: LogOption = None,
    as_json: JsonOption = False,
) -> int | None:
    """Call a release back: mark it, name who holds it, print the notice to send them.

    Example: anonkit recall clinic/releases/uk-training-20260302-1f0c9a3b --reason "consent withdrawn"
    """
    from anonkit.workflows import recall

    show(
        recall(release, reason=reason, workspace=workspace),
        as_json=as_json,
        log=log,
        command="recall",
    )
    return None


def trace_command(
    release: ReleaseArgument,
    case: Annotated[str, typer.Argument(metavar="CASE", help="The case's number, C-….")],
    reason: Annotated[
        str, typer.Option(help="Withdrawal, incidental finding, breach; without naming anybody.")
    ],
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> int | None:
    """Find the client behind a case: with the clinic's key, for a reason, and in the audit log.

    Example: anonkit trace clinic/releases/uk-training-20260302-1f0c9a3b C-K7F3Q --reason "incidental finding"
    """
    from anonkit.workflows import trace

    show(trace(release, case, reason=reason, workspace=workspace), as_json=as_json)
    return None
