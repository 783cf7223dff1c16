"""Reads the database of the level above as a store is read: the same pages, figures and papers over either.

A login that is a reader is shown its units and all below; what is secret is masked, for whoever reads.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from danvan_desktop.domain.clock import Clock
from danvan_desktop.domain.coverage import Coverages
from danvan_desktop.domain.deadlines import Due, Terms, late_term
from danvan_desktop.domain.fields import FieldType, Sought, Value
from danvan_desktop.domain.kind import Kind, Kinds
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.records import OnDays
from danvan_desktop.domain.rules.legal import LegalRules
from danvan_desktop.domain.units import UnitTree
from danvan_desktop.localization import _
from danvan_desktop.province import selecting
from danvan_desktop.province.database import connected
from danvan_desktop.province.errors import ProvinceError, told_in_words
from danvan_desktop.province.home import Home
from danvan_desktop.province.schema import is_prepared
from danvan_desktop.province.selecting import Condition
from danvan_desktop.store.laws import load_calendar

_COLUMNS = "kind, uid, fields::text, deleted, changed, decided, secret"


class PublishedSettings:
    """What the office chose for its papers."""

    def __init__(self, home: Home) -> None:
        """Answer from what was published."""
        self._home = home

    def get(self, name: str) -> str:
        return self._home.settings.get(name, "")


class ProvinceRecords:
    """The records that a login may read, as of one moment: what is loaded meanwhile is seen after ``renew``.

    It belongs to the thread that opened it. What its methods answer, ``domain.records.Records`` says.
    """

    officer = ""
    path = None

    def __init__(self, connection: Any, kinds: Kinds = ALL_KINDS, clock: Clock | None = None) -> None:
        """Read over an open connection of psycopg whose transactions keep to one moment and write nothing."""
        self._connection = connection
        self.kinds = kinds
        self._clock = clock or Clock()
        self._calendar = load_calendar()

    def renew(self) -> None:
        """Look at what is there now."""
        self._connection.rollback()
        for name in ("_home", "_shown", "law", "terms", "unit"):
            self.__dict__.pop(name, None)

    def forget_law(self) -> None:
        """Look at what is there now, the law of the office with it."""
        self.renew()

    @cached_property
    def _home(self) -> Home:
        """The office that published last of those that this login sees; raises ProvinceError for none."""
        rows = self._rows("SELECT unit, told::text FROM danvan.home ORDER BY told_at DESC LIMIT 1")
        if not rows:
            raise ProvinceError(
                _(
                    "Tài khoản này chưa được xem đơn vị nào trong cơ sở dữ liệu cấp trên. Hãy nhờ người quản trị cấp"
                    " quyền xem đơn vị của mình."
                )
            )
        return Home.from_data(rows[0][0], json.loads(rows[0][1]))

    @cached_property
    def _shown(self) -> Mapping[str, str]:
        """Which record is shown for those that were joined to it."""
        return dict(self._rows("SELECT uid, shown FROM danvan.record WHERE shown IS NOT NULL"))

    @cached_property
    def unit(self) -> Record:
        """The unit of the office that published; raises ProvinceError where this login does not see it."""
        found = self.get(self.shown_as(self._home.unit), include_deleted=True)
        if found is None:
            raise ProvinceError(_("Cơ sở dữ liệu cấp trên không có đơn vị đã tổng hợp. Hãy chạy danvan consolidate."))
        return found

    @property
    def tree(self) -> UnitTree:
        return self._home.tree

    @cached_property
    def law(self) -> LegalRules:
        """The legal rules with the values in place that the office set."""
        return self._home.law

    @cached_property
    def terms(self) -> Terms:
        return Terms(self.law, self._calendar)

    @property
    def settings(self) -> PublishedSettings:
        return PublishedSettings(self._home)

    def today(self) -> dt.date:
        """Return the day by this laptop's clock."""
        return self._clock.today()

    def coverages(self) -> Coverages:
        """Tell how far what each unit recorded is in the database."""
        return self._home.coverages

    def refuse_archived(self, first: dt.date, last: dt.date) -> None:
        """Raise ProvinceError when records of a year between were put into an archive file."""
        for year in self._home.archived:
            if first.year <= year <= last.year:
                raise ProvinceError(
                    _(
                        "Hồ sơ năm {year} đã được lưu trữ ra tệp riêng nên số liệu kỳ này không đủ trong cơ sở dữ liệu"
                        " cấp trên. Hãy xem trên tệp dữ liệu đã lưu trữ.",
                        year=str(year),
                    )
                )

    # Records

    def get(self, uid: str, include_deleted: bool = False) -> Record | None:
        """Return a record of any kind of this version, ``None`` when there is none."""
        found = self._read(("uid = %s", [uid]))
        return found[0] if found and (include_deleted or not found[0].deleted) else None

    def shown_as(self, uid: str) -> str:
        return self._shown.get(uid, uid)

    def get_many(self, uids: Iterable[str], kind: str | None = None) -> dict[str, Record]:
        """Return the records among ``uids`` that exist, by uid, in the order asked for."""
        wanted = list(uids)
        rows = self._read(("uid = ANY(%s) AND NOT deleted AND (%s::text IS NULL OR kind = %s)", [wanted, kind, kind]))
        found = {record.uid: record for record in rows}
        return {uid: found[uid] for uid in wanted if uid in found}

    def list(
        self,
        kind: str,
        *,
        limit: int | None = None,
        order: str | None = None,
        filters: Mapping[str, Sought] | None = None,
        between: tuple[str, dt.date, dt.date] | None = None,
    ) -> Sequence[Record]:
        declared = self.kinds[kind]
        return selecting.in_order(declared, self._read(*self._selected(declared, filters, between)), order)[:limit]

    def children(self, parent_uid: str, kind: str) -> Sequence[Record]:
        shown = self.shown_as(parent_uid)
        return self.children_of_many([shown], kind).get(shown, [])

    def children_of_many(self, parents: Iterable[str], kind: str) -> Mapping[str, Sequence[Record]]:
        rows = self._read(("kind = %s AND parent = ANY(%s)", [kind, list(set(parents))]), selecting.shown_ones())
        declared, found = self.kinds[kind], dict[str, list[Record]]()
        for record in selecting.in_order(declared, rows, None):
            found.setdefault(record.text(str(declared.parent)), []).append(record)
        return found

    def columns(self, kind: str, names: Sequence[str], among: Sequence[OnDays] = ()) -> Sequence[tuple[Value, ...]]:
        columns = ", ".join(["uid", *(selecting.column(self.kinds[kind], name) for name in names)])
        where, values = _all_of([("kind = %s", [kind]), selecting.shown_ones()])
        return self._rows(f"SELECT {columns} FROM danvan.record WHERE {where}", values)

    def firsts(self, kind: str, by: str, of: str) -> Sequence[tuple[Value, Value]]:
        declared = self.kinds[kind]
        named, least = selecting.column(declared, by), _ordered(declared, of)
        where, values = _all_of([("kind = %s", [kind]), selecting.shown_ones()])
        return self._rows(f"SELECT {named}, min({least}) FROM danvan.record WHERE {where} GROUP BY 1", values)

    def begun_by(self, kind: str, by: str, of: str, latest: Value, among: Sequence[str]) -> Sequence[str]:
        declared = self.kinds[kind]
        named, least = selecting.column(declared, by), _ordered(declared, of)
        asked = (f"{named} = ANY(%s)", [[*among]]), (f"{least} <= %s", [latest])
        where, values = _all_of([("kind = %s", [kind]), selecting.shown_ones(), *asked])
        rows = self._rows(f"SELECT DISTINCT {named} FROM danvan.record WHERE {where}", values)
        return [str(row[0]) for row in rows]

    def find(self, kind: str, **equals: Value) -> Sequence[Record]:
        return self.list(kind, filters=equals)

    def find_all(self, kind: str, **equals: Value) -> Sequence[Record]:
        declared = self.kinds[kind]
        rows = self._read(("kind = %s", [kind]), selecting.having(declared, equals, self.shown_as))
        return selecting.in_order(declared, rows, None)

    def count(
        self,
        kind: str,
        filters: Mapping[str, Sought] | None = None,
        between: tuple[str, dt.date, dt.date] | None = None,
    ) -> int:
        where, values = _all_of(self._selected(self.kinds[kind], filters, between))
        ((count,),) = self._rows(f"SELECT count(*) FROM danvan.record WHERE {where}", values)
        return int(count)

    def title(self, uid: str) -> str:
        return self.titles([uid]).get(uid, "")

    def titles(self, uids: Iterable[str]) -> dict[str, str]:
        return {one.uid: self.kinds[one.kind].title_of(one) for one in self._read(("uid = ANY(%s)", [list(set(uids))]))}

    def units_ever(self) -> Sequence[Record]:
        """Return all units, deleted and joined ones too."""
        return self.find_all("unit")

    def late_term(self, record: Record, day: dt.date | None = None) -> Due | None:
        return late_term(self.kinds[record.kind].deadlines, record, day or self.today(), self.terms, self)

    # Rows

    def _selected(
        self,
        kind: Kind,
        filters: Mapping[str, Sought] | None,
        between: tuple[str, dt.date, dt.date] | None,
    ) -> Sequence[Condition]:
        conditions = [
            ("kind = %s", [kind.name]),
            selecting.shown_ones(),
            selecting.having(kind, filters or {}, self.shown_as),
        ]
        return conditions if between is None else [*conditions, selecting.between(kind, *between)]

    def _read(self, *conditions: Condition) -> Sequence[Record]:
        where, values = _all_of(conditions)
        rows = self._rows(f"SELECT {_COLUMNS} FROM danvan.record WHERE {where}", values)
        return [self._record(*row) for row in rows if row[0] in self.kinds]

    def _rows(self, query: str, values: Sequence[Any] = ()) -> Sequence[tuple[Any, ...]]:
        with told_in_words():
            rows: Sequence[tuple[Any, ...]] = self._connection.execute(query, values).fetchall()
            return rows

    def _record(
        self, kind: str, uid: str, fields: str, deleted: bool, changed: str, decided: str | None, secret: bool
    ) -> Record:
        said = json.loads(fields)
        values = {name: said.get(name) for name in self.kinds[kind].by_name}
        return Record(kind, uid, values, deleted, changed, decided, secret)


def _all_of(conditions: Iterable[Condition]) -> Condition:
    several = list(conditions)
    return " AND ".join(where for where, _values in several), [one for _where, values in several for one in values]


@contextmanager
def opened_records(url: str, clock: Clock | None = None) -> Iterator[ProvinceRecords]:
    """Read the database at ``url``; raises ProvinceError in words."""
    connection = open_to_read(url)
    try:
        yield ProvinceRecords(connection, clock=clock)
    finally:
        connection.close()


def open_to_read(url: str) -> Any:
    """Connect without any right to write, each transaction of one moment; raises ProvinceError in words."""
    from psycopg import IsolationLevel

    with told_in_words():
        connection = connected(url)
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        if is_prepared(connection):
            return connection
        connection.close()
    raise ProvinceError(
        _(
            "Cơ sở dữ liệu này chưa có dữ liệu tổng hợp để xem. Hãy chạy lệnh danvan consolidate của phiên bản này"
            " trước."
        )
    )


def _ordered(kind: Kind, name: str) -> str:
    """Return the column of a field by which records have an order."""
    column = f"({selecting.column(kind, name)})"
    return f"{column}::int" if kind.field(name).type is FieldType.INTEGER else column
