import datetime as dt

import pytest

from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store, StoreError, UnknownRecord
from tests.uids import new_uid


def problems_of(store: Store, *drafts: Draft) -> dict[str | None, str]:
    with pytest.raises(InvalidRecord) as caught:
        store.save(*drafts)
    return {problem.field: str(problem.message) for problem in caught.value.problems}


def test_saved_record_is_read_back_with_its_defaults(commune):
    uid = commune.meeting(place="Đình làng")
    record = commune.store.get(uid)
    assert record is not None
    assert record.text("place") == "Đình làng"
    assert record.text("purpose") == "periodic"
    assert record.datetime("starts_at") == dt.datetime(2026, 8, 12, 19, 30)


def test_only_changed_fields_are_logged(commune):
    uid = commune.meeting()
    before = len(commune.store.history(uid))
    commune.store.save(Draft("meeting", {"place": "Đình làng", "chair": "Nguyễn Văn An"}, uid))
    assert len(commune.store.history(uid)) == before + 1


def test_saving_what_is_there_already_changes_nothing(commune):
    uid = commune.meeting()
    result = commune.store.save(Draft("meeting", {"chair": "Nguyễn Văn An"}, uid))
    assert result.save_id == ""


def test_text_is_stored_in_nfc_whatever_was_typed(commune):
    decomposed = "Ho\u0323p tho\u0302n"
    uid = commune.meeting(subject=decomposed)
    assert commune.store.get(uid).text("subject") == "Họp thôn"


def test_drafts_saved_together_may_refer_to_each_other(commune):
    meeting = new_uid()
    made = commune.store.get(commune.meeting())
    result = commune.store.save(
        Draft("opinion", {"gathering": meeting, "content": "Đề nghị nạo vét mương"}),
        Draft("meeting", dict(made.values), meeting),
    )
    assert [child.uid for child in commune.store.children(meeting, "opinion")] == [result.uids[0]]


def test_one_bad_draft_among_good_ones_saves_nothing(commune):
    uid = new_uid()
    with pytest.raises(InvalidRecord) as caught:
        commune.store.save(
            Draft("unit", {"name": "Thôn Tây", "kind": "village", "code": "DS-02"}, uid),
            Draft("unit", {"name": "Thôn Nam", "kind": "castle", "code": "DS-03"}),
        )
    assert caught.value.index == 1
    assert commune.store.get(uid) is None


def test_unknown_field_is_refused_by_name(commune):
    assert set(
        problems_of(commune.store, Draft("unit", {"name": "A", "kind": "village", "code": "1", "colour": "x"}))
    ) == {"colour"}


def test_missing_required_fields_are_all_named(commune):
    found = problems_of(commune.store, Draft("meeting", {"unit": commune.village}))
    assert {"subject", "starts_at", "place", "chair", "secretary"} <= set(found)


def test_reference_to_nothing_is_refused(commune):
    found = problems_of(commune.store, Draft("opinion", {"gathering": new_uid(), "content": "x"}))
    assert set(found) == {"gathering"}


def test_reference_to_a_record_of_another_kind_is_refused(commune):
    found = problems_of(commune.store, Draft("opinion", {"gathering": commune.village, "content": "x"}))
    assert "không đúng loại" in found["gathering"]


def test_kind_that_does_not_exist_is_refused(commune):
    with pytest.raises(StoreError, match="Không có loại hồ sơ"):
        commune.store.save(Draft("castle", {}))


def test_petition_number_is_used_once_a_year(commune):
    commune.petition("001/2026")
    found = problems_of(
        commune.store,
        Draft("petition", {"number": "001/2026", "received_on": "2026-09-01", "unit": commune.village, "content": "x"}),
    )
    assert "đã dùng" in found["number"]


def test_next_number_follows_the_highest_of_the_year(commune):
    assert commune.store.next_number("petition", "number", 2026) == "001/2026"
    commune.petition("007/2026")
    commune.petition("012/2025", received_on="2025-03-01")
    assert commune.store.next_number("petition", "number", 2026) == "008/2026"


def test_the_number_of_a_deleted_record_is_not_given_out_again(commune):
    commune.petition("007/2026")
    commune.store.delete(commune.petition("008/2026"))
    assert commune.store.next_number("petition", "number", 2026) == "009/2026"


def show_of_hands(meeting: str, votes_for: int) -> Draft:
    values = {"meeting": meeting, "title": "Thu quỹ thôn", "content_type": "finance", "method": "show_of_hands"}
    return Draft("decision", values | {"votes_for": votes_for, "votes_against": 15})


def test_as_many_votes_as_households_in_the_room_are_taken(commune):
    uid = commune.meeting(households_total=120, households_present=95)
    assert commune.store.save(show_of_hands(uid, 80)).uids


def test_one_vote_more_than_households_in_the_room_is_refused(commune):
    uid = commune.meeting(households_total=120, households_present=95)
    assert "95" in " ".join(problems_of(commune.store, show_of_hands(uid, 81)).values())


def test_deleting_takes_what_belongs_to_the_record_along(commune):
    meeting = commune.meeting()
    opinion = commune.store.save(Draft("opinion", {"gathering": meeting, "content": "x"})).uids[0]
    commune.store.delete(meeting)
    assert commune.store.get(opinion) is None
    assert commune.store.count("meeting") == 0


def test_deleted_record_can_be_restored(commune):
    meeting = commune.meeting()
    commune.store.delete(meeting)
    commune.store.restore(meeting)
    assert commune.store.get(meeting) is not None


def test_deleted_record_cannot_be_changed(commune):
    meeting = commune.meeting()
    commune.store.delete(meeting)
    with pytest.raises(StoreError, match="đã bị xóa"):
        commune.store.save(Draft("meeting", {"place": "Đình"}, meeting))


def test_deleting_an_unknown_record_says_so(commune):
    with pytest.raises(UnknownRecord):
        commune.store.delete(new_uid())


class TestSignedMinutes:
    def test_cannot_be_changed(self, commune):
        uid = commune.meeting(state="signed")
        assert "Đã khóa" in problems_of(commune.store, Draft("meeting", {"place": "Đình"}, uid))["place"]

    def test_cannot_be_deleted(self, commune):
        uid = commune.meeting(state="signed")
        with pytest.raises(InvalidRecord, match="Đã khóa"):
            commune.store.delete(uid)

    def test_take_no_new_opinions(self, commune):
        uid = commune.meeting(state="signed")
        assert None in problems_of(commune.store, Draft("opinion", {"gathering": uid, "content": "x"}))

    def test_may_be_signed_together_with_their_opinions(self, commune):
        uid = commune.meeting()
        commune.store.save(
            Draft("meeting", {"state": "signed"}, uid), Draft("opinion", {"gathering": uid, "content": "x"})
        )
        assert [opinion.text("content") for opinion in commune.store.children(uid, "opinion")] == ["x"]

    def test_keep_the_opinions_that_are_theirs(self, commune):
        uid, other = commune.meeting(), commune.meeting()
        opinion = commune.store.save(Draft("opinion", {"gathering": uid, "content": "x"})).uids[0]
        commune.store.save(Draft("meeting", {"state": "signed"}, uid))
        assert None in problems_of(commune.store, Draft("opinion", {"gathering": other}, opinion))

    def test_may_be_sent(self, commune):
        uid = commune.meeting(state="signed")
        commune.store.save(Draft("meeting", {"state": "sent"}, uid))
        assert commune.store.get(uid).text("state") == "sent"

    def test_are_reopened_only_with_a_reason(self, commune):
        uid = commune.meeting(state="signed")
        assert "reopen_reason" in problems_of(commune.store, Draft("meeting", {"state": "held"}, uid))
        commune.store.save(Draft("meeting", {"state": "held", "reopen_reason": "Ghi nhầm số hộ"}, uid))
        commune.store.save(Draft("meeting", {"place": "Đình làng"}, uid))
        assert commune.store.get(uid).text("place") == "Đình làng"

    def test_need_a_new_reason_each_time(self, commune):
        uid = commune.meeting(state="signed")
        commune.store.save(Draft("meeting", {"state": "held", "reopen_reason": "Ghi nhầm"}, uid))
        commune.store.save(Draft("meeting", {"state": "signed"}, uid))
        assert "reopen_reason" in problems_of(commune.store, Draft("meeting", {"state": "held"}, uid))

    def test_let_an_opinion_be_linked_to_the_petition_made_of_it(self, commune):
        meeting = commune.meeting()
        opinion = commune.store.save(Draft("opinion", {"gathering": meeting, "content": "x"})).uids[0]
        commune.store.save(Draft("meeting", {"state": "signed"}, meeting))
        petition = commune.petition()
        commune.store.save(Draft("opinion", {"petition": petition}, opinion))
        assert commune.store.get(opinion).text("petition") == petition


class TestUndo:
    def test_of_a_change_brings_the_former_value_back(self, commune):
        uid = commune.meeting(place="Đình làng")
        result = commune.store.save(Draft("meeting", {"place": "Sân kho"}, uid))
        commune.store.undo(result.save_id)
        assert commune.store.get(uid).text("place") == "Đình làng"

    def test_of_a_new_record_deletes_it_and_undoing_that_brings_it_back(self, commune):
        result = commune.store.save(Draft("unit", {"name": "Thôn Tây", "kind": "village", "code": "DS-02"}))
        undone = commune.store.undo(result.save_id)
        assert commune.store.get(result.uids[0]) is None
        commune.store.undo(undone.save_id)
        assert commune.store.get(result.uids[0]).text("name") == "Thôn Tây"

    def test_of_a_deletion_restores_the_children_too(self, commune):
        meeting = commune.meeting()
        commune.store.save(Draft("opinion", {"gathering": meeting, "content": "x"}))
        commune.store.undo(commune.store.delete(meeting).save_id)
        assert len(commune.store.children(meeting, "opinion")) == 1

    def test_is_refused_once_the_field_was_changed_again(self, commune):
        uid = commune.meeting()
        result = commune.store.save(Draft("meeting", {"place": "A"}, uid))
        commune.store.save(Draft("meeting", {"place": "B"}, uid))
        with pytest.raises(StoreError, match="sửa tiếp"):
            commune.store.undo(result.save_id)

    def test_of_the_last_change_of_one_record_leaves_others_alone(self, commune):
        uid, other = commune.meeting(), commune.meeting()
        commune.store.save(Draft("meeting", {"place": "A"}, uid), Draft("meeting", {"place": "A"}, other))
        commune.store.undo_last(uid)
        assert commune.store.get(uid).text("place") == "Nhà văn hóa thôn Đông"
        assert commune.store.get(other).text("place") == "A"


def test_history_tells_who_changed_what(commune):
    officer = commune.store.save(
        Draft("officer", {"full_name": "Lê Thị Hoa", "position": "Văn phòng", "unit": commune.village})
    ).uids[0]
    commune.store.set_officer(officer)
    uid = commune.meeting()
    commune.store.save(Draft("meeting", {"place": "Đình làng"}, uid))
    newest = commune.store.history(uid)[0]
    assert (newest.change.field, newest.value, newest.is_head) == ("place", "Đình làng", True)
    assert newest.officer_name.startswith("Lê Thị Hoa")


def test_check_draft_tells_problems_without_writing(commune):
    uid = commune.meeting()
    problems = commune.store.check_drafts([Draft("meeting", {"households_present": 500}, uid)])[0]
    assert {problem.field for problem in problems if problem.is_error} == {"households_present"}
    assert commune.store.get(uid).number("households_present") == 95


def test_people_are_listed_by_their_given_names(commune):
    names = ("Trần Văn Bình", "Đỗ Thị Ánh", "Lê Văn An", "Nguyễn Thị An")
    values = {"position": "Công chức", "unit": commune.store.unit.uid}
    commune.store.save(*(Draft("officer", {"full_name": name, **values}) for name in names))
    listed = [officer.text("full_name") for officer in commune.store.list("officer")]
    assert listed == ["Nguyễn Thị An", "Lê Văn An", "Đỗ Thị Ánh", "Trần Văn Bình"]


def test_list_orders_by_vietnamese_dictionary(commune):
    for name in ("Thôn Ốc", "Thôn Đoài", "Thôn Dâu", "Thôn Ạnh"):
        commune.store.save(Draft("unit", {"name": name, "kind": "hamlet", "code": name}))
    names = [unit.text("name") for unit in commune.store.list("unit", filters={"kind": "hamlet"})]
    assert names == ["Thôn Ạnh", "Thôn Dâu", "Thôn Đoài", "Thôn Ốc"]


def test_a_list_can_be_of_any_of_several_values(commune):
    store = commune.store
    both = store.list("unit", filters={"kind": ("commune", "village")})
    assert {unit.text("kind") for unit in both} == {"commune", "village"}
    assert store.count("unit", {"kind": ("commune", "village")}) == len(both)
    assert store.list("unit", filters={"parent": (None, "x"), "kind": "commune"}) != []
    assert store.list("unit", filters={"kind": ()}) == []


def test_list_selects_by_day_whatever_the_hour(commune):
    commune.meeting(starts_at="2026-09-30T23:30")
    commune.meeting(starts_at="2026-10-01T00:10")
    quarter = ("starts_at", dt.date(2026, 7, 1), dt.date(2026, 9, 30))
    assert commune.store.count("meeting", between=quarter) == 1


def test_attached_file_is_kept_by_its_digest(commune, tmp_path):
    scan = tmp_path / "bien-ban.pdf"
    scan.write_bytes(b"%PDF-1.4 scan")
    meeting = commune.meeting(state="signed")
    commune.store.attach(meeting, scan)
    (attachment,) = commune.store.children(meeting, "attachment")
    assert commune.store.blobs.read(attachment.text("sha256")) == b"%PDF-1.4 scan"
    assert attachment.text("media_type") == "application/pdf"


def test_file_that_is_gone_cannot_be_attached(commune, tmp_path):
    with pytest.raises(StoreError, match="Không đọc được"):
        commune.store.attach(commune.meeting(), tmp_path / "khong-co.pdf")


def test_override_of_a_legal_rule_changes_what_is_enforced(commune):
    commune.store.save(
        Draft("rule_override", {"rule": "meeting.quorum", "value": "90%", "reason": "Quy ước của thôn năm 2025"})
    )
    moved = Draft("meeting", {"place": "Đình"}, commune.meeting(purpose="village_rules"))
    (problems,) = commune.store.check_drafts([moved])
    assert any(p.field == "households_present" and not p.is_error for p in problems)
    assert commune.store.law["meeting.quorum"].override_reason == "Quy ước của thôn năm 2025"


def test_records_are_saved_and_deleted_in_one_save_that_is_undone_as_one(commune):
    uid = commune.meeting()
    opinion = commune.store.save(Draft("opinion", {"gathering": uid, "content": "x"})).uids[0]
    result = commune.store.save(Draft("meeting", {"place": "Đình làng"}, uid), delete=[opinion])
    assert commune.store.get(opinion) is None
    commune.store.undo(result.save_id)
    assert commune.store.get(opinion) is not None
    assert commune.store.get(uid).text("place") == "Nhà văn hóa thôn Đông"


def test_several_drafts_of_one_new_record_count_as_one(commune):
    uid = new_uid()
    commune.store.save(
        Draft("unit", {"name": "Thôn Tây", "kind": "village"}, uid), Draft("unit", {"code": "DS-02"}, uid)
    )
    assert commune.store.get(uid).text("code") == "DS-02"


def test_records_are_listed_backwards_where_the_order_says_so(commune):
    """By the name that people sort by, and where it is the same in one order all the same."""
    names = ["Trần Thị Ân", "Lê Văn Bình", "Nguyễn Thị Ân", None]
    uids = [commune.petition(f"00{place}/2026", citizen_name=name) for place, name in enumerate(names, 1)]
    by_uid = dict(zip(uids, names, strict=True))
    ascending = commune.store.uids("petition", order="citizen_name")
    assert [by_uid[uid] for uid in ascending] == [None, "Nguyễn Thị Ân", "Trần Thị Ân", "Lê Văn Bình"]
    assert commune.store.uids("petition", order="-citizen_name") == ascending[::-1]
    same_day = commune.store.uids("petition", order="received_on")
    assert same_day == sorted(uids)
    assert commune.store.uids("petition", order="-received_on") == same_day[::-1]
    assert [record.uid for record in commune.store.list("petition", order="-received_on")] == same_day[::-1]


def test_records_of_one_save_are_numbered_in_their_order(store: Store) -> None:
    made = {"received_on": "2026-08-13", "unit": store.unit.uid, "content": "Đèn đường hỏng"}
    uids = store.save(*(Draft("petition", {**made, "number": f"{n}/2026"}) for n in (7, 3, 5, 1))).uids
    rows = store._connection.execute("SELECT uid FROM record WHERE kind = 'petition' ORDER BY no")
    assert [uid for (uid,) in rows] == list(uids)
