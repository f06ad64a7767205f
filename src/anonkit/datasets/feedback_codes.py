"""What a learner says of a case, as a code to read out: nothing is sent, and a code says nothing but that.

A code names what is said, the case, and four signs that fit this release alone, so that one heard
wrongly or read from another release is noticed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from anonkit.errors import SettingsError

RECOGNISED = "recognised"
LETTER_BY_KIND = {RECOGNISED: "R", "looks wrong": "W", "too hard": "H", "useful": "U"}
"""What can be said of a case, and the letter its code begins with."""

_ALPHABET = "BCDFGHJKMNPQRTVWXYZ23456789"
_SIGNS = 4
_NOT_IN_CODES = re.compile(r"[^0-9A-Z]")


@dataclass(frozen=True)
class CaseFeedback:
    """One thing said of one case."""

    case: str
    kind: str


def codes_of(release: str, case: str) -> dict[str, str]:
    """By kind: the code that says so of this case in this release."""
    return {kind: _code(release, case, letter) for kind, letter in LETTER_BY_KIND.items()}


def codes_by_case(release: str, cases: Iterable[str]) -> dict[str, dict[str, str]]:
    """The codes of every case."""
    return {case: codes_of(release, case) for case in cases}


def read_codes(release: str, cases: Iterable[str], typed: Iterable[str]) -> list[CaseFeedback]:
    """What was said; `SettingsError` names by place every code that is none of this release's."""
    said_by_code = {
        _bare(code): CaseFeedback(case, kind)
        for case in cases
        for kind, code in codes_of(release, case).items()
    }
    bare = [_bare(one) for one in typed]
    wrong = [str(place) for place, code in enumerate(bare, start=1) if code not in said_by_code]
    if wrong:
        raise SettingsError(
            f"Not a code of this release: number {', '.join(wrong)} of {len(bare)}. Have it read out once more, "
            "and see that the release is the one named at the foot of the page."
        )
    return [said_by_code[code] for code in bare]


def _code(release: str, case: str, letter: str) -> str:
    digest = sha256(f"{release}\x1f{case}\x1f{letter}".encode()).digest()
    signs = "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest[:_SIGNS])
    return f"{letter}-{case.removeprefix('C-')}-{signs}"


def _bare(code: str) -> str:
    return _NOT_IN_CODES.sub("", code.upper())
