"""Choosing cases by looking: everybody who may be told, each with risk beside teaching value, and a basket."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from anonkit.datasets import (
    CaseFeatures,
    CaseFile,
    ChoiceRequest,
    build_cases,
    case_features,
    choose,
    teaching_value,
)
from anonkit.deidentification import Evidence, Policy, people_alike
from anonkit.errors import SettingsError
from anonkit.pages import Displayed
from anonkit.storage import Workspace
from anonkit.workflows.publication import new_place, text_of
from anonkit.workflows.publish_report import PublishReport, for_audit
from anonkit.workflows.publishing import Held, Publication
from anonkit.workflows.run import Clock, run, system_clock


@dataclass(frozen=True)
class Candidate:
    """One case as it would be released: what it offers a lesson, and how well it is hidden."""

    features: CaseFeatures
    alike: int
    """How many people in the clinic look like this one in everything the release tells apart."""

    def as_dict(self) -> dict[str, Any]:
        """A row of the table."""
        case, value = self.features, teaching_value(self.features)
        return {
            "case": case.case,
            "what": case.title,
            "kind": case.kind,
            "offers": ", ".join(value.offers),
            "teaching_value": value.points,
            "people_alike": self.alike,
            "risk": f"1 in {self.alike}",
        }


@dataclass(frozen=True)
class Candidates(Displayed):
    """Cases to choose of; nothing is released before a basket is."""

    shown: tuple[Candidate, ...]
    _asked: _Asked = field(repr=False)

    def where(self, expression: str) -> Candidates:
        """Those for which the expression holds."""
        everybody = [one.features for one in self.shown]
        found = choose(everybody, ChoiceRequest(where=expression), None).kind_by_case
        return replace(self, shown=tuple(one for one in self.shown if one.features.case in found))

    def preview(self, case: str) -> Preview:
        """One case as the release would tell it."""
        return Preview(self._asked.documents.get(case) or _refuse(case))

    def basket(self, *, chosen_by: str, why: str) -> Basket:
        """An empty basket of somebody who says what it is for."""
        return Basket(self, chosen_by, why)

    def as_dict(self) -> dict[str, Any]:
        """For programs, the most to teach by first."""
        rows = [one.as_dict() for one in self.shown]
        return {
            "cases": sorted(rows, key=lambda row: (-row["teaching_value"], row["case"])),
            "of": len(self._asked.documents),
        }

    def lines(self) -> list[str]:
        """For a person."""
        return [
            f"{row['case']}  {row['kind']:<11}  {row['risk']:>8}  {row['what']}: {row['offers']}"
            for row in self.as_dict()["cases"]
        ]

    def release(
        self,
        basket: Basket,
        output: Path | str | None,
        whole_clinic: str | None,
        teaching: Path | str | None,
    ) -> PublishReport:
        """Publishes what is in the basket, if every gate lets it."""
        return self._asked.release(basket.as_file(), output, whole_clinic, teaching)


@dataclass(frozen=True)
class Preview(Displayed):
    """One de-identified case, shown as a list of its visits."""

    document: Mapping[str, Any] = field(repr=False)

    def as_dict(self) -> dict[str, Any]:
        """Who it is about, what was known, and every visit in a line."""
        return {
            "case": self.document["case"],
            "what": self.document["title"],
            "person": dict(self.document["person"]),
            "history": {name: len(rows) for name, rows in self.document["history"].items()},
            "visits": [_visit_line(visit) for visit in self.document["visits"]],
        }

    def lines(self) -> list[str]:
        """For a person."""
        return [f"{self.document['case']}: {self.document['title']}"] + [
            f"  {line['when']}: {line['done']} {line['outcome']}".rstrip()
            for line in self.as_dict()["visits"]
        ]


@dataclass
class Basket(Displayed):
    """The cases somebody has taken, in the order they were taken."""

    candidates: Candidates = field(repr=False)
    chosen_by: str
    why: str
    cases: list[str] = field(default_factory=list)

    def add(self, *cases: str) -> Basket:
        """Takes these cases; one that may not be told is refused."""
        for case in cases:
            self.candidates.preview(case)
        self.cases = list(dict.fromkeys([*self.cases, *cases]))
        return self

    def add_where(self, expression: str | None = None, *, limit: int | None = None) -> Basket:
        """Takes those for which the expression holds, spread over kinds of lesson where there is a limit."""
        everybody = [one.features for one in self.candidates.shown]
        found = choose(everybody, ChoiceRequest(where=expression, limit=limit), None)
        return self.add(*found.kind_by_case)

    def take_out(self, *cases: str) -> Basket:
        """Puts these back."""
        self.cases = [case for case in self.cases if case not in cases]
        return self

    def as_file(self) -> CaseFile:
        """The choice as it is kept."""
        return CaseFile(tuple(self.cases), self.chosen_by, self.why)

    def save(self, path: Path | str) -> Path:
        """Keeps the choice in a new file, for ``publish --cases``."""
        return self.as_file().save(path)

    def release(
        self,
        output: Path | str | None = None,
        *,
        teaching: Path | str | None = None,
        whole_clinic: str | None = None,
    ) -> PublishReport:
        """Publishes the basket as a draft, with a trainer's ``teaching.yaml``, if every gate lets it."""
        return self.candidates.release(self, output, whole_clinic, teaching)

    def as_dict(self) -> dict[str, Any]:
        """What is in it."""
        taken = {one.features.case: one.as_dict() for one in self.candidates.shown}
        return {
            "chosen_by": self.chosen_by,
            "why": self.why,
            "cases": [taken.get(case, {"case": case}) for case in self.cases],
        }

    def lines(self) -> list[str]:
        """For a person."""
        return [f"{len(self.cases)} cases, for: {self.why}", *self.cases]


@dataclass(frozen=True)
class _Asked:
    """What was told to choose of, and how it is released without telling it again."""

    workspace: Workspace
    named: str
    """The policy as it was asked for: its name or file."""
    policy: Policy
    series: str | None
    audience: str
    recipient: str
    as_of: date
    clock: Clock
    held: Held = field(repr=False)

    @cached_property
    def documents(self) -> Mapping[str, Mapping[str, Any]]:
        """The cases as documents, by number."""
        return {case["case"]: case for case in build_cases(self.held.told.tables)}

    def release(
        self,
        chosen: CaseFile,
        output: Path | str | None,
        whole_clinic: str | None,
        teaching: Path | str | None,
    ) -> PublishReport:
        """Publishes these cases; refused where the records are others by now."""
        target, lesson = new_place(output), text_of(teaching)
        request = ChoiceRequest(cases=chosen, whole_clinic=whole_clinic)
        with run(self.workspace, "publish", self.clock) as this:
            work = Publication.of(
                this, self.named, self.series, self.audience, self.recipient, self.as_of
            )
            is_as_told = work.digest_of(self.held.source) == self.held.digest
            if not is_as_told or work.policy != self.policy:
                raise SettingsError(
                    "The records, the policy or a review were changed since these cases were told; ask for "
                    "the candidates again and keep the choice with `basket.save`."
                )
            report = work.publish(self.held, request, target, lesson=lesson)
            this.audit(for_audit(report))
            return report


def candidates(
    workspace: Workspace | Path | str,
    *,
    policy: str,
    recipient: str = "own staff",
    audience: str = "own-staff",
    series: str | None = None,
    as_of: date | None = None,
    clock: Clock = system_clock,
) -> Candidates:
    """Everybody who may be told under the policy, de-identified, to choose of; nothing is written.

    The case numbers are those of the series that `publish` would give.
    """
    with run(workspace, "candidates", clock) as this:
        work = Publication.of(this, policy, series, audience, recipient, as_of)
        held = work.held()
        asked = _Asked(
            this.workspace,
            policy,
            work.policy,
            series,
            audience,
            recipient,
            work.as_of,
            clock,
            held,
        )
        shown = _shown(held, work.policy)
        this.audit({"policy": work.policy.name, "cases": len(shown)})
        return Candidates(shown, asked)


def _shown(held: Held, policy: Policy) -> tuple[Candidate, ...]:
    evidence: Evidence = held.told.evidence
    alike = people_alike(held.told.tables, policy, evidence)
    features: Iterable[CaseFeatures] = case_features(held.told.tables)
    return tuple(Candidate(one, alike[one.case]) for one in features)


def _visit_line(visit: Mapping[str, Any]) -> dict[str, Any]:
    done = [row.get("procedure", row.get("family")) for row in visit.get("treatments", ())]
    found = [row.get("what", row.get("kind")) for row in visit.get("outcomes", ())]
    return {
        "when": visit["label"],
        "done": ", ".join(dict.fromkeys(str(one) for one in done if one)),
        "outcome": ", ".join(str(one) for one in found if one),
        "notes": len(visit.get("notes", ())),
    }


def _refuse(case: str) -> Mapping[str, Any]:
    del case  # somebody may have typed a name
    raise SettingsError(
        "There is no such case among the candidates; `show(candidates)` lists them."
    )
