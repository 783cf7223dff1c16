"""Choices that several kinds share."""

from __future__ import annotations

from danvan_desktop.domain.fields import Choice
from danvan_desktop.localization import _

LEVELS = (
    Choice("village", _("Thôn, tổ dân phố")),
    Choice("commune", _("Cấp xã")),
    Choice("district", _("Cấp huyện (trước 01/7/2025)")),
    Choice("province", _("Cấp tỉnh")),
    Choice("central", _("Trung ương")),
)

GATHERING_STATES = (
    Choice("planned", _("Dự kiến")),
    Choice("held", _("Đã họp, biên bản dự thảo")),
    Choice("signed", _("Đã ký biên bản")),
    Choice("sent", _("Đã gửi cấp trên")),
)

SIGNED_STATES = frozenset({"signed", "sent"})

PETITION_FIELDS = (
    Choice("land", _("Đất đai, bồi thường, giải phóng mặt bằng")),
    Choice("environment", _("Môi trường")),
    Choice("construction", _("Xây dựng, giao thông")),
    Choice("policy", _("Chính sách, an sinh xã hội")),
    Choice("health", _("Y tế, bảo hiểm")),
    Choice("education", _("Giáo dục")),
    Choice("security", _("An ninh, trật tự")),
    Choice("religion_ethnic", _("Tôn giáo, dân tộc")),
    Choice("procedures", _("Thủ tục hành chính")),
    Choice("cadres", _("Tác phong, đạo đức cán bộ")),
    Choice("utilities", _("Điện, nước")),
    Choice("other", _("Lĩnh vực khác")),
)
