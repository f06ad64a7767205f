"""`anonkit diff`, `anonkit reproduce`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from anonkit.cli.exits import CLOSED, DONE, show
from anonkit.cli.options import JsonOption, LogOption
from anonkit.cli.release_life import ReleaseArgument, WorkspaceOption


def diff_command(
    first: Annotated[Path, typer.Argument(metavar="A", help="The older release's folder.")],
    second: Annotated[Path, typer.Argument(metavar="B", help="The newer one's.")],
    as_json: JsonOption = False,
) -> int | None:
    """Show what changed between two releases, never about one person.

    Counts below k, and changes by fewer than k people, are shown as just that.

    Example: anonkit diff clinic/releases/uk-training-20260302-1f0c9a3b clinic/releases/uk-training-20260402-77e1c09d
    """
    from anonkit.workflows import diff

    show(diff(first, second), as_json=as_json)
    return None


def reproduce_command(
    release: ReleaseArgument,
    workspace: WorkspaceOption = None,
    log: LogOption = None,
    as_json: JsonOption = False,
) -> int | None:
    """Make a release again from the workspace and compare it with what was made, byte for byte.

    Ends with 1 where a file differs, or where the records are no longer those it was made from.

    Example: anonkit reproduce clinic/releases/uk-training-20260302-1f0c9a3b
    """
    from anonkit.workflows import reproduce

    report = reproduce(release, workspace=workspace)
    show(report, as_json=as_json, log=log, command="reproduce")
    return DONE if report.passed else CLOSED
