"""What an officer chose about places: which are pinned, which tab of a group was shown last, whether names are seen."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from danvan_desktop.ui.destinations import Destination, Destinations
from danvan_desktop.ui.kinds.view import Group

PINS, FOLDED, USED = "window.pins", "window.folded", "window.used_kinds"
"""The settings that keep them: names of places, “1”, names of kinds that have records."""
MOST_PINS = 9


def last_tab(group: Group) -> str:
    """Return the setting that keeps which tab of a group was shown last."""
    return f"window.tab.{group.value}"


class PlaceChoices:
    """As they are now; who changes one keeps it as a setting too."""

    def __init__(self, places: Destinations, settings: Mapping[str, str]) -> None:
        """Read what was kept; what is not known any more is passed over."""
        self._places = places
        kept = settings.get(PINS)
        names = places.usual_pins if kept is None else _names(kept)
        self.pins: tuple[str, ...] = tuple(dict.fromkeys(name for name in names if name in places))[:MOST_PINS]
        self.is_folded = settings.get(FOLDED) == "1"
        self.used: frozenset[str] = frozenset(_names(settings.get(USED, "")))
        self._closed: frozenset[str] = frozenset()
        self._last = {group: settings.get(last_tab(group), "") for group in Group}

    def toggle_pin(self, name: str) -> bool:
        """Pin a place or take its pin away; False when all keys are given to others."""
        if name in self.pins:
            self.pins = tuple(pin for pin in self.pins if pin != name)
            return True
        if len(self.pins) >= MOST_PINS:
            return False
        self.pins = (*self.pins, name)
        return True

    def key(self, name: str) -> str:
        """Return the keys of a pinned place, nothing for another."""
        return f"Ctrl+{self.pins.index(name) + 1}" if name in self.pins else ""

    def shown(self, group: Group, current: str) -> tuple[Destination, ...]:
        """Return the tabs of a group: what has records, what is pinned or shown now, and in any case one."""
        tabs = self._places.tabs(group)
        seen = [tab for tab in tabs if not tab.lists_a_kind or tab.name in {*self.used, *self.pins, current}]
        return tuple(seen or tabs[:1])

    def folded_away(self, group: Group, current: str) -> tuple[Destination, ...]:
        """Return the lists of a group that nothing was written into yet."""
        shown = self.shown(group, current)
        return tuple(tab for tab in self._places.tabs(group) if tab not in shown)

    def turned_to(self, name: str) -> None:
        """Remember the tab of its group."""
        group = self._places[name].group
        if group is not None:
            self._last[group] = name

    def place_of(self, group: Group) -> str:
        """Return the tab of a group that was shown last, else its first."""
        shown = self.shown(group, self._last[group])
        return next((tab.name for tab in shown if tab.name == self._last[group]), shown[0].name)

    def use(self, kinds: Collection[str]) -> bool:
        """Take note of which kinds have records; False when that was known."""
        known, self.used = self.used, frozenset(kinds)
        return known != self.used

    def close(self, kinds: Collection[str]) -> bool:
        """Take note of which kinds are closed to who works here; False when that was known."""
        known, self._closed = self._closed, frozenset(kinds)
        return known != self._closed

    def picture(self, place: Destination) -> str:
        """Return the icon of a place: a lock where it lists what is closed to who works here."""
        return "lock" if self.is_closed(place.name) else place.icon

    def is_closed(self, name: str) -> bool:
        """Tell whether a place lists what is closed to who works here."""
        return name in self._closed


def _names(kept: str) -> list[str]:
    return [name for name in kept.split(",") if name]
