"""The first steps of a new office: its villages, its officers, how its papers look; all of it may be done later."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.text import fold
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.style import OFFICE_STYLE, Style
from danvan_desktop.store import SaveResult, Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.setup_lists import Known, ReadList, officers_in, villages_in
from danvan_desktop.ui.operations import Operation, Progress
from danvan_desktop.ui.widgets.buttons import Button
from danvan_desktop.ui.widgets.labels import page_title, quiet_text
from danvan_desktop.ui.widgets.questions import AskingDialog, Unsaved
from danvan_desktop.ui.widgets.sizing import open_with_size
from danvan_desktop.ui.widgets.steady import ChoiceBox

STYLES = (
    ("", _("Theo từng biểu mẫu (văn bản của Đảng theo thể thức Đảng, còn lại theo Nghị định 30)")),
    (Style.STATE.value, _("Báo cáo, văn bản chọn được: theo thể thức nhà nước")),
    (Style.PARTY.value, _("Báo cáo, văn bản chọn được: theo thể thức của Đảng")),
)
"""How papers look unless another look is chosen for one."""


_VILLAGES, _OFFICERS = "setup.villages", "setup.officers"
"""The settings that keep lists which are not saved yet."""

_SHOWN = 6
"""Lines that are told of those that are not taken."""

_NOBODY_AND_ONE = 2
_NOT_TAKEN = _("Không lấy:")
_AGAIN = _("Đã có hoặc ghi hai lần, chỉ lấy một:")


class SetupDialog(AskingDialog):
    """Two lists to paste and one choice; what is pasted is saved in one step, which one undo takes back."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(context.translator, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self.villages, self.officers, self.style_box = QPlainTextEdit(), QPlainTextEdit(), ChoiceBox()
        self.preview, self.told = _preview_table(self._say), quiet_text("")
        self.who = ChoiceBox()
        units, self._stored_officers = context.store.list("unit"), context.store.list("officer")
        self._known = Known.of(units, self._stored_officers)
        self.trouble = QLabel()
        self.save_button = Button(self._say(_("Lưu và bắt đầu")))
        self.setWindowTitle(self._say(_("Thiết lập ban đầu")))
        self._arrange()
        self.villages.textChanged.connect(self._show_preview)
        self.officers.textChanged.connect(self._show_preview)
        self._show_preview()
        for name, box in self._lists():
            box.setPlainText(context.store.settings.get(name))
        self.villages.setFocus()

    def unsaved(self) -> Unsaved | None:
        """Tell of a list that was typed and is neither saved nor kept."""
        settings = self._context.store.settings
        if all(box.toPlainText().strip() == settings.get(name).strip() for name, box in self._lists()):
            return None
        return Unsaved(_("Danh sách vừa ghi chưa được lưu."), keeps_draft=True)

    def save_unsaved(self) -> None:
        """Save the lists."""
        self.save()

    def keep_unsaved(self) -> None:
        """Keep the lists as they are for the next time."""
        self._remember_lists(lambda box: box.toPlainText())

    def _lists(self) -> Sequence[tuple[str, QPlainTextEdit]]:
        return (_VILLAGES, self.villages), (_OFFICERS, self.officers)

    def _remember_lists(self, text_of: Callable[[QPlainTextEdit], str]) -> None:
        for name, box in self._lists():
            if self._context.store.settings.get(name) != text_of(box):
                self._context.operations.remember(name, text_of(box))

    def save(self) -> None:
        """Save the lists; a line that cannot be saved is named and nothing is."""
        villages, officers = (read.drafts for read in self._read())
        drafts, me = [*villages, *officers], str(self.who.currentData())
        style = str(self.style_box.currentData())
        title, run = _("Thiết lập ban đầu"), self._context.operations.run
        self._context.operations.remember(OFFICE_STYLE, style)
        if not drafts:
            if me:
                run(Operation(title, lambda store, _progress: store.set_officer(me), quiet=True))
            self.accept()
            return
        keys = [_key_of(draft) for draft in officers]

        def work(store: Store, _progress: Progress) -> SaveResult:
            result = store.save(*drafts)
            if me:
                store.set_officer(result.uids[len(villages) + keys.index(me)] if me in keys else me)
            return result

        def saved(_result: SaveResult) -> None:
            self._remember_lists(lambda _box: "")
            self.accept()

        run(Operation(title, work, saved, lambda error: self._refused(error, drafts), undoable=True, owner=self))

    def _read(self) -> tuple[ReadList, ReadList]:
        """Read villages and officers."""
        own = self._context.store.unit
        return (
            villages_in(self.villages.toPlainText(), own, self._known),
            officers_in(self.officers.toPlainText(), own, self._known),
        )

    def _show_preview(self) -> None:
        """Show what the lists come to before they are taken."""
        villages, officers = self._read()
        rows = [[self._say(_("Thôn")), *_shown(draft)] for draft in villages.drafts]
        rows += [[self._say(_("Cán bộ")), *_shown(draft)] for draft in officers.drafts]
        self.preview.setRowCount(len(rows))
        for place, row in enumerate(rows):
            for column in range(self.preview.columnCount()):
                self.preview.setItem(place, column, QTableWidgetItem(row[column] if column < len(row) else ""))
        self.preview.setVisible(bool(rows))
        left_out = [*villages.left_out, *officers.left_out]
        repeated = [*villages.repeated, *officers.repeated]
        self.told.setText("\n".join(filter(None, (self._listed(_NOT_TAKEN, left_out), self._listed(_AGAIN, repeated)))))
        self._offer_officers(officers.drafts)

    def _listed(self, words: Message, lines: Sequence[str]) -> str:
        return f"{self._say(words)} {'; '.join(lines[:_SHOWN])}{'…' if lines[_SHOWN:] else ''}" if lines else ""

    def _offer_officers(self, drafts: Sequence[Draft]) -> None:
        """Ask who works here; nobody is chosen unasked, unless there is only one."""
        chosen = self.who.currentData() or self._context.store.officer
        self.who.clear()
        self.who.addItem(self._say(_("(chọn sau trong Cài đặt)")), "")
        for officer in self._stored_officers:
            self.who.addItem(self._context.store.title(officer.uid), officer.uid)
        for draft in drafts:
            self.who.addItem(" – ".join(_shown(draft)), _key_of(draft))
        place = self.who.findData(chosen) if chosen else -1
        self.who.setCurrentIndex(place if place > 0 else int(self.who.count() == _NOBODY_AND_ONE))
        self.who.setEnabled(self.who.count() > 1)

    def _refused(self, error: DanvanError, drafts: Sequence[Draft]) -> bool:
        named = ""
        if isinstance(error, InvalidRecord) and error.index < len(drafts):
            values = drafts[error.index].values
            named = str(values.get("name") or values.get("full_name"))
        words = _("Chưa lưu được “{name}”: {reason}", name=named, reason=error.message) if named else error.message
        self.trouble.setText(self._say(words))
        self.trouble.show()
        return True

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        column.addWidget(page_title(self._context.store.unit.text("name")))
        hint = _("Dán hai danh sách từ Excel hoặc gõ mỗi dòng một mục. Có thể để sau.")
        column.addWidget(quiet_text(self._say(hint)))
        lists = QHBoxLayout()
        lists.setSpacing(16)
        for box, words, example in (
            (self.villages, _("Các thôn, bản, tổ dân phố"), _("Thôn Đông; 120\nThôn Đoài; 96\nBản Khe Sim; 54")),
            (
                self.officers,
                _("Cán bộ dùng sổ này"),
                _("Trần Thị Bình; Chuyên viên Phòng Văn hóa - Xã hội\nLê Văn Phẩm; Trưởng Ban Xây dựng Đảng"),
            ),
        ):
            label = QLabel(self._say(words))
            label.setObjectName("fieldLabel")
            label.setBuddy(box)
            box.setPlaceholderText(self._say(example))
            box.setTabChangesFocus(True)
            box.setAccessibleName(self._say(words))
            side = QVBoxLayout()
            side.addWidget(label)
            side.addWidget(box, 1)
            lists.addLayout(side, 1)
        column.addLayout(lists, 1)
        self.preview.setMaximumHeight(6 * self.preview.verticalHeader().defaultSectionSize())
        self.told.setWordWrap(True)
        column.addWidget(self.preview)
        column.addWidget(self.told)
        for value, words in STYLES:
            self.style_box.addItem(self._say(words), value)
        self.style_box.setCurrentIndex(max(0, self.style_box.findData(self._context.store.settings.get(OFFICE_STYLE))))
        for choice, words in ((self.who, _("Bạn là ai?")), (self.style_box, _("Thể thức văn bản"))):
            choice.setAccessibleName(self._say(words))
            choice.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            label = QLabel(self._say(words))
            label.setObjectName("fieldLabel")
            label.setBuddy(choice)
            column.addWidget(label)
            column.addWidget(choice)
        self.trouble.setObjectName("trouble")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        column.addWidget(self.trouble)
        later = Button(self._say(_("Để sau")))
        later.clicked.connect(self.reject)
        self.save_button.setProperty("primary", True)
        self.save_button.clicked.connect(self.save)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.save_button)
        buttons.addWidget(later)
        column.addLayout(buttons)
        open_with_size(self, 820, 640)

    def _say(self, message: Message) -> str:
        return self._context.translator(message)


def _preview_table(say: Callable[[Message], str]) -> QTableWidget:
    table = QTableWidget(0, 4)
    table.setHorizontalHeaderLabels(
        [say(words) for words in (_("Mục"), _("Tên"), _("Chức vụ hoặc số hộ"), _("Người đứng đầu"))]
    )
    table.setAccessibleName(say(_("Những gì sẽ được lưu")))
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    return table


def _key_of(draft: Draft) -> str:
    """Return what an officer who is not saved yet is chosen by."""
    return f"new {fold(str(draft.values['full_name']))}"


def _shown(draft: Draft) -> list[str]:
    """Return what was read of one line."""
    names = ("name", "households", "head") if draft.kind == "unit" else ("full_name", "position")
    values = [draft.values.get(name) for name in names]
    return ["" if value is None else str(value) for value in values]
