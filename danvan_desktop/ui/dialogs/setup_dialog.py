"""The first steps of a new office: its villages, its officers, how its papers look; all of it may be done later."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.style import OFFICE_STYLE, Style
from danvan_desktop.store import SaveResult, Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.setup_lists import ReadList, read_officers, read_villages
from danvan_desktop.ui.operations import Operation, Progress
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
"""Lines of a list that the preview names."""


class SetupDialog(AskingDialog):
    """Two lists to paste and one choice; what is pasted is saved in one step, which one undo takes back."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(context.translator, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self.villages, self.officers, self.style_box = QPlainTextEdit(), QPlainTextEdit(), ChoiceBox()
        self.preview = quiet_text("")
        self.trouble = QLabel()
        self.save_button = QPushButton(self._say(_("Lưu và bắt đầu")))
        self.setWindowTitle(self._say(_("Thiết lập ban đầu")))
        self._arrange()
        self.villages.textChanged.connect(self._show_preview)
        self.officers.textChanged.connect(self._show_preview)
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
        own = self._context.store.unit
        villages = read_villages(self.villages.toPlainText(), own).drafts
        officers = read_officers(self.officers.toPlainText(), own).drafts
        drafts = [*villages, *officers]
        style = str(self.style_box.currentData())
        self._context.operations.remember(OFFICE_STYLE, style)
        if not drafts:
            self.accept()
            return

        def work(store: Store, _progress: Progress) -> SaveResult:
            result = store.save(*drafts)
            if officers and not store.officer:
                store.set_officer(result.uids[len(villages)])
            return result

        title = _("Thiết lập ban đầu")
        run = self._context.operations.run

        def saved(_result: SaveResult) -> None:
            self._remember_lists(lambda _box: "")
            self.accept()

        run(Operation(title, work, saved, lambda error: self._refused(error, drafts), undoable=True, owner=self))

    def _show_preview(self) -> None:
        """Say what the lists come to before they are taken."""
        own = self._context.store.unit
        lists = (
            (_("Thôn"), read_villages(self.villages.toPlainText(), own)),
            (_("Cán bộ"), read_officers(self.officers.toPlainText(), own)),
        )
        self.preview.setText(
            "\n".join(self._told(label, read) for label, read in lists if read.drafts or read.left_out)
        )

    def _told(self, label: Message, read: ReadList) -> str:
        names = "; ".join(" – ".join(_shown(draft)) for draft in read.drafts[:_SHOWN])
        words = _("{label}: đọc được {count}: {names}", label=label, count=len(read.drafts), names=names)
        more = "…" if len(read.drafts) > _SHOWN else ""
        if not read.left_out:
            return self._say(words) + more
        left_out = _("Không lấy: {lines}", lines="; ".join(read.left_out[:_SHOWN]))
        return f"{self._say(words)}{more}. {self._say(left_out)}"

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
                _("Trần Thị Bình; Công chức văn hóa - xã hội\nLê Văn Phẩm; Trưởng khối dân vận"),
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
        for value, words in STYLES:
            self.style_box.addItem(self._say(words), value)
        self.style_box.setAccessibleName(self._say(_("Thể thức văn bản")))
        self.style_box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        label = QLabel(self._say(_("Thể thức văn bản")))
        label.setObjectName("fieldLabel")
        label.setBuddy(self.style_box)
        self.trouble.setObjectName("trouble")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self.preview.setWordWrap(True)
        column.addWidget(self.preview)
        for widget in (label, self.style_box, self.trouble):
            column.addWidget(widget)
        later = QPushButton(self._say(_("Để sau")))
        later.setAutoDefault(False)
        later.clicked.connect(self.reject)
        self.save_button.setProperty("primary", True)
        self.save_button.clicked.connect(self.save)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.save_button)
        buttons.addWidget(later)
        column.addLayout(buttons)
        open_with_size(self, 760, 520)

    def _say(self, message: Message) -> str:
        return self._context.translator(message)


def _shown(draft: Draft) -> list[str]:
    """Return what was read of one line."""
    names = ("name", "households", "head") if draft.kind == "unit" else ("full_name", "position")
    return [str(value) for name in names if (value := draft.values.get(name)) is not None]
