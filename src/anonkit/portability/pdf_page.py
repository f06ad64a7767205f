"""record.pdf: what START-HERE.html tells, on paper, tagged for screen readers (PDF/UA-1), set by Typst.

The record's words reach Typst as JSON data and are never part of its source, so nothing in them can run.
Photographs are set at the size of a print, the files themselves lie beside it.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any

from anonkit.errors import IntegrityError
from anonkit.pages import data_uri
from anonkit.portability.context import ExportContext
from anonkit.portability.files import BlobReader, read_blob
from anonkit.portability.held import ClientRecord
from anonkit.portability.html_parts import Section, Table
from anonkit.portability.pdf_fonts import pdf_fonts
from anonkit.portability.pdf_tables import fitted

_LONGEST_SIDE = 1000
_QUALITY = 75
_SHOWN = ("image/jpeg", "image/png", "image/gif", "image/webp")
_SUMMARY = "A summary is no copy of the record: what is not here may still be on record."
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_EVERYWHERE = frozenset(map(chr, range(0x180)))
"""Characters that the fonts which Typst brings are sure to show."""
_PAPER = {"uk": ("a4", "GB"), "us": ("us-letter", "US")}


def to_pdf(
    content: Mapping[str, Any],
    record: ClientRecord,
    context: ExportContext,
    blobs: BlobReader | None,
) -> bytes:
    """The page's content as a tagged PDF; `IntegrityError` where it could not be set."""
    import typst  # noqa: PLC0415 - 80 MB that only an export needs

    pictures = dict(_pictures(record, blobs))
    made_at = datetime.fromisoformat(context.made_at)
    fonts = pdf_fonts()
    told = _printable(_data(content, context, list(pictures)))
    signs = sorted(set(json.dumps(told, ensure_ascii=False)) - _EVERYWHERE)
    data = json.dumps({**told, "fonts": fonts.families, "signs": signs}, ensure_ascii=False)
    try:
        made = typst.compile(  # type: ignore[call-overload]  # files by name: not declared
            {"main.typ": _template(), **pictures},
            format="pdf",
            font_paths=fonts.found,
            sys_inputs={"record": data},
            pdf_standards="ua-1",
            timestamp=made_at,
        )
    except RuntimeError:
        # Typst's own message may quote the record.
        raise IntegrityError(
            "record.pdf could not be set, so nothing was written; this is a fault of the software, please report it."
        ) from None
    return bytes(made)


@cache
def _template() -> bytes:
    return resources.files("anonkit.portability").joinpath("templates/record.typ").read_bytes()


def _printable(value: Any) -> Any:
    """The value without control characters, for which no font has a sign."""
    if isinstance(value, str):
        return _CONTROL.sub("", value)
    if isinstance(value, dict):
        return {name: _printable(part) for name, part in value.items()}
    return [_printable(part) for part in value] if isinstance(value, list | tuple) else value


def _pictures(record: ClientRecord, blobs: BlobReader | None) -> Iterator[tuple[str, bytes]]:
    """Photographs as they are set, by their paths in the bag; one that cannot be read is named only."""
    for held in record.files:
        if not held.path.startswith("photos/") or held.media_type not in _SHOWN:
            continue
        content = read_blob(blobs, held.blob)
        made = _smaller(content) if content is not None else None
        if made is not None:
            yield f"{held.path}.svg", made


def _smaller(content: bytes) -> bytes | None:
    from PIL import Image, ImageOps  # noqa: PLC0415 - only where there are photographs

    try:
        with Image.open(io.BytesIO(content)) as opened:
            image = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    image.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY)
    return _as_drawing(out.getvalue(), *image.size)


def _as_drawing(jpeg: bytes, width: int, height: int) -> bytes:
    """A drawing around the picture: files handed to Typst in memory have to be text."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" href="{data_uri(jpeg, "image/jpeg")}"/></svg>'
    ).encode()


def _data(
    content: Mapping[str, Any], context: ExportContext, pictures: Sequence[str]
) -> dict[str, Any]:
    paper, region = _PAPER[context.clinic.jurisdiction]
    return {
        "paper": paper,
        "region": region,
        "title": f"Your record at {context.clinic.name}",
        "heading": f"{'Summary for' if content['is_summary'] else 'The record of'} {content['name']}",
        "clinic": context.clinic.name,
        "case": context.case,
        "made_on": content["made_on"],
        "scope": content["scope"].title,
        "meaning": _SUMMARY if content["is_summary"] else content["scope"].meaning,
        "figures": [] if content["is_summary"] else content["figures"],
        "callouts": list(_callouts(content)),
        "pictures": [name.removesuffix(".svg") for name in pictures],
        "sections": [_section(section) for section in content["sections"]],
        "about": [] if content["is_summary"] else list(_about(content)),
    }


def _section(section: Section) -> dict[str, Any]:
    made = asdict(section)
    made["cards"] = [_card(card) for card in made["cards"]]
    made["tables"] = [fitted(table) for table in made["tables"]]
    return made


def _card(card: dict[str, Any]) -> dict[str, Any]:
    return {**card, "parts": [_card(part) for part in card["parts"]], "title": card["title"] or "–"}


def _callouts(content: Mapping[str, Any]) -> Iterator[str]:
    if content["questions"]:
        yield (
            "There may be another record that is yours too. Nothing of it is included, because it may belong to "
            "somebody else. Please ask the clinic to look into it."
        )
    count = content["quarantined"]
    if count:
        yield (
            f"{count} {'entry' if count == 1 else 'entries'} did not pass the clinic's checks and "
            f"{'is' if count == 1 else 'are'} included as found, marked “not yet checked”."
        )


def _about(content: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What the cover says beside the record."""
    columns = ["Part", "What", "How often", "Why", "Rule"]
    left_out = Table("Not in this record", columns, content["withheld"])
    said = "" if content["withheld"] else "Nothing that this kind of request covers was left out."
    yield {"title": "What is left out, and why", "parts": [_part("", said, table=left_out)]}
    information, regulator, clinic = (
        content["information"],
        content["regulator"],
        content["clinic"],
    )
    uses = [
        f"{use.purpose} ({use.ground})" if use.ground else use.purpose for use in information.uses
    ]
    recipients = [
        ", ".join(part for part in (each.name, each.why, each.where) if part)
        for each in information.recipients
    ]
    at_clinic = [clinic.privacy_contact or clinic.email, clinic.phone, clinic.address]
    parts = [
        _part("What they are used for", "" if uses else "Ask the clinic.", uses),
        _part("Who receives them", "" if recipients else "Ask the clinic.", recipients),
        _part("How long they are kept", "", list(information.retention)),
        _part("Where they came from", ", ".join(information.sources), table=content["sources"]),
        _part("Automated decisions", information.automated_decisions or "Ask the clinic."),
        _part("Your rights", "You have the right:", list(content["rights"])),
        _part(
            "How to complain",
            regulator.clinic_step,
            [
                ", ".join(part for part in (clinic.name, *at_clinic) if part),
                f"{regulator.name}, {regulator.address}, {regulator.phone}, {regulator.website}",
            ],
        ),
    ]
    yield {"title": "How your data are used, and your rights", "parts": parts}


def _part(
    title: str, lead: str, lines: Sequence[str] = (), table: Table | None = None
) -> dict[str, Any]:
    shown = fitted(asdict(table)) if table is not None and table.rows else None
    return {"title": title, "lead": lead, "lines": list(lines), "table": shown}
