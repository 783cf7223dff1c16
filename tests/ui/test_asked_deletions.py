"""Many records go only when a person said so, by their number when they are very many; referred ones are asked for."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Translator
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.pages import deleting_action
from danvan_desktop.ui.pages.record_page import RecordPage
from danvan_desktop.ui.widgets import questions
from danvan_desktop.ui.widgets.deletion_dialog import DeletionDialog
from tests.ui.settling import settle


@pytest.fixture
def petitions(ui: UiContext, village: str) -> list[str]:
    common = {"received_on": "2026-08-01", "unit": village, "content": "Mương tắc"}
    drafts = [Draft("petition", {**common, "number": f"{number:03d}/2026"}) for number in (1, 2, 3)]
    return list(ui.store.save(*drafts).uids)


@pytest.fixture
def page(qtbot: QtBot, ui: UiContext, petitions: list[str]) -> RecordPage:
    page = RecordPage(ui, ui.views["petition"])
    qtbot.addWidget(page)
    page.show()
    page.activate()
    settle(qtbot, ui)
    page.view.selectAll()
    return page


def test_all_that_is_chosen_stays_when_the_question_is_left(
    qtbot: QtBot, ui: UiContext, page: RecordPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def leave(dialog: DeletionDialog) -> int:
        asked.append(f"{dialog.question.text()} {dialog.names.text()}")
        return 0

    monkeypatch.setattr(DeletionDialog, "exec", leave)
    page.deleting.delete_chosen()
    settle(qtbot, ui)
    assert ui.store.count("petition") == 3
    assert "3" in asked[0]
    assert all(f"{number:03d}/2026" in asked[0] for number in (1, 2, 3))


@pytest.mark.parametrize(("typed", "goes"), [("21", True), ("20", False), ("", False), ("a", False)])
def test_very_many_go_only_by_their_number_and_a_wrong_one_is_told(typed: str, goes: bool, qtbot: QtBot) -> None:
    dialog = DeletionDialog(Translator("vi"), "Xóa 21 hồ sơ này?", titles=["a"] * 21, number=21)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "và 15 nữa" in dialog.names.text()
    assert "Ctrl+Z" in dialog.undoable.text()
    QTest.keyClicks(dialog.line, typed)
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    assert dialog.isVisible() is not goes
    assert (dialog.result() == DeletionDialog.DialogCode.Accepted) is goes
    assert ("chưa xóa gì" in dialog.trouble.text()) is not goes


def test_enter_and_escape_keep_what_is_asked_about(qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        dialog = DeletionDialog(Translator("vi"), "Xóa 2 hồ sơ này?", titles=["a", "b"])
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(dialog.isActiveWindow)
        QTest.keyClick(dialog, key)
        assert dialog.result() == DeletionDialog.DialogCode.Rejected
        assert not dialog.isVisible()


def test_number_is_asked_for_above_twenty(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    asked: list[int] = []
    monkeypatch.setattr(DeletionDialog, "exec", lambda dialog: asked.append(dialog._number))
    for count in (1, 2, 20, 21):
        questions.may_delete(None, Translator("vi"), "việc", ["a"] * count)  # type: ignore[arg-type]
    assert asked == [0, 0, 21]


@pytest.mark.parametrize("goes", [True, False])
def test_what_others_refer_to_is_asked_for_with_their_number(
    qtbot: QtBot, ui: UiContext, page: RecordPage, village: str, monkeypatch: pytest.MonkeyPatch, goes: bool
) -> None:
    asked: list[str] = []

    def answer(_parent: object, _say: object, question: str) -> bool:
        asked.append(question)
        return goes

    monkeypatch.setattr(deleting_action, "may_delete", lambda *_asked: True)
    monkeypatch.setattr(deleting_action, "may_go", answer)
    meeting = {
        "unit": village,
        "subject": "Bàn việc làm đường",
        "starts_at": "2026-08-12T19:30",
        "place": "Nhà văn hóa",
        "chair": "Nguyễn Văn An",
        "secretary": "Trần Thị Bình",
        "households_total": 120,
        "households_present": 95,
    }
    held = ui.store.save(Draft("meeting", meeting)).uids[0]
    petition = ui.store.list("petition")[0].uid
    ui.store.save(Draft("opinion", {"gathering": held, "content": "Mương tắc", "petition": petition}))
    page.deleting.delete_chosen()
    qtbot.waitUntil(lambda: bool(asked) and not ui.operations.busy)
    assert "1 hồ sơ “Ý kiến”" in asked[0]
    assert ui.store.count("petition") == (0 if goes else 3)
