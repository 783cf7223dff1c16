"""The frame of a dialog: its title, its parts below each other, its buttons at the foot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from danvan_desktop.localization import Message, Translator
from danvan_desktop.ui.widgets.rows import Part, column_of, row_of
from danvan_desktop.ui.widgets.sizing import open_with_size


class FramedDialog(QDialog):
    """A dialog that is gone once it is closed, unless it has no title yet: then whoever makes it decides."""

    def __init__(
        self, translator: Translator, parent: QWidget | None = None, title: Message | str | None = None
    ) -> None:
        """Speak by ``translator``; a ``title`` that is a text is shown as it is."""
        super().__init__(parent)
        self._say = translator
        if title is not None:
            self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.setWindowTitle(title if isinstance(title, str) else translator(title))

    def lay_out(self, *parts: Part, buttons: Sequence[Part], size: tuple[int, int], grows: Part = None) -> None:
        """Set parts below each other over the ``buttons``, which stand at the right unless they say where.

        What ``grows`` takes the room that is left; while it is hidden, the room stays empty over the buttons.
        ``size`` is in pixels at letters of 100 %.
        """
        foot = row_of(*buttons) if None in buttons else row_of(None, *buttons)
        column = column_of(*parts, grows=grows, gap=10, margins=(20, 16, 20, 16), on=self)
        column.addStretch(int(grows is None))
        column.addLayout(foot)
        open_with_size(self, *size)
