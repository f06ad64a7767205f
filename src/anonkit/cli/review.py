"""`anonkit review`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from anonkit.cli.exits import show
from anonkit.cli.options import JsonOption, LogOption, WorkspaceArgument


def review_command(
    workspace: WorkspaceArgument,
    policy: Annotated[str, typer.Option(help="The policy of the publication to look at.")],
    reviewer: Annotated[
        str | None,
        typer.Option(help="Who decides, for a second pair of eyes; else whoever runs this."),
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Take decisions from JSON Lines with id and decision."),
    ] = None,
    log: LogOption = None,
    as_json: JsonOption = False,
) -> int | None:
    """List what a person should look at in the last publication, riskiest first; take decisions.

    Places and kinds are listed, never what stands there. To read the notes, mark and decide by mouse or
    keyboard, open the review notebook with `anonkit lab`. The next `publish` uses every decision.

    Example: anonkit review clinic --policy uk-training
    """
    from anonkit.workflows import read_decisions, review

    taken = read_decisions(decisions) if decisions is not None else []
    desk = review(workspace, policy=policy, reviewer=reviewer)
    desk.apply(taken)
    desk.close()
    show(desk, as_json=as_json, log=log, command="review")
    return None
