"""A box of the page of exchange: what there is to do, in words, and the one press that does it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.buttons import plain_button, quiet_button
from danvan_desktop.ui.widgets.labels import quiet_text, section_title
from danvan_desktop.ui.widgets.restyling import set_look
from danvan_desktop.ui.widgets.rows import column_of, row_of

_PICTURE = 24
_BESIDE_WORD = 9
"""Pixels that a quiet button takes beside its words: border and padding in `window.qss`."""


class RoundBox(QFrame):
    """``pressed`` does it, ``details_wanted`` shows it one by one."""

    pressed = Signal()
    details_wanted = Signal()

    def __init__(self, picture: str, press: str, details: str) -> None:
        """Make a box with nothing to do; ``press`` and ``details`` name its buttons."""
        super().__init__()
        self.setObjectName("card")
        self.title = section_title("")
        self.title.setWordWrap(True)
        self.detail = quiet_text("")
        self.button = plain_button(press, self.pressed.emit)
        self.details = quiet_button(details)
        self.details.setFlat(True)
        self.details.clicked.connect(self.details_wanted)
        self._extra = QVBoxLayout()
        self._arrange(picture)

    def add_choice(self, widget: QWidget) -> None:
        """Put a choice below the words."""
        self._extra.addWidget(widget)

    def tell(self, title: str, detail: str, *, can_press: bool, has_details: bool) -> None:
        """Show what there is to do."""
        self.title.setText(title)
        self.detail.setText(detail)
        self.button.setEnabled(can_press)
        self.details.setVisible(has_details)

    def set_next(self, is_next: bool) -> None:
        """Fill the button of the box that is to be pressed next."""
        set_look(self.button, "primary", is_next)

    def _arrange(self, picture: str) -> None:
        whole = column_of(gap=4, margins=(16, 12, 16, 12), on=self)
        row = QHBoxLayout()
        row.setSpacing(12)
        whole.addLayout(row)
        # The link's word stands below the other words, and the edge of its press left of them.
        beside = scaled(_PICTURE) + 12
        whole.addLayout(row_of(self.details, None, margins=(beside - _BESIDE_WORD, 0, 0, 0)))
        # Beside the button large letters of a choice have no room.
        self._extra.setContentsMargins(beside, 0, 0, 0)
        whole.addLayout(self._extra)
        mark = QLabel()
        mark.setPixmap(icon(picture, "text").pixmap(scaled(_PICTURE), scaled(_PICTURE)))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        column = column_of(self.title, self.detail, gap=4)
        column.addStretch(1)
        row.addLayout(column, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
