"""A17: somebody reads what clients and clinic have published, and finds the same words in a case."""

from __future__ import annotations

import re
from collections import defaultdict

from anonkit.deidentification.attack.base import Attack, AttackResult, Finding
from anonkit.deidentification.attack.release_view import CASE
from anonkit.deidentification.attack.world import World

_WORD = re.compile(r"[^\W_]+")
_RUN = 5
"""So many words in a row are hardly ever said twice by chance."""
_FEWEST_LETTERS = 20


def _run(world: World) -> AttackResult:
    published = {run for text in world.truth.published.texts for run in runs(text)}
    if not published or not len(world.release.texts):
        return ATTACK.nothing("nothing is published, or the release tells no texts")
    cases_by_run: dict[str, set[str]] = defaultdict(set)
    place_of: dict[str, str] = {}
    texts = world.release.texts
    for case, text, file in zip(texts[CASE], texts["text"], texts["file"], strict=True):
        for run in runs(str(text)) & published:
            cases_by_run[run].add(str(case))
            place_of[str(case)] = str(file)
    # What several cases say is how the clinic writes, and leads to nobody.
    found = sorted({next(iter(cases)) for cases in cases_by_run.values() if len(cases) == 1})
    others = {case for cases in cases_by_run.values() if len(cases) == 2 for case in cases}
    owner = world.truth.owner_by_case
    return ATTACK.result(
        len(found),
        len(world.case_names),
        control=len(others - set(found)) / max(len(world.case_names), 1),
        passed=not found,
        line="no five words in a row that are published, and that one case alone tells",
        figures={
            "runs": float(len(cases_by_run)),
            "published": float(len(world.truth.published.texts)),
        },
        findings=tuple(
            Finding("words that are published", place_of[case], case, owner.get(case, ""))
            for case in found
        ),
    )


def runs(text: str) -> set[str]:
    """Every five words in a row, in lower case and without marks."""
    words = [word.casefold() for word in _WORD.findall(text)]
    found = (" ".join(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1))
    return {run for run in found if len(run) >= _FEWEST_LETTERS}


ATTACK = Attack(
    "A17",
    "published words",
    "reviews, testimonials and posts that anybody can read",
    "share of cases that alone tell five words in a row which are published",
    _run,
)
