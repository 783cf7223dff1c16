"""Phiếu khôi phục on paper: the words that open an encrypted store when its passphrase is forgotten, and their QR."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from danvan_desktop.reports.device_card import numbered_words
from danvan_desktop.reports.document import Align, Document, DocumentInfo, Header, NumberedList, Paragraph, Proof
from danvan_desktop.reports.page_format import load_page_format
from danvan_desktop.reports.printing import Printed, write_document
from danvan_desktop.reports.style import FileFormat, Style

_QR_SIDE = 45.0
"""Millimetres."""


def build_recovery_sheet(unit: str, made_on: dt.date, words: Sequence[str]) -> Document:
    """Build the page; the QR holds the words as they are typed."""
    return Document(
        info=DocumentInfo("Phiếu khôi phục tệp dữ liệu", unit, made_on),
        header=Header(unit),
        kind="Phiếu khôi phục",
        subject="Để mở tệp dữ liệu khi quên mật khẩu",
        blocks=(
            Paragraph("Các từ khôi phục, đọc từ trái sang phải:", Align.LEFT, indent=False),
            *numbered_words(words),
            NumberedList(
                (
                    "Ai có tờ giấy này và tệp dữ liệu thì đọc được toàn bộ dữ liệu: bỏ vào phong bì dán kín,"
                    " cất trong tủ khóa hoặc két, không để cùng máy tính, không chụp ảnh.",
                    "Khi quên mật khẩu: mở phần mềm, bấm “Quên mật khẩu…”, gõ các từ theo đúng thứ tự"
                    " (không cần gõ dấu), rồi đặt mật khẩu mới.",
                    "In phiếu mới thì phiếu này hết tác dụng với tệp dữ liệu; các bản sao lưu làm trước đó vẫn mở được"
                    " bằng phiếu này. Hủy phiếu cũ bằng cách cắt vụn hoặc đốt.",
                    "Mất cả mật khẩu lẫn phiếu thì không ai mở được dữ liệu, kể cả người làm ra phần mềm.",
                )
            ),
        ),
        proof=Proof(" ".join(words), "", "Mã QR chứa các từ khôi phục.", _QR_SIDE),
    )


def print_recovery_sheet(unit: str, made_on: dt.date, words: Sequence[str], out: Path) -> Printed:
    """Write the page as PDF; raises OutputError."""
    document = build_recovery_sheet(unit, made_on, words)
    return write_document(document, load_page_format(Style.STATE), out, FileFormat.PDF)
