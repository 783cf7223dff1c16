"""Sheets of receptions: the schedule that is posted, the notice of what was concluded.

Luật Tiếp công dân 42/2013/QH13, Điều 24, khoản 4: the schedule is posted; Nghị định 154/2026/NĐ-CP, Điều 26, khoản 3:
the notice of the conclusion. No form is prescribed for either (docs/sources.md, section 3).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.receptions import HELD, PLANNED, REFUSED
from danvan_desktop.domain.secrecy import MASK
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Align,
    Block,
    Column,
    Document,
    DocumentInfo,
    Paragraph,
    Recipients,
    Row,
    Table,
)
from danvan_desktop.reports.figures import FigureReader, Span
from danvan_desktop.reports.form import EITHER, Needs, Purpose, ReportForm, unless
from danvan_desktop.reports.forms.citing import with_noted_number
from danvan_desktop.reports.forms.communities import commune_word, communities_of, front_of
from danvan_desktop.reports.forms.official import filed, official_header, official_signature, undated_once_begun
from danvan_desktop.reports.forms.organisers import dated
from danvan_desktop.reports.forms.parts import commune_of, unit_of
from danvan_desktop.reports.forms.reception_papers import issuers_of
from danvan_desktop.reports.style import Style
from danvan_desktop.reports.wording import (
    DOTS,
    capitalised,
    clock_words,
    date_words,
    sentence,
    topic,
    within_sentence,
)

KIND = "reception"
SCHEDULE, CONCLUSION = "reception-schedule", "reception-conclusion"
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_MIDDLE = Align.CENTER
_SCHEDULE = (
    Column("TT", 10, _MIDDLE),
    Column("Ngày, giờ tiếp", 46, _MIDDLE),
    Column("Người tiếp", 42),
    Column("Cơ quan, hình thức", 36),
    Column("Địa điểm", 36),
)
_CONCLUDED = (
    Column("TT", 10, _MIDDLE),
    Column("Công dân", 36),
    Column("Nội dung", 54),
    Column("Kết luận, xử lý", 70),
)


def build_schedule(context: ReportContext) -> Document:
    """Build the schedule of receptions of the period asked for, most often a month: it is posted."""
    unit, period = context.store.unit, context.chosen_period()
    label, sessions = context.say(period.label()), _scheduled(context)
    header = undated_once_begun(
        context, official_header(context, unit, SCHEDULE, "notice"), unit, SCHEDULE, period.first
    )
    subject, word = f"Lịch tiếp công dân {label}", commune_word(unit)
    return Document(
        info=DocumentInfo(f"{subject} – {unit.text('name')}", header.issuer, context.today, subject),
        header=header,
        kind="Thông báo",
        subject=subject,
        blocks=(
            Paragraph(f"{header.issuer} thông báo lịch tiếp công dân {label} như sau:"),
            Table(_SCHEDULE, tuple(_row(context, n, one) for n, one in enumerate(sessions, 1))),
            *_hours_by_hand(sessions),
            Paragraph(
                "Công dân đến khiếu nại, tố cáo, kiến nghị, phản ánh mang theo giấy tờ tùy thân, đơn và tài liệu liên"
                " quan (nếu có); nhiều người về cùng một nội dung thì cử người đại diện theo quy định."
            ),
            Paragraph(f"{header.issuer} thông báo để các cơ quan, đơn vị và Nhân dân biết./."),
        ),
        signatures=(official_signature(context, unit),),
        recipients=Recipients(
            (
                _first_told(context, word),
                front_of(unit),
                f"Các {communities_of(context.store, unit)}",
                "Niêm yết tại nơi tiếp công dân, phát trên hệ thống truyền thanh",
                filed(context),
            )
        ),
    )


def _first_told(context: ReportContext, word: str) -> str:
    is_party = context.style is Style.PARTY
    return f"Thường trực Hội đồng nhân dân, Ủy ban nhân dân {word}" if is_party else "Thường trực Đảng ủy"


def _row(context: ReportContext, number: int, session: Record) -> Row:
    day, position = session.date("held_on") or context.today, session.text("position")
    how = within_sentence(context.choice(session, "kind"))
    online = f"\n({within_sentence(context.choice(session, 'mode'))})" if session.text("mode") == "online" else ""
    return (
        str(number),
        "\n".join(filter(None, (_WEEKDAYS[day.weekday()], context.translator.date(day), _hours(session)))),
        session.text("receiver") + (f"\n{position}" if position else ""),
        f"{context.choice(session, 'body')}, tiếp {how}{online}",
        session.text("place"),
    )


def _hours(session: Record) -> str:
    """Say from when to when people are received, as far as that is written: ``7 giờ 30 - 11 giờ 30``."""
    return " – ".join(clock_words(time) for name in ("starts_at", "ends_at") if (time := session.time(name)))


def _hours_by_hand(sessions: Sequence[Record]) -> Iterator[Block]:
    """Leave room for the hours where a session has none: the schedule says them (Điều 24, khoản 4)."""
    if not all(map(_hours, sessions)):
        yield Paragraph(
            f"Thời gian tiếp: buổi sáng từ {DOTS} giờ đến {DOTS} giờ; buổi chiều từ {DOTS} giờ đến {DOTS} giờ."
        )


def _scheduled(context: ReportContext) -> Sequence[Record]:
    """Return the sessions of a period that are on the schedule or were held, in the order of their days.

    The Party committee tells of its own alone; the People's Committee, where all are received, of everybody's.
    """
    period = context.chosen_period()
    reader = FigureReader(context.store, context.store.unit.uid)
    found = reader.dated(KIND, "held_on", Span(period.first, period.last))
    is_party = context.style is Style.PARTY
    kept = [
        one for one in found if one.text("state") in (PLANNED, HELD) and (one.text("body") == "party" or not is_party)
    ]
    return sorted(kept, key=lambda one: (one.text("held_on"), one.text("body"), one.text("receiver")))


def build_conclusion(context: ReportContext) -> Document:
    """Build the notice of what was concluded at the session asked for."""
    session = context.record(KIND)
    unit, day = commune_of(context, unit_of(context, session)), date_words(session.date("held_on"))
    header = official_header(context, unit, CONCLUSION, "notice")
    header = with_noted_number(header, session.text("notice_number"), bare_too=True)
    header = dated(context, unit, header, CONCLUSION, session.date("notice_date"))
    who = _receiver(context, session)
    how = within_sentence(context.choice(session, "kind"))
    visits = tuple(context.children(session, "reception_visit"))
    return Document(
        info=DocumentInfo(f"Thông báo kết luận tiếp công dân – {unit.text('name')}", header.issuer, context.today),
        header=header,
        kind="Thông báo",
        subject=f"Kết luận buổi tiếp công dân {how} {day}",
        blocks=(
            Paragraph(
                f"{capitalised(day)}, tại {within_sentence(session.text('place'))}, {who} chủ trì buổi tiếp công dân"
                f" {how}, {_how_many(context, visits)}. Sau khi nghe công dân trình bày và ý kiến của các cơ quan,"
                " đơn vị liên quan, người chủ trì kết luận như sau:"
            ),
            Table(_CONCLUDED, tuple(_concluded(context, n, visit) for n, visit in enumerate(visits, 1))),
            *_closing(context, session, header.issuer),
        ),
        signatures=(official_signature(context, unit),),
        recipients=Recipients(("Các cơ quan, đơn vị được giao việc", "Công dân có tên trên", filed(context))),
    )


def _how_many(context: ReportContext, visits: Sequence[Record]) -> str:
    """Count visits and, where none is secret, who came: how many denounced is not told.

    Who was refused was not received: these are counted apart.
    """
    number = context.count
    received = [visit for visit in visits if visit.text("handling") != REFUSED]
    refused = len(visits) - len(received)
    came = sum(visit.number("people") for visit in received)
    people = "" if any(visit.secret for visit in visits) else f", {number(came)} người"
    told = [f"tiếp {number(len(received))} lượt{people}"] if received else []
    told += [f"từ chối tiếp {number(refused)} lượt"] if refused else []
    return "; ".join(told)


def _receiver(context: ReportContext, session: Record) -> str:
    position = session.text("position")
    name = context.addressed_leader(session.text("receiver"))
    return within_sentence(name) + (f", {position}," if position else "")


def _matter(context: ReportContext, visit: Record) -> str:
    """Say what somebody came for, its nature first unless the text begins with it."""
    nature, content = context.choice(visit, "nature"), visit.text("content")
    return content if content.lower().startswith(nature.lower()) else f"{nature}: {topic(content)}"


def _concluded(context: ReportContext, number: int, visit: Record) -> Row:
    """A row of the notice; of a denunciation nothing but that there was one (Luật Tố cáo 2018, Điều 9)."""
    if visit.secret:
        return (str(number), MASK, "Tố cáo, nội dung được giữ bí mật", context.choice(visit, "handling"))
    people = visit.number("people")
    with_others = f"\n({context.translator.number(people)} người)" if people > 1 else ""
    where = visit.text("guided_to") or visit.text("handled_by")
    handled = context.choice(visit, "handling") + (f": {where}" if where else "")
    return (
        str(number),
        visit.text("citizen_name") + with_others,
        _matter(context, visit),
        "\n".join(filter(None, (handled, visit.text("result")))),
    )


def _closing(context: ReportContext, session: Record, issuer: str) -> Iterator[Block]:
    if session.text("note"):
        yield Paragraph(sentence(session.text("note")))
    yield Paragraph(
        f"{issuer} thông báo để các cơ quan, đơn vị, cá nhân liên quan biết, thực hiện và báo cáo kết quả./."
    )


def _month_to_post(today: dt.date) -> Period:
    """Return the month of which sessions can still be posted in time: five working days before, seven of the week."""
    day = today + dt.timedelta(days=7)
    return Period.parse(f"{day:%Y-%m}")


_nothing_planned = unless(
    _scheduled,
    _("Kỳ này chưa có buổi tiếp nào trên lịch. Hãy lên lịch ở trang “Tiếp công dân” rồi in."),
)


def _nothing_concluded(context: ReportContext) -> Message | None:
    session = context.record(KIND)
    if session.text("body") == "council":
        return _("Kết luận buổi tiếp của Hội đồng nhân dân do Thường trực HĐND ban hành: hãy soạn riêng.")
    if session.text("state") == HELD and not session.get("nobody_came"):
        return None
    return _("Buổi tiếp chưa có lượt tiếp nào nên chưa có kết luận. Hãy ghi lượt tiếp rồi in.")


FORMS = (
    ReportForm(
        code=CONCLUSION,
        title=_("Thông báo kết luận buổi tiếp công dân"),
        description=_("Kết luận của người chủ trì từng lượt, nơi được giao; lượt tố cáo được che"),
        purpose=Purpose.PETITION,
        kind=KIND,
        file_stem="TB-ket-luan-tiep-cong-dan",
        build_of=build_conclusion,
        issued_by=issuers_of,
        nothing_to_say=_nothing_concluded,
        document_type="notice",
    ),
    ReportForm(
        code=SCHEDULE,
        title=_("Lịch tiếp công dân"),
        description=_("Thông báo lịch tiếp công dân của tháng để niêm yết, trước ít nhất 5 ngày làm việc"),
        purpose=Purpose.PETITION,
        kind=KIND,
        needs=Needs.PERIOD,
        file_stem="Lich-tiep-cong-dan",
        build_of=build_schedule,
        issued_by=EITHER,
        nothing_to_say=_nothing_planned,
        document_type="notice",
        answers=frozenset({"reception.schedule"}),
        plans_ahead=True,
        usual_period=_month_to_post,
    ),
)
