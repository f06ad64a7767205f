"""Every notebook runs whole on the sample data, is thin, and is committed without outputs."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
LONGEST_RUN_SECONDS = 600
PUBLISHES = "02"


def code_of(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    held = nbformat.read(request.param, as_version=4)
    held.metadata["stem"] = request.param.stem
    return held


def test_there_are_notebooks():
    """The stories are there, each under a number of its own."""
    numbers = [path.stem[:2] for path in NOTEBOOKS]
    assert len(set(numbers)) == len(numbers) >= 9


def test_no_outputs_are_committed(notebook):
    """An output is client data, and is in no committed file."""
    assert all(not cell.outputs and cell.execution_count is None for cell in code_of(notebook))


def test_a_notebook_is_thin(notebook):
    """A notebook defines nothing and names no column; what is worth defining is in the package."""
    for cell in code_of(notebook):
        tree = ast.parse(cell.source)
        assert not any(
            isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.For))
            for node in ast.walk(tree)
        )


def test_a_notebook_has_its_parameters_in_one_tagged_cell(notebook):
    """Parameters can be replaced by a program."""
    assert sum("parameters" in cell.metadata.get("tags", []) for cell in code_of(notebook)) == 1


def test_a_notebook_runs(notebook, notebook_clinic, tmp_path, monkeypatch):
    """Each cell runs, and no cell ends in an error; what reads no exports of its own shares one clinic."""
    number = notebook.metadata["stem"][:2]
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    for name, value in notebook_clinic.variables(number).items():
        monkeypatch.setenv(name, value)
    if number == PUBLISHES:
        place_after_parameters(notebook, f"output = {str(notebook_clinic.folder)!r}")
    NotebookClient(
        notebook, timeout=LONGEST_RUN_SECONDS, resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    errors = [
        output
        for cell in code_of(notebook)
        for output in cell.outputs
        if output.output_type == "error"
    ]
    assert errors == []


def place_after_parameters(notebook, source):
    """As papermill fills parameters: a cell right after those that were committed."""
    cells = notebook.cells
    tags = [cell.metadata.get("tags", []) for cell in cells]
    place = next(number for number, held in enumerate(tags) if "parameters" in held)
    cells.insert(place + 1, nbformat.v4.new_code_cell(source))
