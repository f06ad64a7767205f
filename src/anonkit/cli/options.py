"""Options that every command has, declared once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

WorkspaceArgument = Annotated[
    Path,
    typer.Argument(metavar="WORKSPACE", help="The clinic's workspace folder.", show_default=False),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Print one JSON object on stdout; everything else on stderr.")
]
NonInteractiveOption = Annotated[
    bool, typer.Option("--non-interactive", help="Never ask; fail with what is missing.")
]
LogOption = Annotated[
    Path | None,
    typer.Option("--log", metavar="FILE", help="Append JSON Lines, without values, to this file."),
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output", metavar="DIR", help="The folder that becomes the result; new or empty."
    ),
]
