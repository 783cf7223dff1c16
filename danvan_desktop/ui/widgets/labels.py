"""Labels of a few sorts, which the theme tells apart by their object names."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QLabel, QLayout, QVBoxLayout, QWidget

from danvan_desktop.localization import Message, Translator
from danvan_desktop.ui.widgets.elided_label import ElidedLabel
from danvan_desktop.ui.widgets.rows import column_of

_LEAST_TITLE = 80


def section_title(text: str) -> QLabel:
    """Head a part of a page."""
    return text_label(text, "sectionTitle", plain=True)


def page_title(text: str) -> QLabel:
    """Head a page or a large dialog."""
    return text_label(text, "heading", plain=True)


def shrinking_title(text: str) -> QLabel:
    """Head a page whose buttons need the room more than the end of a long name."""
    from PySide6.QtCore import Qt

    title = ElidedLabel(text, mode=Qt.TextElideMode.ElideRight)
    title.setObjectName("heading")
    title.setTextFormat(Qt.TextFormat.PlainText)
    title.setToolTip(text)
    title.setMinimumWidth(_LEAST_TITLE)
    return title


def quiet_text(text: str) -> QLabel:
    """Explain something, in lines that wrap."""
    return text_label(text, "soft", wraps=True, plain=True)


def text_label(
    text: str = "", name: str = "", *, wraps: bool = False, plain: bool = False, within: QWidget | None = None
) -> QLabel:
    """Make a label that the theme knows by its ``name``; what is ``plain`` holds no marks for bold or links.

    One that is made ``within`` the widget in which it stays is styled once.
    """
    made = QLabel(text, within)
    made.setObjectName(name)
    made.setWordWrap(wraps)
    if plain:
        from PySide6.QtCore import Qt  # not loaded for the window's frame: see icons.py

        made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def under_label(words: str, widget: QWidget) -> QVBoxLayout:
    """Set a widget under its label, whose letters name it to screen readers, too."""
    label = text_label(words, "fieldLabel")
    label.setBuddy(widget)
    widget.setAccessibleName(words)
    return column_of(label, widget, gap=2, grows=widget)


def form_of_rows(say: Translator, *rows: tuple[Message, QWidget | QLayout]) -> QFormLayout:
    """Set widgets below each other, each beside its words, which name it to screen readers, too."""
    form = QFormLayout()
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    for words, field in rows:
        label = QLabel(say(words))
        if isinstance(field, QWidget):
            field.setAccessibleName(say(words))
            label.setBuddy(field)
            form.addRow(label, field)
        else:
            form.addRow(label, field)
    return form
