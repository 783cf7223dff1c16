"""The office in which a working day is walked: a commune with a village, another laptop that it exchanges with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Translator
from danvan_desktop.store import Store
from danvan_desktop.store.store_preview import preview_of
from danvan_desktop.sync import enrol_card, own_card
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.kinds import ALL_VIEWS
from danvan_desktop.ui.main_window import MainWindow
from danvan_desktop.ui.operations import Operations

SCREEN = (1366, 768)


def furnish(store: Store) -> None:
    """Give an office a village with its roll, and a criterion to score models by."""
    values = {"name": "Thôn Đông", "kind": "village", "code": "DS-01", "parent": store.unit.uid, "households": 12}
    village = store.save(Draft("unit", values)).uids[0]
    heads = enumerate("ABCDEFGHIKLM", 1)
    store.save(*(Draft("household", {"unit": village, "head": f"Nguyễn Văn {c}", "order": n}) for n, c in heads))
    criterion = {"set": "Bộ tiêu chí", "version": "1", "name": "Thiết thực", "order": 1, "maximum": 10}
    store.save(Draft("criterion", criterion))


@contextmanager
def neighbour_of(commune: Store, folder: Path) -> Iterator[Store]:
    """Open the store of another laptop; each knows the card of the other."""
    with Store.create(
        folder / "BN.db", unit_name="Tỉnh Bắc Ninh", unit_code="BN", level="province", clock=commune.clock
    ) as store:
        enrol_card(commune, own_card(store))
        enrol_card(store, own_card(commune))
        yield store


def petition_list(folder: Path) -> Path:
    """Write a list of petitions as another office keeps it."""
    path = folder / "kien-nghi.csv"
    lines = ("Ngày nhận,Người kiến nghị,Nội dung,Thôn", "2/7/2026,Trần Thị B,Sửa cầu,Thôn Đông")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@contextmanager
def office_window(folder: Path, furnishing: Callable[[Store], object]) -> Iterator[MainWindow]:
    """Make an office in a folder, and show its window."""
    with Store.create(folder / "DS.db", unit_name="Xã Đông Sơn", unit_code="DS") as store:
        furnishing(store)
        operations = Operations(store.path)
        with shown_window(UiContext(store, Translator("vi"), operations, store.path, ALL_VIEWS)) as window:
            yield window
        operations.shutdown()
        QApplication.processEvents()


@contextmanager
def shown_window(context: UiContext) -> Iterator[MainWindow]:
    """Show the window of an office on a small screen, and have it active."""
    window = MainWindow(context.translator, preview_of(context.store_path))
    window.fill(context)
    window.resize(*SCREEN)
    window.show()
    window.activateWindow()
    while not window.isActiveWindow():
        QApplication.processEvents()
    yield window
    for left in QApplication.topLevelWidgets():
        left.hide()
    window.deleteLater()
