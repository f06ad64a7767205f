"""`anonkit export-patient`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from anonkit.cli.exits import DONE, WAITING, say, show
from anonkit.cli.options import JsonOption, LogOption, WorkspaceArgument
from anonkit.cli.progress import Progress


def export_patient_command(
    workspace: WorkspaceArgument,
    output: Annotated[Path, typer.Option(metavar="DIR", help="New or empty.")],
    client_id: Annotated[
        str, typer.Argument(metavar="CLIENT_ID", help="As `anonkit find` gives it.")
    ] = "",
    basis: Annotated[
        str, typer.Option(help="art15, art20, hipaa or transfer; an open request has its own.")
    ] = "",
    request: Annotated[
        str | None, typer.Option(metavar="ID", help="The open request that this answers.")
    ] = None,
    asked_by: Annotated[
        str, typer.Option(help="Who asked: opens and closes a request in one step.")
    ] = "",
    identity_checked: Annotated[str, typer.Option(help="How the identity was checked.")] = "",
    draft: Annotated[
        bool, typer.Option("--draft", help="Write the sheet of what somebody has to decide first.")
    ] = False,
    decisions: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The filled-in sheet of a draft.")
    ] = None,
    summary: Annotated[
        bool, typer.Option("--summary", help="One page and an IPS document instead of everything.")
    ] = False,
    everyone: Annotated[
        bool, typer.Option("--all", help="Every client, a locked file each, for a --recipient.")
    ] = False,
    archive: Annotated[
        bool,
        typer.Option("--archive", help="Every client under one passphrase, with a search page."),
    ] = False,
    reason: Annotated[str, typer.Option(help="Why every client, as no client asked.")] = "",
    recipient: Annotated[
        str | None, typer.Option(metavar="AGE_KEY", help="Lock for this age or SSH key.")
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
    from anonkit.workflows import draft_patient_export, export_clinic, export_patient

    if bool(client_id) is (everyone or archive):
        raise typer.BadParameter("name one client, or --all or --archive", param_hint="CLIENT_ID")
    if everyone or archive:
        clinic = export_clinic(
            workspace,
            output=output,
            basis=basis,
            reason=reason,
            recipient=recipient,
            archive=archive,
            passphrase_file=passphrase_file,
            tell=Progress("records"),
        )
        show(clinic, as_json=as_json, log=log, command="export-patient")
        _tell_passphrase(clinic.passphrase)
        return DONE
    if draft:
        sheet = draft_patient_export(
            workspace,
            client_id,
            output=output,
            basis=basis,
            request=request,
            asked_by=asked_by,
            identity_checked=identity_checked,
        )
        show(sheet, as_json=as_json, log=log, command="export-patient")
        say(
            "The page of passages lies in the clear; `anonkit status` lists it until it is removed."
        )
        return WAITING if sheet.lines_to_decide else DONE
    report = export_patient(
        workspace,
        client_id,
        output=output,
        basis=basis,
        request=request,
        asked_by=asked_by,
        identity_checked=identity_checked,
        decisions=decisions,
        recipient=recipient,
        passphrase_file=passphrase_file,
        plain=plain,
        summary=summary,
    )
    show(report, as_json=as_json, log=log, command="export-patient")
    _tell_passphrase(report.passphrase)
    if plain:
        say("This export lies in the clear; `anonkit status` lists it until it is removed.")
    return WAITING if report.waits else DONE


def _tell_passphrase(passphrase: str | None) -> None:
    if passphrase is not None:
        told = "Passphrase, shown this once; send it another way than the file:"
        say("", told, f"  {passphrase}")
