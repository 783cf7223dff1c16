"""How a device is named in a sentence."""

from __future__ import annotations

from danvan_desktop.domain.text import normalise
from danvan_desktop.localization import Message, _

_BEGINNING = "máy "


def device_called(name: str, *, quoted: bool = False) -> Message:
    """Name a device: most people begin its name with “máy” themselves, and then it is not said again."""
    if normalise(name).casefold().startswith(_BEGINNING):
        return _("“{name}”", name=name) if quoted else _("{name}", name=name)
    return _("máy “{name}”", name=name) if quoted else _("máy {name}", name=name)


def device_of_unit(unit: str, name: str) -> Message:
    """Name a unit, and which of its devices is meant."""
    return _("{unit} ({device})", unit=unit, device=device_called(name))
