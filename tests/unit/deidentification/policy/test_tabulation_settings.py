"""What a policy says of tables is checked whole at load."""

import pytest

from anonkit.deidentification import load_policy
from anonkit.errors import PolicyError

HEAD = "extends: uk-service-improvement\nname: own\n"
TABLE = """
tabulation:
  {rules}
  tables:
    {name}:
      title: A table of our own
      of: {of}
      by: [{by}]
      {more}
"""


def load(tmp_path, rules="round_to: 5", name="ours", of="treatments", by="family, site", more=""):
    file = tmp_path / "own.yaml"
    text = HEAD + TABLE.format(rules=rules, name=name, of=of, by=by, more=more)
    file.write_text(text, encoding="utf-8")
    return load_policy(file)


def test_shipped_policies_declare_their_tables():
    """Both service policies have tables with a rule for every audience they serve."""
    for name in ("uk-service-improvement", "us-service-improvement"):
        policy = load_policy(name)
        assert len(policy.tabulation.designs) == 5
        for audience in policy.privacy.k:
            guard = policy.tabulation.guard(audience, "anybody", policy.practitioners)
            assert guard.threshold >= 5
            assert guard.practitioners is None


def test_own_tables_take_the_place_of_those_that_ship(tmp_path):
    """A policy that names tables names all of them."""
    assert [d.name for d in load(tmp_path).tabulation.designs] == ["ours"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"of": "treatmnts"}, "no rows are called treatmnts; did you mean treatments"),
        ({"by": "familie"}, "treatments have no dimension familie; did you mean family"),
        ({"by": "family, family"}, "a dimension stands there twice"),
        ({"more": "rate: {of: complication, label: 'yes'}"}, "complication is not among"),
        (
            {"by": "family, complication", "more": "rate: {of: complication, label: maybe}"},
            "complication has no label maybe",
        ),
        ({"more": "amount: prize"}, "treatments have no sum of prize"),
        ({"rules": "threshold: {own-staff: 2}"}, "2 hides nobody; at least 3"),
        ({"rules": "round_to: 20"}, "20 would round counts of 5 to nothing"),
        ({"rules": "thresh: 5"}, "tabulation.thresh: Extra inputs"),
        ({"name": "Ours/../x"}, "lower-case letters, digits"),
    ],
)
def test_every_fault_is_named(tmp_path, changes, said):
    """Unknown rows, dimensions, labels and settings are refused with what would do."""
    with pytest.raises(PolicyError, match=said):
        load(tmp_path, **changes)


def test_all_faults_stand_in_one_message(tmp_path):
    """Two faults are told at once."""
    with pytest.raises(PolicyError, match="mend 2 faults"):
        load(tmp_path, by="familie, sight")


def test_practitioners_are_for_the_recipient_named(tmp_path):
    """The setting holds for that recipient, however it is spelled in case, and for nobody else."""
    file = tmp_path / "own.yaml"
    file.write_text(
        HEAD + "practitioners: {audience: Clinical lead, per_cell: 4}\n", encoding="utf-8"
    )
    policy = load_policy(file)
    for recipient, held in (("clinical LEAD", 4), ("own staff", None)):
        guard = policy.tabulation.guard("own-staff", recipient, policy.practitioners)
        assert guard.practitioners == held
