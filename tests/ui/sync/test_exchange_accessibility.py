"""Every control of the exchange has a name for screen readers, is reached by Tab, and shows its whole text."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.sync import read_card
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.pages.conflicts_page import ConflictsPage
from danvan_desktop.ui.sync.compare_dialog import CompareDialog, candidate_of_card
from danvan_desktop.ui.sync.devices_dialog import DevicesDialog
from danvan_desktop.ui.sync.export_wizard import ExportWizard
from danvan_desktop.ui.sync.import_wizard import ImportWizard
from danvan_desktop.ui.sync.revoke_dialog import RevokeDialog
from danvan_desktop.ui.theme import Look, apply_theme
from tests.rights import join
from tests.sync.exchange import import_bundle
from tests.ui.sync.conftest import OtherOffice
from tests.ui.test_accessibility import cut, nameless, unreached

Show = Callable[[QDialog], None]


@pytest.fixture(params=[100, 200])
def size(request: pytest.FixtureRequest) -> int:
    """The size of letters, in percent."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply_theme(application, Look("light", request.param))
    return request.param


@pytest.fixture
def faultless(ui: UiContext, qtbot: QtBot) -> Callable[[QWidget], None]:
    """Look at all that is shown now."""

    def check(root: QWidget) -> None:
        qtbot.waitUntil(lambda: not ui.operations.busy and not ui.operations._reads, timeout=60_000)
        root.window().activateWindow()
        qtbot.waitUntil(root.window().isActiveWindow)
        QApplication.processEvents()
        beyond_tab = [found for found in unreached(root) if not found.startswith("QRadioButton")]
        poor = [*(f"no name: {found}" for found in nameless(root)), *beyond_tab, *cut(root)]
        assert not poor, "\n".join(poor)

    return check


@pytest.mark.usefixtures("size")
def test_the_wizard_of_the_export(
    ui: UiContext, enrolled: OtherOffice, stick: Path, shown: Show, faultless: Callable[[QWidget], None], qtbot: QtBot
) -> None:
    wizard = ExportWizard(ui, drives=lambda: [stick])
    shown(wizard)
    faultless(wizard)
    for way, following in (("to_peers", "by_passphrase"), ("by_passphrase", "plain")):
        getattr(wizard.addressees, way).setFocus()
        qtbot.keyClick(getattr(wizard.addressees, way), Qt.Key.Key_Down)
        assert getattr(wizard.addressees, following).isChecked()
        faultless(wizard)
    wizard.content.in_period.setChecked(True)
    wizard.next_button.click()
    faultless(wizard)
    wizard.next_button.click()
    qtbot.waitUntil(lambda: wizard.step == 2)
    faultless(wizard)


@pytest.mark.usefixtures("size")
def test_the_wizard_of_the_import(
    ui: UiContext, enrolled: OtherOffice, stick: Path, shown: Show, faultless: Callable[[QWidget], None], qtbot: QtBot
) -> None:
    enrolled.petition()
    enrolled.send()
    wizard = ImportWizard(ui, drives=lambda: [stick])
    shown(wizard)
    qtbot.waitUntil(lambda: bool(wizard.files.current))
    faultless(wizard)
    for step in (1, 2):
        wizard.next_button.click()
        qtbot.waitUntil(lambda step=step: wizard.step == step)
        faultless(wizard)


@pytest.mark.usefixtures("size")
def test_devices_and_what_waits(
    ui: UiContext, enrolled: OtherOffice, stick: Path, shown: Show, faultless: Callable[[QWidget], None]
) -> None:
    dialog = DevicesDialog(ui)
    shown(dialog)
    faultless(dialog)
    dialog.show_waiting()
    faultless(dialog)
    dialog.tabs.setCurrentWidget(dialog.tabs.widget(2))
    faultless(dialog)
    comparing = CompareDialog(ui, candidate_of_card(read_card(enrolled.card())))
    shown(comparing)
    faultless(comparing)
    revoking = RevokeDialog(ui, ui.store.peers.all()[0])
    shown(revoking)
    faultless(revoking)


@pytest.mark.usefixtures("size")
def test_the_page_of_differences(
    ui: UiContext, other: OtherOffice, faultless: Callable[[QWidget], None], qtbot: QtBot
) -> None:
    join(ui.store, other.store)
    uid = other.petition(content="Sửa 120 m mương")
    import_bundle(ui.store, other.send("before.danvan"))
    ui.store.save(Draft("petition", {"content": "Sửa 150 m mương"}, uid))
    other.store.save(Draft("petition", {"content": "Sửa 130 m mương"}, uid))
    import_bundle(ui.store, other.send("after.danvan"))
    page = ConflictsPage(ui)
    qtbot.addWidget(page)
    page.resize(1160, 720)
    page.show()
    page.activate()
    qtbot.waitUntil(lambda: page.panel is not None)
    faultless(page)
