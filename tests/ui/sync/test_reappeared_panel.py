"""What was erased and stands again is listed and counted under “Cần đối chiếu”, and settled there."""

import pytest
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.redaction_dialog import RedactionDialog
from danvan_desktop.ui.pages.conflicts_page import ConflictsPage
from danvan_desktop.ui.sync.waiting_count import WaitingCount
from tests.rights import join
from tests.sync.exchange import send
from tests.ui.sync.conftest import OtherOffice


@pytest.fixture
def again(ui: UiContext, enrolled: OtherOffice) -> str:
    """A petition whose words the other laptop wrote anew while this one erased them."""
    store, other = ui.store, enrolled.store
    join(store, other)
    values = {"number": "09/2026", "received_on": "2026-08-01", "unit": store.unit.uid, "content": "Mương tắc"}
    uid = store.save(Draft("petition", values)).uids[0]
    send(store, other)
    other.save(Draft("petition", {"content": "Mương trước nhà ông Quýt tắc"}, uid))
    store.redact(uid, ["content"], "Đơn của công dân")
    send(other, store)
    return uid


@pytest.fixture
def page(ui: UiContext, again: str, qtbot: QtBot) -> ConflictsPage:
    page = ConflictsPage(ui)
    ui.operations.changed.connect(page.on_changed)  # as the window does
    qtbot.addWidget(page)
    page.show()
    page.activate()
    qtbot.waitUntil(page.reappeared.isVisible)
    return page


def count(ui: UiContext, qtbot: QtBot) -> int:
    counter = WaitingCount(ui, ui.operations)
    with qtbot.waitSignal(counter.counted) as counted:
        counter.refresh()
    return counted.args[0]


def test_it_is_listed_with_its_field_counted_and_let_be(
    ui: UiContext, page: ConflictsPage, again: str, qtbot: QtBot
) -> None:
    before = count(ui, qtbot)
    (item,) = page.reappeared.list.items
    assert item.key == again
    assert "chưa biết việc xóa" in item.detail
    with qtbot.waitSignal(page.record_wanted) as wanted:
        page.reappeared.open_button.click()
    assert wanted.args == [again]
    with qtbot.waitSignal(ui.operations.changed):
        page.reappeared.keep_button.click()
    qtbot.waitUntil(page.reappeared.isHidden)
    assert count(ui, qtbot) == before - 1


def test_it_is_erased_once_more_from_there(ui: UiContext, page: ConflictsPage, qtbot: QtBot) -> None:
    page.reappeared.erase_button.click()
    (dialog,) = page.reappeared.findChildren(RedactionDialog)
    assert "content" in dialog.fields
    dialog.reason.setText("Đơn của công dân")
    dialog.erase_button.click()
    qtbot.waitUntil(page.reappeared.isHidden)
    assert not ui.store.reappeared()
