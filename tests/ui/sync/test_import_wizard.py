"""Taking a bundle in from the window: seen before it happens, all or nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from danvan_desktop.sync import export_bundle
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import ChangeSummary
from danvan_desktop.ui.sync.import_wizard import ImportWizard
from tests.ui.sync.conftest import OtherOffice


@pytest.fixture
def wizard(ui: UiContext, stick: Path, qtbot: QtBot) -> Callable[[], ImportWizard]:
    """Open the wizard on what lies on the stick."""

    def opened() -> ImportWizard:
        wizard = ImportWizard(ui, drives=lambda: [stick])
        wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(wizard)
        wizard.show()
        qtbot.waitExposed(wizard)
        return wizard

    return opened


def press(qtbot: QtBot, wizard: ImportWizard) -> None:
    qtbot.keyClick(wizard.focusWidget() or wizard, Qt.Key.Key_Return)


def test_a_bundle_on_the_stick_is_found_shown_and_taken_in_by_the_enter_key_alone(
    ui: UiContext, other: OtherOffice, wizard: Callable[[], ImportWizard], qtbot: QtBot
) -> None:
    uid = other.petition(content="Đèn đường hỏng")
    other.send()
    changed: list[ChangeSummary] = []
    ui.operations.changed.connect(changed.append)
    dialog = wizard()
    qtbot.waitUntil(lambda: bool(dialog.files.current))
    press(qtbot, dialog)
    qtbot.waitUntil(lambda: dialog.step == 1)
    assert "Thôn Đông" in dialog.summary.text()
    assert "chưa ghi gì" in dialog.summary.text()
    assert ui.store.get(uid) is None
    press(qtbot, dialog)
    qtbot.waitUntil(lambda: dialog.step == 2)
    record = ui.store.get(uid)
    assert record is not None
    assert record.text("content") == "Đèn đường hỏng"
    assert "bản ghi mới" in dialog.outcome.text()
    assert changed[0].touches("petition")


@pytest.mark.parametrize("spoil", ["cut", "alien", "gone"])
def test_a_file_that_is_no_whole_bundle_is_told_in_words_and_changes_nothing(
    spoil: str, ui: UiContext, other: OtherOffice, wizard: Callable[[], ImportWizard], qtbot: QtBot
) -> None:
    other.petition()
    path = other.send()
    before = ui.store.digest()
    data = path.read_bytes()
    path.write_bytes(data[:-100] if spoil == "cut" else b"PK ghi chu " * 40)
    if spoil == "gone":
        path.unlink()
    dialog = wizard()
    dialog.open_file(path)
    qtbot.waitUntil(lambda: not dialog.is_running)
    assert dialog.banner.text()
    assert dialog.step == 0
    assert ui.store.digest() == before
    assert not ui.store.bundles()


def test_a_bundle_that_deletes_much_is_taken_in_only_after_the_number_was_typed(
    ui: UiContext, other: OtherOffice, wizard: Callable[[], ImportWizard], qtbot: QtBot, tmp_path: Path
) -> None:
    uids = [other.petition() for _number in range(3)]
    first = wizard()
    first.open_file(other.send("first.danvan"))
    qtbot.waitUntil(lambda: first.step == 1)
    press(qtbot, first)
    qtbot.waitUntil(lambda: first.step == 2)
    other.store.delete(*uids)
    dialog = wizard()
    dialog.open_file(other.send("second.danvan"))
    qtbot.waitUntil(lambda: dialog.step == 1)
    assert dialog.focusWidget() is dialog.confirmation
    press(qtbot, dialog)
    assert dialog.step == 1
    assert ui.store.count("petition") == 3
    qtbot.keyClicks(dialog.confirmation, "3")
    press(qtbot, dialog)
    qtbot.waitUntil(lambda: dialog.step == 2)
    assert ui.store.count("petition") == 0


def test_a_bundle_of_this_very_store_brings_nothing_and_says_so(
    ui: UiContext, wizard: Callable[[], ImportWizard], stick: Path, qtbot: QtBot
) -> None:
    path = export_bundle(ui.store, stick / "own.danvan").path
    dialog = wizard()
    dialog.open_file(path)
    qtbot.waitUntil(lambda: dialog.step == 1)
    assert "không có gì thay đổi" in dialog.summary.text()
