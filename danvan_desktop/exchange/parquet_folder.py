"""Writes records as a folder of Parquet files for programs of analysis, divided by unit and year.

Below the folder of a kind lies ``unit=UID/year=YYYY/part-0.parquet``, as DuckDB, Spark and Trino read it: unit and year
are columns by the names of the folders. ``schema.json`` tells what each column is.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from danvan_desktop.domain.decimals import decimal_of
from danvan_desktop.domain.fields import Field, FieldType, Value
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.written_year import year_of_record
from danvan_desktop.exchange.errors import TableError
from danvan_desktop.exchange.parquet_writer import arrow_modules, arrow_type
from danvan_desktop.localization import Translator, _
from danvan_desktop.store import Store
from danvan_desktop.store.durable_files import fsync_file, fsync_folder, replace_with_retries
from danvan_desktop.store.private import keep_private

_CHUNK = 500
_READ: Mapping[FieldType, Callable[[Value], Any]] = {
    FieldType.DATE: lambda value: dt.date.fromisoformat(str(value)),
    FieldType.TIME: lambda value: dt.time.fromisoformat(str(value)),
    FieldType.DATETIME: lambda value: dt.datetime.fromisoformat(str(value)),
    FieldType.BOOLEAN: bool,
    FieldType.INTEGER: lambda value: int(str(value)),
    FieldType.MONEY: lambda value: int(str(value)),
}
_TAKEN = {"uid", "unit", "year"}
"""Columns that every kind has: a field of such a name goes into one of its own (``column_of``)."""


@dataclass(frozen=True)
class Written:
    """How many files and records were written."""

    files: int
    records: int


def write_folder(store: Store, kinds: Sequence[Kind], out: Path, *, with_personal: bool) -> Written:
    """Write the records of these kinds, none for one without; raises TableError, and leaves no folder then.

    Personal data, texts that may name people, and kinds that stay inside the unit go only ``with_personal``; what is
    secret, or of this device alone, never does.
    """
    arrow, parquet = arrow_modules()
    if out.exists():
        raise TableError(_("Đã có “{path}”. Hãy chọn thư mục khác.", path=str(out)))
    partial = out.with_name(f".{out.name}.part")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        partial.mkdir(parents=True)
        folder = _Folder(store, partial, arrow, parquet, with_personal)
        told = [folder.write(kind) for kind in kinds if with_personal or not kind.stays_inside]
        (partial / "schema.json").write_text(json.dumps(folder.schema, ensure_ascii=False, indent=1), "utf-8")
        for file in partial.rglob("*"):
            fsync_folder(file) if file.is_dir() else fsync_file(file)
        replace_with_retries(partial, out)
        fsync_folder(out.parent)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return Written(sum(one.files for one in told), sum(one.records for one in told))


def columns_of(kind: Kind, *, with_personal: bool) -> Sequence[Field]:
    """Return the fields of a kind that go."""
    return [f for f in kind.fields if not f.stays_here and (with_personal or not f.may_name_people)]


def column_of(field: Field) -> str:
    """Name the column of a field."""
    return f"{field.name}_of_record" if field.name in _TAKEN else field.name


class _Folder:
    def __init__(self, store: Store, out: Path, arrow: Any, parquet: Any, with_personal: bool) -> None:
        self._store = store
        self._out = out
        self._arrow = arrow
        self._parquet = parquet
        self._with_personal = with_personal
        self._shown: dict[str, str] = {}
        self.schema: dict[str, dict[str, Any]] = {}

    def write(self, kind: Kind) -> Written:
        fields = columns_of(kind, with_personal=self._with_personal)
        parts = self._parts(kind)
        if parts:
            self.schema[kind.name] = _told(kind, fields)
        for (unit, year), uids in sorted(parts.items()):
            self._write_part(kind, fields, self._out / kind.name / f"unit={unit}" / f"year={year}", uids)
        return Written(len(parts), sum(map(len, parts.values())))

    def _parts(self, kind: Kind) -> Mapping[tuple[str, int], Sequence[str]]:
        """Divide the records that are listed, by unit and year."""
        parts: dict[tuple[str, int], list[str]] = {}
        days = dict(self._store.valued(kind.name, kind.order.lstrip("-")))
        uids = self._store.uids(kind.name)
        for chunk in _chunks(uids):
            places = self._store.outflow.places(chunk)
            for uid in chunk:
                place = places[uid]
                told = {kind.order.lstrip("-"): str(days.get(uid) or "")}
                year = year_of_record(kind, told.get, place.year)
                parts.setdefault((self._unit(place.unit), year), []).append(uid)
        return parts

    def _unit(self, uid: str) -> str:
        """Return the unit that is shown for one that was joined to another."""
        if uid not in self._shown:
            self._shown[uid] = self._store.shown_as(uid)
        return self._shown[uid]

    def _write_part(self, kind: Kind, fields: Sequence[Field], folder: Path, uids: Sequence[str]) -> None:
        schema = self._arrow.schema(
            [("uid", self._arrow.string()), *((column_of(f), self._type_of(f)) for f in fields)]
        )
        folder.mkdir(parents=True)
        path = folder / "part-0.parquet"
        with self._parquet.ParquetWriter(path, schema, compression="zstd") as writer:
            for chunk in _chunks(uids):
                records = list(self._store.get_many(chunk, kind.name).values())
                writer.write_batch(self._batch(schema, fields, records))
        keep_private(path)

    def _type_of(self, field: Field) -> Any:
        return self._arrow.bool_() if field.type is FieldType.BOOLEAN else arrow_type(self._arrow, field.type)

    def _batch(self, schema: Any, fields: Sequence[Field], records: Sequence[Record]) -> Any:
        columns = [[record.uid for record in records]]
        columns += [[typed(field, record.get(field.name)) for record in records] for field in fields]
        arrays = [self._arrow.array(values, one.type) for values, one in zip(columns, schema, strict=True)]
        return self._arrow.RecordBatch.from_arrays(arrays, schema=schema)


def typed(field: Field, value: Value) -> Any:
    """Return a value as its column has it, ``None`` for what another version wrote in another form."""
    if value is None:
        return None
    if field.type is FieldType.DECIMAL:
        number = decimal_of(value)
        return None if number is None else float(number)
    try:
        return _READ.get(field.type, str)(value)
    except (TypeError, ValueError):
        return None


def _told(kind: Kind, fields: Iterable[Field]) -> dict[str, Any]:
    say = Translator()
    return {
        "label": say(kind.label),
        "columns": {
            column_of(f): {
                "label": say(f.label),
                "type": f.type.value,
                **({"choices": {one.code: say(one.label) for one in f.choices}} if f.choices else {}),
            }
            for f in fields
        },
    }


def _chunks(uids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (uids[start : start + _CHUNK] for start in range(0, len(uids), _CHUNK))
