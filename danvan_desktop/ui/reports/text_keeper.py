"""Keeps the text of a section while it is typed, so that a kill or a power cut loses next to nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from danvan_desktop.domain.clock import Clock
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import _
from danvan_desktop.store import KeptDraft, Store
from danvan_desktop.ui.operations import Operation, Operations, short_work
from danvan_desktop.ui.reports.kept_texts import Place, forget_kept, kept_texts

_EVERY_MILLISECONDS = 2_000


@dataclass(frozen=True)
class TypedText:
    """A text that is not saved: the section that it is of, and what makes the draft of its record."""

    place: Place
    make: Callable[[Store], Draft]


class TextKeeper(QObject):
    """Writes the typed text in the background; what is saved or given up is forgotten.

    The draft is that of an editor (``RecordEditor.snapshot``), one a section.
    """

    def __init__(
        self, operations: Operations, clock: Clock, typed: Callable[[], TypedText | None], parent: QObject
    ) -> None:
        """``typed`` returns what to keep, ``None`` while nothing is typed that is not saved."""
        super().__init__(parent)
        self._operations = operations
        self._clock = clock
        self._typed = typed
        self._kept: set[Place] = set()
        self._timer = QTimer(self, singleShot=True, interval=_EVERY_MILLISECONDS)
        self._timer.timeout.connect(self.keep)

    def touch(self) -> None:
        """Keep what is typed within the next seconds; steady typing does not put it off."""
        if not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Keep the text now."""
        self._timer.stop()
        typed = self._typed()
        if typed is None:
            return
        is_new = typed.place not in self._kept
        self._kept.add(typed.place)
        moment = self._clock.local_time()
        work = short_work(lambda store: store.drafts.keep(_kept(store, typed, moment.isoformat("T", "seconds"))))

        def told(_result: None) -> None:
            if is_new:
                self._operations.drafts_changed.emit()
            self._operations.noted.emit(_("Đã giữ bản nháp lúc {time}, chưa lưu", time=moment.time()))

        self._operations.run(Operation(_("Giữ bản nháp"), work, told, quiet=True, owner=self._operations))

    def adopt(self, place: Place) -> None:
        """Treat the text of a section as kept: it was shown from its draft."""
        self._kept.add(place)

    def leave(self) -> None:
        """Leave what is kept for good: the dialog closes without saving, and the draft is offered again."""
        self.keep()
        self._kept.clear()

    def drop(self, place: Place) -> None:
        """Forget the draft of a section: it was saved or given up."""
        self._timer.stop()
        if place not in self._kept:
            return
        self._kept.discard(place)
        work = short_work(lambda store: forget_kept(store, place))
        operations = self._operations
        gone = operations.drafts_changed.emit
        operations.run(Operation(_("Bỏ bản nháp"), work, lambda _done: gone(), quiet=True, owner=operations))


def _kept(store: Store, typed: TypedText, moment: str) -> KeptDraft:
    """Make the draft; a section that has one already keeps its uid."""
    place, draft = typed.place, typed.make(store)
    former = kept_texts(store, place.form, place.period).get(place.section)
    uid = draft.uid or (former.uid if former is not None else store.new_uid())
    preset = {name: value for name, value in draft.values.items() if name != "text"}
    preset |= {"form": place.form, "period": place.period.code, "section": place.section}
    content = {"preset": preset, "typed": {"text": draft.values["text"]}, "parts": {}}
    return KeptDraft(uid, draft.kind, moment, json.dumps(content, ensure_ascii=False))
