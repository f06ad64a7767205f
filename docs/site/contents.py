"""The order of the pages: tutorials for each reader, how-to pages, reference, explanation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Begin",
        (
            "index",
            "tutorial_analyst",
            "tutorial_trainer",
            "tutorial_engineer",
            "tutorial_privacy_lead",
        ),
    ),
    (
        "How to",
        (
            "mappings",
            "platforms",
            "apis",
            "validation",
            "linkage",
            "policies",
            "teaching",
            "review",
            "notebooks",
            "releases",
            "service_improvement",
            "scrub",
            "presidio",
            "attack",
            "patient_export",
            "retention",
            "migration",
        ),
    ),
    (
        "Reference",
        (
            "commands",
            "reference_commands",
            "reference_tables",
            "reference_policies",
            "reference_platforms",
            "glossary",
        ),
    ),
    (
        "Explanation",
        (
            "law_and_mathematics",
            "design",
            "release_gate",
            "disclosure",
            "model",
            "topics_and_outcomes",
            "CONTRIBUTING",
            "CHANGELOG",
        ),
    ),
)
_READERS = {
    "index": "What it is",
    "tutorial_analyst": "For analysts",
    "tutorial_trainer": "For trainers",
    "tutorial_engineer": "For engineers",
    "tutorial_privacy_lead": "For the privacy lead",
}


def grouped(pages: Iterable[str]) -> list[tuple[str, list[str]]]:
    """The groups with the pages that there are; a page nobody has placed stands with those on how to do things."""
    there = list(pages)
    placed = {name for _, names in GROUPS for name in names}
    rest = [name for name in there if name not in placed and not name[:4].isdigit()]
    return [
        (group, [name for name in names if name in there] + (rest if group == "How to" else []))
        for group, names in GROUPS
    ]


def titles_of(texts: Mapping[str, str]) -> dict[str, str]:
    """By page its title: the first heading, or the reader it is for."""
    return {
        name: _READERS.get(name) or text.lstrip("# ").splitlines()[0].strip()
        for name, text in texts.items()
    }
