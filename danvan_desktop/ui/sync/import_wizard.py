"""Nhập từ tệp: which one, what it will do, what it did."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QLineEdit, QVBoxLayout, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.sync import FileKind, ImportResult, NeedsPassphrase, SyncError, WrongPassphrase, what_is
from danvan_desktop.sync.found_files import FoundFile, files_on
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.drives import export_folder, removable_drives
from danvan_desktop.ui.operations import Operation
from danvan_desktop.ui.sync.lines_view import LinesView
from danvan_desktop.ui.sync.place_picker import Drives
from danvan_desktop.ui.sync.sizes import size_text
from danvan_desktop.ui.sync.sources import FileSource, Source, Taken
from danvan_desktop.ui.sync.step_dialog import StepDialog
from danvan_desktop.ui.sync.work import Preview, brought, look_into, take_in, tell_taken
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.cards import Card
from danvan_desktop.ui.widgets.files import BUNDLE_FILES, ask_for_file
from danvan_desktop.ui.widgets.labels import quiet_text
from danvan_desktop.ui.widgets.questions import Unsaved
from danvan_desktop.ui.widgets.rows import FLUSH, column_of, row_of
from danvan_desktop.ui.widgets.sizing import grow_to_content
from danvan_desktop.ui.widgets.two_line_list import Item, TwoLineList

_FILE, _PREVIEW, _RESULT = range(3)
_HEIGHT = 440
"""Pixels, at the usual size of letters: a few files or sentences; more of them make it higher."""
_LOOK = _("Xem trước tệp nhập")
_IMPORT = _("Nhập từ tệp")
_KINDS = {
    FileKind.BUNDLE: _("Tệp không mã hóa"),
    FileKind.ENCRYPTED: _("Tệp mã hóa"),
    FileKind.ENCRYPTED_BY_PASSPHRASE: _("Tệp mã hóa bằng mật khẩu"),
    FileKind.ACK: _("Giấy báo nhận"),
    FileKind.CARD: _("Thẻ máy"),
    FileKind.OTHER: _("Không phải tệp của phần mềm này"),
}


class ImportWizard(StepDialog):
    """Accepted when a bundle or an acknowledgement was taken in."""

    card_found = Signal(object)
    """Path: the file is the card of a device, to be compared rather than taken in."""
    conflicts_wanted = Signal()
    ack_wanted = Signal(object)
    """Path: the folder that the bundle came from, for the acknowledgement to go back with."""

    def __init__(self, context: UiContext, parent: QWidget | None = None, *, drives: Drives = removable_drives) -> None:
        """Look for bundles on the sticks that are plugged in."""
        super().__init__(context, _IMPORT, (_("Chọn tệp"), _("Xem trước"), _("Kết quả")), parent, height=_HEIGHT)
        self._drives = drives
        self._source: Source | None = None
        self._found_nothing = False
        self.preview: Preview | None = None
        self.add_step(self._file_step())
        self.add_step(self._preview_step())
        self.add_step(self._result_step())
        self.back_button.clicked.connect(lambda: self.show_step(_FILE))
        self.next_button.clicked.connect(self._next)
        self.show_step(_FILE)
        self._find()

    def open_file(self, path: Path) -> None:
        """Look into a file and show what taking it in would do."""
        try:
            is_card = what_is(path) is FileKind.CARD
        except SyncError as error:
            self.tell_error(error)
            return
        if is_card:
            self.card_found.emit(path)
            self.done(QDialog.DialogCode.Rejected)
        else:
            self.open_source(FileSource(path))

    def open_source(self, source: Source) -> None:
        """Look into a bundle and show what it would do."""
        if source != self._source:
            self.passphrase.clear()
        self._source = source
        self._show_source(source)
        self.show_step(_FILE)
        self._look()

    def unsaved(self) -> Unsaved | None:
        """Tell of something typed or ticked for a file that is not taken in yet."""
        given = self.passphrase.text() or self.confirmation.text() or self.accept_sender.isChecked()
        return (
            Unsaved(_("Tệp này chưa được nhập."), self._button, title=_("Chưa nhập"))
            if given and self.step < _RESULT
            else None
        )

    def save_unsaved(self) -> None:
        """Go on, where nothing is missing."""
        if self.next_button.isEnabled():
            self._next()

    def show_step(self, number: int) -> None:
        """Turn to a step and name its buttons."""
        super().show_step(number)
        grow_to_content(self)
        self.next_button.setText(self.say(self._button))
        self.running_changed()
        if number == _FILE:
            self._begin_choosing()
        elif number == _PREVIEW and self.preview is not None and self.preview.stranger is not None:
            self.accept_sender.setFocus()
        elif number == _PREVIEW and self._needs_typing:
            self.confirmation.setFocus()
        else:
            self.next_button.setFocus()

    def running_changed(self) -> None:
        """Offer only what can be done now."""
        can_open = bool(self.files.current) or not self._passphrase_row.isHidden()
        allowed = {_FILE: can_open, _PREVIEW: self._is_confirmed, _RESULT: True}
        self.next_button.setEnabled(not self.is_running and allowed.get(self.step, False))
        self.back_button.setVisible(self.step == _PREVIEW and not self.is_running)
        self.close_button.setVisible(not self.is_running and self.step < _RESULT)

    def _begin_choosing(self) -> None:
        """Give the keyboard to what comes next: the password, what was found, or the way to other places."""
        if not self._passphrase_row.isHidden():
            self.passphrase.setFocus()
        else:
            (self.browse if self._found_nothing else self.files).setFocus()

    # Steps

    def _file_step(self) -> QWidget:
        step = QWidget()
        column = column_of(gap=10, margins=FLUSH, on=step)
        self.found = quiet_text(self.say(_("Đang tìm trên USB…")))
        self.files = TwoLineList()
        self.files.setAccessibleName(self.say(_("Tệp tìm thấy trên USB")))
        self.files.chosen.connect(self._file_chosen)
        self.files.opened.connect(lambda key: self.open_file(Path(key)))
        self.chosen_file = quiet_text("")
        self.chosen_file.hide()
        self.browse = plain_button(self.say(_("Chọn tệp ở nơi khác…")), self._browse)
        column.addWidget(self.found)
        column.addWidget(self.files, 1)
        column.addWidget(self.browse, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.chosen_file)
        column.addWidget(self._passphrase_field())
        return step

    def _passphrase_field(self) -> QWidget:
        self._passphrase_row = QWidget()
        row = QVBoxLayout(self._passphrase_row)
        row.setContentsMargins(0, 0, 0, 0)
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        label = QLabel(self.say(_("Mật khẩu mà nơi gửi đã báo")))
        label.setBuddy(self.passphrase)
        row.addWidget(label)
        row.addWidget(self.passphrase)
        self._passphrase_row.hide()
        return self._passphrase_row

    def _preview_step(self) -> QWidget:
        step = QWidget()
        column = column_of(gap=10, margins=FLUSH, on=step)
        self.preview_card = Card(self.say(_("Nếu nhập tệp này")))
        card = self.preview_card
        self.summary = LinesView()
        card.column().addWidget(self.summary)
        self.warning = Banner()
        self.confirmation = QLineEdit()
        self.confirmation.textChanged.connect(lambda _text: self.running_changed())
        self._confirmation_label = QLabel()
        self._confirmation_label.setWordWrap(True)
        self._confirmation_label.setBuddy(self.confirmation)
        self.stranger = Banner()
        self.accept_sender = QCheckBox(self.say(_("Tôi biết máy này và đồng ý nhận dữ liệu từ đó")))
        self.accept_sender.toggled.connect(lambda _on: self.running_changed())
        for widget in (
            card,
            self.stranger,
            self.accept_sender,
            self.warning,
            self._confirmation_label,
            self.confirmation,
        ):
            column.addWidget(widget)
        column.addStretch(1)
        return step

    def _result_step(self) -> QWidget:
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        card = Card(self.say(_("Kết quả")))
        self.outcome = LinesView()
        self.conflicts_button = plain_button(self.say(_("Xem chỗ cần đối chiếu")), self._go_to_conflicts)
        inner = card.column()
        inner.addWidget(self.outcome)
        self.ack_button = plain_button(self.say(_("Ghi giấy báo nhận cho nơi gửi…")), self._write_ack)
        buttons = row_of(self.conflicts_button, self.ack_button, None)
        inner.addLayout(buttons)
        column.addWidget(card)
        column.addStretch(1)
        return step

    # What is done

    def _find(self) -> None:
        folders = self._drives()
        self.context.operations.read(lambda _store: files_on(folders), self._show_found, owner=self, slow=True)

    def _show_found(self, found: Sequence[FoundFile]) -> None:
        none = _("Không thấy tệp .danvan nào trên USB. Hãy cắm USB hoặc chọn tệp ở nơi khác.")
        some = ngettext(
            "Thấy {n} tệp trên USB, mới nhất ở trên.", "Thấy {n} tệp trên USB, mới nhất ở trên.", len(found)
        )
        self.found.setText(self.say(some if found else none))
        self.files.set_items([self._item(file) for file in found])
        if found:
            # A file that was given meanwhile stays the one that is looked into, with the question for its passphrase;
            # the first of the list is chosen all the same, since Qt would choose it once the list has the keyboard.
            self.files.choose(str(found[0].path), tell=self._source is None)
        self._found_nothing = not found
        # What was found may be here before the dialog is shown, and nothing has the keyboard then.
        if self.focusWidget() in (None, self.files):
            self._begin_choosing()

    def _item(self, file: FoundFile) -> Item:
        translator = self.context.translator
        changed = translator.datetime(dt.datetime.fromtimestamp(file.changed))
        parts = (self.say(_KINDS[file.kind]), changed, size_text(file.size, translator), str(file.path.parent))
        return Item(str(file.path), file.path.name, " · ".join(parts))

    def _browse(self) -> None:
        if path := ask_for_file(self, self.context.translator, _IMPORT, BUNDLE_FILES, export_folder()):
            self.open_file(path)

    def _show_source(self, source: Source) -> None:
        """Name the file that is looked into, in every step."""
        path = source.path if isinstance(source, FileSource) else None
        self.chosen_file.setVisible(path is not None)
        if path is None:
            self.preview_card.set_title(self.say(_("Nếu nhập tệp đang chờ")))
            return
        self.chosen_file.setText(
            self.say(_("Tệp đã chọn: “{name}” ở {folder}", name=path.name, folder=str(path.parent)))
        )
        self.preview_card.set_title(self.say(_("Nếu nhập tệp “{name}”", name=path.name)))

    def _file_chosen(self, _key: str) -> None:
        self.chosen_file.hide()
        self._passphrase_row.hide()
        self.running_changed()

    def _next(self) -> None:
        if self.step == _FILE:
            if self._passphrase_row.isHidden():
                self.open_file(Path(self.files.current))
            else:
                self._look()
        elif self.step == _PREVIEW and self._source is not None:
            told = 0 if self.preview is None else self.preview.deletions.count
            accepted = self.accept_sender.isChecked()
            work = take_in(self._source, self._given_passphrase, told, accept_sender=accepted)
            self.run(Operation(_IMPORT, work, on_success=self._show_result, changes=brought))
        else:
            self.accept()

    def _look(self) -> None:
        if self._source is not None:
            work = look_into(self._source, self._given_passphrase)
            self.run(Operation(_LOOK, work, on_success=self._show_preview, on_error=self._not_opened))

    def _not_opened(self, error: DanvanError) -> bool:
        if isinstance(error, NeedsPassphrase | WrongPassphrase):
            self._passphrase_row.show()
            self.passphrase.selectAll()
            self.passphrase.setFocus()
            self.running_changed()
        if isinstance(error, NeedsPassphrase):
            self.banner.say(self.say(error.message))
            return True
        return self.tell_error(error)

    @property
    def _given_passphrase(self) -> str | None:
        return self.passphrase.text() or None

    def _show_preview(self, preview: Preview) -> None:
        self.preview = preview
        told = tell_taken(preview.result, card_apart=preview.stranger is not None)
        self.summary.show_lines(map(self.say, told))
        self._ask_about_sender(preview.stranger)
        self._ask_about_deletions(preview)
        self.show_step(_PREVIEW)

    def _ask_about_sender(self, card: Message | None) -> None:
        """Nobody unknown writes anything before the officer has said yes to this very device."""
        self.accept_sender.setChecked(False)
        self.stranger.say(self.say(card) if card is not None else "", "warning")
        self.accept_sender.setVisible(card is not None)

    def _ask_about_deletions(self, preview: Preview) -> None:
        self.confirmation.clear()
        words = _("{told} Nếu không rõ vì sao, hãy dừng lại và hỏi nơi gửi.", told=preview.deletions.told)
        self.warning.say(self.say(words) if preview.deletions.is_much else "", "warning")
        self._confirmation_label.setText(
            self.say(_("Nếu vẫn muốn nhập, gõ số hồ sơ nêu trên ({n}):", n=preview.deletions.count))
        )
        for widget in (self._confirmation_label, self.confirmation):
            widget.setVisible(preview.deletions.is_much)

    @property
    def _button(self) -> Message:
        take = _("Giữ chờ xét") if self._waits else _("Nhập vào máy này")
        return {_FILE: _("Xem trước"), _PREVIEW: take, _RESULT: _("Xong")}[self.step]

    @property
    def _waits(self) -> bool:
        return self.preview is not None and self.preview.waits

    @property
    def _needs_typing(self) -> bool:
        return self.preview is not None and self.preview.deletions.is_much

    @property
    def _is_confirmed(self) -> bool:
        if self.preview is None or (self.preview.stranger is not None and not self.accept_sender.isChecked()):
            return False
        if not self._needs_typing:
            return True
        return self.confirmation.text().strip() == str(self.preview.deletions.count)

    def _show_result(self, result: Taken) -> None:
        told = list(tell_taken(result))
        if isinstance(result, ImportResult):
            self.context.operations.forget_undo()
            if result.backup is not None:
                told.append(_("Đã sao lưu dữ liệu trước khi nhập: “{path}”.", path=str(result.backup)))
        self.ack_button.setVisible(isinstance(result, ImportResult))
        self.conflicts_button.setVisible(
            isinstance(result, ImportResult) and (result.merge.conflicts > 0 or result.duplicates > 0)
        )
        self.outcome.show_lines(self.say(message) for message in told)
        self.show_step(_RESULT)

    def _write_ack(self) -> None:
        folder = self._source.path.parent if isinstance(self._source, FileSource) else export_folder()
        self.accept()
        self.ack_wanted.emit(folder)

    def _go_to_conflicts(self) -> None:
        self.accept()
        self.conflicts_wanted.emit()
