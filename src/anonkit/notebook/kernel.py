"""Makes a kernel ours: what it opens is watched, and frames of records are masked."""

from __future__ import annotations

import sys

from anonkit.notebook.opened import OPENED

_INSTALLED: list[bool] = []


def install() -> None:
    """Watches what is opened, and masks frames where there is a notebook; a second call changes nothing."""
    if not _INSTALLED:
        _INSTALLED.append(True)
        sys.addaudithook(OPENED.hook)
    if "IPython" in sys.modules:
        from anonkit.notebook.formatters import mask_frames  # noqa: PLC0415 - only where there is a page

        mask_frames()
