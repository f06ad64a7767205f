"""What a recipient undertakes, and whether there is a recipient who has."""

from __future__ import annotations

from collections.abc import Sequence

from anonkit.errors import GateClosed
from anonkit.settings import Party

PARTNER = "partner"


def require_terms(
    audience: str, recipient: str | None, terms: Sequence[str], parties: Sequence[Party]
) -> None:
    """`GateClosed` where a release would be handed to nobody in particular, or to somebody without terms.

    Outside the clinic's own staff terms bind by an agreement, which `anonkit.yaml` names.
    """
    if not terms:
        raise GateClosed(
            f"The policy states no terms for {recipient or audience}: write them under `terms` "
            "(no attempt to recognise anyone, no passing on, no upload), and publish again."
        )
    if audience != PARTNER:
        return
    named = {party.name.casefold(): party for party in parties}
    party = named.get((recipient or "").casefold())
    if party is None or not party.agreement:
        raise GateClosed(
            "The recipient is a partner with whom no agreement is on record: name them in anonkit.yaml under "
            "`parties`, with the `agreement` in which they took the terms on, and approve again."
        )
