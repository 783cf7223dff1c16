"""Sổ theo dõi công khai: what was made public in a period, in which forms, where, and whether in time."""

from __future__ import annotations

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.register import ColumnContext, Register, RegisterColumn, Words, fields, lines
from danvan_desktop.domain.rules.publicity import DEADLINES, days_public, place_of_posting
from danvan_desktop.localization import _

_PUBLISH = DEADLINES[0]


def _postings(told: ColumnContext, item: Record) -> list[Record]:
    return list(told.reader.children(item.uid, "publicity_posting"))


def _where(told: ColumnContext, item: Record) -> Words:
    """Tell each form and place, with its days where these are not those of the column beside it.

    In Excel these days stay words: a cell holds several places, each with its own, and the column beside it has the
    days of all of them as days.
    """
    postings = _postings(told, item)
    whole = _span(told, item, postings)
    return lines(*(_posting(told, item, one, whole) for one in postings))


def _posting(told: ColumnContext, item: Record, posting: Record, whole: str) -> str:
    place = place_of_posting(posting, told.field(posting, "unit"), item.text("unit"))
    form, days = told.field(posting, "form"), _span(told, item, [posting])
    said = f"{form}: {place}" if place else form
    return said if days == whole else f"{said} ({days})"


def _days(told: ColumnContext, item: Record) -> Words:
    return _span(told, item, _postings(told, item))


def _span(told: ColumnContext, item: Record, postings: list[Record]) -> str:
    return days_public(item, postings, lambda day: told.say(_("{day}", day=day)))


def _in_time(told: ColumnContext, item: Record) -> Words:
    term, late = _PUBLISH.term(item, told.terms), told.late(item)
    if late is not None:
        return f"Quá hạn {told.number(late[1])} ngày"
    if term is None:
        return ""
    days = _PUBLISH.done_late(item, told.terms)
    if days:
        return f"Chậm {told.number(days)} ngày"
    return "Đúng hạn" if item.get("published_on") is not None else f"Hạn {told.say(term.words)}"


REGISTER = Register(
    label=_("Sổ theo dõi công khai"),
    description=_("Các nội dung phải công khai của kỳ: văn bản, hình thức, nơi, thời gian, đúng hạn hay chậm"),
    title="Sổ theo dõi công khai thông tin",
    counted="nội dung đã công khai",
    file_stem="So-cong-khai",
    columns=(
        RegisterColumn("Nội dung", 50, fields("title")),
        RegisterColumn("Mục (Điều 11)", 36, fields("item")),
        RegisterColumn("Văn bản, ngày", 28, fields("paper_number", "paper_date"), centred=True),
        RegisterColumn("Hình thức, nơi", 70, _where),
        RegisterColumn("Từ – đến", 32, _days, centred=True),
        RegisterColumn("Người phụ trách", 24, fields("responsible")),
        RegisterColumn("Đúng hạn", 22, _in_time, centred=True),
    ),
)
