"""Holds a printed report's code against the records that are here."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Record
from danvan_desktop.localization import _
from danvan_desktop.reports.coverage import Covered
from danvan_desktop.reports.figures import FIGURES, Figure, FigureGroup, ReportFigures
from danvan_desktop.reports.proof.code import ProofCode, ProofError, differing_groups, unit_mark
from danvan_desktop.reports.proof.seal import PROVEN_FORMS, code_of, proven_figures, read_payload
from danvan_desktop.store import Store

_SIGN = "[0-9A-HJKMNP-TV-Z]"
_CODE = re.compile(rf"\b(?:{_SIGN}{{4}}[-\s\x02\ufffe]{{1,3}}){{5}}{_SIGN}{{4}}\b")
"""PDFium gives a hyphen at the end of a line as another character."""
_BETWEEN = re.compile(r"[-\s\x02\ufffe]+")

BY_GROUP = _(
    "Mã ngắn chỉ cho biết nhóm số liệu nào khác nên cột “Đã in” để dấu hỏi. Muốn biết từng số liệu, hãy kiểm tra bằng"
    " tệp PDF hoặc nội dung mã QR."
)
"""Why the printed figures are not told where only a short code was read."""


@dataclass(frozen=True)
class Difference:
    """A figure of a group that differs: what the records say, and what was printed where the proof tells it."""

    figure: Figure
    here: int
    printed: int | None = None


@dataclass(frozen=True)
class Verification:
    """Whether the records here give the figures that were printed.

    ``groups`` are those that differ, ``differences`` the figures concerned: exactly those that differ when the QR code
    or file was read, all of the group when only the short code is known (``by_group``). ``coverages`` tell how far the
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

    @property
    def by_group(self) -> bool:
        """Whether it is known only which groups differ, not which of their figures."""
        return any(difference.printed is None for difference in self.differences)


def verify(store: Store, text: str) -> Verification:
    """Check a short code or the content of a QR code; raises ProofError when it cannot be held against anything."""
    payload = read_payload(text)
    code, printed = payload if payload is not None else (ProofCode.parse(text), None)
    forms = list(PROVEN_FORMS)
    if code.form >= len(forms):
        raise ProofError(_("Mã kiểm chứng là của một mẫu báo cáo mà phiên bản này chưa có. Hãy cập nhật phần mềm."))
    form, unit = forms[code.form], _unit(store, code)
    figures = ReportFigures(store, unit.uid, form, code.period, code.as_of)
    here = code_of(form, unit.uid, code.period, figures)
    groups = differing_groups(code.groups, here.groups)
    if printed is None:
        differences = _in_groups(figures, form, groups)
    else:
        differences = _exactly(figures, form, printed)
        groups = tuple(dict.fromkeys(difference.figure.group for difference in differences)) or groups
    agrees = code.total == here.total and not groups and not differences
    coverages = tuple(figures.coverages())
    return Verification(form, unit, code.period, code.as_of, agrees, groups, differences, coverages)


def code_in_pdf(path: Path) -> str:
    """Return the proof that a report's file carries: the content of its QR code, else the code that is printed.

    Raises ProofError for a file that is no PDF, cannot be read or carries none.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except (OSError, pypdfium2.PdfiumError) as error:
        raise ProofError(_("Không đọc được tệp PDF “{path}”.", path=str(path))) from error
    try:
        texts = (page.get_textpage().get_text_range() for page in document)
        printed = [_BETWEEN.sub("-", found) for text in texts for found in _CODE.findall(text)]
        keywords = document.get_metadata_value("Keywords")
    finally:
        document.close()
    payload = read_payload(keywords) if keywords else None
    if payload is not None and (not printed or str(payload[0]) in printed):
        return str(keywords)
    if printed:
        return str(printed[0])
    raise ProofError(_("Tệp “{path}” không có mã kiểm chứng.", path=path.name))


def _unit(store: Store, code: ProofCode) -> Record:
    for unit in store.list("unit"):
        if unit_mark(unit.uid) == code.unit:
            return unit
    raise ProofError(_("Chưa có dữ liệu của đơn vị lập báo cáo này. Hãy nhập tệp đồng bộ của đơn vị trước."))


def _in_groups(figures: ReportFigures, form: str, groups: Sequence[FigureGroup]) -> tuple[Difference, ...]:
    return tuple(
        Difference(FIGURES[code], figures.value(code).shown)
        for code in proven_figures(form)
        if FIGURES[code].group in groups
    )


def _exactly(figures: ReportFigures, form: str, printed: Sequence[int]) -> tuple[Difference, ...]:
    codes = proven_figures(form)
    if len(codes) != len(printed):
        raise ProofError(_("Mã kiểm chứng do phiên bản phần mềm khác tạo. Hãy cập nhật phần mềm."))
    here = [figures.value(code).shown for code in codes]
    compared = zip(codes, here, printed, strict=True)
    return tuple(Difference(FIGURES[code], now, then) for code, now, then in compared if now != then)
