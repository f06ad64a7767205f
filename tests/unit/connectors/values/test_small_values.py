"""Money, phones, names, durations and the rest."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from anonkit.connectors.values import PARSERS, ParseContext, family_of, folded_name
from anonkit.model import PROCEDURE_FAMILIES


def context(country="GB"):
    return ParseContext("dmy", ZoneInfo("Europe/London"), country, date(2026, 1, 1))


@pytest.mark.parametrize(
    ("parser", "text", "canonical"),
    [
        ("money", "$1,234.50", "1234.50"),
        ("money", "(12.00)", "-12.00"),
        ("money", "-£3", "-3"),
        ("money", "-$0.00", "0.00"),
        ("money", "£180", "180"),
        ("money", "1.234,50", "1234.50"),
        ("money", "149,00", "149.00"),
        ("money", "1,234", "1234"),
        ("money", "about 20", "about 20"),
        ("integer", "3.0", "3"),
        ("integer", "many", "many"),
        ("currency", "£40.00", "GBP"),
        ("currency", "40.00", "GBP"),
        ("currency", "$40.00", "USD"),
        ("phone", "'07700 900123", "+447700900123"),
        ("phone", "\\+44 7700 900123", "+447700900123"),
        ("phone", "447700900123", "+447700900123"),
        ("phone", "+44 (0)7700 900416", "+447700900416"),
        ("phone", "12", "12"),
        ("email", " mailto:a@example.org ", "a@example.org"),
        ("yes_no", "Yes", "true"),
        ("yes_no", "n", "false"),
        ("yes_no", "perhaps", "perhaps"),
        ("list", "VIP, Complaint open", '["VIP", "Complaint open"]'),
        ("list", "a;b", '["a", "b"]'),
        ("minutes", "1h, 30m", "90"),
        ("minutes", "1 hr 30 min", "90"),
        ("minutes", "45m", "45"),
        ("minutes", "01:30", "90"),
        ("first_name", "Cash, Dawn", "Dawn"),
        ("last_name", "Dawn Ann Cash", "Cash"),
        (
            "settings",
            "Morpheus8 depth 3 mm, level 30, 2 passes",
            '{"Morpheus8 depth": "3 mm", "level": "30", "passes": "2"}',
        ),
    ],
)
def test_a_value_has_one_canonical_text(parser, text, canonical):
    """What a parser can read becomes canonical; what it cannot stays as found."""
    assert PARSERS[parser](text, context()) == canonical


def test_american_numbers_are_read_with_the_country_of_the_clinic():
    """A number without a country code belongs to the clinic's own country."""
    assert PARSERS["phone"]("(303) 555-0164", context("US")) == "+13035550164"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Dr Helena Voss", "helena voss"),
        ("Voss, Helena", "helena voss"),
        ("HELENA  vóss", "helena voss"),
        ("O'Halloran", "o halloran"),
    ],
)
def test_names_compare_without_case_accents_titles_and_order(text, folded):
    """One person written in several ways has one folded name."""
    assert folded_name(text) == folded


@pytest.mark.parametrize(
    ("words", "family"),
    [
        ("Anti-wrinkle injections - upper face", "botulinum toxin"),
        ("Tear trough filler", "dermal filler"),
        ("Lip filler dissolving", "filler dissolving"),
        ("Double chin dissolving", "fat dissolving"),
        ("Laser hair removal", "laser hair removal"),
        ("IPL photofacial", "laser skin"),
        ("RF microneedling", "microneedling"),
        ("New client consultation", "consultation"),
        ("Two-week review", "review"),
        ("Chemical peel", "chemical peel"),
        ("Profhilo", "skin booster"),
        ("unheard of", "other"),
        ("", None),
    ],
)
def test_a_service_has_its_procedure_family(words, family):
    """What a clinic calls a service leads to one family of the closed vocabulary."""
    assert family_of(words) == family
    assert family is None or family in PROCEDURE_FAMILIES
