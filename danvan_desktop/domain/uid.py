"""Record identities: UUIDs that sort by the time they were made, and tell who made them.

A uid is a UUID of version 8 (RFC 9562): 60 bits of Unix time in 4096ths of a millisecond, 8 bits of chance, and
the first 54 bits of SHA-256("danvan-record" LF device key LF time LF chance), numbers in decimal.
Whoever knows the key of a device can tell whether it made the record, without asking anybody and in whatever order
things arrive; nobody else's key gives the same.

What any laptop of an office makes alike, such as what follows a record that comes again, tells in the same way of which
*unit* it is, by SHA-256("danvan-unit" LF unit LF number LF chance): all bits but the proof follow from what it is made
of, and the first of them is set, which no moment sets before the year 6429. Only who names that unit made it.
"""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Callable
from hashlib import sha256

from danvan_desktop.patterns import pattern

UID_FORM = pattern(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""How the uid of every record that is made here is written: any UUID in small letters."""

_REPLACED = uuid.UUID("6b0a6c1e-3f0e-5d0c-9a53-8d1b5f0f7a11")
"""The namespace of uids that take the place of ones that no bundle can carry."""
_NEXT = uuid.UUID("d0c5a7e2-53a4-5b0b-8a4f-6f8f2f0f1c52")
"""The namespace of uids of records that come after others."""
_COMES_NEXT = "next"
_ONLY = uuid.UUID("0f6f1d8a-2b1d-5f43-9f0e-1f7c6a9be3d4")
"""The namespace of uids of what there is only one of."""
_VERSION = 8
_VERSION_PLACE = 14
"""Where the version stands in the written form."""
_VARIANT = 0b10
_PROOF_BITS = 54
_OF_DEVICE, _OF_UNIT = "danvan-record", "danvan-unit"
_NO_MOMENT = 1 << 59
"""Of the 60 bits of a moment the one that is set where they tell none."""
_FIRST_DIGITS_OF_UNITS = frozenset("89abcdef")
_TICKS = 4096
"""In a millisecond."""


def is_uid(text: str) -> bool:
    """Tell whether a new record may have this uid."""
    return UID_FORM.fullmatch(text) is not None


def replacement_uid(text: str) -> str:
    """Return the uid that takes the place of one that no bundle can carry: the same on every copy of a store."""
    return str(uuid.uuid5(_REPLACED, text.encode("utf-8", "backslashreplace").decode()))


def next_uid(uid: str, unit: str | None) -> str:
    """Return the uid of the record of a unit that comes after one which comes again: whoever closes it makes the same.

    Where the unit is not known the uid tells none.
    """
    return str(uuid.uuid5(_NEXT, uid)) if unit is None else uid_of_unit(unit, _COMES_NEXT, uid)


def comes_next(following: str, uid: str) -> bool:
    """Tell whether a uid is the one that ``next_uid`` gives, whatever the unit."""
    return following == next_uid(uid, None) or _is_drawn_of(following, (_COMES_NEXT, uid))


def uid_of(*words: str) -> str:
    """Return the uid of what there is only one of, told by ``words``: whichever device makes it makes the same."""
    return str(uuid.uuid5(_ONLY, "\n".join(words)))


def uid_of_unit(unit: str | None, *words: str) -> str:
    """Return the uid of what a unit has only one of, told by ``words``, which tells that it is of that unit.

    Where the unit is not known the uid tells none.
    """
    return uid_of(*words) if unit is None else _made(_OF_UNIT, unit, *_drawn_of(words))


def is_told_by(uid: str, *words: str) -> bool:
    """Tell whether a uid is of what there is only one of, told by ``words``, whatever the unit."""
    return uid == uid_of(*words) or _is_drawn_of(uid, words)


def _is_drawn_of(uid: str, words: tuple[str, ...]) -> bool:
    return tells_unit(uid) and _drawn(_number(uid)) == _drawn_of(words)


def _drawn_of(words: tuple[str, ...]) -> tuple[int, int]:
    """Return what stands for moment and chance in the uid of what is told by words."""
    drawn = sha256("\n".join(["danvan-only", *words]).encode()).digest()
    return int.from_bytes(drawn[:8], "big") >> 4 | _NO_MOMENT, drawn[8]


class UidMaker:
    """Makes the uids of the records of one device."""

    def __init__(self, device: str, nanoseconds: Callable[[], int] = time.time_ns) -> None:
        """Make them for a device, its Ed25519 key in hexadecimal; ``nanoseconds`` gives Unix time."""
        self.device = device
        self._nanoseconds = nanoseconds
        self._last = 0

    def __call__(self) -> str:
        """Return a uid that sorts behind all that were made before."""
        self._last = max(self._nanoseconds() * _TICKS // 1_000_000, self._last + 1)
        return _made(_OF_DEVICE, self.device, self._last, os.urandom(1)[0])


def tells_maker(uid: str) -> bool:
    """Tell whether a uid says who made the record: others than those of ``UidMaker`` do not."""
    return _is_proof(uid) and uid[0] not in _FIRST_DIGITS_OF_UNITS


def tells_unit(uid: str) -> bool:
    """Tell whether a uid says of which unit the record is: others than those of ``uid_of_unit`` do not."""
    return _is_proof(uid) and uid[0] in _FIRST_DIGITS_OF_UNITS


def _is_proof(uid: str) -> bool:
    return is_uid(uid) and uid[_VERSION_PLACE] == str(_VERSION)


def is_maker(uid: str, device: str) -> bool:
    """Tell whether a device made the record of a uid that tells its maker."""
    if not tells_maker(uid):
        return False
    return _proves(uid, _OF_DEVICE, device)


def is_of_unit(uid: str, unit: str) -> bool:
    """Tell whether a uid tells that its record was made as one of this unit."""
    return tells_unit(uid) and _proves(uid, _OF_UNIT, unit)


def _proves(uid: str, of: str, who: str) -> bool:
    # Asked of each record that comes: the two halves are read from the text, since half as long numbers are as quick.
    high, low = int(f"{uid[:8]}{uid[9:13]}{uid[15:18]}", 16), int(f"{uid[19:23]}{uid[24:]}", 16)
    return low == _low_half(of, who, high, low >> _PROOF_BITS & 0xFF)


def may_have_made(uid: str, device: str, unit: str) -> bool:
    """Tell whether a device can have made a record which it says to be of a unit (empty for a unit itself).

    Uids of earlier versions do not tell. One that tells a unit is whoever's that names it: whether he may write there
    is asked of his rights, and nobody brings the record elsewhere by the moment that he says.
    """
    if tells_unit(uid):
        return _proves(uid, _OF_UNIT, unit)
    return is_maker(uid, device) or not tells_maker(uid)


def own_uid(uid: str, device: str) -> str:
    """Return the uid that a device gives to what another made under ``uid``: the same each time.

    Raises ValueError for a uid that does not tell its maker.
    """
    if not _is_proof(uid):
        raise ValueError(f"tells no maker: {uid}")
    moment, chance = _drawn(_number(uid))
    return _made(_OF_DEVICE, device, moment & ~_NO_MOMENT, chance)


def _number(uid: str) -> int:
    return int(uid.replace("-", ""), 16)


def _drawn(number: int) -> tuple[int, int]:
    """Return the moment and the chance that a uid was made with."""
    return number >> 80 << 12 | number >> 64 & 0xFFF, number >> _PROOF_BITS & 0xFF


def _low_half(of: str, who: str, moment: int, chance: int) -> int:
    """Return what of a uid tells its maker or its unit: the rest is the moment that it says itself."""
    drawn = sha256(f"{of}\n{who}\n{moment}\n{chance}".encode()).digest()
    proof = int.from_bytes(drawn[:8], "big") >> (64 - _PROOF_BITS)
    return _VARIANT << 62 | chance << _PROOF_BITS | proof


def _made(of: str, who: str, moment: int, chance: int) -> str:
    high = (moment >> 12) << 16 | _VERSION << 12 | moment & 0xFFF
    digits = f"{high << 64 | _low_half(of, who, moment, chance):032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
