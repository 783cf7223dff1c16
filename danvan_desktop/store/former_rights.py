"""Gives those who wrote in a store before there were rights the right to what they wrote, so that it stays shown.

Stores of before took in whatever a known device sent. Their logs say who wrote for which unit; what this device may
grant of that it grants, once, when the log was brought into entries. Who was revoked keeps what counted until then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from danvan_desktop.domain.authority import Authority, Standing
from danvan_desktop.domain.facts import Facts
from danvan_desktop.domain.kinds.rights import write_marks
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.units import is_outranked
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.log import EntryLog
from danvan_desktop.store.numbering import SEQ_BITS
from danvan_desktop.store.peers import Peer, Peers, PeerState
from danvan_desktop.store.rights import read_facts
from danvan_desktop.store.schema import HELD

_LONGEST_NAME = 120
_SHOWN_OF_A_KEY = 16
_HELD_OF_OTHERS = (
    "SELECT DISTINCT u.uid, lower(hex(l.device)) FROM shadow s JOIN entry e ON e.id = s.entry"
    f" JOIN record r ON r.no = e.record JOIN unit u ON u.no = r.place JOIN log l ON l.no = e.id >> {SEQ_BITS}"
    f" WHERE s.state = {HELD} AND EXISTS (SELECT 1 FROM record k WHERE k.uid = u.uid AND k.kind = 'unit')"
    " ORDER BY 1, 2"
)


def former_rights(
    connection: Connection, log: EntryLog, peers: Peers, device: str, level: str, *, below: bool = False
) -> Iterator[Draft]:
    """Yield the grants for what others wrote for units that ``device`` holds; ``level`` is the kind of its unit.

    With ``below``, for units of other authorities below it as well, once they are known as such. Those of a higher
    authority get none: they only answer, once the unit is said to lie below theirs.
    """
    known = {peer.device: peer for peer in peers.all()}
    facts = read_facts(connection)
    authority, levels = Authority(facts), _levels(connection, facts)
    for unit, author in connection.execute(_HELD_OF_OTHERS).fetchall():
        peer = known.get(author)
        is_above = is_outranked(level, levels.get(author, "") if peer is None else peer.unit_kind)
        least = Standing.ABOVE if below else Standing.OWN
        if author == device or is_above or authority.standing_now(device, unit) < least:
            continue
        yield _grant(unit, author, peer)
        if peer is not None and peer.state is PeerState.REVOKED:
            yield _withdrawal(unit, author, log)


def _levels(connection: Connection, facts: Facts) -> Mapping[str, str]:
    """Return of each device the kind of the first unit that it founded."""
    kinds = dict(connection.execute("SELECT uid, kind FROM record_unit").fetchall())
    founded = sorted(facts.foundings, key=lambda one: one.unit, reverse=True)
    return {one.by.device: str(kinds.get(one.unit) or "") for one in founded}


def _grant(unit: str, author: str, peer: Peer | None) -> Draft:
    name = author[:_SHOWN_OF_A_KEY] if peer is None else peer.name[:_LONGEST_NAME]
    recipient = None if peer is None else peer.recipient or None
    return Draft("grant", {"unit": unit, "device": author, "name": name, "recipient": recipient})


def _withdrawal(unit: str, author: str, log: EntryLog) -> Draft:
    accepted = {head.key: head.seq for head in log.logs() if head.device == author}
    reason = "Đã thu hồi trước khi nâng cấp"
    return Draft("withdrawal", {"unit": unit, "of": author, "accepted": write_marks(accepted), "reason": reason})
