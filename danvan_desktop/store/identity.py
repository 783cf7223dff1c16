"""Who this installation is: its device key, and the replica whose logs it writes.

Two files must never use the same numbers for different changes. Before each save the replica is therefore settled: it
goes on only where this machine knows that nobody else went on with it (``homes``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from danvan_desktop.domain.replica import is_replica, is_replica_of, new_replica
from danvan_desktop.localization import Message, _
from danvan_desktop.store.device_keys import DeviceKeys, NewKeys
from danvan_desktop.store.errors import StoreBusy, StoreDamaged, StoreError, fault_of_system
from danvan_desktop.store.homes import Home, HomeFile, mark_of
from danvan_desktop.store.log import EntryLog, LogHead
from danvan_desktop.store.settings import RESTORED_OVER, Settings

_REPLICA = "replica.id"

FORGET_REPLICA = f"UPDATE setting SET value = '' WHERE name = '{_REPLICA}'"
"""Run in a copy of a store, lets it take a new replica wherever it is opened, even in the original's place."""


class Identity:
    """The device with its keys, and the current replica."""

    def __init__(self, settings: Settings, log: EntryLog, home: HomeFile) -> None:
        """Work on an open store whose home is kept in ``home``."""
        self.keys = DeviceKeys(settings)
        self._settings = settings
        self._log = log
        self._home_file = home
        self._home: Home | None = None
        self._is_kept = False
        self._unsaved: Home | None = None

    def establish(self) -> None:
        """Make the keys of a new store."""
        self.keys.make()
        self._take_home(self._new_home())
        self._settings.set(_REPLICA, self.replica)

    def be(self, new: NewKeys) -> None:
        """Go on as the device of other keys, in a replica of its own; the caller holds the transaction."""
        self.keys.change(new)
        self.begin_anew()

    def forget_replica(self) -> None:
        """Let the next save begin logs of its own."""
        self._settings.set(_REPLICA, "")

    # The replica

    @property
    def replica(self) -> str:
        """The replica that new changes belong to (``domain.replica``)."""
        return self._settings.get(_REPLICA) if self._home is None else self._home.replica

    def look(self) -> tuple[Message, ...]:
        """See at opening where the log stands beside its home; returns what the officer should know, told once.

        A store from elsewhere, or behind its home, gets another replica for its next save; so does one of before, whose
        log was numbered anew.
        """
        if self._is_at_home():
            return ()
        try:
            # A save of another window notes in the home what its log shows only a moment later: asked when none does.
            with self._settings.alone():
                return () if self._is_at_home() else self._move()
        except StoreBusy:
            return ()  # the first save settles it

    def _is_at_home(self) -> bool:
        """Tell whether this machine knows the store and all that it wrote is there; then it goes on there."""
        home = self._home_file.read()  # before the log, which another process may be writing
        if home is None or not self._is_own(home) or self._is_copy(home):
            return False
        if _behind(self._written(home), home.reserved):
            return False
        self._home, self._is_kept = home, True
        return True

    def _move(self) -> tuple[Message, ...]:
        home = self._home_file.read()
        if home is not None and not self._is_own(home):
            self._take_home(self._new_home())
            return ()
        written = self._written(home)
        lost = 0 if home is None else sum(max(0, n - written.get(s, 0)) for s, n in home.saved.items())
        if home is not None and self._settings.get(RESTORED_OVER) == mark_of(home):
            lost = 0  # whoever restored it was shown what goes, and nothing was saved since
        self._take_home(self._new_home())
        return tuple(self._news(home, lost))

    def _news(self, home: Home | None, lost: int) -> list[Message]:
        told: list[Message] = []
        if not self._is_kept:
            told.append(
                _(
                    "Không ghi được vào thư mục “{path}” nên mỗi lần mở, máy phải ghi bằng một nhật ký mới."
                    " Dữ liệu vẫn đúng; hãy kiểm tra quyền ghi của thư mục đó.",
                    path=str(self._home_file.path.parent),
                )
            )
        elif home is None and self._log.vector():
            told.append(
                _(
                    "Tệp dữ liệu này được chép hoặc chuyển từ nơi khác tới. Cứ ghi tiếp: các máy khác vẫn phân biệt"
                    " được nội dung ghi trước và sau đó."
                )
            )
        if lost:
            told.append(
                _(
                    "Tệp dữ liệu cũ hơn lần lưu cuối trên máy này, thiếu {n} thay đổi: tệp cũ được chép đè,"
                    " khôi phục lại, hoặc mất tệp -wal. Máy sẽ ghi tiếp bằng nhật ký mới;"
                    " hãy nhập lại tệp mới nhất từ các máy đã nhận để lấy phần thiếu.",
                    n=lost,
                )
            )
        return told

    def settle(self, ends_of: Callable[[str], Sequence[LogHead]]) -> tuple[str, Sequence[LogHead]]:
        """Return the replica of the save that begins, and where its logs stand; the caller holds the transaction.

        ``ends_of`` tells where the logs of a replica stand.

        What another process did to the home meanwhile counts; a home that cannot be kept holds for this object alone.
        """
        kept = self._home_file.read_to_write()
        if kept is not None:
            self._home, self._is_kept = kept, True
        elif self._home is None or self._is_kept:
            self._take_home(self._new_home())
        ends = () if self._home is None else ends_of(self._home.replica)
        if self._home is None or not self._goes_on(self._home, ends):
            self._take_home(self._new_home())
            ends = ()
        if self._settings.get(_REPLICA) != self.replica:
            self._settings.set(_REPLICA, self.replica)
        return self.replica, ends

    def begin_anew(self) -> str:
        """Return another replica for the save that begins; the caller holds the transaction."""
        self._take_home(self._new_home())
        self._settings.set(_REPLICA, self.replica)
        return self.replica

    def reserve(self, numbers: Mapping[str, int]) -> None:
        """Note in the home which numbers the save uses, just before it is kept; raises StoreError when it cannot be."""
        if self._home is None:
            return
        reserved = {**self._home.reserved, **numbers}
        if self._is_kept:
            self._write_home(self.replica, reserved)
        self._home = self._unsaved = Home(self.replica, reserved, self._home.saved)

    def _write_home(self, replica: str, reserved: Mapping[str, int]) -> None:
        try:
            self._home_file.reserve(replica, reserved)
        except OSError as error:
            raise fault_of_system(error, self._home_file.path) or StoreError(
                _("Không ghi được vào “{path}” nên chưa lưu. Hãy kiểm tra ổ đĩa.", path=str(self._home_file.path))
            ) from error

    def forget_unsaved(self) -> None:
        """Take it that what was to be saved last was undone."""
        self._unsaved = None

    def confirm(self) -> None:
        """Note in the home that the save was kept."""
        if self._unsaved is None:
            return
        if self._is_kept:
            with suppress(OSError):
                self._home_file.note_saved(self._unsaved.replica, self._unsaved.reserved)
        self._unsaved = None

    def _goes_on(self, home: Home, ends: Sequence[LogHead]) -> bool:
        """Tell whether the log is not behind its home, and its replica not one of before (``domain.replica``)."""
        return self._is_own(home) and not _behind({end.stream: end.seq for end in ends}, home.reserved)

    def _is_own(self, home: Home) -> bool:
        """Tell whether the replica is this device's, and not of keys that it was to have and has not."""
        try:
            return is_replica_of(home.replica, self.keys.device)
        except StoreDamaged:
            return is_replica(home.replica)

    def _is_copy(self, home: Home) -> bool:
        """Tell a backup that was put in the place of the store that lived here."""
        return bool(home.reserved) and not self._settings.get(_REPLICA)

    def _new_home(self) -> Home:
        return Home(new_replica(self.keys.device))

    def _take_home(self, home: Home) -> None:
        self._home, self._is_kept = home, self._home_file.can_be_written()
        if self._is_kept:
            try:
                self._home_file.reserve(home.replica, home.reserved)
            except OSError:
                self._is_kept = False

    def _written(self, home: Home | None) -> dict[str, int]:
        if home is None:
            return {}
        return {head.stream: head.seq for head in self._log.logs_of(home.replica)}


def _behind(written: Mapping[str, int], reserved: Mapping[str, int]) -> bool:
    return any(written.get(stream, 0) < number for stream, number in reserved.items())
