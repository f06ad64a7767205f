"""Looks into answers by the paths that a declaration names."""

from __future__ import annotations

from typing import Any


def found_at(body: Any, path: str) -> Any:
    """What stands at ``outer.inner`` of an answer; the answer itself at ``.``; ``None`` where nothing does."""
    if path in {"", "."}:
        return body
    for part in path.split("."):
        if not isinstance(body, dict):
            return None
        body = body.get(part)
    return body


def number_at(body: Any, path: str) -> int | None:
    """The whole number at a path, as a number or as text."""
    found = found_at(body, path) if path else None
    if isinstance(found, bool) or not isinstance(found, (int, str)):
        return None
    try:
        return int(found)
    except ValueError:
        return None


def text_at(body: Any, path: str) -> str:
    """The text or number at a path; empty where there is none."""
    found = found_at(body, path)
    return str(found) if isinstance(found, (str, int)) and not isinstance(found, bool) else ""


def last_part(link: Any) -> str:
    """The id at the end of a link."""
    if not isinstance(link, str):
        return ""
    return link.partition("?")[0].rstrip("/").rpartition("/")[2]


def set_at(body: dict[str, Any], path: str, value: Any) -> None:
    """Puts a value at ``outer.inner``, making what lies between."""
    *outer, last = path.split(".")
    for part in outer:
        body = body.setdefault(part, {})
    body[last] = value
