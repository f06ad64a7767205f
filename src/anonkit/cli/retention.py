"""`anonkit retention due|hold|release|erase`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from anonkit.cli.exits import DONE, WAITING, guarded, show
from anonkit.cli.options import JsonOption, WorkspaceArgument

group = typer.Typer(
    help="Records kept long enough, holds, and erasing. Example: anonkit retention due clinic",
    no_args_is_help=True,
    rich_markup_mode=None,
)
_ClientId = Annotated[str, typer.Argument(metavar="CLIENT_ID", help="As `anonkit find` gives it.")]
_Reason = Annotated[str, typer.Option(help="Why; it is kept and names nobody.")]


@group.command("due")
def due_command(workspace: WorkspaceArgument, as_json: JsonOption = False) -> None:
    """List whose records have been kept as long as the clinic keeps them; ends with 4 where there are any.

    Example: anonkit retention due clinic
    """
    guarded(_due)(workspace=workspace, as_json=as_json)


def _due(workspace: Path, as_json: bool) -> int | None:
    from anonkit.workflows import retention_due

    report = retention_due(workspace)
    show(report, as_json=as_json)
    return WAITING if report.due else DONE


@group.command("hold")
def hold_command(
    workspace: WorkspaceArgument, client_id: _ClientId, reason: _Reason, as_json: JsonOption = False
) -> None:
    """Keep a client's records whatever their age, as for a claim.

    Example: anonkit retention hold clinic 1042 --reason "claim announced"
    """
    guarded(_hold)(workspace, client_id, reason, lifted=False, as_json=as_json)


@group.command("release")
def release_command(
    workspace: WorkspaceArgument, client_id: _ClientId, reason: _Reason, as_json: JsonOption = False
) -> None:
    """Lift a hold.

    Example: anonkit retention release clinic 1042 --reason "claim settled"
    """
    guarded(_hold)(workspace, client_id, reason, lifted=True, as_json=as_json)


def _hold(
    workspace: Path, client_id: str, reason: str, *, lifted: bool, as_json: bool
) -> int | None:
    from anonkit.workflows import retention_hold, retention_release

    change = retention_release if lifted else retention_hold
    show(change(workspace, client_id, reason=reason), as_json=as_json)
    return DONE


@group.command("erase")
def erase_command(
    workspace: WorkspaceArgument,
    reason: _Reason,
    client_id: Annotated[
        str | None, typer.Argument(metavar="[CLIENT_ID]", help="As `anonkit find` gives it.")
    ] = None,
    due: Annotated[bool, typer.Option("--due", help="Everybody past their time.")] = False,
    early: Annotated[
        bool, typer.Option("--early", help="Although the years are not over: the law allows it.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Do it; without it the rows are counted.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Erase a client, or everybody past their time, and keep them out of what is ingested later.

    Ends with 4 where --yes was not said, or where a release holds somebody still.

    Example: anonkit retention erase clinic --due --reason "kept ten years" --yes
    """
    guarded(_erase)(
        workspace=workspace,
        client_id=client_id,
        reason=reason,
        due=due,
        early=early,
        yes=yes,
        as_json=as_json,
    )


def _erase(
    workspace: Path,
    client_id: str | None,
    reason: str,
    due: bool,
    early: bool,
    yes: bool,
    as_json: bool,
) -> int | None:
    from anonkit.workflows import retention_erase

    report = retention_erase(workspace, client_id, reason=reason, due=due, early=early, yes=yes)
    show(report, as_json=as_json)
    return WAITING if report.concerned or (report.clients and not report.is_done) else DONE
