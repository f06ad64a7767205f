"""`anonkit validate`."""

from __future__ import annotations

from typing import Annotated

import typer

from anonkit.cli.exits import say, show
from anonkit.cli.options import JsonOption, LogOption, WorkspaceArgument


def validate_command(
    workspace: WorkspaceArgument,
    data_docs: Annotated[
        bool,
        typer.Option(
            "--data-docs", help="Also write Great Expectations' own pages, values stripped."
        ),
    ] = False,
    log: LogOption = None,
    as_json: JsonOption = False,
) -> int | None:
    """Run the suites again over the records and write the report.

    Example: anonkit validate clinic
    """
    from anonkit.workflows import validate

    if data_docs:
        say("Data Docs load fonts, scripts and pictures from the network when they are opened.")
    show(validate(workspace, data_docs=data_docs), as_json=as_json, log=log, command="validate")
    return None
