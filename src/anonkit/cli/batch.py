"""`anonkit batch`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from anonkit.cli.exits import CLOSED, DONE, WAITING, show
from anonkit.cli.options import JsonOption, LogOption


def batch_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A YAML file of clinics.")],
    only: Annotated[
        str, typer.Option(metavar="NAMES", help="Only these clinics, with commas between them.")
    ] = "",
    retry: Annotated[
        str | None,
        typer.Option(metavar="failed", help="Only clinics of which a step failed or waits."),
    ] = None,
    log: LogOption = None,
    as_json: JsonOption = False,
) -> int | None:
    """Move many clinics, each in a process of its own; one clinic's failure never stops another.

    Example: anonkit batch clinics.yaml --retry failed
    """
    from anonkit.workflows import batch

    names = [name.strip() for name in only.split(",") if name.strip()]
    report = batch(file, only=names, retry=retry)
    show(report, as_json=as_json, log=log, command="batch")
    if report.has_failed:
        return CLOSED
    return WAITING if report.waits else DONE
