"""Looks at a spreadsheet file from outside, before anything in it is unpacked."""

from __future__ import annotations

import zipfile
import zlib
from enum import Enum
from pathlib import Path

from danvan_desktop.exchange.errors import TableError
from danvan_desktop.exchange.limits import (
    LARGEST_FILE,
    LARGEST_UNPACKED,
    MOST_MEMBERS,
    MOST_RATIO,
    RATIO_MATTERS_FROM,
)
from danvan_desktop.localization import _
from danvan_desktop.store.inputs import refuse_special

_OLD_OFFICE = bytes.fromhex("D0CF11E0A1B11AE1")
_OLDEST_EXCEL = (b"\x09\x08\x10\x00", b"\x09\x08\x08\x00", b"\x09\x04", b"\x09\x02", b"\x09\x00\x04\x00")
_ZIP = b"PK"
_OF_OPEN_FILE = "~$"
_OTHER_FILES = {
    b"%PDF": _("tệp PDF"),
    b"{\\rtf": _("văn bản Word (RTF)"),
    b"\xff\xd8\xff": _("ảnh"),
    b"\x89PNG": _("ảnh"),
    b"GIF8": _("ảnh"),
    b"7z\xbc\xaf": _("tệp nén"),
    b"Rar!": _("tệp nén"),
    b"\x1f\x8b": _("tệp nén"),
}
"""How files begin that are taken for lists by mistake."""
_SECRET_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_OPEN_DOCUMENT_SHEET = "vnd.oasis.opendocument.spreadsheet"


class Form(Enum):
    """How a file holds its sheets."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"


def form_of(path: Path) -> Form | None:
    """Tell by its content in what form a file is a spreadsheet, ``None`` for text.

    Raises TableError for what is none, cannot be opened without harm, or is protected by a password.
    """
    if path.name.startswith(_OF_OPEN_FILE):
        raise TableError(
            _(
                "“{name}” là tệp tạm mà Excel để lại khi đang mở danh sách. Hãy chọn tệp không có {mark} ở đầu tên.",
                name=path.name,
                mark=_OF_OPEN_FILE,
            )
        )
    beginning = _beginning(path)
    what = next((words for start, words in _OTHER_FILES.items() if beginning.startswith(start)), None)
    if what is not None:
        raise TableError(
            _("“{name}” là {what}, không phải bảng tính. Hãy chọn tệp Excel của danh sách.", name=path.name, what=what)
        )
    if beginning.startswith(_ZIP):
        return _form_of_archive(path)
    if beginning.startswith(_OLD_OFFICE):
        return _form_of_old_office(path)
    if beginning.startswith(_OLDEST_EXCEL):
        return Form.XLS
    if beginning.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<html", b"<!doctype", b"<?xml", b"<table")):
        raise TableError(
            _(
                "“{name}” là trang web hoặc tệp XML chứ không phải bảng tính. Hãy mở bằng Excel, lưu thành .xlsx rồi"
                " nhập lại.",
                name=path.name,
            )
        )
    return None


def _form_of_old_office(path: Path) -> Form:
    data = path.read_bytes()
    if _SECRET_PACKAGE in data:
        raise protected(path)
    if not any(name in data for name in _WORKBOOK_STREAMS):
        raise _no_spreadsheet(path)
    return Form.XLS


def _form_of_archive(path: Path) -> Form:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _check_sizes(path, members)
            names = {member.filename.replace("\\", "/").lstrip("/").lower() for member in members}
            if "xl/workbook.bin" in names:
                return Form.XLSB
            if "xl/workbook.xml" in names:
                return Form.XLSX
            sheets = "content.xml" in names and "mimetype" in names
            if sheets and _OPEN_DOCUMENT_SHEET in archive.read("mimetype").decode("ascii", "replace"):
                return _open_document(path, archive)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, LookupError, RuntimeError, EOFError) as error:
        raise damaged(path) from error
    raise _no_spreadsheet(path)


def _open_document(path: Path, archive: zipfile.ZipFile) -> Form:
    manifest = "META-INF/manifest.xml"
    if manifest in archive.namelist() and b"encryption-data" in archive.read(manifest):
        raise protected(path)
    return Form.ODS


def _check_sizes(path: Path, members: list[zipfile.ZipInfo]) -> None:
    """See that an archive can be unpacked without harm."""
    packs_too_well = any(
        member.file_size > RATIO_MATTERS_FROM and member.file_size > MOST_RATIO * max(1, member.compress_size)
        for member in members
    )
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST_UNPACKED or packs_too_well:
        raise TableError(_("“{name}” có thể là tệp độc hại nên không mở. Hãy hỏi người gửi.", name=path.name))


def _no_spreadsheet(path: Path) -> TableError:
    return TableError(
        _(
            "“{name}” không phải tệp Excel. Nhập được .xlsx, .xls, .xlsb, .ods và .csv; tệp khác hãy mở bằng Excel"
            " hoặc LibreOffice rồi lưu thành .xlsx.",
            name=path.name,
        )
    )


def protected(path: Path) -> TableError:
    """Make the error for a spreadsheet under a password."""
    return TableError(_("“{name}” đặt mật khẩu. Hãy mở bằng Excel, bỏ mật khẩu, lưu lại rồi nhập.", name=path.name))


def damaged(path: Path) -> TableError:
    """Make the error for a spreadsheet that cannot be read."""
    return TableError(
        _(
            "Tệp Excel “{name}” bị hỏng hoặc tải về chưa hết. Hãy mở thử bằng Excel và lưu lại rồi nhập.",
            name=path.name,
        )
    )


def _beginning(path: Path) -> bytes:
    refuse_special(path)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise TableError(
                _("“{name}” lớn quá {limit} MB. Hãy chia nhỏ tệp.", name=path.name, limit=LARGEST_FILE // 1024**2)
            )
        with path.open("rb") as file:
            return file.read(64)
    except OSError as error:
        raise TableError(_("Không đọc được tệp “{name}”.", name=path.name)) from error
