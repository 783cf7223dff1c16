"""Why there is nothing to print: a form's line for the officer when its record or period gives it nothing to say.

Nobody signs a paper about nothing. Registers and reports of a period always say something: that nothing happened in it
is what they are asked for.
"""

from __future__ import annotations

from collections.abc import Callable

from danvan_desktop.domain.kinds.choices import PLANNED
from danvan_desktop.domain.period import PeriodKind
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.commune_wide import CommuneVerdict, is_closed, result_of
from danvan_desktop.domain.rules.petitions import BY_PROCEDURE
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.forms.model_papers import proposed_models
from danvan_desktop.reports.forms.parts import commune_of, is_own_committee, unit_of
from danvan_desktop.reports.forms.petition_reminder import late_petitions
from danvan_desktop.reports.forms.vote_count import counted, sent_out
from danvan_desktop.reports.forms.votes import answered, decided, passed
from danvan_desktop.reports.scoring import scoring_of

NothingToSay = Callable[[ReportContext], Message | None]
"""Returns why a form of this record or period has nothing to say and what to do, ``None`` when it has something.

It raises ReportError when no record or period was asked for, or the record is of another kind.
"""

_NO_NOTICE = {
    "complaint": _(
        "Đơn khiếu nại không trả lời bằng thông báo này mà bằng Quyết định giải quyết khiếu nại."
        " Hãy in “Phiếu đề xuất xử lý đơn” và lập quyết định."
    ),
    "denunciation": _(
        "Đơn tố cáo không trả lời bằng thông báo này, để giữ bí mật người tố cáo."
        " Hãy in “Phiếu đề xuất xử lý đơn” và lập Kết luận nội dung tố cáo."
    ),
}
"""Luật Khiếu nại 2011, Điều 31; Luật Tố cáo 2018, Điều 9 và 35."""


def always_something(_context: ReportContext) -> Message | None:
    """Have something to say of every record or period."""
    return None


def not_met(context: ReportContext) -> Message | None:
    """Minutes tell of a meeting that was held."""
    return _not_met(context.record("meeting"))


def nothing_voted(context: ReportContext) -> Message | None:
    """A resolution, and its extract, tell what the people decided."""
    meeting = context.record("meeting")
    if meeting.text("state") == PLANNED:
        return _not_met(meeting)
    if not decided(context, meeting):
        return _(
            "Cuộc họp không có nội dung biểu quyết nên không có nghị quyết để in. Hãy ghi ở phần “Biểu quyết”, hoặc in"
            " “Biên bản họp thôn, tổ dân phố”."
        )
    if not passed(context, meeting) and answered(context, meeting):
        return _(
            "Cuộc họp chỉ biểu quyết nội dung toàn xã, do các thôn, tổ dân phố cùng quyết định, nên không có nghị quyết"
            " riêng để in. Hãy in “Biên bản họp thôn, tổ dân phố”; kết quả chung có ở “Tổng hợp kết quả bàn, quyết định"
            " toàn xã”."
        )
    if not passed(context, meeting):
        return _(
            "Cuộc họp không có nội dung nào được thông qua nên không có nghị quyết để in. Hãy in “Biên bản họp thôn, tổ"
            " dân phố”, trong đó có kết quả biểu quyết."
        )
    return None


def no_ballots(context: ReportContext) -> Message | None:
    """Minutes of a vote count tell of ballots; hands are counted in the meeting's minutes."""
    meeting = context.record("meeting")
    if meeting.text("state") == PLANNED:
        return _not_met(meeting)
    if not counted(context, meeting):
        return _(
            "Cuộc họp không có nội dung nào bỏ phiếu kín nên không có phiếu để kiểm. Hãy in “Biên bản họp thôn, tổ dân"
            " phố”, nếu phát phiếu từng hộ thì “Biên bản kiểm phiếu lấy ý kiến hộ”; nếu đã bỏ phiếu, hãy ghi đúng “Hình"
            " thức biểu quyết”."
        )
    return None


def no_ballots_sent_out(context: ReportContext) -> Message | None:
    """Minutes of what households answered tell of ballots that went round."""
    meeting = context.record("meeting")
    if meeting.text("state") == PLANNED:
        return _not_met(meeting)
    if not sent_out(context, meeting):
        return _(
            "Cuộc họp không có nội dung nào phát phiếu lấy ý kiến từng hộ nên không có phiếu để kiểm. Hãy in “Biên bản"
            " họp thôn, tổ dân phố”; nếu đã phát phiếu, hãy ghi đúng “Hình thức biểu quyết”."
        )
    return None


def no_common_result(context: ReportContext) -> Message | None:
    """A matter of the whole commune has a result once the villages decided it, or their time to do so is over."""
    matter, store = context.record("commune_vote"), context.store
    if not any(store.find("decision", commune_vote=matter.uid)):
        return _(
            "Chưa thôn, tổ dân phố nào biểu quyết nội dung này. Ở mục biểu quyết của cuộc họp thôn, tổ dân phố, hãy"
            " chọn “Nội dung toàn xã”."
        )
    result = result_of(matter, store, store.law)
    if result.verdict is not CommuneVerdict.OPEN or is_closed(matter, context.today):
        return None
    return _(
        "Còn {count} thôn, tổ dân phố chưa có kết quả nên chưa có kết quả chung để in. Hãy ghi biểu quyết của các nơi"
        " đó, hoặc in sau ngày kết thúc bàn.",
        count=len(result.unanswered),
    )


def no_dialogue(context: ReportContext) -> Message | None:
    """Minutes tell of a dialogue that was held."""
    return _not_met(context.record("dialogue"))


def nothing_concluded(context: ReportContext) -> Message | None:
    """A notice of the conclusion needs one."""
    dialogue = context.record("dialogue")
    if dialogue.text("state") == PLANNED:
        return _not_met(dialogue)
    if not dialogue.text("conclusion"):
        return _(
            "Buổi đối thoại chưa ghi kết luận nên chưa có gì để thông báo. Hãy ghi mục “Kết luận của người chủ trì” rồi"
            " in."
        )
    return None


def no_procedure(context: ReportContext) -> Message | None:
    """Only complaints and denunciations are handled by a procedure; the latter's slip needs what is hidden."""
    if context.record("petition").text("nature") in BY_PROCEDURE:
        return not_opened(context)
    return _(
        "Kiến nghị, phản ánh không xử lý theo thủ tục khiếu nại, tố cáo nên không có phiếu này."
        " Hãy in “Phiếu tiếp nhận kiến nghị” hoặc “Phiếu chuyển kiến nghị”."
    )


def nobody_in_charge(context: ReportContext) -> Message | None:
    """A slip of transfer goes to somebody else; no complaint is passed on, only denunciations and petitions."""
    petition = context.record("petition")
    if petition.text("nature") == "complaint":
        return _(
            "Đơn khiếu nại gửi không đúng nơi thì hướng dẫn người khiếu nại hoặc trả lại đơn, không chuyển đơn nên"
            " không có phiếu chuyển. Hãy in “Phiếu đề xuất xử lý đơn”."
        )
    agency = petition.text("assigned_to")
    if not agency:
        return _("Kiến nghị chưa giao cho ai nên chưa có nơi để chuyển. Hãy ghi mục “Giao cho” rồi in.")
    if is_own_committee(commune_of(context, unit_of(context, petition)), agency):
        return _(
            "Việc này giao cho chính {agency} giải quyết nên không có phiếu chuyển. Nếu chuyển cơ quan khác, hãy sửa"
            " mục “Giao cho” rồi in.",
            agency=agency,
        )
    return None


def not_opened(context: ReportContext) -> Message | None:
    """A paper of the file of which everything is hidden tells nothing until it is opened."""
    if context.opened is not None or not context.record("petition").secret:
        return None
    return _(
        "Đơn này được giữ bí mật nên giấy in ra sẽ trống. Hãy bấm “In cả nội dung bí mật” (dòng lệnh: --reveal); lần in"
        " được ghi vào lịch sử của hồ sơ."
    )


def nothing_replied(context: ReportContext) -> Message | None:
    """A notice of the result needs one; complaints and denunciations get a decision in its place."""
    petition = context.record("petition")
    if petition.text("nature") in BY_PROCEDURE:
        return _NO_NOTICE[petition.text("nature")]
    if petition.secret:
        return _NO_NOTICE["denunciation"]
    if all(petition.get(name) is None for name in ("replied_on", "reply", "result")):
        return _("Kiến nghị chưa có kết quả giải quyết để thông báo. Hãy ghi phần trả lời rồi in.")
    return None


def nothing_overdue(context: ReportContext) -> Message | None:
    """A reminder needs petitions that are late."""
    if late_petitions(context):
        return None
    return _(
        "Không có kiến nghị, phản ánh nào tiếp nhận đến hết {period} đang quá hạn nên không có gì để đôn đốc (đơn khiếu"
        " nại, tố cáo không đôn đốc bằng công văn này). Nếu cần, hãy chọn kỳ khác.",
        period=context.chosen_period().label(),
    )


def no_progress(context: ReportContext) -> Message | None:
    """A sheet of progress needs a report."""
    if context.children(context.record("model"), "model_progress"):
        return None
    return _("Mô hình chưa có báo cáo tiến độ nào. Hãy ghi ở phần “Tiến độ” rồi in.")


def no_criteria(context: ReportContext) -> Message | None:
    """A scoring sheet needs criteria; without points it is to be filled in by hand."""
    if scoring_of(context.store, context.record("model")).lines:
        return None
    return _("Chưa có tiêu chí để chấm điểm mô hình. Hãy ghi bộ tiêu chí ở trang “Tiêu chí chấm điểm” rồi in.")


def nobody_proposed(context: ReportContext) -> Message | None:
    """A list of proposals needs a model that has points and is not recognised yet."""
    if proposed_models(context):
        return None
    return _(
        "Đến hết {period} không có mô hình nào đã chấm điểm mà chưa được công nhận nên không có gì để đề nghị. Hãy chấm"
        " điểm và ghi trạng thái của mô hình, hoặc chọn kỳ khác.",
        period=context.chosen_period().label(),
    )


def not_urgent(context: ReportContext) -> Message | None:
    """Only urgent news are reported by themselves; of secret ones a report would tell the place and nothing else."""
    entry = context.record("situation_entry")
    if entry.secret:
        return _(
            "Tin này gắn với hồ sơ được giữ bí mật: báo cáo gửi nhiều nơi sẽ làm lộ địa bàn, số đơn nên không in. Hãy"
            " báo cáo riêng bằng văn bản mật theo quy định."
        )
    if entry.get("urgent"):
        return None
    return _(
        "Tin này không đánh dấu “Báo cáo đột xuất” nên không có báo cáo riêng. Hãy đánh dấu nếu cần báo cáo ngay; nếu"
        " không, tin có trong “Báo cáo tình hình Nhân dân” của kỳ."
    )


def only_a_month(context: ReportContext) -> Message | None:
    """The report on the work is made of a quarter, half-year or year."""
    if context.chosen_period().kind is not PeriodKind.MONTH:
        return None
    return _("Báo cáo công tác dân vận không làm theo tháng. Hãy chọn quý, 6 tháng hoặc năm.")


def _not_met(gathering: Record) -> Message | None:
    if gathering.text("state") != PLANNED:
        return None
    if gathering.kind == "dialogue":
        return _(
            "Buổi đối thoại mới dự kiến, chưa diễn ra nên chưa có gì để in. Hãy ghi kết quả sau khi đối thoại; trước"
            " đó, in “Kế hoạch đối thoại”."
        )
    return _(
        "Cuộc họp mới dự kiến, chưa diễn ra nên chưa có gì để in. Hãy ghi kết quả sau khi họp; trước đó, in “Giấy mời"
        " họp thôn, tổ dân phố” hoặc “Danh sách hộ dự họp”."
    )
