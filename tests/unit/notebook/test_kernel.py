"""What a notebook may keep: the marks its kernel leaves, and what the server does with them at a save."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from anonkit.errors import GateClosed
from anonkit.model import released_frame
from anonkit.notebook import formatters, opened
from anonkit.notebook.revealing import reveal_allowed
from anonkit.workflows.laboratory import filled
from anonkit.workflows.saved_notebooks import without_outputs

CANARY = "Zephyrine Featherwick"


@pytest.fixture
def lab(tmp_path, monkeypatch):
    """A notebook's kernel and the server that saves it."""
    monkeypatch.setenv("ANONKIT_LAB_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("JPY_SESSION_NAME", str(tmp_path / "root" / "a.ipynb"))
    return SimpleNamespace(
        opened=opened.Opened(),
        manager=SimpleNamespace(root_dir=str(tmp_path / "root")),
        root=tmp_path,
    )


def saved(lab, path="a.ipynb", tags=()):
    """The notebook as it would be in the file."""
    cell = {
        "cell_type": "code",
        "outputs": [CANARY],
        "execution_count": 1,
        "metadata": {"tags": list(tags)},
    }
    model = {
        "type": "notebook",
        "content": {"metadata": {"widgets": {"x": CANARY}}, "cells": [cell]},
    }
    without_outputs(model, path=path, contents_manager=lab.manager)
    return model["content"]


def test_releases_alone_are_kept(lab):
    """What is released may be shown to whoever opens the notebook."""
    lab.opened.hook(opened.RELEASE_OPENED, (str(lab.root / "release"),))
    content = saved(lab)
    assert content["cells"][0]["outputs"] == [CANARY]
    assert content["metadata"]["anonkit"]["outputs"].startswith("kept")


@pytest.mark.parametrize("tags", [(), ("keep_output",)])
def test_what_came_of_records_is_in_no_file(lab, tags, capsys):
    """Records once opened, nothing is kept, whatever was opened before or after, and both places say so."""
    lab.opened.hook(opened.RELEASE_OPENED, (str(lab.root / "release"),))
    lab.opened.hook(opened.WORKSPACE_OPENED, (str(lab.root / "clinic"),))
    lab.opened.hook(opened.RELEASE_OPENED, (str(lab.root / "release"),))
    content = saved(lab, tags=tags)
    assert CANARY not in str(content)
    assert "records were opened" in content["metadata"]["anonkit"]["outputs"]
    assert "no output of it is saved" in capsys.readouterr().err


def test_a_restarted_kernel_does_not_forget(lab):
    """What the kernel before had shown is still on the page."""
    lab.opened.hook(opened.WORKSPACE_OPENED, (str(lab.root / "clinic"),))
    opened.Opened().hook(opened.RELEASE_OPENED, (str(lab.root / "release"),))
    assert CANARY not in str(saved(lab))


def test_where_nothing_is_known_nothing_is_kept(lab):
    """A notebook under another name, or one that opened nothing of ours."""
    assert CANARY not in str(saved(lab))
    lab.opened.hook(opened.RELEASE_OPENED, (str(lab.root / "release"),))
    assert CANARY not in str(saved(lab, path="renamed.ipynb"))


def test_another_data_file_ends_it(lab):
    """A release beside an export that somebody reads: nobody knows what the output holds."""
    lab.opened.hook(opened.RELEASE_OPENED, (str(lab.root / "release"),))
    lab.opened.hook("open", (str(lab.root / "release" / "tables" / "cases.csv"), "r", 0))
    assert CANARY in str(saved(lab))
    lab.opened.hook("open", (str(lab.root / "clients.csv"), "r", 0))
    assert CANARY not in str(saved(lab))


def test_frames_are_masked_once_records_were_opened(monkeypatch):
    """Frames of releases are shown as they are; every other is masked, on the page and as text."""
    frame = pd.DataFrame({"first_name": [CANARY]})
    monkeypatch.setattr(formatters, "OPENED", SimpleNamespace(records=True))
    printed = []
    printer = SimpleNamespace(text=printed.append)
    formatters._plain(frame["first_name"], printer, False)
    formatters._plain(frame, printer, False)
    assert CANARY not in formatters._html(frame) + "".join(printed)
    assert CANARY in formatters._html(released_frame(frame.copy())[["first_name"]].head())


def test_values_are_revealed_only_where_nothing_is_saved(monkeypatch):
    """Outside the lab and a terminal the gate is closed."""
    monkeypatch.delenv("ANONKIT_LAB_STATE", raising=False)
    with pytest.raises(GateClosed):
        reveal_allowed()


def test_parameters_are_filled_and_nothing_else():
    """A copy names its workspace; comments and other cells stay."""
    source = ['clinic = "uk"      # which\n', "workspace = None   # yours\n", "other = 1"]
    notebook = {
        "cells": [
            {"metadata": {"tags": ["parameters"]}, "source": source},
            {"source": ["clinic = 1"]},
        ]
    }
    import json

    made = json.loads(filled(json.dumps(notebook), {"workspace": "/a b", "clinic": "us"}))
    assert made["cells"][0]["source"] == [
        "clinic = 'us'   # which\n",
        "workspace = '/a b'   # yours\n",
        "other = 1",
    ]
    assert made["cells"][1]["source"] == ["clinic = 1"]
