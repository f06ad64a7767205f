"""`anonkit migrate`, `anonkit reconcile`, `anonkit rollback`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from anonkit.cli.exits import CLOSED, DONE, WAITING, show
from anonkit.cli.options import JsonOption, LogOption, OutputOption, WorkspaceArgument
from anonkit.cli.progress import Progress


def migrate_command(
    workspace: WorkspaceArgument,
    to: Annotated[str, typer.Option(metavar="PLATFORM", help="Where the records go.")],
    template: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="With --to template: the platform's blank template."),
    ] = None,
    output: OutputOption = None,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Say what would happen, field by field; write no records."),
    ] = False,
    limit: Annotated[
        int | None, typer.Option(metavar="N", help="A rehearsal with so many clients.")
    ] = None,
    only: Annotated[
        str, typer.Option(metavar="TABLES", help="Only these tables, with commas between them.")
    ] = "",
    since: Annotated[
        str | None, typer.Option(metavar="TIME", help="Only rows read at or after this moment.")
    ] = None,
    push: Annotated[
        bool, typer.Option("--push", help="Bring the records there through the platform's API.")
    ] = False,
    reason: Annotated[
        str, typer.Option(help="Why they may go there, where no agreement is in the settings.")
    ] = "",
    replay: Annotated[
        bool, typer.Option("--replay", help="Try again the rows that the target refused.")
    ] = False,
    incomplete: Annotated[
        str,
        typer.Option(
            metavar="REASON",
            help="Why the move goes on, where the leaving checklist is not satisfied.",
        ),
    ] = "",
    log: LogOption = None,
    as_json: JsonOption = False,
) -> int | None:
    """Move a clinic to another platform: import files or a push, and an account of every row and value.

    Example: anonkit migrate clinic --to jane --output to-jane --dry-run
    """
    from anonkit.workflows import migrate

    report = migrate(
        workspace,
        to=to,
        output=output,
        template=template,
        dry_run=dry_run,
        limit=limit,
        only=[name.strip() for name in only.split(",") if name.strip()],
        since=since,
        push=push,
        reason=reason,
        replay=replay,
        incomplete=incomplete,
        tell=Progress("rows"),
    )
    show(report, as_json=as_json, log=log, command="migrate")
    if not report.holds:
        return CLOSED
    return WAITING if report.waits else DONE


FolderArgument = Annotated[
    Path, typer.Argument(metavar="DIR", help="What `anonkit migrate` wrote.", show_default=False)
]


def reconcile_command(
    workspace: WorkspaceArgument,
    folder: FolderArgument,
    log: LogOption = None,
    as_json: JsonOption = False,
) -> int | None:
    """Compare the records with what a migration wrote: rows, values, sums, files, a sample.

    Example: anonkit reconcile clinic to-jane
    """
    from anonkit.workflows import reconcile

    report = reconcile(workspace, folder)
    show(report, as_json=as_json, log=log, command="reconcile")
    return DONE if report.holds else CLOSED


def rollback_command(
    workspace: WorkspaceArgument,
    folder: FolderArgument,
    log: LogOption = None,
    as_json: JsonOption = False,
) -> int | None:
    """Take a migration's files back; its plan and decisions stay.

    Example: anonkit rollback clinic to-jane
    """
    from anonkit.workflows import rollback

    show(rollback(workspace, folder), as_json=as_json, log=log, command="rollback")
    return DONE
