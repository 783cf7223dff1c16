"""Small documents of which one value is strange, signed anew by the laptop that wrote them, as a bad laptop would.

A byte that is spoilt of such a file is refused with its signature; what lies behind the signature is reached so.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from itertools import count
from typing import Any

from danvan_desktop.store import Store

_TEXTS = (
    "", " ", "\0", "A" * 70_000, "../../x", "\u202e", "Đ\u0301", "0" * 32, "0" * 64, "f" * 64, "G" * 64,
    "9999-12-31T23:59:59.999+14:00", "0001-01-01T00:00:00.000-14:00", "2026-02-30T00:00:00.000+07:00",
    "2026-11-30", "2026-W01-1", "24:00", "unit", "commune", "2.9", "2.", "=1+1", "[[\"", "{}",
)  # fmt: skip
_OTHERS: tuple[Any, ...] = (-1, 0, 1, 2**31, 2**53, 2**63 - 1, 2**63, 2**64, 0.5, None, True, [], {}, [[]], [None] * 3)
_NO_NUMBERS: tuple[Any, ...] = (-1, 0.5, None, "", [], 2**64)
"""None that is taken: after a high one each later acknowledgement would be an old one."""
_NUMBERS = count(1_000)


def strange(content: bytes, seed: bytes) -> bytes:
    """Return the content with one to three values exchanged, the same for the same seed."""
    rng = random.Random(seed)  # noqa: S311 - mutations, the same in every run
    told = json.loads(content)
    for _turn in range(rng.choice((1, 1, 2, 3))):
        places = list(_places(told))
        if places:
            _spoil(*rng.choice(places), rng)
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _places(told: Any) -> Iterator[tuple[Any, Any]]:
    for key in list(told) if isinstance(told, dict) else range(len(told)) if isinstance(told, list) else ():
        yield told, key
        yield from _places(told[key])


def _spoil(within: Any, key: Any, rng: random.Random) -> None:
    value = within[key]
    if key == "number":
        within[key] = rng.choice(_NO_NUMBERS)
    elif isinstance(value, list) and value and rng.random() < 0.5:
        within[key] = rng.choice((value * 2, value[:-1], value * 1_200, value[::-1]))
    elif isinstance(value, int) and rng.random() < 0.7:
        within[key] = rng.choice((value + 1, value - 1, *_OTHERS[:8]))
    elif rng.random() < 0.8:
        within[key] = rng.choice(_TEXTS)
    else:
        within[key] = rng.choice(_OTHERS)


def signed_anew(signer: Store, original: bytes, data: bytes) -> bytes:
    """Return the document with strange values that follow from the spoilt ``data``, as it is where that is no other.

    An acknowledgement gets the number after those before it: an older one is not looked at any more.
    """
    told = json.loads(original.partition(b"\n")[0])
    if "number" in told:
        told["number"] = next(_NUMBERS)
    line = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    if data != original:
        line = strange(line, data)
    return line + b"\n" + signer.sign(line).hex().encode() + b"\n"
