"""Every control has a name for screen readers and is reached by Tab; no text is cut, in both languages, at any size."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Translator
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.destinations import Destinations
from danvan_desktop.ui.dialogs.assign_dialog import AssignDialog
from danvan_desktop.ui.dialogs.bulk_dialog import BulkDialog
from danvan_desktop.ui.dialogs.crash_dialog import CrashDialog
from danvan_desktop.ui.dialogs.help_dialog import HelpDialog
from danvan_desktop.ui.dialogs.history_dialog import HistoryDialog
from danvan_desktop.ui.dialogs.settings_dialog import SettingsDialog
from danvan_desktop.ui.dialogs.welcome_dialog import WelcomeDialog
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.forms.date_input import MomentInput
from danvan_desktop.ui.forms.folding_section import FoldingSection
from danvan_desktop.ui.forms.phrases import PhraseButton
from danvan_desktop.ui.kinds import ALL_VIEWS
from danvan_desktop.ui.operations import Operations
from danvan_desktop.ui.search.commands import commands_of
from danvan_desktop.ui.search.palette import SearchPalette
from danvan_desktop.ui.theme import Look, apply_theme
from tests.clocks import TODAY
from tests.ui.windows import window_over

PLACES = [destination.name for destination in Destinations(ALL_VIEWS)]
CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)
KINDS = ("meeting", "dialogue", "petition", "model", "unit", "officer")
MOST_STEPS = 400


@pytest.fixture(scope="module")
def commune(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one record of each kind that a page lists."""
    path = tmp_path_factory.mktemp("commune") / "commune.db"
    day = TODAY.isoformat()
    with Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS") as store:
        parent = store.unit.uid
        village = store.save(
            Draft("unit", {"name": "Thôn Đông", "kind": "village", "code": "DS-01", "parent": parent, "households": 9})
        ).uids[0]
        officer = {"full_name": "Trần Thị Bình", "position": "Công chức", "unit": parent, "role": "enter"}
        meeting = {
            "unit": village,
            "subject": "Bàn làm đường",
            "starts_at": f"{day}T19:30",
            "place": "Nhà văn hóa",
            "chair": "Nguyễn Văn An",
            "secretary": "Trần Thị Bình",
            "households_total": 9,
            "households_present": 8,
        }
        petition = {"number": "001/2026", "received_on": day, "unit": village, "content": "Mương tắc, ruộng ngập"}
        store.save(Draft("officer", officer), Draft("meeting", meeting), Draft("petition", petition))
        doomed = store.save(Draft("petition", {**petition, "number": "002/2026"})).uids[0]
        store.delete(doomed)
    return path


class Desk:
    """A dressed window in one language over the commune."""

    def __init__(self, path: Path, language: str) -> None:
        self.store = Store.open(path)
        self.operations = Operations(path)
        self.context = UiContext(self.store, Translator(language), self.operations, path, ALL_VIEWS)
        self.window = window_over(self.context)

    def settle(self, qtbot: QtBot) -> None:
        qtbot.waitUntil(lambda: not self.operations.busy and not self.operations._reads)
        QApplication.processEvents()

    def close(self) -> None:
        self.operations.shutdown()
        self.window.hide()
        self.window.deleteLater()
        self.store.close()


@pytest.fixture
def desk(commune: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Desk]]:
    monkeypatch.setattr(RecordEditor, "_may_lose", lambda _self: True)
    made: list[Desk] = []

    def make(language: str = "vi", size: int = 100, width: int = 1366, height: int = 768) -> Desk:
        apply_theme(QApplication.instance(), Look("light", size))
        desk = Desk(commune, language)
        made.append(desk)
        desk.window.resize(width, height)
        desk.window.show()
        desk.window.activateWindow()
        qtbot.waitUntil(desk.window.isActiveWindow)
        return desk

    yield make
    for desk in made:
        desk.close()


def dialogs(desk: Desk) -> dict[str, QWidget]:
    context, window = desk.context, desk.window
    petition = desk.store.list("petition")[0]
    opened: dict[str, QWidget] = {
        "settings": SettingsDialog(context, window),
        "help": HelpDialog(context.translator, window),
        "history": HistoryDialog(context, "petition", petition.uid, window),
        "assign": AssignDialog(context, [petition], window),
        "bulk": BulkDialog(context, desk.store.kinds["petition"], [petition.uid], window),
        "palette": SearchPalette(context, commands_of(window, context.operations), window),
        "welcome": WelcomeDialog(context.translator, context.store_path, window),
        "crash": CrashDialog(context.translator, "Traceback", window),
    }
    for kind in KINDS:
        opened[kind] = open_editor(context, kind, first_of(desk, kind))
    return opened


def first_of(desk: Desk, kind: str) -> str | None:
    records = desk.store.list(kind)
    return records[0].uid if records else None


def records_in_the_window(desk: Desk, qtbot: QtBot) -> Iterator[tuple[str, QWidget]]:
    """Show a record of each kind beside its list, or alone where the window is narrow for that."""
    for kind in KINDS:
        desk.window.show_place(kind)
        desk.settle(qtbot)
        editor = open_editor(desk.context, kind, first_of(desk, kind), parent=desk.window)
        desk.settle(qtbot)
        yield f"{kind} in the window", desk.window
        editor.close()


def controls(root: QWidget) -> list[QWidget]:
    """Return what an officer can act on, without the inner parts of Qt's own widgets."""
    return [widget for widget in root.findChildren(QWidget) if isinstance(widget, CONTROLS) and not is_inner(widget)]


def is_inner(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return (
        not widget.isVisible()
        or widget.objectName().startswith("qt_")
        or isinstance(widget, QHeaderView | QScrollBar)
        or isinstance(parent, QComboBox | QAbstractSpinBox | QLineEdit | QHeaderView)
        or (type(widget) is QToolButton and isinstance(parent, QTabBar))
        or (isinstance(widget, QAbstractButton) and parent.metaObject().className() == "QTableView")
        or "QTableCornerButton" in widget.metaObject().className()
    )


def nameless(root: QWidget) -> list[str]:
    found = []
    for widget in controls(root):
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{widget.metaObject().className()} {widget.objectName()} in {type(widget.parent()).__name__}")
    return found


def unreached(root: QWidget) -> list[str]:
    """Walk by Tab from wherever the focus is until it comes round; return the controls that were never reached."""
    wanted = {widget for widget in controls(root) if widget.isEnabled() and not is_shown_by_another(widget)}
    window = root.window()
    reached: set[QWidget] = set()
    for _step in range(MOST_STEPS):
        QTest.keyClick(window, Qt.Key.Key_Tab)
        focus = window.focusWidget()
        if focus is None:
            break
        if focus in reached and wanted <= reached:
            break
        reached.add(focus)
        reached.update(widget for widget in wanted if widget.focusProxy() is focus)
    return [
        f"{widget.metaObject().className()} {widget.accessibleName() or getattr(widget, 'text', str)()}"
        for widget in wanted - reached
    ]


def is_shown_by_another(widget: QWidget) -> bool:
    """Results of the search are walked from its line by the arrow keys; calendars and saved texts open by Alt+Down.

    Sections whose fields are seen are folded by Alt and their number.
    """
    if isinstance(widget.parentWidget(), FoldingSection):
        return widget.focusPolicy() == Qt.FocusPolicy.ClickFocus
    if isinstance(widget.parentWidget(), MomentInput) or isinstance(widget, PhraseButton):
        return widget.focusPolicy() == Qt.FocusPolicy.NoFocus
    return widget.metaObject().className() == "FoundList"


def cut(root: QWidget) -> list[str]:
    """Return the labels and buttons that have less room than their text needs."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or is_inner(widget):
            continue
        if isinstance(widget, QLabel) and widget.text() and not widget.wordWrap() and widget.pixmap().isNull():
            needed, room = widget.sizeHint().width(), widget.width()
            if widget.sizePolicy().horizontalPolicy() == widget.sizePolicy().Policy.Ignored:
                continue
        elif isinstance(widget, QLabel) and widget.text() and widget.wordWrap():
            needed, room = widget.heightForWidth(widget.width()), widget.height()
        elif isinstance(widget, QPushButton | QToolButton) and widget.text():
            needed, room = widget.minimumSizeHint().width(), widget.width()
        else:
            continue
        if needed > room + 1:
            found.append(f"{widget.text()[:60]!r} needs {needed}, has {room} ({type(widget.parent()).__name__})")
    return found


@pytest.mark.parametrize("place", PLACES)
def test_every_control_of_a_page_has_a_name_and_is_reached_by_tab(
    desk: Callable[..., Desk], qtbot: QtBot, place: str
) -> None:
    shown = desk()
    shown.window.show_place(place)
    shown.settle(qtbot)
    assert not (poor := nameless(shown.window)), "\n".join(poor)
    assert not (poor := unreached(shown.window.page(place))), "\n".join(poor)


def test_every_control_of_a_dialog_has_a_name_and_is_reached_by_tab(desk: Callable[..., Desk], qtbot: QtBot) -> None:
    shown = desk()
    poor: dict[str, list[str]] = {}
    for name, dialog in dialogs(shown).items():
        dialog.show()
        dialog.activateWindow()
        shown.settle(qtbot)
        qtbot.waitUntil(dialog.isActiveWindow)
        faults = [*(f"no name: {found}" for found in nameless(dialog)), *unreached(dialog)]
        if faults:
            poor[name] = faults
        dialog.close()
    for name, window in records_in_the_window(shown, qtbot):
        records = shown.window.desk.records
        assert records is not None
        faults = [*(f"no name: {found}" for found in nameless(window)), *unreached(records)]
        if faults:
            poor[name] = faults
    assert not poor, "\n".join(f"{name}: {fault}" for name, faults in poor.items() for fault in faults)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("size", "width", "height"), [(100, 1366, 768), (150, 1920, 1080), (200, 1920, 1080)])
def test_no_text_is_cut(
    desk: Callable[..., Desk], qtbot: QtBot, language: str, size: int, width: int, height: int
) -> None:
    shown = desk(language, size, width, height)
    poor: dict[str, list[str]] = {}
    for place in PLACES:
        shown.window.show_place(place)
        shown.settle(qtbot)
        faults = cut(shown.window)
        if faults:
            poor[place] = faults
    for name, dialog in dialogs(shown).items():
        dialog.show()
        shown.settle(qtbot)
        faults = cut(dialog)
        if faults:
            poor[name] = faults
        dialog.close()
    for name, window in records_in_the_window(shown, qtbot):
        faults = cut(window)
        if faults:
            poor[name] = faults
    assert not poor, "\n".join(f"{name}: {fault}" for name, faults in poor.items() for fault in faults)
