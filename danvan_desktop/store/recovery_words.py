"""The secret of a recovery sheet as words that a person can copy by hand and type, with or without tone marks."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256

from danvan_desktop.assets import read_resource
from danvan_desktop.domain.text import fold
from danvan_desktop.localization import _
from danvan_desktop.store.errors import StoreError

SECRET_BYTES = 16
"""128 random bits: nobody guesses them, so they need no slow derivation."""
WORDS = SECRET_BYTES + 1
"""One word a byte, and one that tells a slip of the pen."""
ASKED = 2
"""Words that are typed back before a sheet counts as kept."""


def new_recovery_secret() -> bytes:
    """Return the secret of a new sheet."""
    return secrets.token_bytes(SECRET_BYTES)


def words_for(secret: bytes) -> tuple[str, ...]:
    """Return the words of a secret."""
    names = spoken_words()
    return tuple(names[byte] for byte in (*secret, _check(secret)))


def secret_of(text: str) -> bytes:
    """Read the words as they were typed or scanned, numbers and tone marks aside; raises StoreError in words."""
    typed = [fold(word) for word in re.findall(r"[^\W\d_]+", text)]
    numbers = {fold(word): number for number, word in enumerate(spoken_words())}
    for place, word in enumerate(typed, 1):
        if word not in numbers:
            raise StoreError(_("Từ thứ {n} (“{word}”) không có trên phiếu khôi phục nào.", n=place, word=word[:40]))
    if len(typed) != WORDS:
        raise StoreError(_("Phiếu khôi phục có {n} từ, ở đây có {typed}.", n=WORDS, typed=len(typed)))
    *secret, check = (numbers[word] for word in typed)
    if _check(bytes(secret)) != check:
        raise StoreError(_("Có một từ chép sai hoặc sai thứ tự: hãy so lại với phiếu khôi phục."))
    return bytes(secret)


def asked_places() -> Sequence[int]:
    """Return the places of the words to be typed back, from 1, in order."""
    return sorted(secrets.SystemRandom().sample(range(1, WORDS + 1), ASKED))


def are_typed_back(words: Sequence[str], places: Sequence[int], typed: Sequence[str]) -> bool:
    """Tell whether the words at these places were typed, tone marks aside."""
    return [fold(words[place - 1]) for place in places] == [fold(word.strip()) for word in typed]


@lru_cache(maxsize=1)
def spoken_words() -> tuple[str, ...]:
    """Read the 256 words, which differ without tone marks, too; their order is part of the format."""
    return read_resource(lambda data: tuple(json.loads(data)["words"]), "sync", "words.json")


def _check(secret: bytes) -> int:
    return sha256(b"danvan recovery sheet" + secret).digest()[0]
