"""Xuất ra tệp: to whom and how much, where to, and what became of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.store import Store
from danvan_desktop.sync import (
    ExportResult,
    ExportWish,
    Sealing,
    addressees,
    export_bundle,
    measure_export,
    stays_told,
    usual_addressees,
)
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.drives import bundle_name, documents_folder, removable_drives
from danvan_desktop.ui.operations import Operation, Progress
from danvan_desktop.ui.sync.addressee_picker import AddresseePicker
from danvan_desktop.ui.sync.content_picker import ContentPicker
from danvan_desktop.ui.sync.export_words import held_back_told, secrets_kept, volumes_told
from danvan_desktop.ui.sync.lines_view import LinesView
from danvan_desktop.ui.sync.place_picker import Drives, PlacePicker
from danvan_desktop.ui.sync.sizes import size_text
from danvan_desktop.ui.sync.step_dialog import StepDialog
from danvan_desktop.ui.sync.texts_dialog import TextsDialog
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.cards import Card
from danvan_desktop.ui.widgets.following_area import scrolled
from danvan_desktop.ui.widgets.questions import Unsaved
from danvan_desktop.ui.widgets.rows import FLUSH, column_of

FOLDER = "sync.folder"
"""The setting that keeps the folder chosen last."""
_CONTENT, _PLACE, _RESULT = range(3)
_TITLE = _("Xuất ra tệp")
_BUTTONS = {_CONTENT: _("Tiếp tục"), _PLACE: _("Xuất"), _RESULT: _("Xong")}
_PAUSE = 250
"""Milliseconds after a choice before the bundle is measured."""


class ExportWizard(StepDialog):
    """Accepted when a bundle was written and verified."""

    devices_wanted = Signal()
    """The officer wants to enrol a device first."""

    def __init__(self, context: UiContext, parent: QWidget | None = None, *, drives: Drives = removable_drives) -> None:
        """Suggest a stick that is plugged in, else the folder chosen last."""
        super().__init__(context, _TITLE, (_("Nội dung"), _("Nơi lưu"), _("Kết quả")), parent)
        self.result_shown: ExportResult | None = None
        folder = Path(context.store.settings.get(FOLDER) or documents_folder())
        self.places = PlacePicker(context.translator, drives, folder if folder.is_dir() else documents_folder())
        self.name = QLineEdit(bundle_name(context.store.unit.text("code"), context.store.clock.local_time()))
        self.addressees, self.content = AddresseePicker(context.translator), ContentPicker(context)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._measure)
        self.add_step(self._content_step())
        self.add_step(self._place_step())
        self.add_step(self._result_step())
        self.back_button.clicked.connect(lambda: self.show_step(self.step - 1))
        self.next_button.clicked.connect(self._next)
        self.show_step(_CONTENT)
        self._suggested = self._chosen()
        self.renew_addressees()

    def unsaved(self) -> Unsaved | None:
        """Tell of choices for a file that is not written yet."""
        if self.step == _RESULT or self._chosen() == self._suggested:
            return None
        return Unsaved(
            _("Chưa xuất ra tệp nào; những gì vừa chọn sẽ mất."), _BUTTONS[self.step], title=_("Chưa xuất ra tệp")
        )

    def save_unsaved(self) -> None:
        """Go on."""
        self._next()

    def renew_addressees(self) -> None:
        """Read anew who a bundle can be encrypted to."""
        self.context.operations.read(
            lambda store: (addressees(store), usual_addressees(store)),
            lambda read: self.addressees.show_peers(*read),
            owner=self,
        )

    def show_step(self, number: int) -> None:
        """Turn to a step and name its buttons."""
        super().show_step(number)
        self.next_button.setText(self.say(_BUTTONS[number]))
        self.running_changed()
        self.next_button.setFocus()

    def running_changed(self) -> None:
        """Offer only what can be done now."""
        self.next_button.setEnabled(not self.is_running)
        self.back_button.setVisible(self.step == _PLACE and not self.is_running)
        self.close_button.setVisible(not self.is_running and self.step < _RESULT)

    # Steps

    def _content_step(self) -> QWidget:
        inside = QWidget()
        column_of(self.addressees, self.content, None, gap=12, margins=FLUSH, on=inside)
        step = scrolled(inside, by_key=False)
        self.addressees.changed.connect(self._choices_changed)
        self.addressees.devices_wanted.connect(self.devices_wanted)
        self.content.changed.connect(self._choices_changed)
        self.content.texts_wanted.connect(self._show_texts)
        return step

    def _place_step(self) -> QWidget:
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        card = Card(self.say(_("Lưu vào đâu?")))
        label = QLabel(self.say(_("Tên tệp")))
        label.setBuddy(self.name)
        inner = card.column()
        inner.addWidget(self.places)
        inner.addSpacing(6)
        inner.addWidget(label)
        inner.addWidget(self.name)
        column.addWidget(card)
        column.addStretch(1)
        return step

    def _result_step(self) -> QWidget:
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        card = Card(self.say(_("Đã xuất và kiểm tra lại tệp")))
        self.outcome = LinesView()
        self.open_button = plain_button(self.say(_("Mở thư mục")), self._open_folder)
        inner = card.column()
        inner.addWidget(self.outcome)
        inner.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(card)
        column.addStretch(1)
        return step

    # What is done

    def _chosen(self) -> object:
        return self.name.text(), self.places.folder.text(), self.addressees.is_touched, self.content.is_touched

    @property
    def _wish(self) -> ExportWish:
        return self.content.wished(self.addressees.wished(ExportWish()))

    def _show_texts(self) -> None:
        dialog = TextsDialog(self.context, self.content.texts, self.content.texts_chosen, self)
        dialog.accepted.connect(lambda: self.content.choose_texts(dialog.chosen))
        dialog.open()

    def _choices_changed(self) -> None:
        self.content.offer_increment(self.addressees.names_devices)
        self._pause.start()

    def _measure(self) -> None:
        wish = self._wish
        if self._choice_problem() is None:
            self.context.operations.read(
                lambda store: measure_export(store, wish),
                self.content.show_size,
                key=(self, "size"),
                slow=True,
                on_error=self.content.show_fault,
            )

    def _choice_problem(self) -> tuple[Message, QWidget] | None:
        return self.addressees.problem() or self.content.problem()

    def _name_problem(self) -> tuple[Message, QWidget] | None:
        name = self.name.text().strip()
        if not name or "/" in name or "\\" in name:
            return _("Hãy ghi tên tệp, không có dấu / hay \\."), self.name
        return None

    def _next(self) -> None:
        if self.step == _RESULT:
            self.accept()
            return
        problem = self._choice_problem() if self.step == _CONTENT else self._name_problem()
        if problem is not None:
            self.banner.say(self.say(problem[0]), "error")
            problem[1].setFocus()
        elif self.step == _CONTENT:
            self.show_step(_PLACE)
        else:
            name = self.name.text().strip()
            self._export(self.places.chosen / (name if name.lower().endswith(".danvan") else f"{name}.danvan"))

    def _export(self, out: Path) -> None:
        wish = self._wish

        def work(store: Store, progress: Progress) -> ExportResult:
            return export_bundle(store, out, wish, progress=progress.stoppable)

        self.run(Operation(_TITLE, work, on_success=self._show_result))

    def _show_result(self, result: ExportResult) -> None:
        self.result_shown = result
        if not self.places.is_drive:
            self.context.operations.remember(FOLDER, str(result.path.parent))
        self.outcome.show_lines(self.say(message) for message in self._told(result))
        self.show_step(_RESULT)

    def _told(self, result: ExportResult) -> list[Message]:
        size = size_text(result.size, self.context.translator)
        told = [
            _("Tệp số {number}: “{path}” ({size}).", number=result.manifest.number, path=str(result.path), size=size),
            ngettext(
                "Trong tệp có {n} thay đổi và {attachments} tệp đính kèm.",
                "Trong tệp có {n} thay đổi và {attachments} tệp đính kèm.",
                result.changes,
                attachments=result.attachments,
            ),
            self._sealing(result),
            _("Tệp đã được đọc lại từ ổ đĩa và đúng với nội dung đã ghi."),
        ]
        if len(result.files) > 1:
            told.append(volumes_told(len(result.files)))
        told += stays_told(result.wish)
        if result.unit_name:
            told.append(_("Tệp chỉ mang hồ sơ của {unit}.", unit=result.unit_name))
        if result.secret_kept:
            told.append(secrets_kept(result.secret_kept))
        if result.held_back:
            told.append(held_back_told(result.held_back))
        if self.places.is_drive:
            told.append(_("Hãy tháo USB bằng lệnh “Đẩy ổ đĩa ra” của máy rồi mới rút."))
        return told

    def _sealing(self, result: ExportResult) -> Message:
        if result.sealing is Sealing.RECIPIENTS:
            names = self.context.translator.listing(peer.name for peer in result.recipients)
            return _("Tệp được mã hóa; chỉ mở được ở: {names}.", names=names)
        if result.sealing is Sealing.PASSPHRASE:
            return _("Tệp được mã hóa bằng mật khẩu. Không có mật khẩu thì không ai mở được, kể cả máy này.")
        if result.carries_personal_data:
            return _("Tệp không mã hóa và có dữ liệu cá nhân. Hãy xóa khỏi USB sau khi nơi nhận đã nhập.")
        return _("Tệp không mã hóa, không kèm dữ liệu cá nhân của người dân.")

    def _open_folder(self) -> None:
        if self.result_shown is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.result_shown.path.parent)))
