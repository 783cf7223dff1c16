"""How much the content of files deleted long ago takes, and the button that frees it."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import _
from danvan_desktop.store.thinning import USUAL_YEARS, Freeable
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import Operation, short_work
from danvan_desktop.ui.sync.sizes import size_text
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.rows import FLUSH, row_of


class ThinRow(QWidget):
    """Records, history and what can still be taken back stay."""

    def __init__(self, context: UiContext) -> None:
        """Count in the background."""
        super().__init__()
        self._context = context
        self.words = QLabel("…")
        self.words.setWordWrap(True)
        self.button = plain_button(
            context.translator(_("Giải phóng")),
            self.free,
            tip=context.translator(
                _("Bỏ hẳn nội dung các tệp này khỏi máy; hồ sơ vẫn còn, nhưng khôi phục sau đó thì không có tệp.")
            ),
        )
        self.button.setEnabled(False)
        row_of(self.words, self.button, grows=self.words, margins=FLUSH, on=self)
        context.operations.read(lambda store: store.thinning.plan(), self._show, key=("thin", id(self)), owner=self)

    def free(self) -> None:
        """Free what may go."""
        work = short_work(lambda store: store.thin())
        self.button.setEnabled(False)
        self._context.operations.run(Operation(_("Giải phóng tệp đã xóa"), work, self._freed, self._refused))

    def _freed(self, _found: Freeable) -> None:
        self._show(Freeable(0, 0))

    def _refused(self, _error: DanvanError) -> bool:
        self.button.setEnabled(True)
        return False

    def _show(self, found: Freeable) -> None:
        say = self._context.translator
        size = size_text(found.bytes, say)
        told = _("Tệp đính kèm đã xóa hơn {years} năm: {n} tệp, {size}", n=found.files, years=USUAL_YEARS, size=size)
        nothing = _("Không có tệp đính kèm đã xóa nào cần giải phóng")
        self.words.setText(say(told) if found.files else say(nothing))
        self.button.setEnabled(found.files > 0 and not self._context.store.is_read_only)
