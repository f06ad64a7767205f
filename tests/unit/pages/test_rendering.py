"""The base page: escaped, complete, and closed to everything it does not carry."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from jinja2 import DictLoader, UndefinedError

from anonkit.pages import PHOTOS_BESIDE, content_policy, environment

PAGE = """{% extends "base.html" %}
{% from "components.html" import badge, callout, chart, data_table, facts, figures %}
{% block title %}{{ name }}{% endblock %}
{% block lead %}<h1>{{ name }}</h1>{% endblock %}
{% block main %}
{{ data_table("Counts", ["Table", ("Rows", "number")], [[name, 3]]) }}
{{ data_table("None", ["Table"], []) }}
{{ facts([("Policy", name)]) }}{{ figures([(3, name, "bad")]) }}{{ chart("", name) }}
{% call callout(name, "warn") %}<p>{{ badge(name) }}</p>{% endcall %}
{% endblock %}
{% block footer %}{{ name }}{% endblock %}"""


def rendered(source=PAGE, **context):
    return environment().from_string(source).render(**{"name": "<img src=x>", **context})


def test_every_inline_element_is_named_by_the_policy():
    """The policy lists exactly the digests of the page's own styles and scripts."""
    page = rendered()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    for element in ("style", "script"):
        texts = re.findall(rf"<{element}>(.*?)</{element}>", page, re.DOTALL)
        digests = {
            f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in texts
        }
        allowed = re.search(rf"{element}-src ([^;]*)", policy)[1]
        assert texts
        assert digests == set(allowed.split())
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_values_are_escaped_everywhere():
    """A value that looks like markup stays text in every component."""
    page = rendered()
    assert "<img" not in page
    assert page.count("&lt;img src=x&gt;") == 9


def test_a_page_asks_nothing_of_the_network():
    """No address of another host stands in the base page."""
    assert not re.search(r"(?:https?:)?//[a-z]", rendered(), re.IGNORECASE)


def test_a_missing_value_is_an_error():
    """A name a template does not get is a fault, not an empty place."""
    with pytest.raises(UndefinedError):
        environment().from_string("{{ nobody }}").render()


def test_a_page_without_a_title_is_an_error():
    """Every page says what it is."""
    with pytest.raises(Exception, match="title"):
        environment().from_string('{% extends "base.html" %}').render()


def test_an_asset_that_closes_its_element_is_refused():
    """A style sheet cannot smuggle in markup."""
    made = environment()
    made.loader.loaders.append(DictLoader({"bad.css": "a{} </STYLE><script>"}))
    with pytest.raises(ValueError, match=r"bad\.css"):
        made.from_string("{{ asset('bad.css') }}").render()


def test_a_policy_without_scripts_allows_none():
    """No script and no style means that none may run."""
    policy = content_policy([], [], PHOTOS_BESIDE)
    assert "script-src 'none'" in policy
    assert "style-src 'none'" in policy
    assert "img-src 'self' file: data:" in policy
