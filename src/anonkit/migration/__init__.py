"""From one platform to another: what comes along, in what form, and what does not."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.migration.account import Account as Account
    from anonkit.migration.attaching import histories as histories
    from anonkit.migration.attachment_files import AttachmentFiles as AttachmentFiles
    from anonkit.migration.attachment_files import owners as owners
    from anonkit.migration.blank_template import TemplateColumn as TemplateColumn
    from anonkit.migration.blank_template import read_template as read_template
    from anonkit.migration.canonical import WAREHOUSE as WAREHOUSE
    from anonkit.migration.classes import FieldFate as FieldFate
    from anonkit.migration.classes import RowFate as RowFate
    from anonkit.migration.context import MigrationContext as MigrationContext
    from anonkit.migration.conversion import Converted as Converted
    from anonkit.migration.conversion import convert as convert
    from anonkit.migration.crosswalk import Crosswalk as Crosswalk
    from anonkit.migration.crosswalk import crosswalk_csv as crosswalk_csv
    from anonkit.migration.crosswalk import propose as propose
    from anonkit.migration.crosswalk import read_crosswalk as read_crosswalk
    from anonkit.migration.crosswalk import refuse_undecided as refuse_undecided
    from anonkit.migration.crosswalk import words_for as words_for
    from anonkit.migration.crosswalk import words_in as words_in
    from anonkit.migration.cut_over import runbook as runbook
    from anonkit.migration.cut_over import went_on as went_on
    from anonkit.migration.drafting import draft_target as draft_target
    from anonkit.migration.expectations import Expectations as Expectations
    from anonkit.migration.owner_page import reconciliation_page as reconciliation_page
    from anonkit.migration.plan import LeftOutside as LeftOutside
    from anonkit.migration.plan import MigrationPlan as MigrationPlan
    from anonkit.migration.plan import Standing as Standing
    from anonkit.migration.reading_back import ReadBack as ReadBack
    from anonkit.migration.reading_back import read_back as read_back
    from anonkit.migration.reconciliation import Reconciliation as Reconciliation
    from anonkit.migration.reconciliation import compare as compare
    from anonkit.migration.registry import available_targets as available_targets
    from anonkit.migration.registry import load_target as load_target
    from anonkit.migration.registry import parse_target as parse_target
    from anonkit.migration.registry import target_named as target_named
    from anonkit.migration.target import Target as Target
    from anonkit.migration.target_files import TargetFiles as TargetFiles
    from anonkit.migration.uniques import Uniques as Uniques
    from anonkit.migration.waiting import waits_with_another as waits_with_another
    from anonkit.migration.walking import refuse_gaps as refuse_gaps
    from anonkit.migration.walking import walk as walk
    from anonkit.migration.warehouse import Warehouse as Warehouse

_HOME_BY_NAME = {
    "Account": "account",
    "histories": "attaching",
    "AttachmentFiles": "attachment_files",
    "owners": "attachment_files",
    "read_template": "blank_template",
    "TemplateColumn": "blank_template",
    "WAREHOUSE": "canonical",
    "FieldFate": "classes",
    "RowFate": "classes",
    "MigrationContext": "context",
    "convert": "conversion",
    "Converted": "conversion",
    "Crosswalk": "crosswalk",
    "crosswalk_csv": "crosswalk",
    "propose": "crosswalk",
    "read_crosswalk": "crosswalk",
    "refuse_undecided": "crosswalk",
    "words_for": "crosswalk",
    "words_in": "crosswalk",
    "runbook": "cut_over",
    "went_on": "cut_over",
    "draft_target": "drafting",
    "Expectations": "expectations",
    "reconciliation_page": "owner_page",
    "LeftOutside": "plan",
    "MigrationPlan": "plan",
    "Standing": "plan",
    "read_back": "reading_back",
    "ReadBack": "reading_back",
    "compare": "reconciliation",
    "Reconciliation": "reconciliation",
    "available_targets": "registry",
    "load_target": "registry",
    "parse_target": "registry",
    "target_named": "registry",
    "Target": "target",
    "TargetFiles": "target_files",
    "Uniques": "uniques",
    "waits_with_another": "waiting",
    "refuse_gaps": "walking",
    "walk": "walking",
    "Warehouse": "warehouse",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
