"""Shows a frame of clients' records as it is: on a screen whose outputs are not saved, and audited."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from anonkit.errors import GateClosed
from anonkit.notebook.opened import STATE_VARIABLE
from anonkit.storage import Workspace
from anonkit.workflows.revealing import record_reveal

MOST_ROWS = 50


class Revealed:
    """The head of a frame, once; what it shows is in no saved file."""

    def __init__(self, frame: Any) -> None:
        self._head = frame.head(MOST_ROWS)

    def __repr__(self) -> str:
        return str(self._head.to_string())

    def _repr_html_(self) -> str:
        return str(self._head.to_html(escape=True))


def reveal(frame: Any, workspace: Workspace | Path | str, *, reason: str) -> Revealed:
    """The first rows of a frame as they are; `GateClosed` where an output could be saved."""
    reveal_allowed()
    record_reveal(
        workspace, rows=min(len(frame), MOST_ROWS), columns=len(frame.columns), reason=reason
    )
    return Revealed(frame)


def reveal_allowed() -> None:
    """`GateClosed` where what is shown could be saved."""
    if STATE_VARIABLE not in os.environ and not sys.stdout.isatty():
        raise GateClosed(
            "Values are shown in `anonkit lab` and on a terminal only: elsewhere the output would be saved."
        )
