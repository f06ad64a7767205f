"""`anonkit evaluate`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from anonkit.cli.exits import show
from anonkit.cli.options import JsonOption


def evaluate_command(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD …", show_default=False)],
    jurisdiction: Annotated[str, typer.Option(help="uk or us.")],
    without_record: Annotated[
        bool,
        typer.Option(
            "--without-record", help="Detect without what the clinic knows of the client."
        ),
    ] = False,
    report: Annotated[
        Path | None,
        typer.Option(metavar="FILE.html", help="Write the figures as one HTML page as well."),
    ] = None,
    as_json: JsonOption = False,
) -> int | None:
    """Score detection on marked notes ([[TYPE|surface]]): what is caught, what is kept, how sure that is.

    Misses are told by shape. Lines with "test_data": true say that everybody in them is invented: the
    report shows these notes before and after.

    Example: anonkit evaluate marked_notes.jsonl --jurisdiction uk --report evaluation.html
    """
    from anonkit.workflows import evaluate

    scored = evaluate(
        gold, jurisdiction=jurisdiction, with_record=not without_record, report=report
    )
    show(scored, as_json=as_json)
    return None
