"""Points with decimal places: kept exactly, sorted as numbers, exchanged; whole ones stay what they were."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.rules.model_scores import scoring_of
from danvan_desktop.exchange.dumping import table_of_kind, write_table
from danvan_desktop.exchange.layout import guess_layout
from danvan_desktop.exchange.planning import Options, RowOutcome, load_planned, plan_load
from danvan_desktop.exchange.tables import read_tables
from danvan_desktop.localization import Translator
from danvan_desktop.store import Store

if TYPE_CHECKING:
    from tests.store.conftest import Commune

SAY = Translator("vi")
SET = {"set": "Dân vận khéo", "version": "2026"}


@pytest.fixture
def model(commune: Commune) -> str:
    values = {"name": "Đường hoa", "registrant": "Chi hội Phụ nữ", "period": "Năm 2026", "aim": "Trồng hoa"}
    draft = Draft("model", {**values, "unit": commune.village, "registered_on": "2026-02-10"})
    return commune.store.save(draft).uids[0]


def criterion(store: Store, name: str, maximum: object, weight: object = 1) -> str:
    return store.save(Draft("criterion", {**SET, "name": name, "maximum": maximum, "weight": weight})).uids[0]


def score(store: Store, model: str, of: str, points: object, scorer: str = "An") -> str:
    return store.save(Draft("score", {"model": model, "criterion": of, "points": points, "scorer": scorer})).uids[0]


def test_points_are_exact_and_sort_as_numbers(commune: Commune, model: str) -> None:
    store = commune.store
    of = criterion(store, "Hiệu quả", "12,5")
    for place, points in enumerate(("9,75", "10", "0,25", "9,8")):
        score(store, model, of, points, f"Người {place}")
    assert [one.get("points") for one in store.list("score", order="points")] == ["0.25", "9.75", "9.8", 10]
    assert [one.get("points") for one in store.find("score", points="9.75")] == ["9.75"]
    assert store.check().problems == ()


def test_a_fraction_above_the_most_is_refused(commune: Commune, model: str) -> None:
    of = criterion(commune.store, "Hiệu quả", "12,5")
    with pytest.raises(InvalidRecord) as caught:
        score(commune.store, model, of, "12,51")
    (problem,) = caught.value.problems
    assert SAY(problem.message) == "“Hiệu quả” được nhiều nhất 12,5 điểm, không thể 12,51 điểm."


def test_the_sum_of_points_loses_nothing(commune: Commune, model: str) -> None:
    store = commune.store
    for name in ("Một", "Hai", "Ba"):
        score(store, model, criterion(store, name, "0,5", "1,5"), "0,1")
    result = scoring_of(store, store.get(model))  # type: ignore[arg-type]
    assert (result.points * 100, result.most) == (45, Decimal("2.25"))


def test_a_whole_number_is_logged_as_earlier_versions_did(commune: Commune, model: str) -> None:
    uid = score(commune.store, model, criterion(commune.store, "Hiệu quả", 40), "35,00")
    bodies = commune.store._connection.execute(
        "SELECT e.body FROM entry e JOIN record r ON r.no = e.record WHERE r.uid = ?", [uid]
    ).fetchall()
    assert {json.loads(body)["points"] for (body,) in bodies if "points" in body} == {35}
    changes = len(commune.store.history(uid))
    commune.store.save(Draft("score", {"points": "35"}, uid))
    assert len(commune.store.history(uid)) == changes


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_table_with_fractions_comes_back_whole(commune: Commune, tmp_path: Path, ending: str) -> None:
    store = commune.store
    uids = [criterion(store, name, most) for name, most in (("Một", "12,5"), ("Hai", 20), ("Ba", "1.000"))]
    out = tmp_path / f"criteria.{ending}"
    write_table(table_of_kind(store, store.kinds["criterion"], SAY), out)
    (grid,) = read_tables(out)
    layout = guess_layout(grid, store.kinds["criterion"])
    assert layout is not None
    again = plan_load(store, store.kinds["criterion"], grid, layout, Options(update=True), SAY)
    assert again.count(RowOutcome.SAME) == len(uids)
    store.save(Draft("criterion", {"maximum": 13}, uids[0]))
    changed = plan_load(store, store.kinds["criterion"], grid, layout, Options(update=True), SAY)
    load_planned(store, changed)
    assert store.get(uids[0]).get("maximum") == "12.5"  # type: ignore[union-attr]
    if ending == "xlsx":
        cells = {cell.value for row in openpyxl.load_workbook(out).active.iter_rows() for cell in row}
        assert {12.5, 20, 1000} <= cells
    else:
        assert "12,5" in out.read_text("utf-8-sig")
