"""`python -m anonkit`."""

from __future__ import annotations

from anonkit.cli.main import main

main()
