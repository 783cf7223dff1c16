"""What was done in a month: its works counted, told in lists and laid out in the table of the annex."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.activities import DONE, is_of_month
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Align,
    Block,
    BulletList,
    Cell,
    Column,
    ColumnGroup,
    Paragraph,
    Row,
    Run,
    Table,
)
from danvan_desktop.reports.forms.communities import commune_word, full_name, in_own_words
from danvan_desktop.reports.forms.parts import unit_of
from danvan_desktop.reports.wording import capitalised, sentence

WORK = "activity"
_MIDDLE, _RIGHT = Align.CENTER, Align.RIGHT
_AMOUNTS = ("money", "people_money", "kind_value")


def works_of(context: ReportContext, plan: Record) -> list[Record]:
    """Return what was done in the month, of the plan's unit and those below it, in order of its days."""
    store, unit = context.store, plan.text("unit")
    found = (
        one
        for one in store.list(WORK, order="held_on")
        if one.text("state") == DONE and is_of_month(one, plan, store) and store.tree.is_below(one.text("unit"), unit)
    )
    return list(found)


def came_to(context: ReportContext, unit: Record, works: Sequence[Record]) -> str:
    """Sum up how much was done where, by how many people, and the money (đồng) and goods that went into it."""
    number = context.translator.number
    told = [f"{two(context, len(works))} việc tại {two(context, len({one.text('unit') for one in works}))} đơn vị"]
    for total, words in ((_sum(works, "people"), "lượt người tham gia"), (_days(works), "ngày công")):
        if total:
            told.append(f"{two(context, total)} {words}")
    money, people, kind = (_sum(works, name) for name in _AMOUNTS)
    said = f"Đã thực hiện {', '.join(told)}."
    if money or people:
        shares = [f"của {commune_word(unit)} {number(money)} đồng"] if money and people else []
        shares += [f"Nhân dân đóng góp {number(people)} đồng"] if people else []
        of_which = f", trong đó {'; '.join(shares)}" if shares else ""
        said += f" Tổng kinh phí {number(money + people)} đồng{of_which}."
    return f"{said} Hiện vật trị giá {number(kind)} đồng." if kind else said


def by_type(context: ReportContext, works: Sequence[Record]) -> Iterator[Block]:
    """Tell how often each type of work was done, the most frequent first."""
    types: dict[str, list[Record]] = {}
    for one in works:
        types.setdefault(one.text("type"), []).append(one)
    lines = [_of_type(context, of_type) for _code, of_type in sorted(types.items(), key=lambda pair: -len(pair[1]))]
    yield BulletList(tuple(lines))


def _of_type(context: ReportContext, works: Sequence[Record]) -> str:
    told = [f"{two(context, len(works))} việc"]
    for name, words in (
        ("sessions", "buổi"),
        ("people", "lượt người"),
        ("households_visited", "hộ được đến nhà"),
        ("beneficiaries", "đối tượng được hỗ trợ"),
    ):
        if total := _sum(works, name):
            told.append(f"{two(context, total)} {words}")
    return f"{context.choice(works[0], 'type')}: {', '.join(told)}."


def examples(context: ReportContext, unit: Record, works: Iterable[Record]) -> Iterator[Block]:
    """List the works that are named as good examples with where they were done, unless that is all of ``unit``."""
    named = tuple(_example(context, unit, one) for one in works if one.get("good_example"))
    if named:
        yield Paragraph("Nhân tố mới, gương điển hình:")
        yield BulletList(named)


def _example(context: ReportContext, unit: Record, work: Record) -> str:
    told, place = sentence(work.text("topic")), unit_of(context, work)
    return told if place.uid == unit.uid else f"{place.text('name')}: {told}"


def works_table(context: ReportContext, unit: Record, works: Sequence[Record]) -> Table:
    """Lay the works out, a row each, with what they come to in the last."""
    columns = (
        Column("TT", 11, _MIDDLE),
        Column("Việc", 58),
        Column("Nơi", 40),
        Column("Thời gian", 26, _MIDDLE),
        Column("Lực lượng, ngày công", 36),
        Column(f"Của {commune_word(unit)}", 26, _RIGHT),
        Column("Nhân dân", 26, _RIGHT),
        Column("Kết quả", 48),
    )
    rows = [_work_row(context, place, one) for place, one in enumerate(works, 1)]
    return Table(columns, (*rows, _totals(context, works)), (ColumnGroup("Kinh phí (đồng)", 5, 2),), numbered=True)


def _organiser(context: ReportContext, place: Record, work: Record) -> str:
    """Name who held it; a community as what it is, ``Bản``, and that of the whole commune as what it has."""
    return in_own_words(context.store, place, context.choice(work, "organiser"))


def _work_row(context: ReportContext, place: int, work: Record) -> Row:
    unit = unit_of(context, work)
    return (
        str(place),
        work.text("topic"),
        "\n".join(part for part in (full_name(unit), work.text("place")) if part),
        day_words(context, work.date("held_on")),
        _force(context, [work], _organiser(context, unit, work)),
        _money(context, work.number("money")),
        _money(context, work.number("people_money")),
        "\n".join(part for part in (work.text("result"), _helped(context, [work])) if part),
    )


def _helped(context: ReportContext, works: Sequence[Record]) -> str:
    """Say who was helped, and with goods of what value: no other column has them."""
    number, helped, goods = context.translator.number, _sum(works, "beneficiaries"), _sum(works, "kind_value")
    told = [f"{number(helped)} đối tượng được hỗ trợ"] if helped else []
    told += [f"hiện vật {number(goods)} đồng"] if goods else []
    return capitalised("; ".join(told))


def _force(context: ReportContext, works: Sequence[Record], first: str = "") -> str:
    number = context.translator.number
    people, days = _sum(works, "people"), _days(works)
    told = (first, f"{number(people)} người" if people else "", f"{number(days)} ngày công" if days else "")
    return "; ".join(part for part in told if part)


def _totals(context: ReportContext, works: Sequence[Record]) -> Row:
    sums = (_money(context, _sum(works, name)) for name in ("money", "people_money"))
    return (
        Cell((Run("Cộng", bold=True),), span=4, align=_MIDDLE),
        Cell((Run(_force(context, works), bold=True),)),
        *(Cell((Run(words, bold=True),), align=_RIGHT) for words in sums),
        Cell((Run(_helped(context, works), bold=True),)),
    )


def _sum(works: Iterable[Record], name: str) -> int:
    return sum(one.number(name) for one in works)


def _days(works: Iterable[Record]) -> int | Decimal:
    """Sum up days of work, of which there are halves; whole ones are written as other counts."""
    days = sum((one.decimal("days") for one in works), Decimal(0))
    return int(days) if days == int(days) else days


def _money(context: ReportContext, amount: int) -> str:
    return context.translator.number(amount) if amount else ""


def two(context: ReportContext, number: int | Decimal) -> str:
    """Write a number as papers do: 07, 12, 1.200."""
    return f"{number:02d}" if isinstance(number, int) and 0 < number < 10 else context.translator.number(number)


def day_words(context: ReportContext, day: dt.date | None) -> str:
    """Write a day, nothing for none."""
    return "" if day is None else context.translator.date(day)
