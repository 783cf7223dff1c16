"""When the store was last copied to a safe place, and the button that copies it now."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.store import LAST_BACKUP, Store
from danvan_desktop.store.drill import Drill
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.drives import backup_name, export_folder
from danvan_desktop.ui.operations import Operation, Progress, short_work
from danvan_desktop.ui.widgets.beside import Beside
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.files import ask_where_to_save
from danvan_desktop.ui.widgets.rows import FLUSH, row_of

_BESIDE = 420


class BackupRow(QWidget):
    """Tells of the last backup; offers the stick that is plugged in for the next one, and the way back to one."""

    copied = Signal()
    """A copy was made, or one was tried."""
    restore_wanted = Signal()
    """The officer wants an earlier copy of the store back."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show what the store says."""
        super().__init__(parent)
        self._context = context
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.button = plain_button(
            context.translator(_("Sao lưu ngay…")),
            self.choose,
            tip=context.translator(_("Chép toàn bộ dữ liệu, kể cả tệp đính kèm, ra một tệp rồi mở lại để kiểm tra.")),
        )
        self.restore_button = plain_button(context.translator(_("Khôi phục…")), self.restore_wanted.emit)
        self.drill_button = plain_button(
            context.translator(_("Thử khôi phục")),
            self.try_restoring,
            tip=context.translator(_("Mở bản sao lưu mới nhất ở chỗ tạm, kiểm tra, đếm rồi bỏ đi; dữ liệu không đổi.")),
        )
        buttons = (self.button, self.restore_button, self.drill_button)
        row_of(Beside((self.words, *buttons), _BESIDE), margins=FLUSH, on=self)
        self._show(self._last())

    def back_up(self, out: Path) -> None:
        """Copy the store to a file that is not there yet, or that the officer agreed to replace."""

        def work(store: Store, _progress: Progress) -> Path:
            store.backup(out)
            return out

        self.button.setEnabled(False)
        self._context.operations.run(Operation(_("Sao lưu dữ liệu"), work, self._done, self._refused))

    def try_restoring(self) -> None:
        """Try whether the newest copy would bring the store back, and say what came of it."""
        work = short_work(lambda store: store.try_restoring())
        self.drill_button.setEnabled(False)
        self._context.operations.run(Operation(_("Thử khôi phục"), work, self._tried, self._refused))

    def choose(self) -> None:
        """Ask where to, and copy."""
        unit = self._context.store.unit.text("code")
        suggested = export_folder() / backup_name(unit, self._context.store.clock.local_time())
        say = self._context.translator
        if path := ask_where_to_save(self, say, _("Sao lưu dữ liệu"), _("Tệp dữ liệu (*.db)"), suggested):
            self.back_up(path)

    def _done(self, out: Path) -> None:
        self.button.setEnabled(True)
        self.copied.emit()
        self._show(_("{when} – đã sao lưu và kiểm tra “{path}”", when=self._last(), path=str(out)))

    def _tried(self, drill: Drill) -> None:
        self.drill_button.setEnabled(True)
        self.copied.emit()
        made = self._context.translator.datetime(drill.made_at)
        self._show(
            ngettext(
                "Thử bản {made}: mở được, nguyên vẹn, đủ {n} hồ sơ",
                "Thử bản {made}: mở được, nguyên vẹn, đủ {n} hồ sơ",
                drill.records,
                made=made,
            )
        )

    def _refused(self, _error: object) -> bool:
        self.button.setEnabled(True)
        self.drill_button.setEnabled(True)
        return False

    def _last(self) -> Message | str:
        last = self._context.store.settings.moment(LAST_BACKUP)
        return _("Chưa sao lưu ra USB") if last is None else self._context.translator.datetime(last)

    def _show(self, words: Message | str) -> None:
        self.words.setText(words if isinstance(words, str) else self._context.translator(words))
