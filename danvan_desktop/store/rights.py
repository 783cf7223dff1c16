"""Reads the facts that rights follow from, out of the log alone.

What counts as a fact is what an entry says, not what a record shows: a grant that somebody wrote over is still the
grant that it was, and is ended by a withdrawal.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from danvan_desktop.domain.causality import in_order
from danvan_desktop.domain.clock import clock_number
from danvan_desktop.domain.dates import held_day
from danvan_desktop.domain.entry import Entry, EntryId, LogKey
from danvan_desktop.domain.facts import Allowed, Facts, Founding, Grant, Link, Mark, OfficerFact, Role, Withdrawal
from danvan_desktop.domain.guarded import read_opens
from danvan_desktop.domain.kinds.rights import read_histories, readable_marks
from danvan_desktop.domain.replica import is_replica_of
from danvan_desktop.domain.uid import may_have_made
from danvan_desktop.domain.units import AUTHORITIES
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.former_units import assumed_links
from danvan_desktop.store.numbering import SEQ_BITS, SEQ_MASK

KINDS_OF_RIGHTS = ("unit", "grant", "withdrawal", "officer_right", "same_as")
"""The kinds whose entries rights follow from."""

OF_RIGHTS = "kind IN (" + ", ".join(f"'{kind}'" for kind in KINDS_OF_RIGHTS) + ")"
"""The condition for them, as the index ``record_of_rights`` has it."""

IS_NAMED = (
    f"n.id = CAST(s.key AS INTEGER) << {SEQ_BITS} | (s.value ->> 0)"
    f" AND (s.value ->> 0) <= {SEQ_MASK} AND lower(hex(substr(n.hash, 1, 8))) = s.value ->> 1"
)
"""The condition that an entry ``n`` is the one that ``s`` names, of ``json_each(e.seen)``."""

_NAMED = f"""
    CASE WHEN e.seen IS NOT NULL THEN (SELECT json_group_object(o.replica || ':' || o.stream, s.value ->> 0)
        FROM json_each(e.seen) s CROSS JOIN log o ON o.no = CAST(s.key AS INTEGER)
        CROSS JOIN entry n ON {IS_NAMED}{{condition}}) END
"""
SEEN_HERE = _NAMED.format(condition=" AND n.record = e.record")
"""What the author of an entry ``e`` had seen of its record in other logs, as far as it is here: a JSON object.

It gives the number of each log. An entry of another record that is named tells nothing: when that comes later, this
record is not looked at again, and stores with the same log would differ.
"""
NAMED_HERE = _NAMED.format(condition="")
"""All that the author of an entry ``e`` names in other logs, as far as it is here, in the same form."""

_SAID = f"""
    SELECT r.kind, r.uid, lower(hex(l.device)), l.replica, l.stream, e.id & {SEQ_MASK}, e.clock, {SEEN_HERE}, e.body,
        coalesce(o.uid, '')
    FROM record r CROSS JOIN entry e ON e.record = r.no JOIN log l ON l.no = e.id >> {SEQ_BITS}
    LEFT JOIN officer o ON o.no = e.officer
    WHERE r.{OF_RIGHTS}
    AND NOT EXISTS (SELECT 1 FROM other_kind k WHERE k.entry = e.id)
    AND (r.kind != 'same_as' OR EXISTS (SELECT 1 FROM record u WHERE u.uid = e.body ->> '$.record' AND u.kind = 'unit'))
"""


class _Said(NamedTuple):
    """One entry of one of these kinds."""

    uid: str
    by: Mark
    clock: int
    seen: Mapping[LogKey, int]
    values: Mapping[str, Any]
    officer: str

    def text(self, name: str) -> str:
        value = self.values.get(name)
        return value if isinstance(value, str) else ""


def read_facts(connection: Connection) -> Facts:
    """Read all facts that the log holds."""
    said: dict[str, list[_Said]] = {kind: [] for kind in KINDS_OF_RIGHTS}
    for kind, uid, device, replica, stream, seq, clock, seen, body, officer in connection.execute(_SAID):
        mark = Mark(device, EntryId(replica, stream, seq))
        said[kind].append(_Said(uid, mark, clock, read_reach(seen), json.loads(body), officer))
    return _facts(connection, said)


def read_facts_of_all(
    connection: Connection, name_of: Callable[[EntryId], EntryId], aside: Iterable[tuple[str, EntryId, Entry]]
) -> Facts:
    """Read the facts of the log, entries called by the names given them, with those that were set aside.

    These come each with the device that wrote it and the name that it has. What their authors had seen is left out: it
    tells of what stands, which is to be decided by them.
    """
    said: dict[str, list[_Said]] = {kind: [] for kind in KINDS_OF_RIGHTS}
    kinds: dict[str, str] = {}
    for kind, uid, device, replica, stream, seq, clock, _seen, body, officer in connection.execute(_SAID):
        mark = Mark(device, name_of(EntryId(replica, stream, seq)))
        said[kind].append(_Said(uid, mark, clock, {}, json.loads(body), officer))
        kinds[uid] = kind
    for device, name, one in aside:
        if one.kind in said and kinds.get(one.uid, one.kind) == one.kind:
            values = {field: json.loads(value) for field, value in one.values.items()}
            said[one.kind].append(_Said(one.uid, Mark(device, name), clock_number(one.timestamp), {}, values, ""))
    return _facts(connection, said)


def _facts(connection: Connection, said: Mapping[str, Sequence[_Said]]) -> Facts:
    units = in_order(said["unit"], lambda one: one.by.entry, lambda one: one.seen, _moment)
    known = {one.uid for one in units}
    foundings = tuple(_foundings(units))
    assumed = assumed_links(connection, foundings, _labels(units))
    return Facts(
        foundings,
        tuple(_grants(said["grant"])),
        (*_links(units), *_joins(said["same_as"], known), *assumed),
        tuple(_withdrawals(said["withdrawal"])),
        tuple(_officers(said["officer_right"])),
    )


def read_reach(seen: str | None) -> Mapping[LogKey, int]:
    """Read what ``SEEN_HERE`` gives."""
    found: dict[LogKey, int] = {}
    for log, seq in json.loads(seen or "{}").items():
        replica, _colon, stream = log.partition(":")
        found[replica, stream] = seq
    return found


def _labels(units: Iterable[_Said]) -> dict[str, tuple[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for one in units:
        found.setdefault(one.uid, {}).update({name: one.text(name) for name in ("kind", "code") if one.text(name)})
    return {uid: (said.get("kind", ""), said.get("code", "")) for uid, said in found.items()}


def _foundings(units: Iterable[_Said]) -> Iterator[Founding]:
    by_unit: dict[str, list[_Said]] = {}
    for one in units:
        if one.text("kind"):
            by_unit.setdefault(one.uid, []).append(one)
    for uid, claims in by_unit.items():
        made = next((one for one in claims if _may_have_made(one)), None)
        if made is not None:
            last = [one for one in claims if one.by.device == made.by.device][-1]
            is_authority = last.text("kind") in AUTHORITIES
            yield Founding(uid, is_authority, made.by, is_below=bool(made.text("parent")) and not is_authority)


def _may_have_made(claim: _Said) -> bool:
    """Tell whether an entry can be the first of its record: nobody claims what another's key made."""
    return may_have_made(claim.uid, claim.by.device, "")


def _moment(claim: _Said) -> tuple[int, EntryId]:
    return claim.clock, claim.by.entry


def _grants(said: Iterable[_Said]) -> Iterator[Grant]:
    for one in said:
        after = readable_marks(one.text("after"))
        if one.text("unit") and one.text("device") and after is not None:
            yield Grant(one.text("unit"), one.text("device"), one.by, after)


def _links(units: Iterable[_Said]) -> Iterator[Link]:
    for order, one in enumerate(units, 1):
        if one.text("parent"):
            day = held_day(one.text("parent_from"))
            since = day.isoformat() if day is not None else ""
            yield Link(one.uid, one.text("parent"), one.by, order, since=since)


def _joins(said: Iterable[_Said], units: set[str]) -> Iterator[Link]:
    for order, one in enumerate(in_order(said, lambda one: one.by.entry, lambda one: one.seen, _moment), 1):
        if one.text("record") in units and one.text("into") in units:
            yield Link(one.text("record"), one.text("into"), one.by, order, is_same=True)


def _withdrawals(said: Iterable[_Said]) -> Iterator[Withdrawal]:
    for one in said:
        accepted = readable_marks(one.text("accepted"))
        if one.text("unit") and one.text("of") and one.text("accepted") and accepted is not None:
            named = read_histories(one.text("histories"))
            of = one.text("of")
            own = {log: digest for log, digest in named.items() if is_replica_of(log[0], of)}
            yield Withdrawal(one.text("unit"), of, accepted, one.by, own)


def _officers(said: Iterable[_Said]) -> Iterator[OfficerFact]:
    for one in in_order(said, lambda one: one.by.entry, lambda one: one.seen, _moment):
        after, role = readable_marks(one.text("after")), one.text("role")
        if one.text("unit") and one.text("officer") and role in set(Role) and after is not None:
            allowed = Allowed(Role(role), read_opens(one.text("opens")))
            yield OfficerFact(one.text("unit"), one.text("officer"), allowed, one.by, one.officer, after)
