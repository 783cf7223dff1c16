"""What is held is listed under “Cần đối chiếu” and decided there."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.sync import Choice, Relation, enrol_card, own_card
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.sync.held_panel import HeldPanel
from tests.rights import unguarded
from tests.sync.exchange import import_bundle
from tests.ui.sync.conftest import OtherOffice


def test_a_held_change_is_listed_with_its_reason_and_adopted(ui: UiContext, other: OtherOffice, qtbot: QtBot) -> None:
    enrol_card(ui.store, own_card(other.store), Choice(Relation.NONE))
    values = {"name": "Xã Khác", "kind": "commune", "code": "K"}
    with unguarded():
        other.store.save(Draft("unit", values, ui.store.unit.uid))
    import_bundle(ui.store, other.send())
    panel = HeldPanel(ui)
    qtbot.addWidget(panel)
    assert panel.isHidden()
    panel.refresh()
    qtbot.waitUntil(lambda: len(panel.list.items) == 1)
    (item,) = panel.list.items
    assert "không có quyền ghi" in item.detail
    panel.list.choose(item.key)
    panel.adopt_button.click()
    qtbot.waitUntil(lambda: not panel.list.items)
    assert ui.store.unit.text("name") == "Xã Khác"
    assert panel.isHidden()


def test_a_held_change_is_dismissed_by_the_keyboard(ui: UiContext, other: OtherOffice, qtbot: QtBot) -> None:
    enrol_card(ui.store, own_card(other.store), Choice(Relation.NONE))
    name = ui.store.unit.text("name")
    with unguarded():
        other.store.save(Draft("unit", {"name": "Xã Khác", "kind": "commune", "code": "K"}, ui.store.unit.uid))
    import_bundle(ui.store, other.send())
    panel = HeldPanel(ui)
    qtbot.addWidget(panel)
    panel.show()
    panel.refresh()
    qtbot.waitUntil(lambda: len(panel.list.items) == 1)
    panel.list.choose(panel.list.items[0].key)
    qtbot.keyClick(panel.dismiss_button, Qt.Key.Key_Space)
    qtbot.waitUntil(panel.isHidden)
    assert ui.store.unit.text("name") == name
    assert ui.store.undecided() == []
