"""The question before records are deleted: what goes, that it can be taken back, and of very many their number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from danvan_desktop.localization import Translator, _
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.framed_dialog import FramedDialog
from danvan_desktop.ui.widgets.labels import quiet_text, section_title

_NAMED = 6
"""So many records are named."""


class DeletionDialog(FramedDialog):
    """Accepted when the records may go; Esc and Enter keep them, unless their number was typed."""

    def __init__(
        self,
        translator: Translator,
        question: str,
        parent: QWidget | None = None,
        *,
        titles: Sequence[str] = (),
        number: int = 0,
    ) -> None:
        """``number``: what has to be typed, 0 where a press is enough."""
        super().__init__(translator, parent)
        self._number = number
        self.setWindowTitle(translator(_("Xóa")))
        self.question = section_title(question)
        self.question.setWordWrap(True)
        more = len(titles) - _NAMED
        named = [f"– {title}" for title in titles[:_NAMED]]
        if more > 0:
            named.append(translator(_("… và {n} nữa", n=more)))
        self.names = quiet_text("\n".join(named))
        self.names.setVisible(bool(named))
        self.undoable = quiet_text(translator(_("Xóa rồi vẫn hoàn tác được (Ctrl+Z), hoặc khôi phục từ Thùng rác.")))
        self.line = QLineEdit()
        self.trouble = Banner()
        self.keep_button = plain_button(translator(_("Không xóa")), self.reject)
        self.go_button = plain_button(translator(_("Xóa")), self._go)
        self._arrange()

    def _arrange(self) -> None:
        asked: list[QWidget] = []
        if self._number:
            label = QLabel(self._say(_("Nếu chắc chắn, gõ số hồ sơ sẽ xóa:")))
            label.setBuddy(self.line)
            self.line.returnPressed.connect(self._go)
            asked = [label, self.line]
        parts = (self.question, self.names, self.undoable, *asked, self.trouble)
        self.lay_out(*parts, buttons=(self.go_button, self.keep_button), size=(520, 240))
        if self._number:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.keep_button.setDefault(True)
            self.keep_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self) -> None:
        typed = self.line.text().strip()
        if not self._number or typed == str(self._number):
            self.accept()
            return
        words = (
            _(
                "“{typed}” không phải số hồ sơ sẽ xóa ({n}), nên chưa xóa gì. Hãy gõ lại hoặc bấm Không xóa.",
                typed=typed,
                n=self._number,
            )
            if typed
            else _("Chưa gõ số hồ sơ sẽ xóa ({n}), nên chưa xóa gì.", n=self._number)
        )
        self.trouble.say(self._say(words), "error")
        self.line.selectAll()
        self.line.setFocus()
