"""`anonkit export-patient`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from anonkit.cli.exits import DONE, WAITING, say, show
from anonkit.cli.options import JsonOption, LogOption, WorkspaceArgument


def export_patient_command(
    workspace: WorkspaceArgument,
    client_id: Annotated[
        str, typer.Argument(metavar="CLIENT_ID", help="As `anonkit find` gives it.")
    ],
    output: Annotated[Path, typer.Option(metavar="DIR", help="New or empty.")],
    basis: Annotated[str, typer.Option(help="art15, art20, hipaa or transfer.")],
    asked_by: Annotated[
        str, typer.Option(help="Who asked: the client, a solicitor, the next provider.")
    ] = "",
    identity_checked: Annotated[str, typer.Option(help="How the identity was checked.")] = "",
    recipient: Annotated[
        str | None, typer.Option(metavar="AGE_KEY", help="Lock for this age key.")
    ] = None,
    passphrase_file: Annotated[
        Path | None, typer.Option(help="Write the generated passphrase here instead of showing it.")
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Do not lock it; for the clinic's own eyes.")
    ] = False,
    log: LogOption = None,
    as_json: JsonOption = False,
) -> int | None:
    """Build one client's portable record: everything held, readable by eye and by the next provider.

    Example: anonkit export-patient clinic 1042 --output export --basis art15 --asked-by "the client"
    --identity-checked "passport seen"
    """
    from anonkit.workflows import export_patient

    report = export_patient(
        workspace,
        client_id,
        output=output,
        basis=basis,
        asked_by=asked_by,
        identity_checked=identity_checked,
        recipient=recipient,
        passphrase_file=passphrase_file,
        plain=plain,
    )
    show(report, as_json=as_json, log=log, command="export-patient")
    if report.passphrase is not None:
        say(
            "",
            "Passphrase, shown this once; send it another way than the file:",
            f"  {report.passphrase}",
        )
    if plain:
        say("This export lies in the clear; `anonkit status` lists it until it is removed.")
    return WAITING if report.waits else DONE
