"""Khen thưởng, công nhận: who was proposed and honoured, by which decision, of which level.

Luật Thi đua, khen thưởng 06/2022/QH15. Titles “Dân vận khéo” of a province are the province's own.
"""

from __future__ import annotations

from danvan_desktop.domain.choices import LEVELS
from danvan_desktop.domain.fields import Choice, Field, FieldType, Preset
from danvan_desktop.domain.figures import counted, summed
from danvan_desktop.domain.filling import Following
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.common import own_unit
from danvan_desktop.domain.likeness import Alike, same, words
from danvan_desktop.domain.locking import REOPENED
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.register import ColumnContext, Register, RegisterColumn, Words, fields, lines
from danvan_desktop.domain.rules.awards import (
    COLLECTIVE,
    HOUSEHOLD,
    INDIVIDUAL,
    OF_MODEL,
    OTHER,
    commune_gives_what_it_may,
    kind_of_registrant,
    other_title_is_named,
    proposed_by_then,
    recognition_names_its_model,
    title_fits_who_is_honoured,
    unit_of_model,
    who_registered,
)
from danvan_desktop.domain.rules.checks import dates_in_order, not_in_future
from danvan_desktop.domain.rules.documents import numbers_in_right_form
from danvan_desktop.domain.rules.stages import stages_are_whole
from danvan_desktop.domain.states import State, States
from danvan_desktop.localization import _

_MOST_MONEY = 10**12
APPROVED = "approved"

STATES = States(
    (
        State(code="proposed", label=_("Đề nghị"), deed=_("Đề nghị khen thưởng"), lies_ahead=True),
        State(
            code=APPROVED,
            label=_("Được khen"),
            deed=_("Quyết định khen thưởng"),
            facts=("decision_number", "decided_on"),
            day="decided_on",
        ),
        State(code="refused", label=_("Không được khen"), deed=_("Không khen thưởng"), decided=True, gives_up=True),
    )
)
"""An award is approved once its decision has number and day; that it is refused is decided."""


def _title(told: ColumnContext, award: Record) -> Words:
    return lines(told.field(award, "title_name") or told.field(award, "title"))


def _what_for(told: ColumnContext, award: Record) -> Words:
    merit = told.field(award, "merit") or told.field(award, "model")
    return lines(merit[:1].upper() + merit[1:], told.field(award, "period"))


REGISTER = Register(
    label=_("Sổ khen thưởng"),
    description=_("Các khen thưởng, công nhận có quyết định trong kỳ"),
    title="Sổ theo dõi khen thưởng, công nhận",
    counted="khen thưởng, công nhận có quyết định",
    file_stem="So-khen-thuong",
    columns=(
        RegisterColumn("Số, ngày quyết định", 32, fields("decision_number", "decided_on"), centred=True),
        RegisterColumn("Tập thể, cá nhân, hộ gia đình", 46, fields("subject")),
        RegisterColumn("Đối tượng", 20, fields("subject_kind"), centred=True),
        RegisterColumn("Đơn vị", 26, fields("unit")),
        RegisterColumn("Danh hiệu, hình thức", 32, _title),
        RegisterColumn("Cấp khen", 22, fields("level"), centred=True),
        RegisterColumn("Thành tích, giai đoạn", 48, _what_for),
        RegisterColumn("Tiền thưởng (đồng)", 22, fields("money"), True),
        RegisterColumn("Trạng thái", 20, fields("state"), centred=True),
    ),
)

AWARD = Kind(
    name="award",
    label=_("Khen thưởng, công nhận"),
    one=_("Trường hợp khen thưởng, công nhận"),
    plural=_("Khen thưởng"),
    title=("subject", "title"),
    listed=("decided_on", "subject", "subject_kind", "unit", "title", "level", "decision_number", "state"),
    order="-decided_on",
    date="decided_on",
    unit="unit",
    alike=(
        Alike(
            _("Cùng người, tập thể, cùng danh hiệu, cùng giai đoạn"),
            (same("unit"), words("subject"), same("title"), words("period")),
        ),
    ),
    locked_states=frozenset({APPROVED}),
    settled_states=frozenset({APPROVED, "refused"}),
    states=STATES,
    register=REGISTER,
    following=(
        Following(field="proposed_on", needs=("decided_on",), value=proposed_by_then),
        Following(field="unit", needs=("model",), value=unit_of_model),
        Following(field="subject", needs=("model",), value=who_registered),
        Following(field="subject_kind", needs=("model",), value=kind_of_registrant),
    ),
    rules=(
        stages_are_whole(STATES),
        not_in_future("proposed_on", "decided_on"),
        dates_in_order("proposed_on", "decided_on"),
        numbers_in_right_form("decision_number"),
        title_fits_who_is_honoured,
        other_title_is_named,
        commune_gives_what_it_may,
        recognition_names_its_model,
    ),
    figures=(
        counted(
            "awards.proposed",
            "proposed_on",
            _("Đề nghị khen thưởng"),
            _("Số khen thưởng, công nhận có ngày đề nghị trong kỳ."),
            _("đề nghị"),
            group="awards",
        ),
        summed(
            "awards.money",
            "money",
            "decided_on",
            _("Tiền thưởng"),
            _("Tổng số tiền thưởng của các khen thưởng ở trạng thái “Được khen” có ngày quyết định trong kỳ."),
            _("đồng"),
            group="awards",
            states=frozenset({APPROVED}),
        ),
    ),
    fields=(
        Field(
            name="subject_kind",
            label=_("Đối tượng"),
            type=FieldType.CHOICE,
            required=True,
            default=COLLECTIVE,
            choices=(
                Choice(COLLECTIVE, _("Tập thể")),
                Choice(INDIVIDUAL, _("Cá nhân")),
                Choice(HOUSEHOLD, _("Hộ gia đình")),
            ),
        ),
        Field(
            name="subject",
            label=_("Tập thể, cá nhân, hộ gia đình"),
            required=True,
            max_length=200,
            completed_from=("award.subject", "model.registrant", "officer.full_name"),
        ),
        own_unit(),
        Field(
            name="model",
            label=_("Mô hình"),
            type=FieldType.REFERENCE,
            targets=("model",),
            help=_("Mô hình, điển hình “Dân vận khéo” được khen; chọn thì đối tượng, đơn vị được điền sẵn."),
        ),
        Field(
            name="title",
            label=_("Danh hiệu, hình thức"),
            type=FieldType.CHOICE,
            required=True,
            default="certificate",
            choices=(
                Choice("certificate", _("Giấy khen")),
                Choice("merit", _("Bằng khen")),
                Choice(OF_MODEL, _("Công nhận mô hình “Dân vận khéo”")),
                Choice("agency", _("Cơ quan “Dân vận khéo”")),
                Choice("committee", _("Đảng bộ “Dân vận khéo”")),
                Choice("village", _("Thôn, tổ dân phố tiêu biểu")),
                Choice("badge", _("Kỷ niệm chương")),
                Choice(OTHER, _("Danh hiệu, hình thức khác")),
            ),
        ),
        Field(
            name="title_name",
            official=True,
            label=_("Tên danh hiệu, hình thức khác"),
            max_length=200,
            completed_from=("award.title_name",),
        ),
        Field(
            name="merit",
            label=_("Thành tích"),
            max_length=500,
            expected=True,
            completed_from=("award.merit",),
            help=_("In vào quyết định, ví dụ: có thành tích xuất sắc trong phong trào thi đua “Dân vận khéo”."),
        ),
        Field(
            name="period",
            official=True,
            label=_("Năm, giai đoạn"),
            max_length=100,
            completed_from=("award.period",),
            help=_("Ví dụ: năm 2026, giai đoạn 2021 – 2025."),
        ),
        Field(
            name="level",
            label=_("Cấp khen"),
            type=FieldType.CHOICE,
            required=True,
            default="commune",
            choices=LEVELS[1:],
        ),
        Field(name="proposed_on", label=_("Ngày đề nghị"), type=FieldType.DATE, preset=Preset.TODAY),
        Field(
            name="decision_number",
            official=True,
            label=_("Số quyết định"),
            max_length=60,
            answered_from_above=True,
            help=_("Ghi đủ số và ngày quyết định là “Được khen”."),
        ),
        Field(name="decided_on", label=_("Ngày quyết định"), type=FieldType.DATE, answered_from_above=True),
        Field(
            name="money",
            label=_("Tiền thưởng (đồng)"),
            type=FieldType.MONEY,
            minimum=0,
            maximum=_MOST_MONEY,
            answered_from_above=True,
        ),
        Field(
            name="state",
            label=_("Trạng thái"),
            type=FieldType.CHOICE,
            required=True,
            choices=STATES.choices,
            open_when_signed=True,
            answered_from_above=True,
        ),
        Field(name="note", label=_("Ghi chú"), type=FieldType.LONG_TEXT, max_length=4_000, open_when_signed=True),
        REOPENED,
    ),
)
