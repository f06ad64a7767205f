"""The recipient's report on a release, and the full one that stays sealed.

The chapters follow ISO/IEC 27559: context, data, identifiability, mitigation, governance; what the
release is useful for stands between. The recipient's report holds no settings of the search, and a
count of people below the threshold is told as *fewer than k*.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from markupsafe import Markup

from anonkit.deidentification.chosen_levels import ChosenLevels
from anonkit.deidentification.leak_check import LeakReport
from anonkit.deidentification.note_text.outcomes import ComplicationRate, finder_score
from anonkit.deidentification.policy import PlanRow, Policy
from anonkit.deidentification.release_gate import DisclosureFindings
from anonkit.deidentification.report_words import (
    ATTACKER,
    AUDIENCE_WORDS,
    DO_NOT_USE_FOR,
    LAW_BY_JURISDICTION,
    LIMITS,
    MEASURE_WORDS,
    PURPOSE_WORDS,
    USE_FOR,
    with_visits,
)
from anonkit.deidentification.safe_harbor import RuleCheck
from anonkit.pages import environment, histogram


@dataclass(frozen=True)
class Signature:
    """Who signed, in what role, on which day."""

    name: str
    role: str
    on: str


@dataclass(frozen=True)
class AttackLine:
    """One attack of the intruder test, as the recipient may see it: what was tried, and whether it failed."""

    attack: str
    says: str
    passed: bool


@dataclass(frozen=True)
class ReportFacts:
    """What the report says beside the measures; nothing here asks a clock."""

    release: str
    clinic: str
    audience: str
    as_of: str
    review_date: str
    recipient: str | None = None
    signature: Signature | None = None
    versions: Mapping[str, str] = field(default_factory=dict)
    rows_before: Mapping[str, int] = field(default_factory=dict)
    """By table: the rows of the people in the release, before anything was done."""
    rows_told: Mapping[str, int] = field(default_factory=dict)
    """By table: the rows in the release."""
    people_left_out: Mapping[str, int] = field(default_factory=dict)
    """By reason: people who are not in the release."""
    complications: Sequence[ComplicationRate] = ()
    """Rates of complications of which k people or more are known to have had one."""
    plan: Sequence[PlanRow] = ()
    """What the policy does to each field."""
    attacks: Sequence[AttackLine] = ()
    controller_consent: str | None = None
    """Who agreed to the intruder test on the controller's behalf, and when."""


@dataclass(frozen=True)
class DeidentificationReport:
    """Everything said about one release."""

    findings: DisclosureFindings
    policy: Policy
    facts: ReportFacts
    leaks: LeakReport | None = None
    safe_harbor: tuple[RuleCheck, ...] = ()
    chosen: ChosenLevels | None = None

    def to_dict(self) -> dict[str, Any]:
        """The recipient's ``report.json``."""
        return {
            "release": self.facts.release,
            "state": "approved" if self.facts.signature else "draft",
            "summary": self._summary(),
            "context_assessment": self._context(),
            "data_assessment": self._data(),
            "identifiability_assessment": self._identifiability(),
            "usefulness": self._usefulness(),
            "governance": self._governance(),
        }

    def to_html(self) -> str:
        """The recipient's ``report.html``: one page, no script of its own, nothing from elsewhere."""
        template = environment("anonkit.deidentification").get_template("report.html")
        return template.render(report=self.to_dict(), chart=self._chart(), k=self.findings.k_wanted)

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
            "safe_harbor": [asdict(check) for check in self.safe_harbor],
            "leaks": {
                "certain": [leak.to_dict() for leak in leaks.certain] if leaks else [],
                "possible": leaks.possible if leaks else 0,
                "review": [leak.to_dict() for leak in leaks.review] if leaks else [],
                "files": leaks.files if leaks else 0,
            },
            "attacks": [asdict(line) for line in self.facts.attacks],
            "controller_consent": self.facts.controller_consent,
            "policy_digest": self.policy.digest,
        }

    def _summary(self) -> dict[str, Any]:
        return {
            "label": self.findings.label,
            "for_whom": AUDIENCE_WORDS[self.facts.audience],
            "people": self._people(self.findings.measures.people),
            "use_for": list(USE_FOR[self.policy.purpose]),
            "do_not_use_for": list(DO_NOT_USE_FOR),
        }

    def _context(self) -> dict[str, Any]:
        return {
            "clinic": self.facts.clinic,
            "purpose": PURPOSE_WORDS[self.policy.purpose],
            "jurisdiction": self.policy.jurisdiction,
            "ground": self.policy.ground.kind,
            "ground_sentence": " ".join(self.policy.ground.sentence.split()),
            "recipient": self.facts.recipient or AUDIENCE_WORDS[self.facts.audience],
            "audience": self.facts.audience,
            "who_might_try": with_visits(
                ATTACKER[self.facts.audience], self.policy.privacy.known_visits
            ),
            "law": list(LAW_BY_JURISDICTION[self.policy.jurisdiction]),
        }

    def _data(self) -> dict[str, Any]:
        done: dict[str, int] = {}
        for row in self.facts.plan:
            if row.table in self.facts.rows_told or row.table == "clients":
                done[row.operator] = done.get(row.operator, 0) + 1
        return {
            "people": self._people(self.findings.measures.people),
            "told_apart_by": list(self.findings.quasi_identifiers),
            "facts_in_notes": list(self.findings.facts),
            "sensitive": list(self.policy.privacy.sensitive),
            "fields_by_treatment": dict(sorted(done.items())),
        }

    def _identifiability(self) -> dict[str, Any]:
        return {
            "measured_over": "tables and notes of the release together, joined by case, counting people",
            "measures": self._measures(),
            "class_sizes": self._class_sizes(),
            "attacks": [
                {"attack": line.attack, "says": line.says, "passed": line.passed}
                for line in self.facts.attacks
            ],
            "controller_consent": self.facts.controller_consent,
            "leak_check": {
                "files": self.leaks.files if self.leaks else 0,
                "certain": len(self.leaks.certain) if self.leaks else None,
                "passed": self.leaks.passed if self.leaks else None,
            },
            "safe_harbor": [
                {"rule": check.rule, "says": check.says, "state": check.state}
                for check in self.safe_harbor
            ],
        }

    def _measures(self) -> list[dict[str, Any]]:
        found = self.findings
        lines = [("k", found.k_wanted, found.measures.k, found.measures.k >= found.k_wanted)]
        rows: list[tuple[str, float, float, bool]] = [*lines]
        if self.policy.privacy.sensitive and found.measures.l is not None:
            reached = found.measures.l
            rows.append(("l", found.l_wanted, reached, reached >= found.l_wanted))
        if found.t_wanted is not None and found.measures.t is not None:
            rows.append(("t", found.t_wanted, found.measures.t, found.measures.t <= found.t_wanted))
        within = found.unicity <= found.unicity_wanted + 1e-9
        rows.append(("unicity", found.unicity_wanted, round(found.unicity, 3), within))
        return [
            {
                "name": name,
                "says": with_visits(MEASURE_WORDS[name], self.policy.privacy.known_visits),
                "wanted": wanted,
                "reached": reached,
                "passed": passed,
            }
            for name, wanted, reached, passed in rows
        ]

    def _class_sizes(self) -> dict[str, int | str]:
        """People by the number of people who look the same; sizes below k together, without their count."""
        wanted = self.findings.k_wanted
        sizes = {name: n for name, n in self.findings.measures.class_sizes.items() if n}
        small = sum(n for name, n in sizes.items() if _size(name) < wanted)
        told: dict[str, int | str] = {f"fewer than {wanted}": self._people(small)} if small else {}
        return told | {name: n for name, n in sizes.items() if _size(name) >= wanted}

    def _usefulness(self) -> dict[str, Any]:
        tables = sorted({*self.facts.rows_before, *self.facts.rows_told})
        return {
            "rows": [
                {
                    "table": table,
                    "before": self.facts.rows_before.get(table, 0),
                    "told": self.facts.rows_told.get(table, 0),
                }
                for table in tables
            ],
            "people_left_out": {
                reason: self._people(n) for reason, n in sorted(self.facts.people_left_out.items())
            },
            "complications": [_rate_row(rate) for rate in self.facts.complications],
            "complications_missed": f"{1 - finder_score().recall:.0%}",
            "limits": list(LIMITS[self.policy.time.style]),
        }

    def _governance(self) -> dict[str, Any]:
        signature = self.facts.signature
        return {
            "policy": self.policy.name,
            "policy_version": self.policy.version,
            "policy_digest": self.policy.digest,
            "must_reach": self.policy.must_reach,
            "versions": dict(sorted(self.facts.versions.items())),
            "as_of": self.facts.as_of,
            "review_date": self.facts.review_date,
            "signed": asdict(signature) if signature else None,
        }

    def _people(self, count: int) -> int | str:
        """A count of people, or that it is below the threshold."""
        return (
            count
            if count == 0 or count >= self.findings.k_wanted
            else f"fewer than {self.findings.k_wanted}"
        )

    def _chart(self) -> Markup:
        bins = [(name, float(n)) for name, n in self._class_sizes().items() if isinstance(n, int)]
        return histogram("People by how many others look the same", bins, unit="people")


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


def _size(name: str) -> int:
    return int(name.split(maxsplit=1)[0])
