"""A denouncer is told nowhere in the window: no page, list, search, completion, dialog, title, hint, copy or drag."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QTabWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.kinds.disclosure import Purpose
from danvan_desktop.domain.period import Period
from danvan_desktop.localization import Translator
from danvan_desktop.reports.catalogue import FORMS
from danvan_desktop.reports.form import Needs
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.destinations import Destinations
from danvan_desktop.ui.dialogs.assign_dialog import AssignDialog
from danvan_desktop.ui.dialogs.history_dialog import HistoryDialog
from danvan_desktop.ui.dialogs.settings_dialog import SettingsDialog
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.escalation import urgent_entry
from danvan_desktop.ui.editors.opening import open_draft, open_editor
from danvan_desktop.ui.forms.phrases import PhraseButton
from danvan_desktop.ui.kinds import ALL_VIEWS
from danvan_desktop.ui.operations import Operation
from danvan_desktop.ui.pages.calendar_page import CalendarPage
from danvan_desktop.ui.pages.record_page import RecordPage
from danvan_desktop.ui.pages.reports_page import ReportsPage
from danvan_desktop.ui.preview.batch_dialog import BatchDialog
from danvan_desktop.ui.preview.preview_dialog import show_report
from danvan_desktop.ui.reports.composer_dialog import ComposerDialog
from danvan_desktop.ui.reports.figures_dialog import FiguresDialog
from danvan_desktop.ui.reports.verify_dialog import VerifyDialog
from danvan_desktop.ui.search.commands import commands_of
from danvan_desktop.ui.search.palette import SearchPalette
from danvan_desktop.ui.sync.export_wizard import ExportWizard
from tests.clocks import StandingClock
from tests.denunciations import FOLDED, MARK, conflict_over, fill_with_secrets, tells
from tests.ui.telling import windows_now
from tests.ui.watching import DAY, Watch, pages_of, watched
from tests.ui.windows import window_over

pytestmark = pytest.mark.usefixtures("earlier_petitions")

_QUARTER = Period.parse("2026-Q3")
PLACES = [destination.name for destination in Destinations(ALL_VIEWS)]


@pytest.fixture
def clock() -> StandingClock:
    """A day shortly after the denunciation, so that overview, calendar and board show it."""
    return StandingClock(DAY)


@pytest.fixture
def watch(ui: UiContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    with watched(ui, qtbot, monkeypatch, fill_with_secrets(ui.store)) as watch:
        yield watch


@pytest.mark.parametrize("place", PLACES)
def test_no_page_tells(watch: Watch, tmp_path: Path, place: str) -> None:
    conflict_over(watch.ui.store, tmp_path)
    watch.window.show_place(place)
    watch.look(place)
    page = watch.window.page(place)
    if isinstance(page, RecordPage):
        page.columns.names = [field.name for field in page.table.kind.fields]
        page.columns.changed.emit()
        watch.look(f"{place}, all columns")
        page.search.setText("zo")
        watch.look(f"{place}, searched")
    if isinstance(page, RecordPage) and page.board_switch is not None:
        for _turn in range(2):
            page.board_switch.button.click()
            watch.look(f"{place}, board")
    if isinstance(page, CalendarPage):
        page._turn_to(Period.parse("2026-08"))
        watch.look(place)
    for box in page.findChildren(QComboBox):
        for choice in range(min(box.count(), 4)):
            box.setCurrentIndex(choice)
            box.activated.emit(choice)
            watch.settle()
    watch.look(f"{place}, filtered")


@pytest.mark.parametrize("kind", [kind.name for kind in ALL_KINDS])
def test_no_editor_tells(watch: Watch, kind: str) -> None:
    for record in watch.ui.store.list(kind):
        editor = open_editor(watch.ui, kind, record.uid, parent=watch.window)
        tabs: list[QTabWidget] = [editor.tabs]
        for tab in range(tabs[0].count()):
            tabs[0].setCurrentIndex(tab)
            for panel in editor.parts.panels:
                for row in panel.rows.rows if hasattr(panel, "select_uid") else ():
                    panel.select_uid(row.uid)
                    watch.look(f"{kind}, part {row.uid[-4:]}")
            for line in editor.findChildren(QLineEdit):
                line.setFocus()
                if line.completer() is not None:
                    line.completer().setCompletionPrefix("z")
        watch.look(kind)
        history = HistoryDialog(watch.ui, kind, record.uid, editor)
        history.open()
        watch.settle()
        history.panel.tree.expandAll()
        watch.look(f"{kind}, history")
        watch.shut(history)
        watch.shut(editor)


def test_the_search_finds_nothing_of_it(watch: Watch) -> None:
    for words in (MARK, FOLDED, FOLDED[:3], "012/2026", "0912 345"):
        palette = SearchPalette(watch.ui, commands_of(watch.window, watch.ui.operations), watch.window)
        palette.open()
        QTest.keyClicks(palette.line, words) if words.isascii() else palette.line.setText(words)
        watch.settle()
        palette.line.clear()
        palette.line.setText(words)
        watch.settle()
        watch.leaks |= {f"search {words}: {found}" for found in palette.found if tells(found)}
        for found in palette.found:
            watch.hear("search", f"{found.title} {found.detail}")
        watch.shut(palette)


def test_no_dialog_tells(watch: Watch) -> None:
    store = watch.ui.store
    makers: list[Callable[[], QDialog]] = [
        lambda: SettingsDialog(watch.ui, watch.window),
        lambda: AssignDialog(watch.ui, store.list("petition"), watch.window),
        lambda: ExportWizard(watch.ui, watch.window, drives=lambda: ()),
        lambda: BatchDialog(watch.ui, _QUARTER, watch.window),
        lambda: FiguresDialog(watch.ui, "work-report", _QUARTER, watch.window),
        lambda: ComposerDialog(watch.ui, "work-report", _QUARTER, watch.window),
        lambda: ComposerDialog(watch.ui, "situation-report", _QUARTER, watch.window),
        lambda: VerifyDialog(watch.ui, watch.window),
    ]
    for make in makers:
        dialog = make()
        dialog.open()
        watch.look(type(dialog).__name__)
        watch.shut(dialog)


def test_no_paper_in_the_window_tells(watch: Watch) -> None:
    watch.window.show_place("reports")
    page = watch.window.page("reports")
    assert isinstance(page, ReportsPage)
    for form in FORMS:
        page.show_form(form.code)
        watch.look(form.code)
        watch.leaks |= {f"page of {form.code}" for text in pages_of(page.preview) if tells(text)}
        if form.needs is Needs.RECORD:
            for record in store_records(watch, form.kind):
                dialog = show_report(watch.ui, form.code, record, parent=watch.window)
                watch.look(f"preview of {form.code}")
                watch.leaks |= {f"preview of {form.code}" for text in pages_of(dialog.preview) if tells(text)}
                watch.shut(dialog)


def store_records(watch: Watch, kind: str) -> list[str]:
    return [record.uid for record in watch.ui.store.list(kind)]


def test_neither_undo_nor_the_bin_nor_what_is_told_of_work_tells(watch: Watch) -> None:
    page = watch.window.page("petition")
    watch.window.show_place("petition")
    watch.settle()
    for kind in ("attachment", "opinion", "situation_entry", "document_number", "petition"):
        uid = watch.secrets[kind]
        watch.ui.operations.run(
            Operation(
                ALL_KINDS[kind].label,
                lambda store, _progress, uid=uid: store.delete(uid, knowing_referrers=True),
                undoable=True,
            )
        )
        watch.look(f"{kind} deleted")
        watch.window.show_place("bin")
        watch.look(f"{kind} in the bin")
        watch.window.open_search()
        watch.look("undo in the search")
        for palette in watch.window.findChildren(SearchPalette):
            watch.shut(palette)
        watch.ui.operations.undo()
        watch.look(f"{kind} is back")
    assert page is not None
    watch.hear("clipboard", QGuiApplication.clipboard().text())


def test_what_was_typed_of_it_is_shown_again_only_when_it_is_asked_for(watch: Watch) -> None:
    uid = watch.secrets["petition"]
    editor = open_editor(watch.ui, "petition", uid, parent=watch.window)
    editor.secrecy.button.click()
    watch.look("opened")
    assert watch.leaks, "who was shown it hears of it"
    editor.form.put("content", f"{MARK} viết thêm")
    editor.keeper.leave()
    watch.shut(editor)
    watch.leaks.clear()
    again = open_editor(watch.ui, "petition", uid, parent=watch.window)
    watch.look("draft")
    assert not watch.leaks
    noted = watch.ui.store.count("disclosure")
    again.secrecy.button.click()
    watch.settle()
    assert again.form.raw_values()["content"] == f"{MARK} viết thêm"
    assert watch.ui.store.count("disclosure") == noted + 1
    again.keeper.drop()
    watch.shut(again)


def test_a_new_denunciation_that_was_not_saved_is_offered_again_covered(watch: Watch) -> None:
    editor = open_editor(watch.ui, "petition", parent=watch.window)
    editor.form.put("nature", "denunciation")
    editor.form.put("citizen_name", f"{MARK} Văn Mới")
    editor.form.put("content", f"{MARK} tố giác")
    assert not tells(editor.windowTitle())
    editor.keeper.leave()
    watch.shut(editor)
    watch.leaks.clear()
    (draft,) = watch.ui.store.drafts.all()
    again = open_draft(watch.ui, draft, watch.window)
    watch.look("draft of a new one")
    assert not watch.leaks
    again.secrecy.button.click()
    watch.settle()
    assert again.form.raw_values()["citizen_name"] == f"{MARK} Văn Mới"
    again.keeper.drop()
    watch.shut(again)


def test_an_opinion_in_the_meeting_is_opened_by_a_press_that_is_noted(watch: Watch) -> None:
    store, uid = watch.ui.store, watch.secrets["opinion"]
    meeting = store.list("meeting")[0].uid
    editor = open_editor(watch.ui, "meeting", meeting, parent=watch.window)
    panel = editor.opinions
    editor.tabs.setCurrentWidget(panel)
    panel.select_uid(uid)
    watch.look("opinions")
    assert not watch.leaks
    assert panel.form.input("content").box.isReadOnly()
    panel.reveal_button.click()
    watch.settle()
    assert tells(panel.form.raw_values()["content"])
    assert [note.text("purpose") for note in store.find("disclosure", record=uid)] == ["read"]
    assert panel.reveal_button.isHidden()
    panel.form.put("answer", "Đã ghi nhận")
    assert MARK not in json.dumps(editor.snapshot(), ensure_ascii=False)
    editor.save()
    watch.settle()
    watch.leaks.clear()
    watch.look("saved")
    assert not watch.leaks
    assert store.reveal(uid, Purpose.READ).text("answer") == "Đã ghi nhận"
    assert tells(store.reveal(uid, Purpose.READ).text("content"))
    watch.shut(editor)


def test_nothing_of_it_is_kept_as_a_phrase_or_told_to_the_level_above(watch: Watch) -> None:
    uid = watch.secrets["petition"]
    editor = open_editor(watch.ui, "petition", uid, parent=watch.window)
    editor.secrecy.button.click()
    watch.settle()
    phrased = [editor.form.input(field.name) for field in editor.kind.fields if field.phrased]
    buttons = editor.findChildren(PhraseButton)
    assert len(buttons) == len(phrased)
    for button in buttons:
        button.fill()
        assert not button.menu().actions()[-1].isEnabled()
    opened = editor.record
    assert opened is not None
    assert not tells(urgent_entry(opened, DAY))
    assert not tells(urgent_entry(watch.ui.store.get(uid), DAY))
    entry = open_editor(watch.ui, "situation_entry", preset={"petition": uid, "content": MARK}, parent=editor)
    assert not tells(entry.windowTitle())
    watch.shut(entry)
    watch.shut(editor)
    watch.leaks.clear()


def test_every_list_copies_its_rows(watch: Watch) -> None:
    watch.window.show_place("reports")
    watch.settle()
    page = watch.window.page("reports")
    QTest.keyClick(page.forms, "c", Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == page.forms.rows[0].title


def test_a_window_of_another_language_says_in_it_what_is_kept_secret(
    ui: UiContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(RecordEditor, "_may_lose", lambda _self: True)
    monkeypatch.setattr("tests.ui.telling._pieces", lambda _value: ())
    secrets = fill_with_secrets(ui.store)
    conflict_over(ui.store, tmp_path)
    context = UiContext(ui.store, Translator("en"), ui.operations, ui.store_path, ALL_VIEWS)
    others = windows_now()
    window = window_over(context)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    watch = Watch(context, window, secrets, qtbot, others)
    for place in PLACES:
        window.show_place(place)
        watch.look(place)
        page = window.page(place)
        if isinstance(page, RecordPage) and page.board_switch is not None:
            page.board_switch.button.click()
            watch.look("board")
            page.board_switch.button.click()
        if isinstance(page, CalendarPage):
            page._turn_to(Period.parse("2026-08"))
            watch.look("calendar")
    for kind in ("petition", "opinion", "meeting", "situation_entry", "document_number"):
        for record in ui.store.list(kind):
            editor = open_editor(context, kind, record.uid, parent=window)
            watch.look(kind)
            history = HistoryDialog(context, kind, record.uid, editor)
            history.open()
            watch.look(f"history of {kind}")
            watch.shut(history)
            watch.shut(editor)
    palette = SearchPalette(context, commands_of(window, context.operations), window)
    palette.open()
    palette.line.setText("012/2026")
    watch.look("search")
    assert any("kept secret" in found.title for found in palette.found)
    watch.shut(palette)
    assert not sorted(watch.masks)
