"""JupyterLab on the notebooks, set so that no value stays in a file and nothing is looked up.

A saved notebook keeps its outputs only where releases were all that it opened; no checkpoints are kept, no
history is written, kernels are reached over local sockets, and neither news nor updates are asked for.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from anonkit.errors import SettingsError
from anonkit.settings import load_settings
from anonkit.storage import SETTINGS_FILE
from anonkit.workflows.sample import notebooks_folder

_SERVER = """\
from anonkit.workflows.saved_notebooks import NoCheckpoints, without_outputs

c = get_config()
c.ContentsManager.pre_save_hook = without_outputs
for manager in ("ContentsManager", "AsyncContentsManager", "AsyncLargeFileManager", "LargeFileManager"):
    c[manager].checkpoints_class = NoCheckpoints
    c[manager].pre_save_hook = without_outputs
c.KernelManager.transport = "ipc" if {posix} else "tcp"
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"
c.ServerApp.ip = "127.0.0.1"
c.FileContentsManager.delete_to_trash = False
"""
_KERNEL = """\
c = get_config()
c.HistoryManager.enabled = False
c.InteractiveShellApp.extensions = ["anonkit.notebook"]
"""
_NOTIFICATIONS = {"fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True}


def lab(workspace: Path | str | None = None, *, open_browser: bool = True, port: int = 0) -> int:
    """Opens JupyterLab and returns its exit code when it is closed."""
    if find_spec("jupyterlab") is None:
        raise SettingsError(
            "JupyterLab is not installed; install the extra: pip install 'anonkit[lab]'"
        )
    folder = _copied(Path(workspace)) if workspace is not None else notebooks_folder()
    with tempfile.TemporaryDirectory(prefix="anonkit-lab-") as state:
        environment = {**os.environ, **lab_environment(Path(state))}
        if workspace is not None:
            environment["ANONKIT_WORKSPACE"] = str(Path(workspace).resolve())
        command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.port={port}"]
        if not open_browser:
            command.append("--no-browser")
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--allow-root")
        return subprocess.run([*command, str(folder)], env=environment, check=False).returncode


def lab_environment(state: Path) -> dict[str, str]:
    """Writes the configuration under `state` and returns the variables that make Jupyter use it."""
    config, ipython = state / "config", state / "ipython"
    settings = state / "settings" / "@jupyterlab" / "apputils-extension"
    for folder in (config, ipython / "profile_default", settings):
        folder.mkdir(parents=True, exist_ok=True)
    server = _SERVER.format(posix=os.name == "posix")
    (config / "jupyter_server_config.py").write_text(server, encoding="utf-8")
    (ipython / "profile_default" / "ipython_kernel_config.py").write_text(_KERNEL, encoding="utf-8")
    notifications = json.dumps(_NOTIFICATIONS)
    (settings / "notification.jupyterlab-settings").write_text(notifications, encoding="utf-8")
    return {
        "JUPYTER_CONFIG_DIR": str(config),
        "JUPYTER_RUNTIME_DIR": str(state / "runtime"),
        "JUPYTER_DATA_DIR": str(state / "data"),
        "JUPYTERLAB_SETTINGS_DIR": str(state / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(state / "workspaces"),
        "IPYTHONDIR": str(ipython),
        "ANONKIT_LAB_STATE": str(state),
        "JUPYTER_PLATFORM_DIRS": "1",
    }


def _copied(workspace: Path) -> Path:
    """The notebooks, copied into the workspace; one that is there already is the analyst's own."""
    folder = workspace / "notebooks"
    folder.mkdir(parents=True, exist_ok=True)
    values = _parameters(workspace)
    for notebook in sorted(notebooks_folder().glob("*.ipynb")):
        if not (folder / notebook.name).exists():
            text = filled(notebook.read_text(encoding="utf-8"), values)
            (folder / notebook.name).write_text(text, encoding="utf-8")
    return folder


def _parameters(workspace: Path) -> dict[str, str]:
    """What the parameters of a notebook are in this workspace."""
    jurisdiction = load_settings(workspace / SETTINGS_FILE).clinic.jurisdiction
    policy = {"uk": "uk-training", "us": "us-safe-harbor"}[jurisdiction]
    return {"workspace": str(workspace.resolve()), "clinic": jurisdiction, "policy": policy}


def filled(notebook: str, values: Mapping[str, str]) -> str:
    """The notebook with these values in its cell of parameters; what it does not ask for is left out."""
    content = json.loads(notebook)
    for cell in content["cells"]:
        if "parameters" in cell.get("metadata", {}).get("tags", []):
            lines = "".join(cell["source"]).splitlines(keepends=True)
            cell["source"] = [_filled_line(line, values) for line in lines]
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _filled_line(line: str, values: Mapping[str, str]) -> str:
    name, _, rest = line.partition(" = ")
    if name not in values:
        return line
    _, mark, comment = rest.partition("#")
    end = "\n" if line.endswith("\n") else ""
    return f"{name} = {values[name]!r}" + (f"   #{comment}" if mark else end)
