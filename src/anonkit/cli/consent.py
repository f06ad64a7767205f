"""`anonkit consent show|record|withdraw`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from anonkit.cli.exits import DONE, WAITING, guarded, show
from anonkit.cli.options import JsonOption, WorkspaceArgument

group = typer.Typer(
    help="What clients said of each purpose, and what counts. Example: anonkit consent show clinic 1042",
    no_args_is_help=True,
    rich_markup_mode=None,
)
_ClientId = Annotated[str, typer.Argument(metavar="CLIENT_ID", help="As `anonkit find` gives it.")]
_Purpose = Annotated[str, typer.Option(help="training, service_improvement, photo_training, …")]
_On = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day it was said; today.")
]
_Channel = Annotated[str, typer.Option(help="How it was said: form, e-mail, phone, in person.")]


@group.command("show")
def show_command(
    workspace: WorkspaceArgument, client_id: _ClientId, as_json: JsonOption = False
) -> None:
    """Show what counts today for each purpose, and every statement on record; audited.

    Example: anonkit consent show clinic 1042
    """
    guarded(_show)(workspace=workspace, client_id=client_id, as_json=as_json)


def _show(workspace: Path, client_id: str, as_json: bool) -> int | None:
    from anonkit.workflows import show_consent

    show(show_consent(workspace, client_id), as_json=as_json)
    return DONE


@group.command("record")
def record_command(
    workspace: WorkspaceArgument,
    client_id: _ClientId,
    purpose: _Purpose,
    state: Annotated[str, typer.Option(help="given, refused, withdrawn or expired.")],
    on: _On = None,
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Until when it holds.")
    ] = None,
    channel: _Channel = "",
    wording: Annotated[str, typer.Option(help="Version of the wording.")] = "",
    scope: Annotated[str, typer.Option(help="What it covers, where not everything.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Write down what a client said of a purpose; ends with 4 where a release has to be recalled.

    Example: anonkit consent record clinic 1042 --purpose training --state given --channel form
    """
    guarded(_record)(
        workspace=workspace,
        client_id=client_id,
        as_json=as_json,
        options={
            "purpose": purpose,
            "state": state,
            "on": on.date() if on else None,
            "until": until.date() if until else None,
            "channel": channel,
            "wording": wording,
            "scope": scope,
        },
    )


def _record(workspace: Path, client_id: str, as_json: bool, options: dict[str, Any]) -> int | None:
    from anonkit.workflows import record_consent

    ledger = record_consent(workspace, client_id, **options)
    show(ledger, as_json=as_json)
    return WAITING if ledger.concerned else DONE


@group.command("withdraw")
def withdraw_command(
    workspace: WorkspaceArgument,
    client_id: _ClientId,
    purpose: _Purpose,
    on: _On = None,
    channel: _Channel = "",
    as_json: JsonOption = False,
) -> None:
    """Write down that a client takes a consent back; ends with 4 where a release has to be recalled.

    Example: anonkit consent withdraw clinic 1042 --purpose training --channel e-mail
    """
    said = {"purpose": purpose, "state": "withdrawn", "channel": channel}
    guarded(_record)(
        workspace=workspace,
        client_id=client_id,
        as_json=as_json,
        options={**said, "on": on.date() if on else None},
    )
