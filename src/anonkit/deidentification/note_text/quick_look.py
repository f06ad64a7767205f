"""A quick look before an expression is compiled and run: most texts hold none of most known values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache


def may_hold(lowered: str, words: Iterable[str]) -> bool:
    """Whether a text in lower case might hold all these words in any case; a no is certain."""
    # Letters beyond ASCII have partners in other cases that lower() does not bring together.
    return not lowered.isascii() or all(
        not word.isascii() or word.lower() in lowered for word in words
    )


@lru_cache(maxsize=4096)
def whole_words(expression: str) -> re.Pattern[str]:
    """The expression where no letter or digit touches it, in any case."""
    return re.compile(rf"(?<!\w){expression}(?!\w)", re.IGNORECASE)
