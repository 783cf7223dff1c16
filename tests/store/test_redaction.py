"""What was erased at somebody's request is gone wherever it was, while the logs stay whole and equal."""

import json
from contextlib import closing
from itertools import permutations

import pytest

from danvan_desktop.domain.entry import EntryId, is_intact, without
from danvan_desktop.domain.kinds.redaction import MOST_CELLS, read_cells, write_cells
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import KeptDraft, Store, StoreError
from danvan_desktop.store.connection import connect
from danvan_desktop.store.errors import StoreReplaced
from tests.rights import grant, unguarded

SECRET = "Nguyễn Văn Quýt"
REASON = "Đơn của công dân ngày 1/9"


def bytes_of(store):
    """All that the files of a store hold, what is written ahead included."""
    files = [store.path, store.path.with_name(f"{store.path.name}-wal")]
    return b"".join(file.read_bytes() for file in files if file.exists())


def holds(store, text=SECRET):
    return text.encode() in bytes_of(store)


@pytest.fixture
def petition(commune):
    """A petition whose citizen was named, renamed and written about, with a file and a draft."""
    uid = commune.petition(citizen_name=SECRET, content=f"{SECRET} phản ánh mương tắc")
    commune.store.save(Draft("petition", {"citizen_name": f"{SECRET} A", "content": "Mương tắc"}, uid))
    return uid


@pytest.fixture
def second(commune, tmp_path):
    """A second laptop of the commune."""
    with Store.create(tmp_path / "second.db", unit_name="Máy hai", unit_code="M2") as store:
        grant(commune.store, store.device_key)
        yield store


def test_nothing_of_it_is_left_in_the_file(commune, petition):
    store = commune.store
    assert holds(store)
    assert [hit.uid for hit in store.search("Quýt")] == [petition]
    store.redact(petition, ["citizen_name", "content"], REASON)
    assert not holds(store)
    assert not holds(store, "Quýt")
    assert store.search("Quýt") == []
    assert store.get(petition).get("citizen_name") is None
    assert store.check().ok
    terms = "SELECT term FROM w WHERE term LIKE 'quy%'"
    with closing(connect(store.path)) as file:
        file.execute("CREATE VIRTUAL TABLE temp.w USING fts5vocab('main', 'word', 'row')")
        assert file.execute(terms).fetchall() == []


def test_id_and_hash_stay(commune, petition):
    store = commune.store
    before = [(one.id, one.hash) for one in store.log.entries_after({})]
    store.redact(petition, ["citizen_name"], REASON)
    entries = list(store.log.entries_after({}))
    assert [(one.id, one.hash) for one in entries][: len(before)] == before
    assert all(is_intact(one) for one in entries)


def test_history_says_that_it_was_erased_when_and_why(commune, petition):
    commune.store.redact(petition, ["citizen_name"], REASON)
    names = [one for one in commune.store.history(petition) if one.change.field == "citizen_name"]
    assert [one.value for one in names] == [None, None]
    assert {one.erasure.reason for one in names} == {REASON}
    assert {one.erasure.day for one in names} == {commune.store.today()}
    (note,) = commune.store.redactions()
    assert (note.record, note.named, note.erased) == (petition, 2, 2)


def test_other_fields_of_the_record_can_still_be_edited(commune, petition):
    commune.store.redact(petition, ["content"], REASON)
    commune.store.save(Draft("petition", {"citizen_name": "Ông A"}, petition))
    commune.store.save(Draft("petition", {"content": "(theo yêu cầu)"}, petition))
    with pytest.raises(InvalidRecord, match="Chưa ghi"):
        commune.store.save(Draft("petition", {"content": None}, petition))


def test_it_cannot_be_taken_back(commune, petition):
    store = commune.store
    result = store.redact(petition, ["citizen_name"], REASON)
    with pytest.raises(StoreError, match="không lấy lại được"):
        store.undo(result.save_id)
    (note,) = store.redactions()
    with pytest.raises(InvalidRecord, match="chỉ được ghi thêm"):
        store.delete(note.uid)
    with pytest.raises(InvalidRecord, match="chỉ được ghi thêm"):
        store.save(Draft("redaction", {"reason": "Khác"}, note.uid))
    with pytest.raises(StoreError, match="giá trị trước đó đã bị xóa"):
        store.undo_last(petition)


def test_a_reason_is_asked_for(commune, petition):
    with pytest.raises(InvalidRecord, match="Lý do xóa"):
        commune.store.redact(petition, ["citizen_name"], "  ")
    assert commune.store.get(petition).text("citizen_name") == f"{SECRET} A"


@pytest.mark.parametrize("field", ["unit", "deleted", "state"])
def test_what_other_records_follow_from_stays(commune, petition, field):
    with pytest.raises(StoreError, match="không xóa theo yêu cầu được"):
        commune.store.redact(petition, [field], REASON)


def test_attached_files_go_with_their_content(commune, petition):
    store = commune.store
    (uid,) = store.attach_data(petition, "don.txt", SECRET.encode()).uids
    (other,) = store.attach_data(commune.petition("002/2026"), "khac.txt", b"khac").uids
    digest = store.get(uid).text("sha256")
    store.redact(petition, ["citizen_name", "content"], REASON, with_files=True)
    assert not store.blobs.has(digest)
    assert not holds(store)
    with pytest.raises(StoreError, match="đã bị xóa theo yêu cầu"):
        store.attached(store.get(uid))
    assert store.attached(store.get(other)) == b"khac"


def test_a_file_that_another_record_has_too_stays(commune, petition):
    store = commune.store
    store.attach_data(petition, "don.txt", b"chung")
    (other,) = store.attach_data(commune.petition("002/2026"), "chung.txt", b"chung").uids
    store.redact(petition, ["content"], REASON, with_files=True)
    assert store.attached(store.get(other)) == b"chung"


def test_drafts_lose_it_and_keep_the_rest(commune, petition):
    part = {"rows": [{"uid": petition, "values": {"content": SECRET}, "typed": {"content": SECRET, "reply": "Đã"}}]}
    content = {"preset": {"citizen_name": SECRET}, "typed": {"reply": "Đang"}, "parts": {"petition": part}}
    commune.store.drafts.keep(KeptDraft(petition, "petition", "2026-09-01T08:00", json.dumps(content)))
    commune.store.drafts.keep(KeptDraft("khac", "petition", "2026-09-01T08:00", f"hỏng {petition} {SECRET}"))
    commune.store.redact(petition, ["citizen_name", "content"], REASON)
    (kept,) = commune.store.drafts.all()
    found = json.loads(kept.content)
    assert found["typed"] == {"reply": "Đang"}
    assert found["parts"]["petition"]["rows"][0]["typed"] == {"reply": "Đã"}
    assert not holds(commune.store)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_it_goes_everywhere_in_any_order(commune, petition, tmp_path, carry, order):
    """Whether the redaction comes before the value, behind it or with it, all stores come to the same."""
    store = commune.store
    first = store.log.vector()
    before = list(store.log.entries_after({}))
    heads = store.signed_logs()
    store.redact(petition, ["citizen_name", "content"], REASON)
    later = list(store.log.entries_after(first))
    half = [one for one in before if one.uid != petition]
    steps = [(half, heads), (before, heads), (later, store.signed_logs())]
    with Store.create(tmp_path / "other.db", unit_name="Máy khác", unit_code="MK") as other:
        for step in order:
            other.merge(*steps[step])
        carry(store, other)
        carry(other, store)
        assert not holds(other)
        assert other.get(petition).get("content") is None
        assert other.digest() == store.digest()
        assert other.check().ok
        # A copy of before brings nothing back.
        other.merge(before, heads)
        assert other.get(petition).get("content") is None
        assert not holds(other)


def test_entries_that_wait_for_others_lose_it(commune, petition, tmp_path, carry):
    store = commune.store
    before = list(store.log.entries_after({}))
    heads = store.signed_logs()
    store.redact(petition, ["citizen_name", "content"], REASON)
    with Store.create(tmp_path / "other.db", unit_name="Máy khác", unit_code="MK") as other:
        named = [one for one in before if one.id.stream == "restricted"]
        result = other.merge(named[1:], heads)
        assert result.parked == 1
        assert holds(other)
        other.merge([one for one in store.log.entries_after({}) if one.id.stream == "upward"], store.signed_logs())
        assert not holds(other)
        other.merge(named, heads)
        carry(other, store)
        assert other.digest() == store.digest()
        assert other.check().ok


def test_whoever_has_no_right_erases_nothing(commune, petition, province, carry):
    """A redaction that another unit's laptop writes is held, and counts when somebody with the right adopts it."""
    store = commune.store
    carry(store, province)
    cells = [(one.id, "citizen_name") for one in store.log.of_record(petition) if "citizen_name" in one.values]
    with pytest.raises(StoreError, match="chỉ đơn vị đó"):
        province.redact(petition, ["citizen_name"], REASON)
    made = {"record": petition, "cells": write_cells(cells), "reason": REASON, "unit": commune.village}
    with unguarded():
        province.save(Draft("redaction", made))
    carry(province, store)
    carry(store, province)
    assert store.get(petition).text("citizen_name") == f"{SECRET} A"
    assert store.check().ok
    (held,) = store.undecided()
    store.adopt(str(held.id))
    assert store.get(petition).get("citizen_name") is None
    assert not holds(store, f"{SECRET} A")
    carry(store, province)
    assert province.digest() == store.digest()
    assert province.check().ok


def test_naming_anothers_cell_from_an_own_unit_erases_nothing(commune, petition, province, carry):
    carry(commune.store, province)
    cells = [(one.id, "citizen_name") for one in commune.store.log.of_record(petition) if "citizen_name" in one.values]
    made = {"record": petition, "cells": write_cells(cells), "reason": REASON, "unit": province.unit.uid}
    province.save(Draft("redaction", made))
    carry(province, commune.store)
    assert commune.store.get(petition).text("citizen_name") == f"{SECRET} A"
    assert [note.erased for note in commune.store.redactions()] == [0]
    assert commune.store.check().ok
    assert province.digest() == commune.store.digest()


def test_a_copy_that_says_erased_without_a_redaction_is_filled_again(commune, petition, tmp_path, carry):
    """Whoever passes entries on cannot take values out of them for good."""
    store = commune.store
    bare = [without(one, ["content"], is_held_back=False) for one in store.log.entries_after({})]
    with Store.create(tmp_path / "other.db", unit_name="Máy khác", unit_code="MK") as other:
        other.merge(bare, store.signed_logs())
        assert other.get(petition).get("content") is None
        assert other.extents.gapped()
        carry(store, other)
        assert other.get(petition).text("content") == "Mương tắc"
        carry(other, store)
        assert other.digest() == store.digest()
        assert other.check().ok


def test_a_second_laptop_of_the_office_may_erase(commune, petition, second, carry):
    carry(commune.store, second)
    second.redact(petition, ["citizen_name", "content"], REASON)
    carry(second, commune.store)
    assert not holds(commune.store)
    assert second.digest() == commune.store.digest()


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{", '{"x":["content"]}', '{"0123456789abcdef01234567:upward:1":"content"}', "[" * 100_000,
        '{"0123456789abcdef01234567:upward:1":["C;DROP"]}', '{"0123456789abcdef01234567:upward:0":["content"]}',
        json.dumps({"0123456789abcdef01234567:upward:1": ["content"] * (MOST_CELLS + 1)}),
    ],
)  # fmt: skip
def test_lists_that_nobody_wrote_name_nothing(text):
    assert list(read_cells(text)) == []


def test_an_entry_that_is_not_there_is_named_in_vain(commune, petition):
    cells = [(EntryId("0123456789abcdef01234567", "upward", 7), "content")]
    made = {"record": petition, "cells": write_cells(cells), "reason": REASON, "unit": commune.village}
    commune.store.save(Draft("redaction", made))
    assert commune.store.get(petition).text("content") == "Mương tắc"
    assert commune.store.check().ok


def test_deriving_everything_anew_comes_to_the_same(commune, petition):
    store = commune.store
    store.redact(petition, ["citizen_name"], REASON)
    digest = store.digest()
    assert store.check(repair=True).ok
    assert store.digest() == digest


def test_a_sweep_that_met_a_reader_is_done_at_the_next_opening(commune, petition, monkeypatch):
    store = commune.store
    monkeypatch.setattr("danvan_desktop.store.writable.sweep_erased", lambda *_arguments: False)
    store.redact(petition, ["citizen_name", "content"], REASON)
    assert holds(store)
    monkeypatch.undo()
    with Store.open(store.path):
        pass
    assert not holds(store)
    commune.petition("003/2026")
    assert store.check().ok


def test_whoever_else_has_the_store_open_goes_on_writing(commune, petition):
    """The file is written anew and gets shorter; one that was overwritten by another is noticed all the same."""
    store = commune.store
    files = [(f"{number}.bin", bytes([number]) * 300_000) for number in range(3)]
    store.attach_all(petition, files)
    store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with Store.open(store.path) as other:
        before = store.path.stat().st_size
        other.save(Draft("petition", {"reply": "Đã nhận"}, petition))
        store.redact(petition, ["content"], REASON, with_files=True)
        assert store.path.stat().st_size < before - 800_000
        for one in (store, other, store):
            one.save(Draft("petition", {"reply": f"Lần {one is store}"}, petition))
            assert one.get(petition).text("reply") == f"Lần {one is store}"
        assert other.check().ok
        size = store.path.stat().st_size
        with store.path.open("r+b") as file:
            file.truncate(size - 4096)
        with pytest.raises(StoreReplaced):
            other.save(Draft("petition", {"reply": "mất"}, petition))


def test_what_joined_records_hold_goes_with_it(commune, petition):
    store = commune.store
    other = commune.petition("002/2026", content=f"{SECRET} phản ánh thêm", citizen_name=SECRET)
    store.join(other, petition)
    store.redact(petition, store.erasable_of_a_person(petition), REASON)
    assert store.search("Quýt") == []
    assert not holds(store)
    store.part(other)
    assert store.get(other).get("content") is None
    assert store.check().ok


def test_what_a_joined_record_of_another_unit_holds_stays_and_is_told(commune, tmp_path, carry):
    store, unit = commune.store, commune.store.unit
    own = commune.petition(unit=commune.village, content=f"{SECRET} phản ánh")
    above = commune.petition("002/2026", unit=unit.uid, content=f"{SECRET} phản ánh")
    store.join(above, own)
    with Store.create(tmp_path / "village.db", unit_name="Thôn Đông", unit_code="01", level="village") as village:
        grant(store, village.device_key, commune.village)
        carry(store, village)
        assert village.theirs_to_erase(own, ["content"]) == [unit.text("name")]
        village.redact(own, ["content"], REASON)
        assert village.get(own).get("content") is None
        assert village.theirs_to_erase(own, ["content"]) == [unit.text("name")]
        with pytest.raises(StoreError, match="chỉ đơn vị đó"):
            village.redact(own, ["content"], REASON)
        carry(village, store)
    assert store.theirs_to_erase(own, ["content"]) == []
    store.redact(own, ["content"], REASON)
    assert store.theirs_to_erase(own, ["content"]) == []
    assert not holds(store)
