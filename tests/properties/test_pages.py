"""Whatever text goes into a page, it comes out as that text and as nothing else."""

import json
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from anonkit.pages import bar_chart, environment, json_island, page_mark

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
MARKUP = st.text(st.sampled_from("<>/!-&\"'=scriptymgeon ]\u2028"), max_size=40) | st.text(
    max_size=40
)
TABLE = environment().from_string(
    '{% from "components.html" import data_table %}{{ data_table("T", ["a"], [[x]]) }}'
)


class Elements(HTMLParser):
    """The elements and the text of a piece of HTML, as a browser would read them."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.starts, self.ends, self.texts, self.attributes = [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.starts.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        self.ends.append(tag)

    def handle_data(self, data):
        self.texts.append(data)


@given(JSON)
def test_an_island_is_one_element_and_gives_the_value_back(value):
    """No value can end the element early or change on its way."""
    read = Elements(str(json_island("data", value)))
    assert read.starts == read.ends == ["script"]
    assert json.loads("".join(read.texts)) == value


@given(MARKUP)
def test_a_mark_is_one_attribute(content):
    """No content can leave its attribute."""
    read = Elements(str(page_mark("release", content)))
    assert read.starts == ["meta"]
    assert [name for name, _ in read.attributes] == ["name", "content"]


@given(MARKUP)
def test_a_component_holds_text_as_text(text):
    """A table shows a cell's text and gains no element from it."""
    plain, filled = (Elements(TABLE.render(x=value)) for value in ("x", text))
    assert filled.starts == plain.starts
    assert filled.ends == plain.ends


@given(st.lists(st.tuples(MARKUP, st.floats(0, 1e9)), max_size=6))
def test_a_chart_gains_no_element_from_a_label(items):
    """Labels decide nothing but what is written."""
    plain = Elements(str(bar_chart("T", [("x", value) for _, value in items])))
    filled = Elements(str(bar_chart("T", items)))
    assert filled.starts == plain.starts
