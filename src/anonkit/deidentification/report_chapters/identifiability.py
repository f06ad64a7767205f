"""Identifiability assessment: what was measured, what was tried, and what the leak check found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from anonkit.deidentification.leak_check import LeakReport
from anonkit.deidentification.policy import Policy
from anonkit.deidentification.release_gate import DisclosureFindings
from anonkit.deidentification.report_chapters.telling_counts import told_class_sizes
from anonkit.deidentification.report_facts import ReportFacts
from anonkit.deidentification.report_words import INDICATORS, MEASURE_WORDS, with_known
from anonkit.deidentification.safe_harbor import RuleCheck

_COLLEAGUE = "A15"
"""The attack of somebody who remembers one treatment and words of a remark."""
_REMEMBERED = ("treatments", "notes")


def identifiability_assessment(
    policy: Policy,
    findings: DisclosureFindings,
    facts: ReportFacts,
    leaks: LeakReport | None,
    safe_harbor: Sequence[RuleCheck],
) -> dict[str, Any]:
    """Measures wanted and reached, the three indicators, the intruder test, leaks and Safe Harbor."""
    return {
        "measured_over": "tables and notes of the release together, joined by case, counting people",
        "measures": measure_lines(policy, findings),
        "not_guarded_against": _not_guarded_against(policy, findings, facts),
        "highest_risk": round(findings.measures.prosecutor_risk, 4),
        "mean_risk": round(findings.measures.marketer_risk, 4),
        "class_sizes": told_class_sizes(findings.measures.class_sizes, findings.k_wanted),
        "indicators": _indicators(policy, findings, leaks),
        "attacks": [
            {"attack": line.attack, "says": line.says, "passed": line.passed}
            for line in facts.attacks
        ],
        "controller_consent": facts.controller_consent,
        "leak_check": {
            "files": leaks.files if leaks else 0,
            "certain": len(leaks.certain) if leaks else None,
            "passed": leaks.passed if leaks else None,
        },
        "safe_harbor": [
            {"rule": check.rule, "says": check.says, "state": check.state} for check in safe_harbor
        ],
    }


def _not_guarded_against(
    policy: Policy, findings: DisclosureFindings, facts: ReportFacts
) -> list[str]:
    """What the policy leaves open: more visits than it guards against, and a treatment that somebody remembers."""
    told = []
    if findings.beyond is not None:
        told.append(
            "Somebody who knows four visits by treatment family and month, or three gaps between visits, would "
            f"single out {findings.beyond:.0%} of the people: this policy does not guard against that. Give this "
            "release to nobody who knows that much."
        )
    if _COLLEAGUE not in policy.privacy.attacks and any(map(facts.rows_told.get, _REMEMBERED)):
        words = ", and a rare phrase of a note on it," if facts.rows_told.get("notes") else ""
        told.append(
            "A colleague who remembers one treatment in every particular (product, month, place on the body, how it "
            f"went){words} may recognise the case: this policy does not guard against that. Whoever recognises "
            "somebody says so, and reads no further."
        )
    return told


def measure_lines(policy: Policy, findings: DisclosureFindings) -> list[dict[str, Any]]:
    """A line for each measure: what it says, wanted, reached, and whether it passed."""
    measures = findings.measures
    rows: list[tuple[str, float, float, bool]] = [
        ("k", findings.k_wanted, measures.k, measures.k >= findings.k_wanted)
    ]
    if policy.privacy.sensitive and measures.l is not None:
        rows.append(("l", findings.l_wanted, measures.l, measures.l >= findings.l_wanted))
    if findings.t_wanted is not None and measures.t is not None:
        rows.append(("t", findings.t_wanted, measures.t, measures.t <= findings.t_wanted))
    reached = round(findings.unicity, 3)
    rows.append(("unicity", findings.unicity_wanted, reached, findings.courses_hold))
    return [
        {
            "name": name,
            "says": with_known(MEASURE_WORDS[name], policy.privacy),
            "wanted": wanted,
            "reached": reached,
            "passed": passed,
        }
        for name, wanted, reached, passed in rows
    ]


def _indicators(
    policy: Policy, findings: DisclosureFindings, leaks: LeakReport | None
) -> list[dict[str, Any]]:
    """The three indicators of the ICO and of WP216, each with its figures."""
    measures = findings.measures
    l_holds = measures.l is None or measures.l >= findings.l_wanted
    found = {
        "singling out": (
            _singling_out(policy, findings),
            measures.k >= findings.k_wanted and findings.courses_hold,
        ),
        "linkability": (_linkability(leaks), bool(leaks and leaks.passed)),
        "inference": (_inference(measures.l), l_holds),
    }
    return [
        {"name": name, "asks": INDICATORS[name], "found": says, "passed": passed}
        for name, (says, passed) in found.items()
    ]


def _singling_out(policy: Policy, findings: DisclosureFindings) -> str:
    known = with_known("{known}", policy.privacy)
    others = findings.measures.k - 1
    return (
        f"everybody shares what tells people apart with at least {others} others; "
        f"{findings.unicity:.1%} of people are singled out by {known}"
    )


def _linkability(leaks: LeakReport | None) -> str:
    drawn = (
        "case numbers, names and row numbers are drawn at random and belong to this series alone; "
    )
    if leaks is None:
        return drawn + "the leak check has not been run yet"
    return drawn + f"{len(leaks.certain)} original identifiers in {leaks.files} files"


def _inference(answers: int | None) -> str:
    if answers is None:
        return "no column is named that must not be learnt about one person"
    return f"people who look the same have at least {answers} different answers"
