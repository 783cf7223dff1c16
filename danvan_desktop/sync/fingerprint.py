"""Fingerprints of devices: words to be read out on the telephone, digits to be compared on paper."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from danvan_desktop.store.recovery_words import spoken_words

WORDS = 10
"""Words of a fingerprint, 8 bits each: 80 bits withstand whoever makes keys until one looks alike."""
_GROUPS, _GROUP = 6, 5


@dataclass(frozen=True)
class Fingerprint:
    """A device's keys told in ten Vietnamese words, and in six groups of five digits."""

    words: tuple[str, ...]
    digits: str

    @property
    def text(self) -> str:
        """The words in a row."""
        return " ".join(self.words)


def fingerprint_of(device: str, recipient: str) -> Fingerprint:
    """Tell the fingerprint of a device's public keys (Ed25519 in hexadecimal, age).

    The words come from the first bytes of a SHA-256, the digits from those after them.
    """
    digest = sha256(f"danvan-device\n{device}\n{recipient}".encode()).digest()
    names = spoken_words()
    words = tuple(names[byte] for byte in digest[:WORDS])
    number = str(int.from_bytes(digest[WORDS:], "big") % 10 ** (_GROUPS * _GROUP)).zfill(_GROUPS * _GROUP)
    groups = (number[start : start + _GROUP] for start in range(0, len(number), _GROUP))
    return Fingerprint(words, " ".join(groups))
