"""Says in words whose records are here for a period: “not reported”, “held back” and “missing” are no zeros."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from danvan_desktop.domain.coverage import Coverage, CoverageState
from danvan_desktop.domain.record import Record
from danvan_desktop.localization import Message, Translator, _, enumerated

Covered = tuple[Record, Coverage]
"""A unit that has a device of its own, and how far its records are here."""

NOT_REPORTED = _("chưa báo cáo")
NOT_NAMED = _("không ghi tên")
"""Stands for the number of those of whom a book tells together, without names."""
NOT_ON_THE_BOOKS = "–"
"""Stands for the number of a time of which nothing is on the books: no nought."""


def word_for_nought(coverage: Coverage, kind: str) -> Message | None:
    """Return what stands for a count of nought of a kind of record; ``None`` where nought is known to be nought."""
    if coverage.is_known(kind):
        return None
    if coverage.state is CoverageState.NOT_REPORTED:
        return NOT_REPORTED
    return _("chưa đủ") if coverage.is_lacking else _("không gửi")


def number_or_dash(number: int | None, say: Translator) -> str:
    """Write a number of a former time, or what stands for one that nobody recorded."""
    return NOT_ON_THE_BOOKS if number is None else say.number(number)


def coverage_notes(covered: Sequence[Covered]) -> Iterator[Message]:
    """Tell whose records of the period are not here, or not all of them; nothing when all are."""
    if silent := _named(covered, lambda one: one.state is CoverageState.NOT_REPORTED):
        yield _("Chưa báo cáo kỳ này (không phải bằng 0): {units}.", units=silent)
    if early := _named(covered, lambda one: one.state is CoverageState.PARTLY):
        yield _("Mới báo cáo một phần kỳ này: {units}.", units=early)
    if lacking := _named(covered, lambda one: one.is_lacking):
        yield _("Số liệu gửi về còn thiếu một phần: {units}.", units=lacking)
    if holding := _named(covered, lambda one: bool(one.held_kinds)):
        yield _("Đơn vị không gửi một phần số liệu của kỳ này: {units}.", units=holding)


def _named(covered: Sequence[Covered], concerns: Callable[[Coverage], bool]) -> Message | None:
    named = [_name(unit, coverage) for unit, coverage in covered if concerns(coverage)]
    return enumerated(named) if named else None


def _name(unit: Record, coverage: Coverage) -> Message:
    name = unit.text("name")
    if coverage.told_on is None:
        return _("{unit} (chưa gửi lần nào)", unit=name)
    return _("{unit} (số liệu đến ngày {day})", unit=name, day=coverage.told_on)
