import os
import signal
import subprocess
import sys
import textwrap
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.store.check import examine
from danvan_desktop.store.connection import connect, transaction
from danvan_desktop.store.true_heads import find_true_heads

pytestmark = pytest.mark.usefixtures("earlier_petitions")


def spoil(store: Store, statement: str) -> None:
    with transaction(store._connection):
        store._search.refresh(())  # no words wait any more
    connection = connect(store.path)
    connection.execute(statement)
    connection.close()


def test_words_that_another_program_merged_meanwhile_are_no_damage(commune):
    find = "SELECT count(*) FROM word WHERE word MATCH 'muong'"
    with Store.open(commune.store.path) as beside:
        for number in range(1, 41):
            commune.petition(f"{number:03d}/2026")
            beside._search.refresh(())
        commune.store._connection.execute(find).fetchone()
        for number in range(41, 81):
            values = {"number": f"{number:03d}/2026", "received_on": "2026-08-13", "unit": commune.village}
            beside.save(Draft("petition", values | {"content": "Mương bị tắc " * 40}))
            with transaction(beside._connection):
                beside._search.refresh(())
        with transaction(beside._connection):
            beside._connection.execute("INSERT INTO word (word) VALUES ('optimize')")
        assert commune.store.check().problems == ()


def test_fresh_store_is_whole(commune):
    commune.meeting()
    commune.petition()
    assert commune.store.check().ok


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record_meeting SET place = 'Nơi khác'",
        "DELETE FROM record_meeting",
        "INSERT INTO shadow SELECT entry, field, 0 FROM head WHERE field = 'place'",
        "DELETE FROM word WHERE rowid > 0",
    ],
)
def test_tables_that_differ_from_the_log_are_found_and_repaired(commune, statement):
    uid = commune.meeting()
    spoil(commune.store, statement)
    assert not commune.store.check().ok
    assert commune.store.check(repair=True).ok
    assert commune.store.get(uid).text("place") == "Nhà văn hóa thôn Đông"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record_meeting SET place = 'Nơi khác'",
        "UPDATE record_meeting SET place = CAST(place AS BLOB)",
        "DELETE FROM record_meeting",
        "INSERT INTO record_meeting (no, uid) SELECT no + 1000, 'x' || uid FROM record_meeting",
    ],
)
def test_a_row_that_is_changed_missing_or_too_many_is_counted_once(commune, statement):
    commune.meeting()
    spoil(commune.store, statement)
    (told,) = [str(problem) for problem in commune.store.check().problems if "Bảng “" in str(problem)]
    assert told == "Bảng “Cuộc họp thôn” lệch với nhật ký ở 1 dòng."


def test_what_is_saved_while_a_check_runs_is_no_fault(commune, monkeypatch):
    uid = commune.meeting()

    def found_and_then_saved(connection):
        find_true_heads(connection)
        with Store.open(commune.store.path) as other:
            other.save(Draft("meeting", {"place": "Sân kho"}, uid))

    monkeypatch.setattr("danvan_desktop.store.check.find_true_heads", found_and_then_saved)
    assert commune.store.check().problems == ()
    assert commune.store.get(uid).text("place") == "Sân kho"


def test_a_conflict_that_is_hidden_or_made_up_is_found_and_repaired(commune, province, carry, one_office):
    uid = commune.meeting()
    carry(commune.store, province)
    commune.store.save(Draft("meeting", {"place": "Đình làng"}, uid))
    province.save(Draft("meeting", {"place": "Sân kho"}, uid))
    carry(province, commune.store)
    assert commune.store.check().ok
    for statement in ("DELETE FROM conflict", f"INSERT INTO conflict VALUES ('{uid}', 'content')"):
        spoil(commune.store, statement)
        assert any("đối chiếu" in str(problem) for problem in commune.store.check().problems)
        assert commune.store.check(repair=True).ok
        assert [(one.uid, one.field) for one in commune.store.conflicts()] == [(uid, "place")]


def test_a_deletion_that_knew_no_edit_and_is_listed_no_more_is_found(commune, province, carry, one_office):
    uid = commune.meeting()
    carry(commune.store, province)
    province.delete(uid)
    commune.store.save(Draft("meeting", {"place": "Nơi khác"}, uid))
    carry(province, commune.store)
    (conflict,) = commune.store.conflicts()
    assert commune.store.check().ok
    spoil(commune.store, "DELETE FROM conflict")
    assert not commune.store.check().ok
    assert commune.store.check(repair=True).ok
    assert commune.store.conflicts() == [conflict]


def test_words_of_the_index_that_are_not_the_record_s_are_found_and_repaired(commune):
    uid, _other = commune.meeting(), commune.petition()
    (no,) = commune.store._connection.execute("SELECT no FROM record WHERE uid = ?", [uid]).fetchone()
    (words,) = [words for number, words in commune.store._search.documents() if number == no]
    for garbled in (words.replace("nha", "nga"), words.rpartition(" ")[0], f"{words} thua"):
        assert garbled != words
        spoil(commune.store, f"INSERT OR REPLACE INTO word (rowid, words) VALUES ({no}, '{garbled}')")
        assert [str(problem) for problem in commune.store.check().problems] == ["Chỉ mục tìm kiếm lệch ở 1 hồ sơ."]
        assert commune.store.check(repair=True).ok


def test_what_fts5_itself_folds_is_no_damage(commune):
    commune.meeting(place="Straße ΣΑΣ ſ İ K Å Ǆ ٣ ﬁ ① đĐ 𐐀 e\u0301\u0345 a\u200db")
    assert commune.store.check().ok


def test_change_rewritten_in_the_log_is_found(commune):
    commune.meeting()
    spoil(commune.store, "UPDATE entry SET body = replace(body, 'Nhà văn hóa', 'Nhà giả')")
    assert any("Nhật ký" in str(problem) for problem in commune.store.check().problems)


def test_change_cut_from_the_end_of_the_log_is_found(commune):
    commune.meeting()
    spoil(commune.store, "DELETE FROM entry WHERE id = (SELECT max(id) FROM entry)")
    assert any("không kết thúc" in str(problem) for problem in commune.store.check().problems)


def test_attachment_that_rotted_is_found(commune):
    commune.store.attach_data(commune.meeting(), "anh.png", b"picture")
    spoil(commune.store, "UPDATE blob SET data = x'00'")
    assert any("Tệp đính kèm" in str(problem) for problem in commune.store.check().problems)


def test_equal_content_has_equal_digest_by_kind(commune, province, carry):
    commune.meeting()
    carry(commune.store, province)
    assert commune.store.digest("meeting") == province.digest("meeting")
    assert commune.store.digest("unit") != province.digest("unit")


def test_backup_is_a_whole_store(commune, tmp_path):
    uid = commune.meeting()
    commune.store.attach_data(uid, "anh.png", b"picture")
    commune.store.backup(tmp_path / "kho" / "ban-sao.db")
    with Store.open(tmp_path / "kho" / "ban-sao.db") as copy:
        assert copy.digest() == commune.store.digest()
        assert copy.check().ok
    assert [path.name for path in (tmp_path / "kho").iterdir()] == ["ban-sao.db"]


KILLED_WITHIN_A_SAVE = """
    import os, signal, sys
    from pathlib import Path
    from danvan_desktop.domain.record import Draft
    from danvan_desktop.store import Store
    from danvan_desktop.store.heads import Heads

    def die(self, *arguments, **options):
        os.kill(os.getpid(), signal.SIGKILL)

    store = Store.open(Path(sys.argv[1]))
    setattr(Heads, sys.argv[2], die)
    store.save(Draft("unit", {"name": "Thôn Tây", "kind": "village", "code": "DS-09"}, sys.argv[3] or None))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
@pytest.mark.parametrize(("moment", "is_new"), [("absorb", True), ("absorb", False), ("_supersede", False)])
def test_kill_between_log_and_tables_leaves_neither_half_written(commune, moment, is_new):
    commune.meeting()
    digest, vector = commune.store.digest(), commune.store.log.vector()
    program = textwrap.dedent(KILLED_WITHIN_A_SAVE)
    killed = subprocess.run(
        [sys.executable, "-c", program, str(commune.store.path), moment, "" if is_new else commune.village],
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
    )
    assert killed.returncode == -signal.SIGKILL
    with Store.open(commune.store.path) as again:
        assert again.digest() == digest
        assert again.log.vector() == vector
        assert again.check().ok
        again.save(Draft("unit", {"name": "Thôn Tây", "kind": "village", "code": "DS-09"}))
        assert again.check().ok


@pytest.mark.parametrize("statement", ["DELETE FROM secret", "INSERT INTO secret SELECT uid FROM record_petition"])
def test_list_of_secret_records_that_differs_from_the_log_is_found_and_repaired(commune, statement):
    store, uid = commune.store, commune.petition()
    commune.petition("002/2026")
    store.save(Draft("petition", {"nature": "denunciation"}, uid))
    opinion = Draft("opinion", {"gathering": commune.meeting(), "content": "Tố cáo", "petition": uid})
    hidden = {uid, *store.save(opinion).uids}
    assert store.secret_uids() == hidden
    assert store.check().ok
    spoil(store, statement.replace("INSERT", "INSERT OR IGNORE"))
    report = store.check()
    # The words of what is hidden by mistake, or shown, are not those of the index any more.
    assert ["bí mật" in str(problem) for problem in report.problems] == [True, False]
    assert report.damage
    assert not report.loss
    assert store.check(repair=True).ok
    assert store.secret_uids() == hidden


def test_a_file_that_may_only_be_read_is_checked_whole_and_may_only_be_read_afterwards(commune):
    commune.petition()
    with closing(connect(commune.store.path)) as connection:
        connection.execute("PRAGMA query_only = ON")
        assert examine(connection, commune.store.kinds).ok
        with pytest.raises(dbapi2.OperationalError, match="readonly"):
            connection.execute("CREATE TEMP TABLE left_over (no INTEGER)")
