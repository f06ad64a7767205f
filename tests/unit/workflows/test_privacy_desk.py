"""The privacy lead's day, on a workspace of three clients."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from anonkit.storage import Workspace
from anonkit.workflows import init, privacy_desk
from anonkit.workflows.stored_names import REQUESTS
from tests.unit.deidentification.clinic import bundle_of, context_of


def request(name, due, closed=None):
    return {
        "request_id": name,
        "client_tag": "clients#a",
        "basis": "art15",
        "asked_by": "Quillon Featherwick",
        "identity_checked": "passport",
        "received_on": "2026-02-01",
        "due_on": due,
        "closed_on": closed,
    }


def workspace_of(place):
    init(place, platform="jane", jurisdiction="uk", time_zone="Europe/London")
    opened, bundle = Workspace.open(place), bundle_of(range(1, 4))
    bundle["notes"].loc[bundle["notes"]["status"] == "draft", "kind"] = "complaint"
    with opened.writing("test"), opened.records.begin(1) as transaction:
        for table, frame in bundle.items():
            transaction.write(table, 0, frame)
        transaction.write("persons", 0, context_of(bundle).persons.astype("str"))
    requests = [request("late", "2026-02-20"), request("soon", "2026-03-05")]
    opened.sealed.write(REQUESTS, [*requests, request("done", "2026-03-01", "2026-02-10")])
    return opened


def test_what_is_due_comes_first_and_nobody_is_named(tmp_path):
    """Requests by days left, complaints by age, records by the year until which they had to be kept; values nowhere."""
    opened = workspace_of(tmp_path / "clinic")
    today = privacy_desk(opened, clock=lambda: datetime(2026, 3, 2, tzinfo=UTC))
    assert [(one["request"], one["days_left"]) for one in today.requests] == [
        ("late", -10),
        ("soon", 3),
    ]
    assert "2 open, 1 late, 1 due within 7 days" in today.lines()[0]
    assert len(today.complaints) == 3 and today.complaints[0]["days_since"] > 700
    assert today.records_due == {} and today.audit_holds
    later = privacy_desk(opened, clock=lambda: datetime(2040, 3, 2, tzinfo=UTC))
    assert later.records_due == {"2033": 3}
    said = json.dumps(today.as_dict()) + "\n".join(today.lines()) + today._repr_html_()
    assert not any(word in said for word in ("Quillon", "Featherwick", "passport", "Kwabena"))
