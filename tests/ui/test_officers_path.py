"""The officer's path, start to end: a meeting is held, printed, carried away, and seen on another laptop."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Translator
from danvan_desktop.store import Store
from danvan_desktop.sync import FileKind, enrol_card, own_card, what_is
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.meeting_editor import MeetingEditor
from danvan_desktop.ui.editors.petition_editor import PetitionEditor
from danvan_desktop.ui.kinds import ALL_VIEWS
from danvan_desktop.ui.main_window import MainWindow
from danvan_desktop.ui.operations import Operations
from danvan_desktop.ui.pages.record_page import RecordPage
from danvan_desktop.ui.pages.sync_page import SyncPage
from danvan_desktop.ui.preview.preview_dialog import PreviewDialog
from danvan_desktop.ui.sync.export_wizard import ExportWizard
from danvan_desktop.ui.sync.import_wizard import ImportWizard
from tests.ui.settling import settle
from tests.ui.watching import pages_of
from tests.ui.windows import window_over

CONTROL = Qt.KeyboardModifier.ControlModifier

OpenLaptop = Callable[[str, str], MainWindow]


@pytest.fixture
def laptop(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenLaptop]:
    """Open the window over a new store of a unit, as another laptop has it."""
    monkeypatch.setattr(RecordEditor, "_may_lose", lambda _self: True)
    opened: list[MainWindow] = []

    def open_laptop(name: str, code: str) -> MainWindow:
        path = tmp_path / code / "commune.db"
        path.parent.mkdir()
        store = Store.create(path, unit_name=name, unit_code=code, level="commune" if code == "DS" else "province")
        village = {"name": "Thôn Đông", "kind": "village", "code": "DS-01", "parent": store.unit.uid, "households": 120}
        if code == "DS":
            store.save(Draft("unit", village))
        window = window_over(UiContext(store, Translator("vi"), Operations(path), path, ALL_VIEWS))
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(window)
        opened.append(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    yield open_laptop
    for window in opened:
        for editor in window.findChildren(RecordEditor):
            editor.close()
        window.context.operations.shutdown()
        window.context.store.close()


def exchange_cards(one: Store, other: Store) -> None:
    enrol_card(one, own_card(other))
    enrol_card(other, own_card(one))


def editors(window: MainWindow, kind: type[RecordEditor]) -> list[RecordEditor]:
    return [editor for editor in window.findChildren(kind) if editor.isVisible()]


def holds_focus(widget: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and widget.isAncestorOf(focused)


def hold_meeting(qtbot: QtBot, window: MainWindow) -> MeetingEditor:
    """Ctrl+N in the list of meetings; form, opinion and vote typed; saved by Ctrl+S."""
    window.show_place("meeting")
    page = window.page("meeting")
    assert isinstance(page, RecordPage)
    QTest.keyClick(window, Qt.Key.Key_N, CONTROL)
    qtbot.waitUntil(lambda: bool(editors(window, MeetingEditor)))
    (editor,) = editors(window, MeetingEditor)
    assert isinstance(editor, MeetingEditor)
    qtbot.waitUntil(lambda: holds_focus(editor))
    (village,) = window.context.store.find("unit", code="DS-01")
    typed = {"unit": village.uid, "subject": "Bàn làm đường bê tông", "starts_at": "12/8/2026 19h30"}
    people = {"place": "Nhà văn hóa thôn", "chair": "Nguyễn Văn An", "secretary": "Trần Thị Bình"}
    for name, value in {**typed, **people, "households_present": 95}.items():
        editor.form.put(name, value)
    QTest.keyClick(editor, Qt.Key.Key_F2)
    for name, value in {"speaker_name": "Phạm Văn Dũng", "content": "Đề nghị nạo vét mương trước mùa mưa"}.items():
        editor.opinions.form.put(name, value)
    editor.decisions.add()
    for name, value in {"title": "Góp 500.000 đồng", "content_type": "contribution", "votes_for": 90}.items():
        editor.decisions.form.put(name, value)
    editor.decisions.form.put("votes_against", 5)
    qtbot.waitUntil(lambda: "Được thông qua" in editor.outcome.text())
    QTest.keyClick(editor, Qt.Key.Key_S, CONTROL)
    qtbot.waitUntil(lambda: editor.record is not None or not editor.trouble.isHidden())
    assert editor.trouble.isHidden(), editor.trouble.text()
    return editor


def raise_petition(qtbot: QtBot, window: MainWindow, editor: MeetingEditor) -> str:
    """Press the one button on the opinion; the petition opens with what is known filled in."""
    editor.tabs.setCurrentWidget(editor.opinions)
    editor.opinions.petition_menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: bool(editors(window, PetitionEditor)))
    (petition,) = editors(window, PetitionEditor)
    assert petition.form.input("citizen_name").value() == "Phạm Văn Dũng"
    assert petition.form.input("due_on").value()
    uid = petition.uid
    petition.close()
    return uid


def preview_minutes(qtbot: QtBot, window: MainWindow, editor: MeetingEditor) -> None:
    """Ctrl+P; the pages that will be printed are shown inside the window."""
    editor.preview("meeting-minutes")
    qtbot.waitUntil(lambda: bool(editor.findChildren(PreviewDialog)))
    (dialog,) = editor.findChildren(PreviewDialog)
    qtbot.waitUntil(lambda: 0 in dialog.preview.view.held_pages)
    assert "nạo vét mương" in " ".join(pages_of(dialog.preview)[0].split())
    dialog.close()


def export(qtbot: QtBot, window: MainWindow, folder: Path) -> Path:
    """Walk through the wizard by its one button, step by step."""
    window.show_place("sync")
    page = window.page("sync")
    assert isinstance(page, SyncPage)
    wizard = page.export()
    assert isinstance(wizard, ExportWizard)
    qtbot.waitUntil(wizard.addressees.to_peers.isChecked)
    wizard.places.folder_button.setChecked(True)
    wizard.places.folder.setText(str(folder))
    steps(qtbot, wizard, lambda: wizard.result_shown is not None)
    assert wizard.result_shown is not None
    wizard.next_button.click()
    return wizard.result_shown.path


def take_in(qtbot: QtBot, window: MainWindow, bundle: Path) -> None:
    """What dropping the file on the window begins: a look first, then the import."""
    window.import_bundle(bundle)
    (wizard,) = window.findChildren(ImportWizard)
    qtbot.waitUntil(lambda: wizard.preview is not None)
    steps(qtbot, wizard, lambda: bool(wizard.outcome.text()))
    wizard.next_button.click()


def steps(qtbot: QtBot, wizard: ExportWizard | ImportWizard, done: Callable[[], bool]) -> None:
    for _step in range(4):
        qtbot.waitUntil(lambda: not wizard.is_running)
        if done():
            return
        assert wizard.next_button.isEnabled()
        wizard.next_button.click()
    qtbot.waitUntil(done)


def shown_titles(qtbot: QtBot, window: MainWindow, kind: str) -> list[str]:
    window.show_place(kind)
    settle(qtbot, window)
    page = window.page(kind)
    assert isinstance(page, RecordPage)
    model = page.table
    qtbot.waitUntil(lambda: model.rowCount() > 0)
    rows = range(model.rowCount())
    cells = [[str(model.index(row, column).data() or "") for column in range(model.columnCount())] for row in rows]
    return [" | ".join(row) for row in cells]


def test_a_meeting_is_recorded_printed_carried_and_seen_on_a_second_laptop(qtbot, laptop, tmp_path):
    second, first = laptop("Tỉnh Bắc Ninh", "BN"), laptop("Xã Đông Sơn", "DS")
    exchange_cards(first.context.store, second.context.store)
    editor = hold_meeting(qtbot, first)
    petition = raise_petition(qtbot, first, editor)
    preview_minutes(qtbot, first, editor)
    stick = tmp_path / "usb"
    stick.mkdir()
    bundle = export(qtbot, first, stick)
    assert bundle.parent == stick
    assert what_is(bundle) is FileKind.ENCRYPTED
    take_in(qtbot, second, bundle)
    assert any("Bàn làm đường bê tông" in row for row in shown_titles(qtbot, second, "meeting"))
    assert any("nạo vét mương" in row for row in shown_titles(qtbot, second, "petition"))
    assert second.context.store.get(petition) == first.context.store.get(petition)
    second.open_record(editor.uid)
    qtbot.waitUntil(lambda: bool(editors(second, MeetingEditor)))
    (same,) = editors(second, MeetingEditor)
    assert same.form.input("subject").value() == "Bàn làm đường bê tông"
