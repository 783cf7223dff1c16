"""Biên bản kiểm phiếu: Nghị định 59/2023/NĐ-CP, Phụ lục, Mẫu số 02."""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.voting import Outcome, votes_cast
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Block,
    BulletList,
    Document,
    DocumentInfo,
    Heading,
    KeepTogether,
    Paragraph,
    Run,
    Signature,
)
from danvan_desktop.reports.forms.communities import community_word, named_within
from danvan_desktop.reports.forms.parts import SIGN_NOTE, place_of, unit_header, unit_of
from danvan_desktop.reports.forms.votes import COUNTS, count_words, decided, result_words
from danvan_desktop.reports.wording import (
    DOTS,
    about,
    bare_name,
    date_words,
    person,
    place_and_date,
    sentence,
    time_words,
    within_sentence,
)

_MEMBERS = ("Tổ trưởng", "Thành viên", "Thành viên", "Thành viên", "Thành viên")
"""From 3 to 5 (Nghị định 59/2023/NĐ-CP, Điều 3, khoản 5)."""
_WITNESSES = 2
_BY_BALLOT = frozenset({"secret_ballot", "household_ballot"})
_NAME = DOTS * 4


def build(context: ReportContext) -> Document:
    """Build the minutes of the vote count of the meeting asked for."""
    meeting = context.record("meeting")
    unit = unit_of(context, meeting)
    subject = about(meeting.text("subject"))
    header = unit_header(context, unit, place_and_date(place_of(context, unit), meeting.date("starts_at")))
    return Document(
        info=DocumentInfo(f"Biên bản kiểm phiếu – {unit.text('name')}", header.issuer, context.today, subject),
        header=header,
        kind="Biên bản kiểm phiếu",
        subject=subject,
        blocks=(_opening(meeting, unit, subject), *_counters(), *_results(context, meeting), _ending()),
        signatures=(
            Signature(("Đại diện hộ chứng kiến",), SIGN_NOTE),
            Signature(("Tổ trưởng tổ kiểm phiếu",), SIGN_NOTE),
            Signature(("Chủ trì cuộc họp",), SIGN_NOTE, bare_name(person(meeting.text("chair")).name)),
        ),
    )


def counted(context: ReportContext, meeting: Record) -> list[tuple[Record, Outcome]]:
    """Return the decisions of a meeting on which ballots were counted, with what each vote came to."""
    return [entry for entry in decided(context, meeting) if entry[0].text("method") in _BY_BALLOT]


def _opening(meeting: Record, unit: Record, subject: str) -> Block:
    starts = meeting.datetime("starts_at")
    when = f"{time_words(starts.time() if starts else None)}, {date_words(meeting.date('starts_at'))}"
    return Paragraph(
        f"Hôm nay, vào hồi {when}, tại {meeting.text('place')}, {named_within(unit)} tổ chức cuộc họp"
        f" của cộng đồng dân cư {within_sentence(sentence(subject))}"
    )


def _counters() -> Iterator[Block]:
    yield Paragraph("Ban kiểm phiếu gồm các ông (bà) có tên sau:")
    for number, role in enumerate(_MEMBERS, 1):
        yield Paragraph(f"{number}. Ông (bà) {_NAME} {role}")
    yield Paragraph("Đại diện hộ gia đình chứng kiến việc kiểm phiếu gồm:")
    for number in range(1, _WITNESSES + 1):
        yield Paragraph(f"{number}. Ông (bà) {_NAME}")


def _results(context: ReportContext, meeting: Record) -> Iterator[Block]:
    yield Heading("Kết quả kiểm phiếu như sau:")
    number, community = context.translator.number, community_word(unit_of(context, meeting))
    yield BulletList(
        (
            f"Tổng số đại diện hộ gia đình của {community}: {number(meeting.number('households_total'))} hộ.",
            f"Số đại diện hộ gia đình tham dự cuộc họp: {number(meeting.number('households_present'))} hộ.",
        )
    )
    for place, (decision, outcome) in enumerate(counted(context, meeting), 1):
        yield KeepTogether(tuple(_result(context, decision, outcome, place)))


def _result(context: ReportContext, decision: Record, outcome: Outcome, place: int) -> Iterator[Block]:
    cast, number = votes_cast(decision), context.translator.number
    yield Paragraph((Run(f"{place}. {sentence(decision.text('title'))}", bold=True),))
    yield BulletList(
        (
            f"Hình thức: {within_sentence(context.choice(decision, 'method'))}.",
            f"Tổng số phiếu (hộ biểu quyết): {number(cast)}.",
            *(
                f"{context.label(decision, name)}: {count_words(context, decision.number(name), outcome.whole)}."
                for name in COUNTS
            ),
        )
    )
    yield Paragraph((Run("Kết quả: ", bold=True), Run(result_words(context, outcome))))


def _ending() -> Block:
    return Paragraph(
        "Việc kiểm phiếu kết thúc vào hồi …… giờ …… phút cùng ngày. Biên bản này được lập thành …… bản có giá trị như"
        " nhau, đã đọc cho những người dự họp cùng nghe./."
    )
