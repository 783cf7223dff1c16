"""Which records a list shows, found in the background."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from danvan_desktop.domain.fields import Field, FieldType, Sought, Value
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.order import dictionary_key
from danvan_desktop.domain.own_names import names_among
from danvan_desktop.domain.period import Period, PeriodKind
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.store import Store
from danvan_desktop.store.work_list import waiting
from danvan_desktop.ui.kinds.view import Derived
from danvan_desktop.ui.models.naming import shown

MOST_HITS = 1_000
"""A search lists no more records than this, the newest ones."""
TERM = Derived.TERM.value
"""The name under which lists filter by how petitions stand to their term."""
OVERDUE, DUE_TODAY, DUE_SOON = "overdue", "today", "week"
WHEN = Derived.PERIOD.value
"""The name under which lists filter by the period that records fall into."""
THIS_MONTH, THIS_QUARTER, LAST_QUARTER, THIS_YEAR = "month", "quarter", "last-quarter", "year"
UNFILLED = "∅"
"""Filters by a field in which nothing is written."""
DUE_WITHIN = dt.timedelta(days=7)
"""Until when something is due soon."""
_DAY = dt.timedelta(days=1)


class ListQuery(Struct, frozen=True):
    """What the officer asked a list for; ``order`` is a field name, with ``-`` before it for descending.

    ``filters`` may hold ``TERM`` and ``WHEN`` beside fields, and ``UNFILLED`` for a field in which nothing is written;
    ``group`` names the field by whose values the list is parted.
    """

    kind: str
    text: str = ""
    filters: Mapping[str, Sought] = field(default_factory=dict)
    order: str | None = None
    group: str = ""

    @property
    def narrows(self) -> bool:
        """Whether it leaves records out."""
        return bool(self.text or self.filters)


class Listing(Struct, frozen=True):
    """The rows of a list: uids, and by row the headings of groups, where the uid is empty."""

    uids: Sequence[str]
    headings: Mapping[int, str] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many records it has."""
        return len(self.uids) - len(self.headings)


def find_listing(store: Store, query: ListQuery, translator: Translator) -> Listing:
    """Return the records that fit, in the order asked for, parted into groups when asked for."""
    filters, among = _narrowed(store, query)
    if not query.group:
        return Listing(store.many_uids(query.kind, order=query.order, filters=filters, among=among))
    valued = store.valued(query.kind, query.group, order=query.order, filters=filters, among=among)
    return _grouped(store, store.kinds[query.kind], query.group, valued, translator)


def find_uids(store: Store, query: ListQuery, limit: int | None = None) -> Sequence[str]:
    """Return the records that fit, in the order asked for."""
    filters, among = _narrowed(store, query)
    return store.uids(query.kind, order=query.order, filters=filters, among=among, limit=limit)


def values_in(sought: Sought) -> tuple[Value, ...]:
    """Return the values that a field is filtered by, one or several; none for no filter."""
    return sought if isinstance(sought, tuple) else () if sought is None else (sought,)


def _narrowed(store: Store, query: ListQuery) -> tuple[Mapping[str, Sought], Sequence[str] | None]:
    """Return the filters by fields, and the uids that search, term and period leave, ``None`` when these leave all."""
    filters = {name: _stored(value) for name, value in query.filters.items() if name not in (TERM, WHEN)}
    left: Sequence[str] | None = None
    if query.text:
        left = [hit.uid for hit in store.search(query.text, kind=query.kind, limit=MOST_HITS)]
    for name, fitting_by in ((TERM, _by_term), (WHEN, _by_period)):
        wanted = query.filters.get(name)
        if wanted is not None:
            fitting = fitting_by(store, query.kind, str(wanted))
            allowed = set(fitting)
            left = fitting if left is None else [uid for uid in left if uid in allowed]
    return filters, left


def _stored(sought: Sought) -> Sought:
    """Return what stands in the store for it: nothing where nothing is written."""
    if isinstance(sought, tuple):
        return tuple(None if value == UNFILLED else value for value in sought)
    return None if sought == UNFILLED else sought


def _by_period(store: Store, kind: str, wanted: str) -> Sequence[str]:
    date, period = store.kinds[kind].date, _period(store.today(), wanted)
    return store.uids(kind, between=None if date is None else (date, period.first, period.last))


def _period(today: dt.date, wanted: str) -> Period:
    quarter = Period.quarter_of(today)
    return {
        THIS_MONTH: Period(PeriodKind.MONTH, today.year, today.month),
        LAST_QUARTER: quarter.previous(),
        THIS_YEAR: Period(PeriodKind.YEAR, today.year),
    }.get(wanted, quarter)


def _by_term(store: Store, kind: str, term: str) -> Sequence[str]:
    store.forget_law()
    today = store.today()
    last = {OVERDUE: today - _DAY, DUE_TODAY: today}.get(term, today + DUE_WITHIN)
    waits = waiting(store, last, [store.kinds[kind]])
    return list(dict.fromkeys(one.uid for one in waits if term == OVERDUE or one.due.term.until >= today))


def _grouped(
    store: Store, kind: Kind, name: str, valued: Sequence[tuple[str, Value]], translator: Translator
) -> Listing:
    declared = kind.field(name)
    groups: dict[Value, list[str]] = {}
    for uid, value in valued:
        groups.setdefault(value, []).append(uid)
    names = _group_names(store, kind, declared, groups, translator)
    places = {choice.code: place for place, choice in enumerate(declared.choices)}
    ordered = sorted(groups, key=lambda value: (value is None, places.get(str(value), 0), dictionary_key(names[value])))
    uids: list[str] = []
    headings: dict[int, str] = {}
    for value in ordered:
        headings[len(uids)] = translator(_heading(names[value], len(groups[value])))
        uids += ["", *groups[value]]
    return Listing(uids, headings)


def _group_names(
    store: Store, kind: Kind, declared: Field, groups: Mapping[Value, object], translator: Translator
) -> Mapping[Value, str]:
    own = names_among(kind, declared, store) if declared.named_by else {}
    is_reference = declared.type is FieldType.REFERENCE
    titles = store.titles(str(uid) for uid in groups if uid) if is_reference else {}
    empty = translator(_("(chưa ghi)"))

    def called(value: Value) -> str:
        named = translator(own.get(str(value), ""))
        return named or shown(declared, value, translator, lambda uid: titles.get(uid, "")) or empty

    return {value: called(value) for value in groups}


def _heading(name: str, count: int) -> Message:
    return _("{group} ({count})", group=name, count=count)
