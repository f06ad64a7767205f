"""What an ingest read, kept, held back and left aside: counts only."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import pandas as pd
from markupsafe import Markup

from anonkit.connectors import Recognition, SourceCounts
from anonkit.pages import Displayed, stacked_bars
from anonkit.workflows.completeness import Completeness
from anonkit.workflows.incoming import Incoming
from anonkit.workflows.record_keeping import Kept

_SURE = {
    "verified": "headers verified",
    "verified-weak": "headers seen by others",
    "assumed": "headers assumed: look at what was read",
    "own": "by the clinic's own mapping",
}


_REMEDIES = {
    "not-recognised": ": nothing knows these headers; `anonkit map FILE` drafts a mapping",
    "old-workbook": ": an old .xls workbook; save it as .xlsx",
    "empty-file": ": export it again",
}


@dataclass(frozen=True)
class IngestReport(Displayed):
    """The accounting of one ingest; for every source, in = read + quarantined + ignored."""

    sources: Mapping[str, Mapping[str, Any]]
    records: Mapping[str, int]
    reasons: Mapping[str, int]
    persons: Mapping[str, int]
    changes: Mapping[str, int]
    warnings: Mapping[str, int]
    findings: Mapping[str, int]
    unmapped: Mapping[str, int]
    pulled: Mapping[str, Any] = field(default_factory=dict)
    """Of each platform that was pulled: pages, entries and files, since when."""
    recognised: Mapping[str, Recognition] = field(default_factory=dict)
    leaving: Completeness = field(default_factory=Completeness)

    @classmethod
    def of(
        cls, incoming: Incoming, kept: Kept, leaving: Completeness | None = None
    ) -> IngestReport:
        """The report of what reading and validation left behind."""
        verdicts = kept.verdicts
        held_back = verdicts.quarantined_units()
        reasons = _reasons(incoming.faults) + verdicts.reason_counts()
        return cls(
            sources={
                name: _fates(count, held_back.get(name, 0))
                for name, count in sorted(incoming.counts.items())
            },
            records=verdicts.passed_counts(),
            reasons=dict(sorted(reasons.items())),
            persons=_persons(kept.persons),
            changes={
                name: kept.changes.get(name, 0)
                for name in ("added", "changed", "unchanged", "gone")
            },
            warnings=verdicts.warning_counts(),
            findings=dict(sorted(incoming.findings.items())),
            unmapped=_unmapped(incoming.unmapped),
            recognised=dict(sorted(incoming.recognised.items())),
            leaving=leaving or Completeness(),
        )

    def charts(self) -> Sequence[Markup]:
        """What became of every unit of every source."""
        rows = [
            (
                name,
                {
                    "read": fates["read"],
                    "quarantined": fates["quarantined"],
                    "ignored": sum(fates["ignored"].values()),
                },
            )
            for name, fates in self.sources.items()
        ]
        return [stacked_bars("What became of every unit", rows, unit="units")] if rows else []

    @property
    def quarantined(self) -> int:
        """Source units that wait in quarantine."""
        return sum(fates["quarantined"] for fates in self.sources.values())

    @property
    def read_in(self) -> int:
        """Source units met."""
        return sum(fates["in"] for fates in self.sources.values())

    @property
    def drift(self) -> list[str]:
        """What a pulled platform tells otherwise than before."""
        return [line for told in self.pulled.values() for line in told["drift"]]

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "sources": {name: dict(fates) for name, fates in self.sources.items()},
            "records": dict(self.records),
            "reasons": dict(self.reasons),
            "persons": dict(self.persons),
            "changes": dict(self.changes),
            "warnings": dict(self.warnings),
            "findings": dict(self.findings),
            "unmapped": dict(self.unmapped),
            **({"pulled": dict(self.pulled)} if self.pulled else {}),
            "recognised": {name: asdict(one) for name, one in self.recognised.items()},
            "leaving": self.leaving.as_dict(),
        }

    def counts_for_audit(self) -> dict[str, Any]:
        """The totals, for the audit log."""
        return {
            "sources": len(self.sources),
            "in": self.read_in,
            "quarantined": self.quarantined,
            "records": sum(self.records.values()),
            "changes": dict(self.changes),
        }

    def lines(self) -> list[str]:
        """For a person."""
        width = max([len("source"), *(len(name) for name in self.sources)])
        head = f"{'source':<{width}} {'in':>7} {'read':>7} {'quarantined':>12} {'ignored':>8}"
        return [
            head,
            *(self._source_line(name, width) for name in self.sources),
            self._total_line(width),
            "",
            *_taken_for(self.recognised),
            (
                f"records: {sum(self.records.values())} rows in {len(self.records)} tables "
                f"({', '.join(f'{count} {name}' for name, count in self.changes.items())})"
            ),
            f"persons: {self.persons['same']} certain, {self.persons['review']} client rows wait for a decision",
            *_listed("left aside", self._left_aside()),
            *(f"told otherwise than before: {line}" for line in self.drift),
            *_listed("held back", self.reasons),
            *_listed("set aside", self.warnings),
            *_listed("noticed", self.findings),
            *_listed("columns that no mapping names (kept aside, never released)", self.unmapped),
            *self.leaving.lines(),
        ]

    def _left_aside(self) -> dict[str, int]:
        """Why units were ignored, and what can be done where something can."""
        counts: Counter[str] = Counter()
        for fates in self.sources.values():
            counts.update(fates["ignored"])
        return {f"{code}{_REMEDIES.get(code, '')}": count for code, count in sorted(counts.items())}

    def _source_line(self, name: str, width: int) -> str:
        fates = self.sources[name]
        ignored = sum(fates["ignored"].values())
        return f"{name:<{width}} {fates['in']:>7} {fates['read']:>7} {fates['quarantined']:>12} {ignored:>8}"

    def _total_line(self, width: int) -> str:
        ignored = sum(sum(fates["ignored"].values()) for fates in self.sources.values())
        read = sum(fates["read"] for fates in self.sources.values())
        return f"{'all':<{width}} {self.read_in:>7} {read:>7} {self.quarantined:>12} {ignored:>8}"


def _taken_for(recognised: Mapping[str, Recognition]) -> list[str]:
    """What each source was taken for, and how sure that is."""
    if not recognised:
        return []
    return [
        "taken for:",
        *(
            f"  {name}: {one.platform}/{one.reading}, {one.known_columns} of {one.columns} columns, "
            f"{_SURE.get(one.certainty, one.certainty)}"
            for name, one in recognised.items()
        ),
        "",
    ]


def _fates(count: SourceCounts, held_back: int) -> dict[str, Any]:
    """A unit whose row validation held back was not read but quarantined: every unit has one fate."""
    return {
        "in": count.in_,
        "read": count.read - held_back,
        "quarantined": count.quarantined + held_back,
        "ignored": dict(sorted(count.ignored.items())),
    }


def _reasons(faults: Iterable[pd.DataFrame]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for frame in faults:
        for text in frame["reasons"] if len(frame) else ():
            counts.update({reason["code"] for reason in json.loads(text)})
    return counts


def _persons(persons: pd.DataFrame) -> dict[str, int]:
    return {
        "same": int(persons["person"].nunique()),
        "review": int(persons["review_group"].notna().sum()),
    }


def _unmapped(frames: Iterable[pd.DataFrame]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for frame in frames:
        counts.update(frame["column"] if len(frame) else ())
    return {name: counts[name] for name in sorted(counts)}


def _listed(title: str, counts: Mapping[str, int]) -> list[str]:
    if not counts:
        return []
    return [f"{title}:", *(f"  {count:>6}  {name}" for name, count in counts.items())]
