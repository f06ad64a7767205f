"""`anonkit requests open|list|update|close|disclose`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from anonkit.cli.exits import DONE, WAITING, guarded, show
from anonkit.cli.options import JsonOption, WorkspaceArgument

group = typer.Typer(
    help="Requests and complaints with their clocks, and what was passed on. Example: anonkit requests list clinic",
    no_args_is_help=True,
    rich_markup_mode=None,
)
_ClientId = Annotated[str, typer.Argument(metavar="CLIENT_ID", help="As `anonkit find` gives it.")]
_RequestId = Annotated[str, typer.Argument(metavar="ID", help="As `requests list` shows it.")]


@group.command("open")
def open_command(
    workspace: WorkspaceArgument,
    client_id: _ClientId,
    asked_by: Annotated[str, typer.Option(help="Who asked.")],
    basis: Annotated[str, typer.Option(help="art15, art20, hipaa or transfer.")] = "",
    complaint: Annotated[bool, typer.Option("--complaint", help="A complaint about data.")] = False,
    identity_checked: Annotated[
        str, typer.Option(help="How the identity was checked; may follow later.")
    ] = "",
    capacity: Annotated[
        str,
        typer.Option(
            help="self, parent, attorney, executor, claimant, solicitor, provider, other."
        ),
    ] = "self",
    proof_seen: Annotated[str, typer.Option(help="What showed that somebody else may ask.")] = "",
    limits: Annotated[str, typer.Option(help="How far that goes.")] = "",
    channel: Annotated[str, typer.Option(help="How it came: e-mail, letter, phone, desk.")] = "",
    send_to: Annotated[str, typer.Option(help="Somebody else whom the copy is to go to.")] = "",
    received_on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day it came; today.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Write a request or a complaint down and start its clock.

    Example: anonkit requests open clinic 1042 --basis art15 --asked-by "the client" --channel e-mail
    """
    guarded(_open)(
        workspace=workspace,
        client_id=client_id,
        as_json=as_json,
        options={
            "asked_by": asked_by,
            "basis": basis,
            "kind": "complaint" if complaint else "copy",
            "identity_checked": identity_checked,
            "capacity": capacity,
            "proof_seen": proof_seen,
            "limits": limits,
            "channel": channel,
            "send_to": send_to,
            "received_on": received_on.date() if received_on else None,
        },
    )


def _open(workspace: Path, client_id: str, as_json: bool, options: dict[str, Any]) -> int | None:
    from anonkit.workflows import open_subject_request

    show(open_subject_request(workspace, client_id, **options), as_json=as_json)
    return DONE


@group.command("list")
def list_command(
    workspace: WorkspaceArgument,
    closed: Annotated[bool, typer.Option("--all", help="Closed ones too.")] = False,
    as_json: JsonOption = False,
) -> None:
    """List open requests, the most pressing first; ends with 4 where one is past its day.

    Example: anonkit requests list clinic
    """
    guarded(_list)(workspace=workspace, closed=closed, as_json=as_json)


def _list(workspace: Path, closed: bool, as_json: bool) -> int | None:
    from anonkit.workflows import list_requests

    report = list_requests(workspace, closed=closed)
    show(report, as_json=as_json)
    return WAITING if report.overdue else DONE


@group.command("update")
def update_command(
    workspace: WorkspaceArgument,
    request_id: _RequestId,
    identity_checked: Annotated[str, typer.Option(help="How the identity was checked.")] = "",
    proof_seen: Annotated[str, typer.Option(help="What showed that somebody else may ask.")] = "",
    extend: Annotated[str, typer.Option(metavar="REASON", help="The one extension.")] = "",
    pause: Annotated[str, typer.Option(metavar="REASON", help="Stop the clock (UK).")] = "",
    resume: Annotated[bool, typer.Option("--resume", help="Let the clock run again.")] = False,
    acknowledged: Annotated[
        bool, typer.Option("--acknowledged", help="The person was told that it arrived.")
    ] = False,
    looked: Annotated[
        list[str] | None,
        typer.Option(metavar="PLACE=RESULT", help="A place that the toolkit cannot see."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Write down what happened: identity checked, clock extended or stopped, places looked at.

    Example: anonkit requests update clinic r-1a2b3c4d --looked "paper files=two pages, scanned"
    """
    guarded(_update)(
        workspace=workspace,
        request_id=request_id,
        as_json=as_json,
        fields={"identity_checked": identity_checked, "proof_seen": proof_seen},
        clocks={"extended": extend, "paused": pause},
        resume=resume,
        acknowledged=acknowledged,
        looked=looked or [],
    )


def _update(
    workspace: Path,
    request_id: str,
    as_json: bool,
    fields: dict[str, str],
    clocks: dict[str, str],
    resume: bool,
    acknowledged: bool,
    looked: list[str],
) -> int | None:
    from dataclasses import replace

    from anonkit.workflows import update_request

    given = {name: value for name, value in fields.items() if value}
    changes: list[Any] = [lambda each, _today: replace(each, **given)] if given else []
    for name, reason in clocks.items():
        if reason:
            changes.append(lambda each, today, n=name, r=reason: getattr(each, n)(r, today))
    changes += [lambda each, today: each.resumed(today)] if resume else []
    changes += [lambda each, today: each.acknowledged(today)] if acknowledged else []
    for pair in looked:
        place, _, result = pair.partition("=")
        changes.append(lambda each, _today, p=place, r=result: each.looked_at(p.strip(), r.strip()))
    if not changes:
        raise typer.BadParameter("say what happened; see --help")
    show(update_request(workspace, request_id, changes), as_json=as_json)
    return DONE


@group.command("close")
def close_command(
    workspace: WorkspaceArgument,
    request_id: _RequestId,
    outcome: Annotated[str, typer.Option(help="What became of it.")] = "answered",
    as_json: JsonOption = False,
) -> None:
    """Close a request once it is answered.

    Example: anonkit requests close clinic r-1a2b3c4d --outcome "sent by post"
    """
    guarded(_close)(workspace=workspace, request_id=request_id, outcome=outcome, as_json=as_json)


def _close(workspace: Path, request_id: str, outcome: str, as_json: bool) -> int | None:
    from anonkit.workflows import close_request

    show(close_request(workspace, request_id, outcome=outcome), as_json=as_json)
    return DONE


@group.command("disclose")
def disclose_command(
    workspace: WorkspaceArgument,
    client_id: _ClientId,
    to: Annotated[str, typer.Option(help="To whom.")],
    what: Annotated[str, typer.Option(help="What was passed on.")],
    ground: Annotated[str, typer.Option(help="Why the clinic may; a wrong one lists them.")],
    decided_by: Annotated[str, typer.Option(help="Who decided.")],
    as_json: JsonOption = False,
) -> None:
    """Write down what was passed on to somebody else: emergency, court, insurer, regulator, public health.

    Example: anonkit requests disclose clinic 1042 --to "A&E, Leeds" --what "the summary" --ground emergency
    --decided-by "Dr Shah"
    """
    guarded(_disclose)(
        workspace=workspace,
        client_id=client_id,
        as_json=as_json,
        options={"to": to, "what": what, "ground": ground, "decided_by": decided_by},
    )


def _disclose(
    workspace: Path, client_id: str, as_json: bool, options: dict[str, Any]
) -> int | None:
    from anonkit.workflows import disclose

    show(disclose(workspace, client_id, **options), as_json=as_json)
    return DONE
