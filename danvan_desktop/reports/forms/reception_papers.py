"""Papers for who was received: the notice of refusal (Mẫu số 01/TCD) and the receipt (Mẫu số 02/TCD).

Nghị định 154/2026/NĐ-CP, Phụ lục; the notice is given on two grounds alone (Điều 4, khoản 3).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.receptions import NOTICE_IS_OWED, is_of_later_decree
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.capitals import place_within
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Document,
    DocumentInfo,
    FillLines,
    Header,
    Paragraph,
    Recipients,
    Signature,
)
from danvan_desktop.reports.form import Purpose, ReportForm
from danvan_desktop.reports.forms.official import filed, official_header, official_signature
from danvan_desktop.reports.forms.parts import SIGN_NOTE, addressee_lines, commune_of, issuer_header, place_of, unit_of
from danvan_desktop.reports.issuing import Issuer
from danvan_desktop.reports.wording import (
    DOTS,
    capitalised,
    date_words,
    place_and_date,
    sentence,
    within_sentence,
)

REFUSAL, RECEIPT = "reception-refusal", "reception-receipt"
_DECREE = "Nghị định số 154/2026/NĐ-CP ngày 15 tháng 5 năm 2026 của Chính phủ"
_ABOUT = "quy định chi tiết một số điều và biện pháp tổ chức thi hành Luật Tiếp công dân"
_GROUNDS = {
    "law3": "khoản 3 Điều 9 Luật Tiếp công dân",
    "h": f"điểm h khoản 1 Điều 4 {_DECREE} {_ABOUT}",
}
_PAPERS = f"số căn cước/hộ chiếu (hoặc giấy tờ tùy thân): {DOTS}{DOTS}, ngày cấp: {DOTS}, nơi cấp: {DOTS}"
_ITEMS = 6


def _session(context: ReportContext, visit: Record) -> Record:
    return context.store.get(visit.text("reception")) or context.store.unit


def build_refusal(context: ReportContext) -> Document:
    """Build the notice that somebody is not received."""
    visit = context.record("reception_visit")
    session = _session(context, visit)
    unit = commune_of(context, unit_of(context, session))
    header = official_header(context, unit, REFUSAL, "notice")
    content = within_sentence(visit.text("content")).removeprefix("việc ")
    name, nature = context.addressed(visit.text("citizen_name")), within_sentence(context.choice(visit, "nature"))
    address = place_within(visit.text("citizen_address")) or DOTS
    within, day = within_sentence(name), date_words(_refused_on(context, visit))
    return Document(
        info=DocumentInfo("Thông báo về việc từ chối tiếp công dân", header.issuer, context.today),
        header=header,
        kind="Thông báo",
        subject="Về việc từ chối tiếp công dân",
        blocks=(
            *addressee_lines((capitalised(within),)),
            Paragraph(
                sentence(
                    f"{capitalised(day)}, {within}, {_PAPERS}, địa chỉ: {address}, đến {session.text('place')}"
                    f" để {nature} về việc {content}"
                )
            ),
            Paragraph(
                f"Căn cứ {_GROUNDS[visit.text('refusal_ground')]}, {header.issuer} từ chối tiếp nhận nội dung {nature}"
                f" của {within} và thông báo để {within} được biết./."
            ),
        ),
        signatures=(official_signature(context, unit),),
        recipients=Recipients(("Như trên", filed(context, "hồ sơ"))),
    )


def _head(context: ReportContext, unit: Record, day: dt.date | None) -> Header:
    """Name the body whose session it is: who hands something to the Party secretary gets the receipt of the Party."""
    place_date = place_and_date(place_of(context, unit), day)
    return replace(issuer_header(context, unit, "", place_date), number=None)


def issuers_of(session: Record | None) -> tuple[Issuer, ...]:
    """Tell who issues the papers of a session: the body that receives."""
    if session is None:
        return (Issuer.GOVERNMENT, Issuer.PARTY)
    return (Issuer.PARTY,) if session.text("body") == "party" else (Issuer.GOVERNMENT,)


def build_receipt(context: ReportContext) -> Document:
    """Build the receipt for what somebody handed in; what it was is written by hand."""
    visit = context.record("reception_visit")
    session = _session(context, visit)
    unit = commune_of(context, unit_of(context, session))
    day = session.date("held_on")
    return Document(
        info=DocumentInfo("Giấy biên nhận thông tin, tài liệu", unit.text("name"), context.today),
        header=_head(context, unit, day),
        kind="Giấy biên nhận",
        subject="Thông tin, tài liệu",
        blocks=(
            Paragraph(f"Vào {DOTS} giờ {DOTS}, {date_words(day)}, tại: {session.text('place')}."),
            Paragraph(f"Tôi là {session.text('receiver')}; chức vụ: {session.text('position') or DOTS + DOTS}."),
            Paragraph(f"Đã nhận của {within_sentence(context.addressed(visit.text('citizen_name')))}, {_PAPERS}."),
            FillLines("Các thông tin, tài liệu sau (tên, số trang, tình trạng):", _ITEMS),
            Paragraph(
                "Giấy biên nhận thông tin, tài liệu được lập thành 02 bản, giao cho người cung cấp thông tin, tài liệu"
                " 01 bản."
            ),
        ),
        signatures=(
            Signature(("Người cung cấp thông tin, tài liệu",), SIGN_NOTE),
            Signature(("Người nhận",), SIGN_NOTE),
        ),
    )


def _no_notice(context: ReportContext) -> Message | None:
    """Only two grounds are told by a notice; of a denunciation it would name who denounced."""
    visit = context.record("reception_visit")
    if visit.secret:
        return _("Lượt tố cáo được giữ bí mật nên không in thông báo này; hãy giải thích trực tiếp cho người tố cáo.")
    if visit.text("handling") == "refused" and visit.text("refusal_ground") in NOTICE_IS_OWED:
        return _not_yet_a_ground(context, visit)
    return _("Chỉ từ chối theo khoản 3 Điều 9 của Luật hoặc điểm h mới lập thông báo; căn cứ khác thì hãy giải thích.")


def _not_yet_a_ground(context: ReportContext, visit: Record) -> Message | None:
    """No paper cites a decree that was not in force when somebody was refused."""
    day = _refused_on(context, visit)
    if not is_of_later_decree(visit.text("refusal_ground"), day, context.store.law):
        return None
    return _(
        "Ngày {day} chưa có căn cứ này (Nghị định 154/2026/NĐ-CP). Hãy sửa “Căn cứ từ chối” theo Điều 9 của Luật.",
        day=day,
    )


def _refused_on(context: ReportContext, visit: Record) -> dt.date:
    return visit.date("refused_on") or _session(context, visit).date("held_on") or context.today


def _no_receipt(context: ReportContext) -> Message | None:
    """Something was handed in, by somebody whom the paper may name."""
    visit = context.record("reception_visit")
    if visit.secret:
        return _("Lượt tố cáo được giữ bí mật: hãy viết tay giấy biên nhận để giao cho người tố cáo.")
    if visit.text("handling") == "taken":
        return None
    return _("Lượt này không nhận đơn; hãy chọn “Tiếp nhận đơn” ở mục “Xử lý” nếu có nhận.")


FORMS = (
    ReportForm(
        code=REFUSAL,
        title=_("Thông báo từ chối tiếp công dân"),
        description=_("Mẫu 01/TCD: trong 3 ngày làm việc, khi từ chối theo khoản 3 Điều 9 của Luật hoặc điểm h"),
        purpose=Purpose.PETITION,
        kind="reception_visit",
        file_stem="TB-tu-choi-tiep-cong-dan",
        build_of=build_refusal,
        issued_by=issuers_of,
        issued_for="reception",
        nothing_to_say=_no_notice,
        document_type="notice",
        answers=frozenset({"reception.refusal"}),
    ),
    ReportForm(
        code=RECEIPT,
        title=_("Giấy biên nhận thông tin, tài liệu"),
        description=_("Mẫu 02/TCD: giao cho công dân nộp đơn, tài liệu khi được tiếp"),
        purpose=Purpose.PETITION,
        kind="reception_visit",
        file_stem="Bien-nhan-tai-lieu",
        build_of=build_receipt,
        issued_by=issuers_of,
        issued_for="reception",
        nothing_to_say=_no_receipt,
    ),
)
