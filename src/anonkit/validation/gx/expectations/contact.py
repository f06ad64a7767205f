"""Plausible ways to reach somebody, and numbers that others issued."""

from __future__ import annotations

import json
from collections.abc import Callable

import pandas as pd

from anonkit.validation.checks.contact import (
    is_email,
    is_ip_address,
    is_nhs_number,
    is_phone,
    is_social_security_number,
    is_time_zone,
    is_uk_postcode,
    is_zip_code,
)
from anonkit.validation.checks.series import failing_pairs, failing_values
from anonkit.validation.gx.expectations.base import RowExpectation


class ExpectPlausibleEmail(RowExpectation):
    """An address that mail could be sent to; every one where the column holds a list."""

    column: str
    many: bool = False

    @staticmethod
    def failing(frame: pd.DataFrame, column: str, many: bool) -> pd.Series:
        return failing_values(frame[column], _each(is_email) if many else is_email)


class ExpectPlausiblePhone(RowExpectation):
    """A number possible in the regions that `_regions` names, or anywhere if it starts with a plus."""

    column: str
    many: bool = False

    @staticmethod
    def failing(frame: pd.DataFrame, column: str, many: bool) -> pd.Series:
        def is_right(text: str, regions: str) -> bool:
            names = tuple(regions.split())
            return (
                _each(lambda one: is_phone(one, names))
                if many
                else lambda one: is_phone(one, names)
            )(text)

        return failing_pairs(frame[column], frame["_regions"], is_right)


class ExpectPlausiblePostcode(RowExpectation):
    """A code that the grammar of its country allows: `uk`, `us`, or any other, which is not judged."""

    column: str

    @staticmethod
    def failing(frame: pd.DataFrame, column: str) -> pd.Series:
        judges = {"uk": is_uk_postcode, "us": is_zip_code}
        return failing_pairs(
            frame[column],
            frame["_postcode_form"],
            lambda text, form: form not in judges or judges[form](text),
        )


class ExpectNationalId(RowExpectation):
    """An NHS number with its check digit (`nhs`), or a social security number that could be issued (`ssn`)."""

    column: str
    issuer: str

    @staticmethod
    def failing(frame: pd.DataFrame, column: str, issuer: str) -> pd.Series:
        judge = {"nhs": is_nhs_number, "ssn": is_social_security_number}[issuer]
        return failing_values(frame[column], judge)


class ExpectIpAddress(RowExpectation):
    """An IPv4 or IPv6 address."""

    column: str

    @staticmethod
    def failing(frame: pd.DataFrame, column: str) -> pd.Series:
        return failing_values(frame[column], is_ip_address)


class ExpectTimeZone(RowExpectation):
    """A zone of the IANA data base."""

    column: str

    @staticmethod
    def failing(frame: pd.DataFrame, column: str) -> pd.Series:
        return failing_values(frame[column], is_time_zone)


def _each(is_right: Callable[[str], bool]) -> Callable[[str], bool]:
    def are_right(text: str) -> bool:
        try:
            items = json.loads(text)
        except ValueError:
            return False
        return isinstance(items, list) and all(is_right(str(item)) for item in items)

    return are_right
