"""Papers that pass a petition on: the transfer, the notice of its result.

Content by Luật Tiếp công dân 42/2013/QH13, Điều 26–28; no form is prescribed (docs/sources.md, section 2).
"""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.petitions import BY_PROCEDURE, TELL
from danvan_desktop.domain.secrecy import MASK
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.capitals import place_within
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Block,
    Document,
    DocumentInfo,
    Header,
    Paragraph,
    Recipients,
    Run,
)
from danvan_desktop.reports.form import EITHER, Purpose, ReportForm
from danvan_desktop.reports.forms.citing import may_cite, with_noted_number
from danvan_desktop.reports.forms.communities import full_name
from danvan_desktop.reports.forms.official import filed, official_header, official_signature, paper_day
from danvan_desktop.reports.forms.organisers import dated
from danvan_desktop.reports.forms.parts import (
    addressee_lines,
    ahead_words,
    commune_of,
    is_own_committee,
    unit_of,
)
from danvan_desktop.reports.forms.petition_words import deed, matter, received, sender
from danvan_desktop.reports.wording import (
    capitalised,
    date_words,
    quoted,
    sentence,
    within_sentence,
)

TRANSFER, REPLY = "petition-transfer", "petition-reply"
SEALED = "Nội dung, họ tên, địa chỉ của người tố cáo gửi kèm trong phong bì niêm phong, đóng dấu mật theo quy định."
_NO_NOTICE = {
    "complaint": _(
        "Đơn khiếu nại không trả lời bằng thông báo này mà bằng Quyết định giải quyết khiếu nại."
        " Hãy in “Phiếu đề xuất xử lý đơn” và lập quyết định."
    ),
    "denunciation": _(
        "Đơn tố cáo không trả lời bằng thông báo này, để giữ bí mật người tố cáo."
        " Hãy in “Phiếu đề xuất xử lý đơn” và lập Kết luận nội dung tố cáo."
    ),
}
"""Luật Khiếu nại 2011, Điều 31; Luật Tố cáo 2018, Điều 9 và 35."""


def build_transfer(context: ReportContext) -> Document:
    """Build the slip that hands the petition asked for to the agency in charge."""
    petition = context.record("petition")
    unit = commune_of(context, unit_of(context, petition))
    header = official_header(context, unit, TRANSFER, "transfer")
    agency = petition.text("assigned_to")
    nature, letter = within_sentence(context.choice(petition, "nature") or "Kiến nghị"), _letter(context, petition)
    whose = "" if letter != nature else " của Nhân dân"
    return Document(
        info=DocumentInfo(f"Phiếu chuyển {letter} số {petition.text('number')}", header.issuer, context.today),
        header=header,
        kind="Phiếu chuyển",
        subject=f"{capitalised(letter)}{whose} đến cơ quan có thẩm quyền giải quyết",
        blocks=(
            *addressee_lines((agency,)),
            *_handed_on(context, petition, f"{header.issuer} tiếp nhận {letter} số {petition.text('number')}"),
            Paragraph(
                f"Nội dung trên thuộc thẩm quyền giải quyết của {agency}; {header.issuer} chuyển {letter}"
                f" để xem xét, giải quyết theo quy định; đề nghị {_asked(context, petition, header.issuer)}./."
            ),
        ),
        signatures=(official_signature(context, unit),),
        recipients=Recipients(
            ("Như trên", *([] if petition.secret else [f"{sender(petition)} (để biết)"]), filed(context, "hồ sơ"))
        ),
    )


def build_reply(context: ReportContext) -> Document:
    """Build the notice that tells the people the result of the petition asked for."""
    petition = context.record("petition")
    unit = commune_of(context, unit_of(context, petition))
    header = with_noted_number(official_header(context, unit, REPLY, "notice"), petition.text("reply_number"))
    if header.number is not None and header.number.number is not None:
        header = dated(context, unit, header, REPLY, petition.date("replied_on"))
    nature = within_sentence(context.choice(petition, "nature") or "Kiến nghị")
    village = full_name(unit_of(context, petition))
    return Document(
        info=DocumentInfo(f"Thông báo kết quả kiến nghị số {petition.text('number')}", header.issuer, context.today),
        header=header,
        kind="Thông báo",
        subject=f"Kết quả giải quyết {nature} số {petition.text('number')}",
        blocks=(
            *addressee_lines((capitalised(_who(context, petition, with_address=False)),)),
            Paragraph(
                f"{header.issuer} tiếp nhận {nature} {received(petition)} của {_who(context, petition)}, nội dung:"
            ),
            Paragraph((Run(quoted(petition.text("content")), italic=True),)),
            *_result(context, petition, header),
            Paragraph(
                f"{header.issuer} thông báo để {_who(context, petition, with_address=False)} và Nhân dân"
                f" {within_sentence(village)} biết. Nếu chưa nhất trí, đề nghị gửi ý kiến về"
                f" {header.issuer} để được xem xét./."
            ),
        ),
        signatures=(official_signature(context, unit),),
        recipients=Recipients(("Như trên", f"{village} (để thông báo, niêm yết)", filed(context, "hồ sơ"))),
    )


def _letter(context: ReportContext, petition: Record) -> str:
    """Name what is handed on within a sentence: a letter where it is secret."""
    nature = within_sentence(context.choice(petition, "nature") or "Kiến nghị")
    return f"đơn {nature}" if petition.secret else nature


def _handed_on(context: ReportContext, petition: Record, opening: str) -> Iterator[Block]:
    """Say what is handed on; of what is secret, that it comes sealed."""
    if petition.secret:
        yield Paragraph(f"{opening} {received(petition)}.")
        yield Paragraph(SEALED)
        return
    yield Paragraph(f"{opening} {received(petition)} của {_who(context, petition)}, nội dung như sau:")
    yield from matter(context, petition)


def _asked(context: ReportContext, petition: Record, issuer: str) -> str:
    """Say what the agency is asked for; nobody else is told of a denunciation (Luật Tố cáo 2018, Điều 9)."""
    if petition.secret:
        return (
            "giữ bí mật họ tên, địa chỉ, bút tích và thông tin khác làm lộ danh tính người tố cáo; thông báo kết quả"
            f" giải quyết bằng văn bản về {issuer}"
        )
    due = petition.date("due_on")
    by = f", chậm nhất {ahead_words(context, due, paper_day(context, TRANSFER))}," if due else ""
    return f"trả lời người dân và thông báo kết quả về {issuer}{by} để theo dõi, thông báo cho Nhân dân"


def _who(context: ReportContext, petition: Record, with_address: bool = True) -> str:
    name = petition.text("citizen_name")
    if name in ("", MASK) or petition.secret:
        return within_sentence(sender(petition)) if petition.secret else "người dân"
    address = place_within(petition.text("citizen_address")) if with_address else ""
    group = f" và những người cùng {deed(petition)}" if petition.number("group_size") > 1 else ""
    return within_sentence(context.addressed(name)) + (f", {address}" if address else "") + group


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


def _nobody_in_charge(context: ReportContext) -> Message | None:
    """A slip of transfer goes to somebody else; no complaint is passed on, only denunciations and petitions."""
    petition = context.record("petition")
    if petition.text("nature") == "complaint":
        return _(
            "Đơn khiếu nại gửi không đúng nơi thì hướng dẫn người khiếu nại hoặc trả lại đơn, không chuyển đơn nên"
            " không có phiếu chuyển. Hãy in “Phiếu đề xuất xử lý đơn”."
        )
    agency = petition.text("assigned_to")
    if not agency:
        return _("Kiến nghị chưa giao cho ai nên chưa có nơi để chuyển. Hãy ghi mục “Giao cho” rồi in.")
    if is_own_committee(commune_of(context, unit_of(context, petition)), agency):
        return _(
            "Việc này giao cho chính {agency} giải quyết nên không có phiếu chuyển. Nếu chuyển cơ quan khác, hãy sửa"
            " mục “Giao cho” rồi in.",
            agency=agency,
        )
    return None


def _nothing_replied(context: ReportContext) -> Message | None:
    """A notice of the result needs one; complaints and denunciations get a decision in its place."""
    petition = context.record("petition")
    if petition.text("nature") in BY_PROCEDURE:
        return _NO_NOTICE[petition.text("nature")]
    if petition.secret:
        return _NO_NOTICE["denunciation"]
    if all(petition.get(name) is None for name in ("replied_on", "reply", "result")):
        return _("Kiến nghị chưa có kết quả giải quyết để thông báo. Hãy ghi phần trả lời rồi in.")
    return None


FORMS = (
    ReportForm(
        code=TRANSFER,
        title=_("Phiếu chuyển kiến nghị"),
        description=_("Phiếu chuyển kiến nghị, phản ánh đến cơ quan có thẩm quyền"),
        purpose=Purpose.PETITION,
        kind="petition",
        file_stem="PC-kien-nghi",
        build_of=build_transfer,
        nothing_to_say=_nobody_in_charge,
        document_type="transfer",
    ),
    ReportForm(
        code=REPLY,
        wanted_in=frozenset({"replied", "people_told", "closed"}),
        title=_("Thông báo kết quả kiến nghị"),
        description=_("Thông báo kết quả giải quyết kiến nghị, phản ánh cho người dân"),
        purpose=Purpose.PETITION,
        kind="petition",
        file_stem="TB-ket-qua",
        build_of=build_reply,
        issued_by=EITHER,
        nothing_to_say=_nothing_replied,
        document_type="notice",
        answers=frozenset({TELL}),
    ),
)
