"""What was typed and not saved, wherever it was: opened again or given up."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from danvan_desktop.localization import Message, _
from danvan_desktop.store import KeptDraft
from danvan_desktop.store.settings import moment_of
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import Operation, short_work
from danvan_desktop.ui.widgets.buttons import main_button, plain_button
from danvan_desktop.ui.widgets.framed_dialog import FramedDialog
from danvan_desktop.ui.widgets.labels import quiet_text
from danvan_desktop.ui.widgets.questions import may_go
from danvan_desktop.ui.widgets.two_line_list import Item, TwoLineList


class DraftsDialog(FramedDialog):
    """Lists the drafts of this laptop, the newest first."""

    draft_wanted = Signal(object)
    """KeptDraft: one to be gone on with; the dialog has closed."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Begin to read the drafts."""
        super().__init__(context.translator, parent, _("Bản nháp chưa lưu"))
        self._context = context
        self._drafts: Sequence[KeptDraft] = ()
        self.hint = quiet_text(self._say(_("Những gì đã ghi mà chưa lưu, giữ riêng ở máy này.")))
        self.list = TwoLineList()
        self.list.setAccessibleName(self.windowTitle())
        self.open_button = main_button(self._say(_("Mở lại")), self._open)
        self.drop_button = plain_button(self._say(_("Bỏ bản nháp")), self._drop)
        self.list.opened.connect(lambda _uid: self._open())
        self._arrange()
        context.operations.drafts_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Read the drafts in the background."""
        self._context.operations.read(lambda store: store.drafts.all(), self._show, key=(self, "drafts"))

    def _arrange(self) -> None:
        buttons = (self.drop_button, None, self.open_button, plain_button(self._say(_("Đóng")), self.close))
        self.lay_out(self.hint, self.list, buttons=buttons, grows=self.list, size=(560, 380))

    def _show(self, drafts: Sequence[KeptDraft]) -> None:
        kinds = self._context.store.kinds
        self._drafts = [draft for draft in drafts if draft.kind in kinds]
        self.list.set_items([self._item(draft) for draft in self._drafts])
        if self._drafts and not self.list.current:
            self.list.choose(self._drafts[0].uid)
        for button in (self.open_button, self.drop_button):
            button.setEnabled(bool(self._drafts))

    def _item(self, draft: KeptDraft) -> Item:
        store = self._context.store
        kind = self._say(store.kinds[draft.kind].label)
        title = store.title(draft.uid) or self._say(_("Hồ sơ mới"))
        moment = moment_of(draft.moment)
        when = self._say(_("giữ lúc {moment}, chưa lưu", moment=moment)) if moment is not None else ""
        return Item(draft.uid, f"{kind}: {title}", when)

    def _current(self) -> KeptDraft | None:
        return next((draft for draft in self._drafts if draft.uid == self.list.current), None)

    def _open(self) -> None:
        draft = self._current()
        if draft is not None:
            self.close()
            self.draft_wanted.emit(draft)

    def _drop(self) -> None:
        draft = self._current()
        if draft is None or not may_go(self, self._say, self._say(_QUESTION), undoable=False):
            return
        work = short_work(lambda store: store.drafts.drop(draft.uid))
        operations = self._context.operations
        gone = operations.drafts_changed.emit
        operations.run(Operation(_("Bỏ bản nháp"), work, lambda _done: gone(), quiet=True, owner=operations))


_QUESTION: Message = _("Bỏ hẳn những gì đã nhập trong bản nháp này?")
