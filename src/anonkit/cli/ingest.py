"""`anonkit ingest`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from anonkit.cli.exits import CLOSED, DONE, WAITING, say, show
from anonkit.cli.options import JsonOption, LogOption, NonInteractiveOption, WorkspaceArgument
from anonkit.cli.progress import Progress


def ingest_command(
    workspace: WorkspaceArgument,
    sources: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[SOURCE …]",
            help="Files, folders and ZIPs; without one the API of --platform is pulled.",
            show_default=False,
        ),
    ] = None,
    platform: Annotated[
        str | None, typer.Option(help="For files that nothing recognises; or the API to pull.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="Pull what changed since then, or `all` once more."),
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option(help="A mapping file of the clinic's own.")
    ] = None,
    engine: Annotated[str, typer.Option(help="Where partition functions run.")] = "local",
    fail_on: Annotated[
        str | None,
        typer.Option(
            metavar="quarantine[=PERCENT]",
            help="End with 1 when more than this share is quarantined.",
        ),
    ] = None,
    accept_gone: Annotated[
        bool,
        typer.Option("--accept-gone", help="The export is complete although many rows are gone."),
    ] = False,
    non_interactive: NonInteractiveOption = False,  # noqa: ARG001 - this command never asks
    log: LogOption = None,
    as_json: JsonOption = False,
) -> int | None:
    """Read exports into the records; rows that cannot be used wait in quarantine.

    Every row, archive member and page has exactly one fate: read, quarantined, or ignored with a reason.

    Example: anonkit ingest clinic contacts.csv bookings.csv clinic_book.xlsx --mapping mapping.yaml
    """
    from anonkit.execution import executor_named
    from anonkit.workflows import ingest

    executor_named(engine)
    limit = _limit(fail_on)
    report = ingest(
        workspace,
        *(sources or ()),
        platform=platform,
        mapping=mapping,
        since=since,
        accept_gone=accept_gone,
        tell=Progress("parts"),
    )
    show(report, as_json=as_json, log=log, command="ingest")
    if limit is not None and report.quarantined > limit / 100 * report.read_in:
        say(f"anonkit: {report.quarantined} of {report.read_in} wait in quarantine.")
        return CLOSED
    if report.drift:
        say(f"anonkit: {platform} tells otherwise than before in {len(report.drift)} places.")
        return WAITING
    return DONE


def _limit(fail_on: str | None) -> float | None:
    if fail_on is None:
        return None
    word, _, percent = fail_on.partition("=")
    if word != "quarantine":
        raise typer.BadParameter("is quarantine or quarantine=PERCENT", param_hint="--fail-on")
    try:
        return float(percent or 0)
    except ValueError:
        raise typer.BadParameter("PERCENT is a number", param_hint="--fail-on") from None
