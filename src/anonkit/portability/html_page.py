"""START-HERE.html: the record as a page that a person can read, on a phone too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment

from anonkit.pages import environment
from anonkit.portability.basis import SCOPES, ground_named
from anonkit.portability.context import REGULATORS, RIGHTS, ExportContext
from anonkit.portability.held import ClientRecord
from anonkit.portability.html_dealings import (
    about_section,
    clinic_section,
    dealings_sections,
    documents_section,
    loose_section,
    notes_section,
    photos_section,
    remaining_section,
    sources_table,
    summary_pairs,
)
from anonkit.portability.html_health import (
    alerts_section,
    course_section,
    history_section,
    medicines_section,
)
from anonkit.portability.html_parts import Section, Writer
from anonkit.portability.html_summary import summary_sections
from anonkit.portability.loss import LossReport
from anonkit.portability.use import FieldUse, RecordReading
from anonkit.portability.wording import count_in_words, label_of, moment_in_words


@dataclass(frozen=True)
class HtmlPage:
    """The page, and which values it shows."""

    text: str
    use: FieldUse
    content: Mapping[str, Any]
    """What the page tells, before it is a page; `record.pdf` tells the same."""


@cache
def _templates() -> Environment:
    """The templates, read and compiled once."""
    return environment("anonkit.portability")


def to_html(
    record: ClientRecord, context: ExportContext, *, summary_only: bool = False
) -> HtmlPage:
    """The page of a record; it needs no network, and its photographs lie beside it.

    With `summary_only` it says what anybody who treats the client has to know, and no more.
    """
    use = FieldUse()
    writer = Writer(RecordReading(record, use), context.clinic.jurisdiction)
    sections = summary_sections(writer) if summary_only else _sections(writer)
    jurisdiction = context.clinic.jurisdiction
    content = {
        "name": _name(writer),
        "clinic": context.clinic,
        "case": context.case,
        "made_on": moment_in_words(context.made_on, jurisdiction),
        "scope": SCOPES[record.basis],
        "basis": record.basis.value,
        "figures": summary_pairs(writer),
        "sections": sections,
        "information": context.information,
        "rights": RIGHTS[jurisdiction],
        "regulator": REGULATORS[jurisdiction],
        "withheld": _withheld(record),
        "questions": record.questions,
        "quarantined": record.quarantined_count,
        "sources": sources_table(writer),
        "fingerprint": context.fingerprint,
        "is_summary": summary_only,
    }
    text = _templates().get_template("start_here.html").render(content)
    return HtmlPage(text, use, content)


def loss_to_html(report: LossReport, context: ExportContext) -> str:
    """The loss report as a page."""
    lines = [
        [label_of(each.table), label_of(each.field), *each.counts, each.note]
        for each in report.fields
        if not each.is_technical
    ]
    return (
        _templates()
        .get_template("loss.html")
        .render(
            clinic=context.clinic,
            case=context.case,
            lines=lines,
            not_whole=[
                f"{label_of(each.table)}: {label_of(each.field)}"
                for each in report.lost
                if not each.is_technical
            ],
        )
    )


def _sections(writer: Writer) -> list[Section]:
    """The parts of the page that hold something; further details come last, when all else is shown."""
    sections = [
        alerts_section(writer),
        medicines_section(writer),
        about_section(writer),
        history_section(writer),
        course_section(writer),
        notes_section(writer),
        photos_section(writer),
        documents_section(writer),
        *dealings_sections(writer),
        clinic_section(writer),
        loose_section(writer),
        remaining_section(writer),
    ]
    return [section for section in sections if section.empty or not section.is_empty]


def _name(writer: Writer) -> str:
    for row in writer.reading.rows("clients"):
        name = writer.joined(row, "first_name", "last_name")
        if name:
            return name
    return "you"


def _withheld(record: ClientRecord) -> list[tuple[str, str, str, str, str]]:
    """What is left out: fields that are left out as often and for the same reason share a line."""
    fields_by_reason: dict[tuple[str, str, str, str], list[str]] = {}
    for each in record.withheld:
        ground = ground_named(record.basis, each.ground)
        meaning, source = (ground.meaning, ground.source) if ground else (each.ground, "")
        reason = label_of(each.table), count_in_words(each.count, "time"), meaning, source
        what = label_of(each.field) if each.field else "whole entries"
        fields_by_reason.setdefault(reason, []).append(what)
    return [
        (part, ", ".join(fields), often, meaning, source)
        for (part, often, meaning, source), fields in fields_by_reason.items()
    ]
