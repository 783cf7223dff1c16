"""Asks for files and folders; whatever is chosen is told as a path, ``None`` when nothing was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget

from danvan_desktop.localization import Message, Translator, _

Kinds = Message | str
"""The kinds of files that are offered, as Qt writes them: ``Excel (*.xlsx);;CSV (*.csv)``."""


STORE_FILES = _("Tệp dữ liệu (*.db);;Mọi tệp (*)")
BUNDLE_FILES = _("Tệp trao đổi (*.danvan);;Mọi tệp (*)")
ALL_FILES = _("Mọi tệp (*)")
PDF_FILES = _("Tệp PDF (*.pdf)")
TABLE_FILES = "Excel (*.xlsx);;CSV (*.csv)"


_VISITED = ("FileDialog/history", "FileDialog/lastVisited")


@contextmanager
def without_a_trace() -> Iterator[None]:
    """Let a dialog of Qt keep nowhere which folders it showed: on sticks they are named after people.

    All programs made with Qt share what is kept there, so that what others wrote stays.
    """
    kept = QSettings(QSettings.Scope.UserScope, "QtProject")
    before = {name: kept.value(name) for name in _VISITED}
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                kept.remove(name)
            else:
                kept.setValue(name, value)


def ask_for_file(parent: QWidget, say: Translator, title: Message, kinds: Kinds, start: Path | str = "") -> Path | None:
    """Ask which file to read; ``start`` is the folder or file that is shown first."""
    with without_a_trace():
        chosen, _kind = QFileDialog.getOpenFileName(parent, say(title), str(start), _told(say, kinds))
    return Path(chosen) if chosen else None


def ask_for_files(parent: QWidget, say: Translator, title: Message) -> list[Path]:
    """Ask which files to read, of whatever kind."""
    with without_a_trace():
        chosen, _kind = QFileDialog.getOpenFileNames(parent, say(title), "", say(ALL_FILES))
    return [Path(one) for one in chosen]


def ask_where_to_save(
    parent: QWidget, say: Translator, title: Message, kinds: Kinds, suggested: Path | str
) -> Path | None:
    """Ask for the file to write; ``suggested`` is its name, or where it would lie."""
    with without_a_trace():
        chosen, _kind = QFileDialog.getSaveFileName(parent, say(title), str(suggested), _told(say, kinds))
    return Path(chosen) if chosen else None


def ask_for_folder(parent: QWidget, say: Translator, title: Message, start: Path | str) -> Path | None:
    """Ask for a folder, from ``start`` on."""
    with without_a_trace():
        chosen = QFileDialog.getExistingDirectory(parent, say(title), str(start))
    return Path(chosen) if chosen else None


def _told(say: Translator, kinds: Kinds) -> str:
    return kinds if isinstance(kinds, str) else say(kinds)
