"""What is known of a release as a whole: what its manifest, its pages and its marks are written from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

VISIBLE_MARK = "Teaching case, names invented"
"""What a reader sees on every page and in every row of a case set."""

STATES = ("draft", "approved", "recalled")


@dataclass(frozen=True)
class Approval:
    """Who signed a release, in what role, and on which day."""

    name: str
    role: str
    on: str


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
    recall: str | None = None
    """Why it was recalled."""
    mark: str = VISIBLE_MARK
    digests: Mapping[str, str] = field(default_factory=dict)
    """Digests of what it was made from: source, policy, model."""
    versions: Mapping[str, str] = field(default_factory=dict)
    """Versions of what made it."""
    treatment_by_field: Mapping[str, str] = field(default_factory=dict)
    """``table.field`` to what the policy did with it, in words."""

    def __post_init__(self) -> None:
        if self.state not in STATES:
            raise ValueError(f"a release is one of {', '.join(STATES)}")
        if (self.state == "draft") != (self.approval is None):
            raise ValueError(
                "a release that is no draft names who signed it, and a draft names nobody"
            )
        if (self.state == "recalled") != (self.recall is not None):
            raise ValueError("a recalled release says why, and no other does")

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
            f"review by {self.review_date}",
        )
