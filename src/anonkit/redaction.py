"""Makes things safe to print: paths and exceptions without what they may hold of a client."""

from __future__ import annotations

import traceback
from types import TracebackType


def describe_exception(error: BaseException) -> str:
    """The class of an exception and the place it came from, without its text or any value."""
    return f"{type(error).__name__} at {' < '.join(_places(error.__traceback__)) or 'an unknown place'}"


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)
    return [f"{_module(frame.filename)}:{frame.lineno}" for frame in reversed(frames)][:12]


def _module(path: str) -> str:
    parts = path.replace("\\", "/").split("/")
    return "/".join(parts[-2:])
