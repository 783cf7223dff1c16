"""The one file that an officer gives to who mends the program: what went wrong, and nothing that was recorded."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.clock import Clock
from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.error_log import ErrorLog, without_home
from danvan_desktop.localization import Translator, _
from danvan_desktop.ui.dialogs.drives import documents_folder
from danvan_desktop.ui.dialogs.faults import tell_fault
from danvan_desktop.ui.fault_watch import system_line
from danvan_desktop.ui.widgets.files import ask_where_to_save


def error_report(details: str = "") -> str:
    """Return the report: the system, what just happened, the newest lines of the log."""
    screens = ", ".join(
        f"{screen.size().width()}x{screen.size().height()} x{screen.devicePixelRatio():g}"
        for screen in QGuiApplication.screens()
    )
    parts = [system_line(), f"{QGuiApplication.platformName()}, {screens}", details.strip(), ErrorLog().tail().strip()]
    return without_home("\n\n".join(part for part in parts if part)) + "\n"


def save_report(parent: QWidget, say: Translator, details: str = "") -> Path | None:
    """Ask where to and write it; returns the file, ``None`` when it was not written, which is told."""
    name = f"bao-cao-loi-danvan-{Clock().now():%Y%m%d-%H%M}.txt"
    out = ask_where_to_save(parent, say, _("Lưu báo cáo lỗi"), _("Văn bản (*.txt)"), documents_folder() / name)
    if out is None:
        return None
    from danvan_desktop.reports.output import replacing  # a start does without

    try:
        with replacing(out) as file:
            file.write(error_report(details).encode())
    except DanvanError as error:
        tell_fault(parent, say, say(_("Lưu báo cáo lỗi")), say(error.message))
        return None
    return out
