"""Every `anonkit` line of the documentation is one that the program takes; the README's story is run whole."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from typer.main import get_command

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCED = re.compile(r"^```\w+\n.*?^```", re.MULTILINE | re.DOTALL)
LINE = re.compile(r"^(?: {4}|`|)(anonkit [a-z](?:\\\n|[^\n`])*)", re.MULTILINE)
RAN_INTO_SOMETHING = 1


def lines_of(page: Path) -> list[str]:
    """What a page tells to type, continued lines joined; not what stands in blocks of other languages."""
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    return [line.replace("\\\n", " ").strip() for line in LINE.findall(text)]


TOLD = [
    pytest.param(line, id=f"{page.stem}-{number}")
    for page in PAGES
    for number, line in enumerate(lines_of(page), start=1)
]


@pytest.mark.parametrize("line", TOLD)
def test_the_program_takes_the_line(line: str) -> None:
    """Command, options and number of arguments are what the command line knows; nothing runs."""
    from anonkit.cli.main import app

    words = shlex.split(line, comments=True)[1:]
    command = get_command(app)
    context = command.context_class(command, info_name="anonkit")
    while hasattr(command, "get_command") and words and not words[0].startswith("-"):
        name, *words = words
        found = command.get_command(context, name)
        assert found is not None, f"there is no command {name}"
        command, context = found, found.context_class(found, info_name=name, parent=context)
    values, left, _ = command.make_parser(context).parse_args(list(words))
    assert left == []
    if words and not {"--help", "-h"} & set(words):  # a command alone is only spoken of
        needed = [one.name or "" for one in command.params if one.required]
        assert [name for name in needed if not _is_given(values.get(name))] == []


def _is_given(value: object) -> bool:
    return isinstance(value, (str, list, tuple, bool)) and value not in ((), [])


def test_there_are_lines() -> None:
    """The pages that are for whoever types show how."""
    assert len(TOLD) >= 50
    assert {"README-1", "migration-1", "tutorial_engineer-1"} <= {str(one.id) for one in TOLD}


@pytest.mark.slow
def test_the_story_of_the_readme_is_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line as it stands there, on a clinic's own exports; the one thing to fill in is the client's number."""
    from anonkit.workflows.sample import sample_client, sample_files
    from tests.workflows.small_clinic import run_anonkit

    monkeypatch.chdir(tmp_path)
    shutil.copytree(sample_files("uk"), tmp_path / "exports")
    shutil.move(tmp_path / "exports/mapping.yaml", tmp_path / "mapping.yaml")
    lines = [line for line in lines_of(ROOT / "README.md") if " clinic" in line]
    assert [line.split()[1] for line in lines][:2] == ["init", "ingest"]
    for line in lines:
        words = shlex.split(line)[1:]
        if "1042" in words:
            words[words.index("1042")] = sample_client(tmp_path / "clinic")
        result = run_anonkit(*words)
        allowed = (0, RAN_INTO_SOMETHING) if words[0] == "attack" else (0,)
        assert result.exit_code in allowed, (line, result.stderr[-2000:])
    assert (tmp_path / "case-set" / "index.html").is_file()
    assert list((tmp_path / "export").iterdir())
