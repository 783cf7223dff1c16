"""Files kept with a record: dragged in, shown small, opened by the system, taken out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QIcon, QImage, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QPushButton, QWidget

from danvan_desktop.domain.kinds.disclosure import Purpose
from danvan_desktop.domain.kinds.office import ATTACHMENT
from danvan_desktop.domain.record import Record
from danvan_desktop.exchange.photos import PhotoChoice, is_photo, prepared, thumbnail
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.reports.output import replacing
from danvan_desktop.store import SaveResult, Store, StoreError, read_attachable
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.opened_files import OpenedFiles, harmless, is_shown
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.models.naming import readable
from danvan_desktop.ui.operations import Operation, Progress, short_work
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.copying import copies_rows
from danvan_desktop.ui.widgets.files import ask_for_files, ask_where_to_save
from danvan_desktop.ui.widgets.flow_layout import FlowLayout
from danvan_desktop.ui.widgets.labels import text_label
from danvan_desktop.ui.widgets.rows import column_of

_KILOBYTE = 1024
_SIDE = 72
"""Pixels, device-independent: the longer side of a thumbnail."""
_DIGEST_ROLE = Qt.ItemDataRole.UserRole


class AttachmentsPanel(QWidget):
    """A list of files; files may be dropped on it."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show nothing until an owner is named."""
        super().__init__(parent)
        self._context = context
        self._say = context.translator
        self._owner: str | None = None
        self._files: list[Record] = []
        self._opened = OpenedFiles()
        self.setAcceptDrops(True)
        self.hint = text_label("", "emptyHint", wraps=True)
        self.list = QListWidget()
        self.list.setObjectName("list")
        copies_rows(self.list)
        self.list.setIconSize(QSize(_SIDE, _SIDE))
        self.list.setSpacing(2)
        self.list.setAccessibleName(self._say(_("Tệp đính kèm")))
        self.list.itemActivated.connect(lambda _item: self.open_current())
        self.shrink = QCheckBox(self._say(_("Thu nhỏ ảnh lớn")))
        self.shrink.setChecked(True)
        self.shrink.setToolTip(self._say(_("Ảnh điện thoại nặng 5–10 MB còn khoảng 0,5 MB, in A4 vẫn rõ.")))
        self.keep_metadata = QCheckBox(self._say(_("Giữ vị trí và thông tin máy ảnh")))
        self.keep_metadata.setToolTip(
            self._say(_("Điện thoại ghi vị trí nơi chụp vào ảnh. Không chọn thì phần mềm xóa thông tin ấy."))
        )
        self._arrange()

    def show_owner(self, uid: str | None) -> None:
        """Show the files of a record; ``None`` while it is not stored yet."""
        self._owner = uid
        self._files = [] if uid is None else list(self._context.store.children(uid, ATTACHMENT.name))
        self.list.clear()
        for file in self._files:
            self.list.addItem(self._item(file))
        waiting = _("Lưu hồ sơ trước rồi mới đính kèm được tệp.")
        empty = _(
            "Kéo thả ảnh, bản quét vào đây hoặc bấm “Thêm tệp…”. Tệp được giữ cùng hồ sơ và đi theo hồ sơ khi gửi."
        )
        self.hint.setText(self._say(waiting if uid is None else empty))
        for control in (self.add_button, self.shrink, self.keep_metadata):
            control.setEnabled(uid is not None)
        self.list.setCurrentRow(len(self._files) - 1)
        self._offer()
        self._show_thumbnails()

    def add_files(self, paths: Sequence[Path]) -> None:
        """Keep files with the record, all in one operation."""
        owner = self._owner
        if owner is None or not paths:
            return
        choice = PhotoChoice(self.shrink.isChecked(), self.keep_metadata.isChecked())

        def work(store: Store, progress: Progress) -> SaveResult:
            contents: list[tuple[str, bytes]] = []
            for number, path in enumerate(paths):
                progress.report(number, len(paths), _("Đang đọc “{name}”", name=path.name))
                contents.append((path.name, prepared(path.name, read_attachable(path), choice)))
            return store.attach_all(owner, contents)

        title = ngettext("Đính kèm {n} tệp", "Đính kèm {n} tệp", len(paths))
        self._context.operations.run(Operation(title, work, self._refresh, undoable=True))

    def open_current(self) -> None:
        """Write the selected file to a private folder and let the system open it, unless that might run it."""
        file = self._current()
        if file is None:
            return
        if file.secret:
            self._open_secret(file)
        elif not is_shown(file.text("name")):
            self.save_current()
        else:
            self._context.operations.read(
                lambda store: self._opened.put(file.text("name"), store.attached(file)), _show, owner=self
            )

    def save_current(self) -> None:
        """Write the selected file where the officer wants it."""
        file = self._current()
        if file is None:
            return
        name = "" if file.secret else harmless(file.text("name"))
        out = ask_where_to_save(self, self._say, _("Lưu tệp đính kèm"), "", name)
        if out is None:
            return

        def work(store: Store, _progress: Progress) -> None:
            _name, data = _content(store, file)
            with replacing(out) as stream:
                stream.write(data)

        self._context.operations.run(Operation(_("Lưu tệp đính kèm"), work, owner=self))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if self._owner is not None and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep the files that were dropped."""
        self.add_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def _arrange(self) -> None:
        buttons = FlowLayout()
        self.add_button = self._button(_("Thêm tệp…"), self._choose, buttons)
        self.open_button = self._button(_("Mở"), self.open_current, buttons)
        self.save_button = self._button(_("Lưu ra…"), self.save_current, buttons)
        self.remove_button = self._button(_("Bỏ tệp"), self._remove, buttons)
        buttons.addWidget(self.shrink)
        buttons.addWidget(self.keep_metadata)
        column_of(self.hint, self.list, buttons, on=self)
        self.list.currentRowChanged.connect(lambda _row: self._offer())
        delete = QShortcut(QKeySequence.StandardKey.Delete, self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._remove)

    def _item(self, file: Record) -> QListWidgetItem:
        kilobytes = max(1, file.number("size") // _KILOBYTE)
        name = readable(file.text("name"), self._say)
        item = QListWidgetItem(icon("attach", "soft"), f"{name}   ({self._say.number(kilobytes)} KB)")
        item.setData(_DIGEST_ROLE, file.text("sha256"))
        return item

    def _show_thumbnails(self) -> None:
        digests = [file.text("sha256") for file in self._files if is_photo(file.text("name")) and not file.secret]
        if not digests:
            return
        side = round(_SIDE * self.devicePixelRatioF())

        def work(store: Store) -> dict[str, QImage]:
            small = {one: thumbnail(store.blobs.read(one), side) for one in digests if store.blobs.has(one)}
            return {one: QImage.fromData(data) for one, data in small.items() if data is not None}

        self._context.operations.read(work, self._put_thumbnails, key=(id(self), "thumbnails"), owner=self)

    def _put_thumbnails(self, pictures: dict[str, QImage]) -> None:
        for place in range(self.list.count()):
            item = self.list.item(place)
            picture = pictures.get(item.data(_DIGEST_ROLE))
            if picture is not None:
                item.setIcon(QIcon(QPixmap.fromImage(picture)))

    def _remove(self) -> None:
        file = self._current()
        if file is None:
            return
        work = short_work(lambda store: store.delete(file.uid))
        title = _("Bỏ tệp “{name}”", name=readable(file.text("name"), self._say))
        self._context.operations.run(Operation(title, work, self._refresh, undoable=True))

    def _refresh(self, _result: SaveResult) -> None:
        self.show_owner(self._owner)

    def _choose(self) -> None:
        self.add_files(ask_for_files(self, self._say, _("Chọn tệp đính kèm")))

    def _offer(self) -> None:
        """Offer what can be done with the chosen file."""
        for button in (self.open_button, self.save_button, self.remove_button):
            button.setEnabled(self._current() is not None)

    def _open_secret(self, file: Record) -> None:
        """Open it once that is noted; its name, which tells whether it can be shown, is part of the secret."""

        def work(store: Store, _progress: Progress) -> Path:
            name, data = _content(store, file)
            if not is_shown(name):
                raise StoreError(_("Tệp này có thể là chương trình nên không mở. Cần thì bấm “Lưu ra…”."))
            return self._opened.put(name, data)

        self._context.operations.run(Operation(_("Mở tệp của hồ sơ bí mật"), work, _show, owner=self))

    def _current(self) -> Record | None:
        place = self.list.currentRow()
        return self._files[place] if 0 <= place < len(self._files) else None

    def _button(self, text: Message, action: Callable[[], object], layout: FlowLayout) -> QPushButton:
        button = plain_button(self._say(text), action)
        layout.addWidget(button)
        return button


def _content(store: Store, file: Record) -> tuple[str, bytes]:
    """Return the name and the content of an attachment; that of a secret record is noted."""
    if not file.secret:
        return file.text("name"), store.attached(file)
    whole = store.reveal(file.uid, Purpose.EXTRACTED)
    return whole.text("name"), store.attached(whole, revealed=True)


def _show(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
