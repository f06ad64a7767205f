"""Context assessment: who gets the release and why, who might misuse it, and what that would do."""

from __future__ import annotations

from typing import Any

from anonkit.deidentification.policy import Policy
from anonkit.deidentification.report_facts import ReportFacts
from anonkit.deidentification.report_words import (
    ATTACKER,
    AUDIENCE_WORDS,
    HARMS,
    LAW_BY_JURISDICTION,
    PURPOSE_WORDS,
    THREATS,
    with_known,
)


def context_assessment(policy: Policy, facts: ReportFacts) -> dict[str, Any]:
    """Purpose, recipient, ground, what clients were told, threats, harms and law."""
    return {
        "clinic": facts.clinic,
        "purpose": PURPOSE_WORDS[policy.purpose],
        "jurisdiction": policy.jurisdiction,
        "ground": policy.ground.kind,
        "ground_sentence": " ".join(policy.ground.sentence.split()),
        "recipient": facts.recipient or AUDIENCE_WORDS[facts.audience],
        "audience": facts.audience,
        "who_might_try": with_known(ATTACKER[facts.audience], policy.privacy),
        "threats": [
            {"threat": threat, "guarded_by": guarded}
            for threat, guarded in THREATS[facts.audience].items()
        ],
        "harms": list(HARMS),
        "law": list(LAW_BY_JURISDICTION[policy.jurisdiction]),
    }
