"""Writes all that can still be read of a damaged store into a new one, and says what could not be.

Each log is taken over as far as its hashes prove it: up to its first change that is missing or garbled. What is
readable beyond, and what only the derived tables still show, is written anew, as changes of this device: nobody could
tell it from a forgery in its old place. Whoever else has the lost changes gives them back with the next bundle.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from danvan_desktop.domain.clock import Clock
from danvan_desktop.domain.entry import LogKey
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.places import state_folder
from danvan_desktop.store.connection import Connection, connect, transaction
from danvan_desktop.store.errors import StoreDamaged, already_there
from danvan_desktop.store.former_log import UNNUMBERED
from danvan_desktop.store.founding import finish_file, founding_unit, make_folder, put_in_place
from danvan_desktop.store.judging import Found
from danvan_desktop.store.kept_secrets import KeptSecrets
from danvan_desktop.store.leftovers import partial_beside, sweep_beside
from danvan_desktop.store.locked import give_keys
from danvan_desktop.store.log import LogHead
from danvan_desktop.store.overwriting import refuse_beside_a_store
from danvan_desktop.store.preparing import make_tables
from danvan_desktop.store.private import remove_with_side_files
from danvan_desktop.store.remains import Cells, Remains
from danvan_desktop.store.schema import FINGERPRINT
from danvan_desktop.store.settings import UNIT
from danvan_desktop.store.store import Store
from danvan_desktop.store.torn_logs import TornLogs
from danvan_desktop.store.version import check_file

_MOST_NAMED = 200
"""Records that a report names one by one."""
_LOCAL_TABLES = ("setting", "draft", "bundle", "peer", "peer_mark", "receipt", "waiting", "waiting_part")
_EXCHANGE_TABLES = ("parked", "quarantine", "held_log", "log_bringer")


@dataclass(frozen=True)
class Rescue:
    """What became of a damaged store: changes taken over, written anew, and lost; the losses in words."""

    out: Path
    kept: int
    rewritten: int
    lost: int
    losses: tuple[Message, ...]


def rescue(path: Path, out: Path, *, key: bytes | None = None) -> Rescue:
    """Write what can be read of the file at ``path`` into a new store at ``out``; the file itself stays as it is.

    Raises StoreMissing or NotAStore for what is no file or empty, StoreDamaged when nothing can be read, and StoreError
    when there is a file at ``out`` or none can be written.
    """
    check_file(path)
    refuse_beside_a_store(out)
    if out.exists():
        raise already_there(out)
    make_folder(out.parent)
    sweep_beside(out)
    partial = partial_beside(out)
    try:
        with closing(connect(partial, key, create=True)) as connection:
            make_tables(connection, ALL_KINDS)
            store = Store(connection, out, ALL_KINDS, key, Clock(), state_folder())
            result = _Rescuer(Remains(path, key, ALL_KINDS), store, connection).work()
            finish_file(connection)
        give_keys(path, out)
        put_in_place(partial, out)
    finally:
        remove_with_side_files(partial)
    return result


def told_of_rescue(result: Rescue) -> Message:
    """Say in one sentence what became of a store; the losses are told beside it."""
    if not result.losses:
        return _(
            "Đã cứu toàn bộ dữ liệu ({n} thay đổi) ra “{path}”; không mất gì.", n=_in_all(result), path=str(result.out)
        )
    return _("Đã cứu {n} thay đổi ra “{path}”. Những phần không đọc được:", n=_in_all(result), path=str(result.out))


def _in_all(result: Rescue) -> int:
    return result.kept + result.rewritten


_NO_KEYS = _(
    "Không đọc được thay đổi nào: tệp này đã mã hóa mà mất tệp khóa “.keys” bên cạnh, hoặc đã hỏng từ đầu tệp. Hãy chép"
    " lại tệp khóa (bên cạnh mỗi bản sao lưu có một tệp như thế), hoặc khôi phục từ bản sao lưu; tệp này vẫn được giữ."
)


class _Rescuer:
    """Fills one new store from the remains of another."""

    def __init__(self, remains: Remains, store: Store, connection: Connection) -> None:
        self._remains, self._store, self._connection = remains, store, connection
        self._losses: list[Message] = []

    def work(self) -> Rescue:
        logs = TornLogs(self._remains, self._store.kinds)
        with transaction(self._connection):
            self._take_local()
            if self._is_another_device():
                logs.renew(self._is_orphan, self._store.device_key)
            logs.take_over(self._store.log, self._store.device_key)
            self._take_blobs()
            self._store.derive_anew()
            self._name_unit(logs)
        if not logs.kept and not logs.beyond:
            if self._remains.may_lack_its_key:
                raise StoreDamaged(_NO_KEYS)
            raise StoreDamaged(
                _("Không đọc được thay đổi nào từ tệp này. Hãy khôi phục từ bản sao lưu; tệp hỏng vẫn được giữ.")
            )
        rewritten = self._write_anew(logs)
        self._keep_secrets(logs)
        self._tell_lost(logs)
        self._tell_missing_attachments()
        return Rescue(self._store.path, logs.kept, rewritten, logs.lost, tuple(self._losses))

    def _take_local(self) -> None:
        unread = 0
        unnumbered = UNNUMBERED if self._remains.is_former else ()
        for table in (name for name in (*_LOCAL_TABLES, *_EXCHANGE_TABLES) if name not in unnumbered):
            rows = self._remains.rows(table)
            unread += rows is None
            self._put(table, [cells for cells in rows or () if cells[0] != FINGERPRINT])
        if unread and self._store.peers.all():
            self._losses.append(
                _("Một phần danh sách máy, giấy báo nhận hoặc tệp đang chờ không đọc được; hãy xem lại ở Gửi, nhận.")
            )

    def _put(self, table: str, rows: Sequence[Cells]) -> None:
        """Write rows into a table; those of an earlier version lack its last columns."""
        columns = [str(row[1]) for row in self._connection.execute(f"PRAGMA table_info({table})").fetchall()]
        for cells in rows:
            named, marks = ", ".join(columns[: len(cells)]), ", ".join("?" * len(cells))
            self._connection.execute(f"INSERT OR REPLACE INTO {table} ({named}) VALUES ({marks})", cells)

    def _is_another_device(self) -> bool:
        """Let the store be of the same device, with a replica of its own; without a key it is another device."""
        self._store.identity.forget_replica()
        if self._store.identity.keys.fault() is None:
            return False
        self._store.identity.establish()
        self._losses.append(
            _("Khóa của máy này không đọc được nên đã được thay bằng khóa mới: hãy ghép nối lại với các máy khác.")
        )
        return True

    def _is_orphan(self, key: LogKey, head: LogHead | None) -> bool:
        """Tell whether a log is taken as this device's own: of the lost key, and nobody waits for that.

        Logs of others come with a signature; without the key none can be made for one's own, and no export without.
        """
        if not self._store.peers.all():
            return True
        # What was regrouped of others' logs has no signature either: only without peers is it surely one's own.
        is_unsigned = head is not None and head.signature is None and not self._remains.is_former
        return is_unsigned and not any(key[0] in note.manifest for note in self._store.bundles())

    def _name_unit(self, logs: TornLogs) -> None:
        noted = logs.name_of(self._store.settings.get(UNIT))
        found = founding_unit(self._connection, noted, self._store.device_key) or self._first_unit()
        if found is not None:
            self._store.settings.set(UNIT, found)

    def _first_unit(self) -> str | None:
        row = self._connection.execute("SELECT uid FROM record WHERE kind = 'unit' ORDER BY no LIMIT 1").fetchone()
        return None if row is None else str(row[0])

    def _take_blobs(self) -> None:
        for data in self._remains.blobs():
            self._store.blobs.add(data)

    def _write_anew(self, logs: TornLogs) -> int:
        """Write what no log proves any more; what is another office's to write is told instead."""
        found = [*logs.beyond_cells(), *logs.shown_cells()]
        if not found:
            return 0
        try:
            return self._store.write_found(found)
        except InvalidRecord:
            return sum(self._write_record(uid, found) for uid in dict.fromkeys(cell.uid for cell in found))

    def _keep_secrets(self, logs: TornLogs) -> None:
        rows = self._remains.rows("secret")
        secret = None if rows is None else [(logs.name_of(str(uid)),) for (uid,) in rows]
        for record in KeptSecrets(self._store, secret, logs.said()).keep():
            self._losses.append(
                _(
                    "“{title}” từng được giữ bí mật nhưng không đọc lại được lý do, nay hiện ra: hãy xem lại.",
                    title=self._store.title(record.uid) or record.uid,
                )
            )

    def _write_record(self, uid: str, found: list[Found]) -> int:
        try:
            return self._store.write_found([cell for cell in found if cell.uid == uid])
        except InvalidRecord:
            title = self._store.title(uid) or uid
            self._losses.append(_("“{title}” là của đơn vị khác: hãy nhập lại tệp mới nhất từ đơn vị đó.", title=title))
            return 0

    def _tell_lost(self, logs: TornLogs) -> None:
        records = logs.lost_records()
        for uid in records[:_MOST_NAMED]:
            self._losses.append(_("Hồ sơ {uid} không đọc lại được; hãy xem lại.", uid=self._store.title(uid) or uid))
        unnamed = logs.lost - len(records)
        if unnamed > 0:
            self._losses.append(
                ngettext(
                    "{n} lần sửa trong nhật ký không đọc lại được; giá trị mới nhất lấy theo các bảng còn đọc được.",
                    "{n} lần sửa trong nhật ký không đọc lại được; giá trị mới nhất lấy theo các bảng còn đọc được.",
                    unnamed,
                )
            )

    def _tell_missing_attachments(self) -> None:
        for attachment in self._store.list("attachment"):
            if not self._store.blobs.has(attachment.text("sha256")):
                self._losses.append(_("Tệp đính kèm “{name}” không đọc được.", name=attachment.text("name")))
