"""Writing a bundle from the window: where to, verified, told in words."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from danvan_desktop.store import Store
from danvan_desktop.sync import import_bundle
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.sync.export_wizard import ExportWizard


@pytest.fixture
def sticks(stick: Path) -> list[Path]:
    """The sticks that are plugged in; a test may pull them out."""
    return [stick]


@pytest.fixture
def wizard(ui: UiContext, sticks: list[Path], qtbot: QtBot) -> ExportWizard:
    wizard = ExportWizard(ui, drives=lambda: list(sticks))
    wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(wizard)
    wizard.show()
    qtbot.waitExposed(wizard)
    return wizard


def press(qtbot: QtBot, wizard: ExportWizard, key: Qt.Key = Qt.Key.Key_Return) -> None:
    qtbot.keyClick(wizard.focusWidget() or wizard, key)


def test_a_bundle_is_written_to_the_stick_by_the_enter_key_alone(
    ui: UiContext, wizard: ExportWizard, stick: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    press(qtbot, wizard)
    qtbot.waitUntil(lambda: wizard.result_shown is not None)
    (written,) = stick.iterdir()
    with Store.create(tmp_path / "elsewhere.db", unit_name="Tỉnh Bắc Ninh", unit_code="BN", level="province") as store:
        import_bundle(store, written)
        assert store.get(ui.store.unit.uid) is not None
    assert str(written) in wizard.outcome.text()
    assert "rút" in wizard.outcome.text()


def test_a_stick_that_is_pulled_out_leaves_the_wizard_where_it_was(
    wizard: ExportWizard, sticks: list[Path], stick: Path, qtbot: QtBot
) -> None:
    stick.rmdir()
    press(qtbot, wizard)
    qtbot.waitUntil(lambda: "Hãy cắm USB" in wizard.banner.text())
    assert wizard.step == 0
    assert not wizard.is_running


def test_a_stick_that_is_plugged_in_becomes_the_choice(
    wizard: ExportWizard, sticks: list[Path], tmp_path: Path
) -> None:
    second = tmp_path / "USB2"
    second.mkdir()
    sticks.append(second)
    wizard.places.look()
    assert wizard.places.is_drive
    sticks.clear()
    wizard.places.look()
    assert not wizard.places.is_drive


def test_a_name_with_a_slash_is_refused_beside_the_field(wizard: ExportWizard, stick: Path, qtbot: QtBot) -> None:
    wizard.name.setText("../x")
    press(qtbot, wizard)
    assert "tên tệp" in wizard.banner.text()
    assert not list(stick.iterdir())
    assert wizard.focusWidget() is wizard.name
