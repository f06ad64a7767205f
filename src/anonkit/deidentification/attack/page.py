"""The result of a battery as one HTML page: figures for everybody, tags only where they are handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from anonkit.deidentification.attack.registry import known_attacks
from anonkit.pages import environment, interval_bar

_TEMPLATE = "attack.html"
_MOST_SHOWN = 25


def attack_page(told: Mapping[str, Any], worst: Mapping[str, Sequence[Mapping[str, str]]]) -> str:
    """The page of what ``--json`` tells; `worst` names records by tag and is for the sealed report alone."""
    knows = {attack.id: (attack.knows, attack.statistic) for attack in known_attacks()}
    rows = [
        {
            **one,
            "knows": knows[one["id"]][0],
            "statistic": knows[one["id"]][1],
            "bar": _bar(one),
            "worst": list(worst.get(one["id"], ()))[:_MOST_SHOWN],
        }
        for one in told["attacks"]
    ]
    template = environment("anonkit.deidentification.attack").get_template(_TEMPLATE)
    return template.render(told=told, rows=rows, is_sealed=bool(worst), percent=percent)


def percent(share: float) -> str:
    """A share in per cent; what is not nothing never reads as nothing."""
    return f"{100 * share:.1f} %" if share == 0 or share >= 0.0005 else "under 0.1 %"


def _bar(one: Mapping[str, Any]) -> Markup | str:
    if one["note"]:
        return "not tried"
    low, high = one["interval"]
    said = f"{one['name']}: {percent(one['rate'])}, {percent(low)} to {percent(high)}"
    tone = "good" if one["passed"] else "bad"
    return interval_bar(one["rate"], low, high, said, tone=tone)
