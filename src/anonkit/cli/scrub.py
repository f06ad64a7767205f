"""`anonkit scrub`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from anonkit.cli.exits import show
from anonkit.cli.options import JsonOption, LogOption
from anonkit.cli.progress import Progress

_MOST_WORKERS = 8
"""More processes than these cost more memory than they save time."""


def scrub_command(
    notes: Annotated[Path, typer.Argument(metavar="NOTES", show_default=False)],
    output: Annotated[Path, typer.Option(metavar="FILE", help="Its suffix says the format.")],
    jurisdiction: Annotated[str, typer.Option(help="uk or us.")],
    text: Annotated[str | None, typer.Option(help="The column that holds the note.")] = None,
    id_column: Annotated[
        str | None, typer.Option("--id", help="The column that holds the id.")
    ] = None,
    known: Annotated[
        list[str] | None,
        typer.Option(help="A column that says something known of the client; repeat it."),
    ] = None,
    workspace: Annotated[
        Path | None, typer.Option(help="Take the naming key from this workspace.")
    ] = None,
    placeholders: Annotated[
        bool,
        typer.Option("--placeholders", help="Write [PERSON] and the like instead of surrogates."),
    ] = False,
    log: LogOption = None,
    as_json: JsonOption = False,
) -> int | None:
    """De-identify free text alone: JSON Lines, CSV, Parquet or XLSX in; the same ids in order out.

    Dates are shifted by one offset per client, so the result is pseudonymised, not Safe Harbor.

    Example: anonkit scrub notes.jsonl --output clean.jsonl --jurisdiction uk
    """
    from anonkit.workflows import scrub_file

    report = scrub_file(
        notes,
        output=output,
        jurisdiction=jurisdiction,
        text=text,
        id_column=id_column,
        known=tuple(known or ()),
        workspace=workspace,
        placeholders=placeholders,
        workers=min(_MOST_WORKERS, os.cpu_count() or 1),
        tell=Progress("notes"),
    )
    show(report, as_json=as_json, log=log, command="scrub")
    return None
