"""Papers of taking land back: minutes of posting the plan and of asking the people, the book of households.

Luật Đất đai 31/2024/QH15, Điều 87, by quotation: opinions are noted in minutes that name those for and against and are
certified by the People's Committee and the people. No form that is prescribed was read (docs/sources.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from danvan_desktop.domain.order import dictionary_key
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.land import HOUSEHOLD, STEP
from danvan_desktop.domain.rules.land_steps import OPINIONS, POSTED
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    DocumentInfo,
    FillLines,
    Heading,
    Paragraph,
    Row,
    Run,
    Signature,
    Table,
)
from danvan_desktop.reports.form import Purpose, ReportForm, unless
from danvan_desktop.reports.forms.communities import communities_of, front_of
from danvan_desktop.reports.forms.parts import SIGN_NOTE, head_signature, place_of, unit_header, unit_of
from danvan_desktop.reports.wording import DOTS, date_words, place_and_date, sentence, within_sentence

_What = Callable[[ReportContext, Record], Iterable[Block]]
"""Says what was done in a step."""
PROJECT = "land_project"
POSTING_MINUTES, OPINION_MINUTES, BOOK = "land-posting-minutes", "land-opinion-minutes", "land-household-book"
_MIDDLE, _RIGHT = Align.CENTER, Align.RIGHT
_END = "Biên bản được lập thành …… bản có nội dung như nhau, đọc lại cho mọi người cùng nghe, nhất trí ký tên./."
_COLUMNS = (
    Column("TT", 11, _MIDDLE),
    Column("Chủ hộ", 46),
    Column("Diện tích (m²)", 22, _RIGHT),
    Column("Bồi thường, hỗ trợ (đồng)", 34, _RIGHT),
    Column("Ý kiến, lý do", 55),
    Column("Lần vận động", 23, _MIDDLE),
    Column("Nhận tiền", 26, _MIDDLE),
    Column("Bàn giao", 26, _MIDDLE),
    Column("Ghi chú", 30),
)


def build_posting(context: ReportContext) -> Document:
    """Build the minutes of posting the plan of compensation, help and resettlement."""
    return _minutes(context, "Biên bản niêm yết", "Phương án bồi thường, hỗ trợ, tái định cư", _posted)


def build_opinions(context: ReportContext) -> Document:
    """Build the minutes of the meeting at which those who have the land are asked about the plan."""
    return _minutes(context, "Biên bản", "Họp lấy ý kiến về phương án bồi thường, hỗ trợ, tái định cư", _asked)


def build_book(context: ReportContext) -> Document:
    """Build the book of the households of a project, which stays in the office."""
    project = context.record(PROJECT)
    unit = unit_of(context, project)
    households = sorted(context.children(project, HOUSEHOLD), key=lambda one: dictionary_key(one.text("owner")))
    rows = tuple(_household(context, number, one) for number, one in enumerate(households, 1))
    return Document(
        info=DocumentInfo(f"Sổ theo dõi – {project.text('name')}", unit.text("name"), context.today, ""),
        header=unit_header(context, unit, place_and_date(place_of(context, unit), context.today)),
        kind="Sổ theo dõi bồi thường, giải phóng mặt bằng",
        subject=f"Dự án {within_sentence(project.text('name'))}",
        blocks=(Table(_COLUMNS, (*rows, _total(context, households)), numbered=True),),
        signatures=(Signature(("Người lập",), SIGN_NOTE), head_signature(unit)),
        landscape=True,
    )


def _household(context: ReportContext, number: int, one: Record) -> Row:
    opinion = context.choice(one, "opinion") if one.text("opinion") else ""
    told = "\n".join(part for part in (opinion, one.text("reason")) if part)
    return (
        str(number),
        one.text("owner"),
        _number(context, one, "area"),
        _number(context, one, "compensation"),
        told,
        _number(context, one, "persuasions"),
        context.day(one, "paid_on"),
        context.day(one, "handed_on"),
        "\n".join(filter(None, (_letter_of(context, one), one.text("note")))),
    )


def _letter_of(context: ReportContext, household: Record) -> str:
    """Name the household's complaint by its number alone: whose it is stands in the row."""
    case = context.store.get(household.text("case"))
    return f"Đơn, vụ việc số {case.text('number')}" if case is not None else ""


def _total(context: ReportContext, households: list[Record]) -> Row:
    area, money, visits = (
        context.translator.number(sum((one.decimal(name) for one in households), Decimal()))
        for name in ("area", "compensation", "persuasions")
    )
    agreed = sum(one.text("opinion") == "agree" for one in households)
    return (
        Cell((Run("Cộng", bold=True),), span=2),
        Cell((Run(area, bold=True),)),
        Cell((Run(money, bold=True),)),
        Cell((Run(f"{agreed}/{len(households)} hộ đồng ý", bold=True),)),
        Cell((Run(visits, bold=True),)),
        "",
        "",
        "",
    )


def _minutes(context: ReportContext, kind: str, about: str, what: _What) -> Document:
    step = context.record(STEP)
    project = context.store.get(step.text("project")) or step
    unit = unit_of(context, project)
    name = project.text("name")
    header = unit_header(context, unit)
    communities = communities_of(context.store, unit)
    return Document(
        info=DocumentInfo(f"{kind}: {about}", header.issuer, context.today, name),
        header=header,
        kind=kind,
        subject=f"{about} của dự án {within_sentence(name)}",
        blocks=(*_present(unit, step, communities), *what(context, step), Paragraph(_END)),
        signatures=(
            Signature(("Đại diện người có đất thu hồi",), SIGN_NOTE),
            Signature(("Đại diện Ủy ban Mặt trận Tổ quốc Việt Nam",), SIGN_NOTE),
            Signature(("Đại diện Ủy ban nhân dân",), SIGN_NOTE),
        ),
    )


def _present(unit: Record, step: Record, communities: str) -> Iterator[Block]:
    place = step.text("place") or f"{DOTS}{DOTS}"
    yield Paragraph(f"Hôm nay, {date_words(step.date('done_on'))}, tại {place}, chúng tôi gồm:")
    for number, who in enumerate(
        (
            f"Đại diện Ủy ban nhân dân {within_sentence(unit.text('name'))}",
            f"Đại diện {front_of(unit)}",
            f"Đại diện {communities}, người có đất thu hồi",
        ),
        1,
    ):
        yield FillLines(f"{number}. {who}: Ông (bà)", 1)


def _posted(context: ReportContext, step: Record) -> Iterator[Block]:
    place = step.text("place") or f"{DOTS}{DOTS}"
    yield Paragraph(
        f"Đã tiến hành niêm yết công khai phương án bồi thường, hỗ trợ, tái định cư tại {place}, bắt đầu từ"
        f" {date_words(step.date('done_on'))}."
    )
    if step.text("what"):
        yield Paragraph(sentence(step.text("what")))
    yield Paragraph("Người có đất có ý kiến về phương án gửi về Ủy ban nhân dân trong thời gian niêm yết.")


def _asked(context: ReportContext, step: Record) -> Iterator[Block]:
    yield Heading("I. Nội dung")
    if step.text("what"):
        yield Paragraph(sentence(step.text("what")))
    else:
        yield FillLines("Ý kiến phát biểu:", 4)
    yield Heading("II. Kết quả")
    labels = (("đồng ý với phương án", "agree"), ("không đồng ý với phương án", "disagree"), ("khác", "other"))
    for label, name in labels:
        number = "……" if step.get(name) is None else context.count(step.number(name))
        yield Paragraph(f"- Số ý kiến {label}: {number}.")


def _number(context: ReportContext, record: Record, name: str) -> str:
    return "" if record.get(name) is None else context.translator.number(record.decimal(name))


def _is_no(code: str, context: ReportContext) -> bool:
    return context.record(STEP).text("code") != code


def _not_posted(context: ReportContext) -> Message | None:
    if _is_no(POSTED, context):
        return _("Bước này không phải niêm yết phương án. Hãy chọn bước “Niêm yết phương án”.")
    return None


def _not_asked(context: ReportContext) -> Message | None:
    if _is_no(OPINIONS, context):
        return _("Bước này không phải họp lấy ý kiến. Hãy chọn bước “Họp lấy ý kiến về phương án”.")
    return None


_nobody = unless(
    lambda context: any(True for _one in context.children(context.record(PROJECT), HOUSEHOLD)),
    _("Chưa ghi hộ nào. Hãy ghi ở phần “Các hộ” của dự án."),
)


FORMS = (
    ReportForm(
        code=POSTING_MINUTES,
        title=_("Biên bản niêm yết phương án bồi thường"),
        description=_("Niêm yết phương án bồi thường, hỗ trợ, tái định cư, có đại diện người có đất ký"),
        purpose=Purpose.DEMOCRACY,
        kind=STEP,
        file_stem="BB-niem-yet-phuong-an",
        build_of=build_posting,
        nothing_to_say=_not_posted,
    ),
    ReportForm(
        code=OPINION_MINUTES,
        title=_("Biên bản lấy ý kiến về phương án bồi thường"),
        description=_("Họp lấy ý kiến người có đất: số đồng ý, không đồng ý, ý kiến khác"),
        purpose=Purpose.DEMOCRACY,
        kind=STEP,
        file_stem="BB-lay-y-kien-phuong-an",
        build_of=build_opinions,
        nothing_to_say=_not_asked,
    ),
    ReportForm(
        code=BOOK,
        title=_("Sổ theo dõi các hộ có đất thu hồi"),
        description=_("Từng hộ: diện tích, bồi thường, ý kiến, vận động, nhận tiền, bàn giao; chỉ dùng trong đơn vị"),
        purpose=Purpose.DEMOCRACY,
        kind=PROJECT,
        file_stem="So-GPMB",
        build_of=build_book,
        nothing_to_say=_nobody,
    ),
)
