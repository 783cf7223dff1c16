"""Papers that answer a letter: accepted or not, what is held against whom, guidance, the slip that hands it on.

Khiếu nại: Mẫu số 03 and 04 of Nghị định 124/2020/NĐ-CP as Nghị định 155/2026/NĐ-CP, Điều 20 replaced them. The forms
for denunciations (Nghị định 31/2019/NĐ-CP, Điều 9: Mẫu số 05, 06) and for handling letters were not read: their content
follows Luật Khiếu nại 2011, Điều 27 and Luật Tố cáo 2018, Điều 24, 29 (docs/sources.md, section 3).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from danvan_desktop.domain.deadlines import Term
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.cases import DEADLINES, DENUNCIATION, SETTLE, rule_for_settling
from danvan_desktop.domain.secrecy import MASK
from danvan_desktop.localization import _
from danvan_desktop.reports.capitals import place_within
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Align,
    Block,
    Document,
    DocumentInfo,
    FillLines,
    Paragraph,
    Recipients,
    Run,
    Signature,
)
from danvan_desktop.reports.form import Purpose, ReportForm
from danvan_desktop.reports.forms.case_reasons import (
    no_acceptance,
    no_guidance,
    no_refusal,
    no_return,
    no_transfer,
    nobody_accused,
)
from danvan_desktop.reports.forms.case_words import (
    about,
    came_from_agency,
    letter,
    matter,
    received,
    sender_of,
    sender_with_address,
)
from danvan_desktop.reports.forms.official import filed, official_header, official_signature
from danvan_desktop.reports.forms.parts import commune_of, last_day, unit_of
from danvan_desktop.reports.forms.petition_papers import SEALED
from danvan_desktop.reports.wording import DOTS, capitalised, date_words, sentence, within_sentence

KIND = "case"
ACCEPTANCE, REFUSAL, GUIDANCE = "case-acceptance", "case-not-accepted", "case-guidance"
ACCUSED = "case-accused"
TRANSFER, RETURN = "case-transfer", "case-return"
_PAPERS = (
    f"Số căn cước/định danh cá nhân/giấy chứng nhận căn cước/hộ chiếu: {DOTS}{DOTS}, ngày cấp: {DOTS}, nơi cấp: {DOTS}."
)
_LINES_OF_MATTER = 3
_SETTLING = next(deadline for deadline in DEADLINES if deadline.name == SETTLE)
_COMPLAINTS, _DENUNCIATIONS = "Luật Khiếu nại", "Luật Tố cáo số 25/2018/QH14"


def build_acceptance(context: ReportContext) -> Document:
    """Build the notice that a complaint or a denunciation was accepted."""
    case = context.record(KIND)
    blocks = _accepted_denunciation if case.text("nature") == DENUNCIATION else _accepted_complaint
    return _paper(context, case, ACCEPTANCE, f"Về việc thụ lý {_procedure(case)}", blocks)


def build_refusal(context: ReportContext) -> Document:
    """Build the notice that a complaint or a denunciation is not accepted, and why."""
    case = context.record(KIND)
    return _paper(context, case, REFUSAL, f"Về việc không thụ lý {_procedure(case)}", _not_accepted)


def build_accused(context: ReportContext) -> Document:
    """Build the notice to who is denounced: of what, and by when to explain; never by whom."""
    case = context.record(KIND)
    return _paper(context, case, ACCUSED, "Về nội dung tố cáo", _told_what_is_denounced)


def build_guidance(context: ReportContext) -> Document:
    """Build the slip that tells who wrote where the letter is to be sent."""
    case = context.record(KIND)
    return _paper(context, case, GUIDANCE, f"Về việc gửi {letter(context, case)}", _guided, "Phiếu hướng dẫn")


def build_return(context: ReportContext) -> Document:
    """Build the letter with which a letter goes back to whoever sent it on, or wrote it."""
    case = context.record(KIND)
    return _paper(context, case, RETURN, f"Về việc trả lại {letter(context, case)}", _returned)


def build_transfer(context: ReportContext) -> Document:
    """Build the slip that hands a letter to whom it is for; of a denunciation it names nobody."""
    case = context.record(KIND)
    return _paper(context, case, TRANSFER, _sent_subject(context, case), _transferred, "Phiếu chuyển")


Write = Callable[[ReportContext, Record, str], Iterator[Block]]
"""Write the body of a paper in the name of its issuer."""


def _paper(
    context: ReportContext, case: Record, form: str, subject: str, write: Write, kind: str = "Thông báo"
) -> Document:
    unit = commune_of(context, unit_of(context, case))
    header = official_header(context, unit, form, _TYPES[form])
    return Document(
        info=DocumentInfo(f"{kind} – đơn số {case.text('number')}", header.issuer, context.today),
        header=header,
        kind=kind,
        subject=subject,
        blocks=(
            Paragraph((Run("Kính gửi: "), Run(_addressee(context, case, form))), Align.CENTER, indent=False),
            *write(context, case, header.issuer),
        ),
        signatures=(_signature(context, unit),),
        recipients=Recipients(tuple(_recipients(context, case, form))),
    )


def _signature(context: ReportContext, unit: Record) -> Signature:
    """Let the chair sign, who settles complaints and denunciations by that office and not for the committee.

    Luật Khiếu nại Điều 17, Luật Tố cáo Điều 13 name the chair; the forms have the position alone, without TM.
    """
    signature = official_signature(context, unit)
    first, *more = signature.lines
    return replace(signature, lines=tuple(more)) if more and first.startswith("TM.") else signature


def _addressee(context: ReportContext, case: Record, form: str) -> str:
    if form == ACCUSED:
        return capitalised(context.called(case.text("against")))
    if form == TRANSFER or (form == RETURN and came_from_agency(case)):
        return case.text("sent_to")
    who = sender_of(context, case)
    return capitalised(who)


def _recipients(context: ReportContext, case: Record, form: str) -> Iterator[str]:
    yield "Như trên"
    if form == TRANSFER and not case.secret and case.text("citizen_name"):
        yield f"{context.addressed(case.text('citizen_name'))} (để biết)"
    yield filed(context, "hồ sơ")


def _procedure(case: Record) -> str:
    return "tố cáo" if case.text("nature") == DENUNCIATION else "giải quyết khiếu nại"


def _accepted_complaint(context: ReportContext, case: Record, issuer: str) -> Iterator[Block]:
    who = sender_of(context, case)
    yield Paragraph(sentence(f"{issuer} đã nhận được đơn khiếu nại của: {who}"))
    yield Paragraph(sentence(f"Địa chỉ: {place_within(case.text('citizen_address')) or DOTS + DOTS}"))
    yield Paragraph(_PAPERS)
    yield Paragraph(sentence(f"Khiếu nại về việc: {matter(case)}"))
    yield Paragraph(
        "Sau khi xem xét nội dung đơn khiếu nại, căn cứ quy định của pháp luật về khiếu nại,"
        f" {issuer} nhận thấy đơn khiếu nại đủ điều kiện thụ lý và thụ lý giải quyết từ"
        f" {date_words(case.date('accepted_on'))}."
    )
    yield _so_that_they_know(who)


def _accepted_denunciation(context: ReportContext, case: Record, issuer: str) -> Iterator[Block]:
    who, day = sender_of(context, case), date_words(case.date("accepted_on"))
    against = f" đối với {context.called(case.text('against'))}" if case.text("against") else ""
    yield Paragraph(f"{capitalised(day)}, {issuer} đã thụ lý tố cáo của {who}{against}, nhận {received(case)}.")
    yield Paragraph(sentence(f"Nội dung tố cáo được thụ lý: {case.text('content') or matter(case)}"))
    term = _SETTLING.term(case, context.store.terms)
    if term is not None:
        yield Paragraph(_term(context, case, term))
    yield _so_that_they_know(who)


def _told_what_is_denounced(context: ReportContext, case: Record, issuer: str) -> Iterator[Block]:
    who = within_sentence(context.called(case.text("against")))
    yield Paragraph(
        f"Căn cứ khoản 3 Điều 29 {_DENUNCIATIONS}, {issuer} đã thụ lý tố cáo đối với {who} từ"
        f" {date_words(case.date('accepted_on'))} và thông báo nội dung tố cáo như sau:"
    )
    yield Paragraph(sentence(f"Về việc {matter(case)}"))
    yield FillLines("Nội dung cụ thể:", _LINES_OF_MATTER)
    yield Paragraph(
        f"Đề nghị {who} giải trình bằng văn bản về nội dung tố cáo trên, gửi kèm thông tin, tài liệu, chứng cứ để"
        f" chứng minh về {issuer} trước {date_words(None)}./."
    )


def _term(context: ReportContext, case: Record, term: Term) -> str:
    rule = context.store.law.on(
        rule_for_settling(case, context.store.terms) or "", case.date("accepted_on") or term.last
    )
    by_law = f" theo {rule.citation}" if rule.confirmed else ""
    return f"Thời hạn giải quyết{by_law}: đến hết {last_day(context, term.last)}."


def _not_accepted(context: ReportContext, case: Record, issuer: str) -> Iterator[Block]:
    is_denounced, who = case.text("nature") == DENUNCIATION, sender_of(context, case)
    looked_at = (
        f"Sau khi kiểm tra, xác minh điều kiện thụ lý, căn cứ khoản 1 Điều 24 {_DENUNCIATIONS}"
        if is_denounced
        else f"Sau khi xem xét nội dung đơn khiếu nại, căn cứ Điều 11 của {_COMPLAINTS}"
    )
    yield from _because(
        f"{looked_at}, {issuer} nhận thấy {letter(context, case)} của {who} nhận {received(case)} (nội dung:"
        f" {about(case)}) không đủ điều kiện để thụ lý giải quyết vì",
        case.text("ground"),
    )
    yield _so_that_they_know(who)


def _guided(context: ReportContext, case: Record, issuer: str) -> Iterator[Block]:
    who, what = sender_of(context, case), letter(context, case)
    yield Paragraph(
        f"{capitalised(received(case))}, {issuer} nhận được {what} của"
        f" {sender_with_address(context, case)}; nội dung: {about(case)}."
    )
    yield Paragraph(
        f"Sau khi xem xét nội dung đơn, căn cứ quy định của pháp luật, {issuer} nhận thấy nội dung đơn không thuộc"
        f" thẩm quyền giải quyết của Chủ tịch {issuer}."
    )
    if case.text("ground"):
        yield Paragraph(sentence(case.text("ground")))
    yield Paragraph(
        f"Đề nghị {who} gửi đơn và giấy tờ, tài liệu kèm theo (nếu có) đến {case.text('sent_to')} để được xem xét,"
        " giải quyết theo quy định./."
    )


def _returned(context: ReportContext, case: Record, issuer: str) -> Iterator[Block]:
    to_agency, what = came_from_agency(case), letter(context, case)
    of_whom = "" if case.secret and to_agency else f" của {sender_with_address(context, case)}; nội dung: {about(case)}"
    sent = f" do {case.text('sent_to')} chuyển đến," if to_agency else ""
    day = received(case)
    yield Paragraph(f"{capitalised(day)}, {issuer} nhận được {what}{sent}{of_whom}.")
    yield from _because(
        f"Sau khi xem xét, căn cứ quy định của pháp luật, {issuer} trả lại {what} nêu trên cùng giấy tờ, tài liệu kèm"
        " theo vì",
        case.text("ground"),
    )
    told = case.text("sent_to") if to_agency else sender_of(context, case)
    if case.secret and to_agency:
        yield Paragraph(SEALED)
    yield Paragraph(f"{issuer} thông báo để {told} biết, thực hiện theo quy định./.")


def _transferred(context: ReportContext, case: Record, issuer: str) -> Iterator[Block]:
    what, agency, day = letter(context, case), case.text("sent_to"), received(case)
    if case.secret:
        yield Paragraph(f"{capitalised(day)}, {issuer} nhận được {what} số {case.text('number')}.")
        yield Paragraph(SEALED)
    else:
        yield Paragraph(
            f"{capitalised(day)}, {issuer} nhận được {what} số {case.text('number')} của"
            f" {sender_with_address(context, case)}; nội dung: {about(case)}."
        )
    by_law = f"Căn cứ khoản 2 Điều 24 {_DENUNCIATIONS}" if case.text("nature") == DENUNCIATION else "Theo thẩm quyền"
    kept = (
        "giữ bí mật họ tên, địa chỉ, bút tích và thông tin khác làm lộ danh tính người tố cáo; " if case.secret else ""
    )
    yield Paragraph(
        f"{by_law}, {issuer} chuyển {what} nêu trên đến {agency} để xem xét, giải quyết theo quy định; đề nghị {kept}"
        f"thông báo kết quả giải quyết bằng văn bản về {issuer}./."
    )


def _sent_subject(context: ReportContext, case: Record) -> str:
    what = letter(context, case)
    return f"{capitalised(what)} đến cơ quan có thẩm quyền giải quyết"


def _because(said: str, ground: str) -> Iterator[Block]:
    """Say why; a hand writes what nobody recorded."""
    if ground not in ("", MASK):
        yield Paragraph(sentence(f"{said} {within_sentence(ground.strip())}"))
        return
    yield Paragraph(f"{said}:")
    yield FillLines(lines=3)


def _so_that_they_know(who: str) -> Block:
    return Paragraph(f"Vậy thông báo để {who} được biết./.")


_TYPES = {
    **dict.fromkeys((ACCEPTANCE, REFUSAL, ACCUSED, RETURN), "notice"),
    GUIDANCE: "guidance",
    TRANSFER: "transfer",
}

FORMS = (
    ReportForm(
        code=ACCEPTANCE,
        title=_("Thông báo thụ lý"),
        description=_("Khiếu nại: Mẫu số 03 (NĐ 155/2026/NĐ-CP); tố cáo: cho người tố cáo, trong 5 ngày làm việc"),
        purpose=Purpose.PETITION,
        kind=KIND,
        file_stem="TB-thu-ly",
        build_of=build_acceptance,
        form_number="03",
        nothing_to_say=no_acceptance,
        of_the_file=True,
        document_type=_TYPES[ACCEPTANCE],
        answers=frozenset({"denunciation.notify"}),
    ),
    ReportForm(
        code=REFUSAL,
        title=_("Thông báo không thụ lý"),
        description=_("Khiếu nại: Mẫu số 04 (NĐ 155/2026/NĐ-CP); tố cáo: theo Điều 24 Luật Tố cáo, nêu rõ lý do"),
        purpose=Purpose.PETITION,
        kind=KIND,
        file_stem="TB-khong-thu-ly",
        build_of=build_refusal,
        form_number="04",
        nothing_to_say=no_refusal,
        of_the_file=True,
        document_type=_TYPES[REFUSAL],
    ),
    ReportForm(
        code=ACCUSED,
        title=_("Thông báo nội dung tố cáo"),
        description=_("Mẫu số 06 (NĐ 31/2019/NĐ-CP): cho người bị tố cáo, trong 5 ngày làm việc; không nêu ai tố cáo"),
        purpose=Purpose.PETITION,
        kind=KIND,
        file_stem="TB-noi-dung-to-cao",
        build_of=build_accused,
        form_number="06",
        nothing_to_say=nobody_accused,
        of_the_file=True,
        of_opened_secrets=True,
        document_type=_TYPES[ACCUSED],
        answers=frozenset({"denunciation.notify"}),
    ),
    ReportForm(
        code=GUIDANCE,
        title=_("Phiếu hướng dẫn"),
        description=_("Đơn không thuộc thẩm quyền: hướng dẫn người gửi đơn đến nơi có thẩm quyền"),
        purpose=Purpose.PETITION,
        kind=KIND,
        file_stem="Phieu-huong-dan",
        build_of=build_guidance,
        nothing_to_say=no_guidance,
        of_the_file=True,
        document_type=_TYPES[GUIDANCE],
    ),
    ReportForm(
        code=TRANSFER,
        title=_("Phiếu chuyển đơn"),
        description=_("Chuyển đơn tố cáo, tranh chấp đến cơ quan có thẩm quyền; tố cáo gửi kèm niêm phong"),
        purpose=Purpose.PETITION,
        kind=KIND,
        file_stem="PC-don",
        build_of=build_transfer,
        nothing_to_say=no_transfer,
        document_type=_TYPES[TRANSFER],
    ),
    ReportForm(
        code=RETURN,
        title=_("Văn bản trả lại đơn"),
        description=_("Trả lại đơn cho cơ quan đã chuyển đến hoặc người gửi, nêu rõ lý do"),
        purpose=Purpose.PETITION,
        kind=KIND,
        file_stem="Tra-lai-don",
        build_of=build_return,
        nothing_to_say=no_return,
        of_the_file=True,
        document_type=_TYPES[RETURN],
    ),
)
