"""Every theme can be read: contrast of each text on its ground; looks are kept and applied at once."""

import gc
import itertools
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from danvan_desktop.assets import resource_path
from danvan_desktop.ui import theme
from danvan_desktop.ui.app import make_window
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.general_panel import GeneralPanel
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.session import Session
from danvan_desktop.ui.theme import THEMES, Look, apply_look, colour, current_look, kept_look, palettes, style_sheet

TEXTS_ON_GROUNDS = [
    *itertools.product(("text", "soft", "faint"), ("ground", "surface", "stripe")),
    *itertools.product(("text",), ("hover", "selection", "highlight", "infoGround", "doneGround", "warningGround")),
    *itertools.product(("accentDark",), ("surface", "ground", "hover", "selection", "infoGround")),
    *itertools.product(("error", "warning"), ("surface", "ground")),
    *itertools.product(("onNavigation",), ("navigation", "navigationHover")),
    ("onNavigationSoft", "navigation"),
    ("onNavigationChosen", "navigationChosen"),
    ("onHeader", "header"),
    ("onAccent", "accent"),
    ("onPale", "accentPale"),
    ("neutralText", "neutralGround"),
    ("doneText", "doneGround"),
    ("warning", "warningGround"),
    ("error", "errorGround"),
    ("text", "errorGround"),
]
SIGNS_ON_GROUNDS = [
    *itertools.product(("focus",), ("surface", "navigation")),
    *itertools.product(("inputLine", "accent"), ("surface",)),
    ("onNavigationWaiting", "navigation"),
]


@pytest.fixture(autouse=True)
def _no_widgets_of_earlier_tests(qapp: QApplication) -> None:
    """Let go what nobody holds any more before another look is drawn: half gone, it would be drawn too."""
    gc.collect()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def luminance(code: str) -> float:
    parts = [int(code[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(theme: str, one: str, other: str) -> float:
    lighter, darker = sorted((luminance(palettes()[theme][name]) for name in (one, other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read_on_every_ground_it_stands_on(theme: str) -> None:
    poor = {pair: round(contrast(theme, *pair), 2) for pair in TEXTS_ON_GROUNDS if contrast(theme, *pair) < 4.5}
    assert poor == {}


@pytest.mark.parametrize("theme", THEMES)
def test_focus_and_frames_can_be_seen(theme: str) -> None:
    poor = {pair: round(contrast(theme, *pair), 2) for pair in SIGNS_ON_GROUNDS if contrast(theme, *pair) < 3}
    assert poor == {}


def test_high_contrast_has_at_least_seven_to_one_for_text() -> None:
    assert all(contrast("contrast", *pair) >= 7 for pair in TEXTS_ON_GROUNDS if pair[0] in ("text", "soft"))


def test_themes_name_the_same_colours() -> None:
    names = {theme: set(colours) for theme, colours in palettes().items()}
    assert set(names) == set(THEMES)
    assert len({frozenset(found) for found in names.values()}) == 1


@pytest.mark.parametrize("theme", THEMES)
def test_style_sheet_leaves_no_colour_open_and_names_none_itself(theme: str) -> None:
    assert "@" not in style_sheet(Look(theme))
    template = resource_path("themes", "window.qss").read_text("utf-8")
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|: (?:white|black|red)\b", template) == []


def test_letters_grow_in_the_style_sheet() -> None:
    assert "font-size: 34pt" in style_sheet(Look("light", 200))
    assert "font-size: 17pt" in style_sheet(Look("light", 100))


def test_icons_follow_the_theme(qtbot: QtBot) -> None:
    drawn = icon("search")
    apply_look(QApplication.instance(), Look("dark"))
    picture = drawn.pixmap(32, 32).toImage()
    dots = [picture.pixelColor(x, y) for x in range(32) for y in range(32)]
    inks = {dot.name() for dot in dots if dot.alpha() == 255}
    assert colour("text").name() in inks
    assert palettes()["light"]["text"] not in inks


def test_a_look_is_chosen_by_keyboard_applied_at_once_and_found_at_the_next_start(ui: UiContext, qtbot: QtBot) -> None:
    panel = GeneralPanel(ui)
    qtbot.addWidget(panel)
    panel.show()
    QTest.keyClick(panel.theme, Qt.Key.Key_Down)
    QTest.keyClick(panel.letters, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: not ui.operations.busy)
    assert current_look() == Look("dark", 200)
    assert kept_look(ui.store.settings) == Look("dark", 200)
    label = QLabel("Chữ")
    qtbot.addWidget(label)
    assert label.font().pointSizeF() == pytest.approx(21)

    QApplication.instance().setStyleSheet("")  # widgets of earlier tests may be half gone: no sheet replaces another
    apply_look(QApplication.instance(), Look())
    session = Session(ui.store_path, make_window(ui.store_path))
    assert current_look() == Look("dark", 200)
    session.window.close()


def test_a_broken_setting_gives_the_usual_look(ui: UiContext) -> None:
    ui.store.settings.set("look.theme", "tím")
    ui.store.settings.set("look.size", "99999")
    assert kept_look(ui.store.settings) == Look("light", 100)


def test_window_begins_without_the_letters_that_come_with_it(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*parts: str) -> Path:
        if parts[0] == "fonts":
            raise FileNotFoundError(parts)
        return resource_path(*parts)

    monkeypatch.setattr(theme, "resource_path", gone)
    theme.apply_theme(qapp)
    assert qapp.font().families()[0] == "Segoe UI"
    assert len(qapp.font().families()) > 1


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_a_field_that_is_locked_after_it_was_drawn_looks_locked(
    qapp: QApplication, qtbot: QtBot, kind: type[QLineEdit | QPlainTextEdit]
) -> None:
    """Style sheets look at properties once: what was shown before its record was found to be locked stayed white."""
    apply_look(qapp, Look())
    field = kind()
    qtbot.addWidget(field)
    field.resize(200, 60)
    with qtbot.waitExposed(field):
        field.show()

    def ground() -> str:
        return field.grab().toImage().pixelColor(150, 30).name()

    assert ground() == palettes()["light"]["surface"].lower()
    field.setReadOnly(True)
    assert ground() == palettes()["light"]["ground"].lower()
    field.setReadOnly(False)
    assert ground() == palettes()["light"]["surface"].lower()
