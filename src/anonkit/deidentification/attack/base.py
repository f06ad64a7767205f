"""What an attack is, what it is handed, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

_Z = 1.959964


@dataclass(frozen=True)
class AttackSettings:
    """What a release must withstand; the workflow takes it from the policy where there is one."""

    k: int = 5
    l: int = 2  # noqa: E741 - its name in the literature
    t: float | None = None
    maximum_found: float = 0.05
    """The largest share of people whom an attack may find, at the upper end of the interval."""
    few: int = 200
    """Of fewer people than this courses and colleagues are judged by the share found, for everybody is
    attacked; the interval, which says what other clinics may expect, reaches too high to be kept under."""
    maximum_gain: float = 0.05
    """How much more often a sensitive value may be guessed with somebody's record than without."""
    narrowest: int = 2
    """How far apart the ends of what follows for a suppressed count must stay at least."""
    most_drawn: int = 1000
    """How many people the lesser settings of slow attacks are tried on; the judged ones take everybody."""
    harmless: tuple[str, ...] = ("[]", "none", "no", "")
    """Sensitive values that may be known of anybody."""


@dataclass(frozen=True, order=True)
class Finding:
    """One thing an attack found: what, where in the release, and whom; never a value."""

    what: str
    place: str = ""
    case: str = ""
    """The case's number, or nothing where no single case is meant."""
    person: str = field(default="", repr=False)
    """The person in the records; leaves only as a tag, and only into the sealed report."""


@dataclass(frozen=True)
class AttackResult:
    """How often an attack came through, how often it would without the target's record, and against what line."""

    attack: str
    name: str
    rate: float
    interval: tuple[float, float]
    control: float
    passed: bool
    line: str
    """The pass line in words."""
    baseline: float = 0.0
    """What guessing without the release would reach."""
    tried: int = 0
    figures: Mapping[str, float] = field(default_factory=dict)
    findings: tuple[Finding, ...] = field(default=(), repr=False)
    note: str = ""

    def to_dict(self) -> dict[str, Any]:
        """For ``--json``: figures only, nobody named."""
        return {
            "id": self.attack,
            "name": self.name,
            "rate": round(self.rate, 6),
            "interval": [round(end, 6) for end in self.interval],
            "control": round(self.control, 6),
            "baseline": round(self.baseline, 6),
            "passed": self.passed,
            "line": self.line,
            "tried": self.tried,
            "figures": {name: round(value, 6) for name, value in self.figures.items()},
            "found": len(self.findings),
            "note": self.note,
        }


@dataclass(frozen=True)
class Attack:
    """One attack of the battery; every file in ``attacks/`` declares one."""

    id: str
    name: str
    knows: str
    """What the intruder is taken to know."""
    statistic: str
    """What the rate counts."""
    run: Callable[[Any], AttackResult]
    """Handed a `World`; named loosely, since a world knows findings and so this file."""
    is_scored: bool = True
    """Whether it can fail a release; the others are reported."""

    def result(
        self,
        hits: int,
        tried: int,
        *,
        passed: bool,
        line: str,
        control: float = 0.0,
        **more: Any,
    ) -> AttackResult:
        """A result from counted hits, with its 95 % interval."""
        rate = hits / tried if tried else 0.0
        return AttackResult(
            self.id,
            self.name,
            rate,
            score_interval(hits, tried),
            control,
            passed or not self.is_scored,
            line,
            tried=tried,
            **more,
        )

    def nothing(self, why: str) -> AttackResult:
        """The result where the release or the records give this attack nothing to work on."""
        return AttackResult(
            self.id, self.name, 0.0, (0.0, 0.0), 0.0, True, "nothing to attack", note=why
        )


def score_interval(hits: float, of: int) -> tuple[float, float]:
    """The 95 % score interval of a share (Wilson 1927); it always holds the share itself."""
    if of <= 0:
        return 0.0, 0.0
    share, square = hits / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = _Z * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half))
