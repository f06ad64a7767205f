"""`anonkit lab`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def lab_command(
    workspace: Annotated[Path | None, typer.Argument(metavar="[WORKSPACE]")] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Only print the address.")
    ] = False,
    port: Annotated[int, typer.Option(help="0 takes a free one.")] = 0,
) -> int | None:
    """Open JupyterLab on the notebooks; outputs are never saved, nothing is looked up on the network.

    Example: anonkit lab clinic
    """
    from anonkit.workflows import lab

    return lab(workspace, open_browser=not no_browser, port=port)
