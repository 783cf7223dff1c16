"""Thẻ máy on paper: which machine it is, the words that a person compares, the card itself as a QR code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from danvan_desktop.reports.document import (
    Align,
    Document,
    DocumentInfo,
    Header,
    NumberedList,
    Paragraph,
    Proof,
    Run,
)

_PER_ROW = 5
_QR_SIDE = 70.0
"""Millimetres: the card's few hundred bytes must still be read from a sheet that went through a copier."""


@dataclass(frozen=True)
class CardFacts:
    """What the page says; ``words`` and ``digits`` are one fingerprint, ``text`` is the content of the card's file."""

    unit: str
    device: str
    made_on: dt.date
    words: Sequence[str]
    digits: str
    text: str


def build_device_card(facts: CardFacts) -> Document:
    """Build the page."""
    return Document(
        info=DocumentInfo(f"Thẻ máy: {facts.device}", facts.unit, facts.made_on),
        header=Header(facts.unit),
        kind="Thẻ máy",
        subject="Để đơn vị khác nhận biết máy tính này khi trao đổi dữ liệu",
        blocks=(
            Paragraph((Run("Máy: "), Run(facts.device, bold=True)), Align.LEFT, indent=False),
            Paragraph((Run("Đơn vị: "), Run(facts.unit, bold=True)), Align.LEFT, indent=False),
            Paragraph("Mười từ nhận dạng của máy, đọc từ trái sang phải:", Align.LEFT, indent=False),
            *numbered_words(facts.words),
            NumberedList(
                (
                    "Chép tệp thẻ của máy này sang máy nhận và mở tại mục Gửi, nhận, nút “Các máy…”.",
                    "Gặp trực tiếp hoặc gọi điện, đọc cho nhau nghe các từ trên; từng từ phải trùng với màn hình.",
                    "Chỉ xác nhận khi tất cả các từ đều trùng. Nếu khác dù một từ, không xác nhận.",
                )
            ),
        ),
        proof=Proof(facts.text, facts.digits, "Mã QR chứa toàn bộ thẻ; dãy số là mười từ ấy viết bằng số.", _QR_SIDE),
    )


def numbered_words(words: Sequence[str]) -> Iterator[Paragraph]:
    """Set the words in rows of five, each with its number."""
    numbered = [f"{number}. {word}" for number, word in enumerate(words, 1)]
    for start in range(0, len(numbered), _PER_ROW):
        row = "; ".join(numbered[start : start + _PER_ROW])
        yield Paragraph((Run(row, bold=True),), Align.CENTER, indent=False)
