"""Makes one finding of the pieces of one name, with the initials and particles around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from anonkit.deidentification.text.findings import Finding
from anonkit.deidentification.text.lexicons import cues
from anonkit.deidentification.text.name_extents import stretched
from anonkit.deidentification.text.note import Note

_BETWEEN = re.compile(
    r"^[ ,]{0,2}[\"'(]{0,2}[ ]?(?:(?:[A-Z]\.?[ -]?){1,3}|(?P<particles>[a-z']{1,4}(?"
    r":[ -][a-z']{1,4})?)[ -])?[\"')]{0,2}[ ,]{0,2}$"
)
_INITIALS_BEFORE = re.compile(r"(?<![\w.'/&-])(?:[A-Z]\.[ ]?|[A-Z][ ]){1,3}$")
_INITIALS_AFTER = re.compile(
    r"^[ ](?:[A-Z](?:-[A-Z])+|[A-Z]\.(?:[ ]?[A-Z]\.)*|[A-Z](?![\w'+/]))(?![\w])"
)
_PLAIN_LETTERS = frozenset("ISOPRLAX")


def join_names(note: Note, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, with names that stand together joined and their initials taken in."""
    previous: Finding | None = None
    for finding in findings:
        current = finding
        if finding.entity == "PERSON":
            current = _with_initials(note.text, stretched(note, finding))
        if previous is not None and _is_one_name(note.text, previous, current):
            previous = replace(previous, end=max(previous.end, current.end))
            continue
        if previous is not None:
            yield previous
        previous = current
    if previous is not None:
        yield previous


def _is_one_name(text: str, left: Finding, right: Finding) -> bool:
    if left.entity == right.entity == "ORG":
        return text[left.end : max(left.end, right.start)] in (" at ", " of ", " @ ")
    if left.entity != "PERSON" or right.entity != "PERSON" or right.start - left.end > 12:
        return False
    if left.owner and right.owner and left.owner != right.owner:
        return False
    gap = text[left.end : max(left.end, right.start)]
    match = _BETWEEN.match(gap)
    if match is None or "," in gap:
        return False
    particles = match.group("particles")
    return particles is None or all(p in cues.PARTICLES for p in re.split(r"[ -]", particles))


def _with_initials(text: str, finding: Finding) -> Finding:
    start, end = finding.start, finding.end
    before = _INITIALS_BEFORE.search(text[max(0, start - 12) : start])
    if before and text[start].isupper():
        letters = before.group().strip()
        if "." in letters or letters not in _PLAIN_LETTERS:
            start -= len(before.group())
    after = _INITIALS_AFTER.match(text[end : end + 10])
    if after and text[start].isupper():
        letter = after.group().strip()
        if len(letter) > 1 or letter not in _PLAIN_LETTERS:
            end += len(after.group())
    return (
        finding
        if (start, end) == (finding.start, finding.end)
        else replace(finding, start=start, end=end)
    )
