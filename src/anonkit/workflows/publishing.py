"""One publication: everybody told, the chosen let through the gate, written, checked and sealed."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from anonkit.datasets import (
    ChoiceRequest,
    ReleaseFacts,
    teaching_for,
    write_dataset,
)
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
    counted_reasons,
    course_choices,
    load_policy,
    plan,
    precision_by_field,
    protection_costs,
    release,
    safe_harbor_checks,
    sealed_outlook,
    strip_metadata,
    told_rates,
    with_outlook,
    withheld_by_field,
)
from anonkit.deidentification.staff_columns import staff_column_faults
from anonkit.deidentification.usefulness import ReleaseUsefulness
from anonkit.errors import AnonymityNotReached, GateClosed
from anonkit.execution import executor_named
from anonkit.model import DeidentifiedRecords, ReleasableRecords
from anonkit.storage import frame_to_parquet
from anonkit.workflows.choosing_cases import ChosenCases, chosen_cases
from anonkit.workflows.draft_folder import CheckingFolder, TablesReader, copy_whole
from anonkit.workflows.earlier_releases import earlier_releases
from anonkit.workflows.measuring_usefulness import usefulness_of
from anonkit.workflows.publish_report import PublishReport
from anonkit.workflows.publishing_input import PublishingInput, publishing_input, source_digest
from anonkit.workflows.release_battery import ReleaseBattery
from anonkit.workflows.release_facts import release_facts
from anonkit.workflows.release_register import digests_of, keep_draft
from anonkit.workflows.review_store import ReviewStore
from anonkit.workflows.run import Run
from anonkit.workflows.service_tables import ServiceTables, service_tables
from anonkit.workflows.stored_names import CASE_NUMBERS
from anonkit.workflows.teaching_texts import refuse_telling_texts
from anonkit.workflows.telling import Told, tell
from anonkit.workflows.told_beside import BESIDE, keep_beside


@dataclass(frozen=True)
class Held:
    """Everybody who may be told, told: what a choice is made of."""

    source: PublishingInput
    told: Told
    digest: str
    """Of the records as they were told."""


@dataclass(frozen=True)
class _Made:
    """What stands before the leak check looks."""

    chosen: ChosenCases
    facts: ReleaseFacts
    findings: DisclosureFindings
    useful: ReleaseUsefulness
    tables: ServiceTables


@dataclass(frozen=True)
class Publication:
    """One publication; `publish` reads like a table of contents."""

    run: Run
    policy: Policy
    series: str
    audience: str
    recipient: str
    as_of: date
    partitions: int | None
    named: str
    """The policy as it was named, for making it again."""
    is_rehearsal: bool = False
    """Whether it is made to be compared alone: nothing of it is kept."""
    beside: frozenset[str] | None = None
    """The earlier releases that count, by id; those there are where it is not said."""
    told_of: Callable[[str], None] = lambda _step: None
    """Hears of each step."""

    @classmethod
    def of(
        cls,
        this: Run,
        policy: str,
        series: str | None,
        audience: str,
        recipient: str,
        as_of: date | None,
        partitions: int | None = None,
        told_of: Callable[[str], None] = lambda _step: None,
    ) -> Publication:
        """What will be published, with the policy loaded and the series named."""
        jurisdiction = this.workspace.settings.clinic.jurisdiction
        loaded = load_policy(policy, jurisdiction=jurisdiction)
        name = series or f"{loaded.name} for {recipient}: {loaded.purpose}"
        day = as_of or this.started.date()
        return cls(
            this, loaded, name, audience, recipient, day, partitions, policy, told_of=told_of
        )

    def held(self) -> Held:
        """Tells everybody whose wishes allow it; nothing is chosen or written yet."""
        self.told_of("who may be in it")
        source = publishing_input(
            self.run.workspace, self.policy, self.series, self.as_of, self.partitions
        )
        self.told_of("telling everybody")
        told = self._tell(source)
        _refuse_beside_earlier(told.recall)
        self._spare_staff(told)
        return Held(source, told, self.digest_of(source))

    def digest_of(self, source: PublishingInput) -> str:
        """Of the records as they are, and of what was decided about them by now."""
        decided = ReviewStore(self.run.workspace.sealed).decided()
        return source_digest(source.everybody) + decided.texts.digest

    def publish(
        self,
        held: Held,
        request: ChoiceRequest,
        target: Path | None,
        *,
        lesson: str | None = None,
    ) -> PublishReport:
        """Lets the chosen cases through the gate and writes them, checked, as a draft."""
        source, told = held.source, held.told
        # Whether or not the gate opens, a person may look at what was read.
        ReviewStore(self.run.workspace.sealed).keep_queue(self.policy.name, told, self.run.started)
        chosen = chosen_cases(told, request, self.policy)
        self._look_at(lesson, told, chosen)
        self.told_of("the release gate")
        releasable, findings = self._through_the_gate(told, chosen)
        self.told_of("what it is still good for")
        facts = release_facts(self, held.digest, findings.label, request, lesson)
        facts = replace(
            facts,
            treatment_by_field={**facts.treatment_by_field, **withheld_by_field(self.policy)},
            precision_by_field=precision_by_field(self.policy, told.chosen.level_words),
        )
        tables = self._service_tables(told, chosen, facts.release)
        useful = usefulness_of(source, self.policy, told)
        with CheckingFolder(self.run.workspace.root / "drafts" / "_checking") as folder:
            # The report tells what the leak check found, and is searched itself: so twice.
            made = _Made(chosen, facts, findings, useful, tables)
            report = self._report(source, told, made, None)
            earlier = EarlierChecks()
            for _ in range(2):
                self.told_of("writing, and looking for leaks")
                shutil.rmtree(folder, ignore_errors=True)
                write_dataset(
                    releasable,
                    folder,
                    facts=facts,
                    report_html=report.to_html(),
                    report_json=report.to_dict(),
                    photos=self._photos(told, chosen),
                    teaching=lesson,
                    count_tables=tables.tables,
                    missing=counted_reasons(chosen.tables(told), told.missing),
                )
                leaks = clear_draft(folder, told.identifiers, earlier=earlier)
                report = self._report(source, told, made, leaks)
            if not self.is_rehearsal:
                self.run.workspace.drafts.keep(facts.release, folder)
                made_with = {"policy": self.named, "request": asdict(request), "teaching": lesson}
                keep_draft(self.run.workspace, facts, self.policy, made_with, digests_of(folder))
            if target is not None:
                copy_whole(folder, target)
        if not self.is_rehearsal:
            self._keep(facts.release, source, told, chosen, report)
        return PublishReport(
            release=facts.release,
            policy=self.policy.name,
            people=len(chosen.cases),
            k=findings.measures.k,
            label=findings.label,
            left_out=self._left_out(source, told, chosen),
            rows_left_out=dict(sorted(told.rows_left_out.items())),
            chosen=chosen.choice.count_by_kind,
            everybody=chosen.choice.everybody,
            choice=chosen.choice.as_file(),
            possible_leaks=leaks.possible,
            not_useful=useful.lost.words(),
            count_tables=tuple(table.name for table in tables.tables),
            tables_not_told=tables.refused,
            levels=told.chosen.level_words,
            output=target,
        )

    def _through_the_gate(
        self, told: Told, chosen: ChosenCases
    ) -> tuple[ReleasableRecords, DisclosureFindings]:
        """What the gate lets through; where it is closed, with what would open it."""
        records = DeidentifiedRecords(TablesReader(told.tables))
        only = None if chosen.choice.is_everyone else chosen.cases
        try:
            battery = ReleaseBattery(self.run.workspace, told.people_by_case, self.as_of)
            return release(records, self.policy, told.evidence, battery, chosen=only)
        except AnonymityNotReached as error:
            found = after_telling(told.tables, self.policy, told.evidence)
            document = dict(sealed_outlook(error, found))
            self.run.workspace.sealed.write(f"closed-gate-{self.policy.name}", document)
            raise with_outlook(error, found) from None

    def _look_at(self, lesson: str | None, told: Told, chosen: ChosenCases) -> None:
        """Refuses a trainer's file that speaks of other cases, or from which somebody could be told."""
        cases = told.tables["cases"].to_dict("records")
        names = {str(row["case"]): str(row.get("made_up_name", "")) for row in cases}
        teaching = teaching_for(lesson, chosen.cases)
        refuse_telling_texts(teaching, self.policy, told.identifiers, names)

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

    def _service_tables(self, told: Told, chosen: ChosenCases, release: str) -> ServiceTables:
        folder = self.run.workspace.root / "releases"
        # Over the people of the cases alone: of nobody else could anything be worked out by subtracting.
        counted = {
            person for case, person in told.evidence.counted_as.items() if case in chosen.cases
        }
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
            executor_named(engine.name, engine.workers),
            self.run.workspace,
            list(
                earlier_releases(
                    self.run.workspace, self.series, self.audience, groups, self.beside
                )
            ),
        )

    def _left_out(self, source: PublishingInput, told: Told, chosen: ChosenCases) -> dict[str, int]:
        """Reason to people, from the consent gate to the last case that stood out."""
        counts = Counter(source.permission.left_out)
        permitted = len(set(source.permission.person_by_client.values()))
        counts.update(chosen.left_out)
        counts.update({f"sensitive topic: {t}": n for t, n in told.people_by_topic.items()})
        kept_out = told.people_by_topic.total() + len(told.tables["cases"])
        counts["left out so that k holds"] += permitted - kept_out
        return {reason: count for reason, count in sorted(counts.items()) if count > 0}

    def _photos(self, told: Told, chosen: ChosenCases) -> dict[str, bytes]:
        frame = chosen.tables(told).get("photos")
        shown = set() if frame is None else set(frame["photo"])
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
        tables, facts, chosen = made.chosen.tables(told), made.facts, made.chosen
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
                released=len(chosen.cases),
                rows_before=self._rows_before(source, chosen.people(told), tables),
                rows_told={name: len(frame) for name, frame in tables.items() if name != "cases"},
                people_left_out=self._left_out(source, told, chosen),
                complications=told_rates(
                    told.tables, told.evidence.counted_as, self.policy.k_for(self.audience)
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

    def _rows_before(
        self, source: PublishingInput, people: Mapping[str, str], tables: Mapping[str, Any]
    ) -> dict[str, int]:
        """Rows of the released people in the records, by table."""
        released = set(people.values())
        clients = {
            client
            for client, person in source.permission.person_by_client.items()
            if person in released
        }
        counts: Counter[str] = Counter()
        for table in (name for name in tables if name != "cases"):
            for frame in source.everybody.partitions(table, ["client_key"]):
                counts[table] += int(frame["client_key"].isin(clients).sum())
        return dict(counts)

    def _keep(
        self,
        name: str,
        source: PublishingInput,
        told: Told,
        chosen: ChosenCases,
        report: DeidentificationReport,
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
            "people_by_case": chosen.people(told),
            "true_visits": self._kept_visits(told),
            "choice": chosen.choice.to_dict(),
            BESIDE: keep_beside(self.run.workspace, told, chosen),
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
