"""Rules of the office's papers: numbers are given once, a report's text belongs to one place of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.filling import FillContext
from danvan_desktop.domain.period import Period, PeriodError
from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.checks import sets_anew
from danvan_desktop.domain.rules.context import Rule, RuleContext
from danvan_desktop.domain.rules.numbering import (
    next_free_number,
    right_form,
    series_of,
    symbol_alone,
    symbol_of,
    written_number,
)
from danvan_desktop.localization import _

REGISTER = ("unit", "year", "issuer", "type")
"""What a number belongs to; the state begins anew each year, the Party each term."""
_PLACE = ("unit", "form", "period", "section", "figure")


def number_is_free_in_register(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A number is given once in its register."""
    if not sets_anew(record, context, *REGISTER, "number", "date"):
        return
    day = record.date("date")
    if day is None:
        return
    wanted = {name: record.get(name) for name in ("unit", "issuer", "type", "number")}
    series = series_of(context.reader, context.law, record.text("unit"), record.text("issuer"), day)
    for other in context.reader.find("document_number", **wanted):
        if other.uid != record.uid and series.holds(other):
            yield Problem(
                "number",
                _(
                    "Số {number} đã cấp cho “{subject}” ngày {day}. Hãy dùng số khác.",
                    number=f"{record.number('number'):02d}",
                    subject=other.text("subject"),
                    day=other.date("date") or "",
                ),
            )
            return


def number_is_of_its_year(record: Record, context: RuleContext) -> Iterator[Problem]:
    """The day of a paper lies in the year of its register."""
    day, year = record.date("date"), record.get("year")
    if day is not None and isinstance(year, int) and day.year != year:
        yield Problem("date", _("Ngày văn bản không thuộc sổ năm {year}.", year=str(year)))


def numbers_in_right_form(*names: str) -> Rule:
    """Make the rule that a number and symbol stand as their body writes them: a Party number is ``05-BC/ĐU``.

    Only told, since what stands on the paper counts (docs/sources.md).
    """

    def check(record: Record, context: RuleContext) -> Iterator[Problem]:
        for name in names:
            right = right_form(record.text(name)) if sets_anew(record, context, name) else ""
            if right:
                told = _("Cơ quan này ghi số, ký hiệu là {right}. Hãy xem lại trên văn bản.", right=right)
                yield Problem(name, told, Severity.WARNING)

    return check


def symbol_has_no_number(record: Record, context: RuleContext) -> Iterator[Problem]:
    """The symbol is the letters alone, since the number stands beside it."""
    letters = symbol_alone(record.text("symbol")) if sets_anew(record, context, "symbol") else ""
    if letters:
        number = written_number(record.text("issuer"), record.number("number"), letters)
        yield Problem(
            "symbol",
            _("Số đã có ở mục riêng, ký hiệu chỉ ghi {letters}; in ra là {number}.", letters=letters, number=number),
            Severity.WARNING,
        )


def period_is_known(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A period is written as a code."""
    if record.get("period") is None:
        return
    try:
        period = Period.parse(record.text("period"))
    except PeriodError as error:
        yield Problem("period", error.message)
        return
    if period.code != record.text("period"):
        yield Problem("period", _("Hãy ghi kỳ báo cáo là {code}.", code=period.code))


def text_has_one_place(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Edited text stands in a section, an overriding value or remark at a figure, and each place has one."""
    section, figure = record.text("section"), record.text("figure")
    if bool(section) == bool(figure):
        yield Problem("section", _("Phải ghi một mục của báo cáo hoặc một số liệu, không ghi cả hai."))
        return
    if figure and record.get("value") is None and record.get("remark") is None:
        yield Problem("remark", _("Hãy ghi giá trị thay thế hoặc ghi chú của số liệu."))
    if record.get("value") is not None and record.get("remark") is None:
        yield Problem("remark", _("Giá trị thay thế phải kèm lý do."))
    if not sets_anew(record, context, *_PLACE):
        return
    same = context.reader.find("report_text", **{name: record.get(name) for name in _PLACE})
    if any(other.uid != record.uid for other in same):
        yield Problem("section", _("Mục này của báo cáo đã có nội dung do cán bộ soạn; hãy sửa nội dung đó."))


def year_of_paper(record: Record, context: FillContext) -> Value:
    """The register is that of the year of the paper's day."""
    day = record.date("date")
    return None if day is None else day.year


def next_number_of_register(record: Record, context: FillContext) -> Value:
    """The next free number of the series that the paper belongs to on its day."""
    day = record.date("date") or dt.date(record.number("year"), 12, 31)
    unit, issuer, document_type = record.text("unit"), record.text("issuer"), record.text("type")
    return next_free_number(context.reader, context.terms.law, unit, issuer, document_type, day)


def symbol_of_paper(record: Record, context: FillContext) -> Value:
    """The usual letters behind the number."""
    unit = context.reader.get(record.text("unit"))
    return symbol_of(record.text("issuer"), record.text("type"), "" if unit is None else unit.text("kind")) or None
