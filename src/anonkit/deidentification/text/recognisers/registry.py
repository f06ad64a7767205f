"""Gathers the recognisers from their folders."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import cast

from anonkit.deidentification.text.recognisers.base import Recogniser

_ROOT = "anonkit.deidentification.text.recognisers"
_FOLDERS = {"uk": ("generic", "uk", "us"), "us": ("generic", "us", "uk")}


@cache
def all_recognisers() -> tuple[Recogniser, ...]:
    """One of each recogniser that ships, in the order of folder and file."""
    return tuple(r for folder in ("generic", "uk", "us") for r in _in_folder(folder))


@cache
def recognisers_for(jurisdiction: str) -> tuple[Recogniser, ...]:
    """The recognisers used on notes of a jurisdiction; each country's ids turn up in the other."""
    return tuple(r for folder in _FOLDERS[jurisdiction] for r in _in_folder(folder))


@cache
def _in_folder(folder: str) -> tuple[Recogniser, ...]:
    package = import_module(f"{_ROOT}.{folder}")
    found: list[Recogniser] = []
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda i: i.name):
        module = import_module(f"{_ROOT}.{folder}.{info.name}")
        own = (v for v in vars(module).values() if isinstance(v, type))
        found.extend(
            cast(Recogniser, kind())
            for kind in own
            if kind.__module__ == module.__name__ and _is_recogniser(kind)
        )
    return tuple(found)


def _is_recogniser(kind: type) -> bool:
    return bool(getattr(kind, "name", None)) and hasattr(kind, "find")
