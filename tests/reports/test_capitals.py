"""Capital letters within a sentence by Nghị định 30/2020/NĐ-CP, Phụ lục II."""

from __future__ import annotations

import pytest

from danvan_desktop.reports.capitals import place_within
from danvan_desktop.reports.wording import about, called, dialogue_about, topic


@pytest.mark.parametrize(
    ("text", "set_in"),
    [
        ("Bầu Trưởng bản nhiệm kỳ 2026 – 2031", "bầu Trưởng bản nhiệm kỳ 2026 – 2031"),
        ("Bầu Ban Thanh tra nhân dân", "bầu Ban Thanh tra nhân dân"),
        ("Đón Tết Nguyên đán", "đón Tết Nguyên đán"),
        ("Học Nghị quyết của Đảng ủy", "học Nghị quyết của Đảng ủy"),
        ("Phương án sáp nhập thôn Trại Nhất", "phương án sáp nhập thôn Trại Nhất"),
        ("Giải phóng mặt bằng", "giải phóng mặt bằng"),
        ("Quỹ khuyến học của thôn", "quỹ khuyến học của thôn"),
        ("Quỹ Vì người nghèo", "Quỹ Vì người nghèo"),
        ("Tết Trung thu", "Tết Trung thu"),
        ("Ngày hội Đại đoàn kết toàn dân tộc", "Ngày hội Đại đoàn kết toàn dân tộc"),
        ("Ủy ban nhân dân xã lấy ý kiến", "Ủy ban nhân dân xã lấy ý kiến"),
        ("Nhân dân góp ý quy ước", "Nhân dân góp ý quy ước"),
        ("Nguyễn Văn An xin hiến đất", "Nguyễn Văn An xin hiến đất"),
        ("Đông Sơn xây dựng nông thôn mới", "Đông Sơn xây dựng nông thôn mới"),
        ("BHYT toàn dân", "BHYT toàn dân"),
        ("Nghị quyết số 110-NQ/TU về công tác dân vận", "Nghị quyết số 110-NQ/TU về công tác dân vận"),
        ("Kế hoạch Tháng Dân vận", "kế hoạch Tháng Dân vận"),
    ],
)
def test_a_topic_takes_small_letters_unless_it_begins_with_a_name(text: str, set_in: str) -> None:
    assert topic(text) == set_in
    assert about(text) == f"Về việc {set_in}"


@pytest.mark.parametrize(
    ("address", "set_in"),
    [
        ("Xóm Mới, Thôn Tân Sơn", "xóm Mới, thôn Tân Sơn"),
        ("Ngõ Giếng, thôn Chùa", "ngõ Giếng, thôn Chùa"),
        ("Thôn Đông", "thôn Đông"),
        ("Số 5, Tổ 3", "Số 5, tổ 3"),
        ("Thônh Đông", "Thônh Đông"),
    ],
)
def test_the_word_for_a_place_takes_a_small_letter_within_a_sentence(address: str, set_in: str) -> None:
    assert place_within(address) == set_in


@pytest.mark.parametrize(
    ("subject", "title", "phrase"),
    [
        (
            "Họp bản Ven định kỳ quý IV năm 2026",
            "Định kỳ quý IV năm 2026",
            "cuộc họp định kỳ quý IV năm 2026 của cộng đồng dân cư",
        ),
        ("Họp bản tổng kết năm", "Tổng kết năm", "cuộc họp tổng kết năm của cộng đồng dân cư"),
        (
            "Hội nghị lấy ý kiến Nhân dân",
            "Về việc lấy ý kiến Nhân dân",
            "cuộc họp của cộng đồng dân cư về việc lấy ý kiến Nhân dân",
        ),
        (
            "Bầu Trưởng bản",
            "Về việc bầu Trưởng bản",
            "cuộc họp của cộng đồng dân cư về việc bầu Trưởng bản",
        ),
        ("Tháng 10 nạo vét kênh", "Về việc tháng 10 nạo vét kênh", None),
        ("Họp dân", "", "cuộc họp của cộng đồng dân cư"),
        ("Họp", "", "cuộc họp của cộng đồng dân cư"),
        ("Họp bản Ven", "", "cuộc họp của cộng đồng dân cư"),
        ("Hội nghị toàn thể Nhân dân", "Toàn thể Nhân dân", "cuộc họp toàn thể Nhân dân của cộng đồng dân cư"),
    ],
)
def test_a_meeting_called_by_its_sort_is_not_about_itself(subject: str, title: str, phrase: str | None) -> None:
    named = called(subject, "bản Ven", "bản")
    assert named.title == title
    assert phrase in (None, named.phrase)


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("Đối thoại định kỳ giữa người đứng đầu với Nhân dân", "định kỳ giữa người đứng đầu với Nhân dân"),
        ("Đối thoại đột xuất về xe quá tải", "đột xuất về xe quá tải"),
        ("Đối thoại về xe quá tải", "với Nhân dân về xe quá tải"),
    ],
)
def test_a_dialogue_called_by_its_sort_is_printed_as_it_stands(subject: str, words: str) -> None:
    assert dialogue_about(subject) == words
