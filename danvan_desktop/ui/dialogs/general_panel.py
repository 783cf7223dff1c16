"""Chung: language, who works here, and the lists that other records refer to."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QFormLayout, QLabel, QMenu, QPushButton, QWidget

from danvan_desktop.localization import LANGUAGES, Message, _
from danvan_desktop.reports.style import OFFICE_STYLE
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.backup_row import BackupRow
from danvan_desktop.ui.dialogs.second_place_row import SecondPlaceRow
from danvan_desktop.ui.operations import ChangeSummary, Operation, short_work
from danvan_desktop.ui.pages.first_steps import FIRST_STEPS, PUT_AWAY
from danvan_desktop.ui.setup.office_section import STYLES
from danvan_desktop.ui.theme import SIZES, THEMES, Look, apply_look, current_look, look_settings
from danvan_desktop.ui.widgets.beside import Beside
from danvan_desktop.ui.widgets.buttons import Button, plain_button
from danvan_desktop.ui.widgets.cards import Card
from danvan_desktop.ui.widgets.flow_layout import FlowLayout
from danvan_desktop.ui.widgets.labels import quiet_text
from danvan_desktop.ui.widgets.restyling import RestyledWidget
from danvan_desktop.ui.widgets.rows import FLUSH, column_of
from danvan_desktop.ui.widgets.steady import ChoiceBox

LANGUAGE = "language"
"""The setting that holds the window's language."""
_BUTTON_BESIDE = 380
_LABEL = QFormLayout.ItemRole.LabelRole
_NAMES = {"vi": "Tiếng Việt", "en": "English"}


class GeneralPanel(RestyledWidget):
    """Choices take effect at once, the language at the next start."""

    list_wanted = Signal(str)
    """A kind whose list should be opened."""
    setup_wanted = Signal()
    """The officer wants to paste villages and officers."""
    record_wanted = Signal(str)
    """The uid of a record to edit."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show what is chosen now."""
        super().__init__(parent)
        self._context = context
        self._say = context.translator
        self._forms: list[QFormLayout] = []
        column_of(self._window_card(), self._office_card(), self._store_card(), None, gap=12, margins=FLUSH, on=self)

    def showEvent(self, event: QShowEvent) -> None:
        """Let what is chosen begin at one line in all cards."""
        super().showEvent(event)
        self.fit()

    def fit(self) -> None:
        """Let what is chosen begin at one line in all cards."""
        items = [form.itemAt(row, _LABEL) for form in self._forms for row in range(form.rowCount())]
        labels = [label for item in items if item is not None and (label := item.widget()) is not None]
        width = max(label.sizeHint().width() for label in labels)
        for label in labels:
            label.setMinimumWidth(width)

    def _form_card(self, title: Message) -> tuple[Card, QFormLayout]:
        card, form = Card(self._say(title)), QFormLayout()
        form.setContentsMargins(8, 0, 8, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        card.body.addLayout(form)
        self._forms.append(form)
        return card, form

    def _window_card(self) -> Card:
        card, form = self._form_card(_("Cửa sổ"))
        self.language = ChoiceBox()
        chosen = self._context.store.settings.get(LANGUAGE, LANGUAGES[0])
        self.language.offer(((_NAMES[code], code) for code in LANGUAGES), chosen)
        self.language.activated.connect(self._keep_language)
        form.addRow(self._say(_("Ngôn ngữ")), self.language)
        self._language_note = quiet_text(self._say(_("Có hiệu lực từ lần mở sau.")))
        # In a form a label that wraps is given the height of a narrow column.
        self._language_note.setWordWrap(False)
        form.addRow("", self._language_note)
        look = current_look()
        self.theme, self.letters = ChoiceBox(), ChoiceBox()
        self.theme.offer(((self._say(words), name) for name, words in THEMES.items()), look.theme)
        self.letters.offer(((self._context.translator.percent(size / 100, 0), size) for size in SIZES), look.size)
        for words, box in ((_("Màu sắc"), self.theme), (_("Cỡ chữ"), self.letters)):
            box.activated.connect(self._keep_look)
            form.addRow(self._say(words), box)
        return card

    def _office_card(self) -> Card:
        store = self._context.store
        card, form = self._form_card(_("Đơn vị và cán bộ"))
        unit = QLabel(store.unit.text("name"))
        form.addRow(
            self._say(_("Đơn vị sử dụng")), _with_buttons(unit, plain_button(self._say(_("Sửa…")), self._edit_unit))
        )
        self.officer = ChoiceBox()
        self.officer.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.officer.addItem(self._say(_("(chưa chọn)")), "")
        active = store.list("officer", filters={"active": True})
        self.officer.offer(((store.title(one.uid), one.uid) for one in active), store.officer)
        self.officer.activated.connect(self._keep_officer)
        form.addRow(self._say(_("Người đang làm việc")), self.officer)
        self.paper_style = self._style_box()
        form.addRow(self._say(_("Thể thức văn bản")), self.paper_style)
        lists_holder = QWidget()
        lists = FlowLayout(lists_holder)
        for view, listing in self._context.views.listed:
            if listing.from_settings is not None:
                lists.addWidget(
                    plain_button(self._say(listing.from_settings), partial(self.list_wanted.emit, view.kind))
                )
        lists.addWidget(plain_button(self._say(_("Thiết lập ban đầu…")), self.setup_wanted.emit))
        self.steps_button = plain_button(self._say(_("Hiện phần bắt đầu")), self._show_steps)
        self.steps_button.setEnabled(store.settings.get(FIRST_STEPS) == PUT_AWAY)
        lists.addWidget(self.steps_button)
        form.addRow("", lists_holder)
        return card

    def _store_card(self) -> Card:
        card, form = self._form_card(_("Dữ liệu trên máy này"))
        self.others_button = Button(self._say(_("Mở tệp khác")))
        self.others_menu = QMenu(self.others_button)
        self.others_button.setMenu(self.others_menu)
        path = _copied(str(self._context.store_path))
        self.archive_button = plain_button(self._say(_("Lưu trữ năm cũ…")), self._open_archives)
        form.addRow(self._say(_("Tệp dữ liệu")), _with_buttons(path, self.archive_button, self.others_button))
        form.addRow(self._say(_("Tên máy")), _copied(self._context.store.device_name))
        self.backup = BackupRow(self._context)
        form.addRow(self._say(_("Sao lưu gần nhất")), self.backup)
        self.second_place = SecondPlaceRow(self._context)
        form.addRow(self._say(_("Nơi sao lưu thứ hai")), self.second_place)
        return card

    def _style_box(self) -> ChoiceBox:
        box = ChoiceBox()
        chosen = self._context.store.settings.get(OFFICE_STYLE)
        box.offer(((self._say(words), value) for value, words in STYLES), chosen)
        box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.activated.connect(lambda _place: self._context.operations.remember(OFFICE_STYLE, str(box.currentData())))
        return box

    def _show_steps(self) -> None:
        """Let the first page show again what a new office sets up."""
        self._context.operations.remember(FIRST_STEPS, "")
        self.steps_button.setEnabled(False)

    def _edit_unit(self) -> None:
        self.record_wanted.emit(self._context.store.unit.uid)

    def _open_archives(self) -> None:
        from danvan_desktop.ui.dialogs.archive_dialog import ArchiveDialog

        ArchiveDialog(self._context, self).open()

    def _keep_language(self) -> None:
        self._context.operations.remember(LANGUAGE, str(self.language.currentData()))

    def _keep_look(self) -> None:
        look = Look(str(self.theme.currentData()), int(self.letters.currentData()))
        application = QApplication.instance()
        if isinstance(application, QApplication):
            apply_look(application, look)
        for name, value in look_settings(look).items():
            self._context.operations.remember(name, value)

    def _keep_officer(self) -> None:
        uid = str(self.officer.currentData())
        work = short_work(lambda store: store.set_officer(uid))
        everything = ChangeSummary(frozenset(kind.name for kind in self._context.store.kinds))
        self._context.operations.run(
            Operation(_("Chọn người đang làm việc"), work, changes=lambda _nothing: everything, quiet=True)
        )


def _copied(text: str) -> QLabel:
    """Show a text that can be marked and copied."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _with_buttons(widget: QWidget, *buttons: QPushButton) -> Beside:
    return Beside((widget, *buttons), _BUTTON_BESIDE)
