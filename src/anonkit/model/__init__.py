"""The canonical record: the words that everything above speaks."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.model.csv_files import csv_resource as csv_resource
    from anonkit.model.dates import PartialDate as PartialDate
    from anonkit.model.dates import age_on as age_on
    from anonkit.model.fields import Field as Field
    from anonkit.model.fields import FieldType as FieldType
    from anonkit.model.fields import IdentifierClass as IdentifierClass
    from anonkit.model.fields import Origin as Origin
    from anonkit.model.frames import RELEASED_MARK as RELEASED_MARK
    from anonkit.model.frames import canonical_frame as canonical_frame
    from anonkit.model.frames import empty_frame as empty_frame
    from anonkit.model.frames import frame_mark as frame_mark
    from anonkit.model.frames import frame_of_columns as frame_of_columns
    from anonkit.model.frames import released_frame as released_frame
    from anonkit.model.frames import text_array as text_array
    from anonkit.model.frames import typed_frame as typed_frame
    from anonkit.model.identity import Identity as Identity
    from anonkit.model.identity import RowKey as RowKey
    from anonkit.model.persons import PERSONS_COLUMNS as PERSONS_COLUMNS
    from anonkit.model.records import PartitionReader as PartitionReader
    from anonkit.model.records import PersonView as PersonView
    from anonkit.model.records import RecordSet as RecordSet
    from anonkit.model.records import as_reader as as_reader
    from anonkit.model.records import partition_of as partition_of
    from anonkit.model.stages import DeidentifiedRecords as DeidentifiedRecords
    from anonkit.model.stages import ExtractedRecords as ExtractedRecords
    from anonkit.model.stages import PermittedRecords as PermittedRecords
    from anonkit.model.stages import ReleasableRecords as ReleasableRecords
    from anonkit.model.stages import ValidRecords as ValidRecords
    from anonkit.model.tables import CLIENT_TABLES as CLIENT_TABLES
    from anonkit.model.tables import CLINIC_TABLES as CLINIC_TABLES
    from anonkit.model.tables import SYSTEM_FIELDS as SYSTEM_FIELDS
    from anonkit.model.tables import TABLES as TABLES
    from anonkit.model.tables import TableSchema as TableSchema
    from anonkit.model.vocabulary import CONSENT_STATES as CONSENT_STATES
    from anonkit.model.vocabulary import PROCEDURE_FAMILIES as PROCEDURE_FAMILIES
    from anonkit.model.vocabulary import PURPOSES as PURPOSES
    from anonkit.model.vocabulary import VOCABULARIES as VOCABULARIES

_HOME_BY_NAME = {
    "csv_resource": "csv_files",
    "PartialDate": "dates",
    "age_on": "dates",
    "Field": "fields",
    "FieldType": "fields",
    "IdentifierClass": "fields",
    "Origin": "fields",
    "canonical_frame": "frames",
    "empty_frame": "frames",
    "RELEASED_MARK": "frames",
    "frame_mark": "frames",
    "frame_of_columns": "frames",
    "released_frame": "frames",
    "text_array": "frames",
    "typed_frame": "frames",
    "Identity": "identity",
    "RowKey": "identity",
    "PERSONS_COLUMNS": "persons",
    "PartitionReader": "records",
    "PersonView": "records",
    "RecordSet": "records",
    "as_reader": "records",
    "partition_of": "records",
    "DeidentifiedRecords": "stages",
    "ExtractedRecords": "stages",
    "PermittedRecords": "stages",
    "ReleasableRecords": "stages",
    "ValidRecords": "stages",
    "CLIENT_TABLES": "tables",
    "CLINIC_TABLES": "tables",
    "SYSTEM_FIELDS": "tables",
    "TABLES": "tables",
    "TableSchema": "tables",
    "CONSENT_STATES": "vocabulary",
    "PROCEDURE_FAMILIES": "vocabulary",
    "PURPOSES": "vocabulary",
    "VOCABULARIES": "vocabulary",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
