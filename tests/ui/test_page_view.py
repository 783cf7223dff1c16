import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from danvan_desktop.ui.preview.page_layout import GAP, PageLayout, fitting_zoom
from danvan_desktop.ui.preview.page_view import PageView
from danvan_desktop.ui.preview.pdf_pages import PageSize

A4 = PageSize(595.28, 841.89)


class Painter:
    """Answers a view's wishes at once, as a very fast worker would."""

    def __init__(self, view: PageView) -> None:
        self.view = view
        self.asked: list[tuple[int, float]] = []
        view.image_wanted.connect(self.paint, Qt.ConnectionType.QueuedConnection)

    def paint(self, index: int, scale: float) -> None:
        self.asked.append((index, scale))
        self.view.set_image(index, scale, QImage(10, 14, QImage.Format.Format_RGB32))

    @property
    def pages(self) -> set[int]:
        return {index for index, _scale in self.asked}


@pytest.fixture
def view(qtbot: QtBot) -> PageView:
    view = PageView()
    qtbot.addWidget(view)
    view.resize(700, 900)
    view.show()
    qtbot.waitExposed(view)
    return view


def settle(qtbot: QtBot, painter: Painter, *, page: int) -> None:
    qtbot.waitUntil(lambda: page in painter.pages)
    qtbot.wait(20)


def wheel(view: PageView, turn: int, modifiers: Qt.KeyboardModifier) -> None:
    middle = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        middle,
        view.viewport().mapToGlobal(middle),
        QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def test_a_long_file_asks_only_for_pages_near_the_view(qtbot: QtBot, view: PageView) -> None:
    painter = Painter(view)
    view.set_pages([A4] * 200)
    settle(qtbot, painter, page=1)
    assert painter.pages <= {0, 1, 2}
    view.go_to(120)
    settle(qtbot, painter, page=120)
    assert painter.pages <= {0, 1, 2, 119, 120, 121, 122}
    assert view.held_pages <= {119, 120, 121, 122}


def test_fast_scrolling_queues_no_pages_that_have_passed(qtbot: QtBot, view: PageView) -> None:
    wanted: list[int] = []
    view.image_wanted.connect(lambda index, _scale: wanted.append(index))
    view.set_pages([A4] * 200)
    for page in range(1, 150):
        view.go_to(page)
    assert wanted == [0]


def test_the_page_read_now_is_told(qtbot: QtBot, view: PageView) -> None:
    view.set_pages([A4] * 10)
    with qtbot.waitSignal(view.page_changed) as told:
        view.go_to(7)
    assert told.args == [7]
    assert view.page == 7


def test_pages_follow_the_width_until_a_zoom_is_chosen(qtbot: QtBot, view: PageView) -> None:
    view.set_pages([A4] * 2)
    narrow = view.zoom
    view.resize(1000, 900)
    assert view.zoom > narrow
    view.set_zoom(1.0)
    view.resize(700, 900)
    assert view.zoom == 1.0
    assert not view.fits_width
    view.fit_width()
    assert view.zoom == pytest.approx(narrow)


def test_fitted_pages_never_scroll_sideways() -> None:
    landscape = PageSize(A4.height, A4.width)
    rooms = range(400, 1400)
    assert [PageLayout([A4, landscape], fitting_zoom([A4, landscape], room), room).width for room in rooms] == [*rooms]


def test_zooming_keeps_the_reader_where_he_was(qtbot: QtBot, view: PageView) -> None:
    view.set_pages([A4] * 20)
    view.go_to(9)
    view.zoom_in()
    assert view.page == 9
    view.zoom_out()
    assert view.page == 9


def test_a_zoomed_page_is_asked_for_again_and_stays_drawn_meanwhile(qtbot: QtBot, view: PageView) -> None:
    painter = Painter(view)
    view.set_pages([A4])
    settle(qtbot, painter, page=0)
    first = painter.asked[-1]
    view.set_zoom(2.0)
    assert view.held_pages == {0}
    qtbot.waitUntil(lambda: painter.asked[-1] != first)
    assert painter.asked[-1][1] > first[1]


def test_ctrl_and_wheel_zoom(qtbot: QtBot, view: PageView) -> None:
    view.set_pages([A4] * 3)
    view.set_zoom(1.0)
    wheel(view, 120, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom == 1.1
    wheel(view, -120, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom == 1.0
    wheel(view, -120, Qt.KeyboardModifier.NoModifier)
    assert view.zoom == 1.0
    assert view.verticalScrollBar().value() > 0


def test_pages_are_painted_white_on_grey_before_they_are_drawn(qtbot: QtBot, view: PageView) -> None:
    view.set_pages([A4])
    image = view.viewport().grab().toImage()
    assert image.pixelColor(350, 400).name() == "#ffffff"
    assert image.pixelColor(GAP // 2, 400).name() != "#ffffff"
