"""The doors hand out functions, never the files they live in."""

import importlib
import pkgutil
import subprocess
import sys

import pytest

import anonkit
from anonkit import workflows


@pytest.mark.parametrize("package", [anonkit, workflows], ids=lambda door: door.__name__)
def test_no_public_name_is_also_a_file(package):
    """Python sets a loaded file as an attribute of its folder, where it would hide the function."""
    files = {module.name for module in pkgutil.iter_modules(package.__path__)}
    assert sorted(files & set(package.__all__)) == []


@pytest.mark.parametrize("name", workflows.__all__)
def test_a_public_name_is_callable_whatever_was_loaded_before(name):
    """Loading the file first does not change what the door hands out."""
    importlib.import_module(f"anonkit.workflows.{workflows._HOME_BY_NAME[name]}")
    assert callable(getattr(workflows, name))
    assert getattr(anonkit, name, getattr(workflows, name)) is getattr(workflows, name)


def test_status_can_be_imported_from_the_door_in_a_fresh_process():
    """`from anonkit.workflows import status` is the function, the first time too."""
    code = "from anonkit.workflows import status; assert callable(status)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
