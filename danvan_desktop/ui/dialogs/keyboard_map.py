"""Every key that does something, by where it does: what F1 shows and what the guide says."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.ui.place_choices import MOST_PINS

KEYBOARD_MAP: Sequence[tuple[Message, Sequence[tuple[str, Message]]]] = (
    (
        _("Ở mọi nơi trong cửa sổ chính"),
        (
            ("Ctrl+K", _("Tìm nhanh hồ sơ, việc cần làm, biểu mẫu")),
            (f"Ctrl+1 … Ctrl+{MOST_PINS}", _("Mở từng trang đã ghim")),
            ("Ctrl+B", _("Thu gọn cột bên trái, mở lại")),
            ("→, Alt+Down", _("Ở cột bên trái: mở các sổ của nhóm")),
            ("Ctrl+Z", _("Hoàn tác lần lưu vừa rồi")),
            ("Ctrl+Y", _("Làm lại việc vừa hoàn tác")),
            ("Ctrl+Shift+L", _("Khóa cửa sổ, đổi người làm việc")),
            ("F1", _("Trợ giúp và bảng phím tắt này")),
        ),
    ),
    (
        _("Trong danh sách"),
        (
            ("Ctrl+N", _("Thêm hồ sơ mới")),
            ("Ctrl+F", _("Tìm trong danh sách; phím ↓ để sang danh sách")),
            ("Enter", _("Mở hồ sơ đang chọn; hồ sơ đang mở bên cạnh thì theo dòng được chọn")),
            ("Shift+↑ ↓, Ctrl+A", _("Chọn nhiều hồ sơ")),
            ("Ctrl+D", _("Nhân đôi hồ sơ đang chọn thành hồ sơ mới")),
            ("Delete", _("Xóa các hồ sơ đang chọn (vào Thùng rác)")),
            ("Alt+Down", _("Mở thực đơn của cột đang chọn: xếp, lọc, ẩn, dời cột")),
            ("Ctrl+P", _("In danh sách đang xem")),
            ("Ctrl+H", _("Lịch sử của hồ sơ đang chọn")),
        ),
    ),
    (
        _("Khi nhập hồ sơ"),
        (
            ("Tab, Shift+Tab", _("Sang ô sau, về ô trước")),
            ("Alt+Down", _("Mở lịch của ô ngày; mở mẫu câu của ô đang viết")),
            ("Ctrl+↑, Ctrl+↓", _("Hồ sơ trước, hồ sơ sau trong danh sách")),
            ("Alt+1 … Alt+9", _("Mở từng phần của hồ sơ; đang ở phần ấy thì gấp lại")),
            ("Ctrl+PgUp, Ctrl+PgDown", _("Thẻ trước, thẻ sau")),
            ("Alt+PgUp, Alt+PgDown", _("Đang chấm hội thi: lưu, rồi mở đội trước, đội sau")),
            ("Ctrl+Tab, Ctrl+Shift+Tab", _("Chuyển giữa các hồ sơ đang mở")),
            ("F6", _("Bước tiếp theo: đến chỗ phải ghi")),
            ("Ctrl+S", _("Lưu")),
            ("Ctrl+P", _("Lưu rồi xem bản in")),
            ("Ctrl+H", _("Lịch sử của hồ sơ")),
            ("F2", _("Thêm ý kiến ngay, đang ở thẻ nào cũng được (họp thôn, đối thoại)")),
            ("Enter", _("Mở kiến nghị đã lập từ ý kiến đang chọn")),
            ("Tab, Delete", _("Trong bảng: gõ là ghi vào ô; Tab sang ô sau, hết bảng thì thêm dòng; Delete xóa ô")),
            ("Ctrl+V, Ctrl+Z", _("Trong bảng: dán danh sách từ Excel, Word; hoàn tác từng bước")),
            ("Ctrl+T", _("Thêm ý kiến, nội dung biểu quyết, mục chương trình")),
            ("Delete", _("Xóa tệp đính kèm đang chọn")),
            ("F4", _("Đếm phiếu biểu quyết (ở thẻ Biểu quyết)")),
            ("Esc, Alt+←", _("Quay lại danh sách; đang ghi dở thì giữ thành bản nháp")),
            ("Ctrl+Shift+O", _("Mở hồ sơ ra cửa sổ riêng")),
            ("Ctrl+W", _("Đóng hồ sơ; nếu chưa lưu, phần mềm sẽ hỏi")),
        ),
    ),
    (
        _("Khi điểm danh hộ"),
        (
            ("Enter", _("Đánh dấu hộ vừa tìm là có mặt")),
            ("↑ ↓", _("Chuyển giữa các hộ vừa tìm")),
        ),
    ),
    (
        _("Khi đếm phiếu"),
        (
            ("1, 2, 3", _("Thêm một phiếu tán thành, không tán thành, ý kiến khác")),
            ("Backspace", _("Xóa phiếu vừa đếm")),
            ("Enter", _("Ghi kết quả")),
        ),
    ),
    (
        _("Khi xem bản in"),
        (
            ("Ctrl++, Ctrl+−, Ctrl+0", _("Phóng to, thu nhỏ, khổ giấy thật")),
            ("Ctrl+F", _("Tìm trong các trang")),
            ("Ctrl+C", _("Chép chữ của trang")),
            ("Ctrl+P", _("In")),
            ("Ctrl+S", _("Lưu PDF")),
            ("Ctrl+Shift+S", _("Mở bằng Word")),
        ),
    ),
    (
        _("Khi đối chiếu"),
        (("Alt+1, Alt+2", _("Dùng bản bên trái, bản bên phải")),),
    ),
    (
        _("Khi thiết lập ban đầu"),
        (
            ("Ctrl+Enter", _("Ghi bước này rồi sang bước sau")),
            ("Ctrl+↑, Ctrl+↓", _("Bước trước, bước sau")),
            ("Esc", _("Để sau; những gì đã gõ được giữ lại")),
        ),
    ),
    (
        _("Trên lịch tháng"),
        (("PgUp, PgDown, Home", _("Tháng trước, tháng sau, hôm nay")),),
    ),
)


def keyboard_map_html(say: Translator) -> str:
    """Write the map as simple HTML for a text browser."""
    parts = [f"<h2>{escape(say(_('Bảng phím tắt')))}</h2>"]
    for place, keys in KEYBOARD_MAP:
        rows = "".join(
            f"<tr><td width='190'><b>{escape(key)}</b></td><td>{escape(say(does))}</td></tr>" for key, does in keys
        )
        parts.append(f"<h3>{escape(say(place))}</h3><table cellpadding='4'>{rows}</table>")
    return "".join(parts)
