"""The gate before an export: no record leaves without a request that fits it."""

from __future__ import annotations

from anonkit.errors import RequestNotAuthorised
from anonkit.governance import SubjectRequest, unchecked
from anonkit.portability.held import ClientRecord


def check_request(request: SubjectRequest, record: ClientRecord) -> None:
    """Raises unless the request says who asked and how that was checked, and is for this record."""
    lacks = [
        name
        for name, value in (
            ("a request number", request.request_id),
            ("who asked", request.asked_by),
        )
        if not value.strip()
    ]
    lacks += unchecked(request)
    if not request.is_open:
        lacks.append("an open state: it was closed before")
    if request.kind != "copy":
        lacks.append(f"a wish for a copy: it is a {request.kind}")
    if request.basis != record.basis.value:
        lacks.append(
            f"the same basis: asked for {request.basis}, collected for {record.basis.value}"
        )
    tags = {row.get("tag") for row in record.rows.get("clients", ())}
    if request.client_tag not in tags:
        lacks.append("the same client")
    if lacks:
        raise RequestNotAuthorised(
            f"This record may not be handed out; the request lacks {'; '.join(lacks)}. "
            "Open a request with `anonkit requests open` and export again.",
            tuple(lacks),
        )
