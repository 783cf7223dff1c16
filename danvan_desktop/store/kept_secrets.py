"""Keeps secret in a rescued store what was secret in the damaged one, although the log that said so may be lost.

What once was secret stays so by all that the log ever said (``secrecy``). A rescue writes only the newest values anew:
a denunciation that was called a petition later would be shown to everybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from msgspec.structs import replace

from danvan_desktop.domain.kind import Kind, Kinds
from danvan_desktop.domain.kinds.disclosure import DISCLOSURE, Purpose
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Record
from danvan_desktop.store.judging import Found
from danvan_desktop.store.remains import Cells
from danvan_desktop.store.store import Store


class KeptSecrets:
    """Says again in a rescued store what made its records secret, then what stands there now."""

    def __init__(self, store: Store, listed: Sequence[Cells] | None, said: Iterable[Found]) -> None:
        """Take the damaged store's list of secret records, ``None`` when it cannot be read, and what its log said."""
        self._store = store
        self._listed = None if listed is None else {str(cells[0]) for cells in listed}
        self._said = [cell for cell in said if _decides(store.kinds, cell)]

    def keep(self) -> Sequence[Record]:
        """Hide them; returns the records that could not be hidden, as nothing tells why they were."""
        kinds = [kind for kind in self._store.kinds.by_secrecy() if not kind.append_only]
        for kind in kinds:
            for record in self._shown(kind):
                for reason in list(self._reasons(kind, record.uid)):
                    self._say_again(record, reason)
        return [record for kind in kinds for record in self._shown(kind)]

    def _shown(self, kind: Kind) -> list[Record]:
        """Return the records of a kind that are to be secret and are not."""
        wanted = self._listed if self._listed is not None else self._once_said(kind)
        hidden = self._store.secret_uids()
        found = (self._store.get(uid, include_deleted=True) for uid in sorted(wanted - hidden))
        return [record for record in found if record is not None and record.kind == kind.name]

    def _once_said(self, kind: Kind) -> set[str]:
        """Return the records that the log called secret and of which no note says that they are so no more."""
        notes = self._store.find(DISCLOSURE.name, purpose=Purpose.LIFTED.value)
        lifted = {note.text("record") for note in notes}
        hidden = self._store.secret_uids()
        return {one.uid for one in self._said if one.kind == kind.name and _hides(kind, one, hidden)} - lifted

    def _reasons(self, kind: Kind, uid: str) -> Iterator[Found]:
        """Yield what once made a record secret: what its log said, else the choice that alone can have done so."""
        hidden = self._store.secret_uids()
        said = [one for one in self._said if one.uid == uid and _hides(kind, one, hidden)]
        yield from said
        if not said and kind.secret_when is not None:
            yield Found(kind.name, uid, kind.secret_when.field, min(kind.secret_when.codes))

    def _say_again(self, record: Record, reason: Found) -> None:
        """Write what was said and then what stands there; what is another unit's to write stays as it is."""
        with suppress(InvalidRecord):
            self._store.write_found([reason])
            self._store.write_found([replace(reason, value=record.get(reason.field))])


def _decides(kinds: Kinds, cell: Found) -> bool:
    """Tell whether a cell is one of those by which its record is secret."""
    if cell.kind not in kinds:
        return False
    declared = kinds[cell.kind].secret_when
    own = declared is not None and declared.field == cell.field
    return own or cell.field in kinds.secret_references(cell.kind)


def _hides(kind: Kind, cell: Found, hidden: frozenset[str]) -> bool:
    own = kind.secret_when is not None and kind.secret_when.holds({cell.field: cell.value})
    return own or cell.value in hidden
