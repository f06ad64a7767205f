"""What the documentation says is true: links lead somewhere, commands exist, code blocks run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]+\]\(([^)#\s]+)(?:#[^)]*)?\)")
FRAME = (
    "import pandas as pd\n"
    "df = pd.DataFrame({'Ref': ['1'], 'Client': ['Ann Holt'], 'Mobile': ['07700 900123'], 'Note': ['Ann rang']})\n"
)


def name(path):
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page):
    """A link within the project points at a file that is there."""
    targets = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in targets if not (page.parent / link).exists()] == []


BLOCKS = [
    pytest.param(code, id=f"{name(page)}-{number}")
    for page in PAGES
    for number, code in enumerate(BLOCK.findall(page.read_text(encoding="utf-8")), start=1)
]


@pytest.mark.parametrize("code", BLOCKS)
def test_code_blocks_run(code, tmp_path):
    """A block of Python runs as it stands; a reader's own frame is called df."""
    needs_frame = "df" in code and "df =" not in code
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", (FRAME if needs_frame else "") + code],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert result.returncode == 0, result.stderr[-3000:]


def test_every_page_is_reached_from_the_readme():
    """A page that nothing links to is never read."""
    linked = set(LINK.findall((ROOT / "README.md").read_text(encoding="utf-8")))
    pages = {name(page) for page in PAGES if page.parent.name == "docs"}
    assert pages - linked == set()


def test_the_project_speaks_of_itself_alone():
    """No committed page or source names a folder of the machine it was written on."""
    tracked = subprocess.run(
        ["git", "ls-files"], capture_output=True, text=True, check=False, cwd=ROOT
    )
    here = str(ROOT.parent) + "/"
    if len(here) < 4:
        pytest.skip("the checkout lies at the top of the file system")
    texts = [
        ROOT / line
        for line in tracked.stdout.splitlines()
        if Path(line).suffix in {".py", ".md", ".toml", ".yaml"}
    ]
    assert [
        name(path) for path in texts if path.exists() and here in path.read_text(encoding="utf-8")
    ] == []


def test_every_picture_is_shown_somewhere():
    """A picture that no page shows is forgotten when pages change."""
    shown = {
        (page.parent / link).resolve()
        for page in PAGES
        for link in LINK.findall(page.read_text(encoding="utf-8"))
        if link.endswith(".png")
    }
    assert set((ROOT / "docs" / "pictures").resolve().glob("*.png")) == shown
