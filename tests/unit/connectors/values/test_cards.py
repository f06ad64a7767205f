"""The card guard masks card numbers and security codes, and nothing else."""

import pytest

from anonkit.connectors.values import mask_cards
from anonkit.connectors.values.cards import mask_code_cell


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("4111111111111111", "************1111"),
        ("card 4111 1111 1111 1111 exp 12/26", "card **** **** **** 1111 exp 12/26"),
        ("4111-1111-1111-1111", "****-****-****-1111"),
        ("5555.5555.5555.4444", "****.****.****.4444"),
        ("378282246310005", "***********0005"),
        ("6011111111111117 paid", "************1117 paid"),
        ("ref 12 4111 1111 1111 1111", "ref 12 **** **** **** 1111"),
        ("CVV 123", "CVV ***"),
        ("cvc: 4321", "cvc: ****"),
        ("security code is 123", "security code is ***"),
        ("4111111111111111 CVV 123 over the phone", "************1111 CVV *** over the phone"),
    ],
)
def test_a_card_number_keeps_only_its_last_four_digits(text, masked):
    """Full numbers, however spaced, and their codes never go on."""
    found = mask_cards(text)
    assert found.text == masked
    assert found.masked >= 1


@pytest.mark.parametrize(
    "text",
    [
        "4111111111111112",
        "9007199254740993",
        "07700 900123",
        "+44 7700 900123",
        "447700900123",
        "2024-10-30 14:30",
        "0000000000000000",
        "lot C1063P1, 480 units",
        "INV-10023",
        "8db8ed67-37ab-44ee-b2db-f46ce5680cde",
        "code 123",
    ],
)
def test_what_is_no_card_stays(text):
    """Record numbers, phones, lots and dates are left alone."""
    assert mask_cards(text).text == text


def test_a_long_record_number_in_an_id_column_stays():
    """Ids above 2**53 must join; a bare run of 17 digits and more is an id there."""
    assert mask_cards("4000000000000000006", is_id=True).masked == 0


def test_a_column_of_security_codes_is_masked_by_its_name():
    """A bare three-digit cell is a code only under such a header."""
    assert mask_code_cell("Card CVV", "123").text == "***"
    assert mask_code_cell("Room", "123").text == "123"
