"""Nghị quyết của cộng đồng dân cư: Nghị định 59/2023/NĐ-CP, Phụ lục, Mẫu số 03, and its extract for posting.

The form is one for resolution, minutes, memorandum and agreement (Luật 10/2022/QH15, Điều 20); the first part is as it
was read in the decree, the order of the rest is known, its wording is not prescribed here (docs/sources.md).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from danvan_desktop.domain.choices import PLANNED
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.quorum import quorum_of
from danvan_desktop.domain.rules.validity import COMMUNE_RULE
from danvan_desktop.domain.rules.voting import Outcome
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Align,
    Block,
    BulletList,
    Column,
    Document,
    DocumentInfo,
    Heading,
    KeepTogether,
    Paragraph,
    Recipients,
    Row,
    Run,
    Signature,
    Table,
)
from danvan_desktop.reports.form import COMMUNITY, Purpose, ReportForm
from danvan_desktop.reports.forms.citing import citation_of
from danvan_desktop.reports.forms.communities import (
    commune_word,
    communities_of,
    community_head,
    community_word,
    head_who_chaired,
    meeting_called,
    named_within,
    when_called,
)
from danvan_desktop.reports.forms.parts import (
    SIGN_NOTE,
    commune_of,
    ended,
    guests_named,
    person_line,
    place_of,
    short_committee,
    unit_header,
    unit_of,
)
from danvan_desktop.reports.forms.planned import meeting_is_planned
from danvan_desktop.reports.forms.recognition import effects, sent_words
from danvan_desktop.reports.forms.votes import (
    answer_words,
    answered,
    count_words,
    decided,
    is_sent_out,
    passed,
    result_words,
)
from danvan_desktop.reports.wording import (
    bare_name,
    person,
    place_and_date,
    sentence,
    within_sentence,
)

KIND = "Nghị quyết của cộng đồng dân cư"
_EXTRACT_COLUMNS = (
    Column("TT", 10, Align.CENTER),
    Column("Nội dung quyết định", 78),
    Column("Tán thành", 22, Align.CENTER),
    Column("Không tán thành", 22, Align.CENTER),
    Column("Tỷ lệ tán thành trên tổng số hộ", 33, Align.CENTER),
)


def build(context: ReportContext) -> Document:
    """Build the resolution of the meeting asked for."""
    meeting = context.record("meeting")
    unit = unit_of(context, meeting)
    subject = meeting_called(meeting, unit).title
    own_day = meeting.date("ballots_counted_on" if _awaits_ballots(context, meeting) else "starts_at")
    header = unit_header(context, unit, place_and_date(place_of(context, unit), own_day))
    return Document(
        info=DocumentInfo(f"{KIND} – {unit.text('name')}", header.issuer, context.today, subject),
        header=header,
        kind=KIND,
        subject=subject,
        blocks=(
            Paragraph(sentence(_opening(meeting, unit, own_day))),
            *_participants(context, meeting),
            *_content(context, meeting),
            *_votes(context, meeting),
            *_decisions(context, meeting, unit),
            *_answers(context, meeting, unit),
            _ending(meeting),
        ),
        signatures=(
            Signature(("Đại diện hộ gia đình",), SIGN_NOTE, meeting.text("household_signer_1")),
            Signature(("Đại diện hộ gia đình",), SIGN_NOTE, meeting.text("household_signer_2")),
            Signature(("Trưởng Ban công tác Mặt trận",), SIGN_NOTE, meeting.text("front_signer")),
            Signature((community_head(unit),), SIGN_NOTE, head_who_chaired(meeting, unit)),
        ),
        recipients=Recipients(
            (
                short_committee(commune_of(context, unit)),
                f"Ban công tác Mặt trận {named_within(unit)}",
                "Niêm yết tại nhà văn hóa",
                f"Lưu: hồ sơ của {community_word(unit)}",
            )
        ),
    )


def build_extract(context: ReportContext) -> Document:
    """Build the extract of what the meeting asked for decided, to be posted where the people can read it."""
    meeting = context.record("meeting")
    unit = unit_of(context, meeting)
    header = unit_header(context, unit, place_and_date(place_of(context, unit), context.today))
    subject = f"Các nội dung đã được cộng đồng dân cư {named_within(unit)} bàn và quyết định"
    return Document(
        info=DocumentInfo(f"Trích quyết định – {unit.text('name')}", header.issuer, context.today, subject),
        header=header,
        kind="Trích nghị quyết (niêm yết)",
        subject=subject,
        blocks=(
            Paragraph(sentence(_opening(meeting, unit, context.today))),
            Paragraph(_present(context, meeting)),
            Paragraph("Các nội dung đã được thông qua:"),
            Table(_EXTRACT_COLUMNS, tuple(_extract_rows(context, meeting))),
            *_recognition(context, meeting, unit),
            Paragraph(
                f"Bản trích này được niêm yết từ ngày …… tháng …… năm ……… tại {meeting.text('place')} để Nhân dân biết,"
                f" thực hiện và giám sát. Ý kiến phản ánh gửi về {community_head(unit)} hoặc Ban công tác Mặt trận./."
            ),
        ),
        signatures=(Signature(("Người chủ trì cuộc họp",), SIGN_NOTE, bare_name(person(meeting.text("chair")).name)),),
        recipients=Recipients(
            (short_committee(commune_of(context, unit)), f"Bảng tin của {community_word(unit)}", "Lưu: hồ sơ")
        ),
    )


def _awaits_ballots(context: ReportContext, meeting: Record) -> bool:
    """Tell whether ballots went round the households, so that the paper is of the later day of their count."""
    return any(is_sent_out(decision) for decision in context.children(meeting, "decision"))


def _opening(meeting: Record, unit: Record, own_day: dt.date | None) -> str:
    """Say when the meeting was: today only on a paper of its own day."""
    when, day = when_called(meeting), meeting.date("starts_at")
    place, name, phrase = meeting.text("place"), named_within(unit), meeting_called(meeting, unit).phrase
    if own_day == day:
        return f"Hôm nay, vào hồi {when}, tại {place}, {name} tổ chức {phrase}"
    return f"Vào hồi {when}, tại {place}, {name} đã tổ chức {phrase}"


def _participants(context: ReportContext, meeting: Record) -> Iterator[Block]:
    yield Heading("I. Thành phần tham dự")
    yield person_line(context, "1. Chủ trì", meeting.text("chair"))
    yield person_line(context, "2. Thư ký", meeting.text("secretary"))
    yield Paragraph("3. Thành phần tham dự:")
    absent = meeting.number("households_total") - meeting.number("households_present")
    number = context.translator.number
    yield BulletList(
        (
            _present(context, meeting),
            f"Số hộ gia đình không có người đại diện tham dự cuộc họp: {number(absent)} hộ.",
            sentence(f"Khách mời: {guests_named(context, meeting) or 'không có'}"),
        )
    )


def _present(context: ReportContext, meeting: Record) -> str:
    quorum, number = quorum_of(meeting, context.store.law), context.translator.number
    share = f", đạt {context.translator.percent(quorum.present / quorum.total)}" if quorum.total else ""
    return f"Số hộ gia đình có đại diện tham dự cuộc họp: {number(quorum.present)}/{number(quorum.total)} hộ{share}."


def _content(context: ReportContext, meeting: Record) -> Iterator[Block]:
    yield Heading("II. Nội dung")
    decisions = list(context.children(meeting, "decision"))
    for words, is_of_ballots in (
        ("Cuộc họp đã bàn và biểu quyết", False),
        ("Các hộ gia đình được phát phiếu lấy ý kiến về", True),
    ):
        titles = [sentence(one.text("title")) for one in decisions if is_sent_out(one) is is_of_ballots]
        if titles:
            yield Paragraph(f"{words} {'các ' if len(titles) > 1 else ''}nội dung sau:")
            yield BulletList(tuple(titles))


def _votes(context: ReportContext, meeting: Record) -> Iterator[Block]:
    yield Heading("III. Kết quả biểu quyết")
    for number, (decision, outcome) in enumerate(decided(context, meeting), 1):
        method = within_sentence(context.choice(decision, "method"))
        yield KeepTogether(
            (
                Heading(f"{number}. {sentence(decision.text('title'))}", 2),
                BulletList((f"Hình thức biểu quyết: {method}.", *_counts(context, decision, outcome))),
                Paragraph((Run("Kết quả: ", bold=True), Run(result_words(context, outcome)))),
            )
        )


def _counts(context: ReportContext, decision: Record, outcome: Outcome) -> tuple[str, ...]:
    names = ("votes_for", "votes_against", "votes_abstain")
    return tuple(
        f"{context.label(decision, name)}: {count_words(context, decision.number(name), outcome.whole)}."
        for name in names
    )


def _decisions(context: ReportContext, meeting: Record, unit: Record) -> Iterator[Block]:
    yield Heading("IV. Quyết định của cộng đồng dân cư")
    found = passed(context, meeting)
    yield Paragraph("Căn cứ kết quả biểu quyết, cộng đồng dân cư quyết định:")
    awaited = effects(context, [decision for decision, _outcome in found], commune_of(context, unit))
    own = {effect.articles[0]: f" {effect.words}" for effect in awaited if len(effect.articles) == 1}
    for number, (decision, _outcome) in enumerate(found, 1):
        note = f" ({decision.text('note').rstrip('.')})" if decision.text("note") else ""
        words = sentence(decision.text("title") + note)
        yield Paragraph((Run(f"Điều {number}. ", bold=True), Run(words + own.get(number, ""))))
    shared = "".join(f"{effect.words} " for effect in awaited if len(effect.articles) > 1)
    once = " kể từ khi quyết định có hiệu lực" if awaited else ""
    yield Paragraph(
        (
            Run(f"Điều {len(found) + 1}. ", bold=True),
            Run(
                f"{shared}Các hộ gia đình trong {community_word(unit)} có trách nhiệm thực hiện{once};"
                f" {community_head(unit)}, Ban công tác Mặt trận tổ chức thực hiện"
                " và công khai kết quả để Nhân dân giám sát."
            ),
        )
    )


def _answers(context: ReportContext, meeting: Record, unit: Record) -> Iterator[Block]:
    """Tell what the village says to matters of the whole commune: an opinion that nobody has to carry out yet."""
    found = answered(context, meeting)
    if not found:
        return
    whole, rule = commune_word(commune_of(context, unit)), citation_of(context, COMMUNE_RULE, context.today)
    by_law = f" ({rule})" if rule else ""
    yield Heading(f"V. Ý kiến về nội dung có phạm vi toàn {whole}")
    for decision, outcome in found:
        yield Paragraph(sentence(f"{decision.text('title').rstrip('.')}: {answer_words(outcome)}"))
    yield Paragraph(
        f"Nội dung này do các {communities_of(context.store, commune_of(context, unit))} trong toàn {whole} cùng quyết"
        f" định{by_law}, chỉ thực hiện khi có kết quả chung."
    )


def _ending(meeting: Record) -> Block:
    return Paragraph(f"{ended(meeting)} Văn bản này được lập thành …… bản có giá trị như nhau./.")


def _recognition(context: ReportContext, meeting: Record, unit: Record) -> Iterator[Block]:
    for number, (decision, _outcome) in enumerate(passed(context, meeting), 1):
        words = sent_words(context, meeting, decision, commune_of(context, unit))
        if words:
            yield Paragraph(f"Nội dung {number}: {words}")


def _extract_rows(context: ReportContext, meeting: Record) -> Iterator[Row]:
    for number, (decision, outcome) in enumerate(passed(context, meeting), 1):
        yield (
            str(number),
            decision.text("title"),
            context.translator.number(decision.number("votes_for")),
            context.translator.number(decision.number("votes_against")),
            context.translator.percent(outcome.share),
        )


def _nothing_voted(context: ReportContext) -> Message | None:
    """A resolution, and its extract, tell what the people decided."""
    meeting = context.record("meeting")
    if meeting.text("state") == PLANNED:
        return meeting_is_planned(meeting)
    if not decided(context, meeting):
        return _(
            "Cuộc họp không có nội dung biểu quyết nên không có nghị quyết để in. Hãy ghi ở phần “Biểu quyết”, hoặc in"
            " “Biên bản họp thôn, tổ dân phố”."
        )
    if not passed(context, meeting) and answered(context, meeting):
        return _(
            "Cuộc họp chỉ biểu quyết nội dung toàn xã, do các thôn, tổ dân phố cùng quyết định, nên không có nghị quyết"
            " riêng để in. Hãy in “Biên bản họp thôn, tổ dân phố”; kết quả chung có ở “Tổng hợp kết quả bàn, quyết định"
            " toàn xã”."
        )
    if not passed(context, meeting):
        return _(
            "Cuộc họp không có nội dung nào được thông qua nên không có nghị quyết để in. Hãy in “Biên bản họp thôn, tổ"
            " dân phố”, trong đó có kết quả biểu quyết."
        )
    return None


FORMS = (
    ReportForm(
        code="community-resolution",
        title=_("Nghị quyết của cộng đồng dân cư"),
        description=_("Các nội dung cộng đồng dân cư đã bàn và quyết định (Mẫu số 03, Nghị định 59/2023/NĐ-CP)"),
        purpose=Purpose.MEETING,
        kind="meeting",
        file_stem="NQ-cong-dong",
        build_of=build,
        form_number="03",
        issued_by=COMMUNITY,
        nothing_to_say=_nothing_voted,
        answers=frozenset({"decision.send"}),
    ),
    ReportForm(
        code="decision-extract",
        title=_("Trích nghị quyết để niêm yết"),
        description=_("Những nội dung đã được thông qua, để niêm yết cho Nhân dân biết"),
        purpose=Purpose.MEETING,
        kind="meeting",
        file_stem="Trich-NQ",
        build_of=build_extract,
        issued_by=COMMUNITY,
        nothing_to_say=_nothing_voted,
    ),
)
