"""The nine jobs of docs/so-sanh.md, done in a window by keys alone, as a test replays them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

from hands import CONTROL, Hands, Key, Stuck
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from danvan_desktop.store import Store
from danvan_desktop.sync import ExportResult
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.dialogue_editor import DialogueEditor
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.meeting_editor import MeetingEditor
from danvan_desktop.ui.editors.vote_counter import VoteCounter
from danvan_desktop.ui.forms.record_form import RecordForm
from danvan_desktop.ui.loading.load_dialog import LoadDialog
from danvan_desktop.ui.main_window import MainWindow
from danvan_desktop.ui.pages.reports_page import ReportsPage
from danvan_desktop.ui.preview.preview_dialog import PreviewDialog
from danvan_desktop.ui.search.palette import SearchPalette
from danvan_desktop.ui.sync.export_wizard import ExportWizard
from danvan_desktop.ui.sync.import_wizard import ImportWizard
from danvan_desktop.ui.widgets.steady import ChoiceBox


class WorkingDay:
    """What an officer does in one window, by keys; every deed ends where the next can begin."""

    def __init__(self, window: MainWindow, hands: Hands) -> None:
        """Walk ``window``, which is shown and active."""
        self.window, self.hands = window, hands

    # Where one stands

    @property
    def store(self) -> Store:
        """The store of the window."""
        return self.window.context.store

    @property
    def editor(self) -> RecordEditor:
        """The record in sight."""
        editor = self.window.desk.current
        if editor is None:
            raise Stuck(f"{self.hands.deed}: no record is open")
        return editor

    def settle(self) -> None:
        """Let all that is read and written be done."""
        operations = self.window.context.operations
        self.hands.wait(lambda: not operations.busy and not operations._reads, "the store")

    def dialog(self, kind: type[QWidget]) -> QWidget:
        """Wait for a window over this one."""
        self.hands.wait(lambda: self._shown(kind), kind.__name__)
        self.hands.wait(self._shown(kind)[0].isActiveWindow, f"{kind.__name__} to have the keyboard")
        return self._shown(kind)[0]

    def _shown(self, kind: type[QWidget]) -> Sequence[QWidget]:
        return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()]

    def gone(self, kind: type[QWidget]) -> None:
        """Wait until no such window is shown any more."""
        self.hands.wait(lambda: not self._shown(kind), f"{kind.__name__} to close")

    # By keys

    def search(self, words: str, then: Callable[[], object]) -> None:
        """Ctrl+K, some letters, Enter; wait until something holds."""
        self.hands.press(Key.Key_K, CONTROL)
        palette = cast(SearchPalette, self.dialog(SearchPalette))
        self.hands.type(words)
        self.hands.wait(lambda: palette._shown_text == words and palette.found, f"“{words}” to be found")
        self.hands.press(Key.Key_Return)
        self.hands.wait(then, f"what “{words}” leads to")

    def begin(self, words: str) -> RecordEditor:
        """Begin a record from the search."""
        before = self.window.desk.current
        self.search(words, lambda: self.window.desk.current not in (None, before))
        self.settle()
        self.hands.wait(lambda: self.hands.has_keyboard(self.editor.form), "the form to have the keyboard")
        return self.editor

    def fill(self, form: RecordForm, **texts: str) -> None:
        """Write in fields one after another, by Tab from one to the next."""
        for name, text in texts.items():
            self.hands.put(form.input(name), text)

    def choose(self, form: RecordForm, name: str, code: str) -> None:
        """Go down in a list of choices until one is chosen."""
        self.hands.tab_to(form.input(name))
        box = form.input(name).findChildren(ChoiceBox)[0]
        key = Key.Key_Down if box.findData(code) > box.currentIndex() else Key.Key_Up
        for _step in range(box.count()):
            if form.input(name).value() == code:
                return
            self.hands.press(key)
        raise Stuck(f"{self.hands.deed}: {name} never is {code}")

    def turn_to(self, panel: QWidget) -> None:
        """Ctrl+PgDown to a tab of the record."""
        tabs = self.editor.tabs
        for _tab in range(tabs.count()):
            if tabs.currentWidget() is panel:
                return
            self.hands.press(Key.Key_PageDown, CONTROL)
        raise Stuck(f"{self.hands.deed}: the tab is never reached")

    def decide(self, _button: QAbstractButton) -> None:
        """Enter, which presses the button that a dialog offers next."""
        self.hands.press(Key.Key_Return)

    def save(self) -> str:
        """Save what is typed; return the uid."""
        editor = self.editor
        self.press_save(editor)
        self.hands.wait(lambda: not editor.is_touched or not editor.trouble.isHidden(), "the record to be saved")
        if editor.is_touched and editor.trouble.isVisible():  # what a save only advises of hinders nobody
            raise Stuck(f"{self.hands.deed}: {editor.trouble.text()}")
        self.settle()
        return editor.uid

    def take_next_step(self) -> None:
        """F6, which leads to what the record needs next."""
        self.hands.press(Key.Key_F6)

    def press_save(self, _editor: RecordEditor) -> None:
        """Ctrl+S."""
        self.hands.press(Key.Key_S, CONTROL)

    def press_close(self, _editor: RecordEditor) -> None:
        """Escape."""
        self.hands.press(Key.Key_Escape)

    def leave(self) -> None:
        """Go back to where the record was opened from."""
        editor = self.editor
        self.press_close(editor)
        self.hands.wait(lambda: self.window.desk.current is not editor, "the record to close")

    # The jobs

    def meeting(self) -> str:
        """Record a meeting with its agenda and roll, three opinions and a vote that is counted; return its uid."""
        editor = cast(MeetingEditor, self.begin("hop thon moi"))
        self.fill(editor.form, unit="thon dong", subject="Duong be tong", starts_at="2/7/2026 19h30")
        self.fill(editor.form, place="Nha van hoa", chair="Le Van Son", secretary="Vu Thi Hien")
        self.settle()
        self.call_roll(editor, "1", "2", "3", "4", "5", "6", "7", "8")
        self.write_agenda(editor, "Tuyen bo ly do", "Ban lam duong")
        for number, words in enumerate(("Nao vet muong", "Den duong", "Rac thai"), 1):
            self.voice(editor, f"Ong {number}", words)
        self.vote(editor)
        return self.save()

    def call_roll(self, editor: MeetingEditor, *names: str) -> None:
        """Tick households, by name or number and Enter."""
        self.turn_to(editor.roll)
        self.hands.tab_to(editor.roll.line)
        for name in names:
            self.hands.type(name)
            self.hands.press(Key.Key_Return)

    def write_agenda(self, editor: MeetingEditor, *titles: str) -> None:
        """Write in the grid of the agenda."""
        self.turn_to(editor.agenda)
        for title in titles:
            self.add_part(editor.agenda, title=title)

    def add_part(self, panel: ChildPanel, **texts: str) -> None:
        """Ctrl+T, then the fields of the part."""
        self.hands.press(Key.Key_T, CONTROL)
        self.fill(panel.form, **texts)

    def voice(self, editor: MeetingEditor | DialogueEditor, speaker: str, content: str) -> None:
        """Write down what somebody says: F2 from wherever one is."""
        self.hands.press(Key.Key_F2)
        self.fill(editor.opinions.form, speaker_name=speaker, content=content)

    def vote(self, editor: MeetingEditor) -> None:
        """Count the votes on a contribution."""
        self.turn_to(editor.decisions)
        self.add_part(editor.decisions, title="Gop 500.000 dong")
        self.choose(editor.decisions.form, "content_type", "contribution")
        self.count_votes(editor)
        self.gone(VoteCounter)

    def count_votes(self, _editor: MeetingEditor) -> None:
        """F4, a figure a vote, Enter."""
        self.hands.press(Key.Key_F4)
        self.dialog(VoteCounter)
        self.hands.type("11111112")
        self.hands.press(Key.Key_Return)

    def petition(self, number: int = 1) -> str:
        """Raise a petition from an opinion of the meeting that is open, answer it, tell the people; return its uid."""
        meeting = cast(MeetingEditor, self.editor)
        self.raise_petition(meeting, number)
        self.hands.wait(lambda: self.editor is not meeting and self.editor.record is not None, "the petition")
        self.settle()
        self.answer_petition()
        return self.save()

    def raise_petition(self, meeting: MeetingEditor, number: int) -> None:
        """Go to an opinion, and to the button below that makes a petition of it."""
        self.hands.press(Key.Key_PageUp, CONTROL)
        self.turn_to(meeting.opinions)
        self.hands.tab_to(meeting.opinions.table)
        while meeting.opinions.table.currentIndex().row() + 1 > number:
            self.hands.press(Key.Key_Up)
        self.hands.tab_to(meeting.opinions.petition_button)
        self.hands.answer(self.take_first)
        self.hands.press(Key.Key_Space)

    def take_first(self) -> None:
        """Take the first entry of a menu."""
        self.hands.press(Key.Key_Down)
        self.hands.press(Key.Key_Return)

    def answer_petition(self) -> None:
        """Write what was answered and how the people were told."""
        form = self.editor.form
        self.take_next_step()
        self.fill(form, assigned_to="UBND xa")
        self.take_next_step()
        self.fill(form, reply="Da nao vet xong", replied_on="15/7/2026")
        self.choose(form, "result", "solved")
        self.take_next_step()
        self.fill(form, people_told_on="16/7/2026")
        self.choose(form, "told_how", "meeting")

    def dialogue(self) -> str:
        """Record a dialogue with an opinion that is answered at once; return its uid."""
        editor = cast(DialogueEditor, self.begin("doi thoai moi"))
        self.fill(editor.form, topic="Moi truong", led_by="Tran Van Binh", led_by_position="Bi thu Dang uy")
        self.fill(editor.form, held_on="3/7/2026", place="Hoi truong")
        self.voice(editor, "Ba Lan", "Thu gom rac")
        self.fill(editor.opinions.form, answer="Moi tuan hai lan")
        return self.save()

    def model(self) -> str:
        """Register a model and score it; return its uid."""
        editor = self.begin("mo hinh moi")
        self.fill(editor.form, name="Thap sang duong que", registrant="Chi hoi Phu nu")
        self.fill(editor.form, period="Nam 2026", aim="Sang duong, an toan")
        panel = next(cast(ChildPanel, panel) for panel in editor.parts.panels if panel.rows.kind.name == "score")
        self.turn_to(panel)
        self.add_part(panel, criterion="Thiet thuc", points="9", scorer="Le Van Son")
        return self.save()

    def report(self, words: str = "bao cao") -> None:
        """Preview the report of a quarter: Ctrl+K, its name, Enter."""
        self.search(f"in {words}", lambda: self.window.desk._pages.currentWidget() is self.window.page("reports"))
        page = cast(ReportsPage, self.window.page("reports"))
        self.hands.wait(lambda: page.preview.page_count > 0 and 0 in page.preview.view.held_pages, "the pages")

    def print_preview(self) -> None:
        """Look at the pages that are printed of the record that is open, and come back."""
        self.hands.press(Key.Key_P, CONTROL)
        dialog = cast(PreviewDialog, self.dialog(PreviewDialog))
        self.hands.wait(lambda: 0 in dialog.preview.view.held_pages, "the pages")
        self.hands.press(Key.Key_Escape)
        self.gone(PreviewDialog)

    def export(self, folder: Path) -> Path:
        """Write a bundle for the laptops that are known into a folder; return its path."""
        self.search("xuat ra tep", lambda: bool(self._shown(ExportWizard)))
        wizard = cast(ExportWizard, self.dialog(ExportWizard))
        self.hands.wait(wizard.addressees.to_peers.isChecked, "the laptops that are known")
        self.decide(wizard.next_button)
        self.choose_folder(wizard, folder)
        self.decide(wizard.next_button)
        self.hands.wait(lambda: wizard.result_shown is not None, "the file to be written")
        path = cast(ExportResult, wizard.result_shown).path
        self.decide(wizard.next_button)
        self.gone(ExportWizard)
        self.settle()
        return path

    def take_in(self, bundle: Path) -> str:
        """Take in a bundle that lies on this machine; return what is told of it."""
        self.search("nhap tu tep", lambda: bool(self._shown(ImportWizard)))
        wizard = cast(ImportWizard, self.dialog(ImportWizard))
        self.hands.wait(lambda: self.hands.has_keyboard(wizard.browse), "the way to other places")
        self.hands.answer(lambda: self.name_file(bundle))
        self.decide(wizard.browse)
        self.hands.wait(lambda: wizard.preview is not None and not wizard.is_running, "what the file holds")
        self.decide(wizard.next_button)
        self.hands.wait(lambda: bool(wizard.outcome.text()) and not wizard.is_running, "the file to be taken in")
        told = wizard.outcome.text()
        self.decide(wizard.next_button)
        self.gone(ImportWizard)
        self.settle()
        return told

    def choose_folder(self, wizard: ExportWizard, folder: Path) -> None:
        """Say into which folder a bundle goes."""
        self.hands.clear(wizard.places.folder)
        self.hands.type_path(str(folder))

    def name_file(self, path: Path) -> None:
        """Answer what asks for a file."""
        self.hands.type_path(str(path))
        self.hands.press(Key.Key_Return)

    def load(self, table: Path) -> None:
        """Load a list of Excel as records of the place one is in."""
        self.hands.answer(lambda: self.name_file(table))
        self.search("nhap tu excel", lambda: bool(self._shown(LoadDialog)))
        dialog = cast(LoadDialog, self.dialog(LoadDialog))
        self.hands.wait(dialog.load_button.isEnabled, "the list to be judged")
        self.decide(dialog.load_button)
        self.gone(LoadDialog)
        self.settle()

    def find(self, words: str) -> str:
        """Find somebody and open what is known of them; return its uid."""
        before = self.window.desk.current
        self.search(words, lambda: self.window.desk.current not in (None, before))
        return self.editor.uid
