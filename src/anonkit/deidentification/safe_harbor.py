"""The machine checks of HIPAA Safe Harbor, 45 CFR 164.514(b)(2), on a release's own tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from anonkit.deidentification.hierarchies import allowed_zip3
from anonkit.deidentification.leak_check import LeakReport
from anonkit.deidentification.told_tables import Tables, date_columns

_YEAR = re.compile(r"(?:19|20)\d{2}(?: to (?:19|20)\d{2})?")
_MONTH = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
_MONTH += "|nov(?:ember)?|dec(?:ember)?"
_FINER_THAN_A_YEAR = re.compile(
    rf"(?i)\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTH})\b|\b(?:{_MONTH})\s+\d{{1,4}}\b"
    r"|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|\b(?:19|20)\d{2}-\d{2}\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b\d{1,2}[:.]\d{2}\s?(?:am|pm)\b"
    r"|\bin (?:the )?(?:spring|summer|autumn|fall|winter)\b"
)
_AGE = re.compile(
    r"(?i)\b(?:aged?\s+)?(9\d|1[0-2]\d)(?:\s*[- ]?(?:years?[- ]old|yrs?[- ]old|y/?o)\b)"
)
_AGE_BAND = re.compile(r"(\d{2,3})(?:\s?[-–]\s?(\d{2,3}))?")
_CASE = re.compile(r"C-[A-Z0-9]{5,}")
_OLDEST = 89


@dataclass(frozen=True)
class RuleCheck:
    """One rule: what must be true, whether it is, and where it is not."""

    rule: str
    says: str
    state: str
    """``passed``, ``failed``, or ``waits`` where a person has to act."""
    places: tuple[str, ...] = ()
    """Table, column and count."""


def safe_harbor_checks(
    tables: Tables, leaks: LeakReport | None, *, latest_year: int, signed_by: str | None
) -> tuple[RuleCheck, ...]:
    """The six checks; `leaks` is the leak check of the folder, `latest_year` the year of the release."""
    return (
        _leaks(leaks),
        _check("SH-2", "dates are years", _finer_dates(tables)),
        _check(
            "SH-3", "no age over 89, and no year that shows one", _old_ages(tables, latest_year)
        ),
        _check("SH-4", "ZIP codes are three digits of a large area, or 000", _zip_codes(tables)),
        _check("SH-5", "codes are random and lead nowhere without the code map", _codes(tables)),
        RuleCheck(
            "SH-6",
            "a named person signs that nothing known would identify anyone",
            "passed" if signed_by else "waits",
        ),
    )


def _check(rule: str, says: str, places: Iterator[str]) -> RuleCheck:
    found = tuple(places)
    return RuleCheck(rule, says, "failed" if found else "passed", found)


def _leaks(leaks: LeakReport | None) -> RuleCheck:
    says = "none of the eighteen identifiers is left"
    if leaks is None:
        return RuleCheck("SH-1", says, "waits")
    counts: dict[str, int] = {}
    for leak in leaks.certain:
        counts[leak.kind] = counts.get(leak.kind, 0) + 1
    places = tuple(f"{kind}: {count}" for kind, count in sorted(counts.items()))
    return RuleCheck("SH-1", says, "failed" if places else "passed", places)


def _counted(table: str, column: str, bad: int) -> Iterator[str]:
    if bad:
        yield f"{table}.{column}: {bad}"


def _texts(frame: pd.DataFrame, column: str) -> list[str]:
    return [str(value) for value in frame[column].dropna()]


def _finer_dates(tables: Tables) -> Iterator[str]:
    for table, frame in tables.items():
        dates = {*date_columns(table, frame), "when"}
        for column in frame.columns:
            texts = _texts(frame, column)
            if column in dates:
                bad = sum(
                    _YEAR.fullmatch(text) is None and any(map(str.isdigit, text)) for text in texts
                )
            else:
                bad = sum(_FINER_THAN_A_YEAR.search(text) is not None for text in texts)
            yield from _counted(table, str(column), bad)


def _old_ages(tables: Tables, latest_year: int) -> Iterator[str]:
    for table, frame in tables.items():
        for column in frame.columns:
            texts = _texts(frame, column)
            if column == "age_band":
                bad = sum(_shows_old_age(text) for text in texts)
            elif column in date_columns(table, frame):
                bad = sum(_year_shows_old_age(text, latest_year) for text in texts)
            else:
                bad = sum(_AGE.search(text) is not None for text in texts)
            yield from _counted(table, str(column), bad)


def _shows_old_age(band: str) -> bool:
    """Whether a band says more of somebody over 89 than that they are."""
    found = _AGE_BAND.search(band)
    if found is None or band.strip() in ("90+", "90 and over"):
        return False
    return int(found[2] or found[1]) > _OLDEST


def _year_shows_old_age(text: str, latest_year: int) -> bool:
    years = [int(year) for year in re.findall(r"\b(?:18|19|20)\d{2}\b", text)]
    return any(latest_year - year > _OLDEST for year in years)


def _zip_codes(tables: Tables) -> Iterator[str]:
    for table, frame in tables.items():
        for column in ("zip3", "postcode", "zip"):
            if column in frame:
                bad = sum(not _is_allowed_zip(text) for text in _texts(frame, column))
                yield from _counted(table, column, bad)


def _is_allowed_zip(text: str) -> bool:
    return text in ("000", "*") or (len(text) == 3 and text in allowed_zip3())


def _codes(tables: Tables) -> Iterator[str]:
    for table, frame in tables.items():
        if "case" in frame:
            bad = sum(_CASE.fullmatch(text) is None for text in _texts(frame, "case"))
            yield from _counted(table, "case", bad)
        for column in frame.columns:
            if str(column).endswith(("_key", "_id")) or column in ("row_key", "tag"):
                yield from _counted(table, str(column), int(frame[column].notna().sum()))
