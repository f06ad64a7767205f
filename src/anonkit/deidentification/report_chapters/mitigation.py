"""Mitigation: what was done to the data, and what each protection cost."""

from __future__ import annotations

from typing import Any

from anonkit.deidentification.report_chapters.telling_counts import told_count
from anonkit.deidentification.report_facts import CostLine, ReportFacts


def mitigation(facts: ReportFacts, threshold: int) -> dict[str, Any]:
    """People left out by reason, and the share of each kind of detail that is not told."""
    return {
        "people_left_out": {
            reason: told_count(n, threshold) for reason, n in sorted(facts.people_left_out.items())
        },
        "costs": [_cost_row(line) for line in facts.costs],
    }


def _cost_row(line: CostLine) -> dict[str, Any]:
    return {"what": line.what, "lost": round(line.lost, 3), "says": line.says}
