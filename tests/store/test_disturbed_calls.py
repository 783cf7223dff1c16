"""Files that change hands: killed, starved or without power at any call, they are as before or as after."""

import errno
import subprocess
from pathlib import Path

import pytest
import torture_calls
import torture_crowd
import torture_two
from sqlcipher3 import dbapi2
from torture import prepare

from danvan_desktop.store import Store, StoreError, restoring
from danvan_desktop.store.errors import StoreFull, StoreReadOnly, StoreUnreachable, fault_of
from danvan_desktop.store.restoring import restore_backup
from danvan_desktop.sync.errors import SyncError
from danvan_desktop.sync.files import private_file

SCRIPT = str(Path(torture_calls.__file__))
DEEDS = (
    "save", "encryption", "passphrase", "restoring a plain backup, encrypted", "archive, encrypted", "import",
    "paper anew", "workbook anew", "SQLite table", "a new encrypted store",
)  # fmt: skip


@pytest.mark.skipif(not torture_calls.is_possible(), reason="single calls are disturbed on Linux with a compiler alone")
@pytest.mark.parametrize("deed", DEEDS)
def test_deed_ends_before_or_after_whatever_call_is_its_last(deed, tmp_path):
    result = torture_calls.run_with_shim([SCRIPT, "3", "11", "600", deed], output=subprocess.PIPE)
    assert result.returncode == 0, result.stdout
    rows = [line.strip("| ").split(" | ") for line in result.stdout.splitlines()]
    assert {way for _deed, way, *_counts in rows} == {*torture_calls.WAYS, torture_calls.POWER}


def test_two_programs_on_one_store_lose_nothing_that_was_told_to_be_saved(tmp_path):
    prepare(tmp_path, petitions=5)
    found = torture_two.write_together(tmp_path / "commune.db", 2, 5, tmp_path)
    assert found == {torture_two.WHOLE: 2}


def test_windows_and_commands_at_once_lose_nothing_and_invent_no_fault(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    template = torture_crowd.prepare(tmp_path)
    found, wrong = torture_crowd.work_together(template, 2, 3, tmp_path, seconds=3)
    assert wrong == []
    assert found[torture_crowd.DONE] > 0


def test_store_is_there_at_every_moment_of_a_restoration(commune, tmp_path, monkeypatch):
    """The former store was moved away first: a kill between left no store at its place."""
    path = commune.store.path
    commune.store.backup(tmp_path / "copy.db")
    commune.petition()
    digest = commune.store.digest()
    commune.store.close()

    def cut(*_paths: Path) -> None:
        raise StoreError("cut")

    monkeypatch.setattr(restoring, "replace_with_retries", cut)
    with pytest.raises(StoreError, match="cut"):
        restore_backup(tmp_path / "copy.db", path)
    with Store.open(path) as store:
        assert store.digest() == digest


def test_full_disk_inside_a_conversion_is_told_in_words():
    """SQLCipher's export tells of any fault under one code; the text says which."""
    error = dbapi2.OperationalError("database or disk is full")
    error.sqlite_errorcode = 1
    assert isinstance(fault_of(error), StoreFull)
    error.sqlite_errorcode = 8
    assert isinstance(fault_of(error), StoreReadOnly)
    bug = dbapi2.OperationalError("near SELECT: syntax error")
    bug.sqlite_errorcode = 1
    assert fault_of(bug) is None


def test_fault_of_the_disk_under_a_private_file_is_told_in_words(tmp_path):
    with pytest.raises(SyncError, match="Không ghi được"), private_file(tmp_path):
        raise OSError(errno.EIO, "Input/output error")
    with pytest.raises(FileNotFoundError), private_file(tmp_path):
        (tmp_path / "elsewhere").read_bytes()


@pytest.mark.parametrize(("fault", "stays"), [(StoreUnreachable, True), (StoreFull, False)])
def test_archive_goes_only_when_the_store_surely_kept_its_records(commune, tmp_path, monkeypatch, fault, stays):
    """A drive that fails while a commit is forced to it may show that commit at the next start."""
    values = {
        "received_on": "2024-03-01", "assigned_to": "Tổ thủy lợi", "assigned_on": "2024-03-02", "reply": "Đã nạo vét",
        "replied_on": "2024-03-20", "result": "solved", "people_told_on": "2024-03-25", "told_how": "meeting",
    }  # fmt: skip
    commune.petition(**values)

    def fails(*_arguments: object) -> None:
        raise fault("x")

    monkeypatch.setattr(commune.store.archives._archiving, "take_out", fails)
    with pytest.raises(fault):
        commune.store.archive(2024, tmp_path / "2024.db")
    assert (tmp_path / "2024.db").exists() == stays
    assert commune.store.check().ok
