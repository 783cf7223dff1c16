"""Villages that a commune listed before they had a place by themselves lie in it once it is opened again."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.store.writable import _VILLAGES_PLACED
from tests.sync.exchange import enrol, send

VILLAGE = {"name": "Thôn Đông", "kind": "village", "code": "01"}


def of_before(path: Path, *, level: str = "commune") -> tuple[str, str, str]:
    """Make a store of an earlier version: a village without a place, one with one, an agency."""
    with Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS", level=level) as store:
        own = store.unit.uid
        loose = store.save(Draft("unit", {**VILLAGE, "parent": None})).uids[0]
        placed = store.save(Draft("unit", {**VILLAGE, "name": "Thôn Tây", "code": "02", "parent": own})).uids[0]
        agency = store.save(Draft("unit", {"name": "Trạm y tế", "kind": "agency", "code": "YT"})).uids[0]
        store.settings.set(_VILLAGES_PLACED, "")
        assert store.get(loose).get("parent") is None
        return loose, placed, agency


def test_they_lie_in_the_commune_and_are_counted_there(tmp_path: Path) -> None:
    loose, _placed, agency = of_before(tmp_path / "xa.db")
    with Store.open(tmp_path / "xa.db") as store:
        assert store.tree.above(loose) == store.unit.uid
        assert store.get(agency).get("parent") is None
        assert store.check().ok
        written = store.log.vector()
    with Store.open(tmp_path / "xa.db") as store:
        assert store.log.vector() == written


def test_whoever_takes_one_out_again_is_obeyed(tmp_path: Path) -> None:
    loose, _placed, _agency = of_before(tmp_path / "xa.db")
    with Store.open(tmp_path / "xa.db") as store:
        store.save(Draft("unit", {"parent": None}, loose))
    with Store.open(tmp_path / "xa.db") as store:
        assert store.get(loose).get("parent") is None


@pytest.mark.parametrize("level", ["province", "district", "village"])
def test_only_a_commune_has_villages_of_its_own(tmp_path: Path, level: str) -> None:
    loose, _placed, _agency = of_before(tmp_path / "a.db", level=level)
    with Store.open(tmp_path / "a.db") as store:
        assert store.get(loose).get("parent") is None


def test_a_village_that_listed_itself_is_none_of_them(tmp_path: Path) -> None:
    of_before(tmp_path / "xa.db")
    with (
        Store.open(tmp_path / "xa.db") as store,
        Store.create(tmp_path / "thon.db", unit_name="Thôn Bắc", unit_code="03", level="village") as village,
    ):
        own = village.unit.uid
        store.merge(village.log.entries_after({}), village.signed_logs())
        store.settings.set(_VILLAGES_PLACED, "")
    with Store.open(tmp_path / "xa.db") as store:
        assert store.get(own).get("parent") is None


def test_both_laptops_of_an_office_say_the_same(tmp_path: Path) -> None:
    loose, _placed, _agency = of_before(tmp_path / "xa.db")
    with (
        Store.open(tmp_path / "xa.db") as first,
        Store.create(tmp_path / "xa2.db", unit_name="Xã Đông Sơn", unit_code="DS") as second,
    ):
        enrol(first, second)
        enrol(second, first)
        first.settings.set(_VILLAGES_PLACED, "")
        first.save(Draft("unit", {"parent": None}, loose))
        send(first, second)
        send(second, first)
        second.settings.set(_VILLAGES_PLACED, "")
    for name in ("xa.db", "xa2.db"):
        with Store.open(tmp_path / name) as store:
            assert store.tree.above(loose) == store.unit.uid
    with Store.open(tmp_path / "xa.db") as first, Store.open(tmp_path / "xa2.db") as second:
        send(first, second)
        send(second, first)
        assert not first.conflict_count()
        assert not second.conflict_count()
        assert first.digest() == second.digest()
