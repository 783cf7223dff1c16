"""Keeps officers from changing here what other stores would refuse: one such change stands in the log for good.

It begins with the first enrolment, as the scopes of senders do
(docs/decisions/0007-whose-records-a-sender-may-change.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from danvan_desktop.domain.entry import SEEN
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.problems import InvalidRecord, Problem
from danvan_desktop.domain.units import Office, UnitTree, standing_units
from danvan_desktop.localization import _
from danvan_desktop.store.peers import Peer, Peers, PeerState, office_of
from danvan_desktop.store.reading import Reader
from danvan_desktop.store.touches import Touch, Touches


class Guard:
    """Judges a save from inside its transaction."""

    def __init__(self, kinds: Kinds, reader: Reader, peers: Peers, touches: Touches, home: Callable[[], str]) -> None:
        """Work on an open store; ``home`` gives the uid of its unit."""
        self._kinds = kinds
        self._reader = reader
        self._peers = peers
        self._touches = touches
        self._home = home

    def check(self) -> None:
        """Raise InvalidRecord when the entries that arrived are not for this unit to make."""
        peers = [peer for peer in self._peers.all() if peer.state is PeerState.CONFIRMED]
        if not peers:
            return
        touches = self._touches.arrived()
        foreign = [touch for touch in touches if set(self._places(touch)) - {"", self._home()}]
        if not foreign:
            return
        tree, same = self._tree(foreign, peers)
        for touch in foreign:
            problems = tuple(self._problems(touch, tree, same))
            if problems:
                raise InvalidRecord(problems)

    def _places(self, touch: Touch) -> tuple[str, ...]:
        if touch.kind == "unit":
            return (touch.uid,)
        return self._touches.place(touch), self._touches.place(touch, former=True)

    def _tree(self, touches: list[Touch], peers: list[Peer]) -> tuple[UnitTree, dict[str, str]]:
        """Return the tree as it was, and which record stands for each office's unit."""
        units = self._reader.select("unit")
        parents = {unit.uid: unit.text("parent") for unit in units}
        parents |= {touch.uid: parent for touch in touches if (parent := touch.former_parent) is not None}
        home = self._reader.get(self._home(), include_deleted=True)
        founded = (
            Office(self._home(), "", "") if home is None else Office(home.uid, home.text("code"), home.text("kind"))
        )
        same = standing_units(founded, [office_of(peer) for peer in peers], units)
        return UnitTree(parents, {unit.uid: unit.text("kind") for unit in units}, same), same

    def _problems(self, touch: Touch, tree: UnitTree, same: Mapping[str, str]) -> Iterator[Problem]:
        home = same[self._home()]
        for place in dict.fromkeys(self._places(touch)):
            claimed = set(same.values()).intersection(tree.up_from(place))
            if not place or not claimed or tree.is_own(place, home) or (touch.kind == "unit" and touch.is_new):
                continue
            may_answer = tree.is_below(place, home) or tree.rank(home) > tree.rank(tree.top_of(place))
            unit = self._reader.titles([place]).get(place, place)
            for name in touch.content:
                if name != SEEN and not (may_answer and self._is_answer(touch.kind, name)):
                    yield Problem(
                        name if touch.kind in self._kinds and self._kinds[touch.kind].has(name) else None,
                        _("Bản ghi của {unit}: ở đây chỉ được ghi phần trả lời, chỉ đạo.", unit=unit),
                    )

    def _is_answer(self, kind: str, name: str) -> bool:
        return kind in self._kinds and self._kinds[kind].is_answer(name)
