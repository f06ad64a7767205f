"""What a migration would do, before anything does: predicted loss, side effects, files, what must be decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from anonkit.migration.account import Account
from anonkit.migration.classes import FieldFate, RowFate
from anonkit.migration.crosswalk import Crosswalk, undecided
from anonkit.migration.target import Target


@dataclass(frozen=True)
class Standing:
    """What the settings say of the target as a party."""

    agreement: str = ""
    country: str = ""

    @property
    def is_agreed(self) -> bool:
        """Whether an agreement is on record."""
        return bool(self.agreement)


@dataclass(frozen=True)
class LeftOutside:
    """What is in the workspace but in no canonical field."""

    unmapped_values: int
    """Values of source columns that no mapping names: kept aside, never moved."""
    set_aside: int
    """Wrong values taken out of their field, kept as found."""
    unread: int
    """Units that could not be read at all."""


@dataclass(frozen=True)
class MigrationPlan:
    """The plan of one migration."""

    target: Target
    account: Account
    crosswalk: Crosswalk
    standing: Standing
    outside: LeftOutside
    people_twice: int
    """Client rows that are certainly the same person as another one; they are not merged."""
    seconds: float
    """How long the walk over the records took; writing takes about as long again."""
    attached_files: int = 0
    calls: int = 0
    """Calls of the target's interface that a push would make, reading back included."""
    push_seconds: float = 0.0
    """How long they take at the pace that the target allows."""
    missing: tuple[str, ...] = ()
    """What the leaving checklist names and nobody has brought."""
    suspicious: tuple[str, ...] = ()
    """What arrived and looks cut."""
    incomplete: str = ""
    """Why the move goes on all the same."""

    @property
    def undecided(self) -> Mapping[str, int]:
        """Lines of the crosswalk that wait for a decision, by kind."""
        return undecided(self.crosswalk, self.target)

    def losses(self) -> list[tuple[str, FieldFate, int]]:
        """Values that do not come along whole, worst first."""
        lost = (FieldFate.REFUSED, FieldFate.DROPPED, FieldFate.TRUNCATED, FieldFate.COERCED)
        found = [
            (name, fate, count)
            for (name, fate), count in self.account.fields.items()
            if fate in lost
        ]
        return sorted(found, key=lambda each: (lost.index(each[1]), -each[2], each[0]))

    def as_dict(self) -> dict[str, Any]:
        """For ``--json`` and for ``plan.json``; counts only."""
        return {
            **self.account.as_dict(),
            "target": self.target.name,
            "agreement": {"on_record": self.standing.is_agreed, "country": self.country},
            "side_effects": [each.model_dump() for each in self.target.side_effects],
            "third_parties": self.account.third_parties,
            "crosswalk": {
                kind: {"lines": len(lines), "undecided": sum(not line.is_decided for line in lines)}
                for kind, lines in self.crosswalk.items()
            },
            "people_twice": self.people_twice,
            "unmapped_values": self.outside.unmapped_values,
            "set_aside": self.outside.set_aside,
            "unread": self.outside.unread,
            "checklist": {
                "missing": list(self.missing),
                "suspicious": list(self.suspicious),
                "incomplete": self.incomplete,
            },
            "calls": self.calls,
            "attached_files": self.attached_files,
            "seconds": round(self.push_seconds or self.seconds, 1),
        }

    @property
    def country(self) -> str:
        """Where the target keeps the records, as far as anybody said."""
        return self.standing.country or self.target.country

    def lines(self) -> list[str]:
        """For a person."""
        return [
            f"{self.target.title}: {self.target.how}",
            *_row_lines(self.account),
            *_loss_lines(self.losses()),
            *(
                f"  would happen  {each.what}; {each.prevented}"
                for each in self.target.side_effects
            ),
            *self._notices(),
            "The account closes." if self.account.closes else "THE ACCOUNT DOES NOT CLOSE.",
        ]

    def _notices(self) -> list[str]:
        agreement = (
            "an agreement is on record"
            if self.standing.is_agreed
            else "NO AGREEMENT is on record under parties"
        )
        told = [
            f"  goes to       {self.target.title}, {self.country or 'country unknown'}; {agreement}",
            f"  others        {self.account.third_parties} contacts come along, who were not asked",
        ]
        if self.calls:
            told.append(
                f"  takes         {self.calls:,} calls, {_span(self.push_seconds)} at the pace that is allowed"
            )
        if self.people_twice:
            told.append(
                f"  twice         {self.people_twice} client rows are one person with another; not merged"
            )
        if self.outside.unmapped_values:
            told.append(
                f"  stays aside   {self.outside.unmapped_values} values of columns that no mapping names"
            )
        told += [f"  not at hand   {each}" for each in self.missing]
        told += [f"  looks cut     {each}" for each in self.suspicious]
        if (self.missing or self.suspicious) and not self.incomplete:
            told.append("  a run needs   --incomplete REASON while that is so")
        return told + [
            f"  to decide     crosswalk/{kind}.csv: {count} lines"
            for kind, count in self.undecided.items()
        ]


def _span(seconds: float) -> str:
    """A time as a person says it."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return "less than a minute"
    return f"about {minutes} minutes" if minutes < 120 else f"about {minutes / 60:.0f} hours"


def _row_lines(account: Account) -> list[str]:
    lines = []
    for table in account.source_rows:
        parts = [
            f"{account.rows[table, fate]} {fate.words}"
            for fate in RowFate
            if account.rows[table, fate]
        ]
        if parts:
            lines.append(f"  {table:<14}{account.source_rows[table]} = {' + '.join(parts)}")
    return lines


def _loss_lines(losses: list[tuple[str, FieldFate, int]]) -> list[str]:
    totals: Counter[FieldFate] = Counter()
    for _, fate, count in losses:
        totals[fate] += count
    head = ", ".join(f"{count} {fate.words}" for fate, count in totals.items()) or "nothing"
    shown = [f"    {name:<34}{count} {fate.words}" for name, fate, count in losses[:12]]
    more = [f"    and {len(losses) - 12} more fields, all in plan.json"] if len(losses) > 12 else []
    return [f"  values lost or changed: {head}", *shown, *more]
