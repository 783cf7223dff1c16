"""The branches of a log in which numbers were used twice, and which of them stands by the word of others.

Whoever signs with a key can sign two entries under one number. Which of both came first somewhere is chance, and any
rule by what the two say would be the author's to bend. So the word of those who withdraw the device decides: it names
the entry up to which a log counts by its hash (``Withdrawal.histories``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from danvan_desktop.domain.entry import EntryId, LogKey

_APART = "~"
"""Begins what tells the branches of a replica apart; no replica has it in its name."""


def split_name(entry: EntryId) -> tuple[LogKey, str]:
    """Take a name that ``Branches.named`` gave apart: the log, and the hash with which its part begins."""
    replica, _apart, part = entry.replica.partition(_APART)
    return (replica, entry.stream), part


class Step(Struct, frozen=True):
    """An entry as a part of a branch: its number, its hash, and the hash of the one that it follows."""

    seq: int
    hash: str
    previous: str


class Branches:
    """All that is known of one log, from the entry after ``root`` on, which is the hash of what all branches share."""

    def __init__(self, log: LogKey, root: Step, steps: Iterable[Step]) -> None:
        """Take the steps in any order; what does not follow from the root is left out."""
        self._log = log
        self._root = root
        self._steps = {root.hash: root}
        waiting: dict[str, dict[str, Step]] = {}
        for one in steps:
            waiting.setdefault(one.previous, {})[one.hash] = one
        self._following: dict[str, list[Step]] = {}
        self._parts = {root.hash: ""}
        self._keys: dict[str, Collection[LogKey]] = {}
        found = [root]
        while found:
            one = found.pop()
            following = [
                waiting[one.hash][digest] for digest in sorted(waiting.get(one.hash, ())) if digest not in self._steps
            ]
            following = [step for step in following if step.seq == one.seq + 1]
            self._following[one.hash] = following
            for step in following:
                self._steps[step.hash] = step
                self._parts[step.hash] = self._parts[one.hash] if len(following) == 1 else step.hash
            found += following

    def path_to(self, digest: str) -> Sequence[Step] | None:
        """Return the steps that lead from the root to an entry, that one included; ``None`` where it is not known."""
        if digest not in self._steps:
            return None
        found: list[Step] = []
        while digest != self._root.hash:
            found.append(self._steps[digest])
            digest = found[-1].previous
        return found[::-1]

    def ends(self) -> Iterator[Sequence[Step]]:
        """Yield all branches to their ends."""
        for digest, following in self._following.items():
            if not following:
                yield self.path_to(digest) or ()

    def standing_by(self, words: Iterable[tuple[int, str]]) -> Sequence[Step] | None:
        """Return the branch that stands by the words of others: each an entry's number and hash, the first counts most.

        ``None`` when none of them names what is known here. What follows on the last that is named counts nowhere; of
        that all choose the same.
        """
        path: Sequence[Step] | None = None
        for seq, digest in words:
            named = self.path_to(digest)
            if named is None or self._steps[digest].seq != seq:
                continue
            if path is None or (len(named) > len(path) and list(named[: len(path)]) == list(path)):
                path = named
        return None if path is None else self._to_its_end(path)

    def _to_its_end(self, path: Sequence[Step]) -> Sequence[Step]:
        found = list(path)
        while following := self._following[found[-1].hash if found else self._root.hash]:
            found.append(following[0])
        return found

    # Marks of logs

    def named(self, entry: EntryId, digest: str) -> EntryId:
        """Return an entry's id with the part of its branch, so that those of one number are told apart."""
        part = self._parts.get(digest, "")
        return entry._replace(replica=entry.replica + _APART + part) if part else entry

    def marks(self, seq: int, digest: str = "") -> Mapping[LogKey, int]:
        """Return up to where each part counts when the log counts up to an entry; by ``digest`` its branch alone."""
        named = digest if digest and self._is_known(seq, digest) else ""
        return dict.fromkeys(self._keys_of(named), seq)

    def before(self, digest: str) -> Iterable[LogKey]:
        """Return the parts of the branch that leads to an entry."""
        return self._keys_of(digest)

    def _keys_of(self, digest: str) -> Collection[LogKey]:
        """Return the parts on the way to an entry, or all; remembered, since facts ask for few of them many times."""
        if digest not in self._keys:
            parts = (self._parts[step.hash] for step in self.path_to(digest) or ()) if digest else self._parts.values()
            self._keys[digest] = {self._key(part) for part in {"", *parts}}
        return self._keys[digest]

    def _is_known(self, seq: int, digest: str) -> bool:
        return digest in self._steps and self._steps[digest].seq == seq

    def _key(self, part: str) -> LogKey:
        replica, stream = self._log
        return (replica + _APART + part if part else replica), stream
