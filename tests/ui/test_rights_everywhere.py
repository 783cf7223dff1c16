"""Whatever is pressed anywhere in the window, nothing is written that who works here has no right to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QMenu, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.facts import Role
from danvan_desktop.domain.guarded import Guarded
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import write_card
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.main_window import MainWindow
from danvan_desktop.ui.officers.lock_dialog import LockDialog
from danvan_desktop.ui.search.commands import commands_of
from danvan_desktop.ui.widgets import questions
from danvan_desktop.ui.widgets.questions import Answer
from tests.clocks import StandingClock
from tests.ui.everything import DIALOGS, PLACES, Opener, seen_in
from tests.ui.watching import DAY
from tests.ui.windows import window_over

WRITTEN_BY_LOOKING = {"disclosure"}
OF_A_RECORD = {"SplitDialog"}
"""It splits what an editor shows, where it is pressed."""
_MOST_DEEP = 2


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(DAY)


@dataclass
class Presser:
    """Presses all that can be pressed, says yes to what is asked, and keeps what was refused."""

    ui: UiContext
    qtbot: QtBot
    told: list[str] = field(default_factory=list)
    pressed: Counter[str] = field(default_factory=Counter)

    def settle(self) -> None:
        operations = self.ui.operations
        self.qtbot.waitUntil(lambda: not operations.busy and not operations._reads)
        QApplication.processEvents()
        self.qtbot.waitUntil(lambda: not operations.busy and not operations._reads)

    def say_yes(self) -> None:
        """Answer what stands before all else, which waits for an answer."""
        asked = QApplication.activeModalWidget()
        if isinstance(asked, QMessageBox):
            roles = (QMessageBox.ButtonRole.AcceptRole, QMessageBox.ButtonRole.DestructiveRole)
            for button in sorted(asked.buttons(), key=lambda one: asked.buttonRole(one) not in roles):
                self.told.append(asked.text())
                button.click()
                return
        elif isinstance(asked, QDialog) and not type(asked).__module__.startswith("danvan_desktop"):
            asked.reject()  # the system's own, such as that of a printer

    def press(self, button: QAbstractButton | QAction, deep: int = 0) -> None:
        name = (button.text() or button.toolTip() or type(button).__name__)[:60]
        self.pressed[name] += 1
        before = set(self._dialogs())
        if isinstance(button, QAction):
            button.trigger()
        else:
            button.click()
        self.settle()
        for dialog in self._dialogs():
            if dialog not in before and shiboken6.isValid(dialog):
                self._go_through(dialog, deep + 1)

    def _go_through(self, dialog: QDialog, deep: int) -> None:
        if isinstance(dialog, LockDialog):
            dialog.asker.button.click()
            self.settle()
            return
        if deep <= _MOST_DEEP:
            self.press_all(dialog, deep)
        self.shut(dialog)

    def press_all(self, root: QWidget, deep: int = 0) -> None:
        """Press each button that can be seen, and each line of its menus."""
        for button in seen_in(root, QAbstractButton):
            if (
                not shiboken6.isValid(button)
                or not button.isVisible()
                or not button.isEnabled()
                or self._is_done(button)
            ):
                continue
            menu = button.menu() if hasattr(button, "menu") else None
            if isinstance(menu, QMenu):
                menu.aboutToShow.emit()
                for action in menu.actions():
                    if (
                        shiboken6.isValid(action)
                        and action.isEnabled()
                        and not action.isSeparator()
                        and not self._is_done(action)
                    ):
                        self.press(action, deep)
            else:
                self.press(button, deep)

    def _is_done(self, one: QAbstractButton | QAction) -> bool:
        """Pressing one of its kind three times is enough: rows of a list have a button each."""
        return self.pressed[(one.text() or one.toolTip() or type(one).__name__)[:60]] >= 3

    def _dialogs(self) -> list[QDialog]:
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]

    def shut(self, dialog: QDialog) -> None:
        self.settle()
        if not shiboken6.isValid(dialog):
            return
        dialog.close()
        if dialog.isVisible():
            dialog.done(0)
        QApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete.value)
        self.settle()


@dataclass(frozen=True)
class Office:
    """A window at which somebody works, and who may what."""

    window: MainWindow
    presser: Presser
    people: dict[str, str]
    records: dict[str, str]


def _fill(store: Store) -> tuple[dict[str, str], dict[str, str]]:
    told, unit = {"position": "Công chức", "unit": store.unit.uid}, store.unit.uid
    uids = store.save(*(Draft("officer", {"full_name": n, **told}) for n in ("Bà Trưởng", "Anh Nhập", "Ông Xem"))).uids
    people = dict(zip(("approve", "enter", "read"), uids, strict=True))
    values: dict[str, dict[str, object]] = {
        "petition": {"number": "001/2026", "received_on": "2026-08-12", "unit": unit, "content": "Mương tắc"},
        "case": {"received_on": "2026-08-12", "nature": "complaint", "unit": unit, "title": "Đất"},
        "network_member": {"full_name": "Nguyễn Thị Na", "unit": unit, "role": "block"},
        "unit": {"name": "Thôn Đông", "kind": "village", "code": "DS-01", "parent": unit},
        "activity": {"type": "welfare", "topic": "Tặng quà", "held_on": "2026-08-02", "unit": unit},
    }
    records = {kind: store.save(Draft(kind, given)).uids[0] for kind, given in values.items()}
    store.attach_data(records["petition"], "don.txt", b"x")
    store.set_officer(people["approve"])
    store.say_rights(people["approve"], Role.APPROVE, frozenset(Guarded))
    store.say_rights(people["enter"], Role.ENTER, [Guarded.CASES])
    store.say_rights(people["read"], Role.READ, frozenset(Guarded))
    return people, records


@pytest.fixture
def office(
    ui: UiContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Office]:
    people, records = _fill(ui.store)
    ui.store.set_officer(people[request.param])
    card = tmp_path / "card.danvan"
    with Store.create(tmp_path / "other.db", unit_name="Thôn Tây", unit_code="T1", level="village") as other:
        write_card(other, card)
    numbers = iter(range(10**6))
    monkeypatch.setattr(questions, "ask_unsaved", lambda *_asked: Answer.LOSE)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(card), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a, **_k: ([str(card)], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(tmp_path))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **_k: (_fresh(tmp_path, next(numbers), a), ""))
    monkeypatch.setattr("danvan_desktop.ui.main_window.MainWindow.close", lambda _self: False)
    window = window_over(ui)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    qtbot.waitExposed(window)
    presser = Presser(ui, qtbot)
    for signal in ("refused", "noted"):
        getattr(ui.operations, signal).connect(lambda told: presser.told.append(ui.translator(told)))
    timer = QTimer(window, interval=30)
    timer.timeout.connect(presser.say_yes)
    timer.start()
    yield Office(window, presser, people, records)
    timer.stop()
    monkeypatch.undo()
    presser.settle()


def _fresh(folder: Path, number: int, given: tuple[object, ...]) -> str:
    suffix = Path(str(given[2])).suffix if len(given) > 2 else ""
    return str(folder / f"out-{number}{suffix}")


def written(store: Store, logs: object) -> set[str]:
    return {entry.kind for entry in store.log.entries_after(logs)} - WRITTEN_BY_LOOKING


def look(office: Office, logs: object, where: str) -> None:
    """Say at once where something was written past somebody's rights."""
    store = office.presser.ui.store
    if store.officer == office.people["read"]:
        assert not written(store, logs), f"{where}: {written(store, logs)}"
    if store.officer != office.people["approve"]:
        assert "officer_right" not in written(store, logs), where


def walk(office: Office) -> object:
    store, window, presser = office.presser.ui.store, office.window, office.presser
    logs = store.log.vector()
    for place in PLACES:
        window.show_place(place)
        presser.settle()
        presser.press_all(window.page(place))
        look(office, logs, place)
    return logs


ROLES = pytest.mark.parametrize("office", ["read", "enter", "approve"], indirect=True)


@ROLES
def test_no_button_of_any_page_writes_past_the_rights(office: Office) -> None:
    store = office.presser.ui.store
    logs = walk(office)
    assert store.check().ok
    assert not store.undecided()
    assert len(office.presser.pressed) > 40
    if store.officer == office.people["approve"]:
        assert written(store, logs), "pressed like this, something is written by who may"


@ROLES
def test_no_command_of_the_search_writes_past_the_rights(office: Office) -> None:
    store, presser = office.presser.ui.store, office.presser
    logs = store.log.vector()
    for command in commands_of(office.window, presser.ui.operations):
        before = set(presser._dialogs())
        command.run()
        presser.settle()
        for dialog in presser._dialogs():
            if dialog not in before:
                presser._go_through(dialog, 1)
        look(office, logs, str(command.title))
    assert store.check().ok


@pytest.mark.parametrize("office", ["read"], indirect=True)
def test_no_editor_of_any_kind_saves_for_who_only_reads(office: Office) -> None:
    store, presser = office.presser.ui.store, office.presser
    logs = store.log.vector()
    for kind in ALL_KINDS:
        for uid in (None, *(record.uid for record in store.list(kind.name)[:1])):
            editor = open_editor(presser.ui, kind.name, uid, parent=office.window)
            presser.settle()
            presser.press_all(editor, 1)
            if shiboken6.isValid(editor) and editor.isVisible():
                editor.save()
            presser.settle()
            look(office, logs, kind.name)
            presser.shut(editor)


@pytest.mark.parametrize("office", ["read"], indirect=True)
@pytest.mark.parametrize(
    "dialog", [one for one in DIALOGS if one.__name__ not in OF_A_RECORD], ids=lambda one: one.__name__
)
def test_no_dialog_writes_for_who_only_reads(office: Office, dialog: type[QDialog]) -> None:
    store, presser = office.presser.ui.store, office.presser
    logs = store.log.vector()
    made = Opener(presser.ui)(dialog)
    presser.qtbot.addWidget(made)
    made.open()
    presser.settle()
    presser.press_all(made, 1)
    look(office, logs, dialog.__name__)
    presser.shut(made)
