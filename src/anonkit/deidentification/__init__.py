"""De-identification: who a record is about is taken out, what it teaches stays."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.deidentification.case_identity import assign_cases as assign_cases
    from anonkit.deidentification.chosen_cases import (
        alone_among_everybody as alone_among_everybody,
    )
    from anonkit.deidentification.chosen_levels import ChosenLevels as ChosenLevels
    from anonkit.deidentification.chosen_levels import choose_levels as choose_levels
    from anonkit.deidentification.chosen_levels import whole_frames as whole_frames
    from anonkit.deidentification.class_choice import ClassChoice as ClassChoice
    from anonkit.deidentification.client_directory import build_directory as build_directory
    from anonkit.deidentification.closed_gate import after_telling as after_telling
    from anonkit.deidentification.closed_gate import outlook as outlook
    from anonkit.deidentification.closed_gate import sealed_outlook as sealed_outlook
    from anonkit.deidentification.closed_gate import with_outlook as with_outlook
    from anonkit.deidentification.context import Levels as Levels
    from anonkit.deidentification.context import ReleaseContext as ReleaseContext
    from anonkit.deidentification.cost_lines import class_choices as class_choices
    from anonkit.deidentification.cost_lines import course_choices as course_choices
    from anonkit.deidentification.cost_lines import protection_costs as protection_costs
    from anonkit.deidentification.course_frames import told_truth as told_truth
    from anonkit.deidentification.evaluation import DetectionScores as DetectionScores
    from anonkit.deidentification.evaluation import evaluate_detection as evaluate_detection
    from anonkit.deidentification.last_cuts import LastCuts as LastCuts
    from anonkit.deidentification.last_cuts import without_standing_out as without_standing_out
    from anonkit.deidentification.leak_check import EarlierChecks as EarlierChecks
    from anonkit.deidentification.leak_check import LeakReport as LeakReport
    from anonkit.deidentification.leak_check import check_contents as check_contents
    from anonkit.deidentification.leak_check import check_for_leaks as check_for_leaks
    from anonkit.deidentification.leak_check import collect_identifiers as collect_identifiers
    from anonkit.deidentification.leak_check import without_leaks as without_leaks
    from anonkit.deidentification.missing_reasons import counted_reasons as counted_reasons
    from anonkit.deidentification.missing_reasons import joined_reasons as joined_reasons
    from anonkit.deidentification.photos import strip_metadata as strip_metadata
    from anonkit.deidentification.pipeline import DeidentifiedBundle as DeidentifiedBundle
    from anonkit.deidentification.pipeline import deidentify_bundle as deidentify_bundle
    from anonkit.deidentification.pipeline import measure_bundle as measure_bundle
    from anonkit.deidentification.policy import Policy as Policy
    from anonkit.deidentification.policy_files import available_policies as available_policies
    from anonkit.deidentification.policy_files import load_policy as load_policy
    from anonkit.deidentification.policy_files import plan as plan
    from anonkit.deidentification.policy_files import treatment_by_field as treatment_by_field
    from anonkit.deidentification.policy_files import withheld_by_field as withheld_by_field
    from anonkit.deidentification.quasi import QuasiFrames as QuasiFrames
    from anonkit.deidentification.rates_of_release import told_rates as told_rates
    from anonkit.deidentification.refresh import EarlierRelease as EarlierRelease
    from anonkit.deidentification.refresh import compared_with_earlier as compared_with_earlier
    from anonkit.deidentification.release_gate import Battery as Battery
    from anonkit.deidentification.release_gate import DisclosureFindings as DisclosureFindings
    from anonkit.deidentification.release_gate import Evidence as Evidence
    from anonkit.deidentification.release_gate import clear_draft as clear_draft
    from anonkit.deidentification.release_gate import measure_release as measure_release
    from anonkit.deidentification.release_gate import people_alike as people_alike
    from anonkit.deidentification.release_gate import release as release
    from anonkit.deidentification.report import DeidentificationReport as DeidentificationReport
    from anonkit.deidentification.report import ReportFacts as ReportFacts
    from anonkit.deidentification.report import Signature as Signature
    from anonkit.deidentification.report_facts import AttackLine as AttackLine
    from anonkit.deidentification.report_signing import report_page as report_page
    from anonkit.deidentification.report_signing import signed_report as signed_report
    from anonkit.deidentification.safe_harbor import safe_harbor_checks as safe_harbor_checks
    from anonkit.deidentification.told_precision import precision_by_field as precision_by_field
    from anonkit.deidentification.told_tables import Tables as Tables
    from anonkit.deidentification.told_tables import without_cases as without_cases
    from anonkit.deidentification.written_remarks import personal_facts as personal_facts
    from anonkit.deidentification.written_remarks import told_identifiers as told_identifiers

_HOME_BY_NAME = {
    "assign_cases": "case_identity",
    "alone_among_everybody": "chosen_cases",
    "ChosenLevels": "chosen_levels",
    "choose_levels": "chosen_levels",
    "told_truth": "course_frames",
    "whole_frames": "chosen_levels",
    "after_telling": "closed_gate",
    "outlook": "closed_gate",
    "sealed_outlook": "closed_gate",
    "with_outlook": "closed_gate",
    "build_directory": "client_directory",
    "Levels": "context",
    "ReleaseContext": "context",
    "DetectionScores": "evaluation",
    "evaluate_detection": "evaluation",
    "EarlierChecks": "leak_check",
    "LeakReport": "leak_check",
    "check_contents": "leak_check",
    "check_for_leaks": "leak_check",
    "collect_identifiers": "leak_check",
    "without_leaks": "leak_check",
    "counted_reasons": "missing_reasons",
    "joined_reasons": "missing_reasons",
    "strip_metadata": "photos",
    "DeidentifiedBundle": "pipeline",
    "deidentify_bundle": "pipeline",
    "measure_bundle": "pipeline",
    "Policy": "policy",
    "available_policies": "policy_files",
    "load_policy": "policy_files",
    "plan": "policy_files",
    "treatment_by_field": "policy_files",
    "withheld_by_field": "policy_files",
    "ClassChoice": "class_choice",
    "class_choices": "cost_lines",
    "course_choices": "cost_lines",
    "protection_costs": "cost_lines",
    "QuasiFrames": "quasi",
    "EarlierRelease": "refresh",
    "compared_with_earlier": "refresh",
    "DisclosureFindings": "release_gate",
    "AttackLine": "report_facts",
    "Battery": "release_gate",
    "Evidence": "release_gate",
    "Tables": "told_tables",
    "clear_draft": "release_gate",
    "measure_release": "release_gate",
    "people_alike": "release_gate",
    "release": "release_gate",
    "DeidentificationReport": "report",
    "Signature": "report",
    "report_page": "report_signing",
    "signed_report": "report_signing",
    "ReportFacts": "report",
    "safe_harbor_checks": "safe_harbor",
    "told_rates": "rates_of_release",
    "precision_by_field": "told_precision",
    "without_cases": "told_tables",
    "LastCuts": "last_cuts",
    "without_standing_out": "last_cuts",
    "personal_facts": "written_remarks",
    "told_identifiers": "written_remarks",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
