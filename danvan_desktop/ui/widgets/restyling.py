"""Lets a widget be drawn anew once what the theme asks for was changed, and fit its content to other letters."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QWidget


def restyle(*widgets: QWidget) -> None:
    """Apply the rules of the theme anew, which Qt does by itself only for states such as hovered.

    A widget that was never laid out meets them then, with the properties that it has by that time.
    """
    from PySide6.QtCore import Qt  # not loaded for the window's frame: see icons.py

    for widget in widgets:
        if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            style = widget.style()
            style.unpolish(widget)
            style.polish(widget)


def set_look(widget: QWidget, name: str, value: object) -> bool:
    """Set a property that the theme asks for; tell whether it was another before, since only then a widget is restyled.

    ``primary`` fills a button, ``wrong`` frames a field, ``severity`` and ``late`` colour a line.
    """
    if (widget.property(name) or False) == (value or False):
        return False
    widget.setProperty(name, value)
    restyle(widget)
    return True


class RestyledWidget(QWidget):
    """Fits what it holds anew once its letters have another size, when Qt has measured all of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Wait for other letters."""
        super().__init__(parent)
        self._once_restyled = QTimer(self, singleShot=True, interval=0)
        self._once_restyled.timeout.connect(self.fit)

    def fit(self) -> None:
        """Arrange the content by the room and the letters there are."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        """Fit to another size of letters; Qt tells of the first while the widget is being made."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_once_restyled"):
            self._once_restyled.start()
