"""The roll of pages that an officer scrolls: draws what is near, asks for what is missing, forgets the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from danvan_desktop.ui.preview.page_layout import GAP, PIXELS_PER_POINT, PageLayout, Place, fitting_zoom, next_zoom
from danvan_desktop.ui.preview.pdf_pages import Box, PageSize
from danvan_desktop.ui.preview.text_search import Find
from danvan_desktop.ui.widgets.steady import keep_bar

_FIND, _CURRENT_FIND = QColor(255, 214, 0, 90), QColor(255, 120, 0, 120)
"""Laid over the black letters of white paper, whatever the window's theme."""

_LINE = 48
"""How far one turn of the wheel or one arrow key scrolls, in pixels."""


@dataclass(frozen=True)
class _Drawn:
    scale: float
    image: QImage


class PageView(QAbstractScrollArea):
    """Shows pages of given sizes; their images come from outside, through ``image_wanted`` and ``set_image``.

    At most one page is wanted at a time, always the one that the reader needs most now, so that fast scrolling
    through a long file never queues up pages that have passed.
    """

    image_wanted = Signal(int, float)
    """Page index (from 0) and pixels a point."""
    page_changed = Signal(int)
    zoom_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty view that fits pages to its width."""
        super().__init__(parent)
        self._sizes: Sequence[PageSize] = ()
        self._layout = PageLayout((), 1.0, 0)
        self._images: dict[int, _Drawn] = {}
        self._wanted: tuple[int, float] | None = None
        self._zoom = 1.0
        self._fits_width = True
        self._page = 0
        self._finds: Sequence[Find] = ()
        self._find = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        keep_bar(self)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.setSingleStep(_LINE)
            bar.valueChanged.connect(self._scrolled)

    # What is shown

    def set_pages(self, sizes: Sequence[PageSize]) -> None:
        """Show another file from its first page."""
        self._sizes = sizes
        self._images.clear()
        self._wanted = None
        self._page = 0
        self._finds, self._find = (), -1
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self.page_changed.emit(0)

    def set_image(self, index: int, scale: float, image: QImage) -> None:
        """Take the image of a page that was asked for; an image of a file shown before must not be given."""
        if self._wanted == (index, scale):
            self._wanted = None
        image.setDevicePixelRatio(1.0)
        self._images[index] = _Drawn(scale, image)
        self.viewport().update()
        self._ask()

    @property
    def page(self) -> int:
        """The page that is read now, from 0."""
        return self._page

    @property
    def zoom(self) -> float:
        """1.0 = paper size."""
        return self._zoom

    @property
    def fits_width(self) -> bool:
        """Whether the zoom follows the width of the window."""
        return self._fits_width

    @property
    def held_pages(self) -> frozenset[int]:
        """The pages whose images are in memory."""
        return frozenset(self._images)

    def go_to(self, page: int) -> None:
        """Scroll to the top of a page."""
        if 0 <= page < len(self._layout.places):
            self.verticalScrollBar().setValue(self._layout.places[page].top - GAP)

    def set_finds(self, finds: Sequence[Find], current: int = -1) -> None:
        """Mark what was found, and scroll to the find that is ``current``."""
        self._finds, self._find = finds, current
        if 0 <= current < len(finds):
            self._scroll_to(finds[current])
        self.viewport().update()

    def set_zoom(self, zoom: float) -> None:
        """Show the pages at this size, keeping what is in the middle there."""
        self._fits_width = False
        self._change_zoom(zoom)

    def fit_width(self) -> None:
        """Let the widest page fill the view, now and when the window changes."""
        self._fits_width = True
        self._lay_out()

    def zoom_in(self) -> None:
        """One step larger."""
        self.set_zoom(next_zoom(self._zoom, larger=True))

    def zoom_out(self) -> None:
        """One step smaller."""
        self.set_zoom(next_zoom(self._zoom, larger=False))

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the pages fitted and centred."""
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Draw sharply again on a screen of another density."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._ask()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y() > 0:
                self.zoom_in()
            elif event.angleDelta().y() < 0:
                self.zoom_out()
            event.accept()
            return
        super().wheelEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages that can be seen."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), self.palette().brush(QPalette.ColorRole.Mid))
        offset = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        for index in self._visible():
            self._draw(painter, index, _rect(self._layout.places[index]).translated(-offset))
        painter.end()

    def _draw(self, painter: QPainter, index: int, rect: QRect) -> None:
        painter.fillRect(rect, Qt.GlobalColor.white)
        drawn = self._images.get(index)
        if drawn is not None:
            painter.drawImage(rect, drawn.image)
        self._mark_finds(painter, index, rect)
        painter.setPen(QColor(0, 0, 0, 60))
        painter.drawRect(rect.adjusted(-1, -1, 0, 0))

    def _mark_finds(self, painter: QPainter, index: int, page: QRect) -> None:
        scale = self._layout.zoom * PIXELS_PER_POINT
        for number, find in enumerate(self._finds):
            if find.page == index:
                colour = _CURRENT_FIND if number == self._find else _FIND
                for box in find.boxes:
                    painter.fillRect(_scaled(box, scale).translated(page.topLeft()), colour)

    # Private

    def _scroll_to(self, find: Find) -> None:
        """Bring a find into the middle unless it can be seen already."""
        scale = self._layout.zoom * PIXELS_PER_POINT
        place = _rect(self._layout.places[find.page])
        box = _scaled(find.boxes[0], scale).translated(place.topLeft())
        for bar, first, last, shown in (
            (self.verticalScrollBar(), box.top(), box.bottom(), self.viewport().height()),
            (self.horizontalScrollBar(), box.left(), box.right(), self.viewport().width()),
        ):
            if not bar.value() + _LINE <= first <= last <= bar.value() + shown - _LINE:
                bar.setValue((first + last - shown) // 2)

    def _lay_out(self) -> None:
        if self._fits_width:
            self._change_zoom(fitting_zoom(self._sizes, self.viewport().width()))
        else:
            self._change_zoom(self._zoom)

    def _change_zoom(self, zoom: float) -> None:
        bar = self.verticalScrollBar()
        before, height = self._layout, self.viewport().height()
        middle = (bar.value() + height / 2) / before.height if before.height else 0.0
        self._layout = PageLayout(self._sizes, zoom, self.viewport().width())
        self._set_ranges()
        if before.height != self._layout.height and bar.value() > 0:
            bar.setValue(round(middle * self._layout.height - height / 2))
        if zoom != self._zoom:
            self._zoom = zoom
            self.zoom_changed.emit(zoom)
        self.viewport().update()
        self._ask()

    def _set_ranges(self) -> None:
        view = self.viewport().size()
        for bar, whole, shown in (
            (self.verticalScrollBar(), self._layout.height, view.height()),
            (self.horizontalScrollBar(), self._layout.width, view.width()),
        ):
            bar.setPageStep(max(1, shown - _LINE))
            bar.setRange(0, max(0, whole - shown))

    def _visible(self) -> range:
        top = self.verticalScrollBar().value()
        return self._layout.visible(top, top + self.viewport().height())

    def _scrolled(self) -> None:
        page = self._layout.current(self.verticalScrollBar().value(), self.viewport().height())
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)
        self.viewport().update()
        self._ask()

    def _ask(self) -> None:
        """Forget pages far away; want the first page that is missing or unsharp, seen ones before their neighbours."""
        seen = self._visible()
        near = [*seen, seen.stop, seen.start - 1]
        self._images = {index: drawn for index, drawn in self._images.items() if index in near}
        if self._wanted is not None:
            return
        scale = self._zoom * PIXELS_PER_POINT * self.devicePixelRatioF()
        for index in near:
            if 0 <= index < len(self._sizes) and (index not in self._images or self._images[index].scale != scale):
                self._wanted = (index, scale)
                self.image_wanted.emit(index, scale)
                return


def _rect(place: Place) -> QRect:
    return QRect(place.left, place.top, place.width, place.height)


def _scaled(box: Box, scale: float) -> QRect:
    return QRectF(box.left * scale, box.top * scale, box.width * scale, box.height * scale).toAlignedRect()
