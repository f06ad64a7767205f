"""Policies decide every field, name every fault at once, and refuse what cannot be anonymous."""

from __future__ import annotations

import pickle

import pytest
import yaml

from anonkit.deidentification.policy_files import (
    available_policies,
    load_policy,
    plan,
    treatment_by_field,
)
from anonkit.errors import PolicyError, SettingsError
from anonkit.model import CLINIC_TABLES, TABLES, IdentifierClass

NAMES = (
    "uk-service-improvement",
    "uk-training",
    "us-safe-harbor",
    "us-service-improvement",
    "us-training",
)


def write(folder, name="own", **changes):
    """A policy file that extends a shipped one."""
    data = {"extends": "uk-training", "name": name, "version": 1, **changes}
    file = folder / f"{name}.yaml"
    file.write_text(yaml.safe_dump(data), encoding="utf-8")
    return file


def test_the_promised_policies_ship():
    """The five policies of the design are there under their names."""
    assert available_policies() == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_policy_decides_every_canonical_field(name):
    """Every field of every table has a row in the plan, in words."""
    rows = {(row.table, row.field) for row in plan(load_policy(name))}
    assert rows == {(t, f) for t, schema in TABLES.items() for f in schema.field_by_name}
    assert all(row.what_happens for row in plan(load_policy(name)))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("table", ["web_activity", "documents", *CLINIC_TABLES])
def test_a_shipped_policy_drops(name, table):
    """Web activity, documents and the clinic's own tables are never told."""
    assert table not in load_policy(name).released_tables


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_policy_tells_no_direct_identifier(name):
    """Direct identifiers are removed or replaced by a role; nothing else happens to them."""
    told = {
        row.operator
        for row in plan(load_policy(name))
        if row.identifier_class == IdentifierClass.DIRECT.value
    }
    assert told <= {"suppress", "staff_role"}


@pytest.mark.parametrize("name", NAMES)
def test_a_policy_can_be_pickled_and_keeps_its_digest(name):
    """Partition functions on other processes see the same policy."""
    policy = load_policy(name)
    again = pickle.loads(pickle.dumps(policy))
    assert again == policy
    assert again.digest == policy.digest == load_policy(name).digest


def test_digests_tell_policies_apart():
    """No two shipped policies have one digest."""
    assert len({load_policy(name).digest for name in NAMES}) == len(NAMES)


def test_safe_harbor_tells_years_only():
    """No date is told finer than the year, and places below the state by the ZIP rule."""
    policy = load_policy("us-safe-harbor")
    dates = {
        row.operator for row in plan(policy) if row.identifier_class == IdentifierClass.DATE.value
    }
    assert dates == {"suppress", "year_only", "age_band"}
    assert policy.quasi_identifiers["zip3"].hierarchy == "US ZIP"
    facts = policy.notes.facts
    assert {facts.weekday, facts.season, facts.clock_time, facts.lot} == {"remove"}


def test_an_extending_policy_changes_only_what_it_says(tmp_path):
    """What a policy does not say itself it has from the one it extends."""
    policy = load_policy(
        write(tmp_path, rules={"treatments": {"lot": "suppress", "side": "suppress"}})
    )
    base = load_policy("uk-training")
    changed = {
        (a.table, a.field)
        for a, b in zip(plan(policy), plan(base), strict=True)
        if a.operator != b.operator
    }
    assert changed == {("treatments", "side")}
    assert policy.privacy == base.privacy


def test_a_misspelt_field_is_refused_with_a_suggestion(tmp_path):
    """A rule for a field that does not exist names the one that was meant."""
    file = write(tmp_path, rules={"clients": {"frist_name": "suppress"}})
    with pytest.raises(PolicyError, match="frist_name in clients; did you mean first_name"):
        load_policy(file)


def test_every_undecided_field_is_named_at_once(tmp_path):
    """A table without rules is refused field by field, all of them in one message."""
    file = write(tmp_path, rules={"contacts": {"name": "suppress"}})
    with pytest.raises(PolicyError) as refused:
        load_policy(file)
    for field in ("relationship", "kind", "phone", "email", "address", "organisation"):
        assert f"contacts.{field}: no rule" in str(refused.value)


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ({"clients": {"email": "keep"}}, "direct field may not be kept"),
        ({"clients": {"occupation": "keep"}}, "quasi-identifier|quasi field may not be kept"),
        ({"notes": {"text": "keep"}}, "free text field may not be kept"),
        ({"treatments": {"treated_at": "keep"}}, "date field may not be kept"),
        ({"treatments": {"treated_at": "shift_dates"}}, "keep the gaps that identify"),
        ({"treatments": {"row_key": "keep"}}, "key field may not be kept"),
        ({"treatments": {"product": "keep"}}, "open text may hold anything"),
        ({"clients": {"client_id": "pseudonymise"}}, "derived from the value"),
        ({"staff": dict.fromkeys(TABLES["staff"].field_by_name, "keep")}, "belong to no case"),
        (
            {"treatments": {"lot": "supress"}},
            "no operator is called supress; did you mean suppress",
        ),
        (
            {"treatments": {"price": {"generalise": {"hierarchy": "money", "level": 9}}}},
            "levels 0 to",
        ),
        ({"treatments": {"price": {"generalise": {"quasi": "price"}}}}, "not among the quasi"),
        ({"treatments": {"price": {"keep": {"because": "x"}}}}, "because"),
        ({"treatmentz": "suppress"}, "no table is called treatmentz; did you mean treatments"),
    ],
)
def test_a_rule_that_cannot_stand_is_refused(tmp_path, rules, words):
    """An unfit rule is refused with the place and the reason."""
    with pytest.raises(PolicyError, match=words):
        load_policy(write(tmp_path, rules=rules))


def test_a_pseudonymised_policy_may_shift_dates(tmp_path):
    """Where the status says pseudonymised, day-exact shifts are allowed."""
    rules = {"treatments": {"treated_at": "shift_dates"}}
    policy = load_policy(write(tmp_path, must_reach="pseudonymised", rules=rules))
    assert policy.operators["treatments"]["treated_at"].name == "shift_dates"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"time": {"grains": ["day"]}}, "no grain is called day"),
        ({"notes": {"kinds": ["gossip"]}}, "no kind is called gossip"),
        ({"quasi_identifiers": {"age": {"of": "shoe", "hierarchy": "age"}}}, "shoe is neither"),
        (
            {"quasi_identifiers": {"age": {"of": "age", "hierarchy": "aeg"}}},
            "no hierarchy is called",
        ),
        ({"colour": "blue"}, "colour"),
        ({"privacy": {"sensitive": ["shoes"]}}, "sensitive"),
        ({"privacy": {"maximum_suppression": 2}}, "maximum_suppression"),
    ],
)
def test_other_faults_of_a_policy_are_named(tmp_path, changes, words):
    """Settings that no part of the policy knows are refused with their key."""
    with pytest.raises(PolicyError, match=words):
        load_policy(write(tmp_path, **changes))


def test_a_policy_of_the_other_jurisdiction_is_refused():
    """A US policy is no ground for a UK clinic, and the message offers those that are."""
    with pytest.raises(SettingsError, match="uk-training"):
        load_policy("us-safe-harbor", jurisdiction="uk")
    assert load_policy("us-safe-harbor", jurisdiction="us").jurisdiction == "us"


def test_an_unknown_policy_is_refused_with_a_suggestion():
    """A name close to a shipped one is offered."""
    with pytest.raises(PolicyError, match="Did you mean uk-training"):
        load_policy("uk-trainng")


def test_policies_that_extend_each_other_are_refused(tmp_path):
    """A circle ends with a message and not in a crash."""
    (tmp_path / "a.yaml").write_text("extends: b", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("extends: a", encoding="utf-8")
    with pytest.raises(PolicyError, match="circle"):
        load_policy(tmp_path / "a.yaml")


def test_k_is_asked_for_by_audience():
    """An audience has its k; one the policy does not serve is refused."""
    policy = load_policy("uk-training")
    assert [policy.k_for(a) for a in ("own-staff", "partner", "public")] == [5, 11, 11]
    with pytest.raises(SettingsError, match="own-staff"):
        policy.k_for("everybody")


def test_a_table_may_stand_on_a_ground_of_its_own():
    """Feedback in the US needs consent, other tables stand on operations."""
    policy = load_policy("us-training")
    assert (policy.ground_of("feedback"), policy.ground_of("treatments")) == (
        "consent",
        "operations",
    )


def test_the_data_dictionary_knows_what_was_done():
    """Columns of a release are told with what the policy did; removed fields are not among them."""
    told = treatment_by_field(load_policy("uk-training"))
    assert "age band" in told["cases.age_band"]
    assert "first visit" in told["treatments.treated_at"]
    assert not [name for name in told if "email" in name or name.startswith("clients.")]


@pytest.mark.parametrize(
    ("name", "most"),
    [("uk-training", 60), ("us-safe-harbor", 60), ("uk-service-improvement", None)],
)
def test_a_policy_for_training_lets_no_whole_clinic_go(name, most):
    """At most sixty cases where it does not say otherwise; what it says counts."""
    policy = load_policy(name)
    assert policy.most_cases == most
    assert policy.model_copy(update={"maximum_cases": 12}).most_cases == 12
