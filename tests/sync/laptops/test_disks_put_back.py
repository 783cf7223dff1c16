"""A disk image that is laid back takes the home of the replica along: numbers are used twice, rounds mend it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import (
    Choice,
    Relation,
    enrol_card,
    oddities,
    own_card,
    plan_round,
    receive_round,
    second_histories,
    waiting_files,
    write_round,
)
from tests.clocks import ShiftedClock
from tests.sync.laptops.two_laptops import petition


@pytest.fixture
def laptops(tmp_path) -> Iterator[tuple[Store, Store, Path]]:
    """Two laptops of a commune, and the file of its village's laptop."""
    with (
        Store.create(tmp_path / "a.db", unit_name="Xã Đông Sơn", unit_code="DS", state=tmp_path / "a") as first,
        Store.create(tmp_path / "b.db", unit_name="Xã Đông Sơn", unit_code="DS", state=tmp_path / "b") as second,
        Store.create(
            tmp_path / "v.db", unit_name="Thôn 1", unit_code="01", level="village", state=tmp_path / "v"
        ) as village,
    ):
        for one, other in ((first, second), (second, first)):
            enrol_card(one, own_card(other), Choice(Relation.SAME))
        enrol_card(first, own_card(village), Choice(Relation.NEW))
        enrol_card(village, own_card(first), Choice(Relation.ABOVE))
        for _time in range(3):
            rounds(tmp_path, first, second, village)
        village.close()
        yield first, second, tmp_path / "v.db"


def carry(folder: Path, source: Store, *targets: Store):
    stick = folder / f"usb-{sum(1 for _one in folder.iterdir())}"
    stick.mkdir()
    write_round(source, stick)
    return [one for target in targets for one in receive_round(target, waiting_files([stick]))]


def rounds(folder: Path, *stores: Store) -> None:
    for source in stores:
        carry(folder, source, *(one for one in stores if one is not source))


@contextmanager
def opened(path: Path, years: float = 0) -> Iterator[Store]:
    clock = ShiftedClock()
    clock.years = years
    with Store.open(path, state=path.with_suffix(""), clock=clock) as store:
        yield store


def image(path: Path) -> dict[Path, bytes]:
    files = [*path.parent.glob(f"{path.name}*"), *path.with_suffix("").rglob("*")]
    return {file: file.read_bytes() for file in files if file.is_file()}


def put_back(files: dict[Path, bytes], path: Path) -> None:
    for file in image(path):
        file.unlink()
    for file, data in files.items():
        file.write_bytes(data)


def test_the_first_file_after_a_disk_was_put_back_tells_what_is_no_longer_there(laptops, tmp_path):
    """Though it bears a number that was used before."""
    first, _second, path = laptops
    before = image(path)
    with opened(path, years=-0.01) as village:
        there = petition(first, "01/2026", first.holdings.tree.standing_for(village.unit.uid))
        carry(tmp_path, first, village)
        assert village.get(there) is not None
        for number in ("02/2026", "04/2026"):
            petition(village, number)
            carry(tmp_path, village, first)
    put_back(before, path)
    with opened(path) as village:
        assert village.get(there) is None
        late = petition(village, "03/2026")
        carry(tmp_path, village, first)
        carry(tmp_path, first, village)
        assert village.get(there) is not None
        carry(tmp_path, village, first)
        assert {one.text("number") for one in first.list("petition")} == {"01/2026", "02/2026", "03/2026", "04/2026"}
        assert village.get(late) is not None


def test_a_disk_that_was_put_back_is_mended_by_rounds_though_each_laptop_has_another_half(laptops, tmp_path):
    first, second, path = laptops
    with opened(path) as village:
        shared = petition(village, "01/2026")
        for _time in range(2):
            rounds(tmp_path, village, first, second)
    before = image(path)
    with opened(path) as village:
        made = [petition(village, "02/2026")]
        village.save(Draft("petition", {"content": "Sửa trước"}, shared))
        carry(tmp_path, village, first)
    put_back(before, path)
    with opened(path) as village:
        made.append(petition(village, "03/2026"))
        village.save(Draft("petition", {"request": "Sửa sau"}, shared))
        carry(tmp_path, village, second)
        told = oddities(carry(tmp_path, first, second))
        assert any("trái với phần đã nhận trước đây nên để riêng" in str(one) for one in told)
        made.append(petition(village, "04/2026"))
        for _time in range(4):
            rounds(tmp_path, village, first, second)
        for store in (village, first, second):
            assert {one.uid for one in store.list("petition")} == {shared, *made}
            record = store.get(shared)
            assert (record.text("content"), record.text("request")) == ("Sửa trước", "Sửa sau")
            assert not [one for one in plan_round(store) if one.is_new]
            assert second_histories(store) == []
            assert store.settings.get("forks.undecided") in {"0", None}
            assert store.check().ok
        assert first.digest() == second.digest()
