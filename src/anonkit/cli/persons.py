"""`anonkit persons`."""

from __future__ import annotations

from typing import Annotated

import typer

from anonkit.cli.exits import DONE, WAITING, show
from anonkit.cli.options import JsonOption, WorkspaceArgument


def persons_command(
    workspace: WorkspaceArgument,
    same: Annotated[
        str | None, typer.Option(metavar="TAG,TAG", help="These two rows are one person.")
    ] = None,
    different: Annotated[
        str | None, typer.Option(metavar="TAG,TAG", help="These two rows are two people.")
    ] = None,
    as_json: JsonOption = False,
) -> int | None:
    """List client rows that may be one person, with the reasons, or keep a decision on a pair.

    Example: anonkit persons clinic --same clients#abc,clients#def
    """
    from anonkit.workflows import persons

    report = persons(workspace, same=same, different=different)
    show(report, as_json=as_json)
    return WAITING if report.pairs and same is None and different is None else DONE
