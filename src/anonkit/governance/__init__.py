"""Who may use what, for what, and the record of it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.governance.audit import AuditLog as AuditLog
    from anonkit.governance.audit import AuditVerdict as AuditVerdict
    from anonkit.governance.consent import CaseSetRules as CaseSetRules
    from anonkit.governance.consent import Ground as Ground
    from anonkit.governance.consent import Permission as Permission
    from anonkit.governance.consent import permit as permit
    from anonkit.governance.people import PersonFacts as PersonFacts
    from anonkit.governance.people import state_by_person as state_by_person
    from anonkit.governance.subject_requests import BASES as BASES
    from anonkit.governance.subject_requests import SubjectRequest as SubjectRequest
    from anonkit.governance.subject_requests import open_request as open_request

_HOME_BY_NAME = {
    "AuditLog": "audit",
    "AuditVerdict": "audit",
    "CaseSetRules": "consent",
    "Ground": "consent",
    "Permission": "consent",
    "permit": "consent",
    "PersonFacts": "people",
    "state_by_person": "people",
    "BASES": "subject_requests",
    "SubjectRequest": "subject_requests",
    "open_request": "subject_requests",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
