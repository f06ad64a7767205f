"""Governance: under which policy, by whom, until when, and what brings the review forward."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from anonkit.deidentification.policy import Policy
from anonkit.deidentification.report_facts import ReportFacts
from anonkit.deidentification.report_words import REVIEW_EARLIER


def governance(policy: Policy, facts: ReportFacts) -> dict[str, Any]:
    """Policy, versions, dates, signature."""
    signature = facts.signature
    return {
        "policy": policy.name,
        "policy_version": policy.version,
        "policy_digest": policy.digest,
        "must_reach": policy.must_reach,
        "versions": dict(sorted(facts.versions.items())),
        "as_of": facts.as_of,
        "review_date": facts.review_date,
        "review_earlier": list(REVIEW_EARLIER),
        "terms": list(policy.terms),
        "signatures_wanted": policy.signatures_for(facts.audience),
        "signed": asdict(signature) if signature else None,
        "signed_too": [],
        "statement": None,
    }
