"""Looks at a spreadsheet file from outside, before anything in it is unpacked."""

from __future__ import annotations

import zipfile
from pathlib import Path

from danvan_desktop.exchange.errors import TableError
from danvan_desktop.exchange.limits import (
    LARGEST_FILE,
    LARGEST_UNPACKED,
    MOST_MEMBERS,
    MOST_RATIO,
    RATIO_MATTERS_FROM,
)
from danvan_desktop.localization import Message, _

_OLD_OFFICE = bytes.fromhex("D0CF11E0A1B11AE1")
_ZIP = b"PK"
_WORKBOOK = "xl/workbook.xml"
_BINARY_WORKBOOK = "xl/workbook.bin"


def is_spreadsheet(path: Path) -> bool:
    """Tell by its first bytes whether a file is a spreadsheet of today (else it is text).

    Raises TableError for what only looks like one: old Excel, files under a password, web pages, other documents.
    """
    beginning = _beginning(path)
    if beginning.startswith(_OLD_OFFICE):
        raise TableError(
            _(
                "“{name}” là tệp Excel đời cũ (.xls) hoặc đặt mật khẩu. Hãy mở bằng Excel, bỏ mật khẩu nếu có,"
                " lưu thành “Excel Workbook (.xlsx)” rồi nhập lại.",
                name=path.name,
            )
        )
    if beginning.startswith(_ZIP):
        return True
    if beginning.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<html", b"<!doctype", b"<?xml", b"<table")):
        raise TableError(
            _(
                "“{name}” là trang web chứ không phải bảng tính. Hãy mở bằng Excel, lưu thành .xlsx rồi nhập lại.",
                name=path.name,
            )
        )
    return False


def check_archive(path: Path) -> None:
    """See that a spreadsheet can be unpacked without harm; raises TableError."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise TableError(_damaged(path)) from error
    names = {member.filename for member in members}
    if _BINARY_WORKBOOK in names:
        raise TableError(_("“{name}” là tệp .xlsb. Hãy mở bằng Excel, lưu thành .xlsx rồi nhập lại.", name=path.name))
    if _WORKBOOK not in names and not any(name.endswith("workbook.xml") for name in names):
        raise TableError(
            _(
                "“{name}” không phải tệp Excel. Chỉ nhập được .xlsx và .csv; tệp khác hãy mở bằng Excel"
                " hoặc LibreOffice rồi lưu thành .xlsx.",
                name=path.name,
            )
        )
    total = sum(member.file_size for member in members)
    packs_too_well = any(
        member.file_size > RATIO_MATTERS_FROM and member.file_size > MOST_RATIO * max(1, member.compress_size)
        for member in members
    )
    if len(members) > MOST_MEMBERS or total > LARGEST_UNPACKED or packs_too_well:
        raise TableError(_("“{name}” nở ra quá lớn khi mở nên bị từ chối; tệp có thể độc hại.", name=path.name))


def damaged(path: Path) -> TableError:
    """Make the error for a spreadsheet that cannot be read."""
    return TableError(_damaged(path))


def _damaged(path: Path) -> Message:
    return _(
        "Tệp Excel “{name}” bị hỏng hoặc tải về chưa hết. Hãy mở thử bằng Excel và lưu lại rồi nhập.", name=path.name
    )


def _beginning(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise TableError(
                _("“{name}” lớn quá {limit} MB. Hãy chia nhỏ tệp.", name=path.name, limit=LARGEST_FILE // 1024**2)
            )
        with path.open("rb") as file:
            return file.read(64)
    except IsADirectoryError as error:
        raise TableError(_("“{name}” là thư mục, không phải tệp.", name=path.name)) from error
    except OSError as error:
        raise TableError(_("Không đọc được tệp “{name}”.", name=path.name)) from error
