"""The runbook of a cut-over, made from the plan: what to do before, on the day, and after."""

from __future__ import annotations

from collections.abc import Sequence

from anonkit.migration.crosswalk import KINDS
from anonkit.migration.plan import MigrationPlan


def runbook(plan: MigrationPlan) -> str:
    """The steps as Markdown, with boxes to tick."""
    sections = (
        ("Before", _before(plan)),
        ("Rehearse", _rehearse(plan)),
        ("On the day", _on_the_day(plan)),
        ("Afterwards", _afterwards(plan)),
    )
    body = "\n\n".join(
        f"## {title}\n\n" + "\n".join(f"- [ ] {step}" for step in steps)
        for title, steps in sections
    )
    rows = sum(plan.account.source_rows.values())
    head = f"{rows} rows; made from the plan, so make it again when the plan changes."
    return f"# Moving to {plan.target.title}\n\n{head}\n\n{body}\n"


def went_on(missing: Sequence[str], suspicious: Sequence[str], reason: str, day: str) -> str:
    """What a runbook says of a move that was made without everything at hand."""
    lacked = [f"- not at hand: {each}" for each in missing]
    lacked += [f"- looks cut: {each}" for each in suspicious]
    return "\n".join([f"## Went on without, {day}", "", *lacked, "", f"Reason: {reason}", ""])


def _before(plan: MigrationPlan) -> list[str]:
    steps = [f"Bring: {each}" for each in plan.missing]
    steps += [f"Look at the source again: {each}" for each in plan.suspicious]
    if steps and plan.incomplete:
        steps.append(f"Somebody decided to go on all the same: {plan.incomplete}")
    steps += [
        f"Decide {count} lines in crosswalk/{kind}.csv." for kind, count in plan.undecided.items()
    ] or [
        f"Read the crosswalk once more ({', '.join(KINDS)}): names must be spelt as in {plan.target.title}."
    ]
    if not plan.standing.is_agreed:
        steps.append(
            f"Sign an agreement with {plan.target.title} and note it under parties in anonkit.yaml."
        )
    waiting = sum(n for (_, fate, _), n in plan.account.reasons.items() if fate == "quarantined")
    if waiting:
        steps.append(
            f"{waiting} rows wait; mend what can be mended (anonkit quarantine list) and plan again."
        )
    steps += [f"Prevent: {each.what}. {each.prevented}." for each in plan.target.side_effects]
    return [*steps, "The owner reads plan.json's losses, or the page of the rehearsal, and agrees."]


def _rehearse(plan: MigrationPlan) -> list[str]:
    command = f"anonkit migrate CLINIC --to {plan.target.name}"
    if plan.calls:
        return [
            f"One client: {command} --push --limit 1; look at every entry, best in a trial account.",
            f"Ten clients: {command} --push --limit 10; the reconciliation must add up.",
            "Take a rehearsal back where it should not stay: anonkit rollback CLINIC FOLDER.",
        ]
    return [
        f"One client: {command} --limit 1 --output rehearsal-1; look at every file.",
        f"Ten clients: {command} --limit 10 --output rehearsal-10; into a trial account.",
        f"All: {command} --output {plan.target.name}-all; the reconciliation must add up.",
    ]


def _on_the_day(plan: MigrationPlan) -> list[str]:
    if plan.calls:
        return _push_on_the_day(plan)
    return [
        "Nobody books in the old system from now on (freeze).",
        "Export and ingest once more.",
        f"Delta: anonkit migrate CLINIC --to {plan.target.name} --since TIME-OF-THE-FULL-RUN --output delta.",
        f"Upload: {plan.target.how}.",
        *(
            f"Upload {file.file}, {plan.account.file_rows[file.name]} rows."
            for file in plan.target.files
        ),
        *(
            [f"Upload the archives of {plan.target.attachments.file} with their index."]
            if plan.target.attachments
            else []
        ),
    ]


def _push_on_the_day(plan: MigrationPlan) -> list[str]:
    name, hours = plan.target.name, plan.push_seconds / 3600
    return [
        "Nobody books in the old system from now on (freeze).",
        "Export and ingest once more.",
        (
            f"Push: anonkit migrate CLINIC --to {name} --push; {plan.calls:,} calls, {hours:.1f} hours the first time. "
            "What an earlier push brought is left alone, what changed is changed. Killed, it goes on."
        ),
        "Rows that wait: anonkit quarantine list CLINIC; mend them, then push again with --replay.",
    ]


def _afterwards(plan: MigrationPlan) -> list[str]:
    return [
        "Compare the target's own counts with reconciliation.html; the owner signs it.",
        "Look up ten clients by hand, with next week's bookings.",
        "Switch reminders on again.",
        "Remove what lies in the clear: anonkit clean CLINIC.",
        f"Keep the old account readable until {plan.target.title} has run for a month.",
    ]
