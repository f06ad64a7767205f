"""The site is built by one command; every page is there, links lead to pages, nothing is loaded from elsewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "docs" / "tutorial_engineer.md"
OUTSIDE = re.compile(r"""(?:src|srcset)=["'](?!data:)|url\((?!["']?data:)|@import""")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site, built as `make docs` builds it."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, str(ROOT / "docs" / "site"), "--output", str(folder / "site")]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr[-2000:]
    return {
        path.name: path.read_text(encoding="utf-8") for path in (folder / "site").glob("*.html")
    }


def test_every_page_is_there(site):
    """Each page of docs/, decisions too, and what is written from the code."""
    written = {f"{path.stem}.html" for path in (ROOT / "docs").rglob("*.md")}
    written |= {
        f"reference_{name}.html" for name in ("tables", "policies", "platforms", "commands")
    }
    assert written <= set(site)


def test_every_page_of_docs_is_in_the_list(site):
    """A page that the navigation leaves out is found by nobody."""
    listed = set(re.findall(r'<li><a href="([^"]+)"', site["index.html"]))
    assert {f"{path.stem}.html" for path in (ROOT / "docs").glob("*.md")} - listed == set()


def test_links_lead_to_pages(site):
    """A link to another page, or to a heading of it, leads there."""
    broken = []
    for name, html in site.items():
        for page, anchor in re.findall(r'href="([^":#]*\.html)?(?:#([\w-]+))?"', html):
            target = site.get(page or name)
            if target is None or (anchor and f'id="{anchor}"' not in target):
                broken.append((name, page, anchor))
    assert broken == []


def test_nothing_is_loaded_and_nothing_unknown_runs(site):
    """Each page has a content policy and asks for no file but itself."""
    for name, html in site.items():
        assert "Content-Security-Policy" in html and not OUTSIDE.search(html), name


def test_reference_is_what_the_code_says(site):
    """Every table, policy and command has its heading."""
    from anonkit.model import TABLES
    from anonkit.workflows import policies

    assert all(f">{name}</h2>" in site["reference_tables.html"] for name in TABLES)
    assert all(f">{row['name']}</h2>" in site["reference_policies.html"] for row in policies().rows)
    assert ">anonkit publish</h2>" in site["reference_commands.html"]


def test_a_newcomer_gets_from_a_csv_to_a_release(tmp_path, monkeypatch):
    """The commands of the tutorial for engineers, one after another, as they stand there."""
    from tests.workflows.small_clinic import run_anonkit

    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    lines = re.findall(r"^    anonkit (.+)$", TUTORIAL.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(lines) >= 6
    for line in lines:
        result = run_anonkit(*line.split())
        assert result.exit_code == 0, (line, result.stderr)
    assert (tmp_path / "case-set" / "index.html").is_file()
