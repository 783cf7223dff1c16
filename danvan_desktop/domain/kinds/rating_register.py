"""Sổ theo dõi xếp loại: who was rated in a period, what the points came to, and which rank was decided why."""

from __future__ import annotations

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.register import ColumnContext, Register, RegisterColumn, Words, Write, fields, lines
from danvan_desktop.domain.rules.ratings import rank_words
from danvan_desktop.localization import _


def _time(told: ColumnContext, rating: Record) -> Words:
    period = "" if rating.text("period") == "year" else told.field(rating, "period")
    return lines(rating.text("year"), period)


def _rank_of(name: str) -> Write:
    return lambda told, rating: _named(told, rating, name)


def _named(told: ColumnContext, rating: Record, name: str) -> str:
    words = rank_words(rating, rating.text(name), told.reader)
    return words if isinstance(words, str) else told.field(rating, name)


def _decided(told: ColumnContext, rating: Record) -> Words:
    if rating.get("ineligible"):
        return lines("Không đủ điều kiện xếp loại", rating.text("ineligible_reason"))
    return lines(_named(told, rating, "rank"), rating.text("reason"))


REGISTER = Register(
    label=_("Sổ theo dõi xếp loại"),
    description=_("Các xếp loại công tác dân vận quyết định trong kỳ: điểm, mức tự chấm, mức quyết định"),
    title="Sổ theo dõi đánh giá, xếp loại công tác dân vận",
    counted="kết quả xếp loại",
    file_stem="So-xep-loai",
    columns=(
        RegisterColumn("Năm, kỳ", 24, _time, centred=True),
        RegisterColumn("Đơn vị được xếp loại", 48, fields("target", "subject_kind")),
        RegisterColumn("Bộ tiêu chí", 38, fields("set")),
        RegisterColumn("Điểm", 16, fields("self_total"), True, "Tự chấm"),
        RegisterColumn("Mức", 30, _rank_of("self_rank"), group="Tự chấm"),
        RegisterColumn("Điểm", 16, fields("review_total"), True, "Thẩm định"),
        RegisterColumn("Mức", 30, _rank_of("review_rank"), group="Thẩm định"),
        RegisterColumn("Mức quyết định, lý do", 40, _decided),
        RegisterColumn("Số, ngày quyết định", 28, fields("decision_number", "decided_on"), centred=True),
    ),
)
