"""What passes through the disk while an encrypted office makes and reads files stays hidden there, too."""

import io
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.store.key_slots import new_data_key
from danvan_desktop.sync import ExportWish, export_bundle
from danvan_desktop.sync.files import private_file
from danvan_desktop.sync.sealed_spool import sealed
from tests.sync.exchange import import_bundle

NAMES = "\n".join(f"Nguyễn Thị Mười{n:03}" for n in range(200)).encode()
PASSPHRASE = "bốn con trâu cày ruộng"


@pytest.fixture
def spools(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """The folder in which the nameless files of this test keep a name."""
    folder = tmp_path / "spools"
    folder.mkdir()

    def made(*, dir: Path) -> BinaryIO:  # noqa: A002 - as that of the library
        assert dir.is_dir()
        number = len(list(folder.iterdir()))
        return (folder / f"{number}").open("w+b")

    monkeypatch.setattr(tempfile, "TemporaryFile", made)
    return folder


def exchange(folder: Path, key: bytes | None) -> None:
    """Let one store send another petitions with an attachment, under a passphrase."""
    one = Store.create(folder / "one.db", unit_name="Xã Kín", unit_code="K", key=key, state=folder / "a")
    two = Store.create(folder / "two.db", unit_name="Thôn", unit_code="T", level="village", key=key, state=folder / "b")
    with one, two:
        values = {"received_on": "2026-08-13", "unit": one.unit.uid, "content": "Mương tắc"}
        saved = one.save(Draft("petition", values))
        one.attach_data(saved.uids[0], "don.txt", NAMES)
        bundle = export_bundle(one, folder / "gui.danvan", ExportWish(passphrase=PASSPHRASE)).path
        import_bundle(two, bundle, accept_sender=True, passphrase=PASSPHRASE)
        assert len(two.uids("petition")) == 1


@pytest.mark.parametrize("is_locked", [True, False])
def test_nothing_of_a_bundle_reaches_the_disk_of_an_encrypted_office_readable(tmp_path, spools, is_locked):
    exchange(tmp_path, new_data_key() if is_locked else None)
    left = [file.read_bytes() for file in spools.iterdir()]
    assert len(left) > 2
    readable = [data for data in left if b"PK\x03\x04" in data or NAMES[:20] in data]
    assert bool(readable) is not is_locked  # the search finds it where nothing is hidden


def test_a_sealed_file_is_read_and_written_anywhere_as_any_other(tmp_path):
    chance, plain = random.Random(14), io.BytesIO()
    with private_file(tmp_path, is_sealed=True) as file:
        for _turn in range(400):
            place = chance.randrange(plain.seek(0, io.SEEK_END) + 1)
            assert file.seek(place) == plain.seek(place)
            if chance.random() < 0.5:
                data = chance.randbytes(chance.choice((1, 15, 16, 17, 1000, 300_000)))
                file.write(data)
                plain.write(data)
            else:
                size = chance.choice((1, 16, 33, 5000, 400_000))
                assert file.read(size) == plain.read(size)
            assert file.tell() == plain.tell()
        assert file.seek(0, io.SEEK_END) == plain.seek(0, io.SEEK_END)


def test_two_sealed_files_hide_the_same_by_different_keys(tmp_path):
    hidden = []
    for number in range(2):
        with (tmp_path / f"{number}").open("w+b") as bare, sealed(bare) as file:
            file.write(NAMES)
        hidden.append((tmp_path / f"{number}").read_bytes())
    assert [len(data) for data in hidden] == [len(NAMES)] * 2
    assert hidden[0] != hidden[1]
