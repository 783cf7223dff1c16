"""The main window: places at the left, the page turned to, the status line; everything reports back here.

It is shown before its store is open, so that an officer who started the program sees it at once. What is loaded with
this module is therefore only what its frame needs; the rest is named for the type checker, or loaded where it is used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication

from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.store.store_preview import StorePreview
from danvan_desktop.ui.dropped_files import bundles_in, is_update, lists_in, updates_in
from danvan_desktop.ui.icons import window_icon
from danvan_desktop.ui.kinds import ALL_VIEWS
from danvan_desktop.ui.kinds.view import Views
from danvan_desktop.ui.place_keeper import PlaceKeeper
from danvan_desktop.ui.window_frame import GEOMETRY, PLACE, WindowFrame

if TYPE_CHECKING:
    from danvan_desktop.domain.fields import Value
    from danvan_desktop.store import KeptDraft
    from danvan_desktop.ui.context import UiContext
    from danvan_desktop.ui.damage import DamageNotice
    from danvan_desktop.ui.dialogs.drafts_dialog import DraftsDialog
    from danvan_desktop.ui.dialogs.recovery import Recovery
    from danvan_desktop.ui.dialogs.settings_dialog import SettingsDialog
    from danvan_desktop.ui.officers.window_lock import WindowLock
    from danvan_desktop.ui.operations import ChangeSummary
    from danvan_desktop.ui.other_store import OtherStore
    from danvan_desktop.ui.pages.page import Page
    from danvan_desktop.ui.sheet_notice import SheetNotice

SETUP = "setup"
"""The place where a new office is set up; ``setup/villages`` is one of its steps."""


class MainWindow(WindowFrame):
    """Shows one place at a time; pages are made when they are first turned to."""

    closed = Signal()
    """The window has gone and all work has ended."""

    _help_key: QShortcut
    context: UiContext
    damage: DamageNotice
    others: OtherStore
    lock: WindowLock
    sheet: SheetNotice
    """It is there from ``fill`` on, as are those above."""
    recovery: Recovery | None = None
    """What is to be done about the store once the window is closed."""

    def __init__(self, translator: Translator, preview: StorePreview, views: Views = ALL_VIEWS) -> None:
        """Show the frame alone."""
        super().__init__(translator, preview, views)
        self._noticed = preview.notices
        self._pages: dict[str, Page] = {}
        self._closing = False
        self.last_work: Callable[[], bool] | None = None
        """Begins what is still to be done when the window closes; False where there is nothing to do."""
        self._connect_frame()

    def fill(self, context: UiContext) -> None:
        """Show the place that was shown last, over an open store."""
        from danvan_desktop.ui.damage import DamageNotice
        from danvan_desktop.ui.officers.window_lock import WindowLock
        from danvan_desktop.ui.other_store import OtherStore
        from danvan_desktop.ui.record_lead import RecordLead
        from danvan_desktop.ui.sheet_notice import SheetNotice
        from danvan_desktop.ui.status_line import StatusLine
        from danvan_desktop.ui.widgets.banner import Banner

        self.context = context
        self.navigation.bar_gaps()
        self.setWindowIcon(window_icon())
        self.setAcceptDrops(True)
        self.bar, damage_bar, self.sheet = Banner(closable=True), Banner(), SheetNotice(context, self)
        self._bar_room.addWidget(damage_bar)
        self._bar_room.addWidget(self.sheet)
        self._bar_room.addWidget(self.bar)
        self.damage = DamageNotice(context, damage_bar, self)
        damage_bar.action_wanted.connect(self.open_recovery)
        self.status = StatusLine(context.operations, context.translator, context.store.clock.local_time)
        self.status.drafts_wanted.connect(self.open_drafts)
        self._right.addWidget(self.status)
        self.lock = WindowLock(context, self)
        self.status.show_officer(self.lock.button)
        self._connect_services()
        self._lead = RecordLead(context, self.desk, lambda: self.page(self._place), self.open_record, self)
        self.others = OtherStore(self)
        self._show_unit()
        self.show_place(self._place)
        self._do_awaited()
        if self.isVisible():
            self._first_notices.begin()

    # Turning to places and records

    def page(self, name: str) -> Page:
        """Return the page of a place, made when it is first asked for."""
        if name not in self._pages:
            page = self.places[name].make(self.context, self._stack)
            page.record_wanted.connect(self.open_record)
            page.list_wanted.connect(self.show_list)
            page.new_wanted.connect(self.begin_record)
            page.step_wanted.connect(self.open_record)
            page.page_wanted.connect(self.show_place)
            self._lead.follow(page)
            if page.name_label is not None and self.places[name].group is not None:
                page.name_label.hide()
            self._pages[name] = page
            self._stack.addWidget(page)
        return self._pages[name]

    def show_place(self, name: str) -> None:
        """Turn to a place by its name; an unknown one is the first."""
        if name == "settings":
            self.open_settings()
            return
        if name == "backup":
            self.open_settings().show_backup()
            return
        if name == "load":
            self.load_list()
            return
        name, _slash, step = name.partition("/")
        if step:
            self.open_setup(step)
            return
        name = self.places.known(name)
        page = self.page(name)
        self._place = name
        self._stack.setCurrentWidget(page)
        self.desk.turn_to_page(name)
        self._keeper.turned_to(name)
        self._show_title()
        page.activate()

    def show_list(self, kind: str, filters: Mapping[str, Value] | None = None) -> None:
        """Turn to the list of a kind with these filters alone."""
        from danvan_desktop.ui.pages.record_page import RecordPage

        page = self.page(kind)
        self.show_place(kind)
        if isinstance(page, RecordPage):
            page.show_filtered(filters or {})

    def open_record(self, uid: str, field: str = "") -> None:
        """Open a record in its editor, at what a step asks for where ``field`` names what it fills in.

        One that was deleted meanwhile is told of.
        """
        from danvan_desktop.ui.editors.opening import open_editor

        record = self.context.store.get(uid)
        if record is None:
            self.bar.say(self._say(_("Hồ sơ này đã bị xóa.")), "warning")
            return
        editor = open_editor(self.context, record.kind, uid, parent=self)
        if field:
            editor.stages.lead_to_field(field)

    def begin_record(self, kind: str) -> None:
        """Open an editor for a new record."""
        from danvan_desktop.ui.editors.opening import open_editor

        open_editor(self.context, kind, parent=self)

    def open_search(self) -> None:
        """Search everywhere."""
        from danvan_desktop.ui.search.commands import commands_of
        from danvan_desktop.ui.search.palette import SearchPalette
        from danvan_desktop.ui.widgets.typing_ahead import show_for_typing

        for palette in self.findChildren(SearchPalette):
            palette.close()
        palette = SearchPalette(self.context, commands_of(self, self.context.operations), self)
        palette.record_chosen.connect(self.open_record)
        show_for_typing(palette)

    def open_drafts(self) -> DraftsDialog:
        """Show what was typed and is not saved."""
        from danvan_desktop.ui.dialogs.drafts_dialog import DraftsDialog

        dialog = DraftsDialog(self.context, self)
        dialog.draft_wanted.connect(self._open_draft)
        dialog.open()
        return dialog

    def _open_draft(self, draft: KeptDraft) -> None:
        from danvan_desktop.ui.editors.opening import open_draft

        open_draft(self.context, draft, self)

    def open_help(self) -> None:
        """Show the keyboard map and the guide."""
        from danvan_desktop.ui.dialogs.help_dialog import HelpDialog

        dialog = HelpDialog(self.context.translator, self, views=self.context.views)
        dialog.show_place(self._place)
        dialog.update_wanted.connect(self.open_update)
        dialog.open()

    def open_settings(self) -> SettingsDialog:
        """Show the settings."""
        from danvan_desktop.ui.dialogs.settings_dialog import SettingsDialog

        dialog = SettingsDialog(self.context, self)
        dialog.list_wanted.connect(self.show_list)
        dialog.record_wanted.connect(self.open_record)
        dialog.restore_wanted.connect(self.open_recovery)
        dialog.conversion_wanted.connect(self._recover)
        dialog.protection.sheet_kept.connect(self.sheet.hide)
        dialog.officers.minutes_chosen.connect(self.lock.set_minutes)
        dialog.general.others_menu.aboutToShow.connect(lambda: self.others.fill_menu(dialog.general.others_menu))
        dialog.setup_wanted.connect(self.open_setup)
        dialog.general.backup.copied.connect(self._renew_first_page)
        dialog.open()
        return dialog

    def _renew_first_page(self) -> None:
        """Let it tell of the copy that was just made, which changes no record."""
        from danvan_desktop.ui.operations import ChangeSummary

        if (page := self._pages.get("overview")) is not None:
            page.on_changed(ChangeSummary())

    def open_setup(self, step: str = "") -> None:
        """Turn to the set-up, at one of its steps or at the one that is due."""
        from danvan_desktop.ui.pages.setup_page import SetupPage

        page = self.page(SETUP)
        self.show_place(SETUP)
        if step and isinstance(page, SetupPage):
            page.show_step(step)

    def open_recovery(self) -> None:
        """Let the officer choose what the store is restored from, or how a damaged one is saved; the window reopens."""
        from danvan_desktop.ui.other_store import ask_recovery

        ask_recovery(self, self._recover)

    def _recover(self, recovery: Recovery | None) -> None:
        """Close the window for it; one that stays open over something unsaved stays as it is."""
        self.recovery = recovery
        if not self.close_for_another():
            self.recovery = None

    def close_for_another(self) -> bool:
        """Close, so that something else is opened; False when something unsaved keeps the window open."""
        return self.close() or self._closing

    # Files dropped on the window

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take bundles, lists and updates."""
        if bundles_in(event) or lists_in(event) or updates_in(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import a bundle, or show what the rows of a list come to."""
        found, lists = [*bundles_in(event), *updates_in(event)], lists_in(event)
        if found or lists:
            event.acceptProposedAction()
        if found:
            self.take_file(found[0])
        elif lists:
            self.load_list(lists[0])

    def load_list(self, path: Path | None = None) -> None:
        """Show what the rows of a list come to, as records of the place one is in; without a path it is asked for."""
        from danvan_desktop.ui.loading.load_dialog import LoadDialog
        from danvan_desktop.ui.pages.record_page import RecordPage

        page = self.page(self._place)
        dialog = LoadDialog(self.context, page.kind.name if isinstance(page, RecordPage) else "", self)
        dialog.open()
        if path is None:
            dialog.choose_file()
        else:
            dialog.open_file(path)

    def take_file(self, path: Path) -> None:
        """Put a file that came by a double click before the officer: a bundle, or an update of the program."""
        (self.open_update if is_update(path) else self.import_bundle)(path)

    def open_update(self, path: Path | None = None) -> None:
        """Show what an update brings, and install it when that is wanted; without a path it is asked for."""
        from danvan_desktop.ui.dialogs.update_dialog import offer_update

        offer_update(self.context, self, path)

    def import_bundle(self, path: Path) -> None:
        """Turn to the page of exchange and let it import a bundle."""
        from danvan_desktop.ui.pages.sync_page import SyncPage

        page = self.page("sync")
        self.show_place("sync")
        if isinstance(page, SyncPage):
            page.import_file(path)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the arrow keys walk the places when the page has nothing to type into."""
        super().showEvent(event)
        if self._filled:
            self._first_notices.begin()
        if self.focusWidget() is None:
            self.navigation.places.setFocus()

    # Closing

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the editors first; wait for work that is being done."""
        if not self._filled:
            super().closeEvent(event)
            return
        if not self._editors_close():
            event.ignore()
            return
        if self.context.operations.busy or (self.last_work is not None and self.last_work()):
            event.ignore()
            if not self._closing:
                self._closing = True
                self.context.operations.idle.connect(self.close)
                self.bar.say(self._say(_("Đang làm nốt việc dở; cửa sổ sẽ tự đóng khi xong.")), "info")
            return
        self._first_notices.stop()
        self.lock.stop()
        self._remember()
        self.context.operations.shutdown()
        event.accept()
        self.hide()  # what is still done when it is closed need not be waited for
        self.closed.emit()

    # Private

    def _connect_frame(self) -> None:
        for chooser in (self.navigation, self.tabs):
            chooser.place_wanted.connect(lambda name: self._when_filled(lambda: self.show_place(name)))
            chooser.pin_wanted.connect(lambda name: self._when_filled(lambda: self._keeper.toggle_pin(name)))
        self.navigation.fold_wanted.connect(lambda: self._when_filled(self._keeper.toggle_fold))
        self.navigation.settings_wanted.connect(lambda: self._when_filled(self.open_settings))
        self.navigation.search_wanted.connect(lambda: self._when_filled(self.open_search))
        self.navigation.help_wanted.connect(lambda: self._when_filled(self.open_help))
        QShortcut(QKeySequence("Ctrl+K"), self).activated.connect(lambda: self._when_filled(self.open_search))
        self._help_key = QShortcut(QKeySequence("F1"), self)
        self._help_key.activated.connect(lambda: self._when_filled(self.open_help))

    def _connect_services(self) -> None:
        from danvan_desktop.ui.first_notices import FirstNotices
        from danvan_desktop.ui.late_count import LateCount
        from danvan_desktop.ui.sync.waiting_count import WaitingCount

        operations = self.context.operations
        self._help_key.setContext(self._help_key.context().ApplicationShortcut)
        self._keeper = PlaceKeeper(self)
        self._waiting_count = WaitingCount(self.context, self)
        self._waiting_count.counted.connect(lambda count: self.navigation.show_count("conflicts", count))
        self._late_count = LateCount(self.context, self.places, self)
        self._late_count.counted.connect(self.navigation.show_late)
        operations.changed.connect(self._changed)
        operations.failed.connect(self._failed)
        operations.confirmation_wanted.connect(self._confirm)
        self._first_notices = FirstNotices(self.context, self.bar, self._noticed, self)
        self._first_notices.draft_wanted.connect(self._open_draft)
        self._first_notices.due.connect(self._waiting_count.refresh)
        self._first_notices.due.connect(self._late_count.refresh)
        for keys, action in (
            ("Ctrl+Z", self._undo),
            ("Ctrl+Y", operations.redo),
            ("Ctrl+Shift+Z", operations.redo),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(action)

    def _undo(self) -> None:
        """Take the newest save back, as the record does in which the keyboard is."""
        from danvan_desktop.ui.widgets.keys import has_keyboard

        editor = self.desk.current
        undo = self.context.operations.undo if editor is None or not has_keyboard(editor) else editor.undo_save
        undo()

    def _confirm(self, question: Message, go_on: Callable[[], object]) -> None:
        """Ask whether what others refer to may go all the same."""
        from danvan_desktop.ui.widgets.questions import may_go

        if may_go(QApplication.activeWindow() or self, self.context.translator, self._say(question)):
            go_on()

    def _changed(self, summary: ChangeSummary) -> None:
        """Tell every page that was made what changed."""
        is_law = summary.touches("rule_override")
        if is_law:
            self.context.store.forget_law()
        if summary.touches("unit"):
            self._show_unit()
        self._waiting_count.refresh(summary)
        self._late_count.refresh(None if is_law else summary)
        self._keeper.on_changed(summary)
        for page in self._pages.values():
            page.on_changed(summary)

    def _failed(self, error: Exception, title: Message | None) -> None:
        """Tell a fault in words; show a bug with its traceback. Damage is told by its own notice."""
        from danvan_desktop.domain.errors import DanvanError
        from danvan_desktop.store.errors import StoreDamaged
        from danvan_desktop.ui.dialogs.crash_dialog import CrashDialog
        from danvan_desktop.ui.dialogs.faults import tell_fault
        from danvan_desktop.ui.lane import Bug

        parent = QApplication.activeWindow() or self
        noticed = isinstance(error, StoreDamaged) and (title is None or parent is self)
        if isinstance(error, Bug):
            CrashDialog(self.context.translator, error.details, parent).open()
        elif isinstance(error, DanvanError) and not noticed:
            if title is None:
                self.bar.say(self._say(error.message), "error")
            else:
                tell_fault(parent, self.context.translator, self._say(title), self._say(error.message))

    def _editors_close(self) -> bool:
        """Close what is typed into; False when something stays because it is not saved."""
        from danvan_desktop.ui.widgets.questions import asking_windows

        return all(window.close() for window in asking_windows(self)) and self.desk.close_all()

    def _remember(self) -> None:
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self.context.operations.remember(GEOMETRY, geometry)
        self.context.operations.remember(PLACE, self._place)
        for page in self._pages.values():
            page.keep()
        self._keeper.remember()

    def _show_unit(self) -> None:
        self._unit_name = self.context.store.unit.text("name")
        self.navigation.show_unit(self._unit_name)
        self._show_title()
