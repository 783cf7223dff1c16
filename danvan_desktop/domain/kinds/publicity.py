"""Nội dung công khai: what the commune has to make public, and where, how and from when it did.

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 11 (the fourteen items), Điều 12 (the forms), Điều 13.
"""

from __future__ import annotations

from danvan_desktop.domain.fields import Choice, Field, FieldType, Preset
from danvan_desktop.domain.filling import Following
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.common import note, own_unit, state_of
from danvan_desktop.domain.kinds.publicity_register import REGISTER
from danvan_desktop.domain.likeness import Alike, same, words
from danvan_desktop.domain.rules.checks import dates_in_order, not_in_future
from danvan_desktop.domain.rules.documents import numbers_in_right_form
from danvan_desktop.domain.rules.publicity import (
    DEADLINES,
    due_day_of_publicity,
    first_published,
    posted_after_its_paper,
    posted_long_enough,
    posted_until,
    published_as_posted,
    stays_as_long_as_the_law_asks,
    stays_posted,
    told_in_due_forms,
)
from danvan_desktop.domain.states import State, States
from danvan_desktop.localization import _

ITEMS = (
    Choice("p01", _("1. Kế hoạch, kết quả phát triển kinh tế - xã hội")),
    Choice("p02", _("2. Ngân sách, tài chính")),
    Choice("p03", _("3. Dự án, thu hồi đất, quy hoạch, quỹ đất")),
    Choice("p04", _("4. Quy chế dân chủ; nhiệm vụ, ứng xử của cán bộ")),
    Choice("p05", _("5. Các quỹ, khoản huy động")),
    Choice("p06", _("6. Tài sản công")),
    Choice("p07", _("7. Chính sách hỗ trợ, tín dụng, bảo trợ, thẻ bảo hiểm")),
    Choice("p08", _("8. Cứu trợ, quyên góp, dịch bệnh")),
    Choice("p09", _("9. Nghĩa vụ quân sự, công an")),
    Choice("p10", _("10. Thanh tra, tham nhũng, kỷ luật, tín nhiệm")),
    Choice("p11", _("11. Lấy ý kiến và giải trình")),
    Choice("p12", _("12. Phí, lệ phí")),
    Choice("p13", _("13. Thủ tục hành chính")),
    Choice("p14", _("14. Nội dung khác")),
)
"""The items of Điều 11, by their numbers."""

FORMS = (
    Choice("f01", _("Niêm yết")),
    Choice("f02", _("Cổng, trang thông tin điện tử")),
    Choice("f03", _("Truyền thanh")),
    Choice("f04", _("Qua Trưởng thôn, Tổ trưởng")),
    Choice("f05", _("Gửi văn bản")),
    Choice("f06", _("Hội nghị, đối thoại")),
    Choice("f07", _("Tiếp công dân, tiếp xúc cử tri")),
    Choice("f08", _("Mặt trận, đoàn thể")),
    Choice("f09", _("Mạng xã hội")),
    Choice("f10", _("Hình thức khác")),
)
"""The forms of Điều 12, khoản 1, in the order of its points."""

STATES = States(
    (
        State(code="planned", label=_("Kế hoạch"), deed=_("Lên kế hoạch công khai"), lies_ahead=True),
        State(
            code="posted",
            label=_("Đang công khai"),
            deed=_("Công khai"),
            facts=("published_on",),
            day="published_on",
            lasts=True,
        ),
        State(
            code="finished",
            label=_("Đã đủ thời gian"),
            deed=_("Kết thúc niêm yết"),
            needs=("published_on",),
            decided=True,
            after=frozenset({"posted", "finished"}),
            ripe_from=posted_until,
        ),
        State(code="revoked", label=_("Gỡ, thay thế"), deed=_("Gỡ, thay thế"), decided=True),
    )
)
"""What is public somewhere is public; that its time is over, or that another took its place, is decided."""

PUBLICITY_ITEM = Kind(
    name="publicity_item",
    label=_("Nội dung công khai"),
    plural=_("Nội dung công khai"),
    title=("title",),
    listed=("paper_date", "unit", "title", "item", "due_on", "published_on", "state"),
    order="-paper_date",
    date="paper_date",
    unit="unit",
    alike=(Alike(_("Cùng đơn vị, cùng ngày văn bản, cùng tên"), (same("unit"), same("paper_date"), words("title"))),),
    settled_states=frozenset({"finished", "revoked"}),
    states=STATES,
    deadlines=DEADLINES,
    register=REGISTER,
    looks_at_parts=("publicity_posting",),
    following=(
        Following(field="permanent", needs=("item",), value=stays_posted, keeps_up=True),
        Following(
            field="due_on",
            needs=("paper_date",),
            looks_at=("special_term",),
            value=due_day_of_publicity,
            keeps_up=True,
        ),
        Following(field="published_on", needs=(), value=first_published, of_parts=True),
    ),
    rules=(
        numbers_in_right_form("paper_number"),
        not_in_future("paper_date"),
        dates_in_order("paper_date", "due_on"),
        published_as_posted,
        posted_long_enough,
        told_in_due_forms,
    ),
    fields=(
        own_unit(),
        Field(name="item", label=_("Loại nội dung"), type=FieldType.CHOICE, required=True, choices=ITEMS),
        Field(name="title", label=_("Nội dung"), required=True, max_length=500),
        Field(name="paper_number", official=True, label=_("Số văn bản"), max_length=60),
        Field(
            name="paper_date",
            label=_("Ngày văn bản"),
            type=FieldType.DATE,
            required=True,
            preset=Preset.TODAY,
            help=_("Ngày của quyết định, văn bản phải công khai; hạn công khai tính từ ngày này."),
        ),
        Field(
            name="special_term",
            label=_("Thời hạn theo luật chuyên ngành (ngày)"),
            type=FieldType.INTEGER,
            minimum=0,
            maximum=3_660,
            help=_("Chỉ ghi khi luật khác quy định thời hạn công khai khác; để trống thì theo luật chung."),
        ),
        Field(name="due_on", label=_("Hạn công khai"), type=FieldType.DATE),
        Field(name="permanent", label=_("Niêm yết thường xuyên"), type=FieldType.BOOLEAN),
        Field(name="published_on", label=_("Ngày công khai"), type=FieldType.DATE),
        Field(
            name="responsible",
            label=_("Người phụ trách"),
            max_length=160,
            official=True,
            completed_from=("officer.full_name", "publicity_item.responsible"),
        ),
        state_of(STATES),
        note(),
    ),
)

PUBLICITY_POSTING = Kind(
    name="publicity_posting",
    label=_("Nơi, hình thức công khai"),
    plural=_("Nơi, hình thức công khai"),
    title=("form", "place"),
    listed=("form", "unit", "place", "from_on", "to_on", "repeats"),
    order="from_on",
    parent="item",
    date="from_on",
    alike=(
        Alike(
            _("Cùng nội dung, cùng hình thức, cùng nơi, cùng ngày"),
            (same("item"), same("form"), same("unit"), same("from_on")),
        ),
    ),
    rules=(
        not_in_future("from_on"),
        dates_in_order("from_on", "to_on"),
        posted_after_its_paper,
        stays_as_long_as_the_law_asks,
    ),
    fields=(
        Field(
            name="item",
            label=_("Nội dung công khai"),
            type=FieldType.REFERENCE,
            targets=("publicity_item",),
            required=True,
        ),
        Field(
            name="form",
            label=_("Hình thức"),
            type=FieldType.CHOICE,
            required=True,
            default="f01",
            choices=FORMS,
        ),
        Field(
            name="unit",
            label=_("Công khai ở đơn vị"),
            type=FieldType.REFERENCE,
            targets=("unit",),
            preset=Preset.OWN_UNIT,
        ),
        Field(
            name="place",
            label=_("Địa điểm"),
            max_length=200,
            completed_from=("publicity_posting.place", "meeting.place"),
        ),
        Field(name="from_on", label=_("Từ ngày"), type=FieldType.DATE, required=True, preset=Preset.TODAY),
        Field(name="to_on", label=_("Đến ngày"), type=FieldType.DATE),
        Field(name="repeats", label=_("Số buổi phát"), type=FieldType.INTEGER, minimum=1, maximum=10_000),
        Field(
            name="minutes",
            label=_("Biên bản niêm yết"),
            type=FieldType.REFERENCE,
            targets=("attachment",),
            help=_("Tệp biên bản đã ký, trong số tệp đính kèm của nội dung này."),
        ),
        note(),
    ),
)
