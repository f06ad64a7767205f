"""What a kernel of ours knows: whether clients' records were opened, so that nothing of them is kept.

The audit events of Python itself say what is opened. A kernel of `anonkit lab` leaves a mark for the server,
which keeps a notebook's outputs only where releases were all that was opened. It is a guard rail beside
strip-on-save: a print of a single value goes to the screen, and the screen is all it reaches.
"""

from __future__ import annotations

import os
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

WORKSPACE_OPENED = "anonkit.workspace.opened"
RELEASE_OPENED = "anonkit.release.opened"
STATE_VARIABLE = "ANONKIT_LAB_STATE"
RECORDS, RELEASES = "records", "releases"
_DATA_SUFFIXES = (
    ".csv",
    ".xlsx",
    ".xls",
    ".json",
    ".jsonl",
    ".parquet",
    ".pdf",
    ".zip",
    ".txt",
    ".db",
)
_SAID = "anonkit: this notebook opens clients' records. What it shows stays on the screen: no output of it is saved.\n"


class Opened:
    """What this kernel has opened so far."""

    def __init__(self) -> None:
        self.records = False
        self.releases: list[str] = []

    def hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Python's audit hook; it must be quick, and it never raises."""
        if event == WORKSPACE_OPENED:
            self._records()
        elif event == RELEASE_OPENED:
            self.releases.append(_place(str(arguments[0])) + os.sep)
            leave_mark(RECORDS if self.records else RELEASES)
        elif event == "open" and self.releases and not self.records:
            self._file(arguments[0])

    def _file(self, path: object) -> None:
        # Another data file beside the releases: nobody knows what is in it.
        if not isinstance(path, str) or not path.lower().endswith(_DATA_SUFFIXES):
            return
        place = _place(path)
        if (
            not place.startswith((*self.releases, sys.prefix, sys.base_prefix))
            and "site-packages" not in place
        ):
            self._records()

    def _records(self) -> None:
        if not self.records:
            self.records = True
            leave_mark(RECORDS)
            if STATE_VARIABLE in os.environ:
                sys.stderr.write(_SAID)


OPENED = Opened()


def _place(path: str) -> str:
    # Without a look at the disk: the hook stands in the way of every file that is opened.
    return os.path.abspath(path)  # noqa: PTH100


def leave_mark(kind: str) -> None:
    """Tells the server of `anonkit lab` what this notebook opened; records, once said, stay said."""
    state, notebook = os.environ.get(STATE_VARIABLE), os.environ.get("JPY_SESSION_NAME", "")
    if not state or not Path(notebook).is_absolute():
        return
    mark = mark_file(Path(state), notebook)
    try:
        if not (mark.exists() and mark.read_text(encoding="utf-8") == RECORDS):
            mark.parent.mkdir(parents=True, exist_ok=True)
            mark.write_text(kind, encoding="utf-8")
    except OSError:
        # Without a mark nothing is kept, which is the safe side.
        return


def mark_file(state: Path, notebook: str) -> Path:
    """Where the mark of a notebook lies; its name tells nothing of the notebook's."""
    return state / "opened" / sha256(os.path.realpath(notebook).encode()).hexdigest()[:24]
