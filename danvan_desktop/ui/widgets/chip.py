"""States drawn as chips: a word on a tinted ground, so that no meaning hangs on colour alone."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from danvan_desktop.ui.theme import colour_code

CODE_ROLE = Qt.ItemDataRole.UserRole + 1
"""The code of a choice, for the chip's tint."""

_TINTS = {
    "neutral": ("neutralGround", "neutralText"),
    "waiting": ("warningGround", "warning"),
    "moving": ("infoGround", "accentDark"),
    "good": ("doneGround", "doneText"),
    "bad": ("errorGround", "error"),
}
"""The ground and the text of a chip, as colours of the theme."""
_TINT_OF_STATE = {
    "planned": "neutral",
    "held": "waiting",
    "signed": "good",
    "sent": "good",
    "received": "waiting",
    "assigned": "moving",
    "transferred": "moving",
    "replied": "moving",
    "people_told": "good",
    "closed": "neutral",
    "registered": "waiting",
    "under_way": "moving",
    "scored": "moving",
    "recognised": "good",
    "not_recognised": "neutral",
    "replicated": "good",
    "ended": "neutral",
    "overdue": "bad",
}
_MARGIN = 8
_PADDING = 9


def tint_of(state: str) -> tuple[str, str]:
    """Return the ground and the text of a state's chip, as ``#rrggbb``."""
    ground, text = _TINTS[_TINT_OF_STATE.get(state, "neutral")]
    return colour_code(ground), colour_code(text)


class ChipDelegate(QStyledItemDelegate):
    """Draws the cells of a state's column as chips."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Belong to a view."""
        super().__init__(parent)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the cell's ground, then the chip."""
        text, code = str(index.data() or ""), str(index.data(CODE_ROLE) or "")
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        cell.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, option.widget)
        if not text:
            return
        ground, colour = tint_of(code)
        metrics = option.fontMetrics
        room = option.rect.width() - 2 * _MARGIN
        width = min(metrics.horizontalAdvance(text) + 2 * _PADDING, room)
        height = metrics.height() + 6
        chip = QRect(option.rect.left() + _MARGIN, option.rect.center().y() - height // 2, width, height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outlined = ground == colour_code("surface")
        painter.setPen(QColor(colour) if outlined else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(chip, height / 2, height / 2)
        painter.setPen(QColor(colour))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width - _PADDING)
        painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), shown)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Leave room around the chip."""
        size = super().sizeHint(option, index)
        return QSize(size.width() + 2 * (_MARGIN + _PADDING), max(size.height(), 30))
