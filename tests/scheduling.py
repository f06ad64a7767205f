"""Which tests share a worker: what one clinic's workspace and release cost is paid once."""

from __future__ import annotations

import re
from typing import Any

from xdist.scheduler import LoadScopeScheduling

_WHOLE_CLINICS = re.compile(r"^tests/(?:workflows|browser|readers|notebooks)/")
_CLINIC = re.compile(r"\[(uk|us)\b")
_OF_THE_UK_CLINIC = ("tests/workflows/test_publication.py",)
SLOWEST_FIRST = (
    "tests/workflows/test_publication.py",
    "tests/workflows/test_sample_clinics.py",
    "tests/browser/test_lab.py",
    "tests/browser/test_whole_lesson.py",
    "tests/browser/",
    "tests/readers/",
    "tests/notebooks/",
    "tests/workflows/",
    "tests/house/",
    "tests/docs/",
    "tests/properties/",
)


def group_of(nodeid: str) -> str:
    """The group a test belongs to: its clinic for tests of a whole made-up clinic, else its file."""
    path = nodeid.partition("::")[0]
    clinic = _CLINIC.search(nodeid)
    if clinic and _WHOLE_CLINICS.match(nodeid):
        return clinic[1]
    return "uk" if path in _OF_THE_UK_CLINIC else path


def rank_of(nodeid: str) -> int:
    """What is slow comes first, so that no worker is left alone with it at the end."""
    places = (at for at, begins in enumerate(SLOWEST_FIRST) if nodeid.startswith(begins))
    return next(places, len(SLOWEST_FIRST))


class ByClinic(LoadScopeScheduling):
    """Hands out whole groups; xdist's own groups do not hold with this pytest."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


def make_scheduler(config: Any, log: Any) -> ByClinic:
    """The scheduler for `pytest -n`."""
    config.option.loadscopereorder = False
    return ByClinic(config, log)
