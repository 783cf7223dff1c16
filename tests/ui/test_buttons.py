"""Enter presses the button that has the keyboard, and no other: in dialogs, editors, pages and questions."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCursor, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCalendarWidget,
    QCheckBox,
    QDialog,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QRadioButton,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Translator, _
from danvan_desktop.ui.dialogs.settings_dialog import SettingsDialog
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.operations import Operation
from danvan_desktop.ui.sync.export_wizard import ExportWizard
from danvan_desktop.ui.theme import Look, apply_look
from danvan_desktop.ui.widgets.buttons import Button, PictureButton, RowButton, plain_button, quiet_button
from danvan_desktop.ui.widgets.deletion_dialog import DeletionDialog
from danvan_desktop.ui.widgets.figure_strip import FigureButton
from danvan_desktop.ui.widgets.name_dialog import NameDialog
from danvan_desktop.ui.widgets.questions import Answer, Unsaved, ask_unsaved
from tests.ui.everything import DIALOGS, PLACES, Opener
from tests.ui.opened_editors import settle
from tests.ui.windows import window_over

SAY = Translator("vi")
KINDS = [kind.name for kind in ALL_KINDS]
QT_S_OWN = (QAbstractItemView, QCalendarWidget, QLineEdit, QTabBar)


def strange_buttons(root: QWidget) -> list[str]:
    """Return the buttons that are none of the window's own, which Enter would pass over or mistake for another."""
    return [
        f"{type(button).__name__} {button.text()!r}"
        for button in root.findChildren(QWidget)
        if isinstance(button, QAbstractButton)
        and not isinstance(button, Button | PictureButton | RowButton | QCheckBox | QRadioButton)
        and not isinstance(button.parentWidget(), QT_S_OWN)
        and not any(isinstance(one, QCalendarWidget) for one in ancestors(button))
    ]


def ancestors(widget: QWidget) -> list[QWidget]:
    above = widget.parentWidget()
    return [] if above is None else [above, *ancestors(above)]


def active(qtbot: QtBot, window: QWidget) -> None:
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


@pytest.mark.parametrize("dialog_class", DIALOGS, ids=lambda one: one.__name__)
def test_every_button_of_a_dialog_is_pressed_by_enter(qtbot, ui, village, dialog_class):
    ui.store.save(Draft("petition", {"received_on": "2026-08-12", "content": "Mương tắc", "unit": village}))
    dialog = Opener(ui)(dialog_class)
    qtbot.addWidget(dialog)
    settle(qtbot, ui)
    assert strange_buttons(dialog) == []


def test_every_button_of_editors_and_pages_is_pressed_by_enter(qtbot, ui, village):
    for kind in KINDS:
        editor = open_editor(ui, kind)
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(editor)
        settle(qtbot, ui)
        assert strange_buttons(editor) == [], kind
        editor.close()
    window = window_over(ui)
    qtbot.addWidget(window)
    window.show()
    for place in PLACES:
        window.show_place(place)
        settle(qtbot, ui)
        assert strange_buttons(window) == [], place


@pytest.mark.parametrize(
    "make",
    [
        plain_button,
        lambda _text, then: pressed_by(PictureButton(), then),
        lambda text, then: pressed_by(FigureButton("3", text), then),
    ],
)
def test_enter_presses_a_button_once_however_long_it_is_held(qtbot, make):
    times: list[int] = []
    button = make("Lưu", lambda: times.append(1))
    qtbot.addWidget(button)
    button.show()
    for is_held in (False, True, True):
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", is_held, 1)
        QApplication.sendEvent(button, key)
    QTest.keyClick(button, Qt.Key.Key_Enter)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert len(times) == 3


def pressed_by(button: QAbstractButton, then: Callable[[], object]) -> QAbstractButton:
    button.clicked.connect(then)
    return button


def test_who_goes_to_delete_and_presses_enter_deletes(qtbot):
    for keys, result in (((), QDialog.DialogCode.Rejected), ((Qt.Key.Key_Backtab,), QDialog.DialogCode.Accepted)):
        dialog = DeletionDialog(SAY, "Xóa 2 hồ sơ này?", titles=["Bản Khe Sim", "Thôn Đông"])
        active(qtbot, dialog)
        for key in keys:
            QTest.keyClick(dialog.focusWidget(), key)
        with qtbot.waitSignal(dialog.finished) as finished:
            QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
        assert finished.args == [result.value]


@pytest.mark.parametrize("answer", list(Answer))
def test_enter_gives_the_answer_that_has_the_keyboard(qtbot, monkeypatch, answer):
    words = {
        Answer.SAVE: "Lưu",
        Answer.LOSE: "Bỏ, không lưu",
        Answer.KEEP_DRAFT: "Giữ bản nháp",
        Answer.STAY: "Ở lại",
    }
    parent = QWidget()
    active(qtbot, parent)

    def press(box: QMessageBox) -> int:
        box.show()
        qtbot.waitUntil(box.isActiveWindow)
        for _step in words:
            focus = box.focusWidget()
            assert isinstance(focus, QPushButton)
            if focus.text() == words[answer]:
                QTest.keyClick(focus, Qt.Key.Key_Return)
                return 0
            QTest.keyClick(focus, Qt.Key.Key_Tab)
        raise AssertionError(f"no way to {words[answer]}")

    monkeypatch.setattr(QDialog, "exec", press)
    assert ask_unsaved(parent, SAY, Unsaved(_("Những gì vừa nhập chưa được lưu."), keeps_draft=True)) is answer


def test_enter_in_the_settings_opens_nothing(qtbot, ui):
    window = window_over(ui)
    active(qtbot, window)
    window.open_settings()
    (settings,) = window.findChildren(SettingsDialog)
    settings.activateWindow()
    qtbot.waitUntil(settings.isActiveWindow)
    settle(qtbot, ui)
    QTest.keyClick(settings.focusWidget(), Qt.Key.Key_Return)
    settle(qtbot, ui)
    assert not window.findChildren(RecordEditor)
    settings.close()


def test_a_second_enter_does_not_stop_what_the_first_began(qtbot, ui):
    wizard = ExportWizard(ui)
    wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    active(qtbot, wizard)
    wizard.next_button.setFocus()
    ended: list[object] = []

    def work(_store: object, progress: object) -> str:
        return "xong"

    wizard.run(Operation(_("Xuất ra tệp"), work, ended.append, owner=wizard))
    assert not isinstance(wizard.focusWidget(), QPushButton)
    QTest.keyClick(wizard.focusWidget(), Qt.Key.Key_Return)
    settle(qtbot, ui)
    assert ended == ["xong"]


def named(qtbot: QtBot, **options: object) -> tuple[NameDialog, list[str]]:
    dialog = NameDialog(SAY, _("Lưu bộ lọc"), _("Tên bộ lọc:"), _("Lưu"), **options)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    given: list[str] = []
    dialog.given.connect(given.append)
    active(qtbot, dialog)
    return dialog, given


def test_a_name_is_typed_and_given_by_enter(qtbot):
    dialog, given = named(qtbot)
    QTest.keyClicks(dialog.focusWidget(), "  Qua   han ")
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert given == ["Qua han"]
    assert not dialog.isVisible()


def test_no_name_is_told_and_none_is_given(qtbot):
    dialog, given = named(qtbot)
    QTest.keyClicks(dialog.focusWidget(), "   ")
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert (given, dialog.note.text(), dialog.isVisible()) == ([], "Chưa ghi tên.", True)


def test_a_name_that_there_is_already_is_told_while_it_is_typed(qtbot):
    dialog, _given = named(qtbot, taken={"Quá hạn": _("Đã có bộ lọc tên này; lưu sẽ thay bộ lọc cũ.")})
    assert not dialog.note.isVisible()
    dialog.line.setText("quá  HẠN")
    assert dialog.note.text() == "Đã có bộ lọc tên này; lưu sẽ thay bộ lọc cũ."


def test_escape_asks_about_a_name_that_was_typed_and_not_about_the_former_one(qtbot, answers):
    dialog, given = named(qtbot, name="máy thôn Đông")
    answers.append(Answer.SAVE)
    QTest.keyClicks(dialog.focusWidget(), "may thon Doai")
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Escape)
    assert given == ["may thon Doai"]
    dialog, given = named(qtbot, name="máy thôn Đông")
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Escape)
    assert (given, dialog.isVisible()) == ([], False)


@pytest.mark.parametrize("size", [100, 175])
def test_picture_and_words_stand_apart_by_a_quarter_of_the_picture(qapp, qtbot, size):
    apply_look(qapp, Look(size=size))
    both, words = Button("Lọc", picture=icon("filter")), Button("Lọc")
    for button in (both, words):
        qtbot.addWidget(button)
        button.ensurePolished()
    side = both.iconSize().height()
    apart = both.sizeHint().width() - words.sizeHint().width() - side
    apply_look(qapp, Look())
    assert apart == 4 + side // 4


def test_a_button_that_was_moved_from_under_the_mouse_is_not_lit_up_for_good(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(900, 100)
    button = quiet_button("Thêm loại sổ")
    button.setParent(page)
    page.show()
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, True)
    button.move(QCursor.pos().x() + 400, 10)
    assert not button.underMouse()
