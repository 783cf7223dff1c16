"""The window in which one record is edited: its form, its parts in tabs, and one way to save them together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.fields import Values
from danvan_desktop.domain.kind import STATE
from danvan_desktop.domain.problems import Problem
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.uid import new_uid
from danvan_desktop.localization import Message, _
from danvan_desktop.store import Clash, KeptDraft, SaveResult, ShownHeads, Store
from danvan_desktop.store.settings import moment_of
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.attachments_panel import AttachmentsPanel
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.draft_content import UnreadableDraft, content_of
from danvan_desktop.ui.editors.draft_keeper import DraftKeeper
from danvan_desktop.ui.editors.filling import Filling
from danvan_desktop.ui.editors.parts import PartsPanel
from danvan_desktop.ui.editors.print_button import PrintButton
from danvan_desktop.ui.editors.refusals import Refusals, unusable_values
from danvan_desktop.ui.editors.roll_panel import RollPanel
from danvan_desktop.ui.editors.secrecy import Opened, Secrecy
from danvan_desktop.ui.editors.stages import Stages
from danvan_desktop.ui.forms.record_form import RecordForm, empty_values
from danvan_desktop.ui.models.naming import readable, shortened
from danvan_desktop.ui.operations import ChangeSummary, Operation, Progress
from danvan_desktop.ui.sync.held_back import held_back_of
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.following_area import FollowingArea
from danvan_desktop.ui.widgets.questions import AskingDialog, Unsaved
from danvan_desktop.ui.widgets.sizing import kept_size, open_as_left
from danvan_desktop.ui.widgets.steady import Tabs, close_lists
from danvan_desktop.ui.widgets.text_dialog import TextDialog
from danvan_desktop.ui.widgets.typing_ahead import show_for_typing

_CHECK_AFTER_MILLISECONDS = 350
_LONGEST_TITLE = 60

MoreDrafts = Callable[[Store], Sequence[Draft]]
"""Drafts that need the store to be made, such as a petition with the next free number."""


class RecordEditor(AskingDialog):
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
        super().__init__(context.translator, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self.context = context
        self.say = context.translator
        self.kind = context.store.kinds[kind]
        self.uid = record.uid if record is not None else new_uid()
        self._shown: dict[str, ShownHeads] = {}
        self._record = record
        self._given: Values = dict(preset or {})
        self._saving = False
        self._once_saved: list[Callable[[SaveResult], object]] = []
        self._focus_given = False
        self._panels: list[PartsPanel] = []
        self._tab_of: dict[str, QWidget] = {}
        self.form = RecordForm(self.kind, context)
        self.banner, self.held_note, self.trouble = _hidden("banner"), _hidden("banner"), _hidden("trouble")
        self.tabs = Tabs()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.attachments = AttachmentsPanel(context)
        self._layout = QVBoxLayout(self)
        self._buttons = QHBoxLayout()
        self._keeper = DraftKeeper(self)
        self._filling = Filling(self)
        self._filling.shown.connect(self._filled)
        self.stages = Stages(self)
        self.secrecy = Secrecy(self)
        self.refusals = Refusals(self)
        self._check_timer = QTimer(self, singleShot=True, interval=_CHECK_AFTER_MILLISECONDS)
        self._check_timer.timeout.connect(self._check)
        self._build()
        if record is not None:
            self._read_stored()
        self._show_record()
        context.operations.changed.connect(self._others_changed)

    # For subclasses

    def add_parts(self) -> None:
        """Add tabs for the parts of the record."""

    def refresh_live(self) -> None:
        """Show what follows from what is typed: quorum, results, steps, terms."""

    def parts_drafts(self) -> list[Draft]:
        """Return the drafts of all parts."""
        return [draft for panel in self._panels for draft in panel.rows.drafts(self.uid)]

    def add_panel(self, panel: ChildPanel | RollPanel, title: Message) -> None:
        """Add a tab with parts."""
        self._panels.append(panel)
        self._tab_of[panel.rows.kind.name] = panel
        self.tabs.addTab(panel, self.say(title))
        panel.edited.connect(self._edited)
        if isinstance(panel, ChildPanel):
            panel.opened.connect(self.see_whole)

    def show_above_tabs(self, widget: QWidget) -> None:
        """Place a live result above the tabs, whichever tab is shown."""
        self._layout.insertWidget(self._layout.indexOf(self.tabs), widget)

    def turn_to_parts(self, kind: str) -> PartsPanel | None:
        """Turn to the tab with the parts of a kind and return it, ``None`` when there is none."""
        for panel in self._panels:
            if panel.rows.kind.name == kind:
                self.tabs.setCurrentWidget(self._tab_of[kind])
                return panel
        return None

    def see(self, uid: str, clashes: Sequence[Clash]) -> None:
        """Count what somebody else wrote as shown."""
        self._shown[uid] = {**self._shown.get(uid, {}), **{clash.field: clash.heads for clash in clashes}}

    def put_off_check(self) -> None:
        """Check what is typed no sooner than it is typed on."""
        self._check_timer.stop()

    def add_button(self, text: Message, action: Callable[[], object]) -> QPushButton:
        """Add a button beside the one that prints."""
        button = plain_button(self.say(text), action)
        self._buttons.insertWidget(1, button)
        return button

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
        return self._record.values if self._record is not None else empty_values(self.kind, self._given)

    # What the officer does

    @property
    def record(self) -> Record | None:
        """The record as it is stored, ``None`` before the first save."""
        return self._record

    @property
    def is_touched(self) -> bool:
        """Whether closing would lose something."""
        return self.form.is_touched or any(panel.rows.is_touched for panel in self._panels)

    @property
    def is_locked(self) -> bool:
        """Whether the record is signed."""
        return self._record is not None and self.kind.is_locked(self._record.values)

    def save(self, then: Callable[[SaveResult], object] | None = None, more: MoreDrafts | None = None) -> None:
        """Save the record with its parts in one operation, and go on with ``then`` when it is stored."""
        if then is not None:
            self._once_saved.append(then)
        if self._saving:
            return
        close_lists()
        untouched = self._record is not None and not self.form.is_touched
        made = [*([] if untouched else [self.main_draft()]), *self.parts_drafts()]
        drafts = [replace(draft, shown=self._shown.get(str(draft.uid))) for draft in made]
        removed = [uid for panel in self._panels for uid in panel.rows.removed]
        sent = self._standing()

        def work(store: Store, _progress: Progress) -> SaveResult:
            settled = map(store.naming.settled, drafts)
            return store.save(*settled, *(more(store) if more is not None else ()), delete=removed)

        def saved(result: SaveResult) -> None:
            self._saving = False
            self._saved(result, sent)
            awaiting, self._once_saved = self._once_saved, []
            for go_on in awaiting:
                go_on(result)

        def refused(error: DanvanError) -> bool:
            self._saving = False
            self._once_saved = []
            return self.refusals.show(error, drafts)

        self._saving = True
        title = _("Lưu {kind}", kind=self.kind.label)
        self.context.operations.run(
            Operation(title, work, saved, refused, undoable=True, told=self._told_saved, owner=self)
        )

    def preview(self, form_code: str) -> None:
        """Show a printed form; what was typed is saved first, since what is printed must be what is recorded."""
        if self.is_touched or self._record is None:
            self.save(lambda _result: self._show_form(form_code))
        else:
            self._show_form(form_code)

    def reopen_signed(self) -> None:
        """Ask why signed minutes are opened again, and open them."""
        title, question = _("Mở lại biên bản đã ký"), _("Lý do mở lại (được ghi vào lịch sử):")
        dialog = TextDialog(self.say, title, question, _("Mở lại"), self)
        dialog.given.connect(self.reopen_with)
        show_for_typing(dialog)

    def reopen_with(self, reason: str) -> None:
        """Open signed minutes again for a reason."""
        draft = Draft(self.kind.name, {"state": "held", "reopen_reason": reason}, self.uid)

        def work(store: Store, _progress: Progress) -> SaveResult:
            return store.save(draft)

        title = _("Mở lại biên bản đã ký")
        self.context.operations.run(Operation(title, work, lambda _result: self.reload(), undoable=True, owner=self))

    def show_opened(self, opened: Opened) -> None:
        """Show a secret record that was opened."""
        self._record = opened.record
        self.see_whole(opened)
        self._show_record()

    def see_whole(self, opened: Opened) -> None:
        """Count all of a record that was opened as shown."""
        self._shown[opened.record.uid] = opened.heads

    def reload(self) -> None:
        """Show the record as it is stored now."""
        self._read_stored()
        self._show_record()

    def snapshot(self) -> dict[str, Any]:
        """Return what was typed and is not saved, as JSON can keep it."""
        typed = {self.uid, *(draft.uid for draft in self.parts_drafts())}
        return {
            "preset": dict(self._given),
            "typed": self.form.touched_values(),
            "shown": {
                uid: {name: [str(head) for head in heads] for name, heads in cells.items()}
                for uid, cells in self._shown.items()
                if uid in typed
            },
            "parts": {panel.rows.kind.name: panel.rows.snapshot() for panel in self._panels if panel.rows.is_touched},
        }

    def take_back(self, draft: KeptDraft) -> None:
        """Show what was typed before the program ended without saving it; nothing is saved yet.

        Raises UnreadableDraft, and shows nothing of it.
        """
        content = content_of(draft)
        self.uid = draft.uid
        if self._record is None:
            self._given = content.preset
            self._show_record()
        self._shown |= content.heads()
        for name, typed in content.typed.items():
            if self.form.has(name):
                self.form.put(name, typed)
        for panel in self._panels:
            kept = content.part(panel.rows.kind.name)
            if kept is not None:
                panel.rows.take_back(kept)
        self._keeper.adopt()
        self._edited()
        moment = moment_of(draft.moment) or self.context.store.clock.local_time()
        words = _("Đây là bản nháp lúc {moment}, chưa lưu. Hãy xem lại rồi bấm Lưu.", moment=moment)
        self.tell(words, is_fault=False)

    def set_aside(self, error: UnreadableDraft) -> None:
        """Tell of a draft that cannot be read; where records may be secret, nothing is shown of what it holds."""
        self._keeper.adopt()
        may_be_secret = self.secrecy.is_secret or self.kind.secret_when is not None
        self.tell(error.of_secret if may_be_secret else error.message)

    def show_history(self) -> None:
        """Show who changed what in the record, and let an earlier value be taken back."""
        from danvan_desktop.ui.dialogs.history_dialog import HistoryDialog

        if self._record is not None:
            HistoryDialog(self.context, self.kind.name, self.uid, self).open()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the first field that wants filling in."""
        super().showEvent(event)
        if not self._focus_given:
            self._focus_given = True
            self.form.focus_first_wanted()

    def unsaved(self) -> Unsaved | None:
        """Tell of what was typed."""
        return Unsaved(_("Những gì vừa nhập chưa được lưu."), keeps_draft=True) if self.is_touched else None

    def save_unsaved(self) -> None:
        """Save, then close."""
        self.save(lambda _result: self.close())

    def keep_unsaved(self) -> None:
        """Keep what was typed until the record is opened again."""
        self._keeper.leave()

    def done(self, result: int) -> None:
        """Close for good."""
        self._keeper.give_up()
        if kept_size(self) != self._opened_size:
            self.context.operations.remember(self._size_setting, kept_size(self))
        super().done(result)

    # Private

    @property
    def _size_setting(self) -> str:
        """The setting that holds how large editors of this kind were left."""
        return f"editor.size.{self.kind.name}"

    def _build(self) -> None:
        open_as_left(self, self.context.store.settings.get(self._size_setting), 1080, 660)
        self._opened_size = kept_size(self)
        area = FollowingArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFrameShape(FollowingArea.Shape.NoFrame)
        holder = QWidget()
        holder_layout = QVBoxLayout(holder)
        holder_layout.addWidget(self.form)
        area.setWidget(holder)
        self.tabs.addTab(area, self.say(self.kind.label))
        self._layout.addWidget(self.banner)
        self._layout.addWidget(self.held_note)
        self._layout.addWidget(self.tabs, 1)
        self._layout.addWidget(self.trouble)
        self._layout.addLayout(self._buttons)
        self._buttons.addStretch(1)
        self.reopen_button = self._standard_button(_("Mở lại…"), self.reopen_signed)
        self.reveal_button = self.secrecy.button
        self._buttons.addWidget(self.reveal_button)
        self._buttons.addWidget(self.secrecy.lift_button)
        self.save_button = self._standard_button(_("Lưu (Ctrl+S)"), self.save)
        self.save_button.setObjectName("primary")
        self.close_button = self._standard_button(_("Đóng"), self.close)
        self.print_button = PrintButton(
            self.kind.name, self.say, self.context.store, lambda: self.uid, self.preview, self
        )
        self._buttons.insertWidget(0, self.print_button)
        if self.kind.follows_facts:
            self.show_above_tabs(self.stages.line)
        self.add_parts()
        if self._accepts_attachments():
            self.tabs.addTab(self.attachments, self.say(_("Tệp đính kèm")))
        self.history_button = self.add_button(_("Lịch sử (Ctrl+H)"), self.show_history)
        self.kept_note = QLabel()
        self.kept_note.setObjectName("soft")
        self._buttons.insertWidget(2, self.kept_note)
        self._keeper.kept.connect(self._show_kept)
        QShortcut(QKeySequence("Ctrl+H"), self).activated.connect(self.show_history)
        QShortcut(QKeySequence.StandardKey.Save, self).activated.connect(self.save)
        QShortcut(QKeySequence("Ctrl+PgUp"), self).activated.connect(lambda: self._turn_tab(-1))
        QShortcut(QKeySequence("Ctrl+PgDown"), self).activated.connect(lambda: self._turn_tab(1))
        self.form.edited.connect(lambda _name: self._edited())
        self.form.left.connect(self._check)

    def _turn_tab(self, step: int) -> None:
        """Turn to the tab before or after, round at the ends, and put the focus into it."""
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % self.tabs.count())
        page = self.tabs.currentWidget()
        if not page.isAncestorOf(self.focusWidget()):
            page.setFocus()
            page.focusNextChild()

    def _show_form(self, form_code: str) -> None:
        # The preview draws with pypdfium2, which is loaded when somebody looks.
        from danvan_desktop.ui.preview.preview_dialog import show_report

        show_report(self.context, form_code, uid=self.uid, parent=self)

    def _accepts_attachments(self) -> bool:
        owner = self.context.store.kinds["attachment"].field("owner")
        return self.kind.name in owner.targets

    def _standard_button(self, text: Message, action: Callable[[], object]) -> QPushButton:
        button = plain_button(self.say(text), action)
        self._buttons.addWidget(button)
        return button

    def _read_stored(self) -> None:
        """Read the record and, before it, the heads of it and of its parts: what is shown is never newer than they."""
        store = self.context.store
        parts = [part.uid for panel in self._panels for part in store.children(self.uid, panel.rows.kind.name)]
        self._shown = dict(store.heads_of(self.uid, *parts))
        self._record = store.get(self.uid) or self._record

    def _standing(self) -> _Standing:
        return _Standing(
            self.form.raw_values(), {panel.rows.kind.name: panel.rows.snapshot() for panel in self._panels}
        )

    def _show_record(self, since: _Standing | None = None) -> None:
        """Show the record as it was read; what was typed ``since`` something was standing here stays."""
        touched = self.form.touched_values() if since is not None else {}
        typed = frozenset(name for name, raw in touched.items() if since is not None and raw != since.raw[name])
        self.form.show_values(self.starting_values, typed)
        self.form.show_unusable([*unusable_values(self.context.store, self._record), *self.secrecy.notes()])
        for panel in self._panels:
            kind = panel.rows.kind.name
            stored = self.context.store.children(self.uid, kind) if self._record is not None else []
            panel.rows.load(stored, since.parts[kind] if since is not None else None)
        self.attachments.show_owner(self.uid if self._record is not None else None)
        self._show_lock()
        self._show_held_back()
        self._show_title()
        self.trouble.hide()
        self.refusals.was_refused = False
        self.stages.show()
        self.refresh_live()
        if self._record is None:
            self._filling.ask()

    def tell(self, words: Message | None, *, is_fault: bool = True) -> None:
        """Show a line below the form, or none; what is no fault is not red."""
        self.trouble.setObjectName("trouble" if is_fault else "banner")
        self.trouble.style().unpolish(self.trouble)
        self.trouble.style().polish(self.trouble)
        self.trouble.setText(self.say(words) if words is not None else "")
        self.trouble.setVisible(words is not None)

    def _filled(self) -> None:
        if self._focus_given and not self.is_touched and self.form.is_where_it_began:
            self.form.focus_first_wanted()
        self._show_title()
        self.stages.show()
        self.refresh_live()

    def _show_lock(self) -> None:
        locked = self.is_locked
        self.form.set_read_only(locked, frozenset(field.name for field in self.kind.fields if field.open_when_signed))
        self.secrecy.show()
        for panel in self._panels:
            panel.set_read_only(locked)
        self.reopen_button.setVisible(locked)
        self.history_button.setEnabled(self._record is not None)
        self.banner.setVisible(locked)
        self.banner.setText(self.say(_("Biên bản đã ký nên đã khóa. Muốn sửa, bấm “Mở lại…” và ghi lý do.")))

    def _show_held_back(self) -> None:
        record, store = self._record, self.context.store
        told = held_back_of(store, self.kind, record, self.context.translator) if record is not None else None
        self.held_note.setText(self.say(told) if told is not None else "")
        self.held_note.setVisible(told is not None)

    def _show_title(self) -> None:
        title = self.kind.title_of(self.live_record()) or self.say(_("Bản ghi mới"))
        mark = " *" if self.is_touched else ""
        self.setWindowTitle(f"{self.say(self.kind.label)}: {readable(title, self.say)}{mark}")

    def _edited(self) -> None:
        self._show_title()
        self.stages.show()
        self.refresh_live()
        self._check_timer.start()
        self._keeper.touch()

    def _show_kept(self, moment: dt.datetime) -> None:
        self.kept_note.setText(self.say(_("Đã giữ bản nháp lúc {time}", time=moment.time())))

    def main_draft(self) -> Draft:
        """Return what the officer and the caller gave; all else is filled in by the save."""
        typed = self.form.touched_values()
        if STATE in typed and self.kind.follows_facts:
            typed[STATE] = self.live_record().get(STATE)
        given = {} if self._record is not None else {k: v for k, v in self._given.items() if v is not None}
        return Draft(self.kind.name, given | typed, self.uid)

    def _check(self) -> None:
        draft = replace(self.main_draft(), shown=self._shown.get(self.uid))
        self.context.operations.read(
            lambda store: store.check_draft(store.naming.settled(draft)),
            self._show_checked,
            key=("check", id(self)),
            owner=self,
        )

    def _show_checked(self, problems: tuple[Problem, ...]) -> None:
        self.form.show_problems(problems, only_touched=not self.refusals.was_refused, while_typing=True)

    def _told_saved(self, _result: SaveResult) -> Message:
        title = shortened(self.context.store.title(self.uid), _LONGEST_TITLE)
        return _("Đã lưu “{title}”", title=title or self.kind.label)

    def _saved(self, result: SaveResult, sent: _Standing) -> None:
        self._read_stored()
        self._keeper.drop()
        self.kept_note.clear()
        self._show_record(since=sent)
        self.form.show_problems(result.warnings)
        if self.is_touched:
            self._edited()

    def _others_changed(self, summary: ChangeSummary) -> None:
        """Show what somebody else's change or an undo made of the record, unless something is being typed."""
        concerned = {self.kind.name, "attachment", *(panel.rows.kind.name for panel in self._panels)}
        if self._record is None or self._saving or self.is_touched or not summary.touches(*concerned):
            return
        stored = self.context.store.get(self.uid)
        if stored is None:
            self.close()
            return
        self._read_stored()
        self._show_record(since=self._standing())


@dataclass(frozen=True)
class _Standing:
    """What stood in the fields, as typed, and in the parts by their kind, when a save began."""

    raw: Mapping[str, object]
    parts: Mapping[str, Mapping[str, Any]]


def _hidden(name: str) -> QLabel:
    """Make a line above or below the form that is shown when there is something to say."""
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.hide()
    return label
