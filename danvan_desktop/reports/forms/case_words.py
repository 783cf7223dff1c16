"""What the papers of a case say of it alike: who wrote, what the letter is, what it is about, when it came."""

from __future__ import annotations

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.cases import DISPUTE
from danvan_desktop.domain.secrecy import MASK
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.capitals import place_within
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.wording import date_words, within_sentence

_JOINED = {"complaint": "khiếu nại", "denunciation": "tố cáo"}
_OPENINGS = ("đơn ", "khiếu nại ", "tố cáo ", "tranh chấp đất đai ", "về việc ", "việc ", "về ")


def letter(context: ReportContext, case: Record) -> str:
    """Name the letter within a sentence: đơn khiếu nại."""
    if case.text("nature") == DISPUTE:
        return "đơn đề nghị giải quyết tranh chấp đất đai"
    return f"đơn {within_sentence(context.choice(case, 'nature'))}"


def sender_of(context: ReportContext, case: Record) -> str:
    """Name who wrote within a sentence, with how many others; by what the letter is where nobody is known."""
    name = case.text("citizen_name")
    if name in ("", MASK):
        return f"người {_JOINED.get(case.text('nature'), 'gửi đơn')}"
    others = case.number("people") - 1
    joined = _JOINED.get(case.text("nature"), "gửi đơn")
    return within_sentence(context.addressed(name)) + (f" và {others:02d} người cùng {joined}" if others > 0 else "")


def sender_with_address(context: ReportContext, case: Record) -> str:
    """Name who wrote, and where they live."""
    address = case.text("citizen_address")
    return sender_of(context, case) + (f", địa chỉ: {place_within(address)}" if address not in ("", MASK) else "")


def matter(case: Record) -> str:
    """Say what a letter is about, to stand behind ``về việc``."""
    said = about(case)
    for opening in _OPENINGS:
        said = said.removeprefix(opening)
    return said


def about(case: Record) -> str:
    """Say what a letter is about as its summary has it, within a sentence."""
    return within_sentence(case.text("title").strip().rstrip("."))


def received(case: Record) -> str:
    """Write the day on which it came."""
    return date_words(case.date("received_on"))


def came_from_agency(case: Record) -> bool:
    """Tell whether another agency sent the letter on: sent back, it goes back to that."""
    return case.text("channel") == "transferred" and bool(case.text("sent_to"))


def not_opened(context: ReportContext, case: Record) -> Message | None:
    """Say of a secret case that nobody opened for printing that its papers would be empty."""
    if context.opened is not None or not case.secret:
        return None
    return _(
        "Đơn này được giữ bí mật nên giấy in ra sẽ trống. Hãy bấm “In cả nội dung bí mật” (dòng lệnh: --reveal); lần in"
        " được ghi vào lịch sử của hồ sơ."
    )
