"""Who founded its unit got no grant: by which key it is written to, and who it is by new keys, its own files tell."""

import pytest

from danvan_desktop.sync import (
    Choice,
    FileOutcome,
    Relation,
    enrol_card,
    movable,
    move,
    own_card,
    plan_move,
    plan_round,
    receive_round,
    rotate_keys,
    waiting_files,
    write_round,
)
from danvan_desktop.sync.peers import served
from tests.sync.laptops.two_laptops import petition


@pytest.fixture
def province(made):
    return made("tinh", "Tỉnh Bắc Ninh", "BN", "province")


@pytest.fixture
def commune(made, province):
    store = made("xa", "Xã Đông Sơn", "DS", "commune")
    enrol_card(province, own_card(store))
    enrol_card(store, own_card(province), Choice(Relation.ABOVE))
    return store


def carried(folder, source, *targets):
    """Carry a round on a stick; returns what became of its files."""
    stick = folder / f"usb-{len(list(folder.iterdir()))}"
    stick.mkdir()
    write_round(source, stick)
    return [one for target in targets for one in receive_round(target, waiting_files([stick]))]


def owing(source) -> list[str]:
    return [one.peer.device for one in plan_round(source) if one.is_new]


def test_the_second_laptop_of_a_commune_answers_the_province_that_only_the_first_one_paired(
    made, province, commune, tmp_path
):
    second = made("xa2", "Xã Đông Sơn", "DS", "commune")
    enrol_card(commune, own_card(second), Choice(Relation.SAME))
    enrol_card(second, own_card(commune), Choice(Relation.SAME))
    stores = (province, commune, second)
    for _time in range(6):
        for source in stores:
            carried(tmp_path, source, *(one for one in stores if one is not source))
    assert province.device_key in {peer.device for peer in served(second)}
    assert [owing(source) for source in stores] == [[], [], []]
    petition(second, "01/2026")
    carried(tmp_path, second, province)
    assert [one.text("number") for one in province.list("petition")] == ["01/2026"]


def test_a_village_writes_no_file_for_a_province_that_its_commune_serves(made, province, commune, tmp_path):
    village = made("thon", "Thôn 1", "01", "village")
    enrol_card(commune, own_card(village), Choice(Relation.NEW))
    enrol_card(village, own_card(commune), Choice(Relation.ABOVE))
    stores = (province, commune, village)
    for _time in range(4):
        for source in stores:
            carried(tmp_path, source, *(one for one in stores if one is not source))
    rotate_keys(province)
    for _time in range(4):
        for source in stores:
            carried(tmp_path, source, *(one for one in stores if one is not source))
    assert province.device_key in village.authority.holders_now(province.unit.uid)
    assert {peer.device for peer in served(village)} == {commune.device_key}
    assert [owing(source) for source in stores] == [[], [], []]


def test_new_keys_of_the_office_above_are_known_also_before_its_first_file_with_the_old_ones(
    province, commune, tmp_path
):
    rotate_keys(province)
    petition(province, "01/2026")
    outcomes = [one.outcome for one in carried(tmp_path, province, commune)]
    assert FileOutcome.TAKEN in outcomes
    assert FileOutcome.WAITS not in outcomes
    assert commune.get(province.unit.uid) is not None


def test_new_keys_of_an_office_below_are_known_also_before_its_first_file_with_the_old_ones(
    province, commune, tmp_path
):
    former = commune.device_key
    rotate_keys(commune)
    petition(commune, "01/2026")
    for _time in range(4):
        carried(tmp_path, commune, province)
        carried(tmp_path, province, commune)
    assert province.tree.above(commune.unit.uid) == province.unit.uid
    assert list(province.authority.holders_now(commune.unit.uid)) == [commune.device_key]
    assert not province.find("grant", device=former)
    assert [owing(province), owing(commune)] == [[], []]


@pytest.mark.parametrize("changes_of_keys", [0, 1, 2])
def test_a_commune_that_a_village_of_another_one_sends_to_tells_what_came_and_gets_it_once(
    made, province, commune, tmp_path, changes_of_keys
):
    """Its officer named both as the level above; the tree knows which of them is."""
    other, village = made("b", "Xã Đông Tiến", "DT", "commune"), made("thon", "Thôn 1", "01", "village")
    enrol_card(commune, own_card(village), Choice(Relation.NEW))
    enrol_card(other, own_card(village), Choice(Relation.NONE))
    for above in (commune, other):
        enrol_card(village, own_card(above), Choice(Relation.ABOVE))
    for _change in range(changes_of_keys):
        rotate_keys(village)
    petition(village, "01/2026")
    stores = (commune, other, village)
    for _time in range(4):
        for source in stores:
            carried(tmp_path, source, *(one for one in stores if one is not source))
    assert [owing(source) for source in stores] == [[province.device_key], [], []]
    assert other.holdings.unit_below(village.device_key) is None
    assert village.get(other.unit.uid) is None


@pytest.mark.parametrize("changes_of_keys", [0, 1])
def test_who_was_moved_by_the_province_before_it_heard_of_its_commune_lies_there_once_both_are_paired(
    made, province, commune, tmp_path, changes_of_keys
):
    village = made("thon", "Thôn 1", "01", "village")
    enrol_card(commune, own_card(village), Choice(Relation.NEW))
    enrol_card(village, own_card(commune), Choice(Relation.ABOVE))
    petition(village, "01/2026")
    for _change in range(changes_of_keys):
        rotate_keys(village)
    for source, target in ((commune, province), (province, commune), (commune, province)):
        carried(tmp_path, source, target)
    (unit,) = (one for one in movable(province) if one.text("kind") == "village")
    move(province, plan_move(province, unit.uid, province.unit.uid))
    stores = (province, commune, village)
    for time in range(8):
        if time == 4:
            assert owing(village) == []
            enrol_card(village, own_card(province))
        for source in stores:
            carried(tmp_path, source, *(one for one in stores if one is not source))
    assert [owing(source) for source in stores] == [[], [], []]
    assert [one.text("number") for one in province.list("petition")] == ["01/2026"]
    assert village.tree.path(village.unit.uid) == province.tree.path(unit.uid) == (unit.uid, province.unit.uid)
