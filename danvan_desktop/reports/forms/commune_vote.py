"""Tổng hợp kết quả bàn, quyết định toàn xã: what each village decided, and what they come to together.

The decree has no form for it; the table is the office's own (docs/sources.md).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.commune_wide import (
    CommuneResult,
    CommuneVerdict,
    VillageAnswer,
    is_closed,
    result_of,
    verdict_words,
)
from danvan_desktop.domain.rules.voting import verdict_text
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
    Run,
    Signature,
    Table,
)
from danvan_desktop.reports.even_figures import evened
from danvan_desktop.reports.form import Purpose, ReportForm
from danvan_desktop.reports.forms.communities import communities_of, council_of, front_of
from danvan_desktop.reports.forms.parts import SEAL_NOTE, SIGN_NOTE, head_lines, place_of, unit_header, unit_of
from danvan_desktop.reports.wording import about, capitalised, date_words, place_and_date, sentence, within_sentence

_NO_RESULT = "Chưa có kết quả"
KIND = "Tổng hợp kết quả bàn, quyết định trên địa bàn cấp xã"
_VOTES = (
    Column("Tổng số hộ", 18, Align.CENTER),
    Column("Tán thành", 18, Align.CENTER),
    Column("Không tán thành", 18, Align.CENTER),
    Column("Tỷ lệ tán thành", 18, Align.CENTER),
    Column("Kết quả", 45),
)


def build(context: ReportContext) -> Document:
    """Build the summary of the matter asked for."""
    matter = context.record("commune_vote")
    unit = unit_of(context, matter)
    result = result_of(matter, context.store, context.store.law)
    header = unit_header(context, unit, place_and_date(place_of(context, unit), _own_day(context, matter)))
    subject = about(matter.text("title"))
    communities = communities_of(context.store, unit)
    return Document(
        info=DocumentInfo(f"{KIND} – {unit.text('name')}", header.issuer, context.today, subject),
        header=header,
        kind=KIND,
        subject=subject,
        blocks=(
            Paragraph(_opening(context, matter, communities)),
            evened(Table(_columns(communities), tuple(_rows(context, result)))),
            *_result(context, matter, result, communities),
            *_effect(matter),
        ),
        signatures=(Signature(("Người tổng hợp",), SIGN_NOTE), Signature(head_lines(unit), SEAL_NOTE)),
        recipients=Recipients((council_of(unit), front_of(unit), f"Các {communities}", "Lưu: VT")),
    )


def _own_day(context: ReportContext, matter: Record) -> dt.date | None:
    """Return today, unknown once the decision took effect: the result was told before that."""
    effective = matter.date("effective_on")
    return context.today if effective is None or effective > context.today else None


def _columns(communities: str) -> tuple[Column, ...]:
    return (Column("TT", 10, Align.CENTER), Column(capitalised(communities), 38), *_VOTES)


def _opening(context: ReportContext, matter: Record, communities: str) -> str:
    what = within_sentence(context.choice(matter, "content_type"))
    plan = f", theo Kế hoạch số {matter.text('plan_number')}" if matter.text("plan_number") else ""
    last = matter.date("closes_on")
    until = f" đến {date_words(last)}" if last else ""
    return (
        f"Từ {date_words(matter.date('opens_on'))}{until}, cộng đồng dân cư các {communities} đã bàn, biểu quyết"
        f" nội dung {what} có phạm vi cấp xã{plan}. Kết quả như sau:"
    )


def _rows(context: ReportContext, result: CommuneResult) -> Iterator[Row]:
    for number, answer in enumerate(result.answers, 1):
        yield (str(number), answer.village.text("name"), *_votes(context, answer))


def _votes(context: ReportContext, answer: VillageAnswer) -> tuple[str, ...]:
    outcome = answer.outcome
    if not answer.is_counted or answer.decision is None or outcome is None:
        is_void = outcome is not None and outcome.broken is not None
        return ("", "", "", "", context.say(verdict_text(outcome.verdict)) if is_void and outcome else _NO_RESULT)
    number = context.translator.number
    return (
        number(outcome.whole),
        number(outcome.votes_for),
        number(answer.decision.number("votes_against")),
        context.translator.percent(outcome.share),
        "Tán thành" if answer.agrees else "Không tán thành",
    )


def _result(context: ReportContext, matter: Record, result: CommuneResult, communities: str) -> Iterator[Block]:
    number = context.translator.number
    by_law = f" theo {result.rule.citation}" if result.rule.confirmed else ""
    counted = (
        f"{_verdict(context, matter, result)}, có {number(result.agreed)}/{number(result.total)}"
        f" {communities} tán thành (cần ít nhất {number(result.needed)} {communities}{by_law})."
    )
    yield Paragraph((Run("Kết quả: ", bold=True), Run(counted)))


def _verdict(context: ReportContext, matter: Record, result: CommuneResult) -> str:
    """Say the result; once the time is over, those who did not answer agree no more (all count, Điều 21, khoản 1)."""
    is_over = result.verdict is CommuneVerdict.OPEN and is_closed(matter, context.today)
    return within_sentence(context.say(verdict_words(CommuneVerdict.FAILED if is_over else result.verdict)))


def _effect(matter: Record) -> Iterator[Block]:
    if matter.date("effective_on") is not None:
        yield Paragraph(sentence(f"Quyết định có hiệu lực từ {date_words(matter.date('effective_on'))}"))
    if matter.text("note"):
        yield Paragraph(sentence(matter.text("note")))


def _no_common_result(context: ReportContext) -> Message | None:
    """A matter of the whole commune has a result once the villages decided it, or their time to do so is over."""
    matter, store = context.record("commune_vote"), context.store
    if not any(store.find("decision", commune_vote=matter.uid)):
        return _(
            "Chưa thôn, tổ dân phố nào biểu quyết nội dung này. Ở mục biểu quyết của cuộc họp thôn, tổ dân phố, hãy"
            " chọn “Nội dung toàn xã”."
        )
    result = result_of(matter, store, store.law)
    if result.verdict is not CommuneVerdict.OPEN or is_closed(matter, context.today):
        return None
    return _(
        "Còn {count} thôn, tổ dân phố chưa có kết quả nên chưa có kết quả chung để in. Hãy ghi biểu quyết của các nơi"
        " đó, hoặc in sau ngày kết thúc bàn.",
        count=len(result.unanswered),
    )


FORMS = (
    ReportForm(
        code="commune-vote",
        title=_("Tổng hợp kết quả bàn, quyết định toàn xã"),
        description=_("Kết quả của từng thôn và kết quả chung của nội dung có phạm vi toàn xã"),
        purpose=Purpose.MEETING,
        kind="commune_vote",
        file_stem="Tong-hop-toan-xa",
        build_of=build,
        nothing_to_say=_no_common_result,
    ),
)
