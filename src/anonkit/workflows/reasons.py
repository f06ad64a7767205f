"""Reasons that people type: kept in the audit log and in manifests, so they may name nobody."""

from __future__ import annotations

from anonkit.deidentification import check_contents
from anonkit.errors import SettingsError
from anonkit.model import ValidRecords
from anonkit.storage import Workspace
from anonkit.workflows.publishing_input import everybodys_identifiers
from anonkit.workflows.stored_names import PERSONS

_LONGEST = 200


def told_reason(workspace: Workspace, reason: str) -> str:
    """The reason, if it says something and names nobody whom the clinic knows; else `SettingsError`."""
    told = " ".join(reason.split())
    if not 3 <= len(told) <= _LONGEST or not told.isprintable():
        raise SettingsError(
            f'A reason of 3 to {_LONGEST} letters is needed, as in --reason "consent withdrawn".'
        )
    if _names_somebody(workspace, told):
        raise SettingsError(
            "The reason names somebody, and it is kept where no name may stand; say what happened without "
            "names, numbers or addresses, and try again."
        )
    return told


def _names_somebody(workspace: Workspace, text: str) -> bool:
    persons = workspace.records.read(PERSONS, 0)
    if persons is None:
        return False
    everybody = everybodys_identifiers(workspace, ValidRecords(workspace.records), persons, {})
    found = check_contents({"reason.txt": text.encode()}, everybody)
    return bool(found.certain) or found.possible > 0
