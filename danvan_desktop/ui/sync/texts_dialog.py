"""The texts of an export without personal data: which go, which stay, chosen one by one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from danvan_desktop.localization import Message, _
from danvan_desktop.sync import TextOfRecord
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.framed_dialog import FramedDialog
from danvan_desktop.ui.widgets.labels import quiet_text, section_title

_EXCERPT = 90


class TextsDialog(FramedDialog):
    """Accepted with ``chosen``: the texts that the officer lets go although they would stay."""

    def __init__(
        self,
        context: UiContext,
        texts: Sequence[TextOfRecord],
        chosen: frozenset[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        """List the texts in which somebody was found first."""
        super().__init__(context.translator, parent)
        self._kinds = context.store.kinds
        self.setWindowTitle(self._say(_("Ô viết bằng lời")))
        self._texts = sorted(texts, key=lambda text: (text.telling is None, text.goes, text.kind, text.uid))
        self._chosen_before = chosen
        self.list = QListWidget()
        self.list.setAccessibleName(self._say(_("Ô viết bằng lời, đánh dấu là gửi")))
        for text in self._texts:
            self.list.addItem(self._item(text))
        self.whole = QPlainTextEdit()
        self.whole.setReadOnly(True)
        self.whole.setTabChangesFocus(True)
        self.whole.setAccessibleName(self._say(_("Toàn bộ ô đang chọn")))
        self.list.currentRowChanged.connect(self._show_whole)
        self._arrange()
        self.list.setCurrentRow(0)

    @property
    def chosen(self) -> frozenset[tuple[str, str]]:
        """The ticked texts that would stay by themselves."""
        ticked = [
            text for row, text in enumerate(self._texts) if self.list.item(row).checkState() is Qt.CheckState.Checked
        ]
        return frozenset(
            (text.uid, text.field) for text in ticked if not text.goes or (text.uid, text.field) in self._chosen_before
        )

    def _item(self, text: TextOfRecord) -> QListWidgetItem:
        kind = self._kinds[text.kind]
        excerpt = " ".join(text.text.split())
        if len(excerpt) > _EXCERPT:
            excerpt = f"{excerpt[:_EXCERPT].rstrip()}…"
        label = _("{kind}, {field}: {text}", kind=kind.label, field=kind.field(text.field).label, text=excerpt)
        item = QListWidgetItem(self._say(self._with_reason(text, label)))
        is_fixed = text.goes and (text.uid, text.field) not in self._chosen_before
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        item.setFlags(flags if is_fixed else flags | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if text.goes else Qt.CheckState.Unchecked)
        return item

    @staticmethod
    def _with_reason(text: TextOfRecord, label: Message) -> Message:
        return label if text.telling is None else _("{label} ({why})", label=label, why=text.telling.words)

    def _show_whole(self, row: int) -> None:
        self.whole.setPlainText(self._texts[row].text if 0 <= row < len(self._texts) else "")

    def _arrange(self) -> None:
        words = _("Đánh dấu ô nào thì ô đó được gửi nguyên văn. Bỏ trống thì nội dung ô ở lại máy này.")
        title = section_title(self._say(_("Ô nào gửi, ô nào ở lại?")))
        self.use_button = plain_button(self._say(_("Dùng lựa chọn này")), self.accept)
        self.use_button.setDefault(True)
        buttons = (self.use_button, plain_button(self._say(_("Hủy")), self.reject))
        parts = (title, quiet_text(self._say(words)), self.list, self.whole)
        self.lay_out(*parts, buttons=buttons, grows=self.list, size=(760, 560))
