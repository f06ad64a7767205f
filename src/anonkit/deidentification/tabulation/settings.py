"""What a policy says of tables, as data that is checked whole."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from anonkit.deidentification.tabulation.design import Guard, Rate, TableDesign
from anonkit.deidentification.tabulation.dimensions import AMOUNTS, DIMENSIONS


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RateSettings(_Strict):
    """A rate: the share of one label of a dimension."""

    of: str
    label: str


class TableSettings(_Strict):
    """One table: the rows it counts, and by what."""

    title: str = Field(min_length=5)
    of: str
    by: tuple[str, ...] = Field(min_length=1, max_length=4)
    rate: RateSettings | None = None
    amount: str | None = None

    def design(self, name: str) -> TableDesign:
        """The table as it is counted."""
        known = DIMENSIONS[self.of]
        return TableDesign(
            name=name,
            of=self.of,
            by=tuple(known[dimension] for dimension in self.by),
            title=self.title,
            rate=None if self.rate is None else Rate(self.rate.of, self.rate.label),
            amount=self.amount,
        )

    def faults(self, place: str) -> list[str]:
        """What the table names that is not there."""
        if self.of not in DIMENSIONS:
            return [f"{place}.of: no rows are called {self.of}{_hint(self.of, DIMENSIONS)}"]
        known = DIMENSIONS[self.of]
        faults = [
            f"{place}.by: {self.of} have no dimension {name}{_hint(name, known)}"
            for name in self.by
            if name not in known
        ]
        if len(set(self.by)) < len(self.by):
            faults.append(f"{place}.by: a dimension stands there twice")
        if self.rate is not None and self.rate.of not in self.by:
            faults.append(f"{place}.rate: {self.rate.of} is not among the dimensions")
        elif self.rate is not None and self.rate.of in known:
            faults += self._label_faults(place)
        if self.amount is not None and self.amount not in AMOUNTS.get(self.of, ()):
            faults.append(f"{place}.amount: {self.of} have no sum of {self.amount}")
        if self.amount is not None and self.rate is not None:
            faults.append(f"{place}.rate: a rate is of rows, not of money")
        return faults

    def _label_faults(self, place: str) -> list[str]:
        assert self.rate is not None
        labels = DIMENSIONS[self.of][self.rate.of].labels
        if self.rate.label in labels:
            return []
        hint = _hint(self.rate.label, dict.fromkeys(labels))
        return [f"{place}.rate: {self.rate.of} has no label {self.rate.label}{hint}"]


class Dominance(_Strict):
    """Of money: how much of a cell a few people may make up."""

    largest: int = Field(default=2, ge=1, le=5)
    share: float = Field(default=0.9, gt=0, le=1)


class PractitionerSettings(_Strict):
    """Who may see tables that tell practitioners apart, and how many of them a cell needs."""

    audience: str = Field(min_length=3)
    """The recipient by name, as it is given when the release is made."""
    per_cell: int = Field(default=3, ge=1)

    def is_for(self, recipient: str) -> bool:
        """Whether a release for this recipient is for the audience named."""
        return self.audience.casefold() == recipient.strip().casefold()


class TabulationSettings(_Strict):
    """The tables of a policy, and the rules they keep to."""

    threshold: Mapping[Literal["own-staff", "partner", "public"], int]
    """By audience: a cell with fewer people is left out."""
    interval: int | None = Field(default=None, ge=1)
    """How wide what can be known of a cell must stay, in rows; half the threshold where nothing is said."""
    round_to: int = Field(default=1, ge=1, le=100)
    zeros: Literal["show", "suppress"] = "show"
    least_denominator: int = Field(default=10, ge=1)
    dominance: Dominance = Dominance()
    tables: Mapping[str, TableSettings] = Field(min_length=1)

    def guard(
        self, audience: str, recipient: str, practitioners: PractitionerSettings | None
    ) -> Guard:
        """The rules for an audience; practitioners are told apart for the recipient named alone."""
        threshold = {str(name): n for name, n in self.threshold.items()}[audience]
        named = practitioners is not None and practitioners.is_for(recipient)
        return Guard(
            threshold=threshold,
            interval=max(threshold // 2, 1) if self.interval is None else self.interval,
            round_to=self.round_to,
            zeros=self.zeros,
            least_denominator=max(self.least_denominator, threshold),
            largest=self.dominance.largest,
            share=self.dominance.share,
            practitioners=practitioners.per_cell if practitioners is not None and named else None,
        )

    @property
    def designs(self) -> tuple[TableDesign, ...]:
        """The tables as they are counted, in the order of the policy."""
        return tuple(table.design(name) for name, table in self.tables.items())

    def faults(self, audiences: list[str]) -> list[str]:
        """Everything the section says that cannot be, for the audiences the policy serves."""
        faults = [
            f"tabulation.threshold: nothing for the audience {name}"
            for name in audiences
            if name not in {str(audience) for audience in self.threshold}
        ]
        for audience, threshold in self.threshold.items():
            if threshold < 3:
                faults.append(
                    f"tabulation.threshold.{audience}: {threshold} hides nobody; at least 3"
                )
            elif self.round_to > 1 and self.round_to // 2 >= threshold:
                faults.append(
                    f"tabulation.round_to: {self.round_to} would round counts of {threshold} to nothing"
                )
        for name, table in self.tables.items():
            if not name.replace("-", "").replace("_", "").isalnum() or name != name.lower():
                faults.append(f"tabulation.tables.{name}: lower-case letters, digits, - and _ only")
            faults += table.faults(f"tabulation.tables.{name}")
        return faults


def _hint(name: str, known: Mapping[str, object]) -> str:
    close = get_close_matches(name, list(known), n=1)
    return f"; did you mean {close[0]}?" if close else f"; there are {', '.join(known)}"
