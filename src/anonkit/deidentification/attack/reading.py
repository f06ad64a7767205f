"""From the files of any release folder to frames of text; the battery's own readers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
import pandas as pd

from anonkit.errors import SettingsError

_TABLES = (".csv", ".tsv", ".parquet", ".jsonl", ".ndjson")
_OURS_ALONE = ("data_dictionary.csv",)
_MARKS = ("anonkit", "release", "mark", "anonkit_release")
_MISSING = frozenset(("", "nan", "NaN", "NaT", "None", "null", "NULL", "<NA>"))


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its path in it."""
    if not folder.is_dir():
        raise SettingsError(f"{folder} is not a folder; name the release's folder.")
    found = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    if not found:
        raise SettingsError(f"{folder} holds no files; name the release's folder.")
    return found


def tables_in(files: Mapping[str, bytes]) -> dict[str, pd.DataFrame]:
    """The tables among the files by path, as text; of twins that tell the same only the first."""
    found: dict[str, pd.DataFrame] = {}
    order = sorted(files, key=lambda path: (_stem(path), not path.endswith(".parquet"), path))
    for path in order:
        name = PurePosixPath(path)
        if name.suffix.lower() not in _TABLES or name.name in _OURS_ALONE:
            continue
        frame = table_from(path, files[path])
        if frame is None or not len(frame.columns):
            continue
        if not any(
            _tells_the_same(frame, found[twin]) for twin in found if _stem(twin) == _stem(path)
        ):
            found[path] = frame
    return found


def table_from(path: str, content: bytes) -> pd.DataFrame | None:
    """One file as a frame of text; ``None`` where it is no table. The leak search reads it all the same."""
    suffix = PurePosixPath(path).suffix.lower()
    try:
        if suffix == ".parquet":
            frame = pd.read_parquet(io.BytesIO(content))
            if not isinstance(frame.index, pd.RangeIndex):
                frame = frame.reset_index()
        elif suffix in (".jsonl", ".ndjson"):
            frame = _json_lines(content.decode("utf-8-sig"))
        else:
            frame = _delimited(content.decode("utf-8-sig"))
    except (ValueError, OSError, csv.Error):
        return None
    frame = frame.drop(columns=[name for name in frame.columns if str(name) in _MARKS])
    return as_text(frame)


def as_text(frame: pd.DataFrame) -> pd.DataFrame:
    """Every cell as text, missing where nothing is told; the frame given stays as it is."""
    made = {
        str(name): _text_column(frame.iloc[:, place]) for place, name in enumerate(frame.columns)
    }
    return pd.DataFrame(made, index=pd.RangeIndex(len(frame)))


def _text_column(column: pd.Series) -> pd.Series:
    codes, values = pd.factorize(column.map(_hashable) if column.dtype == object else column)
    words = np.array([_text(value) for value in values] + [None], dtype=object)
    return pd.Series(words[codes], dtype=object)


def _hashable(value: Any) -> Any:
    if isinstance(value, list | tuple | dict | set | np.ndarray):
        plain = sorted(map(str, value)) if isinstance(value, set) else value
        return json.dumps(list(plain) if isinstance(plain, np.ndarray) else plain, default=str)
    return value


def _text(value: Any) -> str | None:
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        value = int(value)
    text = str(value).strip()
    if text.endswith(" 00:00:00"):
        text = text.removesuffix(" 00:00:00")
    return None if text in _MISSING else text


def _delimited(text: str) -> pd.DataFrame:
    first = text.partition("\n")[0]
    separator = max(",;\t|", key=first.count)
    return pd.read_csv(
        io.StringIO(text), sep=separator, dtype=str, keep_default_na=False, index_col=False
    )


def _json_lines(text: str) -> pd.DataFrame:
    rows = [json.loads(line) for line in text.split("\n") if line.strip()]
    return pd.DataFrame([_flat(row) for row in rows if isinstance(row, dict)])


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """What a document tells at its top, and one level down; lists of rows are in tables of their own."""
    told: dict[str, Any] = {}
    for key, value in row.items():
        if isinstance(value, dict):
            told.update({inner: each for inner, each in value.items() if _is_plain(each)})
        elif _is_plain(value):
            told[key] = value
    return told


def _is_plain(value: Any) -> bool:
    return not isinstance(value, dict) and not (
        isinstance(value, list) and any(isinstance(each, dict | list) for each in value)
    )


def _stem(path: str) -> str:
    return PurePosixPath(path).stem.casefold()


def _tells_the_same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    return one.columns.equals(other.columns) and one.equals(other)
