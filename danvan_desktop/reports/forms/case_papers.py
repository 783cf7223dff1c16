"""Papers that answer a letter: accepted or not, the guidance, the slip that hands it on, the letter sent back.

Khiếu nại: Mẫu số 03 and 04 of Nghị định 124/2020/NĐ-CP as Nghị định 155/2026/NĐ-CP, Điều 20 replaced them. The forms
for denunciations (Nghị định 31/2019/NĐ-CP, Mẫu số 05) and for handling letters were not read: their content follows
Luật Khiếu nại 2011, Điều 27 and Luật Tố cáo 2018, Điều 24, 29 (docs/sources.md, section 3).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from danvan_desktop.domain.deadlines import Term
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.cases import COMPLAINT, DEADLINES, DENUNCIATION, SETTLE, rule_for_settling
from danvan_desktop.domain.secrecy import MASK
from danvan_desktop.localization import Message, _
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
from danvan_desktop.reports.form import Needs, Purpose, ReportForm
from danvan_desktop.reports.forms.case_words import (
    about,
    letter,
    matter,
    not_opened,
    received,
    sender_of,
    sender_with_address,
)
from danvan_desktop.reports.forms.official import filed, official_header, official_signature
from danvan_desktop.reports.forms.parts import commune_of, is_own_committee, unit_of
from danvan_desktop.reports.forms.petition_papers import SEALED, last_day
from danvan_desktop.reports.wording import DOTS, addressed, capitalised, date_words, sentence, within_sentence

KIND = "case"
ACCEPTANCE, REFUSAL, GUIDANCE = "case-acceptance", "case-not-accepted", "case-guidance"
TRANSFER, RETURN = "case-transfer", "case-return"
_PAPERS = (
    f"Số căn cước/định danh cá nhân/giấy chứng nhận căn cước/hộ chiếu: {DOTS}{DOTS}, ngày cấp: {DOTS}, nơi cấp: {DOTS}."
)
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
            Paragraph((Run("Kính gửi: "), Run(_addressee(case, form))), Align.CENTER, indent=False),
            *write(context, case, header.issuer),
        ),
        signatures=(_signature(context, unit),),
        recipients=Recipients(tuple(_recipients(context, case, form))),
    )


def _signature(context: ReportContext, unit: Record) -> Signature:
    """Let the chair sign, who answers letters by that office and not for the committee (the forms: chức danh)."""
    signature = official_signature(context, unit)
    first, *more = signature.lines
    return replace(signature, lines=tuple(more)) if more and first.startswith("TM.") else signature


def _addressee(case: Record, form: str) -> str:
    if _goes_to_an_agency(case, form):
        return case.text("sent_to")
    who = sender_of(case)
    return capitalised(who)


def _goes_to_an_agency(case: Record, form: str) -> bool:
    """A letter that another agency sent on goes back to it."""
    came_so = case.text("channel") == "transferred" and bool(case.text("sent_to"))
    return form == TRANSFER or (form == RETURN and came_so)


def _recipients(context: ReportContext, case: Record, form: str) -> Iterator[str]:
    yield "Như trên"
    if form == TRANSFER and not case.secret and case.text("citizen_name"):
        yield f"{addressed(case.text('citizen_name'))} (để biết)"
    yield filed(context, "hồ sơ")


def _procedure(case: Record) -> str:
    return "tố cáo" if case.text("nature") == DENUNCIATION else "giải quyết khiếu nại"


def _accepted_complaint(_context: ReportContext, case: Record, issuer: str) -> Iterator[Block]:
    who = sender_of(case)
    yield Paragraph(sentence(f"{issuer} đã nhận được đơn khiếu nại của: {who}"))
    yield Paragraph(sentence(f"Địa chỉ: {case.text('citizen_address') or DOTS + DOTS}"))
    yield Paragraph(_PAPERS)
    yield Paragraph(sentence(f"Khiếu nại về việc: {matter(case)}"))
    yield Paragraph(
        "Sau khi xem xét nội dung đơn khiếu nại, căn cứ quy định của pháp luật về khiếu nại,"
        f" {issuer} nhận thấy đơn khiếu nại đủ điều kiện thụ lý và thụ lý giải quyết từ"
        f" {date_words(case.date('accepted_on'))}."
    )
    yield _so_that_they_know(who)


def _accepted_denunciation(context: ReportContext, case: Record, issuer: str) -> Iterator[Block]:
    who, day = sender_of(case), date_words(case.date("accepted_on"))
    against = f" đối với {case.text('against')}" if case.text("against") else ""
    yield Paragraph(f"{capitalised(day)}, {issuer} đã thụ lý tố cáo của {who}{against}, nhận {received(case)}.")
    yield Paragraph(sentence(f"Nội dung tố cáo được thụ lý: {case.text('content') or matter(case)}"))
    term = _SETTLING.term(case, context.store.terms)
    if term is not None:
        yield Paragraph(_term(context, case, term))
    yield _so_that_they_know(who)


def _term(context: ReportContext, case: Record, term: Term) -> str:
    rule = context.store.law.on(
        rule_for_settling(case, context.store.terms) or "", case.date("accepted_on") or term.last
    )
    by_law = f" ({rule.citation})" if rule.confirmed else ""
    return f"Thời hạn giải quyết: đến hết {last_day(context, term.last)}{by_law}."


def _not_accepted(context: ReportContext, case: Record, issuer: str) -> Iterator[Block]:
    is_denounced, who = case.text("nature") == DENUNCIATION, sender_of(case)
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
    who, what = sender_of(case), letter(context, case)
    yield Paragraph(
        f"{capitalised(received(case))}, {issuer} nhận được {what} của"
        f" {sender_with_address(case)}; nội dung: {about(case)}."
    )
    yield Paragraph(
        f"Sau khi xem xét nội dung đơn, căn cứ quy định của pháp luật, {issuer} nhận thấy nội dung đơn không thuộc"
        f" thẩm quyền giải quyết của {issuer}."
    )
    if case.text("ground"):
        yield Paragraph(sentence(case.text("ground")))
    yield Paragraph(
        f"Đề nghị {who} gửi đơn và giấy tờ, tài liệu kèm theo (nếu có) đến {case.text('sent_to')} để được xem xét,"
        " giải quyết theo quy định./."
    )


def _returned(context: ReportContext, case: Record, issuer: str) -> Iterator[Block]:
    to_agency, what = _goes_to_an_agency(case, RETURN), letter(context, case)
    of_whom = "" if case.secret and to_agency else f" của {sender_with_address(case)}; nội dung: {about(case)}"
    sent = f" do {case.text('sent_to')} chuyển đến," if to_agency else ""
    day = received(case)
    yield Paragraph(f"{capitalised(day)}, {issuer} nhận được {what}{sent}{of_whom}.")
    yield from _because(
        f"Sau khi xem xét, căn cứ quy định của pháp luật, {issuer} trả lại {what} nêu trên cùng giấy tờ, tài liệu kèm"
        " theo vì",
        case.text("ground"),
    )
    told = case.text("sent_to") if to_agency else sender_of(case)
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
            f" {sender_with_address(case)}; nội dung: {about(case)}."
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


# Why nothing is printed


def _not_of(context: ReportContext, handled: str) -> Message | None:
    """Say that the letter was not handled so; a paper tells of what was decided."""
    case = context.record(KIND)
    if case.text("handling") == handled:
        return None
    wanted = context.choice_label(KIND, "handling", handled)
    return _(
        "Mục “Xử lý đơn” không phải là “{handling}” nên không có giấy này. Hãy ghi cách xử lý rồi in.", handling=wanted
    )


def _no_acceptance(context: ReportContext) -> Message | None:
    case = context.record(KIND)
    if case.text("nature") not in (COMPLAINT, DENUNCIATION):
        return _(
            "Chỉ khiếu nại, tố cáo mới thông báo thụ lý. Tranh chấp đất đai thì hòa giải; điểm nóng thì hãy in “Hồ sơ"
            " điểm nóng”."
        )
    return _not_of(context, "accepted") or not_opened(context, case)


def _no_refusal(context: ReportContext) -> Message | None:
    case = context.record(KIND)
    if case.text("nature") not in (COMPLAINT, DENUNCIATION):
        return _(
            "Chỉ khiếu nại, tố cáo mới thông báo không thụ lý. Hãy in “Phiếu hướng dẫn” hoặc “Văn bản trả lại đơn”."
        )
    return _not_of(context, "not_accepted") or not_opened(context, case)


def _no_guidance(context: ReportContext) -> Message | None:
    case = context.record(KIND)
    reason = _not_of(context, "guided")
    if reason is None and not case.text("sent_to"):
        reason = _("Chưa ghi nơi hướng dẫn đến. Hãy ghi mục “Nơi chuyển, hướng dẫn đến” rồi in.")
    return reason or not_opened(context, case)


def _no_return(context: ReportContext) -> Message | None:
    case = context.record(KIND)
    reason = _not_of(context, "returned")
    if reason is None and _goes_to_an_agency(case, RETURN):
        return None
    return reason or not_opened(context, case)


def _no_transfer(context: ReportContext) -> Message | None:
    """No complaint is passed on (Nghị định 155/2026/NĐ-CP: who sent it to the wrong place is guided)."""
    case = context.record(KIND)
    if case.text("nature") == COMPLAINT:
        return _(
            "Đơn khiếu nại gửi không đúng nơi thì không chuyển. Hãy in “Phiếu hướng dẫn” hoặc “Văn bản trả lại đơn”."
        )
    reason = _not_of(context, "transferred")
    if reason is not None:
        return reason
    agency = case.text("sent_to")
    if not agency:
        return _("Chưa ghi nơi chuyển. Hãy ghi mục “Nơi chuyển, hướng dẫn đến” rồi in.")
    if is_own_committee(commune_of(context, unit_of(context, case)), agency):
        return _("Nơi chuyển là chính {agency}. Hãy sửa mục “Nơi chuyển, hướng dẫn đến” rồi in.", agency=agency)
    return None


_TYPES = {ACCEPTANCE: "notice", REFUSAL: "notice", GUIDANCE: "guidance", RETURN: "notice", TRANSFER: "transfer"}

FORMS = (
    ReportForm(
        code=ACCEPTANCE,
        title=_("Thông báo thụ lý"),
        description=_("Khiếu nại: Mẫu số 03 (NĐ 155/2026/NĐ-CP); tố cáo: cho người tố cáo, trong 5 ngày làm việc"),
        purpose=Purpose.PETITION,
        kind=KIND,
        needs=Needs.RECORD,
        file_stem="TB-thu-ly",
        build_of=build_acceptance,
        form_number="03",
        nothing_to_say=_no_acceptance,
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
        needs=Needs.RECORD,
        file_stem="TB-khong-thu-ly",
        build_of=build_refusal,
        form_number="04",
        nothing_to_say=_no_refusal,
        of_the_file=True,
        document_type=_TYPES[REFUSAL],
    ),
    ReportForm(
        code=GUIDANCE,
        title=_("Phiếu hướng dẫn"),
        description=_("Đơn không thuộc thẩm quyền: hướng dẫn người gửi đơn đến nơi có thẩm quyền"),
        purpose=Purpose.PETITION,
        kind=KIND,
        needs=Needs.RECORD,
        file_stem="Phieu-huong-dan",
        build_of=build_guidance,
        nothing_to_say=_no_guidance,
        of_the_file=True,
        document_type=_TYPES[GUIDANCE],
    ),
    ReportForm(
        code=TRANSFER,
        title=_("Phiếu chuyển đơn"),
        description=_("Chuyển đơn tố cáo, tranh chấp đến cơ quan có thẩm quyền; tố cáo gửi kèm niêm phong"),
        purpose=Purpose.PETITION,
        kind=KIND,
        needs=Needs.RECORD,
        file_stem="PC-don",
        build_of=build_transfer,
        nothing_to_say=_no_transfer,
        document_type=_TYPES[TRANSFER],
    ),
    ReportForm(
        code=RETURN,
        title=_("Văn bản trả lại đơn"),
        description=_("Trả lại đơn cho cơ quan đã chuyển đến hoặc người gửi, nêu rõ lý do"),
        purpose=Purpose.PETITION,
        kind=KIND,
        needs=Needs.RECORD,
        file_stem="Tra-lai-don",
        build_of=build_return,
        nothing_to_say=_no_return,
        of_the_file=True,
        document_type=_TYPES[RETURN],
    ),
)
