"""A body above that was typed for the papers' sake, and its own laptop that comes later."""

import pytest

from danvan_desktop.domain.facts import Role
from danvan_desktop.domain.guarded import Guarded
from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import Choice, Relation, enrol_card, own_card, peer_of_card, placement, unlinked
from tests.sync.exchange import enrol, send


@pytest.fixture
def commune(made):
    return made("xa", "Xã Đông Sơn", "01", "commune")


@pytest.fixture
def province(made):
    return made("tinh", "Tỉnh Bắc Ninh", "27", "province")


def type_above(store: Store, name: str, kind: str = "province") -> str:
    """Type the body above as the set-up does; the code is the one that it suggests."""
    uid = store.new_uid()
    store.save(
        Draft("unit", {"name": name, "kind": kind, "code": "BN"}, uid), Draft("unit", {"parent": uid}, store.unit.uid)
    )
    return uid


def petition(store: Store) -> None:
    village = store.save(Draft("unit", {"name": "Thôn Đông", "kind": "village", "code": "01"})).uids[0]
    store.save(Draft("petition", {"received_on": "2026-11-01", "unit": village, "content": "Mương bị tắc"}))


def suggested(store: Store, other: Store) -> Choice | None:
    return placement(store, peer_of_card(store, own_card(other))).suggested


@pytest.mark.parametrize("typed", ["Tỉnh Bắc Ninh", "tỉnh bắc ninh", "Tinh Bac Ninh"])
def test_the_card_of_the_body_that_was_typed_is_suggested_as_the_one_above(commune, province, typed):
    type_above(commune, typed)
    assert suggested(commune, province) == Choice(Relation.ABOVE)


def test_a_card_of_another_name_or_level_is_no_suggestion(made, commune, province):
    type_above(commune, "Tỉnh Thái Nguyên")
    assert suggested(commune, province) == Choice(Relation.NONE)
    assert suggested(commune, made("huyen", "Tỉnh Thái Nguyên", "19", "district")) == Choice(Relation.NONE)


def test_what_was_typed_gives_way_to_the_body_itself_and_the_province_counts_the_commune(commune, province):
    typed = type_above(commune, "Tỉnh Bắc Ninh")
    petition(commune)
    enrol(commune, province)
    send(province, commune)
    assert commune.unit.get("parent") == province.unit.uid
    assert [unit.text("name") for unit in commune.list("unit", filters={"kind": "province"})] == ["Tỉnh Bắc Ninh"]
    assert commune.get(typed) is None
    send(commune, province)
    assert province.tree.above(commune.unit.uid) == province.unit.uid
    assert not unlinked(province)
    assert not list(province.duplicates("unit"))


def test_the_commune_lies_there_as_if_it_always_had(commune, province):
    type_above(commune, "Tỉnh Bắc Ninh")
    enrol(commune, province)
    send(province, commune)
    send(commune, province)
    for day in ("2020-01-01", "2026-11-01"):
        assert province.tree.on(day).above(commune.unit.uid) == province.unit.uid


def test_a_name_that_differs_gives_way_when_the_officer_says_that_it_is_the_one_above(commune, province):
    type_above(commune, "UBND tỉnh Bắc Ninh")
    enrol_card(province, own_card(commune))
    enrol_card(commune, own_card(province), Choice(Relation.ABOVE))
    send(province, commune)
    send(commune, province)
    assert province.tree.above(commune.unit.uid) == province.unit.uid


def test_what_leads_to_the_typed_body_leads_to_the_body_itself(commune, province):
    typed = type_above(commune, "Tỉnh Bắc Ninh")
    listed = {"name": "Sở Nội vụ", "kind": "agency", "code": "SNV", "parent": typed}
    agency = commune.save(Draft("unit", listed)).uids[0]
    enrol(commune, province)
    send(province, commune)
    assert commune.get(agency).get("parent") == province.unit.uid
    assert commune.get(typed) is None


def test_a_village_that_typed_its_commune_is_joined_to_the_communes_list(made, commune):
    village = made("thon", "Thôn 1", "01", "village")
    type_above(village, "Xã Đông Sơn", "commune")
    enrol(commune, village)
    send(commune, village)
    send(village, commune)
    assert village.tree.above(village.unit.uid) == commune.unit.uid
    assert [unit.text("name") for unit in commune.list("unit", filters={"kind": "village"})] == ["Thôn 1"]
    assert not list(commune.duplicates("unit"))


def test_a_body_above_that_keeps_its_own_books_never_gives_way(made, commune, province):
    enrol(commune, province)
    for source, target in ((province, commune), (commune, province), (province, commune)):
        send(source, target)
    other = made("khac", "Tỉnh Thái Nguyên", "19", "province")
    enrol_card(other, own_card(commune))
    enrol_card(commune, own_card(other), Choice(Relation.ABOVE))
    send(other, commune)
    assert commune.tree.above(commune.unit.uid) == province.unit.uid


def test_the_province_is_told_of_a_commune_that_is_not_counted_yet_and_how_it_comes_to_be(commune, province):
    petition(commune)
    enrol(commune, province)
    told = send(commune, province).settled
    assert any("chưa được cộng" in str(message) and "Xã Đông Sơn" in str(message) for message in told)
    span = Period.parse("2026-Q4")
    coverage = province.coverages().of(commune.unit.uid, span.first, span.last)
    assert not coverage.is_known("petition")
    assert [unit.uid for unit in province.coverages().awaited] == [commune.unit.uid]
    send(province, commune)
    assert not any("chưa được cộng" in str(message) for message in send(commune, province).settled)
    assert province.coverages().of(commune.unit.uid, span.first, span.last).is_known("petition")
    assert not province.coverages().awaited


def test_what_a_commune_typed_is_no_second_province_in_the_list_of_the_province(commune, province):
    type_above(commune, "Tỉnh Bắc Ninh")
    enrol(commune, province)
    send(commune, province)
    assert [unit.uid for unit in province.list("unit", filters={"kind": "province"})] == [province.unit.uid]
    assert not province.duplicates("unit")


def test_a_province_for_which_others_write_stays_in_the_list(made, commune, province):
    other = made("khac", "Tỉnh Thái Nguyên", "19", "province")
    enrol(commune, other)
    for source, target in ((other, commune), (commune, other), (other, commune)):
        send(source, target)
    enrol_card(province, own_card(commune))
    enrol_card(commune, own_card(province), Choice(Relation.ABOVE))
    send(commune, province)
    listed = [unit.text("name") for unit in province.list("unit", filters={"kind": "province"})]
    assert listed == ["Tỉnh Bắc Ninh", "Tỉnh Thái Nguyên"]


def test_two_laptops_of_an_office_that_both_typed_it_are_left_with_the_body_itself(made, commune, province):
    second = made("xa2", "Xã Đông Sơn", "01", "commune")
    for store in (commune, second):
        type_above(store, "Tỉnh Bắc Ninh")
    enrol(commune, second)
    for source, target in ((commune, second), (second, commune)):
        send(source, target)
    enrol(commune, province)
    for source, target in ((province, commune), (commune, second), (second, commune), (commune, province)):
        send(source, target)
    for store in (commune, second):
        assert [one.uid for one in store.list("unit", filters={"kind": "province"})] == [province.unit.uid]
        assert not store.duplicates("unit")
    assert province.tree.above(commune.unit.uid) == province.unit.uid


def test_what_a_village_typed_and_founded_is_listed_once_in_its_commune_from_its_first_file_on(made, commune):
    village = made("thon", "Thôn 1", "01", "village")
    type_above(village, "Xã Đông Sơn", "commune")
    listed = commune.save(Draft("unit", {"name": "Thôn 1", "kind": "village", "code": "01"})).uids[0]
    enrol(commune, village)
    send(village, commune)
    assert {unit.uid for unit in commune.list("unit")} == {listed, commune.unit.uid}
    assert not commune.duplicates("unit")


def test_what_the_second_laptop_wrote_meanwhile_leads_to_the_body_itself(made, commune, province):
    second = made("xa2", "Xã Đông Sơn", "01", "commune")
    typed = type_above(commune, "Tỉnh Bắc Ninh")
    enrol(commune, second)
    send(commune, second)
    send(second, commune)
    enrol(commune, province)
    send(province, commune)
    assert commune.get(typed) is None
    told = {"subject": "Đường làng", "type": "state", "target_unit": typed}
    inspection = second.save(Draft("inspection", told)).uids[0]
    for source, target in ((second, commune), (commune, second)):
        send(source, target)
    for store in (commune, second):
        assert store.get(inspection).get("target_unit") == province.unit.uid
        assert store.check().ok


@pytest.mark.parametrize("nature", ["complaint", "denunciation"])
def test_what_was_typed_stays_while_a_record_of_it_does_that_not_every_officer_may_open(commune, province, nature):
    typed = type_above(commune, "Tỉnh Bắc Ninh")
    letter = {"received_on": "2026-11-01", "nature": nature, "title": "Đất đai", "content": "Đất", "unit": typed}
    case = commune.save(Draft("case", letter)).uids[0]
    place = {"position": "Công chức", "unit": commune.unit.uid}
    head, clerk = commune.save(*(Draft("officer", {"full_name": n, **place}) for n in ("Bà Trưởng", "Anh Nhập"))).uids
    commune.set_officer(head)
    commune.say_rights(head, Role.APPROVE, frozenset(Guarded))
    commune.say_rights(clerk, Role.ENTER)
    enrol(commune, province)
    commune.set_officer(clerk)
    send(province, commune)
    assert commune.unit.get("parent") == province.unit.uid
    assert commune.get(commune.get(case).text("unit")) is not None
