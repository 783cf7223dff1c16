"""Thẻ của máy này: shown, saved to a file, printed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import _
from danvan_desktop.store import Store
from danvan_desktop.sync import Card as DeviceCard
from danvan_desktop.sync import own_card, read_card, rotate_keys, write_card
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.drives import export_folder
from danvan_desktop.ui.operations import Operation, Progress, short_work
from danvan_desktop.ui.sync.card_files import card_chosen
from danvan_desktop.ui.sync.card_preview import CardPreview
from danvan_desktop.ui.sync.compare_dialog import CompareDialog, candidate_of_successor
from danvan_desktop.ui.sync.fingerprint_view import FingerprintView
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.cards import Card
from danvan_desktop.ui.widgets.files import ask_where_to_save
from danvan_desktop.ui.widgets.labels import quiet_text
from danvan_desktop.ui.widgets.rows import FLUSH, column_of, row_of
from danvan_desktop.ui.widgets.telling import TellsRefusals

_KIND = ".danvan"
_ENDING = f"_the{_KIND}"
_SAVE = _("Lưu thẻ máy")


class OwnCardPanel(TellsRefusals, QWidget):
    """What others need to know this machine by."""

    def __init__(self, context: UiContext) -> None:
        """Show the card of the store that is open."""
        super().__init__()
        self._context = context
        self._say = context.translator
        self.card = own_card(context.store)
        self.banner = Banner()
        self.save_button = plain_button(self._say(_("Lưu thẻ ra tệp…")), self._choose_file)
        self.print_button = plain_button(self._say(_("In thẻ…")), self.preview)
        self.rotate_button = plain_button(self._say(_("Đổi khóa…")), self._ask_to_rotate)
        self.hand_over_button = plain_button(self._say(_("Bàn giao…")), self._choose_successor)
        self.banner.action_wanted.connect(self._rotate)
        self._column = column_of(self._explanation(), self.banner, gap=12, margins=FLUSH, on=self)
        self._shown = self._card()
        self._column.addWidget(self._shown)
        self._column.addStretch(1)

    def save_to(self, path: Path) -> None:
        """Write the card's file; a name without the ending by which others find it gets that."""
        out = path if path.suffix == _KIND else path.with_name(path.name + _ENDING)

        def work(store: Store, _progress: Progress) -> Path:
            write_card(store, out)
            return out

        self._context.operations.run(Operation(_SAVE, work, on_success=self._saved, on_error=self.refused))

    def preview(self) -> CardPreview:
        """Show the page to be printed."""
        dialog = CardPreview(self._context, self.card, self)
        dialog.open()
        return dialog

    def open_successor(self, path: Path, out: Path) -> CompareDialog | None:
        """Show the card of the laptop that is to get this office; all records are written to ``out``."""
        try:
            card = read_card(path)
        except DanvanError as error:
            self.tell(error)
            return None
        dialog = CompareDialog(self._context, candidate_of_successor(card, out), self)
        dialog.enrolled.connect(lambda _peer: self._handed_over(out))
        dialog.open()
        return dialog

    # Private

    def _explanation(self) -> QWidget:
        return quiet_text(
            self._say(
                _(
                    "Đưa thẻ này cho nơi nhận (tệp hoặc bản in). Khi họ thêm thẻ, hai bên đọc cho nhau nghe mười từ"
                    " dưới đây: trùng cả mười từ thì đúng là máy này."
                )
            )
        )

    def _card(self) -> Card:
        card = Card(self.card.name)
        buttons = row_of(self.save_button, self.print_button, None, self.rotate_button, self.hand_over_button)
        inner = card.column()
        inner.addWidget(quiet_text(self.card.unit.name))
        inner.addWidget(FingerprintView(self.card.fingerprint, self._context.translator))
        inner.addLayout(buttons)
        return card

    def _choose_file(self) -> None:
        name = f"{self.card.unit.code or 'may'}_{self.card.name}{_ENDING}".replace("/", "-").replace(" ", "-")
        kinds = _("Thẻ máy (*.danvan)")
        if path := ask_where_to_save(self, self._say, _SAVE, kinds, export_folder() / name):
            self.save_to(path)

    def _ask_to_rotate(self) -> None:
        words = _(
            "Đổi khóa khi ngờ có người đã sao chép dữ liệu của máy. Các máy khác nhận ra khóa mới khi nhập tệp gửi tới,"
            " không phải ghép nối lại. Sau đó hãy sao lưu lại."
        )
        self.banner.say(self._say(words), "warning", self._say(_("Đổi khóa ngay")))
        self.banner.action_button.setFocus()

    def _rotate(self) -> None:
        work = short_work(rotate_keys)
        title = _("Đổi khóa của máy này")
        self._context.operations.run(Operation(title, work, on_success=self._rotated, on_error=self.refused))

    def _rotated(self, card: DeviceCard) -> None:
        self.card = card
        former, self._shown = self._shown, self._card()
        self._column.replaceWidget(former, self._shown)
        former.deleteLater()
        self.banner.say(self._say(_("Đã đổi khóa. Hãy gửi tệp mới cho các nơi và sao lưu lại.")), "done")

    def _choose_successor(self) -> None:
        path = card_chosen(self, self._context.translator, _("Thẻ của máy nhận bàn giao"))
        if path is None:
            return
        suggested = export_folder() / "ban-giao.danvan"
        kinds = _("Tệp trao đổi (*.danvan)")
        if out := ask_where_to_save(self, self._say, _("Ghi cả sổ cho máy nhận"), kinds, suggested):
            self.open_successor(path, out)

    def _handed_over(self, out: Path) -> None:
        told = _("Đã bàn giao; cả sổ ở “{path}”. Máy này từ nay chỉ xem.", path=str(out))
        self.banner.say(self._say(told), "done")

    def _saved(self, path: Path) -> None:
        self.banner.say(self._say(_("Đã lưu thẻ: “{path}”.", path=str(path))), "done")
