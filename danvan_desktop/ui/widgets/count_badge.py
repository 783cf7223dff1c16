"""A count drawn at the right of a list's item, for what waits there."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from danvan_desktop.ui.theme import colour

COUNT_ROLE = Qt.ItemDataRole.UserRole + 2
"""How many wait; nothing is drawn for 0 or none."""
_MOST = 99
_SIDE = 8
_PADDING = 6
_DOT = 8
_NAME_STARTS = 30
"""Pixels before the picture and between it, the name and the count."""


class CountBadgeDelegate(QStyledItemDelegate):
    """Draws the item as the style does, then its count."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a pill with the count, ``99+`` beyond that, beside a name cut before it; without a name a dot."""
        count = int(index.data(COUNT_ROLE) or 0)
        if not count:
            super().paint(painter, option, index)
            return
        if not index.data(Qt.ItemDataRole.DisplayRole):
            super().paint(painter, option, index)
            _dot(painter, option.rect)
            return
        text = str(count) if count <= _MOST else f"{_MOST}+"
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
        height = metrics.height() + 2
        width = max(height, metrics.horizontalAdvance(text) + 2 * _PADDING)
        area: QRect = option.rect
        pill = QRect(area.right() - _SIDE - width, area.center().y() - height // 2, width, height)
        named = QStyleOptionViewItem(option)
        self.initStyleOption(named, index)
        taken = _NAME_STARTS + named.decorationSize.width() + area.right() - pill.left()
        named.text = named.fontMetrics.elidedText(named.text, Qt.TextElideMode.ElideRight, area.width() - taken)
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, named, painter, option.widget)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("warningGround"))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(colour("warning"))
        painter.setFont(font)
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.restore()


def _dot(painter: QPainter, area: QRect) -> None:
    """Tell beside a picture that stands alone that something waits there."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("onNavigationWaiting"))
    painter.drawEllipse(area.right() - _SIDE - _DOT, area.top() + _DOT // 2, _DOT, _DOT)
    painter.restore()
