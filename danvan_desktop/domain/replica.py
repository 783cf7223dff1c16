"""Names of replicas, which tell whose they are: nobody else can write, or claim, a log under them.

A replica is the first 16 hexadecimal digits of SHA-256("danvan-replica" LF device key) and 8 that tell the replicas of
one device apart. Whoever knows the key of a device can tell whether a log is its own, whatever came first.
"""

from __future__ import annotations

import os
from functools import lru_cache
from hashlib import sha256

_PROOF, _APART = 16, 8
"""Hexadecimal digits."""


_KEPT = 64
"""Devices of which it is remembered how their replicas begin: each save asks for its own."""


def new_replica(device: str) -> str:
    """Return a replica that a device, its Ed25519 key in hexadecimal, never wrote under."""
    return _proof(device) + os.urandom(_APART // 2).hex()


def renamed_replica(former: str, device: str) -> str:
    """Return what a replica of before, 16 random digits, is called: the same in every store."""
    return _proof(device) + sha256(former.encode()).hexdigest()[:_APART]


def is_replica(text: str) -> bool:
    """Tell whether a replica has a name that tells whose it is: those of before had not."""
    return len(text) == _PROOF + _APART


def is_replica_of(replica: str, device: str) -> bool:
    """Tell whether a replica is a device's own."""
    return is_replica(replica) and replica.startswith(_proof(device))


@lru_cache(_KEPT)
def _proof(device: str) -> str:
    return sha256(f"danvan-replica\n{device}".encode()).hexdigest()[:_PROOF]
