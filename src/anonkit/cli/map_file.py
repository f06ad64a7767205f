"""`anonkit map`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from anonkit.cli.exits import CLOSED, DONE, show
from anonkit.cli.options import JsonOption


def map_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An export, or a mapping to check.")],
    check: Annotated[
        bool, typer.Option("--check", help="FILE is a mapping: tell every fault of it at once.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Where the draft is written.")
    ] = None,
    jurisdiction: Annotated[
        str, typer.Option(metavar="uk|us", help="How dates and phones are written there.")
    ] = "uk",
    as_json: JsonOption = False,
) -> int | None:
    """Draft a mapping for a file that nothing recognises, or check one; a draft holds no client's value.

    Example: anonkit map book.csv --output mapping.yaml
    """
    from anonkit.workflows import check_mapping, draft_mapping

    if check:
        found = check_mapping(file)
        show(found, as_json=as_json)
        return CLOSED if found.faults else DONE
    if jurisdiction == "us":
        show(draft_mapping(file, output=output, jurisdiction="us"), as_json=as_json)
    elif jurisdiction == "uk":
        show(draft_mapping(file, output=output), as_json=as_json)
    else:
        raise typer.BadParameter("is uk or us", param_hint="--jurisdiction")
    return DONE
