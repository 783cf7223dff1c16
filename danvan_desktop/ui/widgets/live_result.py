"""What follows from what is being typed, in words on a ground that says whether it is well."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from danvan_desktop.ui.widgets.restyling import set_look


class LiveResult(QLabel):
    """A line that is hidden while there is nothing to tell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing to tell."""
        super().__init__(parent)
        self.setObjectName("liveResult")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.hide()

    def tell(self, words: str, *, good: bool) -> None:
        """Show words on a calm ground when it is well, else on one that asks for attention."""
        self.setText(f"✓ {words}" if good else f"! {words}")
        set_look(self, "good", good)
        self.show()
