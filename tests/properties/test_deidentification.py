"""Whatever the clinic holds on its clients, nothing that names one comes out."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anonkit.deidentification.context import Levels
from anonkit.deidentification.pipeline import deidentify_bundle
from anonkit.deidentification.policy_files import load_policy
from tests.unit.deidentification.clinic import bundle_of, context_of

POLICIES = {name: load_policy(name) for name in ("uk-training", "us-safe-harbor")}

FIRST_NAMES = st.sampled_from(
    ("Adaeze", "Siân", "Oluwaseun", "Marie-Claire", "Xiǎoyù", "D'Andre", "Þórdís", "Anoushka")
)
LAST_NAMES = st.sampled_from(
    (
        "Okonkwo",
        "O'Shaughnessy",
        "Featherstonehaugh",
        "Nguyễn-Thompson",
        "Łukaszewicz",
        "Bickerstaffe",
    )
)
PHONES = st.sampled_from(("07700 900{:03d}", "+44 7700 900{:03d}", "07700900{:03d}"))
CASES = st.sampled_from((str, str.upper, str.lower, str.title))


@st.composite
def bundles(draw):
    """Three clients with names, contact points and one note each that holds them all."""
    bundle = bundle_of(range(1, 4))
    clients, notes = bundle["clients"].copy(), bundle["notes"].copy()
    for row in range(3):
        first, last = draw(FIRST_NAMES), draw(LAST_NAMES)
        number = draw(st.integers(0, 999))
        values = {
            "first_name": first,
            "last_name": last,
            "email": f"{last[0].lower()}{number}.clinic@clientmail.example",
            "mobile_phone": draw(PHONES).format(number),
            "client_id": str(draw(st.integers(10**6, 10**9))),
            "birth_date": draw(st.dates(date(1936, 1, 1), date(2002, 12, 31))).isoformat(),
            "address_line_1": f"{number + 1} Quillfeather Row",
        }
        written = draw(CASES)
        for name, value in values.items():
            clients.loc[row, name] = value
        key = clients.loc[row, "row_key"]
        text = (
            f"{written(f'{first} {last}')} rang from {values['mobile_phone']}, "
            f"email {values['email']}. DOB {values['birth_date']}, lives {values['address_line_1']}. "
            f"Chart {values['client_id']}. {last}, {first} again. Azzalure 50u, no bruising."
        )
        notes.loc[notes["client_key"].eq(key) & notes["status"].eq("signed"), "text"] = text
    return {**bundle, "clients": clients, "notes": notes}


def plain(text):
    """Letters and digits only, without case and accents."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\W_]+", " ", "".join(c for c in folded if not unicodedata.combining(c)))


def cells(result):
    """Every cell of the result, as plain words between blanks."""
    return [
        f" {plain(str(value))} "
        for frame in result.tables.values()
        for value in frame.astype(object).to_numpy().ravel()
        if isinstance(value, str)
    ]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(bundles(), st.sampled_from(sorted(POLICIES)))
def test_nothing_that_names_a_client_comes_out(bundle, name):
    """No name, number, address, e-mail or birth date of anybody is in any cell."""
    policy = POLICIES[name]
    result = deidentify_bundle(bundle, policy, context_of(bundle), Levels.finest(policy))
    told = cells(result)
    direct = ("last_name", "first_name", "email", "mobile_phone", "client_id", "address_line_1")
    for field in (*direct, "birth_date"):
        for value in bundle["clients"][field].dropna():
            wanted = f" {plain(value).strip()} "
            assert not [cell for cell in told if wanted in cell], field
    for value in bundle["clients"]["mobile_phone"]:
        digits = re.sub(r"\D", "", value)[-9:]
        assert not [cell for cell in told if digits in cell.replace(" ", "")]


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(bundles(), st.text(alphabet="abc", min_size=1, max_size=4))
def test_what_teaches_stays(bundle, series):
    """Product, dose and outcome are in every release, whoever the clients are."""
    policy = POLICIES["uk-training"]
    context = context_of(bundle, series=series)
    result = deidentify_bundle(bundle, policy, context, Levels.finest(policy))
    assert all("Azzalure 50u, no bruising" in text for text in result.tables["notes"]["text"])
    assert set(result.tables["treatments"]["quantity"]) == {"50"}
