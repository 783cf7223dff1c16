"""Lets the theme draw a widget anew once a property that its rules ask for was changed."""

from __future__ import annotations

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
