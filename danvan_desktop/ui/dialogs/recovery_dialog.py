"""Shown when a store does not open, when it is found damaged, and when an officer wants an earlier one back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QThread, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.store.backup_difference import KindDifference
from danvan_desktop.store.backups import FoundBackup, find_backups
from danvan_desktop.ui.dialogs.backup_comparison import BackupComparison, counted, told_difference
from danvan_desktop.ui.dialogs.drives import documents_folder, export_folder, removable_drives
from danvan_desktop.ui.dialogs.recovery import Mend, Outcome, Recovery, RescueReadable, Restore
from danvan_desktop.ui.icons import window_icon
from danvan_desktop.ui.widgets.buttons import Button, main_button, plain_button
from danvan_desktop.ui.widgets.cards import Card
from danvan_desktop.ui.widgets.files import STORE_FILES, ask_for_file
from danvan_desktop.ui.widgets.labels import page_title, quiet_text, text_label
from danvan_desktop.ui.widgets.rows import column_of, row_of
from danvan_desktop.ui.widgets.sizing import grow_to_content, open_with_size
from danvan_desktop.ui.widgets.two_line_list import Item, TwoLineList

_MOST_KINDS = 4
"""So many kinds of records are counted in a line."""

_MARKS = {
    "truoc-khi-nhap": _("tự sao lưu trước khi nhập tệp"),
    "truoc-khi-nang-cap": _("tự sao lưu trước khi lên phiên bản mới"),
    "truoc-cap-nhat": _("tự sao lưu trước khi cập nhật phần mềm"),
    "truoc-khi-bo-goi": _("tự sao lưu trước khi bỏ một lần nhập"),
    "sau-khi-xoa": _("tự sao lưu sau khi xóa hẳn dữ liệu cá nhân"),
    "truoc-khi-khoi-phuc": _("dữ liệu trước lần khôi phục"),
    "cuu-du-lieu": _("phần đã cứu từ tệp hỏng"),
    "hang-ngay": _("tự sao lưu hằng ngày"),
    "khi-dong": _("tự sao lưu khi đóng cửa sổ"),
    "noi-thu-hai": _("tự sao lưu ra nơi thứ hai"),
}
"""What the names of copies that the program makes by itself tell."""


class RecoveryDialog(QDialog):
    """Accepted when ``recovery`` says what to do."""

    def __init__(
        self,
        translator: Translator,
        path: Path,
        reason: Message,
        parent: QWidget | None = None,
        *,
        may_mend: bool = False,
        may_rescue: bool = True,
        key: bytes | None = None,
        places: Iterable[Path] = (),
    ) -> None:
        """Say why; look for backups beside the store at ``path``, on sticks and in further ``places``."""
        super().__init__(parent)
        self.recovery: Recovery | None = None
        self._say = translator
        self.backups = TwoLineList()
        self.difference = quiet_text("")
        self._path, self._key, self._comparisons = path, key, list[BackupComparison]()
        self._told = dict[Path, str]()
        """What restoring would lose or bring back, of the copies that were compared."""
        self.setWindowTitle(self._say(_("Sửa chữa và khôi phục")))
        self.setWindowIcon(window_icon())
        self.restore_button = plain_button(
            self._say(_("Khôi phục bản đã chọn")), lambda: self.restore(Path(self.backups.current))
        )
        self.restore_button.setEnabled(False)
        self.reason = text_label(self._say(reason), wraps=True, plain=True)
        self.reason.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._arrange(may_mend=may_mend, may_rescue=may_rescue)
        self._search = _BackupSearch(path, self, key, places)
        self._search.found.connect(self._list)
        self._search.start()

    def done(self, result: int) -> None:
        """Close, once the search for backups has ended."""
        self._search.wait()
        for comparison in self._comparisons:
            comparison.wait()
        super().done(result)

    def restore(self, backup: Path) -> None:
        """Restore from a file, unless the officer thinks better of it."""
        listed = next((item.title for item in self.backups.items if item.key == str(backup)), backup.name)
        if may_restore(self, self._say, listed, self._told.get(backup, "")):
            self._choose(Restore(backup))

    # Arrangement

    def _arrange(self, *, may_mend: bool, may_rescue: bool) -> None:
        column = column_of(
            page_title(self._say(_("Sửa chữa, khôi phục dữ liệu"))),
            self.reason,
            gap=12,
            margins=(24, 20, 24, 16),
            on=self,
        )
        self.mend_button = self._way(
            column,
            _("Dựng lại từ nhật ký"),
            _("Không mất gì khi nhật ký còn nguyên; nếu nhật ký cũng hỏng thì không thay đổi gì."),
            Mend(),
            may_mend,
        )
        column.addWidget(self._backups_card(), 1)
        self.rescue_button = self._way(
            column,
            _("Cứu phần còn đọc được"),
            _("Lấy mọi thứ còn đọc được sang tệp mới rồi làm việc tiếp; báo rõ phần nào không đọc được."),
            RescueReadable(),
            may_rescue,
        )
        column.addLayout(self._foot())
        open_with_size(self, 760, 560)

    def _way(
        self, column: QVBoxLayout, title: Message, words: Message, recovery: Recovery, offered: bool
    ) -> QPushButton:
        card = Card(self._say(title))
        row = QHBoxLayout()
        row.addWidget(quiet_text(self._say(words)), 1)
        button = plain_button(self._say(title), lambda: self._choose(recovery))
        row.addWidget(button)
        card.column().addLayout(row)
        card.setVisible(offered)
        column.addWidget(card)
        return button

    def _backups_card(self) -> Card:
        card = Card(self._say(_("Khôi phục từ bản sao lưu")))
        inside = card.column()
        inside.addWidget(
            quiet_text(
                self._say(
                    _(
                        "Những gì ghi sau khi sao lưu không có trong bản khôi phục."
                        " Tệp hiện tại vẫn được giữ trong thư mục “backups”."
                    )
                )
            )
        )
        self.backups.setAccessibleName(self._say(_("Các bản sao lưu tìm thấy")))
        self.backups.opened.connect(lambda name: self.restore(Path(name)))
        self.backups.chosen.connect(self._compare)
        inside.addWidget(self.backups, 1)
        self.difference.hide()
        inside.addWidget(self.difference)
        self.searching = quiet_text(self._say(_("Đang tìm các bản sao lưu…")))
        inside.addWidget(self.searching)
        self.file_button = plain_button(self._say(_("Chọn tệp khác…")), self._choose_file)
        row = row_of(self.restore_button, self.file_button, None)
        inside.addLayout(row)
        return card

    def _foot(self) -> QHBoxLayout:
        return row_of(None, plain_button(self._say(_("Đóng")), self.reject))

    # What is done

    def _list(self, found: Sequence[FoundBackup]) -> None:
        self.backups.set_items([Item(str(backup.path), self._title(backup), self._detail(backup)) for backup in found])
        self.searching.setText(
            "" if found else self._say(_("Không thấy bản sao lưu nào cạnh tệp dữ liệu, trong Tài liệu hoặc trên USB."))
        )
        self.searching.setVisible(not found)

    def _offer_file(self, path: Path) -> None:
        """List a file from elsewhere first, and choose it: what restoring it comes to is told before it is pressed."""
        others = [item for item in self.backups.items if item.key != str(path)]
        self.backups.set_items([Item(str(path), path.name, str(path.parent)), *others])
        self.searching.hide()
        self.backups.choose(str(path))
        self.restore_button.setFocus()

    def _compare(self, name: str) -> None:
        """Compare a backup that was chosen with the store, where there is one to compare with."""
        self.restore_button.setEnabled(bool(name))
        if not name or not self._path.is_file():
            return
        self.difference.setText(self._say(_("Đang so với dữ liệu đang dùng…")))
        self.difference.show()
        comparison = BackupComparison(self._path, Path(name), self, self._key)
        comparison.found.connect(self._tell_difference)
        self._comparisons.append(comparison)
        comparison.start()

    def _tell_difference(
        self, backup: Path, found: Sequence[KindDifference] | Message, whose: Sequence[Message]
    ) -> None:
        self._told[backup] = "\n".join([*map(self._say, whose), told_difference(found, self._say)])
        if self.backups.current == str(backup):
            self.difference.setText(self._told[backup])

    def _title(self, backup: FoundBackup) -> str:
        made = next((words for mark, words in _MARKS.items() if mark in backup.path.name), backup.path.name)
        return self._say(_("{moment} – {name}", moment=self._say.datetime(backup.moment), name=made))

    def _detail(self, backup: FoundBackup) -> str:
        numbers = [(backup.counts.get(kind.name, 0), kind) for kind in ALL_KINDS if kind.parent is None]
        told = counted([one for one in numbers if one[0]], self._say, _MOST_KINDS)
        return told or self._say(_("Chưa có hồ sơ nào"))

    def _choose_file(self) -> None:
        if path := ask_for_file(self, self._say, _("Chọn bản sao lưu"), STORE_FILES, export_folder()):
            self._offer_file(path)

    def _choose(self, recovery: Recovery) -> None:
        self.recovery = recovery
        self.accept()


def may_restore(parent: QWidget, say: Translator, backup: str, difference: str = "") -> bool:
    """Ask whether all may become as it was in a backup; Esc and Enter leave it as it is.

    ``difference`` is what is known of what that loses or brings back.
    """
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(say(_("Khôi phục")))
    box.setText(say(_("Quay về bản sao lưu “{backup}”?", backup=backup)))
    kept = say(_("Những gì ghi sau khi sao lưu sẽ không còn trong phần mềm; tệp hiện tại được giữ trong “backups”."))
    box.setInformativeText(f"{difference}\n\n{kept}" if difference else kept)
    go, stay = Button(say(_("Khôi phục"))), Button(say(_("Không khôi phục")))
    box.addButton(go, QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(stay, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    return box.clickedButton() is go


class _BackupSearch(QThread):
    """Looks for backups in a thread of its own: sticks can be slow."""

    found = Signal(object)

    def __init__(
        self, path: Path, parent: QObject | None = None, key: bytes | None = None, places: Iterable[Path] = ()
    ) -> None:
        super().__init__(parent)
        self._path, self._key = path, key
        self._places: Iterable[Path] = [*removable_drives(), documents_folder(), *places]

    def run(self) -> None:
        """Look, and tell."""
        self.found.emit(find_backups(self._path, self._places, self._key))


class OutcomeDialog(QDialog):
    """Tells what was done about a damaged store, and lists what could not be saved."""

    def __init__(self, translator: Translator, outcome: Outcome, parent: QWidget | None = None) -> None:
        """Show it."""
        super().__init__(parent)
        self.setWindowTitle(translator(outcome.title))
        self.setWindowIcon(window_icon())
        words = text_label(translator(outcome.words), wraps=True, plain=True)
        self.losses = QPlainTextEdit("\n".join(translator(loss) for loss in outcome.losses))
        self.losses.setReadOnly(True)
        self.losses.setTabChangesFocus(True)
        self.losses.setAccessibleName(translator(_("Những phần không đọc được")))
        self.losses.setVisible(bool(outcome.losses))
        close = main_button(translator(_("Mở dữ liệu")), self.accept, default=True)
        column = column_of(gap=12, margins=(24, 20, 24, 16), on=self)
        for widget in (words, self.losses):
            column.addWidget(widget)
        column.addStretch(int(not outcome.losses))
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        open_with_size(self, 560, 320 if outcome.losses else 140)
        grow_to_content(self)  # names of folders may be long
