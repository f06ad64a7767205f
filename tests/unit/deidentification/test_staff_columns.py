"""Staff in a case set: roles are told, practitioners only to whom the policy names, with enough of them."""

import pandas as pd
import pytest

from anonkit.deidentification import load_policy
from anonkit.deidentification.staff_columns import staff_column_faults, staff_rule_faults
from anonkit.deidentification.tabulation.settings import PractitionerSettings
from anonkit.errors import PolicyError

POLICY = load_policy("uk-training")
NAMED = PractitionerSettings(audience="Clinical lead", per_cell=3)
TABLES = {
    "treatments": pd.DataFrame({"case": ["a", "b"], "staff_role": ["injector", "prescriber"]})
}


@pytest.mark.parametrize(
    ("named", "staff", "said"),
    [
        (None, {}, ()),
        (NAMED, {"injector": frozenset("abc"), "prescriber": frozenset("abcd")}, ()),
        (NAMED, {"injector": frozenset("abc"), "prescriber": frozenset("a")}, ("1 of 2 roles",)),
        (NAMED, {}, ("2 of 2 roles",)),
    ],
)
def test_roles_need_enough_practitioners_where_a_policy_asks(named, staff, said):
    """A role that one person plays names her; counts are told, and no role."""
    faults = staff_column_faults(TABLES, POLICY.operators, named, "own staff", staff)
    assert len(faults) == len(said)
    assert all(word in fault for word, fault in zip(said, faults, strict=True))
    assert not any("prescriber" in fault for fault in faults)


OWN = """
extends: uk-training
name: own
must_reach: pseudonymised
rules:
  treatments: {staff_key: pseudonymise}
"""


def test_a_code_for_each_practitioner_is_refused_at_load(tmp_path):
    """A policy that tells practitioners apart one by one must say to whom."""
    file = tmp_path / "own.yaml"
    file.write_text(OWN, encoding="utf-8")
    with pytest.raises(
        PolicyError, match=r"treatments\.staff_key: pseudonymise tells practitioners"
    ):
        load_policy(file)


def test_codes_are_told_to_the_audience_named_and_to_nobody_else(tmp_path):
    """The same policy with a named audience passes for that recipient alone."""
    file = tmp_path / "own.yaml"
    text = OWN.replace("rules:", "practitioners: {audience: Clinical lead, per_cell: 1}\nrules:")
    file.write_text(text, encoding="utf-8")
    policy = load_policy(file)
    assert staff_rule_faults(policy.operators, policy.practitioners) == []
    field = policy.operators["treatments"]["staff_key"]
    column = "staff_key" if field.name == "staff_role" else _column(field)
    tables = {"treatments": pd.DataFrame({"case": ["a", "b"], column: ["X1", "X2"]})}
    for recipient, count in (("clinical lead ", 0), ("own staff", 1)):
        faults = staff_column_faults(tables, policy.operators, policy.practitioners, recipient, {})
        assert len(faults) == count
        assert all("tells 2 practitioners apart" in fault for fault in faults)


def _column(operator):
    from anonkit.model import TABLES as SCHEMAS

    return operator.column_name(SCHEMAS["treatments"].field_by_name["staff_key"])
