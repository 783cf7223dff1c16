"""Chooses where a bundle is written: a stick that is plugged in, or a folder of this machine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from danvan_desktop.localization import Translator, _
from danvan_desktop.ui.dialogs.drives import drive_label
from danvan_desktop.ui.sync.sizes import size_text
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.files import ask_for_folder
from danvan_desktop.ui.widgets.labels import quiet_text
from danvan_desktop.ui.widgets.rows import FLUSH, column_of, row_of

_LOOK_EVERY = 2000
"""Milliseconds between two looks for sticks."""

Drives = Callable[[], list[Path]]


class PlacePicker(QWidget):
    """Follows sticks that are plugged in and pulled out while it is shown."""

    changed = Signal()

    def __init__(self, translator: Translator, drives: Drives, folder: Path) -> None:
        """Offer the drives that ``drives`` finds, and ``folder``."""
        super().__init__()
        self._translator = translator
        self._say = translator
        self._find = drives
        self._shown: list[Path] = []
        self._group = QButtonGroup(self)
        self._group.idToggled.connect(self._toggled)
        self._no_drive = quiet_text(self._say(_("Chưa thấy USB nào. Cắm USB vào, nó sẽ tự hiện ra ở đây.")))
        self._drives = QVBoxLayout()
        self._drives.setSpacing(6)
        self.folder_button = QRadioButton(self._say(_("Thư mục trên máy này")))
        self._group.addButton(self.folder_button, 0)
        self.folder = QLineEdit(str(folder))
        self.folder.setAccessibleName(self._say(_("Thư mục trên máy này")))
        self.folder.textEdited.connect(self._folder_typed)
        self.browse = plain_button(self._say(_("Chọn thư mục…")), self._browse)
        self._arrange()
        self.look()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @property
    def chosen(self) -> Path:
        """The folder that is chosen."""
        number = self._group.checkedId()
        return self._shown[number - 1] if number > 0 else Path(self.folder.text().strip())

    @property
    def is_drive(self) -> bool:
        """Whether a stick is chosen."""
        return self._group.checkedId() > 0

    def look(self) -> None:
        """Show the sticks that are there now; a new one becomes the choice."""
        found = self._find()
        if found == self._shown and self._group.checkedId() >= 0:
            return
        before = self.chosen if self._group.checkedId() >= 0 else None
        is_new = set(found) - set(self._shown)
        self._shown = found
        self._fill()
        kept = found.index(before) + 1 if before in found and not is_new else 1 if found else 0
        self._group.button(kept).setChecked(True)
        self.changed.emit()

    # Private

    def _fill(self) -> None:
        for button in self._group.buttons():
            if button is not self.folder_button:
                self._group.removeButton(button)
                self._drives.removeWidget(button)
                button.deleteLater()
        for number, drive in enumerate(self._shown, 1):
            name, free = drive_label(drive)
            words = _("USB “{name}” – còn trống {free}", name=name, free=size_text(free, self._translator))
            button = QRadioButton(self._say(words))
            button.setToolTip(str(drive))
            self._group.addButton(button, number)
            self._drives.addWidget(button)
        self._no_drive.setVisible(not self._shown)

    def _arrange(self) -> None:
        row = row_of(self.folder, self.browse, grows=self.folder, margins=(26, 0, 0, 0))
        column_of(self._no_drive, self._drives, self.folder_button, row, gap=8, margins=FLUSH, on=self)

    def _toggled(self, _number: int, on: bool) -> None:
        if on:
            self.changed.emit()

    def _folder_typed(self) -> None:
        self.folder_button.setChecked(True)
        self.changed.emit()

    def _browse(self) -> None:
        if folder := ask_for_folder(self, self._say, _("Chọn thư mục"), self.folder.text()):
            self.folder.setText(str(folder))
            self._folder_typed()
