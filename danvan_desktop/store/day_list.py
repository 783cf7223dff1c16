"""The day's list: what is late, what is due today and in the next days, with everything an officer acts on it by.

The window shows it and ``danvan report today-list`` prints it. It is the work list of ``danvan due``
(``store/work_list.py``), and besides what has a day without being a term: gatherings ahead, the report of a period that
ends, the gatherings that a year still lacks.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from itertools import islice
from operator import attrgetter
from typing import NamedTuple, TypeVar

from msgspec import Struct, field

from danvan_desktop.domain.authority import Standing
from danvan_desktop.domain.choices import PLANNED
from danvan_desktop.domain.deadlines import OPEN
from danvan_desktop.domain.events import DayEvent
from danvan_desktop.domain.kind import STATE, TITLE_JOINT, Kind
from danvan_desktop.domain.order import dictionary_key
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.titles import in_words
from danvan_desktop.localization import Message, _
from danvan_desktop.store.due_items import WITHIN, DueItem, Urgency
from danvan_desktop.store.readable import ReadableStore
from danvan_desktop.store.reminders import lacking, reports_of_quarters
from danvan_desktop.store.work_list import WaitingGroup, WaitingRecord, Work, waiting_groups, works_of

_AT_ONCE = 200
"""So many works of one day are laid out at a time, in the order of their words; hardly any day has more."""
_PARTS = 2
COMPETENCE = "competence"


class DueStub(Struct, kw_only=True):
    """What is to be done alike before it is laid out: when, of which kind, unit and person, and how many ``works``.

    ``items`` are those that are laid out, by their records' uids; ``named`` the records, once they are named.
    """

    urgency: Urgency
    until: dt.date
    kind: str
    unit: str
    place_name: str
    who: str
    works: int = 1
    waiting: WaitingGroup | None = None
    named: Sequence[WaitingRecord] = ()
    items: dict[str, DueItem] = field(default_factory=dict)

    def records(self, store: ReadableStore, count: int) -> Sequence[WaitingRecord]:
        """Name the first of the records that wait, unless they are named."""
        if self.waiting is not None and len(self.named) < min(count, self.works):
            self.named = tuple(islice(self.waiting.records(store), count))
        return self.named[:count]


class _Named(NamedTuple):
    """One work of those alike; what has no record is laid out from the beginning."""

    stub: DueStub
    record: WaitingRecord | None


Doing = TypeVar("Doing", DueItem, DueStub)


class DueGroup(Sized):
    """A part of the list in the order of its days: long ones are laid out only as far as they are shown."""

    def __init__(self, store: ReadableStore, stubs: Iterable[DueStub]) -> None:
        """Lay nothing out yet."""
        self._store = store
        self._stubs = sorted(stubs, key=attrgetter("until"))
        self._count = sum(stub.works for stub in self._stubs)
        self._laid_out: list[DueItem] = []
        self._next = 0
        self._of_a_day: Iterator[_Named] = iter(())

    def __len__(self) -> int:
        """Count what is to do."""
        return self._count

    def first(self, count: int) -> Sequence[DueItem]:
        """Lay the first out: days as far as they are short, since what ends on one stands in the order of its words."""
        while len(self._laid_out) < count and (some := self._next_of_a_day()):
            self._laid_out += sorted(_laid_out(self._store, some), key=lambda item: dictionary_key(str(item.content)))
        return self._laid_out[:count]

    def _next_of_a_day(self) -> Sequence[_Named]:
        while not (some := [*islice(self._of_a_day, _AT_ONCE)]) and self._next < len(self._stubs):
            day = self._stubs[self._next].until
            end = bisect_right(self._stubs, day, key=attrgetter("until"))
            self._of_a_day = self._named(self._stubs[self._next : end])
            self._next = end
        return some

    def _named(self, stubs: Iterable[DueStub]) -> Iterator[_Named]:
        for stub in stubs:
            if stub.waiting is None:
                yield _Named(stub, None)
            told: set[str] = set()
            while len(told) < stub.works and (more := self._named_of(stub, told)):
                told.update(one.uid for one in more)
                yield from (_Named(stub, one) for one in more)

    def _named_of(self, stub: DueStub, told: set[str]) -> Sequence[WaitingRecord]:
        """Name more of those alike than are told; twice as many each time, since they are read from the first on."""
        some = stub.records(self._store, max(_AT_ONCE, 2 * len(told)))
        return [one for one in some if one.uid not in told]


def day_list(store: ReadableStore) -> Sequence[DueItem]:
    """Return what is to be done, in the order of its days; reads only what can be due."""
    return _all_of(store, due_stubs(store))


def due_stubs(store: ReadableStore) -> Sequence[DueStub]:
    """Return the same in no order, and laid out only where nothing waits for it."""
    today = store.today()
    units = _UnitNames(store)
    found = [_stub_of(store, one, today, units) for one in waiting_groups(store, today + WITHIN)]
    items = [
        item
        for item, record in _gatherings(store, today, today + WITHIN, units)
        if record.text(STATE) == PLANNED or item.until > today
    ]
    return [*found, *map(_stub_of_item, [*items, *reports_of_quarters(today), *lacking(store, today)])]


def agenda(store: ReadableStore, first: dt.date, last: dt.date) -> Mapping[dt.date, Sequence[DueItem]]:
    """Return what takes place and what ends on each day from ``first`` to ``last``, in the order of each day."""
    today, units = store.today(), _UnitNames(store)
    waits = [one for one in waiting_groups(store, last) if one.due.term.until >= first]
    works = _all_of(store, [_stub_of(store, one, today, units) for one in waits])
    items = [*(item for item, _record in _gatherings(store, first, last, units)), *works]
    days: dict[dt.date, list[DueItem]] = {
        first + dt.timedelta(days=number): [] for number in range((last - first).days + 1)
    }
    for item in items:
        days[item.until].append(item)
    return days


def _all_of(store: ReadableStore, stubs: Iterable[DueStub]) -> Sequence[DueItem]:
    group = DueGroup(store, stubs)
    return group.first(len(group))


def by_urgency(stubs: Iterable[Doing]) -> Mapping[Urgency, Sequence[Doing]]:
    """Return the items or stubs of each part, in their order."""
    parts: dict[Urgency, list[Doing]] = {urgency: [] for urgency in Urgency}
    for one in stubs:
        parts[one.urgency].append(one)
    return parts


class _UnitNames:
    """Names of units, each read once."""

    def __init__(self, store: ReadableStore) -> None:
        self._store = store
        self._names: dict[str, str] = {}

    def __call__(self, uid: str) -> str:
        if uid not in self._names:
            self._names[uid] = self._store.title(uid)
        return self._names[uid]


def _stub_of(store: ReadableStore, one: WaitingGroup, today: dt.date, units: _UnitNames) -> DueStub:
    until, late = one.due.term.until, one.due.days_late(today)
    return DueStub(
        urgency=Urgency.LATE if late else Urgency.TODAY if until == today else Urgency.AHEAD,
        until=until,
        kind=one.kind.name,
        unit=one.unit,
        place_name=units(one.unit) if one.unit else "",
        who=one.by or (units(one.unit) if one.unit and one.due.deadline.by else store.unit.text("name")),
        works=one.count,
        waiting=one,
    )


def _stub_of_item(item: DueItem) -> DueStub:
    return DueStub(
        urgency=item.urgency, until=item.until, kind=item.kind, unit=item.unit,
        place_name=item.place_name, who=item.who, items={item.uid: item},
    )  # fmt: skip


def _laid_out(store: ReadableStore, works: Sequence[_Named]) -> Iterator[DueItem]:
    """Lay out what is not yet; what is no longer there when its record is read is left out."""
    bare = {
        (one.record.uid, one.record.due.deadline.name): one
        for one in works
        if one.record is not None and one.record.uid not in one.stub.items
    }
    for work in works_of(store, [one.record for one in bare.values() if one.record is not None]):
        stub = bare[work.record.uid, work.due.deadline.name].stub
        stub.items[work.record.uid] = _of_work(store, work, stub)
    for stub, record in works:
        if record is None:
            yield from stub.items.values()
        elif record.uid in stub.items:
            yield stub.items[record.uid]


def _of_work(store: ReadableStore, work: Work, stub: DueStub) -> DueItem:
    record, deadline, term = work.record, work.due.deadline, work.due.term
    kind = store.kinds[record.kind]
    return DueItem(
        urgency=stub.urgency,
        content=_content(kind, record),
        standing=deadline.undone,
        work=deadline.work,
        label=_label(kind, record),
        until=term.until,
        term=term.words,
        last=term.last,
        days_late=work.due.days_late(store.today()),
        citation=deadline.citation(record, store.terms) or "",
        kind=kind.name,
        uid=record.uid,
        unit=stub.unit,
        place_name=stub.place_name,
        who=stub.who,
        step=deadline.step if _is_ours_to_do(store, record, deadline.done, stub.unit) else OPEN,
        done=deadline.done,
    )


def _is_ours_to_do(store: ReadableStore, record: Record, done: str, unit: str) -> bool:
    """Tell whether this office does what is late: of an office below only what it answers by its own competence."""
    if not unit or store.authority.standing_now(store.device_key, unit) is Standing.OWN:
        return True
    kind = store.kinds[record.kind]
    if not kind.has(done) or not kind.field(done).answered_from_above:
        return False
    return not kind.has(COMPETENCE) or record.text(COMPETENCE) == store.unit.text("kind")


def _content(kind: Kind, record: Record) -> str:
    """Return what a record is about: its title without the number before it."""
    return kind.title_of(record).removeprefix(_number(kind, record) + TITLE_JOINT)


def _number(kind: Kind, record: Record) -> str:
    """Return what comes before the content in a title of several parts, empty where it is not told.

    One of a list of sorts is no number: which report is owed is what the work is about.
    """
    if len(kind.title) < _PARTS or record.get(kind.title[0]) is None or kind.field(kind.title[0]).choices:
        return ""
    number = in_words(kind.field(kind.title[0]), record.get(kind.title[0]))
    return number if kind.title_of(record).startswith(number + TITLE_JOINT) else ""


def _label(kind: Kind, record: Record) -> Message:
    """Name the kind of a record with its number or, without one, its day."""
    number, day = _number(kind, record), record.date(kind.date) if kind.date else None
    if number:
        return _("{kind} {number}", kind=kind.plural, number=number)
    return kind.plural if day is None else _("{kind} {day}", kind=kind.plural, day=day)


def _gatherings(
    store: ReadableStore, first: dt.date, last: dt.date, units: _UnitNames
) -> Iterator[tuple[DueItem, Record]]:
    """Go through what takes place on some days, in the order of its moments, each with its record."""
    for kind in store.kinds:
        for event in kind.events:
            for record in store.list(kind.name, between=(event.date, first, last), order=event.date):
                yield _gathering(store, kind, event, record, units), record


def _gathering(store: ReadableStore, kind: Kind, event: DayEvent, record: Record, units: _UnitNames) -> DueItem:
    day, today = record.date(event.date) or store.today(), store.today()
    unit = record.text(kind.unit) if kind.unit else ""
    moment = record.datetime(event.date) if "T" in record.text(event.date) else None
    return DueItem(
        urgency=Urgency.TODAY if day == today else Urgency.AHEAD,
        content=kind.title_of(record),
        standing=None,
        work=event.words,
        label=kind.plural,
        until=day,
        term=_("{day}", day=day) if moment is None else _("{moment}", moment=moment),
        kind=kind.name,
        uid=record.uid,
        unit=unit,
        place_name=units(unit) if unit else "",
        who=units(unit) if unit else "",
        done=event.date,
        moment=moment,
    )
