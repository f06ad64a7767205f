"""Usefulness: what is left to learn from, and what the set cannot say."""

from __future__ import annotations

from typing import Any

from anonkit.deidentification.note_text.outcomes import ComplicationRate, finder_score
from anonkit.deidentification.policy import Policy
from anonkit.deidentification.report_chapters.telling_counts import told_count
from anonkit.deidentification.report_facts import ReportFacts
from anonkit.deidentification.report_words import LIMITS


def usefulness(policy: Policy, facts: ReportFacts, threshold: int) -> dict[str, Any]:
    """Rows told of rows held, rates of complications with their intervals, and limits."""
    tables = sorted({*facts.rows_before, *facts.rows_told})
    return {
        "rows": [
            {
                "table": table,
                "before": facts.rows_before.get(table, 0),
                "told": facts.rows_told.get(table, 0),
            }
            for table in tables
        ],
        "people_left_out": {
            reason: told_count(n, threshold) for reason, n in sorted(facts.people_left_out.items())
        },
        "complications": [_rate_row(rate) for rate in facts.complications],
        "complications_missed": f"{1 - finder_score().recall:.0%}",
        "limits": list(LIMITS[policy.time.style]),
    }


def _rate_row(rate: ComplicationRate) -> dict[str, Any]:
    low, high = rate.interval
    return {
        "kind": rate.kind,
        "treatments": rate.treatments,
        "recorded": rate.recorded,
        "in_notes": rate.in_notes,
        "rate": f"{rate.rate:.1%}",
        "interval": f"{low:.1%} to {high:.1%}",
        "with_missed": f"{rate.rate_with_missed:.1%}",
    }
