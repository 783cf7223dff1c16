"""Where the copies go besides: a stick or another disk, and how old the newest one there is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel, QWidget

from danvan_desktop.localization import Message, _
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.drives import export_folder
from danvan_desktop.ui.operations import Operation, Progress, short_work
from danvan_desktop.ui.widgets.beside import Beside
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.files import ask_for_folder
from danvan_desktop.ui.widgets.rows import FLUSH, row_of

_BESIDE = 420


class SecondPlaceRow(QWidget):
    """Tells of the second place; a choice is kept at once and the first copy made there."""

    def __init__(self, context: UiContext) -> None:
        """Show what the store says."""
        super().__init__()
        self._context = context
        say = context.translator
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.button = plain_button(
            say(_("Chọn nơi thứ hai…")),
            self.choose,
            tip=say(_("Một USB hoặc ổ đĩa khác: cứ cắm vào là phần mềm tự chép thêm một bản ra đó.")),
        )
        self.forget_button = plain_button(say(_("Thôi dùng")), self.forget)
        row_of(Beside((self.words, self.button, self.forget_button), _BESIDE), margins=FLUSH, on=self)
        self._show()

    def choose(self) -> None:
        """Ask for the folder, and copy there."""
        if path := ask_for_folder(self, self._context.translator, _("Chọn nơi sao lưu thứ hai"), export_folder()):
            self.use(path)

    def use(self, folder: Path) -> None:
        """Copy to a folder from now on, and at once."""

        def work(store: Store, _progress: Progress) -> None:
            store.choose_second_place(folder)
            store.copy_keeper.keep_second()

        self._run(Operation(_("Sao lưu ra nơi thứ hai"), work, self._done, self._refused))

    def forget(self) -> None:
        """Copy there no more."""
        work = short_work(lambda store: store.copy_keeper.forget_second_place())
        self._run(Operation(_("Thôi dùng nơi sao lưu thứ hai"), work, self._done, self._refused))

    def _run(self, operation: Operation[None]) -> None:
        self.button.setEnabled(False)
        self._context.operations.run(operation)

    def _done(self, _nothing: None) -> None:
        self.button.setEnabled(True)
        self._show()

    def _refused(self, _error: object) -> bool:
        self.button.setEnabled(True)
        self._show()
        return False

    def _show(self) -> None:
        keeper = self._context.store.copy_keeper
        self.forget_button.setVisible(keeper.second_place is not None)
        self.words.setText(self._context.translator(self._told()))

    def _told(self) -> Message:
        keeper = self._context.store.copy_keeper
        place, last = keeper.second_place, keeper.last_at_second
        if place is None:
            return _("Chưa chọn: mất máy là mất luôn các bản sao lưu cạnh sổ")
        if last is None:
            return _("“{place}”, chưa sao lưu lần nào", place=place.name)
        when = self._context.translator.datetime(last)
        if keeper.second_folder() is None:
            return _("“{place}”, gần nhất {when}; hiện không thấy, cắm vào là tự sao lưu", place=place.name, when=when)
        if keeper.let_go_at_second is not None:
            less = self._context.translator(keeper.let_go_at_second)
            return _("“{place}”, gần nhất {when}; {less}", place=place.name, when=when, less=less)
        return _("“{place}”, gần nhất {when}", place=place.name, when=when)
