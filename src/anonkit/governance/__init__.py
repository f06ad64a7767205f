"""Who may use what, for what, and the record of it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.governance.approvals import STATEMENTS as STATEMENTS
    from anonkit.governance.approvals import refuse_same_person as refuse_same_person
    from anonkit.governance.approvals import signer as signer
    from anonkit.governance.audit import AuditLog as AuditLog
    from anonkit.governance.audit import AuditVerdict as AuditVerdict
    from anonkit.governance.consent import CaseSetRules as CaseSetRules
    from anonkit.governance.consent import Ground as Ground
    from anonkit.governance.consent import Permission as Permission
    from anonkit.governance.consent import permit as permit
    from anonkit.governance.consent import wishes_against as wishes_against
    from anonkit.governance.people import PersonFacts as PersonFacts
    from anonkit.governance.people import state_by_person as state_by_person
    from anonkit.governance.release_terms import require_terms as require_terms
    from anonkit.governance.retention import Contact as Contact
    from anonkit.governance.retention import keep_until as keep_until
    from anonkit.governance.signing import Signature as Signature
    from anonkit.governance.subject_requests import BASES as BASES
    from anonkit.governance.subject_requests import CAPACITIES as CAPACITIES
    from anonkit.governance.subject_requests import KINDS as KINDS
    from anonkit.governance.subject_requests import PLACES as PLACES
    from anonkit.governance.subject_requests import SubjectRequest as SubjectRequest
    from anonkit.governance.subject_requests import open_request as open_request
    from anonkit.governance.subject_requests import unchecked as unchecked

_HOME_BY_NAME = {
    "STATEMENTS": "approvals",
    "refuse_same_person": "approvals",
    "signer": "approvals",
    "AuditLog": "audit",
    "AuditVerdict": "audit",
    "CaseSetRules": "consent",
    "Ground": "consent",
    "Permission": "consent",
    "permit": "consent",
    "wishes_against": "consent",
    "PersonFacts": "people",
    "state_by_person": "people",
    "require_terms": "release_terms",
    "Contact": "retention",
    "keep_until": "retention",
    "Signature": "signing",
    "BASES": "subject_requests",
    "CAPACITIES": "subject_requests",
    "KINDS": "subject_requests",
    "PLACES": "subject_requests",
    "SubjectRequest": "subject_requests",
    "open_request": "subject_requests",
    "unchecked": "subject_requests",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
