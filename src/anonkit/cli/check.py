"""`anonkit check`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from anonkit.cli.exits import CLOSED, DONE, show
from anonkit.cli.options import JsonOption, LogOption


def check_command(
    release: Annotated[Path, typer.Argument(metavar="RELEASE", show_default=False)],
    workspace: Annotated[Path, typer.Option(help="The workspace whose people must not be in it.")],
    log: LogOption = None,
    as_json: JsonOption = False,
) -> int | None:
    """Look for anybody's identifiers in a release folder, ours or another tool's, and check its risk.

    Names places, never values. Ends with 1 when something certain was found.

    Example: anonkit check case-set --workspace clinic
    """
    from anonkit.workflows import check

    report = check(release, workspace=workspace)
    show(report, as_json=as_json, log=log, command="check")
    return DONE if report.passed else CLOSED
