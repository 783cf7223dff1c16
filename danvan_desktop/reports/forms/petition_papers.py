"""Papers of one petition: the slip given at its receipt, the transfer, the notice of its result.

Content by Luật Tiếp công dân 42/2013/QH13, Điều 26–28; no form is prescribed (docs/sources.md, section 2).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.petitions import BY_PROCEDURE, accepting_rule, due_day_at_receipt
from danvan_desktop.domain.secrecy import MASK
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Align,
    Block,
    Document,
    DocumentInfo,
    FillLines,
    Header,
    Heading,
    Paragraph,
    Recipients,
    Run,
    Signature,
)
from danvan_desktop.reports.forms.citing import may_cite, with_noted_number
from danvan_desktop.reports.forms.communities import community_word, full_name, is_community
from danvan_desktop.reports.forms.official import filed, official_header, official_signature, paper_day
from danvan_desktop.reports.forms.parts import (
    SEAL_NOTE,
    SIGN_NOTE,
    commune_of,
    head_lines,
    place_of,
    unit_header,
    unit_of,
)
from danvan_desktop.reports.wording import (
    addressed,
    bare_name,
    date_words,
    place_and_date,
    sentence,
    within_sentence,
)

TRANSFER, REPLY = "petition-transfer", "petition-reply"
_SENDERS = {"complaint": "Người khiếu nại", "denunciation": "Người tố cáo"}
_PROPOSALS = {
    "complaint": "Thụ lý, hướng dẫn, trả lại đơn hoặc không thụ lý; căn cứ:",
    "denunciation": "Thụ lý, chuyển đơn hoặc không thụ lý; căn cứ:",
}
"""Who sent a complaint to the wrong place is guided or gets it back; it is not passed on."""
_SEALED = "Nội dung, họ tên, địa chỉ của người tố cáo gửi kèm trong phong bì niêm phong, đóng dấu mật theo quy định."


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
        subject=f"{nature[:1].upper()}{nature[1:]} số {petition.text('number')}",
        blocks=(
            *_citizen(context, petition),
            Heading("2. Nội dung"),
            *_matter(context, petition),
            *_receipt(context, petition),
        ),
        signatures=(
            Signature((_sender(petition),), SIGN_NOTE, _signed_name(petition)),
            Signature(("Người tiếp nhận",), SIGN_NOTE),
        ),
        recipients=Recipients((_sender(petition), "Lưu: hồ sơ")),
    )


def build_transfer(context: ReportContext) -> Document:
    """Build the slip that hands the petition asked for to the agency in charge."""
    petition = context.record("petition")
    unit = commune_of(context, unit_of(context, petition))
    header = official_header(context, unit, TRANSFER, "transfer")
    agency = petition.text("assigned_to")
    nature, letter = within_sentence(context.choice(petition, "nature") or "Kiến nghị"), _letter(context, petition)
    whose = "" if letter != nature else " của Nhân dân"
    competence = within_sentence(context.choice(petition, "competence"))
    return Document(
        info=DocumentInfo(f"Phiếu chuyển {letter} số {petition.text('number')}", header.issuer, context.today),
        header=header,
        kind="Phiếu chuyển",
        subject=f"{letter[:1].upper()}{letter[1:]}{whose} đến cơ quan có thẩm quyền giải quyết",
        blocks=(
            Paragraph((Run("Kính gửi: "), Run(agency)), Align.CENTER, indent=False),
            *_handed_on(context, petition, f"{header.issuer} tiếp nhận {letter} số {petition.text('number')}"),
            Paragraph(
                f"Căn cứ thẩm quyền ({competence}), {header.issuer} chuyển {letter} trên đến {agency} để xem xét, giải"
                f" quyết theo quy định; đề nghị {_asked(petition, header.issuer)}./."
            ),
        ),
        signatures=(official_signature(context, unit),),
        recipients=Recipients(
            ("Như trên", *([] if petition.secret else [f"{_sender(petition)} (để biết)"]), filed(context, "hồ sơ"))
        ),
    )


def build_reply(context: ReportContext) -> Document:
    """Build the notice that tells the people the result of the petition asked for."""
    petition = context.record("petition")
    unit = commune_of(context, unit_of(context, petition))
    header = with_noted_number(official_header(context, unit, REPLY, "notice"), petition.text("reply_number"))
    nature = within_sentence(context.choice(petition, "nature") or "Kiến nghị")
    village = full_name(unit_of(context, petition))
    return Document(
        info=DocumentInfo(f"Thông báo kết quả kiến nghị số {petition.text('number')}", header.issuer, context.today),
        header=header,
        kind="Thông báo",
        subject=f"Kết quả giải quyết {nature} số {petition.text('number')}",
        blocks=(
            Paragraph((Run("Kính gửi: "), Run(_who(petition, with_address=False))), Align.CENTER, indent=False),
            Paragraph(f"{header.issuer} tiếp nhận {nature} {_received(petition)} của {_who(petition)}, nội dung:"),
            Paragraph((Run(f"“{petition.text('content').strip()}”", italic=True),)),
            *_result(context, petition, header),
            Paragraph(
                f"{header.issuer} thông báo để {_who(petition, with_address=False)} và Nhân dân"
                f" {within_sentence(village)} biết. Nếu chưa đồng tình, đề nghị phản ánh lại để được xem xét./."
            ),
        ),
        signatures=(official_signature(context, unit),),
        recipients=Recipients(("Như trên", f"{village} (để thông báo, niêm yết)", filed(context, "hồ sơ"))),
    )


def build_handling(context: ReportContext) -> Document:
    """Build the slip that proposes to accept, to pass on or not to accept the letter asked for.

    Luật Khiếu nại 2011, Điều 27; Luật Tố cáo 2018, Điều 24 và 29: a paper of the file, for whoever decides alone.
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
            *_matter(context, petition),
            Heading("3. Đề xuất"),
            Paragraph(sentence(f"Ngày nhận đơn: {_received(petition).removeprefix('ngày ')}")),
            Paragraph(sentence(f"Thẩm quyền giải quyết: {within_sentence(context.choice(petition, 'competence'))}")),
            _term(context, petition),
            FillLines(_PROPOSALS[petition.text("nature")], 3),
            FillLines("Ý kiến của người có thẩm quyền:", 3),
        ),
        signatures=(Signature(("Người đề xuất",), SIGN_NOTE), Signature(head_lines(unit), SEAL_NOTE)),
        recipients=Recipients(("Lưu: hồ sơ vụ việc",)),
    )


def _handling_day(context: ReportContext, petition: Record) -> dt.date | None:
    """Return the day of the proposal: today while nobody decided on it; afterwards that of the acceptance, if any."""
    is_open = petition.get("replied_on") is None and petition.decided is None
    return petition.date("accepted_on") or (context.today if is_open else None)


def _letter(context: ReportContext, petition: Record) -> str:
    """Name what is handed on within a sentence: a letter where it is secret."""
    nature = within_sentence(context.choice(petition, "nature") or "Kiến nghị")
    return f"đơn {nature}" if petition.secret else nature


def _handed_on(context: ReportContext, petition: Record, received: str) -> Iterator[Block]:
    """Say what is handed on; of what is secret, that it comes sealed."""
    if petition.secret:
        yield Paragraph(f"{received} {_received(petition)}.")
        yield Paragraph(_SEALED)
        return
    yield Paragraph(f"{received} {_received(petition)} của {_who(petition)}, nội dung như sau:")
    yield from _matter(context, petition)


def _asked(petition: Record, issuer: str) -> str:
    """Say what the agency is asked for; nobody else is told of a denunciation (Luật Tố cáo 2018, Điều 9)."""
    if petition.secret:
        return (
            "giữ bí mật họ tên, địa chỉ, bút tích và thông tin khác làm lộ danh tính người tố cáo; thông báo kết quả"
            f" giải quyết bằng văn bản về {issuer}"
        )
    due = petition.date("due_on")
    by = f" trước {date_words(due)}" if due else ""
    return f"trả lời người dân và thông báo kết quả về {issuer}{by} để theo dõi, thông báo cho Nhân dân"


def _sender(petition: Record) -> str:
    """Name whoever sent it by what it is."""
    return _SENDERS.get(petition.text("nature"), "Người kiến nghị")


def _label(context: ReportContext, petition: Record, name: str) -> str:
    return (
        "Họ và tên"
        if name == "citizen_name" and _sender(petition) in _SENDERS.values()
        else context.label(petition, name)
    )


def _signed_name(petition: Record) -> str:
    name = petition.text("citizen_name")
    return "" if name == MASK else bare_name(name)


def _citizen(context: ReportContext, petition: Record) -> Iterator[Block]:
    yield Heading(f"1. {_sender(petition)}")
    for name in ("citizen_name", "citizen_address", "citizen_phone"):
        text, label = petition.text(name), _label(context, petition, name)
        yield Paragraph(sentence(f"{label}: {text}")) if text else FillLines(f"{label}:")
    size = petition.number("group_size")
    if size > 1:
        yield Paragraph(f"Số người cùng kiến nghị: {context.translator.number(size)} người.")


def _matter(context: ReportContext, petition: Record) -> Iterator[Block]:
    yield Paragraph(sentence(petition.text("content")))
    if petition.text("request"):
        yield Paragraph((Run("Yêu cầu cụ thể: ", bold=True), Run(sentence(petition.text("request")))))


def _received(petition: Record) -> str:
    return date_words(petition.date("received_on"))


def _who(petition: Record, with_address: bool = True) -> str:
    name = petition.text("citizen_name")
    if name in ("", MASK) or petition.secret:
        return within_sentence(_sender(petition)) if petition.secret else "người dân"
    address = petition.text("citizen_address") if with_address else ""
    group = " và các hộ cùng kiến nghị" if petition.number("group_size") > 1 else ""
    return within_sentence(addressed(name)) + (f", {address}" if address else "") + group


def _source(context: ReportContext, petition: Record) -> str:
    """Name where a petition came from; a meeting by what its community is called."""
    unit = unit_of(context, petition)
    if petition.text("source") == "village_meeting" and is_community(unit):
        return f"họp {community_word(unit)}"
    return within_sentence(context.choice(petition, "source"))


def _receipt(context: ReportContext, petition: Record) -> Iterator[Block]:
    yield Heading("3. Tiếp nhận, giải quyết")
    yield Paragraph(sentence(f"Ngày tiếp nhận: {_received(petition).removeprefix('ngày ')}"))
    for label, text in (
        ("Nguồn", _source(context, petition)),
        ("Lĩnh vực", within_sentence(context.choice(petition, "field"))),
        ("Thẩm quyền giải quyết", within_sentence(context.choice(petition, "competence"))),
    ):
        if text:
            yield Paragraph(sentence(f"{label}: {text}"))
    yield from _in_charge(petition)
    yield _term(context, petition)
    yield Paragraph(f"{_sender(petition)} giữ phiếu này để hỏi kết quả giải quyết theo số của phiếu./.")


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
        return Paragraph(sentence(f"Hạn trả lời: {date_words(due)}")) if due else FillLines("Hạn trả lời:")
    if due is None:
        return FillLines("Hạn thụ lý, xử lý đơn:")
    rule = law.on(accepting_rule(petition), petition.date("received_on") or context.today)
    by_law = f" ({rule.citation})" if rule.confirmed else ""
    return Paragraph(f"Hạn thụ lý, xử lý đơn: {date_words(due)}{by_law}.")


def _result(context: ReportContext, petition: Record, header: Header) -> Iterator[Block]:
    replied, own_day = petition.date("replied_on"), paper_day(context, REPLY)
    number = petition.text("reply_number")
    source = f" tại văn bản số {number}" if may_cite(header, own_day, number, replied) else ""
    when = f"Trả lời {date_words(replied)}{source}." if replied is not None and replied <= own_day else ""
    result = sentence(within_sentence(context.choice(petition, "result"))) if petition.text("result") else ""
    said = " ".join(part for part in (result, when) if part)
    if said:
        yield Paragraph((Run("Kết quả giải quyết: ", bold=True), Run(said)))
    if petition.text("reply"):
        yield Paragraph((Run("Nội dung trả lời: ", bold=True), Run(petition.text("reply"))))
