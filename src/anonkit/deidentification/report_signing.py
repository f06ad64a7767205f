"""The recipient's report under a signature: what waited for a person says who, nothing else changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import asdict
from typing import Any

from markupsafe import Markup

from anonkit.deidentification.report_facts import Signature
from anonkit.pages import environment

WAITS = "not yet: waits for a person"
"""What the regulator's record says until somebody signs."""
_SIGNED_LINES = ("Who checked this record", "Who determined it")
_SIGNED_RULE = "SH-6"


def signed_report(
    document: Mapping[str, Any], signatures: Sequence[Signature], statement: str
) -> dict[str, Any]:
    """The document of a draft as an approved release's; what else stands in it is untouched."""
    signed = deepcopy(dict(document))
    signed["state"] = "approved"
    signed["governance"] |= {
        "signed": asdict(signatures[0]),
        "signed_too": [asdict(one) for one in signatures[1:]],
        "statement": statement,
    }
    words = "; ".join(f"{one.name}, {one.role}, {one.on}" for one in signatures)
    for line in signed["record"]["lines"]:
        if line["asked"] in _SIGNED_LINES:
            line["answer"] = words
    for rule in signed["identifiability_assessment"]["safe_harbor"]:
        if rule["rule"] == _SIGNED_RULE:
            rule["state"] = "passed"
    return signed


def report_page(document: Mapping[str, Any], pictures: Mapping[str, str], k: int) -> str:
    """``report.html`` of this document; the pictures are our own charts, by name."""
    drawn = {name: Markup(chart) for name, chart in pictures.items()}  # noqa: S704 - our own charts
    page = environment("anonkit.deidentification").get_template("report.html")
    return page.render(report=document, pictures=drawn, k=k)
