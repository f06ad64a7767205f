"""What a clinic that leaves is told: arrived, missing, and what looks cut."""

from types import SimpleNamespace

import pandas as pd
import pytest

from anonkit.connectors import Recognition
from anonkit.workflows.completeness import completeness, remember_arrivals


class Sealed(dict):
    def read(self, name, default):
        return self.get(name, default)

    def write(self, name, content):
        self[name] = content


def workspace(**tables):
    def read(table, index, columns):
        frame = tables.get(table)
        return None if frame is None else frame.reindex(columns=columns).astype("str")

    return SimpleNamespace(sealed=Sealed(), records=SimpleNamespace(partition_count=1, read=read))


def rows(count=40, status="completed", staff="jane:staff:1", day="2024-03-01"):
    return pd.DataFrame(
        {"platform": "jane", "status": status, "starts_at": day, "staff_key": staff},
        index=range(count),
    )


CANCELLED = rows(1, status="cancelled")
STAFF = pd.DataFrame({"row_key": ["jane:staff:1"], "tag": ["staff#abc"], "platform": "jane"})
BY_OTHERS = pd.DataFrame({"staff_key": ["jane:staff:2"], "platform": "jane"})
SEEN_LATER = pd.DataFrame({"platform": "jane", "last_visit": ["2024-05-01T10:00:00+01:00"]})


def test_an_empty_list_of_an_interface_has_come():
    """A clinic without invoices has brought all invoices it has; one that nobody was permitted to see has not come."""
    held = workspace()
    remember_arrivals(held, [], {"cliniko": ["patients", "invoices"]})
    found = completeness(held)
    assert "cliniko: invoices" in found.arrived
    assert any(each.startswith("cliniko: forms") for each in found.missing)


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({"appointments": rows()}, "none of 40 appointments is cancelled"),
        ({"appointments": pd.concat([rows(), CANCELLED]), "clients": SEEN_LATER}, "too narrow"),
        (
            {"appointments": pd.concat([rows(), CANCELLED]), "notes": BY_OTHERS, "staff": STAFF},
            "charts hold nothing by staff#abc, who has 41 visits",
        ),
        ({"appointments": pd.concat([rows(), CANCELLED])}, None),
        ({"appointments": rows(5)}, None),
        ({}, None),
    ],
)
def test_what_looks_cut_is_told(tables, said):
    """Each sign by itself, and silence where there is none."""
    held = workspace(**tables)
    remember_arrivals(held, [Recognition("jane", "appointments", "verified-weak", 6, 6)])
    found = completeness(held).suspicious
    assert [one for one in found if said is None or said not in one] == []
    assert len(found) == (said is not None)


def test_arrived_and_missing_add_up_over_ingests():
    """A file that came in an earlier ingest has arrived; what never came is named with its ways."""
    held = workspace()
    for reading in ("patients", "appointments"):
        remember_arrivals(held, [Recognition("jane", reading, "verified-weak", 6, 6)])
    found = completeness(held)
    assert found.arrived == ("jane: patient list", "jane: appointments")
    assert any("intake forms and consents" in one and "7 days" in one for one in found.missing)
    assert not any("insurance" in one for one in found.missing)
