"""Whoever works all day opens hundreds of records and dialogs: each that is closed gives back all that it took."""

import gc
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.logging import _QtMessageCapture
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.preparation_dialog import PreparationDialog
from danvan_desktop.ui.editors.opening import open_editor
from tests.ui.everything import DIALOGS, Opener
from tests.ui.opened_editors import PETITION, settle

CLOSING_ALONE = {PreparationDialog}
"""Those that nobody can close: they do it when their work is done."""


def what_is_there() -> list[str]:
    """Name all widgets, once those that were closed are destroyed and circles are searched."""
    for _round in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
    return sorted(type(widget).__name__ for widget in QApplication.allWidgets())


def closed(qtbot: QtBot, ui: UiContext, widget: QWidget) -> weakref.ref[QWidget]:
    widget.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    widget.show()
    settle(qtbot, ui)
    widget.close()
    settle(qtbot, ui)
    return weakref.ref(widget)


@pytest.mark.parametrize("kind", [kind.name for kind in ALL_KINDS])
def test_a_record_that_is_closed_leaves_nothing(
    qtbot: QtBot, ui: UiContext, village: str, kind: str, qtlog: _QtMessageCapture
) -> None:
    closed(qtbot, ui, open_editor(ui, kind, None))  # what is made once and kept is there now
    before = what_is_there()
    gone = closed(qtbot, ui, open_editor(ui, kind, None))
    assert what_is_there() == before
    assert gone() is None
    assert not [record.message for record in qtlog.records if "must be in the same window" in record.message]


@pytest.mark.parametrize("dialog", sorted({*DIALOGS} - CLOSING_ALONE, key=str), ids=lambda dialog: dialog.__name__)
def test_a_dialog_that_is_closed_leaves_nothing(
    qtbot: QtBot, ui: UiContext, village: str, dialog: type[QDialog]
) -> None:
    ui.store.save(*(Draft("petition", {"unit": village, **PETITION}) for _number in range(2)))
    make = Opener(ui)
    closed(qtbot, ui, make(dialog))
    before = what_is_there()
    gone = closed(qtbot, ui, make(dialog))
    assert what_is_there() == before
    assert gone() is None
