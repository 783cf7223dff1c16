"""The decision on the prizes of a contest, of the committee or of the Party's standing committee."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from danvan_desktop.domain.kinds.contest import PRIZES
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.contests import (
    NO_PRIZE,
    PLANNED,
    has_prize,
    results_of,
    side_prizes_of,
)
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Document,
    DocumentInfo,
    Paragraph,
    Recipients,
    Signature,
)
from danvan_desktop.reports.form import EITHER, Purpose, ReportForm
from danvan_desktop.reports.forms.citing import LOCAL_GOVERNMENT
from danvan_desktop.reports.forms.communities import commune_word
from danvan_desktop.reports.forms.contest_counting import known
from danvan_desktop.reports.forms.decisions import article, decided_by, last_article
from danvan_desktop.reports.forms.official import filed, official_header, official_signature, paper_day
from danvan_desktop.reports.forms.parts import commune_of, unit_of
from danvan_desktop.reports.style import Style
from danvan_desktop.reports.wording import capitalised, date_words, sentence, topic, within_sentence

KIND = "contest"
DECISION = "contest-decision"


def build_decision(context: ReportContext) -> Document:
    """Build the decision on prizes."""
    contest = context.record(KIND)
    unit = commune_of(context, unit_of(context, contest))
    header = official_header(context, unit, DECISION, "decision")
    won = _won(context, contest)
    name = contest.text("name")
    subject = f"Về việc trao giải {topic(name)}"
    money = sum(one.number("money") + one.number("side_money") for one in won)
    last = 3 if money else 2
    return Document(
        info=DocumentInfo(f"Quyết định – {subject}", header.issuer, context.today, subject),
        header=header,
        kind="Quyết định",
        subject=subject,
        blocks=(
            *decided_by(_authority(context, header.issuer), _basis(context, contest)),
            article(1, f"Trao giải {topic(name)} cho {context.count(len(won))} đội, gồm:"),
            *(Paragraph(sentence(f"{number}. {one}")) for number, one in enumerate(_prizes(context, won), 1)),
            *([article(2, f"Tổng số tiền thưởng là {context.translator.number(money)} đồng.")] if money else []),
            last_article(last, "Ban Tổ chức, Ban Giám khảo hội thi", "các đội"),
        ),
        signatures=(_signed(context, unit),),
        recipients=Recipients((f"Như Điều {last}", f"Các đội thi trên địa bàn {commune_word(unit)}", filed(context))),
    )


def _authority(context: ReportContext, issuer: str) -> str:
    return f"Ban Thường vụ {issuer}" if context.style is Style.PARTY else issuer


def _signed(context: ReportContext, unit: Record) -> Signature:
    """Let the decision be signed for the body that takes it: of the Party, its standing committee."""
    signature = official_signature(context, unit)
    if context.style is not Style.PARTY:
        return signature
    return replace(signature, lines=("TM. Ban Thường vụ", *signature.lines[1:]))


def _basis(context: ReportContext, contest: Record) -> Iterator[str]:
    plan = context.store.get(contest.text("plan")) if contest.text("plan") else None
    if plan is not None:
        number = f" số {plan.text('number')}" if plan.text("number") else ""
        yield f"Căn cứ Kế hoạch{number} {date_words(plan.date('issued_on'))} về {topic(plan.text('title'))};"
    day = date_words(contest.date("held_on"))
    if context.style is not Style.PARTY:
        yield LOCAL_GOVERNMENT.basis(paper_day(context, DECISION))
    yield f"Căn cứ kết quả chấm điểm của Ban Giám khảo {topic(contest.text('name'))} {day};"
    yield "Xét đề nghị của Ban Tổ chức hội thi."


def _won(context: ReportContext, contest: Record) -> list[Record]:
    """Return the teams with a prize, the first prize first, those of one prize as they are ranked."""
    places = {choice.code: place for place, choice in enumerate(PRIZES)}
    ranked = [
        result.entry
        for result in results_of(*known(context, contest), contest.text("counting"))
        if has_prize(result.entry)
    ]
    return sorted(ranked, key=lambda one: places.get(one.text("prize"), len(places)))


def _prizes(context: ReportContext, won: Sequence[Record]) -> Iterator[str]:
    """Say who gets which prize; those beside the ranks come last, with the money of a team for them."""
    for entry in won:
        if entry.text("prize") not in ("", NO_PRIZE):
            prize = context.choice(entry, "prize")
            named = prize if prize.startswith("Giải") else f"Giải {prize}"
            note = entry.text("prize_note") if entry.text("prize") == "special" else ""
            told = f"{capitalised(named)}{f' ({note})' if note else ''}"
            yield f"{told}: {entry.text('team')}{_with_money(context, entry.number('money'))}"
    for entry in won:
        if names := side_prizes_of(entry):
            told = f"Giải phụ ({'; '.join(within_sentence(name) for name in names)})"
            yield f"{told}: {entry.text('team')}{_with_money(context, entry.number('side_money'))}"


def _with_money(context: ReportContext, money: int) -> str:
    return f", tiền thưởng {context.translator.number(money)} đồng" if money else ""


def _no_prize(context: ReportContext) -> Message | None:
    contest = context.record(KIND)
    if contest.text("state") == PLANNED or not _won(context, contest):
        return _("Chưa ghi giải của đội nào. Hãy ghi ô “Giải” của các đội rồi in quyết định.")
    return None


FORMS = (
    ReportForm(
        code=DECISION,
        title=_("Quyết định trao giải hội thi"),
        description=_("Các giải, đội được giải và tiền thưởng"),
        purpose=Purpose.MODEL,
        kind=KIND,
        file_stem="QD-trao-giai",
        build_of=build_decision,
        issued_by=EITHER,
        document_type="decision",
        nothing_to_say=_no_prize,
    ),
)
