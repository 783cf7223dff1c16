"""Trợ giúp: the keyboard map, the pages of the user guide, the log of errors and the licences, without a browser."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage, QTextDocument
from PySide6.QtWidgets import QDialog, QSplitter, QTextBrowser, QWidget

from danvan_desktop.assets import guide_dir
from danvan_desktop.localization import Translator, _
from danvan_desktop.ui.dialogs.components_page import COMPONENTS, LICENCE, components_html, licence_html
from danvan_desktop.ui.dialogs.keyboard_map import keyboard_map_html
from danvan_desktop.ui.dialogs.program_page import FOLDER, PROGRAM_TITLE, REPORT, UPDATE, program_html
from danvan_desktop.ui.error_report import save_report
from danvan_desktop.ui.kinds import ALL_VIEWS
from danvan_desktop.ui.kinds.view import Views
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.rows import column_of, row_of
from danvan_desktop.ui.widgets.sizing import open_with_size
from danvan_desktop.ui.widgets.steady import keep_bar
from danvan_desktop.ui.widgets.two_line_list import Item, TwoLineList

_KEYS = "keys"
_COMPONENTS = "components"
_PROGRAM = "program"
_WRITTEN = {_KEYS: keyboard_map_html, _PROGRAM: program_html, _COMPONENTS: components_html}
"""The topics that are no page of the guide, with what writes them."""
_PAGE_OF_PLACE = {
    "overview": "02-tong-quan.md",
    "reports": "08-bao-cao.md",
    "sync": "09-dong-bo.md",
    "conflicts": "10-doi-chieu.md",
    "bin": "11-tim-va-sua.md",
    "changes": "13-an-toan.md",
}
"""The page of the guide that tells of a place that is no list of records."""


class HelpDialog(QDialog):
    """Topics at the left, the page at the right; stays open beside the work."""

    update_wanted = Signal()
    """A newer version is to be taken from a file."""

    def __init__(
        self,
        translator: Translator,
        parent: QWidget | None = None,
        guide: Path | None = None,
        *,
        views: Views = ALL_VIEWS,
    ) -> None:
        """Show the keyboard map; ``guide`` is the folder of the guide's pages; ``views`` name those of kinds."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._say = translator
        self._page_of_place = _PAGE_OF_PLACE | {view.kind: view.guide for view in views if view.guide}
        self._guide = guide if guide is not None else guide_dir()
        self.setWindowTitle(translator(_("Trợ giúp")))
        self.topics = TwoLineList()
        self.topics.setAccessibleName(translator(_("Các mục trợ giúp")))
        keys = Item(_KEYS, translator(_("Bảng phím tắt")))
        parts = Item(_COMPONENTS, translator(_("Thành phần và giấy phép")))
        program = Item(_PROGRAM, translator(PROGRAM_TITLE))
        self.topics.set_items([keys, *_guide_items(self._guide), program, parts])
        self.banner = Banner()
        self.page = GuidePage()
        self.page.setAccessibleName(translator(_("Nội dung trợ giúp")))
        self.page.setOpenLinks(False)
        # Pictures are fitted to the width that is left beside it.
        keep_bar(self.page)
        self.page.setSearchPaths([str(self._guide)])
        self.page.anchorClicked.connect(self._follow)
        self.topics.chosen.connect(self.show_topic)
        self._arrange()
        self.topics.choose(_KEYS)
        self.topics.setFocus()

    def show_place(self, place: str) -> None:
        """Turn to the page about a place of the window; the keyboard map where there is none."""
        self.topics.choose(self._page_of_place.get(place, _KEYS))

    def show_topic(self, key: str) -> None:
        """Show what is written here, as the keyboard map, or a page of the guide by its file name."""
        if key in _WRITTEN:
            self.page.setHtml(_WRITTEN[key](self._say))
            return
        self.page.document().setBaseUrl(QUrl.fromLocalFile(f"{self._guide}/"))
        self.page.document().setMarkdown((self._guide / key).read_text("utf-8"))
        self.page.moveCursor(self.page.textCursor().MoveOperation.Start)

    def _follow(self, link: QUrl) -> None:
        """Turn to another page of the guide or to a licence inside; anything else is for the system."""
        if link.scheme() == LICENCE:
            self.page.setHtml(licence_html(link.path(), self._say))
            return
        if link.scheme() == COMPONENTS:
            self.show_topic(_COMPONENTS)
            return
        if link.scheme() == FOLDER:
            folder = Path(link.path(QUrl.ComponentFormattingOption.FullyDecoded))
            folder.mkdir(parents=True, exist_ok=True)
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
            return
        if link.scheme() == REPORT:
            if (out := save_report(self, self._say)) is not None:
                self.banner.say(self._say(_("Đã lưu “{path}”.", path=str(out))), "done")
            return
        if link.scheme() == UPDATE:
            self.update_wanted.emit()
            return
        name = Path(link.path()).name
        if not self.topics.choose(name):
            QDesktopServices.openUrl(link)

    def _arrange(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.topics)
        splitter.addWidget(self.page)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([240, 660])
        splitter.setChildrenCollapsible(False)
        close = plain_button(self._say(_("Đóng")), self.accept)
        row = row_of(None, close)
        column_of(self.banner, splitter, row, grows=splitter, margins=(16, 16, 16, 12), on=self)
        open_with_size(self, 940, 640)


class GuidePage(QTextBrowser):
    """A page of the guide; its pictures are made to fit its width."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Give a picture no wider than the page; anything else as it is."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        picture = QImage(self.document().baseUrl().resolved(QUrl(name)).toLocalFile())
        room = self.viewport().width() - 4 * round(self.document().documentMargin())
        if picture.width() <= room:
            return picture
        ratio = self.devicePixelRatioF()
        fitted = picture.scaledToWidth(round(room * ratio), Qt.TransformationMode.SmoothTransformation)
        fitted.setDevicePixelRatio(ratio)
        return fitted


def _guide_items(guide: Path) -> Sequence[Item]:
    """Name each page by its first heading."""
    pages = sorted(guide.glob("*.md")) if guide.is_dir() else []
    return [Item(page.name, _heading(page)) for page in pages]


def _heading(page: Path) -> str:
    lines = page.read_text("utf-8").splitlines()
    return next((line.lstrip("# ").strip() for line in lines if line.startswith("#")), page.stem)
