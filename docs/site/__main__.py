"""Builds the documentation as a site that opens from disk: `python docs/site --output site`.

Markdown in, pages of the house out: the same sheet, the same content policy, nothing from a network.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from pathlib import Path

from markdown_it import MarkdownIt
from markupsafe import Markup

sys.path.insert(0, str(Path(__file__).parent))

from contents import grouped, titles_of
from reference import reference_pages

from anonkit.pages import data_uri, environment

DOCS = Path(__file__).parents[1]
ROOT = DOCS.parent
_LINK = re.compile(r'href="(?P<path>[^":#]*?)\.md(?P<anchor>#[^"]*)?"')
_HEADING = re.compile(r"<h(?P<level>[1-3])>(?P<text>.*?)</h(?P=level)>")
_PICTURE = re.compile(r'<img src="(?:docs/)?pictures/(?P<name>[\w-]+\.png)"')
_FOLDERS = "src|notebooks|sample_data|benchmarks|examples|docs/decisions|decisions"
_SOURCE = re.compile(rf'href="(?:\.\./[^"#]*|(?:docs/)?(?:{_FOLDERS})/[^"#]*|LICENSE)"')
TEMPLATE = """{% extends "base.html" %}
{% set styles = [sheet] %}
{% block title %}{{ title }} · anonkit{% endblock %}
{% block lead %}<p class="site-name"><a href="index.html">anonkit</a></p>{% endblock %}
{% block main %}
<div class="site">
<nav aria-label="Pages">
{% for group, pages in groups %}
<h2>{{ group }}</h2>
<ul>
{% for name, words in pages %}
<li><a href="{{ name }}.html"{% if name == here %} aria-current="page"{% endif %}>{{ words }}</a></li>
{% endfor %}
</ul>
{% endfor %}
</nav>
<article>{{ body }}</article>
</div>
{% endblock %}
{% block footer %}Everybody in examples and pictures is invented.{% endblock %}
"""


def build(output: Path) -> list[Path]:
    """Writes every page into the folder, which becomes the site; returns the pages."""
    texts = {**_written(), **reference_pages()}
    titles = titles_of(texts)
    groups = [(group, [(n, titles[n]) for n in names]) for group, names in grouped(texts)]
    page = environment().from_string(TEMPLATE)
    sheet = Markup((Path(__file__).parent / "site.css").read_text(encoding="utf-8"))
    output.mkdir(parents=True, exist_ok=True)
    made = []
    for name, text in texts.items():
        html = page.render(
            title=titles[name], here=name, groups=groups, body=_html(text), sheet=sheet
        )
        made.append(output / f"{name}.html")
        made[-1].write_text(html, encoding="utf-8")
    return made


def _written() -> dict[str, str]:
    """By name of the page the Markdown of the files; decisions and the top's own files beside the docs."""
    files = {
        "index": ROOT / "README.md",
        "CONTRIBUTING": ROOT / "CONTRIBUTING.md",
        "CHANGELOG": ROOT / "CHANGELOG.md",
    }
    files |= {path.stem: path for path in sorted(DOCS.glob("*.md"))}
    files |= {path.stem: path for path in sorted((DOCS / "decisions").glob("*.md"))}
    return {name: path.read_text(encoding="utf-8") for name, path in files.items()}


def _html(text: str) -> Markup:
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    html = _LINK.sub(_page_link, html)
    html = _PICTURE.sub(_picture, html)
    html = _SOURCE.sub("", html)  # the checkout's own files are not part of the site
    html = _HEADING.sub(_heading, html)
    html = html.replace("<table>", '<div class="table-wrap" tabindex="0"><table>').replace(
        "</table>", "</table></div>"
    )
    return Markup(html)


def _page_link(match: re.Match[str]) -> str:
    name = match["path"].rsplit("/", 1)[-1]
    return f'href="{"index" if name == "README" else name}.html{match["anchor"] or ""}"'


def _picture(match: re.Match[str]) -> str:
    content = (DOCS / "pictures" / match["name"]).read_bytes()
    return f'<img loading="lazy" src="{data_uri(content, "image/png")}"'


def _heading(match: re.Match[str]) -> str:
    words = re.sub(r"<[^>]+>|&\w+;", "", match["text"]).lower()
    anchor = re.sub(r"[^\w -]", "", words).strip().replace(" ", "-")
    return f'<h{match["level"]} id="{anchor}">{match["text"]}</h{match["level"]}>'


def main() -> None:
    """Asks for a folder and builds the site there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=ROOT / "site")
    output = parser.parse_args().output
    shutil.rmtree(output, ignore_errors=True)
    print(f"{len(build(output))} pages; open {output / 'index.html'}")


if __name__ == "__main__":
    main()
