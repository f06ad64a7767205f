"""The motivated intruder: every known attack on a release folder, with the controller's consent."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from anonkit.datasets import MANIFEST_FILE, Manifest, ReleaseFacts
from anonkit.deidentification import load_policy
from anonkit.deidentification.attack import (
    AttackResult,
    AttackSettings,
    BatteryResult,
    attack_page,
    outside_canaries,
    run_with_canaries,
    seen_folder,
)
from anonkit.errors import IntegrityError, SettingsError
from anonkit.pages import Displayed
from anonkit.storage import Workspace
from anonkit.workflows.attack_truth import case_map, tags_of, truth_of, with_count_tables
from anonkit.workflows.controller_consent import ControllerConsent, parsed_consent
from anonkit.workflows.release_battery import SEED, settings_of
from anonkit.workflows.run import Clock, run, system_clock
from anonkit.workflows.told_beside import told_beside

PLANTED = 20


@dataclass(frozen=True)
class AttackReport(Displayed):
    """What the intruder found: figures, and nobody's name."""

    release: str
    result: BatteryResult
    consent: ControllerConsent
    kept_as: str
    """The sealed document with the worst records by tag, and the page."""
    chosen: frozenset[str] | None = field(default=None, repr=False)
    """The cases of a chosen set, which hide among everybody who was told; ``None`` where all were released."""

    @property
    def passed(self) -> bool:
        """Whether no attack came through and every planted leak was found."""
        return self.result.passed

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        told = self.result.to_dict()
        if self.chosen is not None:
            told["chosen"] = len(self.chosen)
            for line, one in zip(told["attacks"], self.result.attacks, strict=True):
                line["found_chosen"] = len(self._of_the_chosen(one))
        return {
            "release": self.release,
            **told,
            "consent": {"who": self.consent.who, "on": self.consent.on.isoformat()},
            "sealed": self.kept_as,
        }

    def _of_the_chosen(self, one: AttackResult) -> set[str]:
        found = {finding.case for finding in one.findings}
        return found & self.chosen if self.chosen is not None else found

    def lines(self) -> list[str]:
        """For a person."""
        canaries = self.result.canaries
        return [
            *(_line(one) for one in self.as_dict()["attacks"]),
            *(
                [f"{len(self.chosen)} chosen cases, hidden among everybody who may be told"]
                if self.chosen is not None
                else []
            ),
            f"{canaries.found} of {canaries.planted} planted leaks found"
            + (f"; missed: {', '.join(canaries.missed)}" if canaries.missed else ""),
            *(
                ["VOID: a test that misses known leaks proves nothing"]
                if self.result.is_void
                else []
            ),
            f"the worst records are named by tag in sealed/{self.kept_as}",
            "passed" if self.passed else "NOT passed",
        ]


def _line(told: dict[str, Any]) -> str:
    if told["note"]:
        return f"{told['id']:<4} {told['name']:<28} not tried: {told['note']}"
    low, high = told["interval"]
    verdict = "passed" if told["passed"] else "FOUND"
    return (
        f"{told['id']:<4} {told['name']:<28} {told['rate']:>6.1%} ({low:.1%} to {high:.1%}), "
        f"control {told['control']:.1%}: {verdict}{_of_them(told)}"
    )


def _of_them(told: dict[str, Any]) -> str:
    """How many of those named are in a chosen set."""
    if not told["found"] or "found_chosen" not in told:
        return ""
    return f" ({told['found_chosen']} of them chosen)"


def attack(
    release: Path | str,
    *,
    workspace: Workspace | Path | str,
    consent: str,
    map: Path | str | None = None,  # noqa: A002 - the command's own word
    canaries: Path | str | None = None,
    report: Path | str | None = None,
    clock: Clock = system_clock,
) -> AttackReport:
    """Attacks a release folder, ours or another tool's, with everything the workspace's records know.

    `consent` is ``WHO, YYYY-MM-DD``: who consented for the controller, and when; it is audited and kept.
    `map` names a CSV of case and client for a release that is not ours, `canaries` a JSON file of known leaks
    to plant or to look for. `report` writes the page without tags. Changes nothing in the release.
    """
    agreed = parsed_consent(consent, clock().date())
    folder = Path(release)
    with run(workspace, "attack", clock) as this:
        opened = this.workspace
        facts = _facts(folder)
        name = facts.release if facts else "another tool's"
        this.audit({"release": name, "consent": str(agreed)}, event="attack consented to")
        own = facts.release if facts else None
        cases = case_map(opened, own, Path(map) if map is not None else None)
        beside: dict[str, bytes] = {}
        if facts is not None and map is None:
            hidden_among = told_beside(opened, facts.release)
            beside, cases = (
                hidden_among.files(facts),
                cases.with_others(hidden_among.people_by_case),
            )
        seen = with_count_tables(seen_folder(folder, cases.keys, beside), folder)
        today = date.fromisoformat(facts.as_of) if facts else this.started.date()
        truth = truth_of(opened, cases, seen, today, own)
        extra = outside_canaries(Path(canaries)) if canaries is not None else ()
        result = run_with_canaries(
            seen, truth, _settings(facts), SEED, planted=PLANTED, outside=extra, keys=cases.keys
        )
        kept_as = f"attack-{this.started:%Y%m%d}-{this.run_id}"
        done = AttackReport(name, result, agreed, kept_as, seen.own_cases if beside else None)
        told = done.as_dict()
        tags = tags_of(opened)
        opened.sealed.write(
            kept_as,
            {
                **told,
                "worst": _worst(result, tags),
                "page": attack_page(told, _worst(result, tags)),
            },
        )
        if report is not None:
            Path(report).write_text(attack_page(told, {}), encoding="utf-8")
        this.audit(
            {
                "release": name,
                "passed": result.passed,
                "found": [one.attack for one in result.attacks if not one.passed],
                "canaries": [result.canaries.planted, result.canaries.found],
                "sealed": kept_as,
            }
        )
        return done


_MOST_NAMED = 200


def _worst(result: BatteryResult, tags: dict[str, str]) -> dict[str, list[dict[str, str]]]:
    """By attack the first findings; people by tag."""
    return {
        one.attack: [
            {
                "what": finding.what,
                "place": finding.place,
                "case": finding.case,
                "tag": tags.get(finding.person, ""),
            }
            for finding in one.findings[:_MOST_NAMED]
        ]
        for one in result.attacks
        if one.findings
    }


def _facts(folder: Path) -> ReleaseFacts | None:
    try:
        return Manifest.from_bytes((folder / MANIFEST_FILE).read_bytes()).facts
    except (FileNotFoundError, NotADirectoryError, IntegrityError):
        return None


def _settings(facts: ReleaseFacts | None) -> AttackSettings:
    """As the release's own policy says, where that ships."""
    try:
        policy = load_policy(facts.policy) if facts is not None else None
    except SettingsError:
        policy = None
    if policy is None or facts is None:
        return AttackSettings()
    return settings_of(policy, facts.audience)
