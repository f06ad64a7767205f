"""Word lists of the generator: one entry a line, or many on a line parted by `;`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_PACKAGE = "anonkit.deidentification.text.training"


@cache
def _file(name: str) -> dict[str, tuple[str, ...]]:
    text = (files(_PACKAGE) / "words" / name).read_text(encoding="utf-8")
    found: dict[str, tuple[str, ...]] = {}
    current = ""
    for line in text.splitlines():
        if line.startswith("== "):
            current = line[3:].strip()
            found[current] = ()
        elif line.strip() and not line.startswith("#"):
            parts = tuple(p.strip() for p in line.split(";") if p.strip())
            found[current] = found[current] + parts
    return found


@cache
def _everything() -> dict[str, tuple[str, ...]]:
    folder = files(_PACKAGE) / "words"
    names = sorted(e.name for e in folder.iterdir() if e.name.endswith(".txt"))
    return {section: found for name in names for section, found in _file(name).items()}


def entries(section: str) -> tuple[str, ...]:
    """The entries of a list."""
    return _everything()[section]


def is_list(section: str) -> bool:
    """Whether there is such a list."""
    return section in _everything()
