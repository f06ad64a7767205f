"""What every target must keep, whichever there are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anonkit.migration import available_targets, target_named
from anonkit.model import CONSENT_STATES, PURPOSES
from tests.migration_world import appointment, client, converted, full_bundle

TARGETS = available_targets()


@pytest.mark.parametrize("name", TARGETS)
def test_a_full_record_is_accounted_for(name):
    """Every row and value of a record with every field filled has exactly one class."""
    account = converted(target_named(name), frames=full_bundle()).account
    assert account.gaps() == ()


def consent_cells(target, frames):
    """Of every column that tells a consent: its description, and what stands there."""
    for file in target.files:
        for name, column in file.columns.items():
            if column.consent:
                yield column, frames[file.name][name].fillna("").tolist()


statements = st.lists(
    st.fixed_dictionaries(
        {
            "purpose": st.sampled_from(PURPOSES),
            "state": st.sampled_from([*CONSENT_STATES, "perhaps"]),
            "stated_at": st.sampled_from([None, "2020-01-01", "2024-06-01", "2025-01-01"]),
            "valid_until": st.sampled_from([None, "2024-12-31", "2030-01-01"]),
        }
    ),
    max_size=5,
)


@pytest.mark.parametrize("name", TARGETS)
@given(told=st.lists(statements, min_size=1, max_size=12))
@settings(max_examples=3)
def test_what_is_not_a_standing_yes_is_never_yes(name, told):
    """A target is told yes only where the latest statement is a yes that still holds."""
    target = target_named(name)
    tables = {
        "clients": [client(number) for number in range(len(told))],
        "appointments": [
            appointment(client_key=f"wix:clients:{number}") for number in range(len(told))
        ],
        "consents": [
            {"client_key": f"wix:clients:{number}", **each}
            for number, said in enumerate(told)
            for each in said
        ],
    }
    result = converted(target, **tables)
    for column, cells in consent_cells(target, result.frames):
        for said, cell in zip(told, cells, strict=True):
            own = [each for each in said if each["purpose"] == column.consent]
            assert cell != column.words["given"] or is_standing_yes(own)


def is_standing_yes(said):
    """Whether the latest dated statement is a yes that has not ended, and none restricts it."""
    latest = max(((each["stated_at"] or "") for each in said), default="")
    newest = [each for each in said if (each["stated_at"] or "") == latest]
    undated = [each["state"] for each in said if not each["stated_at"]]
    return (
        bool(newest)
        and all(s["state"] == "given" and s["valid_until"] != "2024-12-31" for s in newest)
        and all(state in {"given", "unknown"} for state in undated)
    )


@pytest.mark.parametrize("name", TARGETS)
def test_only_a_given_consent_has_the_word_for_yes(name):
    """No other state shares it, and each of the five has a word."""
    for file in target_named(name).files:
        for column in file.columns.values():
            if column.consent:
                assert set(column.words) == set(CONSENT_STATES)
                others = {word for state, word in column.words.items() if state != "given"}
                assert column.words["given"] not in others
