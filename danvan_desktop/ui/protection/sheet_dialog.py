"""A new recovery sheet: printed, then two of its words typed back from the paper, and only then it opens the store."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import _
from danvan_desktop.reports.document import Document
from danvan_desktop.reports.recovery_sheet import build_recovery_sheet
from danvan_desktop.store import Store
from danvan_desktop.store.recovery_words import are_typed_back, asked_places
from danvan_desktop.store.vault import Vault, new_sheet_words
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import Operation, Progress
from danvan_desktop.ui.preview.paper_dialog import PaperDialog, PaperWords
from danvan_desktop.ui.widgets.buttons import main_button, plain_button
from danvan_desktop.ui.widgets.labels import quiet_text
from danvan_desktop.ui.widgets.rows import FLUSH, column_of, row_of

_WORDS = PaperWords(
    _("Phiếu khôi phục"), _("Trang in của phiếu khôi phục"), _("Lưu tệp phiếu khôi phục"), "phieu-khoi-phuc.pdf"
)


class SheetDialog(PaperDialog):
    """Accepted when the sheet counts; the one before it opens nothing from then on."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Make new words and their page."""
        words, unit, today = new_sheet_words(), context.store.unit.text("name"), context.today()

        def build(_store: Store) -> Document:
            return build_recovery_sheet(unit, today, words)

        super().__init__(context, _WORDS, build, parent)
        self.words, self.places = words, asked_places()
        self.typed = [QLineEdit() for _place in self.places]
        self.copied_button = plain_button(self._say(_("Đã chép tay ra giấy")), self.ask_back)
        self.buttons.insertWidget(2, self.copied_button)
        self._was_told = False
        self.back_button = plain_button(self._say(_("Xem lại phiếu")), self.show_sheet)
        self.finish_button = main_button(self._say(_("Đã cất phiếu")), self.finish, default=True)
        self.checking = self._checking()
        self.column.insertWidget(2, self.checking, 1)
        self.handed_over.connect(self.ask_back)
        self.show_sheet()
        self.banner.say(
            self._say(
                _("Khi quên mật khẩu, chỉ tờ phiếu này mở được dữ liệu. In ra, cất vào tủ khóa, không để cùng máy.")
            )
        )

    def ask_back(self) -> None:
        """Hide the words, and ask for two of them from the paper."""
        self._turn(asks=True)
        self.typed[0].setFocus()

    def reject(self) -> None:
        """Close; of a sheet that is on paper and does not count, only when that was said."""
        if self.checking.isVisible() and not self._was_told:
            self._was_told = True
            told = _(
                "Phiếu vừa in hoặc chép chưa có tác dụng: hãy gõ lại hai từ. Bấm “Đóng” lần nữa để thôi; nhớ hủy tờ ấy."
            )
            self.banner.say(self._say(told), "warning")
            return
        super().reject()

    def show_sheet(self) -> None:
        """Show the page again."""
        self._turn(asks=False)

    def finish(self) -> None:
        """Let the sheet count when the words are right."""
        if not are_typed_back(self.words, self.places, [line.text() for line in self.typed]):
            self.banner.say(
                self._say(_("Hai từ vừa gõ không đúng như trên phiếu. Hãy xem tờ giấy rồi gõ lại.")), "error"
            )
            self.typed[0].setFocus()
            return
        path, words = self._context.store_path, " ".join(self.words)

        def work(store: Store, _progress: Progress) -> None:
            store.officers.require_approver()
            if store.key is not None:
                Vault(path).use_sheet(store.key, words)

        self.finish_button.setEnabled(False)
        title = _("Cất phiếu khôi phục mới")
        self._context.operations.run(Operation(title, work, self._counted, self._not_counted))

    def _counted(self, _result: None) -> None:
        self.accept()

    def _not_counted(self, error: DanvanError) -> bool:
        self.finish_button.setEnabled(True)
        return self.refused(error)

    def _turn(self, *, asks: bool) -> None:
        self.view.setVisible(not asks)
        self.print_button.setVisible(not asks)
        self.save_button.setVisible(not asks)
        self.copied_button.setVisible(not asks)
        self.checking.setVisible(asks)

    def _checking(self) -> QWidget:
        holder, form = QWidget(), QFormLayout()
        for place, line in zip(self.places, self.typed, strict=True):
            words = self._say(_("Từ thứ {n} trên phiếu", n=place))
            line.setAccessibleName(words)
            form.addRow(words, line)
        told = quiet_text(
            self._say(
                _(
                    "Cầm tờ giấy và gõ lại hai từ (không cần gõ dấu): có đúng thì phiếu mới có tác dụng"
                    " và phiếu trước đó hết tác dụng. Nếu đã lưu thành tệp, hãy xóa tệp sau khi in."
                )
            )
        )
        column_of(told, form, row_of(self.back_button, None, self.finish_button), None, margins=FLUSH, on=holder)
        return holder
