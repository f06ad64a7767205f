"""The house itself: doors, directions, light start, commands and their documentation."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import subprocess
import sys
import typing
from pathlib import Path

import grimp
import pandas as pd
import pytest
from typer.testing import CliRunner

import anonkit
from anonkit.cli.main import app

ROOT = Path(__file__).parents[2]
HEAVY = {
    "pandas",
    "numpy",
    "pyarrow",
    "spacy",
    "presidio_analyzer",
    "presidio_anonymizer",
    "great_expectations",
    "faker",
    "PIL",
    "pypdf",
    "jupyterlab",
}


def commands():
    """Every command with its full name."""
    from typer.main import get_command

    root = get_command(app)
    for name, command in sorted(root.commands.items()):
        children = getattr(command, "commands", {})
        yield from ([(name, child) for child in sorted(children)] if children else [(name,)])


def run(code):
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT
    )


def test_no_file_imports_its_own_door():
    """Inside a folder the module itself is imported, never the folder's door."""
    graph = grimp.build_graph("anonkit")
    found = [
        (module, door)
        for module in graph.modules
        for door in graph.find_modules_directly_imported_by(module)
        if module.startswith(door + ".") and door != "anonkit"
    ]
    assert found == []


def test_no_file_takes_names_from_the_front_door():
    """The front door is for users; nothing inside comes through it."""
    graph = grimp.build_graph("anonkit")
    assert graph.find_modules_that_directly_import("anonkit") == set()


@pytest.mark.parametrize(
    "door",
    [
        "anonkit",
        *(f"anonkit.{each.name}" for each in pkgutil.iter_modules(anonkit.__path__) if each.ispkg),
    ],
)
def test_every_name_in_a_door_is_there(door):
    """A door offers only what exists."""
    module = importlib.import_module(door)
    assert [name for name in getattr(module, "__all__", []) if not hasattr(module, name)] == []


def results_of(function):
    """The classes of this package that a function of the front door gives back."""
    told = typing.get_type_hints(function, globalns={**vars(inspect.getmodule(function)), "pd": pd})
    found = typing.get_args(told["return"]) or (told["return"],)
    return [each for each in found if getattr(each, "__module__", "").startswith("anonkit.")]


@pytest.mark.parametrize(
    "name", [each for each in anonkit.__all__ if inspect.isfunction(getattr(anonkit, each))]
)
def test_every_result_shows_itself_in_a_notebook(name):
    """Whatever the front door gives back has a page's fragment, and its lines on a terminal."""
    from anonkit.pages.displays import Displayed

    assert [
        each for each in results_of(getattr(anonkit, name)) if not issubclass(each, Displayed)
    ] == []


def test_no_name_in_a_door_is_the_name_of_a_file_beside_it():
    """Once such a file is imported it would stand where the name was meant."""
    doors = [each for each in pkgutil.walk_packages(anonkit.__path__, "anonkit.") if each.ispkg]
    hidden = {}
    for door in doors:
        module = importlib.import_module(door.name)
        files = {each.name for each in pkgutil.iter_modules(module.__path__)}
        hidden[door.name] = files & set(getattr(module, "__all__", ()))
    assert {name: both for name, both in hidden.items() if both} == {}


def test_help_loads_nothing_heavy():
    """`anonkit --help` is quick because no heavy library is loaded."""
    code = (
        "import sys\nfrom typer.testing import CliRunner\nfrom anonkit.cli.main import app\n"
        "result = CliRunner().invoke(app, ['--help'])\nassert result.exit_code == 0, result.output\n"
        "import json\nprint(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
    )
    result = run(code)
    assert result.returncode == 0, result.stderr
    assert HEAVY & set(json.loads(result.stdout)) == set()


def test_importing_anonkit_loads_nothing_heavy():
    """`import anonkit` is quick as well."""
    result = run(
        "import sys, json, anonkit\nprint(json.dumps(sorted({n.split('.')[0] for n in sys.modules})))"
    )
    assert HEAVY & set(json.loads(result.stdout)) == set()


@pytest.mark.parametrize("names", list(commands()), ids=" ".join)
def test_every_command_helps_with_an_example(names):
    """--help of each command shows a line to type."""
    result = CliRunner().invoke(app, [*names, "--help"])
    assert result.exit_code == 0
    assert f"Example: anonkit {' '.join(names)}" in " ".join(result.output.split())


def test_every_command_is_documented():
    """A command missing from the manual is a failing test."""
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert [names for names in commands() if f"`anonkit {' '.join(names)}" not in page] == []


TWINS = {
    ("map",): "draft_mapping",
    ("requests", "open"): "open_subject_request",
    ("requests", "list"): "list_requests",
    ("requests", "update"): "update_request",
    ("requests", "close"): "close_request",
    ("requests", "disclose"): "disclose",
    ("consent", "show"): "show_consent",
    ("consent", "record"): "record_consent",
    ("consent", "withdraw"): "withdraw_consent",
    ("retention", "due"): "retention_due",
    ("retention", "hold"): "retention_hold",
    ("retention", "release"): "retention_release",
    ("retention", "erase"): "retention_erase",
    ("audit", "verify"): "verify_audit",
    ("policies", "show"): "describe_policy",
    ("policies", "new"): "new_policy",
    ("quarantine", "list"): "list_quarantine",
    ("quarantine", "export"): "export_quarantine",
    ("quarantine", "replay"): "replay_quarantine",
}


@pytest.mark.parametrize("names", list(commands()), ids=" ".join)
def test_every_command_has_a_python_twin(names):
    """What can be typed can be called."""
    twin = TWINS.get(names, names[0].replace("-", "_"))
    assert callable(getattr(anonkit, twin))


def test_wrong_usage_ends_with_2():
    """An unknown option is wrong usage."""
    assert CliRunner().invoke(app, ["status", "--no-such-option"]).exit_code == 2


def test_no_path_or_host_of_a_machine_is_committed():
    """The lock file names no host, and no file names a machine's folder."""
    lock = (ROOT / "requirements" / "lock.txt").read_text(encoding="utf-8")
    assert "://" not in lock
    assert lock.count("--hash=sha256:") > 200
