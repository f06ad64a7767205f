"""The Jinja environment that every HTML page of anonkit is rendered with.

A page is a template in the ``templates`` folder of its own package::

    {% extends "base.html" %}
    {% from "components.html" import callout, data_table, facts %}
    {% set styles = [asset("my_page.css")] %}     (optional, in the same folder)
    {% set scripts = [asset("my_page.js")] %}     (optional)
    {% block title %}…{% endblock %}
    {% block mark %}{{ page_mark("report", release_id) }}{% endblock %}
    {% block lead %}<h1>…</h1><p>…</p>{% endblock %}
    {% block main %}…{% endblock %}
    {% block footer %}…{% endblock %}

and is rendered by ``environment("anonkit.mypackage").get_template("my_page.html").render(…)``.
Inline styles and scripts must come through ``styles`` and ``scripts``: the page's content policy names
their digests and blocks all else, ``style=`` attributes and event attributes included.
A page that needs no script at all says ``{% set without_script = true %}``; styles of a page that this one
shows in a frame are allowed by ``framed_styles``.
Charts and other ready-made elements are `Markup` and are passed in as values.
"""

from __future__ import annotations

from functools import partial

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from anonkit.pages.embedding import json_island, page_mark
from anonkit.pages.policy import PHOTOS_BESIDE, content_policy

_HOME = "anonkit.pages"


def environment(*packages: str) -> Environment:
    """An environment that finds templates of these packages, then the house's own; everything is escaped."""
    loaders = [PackageLoader(package) for package in (*packages, _HOME)]
    made = Environment(
        loader=ChoiceLoader(loaders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals.update(
        asset=partial(_asset, made),
        content_policy=content_policy,
        json_island=json_island,
        page_mark=page_mark,
        photos_beside=PHOTOS_BESIDE,
    )
    return made


def _asset(made: Environment, name: str) -> Markup:
    """The text of a style or script file; one that could close its own element is refused."""
    assert made.loader is not None
    text = made.loader.get_source(made, name)[0]
    if "</style" in text.lower() or "</script" in text.lower():
        raise ValueError(f"asset {name} holds a closing tag and cannot stand in a page")
    return Markup(text)  # noqa: S704 - ships with the package
