"""Tách đơn: a part of a letter, a visit or an opinion becomes a record of its own, in one step."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.raising import part_of
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.cases import DENUNCIATION
from danvan_desktop.domain.splitting import Part, kinds_of_parts, natures_of_parts
from danvan_desktop.localization import Message, _
from danvan_desktop.store import SaveResult, Store
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.operations import Operation, Progress
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import main_button, plain_button
from danvan_desktop.ui.widgets.labels import page_title, quiet_text, under_label
from danvan_desktop.ui.widgets.questions import AskingDialog, Unsaved
from danvan_desktop.ui.widgets.rows import row_of
from danvan_desktop.ui.widgets.steady import ChoiceBox

_KEEP_WHOLE = frozenset({"reception_visit"})
"""The kinds whose words stay whole in the book when a part becomes a record of its own."""


class SplitDialog(AskingDialog):
    """Shows the words of a record; what is moved down becomes another record. Closes once both are stored."""

    def __init__(self, editor: RecordEditor, source: Record) -> None:
        """Split the stored record ``source`` that an editor shows, or a part of what it shows."""
        super().__init__(editor.context.translator, editor, _("Tách đơn"))
        self._editor, self._source, self._say = editor, source, editor.say
        self._keeps_whole = source.kind in _KEEP_WHOLE
        self.rest, self.part = QPlainTextEdit(source.text("content")), QPlainTextEdit()
        self.rest.setReadOnly(self._keeps_whole)
        self._whole = self.rest.toPlainText()
        self.becomes = ChoiceBox()
        self.secrecy = quiet_text(
            self._say(_("Phần còn lại của đơn vẫn giải quyết theo hạn riêng, nhưng được giữ bí mật cùng tố cáo."))
        )
        self._fill_choices()
        self.becomes.currentIndexChanged.connect(self._tell_of_secrecy)
        self._tell_of_secrecy()
        self.move_button = plain_button(self._say(_("Đưa phần đang chọn xuống")), self.move_down)
        self.split_button = main_button(self._say(_("Tách")), self.split, default=True)
        self.trouble = Banner()
        self._arrange()
        self.rest.setFocus()

    def move_down(self) -> None:
        """Move the selected words into the part; where the whole stays, they are copied."""
        cursor = self.rest.textCursor()
        chosen = cursor.selectedText().replace("\u2029", "\n").strip()
        if not chosen:
            self._tell(_("Hãy chọn (bôi đen) phần nội dung cần tách."))
            return
        if not self._keeps_whole:
            cursor.removeSelectedText()
        self.part.setPlainText("\n".join(text for text in (self.part.toPlainText().strip(), chosen) if text))
        self.trouble.hide()

    def split(self) -> None:
        """Store the part and what is left."""
        kind, nature = self.becomes.currentData()
        rest = None if self._keeps_whole else self.rest.toPlainText().strip()
        part = Part(kind, nature, self.part.toPlainText().strip(), rest)
        source, editor, made = self._source.uid, self._editor, list[str]()

        def work(store: Store, _progress: Progress) -> SaveResult:
            split = part_of(store, source, part)
            made.append(split.uid)
            return store.save(*split.drafts)

        def done(_result: SaveResult) -> None:
            self.accept()
            if kind != "opinion":
                editor.open_requested.emit(kind, made[-1])

        editor.context.operations.run(Operation(_("Tách đơn"), work, done, self._refused, undoable=True, owner=self))

    def unsaved(self) -> Unsaved | None:
        """Tell of words that were put into the part, or changed in what stays."""
        if not self.part.toPlainText().strip() and self.rest.toPlainText() == self._whole:
            return None
        return Unsaved(_("Phần tách ra chưa được lưu."), _("Tách"))

    def save_unsaved(self) -> None:
        """Split."""
        self.split()

    # Private

    def _fill_choices(self) -> None:
        kinds = self._editor.context.store.kinds
        for kind in kinds_of_parts(self._source.kind):
            if self._source.text(kind) and kind in ("case", "petition"):
                continue
            name = self._say(kinds[kind].label)
            natures = [(choice.code, self._say(choice.label)) for choice in natures_of_parts(kind)]
            for code, label in natures or [("", "")]:
                if not self._source.secret or code == DENUNCIATION:
                    self.becomes.addItem(f"{name}: {label}" if label else name, (kind, code))

    def _tell_of_secrecy(self) -> None:
        """Say what becomes of the rest of a petition once a denunciation is split off it."""
        _kind, nature = self.becomes.currentData() or ("", "")
        self.secrecy.setVisible(self._source.kind == "petition" and nature == DENUNCIATION)

    def _refused(self, error: DanvanError) -> bool:
        self._tell(error.message)
        return True

    def _tell(self, words: Message) -> None:
        self.trouble.say(self._say(words), "error")

    def _arrange(self) -> None:
        for text in (self.rest, self.part):
            text.setTabChangesFocus(True)
        stays = _("Nội dung (giữ nguyên trong sổ)") if self._keeps_whole else _("Nội dung ở lại")
        whole = under_label(self._say(stays), self.rest)
        self.lay_out(
            page_title(self._say(_("Tách đơn"))),
            quiet_text(self._say(_("Đơn có nhiều nội dung thì tách để xử lý riêng (NĐ 154/2026/NĐ-CP, Điều 14, 15)."))),
            whole,
            row_of(self.move_button, None),
            under_label(self._say(_("Phần tách ra")), self.part),
            under_label(self._say(_("Thành")), self.becomes),
            self.secrecy,
            self.trouble,
            buttons=(self.split_button, plain_button(self._say(_("Hủy")), self.reject)),
            grows=whole,
            size=(640, 560),
        )
