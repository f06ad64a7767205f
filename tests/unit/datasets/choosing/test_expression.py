"""What `--where` understands, and how it says what it does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anonkit.datasets.choosing import WORDS, parse_expression
from anonkit.errors import SettingsError
from tests.unit.datasets.choosing.made import EVERYBODY


def found(text):
    return [case.case[-1] for case in EVERYBODY if parse_expression(text).holds(case)]


@pytest.mark.parametrize(
    ("text", "cases"),
    [
        ("kind = complicated", "1"),
        ("kind in (complicated, declined)", "13"),
        ("procedure = dermal filler", "14"),
        ("procedure = 'dermal filler' and complication", "1"),
        ("PROCEDURE = Dermal  Filler AND NOT complication", "4"),
        ("procedure ~ peel or complication ~ occlusion", "12"),
        ("product != NeoStrata", "134"),
        ("contraindication", "2"),
        ("outcome = complication", "1"),
        ("severity = severe", "1"),
        ("age >= 60", "2"),
        ("age < 30", "4"),
        ("age = 30-39", "1"),
        ("age in (18–29, 60+)", "24"),
        ("age != 30-39", "24"),
        ("skin = IV", "2"),
        ("visits > 1 and visits <= 2", "13"),
        ("visits in (1, 5)", "24"),
        ("course >= 3 months", ""),
        ("course >= 13 weeks", "14"),
        ("course < 1 week", "2"),
        ("photos", "2"),
        ("photos = 0", "134"),
        ("not (kind = ordinary or kind = declined)", "12"),
        ("kind = ordinary or kind = declined and procedure = consultation", "34"),
        ("(kind = ordinary or kind = declined) and procedure = consultation", "3"),
        ("product = 'no such thing'", ""),
    ],
)
def test_an_expression_finds_what_it_says(text, cases):
    """And binds closer than or, bands fit as a whole, letters' case and blanks do not count."""
    assert "".join(found(text)) == cases


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("prodct = Kysse", "did you mean `product`"),
        ("product Kysse", "`and` or `or` is missing"),
        ("product =", "a value is missing"),
        ("product = 'Kysse", "a quote is not closed"),
        ("product < Kysse", "`product` takes = != ~ in, and not <"),
        ("visits ~ 3", "`visits` takes"),
        ("visits = many", "`visits` is compared with a number"),
        ("age = old", "`age` is compared with years"),
        ("course > 3", "`course` is compared with a length"),
        ("(kind = ordinary", "`)` is missing"),
        ("kind in ordinary", "`(` is missing"),
        ("= 3", "a word is missing"),
        ("kind = ordinary and", "a word is missing"),
        ("__import__('os').system('true')", "no word to choose by"),
        ("not " * 50 + "photos", "deeper than 20"),
        ("(" * 60 + "photos" + ")" * 60, "deeper than 20"),
        ("kind = " + "x" * 3000, "longer than"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(text, said):
    """The message names the word and what there is."""
    with pytest.raises(SettingsError) as refused:
        parse_expression(text)
    assert said in str(refused.value)


def test_what_was_typed_by_mistake_is_not_repeated():
    """A name typed in place of a word, or as a value, is in no message."""
    for text in ("Featherwick", "product = Featherwick =", "visits = Featherwick"):
        with pytest.raises(SettingsError) as refused:
            parse_expression(text)
        assert "Featherwick" not in str(refused.value)
        assert "contraindication" in str(refused.value)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    """Nothing that is typed ends in another error."""
    try:
        condition = parse_expression(text)
    except SettingsError:
        return
    assert all(condition.holds(case) in (True, False) for case in EVERYBODY)


@given(
    st.recursive(
        st.sampled_from([f"{name}" for name in WORDS]),
        lambda inner: st.builds(
            "({} {} not {})".format, inner, st.sampled_from(["and", "or"]), inner
        ),
        max_leaves=8,
    )
)
def test_what_the_grammar_makes_is_read(text):
    """Any nesting of declared words, brackets, and, or, not."""
    assert parse_expression(f"not ({text})").holds(EVERYBODY[0]) != parse_expression(text).holds(
        EVERYBODY[0]
    )
