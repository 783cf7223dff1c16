"""Two histories that one laptop signed, brought by files: a person chooses, and all have the same."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.store import Store
from danvan_desktop.store.homes import HomeFile
from danvan_desktop.sync import (
    Choice,
    Relation,
    SyncError,
    choose_history,
    enrol_card,
    oddities,
    own_card,
    receive_round,
    second_histories,
    waiting_files,
    write_round,
)
from tests.sync.laptops.two_laptops import petition


class Office:
    """Two laptops of a commune, and two copies of the disk of its village's laptop, of which neither knows."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sticks = 0
        self.first, self.second = (
            Store.create(folder / f"{name}.db", unit_name="Xã Đông Sơn", unit_code="DS", state=folder / name)
            for name in ("a", "b")
        )
        self.village = self._made_village()
        self.copy = self._copied(folder / "v.db", folder / "v", folder / "w.db", folder / "w")

    def close(self) -> None:
        for store in (self.first, self.second, self.village, self.copy):
            store.close()

    def carry(self, source: Store, *targets: Store) -> list[str]:
        """Carry a round from one laptop to others; returns what was told of it."""
        self._sticks += 1
        stick = self._folder / f"usb-{self._sticks}"
        stick.mkdir()
        write_round(source, stick)
        received = [one for target in targets for one in receive_round(target, waiting_files([stick]))]
        return [str(told) for told in oddities(received)]

    def _made_village(self) -> Store:
        village = Store.create(
            self._folder / "v.db", unit_name="Thôn 1", unit_code="01", level="village", state=self._folder / "v"
        )
        for one, other in ((self.first, self.second), (self.second, self.first)):
            enrol_card(one, own_card(other), Choice(Relation.SAME))
        enrol_card(self.first, own_card(village), Choice(Relation.NEW))
        enrol_card(village, own_card(self.first), Choice(Relation.ABOVE))
        stores = (self.first, self.second, village)
        for _time in range(3):
            for source in stores:
                self.carry(source, *(one for one in stores if one is not source))
        return village

    def _copied(self, path: Path, state: Path, to: Path, there: Path) -> Store:
        self.village.close()
        shutil.copyfile(path, to)
        there.mkdir()
        # The home of a replica goes by the path: a copied disk has the same, these copies lie side by side.
        shutil.copyfile(HomeFile(state, path).path, HomeFile(there, to).path)
        self.village = Store.open(path, state=state)
        return Store.open(to, state=there)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    found = Office(tmp_path)
    petition(found.village, "01/2026")
    petition(found.copy, "02/2026")
    found.carry(found.village, found.first)
    found.carry(found.copy, found.second)
    yield found
    found.close()


def numbers(store: Store) -> set[str]:
    return {one.text("number") for one in store.list("petition")}


def exchange(office: Office, times: int = 3) -> None:
    for _time in range(times):
        office.carry(office.first, office.second)
        office.carry(office.second, office.first)


@pytest.mark.parametrize("takes_other", [False, True])
def test_both_laptops_have_the_history_that_one_of_them_chose(office, takes_other):
    exchange(office)
    assert (numbers(office.first), numbers(office.second)) == ({"01/2026"}, {"02/2026"})
    found = second_histories(office.first)
    assert found
    assert not any(one.is_decided for one in found)
    for one in found:
        choose_history(office.first, one.code, takes_other=takes_other)
    chosen = {"02/2026"} if takes_other else {"01/2026"}
    assert numbers(office.first) == chosen
    exchange(office)
    assert numbers(office.second) == chosen
    assert office.first.digest() == office.second.digest()
    for store in (office.first, office.second):
        assert all(one.is_decided for one in second_histories(store))
        assert second_histories(store)
        assert store.check().ok


def test_who_chose_wrongly_chooses_again(office):
    exchange(office)
    codes = {one.log: one.code for one in second_histories(office.first)}
    for code in codes.values():
        choose_history(office.first, code, takes_other=True)
    assert numbers(office.first) == {"02/2026"}
    for one in second_histories(office.first):
        choose_history(office.first, one.code, takes_other=True)
    assert numbers(office.first) == {"01/2026"}
    exchange(office)
    assert office.first.digest() == office.second.digest()


def test_what_was_chosen_is_passed_on_with_the_signature_of_its_owner(office, tmp_path):
    exchange(office)
    for one in second_histories(office.first):
        choose_history(office.first, one.code, takes_other=True)
    own = [head for head in office.first.signed_logs() if head.device == office.village.device_key]
    assert own
    assert all(head.signature is not None for head in own)
    with Store.create(tmp_path / "p.db", unit_name="Tỉnh", unit_code="T", level="province") as province:
        enrol_card(province, own_card(office.first), Choice(Relation.NONE))
        enrol_card(office.first, own_card(province), Choice(Relation.ABOVE))
        office.carry(office.first, province)
        assert numbers(province) == {"02/2026"}


def test_it_is_told_what_was_set_aside_and_where_to_choose(office):
    told = [office.carry(office.second, office.first), office.carry(office.first, office.second)]
    assert any("chọn bản được tính ở “Cần đối chiếu”" in one for round_told in told for one in round_told)


def test_who_does_not_stand_at_the_unit_of_the_laptop_chooses_nothing(office, tmp_path):
    exchange(office)
    with Store.create(tmp_path / "x.db", unit_name="Xã Lạ", unit_code="X") as strange:
        strange.merge(office.first.log.entries_after({}), office.first.signed_logs())
        strange.merge(office.second.log.entries_after({}), office.second.signed_logs())
        code = second_histories(strange)[0].code
        with pytest.raises(SyncError, match="không chọn được"):
            choose_history(strange, code, takes_other=True)
        with pytest.raises(SyncError, match="Không có bản nhật ký"):
            choose_history(strange, "khong-co", takes_other=True)
