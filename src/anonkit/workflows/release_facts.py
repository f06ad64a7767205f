"""The facts of a release: its id, which follows from what it was made of, and its dates."""

from __future__ import annotations

import hmac
import json
from calendar import monthrange
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from typing import Protocol

from anonkit.datasets import ChoiceRequest, ReleaseFacts
from anonkit.deidentification import Policy, treatment_by_field
from anonkit.workflows.run import Run


class Publishing(Protocol):
    """What is known of a publication before anything is told."""

    @property
    def run(self) -> Run: ...
    @property
    def policy(self) -> Policy: ...
    @property
    def series(self) -> str: ...
    @property
    def audience(self) -> str: ...
    @property
    def recipient(self) -> str: ...
    @property
    def as_of(self) -> date: ...


def release_facts(
    publishing: Publishing,
    source_digest: str,
    label: str,
    request: ChoiceRequest,
    lesson: str | None,
) -> ReleaseFacts:
    """The facts; the id is the same for the same records, policy, series, day, choice and lesson."""
    policy, as_of = publishing.policy, publishing.as_of
    naming = publishing.run.workspace.keys.naming
    asked = json.dumps([request.to_dict(), lesson], sort_keys=True)
    words = (
        publishing.series,
        publishing.audience,
        str(as_of),
        asked,
        source_digest,
        policy.digest,
    )
    mark = _keyed(naming, "release\x1f" + "\x1f".join(words))[:8]
    review = _months_later(as_of, policy.review_after_months)
    return ReleaseFacts(
        release=f"{policy.name}-{as_of:%Y%m%d}-{mark}",
        policy=policy.name,
        policy_version=str(policy.version),
        purpose=policy.purpose,
        label=label,
        jurisdiction=policy.jurisdiction,
        as_of=as_of.isoformat(),
        review_date=review.isoformat(),
        title=policy.title,
        k=policy.k_for(publishing.audience),
        terms=policy.terms,
        audience=publishing.audience,
        recipient=publishing.recipient,
        series=publishing.series,
        digests={"policy": policy.digest, "source": _keyed(naming, source_digest)},
        versions={name: version(name) for name in ("anonkit", "presidio-analyzer", "spacy")},
        treatment_by_field=treatment_by_field(policy),
    )


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _keyed(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), sha256).hexdigest()
