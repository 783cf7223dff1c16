"""Deleted records can be seen and taken back; what is typed is kept beside the records."""

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import KeptDraft, Store
from danvan_desktop.store.errors import DAMAGED, StoreDamaged
from tests.copies import replace


def test_deleted_records_stand_in_the_bin_newest_first(commune):
    first, second = commune.petition("001/2026"), commune.petition("002/2026")
    commune.store.delete(second)
    commune.store.delete(first)
    assert [entry.uid for entry in commune.store.bin()] == [first, second]
    assert commune.store.bin()[0].title.startswith("001/2026")


def test_parts_that_went_with_their_record_are_not_listed_and_come_back_with_it(commune):
    meeting = commune.meeting()
    kept, gone_before = (
        commune.store.save(Draft("opinion", {"gathering": meeting, "content": text})).uids[0] for text in ("a", "b")
    )
    commune.store.delete(gone_before)
    commune.store.delete(meeting)
    assert {entry.uid for entry in commune.store.bin()} == {meeting, gone_before}
    commune.store.restore(meeting)
    assert commune.store.get(kept) is not None
    assert commune.store.get(gone_before) is None
    assert [entry.uid for entry in commune.store.bin()] == [gone_before]


def test_bin_names_who_deleted(commune):
    officer = commune.store.save(
        Draft("officer", {"full_name": "Trần Thị Bình", "position": "Công chức", "unit": commune.store.unit.uid})
    ).uids[0]
    commune.store.set_officer(officer)
    commune.store.delete(commune.petition("001/2026"))
    assert commune.store.bin()[0].officer_name.startswith("Trần Thị Bình")


def test_draft_is_kept_until_dropped_and_the_newest_counts(commune):
    drafts = commune.store.drafts
    drafts.keep(KeptDraft("u1", "petition", "2026-08-12T08:00", '{"a": 1}'))
    drafts.keep(KeptDraft("u1", "petition", "2026-08-12T08:01", '{"a": 2}'))
    drafts.keep(KeptDraft("u2", "meeting", "2026-08-12T08:02", "{}"))
    assert [(draft.uid, draft.content) for draft in drafts.all()] == [("u2", "{}"), ("u1", '{"a": 2}')]
    drafts.drop("u2")
    assert [draft.uid for draft in drafts.all()] == ["u1"]


def test_drafts_are_neither_content_nor_search_result(commune):
    before = commune.store.digest()
    commune.store.drafts.keep(KeptDraft("u1", "petition", "2026-08-12T08:00", '{"content": "mật"}'))
    assert commune.store.digest() == before
    assert commune.store.search("mật") == []


def test_store_of_the_first_version_gets_room_for_drafts(commune):
    connection, path = commune.store._connection, commune.store.path
    connection.execute("DROP TABLE draft")
    connection.execute("DROP INDEX record_in_bin")
    connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'm003_drafts_and_bin'")
    connection.execute("PRAGMA user_version = 2")
    commune.store.close()
    with Store.open(path) as store:
        assert store.drafts.all() == []


def test_draft_that_a_damaged_store_cannot_take_is_kept_beside_it_and_comes_back(commune):
    store = commune.store
    draft, dropped = (KeptDraft(uid, "petition", "2026-08-13T08:00:00", "{}") for uid in ("a", "b"))
    store.freeze(StoreDamaged(DAMAGED))
    store.drafts.keep(replace(draft, content='{"old": 1}'))
    store.drafts.keep(draft)
    store.drafts.keep(dropped)
    store.drafts.drop("b")
    (spare,) = store.path.parent.glob("*.ban-nhap.json")
    store.close()
    with Store.open(store.path) as opened:
        assert opened.drafts.all() == [draft]
        assert not spare.exists()


def test_file_beside_the_store_that_nobody_here_wrote_brings_nothing(commune):
    store = commune.store
    store.close()
    store.path.with_name(f"{store.path.name}.ban-nhap.json").write_text("[1, 2]", encoding="utf-8")
    with Store.open(store.path) as opened:
        assert opened.drafts.all() == []
