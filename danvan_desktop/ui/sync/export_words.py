"""Words about what leaves and what stays."""

from __future__ import annotations

from danvan_desktop.localization import Message, ngettext


def secrets_kept(count: int) -> Message:
    """Say of how many secret records the hidden content stays."""
    return ngettext(
        "Nội dung bí mật (tố cáo) của {n} hồ sơ ở lại máy này.",
        "Nội dung bí mật (tố cáo) của {n} hồ sơ ở lại máy này.",
        count,
    )


def volumes_told(count: int) -> Message:
    """Say that what leaves becomes several files."""
    return ngettext(
        "Dữ liệu nhiều nên chia thành {n} tệp; nơi nhận cần đủ các tệp, nhập theo thứ tự nào cũng được.",
        "Dữ liệu nhiều nên chia thành {n} tệp; nơi nhận cần đủ các tệp, nhập theo thứ tự nào cũng được.",
        count,
    )


def held_back_told(count: int) -> Message:
    """Say of how many changes the content stays since it was not chosen."""
    return ngettext(
        "Nội dung của {n} thay đổi ngoài phần đã chọn ở lại máy này, không gửi.",
        "Nội dung của {n} thay đổi ngoài phần đã chọn ở lại máy này, không gửi.",
        count,
    )
