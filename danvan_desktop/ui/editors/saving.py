"""Saves what stands in an editor, a record with all its parts in one operation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.wording import within_sentence
from danvan_desktop.store import SaveResult, Store
from danvan_desktop.ui.editors.saved_warnings import show_warnings
from danvan_desktop.ui.models.naming import shortened
from danvan_desktop.ui.operations import Operation, Progress
from danvan_desktop.ui.widgets.steady import close_lists

if TYPE_CHECKING:
    from danvan_desktop.ui.editors.editor import RecordEditor

_LONGEST_TITLE = 60

MoreDrafts = Callable[[Store], Sequence[Draft]]
"""Drafts that need the store to be made, such as a petition with the next free number."""


@dataclass(frozen=True)
class FormSnapshot:
    """What stood in the fields, as typed, and in the parts by their kind, when a save began."""

    raw: Mapping[str, object]
    parts: Mapping[str, Mapping[str, Any]]

    def changed(self, typed: Mapping[str, object]) -> frozenset[str]:
        """Return which of the fields that were typed into stood otherwise."""
        return frozenset(name for name, raw in typed.items() if raw != self.raw[name])


class Saving(QObject):
    """One save of an editor at a time; whoever wants something of the record waits for the one under way."""

    def __init__(self, editor: RecordEditor) -> None:
        """Save what an editor holds."""
        super().__init__(editor)
        self._editor = editor
        self._awaiting: list[Callable[[SaveResult], object]] = []
        self.is_running = False

    def start(self, then: Callable[[SaveResult], object] | None = None, more: MoreDrafts | None = None) -> None:
        """Save, and go on with ``then`` when it is stored."""
        if then is not None:
            self._awaiting.append(then)
        if not self.is_running:
            close_lists()
            self._run(more)

    def _run(self, more: MoreDrafts | None) -> None:
        editor = self._editor
        drafts, sent = self._drafts(), editor.standing()
        removed = [uid for panel in editor.parts.panels for uid in panel.rows.removed]

        def work(store: Store, _progress: Progress) -> SaveResult:
            settled = map(store.naming.settled, drafts)
            return store.save(*settled, *(more(store) if more is not None else ()), delete=removed)

        def saved(result: SaveResult) -> None:
            self.is_running = False
            editor.show_saved(sent)
            editor.checking.note_saved()
            show_warnings(editor, result)
            awaiting, self._awaiting = self._awaiting, []
            for go_on in awaiting:
                go_on(result)

        def refused(error: DanvanError) -> bool:
            self.is_running = False
            self._awaiting = []
            return editor.refusals.show(error, drafts)

        self.is_running = True
        title = _("Lưu {kind}", kind=within_sentence(editor.say(editor.kind.label)))
        editor.context.operations.run(
            Operation(title, work, saved, refused, undoable=True, told=partial(self._told, editor.uid), owner=editor)
        )

    def _drafts(self) -> list[Draft]:
        """Return all that must be written, with what was shown of each record."""
        editor = self._editor
        untouched = editor.record is not None and not editor.form.is_touched
        return editor.shown.noted_on([*([] if untouched else [editor.main_draft()]), *editor.parts.drafts()])

    def _told(self, uid: str, _result: SaveResult) -> Message:
        """Name what was saved: another record may be shown in its place by now."""
        editor = self._editor
        title = shortened(editor.context.store.title(uid), _LONGEST_TITLE)
        return _("Đã lưu “{title}”", title=title or editor.kind.label)
