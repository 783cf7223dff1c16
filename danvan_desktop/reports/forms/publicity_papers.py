"""Papers of publicity: the plan of a year or period, the list of what was posted, minutes of posting and of its end.

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 11 to 14. No rule read prescribes a form for them (docs/sources.md);
the list of a quarter is itself posted (Điều 13).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.publicity import POSTED, POSTING, PUBLISH, days_public, place_of_posting
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Align,
    Block,
    Column,
    Document,
    DocumentInfo,
    FillLines,
    Heading,
    Paragraph,
    Recipients,
    Row,
    Signature,
    Table,
)
from danvan_desktop.reports.figures import FigureReader, Span
from danvan_desktop.reports.form import Needs, Purpose, ReportForm, unless
from danvan_desktop.reports.forms.citing import citation_of, paper_of_number
from danvan_desktop.reports.forms.communities import commune_word, communities_of, council_of, front_of
from danvan_desktop.reports.forms.official import (
    filed,
    official_header,
    official_signature,
    paper_day,
    undated_once_begun,
)
from danvan_desktop.reports.forms.parts import SIGN_NOTE, head_signature, place_of, unit_header, unit_of
from danvan_desktop.reports.wording import DOTS, capitalised, date_words, place_and_date, within_sentence

ITEM, PART = "publicity_item", "publicity_posting"
PLAN, LIST = "publicity-plan", "publicity-posted-list"
_MIDDLE = Align.CENTER


def build_plan(context: ReportContext) -> Document:
    """Build the plan of publicity of the period asked for, most often a year."""
    unit, period = context.store.unit, context.chosen_period()
    header = undated_once_begun(context, official_header(context, unit, PLAN, "plan"), unit, PLAN, period.first)
    subject = f"Công khai thông tin trên địa bàn {commune_word(unit)} {context.say(period.label())}"
    columns = (
        Column("TT", 10, _MIDDLE),
        Column("Mục theo Điều 11", 42),
        Column("Nội dung công khai", 62),
        Column("Thời hạn", 26, _MIDDLE),
        Column("Người phụ trách", 30),
    )
    rows = tuple(
        (
            str(place),
            context.choice(item, "item"),
            item.text("title"),
            context.day(item, "due_on") or "Thường xuyên",
            item.text("responsible"),
        )
        for place, item in enumerate(_in_period(context, period), 1)
    )
    return Document(
        info=DocumentInfo(f"Kế hoạch: {subject}", header.issuer, context.today, subject),
        header=header,
        kind="Kế hoạch",
        subject=subject,
        blocks=(
            *_aims(context, header.issuer),
            Heading("II. Nội dung, thời hạn, người phụ trách"),
            Table(columns, rows),
            *_doing(context, unit),
        ),
        signatures=(official_signature(context, unit),),
        recipients=Recipients(
            (
                "Thường trực Đảng ủy",
                council_of(unit),
                front_of(unit),
                f"Các {communities_of(context.store, unit)}",
                filed(context),
            )
        ),
    )


def _aims(context: ReportContext, issuer: str) -> Iterator[Block]:
    by_law = citation_of(context, PUBLISH, paper_day(context, PLAN))
    basis = f"Căn cứ {by_law}, " if by_law else ""
    yield Paragraph(f"{basis}{issuer} xây dựng kế hoạch như sau:")
    yield Heading("I. Mục đích, yêu cầu")
    yield Paragraph(
        "1. Bảo đảm Nhân dân được biết đầy đủ, kịp thời những nội dung phải công khai theo quy định của pháp luật."
    )
    yield Paragraph(
        "2. Công khai đúng nội dung, hình thức, thời gian; nội dung dễ hiểu, nơi niêm yết thuận tiện cho Nhân dân;"
        " không công khai thông tin thuộc bí mật nhà nước, bí mật cá nhân."
    )


def _doing(context: ReportContext, unit: Record) -> Iterator[Block]:
    communities = communities_of(context.store, unit)
    yield Heading("III. Tổ chức thực hiện")
    yield Paragraph(
        "1. Người được giao phụ trách tham mưu công khai đúng thời hạn, ghi sổ theo dõi, lập biên bản niêm yết và biên"
        " bản kết thúc niêm yết."
    )
    yield Paragraph(
        f"2. Các {communities} niêm yết tại nhà văn hóa, thông báo đến các hộ; phản ánh ý kiến của Nhân dân về"
        " Ủy ban nhân dân."
    )
    yield Paragraph(f"3. Đề nghị {front_of(unit)} giám sát việc công khai./.")


def build_list(context: ReportContext) -> Document:
    """Build the list of what was posted in the period asked for, which is itself posted."""
    unit, period = context.store.unit, context.chosen_period()
    header = unit_header(context, unit, place_and_date(place_of(context, unit), context.today))
    title, label = "Danh mục nội dung đã niêm yết, công khai", context.say(period.title)
    columns = (
        Column("TT", 11, _MIDDLE),
        Column("Nội dung", 58),
        Column("Mục (Điều 11)", 42),
        Column("Văn bản, ngày", 32, _MIDDLE),
        Column("Hình thức, nơi công khai", 80),
        Column("Từ – đến", 36, _MIDDLE),
    )
    rows = tuple(
        (
            str(place),
            item.text("title"),
            context.choice(item, "item"),
            _paper(context, item),
            "\n".join(_place_and_days(context, item, one, _span(context, item, postings)) for one in postings),
            capitalised(_span(context, item, postings)),
        )
        for place, (item, postings) in enumerate(_posted_in(context, period), 1)
    )
    return Document(
        info=DocumentInfo(f"{title} – {label}", header.issuer, context.today, unit.text("name")),
        header=header,
        kind=title,
        subject=label,
        blocks=(Table(columns, rows, numbered=True),),
        signatures=(Signature(("Người lập",), SIGN_NOTE), head_signature(unit)),
        landscape=True,
    )


def build_minutes(context: ReportContext) -> Document:
    """Build the minutes of posting an item."""
    return _minutes(context, "Biên bản niêm yết công khai", is_end=False)


def build_end(context: ReportContext) -> Document:
    """Build the minutes of the end of posting an item."""
    return _minutes(context, "Biên bản kết thúc niêm yết công khai", is_end=True)


def _minutes(context: ReportContext, kind: str, *, is_end: bool) -> Document:
    item = context.record(ITEM)
    unit = unit_of(context, item)
    postings = _posted(context, item)
    header = unit_header(context, unit)
    return Document(
        info=DocumentInfo(f"{kind} – {unit.text('name')}", header.issuer, context.today, item.text("title")),
        header=header,
        kind=kind,
        subject=item.text("title"),
        blocks=(
            *_present(context, unit, _day_of_minutes(context, item, postings, is_end=is_end)),
            *_what(context, item, postings, is_end=is_end),
            *(_opinions() if is_end else ()),
            Paragraph(
                "Biên bản được lập thành …… bản có nội dung như nhau, đọc lại cho mọi người cùng nghe, nhất trí ký"
                " tên./."
            ),
        ),
        signatures=(
            Signature((f"Đại diện {communities_of(context.store, unit)} nơi niêm yết",), SIGN_NOTE),
            Signature(("Đại diện Ủy ban Mặt trận Tổ quốc Việt Nam",), SIGN_NOTE),
            Signature(("Đại diện Ủy ban nhân dân",), SIGN_NOTE),
        ),
    )


def _day_of_minutes(context: ReportContext, item: Record, postings: Sequence[Record], *, is_end: bool) -> str:
    days = [day for one in postings if (day := one.date("to_on" if is_end else "from_on")) is not None]
    day = (max(days) if is_end else min(days)) if days else (None if is_end else item.date("published_on"))
    return date_words(day)


def _present(context: ReportContext, unit: Record, day: str) -> Iterator[Block]:
    yield Paragraph(f"Hôm nay, {day}, tại {DOTS}{DOTS}, chúng tôi gồm:")
    for number, who in enumerate(
        (
            f"Đại diện Ủy ban nhân dân {within_sentence(unit.text('name'))}",
            f"Đại diện {front_of(unit)}",
            f"Đại diện {communities_of(context.store, unit)} nơi niêm yết",
        ),
        1,
    ):
        yield FillLines(f"{number}. {who}: Ông (bà)", 1)


def _what(context: ReportContext, item: Record, postings: Sequence[Record], *, is_end: bool) -> Iterator[Block]:
    number = item.text("paper_number")
    paper = f" ({paper_of_number(number)} {date_words(item.date('paper_date'))})" if number else ""
    done = "kết thúc việc niêm yết công khai" if is_end else "niêm yết công khai"
    yield Paragraph(f"Đã tiến hành {done} nội dung: {item.text('title')}{paper}.")
    columns = (
        Column("TT", 10, _MIDDLE),
        Column("Nơi niêm yết", 92),
        Column("Từ ngày", 32, _MIDDLE),
        Column("Đến ngày", 32, _MIDDLE),
    )
    rows: list[Row] = [
        (str(n), _place(context, one), context.day(one, "from_on"), context.day(one, "to_on"))
        for n, one in enumerate(postings, 1)
    ]
    yield Table(columns, tuple(rows))
    rule = context.store.law[POSTING]
    by_law = citation_of(context, POSTING, item.date("paper_date") or context.today)
    if not is_end and by_law and item.get("special_term") is None and not item.get("permanent"):
        days = context.translator.number(int(rule.value or 0))
        yield Paragraph(f"Thời gian niêm yết ít nhất {days} ngày liên tục ({by_law}).")


def _opinions() -> Iterator[Block]:
    yield FillLines("Ý kiến của Nhân dân trong thời gian niêm yết:", 3)


def _in_period(context: ReportContext, period: Period) -> list[Record]:
    reader = FigureReader(context.store, context.store.unit.uid)
    items = reader.dated(ITEM, "paper_date", Span(period.first, period.last))
    # By the day on which it is to be done; what is public all the time stands last.
    return sorted(items, key=lambda one: (one.text("due_on") or "9", one.text("item"), one.text("title")))


def _posted_in(context: ReportContext, period: Period) -> list[tuple[Record, list[Record]]]:
    """Return what was newly posted in a period, each with its postings of any form."""
    reader = FigureReader(context.store, context.store.unit.uid)
    found: dict[str, list[Record]] = {}
    for posting in reader.dated(PART, "from_on", Span(period.first, period.last)):
        found.setdefault(posting.text("item"), []).append(posting)
    items = context.store.get_many(found)
    known = [(items[uid], postings) for uid, postings in found.items() if uid in items]
    return sorted(known, key=lambda one: (one[0].text("published_on"), one[0].text("title")))


def _posted(context: ReportContext, item: Record) -> list[Record]:
    """Return the postings on boards."""
    return [one for one in context.children(item, PART) if one.text("form") == POSTED]


def _paper(context: ReportContext, item: Record) -> str:
    number = item.text("paper_number")
    return "\n".join(part for part in (number, context.day(item, "paper_date")) if part)


def _place(context: ReportContext, posting: Record) -> str:
    item = context.store.get(posting.text("item"))
    unit = context.store.title(posting.text("unit"))
    place = place_of_posting(posting, unit, item.text("unit") if item is not None else "")
    form = context.choice(posting, "form")
    return place if posting.text("form") == POSTED else f"{form}: {place}" if place else form


def _place_and_days(context: ReportContext, item: Record, posting: Record, whole: str) -> str:
    """Say where, with the days of this place where these are not those of the column beside it."""
    place, days = _place(context, posting), _span(context, item, [posting])
    return place if days == whole else f"{place} ({days})"


def _span(context: ReportContext, item: Record, postings: Sequence[Record]) -> str:
    return days_public(item, postings, context.translator.date)


def _no_plan(context: ReportContext) -> Message | None:
    if not _in_period(context, context.chosen_period()):
        return _("Chưa có nội dung công khai nào của kỳ này. Hãy ghi ở mục “Công khai”, trạng thái “Kế hoạch”.")
    return None


_nothing_posted = unless(
    lambda context: _posted_in(context, context.chosen_period()),
    _("Trong kỳ chưa ghi nơi niêm yết, công khai nào. Hãy ghi ở phần “Nơi, hình thức công khai” của từng nội dung."),
)


def _not_on_a_board(context: ReportContext) -> Message | None:
    postings = _posted(context, context.record(ITEM))
    if postings:
        return _not_yet(context, min(one.text("from_on") for one in postings))
    return _("Chưa ghi nơi niêm yết. Hãy thêm dòng hình thức “Niêm yết” ở phần “Nơi, hình thức công khai”.")


def _not_ended(context: ReportContext) -> Message | None:
    ends = [one.text("to_on") for one in _posted(context, context.record(ITEM)) if one.get("to_on") is not None]
    if ends:
        return _not_yet(context, max(ends))
    return _("Chưa ghi “Đến ngày” của nơi niêm yết. Hãy ghi rồi in biên bản kết thúc niêm yết.")


def _not_yet(context: ReportContext, day: str) -> Message | None:
    """Refuse minutes of a day that is still to come: they tell of what was done."""
    if day <= context.today.isoformat():
        return None
    return _(
        "Biên bản ghi việc đã làm, mà ngày ghi trong sổ là {day}, chưa đến. Hãy in từ ngày đó.",
        day=dt.date.fromisoformat(day),
    )


FORMS = (
    ReportForm(
        code=PLAN,
        title=_("Kế hoạch công khai thông tin"),
        description=_("Nội dung phải công khai của năm hoặc của kỳ, thời hạn, người phụ trách"),
        purpose=Purpose.DEMOCRACY,
        kind=ITEM,
        needs=Needs.PERIOD,
        file_stem="KH-cong-khai",
        build_of=build_plan,
        nothing_to_say=_no_plan,
        plans_ahead=True,
        document_type="plan",
    ),
    ReportForm(
        code=LIST,
        title=_("Danh mục nội dung đã niêm yết"),
        description=_("Các nội dung đã niêm yết, công khai trong quý; chính danh mục này cũng được niêm yết"),
        purpose=Purpose.DEMOCRACY,
        kind=ITEM,
        needs=Needs.PERIOD,
        file_stem="DM-da-niem-yet",
        build_of=build_list,
        nothing_to_say=_nothing_posted,
    ),
    ReportForm(
        code="posting-minutes",
        title=_("Biên bản niêm yết"),
        description=_("Nơi, thời gian niêm yết một nội dung, có chỗ ký"),
        purpose=Purpose.DEMOCRACY,
        kind=ITEM,
        file_stem="BB-niem-yet",
        build_of=build_minutes,
        nothing_to_say=_not_on_a_board,
    ),
    ReportForm(
        code="posting-end-minutes",
        wanted_in=frozenset({"finished", "revoked"}),
        title=_("Biên bản kết thúc niêm yết"),
        description=_("Thời gian đã niêm yết và ý kiến của Nhân dân, có chỗ ký"),
        purpose=Purpose.DEMOCRACY,
        kind=ITEM,
        file_stem="BB-ket-thuc-niem-yet",
        build_of=build_end,
        nothing_to_say=_not_ended,
    ),
)
