"""`anonkit demo`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from anonkit.cli.exits import show
from anonkit.cli.options import JsonOption, OutputOption


def demo_command(
    output: OutputOption = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace an earlier demo's folder.")
    ] = False,
    as_json: JsonOption = False,
) -> int | None:
    """Do the main job on two made-up clinics, and name what to open.

    Example: anonkit demo --output demo
    """
    from anonkit.workflows import demo

    show(demo(output or Path("demo"), replace=replace), as_json=as_json)
    return None
