"""All figures by code, in the order in which reports list them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from danvan_desktop.domain.fields import Choice
from danvan_desktop.domain.former import as_formerly
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.kinds.model import GROWN_FROM
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.commune_wide import CommuneVerdict, result_of
from danvan_desktop.domain.rules.petitions import REPLY, TELL
from danvan_desktop.domain.rules.validity import Vote
from danvan_desktop.domain.rules.voting import Verdict, outcome_of
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.figures.activities import activities
from danvan_desktop.reports.figures.awards import awards
from danvan_desktop.reports.figures.cases import CASE_FIGURES, LAND_CASES
from danvan_desktop.reports.figures.declared import figures_of, share, split
from danvan_desktop.reports.figures.democracy import consultations, contributions, publicity, works
from danvan_desktop.reports.figures.documents import documents
from danvan_desktop.reports.figures.figure import Figure, FigureGroup, Find, Source, Span
from danvan_desktop.reports.figures.land import LAND_FIGURES
from danvan_desktop.reports.figures.network import network
from danvan_desktop.reports.figures.oversight import boards, inspections, recommendations
from danvan_desktop.reports.figures.plans import submissions, tasks
from danvan_desktop.reports.figures.profile import profile
from danvan_desktop.reports.figures.queries import (
    CARRIED_OVER,
    PETITION_DAY,
    STILL_OPEN,
    Keep,
    dated,
    everything,
    having,
    held,
    late_at_the_end,
    parts,
)
from danvan_desktop.reports.figures.ratings import ratings

_MEETINGS = held("meeting", "starts_at")
_DIALOGUES = held("dialogue", "held_on")


def _passed(source: Source, decision: Record) -> bool:
    meeting = source.parent(decision)
    if meeting is None:
        return False
    return outcome_of(Vote.of(decision, meeting, source), source.law).verdict is Verdict.PASSED


def _of_year(keep: Keep) -> Find:
    """Find the models of the year in which the span ends."""

    def find(source: Source, span: Span) -> Iterable[Record]:
        registered = source.up_to("model", "registered_on", span.last)
        return (model for model in registered if model.get("year") == span.last.year and keep(model))

    return find


def _passed_by_villages(source: Source, span: Span) -> Iterable[Record]:
    return (
        matter
        for matter in source.dated("commune_vote", "closes_on", span)
        if result_of(matter, source, source.law).verdict is CommuneVerdict.PASSED
    )


def _under_way(source: Source, span: Span) -> Iterable[Record]:
    """Find the models that go on: one that its unit keeps by the record of a later year counts by that alone."""
    known = list(source.up_to("model", "registered_on", span.last))
    kept_on = {(one.text(GROWN_FROM), one.text("unit")) for one in known if one.text("registration") == "kept"}
    return (
        model
        for model in known
        if model.text("state") not in ("ended", "not_recognised") and (model.uid, model.text("unit")) not in kept_on
    )


def _taken_up(source: Source, span: Span) -> Iterable[Record]:
    """Find the models that a place took over from another; what it keeps up itself is none."""
    for model in source.dated("model", "registered_on", span):
        former = source.get(model.text(GROWN_FROM)) if model.get(GROWN_FROM) else None
        if former is not None and former.text("unit") != model.text("unit"):
            yield model


def _declared(kind: str, code: str) -> Figure:
    return next(figure for figure in figures_of(ALL_KINDS[kind]) if figure.code == code)


def _all_declared(kind: str) -> tuple[Figure, ...]:
    return figures_of(ALL_KINDS[kind])


def split_formerly(base: Figure, field: str, group: FigureGroup) -> tuple[Figure, ...]:
    """Make the figures that earlier versions had of a field's former choices, and of those that take them in now."""
    kind = ALL_KINDS[base.kind]
    declared = kind.field(field)

    def keep(code: str) -> Keep:
        return lambda record: as_formerly(kind, record.values, field) == code

    former = [Choice(one.code, one.label) for one in declared.former_choices]
    taking_in = [declared.choice(code) for code in dict.fromkeys(one.now for one in declared.former_choices)]
    return tuple(share(base, declared, one, group, "", keep(one.code)) for one in (*taking_in, *former))


_RECEIVED = _declared("petition", "petitions.received")
_OVERDUE = replace(
    _RECEIVED,
    code="petitions.overdue",
    title=_("Đơn, kiến nghị quá hạn chưa trả lời"),
    definition=_(
        "Số đơn, kiến nghị tiếp nhận kỳ này hoặc kỳ trước, đến ngày tính số liệu đã qua hạn (khiếu nại, tố cáo: hạn thụ"
        " lý hoặc giải quyết) mà chưa có ngày trả lời."
    ),
    find=late_at_the_end("petition", REPLY),
)
_REGISTERED = _declared("model", "models.registered")
_OF_YEAR = replace(
    _REGISTERED,
    code="models.of_year",
    title=_("Mô hình, điển hình của năm"),
    definition=_("Số mô hình đăng ký cho năm của kỳ báo cáo, có ngày đăng ký đến ngày tính số liệu."),
    find=_of_year(everything),
)
_NOTED = _declared("situation_entry", "situation.entries")
_HELD_DIALOGUES = _declared("dialogue", "dialogues.held")


def _situation() -> tuple[Figure, ...]:
    return (
        *_all_declared("situation_entry"),
        replace(
            _NOTED,
            code="situation.complicated",
            title=_("Vụ việc phức tạp qua nắm tình hình"),
            definition=_("Số tin tình hình ghi nhận trong kỳ có mức độ “Phức tạp, điểm nóng”."),
            counted=_("vụ việc"),
            find=dated("situation_entry", "noted_on", having("severity", "complicated")),
        ),
        replace(
            _NOTED,
            code="situation.urgent",
            title=_("Vụ việc đã báo cáo đột xuất"),
            definition=_("Số tin tình hình ghi nhận trong kỳ được đánh dấu “Báo cáo đột xuất”."),
            counted=_("vụ việc"),
            find=dated("situation_entry", "noted_on", having("urgent", True)),
        ),
    )


def _petitions() -> tuple[Figure, ...]:
    return (
        *_all_declared("petition"),
        _petition(
            "petitions.carried_over",
            _("Đơn, kiến nghị kỳ trước chuyển sang"),
            _("Số đơn, kiến nghị tiếp nhận trước kỳ, đến đầu kỳ chưa có ngày trả lời, không lập thành vụ việc."),
            CARRIED_OVER,
        ),
        _petition(
            "petitions.replied",
            _("Đơn, kiến nghị đã trả lời trong kỳ"),
            _("Số đơn, kiến nghị có ngày trả lời trong kỳ, tiếp nhận kỳ này hoặc kỳ trước."),
            dated("petition", "replied_on"),
        ),
        _petition(
            "petitions.solved",
            _("Đơn, kiến nghị được giải quyết"),
            _("Số đơn, kiến nghị có ngày trả lời trong kỳ với kết quả “Đã giải quyết”."),
            dated("petition", "replied_on", having("result", "solved")),
            whole="petitions.replied",
        ),
        _petition(
            "petitions.told",
            _("Đơn, kiến nghị đã thông báo kết quả cho dân"),
            _("Số đơn, kiến nghị có ngày thông báo cho dân trong kỳ."),
            dated("petition", "people_told_on"),
        ),
        _petition(
            "petitions.satisfied",
            _("Đơn, kiến nghị người dân đồng tình với kết quả"),
            _("Số đơn, kiến nghị đã thông báo cho dân trong kỳ mà người dân đồng tình."),
            dated("petition", "people_told_on", having("satisfied", "yes")),
            whole="petitions.told",
        ),
        _petition(
            "petitions.open",
            _("Đơn, kiến nghị đang giải quyết cuối kỳ"),
            _("Số đơn, kiến nghị tiếp nhận đến ngày tính số liệu chưa có ngày trả lời, không lập thành vụ việc."),
            STILL_OPEN,
        ),
        _OVERDUE,
        *split(_OVERDUE, ALL_KINDS["petition"].field("nature"), FigureGroup.PETITIONS),
        _petition(
            "petitions.untold",
            _("Đơn, kiến nghị chậm thông báo cho dân"),
            _("Số đơn, kiến nghị đã trả lời, đến ngày tính số liệu quá thời hạn của đơn vị mà chưa thông báo cho dân."),
            late_at_the_end("petition", TELL),
        ),
        _petition(
            "petitions.complicated",
            _("Đơn, kiến nghị phức tạp"),
            _("Số đơn, kiến nghị tiếp nhận trong kỳ được đánh dấu “Vụ việc phức tạp, điểm nóng”."),
            dated("petition", PETITION_DAY, having("complicated", True)),
            whole=_RECEIVED.code,
        ),
    )


def _petition(code: str, title: Message, definition: Message, find: Find, whole: str | None = None) -> Figure:
    return replace(_RECEIVED, code=code, title=title, definition=definition, find=find, whole=whole)


def _dialogues() -> tuple[Figure, ...]:
    return (
        *_all_declared("dialogue"),
        replace(
            _HELD_DIALOGUES,
            code="dialogues.opinions",
            title=_("Ý kiến tại đối thoại"),
            definition=_("Số ý kiến ghi trong biên bản các buổi đối thoại trong kỳ."),
            counted=_("ý kiến"),
            kind="opinion",
            find=parts("opinion", _DIALOGUES),
        ),
        replace(
            _HELD_DIALOGUES,
            code="dialogues.concluded",
            title=_("Buổi đối thoại đã có thông báo kết luận"),
            definition=_("Số buổi đối thoại trong kỳ có ngày thông báo kết luận."),
            find=held("dialogue", "held_on", lambda dialogue: dialogue.get("conclusion_notice_date") is not None),
            whole=_HELD_DIALOGUES.code,
        ),
    )


def _meetings() -> tuple[Figure, ...]:
    held_meetings = _declared("meeting", "meetings.held")
    decisions = replace(
        held_meetings,
        code="decisions.voted",
        title=_("Nội dung đưa ra biểu quyết"),
        definition=_("Số nội dung biểu quyết của các cuộc họp trong kỳ."),
        counted=_("nội dung"),
        kind="decision",
        group=FigureGroup.DECISIONS,
        find=parts("decision", _MEETINGS),
    )
    return (
        *_all_declared("meeting"),
        replace(
            held_meetings,
            code="meetings.opinions",
            title=_("Ý kiến tại họp thôn, tổ dân phố"),
            definition=_("Số ý kiến ghi trong biên bản các cuộc họp trong kỳ."),
            counted=_("ý kiến"),
            kind="opinion",
            find=parts("opinion", _MEETINGS),
        ),
        decisions,
        replace(
            decisions,
            code="decisions.passed",
            title=_("Nội dung được thông qua"),
            definition=_("Số nội dung biểu quyết của các cuộc họp trong kỳ đạt tỷ lệ theo quy định."),
            find=parts("decision", _MEETINGS, _passed),
            whole=decisions.code,
        ),
        replace(
            decisions,
            code="decisions.contribution",
            title=_("Nội dung đóng góp xây dựng công trình được thông qua"),
            definition=_("Số nội dung được thông qua trong kỳ thuộc loại “Đóng góp xây dựng công trình”."),
            find=parts(
                "decision",
                _MEETINGS,
                lambda source, decision: decision.text("content_type") == "contribution" and _passed(source, decision),
            ),
            whole="decisions.passed",
        ),
        replace(
            held_meetings,
            code="decisions.commune_wide",
            title=_("Nội dung cấp xã được thông qua"),
            definition=_(
                "Số nội dung phạm vi cấp xã kết thúc trong kỳ đạt tỷ lệ thôn, tổ dân phố tán thành theo quy định."
            ),
            counted=_("nội dung"),
            kind="commune_vote",
            group=FigureGroup.DECISIONS,
            find=_passed_by_villages,
        ),
    )


def _models() -> tuple[Figure, ...]:
    recognised = _declared("recognition", "models.recognised")
    return (
        *_all_declared("model"),
        _OF_YEAR,
        replace(
            _OF_YEAR,
            code="models.new",
            title=_("Mô hình đăng ký mới trong năm"),
            definition=_("Số mô hình của năm có hình thức “Đăng ký mới”, đến ngày tính số liệu."),
            find=_of_year(having("registration", "new")),
            whole=_OF_YEAR.code,
        ),
        replace(
            _OF_YEAR,
            code="models.kept",
            title=_("Mô hình duy trì, nhân rộng trong năm"),
            definition=_("Số mô hình của năm có hình thức “Duy trì, nhân rộng”, đến ngày tính số liệu."),
            find=_of_year(having("registration", "kept")),
            whole=_OF_YEAR.code,
        ),
        replace(
            _OF_YEAR,
            code="models.ended",
            title=_("Mô hình đã kết thúc trong năm"),
            definition=_("Số mô hình của năm ở trạng thái “Đã kết thúc”, đăng ký đến ngày tính số liệu."),
            find=_of_year(having("state", "ended")),
            whole=_OF_YEAR.code,
        ),
        replace(
            _REGISTERED,
            code="models.under_way",
            title=_("Mô hình đang duy trì cuối kỳ"),
            definition=_(
                "Số mô hình đăng ký đến ngày tính số liệu, chưa kết thúc và không bị loại khi xét; mô hình đơn vị duy"
                " trì bằng hồ sơ của năm sau chỉ tính một lần."
            ),
            find=_under_way,
        ),
        *_all_declared("recognition"),
        replace(
            recognised,
            code="models.replicated",
            title=_("Mô hình được nhân rộng"),
            definition=_("Số quyết định công nhận trong kỳ có ghi nơi nhân rộng."),
            find=dated("recognition", "decision_date", lambda one: one.get("replicated_to") is not None),
            whole=recognised.code,
        ),
        replace(
            _declared("model", "models.registered"),
            code="models.taken_up",
            title=_("Mô hình làm theo nơi khác"),
            definition=_("Số mô hình có ngày đăng ký trong kỳ nhân rộng từ mô hình của thôn, đơn vị khác."),
            find=_taken_up,
        ),
    )


_IN_ORDER = (
    *profile(),
    *_situation(),
    *_petitions(),
    *CASE_FIGURES,
    *_dialogues(),
    *_meetings(),
    *publicity(),
    *consultations(),
    *works(),
    *contributions(),
    *boards(),
    *LAND_FIGURES,
    *LAND_CASES,
    *_all_declared("oversight"),
    *inspections(),
    *recommendations(),
    *_models(),
    *activities(),
    *awards(),
    *network(),
    *ratings(),
    *tasks(),
    *submissions(),
    *documents(),
)
_KNOWN = frozenset(figure.code for figure in _IN_ORDER)
_OF_OTHER_KINDS = tuple(one for kind in ALL_KINDS for one in figures_of(kind) if one.code not in _KNOWN)

_GROUPS = {group: place for place, group in enumerate(FigureGroup)}

FIGURES: Mapping[str, Figure] = {
    figure.code: figure for figure in sorted((*_IN_ORDER, *_OF_OTHER_KINDS), key=lambda figure: _GROUPS[figure.group])
}
"""Figures by code; those of a group stand together, since a report heads them."""

FORMER_FIGURES: Mapping[str, Figure] = {
    figure.code: figure for figure in split_formerly(_REGISTERED, "field", FigureGroup.MODELS)
}
"""Figures that no report prints any more, by code: what earlier versions printed is still held against them."""


def figure_of(code: str) -> Figure:
    """Return a figure, a former one too; raises ReportError for an unknown code."""
    figure = FIGURES.get(code) or FORMER_FIGURES.get(code)
    if figure is None:
        raise ReportError(_("Không có số liệu mang mã “{code}”.", code=code))
    return figure
