"""A petition from a village's laptop up to the province, and the answer down to the people, on sticks alone."""

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import describe_import
from tests.rights import unguarded
from tests.sync.exchange import acknowledge, enrol, import_bundle, send, write
from tests.uids import new_uid


@pytest.fixture
def village(tmp_path):
    with Store.create(tmp_path / "thon.db", unit_name="Thôn Đông", unit_code="DS-01", level="village") as store:
        yield store


@pytest.fixture
def levels(village, commune, province):
    """Three laptops: each knows its neighbours only; the tree of units stands where each officer set it."""
    enrol(village, commune.store)
    enrol(commune.store, province.store)
    send(commune.store, village)
    send(village, commune.store)
    send(province.store, commune.store)
    send(commune.store, province.store)
    send(province.store, commune.store)
    send(commune.store, village)
    return village, commune.store, province.store


def raise_petition(store: Store, **values: object) -> str:
    uid = new_uid()
    made = {
        "number": "001/2026",
        "received_on": "2026-08-13",
        "unit": store.unit.uid,
        "content": "Mương bị tắc, nước tràn vào nhà",
        "citizen_name": "Nguyễn Văn An",
        "citizen_phone": "0912 345 678",
        "competence": "province",
    }
    store.save(Draft("petition", made | values, uid))
    return uid


def answer(store: Store, uid: str, **values: object) -> None:
    told = {
        "reply": "Tỉnh giao công ty thủy nông nạo vét trước 30/9.",
        "reply_number": "15/UBND",
        "replied_on": "2026-08-20",
        "result": "solved",
        "state": "replied",
    }
    store.save(Draft("petition", told | values, uid))


def test_petition_goes_up_and_its_answer_comes_down_to_the_people(levels):
    village, commune, province = levels
    uid = raise_petition(village)
    send(village, commune)
    commune.save(Draft("petition", {"assigned_to": "UBND tỉnh", "state": "transferred"}, uid))
    send(commune, province)
    assert province.get(uid).text("citizen_name") == "Nguyễn Văn An"
    answer(province, uid)
    send(province, commune)
    send(commune, village)
    assert village.get(uid).text("reply").startswith("Tỉnh giao")
    told = {"people_told_on": "2026-08-22", "told_how": "meeting", "satisfied": "yes", "state": "people_told"}
    village.save(Draft("petition", told, uid))
    send(village, commune)
    send(commune, province)
    for store in levels:
        record = store.get(uid)
        assert (record.text("state"), record.text("people_told_on")) == ("people_told", "2026-08-22")
        assert not store.conflicts()
        assert store.check().ok
    names = {entry.change.id.replica for entry in province.history(uid)}
    assert names == {store.replica for store in levels}


def test_whole_walk_by_acknowledged_increments_carries_each_change_once(levels):
    village, commune, province = levels
    for lower, upper in ((village, commune), (commune, province)):
        acknowledge(lower, upper)
        acknowledge(upper, lower)
    uid = raise_petition(village)
    up = [send(village, commune, since_ack=True), send(commune, province, since_ack=True)]
    answer(province, uid, reply="Đã nạo vét.")
    down = [send(province, commune, since_ack=True), send(commune, village, since_ack=True)]
    assert village.get(uid).text("reply") == "Đã nạo vét."
    assert all(result.merge.added for result in (*up, *down))
    assert [result.missing for result in (*up, *down)] == [()] * 4


def test_province_may_answer_but_not_rewrite_a_petition(levels):
    village, commune, province = levels
    uid = raise_petition(village)
    send(village, commune)
    send(commune, province)
    with unguarded():
        province.save(Draft("petition", {"content": "Không có kiến nghị gì"}, uid))
    answer(province, uid)
    result = send(province, commune)
    assert result.held == 1
    assert commune.get(uid).text("reply")
    assert commune.get(uid).text("content").startswith("Mương")
    (one,) = commune.undecided()
    assert (one.uid, set(one.values)) == (uid, {"content"})


def test_recognition_of_a_model_comes_down(levels):
    _village, commune, province = levels
    model = {
        "name": "Đường hoa phụ nữ",
        "registrant": "Hội Phụ nữ",
        "unit": commune.unit.uid,
        "registered_on": "2026-03-01",
        "period": "năm 2026",
        "aim": "Đường sạch, đẹp",
    }
    uid = commune.save(Draft("model", model)).uids[0]
    send(commune, province)
    decision = {
        "model": uid,
        "level": "province",
        "decision_number": "12-QĐ/TU",
        "decision_date": "2026-08-20",
        "title": "Giấy khen",
    }
    province.save(Draft("recognition", decision))
    send(province, commune)
    (recognition,) = commune.children(uid, "recognition")
    assert recognition.text("title") == "Giấy khen"


def test_personal_data_may_stay_in_the_commune_while_the_petition_goes_up(levels):
    village, commune, province = levels
    uid = raise_petition(village)
    send(village, commune)
    path = write(commune, province, without_personal=True, with_texts=True)
    result = import_bundle(province, path)
    record = province.get(uid)
    assert record.text("content").startswith("Mương")
    assert (record.text("citizen_name"), record.text("citizen_phone")) == ("", "")
    assert result.held_back
    assert any("dữ liệu cá nhân" in str(message) for message in describe_import(result))
    answer(province, uid)
    send(province, commune)
    send(commune, village)
    assert (village.get(uid).text("state"), village.get(uid).text("citizen_name")) == ("replied", "Nguyễn Văn An")
