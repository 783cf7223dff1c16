"""Papers of a petition's file: the slip given at its receipt, the proposal how a letter is handled.

Content by Luật Tiếp công dân 42/2013/QH13, Điều 26–28; no form is prescribed (docs/sources.md, section 2).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.petitions import BY_PROCEDURE, accepting_rule, due_day_at_receipt
from danvan_desktop.domain.secrecy import MASK
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Block,
    Document,
    DocumentInfo,
    FillLines,
    Heading,
    Paragraph,
    Recipients,
    Signature,
)
from danvan_desktop.reports.form import Purpose, ReportForm
from danvan_desktop.reports.forms.case_words import not_opened
from danvan_desktop.reports.forms.communities import community_word, is_community
from danvan_desktop.reports.forms.parts import (
    SIGN_NOTE,
    commune_of,
    head_lines,
    last_day,
    place_of,
    unit_header,
    unit_of,
)
from danvan_desktop.reports.forms.petition_words import deed, matter, received, sender
from danvan_desktop.reports.wording import (
    bare_name,
    capitalised,
    place_and_date,
    sentence,
    within_sentence,
)

_PROPOSALS = {
    "complaint": "Thụ lý, hướng dẫn, trả lại đơn hoặc không thụ lý; căn cứ:",
    "denunciation": "Thụ lý, chuyển đơn hoặc không thụ lý; căn cứ:",
}
"""Who sent a complaint to the wrong place is guided or gets it back; it is not passed on."""


def build_slip(context: ReportContext) -> Document:
    """Build the slip that the citizen gets when the petition asked for was received."""
    petition = context.record("petition")
    unit = commune_of(context, unit_of(context, petition))
    header = unit_header(context, unit, place_and_date(place_of(context, unit), petition.date("received_on")))
    nature = within_sentence(context.choice(petition, "nature") or "Kiến nghị")
    return Document(
        info=DocumentInfo(f"Phiếu tiếp nhận {nature} số {petition.text('number')}", header.issuer, context.today),
        header=header,
        kind="Phiếu tiếp nhận",
        subject=f"{capitalised(nature)} số {petition.text('number')}",
        blocks=(
            *_citizen(context, petition),
            Heading("2. Nội dung"),
            *matter(context, petition),
            *_receipt(context, petition),
        ),
        signatures=(
            Signature((sender(petition),), SIGN_NOTE, _signed_name(petition)),
            Signature(("Người tiếp nhận",), SIGN_NOTE),
        ),
        recipients=Recipients((sender(petition), "Lưu: hồ sơ")),
    )


def build_handling(context: ReportContext) -> Document:
    """Build the slip that proposes to accept, to pass on or not to accept the letter asked for.

    Luật Khiếu nại 2011, Điều 27; Luật Tố cáo 2018, Điều 24 và 29: a paper of the file, for whoever decides alone.
    That is the chair, who signs by that office and not for the committee.
    """
    petition = context.record("petition")
    unit = commune_of(context, unit_of(context, petition))
    header = unit_header(context, unit, place_and_date(place_of(context, unit), _handling_day(context, petition)))
    nature = within_sentence(context.choice(petition, "nature") or "Kiến nghị")
    return Document(
        info=DocumentInfo(f"Phiếu xử lý đơn số {petition.text('number')}", header.issuer, context.today),
        header=header,
        kind="Phiếu đề xuất xử lý đơn",
        subject=f"Đơn {nature} số {petition.text('number')}",
        blocks=(
            *_citizen(context, petition),
            Heading("2. Nội dung đơn"),
            *matter(context, petition),
            Heading("3. Đề xuất"),
            Paragraph(sentence(f"Ngày nhận đơn: {received(petition).removeprefix('ngày ')}")),
            Paragraph(sentence(f"Thẩm quyền giải quyết: {within_sentence(context.choice(petition, 'competence'))}")),
            _term(context, petition),
            FillLines(_PROPOSALS[petition.text("nature")], 3),
            FillLines("Ý kiến của người có thẩm quyền:", 3),
        ),
        signatures=(Signature(("Người đề xuất",), SIGN_NOTE), Signature(head_lines(unit)[-1:], SIGN_NOTE)),
        recipients=Recipients(("Lưu: hồ sơ vụ việc",)),
    )


def _handling_day(context: ReportContext, petition: Record) -> dt.date | None:
    """Return the day of the proposal: today while nobody decided on it; afterwards that of the acceptance, if any."""
    is_open = petition.get("replied_on") is None and petition.decided is None
    return petition.date("accepted_on") or (context.today if is_open else None)


def _citizen(context: ReportContext, petition: Record) -> Iterator[Block]:
    yield Heading(f"1. {sender(petition)}")
    for name in ("citizen_name", "citizen_address", "citizen_phone"):
        text, label = petition.text(name), _label(context, petition, name)
        text = bare_name(text) if name == "citizen_name" and text != MASK else text
        yield Paragraph(sentence(f"{label}: {text}")) if text else FillLines(f"{label}:")
    size = petition.number("group_size")
    if size > 1:
        yield Paragraph(f"Số người cùng {deed(petition)}: {context.count(size)} người.")


def _label(context: ReportContext, petition: Record, name: str) -> str:
    return "Họ và tên" if name == "citizen_name" else context.label(petition, name)


def _signed_name(petition: Record) -> str:
    name = petition.text("citizen_name")
    return "" if name == MASK else bare_name(name)


def _source(context: ReportContext, petition: Record) -> str:
    """Name where a petition came from; a meeting by what its community is called."""
    unit = unit_of(context, petition)
    if petition.text("source") == "village_meeting" and is_community(unit):
        return f"họp {community_word(unit)}"
    return within_sentence(context.choice(petition, "source"))


def _receipt(context: ReportContext, petition: Record) -> Iterator[Block]:
    yield Heading("3. Tiếp nhận, giải quyết")
    yield Paragraph(sentence(f"Ngày tiếp nhận: {received(petition).removeprefix('ngày ')}"))
    for label, text in (
        ("Nguồn", _source(context, petition)),
        ("Lĩnh vực", within_sentence(context.choice(petition, "field")).removeprefix("lĩnh vực ")),
        ("Thẩm quyền giải quyết", within_sentence(context.choice(petition, "competence"))),
    ):
        if text:
            yield Paragraph(sentence(f"{label}: {text}"))
    yield from _in_charge(petition)
    yield _term(context, petition)
    yield Paragraph(f"{sender(petition)} giữ phiếu này để hỏi kết quả giải quyết theo số của phiếu./.")


def _in_charge(petition: Record) -> Iterator[Block]:
    """Name who is in charge, unless that was settled only after the day of the slip."""
    received, assigned = petition.date("received_on"), petition.date("assigned_on")
    agency = petition.text("assigned_to")
    if not agency:
        yield FillLines("Giao cho:")
    elif assigned is None or received is None or assigned <= received:
        yield Paragraph(sentence(f"Giao cho: {agency}"))


def _term(context: ReportContext, petition: Record) -> Block:
    """Say by when a petition is answered, or a letter accepted or otherwise handled; as known on its receipt."""
    due, law = due_day_at_receipt(petition, context.store.terms), context.store.law
    if petition.text("nature") not in BY_PROCEDURE:
        return Paragraph(sentence(f"Hạn trả lời: {last_day(context, due)}")) if due else FillLines("Hạn trả lời:")
    if due is None:
        return FillLines("Hạn thụ lý, xử lý đơn:")
    rule = law.on(accepting_rule(petition), petition.date("received_on") or context.today)
    by_law = f" theo {rule.citation}" if rule.confirmed else ""
    return Paragraph(f"Hạn thụ lý, xử lý đơn{by_law}: {last_day(context, due)}.")


def _not_opened(context: ReportContext) -> Message | None:
    """A paper of the file of which everything is hidden tells nothing until it is opened."""
    return not_opened(context, context.record("petition"))


def _no_procedure(context: ReportContext) -> Message | None:
    """Only complaints and denunciations are handled by a procedure; the latter's slip needs what is hidden."""
    if context.record("petition").text("nature") in BY_PROCEDURE:
        return _not_opened(context)
    return _(
        "Kiến nghị, phản ánh không xử lý theo thủ tục khiếu nại, tố cáo nên không có phiếu này."
        " Hãy in “Phiếu tiếp nhận kiến nghị” hoặc “Phiếu chuyển kiến nghị”."
    )


FORMS = (
    ReportForm(
        code="petition-slip",
        title=_("Phiếu tiếp nhận kiến nghị"),
        description=_("Phiếu giao cho người dân khi tiếp nhận kiến nghị, phản ánh"),
        purpose=Purpose.PETITION,
        kind="petition",
        file_stem="Phieu-tiep-nhan",
        build_of=build_slip,
        nothing_to_say=_not_opened,
        of_the_file=True,
    ),
    ReportForm(
        code="petition-handling",
        title=_("Phiếu đề xuất xử lý đơn"),
        description=_("Phiếu đề xuất thụ lý, chuyển hoặc không thụ lý đơn; lưu trong hồ sơ vụ việc"),
        purpose=Purpose.PETITION,
        kind="petition",
        file_stem="Phieu-xu-ly-don",
        build_of=build_handling,
        nothing_to_say=_no_procedure,
        of_the_file=True,
        of_former_records=True,
    ),
)
