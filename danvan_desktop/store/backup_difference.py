"""What would go and what would come back if a backup were put in the place of a store: told before it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2

from danvan_desktop.domain.kind import Kind, Kinds
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.store.connection import Connection, connect, connect_immutable
from danvan_desktop.store.errors import told_in_words
from danvan_desktop.store.locked import key_for
from danvan_desktop.store.schema import table_of
from danvan_desktop.store.version import check_file, check_version

_Records = Mapping[str, tuple[bool, str]]
"""Of each record, by its uid, whether it is there (and not deleted), and its newest change."""


@dataclass(frozen=True)
class KindDifference:
    """Records of a kind: ``lost`` are only in the store, ``gained`` only in the backup, ``former`` say otherwise there.

    A record that one of them has deleted is not in it.
    """

    kind: Kind
    lost: int
    gained: int
    former: int

    @property
    def is_any(self) -> bool:
        """Whether anything of the kind differs."""
        return bool(self.lost or self.gained or self.former)


def difference(
    store: Path, backup: Path, key: bytes | None = None, kinds: Kinds = ALL_KINDS
) -> Sequence[KindDifference]:
    """Compare a store with a backup, kind by kind, those alone that differ; raises StoreError for what is no store.

    Nothing is written. A kind that an older file does not know has no records there.
    """
    for path in (store, backup):
        check_file(path)
    with told_in_words(store), closing(connect(store, key)) as now:
        check_version(now)
        with told_in_words(backup), closing(connect_immutable(backup, key_for(backup, key))) as then:
            check_version(then)
            found = [_compared(kind, _records(now, kind), _records(then, kind)) for kind in kinds]
    return [one for one in found if one.is_any]


def _records(connection: Connection, kind: Kind) -> _Records:
    try:
        rows = connection.execute(f'SELECT uid, deleted IS NOT 1, changed FROM "{table_of(kind.name)}"').fetchall()
    except dbapi2.OperationalError:
        return {}
    return {str(uid): (bool(there), str(changed)) for uid, there, changed in rows}


def _compared(kind: Kind, now: _Records, then: _Records) -> KindDifference:
    here = {uid: changed for uid, (there, changed) in now.items() if there}
    back = {uid: changed for uid, (there, changed) in then.items() if there}
    former = sum(back[uid] != changed for uid, changed in here.items() if uid in back)
    return KindDifference(kind, len(here.keys() - back.keys()), len(back.keys() - here.keys()), former)
