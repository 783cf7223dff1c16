"""Files kept with a record: added, opened, taken out."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.record import Record
from danvan_desktop.localization import Message, _
from danvan_desktop.store import SaveResult, Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import Operation, Progress

_KILOBYTE = 1024


class AttachmentsPanel(QWidget):
    """A list of files; files may be dropped on it."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show nothing until an owner is named."""
        super().__init__(parent)
        self._context = context
        self._say = context.translator
        self._owner: str | None = None
        self._files: list[Record] = []
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self.setAcceptDrops(True)
        self.hint = QLabel()
        self.hint.setObjectName("emptyHint")
        self.hint.setWordWrap(True)
        self.list = QListWidget()
        self.list.setAccessibleName(self._say(_("Tệp đính kèm")))
        self.list.itemActivated.connect(lambda _item: self.open_current())
        buttons = QHBoxLayout()
        self.add_button = self._button(_("Thêm tệp…"), self._choose, buttons)
        self.open_button = self._button(_("Mở"), self.open_current, buttons)
        self.remove_button = self._button(_("Bỏ tệp"), self._remove, buttons)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addWidget(self.hint)
        layout.addWidget(self.list)
        layout.addLayout(buttons)

    def show_owner(self, uid: str | None) -> None:
        """Show the files of a record; ``None`` while it is not stored yet."""
        self._owner = uid
        self._files = [] if uid is None else list(self._context.store.children(uid, "attachment"))
        self.list.clear()
        for file in self._files:
            kilobytes = max(1, file.number("size") // _KILOBYTE)
            self.list.addItem(QListWidgetItem(f"{file.text('name')}   ({self._say.number(kilobytes)} KB)"))
        waiting = _("Lưu bản ghi trước rồi mới đính kèm được tệp.")
        empty = _(
            "Kéo thả ảnh, bản quét vào đây hoặc bấm “Thêm tệp…”. Tệp được giữ trong kho dữ liệu và đi theo bản ghi."
        )
        self.hint.setText(self._say(waiting if uid is None else empty))
        for button in (self.add_button, self.open_button, self.remove_button):
            button.setEnabled(uid is not None)

    def add_files(self, paths: list[Path]) -> None:
        """Keep files with the record, one operation each."""
        for path in paths:
            self._add(path)

    def open_current(self) -> None:
        """Write the selected file to a private folder and let the system open it."""
        file = self._current()
        if file is None:
            return
        self._context.operations.read(
            lambda store: store.blobs.read(file.text("sha256")),
            lambda data: self._open(file.text("name"), data),
            owner=self,
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if self._owner is not None and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep the files that were dropped."""
        self.add_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def _add(self, path: Path) -> None:
        owner = self._owner
        if owner is None:
            return

        def work(store: Store, _progress: Progress) -> SaveResult:
            return store.attach(owner, path)

        title = _("Đính kèm “{name}”", name=path.name)
        self._context.operations.run(Operation(title, work, self._refresh, undoable=True))

    def _remove(self) -> None:
        file = self._current()
        if file is None:
            return

        def work(store: Store, _progress: Progress) -> SaveResult:
            return store.delete(file.uid)

        title = _("Bỏ tệp “{name}”", name=file.text("name"))
        self._context.operations.run(Operation(title, work, self._refresh, undoable=True))

    def _refresh(self, _result: SaveResult) -> None:
        self.show_owner(self._owner)

    def _choose(self) -> None:
        names, _filter = QFileDialog.getOpenFileNames(self, self._say(_("Chọn tệp đính kèm")))
        self.add_files([Path(name) for name in names])

    def _open(self, name: str, data: bytes) -> None:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="danvan-")
        path = Path(self._folder.name) / Path(name).name
        path.write_bytes(data)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _current(self) -> Record | None:
        place = self.list.currentRow()
        return self._files[place] if 0 <= place < len(self._files) else None

    def _button(self, text: Message, action: object, layout: QHBoxLayout) -> QPushButton:
        button = QPushButton(self._say(text))
        button.setAutoDefault(False)
        button.clicked.connect(action)
        layout.addWidget(button)
        return button
