"""Danh sách đang xem: the rows of a list as the officer filtered and ordered them, by the columns that are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from danvan_desktop.domain.fields import FieldType
from danvan_desktop.domain.records import Records
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Align,
    Cell,
    Column,
    Document,
    DocumentInfo,
    Paragraph,
    Row,
    Run,
    Signature,
    Table,
)
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.form import Needs, Purpose, ReportForm
from danvan_desktop.reports.forms.parts import SIGN_NOTE, committee, place_of, unit_header
from danvan_desktop.reports.forms.register import PaperColumnContext, column_of
from danvan_desktop.reports.wording import place_and_date, within_sentence

MOST_ROWS = 5_000
"""Records of a printed list; a longer one fills more than two hundred pages, which nobody reads."""
_NUMBERS = 11
_ACROSS, _DAY = 240, 23
"""Millimetres of a page across, and of a day that is not broken, however many columns stand beside it."""
_DAYS = (FieldType.DATE, FieldType.DATETIME)


@dataclass(frozen=True)
class ShownList:
    """What a list shows: records by uid (empty: a row with the heading in ``groups``), columns by field name.

    ``headings`` shorten the labels of columns; ``told`` are its search and filters in words.
    """

    kind: str
    uids: Sequence[str]
    columns: Sequence[str]
    groups: Mapping[int, str] = field(default_factory=dict)
    headings: Mapping[str, Message] = field(default_factory=dict)
    told: Sequence[str] = ()

    @property
    def count(self) -> int:
        """How many records it has."""
        return len(self.uids) - len(self.groups)


def list_form(store: Records, shown: ShownList, *, on_paper: bool = True) -> ReportForm:
    """Return the form that prints a list; on paper, building it raises ReportError for more than ``MOST_ROWS`` records.

    A sheet of Excel has the title and the filters in the one line that it has above its table.
    """
    kind = store.kinds[shown.kind]
    return ReportForm(
        code="shown-list",
        title=_("Danh sách: {kind}", kind=kind.plural),
        description=_("Các hồ sơ đang hiện trong danh sách"),
        purpose=Purpose.REGISTER,
        kind=kind.name,
        needs=Needs.DAY,
        file_stem=f"Danh-sach-{kind.name.replace('_', '-')}",
        build_of=lambda context: build_list(context, shown) if on_paper else build_sheet(context, shown),
    )


def build_sheet(context: ReportContext, shown: ShownList) -> Document:
    """Build the list for Excel, however long it is."""
    document = _document(context, shown)
    told = f". Lọc theo: {'; '.join(shown.told)}" if shown.told else ""
    return replace(document, subject=f"{document.kind} {document.subject}{told}")


def build_list(context: ReportContext, shown: ShownList) -> Document:
    """Build the list, across the page; raises ReportError for more than ``MOST_ROWS`` records."""
    if shown.count > MOST_ROWS:
        raise ReportError(
            _(
                "Danh sách có {count} hồ sơ, nhiều quá để in. Hãy lọc bớt, hoặc dùng “Xuất ra Excel như đang xem…”.",
                count=shown.count,
            )
        )
    return _document(context, shown)


def _document(context: ReportContext, shown: ShownList) -> Document:
    kind = context.store.kinds[shown.kind]
    within, thing = (within_sentence(context.say(words)) for words in (kind.label, kind.thing))
    counted = f"Danh sách có {context.translator.number(shown.count)} {thing}."
    return extract_of(
        context, f"Danh sách {within}", shown.told, counted, _table(context, shown), "Người lập danh sách"
    )


def extract_of(
    context: ReportContext, title: str, told: Sequence[str], counted: str, table: Table, signed_by: str
) -> Document:
    """Build a list as it stands today, across the page: what was asked for, how many there are, the rows, who signs."""
    unit = context.store.unit
    return Document(
        info=DocumentInfo(title, committee(unit), context.today, unit.text("name")),
        header=unit_header(context, unit, place_and_date(place_of(context, unit), context.today)),
        kind=title,
        subject=f"(tính đến ngày {context.translator.date(context.today)})",
        blocks=(
            *([Paragraph(f"Lọc theo: {'; '.join(told)}.")] if told else []),
            Paragraph(counted),
            table,
        ),
        signatures=(Signature((signed_by,), SIGN_NOTE),),
        landscape=True,
    )


def _table(context: ReportContext, shown: ShownList) -> Table:
    kind, telling = context.store.kinds[shown.kind], PaperColumnContext(context)
    declared = [column_of(context, kind.field(name), shown.headings.get(name)) for name in shown.columns]
    align = {True: Align.CENTER, False: Align.LEFT}
    columns = [Column("TT", _NUMBERS, Align.CENTER)]
    days = [kind.field(name).type in _DAYS for name in shown.columns]
    day = _day_share(sum(one.width for one, is_day in zip(declared, days, strict=True) if not is_day), sum(days))
    for one, is_day in zip(declared, days, strict=True):
        columns.append(Column(one.heading, max(one.width, day) if is_day else one.width, align[one.centred]))
    records = context.store.get_many((uid for uid in shown.uids if uid), kind.name)
    rows: list[Row] = []
    number = 0
    for place, uid in enumerate(shown.uids):
        record = records.get(uid)
        if place in shown.groups:
            rows.append((Cell((Run(shown.groups[place], bold=True),), span=len(columns)),))
        elif record is not None:
            number += 1
            rows.append((str(number), *(telling.field(record, name) for name in shown.columns)))
    return Table(tuple(columns), tuple(rows), dense=True)


def _day_share(others: float, days: int) -> float:
    """Return the share of the width by which each of so many days has its millimetres beside the other columns."""
    left = max(_ACROSS - _DAY * days, _DAY)
    return _DAY * (others + _NUMBERS) / left
