"""The page a trainer opens by double click: every case inside, searchable, nothing fetched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from anonkit.datasets.facts import ReleaseFacts
from anonkit.datasets.feedback_codes import codes_by_case
from anonkit.datasets.teaching import Teaching, stage_cases
from anonkit.pages import PHOTOS_BESIDE, data_uri, environment

_MEDIA_TYPES = {"png": "image/png", "webp": "image/webp"}


def render_index(
    cases: Sequence[Mapping[str, Any]],
    facts: ReleaseFacts,
    *,
    photos: Mapping[str, bytes] | None = None,
    embed_photos: bool = False,
    teaching: Teaching | None = None,
) -> str:
    """The whole page as text.

    Photos lie beside it in ``photos/``, or inside it where they are embedded, so that one file is all a
    trainer needs. What comes after a learner's decision is packed in it; no outcome stands in the clear.
    """
    layer = teaching or Teaching()
    held = dict(photos or {})
    address_by_name = {
        name: data_uri(held[name], media_type(name)) if embed_photos else f"photos/{name}"
        for name in sorted(held)
    }
    page = environment("anonkit.datasets").get_template("index.html")
    return page.render(
        cases=[case.to_page() for case in stage_cases(cases, layer)],
        facts=facts,
        photo_by_name=address_by_name,
        photo_sources="data:" if embed_photos or not held else PHOTOS_BESIDE,
        feedback=codes_by_case(facts.release, [case["case"] for case in cases]),
        lesson=layer.model_dump(mode="json", exclude={"cases"}),
        paper="letter" if facts.jurisdiction == "us" else "a4",
    )


def media_type(name: str) -> str:
    """The media type of a photo by its name's ending."""
    return _MEDIA_TYPES.get(name.rsplit(".", 1)[-1].lower(), "image/jpeg")
