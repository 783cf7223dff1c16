"""The steps of taking land back (Luật Đất đai 31/2024/QH15, Điều 87), as projects have and tasks of plans name them."""

from __future__ import annotations

from danvan_desktop.domain.fields import Choice
from danvan_desktop.localization import _

POSTED, OPINIONS, FINALISED, APPROVED, PAID = "s07", "s08", "s09", "s11", "s13"
PERSUADED, COERCED, OTHER = "s14", "s16", "other"
STEPS = (
    Choice("s01", _("Họp phổ biến với người có đất")),
    Choice("s02", _("Thông báo thu hồi đất")),
    Choice("s03", _("Điều tra, kiểm đếm")),
    Choice("s04", _("Vận động phối hợp kiểm đếm")),
    Choice("s05", _("Kiểm đếm bắt buộc")),
    Choice("s06", _("Lập phương án bồi thường, hỗ trợ, tái định cư")),
    Choice(POSTED, _("Niêm yết phương án")),
    Choice(OPINIONS, _("Họp lấy ý kiến về phương án")),
    Choice(FINALISED, _("Đối thoại với người không đồng ý, hoàn chỉnh phương án")),
    Choice("s10", _("Thẩm định phương án")),
    Choice(APPROVED, _("Phê duyệt phương án")),
    Choice("s12", _("Công khai, gửi phương án đã phê duyệt")),
    Choice(PAID, _("Chi trả tiền bồi thường, hỗ trợ")),
    Choice(PERSUADED, _("Vận động bàn giao đất")),
    Choice("s15", _("Bàn giao đất")),
    Choice(COERCED, _("Cưỡng chế thu hồi đất")),
    Choice(OTHER, _("Bước khác")),
)
"""The steps of Điều 87 in their order, some come several times, and what an office does besides."""
