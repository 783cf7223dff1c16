"""Which words of a title stay together on a line: compounds, names of bodies, persons and places, numbers with units.

No rule says it in these words; Nghị định 30/2020/NĐ-CP, Phụ lục I, only centres titles. A chief of office marks a line
that ends within a word all the same: “Nhân / dân”, “tháng / 11”, “của / người đứng đầu”.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

UNBROKEN_SPACE = "\u00a0"

_BODIES = (
    *("ủy ban nhân dân", "uỷ ban nhân dân", "hội đồng nhân dân", "tổ quốc việt nam", "thi đua - khen thưởng"),
    *("việt nam", "tổ dân phố", "trung tâm phục vụ", "hành chính công", "người đứng đầu", "người đại diện"),
    *(
        "người cao tuổi",
        "người ứng cử",
        "cựu chiến binh",
        "ban công tác mặt trận",
        "tổ kiểm phiếu",
        "hồ chí minh",
        "thủ tục hành chính",
    ),
    *("bí thư chi bộ", "tái định cư", "dân vận khéo", "hộ gia đình", "tổ chức tôn giáo", "kiểm phiếu"),
)
"""Names of bodies and of offices, and compounds of three words and more."""

_FRONT = "mặt trận tổ quốc(?! việt nam)"
"""With “Việt Nam” behind it the name is broken before “Tổ quốc”, as on the head of the Front's own papers."""

_PAIRS = """
an ninh, an sinh, an toàn, ban hành, biên bản, biểu dương, biểu mẫu, biểu quyết, bàn giao, bán trú, báo cáo, bê tông,
bình xét, bí thư, bảo hiểm, bảo trợ, bảo vệ, bảo đảm, bồi dưỡng, bồi thường, bổ sung, bộ phận, bộ đội, bữa sáng,
bữa ăn, cam kết, cao nhất, chi bộ, chi hội, chi tiết, chi trả, chuyên đề, chuyển sang, chuyển tiếp, chuyển đổi,
chuẩn bị, chính quyền, chính sách, chính trị, chăn nuôi, chương trình, chấm điểm, chấp hành, chất lượng, chế độ,
chỉ tiêu, chỉ đạo, chỗ ở, chủ trì, chủ trương, chủ tịch, chủ đầu tư, chủ đề, chức năng, chức sắc, chức vụ, chứng kiến,
chứng thực, chữ số, cuối kỳ, cuối năm, cá nhân, cán bộ, cây giống, có mặt, công an, công bố, công chức, công cộng,
công dân, công khai, công nghệ, công nhận, công trình, công tác, công việc, công đoàn, căn cứ, cơ cấu, cơ quan, cơ sở,
cư trú, cải cách, cấp uỷ, cấp ủy, cộng đồng, cứu hộ, cứu nạn, cử tri, danh hiệu, danh mục, danh sách, di dời,
diện tích, du lịch, duy trì, dân chủ, dân cư, dân quân, dân số, dân sự, dân tộc, dân vận, dòng họ, dư luận, dịch vụ,
dữ liệu, dự kiến, dự thảo, dự toán, dự tuyển, dự án, gia đình, giai đoạn, gian lận, giao thông, giao tiếp, giao việc,
giá trị, giám sát, giáo dân, giáo dục, giúp nhau, giải phóng, giải quyết, giải thích, giải trình, giấy mời, giới thiệu,
giới tính, góp ý, gương mẫu, gần dân, gần nhất, hiện trạng, hiện vật, hiệu quả, hoà giải, hoàn thiện, hoàn thành,
hoạt động, huy chương, huy động, hành chính, hình thức, hòa giải, hương ước, hướng dẫn, hưởng ứng, hạ tầng, hạn chế,
hạng mục, hậu phương, học sinh, học tập, họp dân, họp thôn, hỏi đáp, hồ sơ, hỗ trợ, hộ chiếu, hộ nghèo, hộ tịch,
hội nghị, hội thi, hội trường, hội viên, hội đồng, khai mạc, khai thác, khen thưởng, khiếu nại, khoáng sản, khoản thu,
khu dân, khu vực, khuyến học, khuyến nông, khám chữa, khó khăn, khảo sát, khẩn trương, khởi nghiệp, kinh doanh,
kinh nghiệm, kinh phí, kinh tế, kiến nghị, kiến thức, kiến trúc, kiểm kê, kiểm phiếu, kiểm tra, kiểm điểm, kê khai,
kênh mương, kế hoạch, kết luận, kết quả, kỳ trước, lao động, liên hiệp, liên quan, liên xã, liệt sĩ, luật sư, lãnh đạo,
lĩnh vực, lượt hộ, lượt người, lắp đặt, lịch sử, lớp học, lợi ích, lực lượng, minh bạch, miễn nhiệm, mô hình,
môi trường, mặt bằng, mặt trận, một cửa, mở rộng, mục tiêu, mừng thọ, nghiêm túc, nghĩa vụ, nghề nghiệp, nghỉ hưu,
nghị quyết, nguyên nhân, nguyện vọng, nguồn lực, ngày công, ngân sách, người chấm, người dân, ngừng việc, nhiệm kỳ,
nhiệm vụ, nhà giáo, nhà nước, nhà trường, nhà văn hoá, nhà văn hóa, nhà ở, nhân dân, nhân rộng, nhân sự, nhân tố,
nhận xét, nhắc nhở, niêm yết, nâng cao, nâng cấp, nông dân, nông nghiệp, nông thôn, năng lực, nước sạch, nạo vét,
nội dung, nội quy,
phiên họp, phong trào, pháp luật, pháp lý, phát biểu, phát huy, phát phiếu, phát sinh, phát triển, phát động,
phân công, phân loại, phê bình, phê duyệt, phòng cháy, phòng chống, phó bí thư, phó chủ tịch, phó trưởng ban,
phương hướng, phương thức, phương án, phản biện, phản ánh, phối hợp, phổ biến, phụ huynh, phụ lục, phụ nữ, phụ trách,
phục vụ, phức tạp, quan hệ, quan trọng, quy chế, quy hoạch, quy mô, quy tiền, quy trình, quy định, quy ước, quyết nghị,
quyết toán, quyết tâm, quyết định, quyền lợi, quá hạn, quân nhân, quân sự, quản lý, rà soát, rác thải, sinh hoạt,
sinh viên, so sánh, so với, suy thoái, sáng kiến, sáp nhập, sơ kết, sơ đồ, sạt lở, sản phẩm, sản xuất, sắp xếp,
số liệu, số lượng, sổ sách, sức khỏe, sử dụng, sửa chữa, tham dự, tham gia, tham mưu, tham quan, thanh niên,
thanh toán, thanh tra, thay thế, thay đổi, theo dõi, thi công, thi đua, thiên tai, thiết bị, thiết kế, thoát nghèo,
thoát nước, thu chi, thu gom, thu hồi, thu nhập, thuyết minh, thuê đất, thành lập, thành phần, thành tích, thành viên,
thái độ, thân nhân, thân thiện, thôn xóm, thông báo, thông minh, thông qua, thông thường, thông tin, thư ký, thư viện,
thương binh, thường kỳ, thường niên, thường trực, thường xuyên, thảo luận, thẩm quyền, thẩm định, thỏa thuận, thống kê,
thống nhất, thời gian, thời hạn, thụ lý, thủ tục, thực hiện, thực hành, thực phẩm, thực vật, tiên tiến, tiêu biểu,
tiêu chuẩn, tiêu chí, tiến độ, tiếp công dân, tiếp cận, tiếp nhận, tiếp thu, tiếp tục, tiếp xúc, tiền thưởng,
tiểu phẩm, tiểu thương, toàn dân, toàn thể, toàn xã, tranh chấp, trao giải, trao đổi, triển khai, trong kỳ, trung tâm,
truyền thông, truyền thống, trách nhiệm, trình bày, trước hạn, trường học, trường hợp, trưởng ban, trưởng bản,
trưởng thôn, trạng thái, trả lời, trật tự, trẻ em, trục chính, tuyên dương, tuyên truyền, tuyến đường, tuyển chọn,
tuyển quân, tài chính, tài khoản, tài liệu, tài sản, tác phong, tái chế, tán thành, tình huống, tình hình, tôn giáo,
tôn vinh, tư pháp, tư vấn, tương lai, tại nguồn, tập huấn, tập thể, tập trung, tố cáo, tối thiểu, tối đa, tổ chức,
tổ phát phiếu, tổ quốc, tổ trưởng, tổng hợp, tổng kết, tổng số, tự chấm, tự nguyện, tự quản, tỷ lệ, uỷ ban, vay vốn,
viên chức, văn bản, văn hoá, văn hóa, văn minh, văn nghệ, văn phòng, vấn đề, vận hành, vận động, vật liệu, vắng mặt,
vệ sinh, vị trí, vỏ thuốc, vụ việc, xem xét, xin lỗi, xung quanh, xác minh, xác nhận, xây dựng, xã hội, xếp hạng,
xếp loại, xử lý, xử phạt, y tế, yêu cầu, yêu thương, ý kiến, ý thức, đi lại, điều chỉnh, điều hành, điều kiện,
điểm nóng, điển hình, đoàn kết, đoàn thể, đoàn viên, đào tạo, đánh giá, đóng góp, đô thị, đôn đốc, đăng ký, đơn thư,
đơn vị, đường hoa, đường liên xã, đại biểu, đại diện, đại hội, đảng bộ, đảng uỷ, đảng viên, đảng ủy, đất đai, đầu năm,
đầu tư, đầy đủ, đề nghị, đề xuất, đề án, địa bàn, địa chỉ, địa phương, địa điểm, định kỳ, đối chiếu, đối thoại,
đối tượng, đồng chí, đồng ruộng, đồng thuận, đồng tình, độ tuổi, đột xuất, ưu tiên, ưu điểm, ươm cây, ủng hộ, ủy ban,
ứng cử, ứng xử
"""
"""Two words (seldom three) that are one in Vietnamese, as they occur in titles of papers and heads of columns."""

_PLACES = "xã|phường|đặc khu|thị trấn|huyện|tỉnh|thành phố|thôn|bản|làng|xóm|ấp|buôn|khu|tổ dân phố|tổ|quý|đường"
_LEADS = (
    *("của", "về", "với", "và", "các", "những", "mọi", "mỗi", "tại", "từ", "do", "cho"),
    *("trong", "trên", "thuộc", "theo", "đến", "để", "đối với", "ông", "bà", "ông (bà)", "đồng chí", "hộ"),
)
"""Words that lead to what follows: no line ends in one where another break is as good."""
ENDS_A_LINE = (":", ";", "ĐẠI DIỆN")
"""What ends a line of a title where that needs no more lines."""
_COMMON = (
    *(
        "Ủy",
        "Uỷ",
        "Hội",
        "Đảng",
        "Mặt",
        "Chủ",
        "Phó",
        "Bí",
        "Nhân",
        "Nhà",
        "Ban",
        "Luật",
        "Nghị",
        "Kế",
        "Kết",
        "Thường",
    ),
    *("Trưởng", "Phòng", "Trung", "Quyết", "Công", "Đoàn", "Tháng", "Mô", "Báo"),
)
"""Words with a capital that begin the name of a body, an office or a paper, not of a person or a place."""


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Match the longest of ``words``, whole."""
    alternatives = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?:{alternatives})(?!\w)", re.IGNORECASE)


_COMPOUND = _any_of(word.strip() for word in _PAIRS.split(","))
_BODY = re.compile(rf"{_any_of(_BODIES).pattern}|{_FRONT}(?!\w)", re.IGNORECASE)
_FIGURE = re.compile(
    r"(?:ngày|tháng|quý|năm|số|khóa|khoá|điều|khoản|lần|kỳ|tối đa) (?:\d+|[IVX]+)(?!\w)|\d[\d.,]* [^\W\d]+",
    re.IGNORECASE,
)
_PLACE = re.compile(rf"(?:{_PLACES}) (?=\S)", re.IGNORECASE)
_PLACE_AT_END = re.compile(r"(?:xã|phường|đặc khu|tỉnh|thành phố) \w+(?: \w+){1,2}$", re.IGNORECASE)
_LEADING = _any_of(_LEADS)


_LABELS = (
    *(
        "ngày",
        "tháng",
        "quý",
        "năm",
        "số",
        "khóa",
        "khoá",
        "điều",
        "khoản",
        "điểm",
        "lần",
        "kỳ",
        "chương",
        "mục",
        "phần",
    ),
    *(
        "thôn",
        "bản",
        "tổ",
        "xóm",
        "ấp",
        "khu",
        "ngõ",
        "đội",
        "cụm",
        "đợt",
        "dòng",
        "cột",
        "trang",
        "mẫu",
        "nhóm",
        "hạng",
    ),
    *("thứ", "vòng", "bước", "dân phố", "phụ lục"),
)
"""Words that a number names one of: ngày 05, Điều 21, thôn 3."""
_NOT_COUNTED = (
    *("và", "hoặc", "của", "là", "thì", "ở", "tại", "do", "đến", "tới", "từ", "trong", "theo", "với", "cho", "về"),
    *("trên", "được", "đã", "có", "không", "như", "nên", "để", "bằng", "thuộc", "so", "cùng", "trước", "sau", "này"),
)
"""Words behind a number that it does not count."""
_HAS_FIGURES = re.compile(r"[\d…]|ng \(bà\)")
_EITHER_TITLE = re.compile(r"(?<!\w)([Ôô]ng) (?=\(bà\))")
_STRETCH = re.compile(r"(\S*\d/\d{4}|(?<!\S)\d{4}) ([–-]) (\d\S*/\d{4}\S*|\d{4}(?!\d)\S*)")
_LABELLED = re.compile(rf"(?<!\w)((?i:{'|'.join(_LABELS)})) ((?:\d|[IVX]+(?!\w))\S*)")
_COUNTED = re.compile(
    rf"(?<![\w.,/\-{UNBROKEN_SPACE}])(\d+(?:[.,]\d+)*(?:/\d+)?|…+) (?!(?:{'|'.join(_NOT_COUNTED)})(?!\w))([^\W\d_]\S*)"
)


def figures_bound(text: str, fits: Callable[[str], bool]) -> str:
    """Keep a number on the line of what it counts or names (16 ngày, Điều 21), and dots to write one on with theirs.

    “Ông (bà)” is one word, too, and so are the two days or years of a stretch. Figures stay parted where ``fits``
    says that both do not fit, or would leave too wide a gap on the line above.
    """
    if not _HAS_FIGURES.search(text):
        return text

    def bound(found: re.Match[str]) -> str:
        whole = f"{found[1]}{UNBROKEN_SPACE}{found[2]}"
        return whole if fits(whole) else found[0]

    def counted(found: re.Match[str]) -> str:
        return bound(found) if found[2][0].islower() else found[0]

    def ranged(found: re.Match[str]) -> str:
        whole = UNBROKEN_SPACE.join(found.groups())
        return whole if fits(whole) else found[0]

    text = _STRETCH.sub(ranged, _EITHER_TITLE.sub(rf"\1{UNBROKEN_SPACE}", text))
    return _COUNTED.sub(counted, _LABELLED.sub(bound, text))


@dataclass(frozen=True)
class Ties:
    """The places of spaces at which no line of a title ends: within words, within names; behind words that lead on."""

    words: frozenset[int]
    names: frozenset[int]
    leads: frozenset[int]


@lru_cache(maxsize=1 << 10)
def ties_of(text: str) -> Ties:
    """Find what stays together; a place in capitals, where names do not show, is known at the end by its kind alone."""
    starts = [found.start() for found in re.finditer(r"(?<!\w)\w", text)]
    words = _spans(_COMPOUND, text, starts) + _spans(_FIGURE, text, starts)
    names = _spans(_BODY, text, starts)
    if text.isupper():
        names += _spans(_PLACE_AT_END, text, starts)
    else:
        names += [(start, end) for start, end in _spans(_PLACE, text, starts) if _named(text, end)]
        names += [(start, start + len(_name(text[start:]))) for start in starts]
    leads = {end for _start, end in _spans(_LEADING, text, starts) if text[end : end + 1] == " "}
    return Ties(_spaces(words, text), _spaces(names, text), frozenset(leads))


def _spans(pattern: re.Pattern[str], text: str, starts: Iterable[int]) -> list[tuple[int, int]]:
    return [found.span() for start in starts if (found := pattern.match(text, start))]


def _spaces(spans: Iterable[tuple[int, int]], text: str) -> frozenset[int]:
    return frozenset(place for start, end in spans for place in range(start, end) if text[place] == " ")


def _named(text: str, place: int) -> bool:
    return text[place].isupper() or text[place].isdigit()


def _name(text: str) -> str:
    """Give the name of a person or a place with which a text begins: two words or more, each with a capital."""
    words = text.split(" ")
    count = 0
    for word in words:
        if not word[:1].isupper() or word.startswith(_COMMON):
            break
        count += 1
        if not word[-1].isalnum():
            break
    return " ".join(words[:count])
