"""The nine jobs done by the mouse: everything is clicked but the letters of what is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

from hands import Stuck
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QMenu,
    QWidget,
)
from working_day import WorkingDay

from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.dialogue_editor import DialogueEditor
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.meeting_editor import MeetingEditor
from danvan_desktop.ui.editors.vote_counter import VoteCounter
from danvan_desktop.ui.forms.record_form import RecordForm
from danvan_desktop.ui.pages.record_page import RecordPage
from danvan_desktop.ui.search.palette import SearchPalette
from danvan_desktop.ui.sync.export_wizard import ExportWizard
from danvan_desktop.ui.widgets.steady import ChoiceBox

_CHECK_BOX = QPoint(12, 12)
_PLACES = {"hop thon moi": "meeting", "doi thoai moi": "dialogue", "mo hinh moi": "model"}


class MouseDay(WorkingDay):
    """What an officer does who uses keys for letters alone."""

    # Where one goes

    def turn_to_place(self, name: str) -> None:
        """Click a place in the column at the left, then its tab."""
        window, places = self.window, self.window.navigation.places
        if window._place != name:
            item = places.item(window.navigation.row_of(name))
            self.hands.click(places.viewport(), places.visualItemRect(item).center())
        if window._place != name:
            self._click_tab(name)
        self.settle()
        if window._place != name:
            raise Stuck(f"{self.hands.deed}: no click leads to {name}")

    def _click_tab(self, name: str) -> None:
        shown, words = self.window.tabs, str(self.window.context.translator(self.window.places[name].title))
        titles = [shown.tabs.tabText(place) for place in range(shown.tabs.count())]
        if words in titles:
            self.hands.click(shown.tabs, shown.tabs.tabRect(titles.index(words)).center())
        else:
            self.take_from_menu(shown.more, words)

    def take_from_menu(self, button: QAbstractButton, words: str = "") -> None:
        """Click a button that opens a menu, and in it the first entry that begins with some words."""

        def take() -> None:
            menu = cast(QMenu, QApplication.activePopupWidget())
            action = next(one for one in menu.actions() if one.isVisible() and one.text().startswith(words))
            self.hands.click(menu, menu.actionGeometry(action).center())

        self.hands.reach(button)
        self.hands.answer(take)
        self.hands.click(button)

    def search(self, words: str, then: Callable[[], object]) -> None:
        """Click the search, write, click what is found first."""
        self.hands.click(self.window.navigation.search)
        palette = cast(SearchPalette, self.dialog(SearchPalette))
        self.hands.type(words)
        self.hands.wait(lambda: palette._shown_text == words and palette.found, f"“{words}” to be found")
        found = palette.list.currentIndex()
        self.hands.click_item(palette.list, found)
        self.hands.wait(then, f"what “{words}” leads to")

    def begin(self, words: str) -> RecordEditor:
        """Click the place of a kind and the button that begins one."""
        before = self.window.desk.current
        self.turn_to_place(_PLACES[words])
        page = cast(RecordPage, self.window.page(_PLACES[words]))
        self.hands.click(page.new_button)
        self.hands.wait(lambda: self.window.desk.current not in (None, before), "the new record")
        self.settle()
        return self.editor

    # What one writes

    def fill(self, form: RecordForm, **texts: str) -> None:
        """Click into each field and write."""
        for name, text in texts.items():
            self.hands.mark(form.input(name))
            self.hands.type(text)

    def choose(self, form: RecordForm, name: str, code: str) -> None:
        """Open a list of choices and click one."""
        box = form.input(name).findChildren(ChoiceBox)[0]
        self.hands.reach(box)
        self.hands.answer(lambda: self._click_choice(box, code))
        self.hands.click(box)
        self.hands.wait(lambda: form.input(name).value() == code, f"{name} to be {code}")

    def _click_choice(self, box: ChoiceBox, code: str) -> None:
        view: QAbstractItemView = box.view()
        QTest.qWait(2 * QApplication.doubleClickInterval())  # before that Qt takes a second click for a double one
        self.hands.click_item(view, box.model().index(box.findData(code), 0))

    def turn_to(self, panel: QWidget) -> None:
        """Click the tab of a part."""
        tabs = self.editor.tabs
        bar = tabs.tabBar()
        self.hands.click(bar, bar.tabRect(tabs.indexOf(panel)).center())

    def take_next_step(self) -> None:
        """Nothing: whoever clicks into a field needs not be led to it."""

    def press_save(self, editor: RecordEditor) -> None:
        """Click “Lưu”."""
        self.hands.click(editor.save_button)

    def press_close(self, editor: RecordEditor) -> None:
        """Click “Đóng”."""
        self.hands.click(editor.close_button)

    def decide(self, button: QAbstractButton) -> None:
        """Click the button."""
        self.hands.click(button)

    # The parts of records

    def call_roll(self, editor: MeetingEditor, *names: str) -> None:
        """Tick households, each by a click."""
        self.turn_to(editor.roll)
        view = editor.roll.view
        self.hands.wait(lambda: view.model().rowCount() >= len(names), "the roll")
        for row in range(len(names)):
            self.hands.click_item(view, view.model().index(row, 0), _CHECK_BOX)

    def add_part(self, panel: ChildPanel, **texts: str) -> None:
        """Click “Thêm”, then fill in."""
        self.hands.click(panel.inside.add_button)
        self.fill(panel.form, **texts)

    def voice(self, editor: MeetingEditor | DialogueEditor, speaker: str, content: str) -> None:
        """Write down what somebody says."""
        self.turn_to(editor.opinions)
        self.add_part(editor.opinions, speaker_name=speaker, content=content)

    def count_votes(self, editor: MeetingEditor) -> None:
        """Click a button a vote."""
        self.hands.reach(editor.count_button)
        self.hands.click(editor.count_button)
        counter = cast(VoteCounter, self.dialog(VoteCounter))
        buttons = {one.text()[-2]: one for one in counter.findChildren(QAbstractButton) if one.text().endswith(")")}
        for vote in "11111112":
            self.hands.click(buttons[vote])
        self.hands.click(counter.keep_button)

    def raise_petition(self, meeting: MeetingEditor, number: int) -> None:
        """Click an opinion and the button that makes a petition of it."""
        self.turn_to(meeting.opinions)
        table = meeting.opinions.table
        self.hands.click_item(table, table.model().index(number - 1, 0))
        self.take_from_menu(meeting.opinions.petition_button)

    # Files

    def choose_folder(self, wizard: ExportWizard, folder: Path) -> None:
        """Click into the line of the folder, and write where it is."""
        self.hands.mark(wizard.places.folder)
        self.hands.type_path(str(folder))

    def name_file(self, path: Path) -> None:
        """Write the name of a file, and click the button that takes it."""
        dialog = cast(QFileDialog, QApplication.activeModalWidget())
        self.hands.type_path(str(path))
        self.hands.click(dialog.findChildren(QDialogButtonBox)[0].button(QDialogButtonBox.StandardButton.Open))
