"""The canonical record in a database: a schema for the clinic, a table for each of ours, through SQLAlchemy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any, Self

import pandas as pd

from anonkit.errors import OutputExists, PermanentError, SettingsError, TransientError
from anonkit.migration.shaped import TEXT
from anonkit.migration.target import Target, TargetFile
from anonkit.model import TABLES

_ROWS_AT_ONCE = 5000
_LINE = "line"


class Warehouse:
    """One clinic's schema; used as a context manager it is there whole or not at all."""

    def __init__(self, url: str, schema: str, target: Target) -> None:
        sql = _sqlalchemy()
        self._sql = sql
        self._schema = schema
        self._engine = sql.create_engine(url)
        metadata = sql.MetaData(schema=schema)
        self._tables = {file.name: _table(sql, metadata, file) for file in target.files}
        self._metadata = metadata
        self._connection: Any = None

    def add(self, frames: Mapping[str, pd.DataFrame]) -> None:
        """Writes the rows of one partition."""
        for name, frame in frames.items():
            for start in range(0, len(frame), _ROWS_AT_ONCE):
                part = frame.iloc[start : start + _ROWS_AT_ONCE].astype(object)
                rows = part.where(part.notna(), None).to_dict("records")
                self._connection.execute(self._tables[name].insert(), rows)

    def batches(self, file: TargetFile) -> Iterator[pd.DataFrame]:
        """The table's rows as they lie in the database, in the order they were written."""
        table = self._tables[file.name]
        query = self._sql.select(*(table.c[name] for name in file.columns)).order_by(table.c[_LINE])
        with self._reachable() as connection:
            for part in connection.execute(query).partitions(_ROWS_AT_ONCE):
                yield pd.DataFrame(part, columns=list(file.columns)).astype(TEXT)

    def drop(self) -> None:
        """Removes the schema and everything in it."""
        with self._reachable() as connection, connection.begin():
            connection.execute(
                self._sql.schema.DropSchema(self._schema, cascade=True, if_exists=True)
            )

    def __enter__(self) -> Self:
        self._connection = self._reachable()
        if self._sql.inspect(self._connection).has_schema(self._schema):
            self._connection.close()
            raise OutputExists(
                f"The warehouse has a schema {self._schema} already; take it back with `anonkit rollback`."
            )
        self._connection.rollback()
        self._connection.execute(self._sql.schema.CreateSchema(self._schema))
        self._metadata.create_all(self._connection)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.commit() if kind is None else self._connection.rollback()
        self._connection.close()

    def _reachable(self) -> Any:
        try:
            return self._engine.connect()
        except self._sql.exc.OperationalError:
            raise TransientError("The warehouse does not answer; nothing was written.") from None
        except self._sql.exc.SQLAlchemyError:
            raise PermanentError("The warehouse does not let us in; nothing was written.") from None


def _table(sql: Any, metadata: Any, file: TargetFile) -> Any:
    """Every value as text, as the record holds it; what each column means stands beside it."""
    known = TABLES[file.table].field_by_name
    columns = [
        sql.Column(
            name,
            sql.Text,
            comment=known[name].meaning,
            primary_key=name == "row_key",
            index=name == "client_key",
        )
        for name in file.columns
    ]
    line = sql.Column(_LINE, sql.BigInteger, sql.Identity(always=True), nullable=False)
    return sql.Table(file.table, metadata, *columns, line, comment=TABLES[file.table].meaning)


def _sqlalchemy() -> Any:
    try:
        import sqlalchemy  # noqa: PLC0415 - an extra
    except ImportError:
        raise SettingsError(
            "A warehouse needs the extra: pip install anonkit[warehouse]."
        ) from None
    return sqlalchemy
