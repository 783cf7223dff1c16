"""How soon a passphrase is guessed: told to whoever makes one up, refused only where guessing takes no time at all.

The estimate is that of zxcvbn, which knows how people make passwords, taught Vietnamese: marks and spaces are left out,
well-known phrases, everyday syllables and the names of the office are tried first.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import Any

from danvan_desktop.assets import read_resource
from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.text import fold
from danvan_desktop.localization import Message, _

SHORTEST = 10
"""Letters of a passphrase that is taken at all: all of eight small letters are tried within months."""
_FEWEST_DIFFERENT = 5
_GUESSES_A_SECOND = 10_000
"""What a thief with many strong machines manages against a slow derivation, as zxcvbn assumes for such."""
_LONGEST_JUDGED = 72
"""Letters that zxcvbn looks at; more are surely enough."""
_MINUTE, _HOUR, _DAY, _MONTH, _YEAR = 60, 3_600, 86_400, 2_592_000, 31_536_000
_UNITS: Sequence[tuple[int, Callable[[int], Message]]] = (
    (_YEAR, lambda n: _("khoảng {n} năm", n=n)),
    (_MONTH, lambda n: _("khoảng {n} tháng", n=n)),
    (_DAY, lambda n: _("khoảng {n} ngày", n=n)),
    (_HOUR, lambda n: _("khoảng {n} giờ", n=n)),
    (_MINUTE, lambda n: _("khoảng {n} phút", n=n)),
)


class Strength(Enum):
    """What is to be thought of a passphrase."""

    REFUSED = auto()
    """Below the floor: it protects nothing."""
    WEAK = auto()
    """Guessed within a year by who takes the trouble."""
    FAIR = auto()
    """Guessed within a hundred years."""
    STRONG = auto()


@dataclass(frozen=True)
class Estimate:
    """How strong a passphrase is, and after how many seconds a thief who takes the trouble has found it."""

    strength: Strength
    seconds: float

    @property
    def words(self) -> Message:
        """Tell it to whoever chooses the passphrase."""
        if self.strength is Strength.REFUSED:
            return too_weak()
        if self.strength is Strength.STRONG:
            return _("Mật khẩu mạnh: dò hết cũng mất hàng trăm năm.")
        time = _time_told(self.seconds)
        if self.strength is Strength.FAIR:
            return _("Mật khẩu khá: kẻ có nhiều máy mạnh dò ra trong {time}.", time=time)
        return _(
            "Mật khẩu yếu: kẻ có nhiều máy mạnh dò ra trong {time}. Hãy thêm một, hai từ không liên quan.",
            time=time,
        )


def is_too_weak(passphrase: str) -> bool:
    """Tell whether a passphrase is tried among the first: short, or a few letters again and again."""
    letters = unicodedata.normalize("NFC", passphrase).strip().casefold()
    return len(letters) < SHORTEST or len(set(letters)) < _FEWEST_DIFFERENT


def refuse_weak(passphrase: str, fault: type[DanvanError]) -> None:
    """Raise ``fault`` for a passphrase that is tried among the first: whoever has the file may try as he likes."""
    if is_too_weak(passphrase):
        raise fault(too_weak())


def too_weak() -> Message:
    """Say what a passphrase needs."""
    return _(
        "Mật khẩu yếu quá: cần ít nhất {count} ký tự, không lặp mãi vài ký tự."
        " Bốn, năm từ không liên quan với nhau thì vừa dễ nhớ vừa khó đoán.",
        count=SHORTEST,
    )


def estimate(passphrase: str, known: Sequence[str] = ()) -> Estimate:
    """Judge a passphrase; ``known`` are names that a thief would try, such as the office's. Takes up to 0.2 s."""
    from zxcvbn import zxcvbn  # half a megabyte of words, needed only here

    judge: Any = zxcvbn
    judged = _joined(passphrase)[:_LONGEST_JUDGED]
    tried = [*(_joined(name) for name in known if name), *_vietnamese()]
    guesses = float(judge(judged, user_inputs=tried)["guesses"]) if judged else 0.0
    seconds = guesses / _GUESSES_A_SECOND
    if is_too_weak(passphrase):
        return Estimate(Strength.REFUSED, seconds)
    if seconds < _YEAR:
        return Estimate(Strength.WEAK, seconds)
    return Estimate(Strength.FAIR if seconds < 100 * _YEAR else Strength.STRONG, seconds)


def _joined(text: str) -> str:
    """Leave out what adds little for a thief: marks, capitals, spaces between words."""
    return "".join(fold(text).split())


def _time_told(seconds: float) -> Message:
    for length, told in _UNITS:
        if seconds >= length:
            return told(int(seconds / length))
    return _("chưa đầy một phút")


@lru_cache(maxsize=1)
def _vietnamese() -> tuple[str, ...]:
    return read_resource(lambda data: tuple(json.loads(data)["words"]), "passphrases", "vietnamese.json")
