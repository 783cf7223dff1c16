"""Asking for the file of a card."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.ui.dialogs.drives import export_folder
from danvan_desktop.ui.widgets.files import ask_for_file


def card_chosen(parent: QWidget, say: Translator, title: Message) -> Path | None:
    """Ask for a card; ``None`` when nothing was chosen."""
    return ask_for_file(parent, say, title, _("Thẻ máy (*.danvan);;Mọi tệp (*)"), export_folder())


def told_of(error: DanvanError | OSError) -> Message:
    """Say why a folder could not be read."""
    if isinstance(error, DanvanError):
        return error.message
    return _("Không đọc được thư mục này. Hãy cắm lại USB hoặc chọn thư mục khác.")
