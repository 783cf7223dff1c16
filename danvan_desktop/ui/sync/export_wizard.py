"""Xuất ra tệp: where to, and what became of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.store import Store
from danvan_desktop.sync import ExportResult, export_bundle
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.drives import bundle_name, removable_drives
from danvan_desktop.ui.operations import Operation, Progress
from danvan_desktop.ui.sync.place_picker import Drives, PlacePicker
from danvan_desktop.ui.sync.sizes import size_text
from danvan_desktop.ui.sync.step_dialog import StepDialog
from danvan_desktop.ui.sync.work import teller
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.cards import Card
from danvan_desktop.ui.widgets.labels import quiet_text

FOLDER = "sync.folder"
"""The setting that keeps the folder chosen last."""
_PLACE, _RESULT = range(2)
_TITLE = _("Xuất ra tệp")


class ExportWizard(StepDialog):
    """Accepted when a bundle was written and verified."""

    def __init__(self, context: UiContext, parent: QWidget | None = None, *, drives: Drives = removable_drives) -> None:
        """Suggest a stick that is plugged in, else the folder chosen last."""
        super().__init__(context, _TITLE, (_("Nơi lưu"), _("Kết quả")), parent)
        self.result_shown: ExportResult | None = None
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self.places = PlacePicker(context.translator, drives, Path(context.store.settings.get(FOLDER, documents)))
        self.name = QLineEdit(bundle_name(context.store.unit.text("code"), dt.datetime.now()))
        self.add_step(self._place_step())
        self.add_step(self._result_step())
        self.back_button.clicked.connect(lambda: self.show_step(self.step - 1))
        self.next_button.clicked.connect(self._next)
        self.show_step(_PLACE)

    def show_step(self, number: int) -> None:
        """Turn to a step and name its buttons."""
        super().show_step(number)
        self.next_button.setText(self.say(_("Xong") if number == _RESULT else _("Xuất")))
        self.running_changed()
        self.next_button.setFocus()

    def running_changed(self) -> None:
        """Offer only what can be done now."""
        self.next_button.setEnabled(not self.is_running)
        self.back_button.setVisible(_PLACE < self.step < _RESULT)
        self.close_button.setVisible(not self.is_running and self.step < _RESULT)

    # Steps

    def _place_step(self) -> QWidget:
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        warning = Banner()
        warning.say(
            self.say(
                _(
                    "Tệp này không mã hóa và có dữ liệu cá nhân của người dân. Chỉ dùng USB của cơ quan"
                    " và xóa tệp sau khi bên nhận đã nhập."
                )
            ),
            "warning",
        )
        card = Card(self.say(_("Lưu vào đâu?")))
        card.body.addWidget(self.places)
        label = QLabel(self.say(_("Tên tệp")))
        label.setBuddy(self.name)
        card.body.addSpacing(6)
        card.body.addWidget(label)
        card.body.addWidget(self.name)
        column.addWidget(card)
        column.addWidget(warning)
        column.addStretch(1)
        return step

    def _result_step(self) -> QWidget:
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        card = Card(self.say(_("Đã xuất và kiểm tra lại tệp")))
        self.outcome = quiet_text("")
        self.open_button = QPushButton(self.say(_("Mở thư mục")))
        self.open_button.setAutoDefault(False)
        self.open_button.clicked.connect(self._open_folder)
        card.body.addWidget(self.outcome)
        card.body.addWidget(self.open_button)
        column.addWidget(card)
        column.addStretch(1)
        return step

    # What is done

    def _next(self) -> None:
        if self.step == _RESULT:
            self.accept()
            return
        name = self.name.text().strip()
        if not name or "/" in name or "\\" in name:
            self.banner.say(self.say(_("Hãy ghi tên tệp, không có dấu / hay \\.")), "error")
            self.name.setFocus()
            return
        self._export(self.places.chosen / (name if name.lower().endswith(".danvan") else f"{name}.danvan"))

    def _export(self, out: Path) -> None:
        def work(store: Store, progress: Progress) -> ExportResult:
            return export_bundle(store, out, full=True, progress=teller(progress))

        if not self.places.is_drive:
            self.context.operations.remember(FOLDER, str(out.parent))
        self.run(Operation(_TITLE, work, on_success=self._show_result))

    def _show_result(self, result: ExportResult) -> None:
        self.result_shown = result
        self.outcome.setText("\n".join(self.say(message) for message in self._told(result)))
        self.show_step(_RESULT)

    def _told(self, result: ExportResult) -> list[Message]:
        size = size_text(result.size, self.context.translator)
        told = [
            _("Gói số {number}: “{path}” ({size}).", number=result.manifest.number, path=str(result.path), size=size),
            ngettext(
                "Trong gói có {n} thay đổi và {attachments} tệp đính kèm.",
                "Trong gói có {n} thay đổi và {attachments} tệp đính kèm.",
                result.changes,
                attachments=result.attachments,
            ),
            _("Tệp đã được đọc lại từ ổ đĩa và đúng với nội dung đã ghi."),
        ]
        if self.places.is_drive:
            told.append(_("Hãy tháo USB bằng lệnh “Đẩy ổ đĩa ra” của máy rồi mới rút."))
        return told

    def _open_folder(self) -> None:
        if self.result_shown is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.result_shown.path.parent)))
