"""Nhập từ tệp: which one, what it will do, what it did."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.sync import ImportResult, describe_import
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.drives import export_folder, removable_drives
from danvan_desktop.ui.operations import Operation
from danvan_desktop.ui.sync.place_picker import Drives
from danvan_desktop.ui.sync.sizes import size_text
from danvan_desktop.ui.sync.step_dialog import StepDialog
from danvan_desktop.ui.sync.work import FoundBundle, Preview, brought, bundles_on, look_into, take_in
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.cards import Card
from danvan_desktop.ui.widgets.labels import quiet_text
from danvan_desktop.ui.widgets.two_line_list import Item, TwoLineList

_FILE, _PREVIEW, _RESULT = range(3)
_LOOK = _("Xem trước tệp nhập")
_IMPORT = _("Nhập từ tệp")


class ImportWizard(StepDialog):
    """Accepted when a bundle was taken in."""

    def __init__(self, context: UiContext, parent: QWidget | None = None, *, drives: Drives = removable_drives) -> None:
        """Look for bundles on the sticks that are plugged in."""
        super().__init__(context, _IMPORT, (_("Chọn tệp"), _("Xem trước"), _("Kết quả")), parent)
        self._drives = drives
        self._path = Path()
        self.preview: Preview | None = None
        self.add_step(self._file_step())
        self.add_step(self._preview_step())
        self.add_step(self._result_step())
        self.back_button.clicked.connect(lambda: self.show_step(_FILE))
        self.next_button.clicked.connect(self._next)
        self.show_step(_FILE)
        self._find()

    def open_file(self, path: Path) -> None:
        """Look into a bundle and show what it would do."""
        self._path = path
        self.show_step(_FILE)
        self.run(Operation(_LOOK, look_into(path), on_success=self._show_preview))

    def show_step(self, number: int) -> None:
        """Turn to a step and name its buttons."""
        super().show_step(number)
        names = {_FILE: _("Xem trước"), _PREVIEW: _("Nhập vào kho dữ liệu"), _RESULT: _("Xong")}
        self.next_button.setText(self.say(names[number]))
        self.running_changed()
        if number == _FILE:
            self.files.setFocus()
        elif number == _PREVIEW and self._needs_typing:
            self.confirmation.setFocus()
        else:
            self.next_button.setFocus()

    def running_changed(self) -> None:
        """Offer only what can be done now."""
        allowed = {_FILE: bool(self.files.current), _PREVIEW: self._is_confirmed, _RESULT: True}
        self.next_button.setEnabled(not self.is_running and allowed.get(self.step, False))
        self.back_button.setVisible(self.step == _PREVIEW and not self.is_running)
        self.close_button.setVisible(not self.is_running and self.step < _RESULT)

    # Steps

    def _file_step(self) -> QWidget:
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.found = quiet_text(self.say(_("Đang tìm trên USB…")))
        self.files = TwoLineList()
        self.files.setAccessibleName(self.say(_("Tệp tìm thấy trên USB")))
        self.files.chosen.connect(lambda _key: self.running_changed())
        self.files.opened.connect(lambda key: self.open_file(Path(key)))
        self.browse = QPushButton(self.say(_("Chọn tệp ở nơi khác…")))
        self.browse.setAutoDefault(False)
        self.browse.clicked.connect(self._browse)
        column.addWidget(self.found)
        column.addWidget(self.files, 1)
        column.addWidget(self.browse)
        return step

    def _preview_step(self) -> QWidget:
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        card = Card(self.say(_("Nếu nhập tệp này")))
        self.summary = quiet_text("")
        card.column().addWidget(self.summary)
        self.warning = Banner()
        self.confirmation = QLineEdit()
        self.confirmation.textChanged.connect(lambda _text: self.running_changed())
        self._confirmation_label = QLabel()
        self._confirmation_label.setWordWrap(True)
        self._confirmation_label.setBuddy(self.confirmation)
        for widget in (card, self.warning, self._confirmation_label, self.confirmation):
            column.addWidget(widget)
        column.addStretch(1)
        return step

    def _result_step(self) -> QWidget:
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        card = Card(self.say(_("Kết quả")))
        self.outcome = quiet_text("")
        card.column().addWidget(self.outcome)
        column.addWidget(card)
        column.addStretch(1)
        return step

    # What is done

    def _find(self) -> None:
        folders = self._drives()
        self.context.operations.read(lambda _store: bundles_on(folders), self._show_found, owner=self)

    def _show_found(self, found: Sequence[FoundBundle]) -> None:
        translator = self.context.translator
        none = _("Không thấy tệp .danvan nào trên USB. Hãy cắm USB hoặc chọn tệp ở nơi khác.")
        some = ngettext(
            "Thấy {n} tệp trên USB, mới nhất ở trên.", "Thấy {n} tệp trên USB, mới nhất ở trên.", len(found)
        )
        self.found.setText(self.say(some if found else none))
        self.files.set_items(
            [
                Item(
                    str(bundle.path),
                    bundle.path.name,
                    f"{translator.datetime(dt.datetime.fromtimestamp(bundle.changed))} · "
                    f"{size_text(bundle.size, translator)} · {bundle.path.parent}",
                )
                for bundle in found
            ]
        )
        if found and not self.is_running and self.step == _FILE:
            self.files.choose(str(found[0].path))

    def _browse(self) -> None:
        kinds = self.say(_("Tệp đồng bộ (*.danvan);;Mọi tệp (*)"))
        chosen, _kind = QFileDialog.getOpenFileName(self, self.say(_IMPORT), str(export_folder()), kinds)
        if chosen:
            self.open_file(Path(chosen))

    def _next(self) -> None:
        if self.step == _FILE:
            self.open_file(Path(self.files.current))
        elif self.step == _PREVIEW:
            self.run(Operation(_IMPORT, take_in(self._path), on_success=self._show_result, changes=brought))
        else:
            self.accept()

    def _show_preview(self, preview: Preview) -> None:
        self.preview = preview
        self.summary.setText("\n".join(self.say(message) for message in describe_import(preview.result)))
        self._ask_about_deletions(preview)
        self.show_step(_PREVIEW)

    def _ask_about_deletions(self, preview: Preview) -> None:
        self.confirmation.clear()
        deleted = preview.result.merge.deleted_records
        words = ngettext(
            "Tệp này xóa {n} bản ghi đang có ở đây. Nếu không rõ vì sao, hãy dừng lại và hỏi nơi gửi.",
            "Tệp này xóa {n} bản ghi đang có ở đây. Nếu không rõ vì sao, hãy dừng lại và hỏi nơi gửi.",
            deleted,
        )
        self.warning.say(self.say(words) if preview.deletes_much else "", "warning")
        self._confirmation_label.setText(self.say(_("Nếu vẫn muốn nhập, gõ số bản ghi sẽ bị xóa ({n}):", n=deleted)))
        for widget in (self._confirmation_label, self.confirmation):
            widget.setVisible(preview.deletes_much)

    @property
    def _needs_typing(self) -> bool:
        return self.preview is not None and self.preview.deletes_much

    @property
    def _is_confirmed(self) -> bool:
        if self.preview is None or not self._needs_typing:
            return self.preview is not None
        return self.confirmation.text().strip() == str(self.preview.result.merge.deleted_records)

    def _show_result(self, result: ImportResult) -> None:
        self.context.operations.forget_undo()
        told: list[Message] = list(describe_import(result))
        if result.backup is not None:
            told.append(_("Đã sao lưu kho dữ liệu trước khi nhập: “{path}”.", path=str(result.backup)))
        self.outcome.setText("\n".join(self.say(message) for message in told))
        self.show_step(_RESULT)
