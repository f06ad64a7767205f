"""`anonkit publish`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from anonkit.cli.exits import show
from anonkit.cli.options import JsonOption, LogOption, OutputOption, WorkspaceArgument
from anonkit.cli.progress import Progress


def publish_command(
    workspace: WorkspaceArgument,
    policy: Annotated[str, typer.Option(help="A policy's name, or a YAML file.")],
    recipient: Annotated[str, typer.Option(help="Who will get it.")] = "own staff",
    audience: Annotated[
        str, typer.Option(help="own-staff, partner or public; sets k.")
    ] = "own-staff",
    series: Annotated[
        str | None, typer.Option(help="Within a series a person keeps the case number.")
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            "--as-of", formats=["%Y-%m-%d"], help="The day the release speaks of; today by default."
        ),
    ] = None,
    where: Annotated[
        str | None,
        typer.Option(
            help="Choose by what is told, as in: procedure = dermal filler and complication"
        ),
    ] = None,
    cases: Annotated[
        Path | None, typer.Option(help="Choose the cases this file names; it says who and why.")
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(
            min=1, help="At most this many: ordinary, difficult, complicated and declined ones."
        ),
    ] = None,
    whole_clinic: Annotated[
        str | None, typer.Option(help="Why more than 60 cases go out to teach by.")
    ] = None,
    chosen_by: Annotated[
        str | None, typer.Option(help="Who chose; sealed, never released.")
    ] = None,
    why: Annotated[str | None, typer.Option(help="What the choice is for; sealed.")] = None,
    keep_choice: Annotated[
        Path | None, typer.Option(help="A new file for the choice, to edit and give to --cases.")
    ] = None,
    teaching: Annotated[
        Path | None, typer.Option(help="A trainer's teaching.yaml, looked at as notes are.")
    ] = None,
    output: OutputOption = None,
    engine: Annotated[str, typer.Option(help="Where partition functions run.")] = "local",
    log: LogOption = None,
    as_json: JsonOption = False,
) -> int | None:
    """De-identify a clinic's records into a case set, if the consent gate and the release gate let it.

    Writes a draft into the workspace, or with --output a copy marked draft there. Only chosen cases go
    out, and risk is measured against everyone in the clinic. Words of --where: kind, procedure, product,
    site, outcome, complication, severity, contraindication, age, sex, skin, visits, course, photos.

    Example: anonkit publish clinic --policy uk-training --where "kind = complicated" --output case-set
    """
    from anonkit.execution import executor_named
    from anonkit.workflows import publish

    executor_named(engine)
    report = publish(
        workspace,
        policy=policy,
        recipient=recipient,
        audience=audience,
        series=series,
        as_of=as_of.date() if as_of else None,
        where=where,
        cases=cases,
        limit=limit,
        whole_clinic=whole_clinic,
        chosen_by=chosen_by,
        why=why,
        keep_choice=keep_choice,
        teaching=teaching,
        output=output,
        tell=Progress("steps"),
    )
    show(report, as_json=as_json, log=log, command="publish")
    return None
