"""The places of a group as a menu beside its line in the column: those in use, then those not begun yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from danvan_desktop.localization import Message, Translator, _, ngettext
from danvan_desktop.ui.destinations import Destination
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.kinds.view import Group
from danvan_desktop.ui.place_choices import PlaceChoices

Turn = Callable[[str], object]
"""Turns to a place by its name."""


def group_menu(
    say: Translator,
    group: Group,
    choices: PlaceChoices,
    current: str,
    late: Mapping[str, int],
    turn: Turn,
    parent: QWidget,
) -> QMenu:
    """Make a menu that frees itself when it is closed; ``late`` tells how much is past its term, by place."""
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.addAction(say(group.title)).setEnabled(False)
    for place in choices.shown(group, current):
        action = add_place(menu, place, say(_named(place, late.get(place.name, 0))), turn, choices)
        action.setCheckable(True)
        action.setChecked(place.name == current)
        keys = choices.key(place.name)
        if keys:
            action.setText(f"{action.text()}\t{keys}")
    add_unused(menu, choices.folded_away(group, current), say, turn, choices)
    return menu


def add_unused(
    menu: QMenu, places: tuple[Destination, ...], say: Translator, turn: Turn, choices: PlaceChoices
) -> None:
    """Offer lists that nothing was written into yet, each with what it is for."""
    if places and menu.actions():
        menu.addSeparator()
        menu.addAction(say(_("Thêm loại sổ"))).setEnabled(False)
    for place in places:
        add_place(
            menu, place, say(_("{title}: {purpose}", title=place.title, purpose=place.purpose or "")), turn, choices
        )


def add_place(menu: QMenu, place: Destination, words: str, turn: Turn, choices: PlaceChoices) -> QAction:
    """Add a line that turns to a place, with a lock where that is closed to who works here."""
    action = menu.addAction(icon(choices.picture(place)), words.replace("&", "&&"))
    action.triggered.connect(lambda _checked=False: turn(place.name))
    return action


def _named(place: Destination, late: int) -> Message:
    if not late:
        return place.title
    return ngettext("{place} ({n} quá hạn)", "{place} ({n} quá hạn)", late, place=place.title)
