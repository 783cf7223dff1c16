"""Holds a printed paper's code against the records that are here, by the frozen set that it names."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.records import Records
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.reports.coverage import Covered
from danvan_desktop.reports.figures import Figure, FigureGroup, ReportFigures, figure_of
from danvan_desktop.reports.proof.code import ProofCode, ProofError, unit_mark
from danvan_desktop.reports.proof.frozen import FrozenForm, FrozenSet, frozen_set
from danvan_desktop.reports.proof.rows import ProvenRow, proven_rows, register_records
from danvan_desktop.reports.proof.seal import Content, code_of, figure_content, read_payload, row_content

BY_GROUP = _(
    "Mã ngắn chỉ cho biết nhóm số liệu nào khác nên cột “Đã in” để dấu hỏi. Muốn biết từng số liệu, hãy kiểm tra bằng"
    " tệp PDF hoặc nội dung mã QR."
)
"""Why the printed figures are not told where only a short code was read."""
_NOT_HERE = _("Họ tên, địa chỉ trong sổ chưa được đối chiếu: dữ liệu cá nhân của các hồ sơ này không có ở đây.")


@dataclass(frozen=True)
class Difference:
    """A figure of a group that differs: what the records say, and what was printed where the proof tells it."""

    figure: Figure
    here: int
    printed: int | None = None


@dataclass(frozen=True)
class Verification:
    """Whether the records here give what was printed.

    ``groups`` are those that differ, ``differences`` the figures concerned: exactly those that differ when the QR code
    or file was read, all of the group when only the short code is known (``by_group``). Of a register ``rows`` are the
    records here that were not printed so, ``rows_missing`` counts printed rows that no record here gives.
    ``people_not_here``: the persons of its rows could not be held against anything. ``coverages`` tell how far the
    records of the units that have a device of their own are here.
    """

    form: str
    unit: Record
    period: Period
    as_of: dt.date
    agrees: bool
    groups: tuple[FigureGroup, ...] = ()
    differences: tuple[Difference, ...] = ()
    coverages: tuple[Covered, ...] = ()
    rows: tuple[Record, ...] = ()
    rows_missing: int = 0
    people_not_here: bool = False

    @property
    def by_group(self) -> bool:
        """Whether it is known only which groups differ, not which of their figures."""
        return any(difference.printed is None for difference in self.differences)

    def notes(self, store_titles: Sequence[str]) -> list[Message]:
        """Say what the table of figures does not: rows that differ, named by ``store_titles``, what was not checked."""
        said: list[Message] = []
        if store_titles:
            said.append(_("Dòng khác với bản in hoặc chưa in: {rows}.", rows="; ".join(store_titles)))
        if self.rows_missing:
            missing = self.rows_missing
            said.append(
                ngettext(
                    "Bản in có {n} dòng mà ở đây không có hoặc đã khác.",
                    "Bản in có {n} dòng mà ở đây không có hoặc đã khác.",
                    missing,
                )
            )
        if self.people_not_here:
            said.append(_NOT_HERE)
        if self.by_group:
            said.append(BY_GROUP)
        return said


def verify(store: Records, text: str) -> Verification:
    """Check a short code or the content of a QR code; raises ProofError when it cannot be held against anything."""
    payload = read_payload(text)
    code, printed = payload if payload is not None else (ProofCode.parse(text), None)
    known = frozen_set(code.set)
    form = known.forms[code.form]
    found = [_held(store, unit, known, form, code, printed) for unit in _units(store, code)]
    return next((one for one in found if one.agrees), found[0])


def _units(store: Records, code: ProofCode) -> Sequence[Record]:
    """Return the units that a code may mean: digests of two may be the same."""
    units = [unit for unit in store.list("unit") if unit_mark(unit.uid, code.set) == code.unit]
    if not units:
        raise ProofError(_("Chưa có dữ liệu của đơn vị lập báo cáo này. Hãy nhập tệp trao đổi của đơn vị trước."))
    return units


def _held(
    store: Records, unit: Record, known: FrozenSet, form: FrozenForm, code: ProofCode, printed: Sequence[str] | None
) -> Verification:
    figures = ReportFigures(store, unit.uid, form.form, code.period, code.as_of)
    base = Verification(form.form, unit, code.period, code.as_of, False, coverages=tuple(figures.coverages()))
    if form.kind:
        records = register_records(store, unit.uid, form, code.period)
        rows = proven_rows(store, form, records, code.as_of)
        content = row_content(rows, form)
        return _of_rows(base, rows, form, printed, *_compared(known, form, unit, code, content))
    groups, agrees = _compared(known, form, unit, code, figure_content(figures, form))
    if printed is None:
        differences = _in_groups(figures, form, groups)
    else:
        differences = _exactly(figures, form, printed)
        groups = tuple(dict.fromkeys(difference.figure.group for difference in differences)) or groups
    return replace(base, agrees=agrees and not differences, groups=groups, differences=differences)


def _compared(
    known: FrozenSet, form: FrozenForm, unit: Record, code: ProofCode, content: Content
) -> tuple[tuple[FigureGroup, ...], bool]:
    here = code_of(known, form, unit.uid, code.period, code.as_of, content)
    compared = zip(known.places(form), here.groups, code.groups, strict=True)
    groups = tuple(group for group, now, then in compared if now != then)
    return groups, not groups and here.total == code.total


def _of_rows(
    base: Verification,
    rows: Sequence[ProvenRow],
    form: FrozenForm,
    printed: Sequence[str] | None,
    groups: tuple[FigureGroup, ...],
    agrees: bool,
) -> Verification:
    if agrees:
        return replace(base, agrees=True)
    if groups == (FigureGroup.PEOPLE,) and rows and not _tells_of_people(rows, form):
        return replace(base, agrees=True, people_not_here=True)
    if printed is None:
        return replace(base, groups=groups)
    marks = Counter(printed)
    marks.subtract(row.mark for row in rows)
    others = Counter({mark: -count for mark, count in marks.items() if count < 0})
    differing = tuple(row.record for row in rows if others[row.mark] > 0)
    missing = sum(count for count in marks.values() if count > 0)
    return replace(base, groups=groups, rows=differing, rows_missing=missing)


def _tells_of_people(rows: Sequence[ProvenRow], form: FrozenForm) -> bool:
    part = form.part(FigureGroup.PEOPLE)
    names = part.fields if part is not None else ()
    return any(row.record.get(name) is not None for row in rows for name in names)


def _in_groups(figures: ReportFigures, form: FrozenForm, groups: Sequence[FigureGroup]) -> tuple[Difference, ...]:
    return tuple(
        Difference(figure_of(code), figures.value(code).shown)
        for part in form.parts
        if part.group in groups
        for code in part.figures
    )


def _exactly(figures: ReportFigures, form: FrozenForm, printed: Sequence[str]) -> tuple[Difference, ...]:
    codes = form.figures
    if len(codes) != len(printed) or not all(value.isascii() and value.isdecimal() for value in printed):
        raise ProofError(_("Nội dung mã QR bị thiếu hoặc sai. Hãy quét lại, hoặc ghi mã kiểm chứng ngắn."))
    here = [figures.value(code).shown for code in codes]
    compared = zip(codes, here, map(int, printed), strict=True)
    return tuple(Difference(figure_of(code), now, then) for code, now, then in compared if now != then)
