"""The lists of the window, one for each kind that an officer keeps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from danvan_desktop.localization import Message, _
from danvan_desktop.ui.pages.record_page import RecordPage
from danvan_desktop.ui.widgets.filter_bar import BY_PERIOD


class MeetingPage(RecordPage):
    """Village meetings."""

    title = _("Họp thôn")
    icon = "meeting"
    kind_name = "meeting"
    new_label = _("Cuộc họp mới")
    empty_hint = _(
        "Bấm “Cuộc họp mới” (Ctrl+N) để ghi cuộc họp đầu tiên: thành phần, ý kiến, biểu quyết; "
        "phần mềm tính sẵn tỷ lệ và in biên bản."
    )
    filtered_by = ("state", "unit")
    derived_filters = (BY_PERIOD,)
    headings: ClassVar[Mapping[str, Message]] = {
        "starts_at": _("Thời gian"),
        "unit": _("Thôn"),
        "households_present": _("Hộ dự"),
        "households_total": _("Tổng hộ"),
    }


class CommuneVotePage(RecordPage):
    """What all villages of the commune decide together."""

    title = _("Bàn, quyết định toàn xã")
    icon = "meeting"
    kind_name = "commune_vote"
    new_label = _("Nội dung toàn xã mới")
    empty_hint = _(
        "Bấm “Nội dung toàn xã mới” (Ctrl+N) để ghi việc mà mọi thôn cùng bàn; "
        "biểu quyết của từng thôn được chọn vào đây, phần mềm tính số thôn tán thành."
    )
    filtered_by = ("content_type",)
    headings: ClassVar[Mapping[str, Message]] = {"opens_on": _("Từ ngày"), "closes_on": _("Đến ngày")}


class DialoguePage(RecordPage):
    """Dialogues of leaders with the people."""

    title = _("Đối thoại")
    icon = "dialogue"
    kind_name = "dialogue"
    new_label = _("Buổi đối thoại mới")
    empty_hint = _("Bấm “Buổi đối thoại mới” (Ctrl+N) để ghi buổi tiếp xúc, đối thoại đầu tiên với ý kiến và trả lời.")
    filtered_by = ("state", "unit")
    derived_filters = (BY_PERIOD,)
    headings: ClassVar[Mapping[str, Message]] = {
        "held_on": _("Ngày"),
        "unit": _("Đơn vị"),
        "participants_count": _("Số người"),
    }


class ModelPage(RecordPage):
    """Models “Dân vận khéo”."""

    title = _("Mô hình")
    icon = "model"
    kind_name = "model"
    new_label = _("Mô hình mới")
    empty_hint = _("Bấm “Mô hình mới” (Ctrl+N) để đăng ký mô hình, điển hình “Dân vận khéo” và theo dõi tiến độ.")
    filtered_by = ("year", "registration", "state", "field", "theme", "unit")
    headings: ClassVar[Mapping[str, Message]] = {
        "registered_on": _("Ngày"),
        "registration": _("Đăng ký"),
        "registrant": _("Người đăng ký"),
    }


class SituationPage(RecordPage):
    """What is heard and seen among the people."""

    title = _("Tình hình Nhân dân")
    icon = "situation"
    kind_name = "situation_entry"
    new_label = _("Tin mới")
    empty_hint = _("Bấm “Tin mới” (Ctrl+N) để ghi dư luận, tâm tư, vụ việc; báo cáo quý được tổng hợp từ các tin này.")
    filtered_by = ("category", "severity", "unit")
    derived_filters = (BY_PERIOD,)
    headings: ClassVar[Mapping[str, Message]] = {"noted_on": _("Ngày"), "category": _("Về"), "urgent": _("Đột xuất")}


class CriterionPage(RecordPage):
    """What models are scored by."""

    title = _("Tiêu chí chấm điểm")
    icon = "score"
    kind_name = "criterion"
    new_label = _("Tiêu chí mới")
    empty_hint = _("Bấm “Tiêu chí mới” (Ctrl+N) để ghi bộ tiêu chí chấm điểm mô hình “Dân vận khéo”.")


class DocumentNumberPage(RecordPage):
    """The register of numbers given to papers."""

    title = _("Sổ số văn bản")
    icon = "number"
    kind_name = "document_number"
    new_label = _("Lấy số mới")
    empty_hint = _("Bấm “Lấy số mới” (Ctrl+N) để cấp số và ký hiệu cho văn bản; phần mềm gợi ý số kế tiếp của năm.")
    filtered_by = ("type", "issuer", "unit")


class ReportTextPage(RecordPage):
    """What officers wrote into reports."""

    title = _("Nội dung báo cáo đã soạn")
    icon = "reports"
    kind_name = "report_text"
    new_label = _("Nội dung mới")
    empty_hint = _("Nội dung được soạn ở trang Báo cáo, nút “Soạn báo cáo”.")


class PhrasePage(RecordPage):
    """What the office kept to be put in by two keys."""

    title = _("Mẫu câu đã lưu")
    icon = "save"
    kind_name = "phrase"
    new_label = _("Mẫu câu mới")
    empty_hint = _("Trong một bản ghi, bấm “Mẫu câu” cạnh ô dài rồi chọn “Lưu đoạn đang viết thành mẫu…”.")


class UnitPage(RecordPage):
    """Villages, agencies and the units above."""

    title = _("Thôn, đơn vị")
    icon = "unit"
    kind_name = "unit"
    new_label = _("Đơn vị mới")
    empty_hint = _("Bấm “Đơn vị mới” (Ctrl+N) để ghi các thôn, tổ dân phố của xã.")
    filtered_by = ("kind",)


class OfficerPage(RecordPage):
    """Officers."""

    title = _("Cán bộ")
    icon = "officer"
    kind_name = "officer"
    new_label = _("Cán bộ mới")
    empty_hint = _("Bấm “Cán bộ mới” (Ctrl+N) để ghi những người nhập liệu, duyệt và ký trên máy này.")
    filtered_by = ("role",)
