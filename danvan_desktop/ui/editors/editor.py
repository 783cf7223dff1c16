"""Where one record is edited: its form, its parts in tabs, and one way to save them together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShowEvent
from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.fields import Values
from danvan_desktop.domain.kind import STATE
from danvan_desktop.domain.kinds.office import ATTACHMENT
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.localization import _
from danvan_desktop.store import KeptDraft, SaveResult
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.checking import Checking
from danvan_desktop.ui.editors.copying import LikeLast
from danvan_desktop.ui.editors.draft_keeper import DraftKeeper
from danvan_desktop.ui.editors.editor_frame import EditorFrame
from danvan_desktop.ui.editors.filling import Filling
from danvan_desktop.ui.editors.next_step import NextStep
from danvan_desktop.ui.editors.part_tabs import PartTabs
from danvan_desktop.ui.editors.print_button import PrintButton
from danvan_desktop.ui.editors.record_lock import RecordLock, locking_record
from danvan_desktop.ui.editors.refusals import Refusals, unusable_values
from danvan_desktop.ui.editors.saving import FormSnapshot, MoreDrafts, Saving
from danvan_desktop.ui.editors.secrecy import Opened, Secrecy
from danvan_desktop.ui.editors.shown_changes import ShownChanges
from danvan_desktop.ui.editors.stages import Stages
from danvan_desktop.ui.forms.folding_section import FoldingSection
from danvan_desktop.ui.forms.record_form import empty_values
from danvan_desktop.ui.models.naming import readable
from danvan_desktop.ui.operations import ChangeSummary
from danvan_desktop.ui.sync.held_back import held_back_of
from danvan_desktop.ui.widgets.keys import on_key
from danvan_desktop.ui.widgets.questions import Unsaved, asking_windows

_NUMBERED = 9
"""Sections that have a key of their own."""


class RecordEditor(EditorFrame):
    """Edits one record of a kind; subclasses add parts and live results.

    ``open_requested`` asks the main window to open another record.
    """

    open_requested = Signal(str, str)
    """Kind and uid."""

    def __init__(
        self,
        context: UiContext,
        kind: str,
        record: Record | None = None,
        preset: Values | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Edit ``record``, or a new one that starts with ``preset``."""
        super().__init__(context, context.store.kinds[kind], parent)
        self.uid = record.uid if record is not None else context.store.new_uid()
        self.shown = ShownChanges()
        self._record = record
        self.given: Values = dict(preset or {})
        self._focus_given = False
        self.heading = ""
        self.parts = PartTabs(self)
        self.keeper = DraftKeeper(self)
        self._filling = Filling(self)
        self._filling.shown.connect(self._filled)
        self.stages = Stages(self)
        self.next_step = NextStep(self)
        self.secrecy = Secrecy(self)
        self.refusals = Refusals(self)
        self.saving = Saving(self)
        self.checking = Checking(self)
        self.make_live()
        self._build()
        if record is not None:
            self._read_stored()
        self._show_record()
        self.stages.fold()
        context.operations.changed.connect(self._others_changed)

    # For subclasses

    def make_live(self) -> None:
        """Make what tells of the record while it is typed; there is no form yet."""

    def add_parts(self) -> None:
        """Add tabs for the parts of the record that its view names."""
        self.parts.add_declared()

    def refresh_live(self) -> None:
        """Show what follows from what is typed: quorum, results, steps, terms."""

    def live_record(self) -> Record:
        """Return the record as it is typed now."""
        values = dict(self.starting_values) | self.form.values()
        states, secret = self.kind.states, self.secrecy.is_secret
        if states is None or not states.follow_facts:
            return Record(self.kind.name, self.uid, values, secret=secret)
        decided = self._record.decided if self._record is not None else None
        if STATE in self.form.touched:
            decided = states.decision(values.get(STATE))
        values[STATE] = states.of(values, decided)
        return Record(self.kind.name, self.uid, values, decided=decided, secret=secret)

    @property
    def starting_values(self) -> Values:
        """What the form showed before anything was typed: the stored record, or what a new one is given."""
        return self._record.values if self._record is not None else empty_values(self.kind, self.given)

    # What the officer does

    @property
    def record(self) -> Record | None:
        """The record as it is stored, ``None`` before the first save."""
        return self._record

    def stand_alone(self) -> None:
        """Have the keys of the main window for what was saved, too."""
        super().stand_alone()
        on_key(self, "Ctrl+Z", self.undo_save)
        on_key(self, "Ctrl+Y", self.context.operations.redo)

    def undo_save(self) -> None:
        """Take the newest save back, unless something else is being written here that is not saved yet."""
        if not self.is_touched:
            self.context.operations.undo()
            return
        told = _("Đang ghi dở, chưa lưu: lưu hoặc đóng rồi mới hoàn tác lần lưu trước")
        self.context.operations.noted.emit(told)
        self.tell_kept(told if self.isWindow() else None)

    @property
    def is_touched(self) -> bool:
        """Whether closing would lose something."""
        return self.form.is_touched or self.parts.is_touched

    @property
    def is_locked(self) -> bool:
        """Whether the record is in a state in which it is locked, or what it belongs to is."""
        return self._record is not None and locking_record(self.context.store, self._record) is not None

    def save(self, then: Callable[[SaveResult], object] | None = None, more: MoreDrafts | None = None) -> None:
        """Save the record with its parts in one operation, and go on with ``then`` when it is stored."""
        self.saving.start(then, more)

    def preview(self, form_code: str, part: str = "") -> None:
        """Show a printed form of the record, or of the part of this uid; what was typed is saved first.

        What is printed must be what is recorded.
        """
        self.once_saved(lambda: self._show_form(form_code, part))

    def once_saved(self, then: Callable[[], object]) -> None:
        """Go on with the record as it is stored: what was typed is saved first."""
        if self.is_touched or self._record is None:
            self.save(lambda _result: then())
        else:
            then()

    def show_opened(self, opened: Opened) -> None:
        """Show a secret record that was opened, unless another is shown meanwhile."""
        if opened.record.uid != self.uid:
            return
        self._record = opened.record
        self.shown.see_whole(opened)
        self._show_record()

    @property
    def is_idle(self) -> bool:
        """Whether another record of its kind can be shown in its place: nothing is typed, saved or asked here."""
        return self._record is not None and not (self.is_touched or self.saving.is_running or asking_windows(self))

    def show_other(self, record: Record) -> None:
        """Show another record of the kind from its beginning: much quicker than another editor."""
        self.keeper.give_up()
        self.tell_kept(None)
        self.stages.forget()
        self.secrecy.forget()
        self.uid, self._record, self.given = record.uid, record, {}
        self._focus_given = False
        self.reload()
        self.stages.fold()
        self.scroll_up()

    def reload(self) -> None:
        """Show the record as it is stored now."""
        self._read_stored()
        self._show_record()

    def snapshot(self) -> dict[str, Any]:
        """Return what was typed and is not saved, as JSON can keep it."""
        return self.keeper.state()

    def take_back(self, draft: KeptDraft) -> None:
        """Show what was typed before the program ended without saving it; nothing is saved yet.

        Raises UnreadableDraft, and shows nothing of it.
        """
        self.keeper.take_back(draft)

    def begin_from(self, uid: str, given: Values) -> None:
        """Be the editor of a record that a draft was kept of; a new one starts with what it was ``given`` then."""
        self.uid = uid
        if self._record is None:
            self.given = dict(given)
            self._show_record()

    def show_history(self) -> None:
        """Turn to who changed what in the record, where an earlier value can be taken back."""
        if self._record is not None:
            self.side_pages.turn_to(self.history_page)
            self.history.tree.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at once in a window of its own; beside a list that is where the officer goes to."""
        super().showEvent(event)
        if self.isWindow():
            self.begin()

    def begin(self) -> None:
        """Begin in the first field that wants filling in."""
        if not self._focus_given:
            self._focus_given = True
            self.form.focus_first_wanted()

    def activate(self) -> None:
        """Take the keyboard where it was before, or begin."""
        focused: QWidget | None = self.focusWidget()
        if not self._focus_given:
            self.begin()
        else:
            can_type = focused is not None and focused.isEnabled() and focused.isVisibleTo(self)
            (focused if focused is not None and can_type else self.tabs).setFocus()

    def unsaved(self) -> Unsaved | None:
        """Tell of what was typed."""
        return Unsaved(_("Những gì vừa ghi chưa được lưu."), keeps_draft=True) if self.is_touched else None

    def save_unsaved(self) -> None:
        """Save, then close."""
        self.save(lambda _result: self.close())

    def keep_unsaved(self) -> None:
        """Keep what was typed until the record is opened again."""
        self.keeper.leave()

    def end(self) -> None:
        """Forget what was typed, unless it was saved or kept."""
        self.keeper.give_up()
        super().end()

    # Private

    def _build(self) -> None:
        self.lock = RecordLock(self)
        if self.kind.follows_facts or self.kind.deadlines:
            self.show_above_tabs(self.next_step.bar)
        if self.stages.line is not None:
            self.show_stages(self.stages.line)
        self.add_parts()
        self.add_side_pages()
        self._add_buttons()
        self.keeper.kept.connect(self._show_kept)
        self.on_key("Ctrl+H", self.show_history)
        self.on_key("Ctrl+T", self.add_part)
        self.on_key("F6", self.next_step.lead)
        self.on_key(QKeySequence.StandardKey.Save, self.save)
        self.on_key("Ctrl+PgUp", lambda: self.turn_tab(-1))
        self.on_key("Ctrl+PgDown", lambda: self.turn_tab(1))
        self.like_last = LikeLast(self) if self.kind.follows_by else None
        for number, section in enumerate(list(self.form.sections)[:_NUMBERED], 1):
            self.on_key(f"Alt+{number}", partial(self._turn_to_section, section))
        self.form.edited.connect(lambda _name: self.show_edited())
        self.walk_as_seen((self.next_step.due_button, self.next_step.button))

    def _add_buttons(self) -> None:
        self.print_button = PrintButton(
            self.kind.name, self.say, self.context.store, lambda: self.uid, self.preview, self
        )
        self._deeds.insertWidget(0, self.print_button)
        self._deeds.insertWidget(1, self.kept_note)
        self._buttons.addWidget(self.secrecy.button)
        self._buttons.addWidget(self.secrecy.lift_button)
        self.save_button = self.add_last_button(_("Lưu (Ctrl+S)"), self.save)
        self.save_button.setObjectName("primary")
        self.close_button = self.add_last_button(_("Đóng"), self.close)

    def _turn_to_section(self, section: FoldingSection) -> None:
        self.tabs.setCurrentIndex(0)
        self.form.turn_to_section(section)

    def _show_form(self, form_code: str, part: str) -> None:
        # The preview draws with pypdfium2, which is loaded when somebody looks.
        from danvan_desktop.ui.preview.preview_dialog import show_report

        show_report(self.context, form_code, uid=part or self.uid, parent=self)

    def _read_stored(self) -> None:
        """Read the record and, before it, the heads: what is shown is never newer than they."""
        self._read_heads()
        self._record = self.context.store.get(self.uid) or self._record

    def _read_heads(self) -> bool:
        """Read the heads of the record and of its parts, and tell whether they are others than before."""
        kinds, store = self.parts.kinds, self.context.store
        parts = [part.uid for kind in kinds for part in store.children(self.uid, kind)]
        return self.shown.read(store, [self.uid, *parts])

    def standing(self) -> FormSnapshot:
        """Return what stands in the form and the parts now."""
        return FormSnapshot(self.form.raw_values(), self.parts.snapshots())

    def _show_record(self, since: FormSnapshot | None = None) -> None:
        """Show the record as it was read; what was typed ``since`` something was standing here stays."""
        typed_since = since.changed(self.form.touched_values()) if since is not None else frozenset()
        self.form.show_values(self.starting_values, typed_since)
        self.form.show_unusable([*unusable_values(self.context.store, self._record), *self.secrecy.notes()])
        for panel in self.parts.panels:
            kind = panel.rows.kind.name
            stored = self.context.store.children(self.uid, kind) if self._record is not None else []
            panel.rows.load(stored, since.parts[kind] if since is not None else None)
        uid = self.uid if self._record is not None else None
        self.attachments_page.tell(lambda panel: panel.show_owner(uid))
        self.lock.show()
        self.side_pages.set_enabled(self.history_page, self._record is not None)
        self.history_page.tell(lambda panel: panel.show_record(self.kind.name, uid or ""))
        self._show_held_back()
        self._show_title()
        self.trouble.hide()
        self.refusals.was_refused = False
        self.stages.show()
        self.next_step.show()
        self.refresh_live()
        if self._record is None:
            self._filling.ask()
        if self.like_last is not None:
            self.like_last.ask()

    def _filled(self) -> None:
        if self._focus_given and not self.is_touched and self.form.is_where_it_began:
            self.form.focus_first_wanted()
        self._show_title()
        self.stages.show()
        self.next_step.show()
        self.refresh_live()
        if self.like_last is not None:
            self.like_last.ask()

    def _show_held_back(self) -> None:
        record, store = self._record, self.context.store
        told = held_back_of(store, self.kind, record, self.context.translator) if record is not None else None
        self.held_note.say(self.say(told) if told is not None else "", "warning")

    def _show_title(self) -> None:
        is_begun = self._record is not None or self.is_touched
        told = self.kind.title_of(self.live_record()) if is_begun else ""
        title = readable(told or self.say(_("{kind} mới", kind=self.kind.label)), self.say)
        # The sign stands where no title is cut.
        self.heading = f"* {title}" if self.is_touched else title
        self.setWindowTitle(f"{self.say(self.kind.label)}: {self.heading}")

    def show_edited(self) -> None:
        """Show what follows from something that was typed, check it and keep it."""
        self._show_title()
        self.stages.show()
        self.next_step.show()
        self.lock.offer_saving()
        self.refresh_live()
        self.checking.soon()
        self.keeper.touch()

    def _show_kept(self, moment: dt.datetime) -> None:
        # Below the window in which records stand this is said, too: here it would move the buttons while one types.
        told = _("Đã giữ bản nháp lúc {time}", time=moment.time())
        self.tell_kept(told if self.isWindow() else None)

    def main_draft(self) -> Draft:
        """Return what the officer and the caller gave; all else is filled in by the save."""
        typed = self.form.touched_values()
        if STATE in typed and self.kind.follows_facts:
            typed[STATE] = self.live_record().get(STATE)
        given = {} if self._record is not None else {k: v for k, v in self.given.items() if v is not None}
        return Draft(self.kind.name, given | typed, self.uid)

    def show_saved(self, sent: FormSnapshot) -> None:
        """Show what was saved; what was typed since it was ``sent`` is not yet."""
        self._read_stored()
        self.keeper.drop()
        self.tell_kept(None)
        self._show_record(since=sent)
        self.stages.fold(but_where_one_is=True)
        if self.is_touched:
            self.show_edited()

    def _others_changed(self, summary: ChangeSummary) -> None:
        """Show what somebody else's change or an undo made of the record, unless something is being typed."""
        concerned = {self.kind.name, ATTACHMENT.name, *self.parts.kinds}
        if self._record is None or self.saving.is_running or self.is_touched or not summary.touches(*concerned):
            return
        if self.context.store.get(self.uid) is None:
            self.close()
        elif self._read_heads() or summary.touches(ATTACHMENT.name):
            before = self._record.get(STATE)
            self._record = self.context.store.get(self.uid) or self._record
            self._show_record(since=self.standing())
            if self._record.get(STATE) != before:
                self.stages.fold(but_where_one_is=True)
