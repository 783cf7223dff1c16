"""Further deeds for torture_calls.py: what officers do around their records, and the same in a sealed office."""

from __future__ import annotations

import datetime as dt
import sqlite3
import zipfile
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from danvan_desktop.domain.clock import Clock
from danvan_desktop.domain.facts import Role
from danvan_desktop.domain.record import Draft
from danvan_desktop.exchange.dumping import write_everything
from danvan_desktop.localization import Translator
from danvan_desktop.reports.catalogue import FORMS
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.printing import print_form
from danvan_desktop.store import Store
from danvan_desktop.store.rescue import rescue
from danvan_desktop.store.spare_drafts import KeptDraft, SpareDrafts
from danvan_desktop.store.vault import Vault, new_vault

Work = Callable[[Store, Path], object]
_DRAFT = KeptDraft("01HZZZZZZZZZZZZZZZZZZZZZZZ", "petition", "2026-08-13T08:00:00", '{"content": "Nguyễn Thị Mười001"}')
_SLIP = next(form for form in FORMS if form.code == "petition-slip")


class _YearsAgo(Clock):
    """Ten years back: what was deleted then may be freed."""

    def now(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC).astimezone() - dt.timedelta(days=3_650)


def with_what_was_deleted(path: Path) -> None:
    """Delete a petition with its file, ten years ago."""
    with Store.open(path, clock=_YearsAgo()) as store:
        uid = store.save(Draft("petition", {"number": "1/2016", "received_on": "2016-03-01", "unit": store.unit.uid,
                                            "content": "Mương cũ"})).uids[0]  # fmt: skip
        store.attach_data(uid, "cu.bin", b"cu" * 30_000)
        store.delete(uid)


def with_officers(path: Path) -> None:
    """List two officers, one of whom is at work."""
    with Store.open(path) as store:
        told = {"position": "Công chức", "unit": store.unit.uid}
        head, _clerk = store.save(*(Draft("officer", {"full_name": name, **told}) for name in ("A", "B"))).uids
        store.set_officer(head)


def with_papers(folder: Path) -> None:
    """Lay papers and tables there already: what is made anew takes their places whole or not at all."""
    with Store.open(folder / "commune.db") as store:
        _paper(store, folder)
        _table(store, folder)
        _dump(store, folder)


def look_at_papers(folder: Path) -> object:
    """Open the papers, tables and stores that were made there, and name them; fails for one that is half."""
    made = sorted(folder.glob("giay.*"))
    for file in made:
        if not _is_whole(file):
            raise RuntimeError(f"{file.name} is half")
    new = folder / "moi.db"
    if new.exists():
        with Store.open(new, key=Vault(new).unlock("bốn con trâu cày ruộng")) as store:
            if not store.check().ok:
                raise RuntimeError("the new store is not whole")
    return [file.name for file in made], new.exists()


def _is_whole(file: Path) -> bool:
    match file.suffix:
        case ".pdf":
            data = file.read_bytes()
            return data.startswith(b"%PDF") and data.rstrip().endswith(b"%%EOF")
        case ".sqlite":
            with closing(sqlite3.connect(file)) as table:
                return bool(table.execute("SELECT count(*) FROM petition").fetchone()[0])
        case _package:
            with zipfile.ZipFile(file) as package:
                return package.testzip() is None


def _first(store: Store) -> str:
    return store.list("petition")[0].uid


def _paper(store: Store, folder: Path) -> None:
    context = ReportContext(store, store.today(), _first(store))
    print_form(_SLIP, context, folder / "giay.pdf")


def _table(store: Store, folder: Path) -> None:
    write_everything(store, folder / "giay.xlsx", Translator("vi"))


def _dump(store: Store, folder: Path) -> None:
    write_everything(store, folder / "giay.sqlite", Translator("vi"))


def _undo(store: Store, _folder: Path) -> None:
    store.undo_last(store.list("petition")[-1].uid)


def _delete(store: Store, _folder: Path) -> None:
    store.delete(_first(store))


def _allow(store: Store, _folder: Path) -> None:
    store.say_rights(store.officer, Role.APPROVE)


def _keep_draft(store: Store, _folder: Path) -> None:
    store.drafts.keep(_DRAFT)


OPEN_WORK: Mapping[str, Work] = {
    "daily copy": lambda store, _folder: store.copy_keeper.keep_daily(),
    "copies renewed": lambda store, _folder: store.renew_copies(),
    "freeing of what was deleted": lambda store, _folder: store.thin(),
    "undoing": _undo,
    "deletion": _delete,
    "word about an officer": _allow,
    "draft": _keep_draft,
    "repair": lambda store, _folder: store.check(repair=True),
    "paper": _paper,
    "workbook": _table,
    "SQLite table": _dump,
}
"""What is done with the open store of a plain office that has all that is needed."""


WRITERS = ("paper", "workbook", "SQLite table")
PAPERS = {*WRITERS, *(f"{name} anew" for name in WRITERS)}
"""What writes a file elsewhere, where there is none or in the place of one."""


def keep_spare(folder: Path, key: bytes | None = None) -> None:
    """Keep a draft beside a store that cannot be written."""
    SpareDrafts(folder / "commune.db", key).keep(_DRAFT)


def found_encrypted(folder: Path) -> None:
    """Make a new store as the set-up does: encrypted from its first byte."""
    from torture_scenes import CHEAP, FIRST

    vault = new_vault(FIRST, CHEAP)
    Store.create(folder / "moi.db", unit_name="Xã Mới", unit_code="XM", key=vault.key, key_file=vault.key_file).close()


def rescue_all(folder: Path, key: bytes | None = None) -> None:
    """Write what can be read into a new store."""
    rescue(folder / "commune.db", folder / "out.db", key=key)


def mend(folder: Path) -> None:
    """Make the file whole again from its log."""
    Store.salvage(folder / "commune.db")
