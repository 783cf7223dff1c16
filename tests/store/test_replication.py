"""Where a model was taken up: each place once, whatever its years, its branches and what decisions name."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.replication import PlaceOfModels, replication_of
from danvan_desktop.store import Store
from tests.clocks import StandingClock
from tests.store.test_contests import DAY


class Flowers:
    """A commune whose villages take over a model from one another."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.villages = {
            name: self.save("unit", name=f"Thôn {name}", kind="village", code=name, parent=store.unit.uid)
            for name in ("Đông", "Tây", "Nam", "Bắc")
        }

    def save(self, kind: str, /, **values: object) -> str:
        return self.store.save(Draft(kind, values)).uids[0]

    def model(self, village: str, day: str, source: str | None = None, **values: object) -> str:
        made = {
            "name": "Đường hoa",
            "registrant": f"Chi hội Phụ nữ thôn {village}",
            "unit": self.villages.get(village, self.store.unit.uid),
            "registered_on": day,
            "period": "năm 2026",
            "aim": "Sạch đẹp",
            "state": "under_way",
            "grown_from": source,
        }
        return self.save("model", **(made | values))

    def tree(self, uid: str) -> list[PlaceOfModels]:
        model = self.store.get(uid)
        assert model is not None
        return replication_of(model, self.store)

    def told(self, uid: str) -> list[tuple[str, str]]:
        spots = self.tree(uid)
        return [(spot.name, "" if spot.above is None else spots[spot.above].name) for spot in spots]


@pytest.fixture
def flowers(tmp_path: Path) -> Iterator[Flowers]:
    clock = StandingClock(DAY)
    with Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS", clock=clock) as store:
        yield Flowers(store)


def test_a_place_that_keeps_a_model_up_for_years_stands_once(flowers: Flowers) -> None:
    first = flowers.model("Đông", "2024-02-01")
    second = flowers.model("Đông", "2025-02-01", first, registration="kept")
    third = flowers.model("Đông", "2026-02-01", second, registration="kept")
    west = flowers.model("Tây", "2026-03-01", third)
    for asked in (first, second, third, west):
        assert flowers.told(asked) == [("Thôn Đông", ""), ("Thôn Tây", "Thôn Đông")]
    (home, _west) = flowers.tree(first)
    assert [one.uid for one in home.models] == [first, second, third]
    assert home.record.uid == third


def test_a_place_that_learned_from_two_hangs_from_the_nearest_and_names_the_other(flowers: Flowers) -> None:
    first = flowers.model("Đông", "2026-01-05")
    west = flowers.model("Tây", "2026-02-01", first)
    flowers.model("Nam", "2026-03-01", first)
    flowers.model("Nam", "2026-04-01", west, name="Ngõ hoa")
    assert flowers.told(first) == [("Thôn Đông", ""), ("Thôn Tây", "Thôn Đông"), ("Thôn Nam", "Thôn Đông")]
    assert flowers.tree(first)[2].also_from == [1]


def test_what_comes_back_to_where_it_began_is_no_other_place(flowers: Flowers) -> None:
    first = flowers.model("Đông", "2026-01-05")
    west = flowers.model("Tây", "2026-02-01", first)
    flowers.model("Đông", "2026-03-01", west)
    spots = flowers.tree(first)
    assert [spot.name for spot in spots] == ["Thôn Đông", "Thôn Tây"]
    assert spots[0].also_from == [1]


def test_a_decision_adds_only_the_places_that_have_no_model(flowers: Flowers) -> None:
    first = flowers.model("Đông", "2026-01-05", state="replicated")
    flowers.model("Tây", "2026-02-01", first)
    decision = {"model": first, "level": "commune", "decision_number": "9/QĐ-UBND", "decision_date": "2026-06-01"}
    flowers.save("recognition", **decision, replicated_to="Thôn Tây, thôn Nam và bản Ven.")
    higher = {**decision, "level": "province", "decision_number": "10/QĐ-UBND"}
    flowers.save("recognition", **higher, replicated_to="THÔN NAM; Thôn Đông")
    assert flowers.told(first) == [
        ("Thôn Đông", ""),
        ("Thôn Tây", "Thôn Đông"),
        ("Thôn Nam", "Thôn Đông"),
        ("Bản Ven", "Thôn Đông"),
    ]
    assert flowers.tree(first)[-1].record.uid == first


def test_bodies_of_the_commune_are_places_of_their_own(flowers: Flowers) -> None:
    first = flowers.model("", "2026-01-05", registrant="Hội Phụ nữ xã")
    flowers.model("", "2026-02-01", first, registrant="Công an xã")
    flowers.model("", "2026-03-01", first, registrant="Hội phụ nữ xã")
    assert flowers.told(first) == [("Hội Phụ nữ xã", ""), ("Công an xã", "Hội Phụ nữ xã")]
