"""Runs every attack on a release, in memory, with nothing but what is handed over."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from anonkit.deidentification.attack.base import AttackResult, AttackSettings
from anonkit.deidentification.attack.registry import known_attacks
from anonkit.deidentification.attack.release_view import SeenRelease
from anonkit.deidentification.attack.truth import Truth
from anonkit.deidentification.attack.world import World


@dataclass(frozen=True)
class CanaryResult:
    """How many known leaks were planted into a copy of the release, and how many were found there."""

    planted: int = 0
    found: int = 0
    families: int = 0
    missed: tuple[str, ...] = ()
    """The families of those that were not found."""

    @property
    def passed(self) -> bool:
        """Whether every one was found; with none planted there is nothing to miss."""
        return self.found == self.planted

    def to_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "planted": self.planted,
            "found": self.found,
            "families": self.families,
            "missed": list(self.missed),
        }


@dataclass(frozen=True)
class BatteryResult:
    """What all attacks found."""

    attacks: tuple[AttackResult, ...]
    canaries: CanaryResult = field(default_factory=CanaryResult)

    @property
    def is_void(self) -> bool:
        """Whether a known leak was missed, so that finding nothing means nothing."""
        return not self.canaries.passed

    @property
    def passed(self) -> bool:
        """Whether no attack came through, and every known leak was found."""
        return not self.is_void and all(result.passed for result in self.attacks)

    def by_id(self, attack: str) -> AttackResult:
        """The result of one attack."""
        return next(result for result in self.attacks if result.attack == attack)

    def to_dict(self) -> dict[str, Any]:
        """For ``--json``: figures only, nobody named."""
        return {
            "attacks": [result.to_dict() for result in self.attacks],
            "canaries": self.canaries.to_dict(),
            "void": self.is_void,
            "passed": self.passed,
        }


def run_battery(
    release: SeenRelease,
    truth: Truth,
    settings: AttackSettings = AttackSettings(),  # noqa: B008 - frozen
    seed: int = 0,
    only: Collection[str] | None = None,
) -> BatteryResult:
    """Every attack, or `only` some by number, on every record; the same for the same seed.

    Works on frames in memory: `seen_frames` makes a release of tables by name, and `Truth` says whose
    each case is and what the records hold. Writes nothing.
    """
    world = World(release, truth, settings, seed)
    chosen = [attack for attack in known_attacks() if only is None or attack.id in only]
    return BatteryResult(tuple(attack.run(world) for attack in chosen))
