"""What may be kept of a result: whether it held, how many rows failed, and where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from anonkit.errors import ValidationError
from anonkit.validation.gx.loader import POSITION
from anonkit.validation.suites import Rule, Suite

_CLASS_NAME = re.compile(r"(?:\w+\.)*(\w*(?:[Ee]rror|Exception))(?::|$)")


@dataclass(frozen=True)
class RuleResult:
    """One rule's outcome on one frame."""

    rule: Rule
    failing: tuple[int, ...]
    """Positions of the failing rows, in order."""


def clean_result(result: Any, suite: Suite, rows: int) -> RuleResult:
    """A result without values; `ValidationError` where the rule could not be judged for every row."""
    position = int(result.expectation_config.meta[POSITION])
    rule = suite.rules[position]
    place = f"{suite.file}, expectation {position + 1} ({rule.type})"
    fault = _exception_class(result.exception_info)
    if fault is not None:
        raise ValidationError(f"{place}: could not be run ({fault}); nothing was let through")
    if result.success:
        return RuleResult(rule, ())
    failing = result.result.get("unexpected_index_list")
    if not failing or not all(isinstance(place, int) and 0 <= place < rows for place in failing):
        # A failed aggregate names no rows, so nobody could be quarantined for it.
        raise ValidationError(
            f"{place}: failed without naming rows; suites hold rules about rows only"
        )
    return RuleResult(rule, tuple(sorted(set(failing))))


def _exception_class(info: Any) -> str | None:
    """The class of the exception; its message may hold a value and is never read further."""
    if not isinstance(info, dict):
        return None
    if "raised_exception" not in info:
        return next((name for part in info.values() if (name := _exception_class(part))), None)
    if not info["raised_exception"]:
        return None
    trace = str(info.get("exception_traceback") or "")
    lines = [
        line for line in trace.splitlines() if line and not line.startswith((" ", "Traceback"))
    ]
    # The first such line begins with the class of the cause; what follows may be text from a row.
    found = _CLASS_NAME.match(lines[0]) if lines else None
    return found[1] if found else "Exception"
