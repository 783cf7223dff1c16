"""Vụ việc, đơn: complaints, denunciations, land disputes and hot spots, each from receipt to its end.

Petitions and reflections stay in their own book; a letter with several matters is split (Nghị định 154/2026/NĐ-CP,
Điều 14, 15).
"""

from __future__ import annotations

from typing import Any

from danvan_desktop.domain.choices import LEVELS, PETITION_FIELDS, closing_day, policy_group, split_from
from danvan_desktop.domain.fields import Choice, Field, FieldType, Preset
from danvan_desktop.domain.figures import counted
from danvan_desktop.domain.filling import Following
from danvan_desktop.domain.guarded import Guarded
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.case_register import REGISTER
from danvan_desktop.domain.kinds.case_states import STATES
from danvan_desktop.domain.kinds.unit import OF_VILLAGES_AND_COMMUNES
from danvan_desktop.domain.likeness import Alike, Numbered, days_apart, other_words, person, same, words, year
from danvan_desktop.domain.locking import REOPENED
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.cases import (
    DEADLINES,
    DENUNCIATION,
    HOT_SPOT,
    LAID_ASIDE,
    PROCEDURES,
    acceptance_is_whole,
    accepted_as,
    calm_has_its_day,
    complexity_is_the_laws,
    extension_is_the_laws,
    first_instance,
    handled_when_accepted,
    has_ended,
    instance_is_the_laws,
    is_handled_in_time,
    many_are_many,
    refusal_says_why,
    result_goes_public,
    sender_is_told,
    settled_was_accepted,
    title_names_nobody,
    transfer_is_lawful,
)
from danvan_desktop.domain.rules.checks import dates_in_order, not_in_future, telephone_can_be_called, where_set
from danvan_desktop.domain.rules.documents import numbers_in_right_form
from danvan_desktop.domain.rules.meeting_terms import done_in_time
from danvan_desktop.domain.rules.petitions import number_is_free, secrecy_outlives_the_nature
from danvan_desktop.domain.rules.stages import closing_has_its_day, stages_are_whole
from danvan_desktop.domain.secrecy import SecretWhen
from danvan_desktop.domain.stream import Stream
from danvan_desktop.localization import Message, _

_RAISED_TOGETHER = 15


def _is_procedure(case: Record) -> bool:
    return case.text("nature") in PROCEDURES


def _is_eligible(case: Record) -> bool:
    return _is_procedure(case) and case.text("handling") not in LAID_ASIDE - {"not_accepted"}


def _is_hot_spot(case: Record) -> bool:
    return case.text("nature") == HOT_SPOT


def _text(name: str, label: Message, length: int = 200, **more: Any) -> Field:
    return Field(name=name, label=label, max_length=length, **more)


def _day(name: str, label: Message, **more: Any) -> Field:
    return Field(name=name, label=label, type=FieldType.DATE, **more)


def _long(name: str, label: Message, length: int, **more: Any) -> Field:
    return Field(name=name, label=label, type=FieldType.LONG_TEXT, max_length=length, **more)


def _mark(name: str, label: Message) -> Field:
    return Field(name=name, label=label, type=FieldType.BOOLEAN, default=False)


def _choice(name: str, label: Message, *choices: Choice, **more: Any) -> Field:
    return Field(name=name, label=label, type=FieldType.CHOICE, choices=choices, **more)


CASE = Kind(
    name="case",
    label=_("Vụ việc, đơn"),
    plural=_("Vụ việc, đơn"),
    title=("number", "title"),
    listed=("number", "received_on", "unit", "title", "nature", "handling", "accepted_on", "state"),
    order="-received_on",
    date="received_on",
    unit="unit",
    closes_with_inspectorate=True,
    guarded=Guarded.CASES,
    alike=(
        Alike(
            _("Cùng đơn vị, cùng nội dung"),
            (same("unit"), words("title")),
            (days_apart("received_on", _RAISED_TOGETHER),),
        ),
        Alike(_("Cùng ngày, cùng người gửi"), (same("received_on"), person("citizen_name")), (other_words("title"),)),
    ),
    numbered=Numbered(words("number"), "unit", (year("received_on"),)),
    states=STATES,
    locked_states=frozenset({"closed"}),
    settled_states=frozenset({"closed"}),
    deadlines=DEADLINES,
    register=REGISTER,
    secret_when=SecretWhen("nature", frozenset({DENUNCIATION})),
    following=(
        Following(field="handling", needs=("accepted_on",), value=accepted_as, keeps_up=True),
        Following(field="handled_on", needs=("accepted_on",), value=handled_when_accepted, keeps_up=True),
        Following(field="instance", needs=("nature",), value=first_instance, keeps_up=True),
    ),
    rules=(
        number_is_free,
        telephone_can_be_called("citizen_phone"),
        secrecy_outlives_the_nature,
        numbers_in_right_form("decision_number"),
        not_in_future(
            *("received_on", "handled_on", "accepted_on", "notified_on", "decided_on", "sent_on", "published_on"),
            *("raised_on", "cooled_on"),
        ),
        dates_in_order("received_on", "handled_on"),
        dates_in_order("received_on", "accepted_on"),
        dates_in_order("accepted_on", "notified_on"),
        dates_in_order("accepted_on", "decided_on"),
        dates_in_order("decided_on", "sent_on"),
        dates_in_order("decided_on", "published_on"),
        dates_in_order("received_on", "cooled_on"),
        where_set("closed_on", not_in_future("closed_on"), dates_in_order("received_on", "closed_on")),
        stages_are_whole(STATES),
        closing_has_its_day(has_ended),
        acceptance_is_whole,
        settled_was_accepted,
        extension_is_the_laws,
        complexity_is_the_laws,
        instance_is_the_laws,
        transfer_is_lawful,
        title_names_nobody,
        sender_is_told,
        many_are_many,
        refusal_says_why,
        calm_has_its_day,
        is_handled_in_time,
        result_goes_public,
        done_in_time(*DEADLINES),
    ),
    figures=(
        counted(
            "cases.received",
            "received_on",
            _("Đơn khiếu nại, tố cáo nhận trong kỳ"),
            _("Số vụ việc loại khiếu nại, tố cáo, tranh chấp có ngày nhận trong kỳ (không tính điểm nóng)."),
            _("đơn"),
            group="cases",
            split=("nature", "field", "channel"),
            keep=_is_procedure,
        ),
        counted(
            "cases.eligible",
            "received_on",
            _("Đơn đủ điều kiện xử lý"),
            _("Số đơn khiếu nại, tố cáo, tranh chấp nhận trong kỳ, trừ đơn lưu và đơn trả lại."),
            _("đơn"),
            group="cases",
            split=("handling",),
            keep=_is_eligible,
        ),
        counted(
            "hotspots.new",
            "received_on",
            _("Điểm nóng mới"),
            _("Số vụ việc loại điểm nóng có ngày nhận trong kỳ."),
            _("vụ việc"),
            group="hot_spots",
            keep=_is_hot_spot,
        ),
    ),
    fields=(
        _text("number", _("Số"), 40, required=True, looked_up=True, told_of_secrets=True, preset=Preset.NEXT_NUMBER),
        _day("received_on", _("Ngày nhận"), required=True, preset=Preset.TODAY),
        Field(
            name="unit",
            label=_("Đơn vị"),
            type=FieldType.REFERENCE,
            targets=("unit",),
            offer=OF_VILLAGES_AND_COMMUNES,
            required=True,
            preset=Preset.OWN_UNIT,
        ),
        _choice(
            "nature",
            _("Loại"),
            Choice("complaint", _("Khiếu nại")),
            Choice("denunciation", _("Tố cáo")),
            Choice("dispute", _("Tranh chấp đất đai")),
            Choice("hot_spot", _("Điểm nóng, vụ việc phức tạp")),
            required=True,
        ),
        _choice(
            "channel",
            _("Nguồn"),
            Choice("letter", _("Đơn gửi")),
            Choice("reception", _("Tiếp công dân")),
            Choice("transferred", _("Cơ quan khác chuyển đến")),
            Choice("petition", _("Từ kiến nghị")),
            Choice("situation", _("Từ nắm tình hình")),
            Choice("discovered", _("Cơ quan tự phát hiện")),
            required=True,
            default="letter",
        ),
        _text(
            "title",
            _("Tóm tắt"),
            300,
            required=True,
            told_of_secrets=True,
            help=_("Một câu, không ghi họ tên ai: in ở sổ, báo cáo, kể cả đơn tố cáo."),
        ),
        _long("content", _("Nội dung"), 50_000, stream=Stream.RESTRICTED),
        _text(
            "citizen_name",
            _("Người gửi đơn"),
            120,
            person=True,
            stream=Stream.RESTRICTED,
            completed_from=("case.citizen_name", "petition.citizen_name", "reception_visit.citizen_name"),
        ),
        _text(
            "citizen_address",
            _("Địa chỉ"),
            stream=Stream.RESTRICTED,
            completed_from=("case.citizen_address", "petition.citizen_address", "unit.name"),
        ),
        _text("citizen_phone", _("Số điện thoại"), 40, stream=Stream.RESTRICTED),
        _mark("anonymous", _("Không rõ tên, địa chỉ")),
        _text("against", _("Người, cơ quan bị khiếu nại, tố cáo"), stream=Stream.COMMUNE),
        Field(
            name="people",
            label=_("Số người"),
            type=FieldType.INTEGER,
            required=True,
            default=1,
            minimum=1,
            maximum=1_000_000,
        ),
        _choice("field", _("Lĩnh vực"), *PETITION_FIELDS, required=True, default="other"),
        policy_group(),
        _mark("mass", _("Khiếu kiện đông người")),
        _mark("long", _("Kéo dài")),
        _mark("beyond", _("Vượt cấp")),
        _mark("party_member", _("Tố cáo đảng viên")),
        _choice("competence", _("Thẩm quyền giải quyết"), *LEVELS, required=True, default="commune"),
        _choice("instance", _("Lần giải quyết"), Choice("first", _("Lần đầu")), Choice("second", _("Lần hai"))),
        _choice(
            "complex",
            _("Mức độ phức tạp"),
            Choice("normal", _("Thường")),
            Choice("complex", _("Phức tạp")),
            Choice("very", _("Đặc biệt phức tạp")),
            default="normal",
        ),
        _text("complex_paper", _("Văn bản xác định phức tạp"), told_of_secrets=True, official=True),
        _mark("remote", _("Vùng sâu, vùng xa")),
        _mark("several_places", _("Tố cáo phải kiểm tra ở nhiều nơi")),
        _choice(
            "handling",
            _("Xử lý đơn"),
            Choice("accepted", _("Thụ lý")),
            Choice("transferred", _("Chuyển đơn")),
            Choice("guided", _("Hướng dẫn")),
            Choice("returned", _("Trả lại đơn")),
            Choice("filed", _("Lưu đơn")),
            Choice("not_accepted", _("Không thụ lý")),
        ),
        _day("handled_on", _("Ngày xử lý")),
        _text("sent_to", _("Nơi chuyển, hướng dẫn đến"), told_of_secrets=True, completed_from=("case.sent_to",)),
        _long(
            "ground",
            _("Lý do, căn cứ xử lý"),
            4_000,
            help=_("In ở thông báo không thụ lý, phiếu hướng dẫn, văn bản trả lại đơn."),
        ),
        _day("accepted_on", _("Ngày thụ lý")),
        _day("notified_on", _("Ngày báo thụ lý")),
        _text(
            "verifier",
            _("Người, tổ xác minh"),
            stream=Stream.COMMUNE,
            completed_from=("officer.full_name", "case.verifier"),
        ),
        Field(name="dialogue", label=_("Buổi đối thoại"), type=FieldType.REFERENCE, targets=("dialogue",)),
        Field(
            name="land_project",
            label=_("Dự án thu hồi đất"),
            type=FieldType.REFERENCE,
            targets=("land_project",),
            looked_up=True,
            only_points=True,
            help=_("Dự án mà vụ việc phát sinh từ đó; báo cáo đếm đơn, điểm nóng của các dự án."),
        ),
        Field(name="extended_times", label=_("Số lần gia hạn"), type=FieldType.INTEGER, minimum=0, maximum=2),
        _text(
            "decision_number",
            _("Số quyết định, kết luận"),
            60,
            answered_from_above=True,
            told_of_secrets=True,
            official=True,
        ),
        _day(
            "decided_on",
            _("Ngày quyết định, kết luận"),
            answered_from_above=True,
            help=_("Rút đơn, đình chỉ: ngày của văn bản đình chỉ."),
        ),
        _choice(
            "result",
            _("Kết quả"),
            Choice("right", _("Đúng")),
            Choice("partly", _("Đúng một phần")),
            Choice("wrong", _("Sai")),
            Choice("agreed", _("Hòa giải")),
            Choice("withdrawn", _("Rút đơn")),
            Choice("stopped", _("Đình chỉ")),
            answered_from_above=True,
        ),
        _day("sent_on", _("Ngày gửi kết quả")),
        _day("published_on", _("Ngày công khai")),
        _choice(
            "published_how",
            _("Hình thức công khai"),
            Choice("board", _("Niêm yết")),
            Choice("meeting", _("Họp")),
            Choice("web", _("Cổng thông tin")),
            Choice("media", _("Báo, đài")),
        ),
        _mark("finished_procedure", _("Đã giải quyết hết thẩm quyền")),
        _day("raised_on", _("Ngày báo cáo cấp trên")),
        _choice(
            "danger",
            _("Mức độ điểm nóng"),
            Choice("watch", _("Cần theo dõi")),
            Choice("complicated", _("Phức tạp")),
            Choice("hot", _("Điểm nóng")),
            Choice("cooled", _("Đã ổn định")),
        ),
        _day("cooled_on", _("Ngày ổn định")),
        _long("forecast", _("Dự báo"), 20_000, phrased=True),
        _long("proposal", _("Đề xuất, kiến nghị"), 20_000, phrased=True),
        _choice(
            "state",
            _("Trạng thái"),
            *STATES.choices,
            required=True,
            looked_up=True,
            answered_from_above=True,
            open_when_signed=True,
            help=_("Theo những gì đã ghi (xử lý, thụ lý, quyết định, công khai); chỉ “Kết thúc” là chọn."),
        ),
        closing_day(),
        _long("note", _("Ghi chú"), 4_000),
        split_from("case", "petition"),
        REOPENED,
    ),
)

STEP = Kind(
    name="step",
    label=_("Diễn biến, bước xử lý"),
    plural=_("Diễn biến, bước xử lý"),
    title=("done_on", "what"),
    listed=("done_on", "what", "by", "due_on"),
    order="done_on",
    parent="file",
    guarded=Guarded.CASES,
    alike=(Alike(_("Cùng hồ sơ, cùng ngày, cùng diễn biến"), (same("file"), same("done_on"), words("what"))),),
    rules=(not_in_future("done_on"),),
    fields=(
        Field(
            name="file",
            label=_("Hồ sơ"),
            type=FieldType.REFERENCE,
            targets=("case",),
            required=True,
        ),
        _text("code", _("Mã bước"), 40, official=True),
        _day("done_on", _("Ngày")),
        _day("due_on", _("Hạn")),
        _long("what", _("Việc, diễn biến"), 20_000, required=True),
        _text("by", _("Cơ quan thực hiện"), completed_from=("step.by",)),
        Field(name="agree", label=_("Đồng ý"), type=FieldType.INTEGER, minimum=0, maximum=1_000_000),
        Field(name="disagree", label=_("Không đồng ý"), type=FieldType.INTEGER, minimum=0, maximum=1_000_000),
        Field(name="other", label=_("Ý kiến khác"), type=FieldType.INTEGER, minimum=0, maximum=1_000_000),
        _text("paper", _("Văn bản")),
    ),
)
"""The day-by-day log of a hot spot, the steps of a case."""
