"""Whatever a newer export says, each row has one fate and the records say what the export says."""

import shutil
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import anonkit
from tests.workflows.small_clinic import (
    all_records,
    contacts,
    small_workspace,
    write_contacts,
    write_mapping,
)

HELD = contacts(8)


@pytest.fixture(scope="module")
def clinic(tmp_path_factory):
    """Eight clients, ingested once."""
    folder = tmp_path_factory.mktemp("held")
    return small_workspace(folder, HELD)[0], folder


@settings(max_examples=4)
@given(
    kept=st.sets(st.sampled_from(range(8)), min_size=1),
    changed=st.sets(st.sampled_from(range(8))),
    new=st.integers(min_value=0, max_value=3),
    backwards=st.booleans(),
)
def test_every_row_has_one_fate_and_the_accounting_closes(clinic, kept, changed, new, backwards):
    """Added, changed, unchanged and gone are what the two exports say, whatever the order of rows."""
    workspace, folder = clinic
    place = folder / "again"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(workspace, place)
    people = [
        replace(one, occupation="potter") if number in changed else one
        for number, one in enumerate(HELD)
        if number in kept
    ] + contacts(8 + new)[8:]
    source = write_contacts(folder, people[::-1] if backwards else people)
    report = anonkit.ingest(place, source, mapping=write_mapping(folder), accept_gone=True)
    [fates] = report.sources.values()
    assert fates["in"] == len(people) == fates["read"] + fates["quarantined"]
    assert dict(report.changes) == {
        "added": new,
        "changed": len(kept & changed),
        "unchanged": len(kept - changed),
        "gone": len(HELD) - len(kept),
    }
    clients = all_records(place)["clients"]
    assert set(clients["client_id"]) == {one.ref for one in (*HELD, *people)}
    assert int((clients["occupation"] == "potter").sum()) == len(kept & changed)
