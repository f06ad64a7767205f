"""Where the parts meet; each file reads like its own description."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.workflows.approving import approve as approve
    from anonkit.workflows.approving import statement_for as statement_for
    from anonkit.workflows.attacking import attack as attack
    from anonkit.workflows.batching import batch as batch
    from anonkit.workflows.catalogue import describe_policy as describe_policy
    from anonkit.workflows.catalogue import leaving as leaving
    from anonkit.workflows.catalogue import new_policy as new_policy
    from anonkit.workflows.catalogue import plan as plan
    from anonkit.workflows.catalogue import platforms as platforms
    from anonkit.workflows.catalogue import policies as policies
    from anonkit.workflows.checking import check as check
    from anonkit.workflows.choosing_by_eye import candidates as candidates
    from anonkit.workflows.clinic_export import export_clinic as export_clinic
    from anonkit.workflows.comparing_releases import diff as diff
    from anonkit.workflows.connecting import connect as connect
    from anonkit.workflows.consent_ledger import record_consent as record_consent
    from anonkit.workflows.consent_ledger import show_consent as show_consent
    from anonkit.workflows.consent_ledger import withdraw_consent as withdraw_consent
    from anonkit.workflows.demonstration import demo as demo
    from anonkit.workflows.evaluating import evaluate as evaluate
    from anonkit.workflows.feedback_taking import feedback as feedback
    from anonkit.workflows.feedback_taking import settle_incident as settle_incident
    from anonkit.workflows.finding import find as find
    from anonkit.workflows.housekeeping import clean as clean
    from anonkit.workflows.housekeeping import doctor as doctor
    from anonkit.workflows.housekeeping import restore_keys as restore_keys
    from anonkit.workflows.housekeeping import status as status
    from anonkit.workflows.housekeeping import verify_audit as verify_audit
    from anonkit.workflows.ingestion import ingest as ingest
    from anonkit.workflows.laboratory import lab as lab
    from anonkit.workflows.mapping_drafts import check_mapping as check_mapping
    from anonkit.workflows.mapping_drafts import draft_mapping as draft_mapping
    from anonkit.workflows.packing import pack as pack
    from anonkit.workflows.patient_export import draft_patient_export as draft_patient_export
    from anonkit.workflows.patient_export import export_patient as export_patient
    from anonkit.workflows.patient_import import import_patient as import_patient
    from anonkit.workflows.person_decisions import persons as persons
    from anonkit.workflows.platform_migration import migrate as migrate
    from anonkit.workflows.privacy_duties import privacy_desk as privacy_desk
    from anonkit.workflows.publication import publish as publish
    from anonkit.workflows.quarantining import export_quarantine as export_quarantine
    from anonkit.workflows.quarantining import list_quarantine as list_quarantine
    from anonkit.workflows.quarantining import replay_quarantine as replay_quarantine
    from anonkit.workflows.recalling import recall as recall
    from anonkit.workflows.reconciling import reconcile as reconcile
    from anonkit.workflows.reconciling import rollback as rollback
    from anonkit.workflows.reproducing import reproduce as reproduce
    from anonkit.workflows.requesting import close_request as close_request
    from anonkit.workflows.requesting import disclose as disclose
    from anonkit.workflows.requesting import list_requests as list_requests
    from anonkit.workflows.requesting import open_subject_request as open_subject_request
    from anonkit.workflows.requesting import update_request as update_request
    from anonkit.workflows.retention import retention_due as retention_due
    from anonkit.workflows.retention import retention_erase as retention_erase
    from anonkit.workflows.retention import retention_hold as retention_hold
    from anonkit.workflows.retention import retention_release as retention_release
    from anonkit.workflows.reviewing import read_decisions as read_decisions
    from anonkit.workflows.reviewing import review as review
    from anonkit.workflows.sample import sample_client as sample_client
    from anonkit.workflows.sample import sample_files as sample_files
    from anonkit.workflows.sample import sample_mapping as sample_mapping
    from anonkit.workflows.sample import sample_release as sample_release
    from anonkit.workflows.sample import sample_workspace as sample_workspace
    from anonkit.workflows.text_scrubbing import scrub as scrub
    from anonkit.workflows.text_scrubbing import scrub_file as scrub_file
    from anonkit.workflows.tracing import trace as trace
    from anonkit.workflows.validating import validate as validate
    from anonkit.workflows.workspace_making import init as init

_HOME_BY_NAME = {
    "approve": "approving",
    "recall": "recalling",
    "statement_for": "approving",
    "trace": "tracing",
    "attack": "attacking",
    "candidates": "choosing_by_eye",
    "policies": "catalogue",
    "describe_policy": "catalogue",
    "new_policy": "catalogue",
    "platforms": "catalogue",
    "leaving": "catalogue",
    "draft_mapping": "mapping_drafts",
    "persons": "person_decisions",
    "check_mapping": "mapping_drafts",
    "plan": "catalogue",
    "check": "checking",
    "connect": "connecting",
    "demo": "demonstration",
    "evaluate": "evaluating",
    "feedback": "feedback_taking",
    "settle_incident": "feedback_taking",
    "pack": "packing",
    "diff": "comparing_releases",
    "reproduce": "reproducing",
    "find": "finding",
    "ingest": "ingestion",
    "lab": "laboratory",
    "export_patient": "patient_export",
    "batch": "batching",
    "migrate": "platform_migration",
    "privacy_desk": "privacy_duties",
    "record_consent": "consent_ledger",
    "retention_due": "retention",
    "retention_erase": "retention",
    "retention_hold": "retention",
    "retention_release": "retention",
    "show_consent": "consent_ledger",
    "withdraw_consent": "consent_ledger",
    "open_subject_request": "requesting",
    "list_requests": "requesting",
    "update_request": "requesting",
    "close_request": "requesting",
    "disclose": "requesting",
    "draft_patient_export": "patient_export",
    "import_patient": "patient_import",
    "export_clinic": "clinic_export",
    "publish": "publication",
    "reconcile": "reconciling",
    "rollback": "reconciling",
    "list_quarantine": "quarantining",
    "export_quarantine": "quarantining",
    "replay_quarantine": "quarantining",
    "read_decisions": "reviewing",
    "review": "reviewing",
    "sample_files": "sample",
    "sample_mapping": "sample",
    "sample_release": "sample",
    "sample_workspace": "sample",
    "sample_client": "sample",
    "status": "housekeeping",
    "doctor": "housekeeping",
    "clean": "housekeeping",
    "restore_keys": "housekeeping",
    "verify_audit": "housekeeping",
    "scrub": "text_scrubbing",
    "scrub_file": "text_scrubbing",
    "validate": "validating",
    "init": "workspace_making",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
