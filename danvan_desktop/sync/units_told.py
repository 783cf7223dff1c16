"""Of which units a device below has the records: what it lacks of one that came to it goes to it once, by itself.

What a file to a level below holds back of others' records counts as sent (decision 8), or each file would bring all of
them again. When the units of an addressee grow, what was held back of theirs has to go after all. That it arrived is
believed only when the addressee names all files of such a sending in its receipt: a lost stick costs nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import msgspec

from danvan_desktop.store import Store
from danvan_desktop.sync.manifest import Receipt
from danvan_desktop.sync.remembered import remember, remembered

_SETTING = "sync.units_told."
_MOST_SENDINGS = 50
"""Sendings to a device that are remembered until it tells of one, the newest."""


class Sending(msgspec.Struct, frozen=True):
    """The files of one export, by SHA-256, and the units whose records it carried; ``None`` when some stayed out."""

    files: tuple[str, ...]
    units: tuple[str, ...] | None


class _Known(msgspec.Struct, frozen=True):
    """What a device told to have, and what was sent since."""

    units: tuple[str, ...] | None = None
    sent: tuple[Sending, ...] = ()


def units_told(store: Store, device: str) -> Collection[str] | None:
    """Return the units of which a device has all records up to where it told to be; ``None`` where that is unknown."""
    return _known(store, device).units


def note_sending(store: Store, devices: Iterable[str], sending: Sending) -> None:
    """Remember what was written for devices."""
    for device in devices:
        known = _known(store, device)
        _keep(store, device, _Known(known.units, (*known.sent, sending)[-_MOST_SENDINGS:]))


def believe_units(store: Store, device: str, receipt: Receipt) -> None:
    """Take from a receipt which sending, the last of those that arrived whole, says what the device has."""
    known = _known(store, device)
    accepted = {one.sha256 for one in receipt.bundles if one.state == "accepted"}
    arrived = [place for place, one in enumerate(known.sent) if accepted.issuperset(one.files)]
    if arrived:
        _keep(store, device, _Known(known.sent[arrived[-1]].units, known.sent[arrived[-1] + 1 :]))


def files_of(digests: Sequence[str], units: Collection[str] | None) -> Sending:
    """Return a sending of files with the units that it carried whole."""
    return Sending(tuple(digests), None if units is None else tuple(sorted(units)))


def _known(store: Store, device: str) -> _Known:
    return remembered(store, f"{_SETTING}{device}", _Known)


def _keep(store: Store, device: str, known: _Known) -> None:
    remember(store, f"{_SETTING}{device}", known)
