"""What officers may change of other units' records, once devices are enrolled."""

import pytest

from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import add_peer, own_card


@pytest.fixture
def above(commune, province, carry):
    """The province, which has enrolled the commune, knows its records and has linked its unit."""
    carry(commune.store, province)
    add_peer(province, own_card(commune.store), confirmed=True)
    province.save(Draft("unit", {"parent": province.unit.uid}, commune.store.unit.uid))
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
    above.delete(uid)
    above.save(Draft("unit", {"name": "Sở Nội vụ", "kind": "agency", "code": "SNV", "parent": above.unit.uid}))


def test_nothing_is_refused_before_the_first_enrolment(commune, province, carry):
    uid = petition(commune, province, carry)
    province.save(Draft("petition", {"content": "Khác"}, uid))
    assert province.get(uid).text("content") == "Khác"
