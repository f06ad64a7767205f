"""How much is remembered of texts that come again: within one table they mostly do."""

from __future__ import annotations

MOST_TEXTS = 1 << 15
"""More than these, and everything is forgotten at the next block."""

LONGEST_TEXT = 400
"""Letters; longer texts hardly ever come twice, and would fill the memory."""
