"""What waits is counted beside its place in the navigation."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from danvan_desktop.localization import Translator
from danvan_desktop.ui.destinations import Destinations
from danvan_desktop.ui.kinds import ALL_VIEWS
from danvan_desktop.ui.navigation import Navigation
from danvan_desktop.ui.place_choices import PlaceChoices
from danvan_desktop.ui.theme import Look, colour, style_sheet


def made_navigation() -> Navigation:
    places = Destinations(ALL_VIEWS)
    return Navigation(Translator("vi"), "Xã Đông Sơn", places, PlaceChoices(places, {}))


def pixels_of_the_badge(navigation: Navigation) -> int:
    picture = navigation.places.grab().toImage()
    ground = colour("warningGround").rgb()
    area = navigation.places.visualItemRect(navigation.places.item(navigation.row_of("conflicts")))
    return sum(
        picture.pixel(x, y) == ground
        for x in range(area.left(), area.right())
        for y in range(area.top(), area.bottom(), 2)
    )


def test_a_count_is_drawn_and_read_aloud_and_goes_when_nothing_waits(qtbot: QtBot) -> None:
    navigation = made_navigation()
    qtbot.addWidget(navigation)
    navigation.resize(188, 600)
    navigation.show()
    qtbot.waitExposed(navigation)
    assert pixels_of_the_badge(navigation) == 0
    navigation.show_count("conflicts", 3)
    assert pixels_of_the_badge(navigation) > 20
    item = navigation.places.item(navigation.row_of("conflicts"))
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == "Cần đối chiếu: 3"
    navigation.show_count("conflicts", 0)
    assert pixels_of_the_badge(navigation) == 0


def test_all_places_are_seen_in_a_low_window(qtbot: QtBot) -> None:
    """What a screen of 1920 × 1080 at 200 % leaves below a title bar."""
    navigation = made_navigation()
    qtbot.addWidget(navigation)
    navigation.setStyleSheet(style_sheet(Look()))
    navigation.resize(196, 540)
    navigation.show()
    qtbot.waitExposed(navigation)
    qtbot.waitUntil(lambda: navigation.places.verticalScrollBar().maximum() == 0)
    low = navigation.places.visualItemRect(navigation.places.item(0)).height()
    navigation.resize(196, 760)
    qtbot.waitUntil(lambda: navigation.places.verticalScrollBar().maximum() == 0)
    navigation.resize(196, 900)
    qtbot.waitUntil(lambda: navigation.places.verticalScrollBar().maximum() == 0)
    assert navigation.places.visualItemRect(navigation.places.item(0)).height() > low
