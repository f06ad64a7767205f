"""A line that counts under a cell, is gone when the cell ends, and says nothing elsewhere."""

from __future__ import annotations

import nbformat
from nbclient import NotebookClient

from anonkit.notebook import progress

CODE = """
import time
from anonkit.notebook import progress
tell = progress("parts")
for _ in range(3):
    tell("contacts.csv")
    time.sleep(0.25)
"""


def test_outside_a_notebook_nothing_is_said(capsys) -> None:
    """A script's output stays as it was."""
    tell = progress("parts")
    tell("contacts.csv")
    assert capsys.readouterr() == ("", "")


def test_a_cell_shows_a_line_while_it_runs_and_none_after() -> None:
    """Each update replaces the one before; what is left in the cell is empty."""
    updates = []

    class Client(NotebookClient):
        def process_message(self, message, cell, cell_index):
            if message["msg_type"] in ("display_data", "update_display_data"):
                updates.append(message["content"]["data"]["text/html"])
            return super().process_message(message, cell, cell_index)

    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CODE)])
    Client(notebook, timeout=120).execute()
    assert [">3 parts: contacts.csv<" in one for one in updates][-2:] == [True, False]
    assert ">1 parts: contacts.csv<" in updates[0]
    (output,) = notebook.cells[0].outputs
    assert output.data["text/html"] == ""
