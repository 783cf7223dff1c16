"""Xóa theo yêu cầu: which values of a record are to go for good, and why."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QScrollArea, QWidget

from danvan_desktop.domain.kinds.office import ATTACHMENT
from danvan_desktop.localization import Message, _
from danvan_desktop.store import SaveResult, Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import Operation, Progress
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.labels import page_title, quiet_text
from danvan_desktop.ui.widgets.questions import AskingDialog, Unsaved
from danvan_desktop.ui.widgets.rows import column_of

_ERASE = _("Xóa hẳn")
_LONGEST_REASON = 300
_LONGEST_TITLE = 90
_ROWS_IN_SIGHT = 5
"""How many fields are seen at least, whatever the size of letters: nobody erases what he does not see."""


class RedactionDialog(AskingDialog):
    """Offers the fields that may be erased; those that hold words or are of a person are ticked."""

    def __init__(self, context: UiContext, uid: str, parent: QWidget | None = None) -> None:
        """Read what the record has."""
        super().__init__(context.translator, parent, _("Xóa dữ liệu theo yêu cầu"))
        self._context, self._uid = context, uid
        self.fields = self._boxes()
        self.files = QCheckBox(self._say(_("Cả các tệp đính kèm của hồ sơ")))
        self.files.setVisible(bool(context.store.find_all(ATTACHMENT.name, owner=uid)))
        copies = len(context.store.copies())
        self.copies = QCheckBox(self._say(_("Thay {n} bản sao lưu cạnh tệp dữ liệu bằng một bản mới", n=copies)))
        self.copies.setChecked(True)
        self.copies.setVisible(copies > 0)
        self.reason = QLineEdit()
        self.reason.setMaxLength(_LONGEST_REASON)
        self.reason.setAccessibleName(self._say(_("Lý do xóa")))
        self.told = quiet_text("")
        self.erase_button = plain_button(self._say(_ERASE), self.save_unsaved)
        self.erase_button.setProperty("danger", True)
        for box in self.fields.values():
            box.toggled.connect(lambda _on: self._refresh())
        self.reason.textChanged.connect(lambda _text: self._allow())
        title = context.store.title(uid)
        self._arrange(page_title(textwrap.shorten(title, _LONGEST_TITLE, placeholder="…")), title)
        self._refresh()

    def unsaved(self) -> Unsaved | None:
        """Tell of a reason that was typed for nothing."""
        return Unsaved(_("Chưa xóa gì."), _ERASE) if self.erase_button.isEnabled() else None

    def save_unsaved(self) -> None:
        """Erase what is ticked."""
        uid, reason, names = self._uid, self.reason.text(), self._ticked()
        with_files = self.files.isChecked() and not self.files.isHidden()
        renews = self.copies.isChecked() and not self.copies.isHidden()

        def work(store: Store, _progress: Progress) -> SaveResult:
            result = store.redact(uid, names, reason, with_files=with_files)
            if renews:
                store.renew_copies()
            return result

        self._context.operations.run(Operation(_("Xóa dữ liệu theo yêu cầu"), work))
        self.accept()

    def _boxes(self) -> dict[str, QCheckBox]:
        store = self._context.store
        record = store.get(self._uid, include_deleted=True)
        if record is None:
            return {}
        ticked, kind = set(store.erasable_of_a_person(self._uid)), store.kinds[record.kind]
        names = [name for name in store.erasable(self._uid) if kind.has(name)]
        boxes = {name: QCheckBox(self._say(kind.field(name).label)) for name in names}
        for name, box in boxes.items():
            box.setChecked(name in ticked)
        return boxes

    def _ticked(self) -> list[str]:
        return [name for name, box in self.fields.items() if box.isChecked()]

    def _refresh(self) -> None:
        ticked = [self.fields[name].text() for name in self._ticked()]
        told = (
            _("Sẽ xóa {n} mục: {names}.", n=len(ticked), names=", ".join(ticked)) if ticked else _("Chưa chọn mục nào.")
        )
        self.told.setText("\n".join(map(self._say, (told, *self._what_stays()))))
        self._allow()

    def _allow(self) -> None:
        """Offer to erase once something is ticked and a reason is typed."""
        self.erase_button.setEnabled(bool(self._ticked() and self.reason.text().strip()))

    def _what_stays(self) -> Iterator[Message]:
        """Tell of what others alone may erase: people see one record, and each of those joined in it may hold it."""
        if units := self._context.store.theirs_to_erase(self._uid, self._ticked()):
            listed = self._context.translator.listing(units)
            yield _("Lưu ý: bản đã gộp của {units} còn nội dung ấy; chỉ đơn vị đó xóa được.", units=listed)

    def _arrange(self, heading: QLabel, title: str) -> None:
        heading.setWordWrap(True)
        heading.setToolTip(title)
        hint = _(
            "Nội dung được chọn bị xóa khỏi máy này và mọi máy đã nhận, kể cả các giá trị cũ trong lịch sử; không hoàn"
            " tác được. Tệp đã gửi, bản sao lưu trên USB và giấy đã in phải tự tìm và hủy."
        )
        listed = QWidget()
        rows = column_of(*self.fields.values(), self.files, None, on=listed)
        area = QScrollArea()
        area.setWidget(listed)
        area.setWidgetResizable(True)
        area.setMinimumHeight(_ROWS_IN_SIGHT * (self.files.sizeHint().height() + rows.spacing()))
        label = QLabel(self._say(_("Lý do xóa (ai yêu cầu, văn bản nào; không ghi lại nội dung):")))
        label.setWordWrap(True)
        label.setBuddy(self.reason)
        parts = (heading, quiet_text(self._say(hint)), area, label, self.reason, self.copies, self.told)
        buttons = (self.erase_button, plain_button(self._say(_("Hủy")), self.reject))
        self.lay_out(*parts, buttons=buttons, grows=area, size=(620, 560))
        self.reason.setFocus()
