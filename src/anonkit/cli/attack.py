"""`anonkit attack`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from anonkit.cli.exits import CLOSED, DONE, show
from anonkit.cli.options import JsonOption, LogOption


def attack_command(
    release: Annotated[Path, typer.Argument(metavar="RELEASE", show_default=False)],
    workspace: Annotated[Path, typer.Option(help="The workspace whose people are looked for.")],
    consent: Annotated[
        str,
        typer.Option(
            metavar='"WHO, YYYY-MM-DD"',
            help="Who consented to this attack for the controller, and when; audited and kept.",
        ),
    ],
    map: Annotated[  # noqa: A002 - the option's name is a contract
        Path | None,
        typer.Option(metavar="FILE", help="CSV of case and client, for another tool's release."),
    ] = None,
    canaries: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="JSON of known leaks to plant, or that are planted."),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(metavar="FILE.html", help="Write the page, without tags, here as well."),
    ] = None,
    log: LogOption = None,
    as_json: JsonOption = False,
) -> int | None:
    """Attack a release folder, ours or another tool's, as a motivated intruder would; plant known leaks as a test.

    Names figures, never people; the worst records are named by tag in the sealed report. Ends with 1 when an
    attack came through or a planted leak was missed, with 2 without the controller's consent.

    Example: anonkit attack case-set --workspace clinic --consent "Practice manager, 2026-03-01"
    """
    from anonkit.workflows import attack

    done = attack(
        release, workspace=workspace, consent=consent, map=map, canaries=canaries, report=report
    )
    show(done, as_json=as_json, log=log, command="attack")
    return DONE if done.passed else CLOSED
