"""A section of a form that folds to a few lines of what is written in it; as a stage it shows how far that has come."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.theme import colour, scaled
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.elided_label import ElidedLabel
from danvan_desktop.ui.widgets.keys import has_keyboard
from danvan_desktop.ui.widgets.labels import text_label
from danvan_desktop.ui.widgets.restyling import set_look
from danvan_desktop.ui.widgets.rows import FLUSH, column_of, row_of

RAIL, _CIRCLE = 32, 22
"""Pixels, at the usual size of letters: the room at the left of a stage, and the circle in it."""


class StageState(Enum):
    """How far a stage has come; each has colours of its own, for line, ground and figure."""

    DONE = ("doneLine", "doneGround", "doneText")
    DUE = ("accent", "accent", "onAccent")
    LATER = ("inputLine", "surface", "soft")


class FoldingSection(QWidget):
    """A heading that is pressed to fold and unfold; folded, the section tells what is written in it."""

    turned = Signal(bool)
    """The officer folded the section (False) or opened it."""

    unfolding = Signal()
    """Its fields are about to be seen."""

    def __init__(
        self,
        title: str,
        stages: tuple[str, ...],
        number: int,
        summary: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        """Be open; ``stages`` are the states that the section brings a record into, ``summary`` tells what is in it."""
        super().__init__(parent)
        self.stages = stages
        self.mark = StageState.LATER
        self._number, self._summary = number, summary
        self.head = plain_button(title, picture=icon("chevron"))
        self.head.clicked.connect(self._press)
        self.head.setObjectName("sectionHead")
        self.head.setCheckable(True)
        self.head.setChecked(True)
        self.head.setAccessibleName(title)
        self.standing = ElidedLabel("", mode=Qt.TextElideMode.ElideRight)
        self.standing.setObjectName("soft")
        self.standing.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.told = text_label("", "sectionTold", wraps=True, plain=True)
        self.told.hide()
        self.body = QWidget(self)
        self.rows = column_of(gap=8, margins=FLUSH, on=self.body)
        self._arrange()
        self._let_pass_by()

    @property
    def is_folded(self) -> bool:
        """Whether only a summary is seen."""
        return not self.head.isChecked()

    @property
    def frame(self) -> int:
        """Pixels of the width that the fields do not get."""
        margins = self._column.contentsMargins()
        return margins.left() + margins.right()

    def minimumSizeHint(self) -> QSize:
        """Be as narrow as the form says: a summary has more lines where it has less width."""
        return QSize(0, super().minimumSizeHint().height())

    def fold(self, *, folded: bool) -> None:
        """Show the summary in place of the fields, or the fields again."""
        if folded == self.is_folded:
            return
        had_keyboard = has_keyboard(self)
        self.head.setChecked(not folded)
        self.head.setIcon(icon("unfold" if folded else "chevron"))
        self._let_pass_by()
        if folded and had_keyboard:
            self.head.setFocus()
        if not folded:
            self.unfolding.emit()
        self.body.setVisible(not folded)
        self.refresh()

    def refresh(self) -> None:
        """Tell what is written in the section now, while it is folded."""
        text = self._summary() if self.is_folded else ""
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def show_standing(self, mark: StageState, name: str, standing: str, told: str) -> None:
        """Show how far the stage has come: its ``name`` and all that is told of it are for screen readers."""
        self.mark = mark
        self.standing.setText(standing)
        self.head.setAccessibleName(f"{name}: {told}")
        self.head.setToolTip(told)
        set_look(self.head, "due", mark is StageState.DUE)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the whole line of the heading for it."""
        if event.button() is Qt.MouseButton.LeftButton and event.position().y() <= self.head.geometry().bottom():
            self.head.click()
        else:
            super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rail: a circle with a tick or the number of the stage, and the line to the next."""
        super().paintEvent(event)
        if not self.stages:
            return
        line, ground, figure = (colour(name) for name in self.mark.value)
        side = scaled(_CIRCLE)
        middle = QPointF(side / 2 + 1, self.head.geometry().center().y() + 1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("doneLine") if self.mark is StageState.DONE else colour("line"), 2))
        painter.drawLine(QPointF(middle.x(), middle.y() + side / 2 + 3), QPointF(middle.x(), self.height()))
        painter.setPen(QPen(line, 1.4))
        painter.setBrush(ground)
        circle = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
        painter.drawEllipse(circle)
        self._draw_sign(painter, circle, figure)
        painter.end()

    def _draw_sign(self, painter: QPainter, circle: QRectF, ink: QColor) -> None:
        if self.mark is StageState.DONE:
            inner = circle.adjusted(5, 5, -5, -5)
            painter.setPen(QPen(ink, 1.8))
            painter.drawPolyline(
                [
                    QPointF(inner.left() + 1, inner.center().y() + 0.5),
                    QPointF(inner.center().x() - 1, inner.bottom() - 2),
                    QPointF(inner.right() - 0.5, inner.top() + 2.5),
                ]
            )
            return
        painter.setPen(ink)
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self._number))

    def _press(self, opened: bool) -> None:
        self.head.setChecked(not opened)
        self.fold(folded=not opened)
        self.turned.emit(opened)

    def _let_pass_by(self) -> None:
        """Let Tab stop at the heading only while the fields behind it cannot be reached."""
        policy = Qt.FocusPolicy
        self.head.setFocusPolicy(policy.StrongFocus if self.is_folded else policy.ClickFocus)

    def _arrange(self) -> None:
        head = row_of(self.head, self.standing, grows=self.standing, gap=8)
        self._column = column_of(
            head, self.told, self.body, gap=4, margins=(scaled(RAIL) if self.stages else 0, 0, 2, 6), on=self
        )
