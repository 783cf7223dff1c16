"""What one thread of the crowd does to the store (``torture_crowd.py``), and writes down of it."""

from __future__ import annotations

import json
import os
import random
import time
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path

from torture_scenes import FIRST

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store, StoreError
from danvan_desktop.store.conversion import decrypt_store, encrypt_store
from danvan_desktop.store.drafts import KeptDraft
from danvan_desktop.store.errors import NotAStore, StoreBusy, StoreLocked
from danvan_desktop.store.key_slots import Cost, KeySlots
from danvan_desktop.store.locked import is_locked, key_for
from danvan_desktop.store.restoring import restore_backup
from danvan_desktop.store.store_preview import preview_of
from danvan_desktop.store.viewings import Look
from danvan_desktop.sync import ExportWish, export_bundle, import_bundle

KEY = bytes(range(32))
_CHEAP = Cost(memory=64, passes=1, lanes=1)
_KEPT = 25
"""How many deeds a window does before it opens the store anew."""


def open_store(path: Path, beside: Path | None = None) -> Store:
    """Open it, plain or encrypted as it is now; ``beside`` is the store that a copy is of."""
    for _time in range(5):
        locked = is_locked(path)
        try:
            return Store.open(path, key=key_for(path, KEY) if locked or beside else None)
        except (StoreLocked, NotAStore):
            if is_locked(path) == locked:
                raise
    return Store.open(path, key=KEY if is_locked(path) else None)


class Deeds:
    """Does one after the other until it is told to end."""

    def __init__(self, path: Path, role: str, number: int, rng: random.Random) -> None:
        """Take the store, what kind of process this is, and which thread of it."""
        self._path, self._rng, self._number = path, rng, number
        self._opens_often = role.endswith("often") or role.startswith("command")
        self._name = f"{role}-{os.getpid()}-{number}"
        self._told = path.with_name(f"{self._name}.told").open("w", encoding="utf-8")
        self._count = 0
        self._own: list[str] = []
        self._store: Store | None = None
        own = _OFTEN if role.endswith("often") else _WINDOW if role.startswith("window") else _COMMAND
        self._deeds = [name for name, weight in own.items() for _one in range(weight)]

    def run(self, until: float) -> None:
        """Work."""
        while time.monotonic() < until:
            self._do(self._rng.choice(self._deeds))
        self._close()
        self._told.close()

    def _do(self, name: str) -> None:
        self._count += 1
        try:
            if name in _ALONE:
                self._close()
                _ALONE[name](self)
                return self._tell(name, "done")
            store = self._opened()
            self._tell(name, "done", *(_DEEDS[name](self, store) or ()))
        except StoreBusy:
            self._tell(name, "refused", "busy")
        except DanvanError as error:
            is_true = type(error) is StoreError and name in _MAY_BE_REFUSED
            self._tell(name, "refused" if is_true else "wrong", f"{type(error).__name__} {error}")
        except BaseException:  # noqa: BLE001 - that is what is looked for
            self._tell(name, "wrong", traceback.format_exc())
        if self._opens_often or self._count % _KEPT == 0:
            self._close()
        return None

    def _opened(self) -> Store:
        if self._store is None:
            self._store = open_store(self._path)
            if self._store.notices:
                self._tell("open", "wrong", str(self._store.notices[0]))
        return self._store

    def _close(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None

    def _tell(self, deed: str, how: str, *rest: str) -> None:
        self._told.write(json.dumps([deed, how, *rest], ensure_ascii=False) + "\n")
        self._told.flush()

    # What is done

    def out(self, ending: str) -> Path:
        """Name a file that this thread alone writes."""
        return self._path.with_name(f"{self._name}{ending}")

    def save(self, store: Store) -> tuple[str, str]:
        """Save a petition; its uid is to be there at the end."""
        number = f"{self._name}-{self._count}"
        values = {"number": number, "received_on": "2026-08-13", "unit": store.unit.uid, "content": "Mương bị tắc"}
        self._own += store.save(Draft("petition", values)).uids
        return self._own[-1], number

    def edit(self, store: Store) -> None:
        """Change one."""
        store.save(Draft("petition", {"content": f"Bản sửa {self._count}"}, self._any(store)))

    def attach(self, store: Store) -> tuple[str]:
        """Attach a file; its record is to be there at the end."""
        data = f"{self._name} {self._count} ".encode() * 2_000
        return (store.attach_data(self._any(store), f"anh-{self._count}.bin", data).uids[0],)

    def redact(self, store: Store) -> None:
        """Erase a value."""
        store.redact(self._any(store), ["content"], "Đơn của công dân")

    def draft(self, store: Store) -> tuple[str]:
        """Keep what is being typed."""
        uid = f"{self._name}-{self._count}"
        store.drafts.keep(KeptDraft(uid, "petition", "2026-08-13T09:00:00", "{}"))
        return (uid,)

    def look(self, store: Store) -> None:
        """Read as a starting window does, and note who saw a case."""
        preview_of(self._path, KEY if is_locked(self._path) else None)
        store.viewings.note(Look.OPENED, "case", f"01HZZZZZZZZZZZZZZZZZZZZZZ{self._number}")
        store.search("mương")
        store.digest()

    def check(self, store: Store) -> None:
        """Check the whole store."""
        report = store.check()
        if not report.ok:
            raise RuntimeError(str(report.problems[0]))

    def export(self, store: Store) -> None:
        """Write a bundle."""
        export_bundle(store, self.out(f"-{self._count}.danvan"), ExportWish(plain=True))

    def take_in(self, store: Store) -> None:
        """Take a bundle in, most often one that is here already."""
        import_bundle(store, self._path.with_name(f"in-{self._rng.randrange(8)}.danvan"))

    def daily(self, store: Store) -> None:
        """Make the copy of the day."""
        store.copy_keeper.keep_daily()

    def at_exit(self, store: Store) -> None:
        """Make the copy at the end."""
        store.copy_keeper.keep_at_exit()

    def second(self, store: Store) -> None:
        """Copy to the stick."""
        store.copy_keeper.keep_second()

    def drill(self, store: Store) -> None:
        """Try the newest copy."""
        store.try_restoring()

    def renew(self, store: Store) -> None:
        """Take a copy in the place of all."""
        store.renew_copies()

    def back_up(self, store: Store) -> None:
        """Write a copy elsewhere."""
        store.backup(self.out(".db"))

    def archive(self, store: Store) -> None:
        """Archive the closed year, or take it back."""
        file = self._path.with_name("2024.db")
        if file.exists():
            store.take_back(file)
            file.unlink()
        else:
            store.archive(2024, file)

    def restore(self, _store: Store) -> None:
        """Another window has it open, this one: nobody may put another file in its place."""
        copy = next(self._path.parent.joinpath("backups").glob("*-thu.db"), None)
        if copy is not None:
            restore_backup(copy, self._path, KEY if is_locked(self._path) else None)
            raise RuntimeError("restored under an open store")

    def convert(self) -> None:
        """Encrypt the store, or make it plain."""
        if is_locked(self._path):
            decrypt_store(self._path, KEY)
        else:
            encrypt_store(self._path, KEY, KeySlots.of(KEY).with_passphrase(KEY, FIRST, _CHEAP).written())

    def rest(self) -> None:
        """Let others have it."""
        time.sleep(self._rng.uniform(0.1, 0.4))

    def _any(self, store: Store) -> str:
        if not self._own:
            self._own.append(self.save(store)[0])
        return self._rng.choice(self._own)


_DEEDS: Mapping[str, Callable[[Deeds, Store], tuple[str, ...] | None]] = {
    "save": Deeds.save,
    "edit": Deeds.edit,
    "attach": Deeds.attach,
    "redact": Deeds.redact,
    "draft": Deeds.draft,
    "look": Deeds.look,
    "check": Deeds.check,
    "export": Deeds.export,
    "import": Deeds.take_in,
    "daily": Deeds.daily,
    "at exit": Deeds.at_exit,
    "second place": Deeds.second,
    "drill": Deeds.drill,
    "renew": Deeds.renew,
    "back up": Deeds.back_up,
    "archive": Deeds.archive,
    "restore": Deeds.restore,
}
_ALONE: Mapping[str, Callable[[Deeds], None]] = {"convert": Deeds.convert, "rest": Deeds.rest}
_WINDOW = {"save": 30, "edit": 10, "attach": 6, "draft": 10, "look": 8, "daily": 1, "at exit": 3, "second place": 3}
_WINDOW |= {"restore": 1, "drill": 1, "check": 1}
_COMMAND = {"save": 20, "edit": 4, "look": 6, "export": 5, "import": 5, "back up": 2, "archive": 3, "redact": 2}
_COMMAND |= {"renew": 1, "check": 1}
_OFTEN = {"save": 20, "attach": 3, "look": 5, "export": 2, "at exit": 2, "import": 2, "convert": 6, "rest": 40}
_MAY_BE_REFUSED = frozenset({"archive", "drill", "redact", "restore"})
"""What is refused in words when another did the same just before, or no copy is there."""
