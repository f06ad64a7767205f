"""From valid records to a case set: consent gate, telling, release gate, dataset."""

from __future__ import annotations

import hmac
import shutil
from calendar import monthrange
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

from anonkit.datasets import ReleaseFacts, write_dataset
from anonkit.deidentification import (
    DeidentificationReport,
    DisclosureFindings,
    EarlierChecks,
    LeakReport,
    Policy,
    ReportFacts,
    after_telling,
    class_choices,
    clear_draft,
    course_choices,
    load_policy,
    plan,
    protection_costs,
    release,
    safe_harbor_checks,
    sealed_outlook,
    strip_metadata,
    told_rates,
    treatment_by_field,
    with_outlook,
)
from anonkit.deidentification.staff_columns import staff_column_faults
from anonkit.deidentification.usefulness import ReleaseUsefulness
from anonkit.errors import AnonymityNotReached, GateClosed, OutputExists
from anonkit.execution import executor_named
from anonkit.model import DeidentifiedRecords, ReleasableRecords
from anonkit.storage import Workspace, frame_to_parquet
from anonkit.workflows.earlier_releases import earlier_releases
from anonkit.workflows.measuring_usefulness import usefulness_of
from anonkit.workflows.publish_report import PublishReport, for_audit
from anonkit.workflows.publishing_input import PublishingInput, publishing_input, source_digest
from anonkit.workflows.run import Clock, Run, run, system_clock
from anonkit.workflows.service_tables import ServiceTables, service_tables
from anonkit.workflows.stored_names import CASE_NUMBERS
from anonkit.workflows.telling import Told, tell


def publish(
    workspace: Workspace | Path | str,
    *,
    policy: str,
    recipient: str = "own staff",
    audience: str = "own-staff",
    series: str | None = None,
    as_of: date | None = None,
    limit: int | None = None,
    output: Path | str | None = None,
    partitions: int | None = None,
    clock: Clock = system_clock,
) -> PublishReport:
    """De-identifies the records of everyone whose wishes allow it, if every gate lets the result through.

    Writes a draft into the workspace and, with `output`, a copy marked *draft* there. `GateClosed` says
    what stands against it: nothing is written then.
    """
    target = Path(output) if output is not None else None
    if target is not None and target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise OutputExists(f"{target} is not empty; name a new folder for the release.")
    with run(workspace, "publish", clock) as this:
        jurisdiction = this.workspace.settings.clinic.jurisdiction
        loaded = load_policy(policy, jurisdiction=jurisdiction)
        name = series or f"{loaded.name} for {recipient}: {loaded.purpose}"
        day = as_of or this.started.date()
        work = _Publication(this, loaded, name, audience, recipient, day, limit, partitions)
        report = work.publish(target)
        this.audit(for_audit(report))
        return report


@dataclass(frozen=True)
class _Made:
    """What stands before the leak check looks."""

    facts: ReleaseFacts
    findings: DisclosureFindings
    useful: ReleaseUsefulness
    tables: ServiceTables


@dataclass(frozen=True)
class _Publication:
    """One publication; `publish` reads like a table of contents."""

    run: Run
    policy: Policy
    series: str
    audience: str
    recipient: str
    as_of: date
    limit: int | None
    partitions: int | None

    def publish(self, target: Path | None) -> PublishReport:
        source = publishing_input(
            self.run.workspace, self.policy, self.series, self.as_of, self.partitions
        )
        told = self._tell(source)
        _refuse_beside_earlier(told.recall)
        self._spare_staff(told)
        releasable, findings = self._through_the_gate(told)
        facts = self._facts(source, findings)
        tables = self._service_tables(told, facts.release)
        useful = usefulness_of(source, self.policy, told)
        with _Checking(self.run.workspace.root / "drafts" / "_checking") as folder:
            # The report tells what the leak check found, and is searched itself: so twice.
            made = _Made(facts, findings, useful, tables)
            report = self._report(source, told, made, None)
            earlier = EarlierChecks()
            for _ in range(2):
                shutil.rmtree(folder, ignore_errors=True)
                write_dataset(
                    releasable,
                    folder,
                    facts=facts,
                    report_html=report.to_html(),
                    report_json=report.to_dict(),
                    photos=self._photos(told),
                    count_tables=tables.tables,
                )
                leaks = clear_draft(folder, told.identifiers, earlier=earlier)
                report = self._report(source, told, made, leaks)
            self.run.workspace.drafts.keep(facts.release, folder)
            if target is not None:
                _copy_whole(folder, target)
        self._keep(facts.release, source, told, report)
        return PublishReport(
            release=facts.release,
            policy=self.policy.name,
            people=findings.measures.people,
            k=findings.measures.k,
            label=findings.label,
            left_out=self._left_out(source, told),
            rows_left_out=dict(sorted(told.rows_left_out.items())),
            possible_leaks=leaks.possible,
            not_useful=useful.lost.words(),
            count_tables=tuple(table.name for table in tables.tables),
            tables_not_told=tables.refused,
            levels=told.chosen.level_words,
            output=target,
        )

    def _through_the_gate(self, told: Told) -> tuple[ReleasableRecords, DisclosureFindings]:
        """What the gate lets through; where it is closed, with what would open it."""
        records = DeidentifiedRecords(_TablesReader(told.tables))
        try:
            return release(records, self.policy, told.evidence)
        except AnonymityNotReached as error:
            found = after_telling(told.tables, self.policy, told.evidence)
            document = dict(sealed_outlook(error, found))
            self.run.workspace.sealed.write(f"closed-gate-{self.policy.name}", document)
            raise with_outlook(error, found) from None

    def _spare_staff(self, told: Told) -> None:
        """Closes the gate where columns tell practitioners apart to somebody not named for it."""
        faults = staff_column_faults(
            told.tables,
            self.policy.operators,
            self.policy.practitioners,
            self.recipient,
            told.staff_by_role,
        )
        if faults:
            raise GateClosed("The release gate is closed: " + "; ".join(faults) + ".", faults)

    def _service_tables(self, told: Told, release: str) -> ServiceTables:
        folder = self.run.workspace.root / "releases"
        # Over the people of the cases alone: of nobody else could anything be worked out by subtracting.
        cases = set(told.tables["cases"]["case"])
        counted = {person for case, person in told.evidence.counted_as.items() if case in cases}
        rows = {
            kind: frame[frame["person"].isin(counted)].reset_index(drop=True)
            for kind, frame in told.services.items()
        }
        return service_tables(rows, self.policy, self.audience, self.recipient, folder, release)

    def _tell(self, source: PublishingInput) -> Told:
        engine = self.run.workspace.settings.engine
        groups = source.context.counted_as()
        return tell(
            source,
            self.policy,
            self.audience,
            self.limit,
            executor_named(engine.name, engine.workers),
            self.run.workspace,
            list(earlier_releases(self.run.workspace, self.series, self.audience, groups)),
        )

    def _left_out(self, source: PublishingInput, told: Told) -> dict[str, int]:
        """Reason to people, from the consent gate to the last case that stood out."""
        counts = Counter(source.permission.left_out)
        permitted = len(set(source.permission.person_by_client.values()))
        counts["not chosen"] += told.not_chosen
        counts.update({f"sensitive topic: {t}": n for t, n in told.people_by_topic.items()})
        kept_out = told.not_chosen + told.people_by_topic.total()
        counts["left out so that k holds"] += permitted - kept_out - len(told.tables["cases"])
        return {reason: count for reason, count in sorted(counts.items()) if count > 0}

    def _facts(self, source: PublishingInput, findings: DisclosureFindings) -> ReleaseFacts:
        digests = {"source": source_digest(source.everybody), "policy": self.policy.digest}
        words = "\x1f".join(
            (self.series, self.audience, str(self.as_of), str(self.limit), *digests.values())
        )
        naming = self.run.workspace.keys.naming
        mark = hmac.new(naming, f"release\x1f{words}".encode(), sha256).hexdigest()[:8]
        return ReleaseFacts(
            release=f"{self.policy.name}-{self.as_of:%Y%m%d}-{mark}",
            policy=self.policy.name,
            policy_version=str(self.policy.version),
            purpose=self.policy.purpose,
            label=findings.label,
            jurisdiction=self.policy.jurisdiction,
            as_of=self.as_of.isoformat(),
            review_date=_months_later(self.as_of, self.policy.review_after_months).isoformat(),
            title=self.policy.title,
            audience=self.audience,
            recipient=self.recipient,
            series=self.series,
            digests={"policy": digests["policy"], "source": _keyed(naming, digests["source"])},
            versions={name: version(name) for name in ("anonkit", "presidio-analyzer", "spacy")},
            treatment_by_field=treatment_by_field(self.policy),
        )

    def _photos(self, told: Told) -> dict[str, bytes]:
        shown = set(told.tables["photos"]["photo"]) if "photos" in told.tables else set()
        blobs = self.run.workspace.blobs
        return {
            name: strip_metadata(blobs.get(blob))
            for name, blob in told.photos.items()
            if name in shown
        }

    def _report(
        self,
        source: PublishingInput,
        told: Told,
        made: _Made,
        leaks: LeakReport | None,
    ) -> DeidentificationReport:
        tables, facts = told.tables, made.facts
        latest = self.as_of.year
        return DeidentificationReport(
            findings=made.findings,
            policy=self.policy,
            facts=ReportFacts(
                release=facts.release,
                clinic=self.run.workspace.settings.clinic.name,
                audience=self.audience,
                as_of=facts.as_of,
                review_date=facts.review_date,
                recipient=self.recipient,
                versions=facts.versions,
                rows_before=self._rows_before(source, told),
                rows_told={name: len(frame) for name, frame in tables.items() if name != "cases"},
                people_left_out=self._left_out(source, told),
                complications=told_rates(
                    tables, told.evidence.counted_as, self.policy.k_for(self.audience)
                ),
                plan=plan(self.policy),
                attacks=made.findings.attacks,
                controller_consent=self.run.workspace.settings.clinic.controller or None,
                costs=protection_costs(
                    told.chosen, made.findings.measures.people, self.policy.k_for(self.audience)
                ),
                class_choices=class_choices(told.chosen),
                course_choices=course_choices(told.chosen),
            ),
            leaks=leaks,
            safe_harbor=safe_harbor_checks(tables, leaks, latest_year=latest, signed_by=None)
            if self.policy.jurisdiction == "us"
            else (),
            chosen=told.chosen,
            useful=made.useful,
            count_tables=made.tables.to_dict() if self.policy.tabulation else {},
            sealed_tables=made.tables.sealed,
        )

    def _rows_before(self, source: PublishingInput, told: Told) -> dict[str, int]:
        """Rows of the released people in the records, by table."""
        released = set(told.people_by_case.values())
        clients = {
            client
            for client, person in source.permission.person_by_client.items()
            if person in released
        }
        counts: Counter[str] = Counter()
        for table in (name for name in told.tables if name != "cases"):
            for frame in source.everybody.partitions(table, ["client_key"]):
                counts[table] += int(frame["client_key"].isin(clients).sum())
        return dict(counts)

    def _keep(
        self, name: str, source: PublishingInput, told: Told, report: DeidentificationReport
    ) -> None:
        """The case numbers of the series stay; the full report and the crosswalk are sealed."""
        sealed = self.run.workspace.sealed
        numbers = sealed.read(CASE_NUMBERS, {})
        own = {p: i.case for p, i in source.context.identity_by_person.items()}
        sealed.write(
            CASE_NUMBERS, {**numbers, self.series: {**numbers.get(self.series, {}), **own}}
        )
        document = {
            **report.to_sealed_dict(),
            "review": [asdict(item) for item in told.review_items],
            "people_by_case": dict(told.people_by_case),
            "true_visits": self._kept_visits(told),
        }
        sealed.write(f"release-{name}", document)

    def _kept_visits(self, told: Told) -> str | None:
        """The dates of the visits that are told, sealed, so that a later check measures the same."""
        visits = told.evidence.true_visits
        return None if visits is None else self.run.workspace.blobs.put(frame_to_parquet(visits))


def _refuse_beside_earlier(recall: Mapping[str, str]) -> None:
    """`GateClosed` where an earlier release and this one together would tell people apart."""
    if not recall:
        return
    reasons = tuple(f"release {name}: {why}" for name, why in sorted(recall.items()))
    raise GateClosed(
        "The release gate is closed: "
        + "; ".join(reasons)
        + ". Recall it from its recipient, mark it as recalled or take its folder out of releases/, and "
        "publish again; or publish in another series, whose case numbers do not match.",
        reasons,
    )


class _TablesReader:
    """De-identified tables as one partition."""

    partition_count = 1

    def __init__(self, tables: Mapping[str, pd.DataFrame]) -> None:
        self._tables = tables

    @property
    def tables(self) -> tuple[str, ...]:
        return tuple(self._tables)

    def read(self, table: str, partition: int, columns: Any = None) -> pd.DataFrame | None:
        frame = self._tables.get(table) if partition == 0 else None
        return frame if frame is None or columns is None else frame[list(columns)]


class _Checking:
    """A folder of the workspace's owner alone, in which a draft is checked; gone afterwards."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> Path:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True, mode=0o700)
        return self._folder / "release"

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)


def _copy_whole(folder: Path, target: Path) -> None:
    """Copies aside and renames, so that a killed run leaves no half release."""
    aside = target.with_name(f".{target.name}.partial")
    shutil.rmtree(aside, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(folder, aside)
    if target.exists():
        target.rmdir()
    aside.rename(target)


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _keyed(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), sha256).hexdigest()
