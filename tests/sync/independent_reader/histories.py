"""Section 10, *Histories*: which of several entries of one number stand, by those who withdrew their device."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from .lines import Entry
from .records import Log, Records, text_of
from .rights import Fact, Rights, read_marks


@dataclass(frozen=True)
class Linked:
    """An entry with the hash of the one that it follows."""

    entry: Entry
    previous: str


def standing_ends(entries: Iterable[Linked], devices: Mapping[Log, str]) -> dict[Log, str | None]:
    """Return of each log with several histories the hash of its last entry that stands; nothing where none decides."""
    logs: dict[Log, dict[str, Linked]] = {}
    for one in entries:
        logs.setdefault(one.entry.id[:2], {})[one.entry.hash] = one
    trees = {log: Tree(known) for log, known in logs.items()}
    apart = [Apart(tree.part(digest), one.entry) for tree in trees.values() for digest, one in tree.known.items()]
    named = [one.renamed(trees) for one in apart]
    keys = {entry.id[:2]: devices[one.entry.id[:2]] for one, entry in zip(apart, named, strict=True)}
    said = {entry.id: one.entry for one, entry in zip(apart, named, strict=True)}
    words = Rights(Records(named, keys)).words_in_order()
    several = {log: tree for log, tree in trees.items() if tree.is_branched}
    return {log: tree.end_by(_words_of(log, devices[log], words, said, devices)) for log, tree in several.items()}


def _words_of(
    log: Log, device: str, words: Sequence[Fact], said: Mapping[tuple[str, str, int], Entry], devices: Mapping[Log, str]
) -> Iterable[tuple[int, str]]:
    for one in words:
        by = said[one.by.id]
        if one.to == device != devices[by.id[:2]]:
            number = (read_marks(text_of(by, "accepted")) or {}).get(log, 0)
            meant = meant_by(by).get(log)
            if not number or meant is not None:
                yield number, meant or ""


def meant_by(withdrawal: Entry) -> Mapping[Log, str]:
    """Read the text of ``histories``; nothing for one of another form."""
    try:
        told = json.loads(text_of(withdrawal, "histories") or "{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(told, dict) or not all(isinstance(digest, str) for digest in told.values()):
        return {}
    if not all(log.count(":") == 1 for log in told):
        return {}
    return {(log.split(":")[0], log.split(":")[1]): digest for log, digest in told.items()}


class Tree:
    """The entries of one log, each below the one that it follows."""

    def __init__(self, known: Mapping[str, Linked]) -> None:
        """Take them by their hashes."""
        self.known = known

    @cached_property
    def following(self) -> Mapping[str, Sequence[str]]:
        """The hashes of what follows each, ascending."""
        found: dict[str, list[str]] = {}
        for digest, one in sorted(self.known.items()):
            found.setdefault(one.previous, []).append(digest)
        return found

    @property
    def is_branched(self) -> bool:
        """Whether two entries follow one."""
        return any(len(one) > 1 for one in self.following.values())

    def way_to(self, digest: str) -> list[str]:
        """Return the hashes on the way to an entry, that one included."""
        found: list[str] = []
        while digest:
            found.append(digest)
            digest = self.known[digest].previous
        return found[::-1]

    def part(self, digest: str) -> str:
        """Name the part that an entry is in by its first entry; the first part of a log has no name."""
        while digest:
            previous = self.known[digest].previous
            if len(self.following[previous]) > 1:
                return digest
            digest = previous
        return ""

    def parts_on_the_way(self, digest: str) -> set[str]:
        """Return the parts through which one comes to an entry, the first included."""
        return {self.part(one) for one in self.way_to(digest)} | {""}

    def end_by(self, words: Iterable[tuple[int, str]]) -> str | None:
        """Follow the words, each a number and a hash, then the least hash."""
        way: list[str] | None = None
        for number, digest in words:
            if number and (digest not in self.known or self.known[digest].entry.id[2] != number):
                continue
            named = self.way_to(digest) if number else []
            if way is None or named[: len(way)] == way:
                way = named
        if way is None:
            return None
        end = way[-1] if way else ""
        while after := self.following.get(end):
            end = after[0]
        return end


@dataclass(frozen=True)
class Apart:
    """An entry and the part that it is in, which counts as a log of its own."""

    part: str
    entry: Entry

    def renamed(self, trees: Mapping[Log, Tree]) -> Entry:
        """Return it under the name of its part, with marks that tell of parts; of what it names nothing is known."""
        values = dict(self.entry.values)
        for name in {"grant": ["after"], "withdrawal": ["accepted"]}.get(self.entry.kind, ()):
            marks = read_marks(text_of(self.entry, name))
            if marks is not None and text_of(self.entry, name):
                values[name] = json.dumps(json.dumps(self._by_part(marks, trees)))
        return replace(self.entry, id=_named(self.entry.id, self.part), seen=(), values=values)

    def _by_part(self, marks: Mapping[Log, int], trees: Mapping[Log, Tree]) -> dict[str, int]:
        meant = meant_by(self.entry) if self.entry.kind == "withdrawal" else {}
        of = text_of(self.entry, "of")
        found: dict[str, int] = {}
        for (replica, stream), number in marks.items():
            tree, digest = trees.get((replica, stream)), meant.get((replica, stream), "")
            parts = {""} if tree is None else {tree.part(one) for one in tree.known} | {""}
            is_meant = tree is not None and digest in tree.known and tree.known[digest].entry.id[2] == number and of
            for part in tree.parts_on_the_way(digest) if tree is not None and is_meant else parts:
                found[":".join(_named((replica, stream, 0), part)[:2])] = number
        if self.entry.kind == "withdrawal":
            own = trees[self.entry.id[:2]]
            for part in own.parts_on_the_way(self.entry.hash):
                name = ":".join(_named(self.entry.id, part)[:2])
                found[name] = max(self.entry.id[2], found.get(name, 0))
        return found


def _named(entry: tuple[str, str, int], part: str) -> tuple[str, str, int]:
    replica, stream, seq = entry
    return (f"{replica}~{part}" if part else replica), stream, seq
