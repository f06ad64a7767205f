"""What a page carries inside itself cannot break out of it."""

import json
import re

import pytest

from anonkit.pages import data_uri, json_island, page_mark


@pytest.mark.parametrize(
    "text",
    [
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "&amp;",
        "a\u2028b\u2029c",
        "“quoted” ☺",
        '"\\',
    ],
)
def test_an_island_gives_back_what_went_in_and_never_ends_early(text):
    """Whatever the text, the element holds it whole and closes once, at its end."""
    island = str(json_island("cases", {"note": text}))
    body = re.fullmatch(
        r'<script type="application/json" id="cases">(.*)</script>', island, re.DOTALL
    )
    assert body is not None
    assert not re.search(r"[<>&\u2028\u2029]", body[1])
    assert json.loads(body[1]) == {"note": text}


def test_a_mark_is_escaped():
    """A mark's content cannot add attributes."""
    assert str(page_mark("release", '"><b>')) == (
        '<meta name="anonkit-release" content="&#34;&gt;&lt;b&gt;">'
    )


@pytest.mark.parametrize("kind", ["", "Release", 'x" onload="', "re lease", "9"])
def test_a_mark_of_an_odd_kind_is_refused(kind):
    """The kind becomes part of an attribute, so it is one plain word."""
    with pytest.raises(ValueError, match="kind"):
        page_mark(kind, "x")


def test_a_data_address_names_its_media_type():
    """The bytes come back from the address."""
    assert data_uri(b"\x00\xff", "image/jpeg") == "data:image/jpeg;base64,AP8="
