"""What an officer may not open is told nowhere in his window, which says at once that it is closed to him."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from danvan_desktop.reports.catalogue import FORMS
from danvan_desktop.reports.form import Needs
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.destinations import Destinations
from danvan_desktop.ui.dialogs.general_panel import GeneralPanel
from danvan_desktop.ui.dialogs.history_dialog import HistoryDialog
from danvan_desktop.ui.dialogs.settings_dialog import SettingsDialog
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.kinds import ALL_VIEWS
from danvan_desktop.ui.pages.record_page import RecordPage
from danvan_desktop.ui.preview.preview_dialog import show_report
from danvan_desktop.ui.search.commands import commands_of
from danvan_desktop.ui.search.palette import SearchPalette
from tests.clocks import StandingClock
from tests.closed import close_all
from tests.denunciations import FOLDED, MARK, tells
from tests.ui.watching import DAY, Watch, pages_of, watched

PLACES = [destination.name for destination in Destinations(ALL_VIEWS)]
CLOSED_PLACES = ("case", "network_member", "cadre_rating")


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(DAY)


@pytest.fixture
def watch(ui: UiContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    with watched(ui, qtbot, monkeypatch, close_all(ui.store)) as watch:
        yield watch


@pytest.mark.parametrize("place", PLACES)
def test_no_page_tells(watch: Watch, place: str) -> None:
    watch.window.show_place(place)
    watch.look(place)
    page = watch.window.page(place)
    if isinstance(page, RecordPage):
        page.columns.names = [field.name for field in page.table.kind.fields]
        page.columns.changed.emit()
        watch.look(f"{place}, all columns")
        page.search.setText("zo")
        watch.look(f"{place}, searched")
    for box in page.findChildren(QComboBox):
        for choice in range(min(box.count(), 3)):
            box.setCurrentIndex(choice)
            box.activated.emit(choice)
            watch.settle()
    watch.look(f"{place}, filtered")


@pytest.mark.parametrize("kind", ["case", "network_member", "cadre_rating"])
def test_no_editor_and_no_history_tells(watch: Watch, kind: str) -> None:
    uid = watch.secrets[kind]
    editor = open_editor(watch.ui, kind, uid, parent=watch.window)
    for tab in range(editor.tabs.count()):
        editor.tabs.setCurrentIndex(tab)
        watch.look(f"{kind}, tab {tab}")
    history = HistoryDialog(watch.ui, kind, uid, editor)
    history.open()
    watch.settle()
    history.panel.tree.expandAll()
    watch.look(f"{kind}, history")
    watch.shut(history)
    watch.shut(editor)


def test_the_search_finds_nothing_of_it(watch: Watch) -> None:
    for words in (MARK, FOLDED, FOLDED[:3]):
        palette = SearchPalette(watch.ui, commands_of(watch.window, watch.ui.operations), watch.window)
        palette.open()
        palette.line.setText(words)
        watch.settle()
        assert not {found.title for found in palette.found if tells(f"{found.title} {found.detail}")}
        watch.shut(palette)


def test_no_paper_in_the_window_tells(watch: Watch) -> None:
    for form in FORMS:
        if form.needs is Needs.RECORD and form.kind in watch.secrets:
            dialog = show_report(watch.ui, form.code, watch.secrets[form.kind], parent=watch.window)
            watch.look(f"preview of {form.code}")
            watch.leaks |= {f"preview of {form.code}" for text in pages_of(dialog.preview) if tells(text)}
            watch.shut(dialog)


def test_a_list_says_at_once_that_it_is_closed_and_offers_nothing_to_write(watch: Watch) -> None:
    for place in CLOSED_PLACES:
        watch.window.show_place(place)
        watch.settle()
        page = watch.window.page(place)
        assert isinstance(page, RecordPage)
        assert "không được mở" in page.closed_note.text(), place
        assert not page.new_button.isEnabled()
        assert not page.load_action.isEnabled()
    watch.window.show_place("petition")
    watch.settle()
    page = watch.window.page("petition")
    assert isinstance(page, RecordPage)
    assert not page.closed_note.text()
    assert page.new_button.isEnabled()


def test_tabs_and_menus_bear_a_lock_where_what_they_list_is_closed(watch: Watch) -> None:
    watch.window.show_place("case")
    watch.settle()
    choices, tabs = watch.window.choices, watch.window.tabs
    assert {name for name in PLACES if choices.is_closed(name)} >= set(CLOSED_PLACES)
    place = tabs._names.index("case")
    assert not tabs.tabs.tabIcon(place).isNull()
    assert "không được mở" in tabs.tabs.tabToolTip(place)
    watch.ui.store.set_officer(watch.secrets["head"])
    watch.window._keeper.look()
    watch.settle()
    assert not any(choices.is_closed(name) for name in PLACES)
    assert tabs.tabs.tabIcon(tabs._names.index("case")).isNull()


def test_who_may_open_it_and_takes_his_turn_reads_all_lists_anew(watch: Watch, qtbot: QtBot) -> None:
    watch.window.show_place("case")
    watch.settle()
    page = watch.window.page("case")
    assert isinstance(page, RecordPage)
    settings = SettingsDialog(watch.ui, watch.window)
    panel = settings.findChildren(GeneralPanel)[0]
    panel.officer.setCurrentIndex(panel.officer.findData(watch.secrets["head"]))
    panel.officer.activated.emit(panel.officer.currentIndex())
    watch.settle()
    assert not page.closed_note.text()
    assert tells(page.table.record(0).values)
    panel.officer.setCurrentIndex(panel.officer.findData(watch.secrets["clerk"]))
    panel.officer.activated.emit(panel.officer.currentIndex())
    watch.settle()
    assert page.closed_note.text()
    assert not tells(page.table.record(0).values)
    watch.shut(settings)
