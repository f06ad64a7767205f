"""Without a clear consent of the controller nothing is attacked."""

from __future__ import annotations

from datetime import date

import pytest

from anonkit.errors import SettingsError
from anonkit.workflows.controller_consent import parsed_consent

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Practice manager, 2026-03-01", "Practice manager"),
        ("Dr A. Holt, clinical director, 2026-03-02", "Dr A. Holt, clinical director"),
        ("  The   controller ,2025-12-31 ", "The controller"),
    ],
)
def test_who_and_when(text, who):
    """The day stands after the last comma; the rest is who."""
    found = parsed_consent(text, TODAY)
    assert found.who == who
    assert found.on <= TODAY


@pytest.mark.parametrize(
    "text",
    ["", "yes", "Practice manager", ", 2026-03-01", "x, 2026-03-01", "Manager, yesterday", "Manager, 01/03/2026",
     "Manager, 2026-02-30", "Manager, 2026-03-03", "2026-03-01"],
)  # fmt: skip
def test_what_is_no_consent(text):
    """Nobody named, no day, a day that is none, or one that lies ahead."""
    with pytest.raises(SettingsError, match=r"consent"):
        parsed_consent(text, TODAY)
