"""What the program kept on this machine and in settings, spoilt by a disk or by a hand: for ``fuzz_parsers.py``."""

from __future__ import annotations

import json
from pathlib import Path

from msgspec.structs import asdict

from danvan_desktop.store import Store
from danvan_desktop.store.attempts import Attempts
from danvan_desktop.store.homes import HomeFile
from danvan_desktop.store.passphrases import estimate
from danvan_desktop.store.recovery_words import secret_of, words_for
from danvan_desktop.store.spare_drafts import KeptDraft, SpareDrafts
from danvan_desktop.sync.units_told import files_of, note_sending, units_told
from danvan_desktop.sync.unnamed_files import waiting_files
from danvan_desktop.sync.volumes import sets
from danvan_desktop.ui.first_window import read_request
from danvan_desktop.ui.officers.idle import minutes_of
from danvan_desktop.ui.recent_stores import RecentStores
from danvan_desktop.versions import Choice, Versions

_SETS = "export.sets", "volumes.waiting", "sync.units_told.x"


def kept_files(folder: Path) -> list[tuple[str, bytes]]:
    """Return small files as the program writes them, each by the name under which it is read."""
    store = folder / "commune.db"
    RecentStores(folder).add(store)
    Attempts("tries", folder=folder).failed()
    Versions(folder).choose(Choice("2.0", "1.0"))
    home = HomeFile(folder, store)
    home.can_be_written()
    home.reserve("0123456789abcdef01234567", {"commune": 3})
    draft = KeptDraft("u", "petition", "2026-11-30T08:00:00", '{"content": "Mương"}')
    request = json.dumps({"bundle": str(folder / "a.danvan"), "XDG_ACTIVATION_TOKEN": "x"}).encode()
    spare = f"{store.name}.ban-nhap.json"
    written = [path for path in sorted(folder.iterdir()) if path.suffix in {".json", ".home"} and path.name != spare]
    return [
        *((path.name, path.read_bytes()) for path in written),
        (spare, json.dumps([asdict(draft)], ensure_ascii=False).encode()),
        ("request", request),
    ]


def read_kept(folder: Path, name: str, data: bytes) -> None:
    """Read one of these files as the program does: what cannot be read is as good as none."""
    (folder / name).write_bytes(data)
    store = folder / "commune.db"
    RecentStores(folder).paths()
    attempts = Attempts("tries", folder=folder)
    if not 0 <= attempts.wait <= 60:
        raise ValueError(attempts.wait)
    str(attempts.told)
    Versions(folder).choice()
    HomeFile(folder, store).read()
    SpareDrafts(store).all()
    read_request(data)


def filled_settings(store: Store) -> tuple[str, ...]:
    """Fill settings as an export in volumes and its receipt would; return their names."""
    digest = "0" * 64
    store.settings.set("export.sets", "[]")
    store.settings.set("volumes.waiting", json.dumps({"0123456789abcdef01234567:3": [digest]}))
    note_sending(store, ["x"], files_of([digest], ["u"]))
    return _SETS


def read_settings(store: Store, data: bytes) -> None:
    """Read settings of a store that hold whatever text."""
    text = data.decode("utf-8", "replace")
    for name in _SETS:
        store.settings.set(name, text)
    sets(store)
    waiting_files(store)
    units_told(store, "x")
    minutes_of(text, locked=True)


def read_words(data: bytes) -> None:
    """Read what was typed or scanned from a recovery sheet, and judge it as a passphrase."""
    text = data.decode("utf-8", "replace")
    estimate(text[:1_000])
    secret_of(text)


def sheet() -> bytes:
    """Return the words of a recovery sheet as somebody types them."""
    return " ".join(words_for(bytes(range(16)))).encode()
