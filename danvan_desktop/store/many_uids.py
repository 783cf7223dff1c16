"""The uids of a very long list in little memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import overload

_LENGTH = 36
"""Letters of a uid as it is made here, each of which takes a byte."""


class ManyUids(Sequence[str]):
    """Uids in their order, in one piece of memory: 36 bytes each in place of the 93 of a list of texts.

    Those of another form, which only foreign programs make, are kept beside it.
    """

    def __init__(self, uids: Iterable[str]) -> None:
        """Take them one after another, so that they are never all there as texts."""
        self._packed = bytearray()
        self._others: dict[int, str] = {}
        for uid in uids:
            letters = uid.encode()
            if len(letters) != _LENGTH:
                self._others[len(self)] = uid
                letters = bytes(_LENGTH)
            self._packed += letters

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._packed) // _LENGTH

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...

    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        """Return one of them, or a list of some."""
        if isinstance(place, slice):
            return [self._at(number) for number in range(*place.indices(len(self)))]
        return self._at(range(len(self))[place])

    def __iter__(self) -> Iterator[str]:
        """Go through them."""
        return map(self._at, range(len(self)))

    def __contains__(self, uid: object) -> bool:
        """Tell whether one is among them."""
        return isinstance(uid, str) and self._place(uid) >= 0

    def index(self, uid: str, start: int = 0, stop: int | None = None) -> int:
        """Return the place of one; raises ValueError where it is not among them."""
        place = self._place(uid, start)
        if place < 0 or (stop is not None and place >= stop):
            raise ValueError(f"{uid!r} is not in the list")
        return place

    def _at(self, place: int) -> str:
        other = self._others.get(place)
        return self._packed[place * _LENGTH : (place + 1) * _LENGTH].decode() if other is None else other

    def _place(self, uid: str, start: int = 0) -> int:
        letters = uid.encode()
        if len(letters) != _LENGTH:
            return next((place for place, other in self._others.items() if other == uid and place >= start), -1)
        found = self._packed.find(letters, start * _LENGTH)
        while found % _LENGTH and found >= 0:  # it lies across two of them
            found = self._packed.find(letters, found + 1)
        return found // _LENGTH if found >= 0 else -1
