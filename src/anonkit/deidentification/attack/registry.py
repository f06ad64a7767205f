"""The battery: every attack that a file in ``attacks/`` declares, in the order of their numbers."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from anonkit.deidentification.attack.base import Attack

_FOLDER = "anonkit.deidentification.attack.attacks"


@cache
def known_attacks() -> tuple[Attack, ...]:
    """Every attack by number."""
    folder = import_module(_FOLDER)
    modules = [
        import_module(f"{_FOLDER}.{each.name}") for each in pkgutil.iter_modules(folder.__path__)
    ]
    found: list[Attack] = [module.ATTACK for module in modules]
    return tuple(sorted(found, key=lambda attack: int(attack.id[1:])))
