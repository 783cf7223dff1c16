"""The copies that the program makes by itself: each day, when its window closes, and at a second place.

What tells that nothing changed since a copy was made are the ends of the logs: what is kept is written there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from danvan_desktop.domain.clock import Clock
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.localization import Message, _
from danvan_desktop.store.backup import CopyFolder, folder_beside
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.daily_copies import AT_EXIT, SECOND, KeptCopy, is_due, keep_daily_copy, keep_thinned
from danvan_desktop.store.errors import StoreError, StoreFull, StoreReadOnly, StoreReplaced, StoreUnreachable
from danvan_desktop.store.leftovers import BACKUPS, sweep_copies
from danvan_desktop.store.second_place import SecondPlace, make_place, place_of
from danvan_desktop.store.settings import LAST_BACKUP, Settings
from danvan_desktop.store.telling import Tell, tell_nobody
from danvan_desktop.store.volumes import removable_volumes

_COPIED = "backup.copied"
_PLACE, _AT_PLACE, _LAST_AT_PLACE = "backup.second", "backup.second.copied", "backup.second.last"
_LET_GO = "backup.second.let_go"
"""Settings: what the last copy held, where the second place is, what the last copy there held, when it was made, and
how many older ones went for it."""
_LET_GO_BESIDE, _UNTOLD = "backup.let_go", "backup.let_go.untold"
"""Settings: how many older copies beside the store went for the last one there, and for all since a window told it."""


class CopyKeeper:
    """Makes them of one open store."""

    def __init__(self, connection: Connection, key: bytes | None, kinds: Kinds, clock: Clock) -> None:
        """Take the store."""
        self._connection, self._key, self._kinds, self._clock = connection, key, kinds, clock
        self._settings = Settings(connection)

    def state(self) -> str:
        """Return what tells one content of the store from another, without reading it."""
        rows = self._connection.execute("SELECT replica, stream, seq, hex(hash) FROM log ORDER BY replica, stream")
        return sha256(repr(rows.fetchall()).encode()).hexdigest()

    # Beside the store

    def lacks_daily(self) -> bool:
        """Tell whether no daily copy was made today."""
        return is_due(self._connection.path, self._clock.local_time())

    def keep_daily(self) -> Path | None:
        """Write today's copy into the folder beside the store unless it is there, and thin the earlier ones.

        It does not count as a backup, which lies elsewhere. Raises StoreError.
        """
        state = self.state()
        made = keep_daily_copy(self._connection, self._key, self._kinds, self._clock)
        if made is None:
            return None
        self._note_beside(made, state)
        return made.path

    def is_changed(self) -> bool:
        """Tell whether the store holds what the last copy beside it did not."""
        folder = folder_beside(self._connection.path)
        return self._settings.get(_COPIED) != self.state() or not folder.copies()

    def keep_at_exit(self, tell: Tell = tell_nobody) -> Path | None:
        """Write a copy beside the store; ``None`` when nothing changed since the last. Raises StoreError.

        ``tell`` may raise to stop it, which leaves nothing behind.
        """
        if not self.is_changed():
            return None
        state, folder = self.state(), folder_beside(self._connection.path)
        made = keep_thinned(self._connection, folder, AT_EXIT, self._key, self._kinds, self._clock, tell)
        self._note_beside(made, state)
        return made.path

    def _note_beside(self, made: KeptCopy, state: str) -> None:
        untold = self._number(_UNTOLD) + made.let_go
        self._note({_COPIED: state, _LET_GO_BESIDE: str(made.let_go or ""), _UNTOLD: str(untold or "")})

    @property
    def let_go_beside(self) -> Message | None:
        """Say how many older copies went there for want of room when the last was made, ``None`` for none."""
        return _told_beside(self._number(_LET_GO_BESIDE))

    @property
    def untold(self) -> Message | None:
        """Say how many went there since a window last told it, ``None`` for none."""
        return _told_beside(self._number(_UNTOLD))

    def note_told(self) -> None:
        """Note that an officer was told of those that went."""
        self._note({_UNTOLD: ""})

    def _number(self, name: str) -> int:
        text = self._settings.get(name)
        return int(text) if text.isdecimal() else 0

    # At the second place

    @property
    def second_place(self) -> SecondPlace | None:
        """The place that was chosen."""
        return place_of(self._settings.get(_PLACE))

    @property
    def last_at_second(self) -> dt.datetime | None:
        """When the last copy was made there, local time."""
        return self._settings.moment(_LAST_AT_PLACE)

    @property
    def let_go_at_second(self) -> Message | None:
        """Say how many older copies went there for want of room when the last was made, ``None`` for none."""
        count = self._number(_LET_GO)
        return _("đã bỏ {n} bản sao lưu cũ nhất ở đó vì nơi ấy gần đầy", n=count) if count else None

    def choose_second_place(self, folder: Path, prefix: str, volumes: Mapping[str, Path] | None = None) -> None:
        """Copy to a folder, on a stick or a disk, from now on, under names that begin with ``prefix``.

        Raises StoreError in words when nothing can be written there, or when it is where the store itself lies.
        """
        own = self._connection.path.parent
        if any(_is_one(folder, other) for other in (own, own / BACKUPS)):
            raise StoreError(
                _(
                    "“{path}” là nơi để tệp dữ liệu: hỏng ổ đĩa thì mất cả hai. Hãy chọn USB hoặc ổ đĩa khác.",
                    path=str(folder),
                )
            )
        self._set_place(make_place(folder, _plugged_in(volumes), prefix).as_text())

    def forget_second_place(self) -> None:
        """Copy to no second place from now on; what is there stays."""
        self._set_place("")

    def _set_place(self, text: str) -> None:
        for name, value in ((_PLACE, text), (_AT_PLACE, ""), (_LAST_AT_PLACE, ""), (_LET_GO, "")):
            self._settings.set(name, value)

    def second_folder(self, volumes: Mapping[str, Path] | None = None) -> CopyFolder | None:
        """Return where copies go at the second place, ``None`` when none was chosen or it is not there now."""
        place = self.second_place
        path = None if place is None else place.found(_plugged_in(volumes))
        return None if place is None or path is None else CopyFolder(path, place.prefix)

    def lacks_second(self, volumes: Mapping[str, Path] | None = None) -> bool:
        """Tell whether the second place is there and its newest copy lacks something."""
        folder = self.second_folder(volumes)
        return folder is not None and (self._settings.get(_AT_PLACE) != self.state() or not folder.copies())

    def keep_second(self, tell: Tell = tell_nobody, volumes: Mapping[str, Path] | None = None) -> Path:
        """Write a copy at the second place and thin the earlier ones there; it counts as a backup.

        Raises StoreError in words: no place was chosen, it is not there, or it was pulled out meanwhile.
        """
        place, folder = self.second_place, self.second_folder(volumes)
        if place is None:
            raise StoreError(_("Chưa chọn nơi sao lưu thứ hai."))
        if folder is None:
            raise StoreUnreachable(_("Không thấy “{place}”: hãy cắm USB hoặc ổ đĩa ấy vào.", place=place.name))
        state = self.state()
        try:
            sweep_copies(folder.path, folder.prefix)
            made = keep_thinned(self._connection, folder, SECOND, self._key, self._kinds, self._clock, tell)
        except (StoreError, OSError) as error:
            if folder.path.is_dir() and isinstance(error, StoreError):
                raise
            raise StoreUnreachable(
                _("“{place}” bị rút ra khi đang sao lưu. Cắm lại thì phần mềm tự sao lưu tiếp.", place=place.name)
            ) from error
        moment = self._clock.local_time().isoformat(timespec="seconds")
        let_go = str(made.let_go or "")
        self._note({_AT_PLACE: state, _LAST_AT_PLACE: moment, LAST_BACKUP: moment, _LET_GO: let_go})
        return made.path

    def _note(self, values: Mapping[str, str]) -> None:
        """Note it; a copy of a store that cannot be written any more counts all the same."""
        with suppress(StoreFull, StoreReadOnly, StoreReplaced):
            for name, value in values.items():
                self._settings.set(name, value)


def _told_beside(count: int) -> Message | None:
    if not count:
        return None
    return _(
        "Ổ đĩa gần đầy nên đã bỏ {n} bản sao lưu cũ nhất cạnh sổ để có chỗ cho bản mới."
        " Hãy dọn ổ đĩa, hoặc chọn nơi sao lưu thứ hai.",
        n=count,
    )


def _plugged_in(volumes: Mapping[str, Path] | None) -> Mapping[str, Path]:
    return removable_volumes() if volumes is None else volumes


def _is_one(folder: Path, other: Path) -> bool:
    """Tell whether two names lead to one folder; of what cannot be looked at, whoever writes there tells why."""
    try:
        return folder.samefile(other)
    except (OSError, ValueError):
        return False
