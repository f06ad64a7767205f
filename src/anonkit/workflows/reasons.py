"""Reasons that people type: kept in the audit log and in manifests, so they may name nobody."""

from __future__ import annotations

import re

from anonkit.deidentification import check_contents
from anonkit.deidentification.leak_check.folding import fold
from anonkit.deidentification.leak_check.words import ordinary_words
from anonkit.errors import SettingsError
from anonkit.model import ValidRecords
from anonkit.storage import Workspace
from anonkit.workflows.publishing_input import everybodys_identifiers
from anonkit.workflows.stored_names import PERSONS

_LONGEST = 200
_WORD = re.compile(r"[^\W\d_]{2,}")
_NAME_COLUMNS = {
    "clients": ("first_name", "middle_name", "last_name", "preferred_name", "former_names"),
    "contacts": ("name",),
    "staff": ("name",),
}


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
    if _lone_names(text) & _names(workspace):
        return True
    everybody = everybodys_identifiers(workspace, ValidRecords(workspace.records), persons, {})
    found = check_contents({"reason.txt": text.encode()}, everybody)
    return bool(found.certain) or found.possible > 0


def _lone_names(text: str) -> set[str]:
    """The words that may be a name, folded: an ordinary word is one only if it is written as a name is."""
    words = _WORD.findall(text)
    return {
        fold(word)
        for place, word in enumerate(words)
        if fold(word) not in ordinary_words() or (word[0].isupper() and place > 0)
    }


def _names(workspace: Workspace) -> set[str]:
    """Every single name of clients, of people they named and of staff, folded."""
    found: set[str] = set()
    for table, columns in _NAME_COLUMNS.items():
        frame = workspace.table(table)
        for column in (name for name in columns if name in frame):
            for value in frame[column].dropna():
                found.update(fold(word) for word in _WORD.findall(str(value)))
    return {name for name in found if len(name) > 2}
