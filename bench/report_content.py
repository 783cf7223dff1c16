"""The same report for every renderer: a register of wrapped rows and the minutes of meetings, as plain data."""

from __future__ import annotations

import random
from typing import TypedDict

ROWS, MINUTES = 2_000, 100
"""About 250 pages of a register on A4 across, and 100 minutes of one page or two."""

COLUMNS = [
    ("Số", 19), ("Ngày tiếp nhận", 22), ("Người kiến nghị, địa chỉ", 33), ("Nội dung kiến nghị, phản ánh", 55),
    ("Thẩm quyền, nơi được giao", 30), ("Hạn trả lời", 22), ("Trả lời", 30), ("Thông báo cho dân", 22),
    ("Quá hạn (ngày)", 14),
]  # fmt: skip

_PHRASE = (
    "đường mương điện nước rác thải đất đai bồi thường hộ nghèo bảo hiểm trường học nhà văn hóa an ninh trật tự"
    " cống đèn chiếu sáng giống lúa chăn nuôi ô nhiễm đề nghị sớm sửa chữa nâng cấp"
)
_WORDS = _PHRASE.split(" ")


class Content(TypedDict):
    """Rows of the register, and for each meeting its paragraphs."""

    rows: list[list[str]]
    minutes: list[list[str]]


def content(times: float = 1.0) -> Content:
    """Make the report, ``times`` as long."""
    rng = random.Random(7)
    return {
        "rows": [_row(rng, number) for number in range(1, round(ROWS * times) + 1)],
        "minutes": [[_text(rng, 60) for _paragraph in range(8)] for _meeting in range(round(MINUTES * times))],
    }


def _row(rng: random.Random, number: int) -> list[str]:
    return [
        f"{number:03d}/2026", "12/8/2026", f"Nguyễn Văn {rng.choice('ABCDEGHK')}, thôn Đông", _text(rng, 22),
        "Xã; công chức địa chính", "26/8/2026", f"Đã giải thích. {_text(rng, 4)}", "20/8/2026, họp thôn",
        str(rng.randint(0, 20)),
    ]  # fmt: skip


def _text(rng: random.Random, words: int) -> str:
    return " ".join(rng.choices(_WORDS, k=words)).capitalize() + "."
