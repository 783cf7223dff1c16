"""A commune leaves its district when that level is abolished, and nothing is held or lost."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from pathlib import Path

import pytest

from danvan_desktop.domain.kinds.rights import write_marks
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import (
    Way,
    accept_move,
    enrol_card,
    move,
    own_card,
    plan_move,
)
from tests.sync.reform import DAY, Made, Reform, is_whole, lies, pair, petition


class Abolished:
    """A commune below a district below a province."""

    def __init__(self, made: Made, folder: Path) -> None:
        self.province = made("tinh", "Tỉnh Bắc Ninh", "BN", "province")
        self.district = made("huyen", "Huyện Gia Bình", "GB", "district")
        self.commune = made("xa", "Xã Đông Sơn", "DS", "commune")
        self._folder, self._sticks = folder, count(1)
        pair(self.province, self.district)
        pair(self.district, self.commune)

    @property
    def all(self) -> Sequence[Store]:
        return (self.commune, self.district, self.province)

    carry = Reform.carry
    round = Reform.round


@pytest.fixture
def abolished(made: Made, tmp_path: Path) -> Abolished:
    world = Abolished(made, tmp_path)
    world.round()
    world.round()
    pair(world.province, world.commune)
    return world


@pytest.mark.parametrize("who", ["province", "district"])
def test_a_commune_leaves_an_abolished_district_and_nothing_is_held(abolished, who):
    unit = abolished.commune.unit.uid
    before = petition(abolished.commune, "01")
    abolished.round()
    abolished.district.save(Draft("petition", {"reply": "Huyện đã trả lời."}, before))
    abolished.round()
    mover = getattr(abolished, who)
    planned = plan_move(mover, unit, abolished.province.unit.uid, DAY)
    assert planned.way is (Way.AT_ONCE if who == "province" else Way.OFFER)
    move(mover, planned)
    abolished.round()
    if planned.way is Way.OFFER:
        accept_move(abolished.province, unit)
    abolished.round()
    after = petition(abolished.commune, "02")
    abolished.round()
    abolished.round()
    for store in (abolished.commune, abolished.province):
        assert lies(store, unit) == ["Xã Đông Sơn", "Tỉnh Bắc Ninh"]
        assert store.get(after) is not None
        assert store.get(before).text("reply") == "Huyện đã trả lời."
    assert abolished.district.get(after) is None
    assert not abolished.commune.holdings.is_related(abolished.district.device_key)
    assert is_whole(*abolished.all)


def test_a_commune_does_not_leave_its_district_by_itself_and_is_told_who_does_it(abolished):
    unit = abolished.commune.unit.uid
    with pytest.raises(InvalidRecord, match="Hãy nhờ nơi ấy chuyển"):
        abolished.commune.save(Draft("unit", {"parent": abolished.province.unit.uid}, unit))


def test_a_word_on_where_a_unit_lay_before_is_not_held(abolished):
    unit = abolished.commune.unit.uid
    ended = {"unit": unit, "of": abolished.district.unit.uid, "reason": "Bỏ cấp huyện"}
    abolished.district.save(Draft("withdrawal", {**ended, "accepted": write_marks(abolished.district.log.vector())}))
    abolished.round()
    abolished.commune.save(Draft("unit", {"parent": abolished.province.unit.uid}, unit))
    enrol_card(abolished.province, own_card(abolished.commune))
    abolished.round()
    abolished.round()
    assert lies(abolished.province, unit) == ["Xã Đông Sơn", "Tỉnh Bắc Ninh"]
    assert is_whole(*abolished.all)
