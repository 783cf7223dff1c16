"""Attacks that nobody had listed: commands planted in a store, two programs at one key file, officers who leave."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from danvan_desktop.domain.facts import Role
from danvan_desktop.domain.guarded import Guarded
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store, StoreError, restore_backup
from danvan_desktop.store.errors import StoreDamaged
from danvan_desktop.store.key_slots import Cost, KeySlots, new_data_key
from danvan_desktop.store.locked import keys_beside
from danvan_desktop.store.rescue import rescue
from danvan_desktop.store.vault import Vault, new_vault

PLANTED = {
    "trigger": "CREATE TRIGGER lang AFTER INSERT ON entry BEGIN DELETE FROM entry WHERE id = 1; END",
    "view": "CREATE VIEW lang AS WITH RECURSIVE x(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM x) SELECT n FROM x",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "xa.db"
    with Store.create(made, unit_name="Xã", unit_code="X") as store:
        values = {"number": "001/2026", "received_on": "2026-08-12", "unit": store.unit.uid, "content": "Mương tắc"}
        store.save(Draft("petition", values))
    return made


@pytest.mark.parametrize("planted", PLANTED)
def test_a_store_in_which_commands_were_planted_is_not_opened_and_can_be_rescued(path: Path, planted: str) -> None:
    file = dbapi2.connect(str(path))
    file.execute(PLANTED[planted])
    file.commit()
    file.close()
    with pytest.raises(StoreDamaged, match="lệnh lạ"):
        Store.open(path)
    with pytest.raises(StoreDamaged, match="lệnh lạ"):
        restore_backup(path, path.with_name("other.db"))
    assert not path.with_name("other.db").exists()
    saved = rescue(path, path.with_name("cuu.db"))
    with Store.open(saved.out) as store:
        assert [one.text("content") for one in store.list("petition")] == ["Mương tắc"]
        assert store.check().ok


WRITER = """
import sys
from pathlib import Path
from danvan_desktop.store.key_slots import Cost
from danvan_desktop.store.vault import Vault
vault = Vault(Path(sys.argv[1]), Cost(memory=32, passes=1, lanes=1))
key = vault.unlock("bốn con trâu cày ruộng")
print("ready", flush=True)
sys.stdin.readline()
for number in range(5):
    vault.add(key, f"{sys.argv[2]} con voi uống nước sông {number}")
"""


def test_two_programs_that_add_passphrases_at_once_lose_none(tmp_path: Path) -> None:
    path, key = tmp_path / "kin.db", new_data_key()
    keys = KeySlots.of(key).with_passphrase(key, "bốn con trâu cày ruộng", Cost(memory=32, passes=1, lanes=1))
    Store.create(path, unit_name="Xã", unit_code="X", key=key, key_file=keys.written()).close()
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        for name in ("năm", "sáu")
    ]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.stdin.write("\n")
        writer.stdin.flush()
    for writer in writers:
        assert writer.wait(timeout=120) == 0
        writer.communicate()
    slots = Vault(path).slots()
    assert len(slots.passphrases) == 11
    for name in ("năm", "sáu"):
        assert slots.unlock(f"{name} con voi uống nước sông 4") == key


@pytest.fixture
def office(path: Path):
    with Store.open(path) as store:
        told = {"position": "Công chức", "unit": store.unit.uid}
        names = ("Bà Trưởng", "Anh Nhập", "Ông Phó")
        head, clerk, other = store.save(*(Draft("officer", {"full_name": name, **told}) for name in names)).uids
        store.set_officer(head)
        store.say_rights(head, Role.APPROVE, frozenset(Guarded))
        store.say_rights(clerk, Role.ENTER)
        yield store, head, clerk, other


def test_the_last_who_approves_is_neither_deleted_nor_let_go(office) -> None:
    store, head, clerk, other = office
    for deed in (
        lambda: store.delete(head),
        lambda: store.save(Draft("officer", {"active": False}, head)),
        lambda: store.save(Draft("officer", {"active": False}, clerk), delete=[head]),
    ):
        with pytest.raises(InvalidRecord, match="ít nhất một cán bộ được duyệt"):
            deed()
    store.save(Draft("officer", {"position": "Chủ tịch"}, head))
    store.say_rights(other, Role.APPROVE)
    store.delete(head)
    assert store.get(head) is None


def test_an_officer_who_left_while_at_work_writes_no_more(office) -> None:
    store, head, clerk, _other = office
    values = {"received_on": "2026-08-12", "unit": store.unit.uid, "content": "Đường lầy"}
    for leave in (
        lambda: store.save(Draft("officer", {"active": False}, clerk)),
        lambda: store.delete(clerk),
    ):
        leave()
        store.set_officer(clerk) if store.get(clerk) is not None else store.settings.set("officer.uid", clerk)
        with pytest.raises(InvalidRecord, match="chỉ được xem"):
            store.save(Draft("petition", {"number": "002/2026", **values}))
        store.set_officer(head)


def test_who_left_does_not_take_himself_back_and_who_approves_may_leave(office) -> None:
    store, head, clerk, other = office
    store.save(Draft("officer", {"active": False}, clerk))
    store.set_officer(clerk)
    for deed in (lambda: store.save(Draft("officer", {"active": True}, clerk)), lambda: store.undo_last(clerk)):
        with pytest.raises(InvalidRecord, match="không còn làm việc"):
            deed()
    store.set_officer(head)
    store.delete(clerk)
    store.settings.set("officer.uid", clerk)
    with pytest.raises(InvalidRecord, match="không còn làm việc"):
        store.restore(clerk)
    store.set_officer(head)
    store.restore(clerk)
    store.say_rights(other, Role.APPROVE)
    store.delete(head)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes have names in folders on other systems alone")
@pytest.mark.parametrize("ending", [".ban-nhap.json", "-journal", ".keys"])
def test_a_pipe_beside_a_store_keeps_nobody_waiting(tmp_path: Path, ending: str) -> None:
    """Each of them held every command and the window for ever, when a stick was prepared so."""
    path = tmp_path / "commune.db"
    Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS").close()
    os.mkfifo(path.with_name(path.name + ending))
    command = [sys.executable, "-m", "danvan_desktop", "list", "unit", "--store", str(path)]
    told = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)
    assert (told.returncode, "-journal" in told.stderr) == ((1, True) if ending == "-journal" else (0, False))
    assert "Traceback" not in told.stderr


def test_drafts_and_key_files_without_an_end_are_nobodys(tmp_path: Path) -> None:
    """Both took all memory, and the store could not be opened."""
    path, backup = tmp_path / "commune.db", tmp_path / "copy.db"
    vault = new_vault("bốn con trâu cày ruộng", Cost(memory=64, passes=1, lanes=1))
    with Store.create(path, unit_name="X", unit_code="X", key=vault.key, key_file=vault.key_file) as store:
        store.backup(backup)
    for file in (path.with_name("commune.db.ban-nhap.json"), keys_beside(backup)):
        with file.open("wb") as endless:
            endless.truncate(50 * 1024**3)
    with Store.open(path, key=vault.key) as store:
        assert store.unit.text("code") == "X"
    with pytest.raises(StoreError, match="lớn quá 64 KB"):
        restore_backup(backup, path, vault.key)
