"""What an officer should know when the window opens: an older store put back, unsaved typing, wrong clocks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.store import KeptDraft, Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.widgets.banner import Banner

_LATER_MILLISECONDS = 300


class FirstNotices(QObject):
    """Tells it in the bar over the page, once, a while after the window was first shown with its page."""

    draft_wanted = Signal(object)
    """A ``KeptDraft`` to go on with."""
    due = Signal()
    """The window is painted: what takes a while may be read."""

    def __init__(self, context: UiContext, bar: Banner, noticed: Sequence[Message], parent: QObject) -> None:
        """Wait for ``begin``; ``noticed`` is what showed before the store was open."""
        super().__init__(parent)
        self._context = context
        self._bar = bar
        self._noticed = noticed
        self._drafts: Sequence[KeptDraft] = ()
        self._before_drafts = self._told_drafts = ""
        self._is_begun = False
        self._later = QTimer(self, singleShot=True, interval=_LATER_MILLISECONDS)
        self._later.timeout.connect(self._look_around)
        bar.action_wanted.connect(self._open_drafts)
        context.operations.draft_opened.connect(self._note_opened)
        context.operations.drafts_changed.connect(self._look_at_drafts)

    def begin(self) -> None:
        """Look around a while from now; only the first time."""
        if not self._is_begun:
            self._is_begun = True
            self._later.start()

    def stop(self) -> None:
        """Look no more: the window closes."""
        self._later.stop()

    def _look_around(self) -> None:
        self._tell_notices()
        operations = self._context.operations
        operations.read(lambda store: store.copy_keeper.untold, self._tell_let_go, owner=self)
        operations.read(lambda store: store.drafts.all(), self._offer_drafts, owner=self)
        self.due.emit()
        operations.read(_clock_warnings, self._warn_of_clocks, owner=self)

    def _tell_notices(self) -> None:
        """Tell what was noticed when the store was opened: an older file put back, a disk that is full."""
        notices = (*self._noticed, *self._context.store.notices)
        if notices:
            self._bar.say("\n".join(self._context.translator(notice) for notice in notices), "warning")

    def _tell_let_go(self, let_go: Message | None) -> None:
        """Tell of copies that the last window let go when it closed."""
        if let_go is not None:
            told = [text for text in (self._bar.text(), self._context.translator(let_go)) if text]
            self._bar.say("\n".join(told), "warning")
            self._context.store.copy_keeper.note_told()

    def _offer_drafts(self, drafts: Sequence[KeptDraft]) -> None:
        """Offer what was being typed when the program last ended without saving it."""
        self._before_drafts = self._bar.text()
        self._tell_drafts([draft for draft in drafts if draft.kind in self._context.store.kinds])

    def _tell_drafts(self, drafts: Sequence[KeptDraft]) -> None:
        """Tell how many there are, beside what was told before; of none, that alone."""
        self._drafts, say = drafts, self._context.translator
        words = ngettext(
            "Lần trước còn {n} bản đang ghi dở, chưa lưu.",
            "Lần trước còn {n} bản đang ghi dở, chưa lưu.",
            len(drafts),
        )
        told = [self._before_drafts, say(words) if drafts else ""]
        self._told_drafts = "\n".join(text for text in told if text)
        if drafts or self._bar.text():
            self._bar.say(self._told_drafts, "warning", say(_("Mở lại")) if drafts else "")

    @property
    def _is_telling(self) -> bool:
        return bool(self._drafts) and self._bar.text() == self._told_drafts

    def _note_opened(self, uid: str) -> None:
        """Offer no draft that somebody opened by another way, such as the search."""
        if self._is_telling and any(draft.uid == uid for draft in self._drafts):
            self._tell_drafts([draft for draft in self._drafts if draft.uid != uid])

    def _look_at_drafts(self) -> None:
        """Offer none that was saved or given up meanwhile."""
        if self._is_telling:
            self._context.operations.read(lambda store: store.drafts.all(), self._keep_offering, owner=self)

    def _keep_offering(self, kept: Sequence[KeptDraft]) -> None:
        left = {draft.uid for draft in kept}
        if self._is_telling and any(draft.uid not in left for draft in self._drafts):
            self._tell_drafts([draft for draft in self._drafts if draft.uid in left])

    def _open_drafts(self) -> None:
        drafts, self._drafts = self._drafts, []
        self._bar.hide()
        for draft in drafts:
            self.draft_wanted.emit(draft)

    def _warn_of_clocks(self, warnings: Sequence[Message]) -> None:
        """Tell of a wrong clock where nothing else is told; the page of exchange tells it too."""
        if warnings and not self._bar.text():
            self._bar.say("\n".join(self._context.translator(warning) for warning in warnings), "warning")


def _clock_warnings(store: Store) -> Sequence[Message]:
    """Load what belongs to the exchange only once the window is there."""
    from danvan_desktop.sync import clock_warnings

    return clock_warnings(store)
