"""What a sender kept to itself is told in the record's editor, and no more once it comes."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.opening import open_editor
from tests.sync.exchange import import_bundle
from tests.ui.sync.conftest import OtherOffice


@pytest.fixture
def note_of(ui: UiContext, qtbot: QtBot) -> Callable[[str], str]:
    """Open a petition and return what its editor tells of content that was held back."""

    def opened(uid: str) -> str:
        editor = open_editor(ui, "petition", uid)
        assert isinstance(editor, RecordEditor)
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(editor)
        return editor.held_note.text() if editor.held_note.isVisible() else ""

    return opened


def test_personal_data_that_stayed_with_the_sender_are_named(
    ui: UiContext, other: OtherOffice, note_of: Callable[[str], str]
) -> None:
    uid = other.petition(citizen_name="Nguyễn Thị Lụa")
    import_bundle(ui.store, other.send("without.danvan", without_personal=True))
    assert "Nơi gửi không gửi" in note_of(uid)
    assert str(ui.store.kinds["petition"].field("citizen_name").label) in note_of(uid)
    import_bundle(ui.store, other.send("with.danvan"))
    assert note_of(uid) == ""


def test_a_record_of_this_very_office_holds_nothing_back(
    ui: UiContext, village: str, note_of: Callable[[str], str]
) -> None:
    values = {"number": "001/2026", "received_on": "2026-08-13", "unit": village, "content": "Cầu hỏng"}
    assert note_of(ui.store.save(Draft("petition", values)).uids[0]) == ""
