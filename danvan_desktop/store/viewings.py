"""Who opened, printed or took out records that not everybody may see, on this laptop: an append-only chained record.

It stays in this store and leaves with no bundle: who looks at what is no business of other offices. Each line is
hashed with the one before it, and where the record ends is kept beside it, so that a line that was changed, taken out
or cut off at the end shows. Openings of what is secret by declaration stand in the log instead (``disclosure``).
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from danvan_desktop.domain.kind import Kinds
from danvan_desktop.localization import Message, _
from danvan_desktop.store.connection import Connection, transaction
from danvan_desktop.store.errors import StoreFull, StoreReadOnly, StoreReplaced
from danvan_desktop.store.settings import Settings

_END = "viewing.end"
"""The setting that holds number and hash of the newest line."""
_AGAIN = dt.timedelta(minutes=10)
"""Who looks at the same thing again so soon is noted once."""


class Look(StrEnum):
    """How somebody saw it."""

    OPENED = "viewed"
    PRINTED = "papered"
    TAKEN_OUT = "exported"


@dataclass(frozen=True)
class Viewing:
    """One line: ``moment`` is local; ``officer`` and ``uid`` are uids, empty for nobody chosen and for whole lists."""

    moment: dt.datetime
    officer: str
    look: Look
    kind: str
    uid: str = ""
    paper: str = ""

    @property
    def what(self) -> tuple[str, ...]:
        """All but the moment."""
        return (self.officer, self.look.value, self.kind, self.uid, self.paper)

    def as_text(self) -> str:
        """Return what is kept and hashed."""
        return json.dumps([self.moment.isoformat(timespec="seconds"), *self.what], ensure_ascii=False)


class Viewings:
    """Notes and reads them."""

    def __init__(self, connection: Connection, kinds: Kinds, officer: str, now: Callable[[], dt.datetime]) -> None:
        """Take the store, the uid of who works here, and what tells local time."""
        self._connection, self._kinds, self._officer, self._now = connection, kinds, officer, now
        self._settings = Settings(connection)

    def note(self, look: Look, kind: str, uid: str = "", paper: str = "") -> None:
        """Note that somebody sees a record, or a list of a kind, that not everybody may see; others are not noted.

        A store that cannot be written shows it all the same.
        """
        if kind not in self._kinds or self._kinds[kind].guarded is None:
            return
        viewing = Viewing(self._now(), self._officer, look, kind, uid, paper)
        with suppress(StoreFull, StoreReadOnly, StoreReplaced):
            self._append(viewing)

    def all(self) -> Sequence[Viewing]:
        """Return all lines that can be read, the newest first."""
        rows = self._connection.execute("SELECT text FROM viewing ORDER BY no DESC").fetchall()
        return [viewing for (text,) in rows if (viewing := _viewing_of(text)) is not None]

    def fault(self) -> Message | None:
        """Tell where the record is not as it was written, ``None`` when it is."""
        return rewritten_viewings(self._connection)

    def _append(self, viewing: Viewing) -> None:
        with transaction(self._connection):
            row = self._connection.execute("SELECT no, text, hash FROM viewing ORDER BY no DESC LIMIT 1").fetchone()
            no, text, newest = (0, "", b"") if row is None else row
            last = _viewing_of(text)
            if last is not None and last.what == viewing.what and abs(viewing.moment - last.moment) < _AGAIN:
                return
            digest = _chained(bytes(newest), viewing.as_text())
            self._connection.execute("INSERT INTO viewing VALUES (?, ?, ?)", [no + 1, viewing.as_text(), digest])
            self._settings.set(_END, _end_of(no + 1, digest))


def rewritten_viewings(connection: Connection) -> Message | None:
    """Tell where a store's record of who looked is not as it was written, ``None`` when it is."""
    number, newest = 0, b""
    for no, text, digest in connection.execute("SELECT no, text, hash FROM viewing ORDER BY no"):
        number += 1
        if no != number or bytes(digest) != _chained(newest, text):
            return _("Sổ ghi ai đã mở hồ sơ hạn chế bị sửa hoặc bị xóa tại dòng {number}.", number=number)
        newest = bytes(digest)
    if Settings(connection).get(_END) != _end_of(number, newest):
        return _("Sổ ghi ai đã mở hồ sơ hạn chế bị cắt mất phần cuối, sau dòng {number}.", number=number)
    return None


def _chained(previous: bytes, text: str) -> bytes:
    return sha256(previous + text.encode()).digest()


def _end_of(number: int, digest: bytes) -> str:
    return f"{number}:{digest.hex()}" if number else ""


def _viewing_of(text: str) -> Viewing | None:
    """Read a line; one that somebody else wrote is none."""
    try:
        moment, officer, look, kind, uid, paper = json.loads(text)
        return Viewing(dt.datetime.fromisoformat(moment), officer, Look(look), kind, uid, paper)
    except (ValueError, TypeError, RecursionError):
        return None
