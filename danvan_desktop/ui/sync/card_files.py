"""Asking for the file of a card."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.ui.dialogs.drives import export_folder


def card_chosen(parent: QWidget, say: Translator, title: Message) -> Path | None:
    """Ask for a card; ``None`` when nothing was chosen."""
    kinds = say(_("Thẻ thiết bị (*.danvan);;Mọi tệp (*)"))
    chosen, _kind = QFileDialog.getOpenFileName(parent, say(title), str(export_folder()), kinds)
    return Path(chosen) if chosen else None


def told_of(error: DanvanError | OSError) -> Message:
    """Say why a folder could not be read."""
    if isinstance(error, DanvanError):
        return error.message
    return _("Không đọc được thư mục này. Hãy cắm lại USB hoặc chọn thư mục khác.")
