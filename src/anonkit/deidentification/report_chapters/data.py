"""Data assessment: whose data it is, what names them, and how risk is judged."""

from __future__ import annotations

from typing import Any

from anonkit.deidentification.policy import Policy
from anonkit.deidentification.release_gate import DisclosureFindings
from anonkit.deidentification.report_chapters.telling_counts import told_count
from anonkit.deidentification.report_facts import ReportFacts
from anonkit.deidentification.report_words import ATTACK_MODEL, ATTACK_MODEL_OF_A_CHOICE


def data_assessment(
    policy: Policy, findings: DisclosureFindings, facts: ReportFacts
) -> dict[str, Any]:
    """People, attributes by what they can do, and the model of attack."""
    done: dict[str, int] = {}
    for row in facts.plan:
        if row.table in facts.rows_told or row.table == "clients":
            done[row.operator] = done.get(row.operator, 0) + 1
    return {
        "people": people_told(findings, facts),
        "measured_over": told_count(findings.measures.people, findings.k_wanted),
        "told_apart_by": list(findings.quasi_identifiers),
        "facts_in_notes": list(findings.facts),
        "sensitive": list(policy.privacy.sensitive),
        "attack_model": list(
            ATTACK_MODEL_OF_A_CHOICE if _is_a_choice(findings, facts) else ATTACK_MODEL
        ),
        "fields_by_treatment": dict(sorted(done.items())),
    }


def _is_a_choice(findings: DisclosureFindings, facts: ReportFacts) -> bool:
    return facts.released is not None and facts.released < findings.measures.people


def people_told(findings: DisclosureFindings, facts: ReportFacts) -> int | str:
    """How many people the release holds; fewer than k are not told exactly."""
    released = findings.measures.people if facts.released is None else facts.released
    return told_count(released, findings.k_wanted)
