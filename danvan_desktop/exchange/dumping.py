"""Takes the records of a kind out as a table that an official can use at once and ``load`` takes back unchanged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from danvan_desktop.domain.decimals import decimal_of
from danvan_desktop.domain.fields import Field, FieldType, Value
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.record import Record
from danvan_desktop.exchange.errors import TableError
from danvan_desktop.exchange.grid import CellValue
from danvan_desktop.exchange.outgoing import Column, Table
from danvan_desktop.exchange.profiles import RECORD_UID, Part, Target, label_of
from danvan_desktop.localization import Translator, _
from danvan_desktop.store import Store, refuse_store
from danvan_desktop.store.durable_files import replace_durably
from danvan_desktop.store.errors import fault_of_system, told_in_words
from danvan_desktop.store.private import keep_private
from danvan_desktop.store.telling import Tell, tell_nobody
from danvan_desktop.store.viewings import Look

_CHUNK = 500
PLAIN_FILES = (".sqlite", ".sqlite3", ".db")
"""Endings of the SQLite file with all kinds."""


def table_of_kind(
    store: Store,
    kind: Kind,
    say: Translator,
    uids: Sequence[str] | None = None,
    tell: Tell = tell_nobody,
) -> Table:
    """Return the records of a kind (or those named, in their order) as a table."""
    wanted = store.uids(kind.name) if uids is None else uids
    store.viewings.note(Look.TAKEN_OUT, kind.name)
    columns = _columns(kind, say)
    rows = _rows(store, columns, wanted, say, tell)
    return Table(say(kind.plural), store.unit.text("name"), columns, rows, len(wanted))


def write_table(table: Table, out: Path) -> None:
    """Write a table in the form that the file's ending names; raises TableError when it cannot be, and leaves no file.

    A file that is there is replaced only once the new one is whole; a store is not (StoreError).
    """
    writer = _writer(out)
    with whole_at(out) as partial:
        writer(table, partial)


def write_everything(store: Store, out: Path, say: Translator) -> int:
    """Write all kinds into one workbook or SQLite file, as ``write_table`` does; returns how many records those are."""
    if out.suffix.lower() in PLAIN_FILES:
        from danvan_desktop.store.plain_file import write_plain_file

        with whole_at(out) as partial:
            return write_plain_file(store, partial, say)
    if out.suffix.lower() != ".xlsx":
        raise TableError(_("Mọi loại thì ghi ra .xlsx, .sqlite hoặc --format parquet; .csv thì thêm --kind."))
    from danvan_desktop.exchange.xlsx_writer import write_book

    tables = [table for kind in store.kinds if (table := table_of_kind(store, kind, say)).count]
    with whole_at(out) as partial:
        write_book(tables, partial)
    return sum(table.count for table in tables)


@contextmanager
def whole_at(out: Path) -> Iterator[Path]:
    """Give a name to write under; what is whole, and on the disk, then takes the place of ``out``."""
    refuse_store(out)
    partial = out.with_name(f".{out.name}.part")
    try:
        partial.unlink(missing_ok=True)
        with told_in_words(out):
            yield partial
        keep_private(partial)
        replace_durably(partial, out)
    except OSError as error:
        raise fault_of_system(error, out) or TableError(
            _("Không ghi được “{name}”. Hãy đóng tệp nếu đang mở, hoặc chọn chỗ khác.", name=out.name)
        ) from error
    finally:
        with suppress(OSError):  # what could not be written there need not be removed
            partial.unlink(missing_ok=True)


def _writer(out: Path) -> Callable[[Table, Path], None]:
    match out.suffix.lower():
        case ".xlsx":
            from danvan_desktop.exchange.xlsx_writer import write_xlsx

            return write_xlsx
        case ".csv":
            from danvan_desktop.exchange.csv_writer import write_csv

            return write_csv
        case ".parquet":
            from danvan_desktop.exchange.parquet_writer import write_parquet

            return write_parquet
        case _other:
            raise TableError(_("“{name}”: tên tệp phải kết thúc bằng .xlsx, .csv hoặc .parquet.", name=out.name))


def _columns(kind: Kind, say: Translator) -> tuple[Column, ...]:
    own = [Column(Target(f.name), say(f.label), f.type) for f in kind.fields if not f.stays_here]
    uids = [Target(f.name, Part.UID) for f in kind.references] + [RECORD_UID]
    return (*own, *(Column(target, say(label_of(kind, target)), FieldType.TEXT, technical=True) for target in uids))


def _rows(
    store: Store, columns: Sequence[Column], uids: Sequence[str], say: Translator, tell: Tell
) -> Iterator[Sequence[CellValue]]:
    for start in range(0, len(uids), _CHUNK):
        tell(start, len(uids))
        records = list(store.get_many(uids[start : start + _CHUNK]).values())
        referred = {r.text(c.target.field) for r in records for c in columns if c.type is FieldType.REFERENCE}
        titles = store.titles(referred - {""})
        for record in records:
            fields = store.kinds[record.kind].by_name
            yield [_value(record, column, fields.get(column.target.field), titles, say) for column in columns]
    tell(len(uids), len(uids))


def _value(record: Record, column: Column, f: Field | None, titles: dict[str, str], say: Translator) -> CellValue:
    if f is None:
        return record.uid
    value = record.get(f.name)
    if value is None or column.target.part is Part.UID:
        return value
    if f.type is FieldType.REFERENCE:
        return titles.get(str(value)) or str(value)
    try:
        return _plain(f, value, say)
    except ValueError:
        return str(value)  # of another version or another's program: written as it stands


def _plain(f: Field, value: Value, say: Translator) -> CellValue:
    match f.type:
        case FieldType.DATE:
            return dt.date.fromisoformat(str(value))
        case FieldType.TIME:
            return dt.time.fromisoformat(str(value))
        case FieldType.DATETIME:
            return dt.datetime.fromisoformat(str(value))
        case FieldType.DECIMAL:
            number = decimal_of(value)
            return value if number is None or isinstance(value, int) else float(number)
        case FieldType.CHOICE:
            return say.value(f.label_of(value) or str(value))
        case FieldType.BOOLEAN:
            return say(_("Có")) if value else say(_("Không"))
        case _other:
            return value
