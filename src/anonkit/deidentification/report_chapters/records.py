"""The record the law asks for: the expert's of 45 CFR 164.514(b)(1)(ii), or the ICO's motivated intruder's."""

from __future__ import annotations

from typing import Any

from anonkit.deidentification.leak_check import LeakReport
from anonkit.deidentification.policy import Policy
from anonkit.deidentification.release_gate import DisclosureFindings
from anonkit.deidentification.report_facts import ReportFacts
from anonkit.deidentification.report_signing import WAITS
from anonkit.deidentification.report_words import (
    ATTACKER,
    AUDIENCE_WORDS,
    PRINCIPLES,
    with_known,
)


def record_for_the_regulator(
    policy: Policy,
    findings: DisclosureFindings,
    facts: ReportFacts,
    leaks: LeakReport | None,
) -> dict[str, Any]:
    """Title and lines (what is asked, what is answered) of the jurisdiction's record."""
    if policy.jurisdiction == "us":
        return {
            "title": "Determination under 45 CFR 164.514(b)(1): methods and results",
            "lines": _lines(_expert(findings, facts)),
        }
    return {
        "title": "Motivated intruder test, as the ICO's guidance asks it to be recorded",
        "lines": _lines(_intruder(policy, findings, facts, leaks)),
    }


def _lines(answers: dict[str, str]) -> list[dict[str, str]]:
    return [{"asked": asked, "answer": answer} for asked, answer in answers.items()]


def _expert(findings: DisclosureFindings, facts: ReportFacts) -> dict[str, str]:
    measures = findings.measures
    return {
        "Who determined it": _signed(facts),
        "Anticipated recipient": facts.recipient or AUDIENCE_WORDS[facts.audience],
        "Date, and until when it holds": f"{facts.as_of}, until {facts.review_date}",
        "Principles applied": PRINCIPLES,
        "Method": (
            "k, l and unicity by person over tables and notes joined; coarsening along fixed hierarchies; "
            "course time per client; search of every file for every original identifier"
        ),
        "Threshold": f"highest risk of one person {1 / findings.k_wanted:.2f} (k = {findings.k_wanted})",
        "Result: highest risk of one person": f"{measures.prosecutor_risk:.3f}",
        "Result: mean risk": f"{measures.marketer_risk:.3f}",
        "Result: people alone with what may be known of their visits": f"{findings.unicity:.1%}",
        "Conclusion": _conclusion(findings, "the risk is very small"),
    }


def _intruder(
    policy: Policy,
    findings: DisclosureFindings,
    facts: ReportFacts,
    leaks: LeakReport | None,
) -> dict[str, str]:
    tried = [line.attack for line in facts.attacks]
    failed = [line.attack for line in facts.attacks if not line.passed]
    return {
        "Who agreed to the test (DPA 2018 s.171)": facts.controller_consent or WAITS,
        "Who the intruder is": with_known(ATTACKER[facts.audience], policy.privacy),
        "What the intruder was given": (
            "the whole release; the true age, sex and other fields that tell people apart; the treatment family and "
            "calendar month of visits; every identifier in the clinic's records"
        ),
        "How": "by program, against every person in the release, and not against a sample",
        "What was tried": (
            f"{len(tried)} attacks: {', '.join(tried)}"
            if tried
            else "matching on what tells people apart, on visits and on gaps; search for every identifier"
        ),
        "Result": (
            f"{len(failed)} attacks did not fail: {', '.join(failed)}"
            if failed
            else f"nobody is found with a chance above {findings.measures.prosecutor_risk:.2f}; "
            f"{findings.unicity:.1%} of people are alone with what may be known of their visits; "
            f"{len(leaks.certain) if leaks else 'not yet counted'} identifiers found"
        ),
        "Conclusion": _conclusion(
            findings, "the chance of identifying anyone is sufficiently remote"
        ),
        "Who checked this record": _signed(facts),
        "To be repeated by": facts.review_date,
    }


def _signed(facts: ReportFacts) -> str:
    signed = facts.signature
    return f"{signed.name}, {signed.role}, {signed.on}" if signed else WAITS


def _conclusion(findings: DisclosureFindings, holds: str) -> str:
    if findings.label == "anonymised":
        return f"{holds} in the hands of the recipient named, under the conditions of this report"
    return "not reached: the release is pseudonymised and stays personal data"
