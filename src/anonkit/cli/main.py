"""The `anonkit` command: its commands are files beside this one; heavy parts load when a command runs."""

from __future__ import annotations

import typer

from anonkit.cli import (
    attack,
    audit,
    batch,
    check,
    connect,
    consent,
    demo,
    diff,
    evaluate,
    export_patient,
    feedback,
    find,
    import_patient,
    ingest,
    init,
    lab,
    map_file,
    migrate,
    pack,
    persons,
    policies,
    publish,
    quarantine,
    release_life,
    requests,
    retention,
    review,
    scrub,
    status,
    validate,
)
from anonkit.cli.exits import guarded

app = typer.Typer(
    name="anonkit",
    help="Records migration, de-identification and portable patient exports for clinics. "
    "Start with `anonkit demo`.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_COMMANDS = (
    ("demo", demo.demo_command),
    ("init", init.init_command),
    ("connect", connect.connect_command),
    ("ingest", ingest.ingest_command),
    ("validate", validate.validate_command),
    ("status", status.status_command),
    ("doctor", status.doctor_command),
    ("clean", status.clean_command),
    ("find", find.find_command),
    ("persons", persons.persons_command),
    ("platforms", policies.platforms_command),
    ("map", map_file.map_command),
    ("plan", policies.plan_command),
    ("publish", publish.publish_command),
    ("approve", release_life.approve_command),
    ("recall", release_life.recall_command),
    ("trace", release_life.trace_command),
    ("pack", pack.pack_command),
    ("diff", diff.diff_command),
    ("reproduce", diff.reproduce_command),
    ("feedback", feedback.feedback_command),
    ("review", review.review_command),
    ("check", check.check_command),
    ("attack", attack.attack_command),
    ("scrub", scrub.scrub_command),
    ("evaluate", evaluate.evaluate_command),
    ("export-patient", export_patient.export_patient_command),
    ("migrate", migrate.migrate_command),
    ("reconcile", migrate.reconcile_command),
    ("rollback", migrate.rollback_command),
    ("batch", batch.batch_command),
    ("import-patient", import_patient.import_patient_command),
    ("lab", lab.lab_command),
)
_GROUPS = (
    ("policies", policies.group),
    ("quarantine", quarantine.group),
    ("audit", audit.group),
    ("requests", requests.group),
    ("consent", consent.group),
    ("retention", retention.group),
)

for _name, _command in _COMMANDS:
    app.command(_name)(guarded(_command))
for _name, _group in _GROUPS:
    app.add_typer(_group, name=_name)


def main() -> None:
    """Runs the command line."""
    app(prog_name="anonkit")
