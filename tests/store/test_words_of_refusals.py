"""A refusal names what it is about: the record, the file, the number of those that stand in the way."""

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Translator
from danvan_desktop.store import Store, StoreError, restore_backup
from danvan_desktop.store.errors import UnknownRecord
from danvan_desktop.store.referrers import ReferredTo


def words(refusal: StoreError) -> str:
    return Translator("vi")(refusal.message)


def test_a_unit_with_records_says_how_many_and_what_to_do(commune):
    commune.meeting()
    commune.petition("001/2026")
    commune.petition("002/2026")
    with pytest.raises(ReferredTo) as refused:
        commune.store.delete(commune.village)
    assert not refused.value.may_go
    assert words(refused.value) == (
        "Không xóa được “Thôn Đông”: 1 hồ sơ “Cuộc họp thôn”, 2 hồ sơ “Kiến nghị, phản ánh” đang thuộc về"
        " đó. Hãy chuyển hoặc xóa các hồ sơ đó trước; đơn vị đã thôi hoạt động thì ghi ngày hết hiệu lực"
        " và đơn vị kế thừa."
    )


def test_what_others_can_be_without_says_how_many_and_asks(commune):
    uid = commune.meeting()
    commune.petition(source_record=uid)
    with pytest.raises(ReferredTo) as refused:
        commune.store.delete(uid)
    assert refused.value.may_go
    assert words(refused.value) == (
        "Chưa xóa “Bàn việc đóng góp làm đường”: 1 hồ sơ “Kiến nghị, phản ánh” đang dẫn tới. Muốn vẫn xóa thì xác nhận."
    )


def test_several_that_are_to_go_are_told_by_their_number(commune):
    uids = [commune.meeting(), commune.meeting()]
    commune.petition(source_record=uids[1])
    with pytest.raises(ReferredTo) as refused:
        commune.store.delete(*uids)
    assert words(refused.value) == (
        "Chưa xóa 2 hồ sơ “Cuộc họp thôn”: 1 hồ sơ “Kiến nghị, phản ánh” đang dẫn tới. Muốn vẫn xóa thì xác nhận."
    )


def test_records_and_saves_that_are_not_there_are_named(commune):
    for act in (commune.store.delete, commune.store.restore, commune.store.undo_last):
        with pytest.raises(UnknownRecord) as refused:
            act("0190aaaa-0000-7000-8000-000000000000")
        assert words(refused.value) == "Không tìm thấy hồ sơ 0190aaaa-0000-7000-8000-000000000000."
    with pytest.raises(StoreError) as unknown:
        commune.store.undo("1786500000000-0000@abcdefabcdefabcd")
    assert words(unknown.value) == "Không tìm thấy lần lưu cần hoàn tác."


def test_what_was_edited_since_is_not_undone(commune):
    uid = commune.meeting()
    first = commune.store.save(Draft("meeting", {"place": "Đình làng"}, uid))
    commune.store.save(Draft("meeting", {"place": "Sân kho"}, uid))
    with pytest.raises(StoreError) as refused:
        commune.store.undo(first.save_id)
    assert words(refused.value) == "Không hoàn tác được vì hồ sơ đã sửa tiếp. Hãy mở Lịch sử để lấy lại nội dung cũ."
    assert commune.store.get(uid).text("place") == "Sân kho"


def test_a_draft_of_another_kind_or_of_a_deleted_record_is_refused_with_its_name(commune):
    uid = commune.petition()
    with pytest.raises(StoreError) as other:
        commune.store.save(Draft("meeting", {"place": "x"}, uid))
    assert words(other.value) == f"Hồ sơ {uid} không thuộc loại “meeting”."
    title = commune.store.title(uid)
    commune.store.delete(uid)
    with pytest.raises(StoreError) as deleted:
        commune.store.save(Draft("petition", {"content": "x"}, uid))
    assert words(deleted.value) == f"“{title}” đã bị xóa; hãy khôi phục từ Thùng rác rồi sửa."
    with pytest.raises(StoreError) as unknown:
        commune.store.save(Draft("song", {}))
    assert words(unknown.value) == "Không có loại hồ sơ “song”."


def test_a_backup_that_is_not_there_or_is_the_store_itself_is_named(commune, tmp_path):
    path = commune.store.path
    commune.store.close()
    before = path.read_bytes()
    with pytest.raises(StoreError) as missing:
        restore_backup(tmp_path / "khong-co.db", path)
    assert words(missing.value) == f"Không thấy bản sao lưu “{tmp_path / 'khong-co.db'}”."
    with pytest.raises(StoreError) as same:
        restore_backup(path, path)
    assert words(same.value) == f"“{path}” chính là tệp dữ liệu đang dùng. Hãy chọn một bản sao lưu."
    assert path.read_bytes() == before


@pytest.mark.usefixtures("one_office")
def test_the_reason_for_reopening_minutes_by_a_decision_is_another_each_time(commune, province, carry):
    uid = commune.meeting(state="held")
    carry(commune.store, province)
    reasons = []
    for place in ("Đình làng", "Sân kho"):
        commune.store.save(Draft("meeting", {"state": "signed"}, uid))
        province.save(Draft("meeting", {"place": place}, uid))
        carry(province, commune.store)
        (conflict,) = commune.store.conflicts()
        commune.store.resolve(uid, "state", take=conflict.heads[-1].change.id)
        reasons.append(commune.store.get(uid).text("reopen_reason"))
        carry(commune.store, province)
    assert reasons == [
        "Đối chiếu: lấy nội dung sửa mà bên ký chưa biết.",
        "Đối chiếu: lấy nội dung sửa mà bên ký chưa biết. (2)",
    ]


def test_a_store_under_a_key_stays_under_it_when_it_is_made_whole_again(tmp_path):
    path, key = tmp_path / "kin.db", bytes(range(32))
    with Store.create(path, unit_name="Xã Kín", unit_code="K", key=key) as store:
        digest = store.digest()
    Store.salvage(path, key=key)
    assert b"SQLite format 3" not in path.read_bytes()[:64]
    with Store.open(path, key=key) as store:
        assert store.digest() == digest


@pytest.mark.usefixtures("one_office")
def test_a_decision_for_a_change_that_is_no_side_of_a_conflict_names_it(commune, province, carry):
    uid = commune.petition()
    carry(commune.store, province)
    commune.store.save(Draft("petition", {"content": "Một"}, uid))
    province.save(Draft("petition", {"content": "Hai"}, uid))
    carry(province, commune.store)
    stray = next(entry.change.id for entry in commune.store.history(uid) if entry.change.field == "number")
    with pytest.raises(StoreError) as refused:
        commune.store.resolve(uid, "content", take=stray)
    assert words(refused.value) == "Chỗ này đã được chọn rồi. Hãy mở lại danh sách."
    assert commune.store.conflict_count() == 1


def test_a_rule_that_the_office_changed_tells_why_at_once(commune):
    commune.store.save(Draft("rule_override", {"rule": "meeting.quorum", "value": "3/4", "reason": "Hương ước"}))
    assert commune.store.law["meeting.quorum"].override_reason == "Hương ước"
