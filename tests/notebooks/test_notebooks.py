"""Every notebook runs whole on the sample data, is thin, and is committed without outputs."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
LONGEST_RUN_SECONDS = 240


def code_of(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


def test_there_are_notebooks():
    """The stories are there."""
    assert [path.stem[:2] for path in NOTEBOOKS[:4]] == ["01", "02", "03", "04"]


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


def test_a_notebook_runs(notebook, tmp_path, monkeypatch):
    """Each cell runs with the defaults, and no cell ends in an error."""
    monkeypatch.setenv("ANONKIT_KEY_FILE", str(tmp_path / "keys.json"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.delenv("ANONKIT_WORKSPACE", raising=False)
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
