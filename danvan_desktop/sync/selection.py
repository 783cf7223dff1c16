"""What of a store goes into a bundle: which logs, and of which changes the content stays here.

Whole logs are left out for personal data and for what stays inside the unit; what is hidden of secret records stays
unless the bundle may carry it (``secret_content.py``); kinds and periods are cut out by leaving
out the content of changes, which keeps each log without gaps. So is what is not the receiver's when a bundle goes down
to a level below (docs/decisions/0011-a-level-below-gets-its-own-records.md).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from danvan_desktop.domain.entry import Entry
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.period import Period
from danvan_desktop.domain.secrecy import hides
from danvan_desktop.domain.stream import Stream
from danvan_desktop.localization import _
from danvan_desktop.store import LogHead, Store
from danvan_desktop.sync.addressing import Address
from danvan_desktop.sync.errors import SyncError
from danvan_desktop.sync.levels import KINDS_OF_RIGHTS, Levels, OwnRecords
from danvan_desktop.sync.personal import TextOfRecord, WithoutPersonal
from danvan_desktop.sync.secret_content import carries_secrets
from danvan_desktop.sync.wish import ExportWish

_ALWAYS = (*KINDS_OF_RIGHTS, "distinct", "officer")
"""Kinds without which no other record can be read: where, by whom, by what right, and which are one."""
_REASON = ("reason",)
"""Why something was erased stays with the unit; what is to be erased goes wherever the value may have gone."""


class Selection:
    """Decides over each log and each change."""

    def __init__(self, store: Store, wish: ExportWish, sealed: Address) -> None:
        """Read what must be known of the records; raises SyncError for an unknown kind, or secrets that may not go."""
        self._stays_inside = not sealed.leaves_unit(store)
        self._levels = Levels(store)
        self._kinds = _with_parts(store.kinds, wish.kinds) if wish.kinds else None
        self._outside = {
            *(_parts_of_others(store, self._kinds, wish.kinds) if self._kinds is not None else ()),
            *(_outside(store, wish.period) if wish.period is not None else ()),
            *(() if self._stays_inside else _not_ready(store)),
        }
        self._own = OwnRecords(store, sealed.units) if sealed.units else None
        self._personal = WithoutPersonal(store, wish) if wish.without_personal else None
        self._store_kinds = store.kinds
        self._secret = store.secret_uids()
        self._with_secrets = carries_secrets(store, sealed, wish)

    @property
    def texts(self) -> Sequence[TextOfRecord]:
        """The texts that may name a citizen, met so far where personal data is to stay."""
        return self._personal.texts if self._personal is not None else ()

    def leaves_out(self, head: LogHead) -> bool:
        """Tell whether a log is left out: personal data where that stays, and what stays inside the unit of its author.

        What came here of another unit's inner affairs, from an earlier version, goes no further either.
        """
        if head.stream == Stream.DEVICE.value:
            return True
        if head.stream == Stream.COMMUNE.value:
            return not (self._stays_inside and self._levels.was_same(head.device))
        return self._personal is not None and head.stream == Stream.RESTRICTED.value

    def withheld(self, entry: Entry) -> Collection[str]:
        """Return the fields of an entry whose content stays here."""
        is_others = self._own is not None and not self._own.have(entry)
        is_unwanted = self._kinds is not None and entry.kind not in self._kinds
        if is_others or is_unwanted or entry.uid in self._outside:
            return entry.fields if entry.kind != "redaction" else _REASON
        secret = () if self._with_secrets else self.secret_fields(entry)
        return secret if self._personal is None else {*secret, *self._personal.withheld(entry)}

    def secret_fields(self, entry: Entry) -> Sequence[str]:
        """Return the fields of which an entry has content that is hidden of a secret record."""
        return [name for name in entry.values if self._is_secret(entry, name)]

    def _is_secret(self, entry: Entry, name: str) -> bool:
        """Tell whether a field of an entry holds what is hidden of a secret record, or names its attached file."""
        if entry.uid not in self._secret or not self._store_kinds[entry.kind].has(name):
            return False
        is_file = entry.kind == "attachment" and name == "sha256"
        return is_file or hides(self._store_kinds[entry.kind].field(name))


def _with_parts(kinds: Kinds, names: Iterable[str]) -> frozenset[str]:
    found: set[str] = set(_ALWAYS)
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in kinds:
            raise SyncError(_("Không có loại hồ sơ “{kind}”.", kind=name))
        if name not in found:
            found.add(name)
            waiting += [part.name for part in kinds.children_of(name)]
    return frozenset(found)


def _parts_of_others(store: Store, names: Collection[str], chosen: Collection[str]) -> Collection[str]:
    """Return the parts of kinds among ``names`` that belong to what is of none, such as files of other records.

    Kinds that were ``chosen`` themselves go whole.
    """
    outside: set[str] = set()
    of_parts = [kind.name for kind in store.kinds if kind.parent and kind.name in names and kind.name not in chosen]
    wholes = {name: store.parent_of(name) for name in of_parts}
    kinds = store.kinds_of({whole for found in wholes.values() for whole in found.values()})
    is_growing = True
    while is_growing:
        before = len(outside)
        for found in wholes.values():
            outside |= {uid for uid, whole in found.items() if whole in outside or kinds.get(whole) not in names}
        is_growing = len(outside) > before
    return outside


def _not_ready(store: Store) -> Iterator[str]:
    """Find the records that go up only once something is so of them, while it is not, with the files of these."""
    for kind in store.kinds:
        if not kind.goes_up_when or kind.unit is None:
            continue
        going = {
            uid
            for having in kind.goes_up_when
            for uid, value in store.valued(kind.name, having.field)
            if having.holds({having.field: value})
        }
        staying = store.unit_of(kind.name).keys() - going
        yield from staying
        yield from (uid for uid, owner in store.valued("attachment", "owner") if owner in staying)


def _outside(store: Store, period: Period) -> Collection[str]:
    """Return the records outside a period, with their parts."""
    outside = {
        uid
        for kind in store.kinds
        if kind.date is not None and kind.parent is None
        for uid in store.uids_outside(kind.name, period.first, period.last)
    }
    parents = {uid: parent for kind in store.kinds if kind.parent for uid, parent in store.parent_of(kind.name).items()}
    for uid, parent in parents.items():
        chain = [uid]
        while parent not in outside and parent in parents and parent not in chain:
            chain.append(parent)
            parent = parents[parent]
        if parent in outside:
            outside.update(chain)
    return frozenset(outside)
