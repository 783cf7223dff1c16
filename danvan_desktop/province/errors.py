"""What can be wrong with the database of the level above, each told in one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import _


class ProvinceError(DanvanError):
    """The database of the level above cannot be reached or used."""


class DifferentDigest(ProvinceError):
    """What stands in the database is not what the store holds."""


@contextmanager
def told_in_words() -> Iterator[None]:
    """Turn what the driver raises into a ProvinceError, its own words behind ours."""
    try:
        import psycopg
    except ImportError as error:
        raise ProvinceError(_("Muốn dùng PostgreSQL phải cài thêm: pip install “danvan-desktop[province]”.")) from error
    try:
        yield
    except psycopg.OperationalError as error:
        raise ProvinceError(
            _(
                "Không dùng được máy chủ PostgreSQL: {reason}. Phần đã ghi vẫn còn; hãy chạy lại lệnh.",
                reason=_line(error),
            )
        ) from error
    except psycopg.errors.InsufficientPrivilege as error:
        raise ProvinceError(
            _("Tài khoản PostgreSQL này không có quyền ghi ({reason}). Hãy dùng tài khoản chủ của cơ sở dữ liệu.",
              reason=_line(error))
        ) from error  # fmt: skip


def _line(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".?") or type(error).__name__
