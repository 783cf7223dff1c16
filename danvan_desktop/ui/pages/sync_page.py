"""Đồng bộ: changes leave and come in by file; what was sent and received."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.localization import Message, _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.pages.page import Page
from danvan_desktop.ui.sync.bundle_table import BundleTable, BundleView, SentOrReceived, list_bundles
from danvan_desktop.ui.sync.export_wizard import ExportWizard
from danvan_desktop.ui.sync.import_wizard import ImportWizard
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.cards import Card
from danvan_desktop.ui.widgets.labels import page_title, quiet_text, section_title


class SyncPage(Page):
    """Two ways, out and in, and the list of both."""

    title = _("Đồng bộ")
    icon = "sync"

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Make the page; nothing is read before it is turned to."""
        super().__init__(context, parent)
        self.setObjectName("page")
        self.banner = Banner()
        self.export_button = self._button(_("Xuất ra tệp…"), "up", self.export)
        self.import_button = self._button(_("Nhập từ tệp…"), "down", self.begin_import)
        self.bundles = BundleTable(context.translator)
        self.view = BundleView(self.bundles, self._say(_("Các gói đã gửi và đã nhận")))
        self._arrange()
        context.operations.finished.connect(lambda _result: self.refresh() if self.isVisible() else None)

    def activate(self) -> None:
        """Read the list; the first thing to do has the focus."""
        self.refresh()
        self.export_button.setFocus()

    def refresh(self) -> None:
        """Read what was sent and received in the background."""
        self.context.operations.read(list_bundles, self._show, key=(self, "bundles"))

    def export(self) -> ExportWizard:
        """Begin to write a bundle."""
        wizard = ExportWizard(self.context, self)
        wizard.open()
        return wizard

    def begin_import(self) -> ImportWizard:
        """Begin to take a bundle in."""
        wizard = ImportWizard(self.context, self)
        wizard.open()
        return wizard

    def import_file(self, path: Path) -> ImportWizard:
        """Show what a bundle would do, and take it in when the officer agrees."""
        wizard = self.begin_import()
        wizard.open_file(path)
        return wizard

    # Private

    def _show(self, rows: Sequence[SentOrReceived]) -> None:
        self.bundles.show_rows(rows)
        self._none.setVisible(not rows)
        self.view.setVisible(bool(rows))

    def _arrange(self) -> None:
        cards = QHBoxLayout()
        cards.setSpacing(14)
        out = _("Ghi những gì máy này có ra một tệp, chép vào USB để mang đi.")
        into = _("Xem trước tệp từ máy khác rồi mới nhập. Cũng có thể kéo tệp .danvan thả vào cửa sổ này.")
        cards.addWidget(self._card(_("Gửi đi"), out, self.export_button))
        cards.addWidget(self._card(_("Nhận về"), into, self.import_button))
        self._none = quiet_text(self._say(_("Chưa gửi và chưa nhận gói nào.")))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(12)
        column.addWidget(page_title(self._say(self.title)))
        column.addWidget(self.banner)
        column.addLayout(cards)
        column.addWidget(section_title(self._say(_("Đã gửi và đã nhận"))))
        column.addWidget(self._none)
        column.addWidget(self.view, 1)
        column.addStretch(0)

    def _card(self, title: Message, words: Message, button: QPushButton) -> Card:
        card = Card(self._say(title))
        column = card.column()
        column.addWidget(quiet_text(self._say(words)))
        column.addStretch(1)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _button(self, label: Message, picture: str, then: Callable[[], object]) -> QPushButton:
        button = QPushButton(icon(picture, "surface"), self._say(label))
        button.setProperty("primary", True)
        button.clicked.connect(lambda _checked=False: then())
        return button

    def _say(self, message: Message) -> str:
        return self.context.translator(message)
