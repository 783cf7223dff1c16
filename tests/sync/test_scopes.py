"""Whose records a sender may change."""

from dataclasses import dataclass

import pytest

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import OutOfScope, Refusal, fields_in_words
from tests.sync.exchange import enrol, import_bundle, link_unit, send, unguarded, write


@dataclass
class Country:
    """A province with two communes, one of which has a village; all know the province, none knows its neighbour."""

    province: Store
    east: Store
    west: Store
    village: str

    def petition(self, store: Store, unit: str, number: str = "001/2026") -> str:
        made = {"number": number, "received_on": "2026-08-13", "unit": unit, "content": "Mương bị tắc"}
        return store.save(Draft("petition", made)).uids[0]


@pytest.fixture
def country(tmp_path):
    with (
        Store.create(tmp_path / "tinh.db", unit_name="Tỉnh Bắc Ninh", unit_code="BN", level="province") as province,
        Store.create(tmp_path / "dong.db", unit_name="Xã Đông Sơn", unit_code="DS") as east,
        Store.create(tmp_path / "tay.db", unit_name="Xã Tây Sơn", unit_code="TS") as west,
    ):
        village = {"name": "Thôn Đông", "kind": "village", "code": "DS-01", "parent": east.unit.uid}
        (uid,) = east.save(Draft("unit", village)).uids
        for commune in (east, west):
            enrol(province, commune)
            send(commune, province)
            link_unit(province, commune.unit.uid, province.unit.uid)
        for commune in (east, west):
            send(province, commune)
        yield Country(province, east, west, uid)


def test_commune_changes_its_own_records_and_its_villages(country):
    uid = country.petition(country.east, country.village)
    send(country.east, country.province)
    country.east.save(Draft("petition", {"content": "Đã thông"}, uid))
    country.east.save(Draft("unit", {"households": 120}, country.village))
    country.east.delete(uid)
    send(country.east, country.province)
    assert country.province.get(uid) is None


def refused(country, commune, match="ngoài phạm vi"):
    before = country.province.digest()
    with pytest.raises(OutOfScope, match=match) as caught:
        send(commune, country.province)
    assert country.province.digest() == before
    return {refusal.uid for refusal in caught.value.refusals}


def test_commune_cannot_change_its_neighbours_records(country):
    uid = country.petition(country.east, country.village)
    send(country.east, country.province)
    send(country.province, country.west, all_units=True)
    with unguarded():
        country.west.save(Draft("petition", {"reply": "Không giải quyết"}, uid))
    assert refused(country, country.west) == {uid}


def test_fields_out_of_scope_are_named_as_on_the_screen(country):
    uid = country.petition(country.east, country.village)
    send(country.east, country.province)
    send(country.province, country.west, all_units=True)
    with unguarded():
        country.west.save(Draft("petition", {"satisfied": "yes", "content": "Của xã khác"}, uid))
        country.west.delete(uid)
    with pytest.raises(OutOfScope) as caught:
        send(country.west, country.province)
    told = str(caught.value.message)
    assert "của Thôn Đông" in told
    assert {"Nội dung", "Người dân đồng tình", "xóa bản ghi"} <= set(
        told.partition("(mục ")[2].partition(")")[0].split(", ")
    )


def test_many_fields_out_of_scope_are_counted_and_unknown_ones_go_by_their_code():
    refusal = Refusal("u", "petition", ("tone", "reply", "content", "deleted", "seen", "result", "number", "a"), "", "")
    told = str(fields_in_words(refusal, ALL_KINDS))
    assert told.startswith("tone, ")
    assert told.endswith(", 2 mục khác")
    assert "seen" not in told


def test_commune_cannot_make_records_for_its_neighbour(country):
    with unguarded():
        uid = country.petition(country.west, country.village)
    assert refused(country, country.west) == {uid}


def test_commune_cannot_take_a_village_over(country):
    with unguarded():
        country.west.save(Draft("unit", {"parent": country.west.unit.uid}, country.village))
        country.petition(country.west, country.village)
    assert country.village in refused(country, country.west)


def test_commune_cannot_take_a_record_over(country):
    uid = country.petition(country.east, country.village)
    send(country.east, country.province)
    send(country.province, country.west, all_units=True)
    with unguarded():
        country.west.save(Draft("petition", {"unit": country.west.unit.uid, "content": "Của xã Tây Sơn"}, uid))
    assert refused(country, country.west) == {uid}


def test_commune_cannot_rename_the_province(country):
    with unguarded():
        country.east.save(Draft("unit", {"name": "Tỉnh Khác"}, country.province.unit.uid))
    assert refused(country, country.east) == {country.province.unit.uid}


def test_parts_belong_where_their_whole_does(country):
    meeting = {
        "unit": country.village,
        "subject": "Làm đường",
        "starts_at": "2026-08-12T19:30",
        "place": "Nhà văn hóa",
        "chair": "Nguyễn Văn An",
        "secretary": "Trần Thị Bình",
        "households_total": 120,
        "households_present": 95,
    }
    (uid,) = country.east.save(Draft("meeting", meeting)).uids
    country.east.save(Draft("agenda_item", {"meeting": uid, "order": 1, "title": "Đóng góp"}))
    send(country.east, country.province)
    send(country.province, country.west, all_units=True)
    with unguarded():
        (part,) = country.west.save(Draft("agenda_item", {"meeting": uid, "order": 2, "title": "Chen vào"})).uids
    assert refused(country, country.west) == {part}


def test_records_of_no_unit_are_their_makers(country):
    rule = {"rule": "petition.tell_people_days", "value": "5", "reason": "Quy chế của xã"}
    (uid,) = country.east.save(Draft("rule_override", rule)).uids
    send(country.east, country.province)
    country.east.save(Draft("rule_override", {"value": "4"}, uid))
    send(country.east, country.province)
    send(country.province, country.west, all_units=True)
    country.west.save(Draft("rule_override", {"value": "3"}, uid))
    assert refused(country, country.west) == {uid}


def test_laptops_of_one_office_share_its_records(tmp_path, country):
    with Store.create(tmp_path / "dong-2.db", unit_name="Xã Đông Sơn", unit_code="DS") as second:
        enrol(country.east, second)
        uid = country.petition(country.east, country.village)
        send(country.east, second)
        second.save(Draft("petition", {"content": "Sửa trên máy thứ hai"}, uid))
        send(second, country.east)
        assert country.east.get(uid).text("content") == "Sửa trên máy thứ hai"


def test_relay_vouches_only_for_what_is_below_it(tmp_path, country):
    with Store.create(tmp_path / "thon.db", unit_name="Thôn Tây", unit_code="TS-01", level="village") as village:
        enrol(village, country.west)
        uid = country.petition(country.east, country.village)
        send(country.east, country.province)
        send(country.province, country.west, all_units=True)
        send(country.west, village, all_units=True)
        with unguarded():
            village.save(Draft("petition", {"content": "Thôn Tây sửa của thôn Đông"}, uid))
        with pytest.raises(OutOfScope):
            send(village, country.west)


def test_dry_run_tells_the_refusal_and_notes_nothing(country):
    with unguarded():
        country.petition(country.west, country.village)
    with pytest.raises(OutOfScope):
        import_bundle(country.province, write(country.west, country.province), dry_run=True)
    assert not country.province.waiting.all()


def test_nobody_is_kept_to_a_scope_before_the_first_enrolment(commune, province, carry):
    uid = commune.petition()
    carry(commune.store, province.store)
    province.edit(uid, content="Cầu hỏng")
    carry(province.store, commune.store)
    assert commune.store.get(uid).text("content") == "Cầu hỏng"


@pytest.fixture
def clerk(tmp_path, country):
    """The laptop of a village that the commune has in its list already, founded by the clerk alone."""
    with Store.create(tmp_path / "thon.db", unit_name="Thôn Đông", unit_code="DS-01", level="village") as store:
        enrol(store, country.east)
        yield store


def test_village_on_the_communes_list_is_its_laptops_own(country, clerk):
    uid = country.petition(country.east, country.village)
    send(country.east, clerk)
    clerk.save(Draft("petition", {"content": "Mương tắc từ tháng 6"}, uid))
    send(clerk, country.east)
    assert country.east.get(uid).text("content") == "Mương tắc từ tháng 6"


def test_commune_answers_and_corrects_what_a_village_on_its_list_recorded(country, clerk):
    uid = country.petition(clerk, clerk.unit.uid)
    send(clerk, country.east)
    country.east.save(Draft("petition", {"reply": "Đã giao nạo vét", "content": "Mương thôn Đông bị tắc"}, uid))
    send(country.east, clerk)
    assert clerk.get(uid).text("content") == "Mương thôn Đông bị tắc"


def test_village_of_another_commune_with_the_same_code_stays_another(country, clerk):
    neighbour = {"name": "Thôn Đông", "kind": "village", "code": "DS-01", "parent": country.west.unit.uid}
    (other,) = country.west.save(Draft("unit", neighbour)).uids
    uid = country.petition(country.west, other)
    send(country.west, country.province)
    send(country.province, country.east, all_units=True)
    send(country.east, clerk, all_units=True)
    with unguarded():
        clerk.save(Draft("petition", {"content": "Không phải của thôn này"}, uid))
    with pytest.raises(OutOfScope):
        send(clerk, country.east)
