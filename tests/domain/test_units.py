"""Which records mean one unit."""

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.units import Office, UnitTree, standing_units

COMMUNE = Office("commune", "DS", "commune")
VILLAGE = Office("laptop", "DS-01", "village")


def unit(uid: str, code: str, kind: str, parent: str = "") -> Record:
    return Record("unit", uid, {"code": code, "kind": kind, "parent": parent})


LISTED = (unit("commune", "DS", "commune"), unit("listed", "DS-01", "village", "commune"))


def test_unit_of_the_communes_list_stands_for_the_one_its_laptop_founded():
    assert standing_units(COMMUNE, [VILLAGE], LISTED) == {"commune": "commune", "laptop": "listed"}


def test_village_finds_itself_in_the_list_of_its_commune():
    assert standing_units(VILLAGE, [COMMUNE], LISTED) == {"laptop": "listed", "commune": "commune"}


def test_list_of_another_commune_does_not_count():
    units = (unit("province", "BN", "province"), unit("west", "TS", "commune", "province"))
    other = unit("other", "DS-01", "village", "west")
    assert standing_units(COMMUNE, [VILLAGE], (*units, other))["laptop"] == "laptop"


def test_laptops_of_one_office_are_one_unit():
    second = Office("second", "DS", "commune")
    assert standing_units(COMMUNE, [second], ()) == {"commune": "commune", "second": "commune"}


def tree(**same: str) -> UnitTree:
    parents = {
        "hamlet": "village",
        "village": "commune",
        "commune": "province",
        "agency": "commune",
        "a": "b",
        "b": "a",
    }
    kinds = {"hamlet": "hamlet", "village": "village", "commune": "commune", "province": "province", "agency": "agency"}
    return UnitTree(parents, kinds, same)


def test_a_unit_is_followed_upwards_to_the_highest_that_is_known():
    assert list(tree().up_from("hamlet")) == ["hamlet", "village", "commune", "province"]
    assert tree().top_of("hamlet") == "province"
    assert tree().top_of("alone") == "alone"
    assert list(tree().up_from("")) == []


def test_a_circle_of_units_comes_to_an_end():
    assert list(tree().up_from("a")) == ["a", "b"]
    assert tree().top_of("a") == "b"


def test_records_that_mean_one_unit_are_followed_as_one():
    assert list(tree(founded="village").up_from("founded")) == ["village", "commune", "province"]
    assert list(tree(commune="listed").up_from("hamlet")) == ["hamlet", "village", "listed"]


def test_a_unit_is_an_authority_s_own_until_another_authority_stands_between():
    assert tree().is_own("hamlet", "commune")
    assert tree().is_own("commune", "commune")
    assert not tree().is_own("hamlet", "province")
    assert not tree().is_own("commune", "village")
    assert tree().is_below("hamlet", "province")
    assert not tree().is_below("province", "hamlet")
    assert not tree().is_own("alone", "commune")


def test_authorities_have_their_rank():
    assert [tree().rank(unit) for unit in ("province", "commune", "village", "unknown")] == [3, 1, 0, 0]
    assert UnitTree({}, {"d": "district"}, {}).rank("d") == 2
