"""Which records mean one unit."""

from danvan_desktop.domain.units import UnitTree, is_outranked, rank_of


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
    assert [rank_of(kind) for kind in ("province", "district", "commune", "village", "?")] == [3, 2, 1, 0, 0]
    assert is_outranked("commune", "province")
    assert not is_outranked("commune", "commune")
    assert not is_outranked("village", "agency")
