"""The page of exchange: both ways, and the list of what went them."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from danvan_desktop.sync import export_bundle, import_bundle
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.pages.sync_page import SyncPage
from tests.ui.sync.conftest import OtherOffice


@pytest.fixture
def page(ui: UiContext, qtbot: QtBot) -> SyncPage:
    page = SyncPage(ui)
    qtbot.addWidget(page)
    page.resize(1160, 720)
    page.show()
    qtbot.waitExposed(page)
    return page


def test_what_was_sent_and_received_is_listed_newest_first(
    ui: UiContext, page: SyncPage, other: OtherOffice, stick: Path, qtbot: QtBot
) -> None:
    export_bundle(ui.store, stick / "out.danvan")
    import_bundle(ui.store, other.send())
    page.activate()
    qtbot.waitUntil(lambda: page.bundles.rowCount() == 2)
    shown = [page.bundles.index(row, 0).data() for row in range(2)]
    assert shown == ["Nhận về", "Gửi đi"]
    assert page.bundles.index(0, 3).data() == "Thôn Đông"


def test_a_dropped_file_is_looked_into_at_once(page: SyncPage, other: OtherOffice, qtbot: QtBot) -> None:
    other.petition()
    wizard = page.import_file(other.send())
    qtbot.waitUntil(lambda: wizard.step == 1)
    assert wizard.preview is not None
    assert wizard.preview.result.merge.new_records == 2
    wizard.close()
