"""What hands do by chance or in a hurry changes nothing and loses nothing: the wheel, Esc, a save just after typing."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTabBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.rules.legal import TERM_UNIT
from danvan_desktop.localization import _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.bulk_dialog import BulkDialog
from danvan_desktop.ui.dialogs.preparation_dialog import PreparationDialog
from danvan_desktop.ui.dialogs.settings_dialog import SettingsDialog
from danvan_desktop.ui.dialogs.welcome_dialog import WelcomeDialog
from danvan_desktop.ui.editors import checking
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.vote_counter import Count, VoteCounter
from danvan_desktop.ui.officers.lock_dialog import LockDialog
from danvan_desktop.ui.widgets import questions
from danvan_desktop.ui.widgets.questions import Answer, Unsaved
from danvan_desktop.ui.widgets.search_box import SearchBox
from danvan_desktop.ui.widgets.text_dialog import TextDialog
from tests.ui.everything import DIALOGS, PLACES, Opener, seen_in
from tests.ui.opened_editors import PETITION, opened, settle
from tests.ui.windows import window_over

KINDS = [kind.name for kind in ALL_KINDS]
LOOKING_UP = frozenset({"DatabaseList", "HelpDialog", "PreviewDialog", "SearchPalette", "UnlockDialog", "VerifyDialog"})
"""What is typed into these is only looked for, or are the words of a sheet that is still there."""


CONTENT_OF: dict[type[QWidget], Callable[..., object]] = {
    QComboBox: QComboBox.currentText,
    QSpinBox: QSpinBox.value,
    QTabBar: QTabBar.currentIndex,
    QLineEdit: QLineEdit.text,
    QPlainTextEdit: QPlainTextEdit.toPlainText,
    QTextEdit: QTextEdit.toPlainText,
    QAbstractButton: QAbstractButton.isChecked,
    QAbstractItemView: lambda view: view.selectionModel() and view.selectionModel().selectedIndexes(),
}


def contents(root: QWidget) -> list[object]:
    """Return everything that somebody could have changed."""
    return [
        read(widget)
        for widget in root.findChildren(QWidget)
        for kind, read in CONTENT_OF.items()
        if isinstance(widget, kind)
    ]


def boxes_of(root: QWidget) -> list[QLineEdit | QPlainTextEdit]:
    """Return what can be typed into now, but for secrets, which are typed again and kept nowhere."""
    found = seen_in(root, QLineEdit, QPlainTextEdit)
    return [box for box in found if not box.isReadOnly() and not isinstance(box, SearchBox) and not is_secret(box)]


def is_secret(box: QLineEdit | QPlainTextEdit) -> bool:
    return isinstance(box, QLineEdit) and box.echoMode() == QLineEdit.EchoMode.Password


def text_of(box: QLineEdit | QPlainTextEdit) -> str:
    return box.text() if isinstance(box, QLineEdit) else box.toPlainText()


def shown(qtbot: QtBot, ui: UiContext, dialog_class: type[QDialog]) -> QDialog:
    dialog = Opener(ui)(dialog_class)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    settle(qtbot, ui)
    return dialog


def turn_wheel_over_everything(root: QWidget) -> None:
    for widget in root.findChildren(QWidget):
        for step in (-120, -120, 120):
            middle = QPointF(widget.rect().center())
            event = QWheelEvent(
                middle,
                widget.mapToGlobal(middle),
                QPoint(),
                QPoint(0, step),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(widget, event)


@pytest.fixture
def petition(ui: UiContext, village: str) -> str:
    return ui.store.save(Draft("petition", {**PETITION, "number": "1", "unit": village})).uids[0]


def test_wheel_and_escape_change_nothing_in_any_editor(qtbot, ui, village, petition, answers):
    content = ui.store.digest()
    for kind in KINDS:
        stored = ui.store.list(kind)
        for uid in [None, *(record.uid for record in stored[:1])]:
            editor = opened(qtbot, ui, kind, uid)
            editor.form._fields.make_all_open()
            settle(qtbot, ui)
            before = contents(editor)
            turn_wheel_over_everything(editor)
            settle(qtbot, ui)
            assert contents(editor) == before, kind
            assert not editor.is_touched, kind
            QTest.keyClick(editor.focusWidget() or editor, Qt.Key.Key_Escape)
            assert not editor.isVisible(), kind
    settle(qtbot, ui)
    assert ui.store.digest() == content
    assert not ui.store.drafts.all()


@pytest.mark.parametrize("place", PLACES)
def test_wheel_changes_nothing_on_any_page(qtbot, ui, village, petition, place):
    window = window_over(ui)
    qtbot.addWidget(window)
    window.show()
    window.show_place(place)
    settle(qtbot, ui)
    before = contents(window.page(place))
    turn_wheel_over_everything(window.page(place))
    settle(qtbot, ui)
    assert contents(window.page(place)) == before


@pytest.mark.parametrize("dialog_class", DIALOGS)
def test_wheel_and_escape_change_nothing_in_any_dialog(qtbot, ui, petition, answers, dialog_class):
    content = ui.store.digest()
    dialog = shown(qtbot, ui, dialog_class)
    before = contents(dialog)
    turn_wheel_over_everything(dialog)
    settle(qtbot, ui)
    assert contents(dialog) == before
    if not issubclass(dialog_class, PreparationDialog):  # it stops its work first
        QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Escape)
        assert dialog.isVisible() is issubclass(dialog_class, LockDialog)  # Esc opens no locked window
    settle(qtbot, ui)
    assert ui.store.digest() == content
    assert not ui.store.drafts.all()


@pytest.mark.parametrize("dialog_class", [one for one in DIALOGS if one.__name__ not in LOOKING_UP])
def test_whatever_is_typed_into_a_dialog_is_asked_about_before_it_closes(qtbot, ui, petition, answers, dialog_class):
    dialog = shown(qtbot, ui, dialog_class)
    for box in boxes_of(dialog):
        was = text_of(box)
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_A)
        typed = text_of(box)
        assert typed != was
        answers.append(Answer.STAY)
        dialog.close()
        assert dialog.isVisible()
        assert text_of(box) == typed
        box.setText(was) if isinstance(box, QLineEdit) else box.setPlainText(was)
        settle(qtbot, ui)
    answers += [Answer.LOSE] * (getattr(dialog, "unsaved", lambda: None)() is not None)
    dialog.close()


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_typed_into_an_editor_is_asked_about_before_it_closes(qtbot, ui, village, answers, kind):
    editor = opened(qtbot, ui, kind)
    for place in range(editor.tabs.count()):
        editor.tabs.setCurrentIndex(place)
        for panel in editor.findChildren(ChildPanel):
            if panel.isVisible():
                panel.add()
        for box in boxes_of(editor.tabs.currentWidget()):
            editor.reload() if editor.record is not None else editor.form.show_values(editor.starting_values)
            box.setFocus()
            QTest.keyClick(box, Qt.Key.Key_A)
            assert editor.unsaved() is not None
    answers += [Answer.STAY, Answer.LOSE]
    editor.close()
    assert editor.isVisible()
    editor.close()
    assert not editor.isVisible()


def test_refused_save_marks_what_is_missing_and_keeps_it_marked(qtbot, ui, village, answers):
    editor = opened(qtbot, ui, "petition")
    editor.form.input("received_on").line.setFocus()
    QTest.keyClicks(editor.form.input("received_on").line, "hom nao")
    with qtbot.waitSignal(ui.operations.idle):
        editor.save()
    noted = {name for name, note in editor.form._notes.items() if not note.isHidden()}
    assert {"received_on", "unit", "content"} <= noted
    qtbot.wait(checking.AFTER_MILLISECONDS + 100)
    settle(qtbot, ui)
    assert {name for name, note in editor.form._notes.items() if not note.isHidden()} >= {"received_on", "unit"}
    answers.append(Answer.LOSE)
    editor.close()


def test_what_a_save_warned_of_is_not_unsaid_by_a_check_that_was_asked_for_before(qtbot, ui):
    editor = opened(qtbot, ui, "model")
    given = {"name": "Đường hoa", "registrant": "Chi hội", "period": "năm 2026", "aim": "Sạch", "registration": "new"}
    for name, value in given.items():
        editor.form.put(name, value)
        editor.form.edited.emit(name)
    with qtbot.waitSignal(ui.operations.idle):
        editor.save()
    settle(qtbot, ui)
    assert editor.record is not None
    assert "field" in editor.form.told
    editor.checking._show(0, {editor.uid: ()})
    qtbot.wait(checking.AFTER_MILLISECONDS + 100)
    settle(qtbot, ui)
    assert "field" in editor.form.told
    editor.leave()


def test_closing_over_typed_text_asks_and_saving_closes(qtbot, ui, petition, answers):
    editor = opened(qtbot, ui, "petition", petition)
    editor.form.put("content", "Mương tắc nặng")
    answers += [Answer.STAY, Answer.SAVE]
    editor.close_button.click()
    assert editor.isVisible()
    editor.close_button.click()
    qtbot.waitUntil(lambda: ui.store.get(petition).text("content") == "Mương tắc nặng")


def test_escape_over_typed_text_asks_nothing_and_loses_nothing(qtbot, ui, petition, answers):
    editor = opened(qtbot, ui, "petition", petition)
    editor.form.put("content", "Mương tắc nặng")
    with qtbot.waitSignal(editor.closed):
        QTest.keyClick(editor.form.input("content").box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: [draft.uid for draft in ui.store.drafts.all()] == [petition])
    again = opened(qtbot, ui, "petition", petition)
    assert again.form.raw_values()["content"] == "Mương tắc nặng"
    assert again.is_touched
    answers.append(Answer.LOSE)
    again.close()


def test_draft_that_is_kept_is_there_when_the_record_is_opened_again(qtbot, ui, petition, answers):
    editor = opened(qtbot, ui, "petition", petition)
    editor.form.put("content", "Mương tắc nặng")
    answers.append(Answer.KEEP_DRAFT)
    editor.close()
    settle(qtbot, ui)
    assert ui.store.get(petition).text("content") == "Mương tắc"
    again = opened(qtbot, ui, "petition", petition)
    assert again.form.input("content").raw() == "Mương tắc nặng"
    answers.append(Answer.LOSE)
    again.close()
    settle(qtbot, ui)
    assert not ui.store.drafts.all()


def test_counted_votes_survive_escape(qtbot, ui, answers):
    counter = VoteCounter(Count({}), lambda _counts: None, ui.translator)
    counter.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(counter)
    counter.show()
    QTest.keyClicks(counter, "112")
    answers += [Answer.STAY, Answer.SAVE]
    QTest.keyClick(counter, Qt.Key.Key_Escape)
    assert counter.isVisible()
    with qtbot.waitSignal(counter.accepted):
        QTest.keyClick(counter, Qt.Key.Key_Escape)
    assert counter.counts["votes_for"] == 2


def test_question_offers_save_draft_loss_and_stay(qtbot, ui, monkeypatch):
    shown: list[str] = []
    monkeypatch.setattr(
        questions.QMessageBox, "exec", lambda box: shown.extend(button.text() for button in box.buttons())
    )
    assert questions.ask_unsaved(None, ui.translator, Unsaved(_("Chưa lưu."), keeps_draft=True)) is Answer.STAY
    assert set(shown) == {"Lưu", "Giữ bản nháp", "Bỏ, không lưu", "Ở lại"}


def test_own_rules_that_are_typed_stay_while_others_are_looked_at(qtbot, ui, petition, answers):
    settings = shown(qtbot, ui, SettingsDialog)
    settings.show_rules()
    panel = settings.rules
    codes = [item.key for item in panel.rules.items if panel._context.store.law[item.key].unit != TERM_UNIT]
    for code, value in zip(codes, ("1/3", "3/4"), strict=False):
        panel.rules.choose(code)
        panel.value.setFocus()
        QTest.keyClicks(panel.value, value)
        panel.reason.setPlainText("Nghị quyết của Hội đồng nhân dân xã")
    panel.rules.choose(codes[0])
    assert panel.value.text() == "1/3"
    answers += [Answer.STAY, Answer.SAVE]
    settings.close()
    assert settings.isVisible()
    with qtbot.waitSignal(settings.accepted):
        settings.close()
    assert {one.text("rule"): one.text("value") for one in ui.store.list("rule_override")} == dict(
        zip(codes, ("1/3", "3/4"), strict=False)
    )


def test_pasted_households_survive_escape(qtbot, ui, village, answers):
    editor = opened(qtbot, ui, "unit", village)
    editor.tabs.setCurrentWidget(editor.households)
    editor.paste_button.click()
    (dialog,) = editor.findChildren(TextDialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.text.setPlainText("1. Nguyễn Văn An; 4\n2. Lê Thị Bình; 3")
    answers += [Answer.STAY, Answer.SAVE]
    QTest.keyClick(dialog.text, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    QTest.keyClick(dialog.text, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert [row.values["head"] for row in editor.households.rows.rows] == ["Nguyễn Văn An", "Lê Thị Bình"]
    answers.append(Answer.LOSE)
    editor.close()


def test_office_that_was_typed_is_begun_rather_than_lost(qtbot, ui, petition, answers, tmp_path):
    welcome = WelcomeDialog(ui.translator, tmp_path / "moi.db")
    qtbot.addWidget(welcome)
    welcome.show()
    welcome.name.setText("Xã Đông Sơn")
    welcome.code.setText("DS")
    welcome.passphrase.new.setText("bốn con trâu cày ruộng")
    welcome.passphrase.again.setText("bốn con trâu cày ruộng")
    answers += [Answer.STAY, Answer.SAVE]
    QTest.keyClick(welcome.name, Qt.Key.Key_Escape)
    assert welcome.isVisible()
    with qtbot.waitSignal(welcome.accepted):
        QTest.keyClick(welcome.name, Qt.Key.Key_Escape)
    assert (tmp_path / "moi.db").exists()


def test_closing_the_window_asks_every_dialog_that_holds_something(qtbot, ui, petition, answers):
    window = window_over(ui)
    qtbot.addWidget(window)
    window.show()
    dialog = BulkDialog(ui, ui.store.kinds["petition"], [petition], window)
    dialog.show()
    dialog.choose_field("assigned_to")
    dialog.input.line.setText("Trạm y tế")
    dialog.input.line.textEdited.emit("Trạm y tế")
    answers += [Answer.STAY, Answer.LOSE]
    window.close()
    assert window.isVisible()
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_escape_while_a_save_runs_closes_when_it_is_done(qtbot, ui, petition, answers):
    editor = opened(qtbot, ui, "petition", petition)
    editor.form.put("content", "Mương tắc nặng")
    editor.save()
    answers.append(Answer.SAVE)
    editor.close()
    qtbot.waitUntil(lambda: not editor.isVisible())
    assert ui.store.get(petition).text("content") == "Mương tắc nặng"
