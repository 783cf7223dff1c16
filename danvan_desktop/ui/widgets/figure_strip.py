"""A strip of figures with their words; each leads to what it counts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from danvan_desktop.localization import Translator, _, ngettext
from danvan_desktop.ui.theme import colour
from danvan_desktop.ui.widgets.buttons import RowButton, quiet_button
from danvan_desktop.ui.widgets.flow_layout import FlowLayout
from danvan_desktop.ui.widgets.labels import quiet_text

_PADDING, _ABOVE, _GAP = 10, 5, 5
_BETWEEN, _SIDE = 2, 10


class FigureButton(RowButton):
    """A figure in bold before its words; an alarming one is red and has its sign."""

    def __init__(self, number: str, words: str, parent: QWidget | None = None, *, alarming: bool = False) -> None:
        """Show a figure, or words alone where ``number`` is empty."""
        super().__init__(parent)
        self.number, self.words, self.alarming = number, words, alarming
        self.setText(f"{number} {words}".strip())
        self.setAccessibleName(self.text())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Have room for all of it."""
        bold, metrics = QFontMetrics(self._bold()), self.fontMetrics()
        number = bold.horizontalAdvance(self._figure) + _GAP if self._figure else 0
        width = number + metrics.horizontalAdvance(self.words) + 2 * _PADDING
        return QSize(width, metrics.height() + 2 * _ABOVE)

    def minimumSizeHint(self) -> QSize:
        """Be no smaller."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, the figure, the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(colour("focus"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(colour("hover"))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 5, 5)
        area, ink = self.rect().adjusted(_PADDING, 0, -_PADDING, 0), "error" if self.alarming else "text"
        if self._figure:
            painter.setFont(self._bold())
            painter.setPen(colour(ink))
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._figure)
            area = QRect(area)
            area.setLeft(area.left() + QFontMetrics(self._bold()).horizontalAdvance(self._figure) + _GAP)
        painter.setFont(self.font())
        painter.setPen(colour("error" if self.alarming else "soft"))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.words)
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    @property
    def _figure(self) -> str:
        return f"⚠ {self.number}".strip() if self.alarming else self.number

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font


class FigureStrip(QFrame):
    """Figures in one line after a title; those that have no room stand behind a button, which shows them all."""

    def __init__(self, translator: Translator, title: str) -> None:
        """Show no figures yet."""
        super().__init__()
        self.setObjectName("figureStrip")
        self._say = translator
        self._figures: Sequence[FigureButton] = ()
        self._kept: frozenset[FigureButton] = frozenset()
        self._shows_all = False
        self.title, self.more_button = quiet_text(title), quiet_button("", self._turn)
        self.title.setWordWrap(False)
        self.title.setContentsMargins(_PADDING, _ABOVE, _PADDING, _ABOVE)
        self._row = FlowLayout(self, gap=_BETWEEN)
        self._row.setContentsMargins(_SIDE, 6, _SIDE, 6)
        for widget in (self.title, self.more_button):
            self._row.addWidget(widget)

    def show_figures(self, figures: Sequence[FigureButton], kept: Sequence[FigureButton]) -> None:
        """Show these; ``kept`` are those among them that always have room, whatever the width."""
        for old in self._figures:
            self._row.removeWidget(old)
            old.deleteLater()
        self._figures, self._kept = figures, frozenset(kept)
        for place, button in enumerate(figures, 1):
            self._row.insertWidget(place, button)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what has room in the line."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit the figures to another size of letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_row"):
            self._fit()

    def _turn(self) -> None:
        self._shows_all = not self._shows_all
        self._fit()

    def _fit(self) -> None:
        shown = self._with_room()
        hidden = [button for button in self._figures if button not in shown]
        for button in self._figures:
            button.setVisible(self._shows_all or button in shown)
        self.more_button.setVisible(bool(hidden))
        if hidden:
            self.more_button.setText(self._words(len(hidden)))

    def _words(self, hidden: int) -> str:
        return self._say(_("Thu gọn") if self._shows_all else ngettext("Thêm {n} số liệu", "Thêm {n} số liệu", hidden))

    def _with_room(self) -> frozenset[FigureButton]:
        """Return the figures that fit into one line: those that are kept, then the first ones."""
        widths = {button: button.sizeHint().width() + _BETWEEN for button in self._figures}
        room = self.width() - 2 * _SIDE - self.title.sizeHint().width() - _BETWEEN
        if sum(widths.values()) <= room:
            return frozenset(widths)
        self.more_button.setText(self._words(len(widths)))
        room -= self.more_button.sizeHint().width() + sum(widths[button] for button in self._kept)
        shown = set(self._kept)
        for button in (one for one in self._figures if one not in self._kept):
            room -= widths[button]
            if room < 0:
                break
            shown.add(button)
        return frozenset(shown)
