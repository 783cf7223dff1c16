"""Another office with a store of its own, whose files come to the window's store on a stick."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import ExportWish, enrol_card, export_bundle, own_card, write_card
from danvan_desktop.ui.context import UiContext
from tests.clocks import StandingClock


class OtherOffice:
    """A village that records petitions and sends files."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store = store
        self._folder = folder

    def petition(self, **values: object) -> str:
        """Save a petition and return its uid."""
        number = f"{self.store.count('petition') + 1:03d}/2026"
        made = {"number": number, "received_on": "2026-08-13", "unit": self.store.unit.uid, "content": "Mương bị tắc"}
        return self.store.save(Draft("petition", made | values)).uids[0]

    def send(self, name: str = "thon.danvan", **options: object) -> Path:
        """Write everything into a bundle, plainly unless told otherwise."""
        how = {"plain": not {"to", "passphrase"} & options.keys(), **options}
        return export_bundle(self.store, self._folder / name, ExportWish(**how)).path

    def card(self, name: str = "thon_the.danvan") -> Path:
        """Write the card of this office's device."""
        write_card(self.store, self._folder / name)
        return self._folder / name


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder that stands for a stick."""
    folder = tmp_path / "USB"
    folder.mkdir()
    return folder


@pytest.fixture
def other(tmp_path: Path, stick: Path, clock: StandingClock) -> Iterator[OtherOffice]:
    path = tmp_path / "other.db"
    with Store.create(path, unit_name="Thôn Đông", unit_code="DS-01", level="village", clock=clock) as store:
        store.identity.keys.rename("máy thôn Đông")
        yield OtherOffice(store, stick)


@pytest.fixture
def enrolled(ui: UiContext, other: OtherOffice) -> OtherOffice:
    """The other office, known here and knowing this one."""
    enrol_card(ui.store, own_card(other.store))
    enrol_card(other.store, own_card(ui.store))
    return other


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[QDialog], None]:
    """Show a dialog that lives until the test has ended."""

    def show(dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)

    return show


@pytest.fixture
def press(qtbot: QtBot) -> Callable[..., None]:
    """Press a key, Enter unless told otherwise, where the focus of a dialog is."""

    def pressed(dialog: QDialog, key: Qt.Key = Qt.Key.Key_Return) -> None:
        qtbot.keyClick(dialog.focusWidget() or dialog, key)

    return pressed
