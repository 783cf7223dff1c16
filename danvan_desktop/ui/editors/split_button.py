"""The button “Tách đơn…” of an editor: a letter with several matters is parted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from danvan_desktop.domain.secrecy import MASK
from danvan_desktop.localization import _
from danvan_desktop.ui.editors.case_making import saved_first

if TYPE_CHECKING:
    from danvan_desktop.ui.editors.editor import RecordEditor


class SplitButton:
    """Offers to split the record that an editor shows, while its words are in sight."""

    def __init__(self, editor: RecordEditor) -> None:
        """Add the button to an editor."""
        self._editor = editor
        self.button = editor.add_button(_("Tách đơn…"), self.split)
        self.button.setToolTip(editor.say(_("Đơn có nhiều nội dung: đưa một phần thành vụ việc hoặc kiến nghị riêng")))
        self.refresh()

    def refresh(self) -> None:
        """Offer it of what is stored, may be changed and is in sight."""
        record = self._editor.record
        shown = record is not None and not self._editor.is_locked and record.text("content") not in ("", MASK)
        self.button.setVisible(shown)

    def split(self) -> None:
        """Ask what is split off, once what was typed is stored."""
        saved_first(self._editor, self._ask)

    def _ask(self) -> None:
        from danvan_desktop.ui.dialogs.split_dialog import SplitDialog

        if self._editor.record is not None:
            SplitDialog(self._editor, self._editor.record).open()
