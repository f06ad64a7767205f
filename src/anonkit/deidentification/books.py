"""Made-up names: one book a case, from the case's secret."""

from __future__ import annotations

from anonkit.deidentification.case import NameBook
from anonkit.deidentification.case_identity import CaseIdentity
from anonkit.deidentification.context import ReleaseContext
from anonkit.deidentification.policy import Policy
from anonkit.deidentification.prepared import BookMaker
from anonkit.deidentification.text import SurrogateBook


def book_maker(policy: Policy, context: ReleaseContext) -> BookMaker:
    """What makes a case's book of made-up names."""

    def make(identity: CaseIdentity) -> NameBook:
        return SurrogateBook(
            identity.seed.derive("surrogates"),
            forbidden_names=context.forbidden_names,
            day_offset=identity.seed.day_offset(),
            locale=policy.locale,
        )

    return make
