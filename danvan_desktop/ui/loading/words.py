"""What the dialog of lists says about a list that was read, and about what it loads."""

from __future__ import annotations

from pathlib import Path

from danvan_desktop.exchange.encodings import Encoding
from danvan_desktop.exchange.grid import Grid
from danvan_desktop.localization import Message, _, ngettext

_NAMES = {
    Encoding.TCVN3.value: "TCVN3",
    Encoding.VNI.value: "VNI",
    Encoding.WINDOWS_1258.value: "Windows-1258",
    Encoding.DOUBLE_UTF8.value: "UTF-8",
}


def encoding_words(grid: Grid) -> Message | None:
    """Tell that old letters were converted, ``None`` when there were none."""
    if not grid.converted:
        return None
    name = _NAMES.get(grid.encoding)
    if name is None:
        return ngettext(
            "Đã chuyển {n} ô viết bằng bảng mã cũ sang Unicode.",
            "Đã chuyển {n} ô viết bằng bảng mã cũ sang Unicode.",
            grid.converted,
        )
    return ngettext(
        "Danh sách viết bằng {encoding}; đã chuyển {n} ô sang Unicode.",
        "Danh sách viết bằng {encoding}; đã chuyển {n} ô sang Unicode.",
        grid.converted,
        encoding=name,
    )


def load_words(good: int, rejected: int) -> Message:
    """Name the button that loads, so that pressing it agrees to what is left out."""
    if not good:
        return _("Nhập")
    if rejected:
        return _("Nhập {good} dòng đúng, bỏ {bad} dòng lỗi", good=good, bad=rejected)
    return ngettext("Nhập {n} dòng", "Nhập {n} dòng", good)


def loaded_words(things: str, rejects: Path) -> Message:
    """Tell what was loaded and where the rejected rows are."""
    return _(
        "Đã nhập {things}. Các dòng lỗi ở “{path}”: sửa trong tệp đó rồi nhập lại.", things=things, path=str(rejects)
    )
