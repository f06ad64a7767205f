"""Validation of a workspace's partitions: what each verdict leaves behind, added up."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import Markup

from anonkit.execution import Executor, executor_named
from anonkit.model import CLIENT_TABLES, CLINIC_TABLES
from anonkit.pages import Displayed, stacked_bars
from anonkit.settings import Settings
from anonkit.storage import Workspace, write_aside
from anonkit.validation import (
    BundleVerdict,
    ClinicFacts,
    Suites,
    ValidationReport,
    load_suites,
    validate_bundle,
    write_data_docs,
)
from anonkit.workflows.run import Clock, run, system_clock

Bundle = Mapping[str, pd.DataFrame]


class Validator:
    """The suites of one clinic, ready to judge bundles."""

    def __init__(
        self, settings: Settings, day: date, waiting: frozenset[str] = frozenset()
    ) -> None:
        clinic = settings.clinic
        self.executor: Executor = executor_named(settings.engine.name, settings.engine.workers)
        self.suites = load_suites(platforms=settings.platforms)
        self._waiting = waiting
        self._facts = ClinicFacts(
            jurisdiction=clinic.jurisdiction,
            adults_only=clinic.adults_only,
            as_of=day,
            platform=settings.platforms[0],
        )

    def clinic(self, bundle: Bundle) -> BundleVerdict:
        """The verdict on the clinic's own tables."""
        return judge(bundle, self.suites, self._facts, CLINIC_TABLES, self._waiting)

    def people(self, bundles: Iterable[Bundle]) -> Iterator[BundleVerdict]:
        """The verdict on each partition's clients; each bundle holds the clinic's tables besides."""
        function = partial(
            judge,
            suites=self.suites,
            facts=self._facts,
            tables=CLIENT_TABLES,
            waiting=self._waiting,
        )
        return self.executor.map(function, bundles)


def judge(
    bundle: Bundle,
    suites: Suites,
    facts: ClinicFacts,
    tables: tuple[str, ...],
    waiting: frozenset[str],
) -> BundleVerdict:
    """One bundle judged: the partition function."""
    return validate_bundle(bundle, suites, facts, tables=tables, waiting=waiting)


@dataclass
class Verdicts:
    """The verdicts of all partitions together."""

    asides: list[pd.DataFrame] = field(default_factory=list)
    _quarantined: list[pd.DataFrame] = field(default_factory=list)
    _verdicts: list[BundleVerdict] = field(default_factory=list)
    _passed: Counter[str] = field(default_factory=Counter)

    def add(self, verdict: BundleVerdict) -> None:
        """Adds one partition's verdict; its frames are let go but for what waits."""
        self._passed.update({table: len(frame) for table, frame in verdict.passed.items()})
        self._quarantined.append(verdict.quarantined)
        self.asides.append(_with_client(verdict.asides, verdict.passed))
        self._verdicts.append(_without_rows(verdict))

    def quarantined(self) -> list[pd.DataFrame]:
        """Rows that validation held back."""
        return self._quarantined

    def quarantined_units(self) -> Counter[str]:
        """Per source file, the source units of which a row was held back."""
        rows = [frame[["source_file", "source_place"]] for frame in self._quarantined if len(frame)]
        if not rows:
            return Counter()
        units = pd.concat(rows).drop_duplicates()
        return Counter(units["source_file"].astype(str))

    def passed_counts(self) -> dict[str, int]:
        """Table to rows that passed."""
        return {table: count for table, count in self._passed.items() if count}

    def reason_counts(self) -> Counter[str]:
        """Reason to rows held back for it."""
        counts: Counter[str] = Counter()
        for frame in self._quarantined:
            for text in frame["reasons"]:
                counts.update({reason["code"] for reason in json.loads(text)})
        return counts

    def warning_counts(self) -> dict[str, int]:
        """Reason to values set aside for it."""
        counts: Counter[str] = Counter()
        for frame in self.asides:
            for reasons in frame["reason"]:
                counts.update(reasons.split())
        return dict(sorted(counts.items()))

    def report(self, when: datetime) -> ValidationReport:
        """The report: counts, reasons and what to do."""
        return ValidationReport.of((verdict.summary for verdict in self._verdicts), when.date())


def _without_rows(verdict: BundleVerdict) -> BundleVerdict:
    empty = pd.DataFrame()
    return BundleVerdict({}, empty, empty, verdict.summary)


def _with_client(asides: pd.DataFrame, passed: Bundle) -> pd.DataFrame:
    """Values set aside, with the client they belong to: they may stand in that client's notes."""
    owner: dict[str, Any] = {}
    for table in set(asides["table"]):
        frame = passed[table]
        keys = frame["row_key"] if table == "clients" else frame.get("client_key")
        if keys is not None:
            owner.update(zip(frame["row_key"], keys, strict=True))
    return asides.assign(client_key=asides["row_key"].map(owner).astype("str"))


def write_validation_report(workspace: Workspace, verdicts: Verdicts, when: datetime) -> Path:
    """Writes ``validation/report.html`` and ``report.json``; neither holds a cell's value."""
    report = verdicts.report(when)
    folder = workspace.root / "validation"
    write_aside(folder / "report.html", report.to_html(workspace.settings.clinic.name).encode())
    write_aside(folder / "report.json", json.dumps(report.to_json(), indent=1).encode())
    return folder / "report.html"


@dataclass(frozen=True)
class ValidateReport(Displayed):
    """What the suites say of the records as they are now."""

    report: ValidationReport
    path: Path
    data_docs: Path | None = None

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {**self.report.to_json(), "report": str(self.path)}

    def charts(self) -> Sequence[Markup]:
        """Rows that passed and rows that wait, by table."""
        rows = [
            (table.table, {"passed": table.passed, "quarantined": table.quarantined})
            for table in self.report.tables
            if table.rows
        ]
        return [stacked_bars("Rows by table", rows, unit="rows")] if rows else []

    def lines(self) -> list[str]:
        """For a person."""
        head = f"{'table':<16} {'rows':>7} {'passed':>7} {'quarantined':>12} {'warnings':>9} {'infos':>7}"
        return [
            head,
            *(
                f"{table.table:<16} {table.rows:>7} {table.passed:>7} {table.quarantined:>12} "
                f"{table.warnings:>9} {table.infos:>7}"
                for table in self.report.tables
            ),
            "",
            *(f"{count:>7}  {code}" for code, count in self.report.reasons.items()),
            f"report: {self.path}",
            *([f"data docs: {self.data_docs}"] if self.data_docs else []),
        ]


def validate(
    workspace: Workspace | Path | str, *, data_docs: bool = False, clock: Clock = system_clock
) -> ValidateReport:
    """Runs the suites again over the records and writes the report; nothing is moved."""
    with run(workspace, "validate", clock) as this:
        opened = this.workspace
        records = opened.records
        validator = Validator(opened.settings, this.started.date())
        verdicts = Verdicts()
        clinic = {
            table: frame for table in CLINIC_TABLES if (frame := records.read(table, 0)) is not None
        }
        verdicts.add(validator.clinic(clinic))
        for verdict in validator.people(
            {**clinic, **_client_tables(records, index)} for index in range(records.partition_count)
        ):
            verdicts.add(verdict)
        path = write_validation_report(opened, verdicts, this.started)
        report = verdicts.report(this.started)
        docs = None
        if data_docs:
            docs = write_data_docs(
                report, validator.suites, opened.root / "validation" / "data_docs"
            )
        this.audit({"rows": sum(verdicts.passed_counts().values())})
        return ValidateReport(report, path, docs)


def _client_tables(records: Any, index: int) -> dict[str, pd.DataFrame]:
    found = {table: records.read(table, index) for table in CLIENT_TABLES}
    return {table: frame for table, frame in found.items() if frame is not None}
