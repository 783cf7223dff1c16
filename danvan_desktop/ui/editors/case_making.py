"""One press makes a case of a petition, an entry on the situation or a visit: saved with its link, then opened."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from danvan_desktop.domain.case_making import case_of, uid_of_case
from danvan_desktop.domain.kinds.disclosure import Purpose
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.rules.cases import DENUNCIATION
from danvan_desktop.localization import _
from danvan_desktop.store import Store
from danvan_desktop.ui.editors.editor import RecordEditor


class CaseMaking:
    """A button of an editor with a menu of natures; once there is a case, it opens that."""

    def __init__(self, editor: RecordEditor) -> None:
        """Add the button to an editor."""
        self._editor = editor
        self.button = editor.add_button(_("Chuyển thành vụ việc"), lambda: None)
        self.open_button = editor.add_button(_("Mở vụ việc"), self._open)
        self.button.setToolTip(editor.say(_("Lập vụ việc từ bản ghi này: nội dung, người gửi được mang sang")))
        self._menu = QMenu(self.button)
        for choice in editor.context.store.kinds["case"].field("nature").choices:
            action = QAction(editor.say(choice.label), self._menu)
            action.setData(choice.code)
            action.triggered.connect(partial(self.make, choice.code))
            self._menu.addAction(action)
        self.button.setMenu(self._menu)
        self.refresh()

    def refresh(self) -> None:
        """Offer to make the case, or to open the one that was made."""
        case = self._case
        for action in self._menu.actions():
            action.setVisible(not self._is_secret or action.data() == DENUNCIATION)
        self.button.setVisible(self._editor.record is not None and not case)
        self.open_button.setVisible(bool(case))

    def make(self, nature: str, *_checked: bool) -> None:
        """Save what is typed, the case and the link to it, and open the case."""
        editor, known = self._editor, self._editor.context.store
        uid = uid_of_case(editor.uid, partial(known.get, include_deleted=True), known.new_uid)

        def drafts(store: Store) -> Sequence[Draft]:
            return case_of(store.reveal(editor.uid, Purpose.READ), nature, uid, store)

        editor.save(lambda _result: editor.open_requested.emit("case", uid), drafts)

    @property
    def _is_secret(self) -> bool:
        return self._editor.record is not None and self._editor.record.secret

    @property
    def _case(self) -> str:
        case = self._editor.record.text("case") if self._editor.record is not None else ""
        return case if case and self._editor.context.store.get(case) is not None else ""

    def _open(self) -> None:
        if self._case:
            self._editor.open_requested.emit("case", self._case)
