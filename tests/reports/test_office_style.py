"""What a chief of office corrects in any paper, looked for in the text of every form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

_GOLDEN = Path(__file__).parents[1] / "data" / "golden"
_COUNT = re.compile(
    r"\b(?:gồm|cho|có|còn|của|đã|số|tại|và|tiếp|tiếp nhận|trả lời|\() ?[1-9]"
    r" (?:đội|mô hình|báo cáo|đơn vị|người|lượt|giám khảo|việc|đơn|nhiệm vụ|kiến nghị)\b"
)


def papers() -> list[Path]:
    return sorted(_GOLDEN.glob("*.txt"))


def faults(pattern: str | re.Pattern[str]) -> list[str]:
    """Return every place in the papers where a pattern is found, with the name of the paper."""
    return [f"{one.stem}: {found[0]}" for one in papers() for found in re.finditer(pattern, _running(one))]


def _running(paper: Path) -> str:
    return " ".join(paper.read_text(encoding="utf-8").split())


def _told(paper: Path) -> Iterator[str]:
    """Yield the lines of the list of recipients."""
    _before, _mark, after = paper.read_text(encoding="utf-8").partition("Nơi nhận:")
    return (line for line in after.splitlines() if line.startswith("- "))


def test_whom_a_paper_goes_to_begins_with_a_capital() -> None:
    assert not [one for one in faults(r"Kính gửi: \w+") if one.rpartition(" ")[2][0].islower()]


def test_a_count_in_a_sentence_has_two_digits() -> None:
    assert not faults(_COUNT)


def test_a_growth_is_told_with_its_unit() -> None:
    assert not faults(r"(?:tăng|giảm) [\d.]+ so với")


def test_a_petition_in_a_list_is_named_by_what_it_is() -> None:
    assert not faults(r"- [^:]{1,40}: \d{3}/\d{4} – ")


def test_minutes_have_neither_place_nor_day_at_their_head() -> None:
    """Nghị định 30/2020/NĐ-CP, Mẫu 1.10; for the Party three summaries of Hướng dẫn 05-HD/VPTW."""
    minutes = [one for one in papers() if "BIÊN BẢN\n" in one.read_text("utf-8")]
    heads = {one.stem: _running(one).partition(" BIÊN BẢN ")[0] for one in minutes}
    numbered = {name: head for name, head in heads.items() if "BB" in head}
    assert numbered
    assert not [name for name, head in numbered.items() if ", ngày " in head]


def test_recipients_are_named_in_full() -> None:
    assert not [line for one in papers() for line in _told(one) if re.search(r"HĐND|MTTQ", line)]


@pytest.mark.parametrize(
    "paper", [one for one in papers() if one.name.startswith(("oversight-r", "work-r", "month-r"))]
)
def test_a_report_ends_with_the_mark(paper: Path) -> None:
    text = paper.read_text(encoding="utf-8")
    mark = r"\.\n" if paper.stem.endswith(".party") else r"\./\."
    assert "BÁO CÁO\n" not in text or re.search(rf"Trên đây là Báo cáo[^.]*{mark}", text)


def test_a_decision_is_signed_for_the_body_that_takes_it() -> None:
    text = (_GOLDEN / "contest-decision.party.txt").read_text(encoding="utf-8")
    assert "BAN THƯỜNG VỤ ĐẢNG ỦY XÃ ĐÔNG SƠN" in text
    assert "T/M BAN THƯỜNG VỤ\nBÍ THƯ" in text


def test_a_list_that_the_front_signs_has_the_head_of_the_front() -> None:
    text = (_GOLDEN / "board-members.state.txt").read_text(encoding="utf-8")
    assert text.startswith("ỦY BAN MẶT TRẬN")
    assert "TM. BAN THƯỜNG TRỰC\nCHỦ TỊCH" in text


def test_a_term_that_ends_on_a_day_off_says_until_when_it_is_kept() -> None:
    assert "(ngày nghỉ, tính đến hết ngày 21 tháng 9 năm 2026)" in _running(_GOLDEN / "submission-letter.state.txt")
