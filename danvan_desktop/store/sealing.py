"""Seals what is to be written as changes of this replica, at the ends of its logs."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence

from danvan_desktop.domain.change import DELETED, NO_HASH, Change, ChangeId, encode_value, seal
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.portable import Portability
from danvan_desktop.domain.secrecy import hides
from danvan_desktop.domain.stream import Stream
from danvan_desktop.localization import _
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.errors import StoreError
from danvan_desktop.store.identity import Identity
from danvan_desktop.store.judging import Assignment
from danvan_desktop.store.log import ChangeLog, LogHead
from danvan_desktop.store.secrecy import Secrets, secret_after


class Sealer:
    """Knows whose changes they are, which log each belongs to, and what the newest change of that is."""

    def __init__(
        self, connection: Connection, kinds: Kinds, log: ChangeLog, identity: Identity, officer: Callable[[], str]
    ) -> None:
        """Work on an open store; ``officer`` gives the uid of whoever works here now."""
        self._connection = connection
        self._kinds = kinds
        self._log = log
        self._identity = identity
        self._officer = officer
        self._portability = Portability(kinds)

    def append(self, assignments: Sequence[Assignment], timestamp: str) -> list[Change]:
        """Append assignments as changes of one moment and return them; the caller holds the transaction.

        Raises StoreError for what no bundle could carry: it would stand in the log for good and stop all exports.
        """
        replica, officer = self._identity.settle(), self._officer()
        own = [head for head in self._log.logs() if head.replica == replica]
        # Deriving the key takes as long as writing ten changes: the logs tell it, too.
        device = own[0].device if own else self._identity.device_key
        tips = {head.stream: (head.seq, head.hash) for head in own}
        changes: list[Change] = []
        cells = [(item.kind, item.uid, item.field, item.value) for item in assignments]
        secret = secret_after(self._kinds, Secrets(self._connection, self._kinds).all(), cells)
        for item in assignments:
            stream = self._stream(item, secret)
            seq, previous = tips.get(stream, (0, NO_HASH))
            change = seal(
                ChangeId(replica, stream, seq + 1),
                timestamp=timestamp,
                kind=item.kind,
                uid=item.uid,
                field=item.field,
                value=encode_value(item.value),
                salt=secrets.token_hex(16),
                parents=item.parents,
                officer=officer,
                previous=previous,
            )
            tips[stream] = (seq + 1, change.hash)
            changes.append(change)
        self._refuse_unportable(changes)
        self._log.append(changes)
        grown = {change.id.stream for change in changes}
        self._log.set_heads(LogHead(replica, stream, *tips[stream], device, None) for stream in grown)
        return changes

    def _stream(self, item: Assignment, secret: frozenset[str]) -> str:
        if item.field == DELETED or item.kind not in self._kinds or not self._kinds[item.kind].has(item.field):
            return Stream.UPWARD.value
        field = self._kinds[item.kind].field(item.field)
        is_hidden = item.uid in secret and hides(field) and field.stream is Stream.UPWARD
        return (Stream.RESTRICTED if is_hidden else field.stream).value

    def _refuse_unportable(self, changes: Iterable[Change]) -> None:
        for change in changes:
            fault = self._portability.fault(change)
            if fault is not None:
                raise StoreError(
                    _("Chưa lưu: {fault} ({uid}). Hãy chạy “danvan check --repair”.", fault=fault, uid=change.uid[:64])
                )
