"""Section 6: the lines, each with the hash that it comes to."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256, shake_256
from itertools import pairwise
from typing import Any

from .strict import DIGEST, MIB, NAME, REPLICA, SALT, STREAM, UID, BadBundleError, must, strict_json

ENTRY = f"{REPLICA}:{STREAM}:[1-9][0-9]{{0,11}}:[0-9a-f]{{16}}"
LINE = re.compile(
    r'\{"l":(?P<l>0|[1-9][0-9]*),"n":(?P<n>[1-9][0-9]{0,11}),"t":"(?P<t>(?:[0-3][0-9]|40)[0-9]{11}-[0-9a-f]{4})",'
    rf'"k":"(?P<k>{NAME})","u":"(?P<u>{UID})","p":"(?P<p>{UID})"(,"o":"(?P<o>{UID})")?'
    rf'(,"b":"(?P<b>{ENTRY}( {ENTRY})*)")?,"s":(?P<s>"{SALT}"|\{{("{NAME}":"{SALT}"(,"{NAME}":"{SALT}")*)?\}})'
    rf',"v":(?P<rest>\{{[^\x00-\x1f]*\}})\}}'
)
GONE = re.compile(rf'\{{"{NAME}":"{DIGEST}"(,"{NAME}":"{DIGEST}")*\}}')


@dataclass(frozen=True)
class Entry:
    """One entry with its id, its parts, what it had seen and its hash.

    ``values`` are JSON texts by field; ``erased`` and ``held_back`` name the fields of which only a digest is told.
    """

    id: tuple[str, str, int]
    timestamp: str
    kind: str
    uid: str
    place: str
    officer: str
    seen: tuple[str, ...]
    values: dict[str, str]
    erased: tuple[str, ...]
    held_back: tuple[str, ...]
    hash: str

    @property
    def fields(self) -> set[str]:
        """The fields that it sets, those whose content is gone included."""
        return {*self.values, *self.erased, *self.held_back}


def read_entries(text: bytes, logs: list[dict[str, Any]]) -> Iterator[Entry]:
    """Section 6: the lines in the order of the logs, each log arriving at the hash that its owner signed."""
    try:
        lines = text.decode().split("\n")
    except UnicodeDecodeError as error:
        raise BadBundleError("a line that is no UTF-8") from error
    must(lines.pop() == "", "the last line feed")
    place = 0
    for index, log in enumerate(logs):
        previous = log["after_hash"]
        for seq in range(log["after"] + 1, log["seq"] + 1):
            must(place < len(lines), "an entry is missing")
            entry = read_line(lines[place], index, log, seq, previous)
            previous = entry.hash
            place += 1
            yield entry
        must(previous == log["hash"], "the hash that the owner signed")
    must(place == len(lines), "an entry too many")


def read_line(line: str, index: int, log: dict[str, Any], seq: int, previous: str) -> Entry:
    """Section 6: one line and its hash."""
    must(len(line.encode()) <= MIB, "a line too long")
    found = LINE.fullmatch(line)
    must(found, "form of a line")
    assert found is not None
    must((int(found["l"]), int(found["n"])) == (index, seq), "order of entries")
    values, place = members(found["rest"])
    erased, held_back = gone(found["rest"][place:])
    names = sorted([*values, *erased, *held_back])
    must(names and len(set(names)) == len(names), "a field twice, or none")
    digests = erased | held_back
    digests |= {name: digest_of(values[name], salt) for name, salt in salts(found["s"], values, names)}
    seen = tuple((found["b"] or "").split())
    ids = [(replica, stream, int(number)) for replica, stream, number, _hash in (one.split(":") for one in seen)]
    must(all(former[:2] < later[:2] for former, later in pairwise(ids)), "order of what was seen")
    parts = (
        previous, log["replica"], log["stream"], str(seq), found["t"], found["k"], found["u"], found["p"],
        found["o"] or "", found["b"] or "", " ".join(names), "".join(digests[name] for name in names),
    )  # fmt: skip
    own = sha256("\n".join(parts).encode()).hexdigest()
    entry_id = (log["replica"], log["stream"], seq)
    return Entry(
        entry_id, found["t"], found["k"], found["u"], found["p"], found["o"] or "", seen, values, tuple(erased),
        tuple(held_back), own,
    )  # fmt: skip


def members(text: str) -> tuple[dict[str, str], int]:
    """Take an object at the beginning of a text apart into its members' texts; return them and where it ends."""
    values: dict[str, str] = {}
    place = 1
    while text[place] != "}":
        name = re.compile(f'"({NAME})":').match(text, place)
        must(name, "name of a field")
        assert name is not None
        try:
            _value, end = json.JSONDecoder().raw_decode(text, name.end())
        except (json.JSONDecodeError, RecursionError) as error:
            raise BadBundleError("a value") from error
        value = text[name.end() : end]
        strict_json(value.encode("utf-8", "surrogatepass"))
        must(not values or name[1] > max(values), "order of fields")
        values[name[1]] = value
        must(text[end : end + 1] in (",", "}"), "what stands between values")
        place = end + (text[end] == ",")
        must(text[end] == "}" or text[place] == '"', "a value is missing")
    return values, place + 1


def gone(text: str) -> tuple[dict[str, str], dict[str, str]]:
    """Read what stands behind the values: the digests of those erased, then of those held back."""
    found: dict[str, dict[str, str]] = {"x": {}, "h": {}}
    place = 0
    for key in found:
        if text.startswith(f',"{key}":', place):
            object_ = GONE.match(text, place + 5)
            must(object_, "what is gone")
            assert object_ is not None
            found[key] = json.loads(object_[0])
            must(list(found[key]) == sorted(found[key]) and len(found[key]) == object_[0].count(":"), "order of fields")
            place = object_.end()
    must(place == len(text), "something behind the values")
    return found["x"], found["h"]


def salts(text: str, values: dict[str, str], names: list[str]) -> list[tuple[str, str]]:
    """Return the salt of each value: drawn from the entry's, or, when something is gone, told one by one."""
    told = json.loads(text)
    if isinstance(told, str):
        must(len(names) == len(values), "one salt though something is gone")
        drawn = shake_256(bytes.fromhex(told)).hexdigest(16 * len(names))
        return [(name, drawn[32 * at : 32 * (at + 1)]) for at, name in enumerate(names)]
    must(list(told) == list(values) and len(told) == text.count(":"), "salts of the values")
    return list(told.items())


def digest_of(value: str, salt: str) -> str:
    """Section 6: the digest of a value."""
    return sha256(bytes.fromhex(salt) + value.encode()).hexdigest()
