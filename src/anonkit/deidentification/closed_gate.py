"""What would open a closed gate: the nearest settings and what each costs, the largest subset, or other ways.

Every proposal has been tried on the same people before it is named. Nothing here names a client but by tag.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from anonkit.deidentification.chosen_levels import ChosenLevels, choose_levels
from anonkit.deidentification.policy import Policy
from anonkit.deidentification.quasi import QuasiFrames
from anonkit.deidentification.release_gate import Evidence, measure_release
from anonkit.deidentification.told_tables import CASES, Tables
from anonkit.errors import AnonymityNotReached

_MOST_PROPOSALS = 3
_TAGS_NAMED = 5
_SHARES = (0.3, 0.4, 0.5, 0.65, 0.8, 0.95)

LETTER = """Dear client,

we would like to use what we learnt from your treatment to train our own staff. Your name, contact
details and exact dates would be taken out. Your course is unusual, so somebody who knows you well might
still recognise it. That is why we ask you first, and use nothing of it unless you say yes.

You need not give a reason. Your care does not depend on your answer, and you can take back a yes at any
time: we then take your case out of the training set, and out of copies that we have handed on.

( ) Yes, you may use it for staff training.    ( ) No.

Name, date, signature
"""


@dataclass(frozen=True)
class Proposal:
    """A setting that lets the release through, and what it costs, in words."""

    setting: str
    cost: str

    def __str__(self) -> str:
        return f"{self.setting} ({self.cost})"


@dataclass(frozen=True)
class Outlook:
    """What can be done about a closed gate."""

    proposals: tuple[Proposal, ...]
    subset: tuple[str, ...] = field(default=(), repr=False)
    """The cases of the largest subset found that passes as the policy stands."""
    people: int = 0
    tags_to_ask: tuple[str, ...] = field(default=(), repr=False)
    """Client rows of those who keep the gate closed, by tag."""
    composites: int = 0
    """How many composite cases of at least k clients each could be made."""

    @property
    def lines(self) -> tuple[str, ...]:
        """In words, the nearest settings first."""
        return (*map(str, self.proposals), *self._subset_lines(), *self._other_ways())

    def _subset_lines(self) -> Iterator[str]:
        if self.subset:
            yield (
                f"the largest subset that passes as the policy stands has {len(self.subset)} of "
                f"{self.people} cases; it is listed in the sealed report"
            )

    def _other_ways(self) -> Iterator[str]:
        if self.proposals:
            return
        yield "no setting tried lets this set through"
        if self.tags_to_ask:
            named = ", ".join(self.tags_to_ask[:_TAGS_NAMED])
            more = len(self.tags_to_ask) - _TAGS_NAMED
            also = f" and {more} more" if more > 0 else ""
            yield f"ask these clients for their consent: {named}{also}; a letter is in the sealed report"
        if self.composites:
            yield (
                f"teach with composite cases: up to {self.composites}, in each of which a clinician merges "
                "k clients or more with like courses, marked as composite"
            )
        yield "teach with a synthetic case: written by a clinician, of nobody, and marked so"

    def to_dict(self) -> dict[str, Any]:
        """For the sealed report."""
        return {
            "proposals": [{"setting": one.setting, "cost": one.cost} for one in self.proposals],
            "largest_subset": list(self.subset),
            "ask": list(self.tags_to_ask),
            "letter": LETTER,
            "composites": self.composites,
        }


def outlook(quasi: QuasiFrames, policy: Policy, audience: str) -> Outlook:
    """Up to three settings that pass, the largest subset, and whom to ask where nothing does."""
    search = _Search(quasi, policy, audience)
    proposals = tuple(_first(search.proposals(), _MOST_PROPOSALS))
    subset = search.subset()
    left = set(quasi.people["case"]) - set(subset)
    people = quasi.people
    tags = people.loc[people["case"].isin(left), "tag"] if "tag" in people else ()
    return Outlook(
        proposals=proposals,
        subset=subset,
        people=len(people),
        tags_to_ask=tuple(sorted(str(tag) for tag in tags)),
        composites=len(people) // policy.k_for(audience),
    )


def with_outlook(error: AnonymityNotReached, found: Outlook) -> AnonymityNotReached:
    """The same error with what would open the gate."""
    told = "".join(f"\n  - {line}" for line in found.lines)
    return AnonymityNotReached(
        f"{error}\nWhat would open the gate:{told}", (*error.reasons, *found.lines)
    )


class _Search:
    """Policies that differ in one setting, tried on the same people."""

    def __init__(self, quasi: QuasiFrames, policy: Policy, audience: str) -> None:
        self._quasi, self._policy, self._audience = quasi, policy, audience
        self._k = policy.k_for(audience)
        self._widest: ChosenLevels | None = None

    def proposals(self) -> Iterator[Proposal]:
        """Every setting that passes, the nearest first."""
        yield from self._more_left_out()
        yield from self._lower_k()
        yield from self._fewer_known()
        yield from self._without_a_field()
        yield from self._lower_l()

    def subset(self) -> tuple[str, ...]:
        """The cases that pass where as many as must may be left out."""
        if self._widest is None:
            next(self._more_left_out(), None)
        if self._widest is None:
            return ()
        gone = self._widest.levels.left_out
        return tuple(sorted(set(map(str, self._quasi.people["case"])) - gone))

    def _tried(self, **changes: Any) -> ChosenLevels | None:
        privacy = self._policy.privacy.model_copy(update=changes)
        return self._chosen(self._policy.model_copy(update={"privacy": privacy}))

    def _chosen(self, policy: Policy) -> ChosenLevels | None:
        try:
            return choose_levels(self._quasi, policy, self._audience, explore=False)
        except AnonymityNotReached:
            return None

    def _more_left_out(self) -> Iterator[Proposal]:
        for share in _SHARES:
            if share <= self._policy.privacy.maximum_suppression:
                continue
            found = self._widest or self._tried(maximum_suppression=share)
            if found is not None:
                self._widest = found
                gone = len(found.levels.left_out)
                stay = len(self._quasi.people) - gone
                needed = ceil(100 * gone / len(self._quasi.people)) / 100
                yield Proposal(
                    f"maximum_suppression = {needed:.2f}",
                    f"{gone} cases are left out, {stay} stay, and they are no sample of the clinic",
                )
                return

    def _lower_k(self) -> Iterator[Proposal]:
        for k in _lower(self._k):
            if self._tried(k={self._audience: k}) is not None:
                yield Proposal(f"k = {k}", _cost_of_k(k, self._k))
                return

    def _fewer_known(self) -> Iterator[Proposal]:
        known, gaps = self._policy.privacy.known_visits, self._policy.privacy.known_gaps
        for visits in range(known - 1, 0, -1):
            changes = {"known_visits": visits, "known_gaps": min(gaps, visits - 1)}
            if self._tried(**changes) is not None:
                yield Proposal(
                    f"known_visits = {visits} and known_gaps = {changes['known_gaps']}",
                    _cost_of_visits(known),
                )
                return

    def _without_a_field(self) -> Iterator[Proposal]:
        for name, quasi in self._policy.quasi_identifiers.items():
            last = self._policy.hierarchy_by_quasi[name].levels - 1 + quasi.finest
            changed = {
                **self._policy.quasi_identifiers,
                name: quasi.model_copy(update={"finest": last, "band": None}),
            }
            if self._chosen(self._policy.model_copy(update={"quasi_identifiers": changed})):
                words = name.replace("_", " ")
                yield Proposal(
                    f"quasi_identifiers.{name}.finest = {last}",
                    f"nobody's {words} is told, so nothing can be taught or compared by it",
                )
                return

    def _lower_l(self) -> Iterator[Proposal]:
        privacy = self._policy.privacy
        if privacy.l > 1 and self._tried(l=1, t=None) is not None:
            yield Proposal(
                "l = 1 and no t",
                f"people who look the same may all have had the same {', '.join(privacy.sensitive)}, "
                "so that knowing the one tells the other",
            )


def _first(found: Iterator[Proposal], most: int) -> Iterator[Proposal]:
    for _, one in zip(range(most), found, strict=False):
        yield one


def after_telling(tables: Tables, policy: Policy, evidence: Evidence) -> Outlook:
    """What would open a gate that closed on what notes and tables tell together; each was tried on them."""
    people, before = len(tables[CASES]), evidence.people_before or len(tables[CASES])
    gone = max(before - people, 0)
    found = []
    for changes, proposal in _variants(policy, evidence, gone, before):
        privacy = policy.privacy.model_copy(update=changes)
        changed = policy.model_copy(update={"privacy": privacy})
        if measure_release(tables, changed, evidence).passed:
            found.append(proposal)
    return Outlook(
        tuple(found[:_MOST_PROPOSALS]),
        people=before,
        composites=before // policy.k_for(evidence.audience),
    )


def _variants(
    policy: Policy, evidence: Evidence, gone: int, before: int
) -> Iterator[tuple[dict[str, Any], Proposal]]:
    """Changes of one setting, or of two where many are left out already."""
    privacy, k = policy.privacy, policy.k_for(evidence.audience)
    allowed: dict[str, Any] = {}
    more = ""
    if gone > privacy.maximum_suppression * before:
        share = ceil(100 * gone / before) / 100
        allowed, more = {"maximum_suppression": share}, f", maximum_suppression = {share:.2f}"
        yield (
            allowed,
            Proposal(more[2:], f"{gone} of {before} people are left out, {before - gone} stay"),
        )
    for lower in _lower(k):
        yield (
            {**allowed, "k": {evidence.audience: lower}},
            Proposal(f"k = {lower}{more}", _cost_of_k(lower, k)),
        )
    for visits in range(privacy.known_visits - 1, 0, -1):
        gaps = min(privacy.known_gaps, visits - 1)
        yield (
            {**allowed, "known_visits": visits, "known_gaps": gaps},
            Proposal(
                f"known_visits = {visits} and known_gaps = {gaps}{more}",
                _cost_of_visits(privacy.known_visits),
            ),
        )


def _lower(k: int) -> tuple[int, ...]:
    """A few smaller k, the nearest first."""
    found = dict.fromkeys((k - 1, 3 * k // 4, k // 2, k // 3, 3, 2))
    return tuple(sorted((one for one in found if 2 <= one < k), reverse=True))


def _cost_of_k(lower: int, wanted: int) -> str:
    return f"whoever knows somebody's age and the other fields is right once in {lower} guesses, not once in {wanted}"


def _cost_of_visits(known: int) -> str:
    return (
        f"nobody is guarded against who knows {known} visits of a client, such as a partner or a colleague who "
        "treated them"
    )


def sealed_outlook(error: AnonymityNotReached, found: Outlook) -> Mapping[str, Any]:
    """What is kept, sealed, of a closed gate."""
    return {"reasons": list(error.reasons), "message": str(error), **found.to_dict()}
