"""The motivated intruder: every known way to find somebody in a release, tried on every record."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.deidentification.attack.base import Attack as Attack
    from anonkit.deidentification.attack.base import AttackResult as AttackResult
    from anonkit.deidentification.attack.base import AttackSettings as AttackSettings
    from anonkit.deidentification.attack.base import Finding as Finding
    from anonkit.deidentification.attack.battery import BatteryResult as BatteryResult
    from anonkit.deidentification.attack.battery import CanaryResult as CanaryResult
    from anonkit.deidentification.attack.battery import run_battery as run_battery
    from anonkit.deidentification.attack.canaries.outside import (
        outside_canaries as outside_canaries,
    )
    from anonkit.deidentification.attack.canaries.planting import (
        run_with_canaries as run_with_canaries,
    )
    from anonkit.deidentification.attack.case_keys import CaseKeys as CaseKeys
    from anonkit.deidentification.attack.count_systems import open_cells as open_cells
    from anonkit.deidentification.attack.page import attack_page as attack_page
    from anonkit.deidentification.attack.registry import known_attacks as known_attacks
    from anonkit.deidentification.attack.release_view import SeenRelease as SeenRelease
    from anonkit.deidentification.attack.release_view import seen_files as seen_files
    from anonkit.deidentification.attack.release_view import seen_folder as seen_folder
    from anonkit.deidentification.attack.release_view import seen_frames as seen_frames
    from anonkit.deidentification.attack.truth import Published as Published
    from anonkit.deidentification.attack.truth import Truth as Truth

_HOME_BY_NAME = {
    "Attack": "base",
    "AttackResult": "base",
    "AttackSettings": "base",
    "Finding": "base",
    "BatteryResult": "battery",
    "CanaryResult": "battery",
    "run_battery": "battery",
    "outside_canaries": "canaries.outside",
    "run_with_canaries": "canaries.planting",
    "CaseKeys": "case_keys",
    "open_cells": "count_systems",
    "attack_page": "page",
    "known_attacks": "registry",
    "SeenRelease": "release_view",
    "seen_files": "release_view",
    "seen_folder": "release_view",
    "seen_frames": "release_view",
    "Published": "truth",
    "Truth": "truth",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
