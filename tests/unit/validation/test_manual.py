"""What docs/validation.md says is true."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from anonkit.validation import load_suites
from anonkit.validation.gx.expectations import FILES, register
from anonkit.validation.gx.expectations.base import RowExpectation

MANUAL = (Path(__file__).parents[3] / "docs" / "validation.md").read_text(encoding="utf-8")


def our_types() -> set[str]:
    """The types that this package registers."""
    register()
    names = {
        kind.__name__
        for kind in RowExpectation.__subclasses__()
        if kind.__module__.split(".")[-1] in FILES
    }
    return {re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower() for name in names}


def test_the_example_runs_and_gives_what_it_says() -> None:
    """The Python block stands as it is."""
    (block,) = re.findall(r"```python\n(.*?)```", MANUAL, re.DOTALL)
    names: dict[str, Any] = {}
    exec(compile(block, "docs/validation.md", "exec"), names)
    verdict = names["verdict"]
    assert verdict.passed["clients"]["email"].isna().all()
    assert verdict.asides["value"].tolist() == ["maeve@example"]
    assert verdict.quarantined.empty
    assert verdict.counts["clients", "implausible-email"] == 1
    assert names["page"].lstrip().startswith("<!doctype html>")


def test_the_manual_lists_every_type_there_is() -> None:
    """No type goes untold, none is promised that does not exist."""
    section = MANUAL.split("### Types")[1].split("### Doses")[0]
    table = "\n".join(line for line in section.splitlines() if line.startswith("| "))
    assert set(re.findall(r"`(expect_\w+)`", table)) == our_types()


def test_every_type_is_used_by_a_suite() -> None:
    """What nothing uses nobody tries."""
    used = {rule.type for suite in load_suites().suites for rule in suite.rules}
    assert our_types() <= used
