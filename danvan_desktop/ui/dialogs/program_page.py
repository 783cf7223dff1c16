"""The version, where the program keeps what, and the log of errors, as a page of "Trợ giúp"."""

from __future__ import annotations

from html import escape
from pathlib import Path
from urllib.parse import quote

from danvan_desktop.error_log import error_log_path
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.places import default_store_path, state_folder
from danvan_desktop.ui.fault_watch import system_line

FOLDER, REPORT, UPDATE = "folder", "report", "update"
"""Schemes of links: to a folder that is opened, to the report of errors that is saved, to an update that is chosen."""


def program_html(say: Translator) -> str:
    """Write the page; its links open folders and save the report."""
    places = (
        (_("Tệp dữ liệu, nếu không chọn chỗ khác"), default_store_path(), default_store_path().parent),
        (_("Trạng thái của máy: tệp mở gần đây, khóa cửa sổ"), state_folder(), state_folder()),
        (_("Nhật ký lỗi"), error_log_path(), error_log_path().parent),
    )
    lead = _(
        "Nhật ký lỗi chỉ ghi lỗi của phần mềm, không ghi nội dung sổ và tên người; đầy thì tự bỏ phần cũ nhất."
        " Báo cáo lỗi là một tệp gồm phiên bản và phần mới nhất của nhật ký, để gửi người phụ trách kỹ thuật."
    )
    report = _("Lưu báo cáo lỗi…")
    return (
        f"<h2>{escape(say(PROGRAM_TITLE))}</h2><p>{escape(system_line())}</p>"
        f"<table cellpadding='4'>{''.join(_row(say, *place) for place in places)}</table>"
        f"<p>{escape(say(lead))}</p><p><a href='{REPORT}:'>{escape(say(report))}</a></p>"
        f"<p><a href='{UPDATE}:'>{escape(say(_('Cập nhật từ tệp…')))}</a></p>"
    )


PROGRAM_TITLE = _("Phiên bản và nhật ký lỗi")


def _row(say: Translator, what: Message, path: Path, folder: Path) -> str:
    opens = _("Mở thư mục")
    link = f"<a href='{FOLDER}:{quote(str(folder))}'>{escape(say(opens))}</a>"
    return f"<tr><td>{escape(say(what))}</td><td>{escape(str(path))}</td><td>{link}</td></tr>"
