"""Đơn vị: the tree of administrative units, agencies and organisations, with the names of their day."""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.fields import Choice, Field, FieldType, Offer, Value
from danvan_desktop.domain.filling import FillContext, Following
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.likeness import Alike, differing, same, words
from danvan_desktop.domain.problems import Problem
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.checks import dates_in_order
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.domain.stream import Stream
from danvan_desktop.domain.units import VILLAGE_KINDS
from danvan_desktop.domain.village_names import free_codes, kind_told_by
from danvan_desktop.localization import _

OF_VILLAGES = Offer("kind", VILLAGE_KINDS)
"""Where a field means a village, bản or tổ dân phố."""

OF_VILLAGES_AND_COMMUNES = Offer("kind", VILLAGE_KINDS | {"commune"})
"""Where a field means a place, which may be the whole commune."""

_OF_LEVELS = Offer("kind", frozenset({"province", "district", "commune"}))
"""Units that have others below them."""


def _parent_chain_ends(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A unit that is its own ancestor would make every report over the tree endless."""
    seen = {record.uid}
    parent = record.text("parent")
    while parent:
        if parent in seen:
            yield Problem("parent", _("Đơn vị cấp trên tạo thành vòng lặp, hãy chọn đơn vị khác."))
            return
        seen.add(parent)
        above = context.reader.get(parent)
        parent = above.text("parent") if above else ""


def _comes_from_another(record: Record, _context: RuleContext) -> Iterator[Problem]:
    """A unit neither goes on as itself nor was divided from itself."""
    for name in ("successor", "divided_from"):
        if record.text(name) == record.uid:
            yield Problem(name, _("Không chọn chính đơn vị này, hãy chọn đơn vị khác."))


def _term_is_whole(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A term has its first and its last day."""
    for name, other in (("term_from", "term_to"), ("term_to", "term_from")):
        if record.get(name) is None and record.get(other) is not None:
            yield Problem(name, _("Hãy ghi cả ngày đầu và ngày cuối của nhiệm kỳ cấp ủy."))


def _below_own_commune(record: Record, context: FillContext) -> Value:
    """A village that a commune lists is its own: without a place in the tree none of its records would be counted."""
    own = context.reader.get(context.own_unit)
    is_own = own is not None and own.text("kind") == "commune" and record.text("kind") in VILLAGE_KINDS
    return own.uid if own is not None and is_own else None


def _kind_by_name(record: Record, _context: FillContext) -> Value:
    """“Thôn Đông” is a village without that anybody says so."""
    return kind_told_by(record.text("name"))


def _code_of_village(record: Record, context: FillContext) -> Value:
    """A commune's village gets the next code behind the commune's own."""
    own = context.reader.get(context.own_unit)
    is_own = own is not None and own.text("kind") == "commune" and record.text("kind") in VILLAGE_KINDS
    if own is None or not is_own or record.text("parent") not in ("", own.uid):
        return None
    return next(free_codes(own.text("code"), lambda code: bool(list(context.reader.find_all("unit", code=code)))))


UNIT = Kind(
    name="unit",
    label=_("Đơn vị"),
    plural=_("Thôn, đơn vị"),
    title=("name",),
    listed=("name", "kind", "code", "parent", "households"),
    order="name",
    alike=(
        Alike(_("Cùng tên, cùng đơn vị cấp trên"), (words("name"), same("kind"), same("parent"))),
        Alike(_("Cùng tên, cùng mã"), (words("name"), words("code"), same("kind")), (differing(same("parent")),)),
    ),
    rules=(
        dates_in_order("valid_from", "valid_to"),
        _term_is_whole,
        dates_in_order("term_from", "term_to"),
        _parent_chain_ends,
        _comes_from_another,
    ),
    following=(
        Following(field="kind", needs=("name",), value=_kind_by_name),
        Following(field="parent", needs=("kind",), value=_below_own_commune),
        Following(field="code", needs=("name",), looks_at=("kind", "parent"), value=_code_of_village),
    ),
    fields=(
        Field(
            name="name", official=True, label=_("Tên đơn vị"), answered_from_above=True, required=True, max_length=200
        ),
        Field(
            name="kind",
            label=_("Loại đơn vị"),
            type=FieldType.CHOICE,
            required=True,
            choices=(
                Choice("province", _("Tỉnh, thành phố")),
                Choice("district", _("Huyện (trước 01/7/2025)")),
                Choice("commune", _("Xã, phường, đặc khu")),
                Choice("village", _("Thôn")),
                Choice("hamlet", _("Bản")),
                Choice("residential_group", _("Tổ dân phố")),
                Choice("agency", _("Cơ quan")),
                Choice("organisation", _("Đoàn thể, tổ chức")),
            ),
        ),
        Field(name="code", official=True, label=_("Mã đơn vị"), answered_from_above=True, required=True, max_length=40),
        Field(
            name="parent",
            label=_("Đơn vị cấp trên"),
            answered_from_above=True,
            type=FieldType.REFERENCE,
            targets=("unit",),
            offer=_OF_LEVELS,
        ),
        Field(
            name="parent_from",
            label=_("Thuộc cấp trên này từ ngày"),
            answered_from_above=True,
            type=FieldType.DATE,
            help=_("Ngày nghị quyết chuyển đơn vị có hiệu lực; báo cáo kỳ trước đó vẫn tính đơn vị ở nơi cũ."),
        ),
        Field(name="valid_from", label=_("Có hiệu lực từ ngày"), answered_from_above=True, type=FieldType.DATE),
        Field(name="valid_to", label=_("Có hiệu lực đến ngày"), answered_from_above=True, type=FieldType.DATE),
        Field(
            name="successor",
            label=_("Đơn vị kế thừa"),
            answered_from_above=True,
            type=FieldType.REFERENCE,
            targets=("unit",),
        ),
        Field(
            name="divided_from",
            label=_("Chia tách từ đơn vị"),
            answered_from_above=True,
            type=FieldType.REFERENCE,
            targets=("unit",),
            looked_up=True,
            help=_("Đơn vị cũ đã chia, tách thành đơn vị này; số liệu các kỳ trước vẫn đứng ở đơn vị cũ."),
        ),
        Field(
            name="term_from",
            label=_("Nhiệm kỳ cấp ủy từ ngày"),
            type=FieldType.DATE,
            help=_("Số văn bản của Đảng đánh từ 01 suốt nhiệm kỳ; không ghi thì theo nhiệm kỳ 2025–2030."),
        ),
        Field(name="term_to", label=_("Nhiệm kỳ cấp ủy đến ngày"), type=FieldType.DATE),
        Field(
            name="mobilisation_block",
            label=_("Khối dân vận"),
            type=FieldType.CHOICE,
            choices=(Choice("yes", _("Có khối dân vận")), Choice("no", _("Không có khối dân vận"))),
            help=_("Từ ngày 01/7/2025 xã có thể không còn khối dân vận; mục II.6 của báo cáo được đặt tên theo đây."),
        ),
        Field(name="households", label=_("Số hộ"), type=FieldType.INTEGER, minimum=0, maximum=10_000_000),
        Field(name="population", label=_("Số nhân khẩu"), type=FieldType.INTEGER, minimum=0, maximum=200_000_000),
        Field(
            name="head",
            label=_("Người đứng đầu"),
            person=True,
            max_length=120,
            stream=Stream.RESTRICTED,
        ),
    ),
)
