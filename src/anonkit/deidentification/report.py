"""What a release is, for the people who sign it, use it and check it.

Two readers, two documents. The recipient's report says what was wanted and reached, and hides what
would help an intruder: settings of the search, exact small counts, who stood out. The full report is
for ``sealed/``. Chapters follow ISO/IEC 27559: context, data, identifiability, mitigation, usefulness,
governance. Counts of people below the threshold are told as *fewer than k*.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from anonkit.deidentification.chosen_levels import ChosenLevels
from anonkit.deidentification.leak_check import LeakReport
from anonkit.deidentification.policy import Policy
from anonkit.deidentification.release_gate import DisclosureFindings
from anonkit.deidentification.report_chapters.context import context_assessment
from anonkit.deidentification.report_chapters.data import data_assessment, people_told
from anonkit.deidentification.report_chapters.governance import governance
from anonkit.deidentification.report_chapters.identifiability import identifiability_assessment
from anonkit.deidentification.report_chapters.mitigation import mitigation
from anonkit.deidentification.report_chapters.pictures import pictures
from anonkit.deidentification.report_chapters.records import record_for_the_regulator
from anonkit.deidentification.report_chapters.usefulness import usefulness
from anonkit.deidentification.report_facts import (
    AttackLine,
    CostLine,
    ReportFacts,
    Signature,
    TriedChoice,
)
from anonkit.deidentification.report_signing import report_page
from anonkit.deidentification.report_words import AUDIENCE_WORDS, DO_NOT_USE_FOR, USE_FOR
from anonkit.deidentification.safe_harbor import RuleCheck
from anonkit.deidentification.usefulness import ReleaseUsefulness

__all__ = [
    "AttackLine",
    "CostLine",
    "DeidentificationReport",
    "ReportFacts",
    "Signature",
    "TriedChoice",
]


@dataclass(frozen=True)
class DeidentificationReport:
    """Everything said about one release."""

    findings: DisclosureFindings
    policy: Policy
    facts: ReportFacts
    leaks: LeakReport | None = None
    safe_harbor: tuple[RuleCheck, ...] = ()
    chosen: ChosenLevels | None = None
    useful: ReleaseUsefulness | None = None
    """What the release can still answer, beside the records."""
    count_tables: Mapping[str, Any] = field(default_factory=dict)
    """Which tables of counts go with it and which do not, in words; nothing where there are none."""
    sealed_tables: Mapping[str, Any] = field(default_factory=dict)
    """What was found while protecting them, in full."""

    def to_dict(self) -> dict[str, Any]:
        """The recipient's ``report.json``."""
        policy, found, facts = self.policy, self.findings, self.facts
        return {
            "release": facts.release,
            "state": "approved" if facts.signature else "draft",
            "summary": self._summary(),
            "context_assessment": context_assessment(policy, facts),
            "data_assessment": data_assessment(policy, found, facts),
            "identifiability_assessment": identifiability_assessment(
                policy, found, facts, self.leaks, self.safe_harbor
            ),
            "mitigation": mitigation(facts, found.k_wanted),
            "usefulness": {
                **usefulness(policy, facts, found.k_wanted),
                "kept": self.useful.to_dict(found.k_wanted) if self.useful else None,
                "not_useful": list(self.useful.lost.words_for_recipient()) if self.useful else [],
                "count_tables": dict(self.count_tables),
            },
            "governance": governance(policy, facts),
            "record": record_for_the_regulator(policy, found, facts, self.leaks),
        }

    def to_html(self) -> str:
        """The recipient's ``report.html``: one page, no script of its own, nothing from elsewhere."""
        return report_page(
            self.to_dict(), pictures(self.findings, self.facts), self.findings.k_wanted
        )

    def to_sealed_dict(self) -> dict[str, Any]:
        """The full report for ``sealed/``: every figure, the search, who was left out, what may be a leak."""
        leaks = self.leaks
        return {
            "release": self.facts.release,
            "disclosure": self.findings.to_dict(),
            "search": self.chosen.to_dict() if self.chosen else None,
            "suppressed_cases": sorted(self.chosen.levels.left_out) if self.chosen else [],
            "people_left_out": dict(self.facts.people_left_out),
            "rows_before": dict(self.facts.rows_before),
            "rows_told": dict(self.facts.rows_told),
            "costs": [asdict(line) for line in self.facts.costs],
            "safe_harbor": [asdict(check) for check in self.safe_harbor],
            "usefulness": self.useful.to_sealed_dict() if self.useful else None,
            "count_tables": dict(self.sealed_tables),
            "leaks": {
                "certain": [leak.to_dict() for leak in leaks.certain] if leaks else [],
                "possible": leaks.possible if leaks else 0,
                "review": [leak.to_dict() for leak in leaks.review] if leaks else [],
                "files": leaks.files if leaks else 0,
            },
            "attacks": [asdict(line) for line in self.facts.attacks],
            "controller_consent": self.facts.controller_consent,
            "policy_digest": self.policy.digest,
            "pictures": {
                name: str(chart) for name, chart in pictures(self.findings, self.facts).items()
            },
        }

    def _summary(self) -> dict[str, Any]:
        return {
            "label": self.findings.label,
            "for_whom": AUDIENCE_WORDS[self.facts.audience],
            "review_by": self.facts.review_date,
            "people": people_told(self.findings, self.facts),
            "use_for": list(USE_FOR[self.policy.purpose]),
            "do_not_use_for": list(DO_NOT_USE_FOR),
        }
