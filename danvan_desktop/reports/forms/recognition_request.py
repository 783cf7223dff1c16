"""Tờ trình đề nghị công nhận: village rules, an election, a removal, members of a board take effect once recognised.

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15 has them sent (Điều 20, khoản 3) and recognised (Điều 21, khoản 2);
no rule read has a form for the request, which is the office's own (docs/sources.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.validity import HOUSEHOLD_BALLOT
from danvan_desktop.domain.rules.voting import Outcome
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Block, BulletList, Document, DocumentInfo, Paragraph, Recipients, Signature
from danvan_desktop.reports.form import COMMUNITY, Purpose, ReportForm
from danvan_desktop.reports.forms.communities import community_head, community_word, meeting_called, named_within
from danvan_desktop.reports.forms.parts import SIGN_NOTE, addressee_lines, commune_of, place_of, unit_header, unit_of
from danvan_desktop.reports.forms.planned import meeting_is_planned
from danvan_desktop.reports.forms.recognition import law_of_recognition, needs_recognition, recognised_by
from danvan_desktop.reports.forms.votes import count_words, passed, result_words
from danvan_desktop.reports.wording import bare_name, date_words, person, place_and_date, sentence, within_sentence

_COUNTED = frozenset({"secret_ballot", HOUSEHOLD_BALLOT})
"""Ways to vote whose papers are counted in minutes of their own."""
_SUBJECTS = {
    "village_rules": "hương ước, quy ước",
    "election": "kết quả bầu {head}",
    "removal": "kết quả cho thôi giữ chức {head}",
}
_BOARD = "supervision_board"
_BOARDS = ("Ban Thanh tra nhân dân", "Ban Giám sát đầu tư của cộng đồng")


def build(context: ReportContext) -> Document:
    """Build the request to recognise what the meeting asked for decided."""
    meeting = context.record("meeting")
    unit = unit_of(context, meeting)
    found = _awaiting(context, meeting)
    commune = commune_of(context, unit)
    asked = list(dict.fromkeys(recognised_by(decision, commune) for decision, _outcome in found))
    header = unit_header(context, unit, place_and_date(place_of(context, unit), meeting.date("sent_on")))
    subject = f"Về việc đề nghị công nhận {_subject(found, meeting, community_head(unit))}"
    name = named_within(unit)
    return Document(
        info=DocumentInfo(f"Tờ trình – {unit.text('name')}", header.issuer, context.today, subject),
        header=header,
        kind="Tờ trình",
        subject=subject,
        blocks=(
            *addressee_lines(asked),
            Paragraph(
                sentence(
                    f"{date_words(meeting.date('starts_at')).capitalize()}, tại {meeting.text('place')}, {name} đã tổ"
                    f" chức {meeting_called(meeting, unit).phrase}"
                )
            ),
            Paragraph(f"Kết quả biểu quyết {'các ' if len(found) > 1 else ''}nội dung phải được công nhận như sau:"),
            *_results(context, found),
            Paragraph(
                f"{law_of_recognition(context)}{name} gửi kèm {_enclosed(found)} và trân trọng đề nghị"
                f" {' và '.join(asked)} xem xét, công nhận./."
            ),
        ),
        signatures=(Signature(("Người chủ trì cuộc họp",), SIGN_NOTE, bare_name(person(meeting.text("chair")).name)),),
        recipients=Recipients(("Như trên", f"Ban công tác Mặt trận {name}", f"Lưu: hồ sơ của {community_word(unit)}")),
    )


def _awaiting(context: ReportContext, meeting: Record) -> list[tuple[Record, Outcome]]:
    return [entry for entry in passed(context, meeting) if needs_recognition(entry[0])]


def _subject(found: Sequence[tuple[Record, Outcome]], meeting: Record, head: str) -> str:
    types = [(decision, decision.text("content_type")) for decision, _outcome in found]
    subjects = (_board_members(one, meeting) if type_ == _BOARD else _SUBJECTS[type_] for one, type_ in types)
    return "; ".join(one.format(head=head) for one in dict.fromkeys(subjects))


def _board_members(decision: Record, meeting: Record) -> str:
    """Name the board whose members were elected, as decision or meeting do; both boards where these name none."""
    for words in (decision.text("title"), meeting.text("subject")):
        if named := [board for board in _BOARDS if board.lower() in words.lower()]:
            return f"thành viên {', '.join(named)}"
    return f"thành viên {', '.join(_BOARDS)}"


def _results(context: ReportContext, found: Sequence[tuple[Record, Outcome]]) -> Iterator[Block]:
    for number, (decision, outcome) in enumerate(found, 1):
        yield Paragraph(sentence(f"{number}. {decision.text('title')}"))
        agreed = count_words(context, decision.number("votes_for"), outcome.whole)
        method = within_sentence(context.choice(decision, "method"))
        yield BulletList(
            (
                f"Hình thức biểu quyết: {method}; tán thành: {agreed}.",
                sentence(f"Kết quả: {result_words(context, outcome)}"),
            )
        )


def _enclosed(found: Sequence[tuple[Record, Outcome]]) -> str:
    counted = any(decision.text("method") in _COUNTED for decision, _outcome in found)
    return "nghị quyết của cộng đồng dân cư" + (", biên bản kiểm phiếu" if counted else "")


def _nothing_to_recognise(context: ReportContext) -> Message | None:
    meeting = context.record("meeting")
    if (planned := meeting_is_planned(meeting)) is not None:
        return planned
    if _awaiting(context, meeting):
        return None
    return _(
        "Cuộc họp không thông qua nội dung nào phải được công nhận (hương ước, bầu hoặc cho thôi Trưởng thôn, các ban)."
        " Quyết định khác có hiệu lực ngay: hãy in “Nghị quyết của cộng đồng dân cư” để gửi."
    )


FORMS = (
    ReportForm(
        code="recognition-request",
        title=_("Tờ trình đề nghị công nhận"),
        description=_("Hương ước, kết quả bầu, cho thôi Trưởng thôn, thành viên các ban đã được thông qua"),
        purpose=Purpose.MEETING,
        kind="meeting",
        file_stem="TTr-cong-nhan",
        build_of=build,
        issued_by=COMMUNITY,
        nothing_to_say=_nothing_to_recognise,
    ),
)
