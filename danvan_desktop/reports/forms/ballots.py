"""What goes round the households before a vote: the slip to be filled in, and the list of those who got and gave it.

No form is prescribed for them (Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 19; Nghị định 59/2023/NĐ-CP, Điều 4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from danvan_desktop.domain.choices import PLANNED
from danvan_desktop.domain.kinds.household import roll_place
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.validity import HOUSEHOLD_BALLOT
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Align,
    Block,
    Column,
    Document,
    DocumentInfo,
    FillLines,
    Paragraph,
    Row,
    Signature,
    Table,
)
from danvan_desktop.reports.form import COMMUNITY, Purpose, ReportForm
from danvan_desktop.reports.forms.candidates import candidates_of
from danvan_desktop.reports.forms.communities import community_head, head_who_chaired, meeting_called
from danvan_desktop.reports.forms.parts import SIGN_NOTE, place_of, unit_header, unit_of
from danvan_desktop.reports.wording import capitalised, date_words, place_and_date, sentence

_IN_THE_BOX = "secret_ballot"
_CHOICES = (
    Column("TT", 10, Align.CENTER),
    Column("Nội dung", 80),
    Column("Tán thành", 25, Align.CENTER),
    Column("Không tán thành", 25, Align.CENTER),
    Column("Ý kiến khác", 25, Align.CENTER),
)
_LIST = (
    Column("TT", 10, Align.CENTER),
    Column("Chủ hộ", 46),
    Column("Xóm, ngõ", 29),
    Column("Ngày phát, ký nhận", 40),
    Column("Ngày thu, ký giao", 40),
)
_EMPTY_ROWS = 25
_VOTED_ON = re.compile(
    r"(?:(?:biểu quyết|bỏ phiếu|lấy phiếu)(?: thông qua)?(?!\w)[ :]*)"
    r"|(?=(?:bầu|bình xét|thông qua (?!biên bản|chương trình)|quyết định|bàn|cho ý kiến|lấy ý kiến)(?!\w))",
    re.IGNORECASE,
)
"""How an item of an agenda begins that is voted on: the others open the meeting, tell something or close it."""


def build_slip(context: ReportContext) -> Document:
    """Build the slip that is put into the box at the meeting asked for; it names nobody."""
    return _slip(context, _IN_THE_BOX, "Phiếu biểu quyết", ())


def build_opinion_slip(context: ReportContext) -> Document:
    """Build the slip that goes round the households; each puts its name to it."""
    who = (FillLines("Hộ gia đình ông (bà):"), FillLines("Địa chỉ:"))
    return _slip(context, HOUSEHOLD_BALLOT, "Phiếu lấy ý kiến hộ gia đình", who)


def build_list(context: ReportContext) -> Document:
    """Build the list of households with room to sign for a slip and for its return."""
    meeting = context.record("meeting")
    unit = unit_of(context, meeting)
    header = unit_header(context, unit, place_and_date(place_of(context, unit), None))
    households = sorted(context.store.find("household", unit=unit.uid), key=roll_place)
    return Document(
        info=DocumentInfo(f"Danh sách phát phiếu – {unit.text('name')}", header.issuer, context.today),
        header=header,
        kind="Danh sách phát, thu phiếu lấy ý kiến hộ gia đình",
        subject=meeting_called(meeting, unit).matter,
        blocks=(
            *_days(meeting),
            Table(_LIST, tuple(_households(households))),
            Paragraph(_totals(context, meeting, len(households))),
        ),
        signatures=(
            Signature(("Tổ trưởng tổ phát phiếu, kiểm phiếu",), SIGN_NOTE),
            Signature((community_head(unit),), SIGN_NOTE, head_who_chaired(meeting, unit)),
        ),
    )


def _slip(context: ReportContext, method: str, kind: str, who: tuple[Block, ...]) -> Document:
    meeting = context.record("meeting")
    unit = unit_of(context, meeting)
    day = meeting.date("starts_at") if method == _IN_THE_BOX else None
    header = unit_header(context, unit, place_and_date(place_of(context, unit), day))
    titles = _asked(context, meeting, method)
    return Document(
        info=DocumentInfo(f"{kind} – {unit.text('name')}", header.issuer, context.today),
        header=header,
        kind=kind,
        subject=meeting_called(meeting, unit).matter,
        blocks=(
            *who,
            Paragraph("Đánh dấu X vào một ô của mỗi nội dung:"),
            Table(_CHOICES, tuple((str(place), title, "", "", "") for place, title in enumerate(titles, 1))),
            FillLines("Ý kiến khác (nếu có):", lines=2),
        ),
        signatures=(Signature(("Đại diện hộ gia đình",), SIGN_NOTE),) if who else (),
    )


def _asked(context: ReportContext, meeting: Record, method: str) -> Sequence[str]:
    """Return what is asked: who stands for election, or what is voted on; before the vote what the agenda says is.

    An agenda that names nothing leaves the subject, unless the meeting is one of those that are held each quarter.
    """
    if meeting.text("purpose") == "election" and method == _IN_THE_BOX and (names := candidates_of(meeting)):
        return names
    voted = [one for one in context.children(meeting, "decision") if one.text("method") == method]
    if voted:
        return [sentence(one.text("title")) for one in voted]
    subject = "" if meeting_called(meeting, unit_of(context, meeting)).gathering else meeting.text("subject")
    agenda = [item.text("title") for item in context.children(meeting, "agenda_item")]
    items = [title[found.end() :] or subject for title in agenda if (found := _VOTED_ON.match(title))]
    return [sentence(capitalised(item)) for item in dict.fromkeys(items or [subject]) if item]


def _households(households: Sequence[Record]) -> Iterator[Row]:
    if not households:
        yield from ((str(line), "", "", "", "") for line in range(1, _EMPTY_ROWS + 1))
    for number, household in enumerate(households, 1):
        yield (str(number), household.text("head"), household.text("address"), "", "")


def _days(meeting: Record) -> Iterator[Block]:
    """Say when the slips go round and when they are counted, as far as that is known."""
    given, counted = meeting.date("ballots_given_on"), meeting.date("ballots_counted_on")
    if given is not None:
        yield Paragraph(sentence(f"Phát phiếu từ {date_words(given)}"))
    if counted is not None:
        yield Paragraph(sentence(f"Thu, kiểm phiếu {date_words(counted)}"))


def _totals(context: ReportContext, meeting: Record, listed: int) -> str:
    number = context.translator.number
    sent = [one for one in context.children(meeting, "decision") if one.text("method") == HOUSEHOLD_BALLOT]
    given, returned = (
        next((number(one.number(name)) for one in sent if one.get(name) is not None), "…………")
        for name in ("ballots_given", "ballots_returned")
    )
    households = f"Danh sách có {number(listed)} hộ. " if listed else ""
    return f"{households}Số phiếu phát ra: {given} phiếu; số phiếu thu về: {returned} phiếu./."


def _nothing_is_cast(context: ReportContext) -> Message | None:
    """A slip for the box is printed before a meeting, and of one that voted in secret."""
    return _nothing_by(context, _IN_THE_BOX)


def _nothing_goes_round(context: ReportContext) -> Message | None:
    """Slips go round before anybody counts them, or after a meeting that came to nothing."""
    return _nothing_by(context, HOUSEHOLD_BALLOT)


def _nothing_by(context: ReportContext, method: str) -> Message | None:
    meeting = context.record("meeting")
    voted = [one.text("method") for one in context.children(meeting, "decision")]
    if method in voted or (meeting.text("state") == PLANNED and not voted and _asked(context, meeting, method)):
        return None
    return _(
        "Cuộc họp không có nội dung nào biểu quyết bằng phiếu này. Hãy ghi đúng “Hình thức biểu quyết” của nội dung,"
        " hoặc in phiếu trước khi họp."
    )


FORMS = (
    ReportForm(
        code="ballot-slip",
        title=_("Phiếu biểu quyết"),
        description=_("Phiếu để các hộ bỏ phiếu kín tại cuộc họp; in một bản rồi nhân bản"),
        purpose=Purpose.MEETING,
        kind="meeting",
        file_stem="Phieu-bieu-quyet",
        build_of=build_slip,
        issued_by=COMMUNITY,
        nothing_to_say=_nothing_is_cast,
    ),
    ReportForm(
        code="opinion-slip",
        title=_("Phiếu lấy ý kiến hộ gia đình"),
        description=_("Phiếu phát đến từng hộ để lấy ý kiến; in một bản rồi nhân bản"),
        purpose=Purpose.MEETING,
        kind="meeting",
        file_stem="Phieu-lay-y-kien",
        build_of=build_opinion_slip,
        issued_by=COMMUNITY,
        nothing_to_say=_nothing_goes_round,
    ),
    ReportForm(
        code="ballot-list",
        title=_("Danh sách phát, thu phiếu"),
        description=_("Danh sách các hộ có chỗ ký nhận phiếu và ký giao phiếu"),
        purpose=Purpose.MEETING,
        kind="meeting",
        file_stem="DS-phat-phieu",
        build_of=build_list,
        issued_by=COMMUNITY,
        nothing_to_say=_nothing_goes_round,
    ),
)
