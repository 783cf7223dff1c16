"""Two offices wrote differently: a person compares and decides, and can take the decision back."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.sync import ExportWish, export_bundle
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.pages.conflicts_page import ConflictsPage
from tests.clocks import StandingClock
from tests.rights import join, withdraw
from tests.sync.exchange import import_bundle
from tests.ui.sync.conftest import OtherOffice

SHARED = "Sửa xong 120 m mương ở xóm Đông"
HERE = "Sửa xong 150 m mương ở xóm Đông"
THERE = "Sửa xong 130 m mương ở xóm Đông"


@pytest.fixture(autouse=True)
def one_office(ui: UiContext, other: OtherOffice) -> None:
    """Both laptops write for both units."""
    join(ui.store, other.store)


@pytest.fixture
def page(ui: UiContext, qtbot: QtBot) -> ConflictsPage:
    page = ConflictsPage(ui)
    ui.operations.changed.connect(page.on_changed)
    qtbot.addWidget(page)
    page.resize(1160, 720)
    page.show()
    qtbot.waitExposed(page)
    return page


@pytest.fixture
def clash(ui: UiContext, other: OtherOffice, clock: StandingClock) -> Callable[..., str]:
    """Let both offices change one petition without knowing of each other; returns its uid."""

    def made(here: dict[str, object], there: dict[str, object]) -> str:
        uid = other.petition(content=SHARED)
        import_bundle(ui.store, other.send("before.danvan"))
        ui.store.save(Draft("petition", here, uid))
        clock.moment += dt.timedelta(minutes=1)
        other.store.save(Draft("petition", there, uid))
        import_bundle(ui.store, other.send("after.danvan"))
        return uid

    return made


def turn_to(page: ConflictsPage, qtbot: QtBot) -> None:
    page.activate()
    qtbot.waitUntil(lambda: page.panel is not None)


def marked(page: ConflictsPage, number: int) -> str:
    """Return the underlined text of a side."""
    assert page.panel is not None
    document = page.panel.sides[number].value.document()
    cursor = QTextCursor(document)
    found = ""
    while not cursor.atEnd():
        cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
        found += cursor.selectedText() if cursor.charFormat().fontUnderline() else ""
        cursor.clearSelection()
    return found.strip()


def test_both_values_stand_side_by_side_with_their_words_marked_and_their_machines_named(
    page: ConflictsPage, clash: Callable[..., str], qtbot: QtBot
) -> None:
    clash({"content": HERE}, {"content": THERE})
    turn_to(page, qtbot)
    assert page.panel is not None
    assert [card.text for card in page.panel.sides] == [THERE, HERE]
    assert (marked(page, 0), marked(page, 1)) == ("130", "150")
    assert page.panel.sides[0].value.accessibleDescription() == "Từ khác nhau: 130"
    assert "Thôn Đông" in page.panel.sides[0].origin.text()
    assert "Máy này" in page.panel.sides[1].origin.text()


def test_the_keyboard_alone_takes_a_value_and_the_undo_brings_the_former_back(
    ui: UiContext, page: ConflictsPage, clash: Callable[..., str], qtbot: QtBot
) -> None:
    uid = clash({"content": HERE}, {"content": THERE})
    turn_to(page, qtbot)
    assert page.panel is not None
    assert page.focusWidget() is page.list
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    for widget in (page.panel.sides[0].button, page.panel.sides[1].value):
        assert page.focusWidget() is widget
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.panel is None)
    assert ui.store.conflict_count() == 0
    assert content(ui, uid) == HERE
    assert page.empty.isVisible()
    ui.operations.undo()
    qtbot.waitUntil(lambda: page.panel is not None)
    assert page.panel is not None
    assert content(ui, uid) == THERE
    assert "Thôn Đông" in page.panel.sides[0].origin.text()


def test_a_text_of_ones_own_settles_it(
    ui: UiContext, page: ConflictsPage, clash: Callable[..., str], qtbot: QtBot
) -> None:
    uid = clash({"content": HERE}, {"content": THERE})
    turn_to(page, qtbot)
    assert page.panel is not None
    page.panel.input.show_value("Sửa xong 140 m")
    page.panel.write_button.click()
    qtbot.waitUntil(lambda: ui.store.conflict_count() == 0)
    assert content(ui, uid) == "Sửa xong 140 m"


def test_an_empty_text_is_refused_for_a_required_field(
    ui: UiContext, page: ConflictsPage, clash: Callable[..., str], qtbot: QtBot
) -> None:
    clash({"content": HERE}, {"content": THERE})
    turn_to(page, qtbot)
    assert page.panel is not None
    page.panel.input.show_value("")
    page.panel.write_button.click()
    assert "trống" in page.panel.note.text()
    assert ui.store.conflict_count() == 1


def test_both_texts_can_be_kept(ui: UiContext, page: ConflictsPage, clash: Callable[..., str], qtbot: QtBot) -> None:
    uid = clash({"content": HERE}, {"content": THERE})
    turn_to(page, qtbot)
    assert page.panel is not None
    page.panel.both_button.click()
    qtbot.waitUntil(lambda: ui.store.conflict_count() == 0)
    assert content(ui, uid) == f"{THERE}\n\n{HERE}"


def test_after_a_decision_the_next_difference_is_shown_with_the_focus_kept(
    ui: UiContext, page: ConflictsPage, clash: Callable[..., str], qtbot: QtBot
) -> None:
    term = {"due_on": "2026-09-30"}
    here = {"content": HERE, "received_on": "2026-08-11"}
    clash(here | term, {"content": THERE, "received_on": "2026-08-12"} | term)
    turn_to(page, qtbot)
    first = page.panel
    assert first is not None
    first.focus_first()
    first.sides[0].button.click()
    qtbot.waitUntil(lambda: page.panel is not None and page.panel is not first)
    assert page.panel is not None
    assert [card.text for card in page.panel.sides] == ["12/08/2026", "11/08/2026"]
    assert page.focusWidget() is page.panel.sides[0].button
    assert len(page.list.items) == 1


def test_a_double_click_settles_one_difference_and_not_the_next_one_unseen(
    ui: UiContext, page: ConflictsPage, clash: Callable[..., str], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    term = {"due_on": "2026-09-30"}
    here = {"content": HERE, "received_on": "2026-08-11"}
    clash(here | term, {"content": THERE, "received_on": "2026-08-12"} | term)
    turn_to(page, qtbot)
    former = QApplication.doubleClickInterval()
    QApplication.setDoubleClickInterval(60_000)
    try:
        first = page.panel
        assert first is not None
        qtbot.mouseClick(first.sides[1].button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: page.panel is not None and page.panel is not first)
        qtbot.mouseClick(page.panel.sides[1].button, Qt.MouseButton.LeftButton)
        assert page.panel.isEnabled()
        assert ui.store.conflict_count() == 1
        QApplication.setDoubleClickInterval(0)
        qtbot.mouseClick(page.panel.sides[1].button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: ui.store.conflict_count() == 0)
    finally:
        QApplication.setDoubleClickInterval(former)


def content(ui: UiContext, uid: str) -> str:
    record = ui.store.get(uid)
    assert record is not None
    return record.text("content")


def test_a_deletion_against_an_edit_is_shown_as_such_and_can_be_called_back(
    ui: UiContext, page: ConflictsPage, other: OtherOffice, qtbot: QtBot
) -> None:
    uid = other.petition(content=SHARED)
    import_bundle(ui.store, other.send("before.danvan"))
    ui.store.delete(uid)
    other.store.save(Draft("petition", {"content": THERE}, uid))
    import_bundle(ui.store, other.send("after.danvan"))
    turn_to(page, qtbot)
    assert page.panel is not None
    assert [card.text for card in page.panel.sides] == ["Xóa hồ sơ này", f"Sửa “Nội dung” thành: {THERE}"]
    assert "thùng rác" in page.panel.banner.text()
    page.panel.sides[1].button.click()
    qtbot.waitUntil(lambda: ui.store.conflict_count() == 0)
    assert content(ui, uid) == THERE


def test_a_signature_against_an_edit_offers_to_open_the_record_again(
    ui: UiContext, page: ConflictsPage, other: OtherOffice, qtbot: QtBot
) -> None:
    values = {
        "unit": other.store.unit.uid,
        "level": "village",
        "kind": "periodic",
        "topic": "Đường trục thôn",
        "led_by": "Bí thư chi bộ",
        "held_on": "2026-08-11",
        "place": "Nhà văn hóa thôn",
        "participants_count": 30,
        "state": "held",
    }
    uid = other.store.save(Draft("dialogue", values)).uids[0]
    import_bundle(ui.store, other.send("before.danvan"))
    ui.store.save(Draft("dialogue", {"state": "signed"}, uid))
    other.store.save(Draft("dialogue", {"topic": "Đường và mương"}, uid))
    import_bundle(ui.store, other.send("after.danvan"))
    turn_to(page, qtbot)
    assert page.panel is not None
    assert "đã ký" in page.panel.banner.text()
    page.panel.sides[1].button.click()
    qtbot.waitUntil(lambda: ui.store.conflict_count() == 0)
    record = ui.store.get(uid)
    assert record is not None
    assert (record.text("state"), record.text("topic")) == ("held", "Đường và mương")


def test_a_decision_that_is_not_this_office_s_to_take_is_refused_in_words(
    ui: UiContext, page: ConflictsPage, clash: Callable[..., str], other: OtherOffice, qtbot: QtBot, tmp_path: Path
) -> None:
    clash({"content": HERE}, {"content": THERE})
    import_bundle(other.store, export_bundle(ui.store, tmp_path / "here.danvan", ExportWish(plain=True)).path)
    withdraw(other.store, ui.store.device_key)
    import_bundle(ui.store, other.send("withdrawal.danvan"))
    turn_to(page, qtbot)
    assert page.panel is not None
    page.panel.sides[1].button.click()
    qtbot.waitUntil(lambda: page.panel is not None and "không được ghi sổ cho" in page.panel.banner.text())
    assert page.panel.isEnabled()
    assert ui.store.conflict_count() == 1
