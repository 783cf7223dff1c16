"""What officers may change of other units' records."""

import pytest

from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from tests.rights import grant, unguarded


@pytest.fixture
def above(commune, province, carry):
    """The province, below which the commune says that it lies."""
    carry(province, commune.store)
    commune.store.save(Draft("unit", {"parent": province.unit.uid}, commune.store.unit.uid))
    carry(commune.store, province)
    return province


def petition(commune, above: Store, carry) -> str:
    uid = commune.petition()
    carry(commune.store, above)
    return uid


def test_level_above_writes_its_answer(commune, above, carry):
    uid = petition(commune, above, carry)
    answer = {"reply": "Sẽ nạo vét", "replied_on": "2026-08-20", "result": "solved", "state": "replied"}
    above.save(Draft("petition", answer, uid))
    assert above.get(uid).text("reply") == "Sẽ nạo vét"


@pytest.mark.parametrize("act", ["edit", "delete", "move", "add"])
def test_anything_else_is_refused_beside_its_field_and_nothing_is_kept(commune, above, carry, act):
    uid = petition(commune, above, carry)
    digest = above.digest()
    made = {"number": "009/2026", "received_on": "2026-08-13", "unit": commune.village, "content": "Của xã"}
    acts = {
        "edit": lambda: above.save(Draft("petition", {"content": "Khác"}, uid)),
        "delete": lambda: above.delete(uid),
        "move": lambda: above.save(Draft("petition", {"unit": above.unit.uid}, uid)),
        "add": lambda: above.save(Draft("petition", made)),
    }
    with pytest.raises(InvalidRecord, match="Thôn Đông") as caught:
        acts[act]()
    if act in ("edit", "move"):
        assert [problem.field for problem in caught.value.problems] == ["content" if act == "edit" else "unit"]
    assert above.digest() == digest
    assert above.check().ok


def test_own_records_and_new_units_below_stay_free(above):
    made = {"number": "009/2026", "received_on": "2026-08-13", "unit": above.unit.uid, "content": "Của tỉnh"}
    (uid,) = above.save(Draft("petition", made)).uids
    above.save(Draft("petition", {"content": "Sửa"}, uid))
    assert above.get(uid).text("content") == "Sửa"
    above.delete(uid)
    assert above.get(uid) is None
    made = {"name": "Sở Nội vụ", "kind": "agency", "code": "SNV", "parent": above.unit.uid}
    (unit,) = above.save(Draft("unit", made)).uids
    assert above.get(unit).text("name") == "Sở Nội vụ"
    assert above.check().ok


def test_nothing_of_an_office_that_is_not_below_is_answered(commune, province, carry):
    uid = petition(commune, province, carry)
    with pytest.raises(InvalidRecord, match="Thôn Đông"):
        province.save(Draft("petition", {"reply": "Sẽ nạo vét"}, uid))
    assert not province.get(uid).text("reply")


def test_what_somebody_else_wrote_past_his_rights_stands_in_the_way_of_nothing(commune, province, carry):
    uid = petition(commune, province, carry)
    with unguarded():
        province.save(Draft("petition", {"content": "Khác"}, uid))
    carry(province, commune.store)
    assert commune.store.get(uid).text("content") == "Mương bị tắc"
    commune.store.save(Draft("petition", {"content": "Mương đã thông"}, uid))
    carry(commune.store, province)
    assert province.get(uid).text("content") == "Mương đã thông"
    grant(commune.store, province.device_key, commune.village)
    carry(commune.store, province)
    carry(province, commune.store)
    assert len(province.conflicts()) == 1
    assert commune.store.digest() == province.digest()
    assert commune.store.check().ok
    assert province.check().ok
