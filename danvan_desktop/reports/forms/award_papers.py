"""Papers of awards: the proposal, the list of who is proposed, the decision.

Luật Thi đua, khen thưởng 06/2022/QH15, Điều 80, khoản 3 (the chair of a commune gives giấy khen); page format by Nghị
định 30/2020/NĐ-CP. The order of the articles is as communes write such decisions (docs/sources.md).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from danvan_desktop.domain.kinds.award import APPROVED
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.awards import COLLECTIVE, HOUSEHOLD, INDIVIDUAL
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    DocumentInfo,
    DocumentNumber,
    Header,
    Paragraph,
    Recipients,
    Row,
    Run,
    Signature,
    Table,
)
from danvan_desktop.reports.form import PARTY_FIRST, Needs, Purpose, ReportForm
from danvan_desktop.reports.forms.citing import COMMENDATION, LOCAL_GOVERNMENT
from danvan_desktop.reports.forms.communities import commune_word
from danvan_desktop.reports.forms.decisions import article, decided_by, last_article
from danvan_desktop.reports.forms.official import filed, given_number, official_header, official_signature, paper_day
from danvan_desktop.reports.forms.parts import (
    SIGN_NOTE,
    addressee_lines,
    committee,
    commune_of,
    place_of,
    unit_header,
    unit_of,
)
from danvan_desktop.reports.style import Style
from danvan_desktop.reports.wording import capitalised, place_and_date, within_sentence

KIND = "award"
PROPOSAL, DECISION = "award-proposal", "award-decision"
_COUNCIL = "Hội đồng Thi đua - Khen thưởng"
_USUAL_MERIT = "có thành tích trong phong trào thi đua “Dân vận khéo”"
_NUMBERED = re.compile(r"\s*(\d{1,6})\s*/\s*(\S+)\s*")
_KINDS = ((COLLECTIVE, "tập thể"), (INDIVIDUAL, "cá nhân"), (HOUSEHOLD, "hộ gia đình"))
_LIST_COLUMNS = (
    Column("TT", 10, Align.CENTER),
    Column("Tập thể, cá nhân, hộ gia đình", 62),
    Column("Đơn vị", 38),
    Column("Danh hiệu, hình thức", 40),
    Column("Thành tích", 68),
    Column("Tiền thưởng (đồng)", 28, Align.RIGHT),
)


def build_proposal(context: ReportContext) -> Document:
    """Build the proposal of an award with all that are proposed on the same day to the same level."""
    award = context.record(KIND)
    unit = commune_of(context, unit_of(context, award))
    together = _proposed_together(context, award)
    header = official_header(context, unit, PROPOSAL, "submission")
    by_council = context.style is Style.STATE and award.text("level") == "commune"
    if by_council:
        header = replace(header, issuer=_COUNCIL, superior=committee(unit))
        if given_number(context, PROPOSAL) is None:
            header = replace(header, number=DocumentNumber(None, "TTr-HĐTĐKT"))
    subject = f"Về việc đề nghị khen thưởng{_period_words(together)}"
    return Document(
        info=DocumentInfo(f"Tờ trình – {subject}", header.issuer, context.today, subject),
        header=header,
        kind="Tờ trình",
        subject=subject,
        blocks=(
            *addressee_lines(_addressees(context, award, unit)),
            Paragraph((Run(COMMENDATION.basis(paper_day(context, PROPOSAL)), italic=context.style is Style.STATE),)),
            Paragraph(
                f"Căn cứ kết quả xét chọn, {header.issuer} trân trọng đề nghị xét, khen thưởng"
                f" {_counted(context, together)} {_merit(together)}, gồm:"
            ),
            *_entries(context, together),
            Paragraph(f"{header.issuer} kính đề nghị xem xét, quyết định./."),
        ),
        signatures=(
            Signature(("TM. Hội đồng", "KT. Chủ tịch", "Phó Chủ tịch"))
            if by_council
            else official_signature(context, unit),
        ),
        recipients=Recipients(("Như trên", filed(context))),
    )


def _addressees(context: ReportContext, award: Record, unit: Record) -> tuple[str, ...]:
    above = context.store.get(unit.text("parent"), include_deleted=True) if unit.text("parent") else None
    match award.text("level"):
        case "commune" if context.style is Style.STATE:
            return (f"Chủ tịch {committee(unit)}",)
        case "commune":
            return f"{_COUNCIL} {commune_word(unit)}", f"Chủ tịch {committee(unit)}"
        case "province" if above is not None:
            return (f"Chủ tịch {committee(above)}",)
        case "province":
            return ("Chủ tịch Ủy ban nhân dân tỉnh",)
        case _:
            return ("…………………………",)


def _proposed_together(context: ReportContext, award: Record) -> list[Record]:
    """Return what is proposed with an award: of the same units, on the same day, to the same level, still waiting."""
    same = {name: award.get(name) for name in ("level", "proposed_on")}
    found = [one for one in context.store.find(KIND, **same) if one.text("state") == "proposed"]
    return _in_order(context, award, found)


def _decided_together(context: ReportContext, award: Record) -> list[Record]:
    """Return what the decision of an award gives; before it has a number, what is proposed with it."""
    if award.text("state") != APPROVED:
        return _proposed_together(context, award)
    same = {name: award.get(name) for name in ("level", "decision_number", "decided_on")}
    return _in_order(context, award, [one for one in context.store.find(KIND, **same) if one.text("state") == APPROVED])


def _in_order(context: ReportContext, award: Record, found: Sequence[Record]) -> list[Record]:
    commune = commune_of(context, unit_of(context, award)).uid
    here = {one.uid: one for one in found if context.store.tree.is_below(one.text("unit"), commune)}
    here[award.uid] = award
    places = {code: place for place, (code, _words) in enumerate(_KINDS)}
    return sorted(here.values(), key=lambda one: (places.get(one.text("subject_kind"), 0), one.text("subject")))


def _counted(context: ReportContext, awards: Sequence[Record]) -> str:
    """Say how many are honoured, as papers do: 02 tập thể, 01 cá nhân."""
    counts = ((sum(one.text("subject_kind") == code for one in awards), words) for code, words in _KINDS)
    told = [f"{count:02d} {words}" for count, words in counts if count]
    return ", ".join(told[:-1]) + (" và " if len(told) > 1 else "") + told[-1]


def _merit(awards: Sequence[Record]) -> str:
    """Say for what they are honoured when that is the same for all, else in general."""
    merits = {one.text("merit") for one in awards}
    merit = merits.pop() if len(merits) == 1 else ""
    if not merit:
        return _USUAL_MERIT
    words = within_sentence(merit)
    return words if words.startswith(("có ", "đã ", "tiêu biểu", "xuất sắc")) else f"có thành tích {words}"


def _period_words(awards: Sequence[Record]) -> str:
    periods = {one.text("period") for one in awards}
    period = periods.pop() if len(periods) == 1 else ""
    return f" {within_sentence(period)}" if period else ""


def _entries(context: ReportContext, awards: Sequence[Record]) -> Iterator[Block]:
    """List the honoured by kind, each with the title and what is given with it."""
    by_title = len({title_words(context, one) for one in awards}) > 1
    by_merit = len({one.text("merit") for one in awards}) > 1
    for code, words in _KINDS:
        honoured = [one for one in awards if one.text("subject_kind") == code]
        if honoured:
            yield Paragraph((Run(f"{capitalised(words)}:", bold=True),))
        for number, one in enumerate(honoured, 1):
            end = "." if one is awards[-1] else ";"
            yield Paragraph(f"{number}. {_entry(context, one, by_title, by_merit)}{end}")


def _entry(context: ReportContext, award: Record, with_title: bool, with_merit: bool) -> str:
    name = award.text("subject")
    unit = context.store.title(award.text("unit"))
    at = f", {within_sentence(unit)}" if unit and unit.casefold() not in name.casefold() else ""
    model = context.store.title(award.text("model")) if award.text("model") else ""
    told = [title_words(context, award) if with_title else "", f"mô hình “{model.strip('“”')}”" if model else ""]
    merit = award.text("merit") if with_merit else ""
    words = ", ".join(part for part in (*told, within_sentence(merit)) if part)
    return f"{name}{at} ({words})" if words else f"{name}{at}"


def title_words(context: ReportContext, award: Record) -> str:
    """Name what is given."""
    return award.text("title_name") or context.choice(award, "title")


def build_list(context: ReportContext) -> Document:
    """Build the list of who was proposed in the period and waits for a decision."""
    period, unit = context.chosen_period(), context.store.unit
    header = unit_header(context, unit, place_and_date(place_of(context, unit), context.today))
    awards = waiting_awards(context)
    return Document(
        info=DocumentInfo(f"Danh sách đề nghị khen thưởng – {context.say(period.title)}", header.issuer, context.today),
        header=header,
        kind="Danh sách",
        subject=f"Tập thể, cá nhân, hộ gia đình đề nghị khen thưởng, {context.say(period.label())}",
        blocks=(
            Paragraph(f"Tổng số: {_counted(context, awards)}."),
            Table(_LIST_COLUMNS, tuple(_list_rows(context, awards)), numbered=True),
        ),
        signatures=(Signature(("Người lập",), SIGN_NOTE), official_signature(context, unit)),
        recipients=Recipients((_COUNCIL, filed(context))),
        landscape=True,
    )


def waiting_awards(context: ReportContext) -> list[Record]:
    """Return what was proposed in the period, of this unit and those below it, and is not decided."""
    period, store = context.chosen_period(), context.store
    found = store.list(KIND, between=("proposed_on", period.first, period.last))
    here = [one for one in found if one.text("state") == "proposed"]
    here = [one for one in here if store.tree.is_below(one.text("unit"), store.unit.uid)]
    places = {code: place for place, (code, _words) in enumerate(_KINDS)}
    return sorted(here, key=lambda one: (places.get(one.text("subject_kind"), 0), one.text("subject")))


def _list_rows(context: ReportContext, awards: Sequence[Record]) -> Iterator[Row]:
    number = context.translator.number
    place = 0
    for code, words in _KINDS:
        of_kind = [one for one in awards if one.text("subject_kind") == code]
        if of_kind:
            yield (Cell((Run(capitalised(words), bold=True),), span=len(_LIST_COLUMNS)),)
        for one in of_kind:
            place += 1
            model = context.store.title(one.text("model")) if one.text("model") else ""
            yield (
                str(place),
                one.text("subject"),
                context.store.title(one.text("unit")),
                title_words(context, one),
                "\n".join(capitalised(part) for part in (one.text("merit"), model) if part),
                number(one.number("money")) if one.number("money") else "",
            )


def build_decision(context: ReportContext) -> Document:
    """Build the decision of the commune's chair, as drafted until it has its number."""
    award = context.record(KIND)
    unit = commune_of(context, unit_of(context, award))
    together = _decided_together(context, award)
    body = committee(unit)
    titles = {title_words(context, one) for one in together}
    title = titles.pop() if len(titles) == 1 else ""
    named = f"tặng {title}" if title and title.startswith(("Giấy", "Bằng")) else "khen thưởng"
    header = _decided(context, unit, award, official_header(context, unit, DECISION, "decision"))
    subject = f"Về việc {named}{_period_words(together)}"
    return Document(
        info=DocumentInfo(f"Quyết định – {subject}", header.issuer, context.today, subject),
        header=header,
        kind="Quyết định",
        subject=subject,
        blocks=(
            *decided_by(f"Chủ tịch {body}", _basis(unit, _day_of(context, award))),
            article(1, f"{_gives(title, body)} {_counted(context, together)} {_merit(together)}, gồm:"),
            *_entries(context, together),
            *_money(context, together),
            last_article(
                3 if _total(together) else 2,
                f"Văn phòng Hội đồng nhân dân và Ủy ban nhân dân {commune_word(unit)}",
                ", ".join(words for code, words in _KINDS if any(one.text("subject_kind") == code for one in together)),
            ),
        ),
        signatures=(_chair(context, unit),),
        recipients=Recipients((f"Như Điều {3 if _total(together) else 2}", _COUNCIL, filed(context))),
    )


def _decided(context: ReportContext, unit: Record, award: Record, header: Header) -> Header:
    """Head a decision that was made with its own number and day."""
    if award.text("state") != APPROVED:
        return header
    place_date = place_and_date(place_of(context, unit), award.date("decided_on"))
    written = _NUMBERED.fullmatch(award.text("decision_number"))
    number = DocumentNumber(int(written[1]), written[2]) if written else header.number
    return replace(header, place_date=place_date, number=number)


def _day_of(context: ReportContext, award: Record) -> dt.date:
    decided_on = award.date("decided_on") if award.text("state") == APPROVED else None
    return decided_on or paper_day(context, DECISION)


def _basis(unit: Record, day: dt.date) -> Iterator[str]:
    yield LOCAL_GOVERNMENT.basis(day)
    yield COMMENDATION.basis(day)
    yield f"Xét đề nghị của {_COUNCIL} {commune_word(unit)}."


def _gives(title: str, body: str) -> str:
    if title.startswith("Giấy"):
        return f"Tặng {title} của Chủ tịch {body} cho"
    return f"Tặng {title} cho" if title.startswith("Bằng") else "Khen thưởng, công nhận"


def _total(awards: Sequence[Record]) -> int:
    return sum(one.number("money") for one in awards)


def _money(context: ReportContext, awards: Sequence[Record]) -> Iterator[Block]:
    number = context.translator.number
    if not _total(awards):
        return
    amounts = {one.number("money") for one in awards}
    each = f", mỗi trường hợp {number(amounts.pop())} đồng" if len(amounts) == 1 and len(awards) > 1 else ""
    listed = [f"{one.text('subject')}: {number(one.number('money'))} đồng" for one in awards if one.number("money")]
    one_by_one = listed if len(amounts) > 1 else []
    end = ", gồm:" if one_by_one else "."
    yield article(2, f"Kèm theo khen thưởng là tiền thưởng, tổng số {number(_total(awards))} đồng{each}{end}")
    yield from (Paragraph(f"- {line}{'.' if line is one_by_one[-1] else ';'}") for line in one_by_one)


def _chair(context: ReportContext, unit: Record) -> Signature:
    """Let the chair sign for himself: giấy khen is given by the chair, not by the committee."""
    signature = official_signature(context, unit)
    return replace(signature, lines=tuple(line for line in signature.lines if not line.startswith("TM.")))


def _is_decided(context: ReportContext) -> Message | None:
    award = context.record(KIND)
    if award.text("state") == "proposed":
        return None
    return _(
        "Đề nghị này đã có kết quả “{state}” nên không trình nữa. Hãy chọn đề nghị đang chờ.",
        state=context.choice(award, "state"),
    )


def _is_not_ours(context: ReportContext) -> Message | None:
    award = context.record(KIND)
    if award.text("level") != "commune":
        return _("Khen thưởng này do cấp trên quyết định. Hãy in tờ trình, danh sách đề nghị.")
    if award.text("state") == "refused":
        return _("Trường hợp này không được khen nên không có quyết định. Hãy chọn trường hợp khác.")
    return None


def _nobody_waits(context: ReportContext) -> Message | None:
    if waiting_awards(context):
        return None
    return _(
        "Trong {period} không có đề nghị khen thưởng nào đang chờ quyết định. Hãy ghi đề nghị, hoặc chọn kỳ khác.",
        period=context.chosen_period().label(),
    )


FORMS = (
    ReportForm(
        code=PROPOSAL,
        title=_("Tờ trình đề nghị khen thưởng"),
        description=_("Trình cấp có thẩm quyền những trường hợp đề nghị cùng ngày"),
        purpose=Purpose.MODEL,
        kind=KIND,
        file_stem="To-trinh-khen-thuong",
        build_of=build_proposal,
        issued_by=PARTY_FIRST,
        document_type="submission",
        nothing_to_say=_is_decided,
    ),
    ReportForm(
        code="award-list",
        title=_("Danh sách đề nghị khen thưởng"),
        description=_("Tập thể, cá nhân, hộ gia đình đề nghị trong kỳ, chưa có quyết định"),
        purpose=Purpose.MODEL,
        kind=KIND,
        needs=Needs.PERIOD,
        file_stem="DS-khen-thuong",
        build_of=build_list,
        nothing_to_say=_nobody_waits,
    ),
    ReportForm(
        code=DECISION,
        title=_("Quyết định khen thưởng"),
        description=_("Quyết định của Chủ tịch UBND xã tặng Giấy khen, công nhận, kèm mức tiền thưởng"),
        purpose=Purpose.MODEL,
        kind=KIND,
        file_stem="QD-khen-thuong",
        build_of=build_decision,
        document_type="decision",
        nothing_to_say=_is_not_ours,
    ),
)
