"""Lists of villages as offices keep them, without codes and kinds; loaded again, they are known by their names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.village_names import kind_told_by
from danvan_desktop.exchange.planning import LoadPlan
from danvan_desktop.store import Store
from danvan_desktop.ui.setup.office_lists import villages_in

HEADS = ["STT", "Tên thôn", "Trưởng thôn", "Số hộ"]
Rows = Callable[..., Path]
Deed = Callable[..., LoadPlan]


def outcomes(plan: LoadPlan) -> list[str]:
    return [row.outcome.value for row in plan.rows]


def told(store: Store) -> list[tuple[str, str, str]]:
    found = store.find("unit", parent=store.unit.uid)
    return sorted((one.text("code"), one.text("kind"), one.text("name")) for one in found)


def test_kinds_and_codes_follow_from_names(store: Store, sheet: Rows, load: Deed) -> None:
    load(sheet(HEADS, [1, "Thôn Trung", "Vũ Văn Mẫu", 120], [2, "Bản Mới", "", "1.020"], [3, "Tổ dân phố 5"]), "unit")
    new = [("DS-03", "village", "Thôn Trung"), ("DS-04", "hamlet", "Bản Mới")]
    assert told(store)[2:] == [*new, ("DS-05", "residential_group", "Tổ dân phố 5")]


def test_a_form_fills_in_the_same_as_a_new_office(store: Store) -> None:
    pasted = villages_in("Khu phố 7", store.unit).drafts[0].values
    uid = store.save(Draft("unit", {"name": "Khu phố 7"})).uids[0]
    saved = store.get(uid)
    assert saved is not None
    assert (saved.text("kind"), saved.text("parent")) == (pasted["kind"], store.unit.uid)
    assert saved.text("code") == "DS-03"


def test_villages_are_known_again_by_their_names(store: Store, sheet: Rows, load: Deed) -> None:
    load(sheet(HEADS, [1, "Thôn Trung", "Vũ Văn Mẫu", 120]), "unit")
    assert outcomes(load(sheet(HEADS, [1, "Thôn Trung", "Vũ Văn Mẫu", 120]), "unit")) == ["same"]
    changed = sheet(HEADS, [1, "thôn trung", "Lê Thị Lan", 120], [2, "Thôn Đông", "Lê Thị Lan", 80])
    assert outcomes(load(changed, "unit")) == ["rejected", "rejected"]
    assert outcomes(load(changed, "unit", update=True)) == ["changed", "changed"]
    assert len(told(store)) == 3


def test_a_name_without_the_word_for_a_village_asks_for_its_kind(sheet: Rows, plan: Deed) -> None:
    (row,) = plan(sheet(HEADS, [1, "Trung"]), "unit").rows
    assert any(problem.field == "kind" for problem in row.errors)


@pytest.mark.parametrize(
    "name", ["Ban Dân vận Đảng ủy", "Khu công nghiệp Đông", "Tổ hòa giải", "Công an xã", "Hội Phụ nữ", "Ban CHQS xã"]
)
def test_agencies_are_no_villages(name: str) -> None:
    assert kind_told_by(name) is None
