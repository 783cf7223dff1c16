"""The saves of this session that can be taken back, and those that were taken back and can be done again."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import Message, _
from danvan_desktop.store import ReferredTo, SaveResult


class _Done(Struct, frozen=True):
    """A save that can be taken back."""

    title: Message
    save_id: str


class TakingBack(Struct, frozen=True):
    """A save that is to be taken back in a thread of its own, and who is told what came of it."""

    title: Message
    save_id: str
    then: Callable[[SaveResult], object]
    refused: Callable[[DanvanError], bool]
    """Tells whether it says why."""
    knowing_referrers: bool


class Undoing:
    """Two lists of saves, each the newest last: what one takes back goes into the other."""

    def __init__(
        self,
        take_back: Callable[[TakingBack], None],
        changed: Callable[[], object],
        ask: Callable[[Message, Callable[[], None]], object],
    ) -> None:
        """Tell by ``changed`` that a title is another; ``ask`` whether what others refer to may go."""
        self._take_back, self._changed, self._ask = take_back, changed, ask
        self._done: list[_Done] = []
        self._undone: list[_Done] = []

    @property
    def undo_title(self) -> Message | None:
        """What ``undo`` would take back, ``None`` when there is nothing."""
        return self._done[-1].title if self._done else None

    @property
    def redo_title(self) -> Message | None:
        """What ``redo`` would do again, ``None`` when there is nothing."""
        return self._undone[-1].title if self._undone else None

    def keep(self, title: Message, save_id: str) -> None:
        """Add a save; what was taken back before it is not done again any more."""
        self._done.append(_Done(title, save_id))
        self._undone.clear()
        self._changed()

    def undo(self) -> None:
        """Take the newest save of this session back."""
        if self._done:
            self._reverse(self._done, self._undone, _("Hoàn tác: {what}", what=self._done[-1].title))

    def redo(self) -> None:
        """Do again what was undone last."""
        if self._undone:
            self._reverse(self._undone, self._done, _("Làm lại: {what}", what=self._undone[-1].title))

    def forget(self) -> None:
        """Let nothing be undone any more."""
        self._done.clear()
        self._undone.clear()
        self._changed()

    def _reverse(
        self, source: list[_Done], target: list[_Done], title: Message, *, knowing_referrers: bool = False
    ) -> None:
        """Take back the newest save of one list; what that wrote can be taken back in turn.

        What cannot be taken back stays the newest: the next press must not reach past it to something older.
        """
        last = source.pop()
        self._changed()

        def reversed_(result: SaveResult) -> None:
            target.append(_Done(last.title, result.save_id))
            self._changed()

        def refused(error: DanvanError) -> bool:
            source.append(last)
            self._changed()
            if not (isinstance(error, ReferredTo) and error.may_go):
                return False
            self._ask(error.message, lambda: self._reverse(source, target, title, knowing_referrers=True))
            return True

        self._take_back(TakingBack(title, last.save_id, reversed_, refused, knowing_referrers))
