"""Sổ theo dõi họp: the columns of the register of meetings, and their figures."""

from __future__ import annotations

from danvan_desktop.domain.figures import counted, summed
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.register import ColumnContext, Register, RegisterColumn, count, fields
from danvan_desktop.domain.rules.validity import Vote
from danvan_desktop.domain.rules.voting import Verdict, outcome_of
from danvan_desktop.localization import _

_HOUSEHOLDS, _OPINIONS, _DECISIONS = "Số hộ", "Ý kiến", "Nội dung"


def _present_of_total(told: ColumnContext, meeting: Record) -> str:
    present, total = meeting.number("households_present"), meeting.number("households_total")
    return f"{told.number(present)}/{told.number(total)}"


def _share_present(told: ColumnContext, meeting: Record) -> str:
    total = meeting.number("households_total")
    return told.percent(meeting.number("households_present") / total) if total else ""


def _passed(told: ColumnContext, meeting: Record) -> str:
    votes = [Vote.of(one, meeting, told.reader) for one in told.reader.children(meeting.uid, "decision")]
    return told.number(sum(outcome_of(vote, told.terms.law).verdict is Verdict.PASSED for vote in votes))


REGISTER = Register(
    label=_("Sổ theo dõi họp thôn, tổ dân phố"),
    description=_("Các cuộc họp thôn, tổ dân phố trong kỳ: hộ dự, ý kiến, biểu quyết"),
    title="Sổ theo dõi họp {communities}",
    counted="cuộc họp của cộng đồng dân cư",
    file_stem="So-hop-dan",
    columns=(
        RegisterColumn("Ngày họp", 24, fields("starts_at"), centred=True),
        RegisterColumn("{communities}", 24, fields("unit")),
        RegisterColumn("Nội dung (về việc)", 43, fields("subject")),
        RegisterColumn("Chủ trì", 28, fields("chair")),
        RegisterColumn("Dự/tổng", 19, _present_of_total, True, _HOUSEHOLDS),
        RegisterColumn("Tỷ lệ", 16, _share_present, True, _HOUSEHOLDS),
        RegisterColumn("Tổng số", 15, count("opinion"), True, _OPINIONS),
        RegisterColumn(
            "Vào sổ kiến nghị", 16, count("opinion", lambda one: one.get("petition") is not None), True, _OPINIONS
        ),
        RegisterColumn("Biểu quyết", 17, count("decision"), True, _DECISIONS),
        RegisterColumn("Thông qua", 16, _passed, True, _DECISIONS),
        RegisterColumn("Trạng thái", 18, fields("state")),
    ),
)

FIGURES = (
    counted(
        "meetings.held",
        "starts_at",
        _("Cuộc họp thôn, tổ dân phố"),
        _("Số cuộc họp có ngày họp trong kỳ, không tính cuộc họp mới dự kiến."),
        _("cuộc họp"),
        group="meetings",
    ),
    summed(
        "meetings.households",
        "households_present",
        "starts_at",
        _("Lượt hộ có đại diện dự họp"),
        _("Tổng “Số hộ có đại diện dự họp” của các cuộc họp trong kỳ."),
        _("lượt hộ"),
        group="meetings",
    ),
)
