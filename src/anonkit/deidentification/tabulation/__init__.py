"""Tables of counts and rates from which nobody can be worked out: counted, left out, rounded, audited."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.deidentification.tabulation.audit import Audit as Audit
    from anonkit.deidentification.tabulation.audit import Auditor as Auditor
    from anonkit.deidentification.tabulation.design import ALL as ALL
    from anonkit.deidentification.tabulation.design import NOT_RECORDED as NOT_RECORDED
    from anonkit.deidentification.tabulation.design import Dimension as Dimension
    from anonkit.deidentification.tabulation.design import Guard as Guard
    from anonkit.deidentification.tabulation.design import Rate as Rate
    from anonkit.deidentification.tabulation.design import TableDesign as TableDesign
    from anonkit.deidentification.tabulation.earlier import EarlierTable as EarlierTable
    from anonkit.deidentification.tabulation.protection import ProtectedTable as ProtectedTable
    from anonkit.deidentification.tabulation.protection import ProtectedTables as ProtectedTables
    from anonkit.deidentification.tabulation.protection import TableAudit as TableAudit
    from anonkit.deidentification.tabulation.protection import protect_tables as protect_tables
    from anonkit.deidentification.tabulation.published import LEFT_OUT as LEFT_OUT
    from anonkit.deidentification.tabulation.secondary import Suppression as Suppression
    from anonkit.deidentification.tabulation.secondary import suppress as suppress
    from anonkit.deidentification.tabulation.system import CellSystem as CellSystem

_HOME_BY_NAME = {
    "Audit": "audit",
    "Auditor": "audit",
    "ALL": "design",
    "NOT_RECORDED": "design",
    "Dimension": "design",
    "Guard": "design",
    "Rate": "design",
    "TableDesign": "design",
    "EarlierTable": "earlier",
    "ProtectedTable": "protection",
    "ProtectedTables": "protection",
    "TableAudit": "protection",
    "protect_tables": "protection",
    "LEFT_OUT": "published",
    "Suppression": "secondary",
    "suppress": "secondary",
    "CellSystem": "system",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
