"""A16: somebody looks at the pictures and links: what they carry, what they are called, whether they are known."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import PurePosixPath

from anonkit.deidentification.attack.base import Attack, AttackResult, Finding
from anonkit.deidentification.attack.picture_prints import (
    SUFFIXES,
    carries_metadata,
    is_near,
    print_of,
)
from anonkit.deidentification.attack.world import World

_INSIDE = re.compile(rb"data:image/[a-z+.-]+;base64,([A-Za-z0-9+/=\s]{40,})")
_LINK = re.compile(
    r"(?i)(?:https?:|file:|ftp:|s3:|//|\\\\|[a-z]:\\|/(?:home|users|mnt|var|srv|media)/)[^\s\"'<>]*\.(?:jpe?g|png|heic|gif|webp|bmp|tiff?)"
)


def _run(world: World) -> AttackResult:
    pictures = dict(_pictures(world))
    found = set(_links(world))
    prints = {p for each in world.truth.published.pictures if (p := print_of(each)) is not None}
    names = {name.casefold() for name in world.truth.source_files.values()}
    for place, content in pictures.items():
        if carries_metadata(content):
            found.add(Finding("metadata in a picture", place))
        if sha256(content).hexdigest() in world.truth.source_files:
            found.add(Finding("picture as it is at the source", place))
        if PurePosixPath(place).name.casefold() in names:
            found.add(Finding("name of a picture at the source", f"picture {len(found) + 1}"))
        own = print_of(content) if prints else None
        if own is not None and any(is_near(own, other) for other in prints):
            found.add(Finding("picture that is published elsewhere", place))
    if not pictures and not found:
        return ATTACK.nothing("the release holds no picture and no link to one")
    tried = max(len(pictures), len(found))
    return ATTACK.result(
        min(len(found), tried),
        tried,
        passed=not found,
        line="no metadata, no name or bytes of the source, no link, nothing that is published elsewhere",
        figures={"pictures": float(len(pictures))},
        findings=tuple(sorted(found)),
    )


def _pictures(world: World) -> Iterator[tuple[str, bytes]]:
    for path, content in world.release.files.items():
        if path.lower().endswith(SUFFIXES):
            yield path, content
        elif path.endswith((".html", ".htm", ".json", ".jsonl", ".csv", ".md")):
            for number, found in enumerate(_INSIDE.finditer(content), 1):
                try:
                    yield f"{path}: picture {number}", base64.b64decode(b"".join(found[1].split()))
                except binascii.Error:
                    continue


def _links(world: World) -> Iterator[Finding]:
    for path, frame in world.release.tables.items():
        for place, name in enumerate(frame.columns, 1):
            if frame[name].dropna().astype(str).map(lambda text: bool(_LINK.search(text))).any():
                yield Finding("link to a picture", f"{path}: column {place}")
    for path, content in world.release.files.items():
        if path.endswith((".html", ".htm", ".json", ".txt", ".md")) and _LINK.search(
            content.decode("utf-8", "replace")
        ):
            yield Finding("link to a picture", path)


ATTACK = Attack(
    "A16",
    "photographs",
    "the pictures at the source by name and bytes, and every picture that is published",
    "share of pictures that lead to somebody",
    _run,
)
