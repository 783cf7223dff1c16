"""How the window looks: a calm light theme of high contrast."""

from __future__ import annotations

import sys

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from danvan_desktop.assets import resource_path

COLOURS = {
    "ground": "#f3f5f8",
    "surface": "#ffffff",
    "stripe": "#f8fafc",
    "header": "#e9edf2",
    "text": "#1b2430",
    "soft": "#4d5a69",
    "faint": "#8290a0",
    "line": "#d3dae2",
    "inputLine": "#9aa7b5",
    "scroll": "#bcc6d1",
    "hover": "#eef3fa",
    "selection": "#d6e5f8",
    "mark": "#ffe9a8",
    "accent": "#1f5fae",
    "accentDark": "#17488a",
    "accentDarkest": "#0c2c58",
    "accentPale": "#9db9dc",
    "focus": "#e08a00",
    "navigation": "#1c3d66",
    "navigationHover": "#2a5284",
    "onNavigation": "#ffffff",
    "onNavigationSoft": "#c3d3e6",
    "infoGround": "#e8f1fc",
    "infoLine": "#a9c8ee",
    "doneGround": "#e6f4ea",
    "doneLine": "#9fd0ae",
    "doneText": "#17602f",
    "warning": "#7a4b00",
    "warningGround": "#fff4dc",
    "warningLine": "#e8c16d",
    "error": "#a81c13",
    "errorGround": "#fdecea",
    "errorLine": "#eba9a3",
}
"""Each colour by what it is for; text on its ground has a contrast of at least 4.5 to 1."""

_FONTS = ("Segoe UI", "Inter", "Noto Sans", "Arial", "DejaVu Sans")
"""The first that there is; all have every Vietnamese letter."""
_BUNDLED_FONTS = ("Inter-Regular.otf", "Inter-SemiBold.otf")
"""For systems that differ in the fonts they have, so that the window is laid out alike on all of them."""
_POINTS = 10.5


def colour(name: str) -> QColor:
    """Return a colour of the theme by what it is for."""
    return QColor(COLOURS[name])


def apply_theme(application: QApplication) -> None:
    """Dress the application."""
    application.setStyle("Fusion")
    if sys.platform != "win32":
        for name in _BUNDLED_FONTS:
            QFontDatabase.addApplicationFont(str(resource_path("fonts", name)))
    font = QFont()
    font.setFamilies(list(_FONTS))
    font.setPointSizeF(_POINTS)
    application.setFont(font)
    application.setPalette(_palette())
    application.setStyleSheet(_style_sheet())


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
        (role.HighlightedText, "surface"),
        (role.Link, "accentDark"),
        (role.Mid, "line"),
    ):
        palette.setColor(target, colour(name))
    return palette


def _style_sheet() -> str:
    """Fill the colours, longest names first, and the paths of pictures into the style sheet."""
    sheet = resource_path("themes", "light.qss").read_text("utf-8")
    pictures = {name: resource_path("icons", f"{name}.svg").as_posix() for name in ("chevron", "check")}
    for name, value in sorted({**COLOURS, **pictures}.items(), key=lambda item: -len(item[0])):
        sheet = sheet.replace(f"@{name}", value)
    return sheet
