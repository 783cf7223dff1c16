"""Hostile files that are, or pretend to be, encrypted, and plain ones that are for somebody else."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from hashlib import sha256

import pyrage
from hostile_base import ALIEN, CUT, DAMAGED, NO_MANIFEST, Case, Good

_OPENING = b"age-encryption.org/v1\n"
_ELSEWHERE = "máy khác"


def cases() -> Iterator[Case]:
    """Give all of them."""
    yield Case("sealed-for-another", "encrypted to a device that is not the receiver", _ELSEWHERE, _for_another)
    yield Case("sealed-for-another-cut", "encrypted to another device and cut short", _ELSEWHERE, _cut)
    yield Case("sealed-header-only", "the first line of an encrypted file", DAMAGED, lambda _good: _OPENING)
    yield Case("sealed-noise", "noise behind the first line", DAMAGED, lambda _good: _OPENING + _noise(400))
    yield Case("sealed-no-stanza", "a header for nobody", DAMAGED, lambda _good: _header(b"") + _noise(60))
    yield Case("sealed-long-stanza", "a stanza of 300 kB", DAMAGED, lambda _good: _header(b"-> x\n" + b"A" * 300_000))
    yield Case("sealed-passphrase", "under a passphrase that nobody gave", "khóa bằng mật khẩu", _by_passphrase)
    yield Case("sealed-later", "age of a later version", ALIEN, lambda good: b"age-encryption.org/v2\n" + good.small)
    yield Case("sealed-armored", "an encrypted file as text", ALIEN, _armored)
    yield Case("sealed-first-letters", "cut within the first line", CUT, lambda _good: _OPENING[:9])
    yield Case("for-another", "a plain bundle that names another receiver", _ELSEWHERE, _valued(recipients=["ab" * 32]))
    yield Case("recipients-path", "a path for a receiver", NO_MANIFEST, _valued(recipients=["../../etc/passwd"]))
    yield Case("withheld-negative", "fewer than no withheld changes", NO_MANIFEST, _valued(withheld=-1))
    yield Case("held-back-endless", "a log held back without its number", NO_MANIFEST, _valued(held_back=[{}]))
    yield Case("earlier-no-zone", "an earlier bundle without its offset", NO_MANIFEST, _valued(earlier=[_EARLIER]))
    yield Case("card", "the card of a device", ALIEN, lambda _good: b'{"format":"danvan-card","version":"1.0"}\n')


_EARLIER = {"number": 1, "made_at": "2026-08-13T09:00:00", "logs": []}


def _valued(**values: object) -> Callable[[Good], bytes]:
    return lambda good: good.parts.with_manifest(version="2.0", **values).build()


def _for_another(good: Good) -> bytes:
    sealed: bytes = pyrage.encrypt(good.full, [pyrage.x25519.Identity.generate().to_public()])
    return sealed


def _cut(good: Good) -> bytes:
    sealed = _for_another(good)
    return sealed[: len(sealed) - 100]


def _by_passphrase(good: Good) -> bytes:
    """Not opened by anybody: its work factor would take a thousand seconds."""
    salt, body = base64.b64encode(_noise(16)).rstrip(b"="), base64.b64encode(_noise(32)).rstrip(b"=")
    return _header(b"-> scrypt " + salt + b" 30\n" + body + b"\n") + good.small


def _header(stanzas: bytes) -> bytes:
    mac = base64.b64encode(_noise(32)).rstrip(b"=")
    return _OPENING + stanzas + b"--- " + mac + b"\n"


def _armored(good: Good) -> bytes:
    text = base64.encodebytes(_for_another(good))
    return b"-----BEGIN AGE ENCRYPTED FILE-----\n" + text + b"-----END AGE ENCRYPTED FILE-----\n"


def _noise(size: int) -> bytes:
    """Give bytes that look random and are the same in every run."""
    return b"".join(sha256(number.to_bytes(4, "big")).digest() for number in range(size // 32 + 1))[:size]
