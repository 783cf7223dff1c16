"""Thiết lập ban đầu: what a new office records of itself, step by step; left at any time and taken up again there."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.localization import _
from danvan_desktop.store import SaveResult, Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import ChangeSummary, Operation, Progress
from danvan_desktop.ui.pages.page import Page
from danvan_desktop.ui.setup.criteria_section import CriteriaSection
from danvan_desktop.ui.setup.list_sections import HouseholdsSection, OfficersSection, VillagesSection
from danvan_desktop.ui.setup.office_section import OfficeSection
from danvan_desktop.ui.setup.section import Due, Section
from danvan_desktop.ui.setup.signers_section import SignersSection
from danvan_desktop.ui.setup.steps import SETUP_STEP, text_of
from danvan_desktop.ui.theme import colour, scaled
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import main_button, plain_button
from danvan_desktop.ui.widgets.elided_label import ElidedLabel
from danvan_desktop.ui.widgets.keys import on_key
from danvan_desktop.ui.widgets.labels import page_title, quiet_text, section_title
from danvan_desktop.ui.widgets.rows import FLUSH, column_of, row_of

_SECTIONS: tuple[type[Section], ...] = (
    OfficeSection,
    VillagesSection,
    OfficersSection,
    SignersSection,
    HouseholdsSection,
    CriteriaSection,
)
_KEPT = _("Ctrl+Enter ghi rồi sang bước sau. Dừng lúc nào cũng được: chữ đã gõ được giữ lại, mở tiếp ở Tổng quan.")
_STEPS_WIDTH = 216
_WIDE = 640
"""From this width at letters of 100 % the steps stand beside the one that is shown."""
_KEEP_MILLISECONDS = 800
"""How long after a key what is typed is kept: next to nothing is lost by a kill."""


class SetupPage(Page):
    """The steps at the left, one of them beside it, and below what it comes to and the one button that saves it."""

    title = _("Thiết lập ban đầu")
    icon = "settings"

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Make all steps; what was typed before and not saved is in them."""
        super().__init__(context, parent)
        self.setObjectName("page")
        self.sections = [section(context) for section in _SECTIONS]
        self._left, self.steps, self._stack = QWidget(), QListWidget(), QStackedWidget()
        self._step_title, self._step_hint = section_title(""), quiet_text("")
        self.told, self.trouble = ElidedLabel(mode=Qt.TextElideMode.ElideRight), Banner()
        self.later_button = plain_button(self._say(_("Để sau")), self.leave)
        self.back_button = plain_button(self._say(_("Quay lại")), lambda: self._go(-1))
        self.save_button = main_button("", self.save)
        self._kept = {text_of(one.code): context.store.settings.get(text_of(one.code)) for one in self.sections}
        self._keeping = QTimer(self, singleShot=True, interval=_KEEP_MILLISECONDS)
        self._keeping.timeout.connect(self.keep)
        self._arrange()
        for section in self.sections:
            section.take_back(self._kept[text_of(section.code)])
            section.edited.connect(self._edited)
        self.steps.currentRowChanged.connect(self._turned)
        for keys, action in (
            ("Ctrl+Return", self.save),
            ("Ctrl+Enter", self.save),
            ("Ctrl+Up", lambda: self._go(-1)),
            ("Ctrl+Down", lambda: self._go(1)),
        ):
            on_key(self, keys, action)
        self.show_step(context.store.settings.get(SETUP_STEP))

    @property
    def section(self) -> Section:
        """The step that is shown."""
        return self.sections[max(0, self.steps.currentRow())]

    def show_step(self, code: str) -> None:
        """Turn to a step, by an unknown code to the first that is not done."""
        codes = [section.code for section in self.sections]
        due = next((place for place, section in enumerate(self.sections) if not section.is_done()), 0)
        self.steps.setCurrentRow(codes.index(code) if code in codes else due)
        self._refresh()
        self.section.begin()

    def activate(self) -> None:
        """Show what is stored now; from here on the set-up is under way."""
        for section in self.sections:
            section.show_stored()
        self._refresh()
        self._remember(SETUP_STEP, self.section.code)
        self.section.begin()

    def take_focus(self) -> None:
        """Stand in the step."""
        self.section.begin()

    def on_changed(self, summary: ChangeSummary) -> None:
        """Show what is stored now."""
        if summary.kinds and self.isVisible():
            for section in self.sections:
                section.show_stored()
            self._refresh()

    def save(self) -> None:
        """Save what the step comes to, in one operation that one undo takes back, and go on with the next step."""
        section, due = self.section, self.section.due()
        self.trouble.hide()
        if due is None:
            self._go_on()
            return

        def work(store: Store, _progress: Progress) -> SaveResult:
            result = store.save(*due.drafts)
            if due.besides is not None:
                due.besides(store, result)
            return result

        def saved(_result: SaveResult) -> None:
            section.forget()
            self.keep()
            if section.goes_on():
                section.show_stored()
                self._refresh()
                section.begin()
            else:
                self._go_on()

        title = _("Thiết lập: {step}", step=section.title)
        refused = partial(self._refused, due)
        self.context.operations.run(Operation(title, work, saved, refused, undoable=True, owner=self))

    def leave(self) -> None:
        """Keep what is typed and turn to the overview, whose list of first steps leads back here."""
        self.keep()
        self._remember(SETUP_STEP, "")
        self.page_wanted.emit("overview")

    def keep(self) -> None:
        """Keep what is typed in every step."""
        self._keeping.stop()
        for section in self.sections:
            self._remember(text_of(section.code), section.kept())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the step all the room where both have none; the buttons below lead on."""
        super().resizeEvent(event)
        self._left.setVisible(self.width() >= scaled(_WIDE))

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is typed: the officer turns elsewhere."""
        super().hideEvent(event)
        if self._keeping.isActive():
            self.keep()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Escape: nothing typed is lost."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    # Private

    def _edited(self) -> None:
        self._keeping.start()
        self._refresh()

    def _remember(self, name: str, value: str) -> None:
        """Keep a setting, unless it was the last that was kept: what is under way is not in the store yet."""
        if self._kept.get(name) != value:
            self._kept[name] = value
            self.context.operations.remember(name, value)

    def _turned(self, row: int) -> None:
        self._stack.setCurrentIndex(row)
        self.trouble.hide()
        self.section.show_stored()
        self._refresh()
        if self.isVisible():
            self._remember(SETUP_STEP, self.section.code)
            if QApplication.mouseButtons():
                QTimer.singleShot(0, self.section.begin)

    def _go(self, by: int) -> None:
        row = self.steps.currentRow() + by
        if 0 <= row < self.steps.count():
            self.steps.setCurrentRow(row)
            self.section.begin()

    def _go_on(self) -> None:
        """Turn to the next step; after the last one the set-up is left."""
        for section in self.sections:
            section.show_stored()
        if self.steps.currentRow() + 1 < self.steps.count():
            self._go(1)
        else:
            self.leave()

    def _refresh(self) -> None:
        """Show which steps are done, and what the button does now."""
        for row, section in enumerate(self.sections):
            item, is_done = self.steps.item(row), section.is_done()
            item.setText(f"{'✓' if is_done else row + 1}   {self._say(section.title)}")
            item.setForeground(colour("doneText" if is_done else "text"))
            words = _("{step}: đã xong", step=section.title) if is_done else section.title
            item.setData(Qt.ItemDataRole.AccessibleTextRole, self._say(words))
        section, row = self.section, self.steps.currentRow()
        due, is_last = section.due(), row + 1 == self.steps.count()
        self._step_title.setText(self._say(section.title))
        self._step_hint.setText(self._say(section.hint))
        self.told.setText(section.told())
        self.back_button.setEnabled(row > 0)
        words = due.words if due is not None else _("Xong") if is_last else _("Bước tiếp")
        self.save_button.setText(self._say(words))

    def _refused(self, due: Due, error: DanvanError) -> bool:
        named = ""
        if isinstance(error, InvalidRecord) and error.index < len(due.drafts):
            values = due.drafts[error.index].values
            named = str(values.get("name") or values.get("full_name") or values.get("head") or "")
        words = _("Chưa lưu được “{name}”: {reason}", name=named, reason=error.message) if named else error.message
        self.trouble.say(self._say(words), "error")
        return True

    def _arrange(self) -> None:
        for section in self.sections:
            self.steps.addItem(QListWidgetItem(self._say(section.title)))
            self._stack.addWidget(section)
        self.steps.setObjectName("steps")
        self.steps.setAccessibleName(self._say(_("Các bước thiết lập")))
        self.steps.setFixedWidth(scaled(_STEPS_WIDTH))
        self.steps.setWordWrap(True)
        left = column_of(page_title(self._say(self.title)), self.steps, grows=self.steps, margins=FLUSH, on=self._left)
        kept = quiet_text(self._say(_KEPT))
        kept.setMaximumWidth(scaled(_STEPS_WIDTH))
        left.addWidget(kept)
        right = QVBoxLayout()
        right.setSpacing(8)
        for label in (self._step_title, self._step_hint):
            right.addWidget(label)
        right.addWidget(self._stack, 1)
        right.addWidget(self.trouble)
        right.addLayout(self._foot())
        row_of(self._left, right, grows=right, gap=20, margins=(20, 16, 20, 14), on=self)

    def _foot(self) -> QHBoxLayout:
        self.save_button.setToolTip("Ctrl+Enter")
        self.later_button.setProperty("flat", True)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.told.setObjectName("toldFirst")
        foot.addWidget(self.told, 1)
        for button in (self.later_button, self.back_button, self.save_button):
            foot.addWidget(button)
        return foot
