"""What is known of a release as a whole: what its manifest, its pages and its marks are written from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

VISIBLE_MARK = "Teaching case, names invented"
"""What a reader sees on every page and in every row of a case set."""

SHORT_TERMS = "not to be recognised, passed on or uploaded"
"""The terms in a few words, for the foot of a page."""

STATES = ("draft", "approved", "superseded", "recalled")
"""What a manifest may say; past its review date a release is *expired* without anybody writing so."""
HANDED_OUT = ("approved", "superseded")
"""The states in which a recipient rightly holds a release."""


@dataclass(frozen=True)
class Approval:
    """Who signed a release, in what role, and on which day."""

    name: str
    role: str
    on: str
    statement: str = ""
    """What was declared: in the US that nothing known identifies anyone, in the UK the controller's decision."""


@dataclass(frozen=True)
class ReleaseFacts:
    """The facts of one release; dates are written as text, so that nothing here asks a clock."""

    release: str
    """The release's own id."""
    policy: str
    policy_version: str
    purpose: str
    label: str
    """``anonymised`` or ``pseudonymised``, as the release gate found."""
    jurisdiction: str
    as_of: str
    """The day the release speaks of."""
    review_date: str
    """The day by which it must be looked at again."""
    title: str = "Teaching cases"
    state: str = "draft"
    audience: str = "own-staff"
    recipient: str | None = None
    series: str | None = None
    approval: Approval | None = None
    second_approval: Approval | None = None
    """The other person's, where the policy asks for two."""
    recall: str | None = None
    """Why it was recalled."""
    superseded_by: str | None = None
    """The release of the same series that took its place."""
    k: int | None = None
    """How many people alike the audience asks for; counts below it are told as fewer than k."""
    terms: tuple[str, ...] = ()
    """What the recipient undertakes, a sentence each."""
    mark: str = VISIBLE_MARK
    digests: Mapping[str, str] = field(default_factory=dict)
    """Digests of what it was made from: source, policy, model."""
    versions: Mapping[str, str] = field(default_factory=dict)
    """Versions of what made it."""
    treatment_by_field: Mapping[str, str] = field(default_factory=dict)
    """``table.field`` to what the policy did with it, in words."""
    precision_by_field: Mapping[str, str] = field(default_factory=dict)
    """``table.field`` to how finely it is told, in words, where that is coarser than recorded."""

    def __post_init__(self) -> None:
        if self.state not in STATES:
            raise ValueError(f"a release is one of {', '.join(STATES)}")
        if (self.state == "draft") != (self.approval is None):
            raise ValueError(
                "a release that is no draft names who signed it, and a draft names nobody"
            )
        if (self.state == "recalled") != (self.recall is not None):
            raise ValueError("a recalled release says why, and no other does")
        if self.second_approval is not None and self.approval is None:
            raise ValueError("a release has a second signature only beside a first")

    def state_on(self, day: date) -> str:
        """The state on that day: as the manifest says, or ``expired`` once the review date has passed."""
        is_over = self.state in HANDED_OUT and day > date.fromisoformat(self.review_date)
        return "expired" if is_over else self.state

    @property
    def approvals(self) -> tuple[Approval, ...]:
        """Everybody who signed, in order."""
        return tuple(one for one in (self.approval, self.second_approval) if one is not None)

    @property
    def machine_mark(self) -> str:
        """What programs look for in every table, so that a release is never taken in as records."""
        return f"release {self.release}: {self.mark}"

    @property
    def foot(self) -> tuple[str, ...]:
        """The lines that stand at the foot of every page and printout."""
        handed = (
            f"for {self.recipient}" if self.recipient else f"for {self.audience.replace('-', ' ')}"
        )
        draft = ("Draft, not approved",) if self.state == "draft" else ()
        return (
            *draft,
            self.mark,
            f"Release {self.release}",
            handed,
            *((SHORT_TERMS,) if self.terms else ()),
            f"review by {self.review_date}",
        )
