"""A store meets other declarations: all that is derived is made anew, or nothing is touched."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from danvan_desktop.domain.fields import FieldType
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store, StoreError, preparing, space
from danvan_desktop.store.connection import connect
from danvan_desktop.store.errors import StoreFull, StoreOutdated
from danvan_desktop.store.preparing import make_tables
from tests.copies import replace

OLD_KINDS = Kinds(kind for kind in ALL_KINDS if kind.name != "petition")


class Stopped(Exception):
    pass


@pytest.fixture
def outdated(commune):
    """A closed store that was prepared for declarations without petitions, and its digest."""
    commune.meeting()
    commune.petition()
    path, digest = commune.store.path, commune.store.digest()
    commune.store.close()
    Store.open(path, kinds=OLD_KINDS).close()
    for copy in (path.parent / "backups").iterdir():
        copy.unlink()
    return path, digest


def test_changed_declarations_bring_everything_and_keep_a_copy_of_before(outdated):
    path, digest = outdated
    told = []
    with Store.open(path, tell=lambda done, total: told.append((done, total))) as store:
        assert store.digest() == digest
        assert store.count("petition") == 1
        assert store.search("mương")
        assert store.check().ok
    (copy,) = (path.parent / "backups").iterdir()
    assert "truoc-khi-nang-cap" in copy.name
    with Store.open(copy, kinds=OLD_KINDS) as before:
        assert before.digest() == digest
    shares = [done / total for done, total in told]
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_window_is_told_instead_of_made_to_wait(outdated):
    path, _digest = outdated
    with pytest.raises(StoreOutdated):
        Store.open(path, tell=None)


@pytest.mark.parametrize("moment", range(0, 1000, 90))
def test_stopping_at_any_moment_leaves_the_store_as_it_was(outdated, moment):
    path, digest = outdated

    def tell(done: int, total: int) -> None:
        if done >= moment:
            raise Stopped

    with pytest.raises(Stopped):
        Store.open(path, tell=tell)
    with Store.open(path, kinds=OLD_KINDS) as store:
        assert store.digest() == digest
        assert store.count("meeting") == 1
        assert store.check().ok
    with Store.open(path) as store:
        assert store.count("petition") == 1


def test_too_little_room_is_told_with_what_is_needed_before_anything_is_written(outdated, monkeypatch):
    path, _digest = outdated
    before = path.read_bytes()
    monkeypatch.setattr(space.shutil, "disk_usage", lambda _path: space.shutil._ntuple_diskusage(10**9, 10**9, 50_000))
    with pytest.raises(StoreFull, match=r"đầy.*48 KB.*MB"):
        Store.open(path)
    assert path.read_bytes() == before
    assert not list((path.parent / "backups").iterdir())


KILLED = """
import os, signal, sys
from pathlib import Path
from danvan_desktop.store import Store
from danvan_desktop.store.connection import StoreConnection

def watch(text):
    if text.startswith(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)

import danvan_desktop.store.store as module
opened = module.connect
def connect(*args, **kwargs):
    connection = opened(*args, **kwargs)
    connection.set_trace_callback(watch)
    return connection
module.connect = connect
Store.open(Path(sys.argv[1]))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
@pytest.mark.parametrize(
    "statement",
    [
        "BEGIN IMMEDIATE",
        "CREATE TABLE",
        "DELETE FROM shadow",
        "INSERT OR REPLACE INTO word",
        "INSERT OR REPLACE INTO setting",
        "COMMIT",
    ],
)
def test_kill_at_any_statement_leaves_the_store_as_it_was(outdated, statement):
    path, digest = outdated
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, path, statement], env=os.environ | {"PYTHONPATH": str(Path.cwd())}
    )
    assert killed.returncode == -signal.SIGKILL
    with Store.open(path, kinds=OLD_KINDS) as store:
        assert store.count("meeting") == 1
        assert store.digest() == digest
    with Store.open(path) as store:
        assert store.count("petition") == 1
        assert store.check().ok


def test_store_that_an_earlier_version_left_empty_is_filled_from_the_log(commune):
    """Earlier versions noted the new declarations before they filled the tables."""
    commune.meeting()
    path = commune.store.path
    connection = connect(path)
    connection.execute("DELETE FROM record_unit")
    connection.execute("DELETE FROM record_meeting")
    connection.close()
    with Store.open(path) as store:
        assert "dựng lại đầy đủ từ nhật ký" in str(store.notices[0])
        assert store.unit.text("name") == "Xã Đông Sơn"
        assert store.count("meeting") == 1
        assert store.check().ok


def test_unit_that_is_not_noted_any_more_is_found_in_the_log(commune):
    uid, path = commune.store.unit.uid, commune.store.path
    connection = connect(path)
    connection.execute("DELETE FROM setting WHERE name = 'unit.uid'")
    connection.close()
    with Store.open(path) as store:
        assert store.unit.uid == uid


def test_save_into_a_store_that_another_version_prepared_meanwhile_is_refused(outdated):
    path, digest = outdated
    with Store.open(path, kinds=OLD_KINDS) as old:
        with Store.open(path) as new:
            assert new.digest() == digest
        with pytest.raises(StoreError, match="phiên bản khác"):
            old.save(Draft("unit", {"name": "Thôn Tây", "kind": "village", "code": "DS-09"}))


def test_the_tables_that_tests_copy_are_those_that_a_new_store_makes(tmp_path, monkeypatch):
    def content(name):
        Store.create(tmp_path / name, unit_name="Xã", unit_code="X").close()
        with closing(connect(tmp_path / name)) as made:
            tables = made.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name").fetchall()
            rows = {
                table: made.execute(f"SELECT count(*) FROM {table}").fetchone()
                for kind, table, *_ in tables
                if kind == "table"
            }
            pragmas = ("user_version", "application_id", "journal_mode", "page_size", "auto_vacuum", "encoding")
            return tables, rows, [made.execute(f"PRAGMA {name}").fetchone() for name in pragmas]

    assert preparing.make_tables is not make_tables
    copied = content("copied.db")
    monkeypatch.setattr(preparing, "make_tables", make_tables)
    assert content("made.db") == copied


def test_areas_of_earlier_versions_stay_and_take_two_places(tmp_path):
    """Areas were whole numbers until a map with 312,5 m² was to be entered."""
    old = Kinds(
        replace(
            kind,
            fields=tuple(
                replace(field, type=FieldType.INTEGER) if field.name == "area" else field for field in kind.fields
            ),
        )
        for kind in ALL_KINDS
    )
    path = tmp_path / "commune.db"
    with Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS", kinds=old) as store:
        project = store.save(Draft("land_project", {"name": "Đường", "started_on": "2026-01-05", "area": 5310})).uids[0]
        owner = {"project": project, "owner": "Vũ Thị Hạnh", "area": 420}
        household = store.save(Draft("land_household", owner)).uids[0]
        with pytest.raises(InvalidRecord):
            store.save(Draft("land_household", {"area": "312,5"}, household))
        digest = store.digest()
    with Store.open(path) as store:
        assert store.digest() == digest
        assert (store.get(project).get("area"), store.get(household).get("area")) == (5310, 420)
        store.save(Draft("land_household", {"area": "312,5"}, household))
        assert store.get(household).decimal("area") == 312.5
        assert store.check().ok
