"""Sticks that are full, wear out or are pulled out: nothing half done, the fault in words, the older file untouched."""

import errno
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from danvan_desktop.sync import SyncError, export_bundle
from tests.sync.exchange import import_bundle


class FailingStick:
    """Opens files below a folder; the ``byte``-th byte written to or read from them meets a fault of the medium."""

    def __init__(self, folder: Path, byte: int, error: int) -> None:
        self.folder, self.left, self.error = folder, byte, error
        self._open = Path.open

    def open(self, path: Path, *arguments: object, **options: object) -> object:
        file = self._open(path, *arguments, **options)
        return _Worn(file, self) if self.folder in path.parents else file

    def pass_on(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise OSError(self.error, "medium")


class _Worn(io.BufferedIOBase):
    """A file on the stick."""

    def __init__(self, file: io.BufferedRandom, stick: FailingStick) -> None:
        self._file, self._stick = file, stick

    def write(self, data: bytes) -> int:
        self._stick.pass_on(len(data))
        return self._file.write(data)

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._stick.pass_on(len(data))
        return data

    def seek(self, *place: int) -> int:
        return self._file.seek(*place)

    def tell(self) -> int:
        return self._file.tell()

    def fileno(self) -> int:
        return self._file.fileno()

    def flush(self) -> None:
        if not self._file.closed:
            self._file.flush()

    def close(self) -> None:
        self._file.close()
        super().close()


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


@pytest.fixture
def failing(monkeypatch, stick):
    """Let the stick fail from a byte on, as long as the context lasts."""

    @contextmanager
    def fail(byte: int, error: int) -> Iterator[None]:
        with monkeypatch.context() as patch:
            worn = FailingStick(stick, byte, error)
            patch.setattr(Path, "open", lambda path, *rest, **options: worn.open(path, *rest, **options))  # noqa: PLW0108 - bound to the path
            yield

    return fail


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (errno.ENOSPC, "ổ đĩa đã đầy"),
        (errno.EIO, "đã bị rút ra"),
        (errno.EFBIG, "quá lớn"),
        (errno.EROFS, "chỉ cho phép"),
    ],
)
@pytest.mark.parametrize("byte", [0, 100, 1_500])
def test_export_to_a_failing_stick_leaves_the_older_file(commune, stick, failing, byte, error, says):
    out = stick / "commune.danvan"
    export_bundle(commune.store, out)
    older, noted = out.read_bytes(), len(commune.store.bundles())
    commune.petition()
    with failing(byte, error), pytest.raises(SyncError, match=says) as caught:
        export_bundle(commune.store, out)
    assert "\n" not in str(caught.value)
    assert list(stick.iterdir()) == [out]
    assert out.read_bytes() == older
    assert len(commune.store.bundles()) == noted


def test_export_is_not_done_when_it_cannot_be_read_back(commune, stick, failing):
    out = stick / "commune.danvan"
    written = export_bundle(commune.store, out).size
    older = out.read_bytes()
    with failing(written + 10, errno.EIO), pytest.raises(SyncError, match="đã bị rút ra"):
        export_bundle(commune.store, out)
    assert out.read_bytes() == older


def test_stick_that_gives_back_other_bytes_is_called_unreliable(commune, stick, failing, monkeypatch):
    read = io.BufferedRandom.read
    monkeypatch.setattr(
        _Worn, "read", lambda self, size=-1: read(self._file, size).replace(b"PK\x05\x06", b"PK\x05\x05")
    )
    with failing(10**9, 0), pytest.raises(SyncError, match="đọc lại không đúng"):
        export_bundle(commune.store, stick / "commune.danvan")
    assert not list(stick.iterdir())


def test_stick_pulled_out_while_exporting_is_told(commune, stick):
    for _turn in range(40):
        commune.petition()
    with pytest.raises(SyncError, match="Hãy"):
        export_bundle(
            commune.store, stick / "commune.danvan", progress=lambda _done, _total: shutil.rmtree(stick, True)
        )
    assert not stick.exists()
    assert not commune.store.bundles()


@pytest.mark.parametrize("byte", [0, 500, 1_500])
def test_stick_pulled_out_while_importing_changes_nothing(commune, province, stick, failing, byte):
    commune.petition()
    path = export_bundle(commune.store, stick / "commune.danvan").path
    digest = province.store.digest()
    with failing(byte, errno.EIO), pytest.raises(SyncError, match="đã bị rút ra"):
        import_bundle(province.store, path)
    assert province.store.digest() == digest
    assert not province.store.bundles()


FULL_STICK = """
mount -t tmpfs -o size=64k none "$1" && shift && exec "$@"
"""
EXPORT = """
import sys
from pathlib import Path
from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.store import Store
from danvan_desktop.sync import export_bundle

store, stick = Path(sys.argv[1]), Path(sys.argv[2])
(stick / "phim.mp4").write_bytes(bytes(40_000))
with Store.open(store) as opened:
    try:
        export_bundle(opened, stick / "commune.danvan")
    except DanvanError as error:
        print(error, [path.name for path in stick.iterdir()])
"""


def _mounts(folder: Path) -> bool:
    if sys.platform != "linux" or shutil.which("unshare") is None:
        return False
    tried = ["unshare", "-rm", "mount", "-t", "tmpfs", "none", str(folder)]
    return subprocess.run(tried, capture_output=True).returncode == 0


def test_export_to_a_stick_that_is_really_full_leaves_nothing_on_it(commune, stick):
    if not _mounts(stick):
        pytest.skip("no file system can be mounted here")
    commune.store.attach_data(commune.petition(), "anh.jpg", os.urandom(60_000))
    path = commune.store.path
    commune.store.close()
    command = ["unshare", "-rm", "sh", "-c", FULL_STICK, "sh", stick, sys.executable, "-c", EXPORT, path, stick]
    child = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert child.returncode == 0, child.stderr
    assert "ổ đĩa đã đầy" in child.stdout
    assert child.stdout.rstrip().endswith("['phim.mp4']")
