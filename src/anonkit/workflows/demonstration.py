"""The main job on two made-up clinics, from messy exports to what each reader opens."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anonkit.errors import OutputExists
from anonkit.pages import Displayed
from anonkit.workflows.checking import check
from anonkit.workflows.ingestion import ingest
from anonkit.workflows.patient_export import export_patient
from anonkit.workflows.platform_migration import migrate
from anonkit.workflows.publication import publish
from anonkit.workflows.reconciliation_report import ReconciliationReport
from anonkit.workflows.run import Clock, system_clock
from anonkit.workflows.sample import (
    SAMPLE_CLINICS,
    SampleClinic,
    sample_client,
    sample_files,
    sample_mapping,
)
from anonkit.workflows.workspace_making import init

_MARK = ".anonkit-demo"
_CASES = 40
"""A set to teach by, spread over kinds of lesson; a training policy lets no whole clinic go."""


@dataclass(frozen=True)
class ClinicDemo:
    """What was done for one clinic, and where it is."""

    clinic: SampleClinic
    ingested: dict[str, Any]
    published: dict[str, Any]
    check_passed: bool
    case_set: Path
    validation_report: Path
    export: Path
    start_page: Path
    moved: ReconciliationReport | None = None


@dataclass(frozen=True)
class DemoReport(Displayed):
    """What was done, and what to open."""

    folder: Path
    clinics: tuple[ClinicDemo, ...]

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "folder": str(self.folder),
            "clinics": {
                demo.clinic.name: {
                    "ingest": demo.ingested,
                    "publish": demo.published,
                    "check_passed": demo.check_passed,
                    "open": [
                        str(path)
                        for path in (*_to_open(demo), *([_page(demo.moved)] if demo.moved else []))
                    ],
                }
                for demo in self.clinics
            },
        }

    def lines(self) -> list[str]:
        """For a person."""
        return [line for demo in self.clinics for line in _told(demo)] + [
            "Everything above is made up; try it on your own exports with `anonkit init`.",
        ]


def demo(
    output: Path | str = "demo", *, replace: bool = False, clock: Clock = system_clock
) -> DemoReport:
    """Ingests, validates, publishes, checks and exports both sample clinics into a folder."""
    folder = Path(output)
    _prepare(folder, replace=replace)
    return DemoReport(
        folder, tuple(_run(clinic, folder, clock) for clinic in SAMPLE_CLINICS.values())
    )


def _prepare(folder: Path, *, replace: bool) -> None:
    if folder.exists() and any(folder.iterdir()):
        if not (replace and (folder / _MARK).exists()):
            raise OutputExists(f"{folder} is not empty; name a new folder, or remove it.")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MARK).write_text("made by anonkit demo; may be replaced\n", encoding="utf-8")


def _run(clinic: SampleClinic, folder: Path, clock: Clock) -> ClinicDemo:
    place = folder / f"{clinic.name}-clinic"
    init(
        place,
        platform=clinic.platform,
        jurisdiction=clinic.jurisdiction,
        time_zone=clinic.time_zone,
        state=clinic.state,
        clinic_name=clinic.clinic_name,
        clock=clock,
    )
    ingested = ingest(
        place, sample_files(clinic.name), mapping=sample_mapping(clinic.name), clock=clock
    )
    case_set = folder / f"{clinic.name}-case-set"
    published = publish(
        place,
        policy=clinic.policy,
        recipient="the training team",
        limit=_CASES,
        output=case_set,
        clock=clock,
    )
    checked = check(case_set, workspace=place)
    exported = export_patient(
        place,
        sample_client(place),
        output=folder / f"{clinic.name}-patient-export",
        basis=clinic.export_basis,
        asked_by="the client",
        identity_checked="photo id seen at the desk",
        plain=True,
        clock=clock,
    )
    moved = _moved(clinic, place, folder, clock)
    return ClinicDemo(
        moved=moved,
        clinic=clinic,
        ingested=ingested.as_dict(),
        published=published.as_dict(),
        check_passed=checked.passed,
        case_set=case_set,
        validation_report=place / "validation" / "report.html",
        export=exported.path,
        start_page=exported.start_page,
    )


def _moved(
    clinic: SampleClinic, place: Path, folder: Path, clock: Clock
) -> ReconciliationReport | None:
    """The import files for the platform that a clinic moves to, compared with its records."""
    if clinic.moves_to is None:
        return None
    output = folder / f"{clinic.name}-to-{clinic.moves_to}"
    report = migrate(place, to=clinic.moves_to, output=output, clock=clock)
    assert isinstance(report, ReconciliationReport)
    return report


def _page(moved: ReconciliationReport) -> Path:
    return moved.folder / "reconciliation.html"


def _told_move(moved: ReconciliationReport | None) -> list[str]:
    if moved is None:
        return []
    account = moved.result.account
    verdict = "adds up" if moved.holds else "DOES NOT ADD UP"
    return [
        (
            f"  moved       {sum(account.source_rows.values())} rows to {moved.result.target.title}, "
            f"{len(moved.result.comparisons)} comparisons: {verdict}"
        ),
        f"              {_page(moved)}   what came along, and what did not",
    ]


def _to_open(demo: ClinicDemo) -> tuple[Path, ...]:
    return (
        demo.validation_report,
        demo.case_set / "index.html",
        demo.case_set / "report.html",
        demo.start_page,
    )


def _told(demo: ClinicDemo) -> list[str]:
    sources = demo.ingested["sources"].values()
    read_in = sum(fates["in"] for fates in sources)
    waits = sum(fates["quarantined"] for fates in sources)
    ignored = sum(sum(fates["ignored"].values()) for fates in sources)
    rows = sum(demo.ingested["records"].values())
    published = demo.published
    validation, cases, report, start = _to_open(demo)
    return [
        f"{demo.clinic.title}",
        (
            f"  read        {read_in} units in = {read_in - waits - ignored} read + {waits} quarantined + "
            f"{ignored} ignored; {rows} canonical rows"
        ),
        (
            f"  released    {published['people']} of {published['everybody']} cases, "
            f"k = {published['k']} by person, {published['label']}; "
            f"leaks found by the check: {'none' if demo.check_passed else 'SEE report'}"
        ),
        f"  open        {validation}   what was wrong with the data",
        f"              {cases}   the case set, as a trainer opens it",
        f"              {report}   what the privacy lead signs",
        f"              {start}   one patient's own record",
        *_told_move(demo.moved),
        "",
    ]
