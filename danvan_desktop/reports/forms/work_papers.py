"""Papers of works of the people: the book of what was given, and the account that is made public.

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 11, khoản 5. No rule read prescribes a form for them
(docs/sources.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.works import AMOUNTS, BUDGET, ContributionTotals
from danvan_desktop.localization import _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Align,
    Block,
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
from danvan_desktop.reports.form import Purpose, ReportForm, unless
from danvan_desktop.reports.forms.communities import communities_of
from danvan_desktop.reports.forms.parts import SIGN_NOTE, head_signature, place_of, unit_header, unit_of
from danvan_desktop.reports.wording import capitalised, place_and_date, within_sentence

KIND, PART = "community_work", "contribution"
_MIDDLE, _RIGHT = Align.CENTER, Align.RIGHT


def build_book(context: ReportContext) -> Document:
    """Build the book of contributions of a work."""
    work = context.record(KIND)
    unit = unit_of(context, work)
    given = list(context.children(work, PART))
    header = unit_header(context, unit, place_and_date(place_of(context, unit), context.today))
    is_wide = work.text("scope") == "commune"
    columns = (
        Column("TT", 10, _MIDDLE),
        Column("Hộ, người, nơi đóng góp", 62 if is_wide else 78),
        *([Column(capitalised(communities_of(context.store, unit)), 36)] if is_wide else []),
        Column("Tiền (đồng)", 32, _RIGHT),
        Column("Đất (m²)", 20, _RIGHT),
        Column("Ngày công", 20, _RIGHT),
        Column("Hiện vật quy tiền (đồng)", 32, _RIGHT),
        Column("Ngày", 26, _MIDDLE),
        Column("Ký", 22),
    )
    rows = tuple(_book_row(context, number, one, is_wide) for number, one in enumerate(_in_order(given), 1))
    return Document(
        info=DocumentInfo(f"Sổ đóng góp – {work.text('name')}", header.issuer, context.today, unit.text("name")),
        header=header,
        kind="Sổ đóng góp của Nhân dân",
        subject=work.text("name"),
        blocks=(
            Paragraph(_agreed(context, work)),
            Table(columns, (*rows, *_sums(context, given, 3 if is_wide else 2)), numbered=True),
        ),
        signatures=(Signature(("Người lập sổ",), SIGN_NOTE), head_signature(unit)),
        landscape=True,
    )


def _in_order(given: Sequence[Record]) -> list[Record]:
    return sorted(given, key=lambda one: (one.text("donor_kind") != "household", one.text("given_on")))


def _book_row(context: ReportContext, number: int, one: Record, is_wide: bool) -> Row:
    written = context.translator.number
    day = one.date("given_on")
    return (
        str(number),
        _giver(context, one),
        *([context.store.title(one.text("unit"))] if is_wide else []),
        *(_named(one, name, written(one.number(name))) if one.number(name) else "" for name in AMOUNTS),
        context.translator.date(day) if day is not None else "",
        "",
    )


def _named(one: Record, amount: str, written: str) -> str:
    """Name the goods beside what they are worth, as books of villages do."""
    goods = one.text("goods") if amount == "material_value" else ""
    return f"{goods}: {written}" if goods else written


def _giver(context: ReportContext, one: Record) -> str:
    name = one.text("donor") or (context.store.title(one.text("household")) if one.text("household") else "")
    kind = context.choice(one, "donor_kind")
    if one.text("donor_kind") == "household":
        return name or kind
    return f"{name} ({within_sentence(kind)})" if name else kind


def _sums(context: ReportContext, given: Sequence[Record], first: int) -> Iterator[Row]:
    """Add up the book, and what the people gave of it where the budget stands there, too."""
    yield _sum(context, "Cộng", given, first)
    people = [one for one in given if one.text("donor_kind") != BUDGET]
    if len(people) < len(given):
        yield _sum(context, "Trong đó Nhân dân đóng góp", people, first)


def _sum(context: ReportContext, words: str, given: Sequence[Record], first: int) -> Row:
    totals = [sum(one.number(name) for one in given) for name in AMOUNTS]
    amounts = (context.translator.number(total) if total else "" for total in totals)
    cells = (Cell((Run(amount, bold=True),), align=_RIGHT) for amount in amounts)
    return (Cell((Run(words, bold=True),), span=first, align=_MIDDLE), *cells, "", "")


def _agreed(context: ReportContext, work: Record) -> str:
    number, said = context.translator.number, []
    if work.number("people_money"):
        said.append(f"{number(work.number('people_money'))} đồng")
    if work.number("land_planned"):
        said.append(f"{number(work.number('land_planned'))} m² đất")
    if work.number("days_planned"):
        said.append(f"{number(work.number('days_planned'))} ngày công")
    day = work.date("agreed_on")
    when = f" ngày {context.translator.date(day)}" if day is not None else ""
    return f"Nhân dân thống nhất{when} đóng góp: {', '.join(said)}." if said else "Đóng góp của Nhân dân như sau:"


def build_account(context: ReportContext) -> Document:
    """Build the account of a work: what came in, what was spent."""
    work = context.record(KIND)
    unit = unit_of(context, work)
    header = unit_header(context, unit, place_and_date(place_of(context, unit), context.today))
    columns = (
        Column("TT", 12, _MIDDLE),
        Column("Nội dung", 96),
        Column("Số tiền (đồng)", 40, _RIGHT),
        Column("Ghi chú", 22),
    )
    return Document(
        info=DocumentInfo(f"Công khai thu, chi – {work.text('name')}", header.issuer, context.today, unit.text("name")),
        header=header,
        kind="Bảng công khai thu, chi",
        subject=work.text("name"),
        blocks=(Table(columns, tuple(_account_rows(context, work))), *_in_kind(context, work)),
        signatures=(Signature(("Người lập",), SIGN_NOTE), head_signature(unit)),
    )


def _account_rows(context: ReportContext, work: Record) -> Iterator[Row]:
    number, given = context.translator.number, list(context.children(work, PART))
    by_kind = {choice.code: 0 for choice in context.kind_of(given[0]).field("donor_kind").choices} if given else {}
    for one in given:
        by_kind[one.text("donor_kind")] = by_kind.get(one.text("donor_kind"), 0) + one.number("money")
    state = by_kind.pop(BUDGET, 0) or work.number("state_money")
    labels = {
        choice.code: context.say(choice.label) for choice in context.store.kinds[PART].field("donor_kind").choices
    }
    income = [
        ("Nhà nước hỗ trợ", state),
        *((f"{labels.get(code, code)} đóng góp", money) for code, money in by_kind.items()),
        ("Nguồn khác", work.number("other_money")),
    ]
    income = [(words, money) for words, money in income if money]
    total, spent = sum(money for _words, money in income), work.number("spent")
    yield _bold("I", "Tổng thu", number(total))
    for place, (words, money) in enumerate(income, 1):
        yield (str(place), words, number(money), "")
    yield _bold("II", "Tổng chi", number(spent))
    yield _bold("III", "Còn dư" if total >= spent else "Còn thiếu", number(abs(total - spent)))


def _bold(place: str, words: str, amount: str) -> Row:
    return (
        Cell((Run(place, bold=True),)),
        Cell((Run(words, bold=True),)),
        Cell((Run(amount, bold=True),), align=_RIGHT),
        "",
    )


def _in_kind(context: ReportContext, work: Record) -> Iterator[Block]:
    """Tell what was given besides money, and which share of all that was spent the people gave."""
    number, given = context.translator.number, ContributionTotals.of(context.children(work, PART))
    if given.money and work.number("spent"):
        share = context.translator.percent(given.money / work.number("spent"))
        yield Paragraph(f"Tiền Nhân dân đóng góp bằng {share} tổng chi.")
    said = [
        f"{number(amount)} {words}"
        for amount, words in (
            (given.land, "m² đất"),
            (given.days, "ngày công"),
            (given.material_value, "đồng hiện vật quy tiền"),
        )
        if amount
    ]
    if said:
        yield Paragraph(f"Ngoài ra, Nhân dân đóng góp: {', '.join(said)}.")
    if given.households:
        yield Paragraph(f"Số hộ ghi tên trong sổ đóng góp: {number(given.households)} hộ.")


_nothing_given = unless(
    lambda context: any(True for _one in context.children(context.record(KIND), PART)),
    _("Chưa ghi đóng góp nào. Hãy ghi ở phần “Sổ đóng góp” của công trình."),
)


_nothing_spent = unless(
    lambda context: context.record(KIND).get("spent") is not None,
    _("Chưa ghi “Đã chi”. Hãy ghi số tiền đã chi rồi in bảng công khai."),
)


FORMS = (
    ReportForm(
        code="contribution-book",
        title=_("Sổ đóng góp"),
        description=_("Từng hộ, người đóng góp cho công trình: tiền, đất, ngày công, hiện vật"),
        purpose=Purpose.DEMOCRACY,
        kind=KIND,
        file_stem="So-dong-gop",
        build_of=build_book,
        nothing_to_say=_nothing_given,
    ),
    ReportForm(
        code="work-account",
        wanted_in=frozenset({"done", "settled"}),
        title=_("Bảng công khai thu, chi"),
        description=_("Tổng thu theo nguồn, tổng chi của công trình, để niêm yết"),
        purpose=Purpose.DEMOCRACY,
        kind=KIND,
        file_stem="Cong-khai-thu-chi",
        build_of=build_account,
        nothing_to_say=_nothing_spent,
    ),
)
