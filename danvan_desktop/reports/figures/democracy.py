"""Figures of what is made public, what the people are asked, and what they give (resolution M9, M10)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from danvan_desktop.domain.deadlines import Terms
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.publicity import DEADLINES
from danvan_desktop.domain.rules.works import BUDGET, HOUSEHOLD
from danvan_desktop.domain.units import VILLAGE_KINDS
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.figures.declared import figures_of, split
from danvan_desktop.reports.figures.figure import Figure, FigureGroup, Find, Source, Span
from danvan_desktop.reports.figures.queries import dated, having, held, kept, parts

_PUBLISH = DEADLINES[0]
_ITEM, _POSTING, _CONSULTATION, _TALLY = "publicity_item", "publicity_posting", "consultation", "consultation_tally"
_WORK, _CONTRIBUTION = "community_work", "contribution"


def _of_the_people(record: Record) -> bool:
    return record.text("donor_kind") != BUDGET


def _not_revoked(record: Record) -> bool:
    return record.text("state") != "revoked" or record.get("published_on") is not None


def _published(in_time: bool) -> Find:
    """Find what was due in a span and was, or was not, made public by its last day; judged by the end of the span."""

    def find(source: Source, span: Span) -> Iterable[Record]:
        due = (record for record in source.dated(_ITEM, "due_on", span) if _not_revoked(record))
        if in_time:
            return (record for record in due if _is_in_time(record, source.terms))
        return (record for record in due if _is_late(record, source.terms, span.last))

    return find


def _is_in_time(item: Record, terms: Terms) -> bool:
    day, term = item.date("published_on"), _PUBLISH.term(item, terms)
    return day is not None and term is not None and term.days_late(day) == 0


def _is_late(item: Record, terms: Terms, last: dt.date) -> bool:
    """Tell whether something was made public after its term, or was not though the term is over on a day."""
    term = _PUBLISH.term(item, terms)
    if _is_in_time(item, terms) or term is None:
        return False
    return item.get("published_on") is not None or term.until < last


def _at_villages(source: Source, span: Span) -> Iterable[Record]:
    """Find the first posting of a span at each village."""
    found: dict[str, Record] = {}
    for posting in source.dated(_POSTING, "from_on", span):
        unit = source.get(posting.text("unit"))
        if unit is not None and unit.text("kind") in VILLAGE_KINDS:
            found.setdefault(unit.uid, posting)
    return found.values()


def _names_no_household(record: Record) -> bool:
    return record.text("donor_kind") == HOUSEHOLD and not record.text("household")


_GIVEN = dated(_CONTRIBUTION, "given_on", _of_the_people)


_OF_NOBODY = Figure(
    code="contributions.unnamed",
    title=_("Đóng góp ghi chung"),
    definition=_("Số dòng đóng góp của hộ gia đình trong kỳ không gắn hộ nào."),
    counted=_("dòng"),
    kind=_CONTRIBUTION,
    group=FigureGroup.CONTRIBUTIONS,
    find=kept(_GIVEN, _names_no_household),
)
"""Lines for many households, or for one that was not chosen: how many households they stand for is not known."""


def _of_households(source: Source, span: Span) -> Iterable[Record]:
    """Find one contribution of each household."""
    given = [one for one in _GIVEN(source, span) if one.text("household")]
    return {one.text("household"): one for one in given}.values()


def publicity() -> tuple[Figure, ...]:
    """Return the figures of publicity."""
    due = Figure(
        code="publicity.due",
        title=_("Nội dung phải công khai"),
        definition=_("Số nội dung có hạn công khai trong kỳ."),
        counted=_("nội dung"),
        kind=_ITEM,
        group=FigureGroup.PUBLICITY,
        find=dated(_ITEM, "due_on", _not_revoked),
    )
    return (
        due,
        *split(due, ALL_KINDS[_ITEM].field("item"), FigureGroup.PUBLICITY),
        replace(
            due,
            code="publicity.in_time",
            title=_("Công khai đúng hạn"),
            definition=_("Số nội dung có hạn công khai trong kỳ mà nơi công khai đầu tiên có ngày không sau hạn."),
            find=_published(in_time=True),
            whole=due.code,
        ),
        replace(
            due,
            code="publicity.late",
            title=_("Công khai chậm hoặc chưa công khai"),
            definition=_(
                "Số nội dung có hạn công khai trong kỳ mà nơi công khai đầu tiên có ngày sau hạn hoặc chưa có."
            ),
            find=_published(in_time=False),
            whole=due.code,
        ),
        Figure(
            code="publicity.villages",
            title=_("Thôn, tổ dân phố có niêm yết, công khai"),
            definition=_("Số thôn, tổ dân phố khác nhau có nơi niêm yết, công khai bắt đầu trong kỳ."),
            counted=_("nơi"),
            kind=_POSTING,
            group=FigureGroup.PUBLICITY,
            find=_at_villages,
        ),
    )


def consultations() -> tuple[Figure, ...]:
    """Return the figures of consultations."""
    return (
        *figures_of(ALL_KINDS[_CONSULTATION]),
        Figure(
            code="consultations.opinions",
            title=_("Ý kiến tham gia"),
            definition=_("Tổng số ý kiến trong bảng kết quả của các nội dung có ngày công khai lấy ý kiến trong kỳ."),
            counted=_("ý kiến"),
            kind=_TALLY,
            group=FigureGroup.PUBLICITY,
            find=parts(_TALLY, held(_CONSULTATION, "published_on")),
            amount="opinions",
        ),
    )


def works() -> tuple[Figure, ...]:
    """Return the figures of works."""
    agreed = next(one for one in figures_of(ALL_KINDS[_WORK]) if one.code == "works.agreed")
    settled = replace(
        agreed,
        code="works.settled",
        title=_("Công trình đã quyết toán, công khai"),
        definition=_("Số công trình, việc ở trạng thái “Đã quyết toán, công khai” có ngày quyết toán trong kỳ."),
        find=dated(_WORK, "settled_on", having("state", "settled")),
    )
    return (
        *figures_of(ALL_KINDS[_WORK]),
        settled,
        *split(settled, ALL_KINDS[_WORK].field("type"), FigureGroup.CONTRIBUTIONS),
    )


def contributions() -> tuple[Figure, ...]:
    """Return the figures of what the people gave; what the budget gave is none of it."""
    money = _given(
        "contributions.money",
        "money",
        _("Tiền Nhân dân đóng góp"),
        _("Tổng số tiền đóng góp có ngày trong kỳ, không gồm ngân sách nhà nước."),
        _("đồng"),
    )
    donors = split(money, ALL_KINDS[_CONTRIBUTION].field("donor_kind"), FigureGroup.CONTRIBUTIONS)
    return (
        money,
        *(one for one in donors if not one.code.endswith(f".{BUDGET}")),
        _given(
            "contributions.land",
            "land",
            _("Đất hiến"),
            _("Tổng diện tích đất hiến có ngày đóng góp trong kỳ, tính bằng m²."),
            _("m²"),
        ),
        _given(
            "contributions.days",
            "days",
            _("Ngày công đóng góp"),
            _("Tổng số ngày công có ngày đóng góp trong kỳ."),
            _("ngày công"),
        ),
        _given(
            "contributions.material",
            "material_value",
            _("Hiện vật đóng góp, quy tiền"),
            _("Tổng giá trị hiện vật đóng góp có ngày trong kỳ, quy tiền, không gồm ngân sách nhà nước."),
            _("đồng"),
        ),
        replace(
            _given(
                "contributions.households",
                None,
                _("Hộ ghi tên trong sổ đóng góp"),
                _("Số hộ khác nhau có đóng góp trong kỳ; dòng ghi chung, không gắn hộ thì không tính."),
                _("hộ"),
            ),
            find=_of_households,
            unnamed=_OF_NOBODY,
        ),
    )


def _given(code: str, amount: str | None, title: Message, definition: Message, unit: Message) -> Figure:
    return Figure(
        code=code,
        title=title,
        definition=definition,
        counted=unit,
        kind=_CONTRIBUTION,
        group=FigureGroup.CONTRIBUTIONS,
        find=_GIVEN,
        amount=amount,
    )
