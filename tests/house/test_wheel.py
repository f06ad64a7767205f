"""What is installed is what is here: every data file is in the wheel and opens from there."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA_SUFFIXES = {
    ".yaml",
    ".yml",
    ".json",
    ".txt",
    ".html",
    ".css",
    ".js",
    ".tsv",
    ".csv",
    ".typed",
    ".gz",
    ".svg",
    ".typ",
    ".ttf",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    code = "import hatchling.build, sys; print(hatchling.build.build_wheel(sys.argv[1]))"
    result = subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert result.returncode == 0, result.stderr
    return next(folder.glob("*.whl"))


def test_every_data_file_of_the_package_is_in_the_wheel(wheel):
    """A file that the package needs never stays behind."""
    names = set(zipfile.ZipFile(wheel).namelist())
    package = ROOT / "src"
    wanted = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*")
        if path.suffix in DATA_SUFFIXES and "__pycache__" not in path.parts
    }
    assert wanted - names == set()


@pytest.mark.parametrize(
    "name",
    [
        "anonkit/expectations/canonical/clients.json",
        "anonkit/sample_data/truth.json",
        "anonkit/notebooks/01_ingest_and_validate.ipynb",
    ],
)
def test_folders_of_the_checkout_are_in_the_wheel(wheel, name):
    """Suites, sample data and notebooks come along."""
    assert name in zipfile.ZipFile(wheel).namelist()


def test_the_installed_wheel_works(wheel, tmp_path):
    """Unpacked apart from the checkout, the command answers and finds its data."""
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = (
        "import anonkit, pathlib\n"
        "from anonkit.validation import load_suites\n"
        "from anonkit.deidentification import available_policies, load_policy\n"
        "from anonkit.connectors import available_connectors, connector_named\n"
        f"assert pathlib.Path(anonkit.__file__).is_relative_to({str(tmp_path)!r})\n"
        "assert len(load_suites().suites) >= 26\n"
        "assert all(load_policy(name) for name in available_policies())\n"
        "assert all(connector_named(name) for name in available_connectors())\n"
        "assert anonkit.sample_files('uk').is_dir()\n"
    )
    result = subprocess.run(
        [
            sys.executable,
            "-S",
            "-c",
            f"import sys; sys.path[:0] = [{str(tmp_path)!r}, *{sys.path!r}]\n{code}",
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert result.returncode == 0, result.stderr
