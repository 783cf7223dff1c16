"""Many units in PostgreSQL: the same meaning as in a store, whatever order, killed loaders, and two at once."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.province import publishing
from danvan_desktop.province.comparing import Fault
from danvan_desktop.province.consolidating import consolidate
from danvan_desktop.province.errors import DifferentDigest, ProvinceError
from danvan_desktop.province.publishing import digest_of_database
from danvan_desktop.province.received import ReceivedFiles
from danvan_desktop.store import Store
from danvan_desktop.store.outflow import Outflow
from danvan_desktop.store.record_digests import ContentDigest
from tests.province.offices import asked, load, new_store, petition
from tests.rights import grant, unguarded
from tests.sync.exchange import import_bundle, write


def digest_in(database: str) -> str:
    import psycopg

    with psycopg.connect(database, autocommit=True) as connection:
        return digest_of_database(connection)


def test_the_database_has_the_digest_of_a_store_that_imported_the_same(files, province, database, tmp_path):
    load(province, files, database)
    assert asked(database, "SELECT count(*) FROM danvan.record WHERE kind = 'petition'") == [(15,)]
    with new_store(tmp_path / "other.db", "Tỉnh Hà Nam", "province") as other:
        for file in files:
            import_bundle(other, file)
        assert digest_in(database) == province.digest()
        assert other.digest("petition") == province.digest("petition")


def test_what_a_program_spared_the_search_for_garbage_stays_spared(files, province, database):
    gc.freeze()
    spared = gc.get_freeze_count()

    load(province, files, database)

    assert gc.get_freeze_count() > spared // 2


def test_a_second_load_brings_only_what_is_new(communes, own_files, province, database):
    load(province, own_files, database)
    earlier = communes[0].uids("petition")[0]
    uid = petition(communes[0], 6)
    communes[0].save(Draft("petition", {"content": "Việc khác"}, earlier))
    done = consolidate(province, [write(communes[0])], database, accept_senders=True)
    assert done.published.entries == 2
    assert 2 <= done.published.records < 10
    assert digest_in(database) == province.digest()
    assert asked(database, "SELECT fields ->> 'content' FROM danvan.record WHERE uid = %s", uid) == [("Việc 6",)]


def test_what_is_deleted_and_edited_follows(communes, own_files, province, database):
    load(province, own_files, database)
    uid = communes[1].uids("petition")[0]
    communes[1].delete(uid)
    load(province, [write(communes[1])], database)
    assert asked(database, "SELECT deleted FROM danvan.record WHERE uid = %s", uid) == [(True,)]


def test_conflicts_and_held_fields_are_those_of_the_store(communes, own_files, province, database, tmp_path):
    commune = communes[0]
    with new_store(tmp_path / "may2.db", "Xã Khác") as second:
        import_bundle(second, own_files[0])
        uid = commune.uids("petition")[0]
        grant(commune, second.device_key)
        import_bundle(second, write(commune))
        commune.save(Draft("petition", {"content": "Lời thứ nhất"}, uid))
        with unguarded():
            second.save(Draft("petition", {"content": "Lời thứ hai"}, uid))
            stranger = communes[1].uids("petition")[0]
            import_bundle(second, own_files[1])
            second.save(Draft("petition", {"content": "Không có quyền"}, stranger))
        load(province, [*own_files, write(commune), write(second)], database)
    conflicts = {(row.uid, row.field) for row in province.outflow.conflicts()}
    assert (uid, "content") in conflicts
    assert set(asked(database, "SELECT uid, field FROM danvan.conflict")) == conflicts
    assert asked(database, "SELECT uid, field, said FROM danvan.held WHERE uid = %s", stranger) == [
        (stranger, "content", '"Không có quyền"')
    ]
    assert digest_in(database) == province.digest()


def test_every_received_file_is_kept_to_the_byte(files, province, database, tmp_path):
    import psycopg

    broken = tmp_path / "hong.danvan"
    broken.write_bytes(b"no bundle" * 700_000)
    load(province, [*files, broken, files[0]], database)
    with psycopg.connect(database, autocommit=True) as connection:
        kept = ReceivedFiles(connection)
        for file in [*files, broken]:
            content = file.read_bytes()
            assert b"".join(kept.content(sha256(content).hexdigest())) == content
    outcomes = dict(asked(database, "SELECT name, outcome FROM danvan.received_file"))
    assert outcomes == {**{file.name: "taken" for file in files[1:]}, files[0].name: "known", "hong.danvan": "failed"}


def test_another_store_takes_in_first_what_the_database_holds(files, province, database, tmp_path):
    load(province, files[:2], database)
    with new_store(tmp_path / "tinh2.db", "Tỉnh Bắc Ninh 2", "province") as second:
        load(second, files[2:], database)
        assert second.count("petition") == 15
    assert load(province, [], database) == digest_in(database)
    assert province.count("petition") == 15


def test_two_loaders_at_once_leave_what_one_after_the_other_would(files, province, database, tmp_path):
    new_store(tmp_path / "tinh2.db", "Tỉnh Bắc Ninh 2", "province").close()

    def with_second_store() -> None:
        with Store.open(tmp_path / "tinh2.db", state=tmp_path) as second:
            load(second, files[1:], database)

    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(with_second_store)
        load(province, files[:2], database)
        other.result(60)
    load(province, [], database)
    assert digest_in(database) == province.digest()
    assert province.count("petition") == 15


_LOAD = """
import sys, time
from pathlib import Path
from danvan_desktop.province import publishing
from danvan_desktop.province.comparing import Fault
from danvan_desktop.province.consolidating import consolidate
from danvan_desktop.store import Store
from danvan_desktop.store.outflow import Outflow
from danvan_desktop.store.record_digests import ContentDigest
stop = sys.argv[1]
def halt(self, *arguments, **named):
    print("there", flush=True)
    time.sleep(60)
setattr(publishing.Publisher, stop, halt)
with Store.open(Path(sys.argv[2]), state=Path(sys.argv[2]).parent) as store:
    consolidate(store, [Path(name) for name in sys.argv[4:]], sys.argv[3], accept_senders=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("moment", ["publish", "_renew_records", "_set_logs"])
def test_a_killed_load_leaves_nothing_half_written_and_goes_on(files, province, database, moment):
    load(province, files[:1], database)
    before = digest_in(database)
    province.close()
    command = [sys.executable, "-c", _LOAD, moment, str(province.path), database, *map(str, files)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"there\n"
        child.send_signal(signal.SIGKILL)
    assert digest_in(database) == before
    with Store.open(province.path, state=province.path.parent) as again:
        assert load(again, files, database) == digest_in(database)
        assert again.count("petition") == 15


def test_nothing_is_written_that_would_say_something_else(files, province, database, monkeypatch):
    load(province, files[:1], database)
    before = digest_in(database)
    monkeypatch.setattr(publishing.Publisher, "_renew_records", lambda *_arguments: 0)
    with pytest.raises(ProvinceError, match="chưa ghi gì"):
        consolidate(province, files, database, accept_senders=True)
    assert digest_in(database) == before


def test_a_changed_row_is_mended_by_the_next_load_of_another_store(files, province, database, tmp_path):
    load(province, files, database)
    asked(database, "UPDATE danvan.record SET lines = '' WHERE kind = 'petition' RETURNING uid")
    with new_store(tmp_path / "tinh2.db", "Tỉnh Bắc Ninh 2", "province") as second:
        assert load(second, [], database) == digest_in(database)


def test_a_row_that_was_laid_out_wrongly_is_named_and_nothing_is_written(files, province, database, monkeypatch):
    lay_out = Outflow._record_row
    chosen: list[str] = []

    def wrong(self, place, said, record):
        row = lay_out(self, place, said, record)
        if row.kind != "petition" or chosen not in ([], [row.uid]):
            return row
        chosen[:] = [row.uid]
        return row._replace(lines=row.lines.replace("Việc".encode(), "Chuyện".encode()))

    monkeypatch.setattr(Outflow, "_record_row", wrong)
    with pytest.raises(DifferentDigest) as refused:
        consolidate(province, files, database, accept_senders=True)
    assert f"{chosen[0]}: khác nội dung)" in str(refused.value)
    assert asked(database, "SELECT count(*) FROM danvan.record") == [(0,)]
    monkeypatch.undo()
    assert load(province, [], database) == digest_in(database)


def test_a_row_that_is_lost_on_its_way_is_named(files, province, database, monkeypatch):
    rows_of = Outflow._rows
    lost = []

    def losing(self, places, told):
        rows = list(rows_of(self, places, told))
        lost.append(rows.pop().uid)
        return rows

    monkeypatch.setattr(Outflow, "_rows", losing)
    with pytest.raises(DifferentDigest, match="thiếu") as refused:
        consolidate(province, files, database, accept_senders=True)
    assert lost[0] in str(refused.value)


def test_a_changed_row_is_named_once_and_mended_by_the_next_load_of_the_same_store(files, province, database):
    load(province, files, database)
    uid = province.uids("petition")[0]
    asked(database, "UPDATE danvan.record SET lines = '' WHERE uid = %s RETURNING uid", uid)
    with pytest.raises(DifferentDigest, match=f"{uid}: khác nội dung"):
        consolidate(province, [], database)
    assert load(province, [], database) == digest_in(database)


def test_what_readers_are_shown_wrongly_is_found_where_it_is_asked_for_and_mended(files, province, database):
    load(province, files, database)
    uid = province.uids("petition")[0]
    asked(
        database, 'UPDATE danvan.record SET fields = fields || \'{"content": "Khác"}\' WHERE uid = %s RETURNING 1', uid
    )
    found = consolidate(province, [], database, verify=True).differing
    assert [(one.uid, one.fault) for one in found] == [(uid, Fault.SHOWN)]
    assert consolidate(province, [], database, verify=True).differing == []
    content = province.get(uid).text("content")
    assert asked(database, "SELECT fields ->> 'content' FROM danvan.record WHERE uid = %s", uid) == [(content,)]


def test_the_store_is_told_to_the_digest_as_it_tells_itself(province, communes, own_files):
    for file in own_files:
        import_bundle(province, file)
    total = ContentDigest()
    rows = [row for _uids, rows in province.outflow.all_records(total) for row in rows]
    assert total.with_held(province.outflow.held_cells()) == province.digest()
    assert {row.uid: row for row in rows} == {row.uid: row for row in province.outflow.records([r.uid for r in rows])}


def test_a_log_with_another_signature_is_not_taken_in(files, province, database, tmp_path):
    load(province, files, database)
    asked(database, "UPDATE danvan.log SET signature = repeat('x', 64)::bytea WHERE signature IS NOT NULL RETURNING 1")
    with new_store(tmp_path / "tinh2.db", "Tỉnh Bắc Ninh 2", "province") as second:
        with pytest.raises(ProvinceError, match="chữ ký"):
            consolidate(second, [], database)
        assert second.count("petition") == 0


def test_a_server_that_cannot_be_reached_is_told_in_one_line(province):
    with pytest.raises(ProvinceError, match="Không dùng được máy chủ") as refused:
        consolidate(province, [], "postgresql://127.0.0.1:1/none?connect_timeout=2")
    assert "\n" not in str(refused.value)


def test_a_record_of_a_year_that_was_not_there_comes_with_a_later_load(communes, own_files, province, database):
    load(province, own_files, database)
    uid = petition(communes[0], 7)
    communes[0].save(Draft("petition", {"received_on": "2019-03-05"}, uid))
    consolidate(province, [write(communes[0])], database, accept_senders=True)
    assert asked(database, "SELECT year FROM danvan.record WHERE uid = %s", uid) == [(2019,)]
