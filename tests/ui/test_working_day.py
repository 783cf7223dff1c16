"""The working day of an officer, walked by keys alone in the real window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hands import CONTROL, Hands, Key
from PySide6.QtWidgets import QApplication
from working_day import WorkingDay

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import ExportWish, FileKind, enrol_card, export_bundle, own_card, what_is
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.pages.reports_page import ReportsPage
from tests.ui.windows import window_over


@pytest.fixture(autouse=True)
def _every_dialog_is_answered() -> None:
    """Let questions wait here: they are answered by hand."""


@pytest.fixture
def commune(ui: UiContext) -> Store:
    """A village with its roll, and a criterion to score by."""
    store = ui.store
    values = {"name": "Thôn Đông", "kind": "village", "code": "DS-01", "parent": store.unit.uid, "households": 12}
    village = store.save(Draft("unit", values)).uids[0]
    heads = enumerate("ABCDEFGHIKLM", 1)
    store.save(*(Draft("household", {"unit": village, "head": f"Nguyễn Văn {c}", "order": n}) for n, c in heads))
    criterion = {"set": "Bộ tiêu chí", "version": "1", "name": "Thiết thực", "order": 1, "maximum": 10}
    store.save(Draft("criterion", criterion))
    return store


@pytest.fixture
def province(commune: Store, tmp_path: Path) -> Iterator[Store]:
    """Another laptop that this one exchanges with, whose card is known here."""
    with Store.create(
        tmp_path / "BN.db", unit_name="Tỉnh Bắc Ninh", unit_code="BN", level="province", clock=commune.clock
    ) as store:
        enrol_card(commune, own_card(store))
        enrol_card(store, own_card(commune))
        yield store


@pytest.fixture
def day(ui: UiContext, commune: Store) -> Iterator[WorkingDay]:
    window, hands = window_over(ui), Hands()
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    hands.wait(window.isActiveWindow)
    yield WorkingDay(window, hands)
    hands.all_answered()
    for left in QApplication.topLevelWidgets():
        left.hide()
    window.deleteLater()


def test_the_whole_day_is_walked_by_keys_alone(day, commune, province, tmp_path):
    meeting = day.meeting()
    stored = commune.get(meeting)
    assert (stored.text("state"), stored.number("households_present")) == ("held", 8)
    assert len(commune.children(meeting, "opinion")) == 3
    (decision,) = commune.children(meeting, "decision")
    assert (decision.number("votes_for"), decision.number("votes_against")) == (7, 1)
    petition = day.petition()
    assert commune.get(petition).text("state") == "people_told"
    assert commune.get(petition).text("source_record") == meeting
    day.leave()
    day.leave()
    (opinion,) = commune.children(day.dialogue(), "opinion")
    assert opinion.text("answer") == "Moi tuan hai lan"
    day.leave()
    (score,) = commune.children(day.model(), "score")
    assert score.get("points") is not None
    day.print_preview()
    day.leave()
    day.report()
    bundle = day.export(tmp_path)
    assert what_is(bundle) is FileKind.ENCRYPTED
    told = day.take_in(export_bundle(province, tmp_path / "in.danvan", ExportWish()).path)
    assert "Tỉnh Bắc Ninh" in told
    day.load(listed(tmp_path))
    assert commune.find("petition", citizen_name="Trần Thị B")
    assert commune.get(day.find("ong 1")).text("citizen_name") == "Ong 1"


def listed(folder: Path) -> Path:
    """Write a list of petitions as another office keeps it."""
    path = folder / "kien-nghi.csv"
    lines = ("Ngày nhận,Người kiến nghị,Nội dung,Thôn", "2/7/2026,Trần Thị B,Sửa cầu,Thôn Đông")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_no_place_shows_a_window_of_its_own_or_lets_the_keyboard_go(day):
    window, strays = day.window, []
    for number, name in enumerate(list(window.choices.pins), 1):
        day.hands.press(getattr(Key, f"Key_{number}"), CONTROL)
        assert window._place == name
        assert QApplication.activeWindow() is window
        strays += [widget for widget in QApplication.topLevelWidgets() if widget.isVisible() and widget is not window]
    assert not strays
    assert isinstance(window.page("reports"), ReportsPage)
