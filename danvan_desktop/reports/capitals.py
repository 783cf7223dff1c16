"""Capital letters within a sentence: Nghị định 30/2020/NĐ-CP, Phụ lục II."""

from __future__ import annotations

import re

from danvan_desktop.patterns import pattern

_NAMES_OF_BODIES = (
    *("ủy ban", "uỷ ban", "hội đồng nhân dân", "mặt trận tổ quốc", "đảng ủy", "đảng uỷ", "đảng bộ", "chi bộ"),
    *("hội nông dân", "hội liên hiệp", "hội cựu chiến binh", "hội người cao tuổi", "hội chữ thập đỏ", "hội khuyến học"),
    *("đoàn thanh niên", "đoàn tncs", "công đoàn", "quốc hội", "chính phủ", "thủ tướng", "nhà nước", "nhân dân"),
    *("ban giám sát", "ban thanh tra", "ban công tác mặt trận", "ban tuyên giáo", "ban xây dựng đảng"),
    *("phòng kinh tế", "phòng văn hóa", "trạm y tế", "công an", "ban chỉ huy quân sự", "đảng ", "bác hồ", "hiến pháp"),
    *("nghị định ", "pháp lệnh ", "tháng dân vận", "tháng hành động", "ngày hội đại đoàn kết", "ngày pháp luật"),
)
"""Beginnings that Nghị định 30/2020/NĐ-CP, Phụ lục II, writes with a capital wherever they stand: bodies and
organisations, acts of law cited by name, festivals and days, Nhân dân, Nhà nước."""
_CITED_PAPER = pattern(
    r"(?:nghị quyết|quyết định|quy định|quy chế|chỉ thị|kết luận|kế hoạch|chương trình|hướng dẫn|thông tri|thông tư"
    r"|thông báo|công văn) (?:liên tịch )?(?:số )?\d",
    re.IGNORECASE,
)
"""A paper that is cited by its number keeps the capital of its kind."""
_BEGINS_A_NAME = pattern(
    "trưởng|phó|tổ|bí|chủ|ban|ủy|uỷ|hội|đảng|mặt|đoàn|nhân|nhà|quỹ|luật|nghị|tháng|ngày|tết|đại|đề|kế|chương|chỉ"
    "|thông|xuân|quốc|công|thôn|bản|xóm"
)
"""Second words that are capitals of a name of their own: what stands before them is a common word."""
_COMMON_BEGINNINGS = pattern(
    "bàn|bầu|họp|mừng|đón|học|thăm|tặng|sửa|làm|lắp|xây|mở|đặt|đổi|gọi|góp|chi|thu|nạo|phân|triển|tổng|phương|thông"
    "|cho|miễn|giao|giới|lấy|tham|xét|bình|kiểm|giám|tuyên|hỗ|vận|ủng|phát|chuyển|rà|nâng|sáp|dự|kế|nội|kết|việc|các"
    "|những|đóng|công|quyết|hòa|hoà|tu|cải|thành|lập|bảo|phòng|sắp|chỉnh|trồng|dọn|vệ"
)
"""Words with which a matter begins, and no name does."""
_PLACE_WORDS = pattern(
    r"(^|,\s*)(Thôn|Bản|Làng|Xóm|Ấp|Buôn|Bon|Phum|Sóc|Khóm|Khu|Tổ|Ngõ|Ngách|Đường|Xã|Phường|Thị trấn|Huyện|Tỉnh)(?=\s)"
)


def begins_with_a_name(text: str) -> bool:
    """Tell whether a text begins with the name of a person, place, body or festival."""
    if text.lower().startswith(_NAMES_OF_BODIES) or _CITED_PAPER.match(text):
        return True
    words = text.split()
    if len(words) < 2 or not words[1][:1].isupper():
        return False
    first, second = words[0].lower(), words[1].lower()
    return not _COMMON_BEGINNINGS.fullmatch(first) and not _BEGINS_A_NAME.fullmatch(second)


def place_within(text: str) -> str:
    """Set an address into a sentence: the words for what a place is take small letters, its name keeps them.

    ``Xóm Mới, Thôn Tân Sơn`` gives ``xóm Mới, thôn Tân Sơn``.
    """
    return _PLACE_WORDS.sub(lambda found: f"{found[1]}{found[2][:1].lower()}{found[2][1:]}", text)
