"""Our expectations; importing this registers every one with Great Expectations."""

from __future__ import annotations

from importlib import import_module

FILES = ("forms", "text", "contact", "time", "numbers", "conditions")


def register() -> None:
    """Imports every file, which registers its expectations; a suite that names one would else lose it."""
    for file in FILES:
        import_module(f"{__name__}.{file}")
