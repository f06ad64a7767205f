"""Which cases are released: asked for by expression, by file or by number, and refused where it cannot be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from anonkit.datasets.choosing.case_file import CaseFile
from anonkit.datasets.choosing.conditions import (
    AllOf,
    AnyOf,
    Condition,
    Not,
)
from anonkit.datasets.choosing.expression import parse_expression
from anonkit.datasets.choosing.features import CaseFeatures
from anonkit.datasets.choosing.kinds import KINDS
from anonkit.datasets.choosing.spreading import spread
from anonkit.errors import SettingsError

FEWEST = 2
LONGEST_NOTE = 20_000
"""Characters of a note that a reader can still be asked to read."""
_MOST_NAMED = 12


@dataclass(frozen=True)
class ChoiceRequest:
    """What was asked for, by whom, and why."""

    where: str | None = None
    cases: CaseFile | None = None
    limit: int | None = None
    whole_clinic: str | None = None
    """Why more cases are released than a training policy lets go."""
    chosen_by: str | None = None
    why: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether nothing narrows it down."""
        return self.where is None and self.cases is None and self.limit is None

    def check(self, most: int | None) -> None:
        """Refuses what can be seen to be too much or unreadable before anything runs."""
        if self.where is not None and self.cases is not None:
            raise SettingsError("--where and --cases exclude each other; name one of them.")
        if self.where is not None:
            parse_expression(self.where)
        if self.whole_clinic is not None and len(self.whole_clinic.split()) < 2:
            raise SettingsError("--whole-clinic says why in a few words; it stands in the record.")
        asked = self.limit if self.cases is None else len(self.cases.cases)
        if asked is not None and self.whole_clinic is None and most is not None and asked > most:
            raise _too_many(asked, most)
        if self.cases is not None and len(self.cases.cases) < FEWEST:
            raise _too_few(len(self.cases.cases))

    def to_dict(self) -> dict[str, Any]:
        """As it is sealed and as it counts in the release's own id."""
        return {
            "where": self.where,
            "cases": None if self.cases is None else sorted(self.cases.cases),
            "limit": self.limit,
            "whole_clinic": self.whole_clinic,
        }


@dataclass(frozen=True)
class Choice:
    """The chosen cases of a clinic."""

    request: ChoiceRequest
    kind_by_case: Mapping[str, str]
    """The chosen cases, each with its kind of lesson, by case number."""
    everybody: int
    """How many cases could have been chosen."""
    too_long: int = 0
    """Cases that were passed over because of a note nobody can read."""

    @property
    def is_everyone(self) -> bool:
        """Whether every case that may be told is in it."""
        return len(self.kind_by_case) == self.everybody

    @property
    def count_by_kind(self) -> dict[str, int]:
        """How many of each kind, in the order of the kinds."""
        counts = Counter(self.kind_by_case.values())
        return {kind: counts[kind] for kind in KINDS if counts[kind]}

    def as_file(self) -> CaseFile:
        """The choice as a file that gives the same cases again."""
        by, why = self.request.chosen_by, self.request.why
        if self.request.cases is not None:
            by, why = by or self.request.cases.chosen_by, why or self.request.cases.why
        return CaseFile(tuple(sorted(self.kind_by_case)), by, why)

    def to_dict(self) -> dict[str, Any]:
        """Everything, for the sealed record."""
        kept = self.as_file()
        return {
            **self.request.to_dict(),
            "chosen_by": kept.chosen_by,
            "why": kept.why,
            "chosen": dict(sorted(self.kind_by_case.items())),
            "of": self.everybody,
        }


def choose(features: Sequence[CaseFeatures], request: ChoiceRequest, most: int | None) -> Choice:
    """The cases asked for; `SettingsError` where they are none, one, too many, or cannot be told.

    `most` is how many a policy lets go without a reason.
    """
    request.check(most)
    found = _asked_for(features, request)
    if request.cases is None and not (request.is_open and request.whole_clinic):
        readable = [case for case in found if case.longest_note <= LONGEST_NOTE]
    else:
        readable = found
    chosen = readable if request.limit is None else spread(readable, request.limit)
    if len(chosen) < FEWEST:
        raise _too_few(len(chosen), _what_there_is(features, request))
    if request.whole_clinic is None and most is not None and len(chosen) > most:
        raise _too_many(len(chosen), most)
    kinds = {case.case: case.kind for case in sorted(chosen, key=lambda case: case.case)}
    return Choice(request, kinds, len(features), len(found) - len(readable))


def _asked_for(features: Sequence[CaseFeatures], request: ChoiceRequest) -> list[CaseFeatures]:
    if request.where is not None:
        condition = parse_expression(request.where)
        return [case for case in features if condition.holds(case)]
    if request.cases is None:
        return list(features)
    wanted = request.cases.cases
    by_number = {case.case: case for case in features}
    _refuse_entries(
        [place for place, case in enumerate(wanted, 1) if case not in by_number],
        "is no case that may be told in this series; take it out, or look at `anonkit.candidates`",
    )
    _refuse_entries(
        [p for p, case in enumerate(wanted, 1) if by_number[case].longest_note > LONGEST_NOTE],
        f"has a note of more than {LONGEST_NOTE:,} characters, which nobody can teach by; take it out, "
        "or leave that note out in `anonkit review`",
    )
    return [by_number[case] for case in wanted]


def _refuse_entries(places: Sequence[int], says: str) -> None:
    if places:
        named = ", ".join(map(str, places[:_MOST_NAMED]))
        more = f" and {len(places) - _MOST_NAMED} more" if len(places) > _MOST_NAMED else ""
        raise SettingsError(f"In the file of --cases, entry {named}{more} {says}.")


def _too_many(asked: int, most: int) -> SettingsError:
    return SettingsError(
        f"{asked} cases are asked for, and this policy lets at most {most} go to teach by. Choose with "
        "--where or --cases, take a few with --limit, or give the reason with --whole-clinic."
    )


def _too_few(found: int, there_is: str = "") -> SettingsError:
    if found:
        says = "One case was chosen, and a set of one says whom somebody asked about; choose two or more."
    else:
        says = "No case was chosen, so there is nothing to release; widen the choice."
    return SettingsError(" ".join(part for part in (says, there_is) if part))


def _what_there_is(features: Sequence[CaseFeatures], request: ChoiceRequest) -> str:
    """What is told under the words that were used: a release would say no less."""
    if request.where is None:
        return ""
    said = []
    for word in _words_in(parse_expression(request.where)):
        counts: Counter[str] = Counter()
        for case in features:
            told = word.read(case)
            counts.update(told if isinstance(told, tuple) else ())
        values = [value for value, _ in counts.most_common(_MOST_NAMED)]
        if values:
            said.append(f"Under `{word.name}` there is: {', '.join(sorted(values))}.")
    return " ".join(said)


def _words_in(condition: Condition) -> list[Any]:
    """The words an expression uses, each once."""
    if isinstance(condition, (AllOf, AnyOf)):
        found = [word for part in condition.parts for word in _words_in(part)]
    elif isinstance(condition, Not):
        found = _words_in(condition.part)
    else:
        found = [condition.word]  # type: ignore[attr-defined]
    return list({word.name: word for word in found}.values())
