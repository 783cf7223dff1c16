"""Biên bản kiểm phiếu: Nghị định 59/2023/NĐ-CP, Phụ lục, Mẫu số 02 (tại cuộc họp) and Mẫu số 04 (phiếu phát từng hộ).

Of form 04 only the name was read; it says what its count has to tell (docs/sources.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from danvan_desktop.domain.choices import PLANNED
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.validity import BALLOT_RULE, FREE, Vote, could_not_reach
from danvan_desktop.domain.rules.voting import Outcome, votes_cast
from danvan_desktop.domain.text import listed_lines
from danvan_desktop.localization import Message, _
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
from danvan_desktop.reports.form import COMMUNITY, Purpose, ReportForm
from danvan_desktop.reports.forms.citing import citation_of
from danvan_desktop.reports.forms.communities import (
    community_head,
    community_word,
    head_who_chaired,
    meeting_called,
    meeting_opens,
    named_within,
)
from danvan_desktop.reports.forms.parts import SIGN_NOTE, place_of, unit_header, unit_of
from danvan_desktop.reports.forms.planned import meeting_is_planned
from danvan_desktop.reports.forms.votes import COUNTS, count_words, decided, is_sent_out, result_words
from danvan_desktop.reports.wording import (
    DOTS,
    bare_name,
    date_words,
    person,
    place_and_date,
    sentence,
    time_words,
    within_sentence,
)

_HEAD, _MEMBER = "Tổ trưởng", "Thành viên"
_MOST_COUNTERS = 5
"""From 3 to 5 (Nghị định 59/2023/NĐ-CP, Điều 3, khoản 5)."""
_WITNESSES = 2
_CAST_AT_THE_MEETING = "secret_ballot"
_TEAM, _SENDING_TEAM = "Tổ kiểm phiếu", "Tổ phát phiếu, kiểm phiếu"
_NAME = DOTS * 4
_WENT_OUT = (
    f"Số phiếu phát ra: {DOTS} phiếu; số phiếu thu về: {DOTS} phiếu.",
    f"Số phiếu hợp lệ: {DOTS} phiếu; số phiếu không hợp lệ: {DOTS} phiếu.",
)


def build(context: ReportContext) -> Document:
    """Build the minutes of the count of the ballots that were cast at the meeting asked for."""
    meeting = context.record("meeting")
    unit = unit_of(context, meeting)
    gathering = meeting_called(meeting, unit)
    subject = gathering.matter
    header = unit_header(context, unit, place_and_date(place_of(context, unit), meeting.date("starts_at")))
    return Document(
        info=DocumentInfo(f"Biên bản kiểm phiếu – {unit.text('name')}", header.issuer, context.today, subject),
        header=header,
        kind="Biên bản kiểm phiếu",
        subject=subject,
        blocks=(
            meeting_opens(meeting, unit, gathering),
            *_counters(context, meeting, _TEAM),
            *_results(context, meeting),
            _ending(),
        ),
        signatures=(
            Signature(("Đại diện hộ chứng kiến",), SIGN_NOTE, _first_to_sign(meeting, "count_witnesses")),
            Signature((f"{_HEAD} {within_sentence(_TEAM)}",), SIGN_NOTE, _first_to_sign(meeting, "counters")),
            Signature(("Chủ trì cuộc họp",), SIGN_NOTE, bare_name(person(meeting.text("chair")).name)),
        ),
    )


def build_sent_out(context: ReportContext) -> Document:
    """Build the minutes of the count of the ballots that went round the households."""
    meeting = context.record("meeting")
    unit = unit_of(context, meeting)
    gathering = meeting_called(meeting, unit)
    subject = gathering.matter
    day = meeting.date("ballots_counted_on")
    header = unit_header(context, unit, place_and_date(place_of(context, unit), day))
    return Document(
        info=DocumentInfo(f"Kiểm phiếu lấy ý kiến hộ – {unit.text('name')}", header.issuer, context.today, subject),
        header=header,
        kind="Biên bản kiểm phiếu lấy ý kiến hộ gia đình",
        subject=subject,
        blocks=(
            Paragraph(
                f"Hôm nay, vào hồi {time_words(None)}, {date_words(day)}, tại {DOTS * 3}, {named_within(unit)} kiểm"
                " phiếu lấy ý kiến các hộ gia đình."
            ),
            *_counters(context, meeting, _SENDING_TEAM),
            *_returned(context, meeting, unit),
            _ending(to_whom=""),
        ),
        signatures=(
            Signature(("Đại diện hộ chứng kiến",), SIGN_NOTE, _first_to_sign(meeting, "count_witnesses")),
            Signature((f"{_HEAD} {within_sentence(_SENDING_TEAM)}",), SIGN_NOTE, _first_to_sign(meeting, "counters")),
            Signature((community_head(unit),), SIGN_NOTE, head_who_chaired(meeting, unit)),
        ),
    )


def counted(context: ReportContext, meeting: Record) -> list[tuple[Record, Outcome]]:
    """Return the decisions on which ballots were cast and counted at a meeting, with what each vote came to."""
    return [entry for entry in decided(context, meeting) if entry[0].text("method") == _CAST_AT_THE_MEETING]


def sent_out(context: ReportContext, meeting: Record) -> list[tuple[Record, Outcome]]:
    """Return the decisions on which ballots went round the households, with what each vote came to."""
    return [entry for entry in decided(context, meeting) if is_sent_out(entry[0])]


def _counters(context: ReportContext, meeting: Record, team: str) -> Iterator[Block]:
    """Name who counted, the head first, and who of the households looked on; room where nobody wrote it down."""
    yield Paragraph(f"{team} gồm các ông (bà) có tên sau:")
    for number, name in enumerate(_named(meeting, "counters") or [_NAME] * _MOST_COUNTERS, 1):
        yield Paragraph(f"{number}. {context.addressed(name)}, {_HEAD if number == 1 else _MEMBER}")
    yield Paragraph("Đại diện hộ gia đình chứng kiến việc kiểm phiếu gồm:")
    for number, name in enumerate(_named(meeting, "count_witnesses") or [_NAME] * _WITNESSES, 1):
        yield Paragraph(f"{number}. {context.addressed(name)}")


def _named(meeting: Record, field: str) -> list[str]:
    """Read names a line each, without the marks of a list, nor what was written behind a name."""
    return [person(name).name for name in listed_lines(meeting.text(field))]


def _first_to_sign(meeting: Record, field: str) -> str:
    """Give the bare name of who signs for those of a field: the first."""
    return next(map(bare_name, _named(meeting, field)), "")


def _results(context: ReportContext, meeting: Record) -> Iterator[Block]:
    yield Heading("Kết quả kiểm phiếu như sau:")
    number, community = context.translator.number, community_word(unit_of(context, meeting))
    found = counted(context, meeting)
    yield BulletList(
        (
            f"Tổng số đại diện hộ gia đình của {community}: {number(meeting.number('households_total'))} hộ.",
            f"Số đại diện hộ gia đình tham dự cuộc họp: {number(meeting.number('households_present'))} hộ.",
            *_by_hand(context, found),
        )
    )
    for place, (decision, outcome) in enumerate(found, 1):
        yield KeepTogether(tuple(_result(context, decision, outcome, place)))


def _returned(context: ReportContext, meeting: Record, unit: Record) -> Iterator[Block]:
    yield Heading("Kết quả kiểm phiếu như sau:")
    households = context.translator.number(meeting.number("households_total"))
    found = sent_out(context, meeting)
    yield BulletList((f"Tổng số hộ gia đình của {community_word(unit)}: {households} hộ.", *_by_hand(context, found)))
    for place, (decision, outcome) in enumerate(found, 1):
        reason = _reason(context, decision, meeting)
        because = (Paragraph(reason),) if reason else ()
        yield KeepTogether((*_result(context, decision, outcome, place), *because))


def _reason(context: ReportContext, decision: Record, meeting: Record) -> str:
    """Say why ballots went round: the meeting before had too few households to pass it; empty where none was asked."""
    vote, law = Vote.of(decision, meeting, context.store), context.store.law
    held = vote.earlier or meeting
    if vote.content_type in FREE or vote.is_commune_wide or not could_not_reach(vote.content_type, held, law):
        return ""
    present, total = (
        context.translator.number(held.number(name)) for name in ("households_present", "households_total")
    )
    rule = citation_of(context, BALLOT_RULE, context.today)
    by_law = f" ({rule})" if rule else ""
    return (
        f"Phát phiếu vì cuộc họp {date_words(held.date('starts_at'))} có {present}/{total} hộ dự, không đủ để đạt tỷ lệ"
        f" tán thành{by_law}."
    )


def _result(context: ReportContext, decision: Record, outcome: Outcome, place: int) -> Iterator[Block]:
    cast, number = votes_cast(decision), context.translator.number
    yield Heading(f"{place}. {sentence(decision.text('title'))}", 2)
    yield BulletList(
        (
            f"Hình thức: {within_sentence(context.choice(decision, 'method'))}.",
            *(_went_out(context, decision) or (f"Tổng số phiếu (hộ biểu quyết): {number(cast)}.",)),
            *(
                f"{context.label(decision, name)}: {count_words(context, decision.number(name), outcome.whole)}."
                for name in COUNTS
            ),
        )
    )
    yield Paragraph((Run("Kết quả: ", bold=True), Run(result_words(context, outcome))))


def _by_hand(context: ReportContext, found: Sequence[tuple[Record, Outcome]]) -> tuple[str, ...]:
    """Leave room for the numbers of ballots where they are not recorded of each vote."""
    return () if all(_went_out(context, decision) for decision, _outcome in found) else _WENT_OUT


def _went_out(context: ReportContext, decision: Record) -> tuple[str, ...]:
    """Say how many ballots were given out, came back and were valid, where the first two are recorded.

    One that is for nothing, against nothing and of no other opinion is not valid.
    """
    given, returned = decision.get("ballots_given"), decision.get("ballots_returned")
    if not (isinstance(given, int) and isinstance(returned, int)):
        return ()
    number = context.translator.number
    valid = votes_cast(decision)
    return (
        f"Số phiếu phát ra: {number(given)} phiếu; số phiếu thu về: {number(returned)} phiếu.",
        f"Số phiếu hợp lệ: {number(valid)} phiếu; số phiếu không hợp lệ: {number(returned - valid)} phiếu.",
    )


def _ending(to_whom: str = ", đã đọc cho những người dự họp cùng nghe") -> Block:
    return Paragraph(
        "Việc kiểm phiếu kết thúc vào hồi …… giờ …… phút cùng ngày. Biên bản này được lập thành …… bản có giá trị như"
        f" nhau{to_whom}./."
    )


def _no_ballots(context: ReportContext) -> Message | None:
    """Minutes of a vote count tell of ballots; hands are counted in the meeting's minutes."""
    meeting = context.record("meeting")
    if meeting.text("state") == PLANNED:
        return meeting_is_planned(meeting)
    if not counted(context, meeting):
        return _(
            "Cuộc họp không có nội dung nào bỏ phiếu kín nên không có phiếu để kiểm. Hãy in “Biên bản họp thôn, tổ dân"
            " phố”, nếu phát phiếu từng hộ thì “Biên bản kiểm phiếu lấy ý kiến hộ”; nếu đã bỏ phiếu, hãy ghi đúng “Hình"
            " thức biểu quyết”."
        )
    return None


def _no_ballots_sent_out(context: ReportContext) -> Message | None:
    """Minutes of what households answered tell of ballots that went round."""
    meeting = context.record("meeting")
    if meeting.text("state") == PLANNED:
        return meeting_is_planned(meeting)
    if not sent_out(context, meeting):
        return _(
            "Cuộc họp không có nội dung nào phát phiếu lấy ý kiến từng hộ nên không có phiếu để kiểm. Hãy in “Biên bản"
            " họp thôn, tổ dân phố”; nếu đã phát phiếu, hãy ghi đúng “Hình thức biểu quyết”."
        )
    return None


FORMS = (
    ReportForm(
        code="vote-count",
        title=_("Biên bản kiểm phiếu"),
        description=_("Kết quả kiểm phiếu từng nội dung (Mẫu số 02, Nghị định 59/2023/NĐ-CP)"),
        purpose=Purpose.MEETING,
        kind="meeting",
        file_stem="BB-kiem-phieu",
        build_of=build,
        form_number="02",
        issued_by=COMMUNITY,
        nothing_to_say=_no_ballots,
    ),
    ReportForm(
        code="household-ballots",
        title=_("Biên bản kiểm phiếu lấy ý kiến hộ"),
        description=_("Kết quả phát phiếu lấy ý kiến từng hộ (Mẫu số 04, Nghị định 59/2023/NĐ-CP)"),
        purpose=Purpose.MEETING,
        kind="meeting",
        file_stem="BB-kiem-phieu-ho",
        build_of=build_sent_out,
        form_number="04",
        issued_by=COMMUNITY,
        nothing_to_say=_no_ballots_sent_out,
    ),
)
