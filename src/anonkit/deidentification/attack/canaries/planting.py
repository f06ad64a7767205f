"""Draws known leaks by a seed, plants them into a copy in memory, and looks whether the battery finds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from anonkit.deidentification.attack.base import AttackResult, AttackSettings
from anonkit.deidentification.attack.battery import BatteryResult, CanaryResult
from anonkit.deidentification.attack.canaries.copying import Canary, Copy
from anonkit.deidentification.attack.canaries.families import FAMILIES, REPEATED
from anonkit.deidentification.attack.canaries.outside import OutsideCanary
from anonkit.deidentification.attack.case_keys import CaseKeys
from anonkit.deidentification.attack.registry import known_attacks
from anonkit.deidentification.attack.release_view import SeenRelease
from anonkit.deidentification.attack.truth import Truth
from anonkit.deidentification.attack.world import World


def run_with_canaries(
    release: SeenRelease,
    truth: Truth,
    settings: AttackSettings = AttackSettings(),  # noqa: B008 - frozen
    seed: int = 0,
    *,
    planted: int = 20,
    outside: Sequence[OutsideCanary] = (),
    keys: CaseKeys | None = None,
) -> BatteryResult:
    """The battery on the release, and its power: known leaks planted into a copy must all be found.

    The copy is in memory only. `planted` leaks are drawn from all families by the seed; those that
    somebody named from `outside` come on top.
    """
    world = World(release, truth, settings, seed)
    found = tuple(attack.run(world) for attack in known_attacks())
    copy = Copy.of(world, keys or CaseKeys(), world.draw("canaries"))
    canaries = [*planted_into(copy, planted), *(one.plant(copy) for one in outside)]
    before = {result.attack: result for result in found}
    return BatteryResult(found, _tried(copy, canaries, before))


def planted_into(copy: Copy, wanted: int) -> list[Canary]:
    """So many leaks, every family once before any comes again."""
    canaries: list[Canary] = []
    order = [FAMILIES[int(place)] for place in copy.draw.permutation(len(FAMILIES))]
    more = [REPEATED[n % len(REPEATED)] for n in range(wanted)]
    for family in (*order, *more):
        if len(canaries) >= wanted:
            break
        canary = family(copy) if copy.cases_left else None
        if canary:
            canaries.append(canary)
    return canaries


def _tried(copy: Copy, canaries: Sequence[Canary], before: dict[str, AttackResult]) -> CanaryResult:
    world = copy.world
    again = World(
        copy.seen(), copy.truth(), world.settings, world.seed, earlier_checks=world.earlier_checks
    )
    again.__dict__["searcher"] = world.searcher
    all_ids = [attack.id for attack in known_attacks()]
    wanted = {each for canary in canaries for each in (canary.attacks or all_ids)}
    results = {attack.id: attack.run(again) for attack in known_attacks() if attack.id in wanted}
    judged = [replace(one, attacks=one.attacks or tuple(all_ids)) for one in canaries]
    missed = [one.family for one in judged if not one.is_found(results, before)]
    return CanaryResult(
        len(canaries),
        len(canaries) - len(missed),
        len({one.family for one in canaries}),
        tuple(sorted(missed)),
    )
