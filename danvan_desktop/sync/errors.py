"""What can be wrong with a bundle, each told in one line: what happened and what to do."""

from __future__ import annotations

import errno

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import Message, _
from danvan_desktop.store.system_faults import cause_of


class SyncError(DanvanError):
    """A bundle cannot be written or taken in; nothing was changed."""


class NotABundle(SyncError):
    """The file is something else."""


class BundleTooOld(SyncError):
    """A bundle was made by an older version, in a form that this one does not read."""


class BundleTooNew(SyncError):
    """A newer version of the program made the bundle."""


class BundleTooLarge(SyncError):
    """The bundle is beyond the limits of the format."""


class DamagedBundle(SyncError):
    """The bundle is cut off, changed by a fault, or put together wrongly."""


class ForgedBundle(SyncError):
    """A signature does not fit what it should cover."""


class RevokedSender(SyncError):
    """The sender is refused since a day before the bundle was made."""


def damaged() -> DamagedBundle:
    """Make the error for bytes that are not what the format or a hash says."""
    return DamagedBundle(_("Tệp bị hỏng nên chưa nhập gì. Hãy xuất hoặc chép lại tệp từ máy gửi rồi nhập lại."))


def truncated() -> DamagedBundle:
    """Make the error for a file that ends too early."""
    return DamagedBundle(
        _("Tệp bị cắt ngắn, có thể do rút USB quá sớm; chưa nhập gì. Hãy chép lại tệp từ máy gửi rồi nhập lại.")
    )


def ill_formed(detail: Message) -> DamagedBundle:
    """Make the error for a bundle that is whole and signed, but says what no bundle may say."""
    return DamagedBundle(
        _(
            "Tệp không đúng quy cách nên chưa nhập gì. Hãy báo nơi gửi và xin tệp khác. (Chi tiết: {detail})",
            detail=detail,
        )
    )


def reason(error: OSError) -> Message:
    """Tell in words why the system refused a file."""
    return _REASONS.get(cause_of(error), _("hệ thống báo lỗi đọc, ghi"))


_REASONS = {
    errno.ENOSPC: _("ổ đĩa đã đầy"),
    errno.EFBIG: _("tệp quá lớn so với ổ đĩa"),
    errno.EACCES: _("không có quyền truy cập"),
    errno.EPERM: _("không có quyền truy cập"),
    errno.EROFS: _("ổ đĩa chỉ cho phép đọc"),
    errno.ENOENT: _("không thấy tệp hoặc thư mục"),
    errno.ENOTDIR: _("đường dẫn không phải là thư mục"),
    errno.EISDIR: _("đường dẫn là thư mục"),
    errno.ENAMETOOLONG: _("tên tệp quá dài"),
    errno.EIO: _("ổ đĩa báo lỗi hoặc đã bị rút ra"),
    errno.ENODEV: _("ổ đĩa báo lỗi hoặc đã bị rút ra"),
    errno.ENXIO: _("ổ đĩa báo lỗi hoặc đã bị rút ra"),
}
