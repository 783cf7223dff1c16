"""Kiến nghị, phản ánh: from the mouth of the citizen to the day on which the people are told the result."""

from __future__ import annotations

from danvan_desktop.domain.choices import LEVELS, PETITION_FIELDS, closing_day, policy_group, split_from
from danvan_desktop.domain.fields import Choice, Field, FieldType, Preset
from danvan_desktop.domain.figures import counted
from danvan_desktop.domain.filling import Following
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.petition_register import REGISTER
from danvan_desktop.domain.kinds.unit import OF_VILLAGES
from danvan_desktop.domain.likeness import (
    Alike,
    Numbered,
    beginning,
    days_apart,
    differing,
    other_words,
    person,
    same,
    telephone,
    words,
    year,
)
from danvan_desktop.domain.rules.checks import dates_in_order, not_in_future, telephone_can_be_called, where_set
from danvan_desktop.domain.rules.documents import numbers_in_right_form
from danvan_desktop.domain.rules.petitions import (
    DEADLINES,
    closed_as_told,
    due_day_of_earlier_releases,
    due_day_of_petition,
    has_ended,
    number_is_free,
    procedures_are_cases,
    reply_has_its_day,
    secrecy_outlives_the_nature,
    sort_is_the_laws,
    source_of_gathering,
    split_off_is_denunciation,
    term_is_the_laws,
    unit_of_gathering,
)
from danvan_desktop.domain.rules.stages import closing_has_its_day, stages_are_whole
from danvan_desktop.domain.secrecy import SecretWhen
from danvan_desktop.domain.states import State, States
from danvan_desktop.domain.stream import Stream
from danvan_desktop.localization import _

STATES = States(
    (
        State(code="received", label=_("Đã tiếp nhận"), deed=_("Tiếp nhận kiến nghị"), day="received_on"),
        State(
            code="assigned",
            label=_("Đã giao giải quyết"),
            deed=_("Giao giải quyết kiến nghị"),
            facts=("assigned_to",),
            day="assigned_on",
        ),
        State(
            code="transferred",
            label=_("Đã chuyển cơ quan có thẩm quyền"),
            deed=_("Chuyển kiến nghị đến cơ quan có thẩm quyền"),
            needs=("assigned_to",),
            decided=True,
            day="assigned_on",
        ),
        State(
            code="replied",
            label=_("Đã trả lời"),
            deed=_("Trả lời kiến nghị"),
            facts=("replied_on",),
            needs=("result",),
            day="replied_on",
        ),
        State(
            code="people_told",
            label=_("Đã thông báo cho dân"),
            deed=_("Thông báo kết quả cho dân"),
            facts=("replied_on", "people_told_on"),
            needs=("result", "told_how"),
            day="people_told_on",
        ),
        State(code="closed", label=_("Đã kết thúc"), deed=_("Kết thúc kiến nghị"), decided=True, day="closed_on"),
    )
)
"""A reply makes a petition answered, telling the people makes it told; handing it on and closing it are decisions."""

_RAISED_TOGETHER = 15
"""Days within which one matter is written down twice: at the village and where citizens are received. What is heard
again later was not settled, and is a petition of its own."""

PETITION = Kind(
    name="petition",
    label=_("Kiến nghị, phản ánh"),
    plural=_("Kiến nghị"),
    title=("number", "content"),
    listed=("number", "received_on", "citizen_name", "content", "field", "assigned_to", "due_on", "state"),
    order="-received_on",
    date="received_on",
    unit="unit",
    alike=(
        Alike(
            _("Cùng thôn, cùng nội dung"),
            (same("unit"), words("content")),
            (days_apart("received_on", _RAISED_TOGETHER), differing(person("citizen_name"))),
        ),
        Alike(
            _("Cùng thôn, cùng ngày, cùng người kiến nghị"),
            (same("unit"), same("received_on"), person("citizen_name")),
            (other_words("content"),),
        ),
        Alike(
            _("Cùng ngày, cùng số điện thoại"),
            (same("received_on"), telephone("citizen_phone")),
            (other_words("content"),),
        ),
        Alike(
            _("Cùng thôn, cùng ngày, nội dung giống nhau"),
            (same("unit"), same("received_on"), beginning("content")),
            (differing(person("citizen_name")),),
        ),
    ),
    numbered=Numbered(words("number"), "unit", (year("received_on"),)),
    states=STATES,
    deadlines=DEADLINES,
    register=REGISTER,
    settled_states=frozenset({"people_told", "closed"}),
    secret_when=SecretWhen("nature", frozenset({"denunciation"})),
    following=(
        Following(field="source", needs=("source_record",), value=source_of_gathering),
        Following(field="unit", needs=("source_record",), value=unit_of_gathering),
        Following(
            field="due_on",
            needs=("received_on", "nature"),
            looks_at=("source", "accepted_on", "instance", "difficulty"),
            value=due_day_of_petition,
            keeps_up=True,
            formerly=due_day_of_earlier_releases,
        ),
    ),
    rules=(
        number_is_free,
        telephone_can_be_called("citizen_phone"),
        secrecy_outlives_the_nature,
        procedures_are_cases,
        numbers_in_right_form("reply_number"),
        not_in_future("received_on", "accepted_on", "replied_on", "people_told_on"),
        dates_in_order("received_on", "assigned_on"),
        dates_in_order("received_on", "accepted_on"),
        dates_in_order("received_on", "due_on"),
        dates_in_order("accepted_on", "replied_on"),
        dates_in_order("received_on", "replied_on"),
        dates_in_order("replied_on", "people_told_on"),
        where_set("assigned_on", not_in_future("assigned_on")),
        where_set("closed_on", not_in_future("closed_on"), dates_in_order("received_on", "closed_on")),
        stages_are_whole(STATES),
        closing_has_its_day(has_ended),
        reply_has_its_day,
        closed_as_told,
        sort_is_the_laws,
        term_is_the_laws,
        split_off_is_denunciation,
    ),
    figures=(
        counted(
            "petitions.received",
            "received_on",
            _("Đơn, kiến nghị, phản ánh tiếp nhận trong kỳ"),
            _(
                "Số kiến nghị, phản ánh, đơn khiếu nại, tố cáo có ngày tiếp nhận trong kỳ, của đơn vị và các đơn vị cấp"
                " dưới."
            ),
            _("việc"),
            group="petitions",
            split=("nature", ("field", "petition_fields"), ("competence", "petition_levels")),
        ),
    ),
    fields=(
        Field(
            name="number",
            label=_("Số"),
            required=True,
            max_length=40,
            looked_up=True,
            told_of_secrets=True,
            preset=Preset.NEXT_NUMBER,
        ),
        Field(
            name="received_on",
            label=_("Ngày tiếp nhận"),
            type=FieldType.DATE,
            required=True,
            preset=Preset.TODAY,
        ),
        Field(
            name="source",
            label=_("Nguồn"),
            type=FieldType.CHOICE,
            expected=True,
            choices=(
                Choice("village_meeting", _("Họp thôn")),
                Choice("dialogue", _("Đối thoại")),
                Choice("reception", _("Tiếp công dân")),
                Choice("letter", _("Đơn thư")),
                Choice("front", _("Mặt trận, đoàn thể")),
                Choice("voters_contact", _("Tiếp xúc cử tri")),
                Choice("hotline", _("Đường dây nóng")),
                Choice("other", _("Nguồn khác")),
            ),
        ),
        Field(
            name="source_record",
            label=_("Nêu tại"),
            type=FieldType.REFERENCE,
            targets=("meeting", "dialogue", "reception"),
            origin=True,
        ),
        Field(
            name="citizen_name",
            label=_("Người kiến nghị"),
            person=True,
            max_length=120,
            stream=Stream.RESTRICTED,
            completed_from=("petition.citizen_name", "opinion.speaker_name"),
        ),
        Field(
            name="citizen_address",
            label=_("Địa chỉ"),
            max_length=200,
            stream=Stream.RESTRICTED,
            completed_from=("petition.citizen_address", "opinion.speaker_address", "unit.name"),
        ),
        Field(name="citizen_phone", label=_("Số điện thoại"), max_length=40, stream=Stream.RESTRICTED),
        Field(
            name="group_size",
            of_one_occasion=True,
            label=_("Số người cùng kiến nghị"),
            type=FieldType.INTEGER,
            minimum=1,
            maximum=1_000_000,
        ),
        Field(
            name="field",
            label=_("Lĩnh vực"),
            type=FieldType.CHOICE,
            expected=True,
            choices=PETITION_FIELDS,
        ),
        policy_group(),
        Field(
            name="unit",
            label=_("Thôn, tổ dân phố"),
            type=FieldType.REFERENCE,
            targets=("unit",),
            offer=OF_VILLAGES,
            required=True,
            preset=Preset.OWN_UNIT,
        ),
        Field(name="content", label=_("Nội dung"), type=FieldType.LONG_TEXT, required=True, max_length=50_000),
        Field(name="request", label=_("Yêu cầu cụ thể"), type=FieldType.LONG_TEXT, max_length=20_000),
        Field(
            name="nature",
            label=_("Tính chất"),
            type=FieldType.CHOICE,
            default="petition",
            choices=(
                Choice("petition", _("Kiến nghị")),
                Choice("reflection", _("Phản ánh")),
                Choice("complaint", _("Khiếu nại")),
                Choice("denunciation", _("Tố cáo")),
            ),
        ),
        Field(
            name="competence",
            label=_("Thẩm quyền giải quyết"),
            type=FieldType.CHOICE,
            required=True,
            default="commune",
            choices=LEVELS,
        ),
        Field(
            name="assigned_to",
            of_one_occasion=True,
            label=_("Giao cho"),
            max_length=200,
            told_of_secrets=True,
            completed_from=("petition.assigned_to", "officer.full_name", "unit.name"),
            help=_("Cơ quan hoặc cán bộ được giao giải quyết; ghi vào là kiến nghị thành “Đã giao giải quyết”."),
        ),
        Field(name="assigned_on", label=_("Ngày giao"), type=FieldType.DATE),
        Field(
            name="accepted_on",
            label=_("Ngày thụ lý"),
            answered_from_above=True,
            type=FieldType.DATE,
            help=_("Khiếu nại, tố cáo: hạn giải quyết tính từ ngày này; chưa thụ lý thì hạn trả lời là hạn xử lý đơn."),
        ),
        Field(
            name="instance",
            label=_("Lần giải quyết"),
            answered_from_above=True,
            type=FieldType.CHOICE,
            choices=(Choice("first", _("Lần đầu")), Choice("second", _("Lần hai"))),
            help=_("Chỉ dùng cho khiếu nại."),
        ),
        Field(
            name="difficulty",
            label=_("Diện vụ việc"),
            answered_from_above=True,
            type=FieldType.CHOICE,
            choices=(
                Choice("normal", _("Thông thường")),
                Choice("complex", _("Phức tạp")),
                Choice("very_complex", _("Đặc biệt phức tạp (tố cáo)")),
                Choice("remote", _("Vùng sâu, vùng xa")),
                Choice("remote_complex", _("Vùng sâu, vùng xa; phức tạp")),
            ),
            help=_("Định hạn giải quyết khiếu nại, tố cáo; vụ việc phức tạp phải có văn bản xác định, gia hạn."),
        ),
        Field(name="due_on", label=_("Hạn trả lời"), answered_from_above=True, type=FieldType.DATE),
        Field(
            name="reply",
            label=_("Nội dung trả lời"),
            answered_from_above=True,
            phrased=True,
            type=FieldType.LONG_TEXT,
            max_length=50_000,
        ),
        Field(
            name="reply_number",
            label=_("Số văn bản trả lời"),
            answered_from_above=True,
            max_length=60,
            told_of_secrets=True,
        ),
        Field(name="replied_on", label=_("Ngày trả lời"), answered_from_above=True, type=FieldType.DATE),
        Field(
            name="result",
            label=_("Kết quả"),
            answered_from_above=True,
            type=FieldType.CHOICE,
            choices=(
                Choice("solved", _("Đã giải quyết")),
                Choice("explained", _("Đã giải thích")),
                Choice("partly", _("Giải quyết một phần")),
                Choice("refused", _("Không giải quyết, nêu rõ lý do"), also=("Không chấp nhận, có lý do",)),
                Choice("transferred", _("Chuyển cơ quan có thẩm quyền")),
            ),
        ),
        Field(name="people_told_on", label=_("Ngày thông báo cho dân"), type=FieldType.DATE),
        Field(
            name="told_how",
            of_one_occasion=True,
            label=_("Hình thức thông báo"),
            type=FieldType.CHOICE,
            choices=(
                Choice("meeting", _("Tại cuộc họp")),
                Choice("letter", _("Bằng văn bản")),
                Choice("posting", _("Niêm yết")),
                Choice("loudspeaker", _("Loa truyền thanh")),
                Choice("direct", _("Gặp trực tiếp")),
            ),
        ),
        Field(
            name="satisfied",
            of_one_occasion=True,
            label=_("Ý kiến của người dân"),
            type=FieldType.CHOICE,
            default="unknown",
            choices=(
                Choice("yes", _("Đồng tình")),
                Choice("no", _("Chưa đồng tình")),
                Choice("unknown", _("Chưa rõ")),
            ),
        ),
        Field(
            name="complicated",
            of_one_occasion=True,
            label=_("Vụ việc phức tạp, điểm nóng"),
            type=FieldType.BOOLEAN,
            default=False,
        ),
        closing_day(),
        Field(name="case", label=_("Vụ việc đã lập"), type=FieldType.REFERENCE, targets=("case",)),
        Field(
            name="denunciation",
            label=_("Tố cáo đã tách"),
            type=FieldType.REFERENCE,
            targets=("case",),
            help=_("Phần còn lại của đơn vẫn giải quyết theo hạn trả lời ở đây; đơn được giữ bí mật cùng tố cáo."),
        ),
        split_from("petition", "case"),
        Field(
            name="state",
            label=_("Trạng thái"),
            answered_from_above=True,
            type=FieldType.CHOICE,
            required=True,
            looked_up=True,
            choices=STATES.choices,
            help=_("Theo những gì đã ghi (giao cho ai, ngày trả lời, ngày báo dân); chỉ chuyển cấp, kết thúc là chọn."),
        ),
    ),
)
