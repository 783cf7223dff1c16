"""A commune with two villages to load lists into, and lists made like those of offices."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from danvan_desktop.domain.record import Draft
from danvan_desktop.exchange.layout import best_grid, guess_layout
from danvan_desktop.exchange.planning import LoadPlan, Options, load_planned, plan_load
from danvan_desktop.exchange.tables import read_tables
from danvan_desktop.localization import Translator
from danvan_desktop.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS") as opened:
        for name, code in (("Thôn Đông", "DS-01"), ("Thôn Hạ", "DS-02")):
            opened.save(Draft("unit", {"name": name, "kind": "village", "code": code, "parent": opened.unit.uid}))
        yield opened


@pytest.fixture
def plan(store: Store) -> Callable[..., LoadPlan]:
    """Plan the loading of a file as the command does."""

    def make(path: Path, kind: str = "petition", encoding: str | None = None, **options: Any) -> LoadPlan:
        declared = store.kinds[kind]
        grid = best_grid(read_tables(path, encoding), declared)
        layout = guess_layout(grid, declared)
        assert layout is not None
        return plan_load(store, declared, grid, layout, Options(**options), Translator("vi"))

    return make


@pytest.fixture
def load(store: Store, plan: Callable[..., LoadPlan]) -> Callable[..., LoadPlan]:
    """Plan and load."""

    def run(path: Path, kind: str = "petition", **options: Any) -> LoadPlan:
        planned = plan(path, kind, **options)
        load_planned(store, planned)
        return planned

    return run


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    """Write rows into an Excel file; ``finish`` is given the sheet before it is saved."""

    def write(*rows: list[Any], finish: Callable[[Any], object] | None = None, name: str = "list.xlsx") -> Path:
        book = Workbook()
        for row in rows:
            book.active.append(row)
        if finish is not None:
            finish(book.active)
        book.save(tmp_path / name)
        return tmp_path / name

    return write
