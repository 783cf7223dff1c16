"""Công văn đôn đốc: petitions past their term, listed by who has to answer them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from danvan_desktop.domain.deadlines import Due
from danvan_desktop.domain.order import dictionary_key
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.petitions import BY_PROCEDURE, REPLY, TELL
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Align,
    Appendix,
    Block,
    Column,
    Document,
    DocumentInfo,
    Header,
    Paragraph,
    Recipients,
    Row,
    Table,
)
from danvan_desktop.reports.form import EITHER, Needs, Purpose, ReportForm
from danvan_desktop.reports.forms.official import annex_note, filed, official_header, official_signature
from danvan_desktop.reports.forms.parts import addressee_lines, is_own_committee
from danvan_desktop.reports.style import Style
from danvan_desktop.reports.wording import date_words

REMINDER = "petition-reminder"
_COLUMNS = (
    Column("TT", 10, Align.CENTER),
    Column("Số kiến nghị", 26, Align.CENTER),
    Column("Nội dung", 88),
    Column("Nơi được giao", 52),
    Column("Hạn", 26, Align.CENTER),
    Column("Quá hạn (ngày)", 22, Align.CENTER),
    Column("Việc chậm", 33),
)
_NEWEST = 200
_ALL_CHARGED = ("Các cơ quan, đơn vị được giao giải quyết kiến nghị",)
"""Whom a letter goes to where no petition says who has it."""
_WORK = {REPLY: "Chưa trả lời", TELL: "Chưa thông báo cho dân"}

Late = tuple[Record, Due]


def build(context: ReportContext) -> Document:
    """Build the reminder of the petitions received up to the end of the period that are overdue today."""
    unit = context.store.unit
    late = late_petitions(context)
    header = official_header(
        context, unit, REMINDER, "letter", "đôn đốc giải quyết kiến nghị, phản ánh quá hạn của Nhân dân"
    )
    return Document(
        info=DocumentInfo(f"Đôn đốc kiến nghị quá hạn – {unit.text('name')}", header.issuer, context.today),
        header=header,
        kind="",
        blocks=(
            *addressee_lines(_addressees(context, late)),
            *_text(context, late, header.issuer),
        ),
        signatures=(official_signature(context, unit),),
        recipients=Recipients(("Như trên", filed(context))),
        appendices=_annex(context, late, header),
    )


def late_petitions(context: ReportContext) -> list[Late]:
    """Return the petitions received up to the end of the period that are overdue today, by who has to answer.

    All who get the letter read its whole list: it names no complaint nor denunciation, which have terms of their own
    for being handled and settled, and nothing that is kept secret (Luật Tố cáo 2018, Điều 9).
    """
    return sorted(
        _late(context, context.store.list("petition")),
        key=lambda entry: (
            dictionary_key(entry[0].text("assigned_to")),
            -entry[1].days_late(context.today),
            dictionary_key(entry[0].text("number")),
        ),
    )


def _late(context: ReportContext, petitions: Iterable[Record]) -> Iterator[Late]:
    last = context.chosen_period().last
    for petition in petitions:
        if petition.secret or petition.text("nature") in BY_PROCEDURE:
            continue
        received = petition.date("received_on")
        how = context.store.late_term(petition, context.today)
        if how is not None and received is not None and received <= last:
            yield petition, how


def _addressees(context: ReportContext, late: list[Late]) -> tuple[str, ...]:
    """Name who has to answer; the committee writes no letter to itself."""
    names = dict.fromkeys(petition.text("assigned_to") for petition, _how in late if petition.text("assigned_to"))
    if context.style is Style.STATE:
        names = {name: None for name in names if not is_own_committee(context.store.unit, name)}
    return tuple(names) or _ALL_CHARGED


def _text(context: ReportContext, late: list[Late], issuer: str) -> Iterator[Block]:
    today, number = date_words(context.today), context.count
    waiting = sum(how.deadline.name == REPLY for _petition, how in late)
    untold = len(late) - waiting
    parts = [f"{number(waiting)} kiến nghị, phản ánh quá hạn chưa được trả lời"] if waiting else []
    parts += [f"{number(untold)} kiến nghị, phản ánh đã trả lời nhưng chưa thông báo cho Nhân dân"] if untold else []
    yield Paragraph(
        f"Qua theo dõi việc giải quyết kiến nghị, phản ánh của Nhân dân, tính đến {today} còn {' và '.join(parts)}"
        " (danh sách kèm theo)."
    )
    asked = _addressees(context, late)
    whom = "" if len(asked) == 1 and asked != _ALL_CHARGED else "các "
    unsolved = "nếu chưa giải quyết được" if len(late) == 1 else "việc nào chưa giải quyết được"
    yield Paragraph(
        f"{issuer} đề nghị {whom}cơ quan, đơn vị, cá nhân được giao khẩn trương {_to_be_done(waiting, untold)} trước"
        f" {date_words(None)}; {unsolved} thì nêu rõ lý do, thời hạn; báo cáo kết quả bằng văn bản về {issuer}./."
    )


def _to_be_done(waiting: int, untold: int) -> str:
    """Say what is asked for: who answered has not to answer again, but to tell the people."""
    answer = ["giải quyết, trả lời người dân"] if waiting else []
    return ", ".join([*answer, *(["thông báo kết quả cho Nhân dân"] if untold else [])])


def _annex(context: ReportContext, late: list[Late], header: Header) -> tuple[Appendix, ...]:
    note = annex_note(context, "Công văn", header, REMINDER)
    rows = tuple(_row(context, place, petition, how) for place, (petition, how) in enumerate(late, 1))
    table = Table(_COLUMNS, rows)
    return (Appendix("Phụ lục", "Danh sách kiến nghị, phản ánh quá hạn", (table,), note, landscape=True),)


def _row(context: ReportContext, place: int, petition: Record, how: Due) -> Row:
    return (
        str(place),
        petition.text("number"),
        petition.text("content"),
        petition.text("assigned_to"),
        context.say(how.term.words),
        context.translator.number(how.days_late(context.today)),
        _WORK[how.deadline.name],
    )


def _nothing_overdue(context: ReportContext) -> Message | None:
    """A reminder needs petitions that are late; the newest nearly always tell, and the others need not be read."""
    for most in (_NEWEST, None):
        if next(_late(context, context.store.list("petition", limit=most)), None) is not None:
            return None
    return _(
        "Không có kiến nghị, phản ánh nào tiếp nhận đến hết {period} đang quá hạn nên không có gì để đôn đốc (đơn khiếu"
        " nại, tố cáo không đôn đốc bằng công văn này). Nếu cần, hãy chọn kỳ khác.",
        period=context.chosen_period().label(),
    )


FORMS = (
    ReportForm(
        code=REMINDER,
        title=_("Công văn đôn đốc kiến nghị"),
        description=_("Đôn đốc các kiến nghị, phản ánh quá hạn, kèm danh sách"),
        purpose=Purpose.PETITION,
        kind="petition",
        needs=Needs.PERIOD,
        file_stem="CV-don-doc",
        build_of=build,
        issued_by=EITHER,
        nothing_to_say=_nothing_overdue,
        document_type="letter",
        answers=frozenset({REPLY, TELL}),
    ),
)
