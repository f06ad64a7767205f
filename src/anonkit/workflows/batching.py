"""Many clinics, one after another, each in a process of its own; one clinic's failure never stops another."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from anonkit.errors import SettingsError
from anonkit.pages import Displayed
from anonkit.storage import write_aside

Step = Literal["ingest", "plan", "migrate", "push", "reconcile"]
DONE, WAITS, FAILED, NOT_RUN = "done", "waits", "failed", "not run"
_STATE_BY_CODE = {0: DONE, 4: WAITS}


class ClinicJob(BaseModel):
    """One clinic of a batch: where its workspace is, what is read, where it goes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    workspace: Path
    to: str
    output: Path
    sources: tuple[Path, ...] = ()
    mapping: Path | None = None
    template: Path | None = None
    limit: int | None = Field(default=None, ge=1)
    reason: str = ""
    """For a push: why records may go there, where no agreement is in the settings."""
    incomplete: str = ""
    """Why the move is made although the leaving checklist is not satisfied."""
    steps: tuple[Step, ...] = ("plan", "migrate")


class Batch(BaseModel):
    """A file of clinics."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    clinics: tuple[ClinicJob, ...] = Field(min_length=1)


@dataclass(frozen=True)
class BatchReport(Displayed):
    """A table of clinic, step and state."""

    states: dict[str, dict[str, str]]

    @property
    def has_failed(self) -> bool:
        """Whether some step of some clinic failed."""
        return any(FAILED in steps.values() for steps in self.states.values())

    @property
    def waits(self) -> bool:
        """Whether something waits for a person."""
        return any(WAITS in steps.values() for steps in self.states.values())

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {"clinics": self.states, "failed": self.has_failed, "waits": self.waits}

    def lines(self) -> list[str]:
        """For a person."""
        width = max(len(name) for name in self.states)
        return [
            f"{name:<{width}}  " + "  ".join(f"{step} {state}" for step, state in steps.items())
            for name, steps in self.states.items()
        ]


def batch(file: Path | str, *, only: Sequence[str] = (), retry: str | None = None) -> BatchReport:
    """Runs every clinic's steps; what was done stays done, and stands in a file beside the batch.

    `only` names clinics; `retry="failed"` runs those of which a step failed or waits. A step that fails
    ends its clinic, not the batch. No process ever holds two clinics' records.
    """
    path = Path(file)
    jobs = _jobs(path)
    kept = path.with_suffix(".state.json")
    states: dict[str, dict[str, str]] = json.loads(kept.read_text()) if kept.exists() else {}
    for job in _chosen(jobs, only, retry, states):
        states[job.name] = dict.fromkeys(job.steps, NOT_RUN)
        for step in job.steps:
            code = subprocess.run(
                _command(job, step), check=False, stdout=subprocess.DEVNULL
            ).returncode
            states[job.name][step] = _STATE_BY_CODE.get(code, FAILED)
            write_aside(kept, json.dumps(states, indent=1).encode())
            if states[job.name][step] != DONE:
                break
    told = {job.name: states.get(job.name, dict.fromkeys(job.steps, NOT_RUN)) for job in jobs}
    return BatchReport(told)


def _jobs(path: Path) -> tuple[ClinicJob, ...]:
    try:
        jobs = Batch.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))).clinics
    except (OSError, yaml.YAMLError):
        raise SettingsError(f"{path.name} is not readable YAML; mend it and try again.") from None
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
            for fault in error.errors(include_input=False, include_url=False)
        )
        raise SettingsError(f"{path.name} cannot be used: {faults}.") from None
    names = [job.name for job in jobs]
    places = [job.workspace.resolve() for job in jobs]
    if len(set(names)) < len(names) or len(set(places)) < len(places):
        raise SettingsError(
            f"{path.name}: two clinics share a name or a workspace; each has its own."
        )
    return jobs


def _chosen(
    jobs: Sequence[ClinicJob],
    only: Sequence[str],
    retry: str | None,
    states: dict[str, dict[str, str]],
) -> list[ClinicJob]:
    unknown = set(only) - {job.name for job in jobs}
    if unknown:
        raise SettingsError(f"There is no clinic {', '.join(sorted(unknown))} in this batch.")
    if retry not in {None, "failed"}:
        raise SettingsError("--retry takes the word failed.")
    chosen = [job for job in jobs if not only or job.name in only]
    if retry is None:
        return chosen
    return [job for job in chosen if set(states.get(job.name, {}).values()) - {DONE}]


def _command(job: ClinicJob, step: Step) -> list[str]:
    start = [sys.executable, "-m", "anonkit"]
    if step == "ingest":
        mapping = ["--mapping", str(job.mapping)] if job.mapping else []
        return [*start, "ingest", str(job.workspace), *map(str, job.sources), *mapping, "--json"]
    if step == "reconcile":
        return [*start, "reconcile", str(job.workspace), str(job.output), "--json"]
    options = ["--to", job.to, "--output", str(job.output), "--json"]
    options += ["--template", str(job.template)] if job.template else []
    options += ["--limit", str(job.limit)] if job.limit else []
    options += ["--incomplete", job.incomplete] if job.incomplete else []
    pushes = "push" in job.steps
    options += ["--push"] if step == "push" or (step == "plan" and pushes) else []
    options += ["--reason", job.reason] if step == "push" and job.reason else []
    options += ["--dry-run"] if step == "plan" else []
    return [*start, "migrate", str(job.workspace), *options]
