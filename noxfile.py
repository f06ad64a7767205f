"""One command each: lint, types, import directions, tests, notebooks, docs; and the last three in one run.

The sessions use the project's own `.venv`, made by `make setup`; nothing is installed here.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import nox

nox.options.default_venv_backend = "none"
nox.options.sessions = ["lint", "types", "imports", "suite"]

BIN = Path(sys.executable).parent
IN_PARALLEL = ("-n", str(min(os.cpu_count() or 1, 4)))


def _run(session: nox.Session, command: str, *arguments: str) -> None:
    session.run(str(BIN / command), *arguments, external=True)


@nox.session
def lint(session: nox.Session) -> None:
    """Style and the formatter's opinion."""
    _run(session, "ruff", "check", ".")
    _run(session, "ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Strict types of the package."""
    _run(session, "mypy")


@nox.session
def imports(session: nox.Session) -> None:
    """The directions of imports."""
    _run(session, "lint-imports")


@nox.session
def tests(session: nox.Session) -> None:
    """Everything under tests/ but notebooks and docs."""
    chosen = session.posargs or ["--ignore=tests/notebooks", "--ignore=tests/docs"]
    _run(session, "python", "-m", "pytest", *IN_PARALLEL, *chosen)


@nox.session
def suite(session: nox.Session) -> None:
    """Tests, notebooks and documentation in one run: a clinic is read once, and no core waits at an end."""
    _run(session, "python", "docs/site", "--output", "site")
    _run(session, "python", "-m", "pytest", *IN_PARALLEL, *session.posargs)


@nox.session
def notebooks(session: nox.Session) -> None:
    """Every notebook, run whole on the sample data."""
    _run(session, "python", "-m", "pytest", "tests/notebooks", *IN_PARALLEL, *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """Commands, names and code blocks of the documentation, and the site."""
    _run(session, "python", "docs/site", "--output", "site")
    _run(session, "python", "-m", "pytest", "tests/docs", *IN_PARALLEL, *session.posargs)
