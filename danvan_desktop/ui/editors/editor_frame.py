"""What surrounds the form of an editor: tabs, lines above and below, buttons and keys, and how it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.office import ATTACHMENT
from danvan_desktop.localization import Message, _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.attachments_panel import AttachmentsPanel
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.history_panel import HistoryPanel
from danvan_desktop.ui.editors.print_button import PrintButton
from danvan_desktop.ui.editors.side_pages import SidePages
from danvan_desktop.ui.editors.steps import StepLine
from danvan_desktop.ui.forms.record_form import RecordForm
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.flow_layout import FlowLayout
from danvan_desktop.ui.widgets.following_area import FollowingArea
from danvan_desktop.ui.widgets.keys import on_key
from danvan_desktop.ui.widgets.labels import text_label
from danvan_desktop.ui.widgets.later_page import LaterPage, set_in_order
from danvan_desktop.ui.widgets.questions import Asking
from danvan_desktop.ui.widgets.rows import column_of, row_of
from danvan_desktop.ui.widgets.sizing import kept_size, open_as_left
from danvan_desktop.ui.widgets.tabs import Tabs

_ROOM_FOR_KEYS = 760
"""Pixels, at the usual size of letters: in less, buttons tell their keys by tooltips, to stand on one line."""
_WIDE = 900
"""Pixels, at the usual size of letters: from here on the stages stand upright beside the tabs."""


class EditorFrame(Asking, QWidget):
    """The form of one kind in the first of its tabs, in the window or, by ``stand_alone``, in a window of its own."""

    print_button: PrintButton
    closed = Signal()
    """It has closed for good."""

    parts_requested = Signal(str, str, str)
    """Kind and uid of a record to open, and the kind of those of its parts that are to be turned to."""
    neighbour_requested = Signal(str, str, str)
    """The same of a record that is to be shown in place of this one, which is saved."""

    def __init__(self, context: UiContext, kind: Kind, parent: QWidget | None = None) -> None:
        """Arrange everything but the buttons."""
        super().__init__(parent)
        self._asks_in = context.translator
        self._opened_size = ""
        self._is_ending = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.context = context
        self.say = context.translator
        self.kind = kind
        self.banner, self.held_note, self.trouble = Banner(), Banner(), Banner()
        self.kept_note = text_label("", "soft")
        self.kept_note.hide()
        self.tabs = Tabs(self)
        self._deeds, self._buttons = FlowLayout(), QHBoxLayout()
        self._buttons.addLayout(self._deeds, 1)
        self._middle, self._above = row_of(self.tabs, grows=self.tabs), QVBoxLayout()
        self._line: StepLine | None = None
        self._layout = column_of(
            self.banner, self.held_note, self._middle, self.trouble, self._buttons, grows=self._middle, on=self
        )
        self._form_area = FollowingArea()
        self.tabs.addTab(self._form_area, self.say(kind.label))
        self.form = _scrolled_form(self._form_area, kind, context)

    def add_side_pages(self) -> None:
        """Make the pages that tell of the record, after the others: Tab comes first to what was made first."""
        beside = Tabs(self)
        self._middle.addWidget(beside)
        self.side_pages = SidePages(self.tabs, beside)
        self.attachments_page = LaterPage(partial(AttachmentsPanel, self.context), self.tabs.room)
        self.history_page = LaterPage(partial(HistoryPanel, self.context), self.tabs.room)
        if self.kind.name in self.context.store.kinds[ATTACHMENT.name].field("owner").targets:
            self.side_pages.add(self.attachments_page, self.say(_("Tệp đính kèm")))
        else:
            self.attachments_page.hide()
        self.side_pages.add(self.history_page, self.say(_("Lịch sử")))

    def walk_as_seen(self, above: Iterable[QWidget]) -> None:
        """Let Tab walk from what stands ``above`` the tabs to these, to the page in front and on to the buttons."""
        set_in_order(self, above)
        rows = (self._deeds, self._buttons)
        places = [item.widget() for row in rows for place in range(row.count()) if (item := row.itemAt(place))]
        buttons = [widget for widget in places if isinstance(widget, QAbstractButton)]
        for before, after in pairwise(buttons):
            QWidget.setTabOrder(before, after)

    @property
    def attachments(self) -> AttachmentsPanel:
        """The files that are kept with the record."""
        return self.attachments_page.inside

    @property
    def history(self) -> HistoryPanel:
        """Who changed what in the record."""
        return self.history_page.inside

    def stand_alone(self) -> None:
        """Be a window of its own, as large as the last one of this kind was left."""
        self.setWindowFlags(Qt.WindowType.Window)
        open_as_left(self, self.context.store.settings.get(self._size_setting), 1080, 660)
        self._opened_size = kept_size(self)

    def show_above_tabs(self, widget: QWidget) -> None:
        """Place a live result above the tabs, whichever tab is shown."""
        self._layout.insertWidget(self._layout.indexOf(self._middle), widget)

    def show_stages(self, line: StepLine) -> None:
        """Place the line of stages above the tabs, or upright beside them where there is room."""
        self._line = line
        self._layout.insertLayout(self._layout.indexOf(self._middle), self._above)
        self._above.addWidget(line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the side pages beside the form and the stages upright, where there is room."""
        super().resizeEvent(event)
        is_wide, line = self.side_pages.fit(self.width()) >= scaled(_WIDE), self._line
        if line is not None and is_wide != (self._middle.indexOf(line) >= 0):
            (self._above if is_wide else self._middle).removeWidget(line)
            (self._middle if is_wide else self._above).insertWidget(0, line)
            line.stand_upright(is_wide)
        self.print_button.tell_key(told=self.width() >= scaled(_ROOM_FOR_KEYS))

    def tell_kept(self, words: Message | None) -> None:
        """Say when what is typed was kept; an empty line would part the buttons."""
        self.kept_note.setText(self.say(words) if words is not None else "")
        self.kept_note.setVisible(words is not None)

    def tell(self, words: Message | None, *, is_fault: bool = True) -> None:
        """Show a line below the form, or none; what is no fault is not red."""
        self.trouble.say(self.say(words) if words is not None else "", "error" if is_fault else "warning")

    def add_button(self, text: Message, action: Callable[[], object]) -> QPushButton:
        """Add a button beside the one that prints."""
        button = plain_button(self.say(text), action)
        self._deeds.insertWidget(1, button)
        return button

    def add_last_button(self, text: Message, action: Callable[[], object]) -> QPushButton:
        """Add a button at the right end."""
        button = plain_button(self.say(text), action)
        self._buttons.addWidget(button)
        return button

    def on_key(self, keys: str | QKeySequence.StandardKey, action: Callable[[], object]) -> None:
        """Do something when keys are pressed in this editor."""
        on_key(self, keys, action)

    @property
    def only_parts(self) -> ChildPanel | None:
        """The tab with the rows of this record, ``None`` where it has none or several."""
        panels = self._panels()
        return panels[0] if len(panels) == 1 else None

    @property
    def leading_parts(self) -> ChildPanel | None:
        """The tab with the rows that a record's stages follow from: the first, ``None`` where there is none."""
        return next(iter(self._panels()), None)

    def _panels(self) -> Sequence[ChildPanel]:
        tabs = (self.tabs.widget(place) for place in range(self.tabs.count()))
        return [panel for panel in tabs if isinstance(panel, ChildPanel)]

    def add_part(self) -> None:
        """Begin another row: of the tab in sight, else of the only one with rows."""
        shown = self.tabs.currentWidget()
        panel = shown if isinstance(shown, ChildPanel) else self.only_parts
        if panel is not None:
            self.tabs.setCurrentWidget(panel)
            panel.add()

    def scroll_up(self) -> None:
        """Show the form from its beginning."""
        self._form_area.verticalScrollBar().setValue(0)

    def turn_tab(self, step: int) -> None:
        """Turn to the tab before or after, round at the ends, and put the focus into it."""
        self._take_focus_to(self.side_pages.turn(step))

    def take_focus_to_tab(self) -> None:
        """Put the focus into the tab in sight."""
        self._take_focus_to(self.tabs.currentWidget())

    def _take_focus_to(self, page: QWidget) -> None:
        if not page.isAncestorOf(self.focusWidget()):
            page.setFocus()
            page.focusNextChild()

    def leave(self) -> None:
        """Close without a question: what was typed is kept as a draft, and is there when the record is opened again."""
        if self.unsaved() is not None:
            self.keep_unsaved()
        self.close_for_good()

    def close_for_good(self) -> None:
        """Close without a question."""
        self._is_ending = True
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Escape, where nothing in the editor has a use for it."""
        if event.key() == Qt.Key.Key_Escape and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.leave()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask before something typed is lost, unless it is settled already what becomes of it."""
        if not self._is_ending and not self.may_close():
            event.ignore()
            return
        self.end()
        event.accept()
        self.closed.emit()

    def end(self) -> None:
        """Remember the size of a window of its own."""
        if self._opened_size and kept_size(self) != self._opened_size:
            self.context.operations.remember(self._size_setting, kept_size(self))

    @property
    def _size_setting(self) -> str:
        """The setting that holds how large editors of this kind were left."""
        return f"editor.size.{self.kind.name}"


def _scrolled_form(area: FollowingArea, kind: Kind, context: UiContext) -> RecordForm:
    """Make the form where it stays: whatever is put into another widget gets its letters and colours anew."""
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setFrameShape(FollowingArea.Shape.NoFrame)
    holder = QWidget(area.viewport())
    form = RecordForm(kind, context, holder)
    QVBoxLayout(holder).addWidget(form)
    area.setWidget(holder)
    area.shrunk.connect(form.stay_in_sight)
    return form
