"""The window goes on over a store all of whose changes are held, and leads to where they are decided on."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from tests.rights import disown
from tests.ui.windows import window_over


def test_every_place_opens_while_the_unit_itself_is_held(ui: UiContext, tmp_path: Path, qtbot: QtBot) -> None:
    with Store.create(tmp_path / "province.db", unit_name="Tỉnh", unit_code="BN", level="province") as province:
        disown(ui.store, province)
    assert ui.store.get(ui.store.unit.uid) is None
    window = window_over(ui)
    qtbot.addWidget(window)
    window.show()
    assert "Xã Đông Sơn" in window.windowTitle()
    for name in list(window.choices.pins):
        window.show_place(name)
        qtbot.waitUntil(lambda: not ui.operations.busy and not ui.operations.reading)
