"""From valid records to a case set: consent gate, telling, choice, release gate, dataset."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from anonkit.datasets import CaseFile, ChoiceRequest, read_case_file, read_teaching
from anonkit.errors import OutputExists, SettingsError
from anonkit.storage import Workspace
from anonkit.workflows.publish_report import PublishReport, for_audit
from anonkit.workflows.publishing import Publication
from anonkit.workflows.run import Clock, run, system_clock


def publish(
    workspace: Workspace | Path | str,
    *,
    policy: str,
    recipient: str = "own staff",
    audience: str = "own-staff",
    series: str | None = None,
    as_of: date | None = None,
    where: str | None = None,
    cases: CaseFile | Path | str | None = None,
    limit: int | None = None,
    whole_clinic: str | None = None,
    chosen_by: str | None = None,
    why: str | None = None,
    keep_choice: Path | str | None = None,
    teaching: Path | str | None = None,
    output: Path | str | None = None,
    partitions: int | None = None,
    tell: Callable[[str], None] = lambda _step: None,
    clock: Clock = system_clock,
) -> PublishReport:
    """De-identifies the records of everyone whose wishes allow it, if every gate lets the result through.

    `where`, `cases` and `limit` choose of them; risk is measured over everyone, and only the chosen cases
    go out. A policy for training lets 60 go, and more only where `whole_clinic` says why. `keep_choice`
    names a new file for the choice, to be edited and given to `cases`. `teaching` is a trainer's
    ``teaching.yaml``; it is looked at as notes are, and refused where it could tell who somebody is.
    Writes a draft into the workspace and, with `output`, a copy marked *draft* there. `GateClosed` says
    what stands against it: nothing is written then. `tell` hears of each step.
    """
    target = new_place(output)
    if keep_choice is not None and Path(keep_choice).exists():
        raise OutputExists(
            f"{Path(keep_choice).name} is there already; name a new file for the choice."
        )
    listed = read_case_file(cases) if isinstance(cases, (str, Path)) else cases
    lesson = text_of(teaching)
    request = ChoiceRequest(where, listed, limit, whole_clinic, chosen_by, why)
    with run(workspace, "publish", clock) as this:
        work = Publication.of(this, policy, series, audience, recipient, as_of, partitions, tell)
        request.check(work.policy.most_cases)
        report = work.publish(work.held(), request, target, lesson=lesson)
        this.audit(for_audit(report))
    if keep_choice is not None:
        report.choice.save(keep_choice)
    return report


def text_of(teaching: Path | str | None) -> str | None:
    """The trainer's file, which can be read; what it says of cases is looked at when they are chosen."""
    if teaching is None:
        return None
    try:
        text = Path(teaching).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise SettingsError(
            "--teaching names no file of text; write it as YAML in UTF-8."
        ) from None
    read_teaching(text)
    return text


def new_place(output: Path | str | None) -> Path | None:
    """The folder a release goes to; `OutputExists` where something is in it."""
    target = Path(output) if output is not None else None
    if target is not None and target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise OutputExists(f"{target} is not empty; name a new folder for the release.")
    return target
