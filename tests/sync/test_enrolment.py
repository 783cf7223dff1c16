"""How a device comes to write for a unit: by a person's choice, which labels only suggest."""

from contextlib import contextmanager

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import (
    Choice,
    Relation,
    SyncError,
    add_peer,
    enrol_card,
    enrol_known,
    own_card,
    peer_of_card,
    placement,
    revoke_peer,
    rights_in_force,
)
from tests.full_disk import fill_up, make_room
from tests.rights import unguarded
from tests.sync.exchange import enrol, import_bundle, peer_in, send, write


@pytest.fixture
def commune(made):
    return made("xa", "Xã Đông Sơn", "14680", "commune")


@pytest.fixture
def village(made):
    return made("thon", "Thôn 1", "01", "village")


def list_village(store: Store, name: str = "Thôn 1", code: str = "01", parent: str = "") -> str:
    values = {"name": name, "kind": "village", "code": code, "parent": parent or store.unit.uid}
    return store.save(Draft("unit", values)).uids[0]


def petition(store: Store, unit: str, number: str = "01") -> str:
    made = {"number": number, "received_on": "2026-11-01", "unit": unit, "content": "Mương bị tắc"}
    return store.save(Draft("petition", made)).uids[0]


def suggested(store: Store, other: Store) -> Choice | None:
    return placement(store, peer_of_card(store, own_card(other))).suggested


def test_labels_suggest_the_same_office_one_of_ours_a_new_one_or_the_one_above(made, commune, village):
    province, twin = made("tinh", "Tỉnh Bắc Ninh", "27", "province"), made("hai", "Xã Đông Sơn", "14680", "commune")
    assert suggested(commune, twin) == Choice(Relation.SAME)
    assert suggested(commune, village) == Choice(Relation.NEW)
    assert suggested(commune, province) == Choice(Relation.ABOVE)
    listed = list_village(commune)
    assert suggested(commune, village) == Choice(Relation.BELOW, listed)
    list_village(commune, "Thôn Một")
    assert suggested(commune, village) is None
    with pytest.raises(SyncError, match="Có 2 đơn vị giống “Thôn 1”"):
        enrol_card(commune, own_card(village))
    assert commune.peers.find(village.device_key) is None


def test_a_village_that_made_up_its_own_code_is_suggested_by_its_name(made, commune):
    alone = made("rieng", "thon Doai", "TDoai", "village")
    list_village(commune, "Thôn Đông", "DS-01")
    listed = list_village(commune, "Thôn Đoài", "DS-02")
    assert suggested(commune, alone) == Choice(Relation.BELOW, listed)
    list_village(commune, "Thôn Đoái", "DS-03")
    assert suggested(commune, alone) is None
    with pytest.raises(SyncError, match="Có 2 đơn vị giống “thon Doai”"):
        enrol_card(commune, own_card(alone))


def test_a_code_says_more_than_a_name(made, commune):
    alone = made("rieng", "Thôn Đông", "DS-02", "village")
    list_village(commune, "Thôn Đông", "DS-01")
    by_code = list_village(commune, "Thôn Đoài", "DS-02")
    assert suggested(commune, alone) == Choice(Relation.BELOW, by_code)


@pytest.mark.parametrize(
    ("name", "code"), [("xã Đông Sơn", "14680"), ("Xa Dong Son", "14680"), ("XÃ ĐÔNG SƠN", "14680")]
)
def test_the_same_office_is_suggested_however_its_name_was_typed(made, commune, name, code):
    assert suggested(commune, made("hai", name, code, "commune")) == Choice(Relation.SAME)


@pytest.mark.parametrize(("name", "code"), [("Xã Đông Sơn", "14681"), ("Xã Đồng Sơn", "14680")])
def test_another_name_or_code_is_no_laptop_of_the_same_office(made, commune, name, code):
    assert suggested(commune, made("hai", name, code, "commune")) == Choice(Relation.NONE)


def test_whoever_calls_itself_a_commune_gets_nothing_in_a_commune(made, commune):
    stranger = made("la", "Thôn 1", "14680", "commune")
    enrol(commune, stranger)
    assert not commune.holdings.is_related(stranger.device_key)
    with pytest.raises(SyncError, match="chưa được ghi vào đơn vị nào"):
        write(commune, stranger)
    bogus = {"name": "Xã Bịa", "kind": "commune", "code": "1"}
    with unguarded():
        stranger.save(Draft("unit", bogus, commune.unit.uid))
    import_bundle(commune, write(stranger, plain=True))
    assert commune.unit.text("name") == "Xã Đông Sơn"


def test_second_laptop_of_a_commune_takes_what_the_villages_write(made, commune, village):
    second = made("hai", "Xã Đông Sơn", "14680", "commune")
    enrol(commune, second)
    enrol(commune, village)
    enrol(second, village)
    listed = list_village(commune)
    send(commune, second)
    send(commune, village)
    uid = petition(village, listed)
    assert send(village, commune).held == 0
    assert send(village, second).held == 0
    assert second.get(uid) is not None
    assert send(commune, second).held == 0


def test_a_laptop_that_the_office_granted_a_unit_is_known_on_the_other_laptop(made, commune, village):
    second = made("hai", "Xã Đông Sơn", "14680", "commune")
    enrol(commune, second)
    enrol(commune, village)
    send(commune, village)
    uid = petition(village, village.unit.uid)
    send(commune, second)
    import_bundle(second, write(village, plain=True), accept_sender=False)
    assert second.get(uid) is not None


def test_village_that_began_alone_is_joined_to_the_unit_of_the_communes_list(commune, village):
    alone = village.unit.uid
    own = petition(village, alone)
    listed = list_village(commune)
    enrol(commune, village)
    result = send(commune, village)
    assert any("danh sách chung" in str(line) for line in result.settled)
    assert village.unit.uid == listed
    send(village, commune)
    assert commune.tree.standing_for(alone) == listed
    commune.save(Draft("petition", {"reply": "Đã giao nạo vét"}, own))
    send(commune, village)
    assert village.get(own).text("reply") == "Đã giao nạo vét"


def test_a_village_that_wrote_before_it_was_joined_is_listed_once_everywhere(made, commune, village):
    other = made("hai", "Thôn 2", "02", "village")
    listed = {list_village(commune), list_village(commune, "Thôn 2", "02")}
    for one in (village, other):
        enrol(commune, one)
        send(one, commune)
    send(commune, other)
    for store in (commune, other):
        names = [unit.text("name") for unit in store.list("unit")]
        assert sorted(names) == ["Thôn 1", "Thôn 2", "Xã Đông Sơn"]
        assert not store.duplicates()
        assert {hit.uid for hit in store.search("thôn 1", kind="unit")} <= listed
        offered = store.naming.offered(store.kinds["petition"].field("unit"), "Thôn 1")
        assert [unit.uid in listed for unit in offered.records] == [True]
    for source, target in ((commune, village), (village, commune), (other, commune), (commune, other)):
        send(source, target)
    assert not commune.holdings.awaited
    assert not commune.duplicates()
    assert len(other.list("unit")) == 3


def test_a_list_that_village_and_commune_both_have_is_one_when_they_are_paired(commune, village):
    listed = list_village(commune)
    for store, unit in ((commune, listed), (village, village.unit.uid)):
        for order, head in enumerate(("Lê Văn Tám", "Hà Thị Gái", "Chu Văn Hậu"), 1):
            store.save(Draft("household", {"unit": unit, "head": head, "order": order, "members": order + 2}))
    enrol(commune, village)
    send(commune, village)
    send(village, commune)
    for store in (commune, village):
        assert len(store.children(listed, "household")) == 3
        assert not store.duplicates()
        assert store.check().problems == ()


def test_a_stranger_cannot_draw_a_village_to_its_own_list(made, commune, village):
    neighbour = made("ban", "Thôn 2", "02", "village")
    enrol(village, commune)
    enrol(commune, neighbour)
    neighbour.save(Draft("grant", {"unit": neighbour.unit.uid, "device": village.device_key, "name": "x"}))
    send(neighbour, commune)
    enrol(commune, village)
    send(commune, village)
    assert village.tree.standing_for(village.unit.uid) != neighbour.unit.uid
    assert village.unit.text("name") == "Thôn 1"


def test_equal_codes_never_mix_units(made, commune, village):
    other = made("hai", "Thôn 2", "02", "village")
    first, second = list_village(commune), list_village(commune, "Thôn 2", "02")
    enrol(commune, village)
    enrol(commune, other)
    send(commune, village)
    send(commune, other)
    secret = petition(other, second)
    send(other, commune)
    list_village(village, "Thôn 1 (xóm mới)", "02", parent=first)
    assert send(village, commune).held == 0
    send(commune, village)
    assert village.get(secret) is None
    assert commune.holdings.unit_below(other.device_key) == second
    other.save(Draft("petition", {"content": "Mương tắc hẳn"}, secret))
    assert send(other, commune).held == 0


def test_new_codes_change_nothing(commune, village):
    listed = list_village(commune)
    enrol(commune, village)
    send(commune, village)
    commune.save(Draft("unit", {"code": "14680-01"}, listed))
    uid = petition(village, listed)
    assert send(village, commune).held == 0
    assert commune.get(uid) is not None
    send(commune, village)
    petition(village, listed, "02")
    enrol(commune, village)
    units = [one.unit for one in rights_in_force(commune) if one.device == village.device_key]
    assert units.count(listed) == 1
    assert len(commune.find("grant", device=village.device_key)) == 1


def test_devices_confirmed_by_an_earlier_version_are_enrolled_once_by_their_labels(commune, village):
    listed = list_village(commune)
    add_peer(commune, own_card(village), confirmed=True)
    assert not commune.holdings.is_related(village.device_key)
    enrol_known(commune)
    enrol_known(commune)
    assert commune.holdings.unit_below(village.device_key) == listed
    assert len(commune.find("grant", device=village.device_key)) == 1


def test_threads_that_open_the_window_at_once_enrol_devices_of_an_earlier_version_once(commune, village, monkeypatch):
    add_peer(commune, own_card(village), confirmed=True)
    with Store.open(commune.path) as beside:
        keep_all = beside.all_or_nothing

        @contextmanager
        def overtaken():
            enrol_known(commune)
            with keep_all():
                yield

        monkeypatch.setattr(beside, "all_or_nothing", overtaken)
        enrol_known(beside)
    assert len(commune.find("unit", code=village.unit.text("code"))) == 1
    assert len(commune.find("grant", device=village.device_key)) == 1


def test_on_a_full_disk_devices_of_an_earlier_version_wait_for_an_opening_with_room(commune, made):
    villages = [made(f"thon-{n}", f"Thôn {n}", f"{n:02}", "village") for n in range(12)]
    for village in villages:
        add_peer(commune, own_card(village), confirmed=True)
    commune._connection.execute("VACUUM")
    fill_up(commune)
    enrol_known(commune)
    assert commune.check().ok
    assert not any(commune.find("grant", device=village.device_key) for village in villages)
    make_room(commune)
    enrol_known(commune)
    assert all(len(commune.find("grant", device=village.device_key)) == 1 for village in villages)


def test_a_unit_listed_again_after_its_laptop_came_is_one_with_it(commune, village):
    enrol(commune, village)
    listed = list_village(commune)
    send(commune, village)
    uid = petition(village, listed)
    assert send(village, commune).held == 0
    assert commune.get(uid) is not None


def test_two_laptops_that_join_each_other_are_one(made, commune):
    second = made("hai", "Xã Đông Sơn", "14680", "commune")
    enrol(commune, second)
    there, back = write(commune, second), write(second, commune)
    import_bundle(second, there)
    import_bundle(commune, back)
    send(second, commune)
    send(commune, second)
    assert commune.digest() == second.digest()
    assert commune.tree.standing_for(second.unit.uid) == commune.tree.standing_for(commune.unit.uid)


def test_a_moved_village_refuses_nothing(made, commune):
    second, province = made("hai", "Xã Đông Sơn", "14680", "commune"), made("tinh", "Tỉnh", "38", "province")
    other = made("tien", "Xã Đông Tiến", "14681", "commune")
    listed = list_village(commune)
    enrol(commune, second)
    for one in (commune, other):
        enrol(one, province)
        send(province, one)
        send(one, province)
        send(province, commune)
    uid = petition(commune, listed)
    send(commune, second)
    commune.save(Draft("petition", {"content": "Mương bị tắc từ tháng 9"}, uid))
    commune.save(Draft("unit", {"parent": other.unit.uid}, listed))
    for target in (second, province):
        assert send(commune, target).held == 0
        assert target.get(uid).text("content") == "Mương bị tắc từ tháng 9"


def test_what_a_revoked_laptop_writes_later_is_held_whoever_brings_it(made, commune, village):
    second = made("hai", "Xã Đông Sơn", "14680", "commune")
    enrol(commune, second)
    enrol(commune, village)
    enrol(second, village)
    send(commune, village)
    send(commune, second)
    before = petition(village, village.unit.uid)
    send(village, commune)
    revoke_peer(commune, peer_in(commune, village).name)
    later = petition(village, village.unit.uid, "02")
    send(village, second)
    send(second, commune)
    assert commune.get(before) is not None
    assert commune.get(later) is None
    assert {one.uid for one in commune.undecided()} >= {later}
    send(commune, second)
    assert second.get(later) is None


def test_a_village_cannot_set_the_rules_of_others(commune, village):
    enrol(commune, village)
    send(commune, village)
    village.save(Draft("rule_override", {"rule": "petition.tell_people_days", "value": "5", "reason": "thôn tự đặt"}))
    before = commune.law["petition.tell_people_days"].value
    assert send(village, commune).held == 0
    assert commune.law["petition.tell_people_days"].value == before


def test_a_commune_that_was_paired_and_never_sent_is_known_again_when_its_card_comes_twice(made, commune):
    """No record of it is here: what is asked for its unit by rights was refused, at every opening of the store."""
    province = made("tinh", "Tỉnh Bắc Ninh", "27", "province")
    enrol(province, commune)
    assert suggested(province, commune) == Choice(Relation.NEW)
    enrol_card(province, own_card(commune))
    enrol_known(province)
    send(province, commune)
    send(commune, province)
    assert commune.unit.uid in [one.uid for one in province.list("unit")]
    assert suggested(province, commune) == Choice(Relation.BELOW, commune.unit.uid)


def test_a_village_that_was_joined_to_another_goes_on_writing_at_its_own(made, commune, village):
    neighbour = made("doai", "Thôn Đoài", "02", "village")
    for store in (village, neighbour):
        enrol(commune, store)
        send(store, commune)
        send(commune, store)
    stays, goes = neighbour.unit.uid, village.unit.uid
    commune.join(goes, stays)
    send(commune, village)
    assert village.shown_as(goes) == stays
    of_its_day = {"received_on": "2026-11-01", "content": "Mương bị tắc"}
    written = [
        petition(village, goes),
        petition(village, stays, "02"),
        *village.save(Draft("petition", of_its_day)).uids,
    ]
    send(village, commune)
    assert commune.held.count_cells() == 0
    for uid in written:
        assert commune.title(commune.shown_as(commune.get(uid).text("unit"))) == "Thôn Đoài"
    assert {one.device for one in rights_in_force(commune) if one.unit == stays} == {
        village.device_key,
        neighbour.device_key,
    }
    commune.part(goes)
    assert {commune.get(uid).text("unit") for uid in written} == {goes}
