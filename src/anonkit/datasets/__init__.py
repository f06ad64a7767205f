"""What leaves the release gate: case sets, tables, the release folder."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.datasets.case_set import CaseSet as CaseSet
    from anonkit.datasets.case_set import build_cases as build_cases
    from anonkit.datasets.choosing import CaseFeatures as CaseFeatures
    from anonkit.datasets.choosing import CaseFile as CaseFile
    from anonkit.datasets.choosing import Choice as Choice
    from anonkit.datasets.choosing import ChoiceRequest as ChoiceRequest
    from anonkit.datasets.choosing import case_features as case_features
    from anonkit.datasets.choosing import choose as choose
    from anonkit.datasets.choosing import read_case_file as read_case_file
    from anonkit.datasets.choosing import teaching_value as teaching_value
    from anonkit.datasets.comparing import ReleaseDiff as ReleaseDiff
    from anonkit.datasets.comparing import compare_releases as compare_releases
    from anonkit.datasets.count_tables import CountTable as CountTable
    from anonkit.datasets.count_tables import earlier_count_tables as earlier_count_tables
    from anonkit.datasets.count_tables import read_count_tables as read_count_tables
    from anonkit.datasets.dataset import MARK_COLUMN as MARK_COLUMN
    from anonkit.datasets.dataset import Dataset as Dataset
    from anonkit.datasets.facts import HANDED_OUT as HANDED_OUT
    from anonkit.datasets.facts import VISIBLE_MARK as VISIBLE_MARK
    from anonkit.datasets.facts import Approval as Approval
    from anonkit.datasets.facts import ReleaseFacts as ReleaseFacts
    from anonkit.datasets.feedback_codes import RECOGNISED as RECOGNISED
    from anonkit.datasets.feedback_codes import CaseFeedback as CaseFeedback
    from anonkit.datasets.feedback_codes import read_codes as read_codes
    from anonkit.datasets.folder import write_folder as write_folder
    from anonkit.datasets.index_page import render_index as render_index
    from anonkit.datasets.locking import locked_page as locked_page
    from anonkit.datasets.manifest import MANIFEST_FILE as MANIFEST_FILE
    from anonkit.datasets.manifest import FileEntry as FileEntry
    from anonkit.datasets.manifest import Manifest as Manifest
    from anonkit.datasets.packing import READERS as READERS
    from anonkit.datasets.packing import part_files as part_files
    from anonkit.datasets.packing import trainer_pages as trainer_pages
    from anonkit.datasets.record_tables import released_tables as released_tables
    from anonkit.datasets.reissue import approve_release as approve_release
    from anonkit.datasets.reissue import recall_release as recall_release
    from anonkit.datasets.reissue import supersede_release as supersede_release
    from anonkit.datasets.release import PACK_FILE as PACK_FILE
    from anonkit.datasets.release import SIGNATURE_FILE as SIGNATURE_FILE
    from anonkit.datasets.release import Release as Release
    from anonkit.datasets.teaching import Teaching as Teaching
    from anonkit.datasets.teaching import WrittenText as WrittenText
    from anonkit.datasets.teaching import read_teaching as read_teaching
    from anonkit.datasets.teaching import stage_cases as stage_cases
    from anonkit.datasets.teaching import teaching_for as teaching_for
    from anonkit.datasets.teaching import written_texts as written_texts
    from anonkit.datasets.writer import record_files as record_files
    from anonkit.datasets.writer import write_dataset as write_dataset

_HOME_BY_NAME = {
    "CaseSet": "case_set",
    "build_cases": "case_set",
    "CaseFeatures": "choosing",
    "CaseFile": "choosing",
    "Choice": "choosing",
    "ChoiceRequest": "choosing",
    "case_features": "choosing",
    "choose": "choosing",
    "read_case_file": "choosing",
    "teaching_value": "choosing",
    "ReleaseDiff": "comparing",
    "compare_releases": "comparing",
    "CountTable": "count_tables",
    "earlier_count_tables": "count_tables",
    "read_count_tables": "count_tables",
    "Dataset": "dataset",
    "MARK_COLUMN": "dataset",
    "Approval": "facts",
    "ReleaseFacts": "facts",
    "HANDED_OUT": "facts",
    "VISIBLE_MARK": "facts",
    "CaseFeedback": "feedback_codes",
    "RECOGNISED": "feedback_codes",
    "read_codes": "feedback_codes",
    "write_folder": "folder",
    "render_index": "index_page",
    "locked_page": "locking",
    "FileEntry": "manifest",
    "MANIFEST_FILE": "manifest",
    "Manifest": "manifest",
    "READERS": "packing",
    "part_files": "packing",
    "trainer_pages": "packing",
    "released_tables": "record_tables",
    "approve_release": "reissue",
    "recall_release": "reissue",
    "supersede_release": "reissue",
    "PACK_FILE": "release",
    "SIGNATURE_FILE": "release",
    "Release": "release",
    "Teaching": "teaching",
    "WrittenText": "teaching",
    "stage_cases": "teaching",
    "teaching_for": "teaching",
    "read_teaching": "teaching",
    "written_texts": "teaching",
    "record_files": "writer",
    "write_dataset": "writer",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
