"""Hostile files whose outer form is good: what they say of themselves, who signed, what the changes hold."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hostile_base import DAMAGED, FORGED, NO_MANIFEST, NO_PATTERN, SENDER, Case, Good

from danvan_desktop.domain.replica import renamed_replica
from tests.sync.forging import Parts, owned_lines, owned_log, zip_of

_NO_VALUE = "giá trị không phải JSON"
_READ_LATER = ("fraction", "exponent", "duplicate")
"""Values that stand on a line as they should, and are no values of a field."""
_UNFIT = "giá trị không hợp với trường"
_BROKEN = "không khớp chữ ký của máy đã ghi"
_ORDER = "thay đổi sai thứ tự"
_COUNTS = "số thay đổi không khớp"
_SET = "tập không đúng bộ của nó"
_GAPS = "nhật ký không liền mạch"
_SLOT = b'"app":"'


def cases() -> Iterator[Case]:
    """Give all of them."""
    yield from _manifest_texts()
    yield from _manifest_values()
    yield from _volumes()
    yield from _receipts()
    yield from _log_tables()
    yield from _signatures()
    yield from _lines()
    yield from _values()


def _changed(change: Callable[[bytes], bytes]) -> Callable[[Good], bytes]:
    return lambda good: good.with_manifest_text(change)


def _swap(old: bytes, new: bytes) -> Callable[[Good], bytes]:
    return _changed(lambda text: text.replace(old, new, 1))


def _manifest_texts() -> Iterator[Case]:
    deep = b'"x":' + b"[" * 2000 + b"]" * 2000 + b"," + _SLOT
    texts: dict[str, tuple[str, Callable[[Good], bytes]]] = {
        "not-json": ("a manifest that is no JSON", _swap(b'"app":', b'"app"=')),
        "duplicate-key": ("a key twice", _swap(_SLOT, b'"changes":0,' + _SLOT)),
        "duplicate-version": ("two versions", _swap(_SLOT, b'"version":"1.0",' + _SLOT)),
        "nan": ("NaN for a number", _swap(b'"number":', b'"number":NaN,"n":')),
        "infinity": ("Infinity for a number", _swap(b'"number":', b'"number":-Infinity,"n":')),
        "fraction": ("1.0 for a number", _swap(b'"number":', b'"number":1.0,"n":')),
        "exponent": ("1e999 for a number", _swap(b'"number":', b'"number":1e999,"n":')),
        "million-digits": ("a number of 100,000 digits", _swap(b'"number":', b'"number":' + b"9" * 100_000 + b',"n":')),
        "negative": ("a negative number", _swap(b'"number":', b'"number":-1,"n":')),
        "deep": ("JSON nested 2,000 deep", _swap(_SLOT, deep)),
        "byte-order-mark": ("a byte order mark", _changed(lambda text: b"\xef\xbb\xbf" + text)),
        "utf16": ("UTF-16", _changed(lambda text: text.decode().encode("utf-16"))),
        "latin": ("a byte that is no UTF-8", _swap(_SLOT, _SLOT + b"\xff")),
        "surrogate": ("half a character", _swap(_SLOT, _SLOT + b"\\ud800")),
        "control": ("an escape sequence of a terminal in a name", _swap(_SLOT, _SLOT + b"\\u001b[2J")),
        "long-name": ("a name of 501 letters", _swap(_SLOT, _SLOT + b"a" * 501)),
        "empty-object": ("a manifest that says nothing", _changed(lambda _text: b"{}")),
        "list": ("a list for a manifest", _changed(lambda text: b"[" + text + b"]")),
        "leading-blank": ("a blank before the manifest", _changed(lambda text: b" " + text)),
        "string-number": ("text for a number", _swap(b'"number":', b'"number":"1","n":')),
        "path-uid": ("a path for the uid of the unit", _swap(b'"unit":{"uid":"', b'"unit":{"uid":"../../')),
        "other-format": ("another format's name", _swap(b"danvan-bundle", b"danvan-bungle")),
        "version-words": ("a version in words", _swap(b'"version":"2.', b'"version":"two.')),
    }  # fmt: skip
    for name, (about, build) in texts.items():
        yield Case(f"manifest-{name}", about, NO_MANIFEST, build)
    newer = _swap(b'"version":"2.', b'"version":"3.')
    yield Case("manifest-newer", "a major version beyond this one", "phiên bản phần mềm mới hơn", newer)
    older = _swap(b'"version":"2.', b'"version":"1.')
    yield Case("manifest-older", "a major version before this one", "phiên bản phần mềm cũ", older)
    stranger = _swap(_SLOT, b'"stranger":1,' + _SLOT)
    yield Case("manifest-stranger", "an entry that this version does not have", "bản kê có mục lạ", stranger)


def _volumes() -> Iterator[Case]:
    """Give bundles that lie about the set that they are of."""
    none, low, high = "", "0" * 64, "f" * 64
    sets: dict[str, tuple[str, str, tuple[object, ...]]] = {
        "beyond": ("part 3 of 2", _SET, (3, 2, none, none)),
        "billion": ("one of a billion parts", NO_MANIFEST, (1, 10**9, none, none)),
        "nought": ("part 0", NO_MANIFEST, (0, 2, none, none)),
        "negative": ("part -1", NO_MANIFEST, (-1, 2, none, none)),
        "alone": ("a set of one", NO_MANIFEST, (1, 1, none, none)),
        "before-first": ("a part whose set began before number 1", _SET, (900, 900, none, none)),
        "turned": ("attached files from the last to the first", _SET, (1, 2, high, low)),
        "half": ("attached files without an end", _SET, (1, 2, low, none)),
        "other-files": ("attached files of another part", _SET, (1, 2, low, low)),
        "no-files": ("attached files in a part without any", _SET, (1, 2, none, none)),
        "no-digest": ("a path for a digest", NO_MANIFEST, (1, 2, "../../etc", "../../etc")),
        "words": ("words for a part", NO_MANIFEST, ("one", 2, none, none)),
    }
    for name, (about, says, (part, of, first, last)) in sets.items():
        volume = json.dumps({"part": part, "of": of, "first": first, "last": last}).encode()
        yield Case(f"volume-{name}", about, says, _of_set(b'"volume":' + volume + b","))
    lacking = _swap(_SLOT, b'"volume":{"part":1,"of":2},' + _SLOT)
    yield Case("volume-lacking", "a part that does not say what it holds", NO_MANIFEST, lacking)
    twice = b'"volume":{"part":1,"of":2,"first":"","last":""},'
    yield Case("volume-twice", "two parts at once", NO_MANIFEST, _swap(_SLOT, twice + twice + _SLOT))


def _of_set(volume: bytes) -> Callable[[Good], bytes]:
    """Let the bundle with an attached file say of which set it is."""
    return lambda good: good.with_manifest_text(lambda text: text.replace(_SLOT, volume + _SLOT, 1), of_full=True)


def _receipts() -> Iterator[Case]:
    log = {"replica": "0" * 16, "stream": "upward", "seq": 1, "hash": "0" * 64, "whole": 1}
    lost = {"number": 1, "made_at": "?", "sender": "0" * 64}
    receipts: dict[str, tuple[str, object]] = {
        "list": ("a list for a receipt", []),
        "no-logs": ("a receipt without logs", {}),
        "hash": ("a receipt with a word for a hash", {"logs": [log | {"hash": "x"}]}),
        "seq": ("a receipt with a negative number", {"logs": [log | {"seq": -1}]}),
        "huge": ("a receipt of more than can be", {"logs": [log | {"seq": 10**15}]}),
        "stream": ("a receipt of a path", {"logs": [log | {"stream": "../.."}]}),
        "state": ("a bundle in no state", {"logs": [], "bundles": [{"sha256": "0" * 64, "state": "eaten"}]}),
        "moment": ("missing since no day", {"logs": [], "missing": [lost]}),
    }  # fmt: skip
    for name, (about, receipt) in receipts.items():
        text = json.dumps(receipt).encode()
        yield Case(f"receipt-{name}", about, NO_MANIFEST, _swap(_SLOT, b'"receipt":' + text + b"," + _SLOT))


def _manifest_values() -> Iterator[Case]:
    def valued(**values: object) -> Callable[[Good], bytes]:
        return lambda good: good.parts.with_manifest(**values).build()

    huge = 10**15 - 1
    yield Case("count-huge", "tells 10^15 changes", _COUNTS, valued(changes=huge))
    yield Case("count-beyond", "tells more changes than can be counted", NO_MANIFEST, valued(changes=10**18))
    yield Case("count-kinds", "kinds that do not add up", _COUNTS, valued(kinds={"unit": 2}))
    yield Case("kind-name", "a path for a kind", NO_MANIFEST, valued(kinds={"../unit": 1}))
    yield Case("no-zone", "a moment without its offset", NO_MANIFEST, valued(made_at="2026-08-13T09:00:00"))
    yield Case("year-one", "a moment before the calendar", NO_MANIFEST, valued(made_at="0001-01-01T00:00:00+14:00"))
    yield Case("no-day", "30 February", NO_MANIFEST, valued(made_at="2026-02-30T00:00:00+07:00"))


def _log_tables() -> Iterator[Case]:
    def logs(change: Callable[[list[dict[str, Any]]], object]) -> Callable[[Good], bytes]:
        def build(good: Good) -> bytes:
            parts = good.full_parts
            changed = [dict(log) for log in parts.manifest["logs"]]
            made = change(changed)
            return parts.with_manifest(logs=changed if made is None else made).build()

        return build

    twice = "nhật ký lặp lại hoặc sai thứ tự"
    yield Case("log-twice", "a log listed twice", twice, logs(lambda found: [found[0], *found]))
    yield Case("log-order", "logs in another order", twice, logs(lambda found: found[::-1]))
    yield Case("log-backwards", "a log that ends before it begins", _GAPS, logs(lambda f: f[0].update(after=9999)))
    yield Case("log-no-start", "a start without its hash", _GAPS, logs(lambda f: f[0].update(after=1)))
    yield Case("log-longer", "a log longer than the changes", _COUNTS, logs(lambda f: f[0].update(seq=10**9)))
    yield Case("log-zero", "a log that ends at 0", NO_MANIFEST, logs(lambda f: f[0].update(seq=0)))
    yield Case("log-replica", "a path for a replica", NO_MANIFEST, logs(lambda f: f[0].update(replica="../../etc")))
    yield Case("log-signature", "a log's signature flipped", FORGED, logs(lambda f: f[0].update(signature="00" * 64)))
    yield Case("log-hash", "a log that ends at another hash", FORGED, logs(lambda f: f[0].update(hash="0" * 64)))
    claimed = _public(SENDER)
    another = "nhật ký mang tên của máy khác"
    yield Case("log-owner", "a log claimed for another device", another, logs(lambda f: f[0].update(device=claimed)))
    yield Case("log-claimed", "a log signed under another device's replica", another, _claimed)
    yield Case("log-cut", "the newest changes dropped", FORGED, _dropped)
    yield Case("log-moved", "a signature moved from one log to another", FORGED, logs(_moved))


def _moved(logs: list[dict[str, Any]]) -> None:
    logs[0]["signature"], logs[1]["signature"] = logs[1]["signature"], logs[0]["signature"]


def _claimed(good: Good) -> bytes:
    """Write a log of one's own under a replica of another device, which the receiver may hear of later."""
    parts = owned_log(good.parts, ['"a"'])
    log, replica = dict(parts.manifest["logs"][0]), renamed_replica("another's", "00" * 32)
    signed = f"danvan-log\n{replica}\nupward\n1\n{log['hash']}\n{parts.public}".encode()
    log |= {"replica": replica, "signature": parts.key.sign(signed).hex()}
    return parts.with_manifest(logs=[log]).build()


def _dropped(good: Good) -> bytes:
    """Drop the last change of the last log and tell so: its owner signed where the log ended."""
    parts = good.full_parts
    logs = [dict(log) for log in parts.manifest["logs"]]
    logs[-1]["seq"] -= 1
    lines = parts.changes.splitlines(keepends=True)[:-1]
    kind = json.loads(parts.changes.splitlines()[-1])["k"]
    kinds = {name: count - (name == kind) for name, count in parts.manifest["kinds"].items()}
    manifest = parts.manifest | {"logs": logs, "changes": len(lines), "kinds": kinds}
    return replace(parts, manifest=manifest, changes=b"".join(lines)).build()


def _public(key: Ed25519PrivateKey) -> str:
    return key.public_key().public_bytes_raw().hex()


def _signatures() -> Iterator[Case]:
    yield Case("signed-by-another", "signed by a device that is not the sender", FORGED, _signed_by_another)
    yield Case("signature-of-other-text", "a signature over another manifest", FORGED, _replayed_signature)
    yield Case("signature-zero-key", "a key of zeros, under which odd signatures pass", FORGED, _zero_key)
    yield Case("signature-short", "64 bytes for 96", DAMAGED, lambda good: _resigned(good, lambda s: s[:64]))
    yield Case("signature-long", "97 bytes for 96", DAMAGED, lambda good: _resigned(good, lambda s: s + b"\0"))
    yield Case("signature-empty", "no byte of signature", DAMAGED, lambda good: _resigned(good, lambda _s: b""))
    yield Case("manifest-edited", "the unit's name changed after signing", DAMAGED, _edited)


def _signed_by_another(good: Good) -> bytes:
    """The manifest names the true sender; the hostile hand signs it with its own key."""
    parts = good.parts
    start = good.small.index(b"{")
    manifest = good.small[start : good.small.index(b"PK\x03\x04", start)]
    return zip_of(parts.sealed(manifest, parts.members()))


def _resigned(good: Good, change: Callable[[bytes], bytes]) -> bytes:
    parts = good.parts
    manifest = json.dumps(Parts.of(parts.build()).manifest, ensure_ascii=False, separators=(",", ":")).encode()
    *members, signature = parts.sealed(manifest, parts.members())
    return zip_of([*members, replace(signature, data=change(signature.data))])


def _replayed_signature(good: Good) -> bytes:
    return _resigned(good, lambda _signature: bytes.fromhex(_public(SENDER)) + SENDER.sign(b"{}"))


def _zero_key(good: Good) -> bytes:
    """The point of small order: without its check a signature of zeros would fit many texts."""
    return _resigned(good, lambda _signature: bytes(32) + bytes([1]) + bytes(63))


def _edited(good: Good) -> bytes:
    return good.small.replace("Xã Đông Sơn".encode(), "Xã Đông Nam".encode(), 1)


def _lines() -> Iterator[Case]:
    """Every line stands in a log that the hostile hand owns, chained and signed as it should be."""

    def lined(change: Callable[[bytes], bytes]) -> Callable[[Good], bytes]:
        def build(good: Good) -> bytes:
            parts = owned_log(good.parts, ['"a"', '"b"'])
            changed = change(parts.changes)
            if changed == parts.changes:
                raise ValueError("nothing was changed in the lines")
            return replace(parts, changes=changed).build()

        return build

    def swapped(old: bytes, new: bytes) -> Callable[[Good], bytes]:
        return lined(lambda lines: lines.replace(old, new, 1))

    yield Case("line-crlf", "lines of Windows", NO_PATTERN, swapped(b"\n", b"\r\n"))
    yield Case("line-blank", "an empty line", NO_PATTERN, swapped(b"\n", b"\n\n"))
    yield Case("line-unfinished", "no line feed at the end", "dòng cuối dở dang", lined(lambda lines: lines[:-1]))
    yield Case("line-spaced", "blanks in a line", NO_PATTERN, swapped(b'"n":', b'"n": '))
    yield Case("line-reordered", "keys in another order", NO_PATTERN, swapped(b'"l":0,"n":1', b'"n":1,"l":0'))
    yield Case("line-duplicate", "a key twice", NO_PATTERN, swapped(b'"n":1,', b'"n":1,"n":1,'))
    yield Case("line-zero", "change number 0", NO_PATTERN, swapped(b'"n":1,', b'"n":0,'))
    yield Case("line-leading-zero", "number 01", NO_PATTERN, swapped(b'"n":1,', b'"n":01,'))
    yield Case("line-huge", "change number 10^15", NO_PATTERN, swapped(b'"n":1,', b'"n":1000000000000000,'))
    yield Case("line-future", "a time beyond the year 2099", NO_PATTERN, swapped(b'"t":"1', b'"t":"9'))
    yield Case("line-path", "a path for a uid", NO_PATTERN, swapped(b'"u":"', b'"u":"../'))
    yield Case("line-field", "SQL for a field", NO_PATTERN, swapped(b'"content":', b'"content\\"; DROP TABLE":'))
    yield Case("line-latin", "a byte that is no UTF-8", "dòng không phải UTF-8", swapped(b'"a"', b'"\xff"'))
    yield Case("line-long", "a line beyond 1 MB", "có dòng quá dài", lined(_lengthened))
    yield Case("line-elsewhere", "a log that the manifest does not list", _ORDER, swapped(b'"l":0', b'"l":7'))
    yield Case("line-skipping", "number 3 after 1", _ORDER, swapped(b'"n":2', b'"n":3'))
    yield Case("line-reversed", "number 2 before 1", _ORDER, lined(_reversed))
    yield Case("line-missing", "a change is missing", "thiếu thay đổi", lined(lambda lines: lines[: len(lines) // 2]))
    yield Case("line-more", "a change too many", "thừa thay đổi", lined(lambda lines: lines + lines[: len(lines) // 2]))
    yield Case("line-edited", "a value changed after signing", _BROKEN, swapped(b'"a"', b'"e"'))
    yield Case("line-seen", "something seen put in after signing", _BROKEN, swapped(b',"s":', _seen(9)))
    yield Case("line-seen-form", "something seen that is no id", NO_PATTERN, swapped(b',"s":', b',"b":"x","s":'))
    order = swapped(b',"s":', _seen(3, 2))
    yield Case("line-seen-order", "what was seen in another order", NO_PATTERN, order)
    yield Case("line-seen-twice", "two places of one log seen", NO_PATTERN, swapped(b',"s":', _seen(2, 3)))
    yield Case("line-no-field", "an entry that sets nothing", NO_PATTERN, swapped(b'"v":{"content":"a"}', b'"v":{}'))
    twice = swapped(b'{"content":"a"}', b'{"content":"a","content":"b"}')
    yield Case("line-field-twice", "a field twice", NO_PATTERN, twice)
    unordered = swapped(b'{"content":"a"}', b'{"content":"a","answer":"b"}')
    yield Case("line-field-order", "fields in another order", NO_PATTERN, unordered)
    gone = swapped(b'{"content":"a"}', b'{"content":"a"},"x":{"answer":"' + b"0" * 64 + b'"}')
    yield Case("line-one-salt", "the salt of all though something is gone", NO_PATTERN, gone)
    both = swapped(b'{"content":"a"}', b'{"content":"a"},"h":{"content":"' + b"0" * 64 + b'"}')
    yield Case("line-here-and-gone", "a field that is here and gone", NO_PATTERN, both)
    yield Case("chain-elsewhere", "a log that does not arrive at its signed hash", _BROKEN, _elsewhere)


def _lengthened(lines: bytes) -> bytes:
    """Not so repetitive that the ratio gives it away first."""
    noise = "".join(f"{number:06x}" for number in range(0, 0xFFFFFF, 1009)).encode()
    return lines.replace(b'"a"', b'"' + noise + b"a" * 1_000_000 + b'"', 1)


def _reversed(lines: bytes) -> bytes:
    first, second = lines.splitlines(keepends=True)
    return second + first


def _seen(*numbers: int) -> bytes:
    return b',"b":"' + " ".join(f"{'cd' * 12}:upward:{number}:{'ab' * 8}" for number in numbers).encode() + b'","s":'


def _elsewhere(good: Good) -> bytes:
    parts = owned_log(good.parts, ['"a"'])
    return owned_lines(parts, parts.changes, "0" * 64, 1).build()


def _values() -> Iterator[Case]:
    """Every value stands in a log that the hostile hand owns, chained and signed as it should be."""

    def valued(value: str, **line: str) -> Callable[[Good], bytes]:
        return lambda good: owned_log(good.parts, [value], **line).build()

    texts = {
        "nothing-quoted": ("no JSON", "abc"),
        "nan": ("NaN", "NaN"),
        "fraction": ("a fraction", "1.5"),
        "exponent": ("an exponent", "1e9"),
        "two": ("two values", '"a","b":"c"'),
        "duplicate": ("a key twice", '{"a":1,"a":2}'),
        "deep": ("nested 1,000 deep", "[" * 1000 + "]" * 1000),
        "padded": ("a blank before the value", ' "a"'),
        "surrogate": ("half a character", '"\\ud800"'),
    }
    for name, (about, value) in texts.items():
        yield Case(f"value-{name}", about, _NO_VALUE if name in _READ_LATER else NO_PATTERN, valued(value))
    yield Case("value-digits", "an integer beyond 2^53", "số quá lớn", valued(str(2**60), f="group_size"))
    unfit = {
        "number-for-text": ("content", "1"),
        "list-for-text": ("content", '["a"]'),
        "object-for-text": ("content", '{"a":1}'),
        "control": ("content", '"\\u001b[2J"'),
        "null-character": ("content", '"a\\u0000b"'),
        "text-direction": ("content", '"an to\\u202eàn"'),
        "no-day": ("received_on", '"2026-02-30"'),
        "other-date": ("received_on", '"13/08/2026"'),
        "true-for-number": ("group_size", "true"),
        "number-for-flag": ("complicated", "1"),
        "text-for-deleted": ("deleted", '"yes"'),
        "path-for-reference": ("unit", '"../../etc/passwd"'),
        "sql-for-choice": ("state", '"received\'; DROP TABLE change; --"'),
    }
    for name, (field, value) in unfit.items():
        yield Case(f"value-{name}", f"{field} = {value}", _UNFIT, valued(value, f=field))
