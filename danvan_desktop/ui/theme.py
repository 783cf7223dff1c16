"""How the window looks: one style sheet, the colours of three themes, letters of several sizes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Protocol

from msgspec import Struct
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from danvan_desktop.assets import MissingResource, resource_path
from danvan_desktop.localization import Message, _
from danvan_desktop.patterns import pattern

THEMES: Mapping[str, Message] = {
    "light": _("Sáng"),
    "dark": _("Tối"),
    "contrast": _("Tương phản cao"),
}
"""The looks of the window; their colours stand in ``resources/themes/colours.json``."""

SIZES = (100, 115, 130, 150, 175, 200)
"""Sizes of letters in percent of the usual one."""

_LOOK = "danvan.look"
"""The application's property that holds theme and size."""
_THEME, _SIZE = "look.theme", "look.size"
_FONTS = ("Segoe UI", "Inter", "Noto Sans", "Arial", "DejaVu Sans")
"""The first that there is; all have every Vietnamese letter."""
_BUNDLED_FONTS = ("Inter-Regular.otf", "Inter-SemiBold.otf", "Inter-Bold.otf")
"""For systems that differ in the fonts they have, so that the window is laid out alike on all of them; a Windows whose
own font is missing has them too."""
_WITH_OWN_LETTERS = ("QAbstractItemView", "QMenu", "QMenuBar", "QMessageBox", "QStatusBar", "QTipLabel")
_POINTS = 10.5
_GROWING = (8, 10, 14, 16, 17, 20)
"""Sizes in pixels of what grows with the letters, pictures and the room around them, ``@px16`` in the style sheet."""
_POINT_SIZE = pattern(r"(\d+(?:\.\d+)?)pt\b")


class Look(Struct, frozen=True):
    """A theme and the size of letters in percent."""

    theme: str = "light"
    size: int = 100


USUAL_LOOK = Look()


@lru_cache(maxsize=1)
def palettes() -> Mapping[str, Mapping[str, str]]:
    """Return the colours of all themes, each by what it is for; raises MissingResource where they cannot be read."""
    path = resource_path("themes", "colours.json")
    try:
        found: Mapping[str, Mapping[str, str]] = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise MissingResource(path) from error
    return found


def current_look() -> Look:
    """Return how the application is dressed now."""
    application = QApplication.instance()
    kept = application.property(_LOOK) if application is not None else None
    return Look(*kept) if kept else Look()


def colour_code(name: str) -> str:
    """Return a colour of the current theme by what it is for, as ``#rrggbb``."""
    return palettes()[current_look().theme][name]


def colour(name: str) -> QColor:
    """Return a colour of the current theme by what it is for."""
    return QColor(colour_code(name))


def scaled(pixels: int) -> int:
    """Return a width that grows with the size of letters."""
    return round(pixels * current_look().size / 100)


class Kept(Protocol):
    """Named texts that were kept: the settings of an open store, or those that its preview gave."""

    def get(self, name: str, default: str, /) -> str:
        """Return a text."""


def kept_look(settings: Kept) -> Look:
    """Return the look that was chosen on this laptop."""
    theme, size = settings.get(_THEME, "light"), settings.get(_SIZE, "100")
    return Look(theme if theme in THEMES else "light", int(size) if size.isdecimal() and int(size) in SIZES else 100)


def look_settings(look: Look) -> Mapping[str, str]:
    """Return what must be remembered for ``kept_look`` to find this look again."""
    return {_THEME: look.theme, _SIZE: str(look.size)}


def apply_theme(application: QApplication, look: Look = USUAL_LOOK) -> None:
    """Dress the application for the first time; a font that is gone or damaged leaves the next one of the list."""
    load_fonts()
    apply_look(application, look)


def load_fonts() -> None:
    """Bring the letters of the program, for where no other of the list is."""
    for name in _BUNDLED_FONTS:
        with suppress(FileNotFoundError):
            QFontDatabase.addApplicationFont(str(resource_path("fonts", name)))


def apply_look(application: QApplication, look: Look) -> None:
    """Dress the application; what is open is drawn anew."""
    application.setProperty(_LOOK, [look.theme, look.size])
    font = QFont()
    font.setFamilies(list(_FONTS))
    font.setPointSizeF(_POINTS * look.size / 100)
    application.setFont(font)
    application.setPalette(_palette())
    application.setStyleSheet(style_sheet(look))
    # Windows has smaller letters of its own for these, which come back with palette and style sheet.
    for name in _WITH_OWN_LETTERS:
        application.setFont(font, name)  # type: ignore[arg-type] # annotated as bytes, which it refuses


def _palette() -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for target, name in (
        (role.Window, "ground"),
        (role.Base, "surface"),
        (role.AlternateBase, "stripe"),
        (role.Button, "surface"),
        (role.WindowText, "text"),
        (role.Text, "text"),
        (role.ButtonText, "text"),
        (role.ToolTipBase, "surface"),
        (role.ToolTipText, "text"),
        (role.PlaceholderText, "faint"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "onAccent"),
        (role.Link, "accentDark"),
        (role.Mid, "line"),
        (role.Dark, "inputLine"),
        (role.Light, "surface"),
        (role.Midlight, "hover"),
        (role.Shadow, "inputLine"),
    ):
        palette.setColor(target, colour(name))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, colour("faint"))
    return palette


def style_sheet(look: Look) -> str:
    """Fill the colours, longest names first, and the paths of pictures into the style sheet; set sizes of letters."""
    sheet = resource_path("themes", "window.qss").read_text("utf-8")
    pictures = {
        name: resource_path("icons", f"{name}.svg").as_posix() for name in ("chevron", "chevronOnAccent", "check")
    }
    sizes = {f"px{number}": f"{round(number * look.size / 100)}px" for number in _GROWING}
    for name, value in sorted({**palettes()[look.theme], **pictures, **sizes}.items(), key=lambda item: -len(item[0])):
        sheet = sheet.replace(f"@{name}", value)
    return _POINT_SIZE.sub(lambda size: f"{float(size[1]) * look.size / 100:g}pt", sheet)
