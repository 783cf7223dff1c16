"""Which records mean one unit."""

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.units import Office, standing_units

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
