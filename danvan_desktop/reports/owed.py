"""How units keep the duty to report: what each owes of a period, what came late, whether its records are here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from danvan_desktop.domain.coverage import Coverage, CoverageState
from danvan_desktop.domain.kind import STATE
from danvan_desktop.domain.kinds.submission import RETURNED, SUBMISSION_TERM
from danvan_desktop.domain.order import dictionary_key
from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.records import Records
from danvan_desktop.localization import Message, _, ngettext

RECORDED_HERE = _("Theo dõi trực tiếp")


class DutyState(Enum):
    """How a report that is owed stands on a day."""

    IN_TIME = "in_time"
    LATE = "late"
    MISSING = "missing"
    AHEAD = "ahead"


@dataclass(frozen=True)
class Owed:
    """A report that a unit owes: how it stands, and by how many days it came or is late."""

    record: Record
    kept: DutyState
    days_late: int = 0

    @property
    def words(self) -> Message:
        """Say how it stands; days late are those until it was sent for good, of one sent back until it came anew."""
        if self.kept is DutyState.LATE:
            return self._came_late()
        if self.kept is DutyState.MISSING:
            return self._did_not_come()
        if self.is_returned:
            return _("Bị trả lại, chưa đến hạn")
        return _("Đã gửi đúng hạn") if self.kept is DutyState.IN_TIME else _("Chưa đến hạn")

    def _came_late(self) -> Message:
        if self.record.text("returned_reason"):
            return ngettext(
                "Gửi lại sau khi bị trả lại, chậm {n} ngày",
                "Gửi lại sau khi bị trả lại, chậm {n} ngày",
                self.days_late,
            )
        return ngettext("Đã gửi, chậm {n} ngày", "Đã gửi, chậm {n} ngày", self.days_late)

    def _did_not_come(self) -> Message:
        if self.is_returned:
            return ngettext(
                "Bị trả lại, chưa gửi lại, quá hạn {n} ngày",
                "Bị trả lại, chưa gửi lại, quá hạn {n} ngày",
                self.days_late,
            )
        return ngettext("Chưa gửi, quá hạn {n} ngày", "Chưa gửi, quá hạn {n} ngày", self.days_late)

    @property
    def is_returned(self) -> bool:
        """Whether it was sent back and is waited for again."""
        return self.record.text(STATE) == RETURNED


@dataclass(frozen=True)
class UnitOwes:
    """What a unit owes of one period, and how far its records of that period are here."""

    unit: Record
    period: Period
    reports: Sequence[Owed]
    coverage: Coverage

    def count(self, kept: DutyState) -> int:
        """Count the reports that stand so."""
        return sum(one.kept is kept for one in self.reports)


def standing_of(store: Records, record: Record, today: dt.date) -> Owed:
    """Tell how a report that is owed stands on a day."""
    if SUBMISSION_TERM.is_open(record, store):
        term = SUBMISSION_TERM.term(record, store.terms)
        late = 0 if term is None else term.days_late(today)
        return Owed(record, DutyState.MISSING if late else DutyState.AHEAD, late)
    late = SUBMISSION_TERM.done_late(record, store.terms)
    return Owed(record, DutyState.LATE if late else DutyState.IN_TIME, late)


def owed_in(store: Records, due: Period, today: dt.date) -> Sequence[UnitOwes]:
    """Return what each unit owes that falls due in ``due``, by unit and by the period reported on."""
    found: dict[tuple[str, str], list[Record]] = {}
    for record in store.list("submission", between=("due_on", due.first, due.last), order="due_on"):
        found.setdefault((record.text("from_unit"), record.text("period")), []).append(record)
    coverages = store.coverages()
    owed = []
    for (uid, code), records in found.items():
        unit, period = store.get(uid, include_deleted=True) or store.unit, Period.parse(code)
        coverage = coverages.of(uid, period.first, period.last)
        owed.append(UnitOwes(unit, period, [standing_of(store, one, today) for one in records], coverage))
    return sorted(owed, key=lambda one: (dictionary_key(one.unit.text("name")), one.period.last, one.period.first))


def kept_by(store: Records, record: Record, today: dt.date) -> UnitOwes:
    """Tell how one report that is owed stands, and whether the records of its period are here."""
    unit, period = store.get(record.text("from_unit"), include_deleted=True), Period.parse(record.text("period"))
    coverage = store.coverages().of(record.text("from_unit"), period.first, period.last)
    return UnitOwes(unit or store.unit, period, [standing_of(store, record, today)], coverage)


def missing_below(store: Records, due: Period, today: dt.date) -> Sequence[Owed]:
    """Return the reports of other units that fell due in ``due`` or before and were not sent, by unit and day."""
    own = store.tree.standing_for(store.unit.uid)
    late = [
        standing_of(store, one, today)
        for one in store.list("submission", order="due_on")
        if (one.date("due_on") or dt.date.max) <= due.last and store.tree.standing_for(one.text("from_unit")) != own
    ]
    missing = [one for one in late if one.kept is DutyState.MISSING]
    return sorted(missing, key=lambda one: dictionary_key(store.title(one.record.text("from_unit"))))


def coverage_words(coverage: Coverage) -> Message:
    """Say whether the records of a unit for a period are here."""
    if coverage.state is CoverageState.RECORDED_HERE:
        return RECORDED_HERE
    if coverage.state is CoverageState.ENDED:
        return _("Đơn vị đã kết thúc")
    if coverage.state is CoverageState.NOT_REPORTED or coverage.told_on is None:
        return _("Chưa có")
    if coverage.is_lacking:
        return _("Còn thiếu, có đến ngày {day}", day=coverage.told_on)
    if coverage.state is CoverageState.PARTLY:
        return _("Một phần, đến ngày {day}", day=coverage.told_on)
    return _("Có đủ, đến ngày {day}", day=coverage.told_on)
