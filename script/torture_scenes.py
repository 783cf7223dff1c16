"""The deeds that torture_calls.py disturbs, each with the folder that it begins with and a look at what is left."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import torture_deeds
import torture_more_scenes as more
from torture_calls import Deed

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Message
from danvan_desktop.store import Store
from danvan_desktop.store.backup import copies_of
from danvan_desktop.store.conversion import decrypt_store, encrypt_store
from danvan_desktop.store.errors import StoreFull
from danvan_desktop.store.key_slots import Cost
from danvan_desktop.store.locked import is_locked
from danvan_desktop.store.restoring import restore_backup
from danvan_desktop.store.vault import Vault, new_sheet_words, new_vault
from danvan_desktop.store.viewings import Look
from danvan_desktop.sync import (
    ExportWish,
    cards,
    device_changes,
    export_bundle,
    handing_over,
    import_bundle,
    taking_back,
)
from danvan_desktop.sync.enrolment import enrol_card
from danvan_desktop.sync.reader import BundleReader
from danvan_desktop.sync.revocation import revoke_peer

FIRST, SECOND = "bốn con trâu cày ruộng", "năm con voi uống nước sông"
CHEAP = Cost(memory=64, passes=1, lanes=1)
PETITIONS, PLANTED = 40, 20
_NAME = "Nguyễn Thị Mười{:03}"
Work = Callable[[Store, Path], object]


def names() -> Sequence[str]:
    """Return the names of all deeds."""
    return tuple(_ALL)


def deeds(folder: Path, only: Sequence[str]) -> Iterator[Deed]:
    """Make the folders that deeds begin with, and yield the deeds of the names given."""
    work = folder / "work"
    templates: dict[Callable[[Path], None], Path] = {}
    for name, (begin, run) in _ALL.items():
        if name not in only:
            continue
        if begin not in templates:
            templates[begin] = _template(folder, work, begin)
        secrets = _planted_in if name in _KEPT_SECRET else (lambda _folder: ())
        yield Deed(name, templates[begin], run, look_at_papers if name in more.PAPERS else look, secrets)


def _template(folder: Path, work: Path, begin: Callable[[Path], None]) -> Path:
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    begin(work)
    return Path(shutil.copytree(work, folder / begin.__name__.strip("_")))


def look(folder: Path) -> object:
    """Open the store and each file beside it; all must be whole. Returns what a deed may have changed of them."""
    path = folder / "commune.db"
    with _opened(path) as store:
        report = store.check()
        if not report.ok:
            raise RuntimeError(str(report.problems[0]))
        if store.is_unswept:
            raise RuntimeError("what was erased is still in the file")
        seen = _shape(store, folder)
    # What was to be a file elsewhere goes with the next one that is made there.
    left = [file.name for file in folder.rglob("commune*.tmp")]
    if left:
        raise RuntimeError(f"left behind: {left}")
    return (*seen, *_beside(folder))


def look_at_papers(folder: Path) -> object:
    """Open the store and the papers and tables beside it: who looked is noted before they are written, by itself."""
    look(folder)
    return more.look_at_papers(folder)


def _shape(store: Store, folder: Path) -> tuple[object, ...]:
    held = store.list("petition")
    archived = sum(note.records for note in store.archives.notes())
    if archived and not (folder / "2024.db").exists():
        raise RuntimeError("what was archived is gone")
    return (
        torture_deeds.shape_of(store),
        len(store.redactions()),
        archived,
        len(store.viewings.all()),
        sum("Bản sửa" in record.text("content") for record in held),
        len(store.drafts.all()),
        len(store.officers.said),
        store.thinning.plan().files,
        store.list("attachment")[0].uid if store.count("attachment") else "",
    )


def _beside(folder: Path) -> tuple[object, ...]:
    """Return which forms the store and its copies have, and which files were made; each is opened."""
    path = folder / "commune.db"
    opens = tuple(_unlocks(path, word) for word in (FIRST, SECOND)) if is_locked(path) else ()
    opens = (*opens, not Vault(path).lacks_recovery) if opens else ()
    for copy in (*copies_of(path), *folder.rglob("sao-luu*.db"), folder / "out.db", folder / "2024.db"):
        if copy.exists():
            with _opened(copy) as store:
                if not store.check().ok:
                    raise RuntimeError(f"{copy.name} is not whole")
    made = [name for name in ("out.db", "out.danvan") if (folder / name).exists()]
    if "out.danvan" in made:
        _read_bundle(folder / "out.danvan")
    return is_locked(path), opens, made, more.look_at_papers(folder)


def _read_bundle(bundle: Path) -> None:
    with bundle.open("rb") as file:
        if not list(BundleReader(file, bundle.stat().st_size).changes()):
            raise RuntimeError("an empty bundle")


def _unlocks(path: Path, passphrase: str) -> bool:
    try:
        return bool(Vault(path).unlock(passphrase))
    except Exception:  # noqa: BLE001 - a damaged key file opens nothing, which is seen
        return False


def _opened(path: Path) -> Store:
    return Store.open(path, key=_key(path))


def _key(path: Path) -> bytes | None:
    if not is_locked(path):
        return None
    vault = Vault(path, CHEAP)
    return vault.unlock(FIRST if _unlocks(path, FIRST) else SECOND)


def _petition(unit: str, number: int) -> Draft:
    values = {
        "number": f"{number:03d}/2024", "received_on": "2024-03-01", "unit": unit,
        "content": f"{_NAME.format(number)} kiến nghị: mương bị tắc", "citizen_name": _NAME.format(number),
        "assigned_to": "Tổ thủy lợi", "assigned_on": "2024-03-02", "replied_on": "2024-03-20", "reply": "Đã nạo vét",
        "result": "solved", "people_told_on": "2024-03-25", "told_how": "meeting",
    }  # fmt: skip
    return Draft("petition", values)


def _found(path: Path) -> None:
    with Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS") as store:
        uids = store.save(*(_petition(store.unit.uid, number) for number in range(PETITIONS))).uids
        store.attach_data(uids[0], "anh.bin", b"anh" * 10_000)


def a_commune_among_others(folder: Path) -> None:
    """Make an office that knows others, took in a bundle of one and has to take in that of another."""
    torture_deeds.prepare(folder, PETITIONS)
    (folder / "deeds.db").replace(folder / "commune.db")


def _a_plain_office(folder: Path) -> None:
    path = folder / "commune.db"
    _found(path)
    with Store.open(path) as store:
        store.keep_copy("thu", 3)
        store.backup(folder / "plain-backup.db")
        newest = store.list("petition")[-1]
        store.save(Draft("petition", {"content": f"Bản sửa {newest.text('content')}"}, newest.uid))


def _an_archived_office(folder: Path) -> None:
    _found(folder / "commune.db")
    with Store.open(folder / "commune.db") as store:
        store.archive(2024, folder / "2024.db")


def _an_office_with_a_stick(folder: Path) -> None:
    _a_plain_office(folder)
    (folder / "stick").mkdir()
    with Store.open(folder / "commune.db") as store:
        store.choose_second_place(folder / "stick")


def _an_encrypted_office(folder: Path) -> None:
    _a_plain_office(folder)
    vault = new_vault(FIRST, CHEAP)
    encrypt_store(folder / "commune.db", vault.key, vault.key_file)
    (folder / "plain-backup.db").replace(folder.parent / "plain-backup.db")


def _an_office_with_more(folder: Path) -> None:
    _a_plain_office(folder)
    more.with_what_was_deleted(folder / "commune.db")
    more.with_officers(folder / "commune.db")


def _an_office_with_papers(folder: Path) -> None:
    _a_plain_office(folder)
    more.with_papers(folder)


def _sealed(folder: Path) -> None:
    """Encrypt what was made there, the copies beside it as well; a backup to be restored is kept."""
    vault = new_vault(FIRST, CHEAP)
    encrypt_store(folder / "commune.db", vault.key, vault.key_file)
    (folder / "plain-backup.db").unlink(missing_ok=True)


def _a_sealed_office_with_a_stick(folder: Path) -> None:
    _an_office_with_a_stick(folder)
    _sealed(folder)
    with _opened(folder / "commune.db") as store:
        store.backup(folder / "kept-backup.db")


def _a_sealed_archived_office(folder: Path) -> None:
    _found(folder / "commune.db")
    _sealed(folder)
    with _opened(folder / "commune.db") as store:
        store.archive(2024, folder / "2024.db")


def _a_sealed_commune_among_others(folder: Path) -> None:
    a_commune_among_others(folder)
    _sealed(folder)


def _two_know_the_store(folder: Path) -> None:
    _an_encrypted_office(folder)
    vault = Vault(folder / "commune.db", CHEAP)
    vault.add(vault.unlock(FIRST), SECOND)


def _with_store(work: Work, folder: Path) -> None:
    with _opened(folder / "commune.db") as store:
        work(store, folder)


def _save(store: Store, _folder: Path) -> None:
    first, second = store.list("petition")[:2]
    store.save(*(Draft("petition", {"content": f"Bản sửa {one.text('content')}"}, one.uid) for one in (first, second)))


def _attach(store: Store, _folder: Path) -> None:
    store.attach_data(store.list("petition")[0].uid, "bien-ban.bin", b"bien ban" * 5_000)


def _redact(store: Store, _folder: Path) -> None:
    store.redact(store.list("petition")[0].uid, ["content"], "Đơn của công dân")


def _part(store: Store, _folder: Path) -> None:
    store.part(next(one.text("record") for one in store.find_all("same_as")))


def _plain_bundle(store: Store, folder: Path) -> None:
    export_bundle(store, folder / "out.danvan", ExportWish(plain=True))


def _encrypt(folder: Path) -> None:
    vault = new_vault(FIRST, CHEAP)
    encrypt_store(folder / "commune.db", vault.key, vault.key_file)


def _decrypt(folder: Path) -> None:
    decrypt_store(folder / "commune.db", Vault(folder / "commune.db").unlock(FIRST))


def _add_passphrase(folder: Path) -> None:
    vault = Vault(folder / "commune.db", CHEAP)
    vault.add(vault.unlock(FIRST), SECOND)


def _take_passphrase_away(folder: Path) -> None:
    Vault(folder / "commune.db", CHEAP).remove(SECOND)


def _use_sheet(folder: Path) -> None:
    vault = Vault(folder / "commune.db", CHEAP)
    vault.use_sheet(vault.unlock(FIRST), " ".join(new_sheet_words()))


def _sealed_file(work: Callable[[Path, bytes | None], None], folder: Path) -> None:
    work(folder, _key(folder / "commune.db"))


def _change_passphrase(folder: Path) -> None:
    Vault(folder / "commune.db", CHEAP).change(FIRST, SECOND)


def _restore(backup: str, folder: Path) -> None:
    path = folder / "commune.db"
    restore_backup(folder / backup, path, _key(path))


def _take_back(store: Store, _folder: Path) -> None:
    taking_back.take_back_last(store)


def _back_up(store: Store, folder: Path) -> None:
    store.backup(folder / "out.db")


def _copy_at_exit(store: Store, _folder: Path) -> None:
    store.copy_keeper.keep_at_exit()


def _copy_to_second(store: Store, _folder: Path) -> None:
    store.copy_keeper.keep_second()


def _drill(store: Store, _folder: Path) -> None:
    store.try_restoring()


def _view(store: Store, _folder: Path) -> None:
    store.viewings.note(Look.OPENED, "case", "01HZZZZZZZZZZZZZZZZZZZZZZZ")
    if not store.viewings.all():
        raise StoreFull(Message("disk full"))  # the record is shown all the same: reading needs no room


def _archive(store: Store, folder: Path) -> None:
    store.archive(2024, folder / "2024.db")


def _bring_back(store: Store, folder: Path) -> None:
    store.take_back(folder / "2024.db")


def _import(store: Store, folder: Path) -> None:
    import_bundle(store, folder / "neighbour.danvan")


def _pair(store: Store, folder: Path) -> None:
    enrol_card(store, cards.read_card(folder / "village.card"))


def _revoke(store: Store, folder: Path) -> None:
    revoke_peer(store, (folder / "neighbour").read_text("utf-8"))


def _rotate(store: Store, _folder: Path) -> None:
    device_changes.rotate_keys(store)


def _hand_over(store: Store, folder: Path) -> None:
    handing_over.hand_over_all(store, cards.read_card(folder / "heir.card"), folder / "heir.danvan")


Table = Mapping[str, tuple[Callable[[Path], None], Callable[[Path], None]]]
_OPEN: Table = {
    "save": (_a_plain_office, partial(_with_store, _save)),
    "attachment": (_a_plain_office, partial(_with_store, _attach)),
    "redaction": (_a_plain_office, partial(_with_store, _redact)),
    "backup": (_a_plain_office, partial(_with_store, _back_up)),
    "copy at exit": (_a_plain_office, partial(_with_store, _copy_at_exit)),
    "copy to a stick": (_an_office_with_a_stick, partial(_with_store, _copy_to_second)),
    "drill": (_a_plain_office, partial(_with_store, _drill)),
    "viewing": (_a_plain_office, partial(_with_store, _view)),
    "archive": (_a_plain_office, partial(_with_store, _archive)),
    "archive taken back": (_an_archived_office, partial(_with_store, _bring_back)),
    "export": (a_commune_among_others, partial(_with_store, _plain_bundle)),
    "import": (a_commune_among_others, partial(_with_store, _import)),
    "import taken back": (a_commune_among_others, partial(_with_store, _take_back)),
    "pairing": (a_commune_among_others, partial(_with_store, _pair)),
    "revocation": (a_commune_among_others, partial(_with_store, _revoke)),
    "new keys": (a_commune_among_others, partial(_with_store, _rotate)),
    "hand-over": (a_commune_among_others, partial(_with_store, _hand_over)),
    "parting": (a_commune_among_others, partial(_with_store, _part)),
}
_SEALED: Table = {
    "save, encrypted": (_an_encrypted_office, partial(_with_store, _save)),
    "redaction, encrypted": (_an_encrypted_office, partial(_with_store, _redact)),
    "backup, encrypted": (_an_encrypted_office, partial(_with_store, _back_up)),
    "archive, encrypted": (_an_encrypted_office, partial(_with_store, _archive)),
}
_FILES: Table = {
    "restoring": (_a_plain_office, partial(_restore, "plain-backup.db")),
    "restoring a plain backup, encrypted": (_an_encrypted_office, partial(_restore, "../plain-backup.db")),
    "encryption": (_a_plain_office, _encrypt),
    "decryption": (_an_encrypted_office, _decrypt),
    "passphrase": (_an_encrypted_office, _change_passphrase),
}
_MORE: Table = {
    **{name: (_an_office_with_more, partial(_with_store, work)) for name, work in more.OPEN_WORK.items()},
    **{
        f"{name} anew": (_an_office_with_papers, partial(_with_store, more.OPEN_WORK[name]))
        for name in ("paper", "workbook")
    },
    "draft beside the store": (_a_plain_office, more.keep_spare),
    "rescue": (_a_plain_office, more.rescue_all),
    "mending": (_a_plain_office, more.mend),
    "a new encrypted store": (_a_plain_office, more.found_encrypted),
}
_MORE_SEALED: Table = {
    "attachment, encrypted": (_a_sealed_office_with_a_stick, partial(_with_store, _attach)),
    "undoing, encrypted": (_a_sealed_office_with_a_stick, partial(_with_store, more.OPEN_WORK["undoing"])),
    "draft, encrypted": (_a_sealed_office_with_a_stick, partial(_with_store, more.OPEN_WORK["draft"])),
    "draft beside the store, encrypted": (_a_sealed_office_with_a_stick, partial(_sealed_file, more.keep_spare)),
    "copy at exit, encrypted": (_a_sealed_office_with_a_stick, partial(_with_store, _copy_at_exit)),
    "copy to a stick, encrypted": (_a_sealed_office_with_a_stick, partial(_with_store, _copy_to_second)),
    "copies renewed, encrypted": (
        _a_sealed_office_with_a_stick,
        partial(_with_store, more.OPEN_WORK["copies renewed"]),
    ),
    "drill, encrypted": (_a_sealed_office_with_a_stick, partial(_with_store, _drill)),
    "restoring, encrypted": (_a_sealed_office_with_a_stick, partial(_restore, "kept-backup.db")),
    "rescue, encrypted": (_a_sealed_office_with_a_stick, partial(_sealed_file, more.rescue_all)),
    "archive taken back, encrypted": (_a_sealed_archived_office, partial(_with_store, _bring_back)),
    "import, encrypted": (_a_sealed_commune_among_others, partial(_with_store, _import)),
    "import taken back, encrypted": (_a_sealed_commune_among_others, partial(_with_store, _take_back)),
    "second passphrase": (_an_encrypted_office, _add_passphrase),
    "passphrase taken away": (_two_know_the_store, _take_passphrase_away),
    "recovery sheet": (_an_encrypted_office, _use_sheet),
}
_ALL: Table = {**_OPEN, **_SEALED, **_FILES, **_MORE, **_MORE_SEALED}
_KEPT_SECRET = {*_SEALED, *_MORE_SEALED, "passphrase"}


def _planted_in(folder: Path) -> Sequence[str]:
    """Name the files in which one of the planted names can be read, in UTF-8 or UTF-16."""
    names = [_NAME.format(number) for number in range(PLANTED)]
    words = [name.encode(encoding) for name in names for encoding in ("utf-8", "utf-16-le")]
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [file.name for file in files if any(word in file.read_bytes() for word in words)]
