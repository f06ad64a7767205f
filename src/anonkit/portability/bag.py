"""BagIt 1.0: the payload's manifest, the tags around it. No name of anybody stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from anonkit.portability.context import ExportContext
from anonkit.portability.signature import Signer

Part = tuple[str, bytes]
"""A file of the bag: its path, and what it holds."""

_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_ILLEGAL = re.compile(r'[<>:"|?*\x00-\x1f\\]')


@dataclass(frozen=True)
class Manifest:
    """The files of a bag with sizes and digests."""

    sizes: Mapping[str, int]
    digests: Mapping[str, str]

    @property
    def total_bytes(self) -> int:
        """How large the files are together."""
        return sum(self.sizes.values())

    def to_text(self) -> str:
        """As a BagIt manifest: digest, two spaces, path."""
        return "".join(f"{self.digests[path]}  {path}\n" for path in sorted(self.digests))


def bag_parts(
    payload: Iterable[Part], context: ExportContext, signer: Signer | None = None
) -> Iterator[Part]:
    """The files of a bag, one after the other: payload first, then the tags that name it, signed.

    Only one payload file is in memory at a time.
    """
    sizes: dict[str, int] = {}
    digests: dict[str, str] = {}
    for name, content in payload:
        path = f"data/{name}"
        check_path(path)
        if path in sizes:
            raise ValueError("two files of a bag have the same path")
        sizes[path], digests[path] = len(content), sha256(content).hexdigest()
        yield path, content
    yield from _tags(Manifest(sizes, digests), context, signer)


def check_path(path: str) -> None:
    """Raises where a path would not be legal on Windows."""
    for part in path.split("/"):
        if not part or _RESERVED.fullmatch(part) or _ILLEGAL.search(part) or part[-1] in " .":
            raise ValueError("a file name in the bag is not legal everywhere")


def _tags(manifest: Manifest, context: ExportContext, signer: Signer | None) -> Iterator[Part]:
    tags = {
        "bagit.txt": _DECLARATION,
        "bag-info.txt": _info(manifest, context),
        "manifest-sha256.txt": manifest.to_text(),
    }
    contents = {name: text.encode() for name, text in tags.items()}
    yield from contents.items()
    tag_manifest = Manifest(
        {name: len(content) for name, content in contents.items()},
        {name: sha256(content).hexdigest() for name, content in contents.items()},
    )
    text = tag_manifest.to_text().encode()
    yield "tagmanifest-sha256.txt", text
    if signer is not None:
        yield from signer.files(text).items()


def _info(manifest: Manifest, context: ExportContext) -> str:
    lines = {
        "Source-Organization": context.clinic.name,
        "External-Identifier": context.case,
        "External-Description": "One client's own record, made for that client",
        "Bagging-Date": context.made_on,
        "Bag-Software-Agent": context.software,
        "Payload-Oxum": f"{manifest.total_bytes}.{len(manifest.sizes)}",
        "Anonkit-Kind": "patient-export",
    }
    return "".join(f"{name}: {' '.join(value.split())}\n" for name, value in lines.items())
