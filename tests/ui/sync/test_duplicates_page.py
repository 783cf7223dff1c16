"""What was recorded twice: compared field by field, made one or told apart by keys, and taken back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.store.telling import tell_nobody
from danvan_desktop.sync import ImportResult, describe_import
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.pages.conflicts_page import ConflictsPage
from danvan_desktop.ui.pages.record_page import RecordPage
from danvan_desktop.ui.sync.duplicate_dialog import DuplicateDialog
from danvan_desktop.ui.sync.duplicate_panel import DuplicatePanel
from danvan_desktop.ui.sync.duplicate_reading import compare
from danvan_desktop.ui.sync.sources import FileSource
from tests.rights import join
from tests.ui.sync.conftest import OtherOffice

pytestmark = pytest.mark.usefixtures("earlier_petitions")


@pytest.fixture
def page(ui: UiContext, qtbot: QtBot) -> ConflictsPage:
    page = ConflictsPage(ui)
    ui.operations.changed.connect(page.on_changed)
    qtbot.addWidget(page)
    page.resize(1160, 720)
    page.show()
    return page


@pytest.fixture
def village(ui: UiContext) -> str:
    made = {"name": "Thôn Am", "kind": "village", "code": "A1", "parent": ui.store.unit.uid}
    return ui.store.save(Draft("unit", made)).uids[0]


@pytest.fixture
def household(ui: UiContext, village: str) -> Callable[..., str]:
    def made(head: str, **values: object) -> str:
        return ui.store.save(Draft("household", {"unit": village, "head": head, **values})).uids[0]

    return made


def turn_to(page: ConflictsPage, qtbot: QtBot) -> DuplicatePanel:
    page.activate()
    qtbot.waitUntil(lambda: page.pair_panel is not None)
    assert page.pair_panel is not None
    return page.pair_panel


def press(page: ConflictsPage, qtbot: QtBot, key: Qt.Key, with_key: Qt.KeyboardModifier) -> None:
    """Press a shortcut where the cursor is."""
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page.focusWidget(), key, with_key)


def test_a_pair_is_listed_with_its_reason_and_only_what_differs_is_asked(
    page: ConflictsPage, household: Callable[..., str], qtbot: QtBot
) -> None:
    household("Hà Thị Gái", members=3)
    household("Hà Thị Gái (bà)", address="Xóm Mới", members=3)
    panel = turn_to(page, qtbot)
    (item,) = page.list.items
    assert item.title == "Hà Thị Gái (bà) và Hà Thị Gái"
    assert "Cùng chủ hộ, cùng thôn" in item.detail
    assert page._count.text() == "1 cặp có thể ghi trùng"
    assert [choice.compared.field.name for choice in panel.choices] == ["head", "address"]
    assert "Số nhân khẩu: 3" in panel._same()


def test_keys_alone_choose_join_and_undo(
    ui: UiContext, page: ConflictsPage, household: Callable[..., str], qtbot: QtBot
) -> None:
    kept = household("Hà Thị Gái (bà)", address="Xóm Mới", members=3)
    other = household("Hà Thị Gái", members=3)
    panel = turn_to(page, qtbot)
    assert page.focusWidget() is page.list
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    head = panel.choices[0]
    assert page.focusWidget() is head.buttons[0]
    qtbot.keyClick(head.buttons[0], Qt.Key.Key_Right)
    assert head.side == 1
    assert isinstance(page.focusWidget(), QRadioButton)
    press(page, qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.pair_panel is None)
    record = ui.store.get(kept)
    assert record is not None
    assert (record.text("head"), record.text("address")) == ("Hà Thị Gái", "Xóm Mới")
    assert ui.store.shown_as(other) == kept
    ui.operations.undo()
    qtbot.waitUntil(lambda: page.pair_panel is not None)
    assert ui.store.count("household") == 2
    undone = ui.store.get(kept)
    assert undone is not None
    assert undone.text("head") == "Hà Thị Gái (bà)"


def test_a_whole_side_is_taken_by_one_key(
    ui: UiContext, page: ConflictsPage, household: Callable[..., str], qtbot: QtBot
) -> None:
    household("Hà Thị Gái", members=4, address="Xóm Cũ")
    household("Bà Hà Thị Gái", members=5, address="Xóm Cũ")
    panel = turn_to(page, qtbot)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    press(page, qtbot, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: panel.values == {"head": "Bà Hà Thị Gái", "members": 5})
    press(page, qtbot, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: panel.values == {})


def test_not_one_is_remembered_and_can_be_undone(
    ui: UiContext, page: ConflictsPage, household: Callable[..., str], qtbot: QtBot
) -> None:
    household("Hà Thị Gái"), household("Hà Thị Gái")
    panel = turn_to(page, qtbot)
    panel.apart_button.click()
    qtbot.waitUntil(page.empty.isVisible)
    assert ui.store.count("household") == 2
    ui.operations.undo()
    qtbot.waitUntil(lambda: page.pair_panel is not None)


def test_a_value_that_the_rules_refuse_is_told_and_nothing_is_joined(
    ui: UiContext, page: ConflictsPage, village: str, qtbot: QtBot
) -> None:
    made = {"unit": village, "content": "Mương bị tắc", "received_on": "2026-08-10"}
    ui.store.save(Draft("petition", {**made, "number": "091/2026"}))
    ui.store.save(Draft("petition", {**made, "number": "092/2026"}))
    panel = turn_to(page, qtbot)
    panel.take_side(1)
    panel.join_button.click()
    qtbot.waitUntil(lambda: bool(panel.banner.text()))
    assert "092/2026" in panel.banner.text()
    assert panel.isEnabled()
    assert ui.store.count("petition", {"unit": village}) == 2


def test_a_number_given_twice_gets_a_new_one_by_one_press(
    ui: UiContext, page: ConflictsPage, other: OtherOffice, village: str, qtbot: QtBot
) -> None:
    join(ui.store, other.store)
    other.store.merge(ui.store.log.entries_after({}), ui.store.signed_logs())
    made = {"number": "001/2026", "received_on": "2026-08-10", "unit": village}
    ui.store.save(Draft("petition", {**made, "content": "Đường hỏng"}))
    other.store.save(Draft("petition", {**made, "content": "Thiếu nước sạch"}))
    result = FileSource(other.send()).take(ui.store, None, tell_nobody, dry_run=False)
    assert isinstance(result, ImportResult)
    assert result.duplicates == 1
    assert any("có thể ghi trùng hoặc trùng số" in ui.translator(told) for told in describe_import(result))
    turn_to(page, qtbot)
    (numbered,) = (item.key for item in page.list.items if "001/2026" in item.detail)
    page.list.choose(numbered)
    panel = page.pair_panel
    assert panel is not None
    assert panel.renumber_button.isVisibleTo(panel)
    panel.renumber_button.click()
    qtbot.waitUntil(lambda: numbered not in {item.key for item in page.list.items})
    assert {one.text("number") for one in ui.store.list("petition")} == {"001/2026", "002/2026"}


def test_what_is_secret_is_neither_shown_nor_chosen(
    ui: UiContext, page: ConflictsPage, village: str, qtbot: QtBot
) -> None:
    made = {"unit": village, "received_on": "2026-08-10", "nature": "denunciation"}
    uids = [
        ui.store.save(Draft("petition", {**made, "number": f"09{n}/2026", "content": f"Tố ông X lần {n}"})).uids[0]
        for n in range(2)
    ]
    compared = compare(ui.store, *uids, ui.translator)
    dialog = DuplicateDialog(ui, compared)
    qtbot.addWidget(dialog)
    dialog.show()
    texts = " ".join(text.text() for choice in dialog.panel.choices for text in choice.texts)
    assert "Tố" not in texts
    assert "bí mật" in dialog.panel.banner.text()
    assert [choice.compared.field.name for choice in dialog.panel.choices] == ["number"]


def test_two_chosen_rows_are_joined_from_the_list_and_parted_there(ui: UiContext, village: str, qtbot: QtBot) -> None:
    made = {"unit": village, "received_on": "2026-08-10"}
    for number, content in (("091/2026", "Mương bị tắc"), ("092/2026", "Cầu hỏng")):
        ui.store.save(Draft("petition", {**made, "number": number, "content": content}))
    page = RecordPage(ui, ui.views["petition"])
    ui.operations.changed.connect(page.on_changed)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.activate()
    qtbot.waitUntil(lambda: page.table.rowCount() == 2)
    page.view.selectAll()
    assert page.joining is not None
    assert page.joining.join_action.isEnabled()
    page.joining.join_action.trigger()
    qtbot.waitUntil(lambda: page.findChild(DuplicateDialog) is not None)
    dialog = page.findChild(DuplicateDialog)
    assert dialog is not None
    dialog.panel.join_button.click()
    qtbot.waitUntil(lambda: page.table.rowCount() == 1)
    page.view.selectRow(0)
    assert page.joining.part_action.isEnabled()
    page.joining.part_action.trigger()
    qtbot.waitUntil(lambda: page.table.rowCount() == 2)
