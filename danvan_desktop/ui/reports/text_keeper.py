"""Keeps the text of a section while it is typed, so that a kill or a power cut loses next to nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from danvan_desktop.domain.clock import Clock
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.uid import new_uid
from danvan_desktop.localization import _
from danvan_desktop.store import KeptDraft, Store
from danvan_desktop.ui.operations import Operation, Operations, Progress

_EVERY_MILLISECONDS = 2_000


@dataclass(frozen=True)
class TypedText:
    """A text that is not saved: the uid of its record, empty for a new one, and what makes the record's draft."""

    uid: str
    make: Callable[[Store], Draft]


class TextKeeper(QObject):
    """Writes the typed text in the background; what is saved or given up is forgotten.

    The draft is that of an editor (``RecordEditor.snapshot``), in which the window offers it at its next start.
    """

    def __init__(
        self, operations: Operations, clock: Clock, typed: Callable[[], TypedText | None], parent: QObject
    ) -> None:
        """``typed`` returns what to keep, ``None`` while nothing is typed that is not saved."""
        super().__init__(parent)
        self._operations = operations
        self._clock = clock
        self._typed = typed
        self._uid = ""
        self._timer = QTimer(self, singleShot=True, interval=_EVERY_MILLISECONDS)
        self._timer.timeout.connect(self.keep)

    def touch(self) -> None:
        """Keep what is typed within the next seconds; steady typing does not put it off."""
        if not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Keep the text now."""
        typed = self._typed()
        if typed is None:
            return
        self._uid = typed.uid or self._uid or new_uid()
        moment, uid = self._clock.local_time(), self._uid

        def work(store: Store, _progress: Progress) -> None:
            store.drafts.keep(_kept(typed.make(store), uid, moment.isoformat("T", "seconds")))

        def told(_result: None) -> None:
            self._operations.noted.emit(_("Đã giữ bản nháp lúc {time}, chưa lưu", time=moment.time()))

        self._operations.run(Operation(_("Giữ bản nháp"), work, told, quiet=True, owner=self._operations))

    def leave(self) -> None:
        """Keep the text now and for good: the dialog closes without saving, and the draft is offered again."""
        self._timer.stop()
        self.keep()
        self._uid = ""

    def drop(self) -> None:
        """Forget the draft: it was saved or given up."""
        self._timer.stop()
        if not self._uid:
            return
        uid, self._uid = self._uid, ""

        def work(store: Store, _progress: Progress) -> None:
            store.drafts.drop(uid)

        self._operations.run(Operation(_("Bỏ bản nháp"), work, quiet=True))


def _kept(draft: Draft, uid: str, moment: str) -> KeptDraft:
    preset = {name: value for name, value in draft.values.items() if name != "text"}
    content = {"preset": preset, "typed": {"text": draft.values["text"]}, "parts": {}}
    return KeptDraft(uid, draft.kind, moment, json.dumps(content, ensure_ascii=False))
