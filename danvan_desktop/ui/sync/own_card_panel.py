"""Thẻ của máy này: shown, saved to a file, printed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import Message, _
from danvan_desktop.store import Store
from danvan_desktop.sync import own_card, write_card
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.drives import export_folder
from danvan_desktop.ui.operations import Operation, Progress
from danvan_desktop.ui.sync.card_preview import CardPreview
from danvan_desktop.ui.sync.fingerprint_view import FingerprintView
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.cards import Card
from danvan_desktop.ui.widgets.labels import quiet_text

_ENDING = "_the.danvan"
_SAVE = _("Lưu thẻ thiết bị")


class OwnCardPanel(QWidget):
    """What others need to know this machine by."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show the card of the store that is open."""
        super().__init__(parent)
        self._context = context
        self.card = own_card(context.store)
        self.banner = Banner()
        self.save_button = plain_button(self._say(_("Lưu thẻ ra tệp…")))
        self.print_button = plain_button(self._say(_("In thẻ…")))
        self.save_button.clicked.connect(self._choose_file)
        self.print_button.clicked.connect(self.preview)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._explanation())
        column.addWidget(self.banner)
        column.addWidget(self._card())
        column.addStretch(1)

    def save_to(self, path: Path) -> None:
        """Write the card's file."""

        def work(store: Store, _progress: Progress) -> Path:
            write_card(store, path)
            return path

        self._context.operations.run(Operation(_SAVE, work, on_success=self._saved, on_error=self._refused))

    def preview(self) -> CardPreview:
        """Show the page to be printed."""
        dialog = CardPreview(self._context, self.card, self)
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
        buttons = QHBoxLayout()
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.print_button)
        buttons.addStretch(1)
        inner = card.column()
        inner.addWidget(quiet_text(self.card.unit.name))
        inner.addWidget(FingerprintView(self.card.fingerprint, self._context.translator))
        inner.addLayout(buttons)
        return card

    def _choose_file(self) -> None:
        kinds = self._say(_("Thẻ thiết bị (*.danvan)"))
        name = f"{self.card.unit.code or 'may'}_{self.card.name}{_ENDING}".replace("/", "-").replace(" ", "-")
        chosen, _kind = QFileDialog.getSaveFileName(self, self._say(_SAVE), str(export_folder() / name), kinds)
        if chosen:
            self.save_to(Path(chosen))

    def _saved(self, path: Path) -> None:
        self.banner.say(self._say(_("Đã lưu thẻ: “{path}”.", path=str(path))), "done")

    def _refused(self, error: DanvanError) -> bool:
        self.banner.say(self._say(error.message), "error")
        return True

    def _say(self, message: Message) -> str:
        return self._context.translator(message)
