"""Staff are told by the part they play in a case."""

from __future__ import annotations

import pytest

from anonkit.deidentification.staff_roles import (
    Act,
    declared_role,
    role_of_treatment,
    roles_in_case,
)


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("Nurse Prescriber", "prescriber"),
        ("Dr", "injector"),
        ("RN Injector", "injector"),
        ("Front Desk", "front desk"),
        ("Practice Manager", "front desk"),
        ("Laser Technician", "laser practitioner"),
        ("Esthetician", "therapist"),
        ("Volunteer", "member of staff"),
        (None, "member of staff"),
        (float("nan"), "member of staff"),
    ],
)
def test_a_job_title_says_a_role(words, role):
    """The words of both countries, and no role where the words say none."""
    assert declared_role(words) == role


def test_what_somebody_did_counts_more_than_the_title():
    """A prescriber who injects in this case is its injector, and a second one is told apart."""
    acts = [
        Act("2024-01-02", "s2", "injector"),
        Act("2024-01-01", "s1", "injector"),
        Act("2024-01-01", "s3", None),
        Act("2024-01-01", "s4", "prescriber"),
    ]
    roles = roles_in_case(acts, {"s1": "prescriber", "s3": "front desk"})
    assert roles == {
        "s1": "injector",
        "s2": "second injector",
        "s3": "front desk",
        "s4": "prescriber",
    }


def test_roles_do_not_depend_on_the_order_of_rows():
    """The same acts in another order give the same roles."""
    acts = [Act(f"2024-01-0{1 + i % 3}", f"s{i % 4}", "injector") for i in range(9)]
    assert roles_in_case(acts, {}) == roles_in_case(reversed(acts), {})


@pytest.mark.parametrize(
    ("family", "role"),
    [
        ("dermal filler", "injector"),
        ("laser skin", "laser practitioner"),
        ("facial", "therapist"),
        ("other", None),
        (None, None),
    ],
)
def test_a_treatment_shows_a_role(family, role):
    """By procedure family."""
    assert role_of_treatment(family) == role
