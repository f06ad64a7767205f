"""Topics in a note that wait for a person before anything of it is told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).parent / "data" / "sensitive_topics.yaml"


def topics_in(text: str) -> tuple[str, ...]:
    """The names of the sensitive topics a text touches, in the order of the list."""
    return tuple(topic for topic, pattern in _patterns().items() if pattern.search(text))


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    table: Mapping[str, list[str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {
        topic: re.compile("|".join(f"(?:{words})" for words in patterns), re.IGNORECASE)
        for topic, patterns in table.items()
    }
