"""Soạn báo cáo: the text of a report, section by section, beside the draft that follows from the figures."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.period import Period
from danvan_desktop.localization import Message, _
from danvan_desktop.store import SaveResult
from danvan_desktop.store.settings import moment_of
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.forms.inputs import ParagraphText
from danvan_desktop.ui.operations import ChangeSummary, Operation, short_work
from danvan_desktop.ui.reports.kept_texts import Place
from danvan_desktop.ui.reports.reading import SectionRow, Sections, period_title, read_sections, text_draft
from danvan_desktop.ui.reports.text_keeper import TextKeeper, TypedText
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import main_button, plain_button
from danvan_desktop.ui.widgets.labels import page_title, quiet_text, section_title, text_label
from danvan_desktop.ui.widgets.questions import AskingDialog, Unsaved
from danvan_desktop.ui.widgets.rows import column_of, row_of
from danvan_desktop.ui.widgets.sizing import open_with_size
from danvan_desktop.ui.widgets.steady import keep_bar
from danvan_desktop.ui.widgets.two_line_list import Item, TwoLineList

_SIZE = (1060, 680)
_LIST_WIDTH = 330


class ComposerDialog(AskingDialog):
    """Sections at the left; the text of the current one, and its draft below, at the right."""

    texts_wanted = Signal()
    """The officer wants the list of all that was written; the dialog has closed."""

    def __init__(
        self, context: UiContext, form: str, period: Period, parent: QWidget | None = None, *, section: str = ""
    ) -> None:
        """Begin to read the sections of a report; ``section`` is shown first."""
        title = context.translator(period_title(form, period))
        super().__init__(context.translator, parent, _("Soạn báo cáo – {report}", report=title))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self._context = context
        self._form, self._period = form, period
        self._rows: dict[str, SectionRow] = {}
        self._shown, self._first = "", section
        self._is_showing = False
        self._closes_when_saved = False
        self.sections = TwoLineList()
        self.sections.setAccessibleName(self._say(_("Các mục của báo cáo")))
        # Titles take two lines by the width that is left beside the scroll bar.
        keep_bar(self.sections)
        self.sections.chosen.connect(self._choose)
        self.banner, self.kept_note = Banner(), Banner()
        self.kept_note.action_wanted.connect(self._give_up_kept)
        self.hint = quiet_text("")
        self.text = ParagraphText()
        self.text.setAccessibleName(self._say(_("Nội dung của mục")))
        self.text.textChanged.connect(self._text_changed)
        self.draft = QPlainTextEdit()
        self.draft.setReadOnly(True)
        self.draft.setAccessibleName(self._say(_("Bản nháp từ số liệu")))
        self.save_button = main_button(self._say(_("Lưu mục (Ctrl+S)")), self.save)
        self.take_button = plain_button(self._say(_("Lấy bản nháp")), self._take_draft)
        self.forget_button = plain_button(self._say(_("Bỏ nội dung đã soạn")), self.forget)
        self.texts_button = plain_button(self._say(_("Nội dung đã soạn…")), self._list_texts)
        self.saved = QPlainTextEdit()
        self.saved.setReadOnly(True)
        self.saved.setAccessibleName(self._say(_("Bản đã lưu")))
        self._arrange(title)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self).activated.connect(self.save)
        self._keeper = TextKeeper(context.operations, context.store.clock, self._typed, self)
        context.operations.changed.connect(self._changed)
        self._wait_for_sections()
        self.refresh()

    def refresh(self) -> None:
        """Draft anew; what is being typed stays."""
        form, period = self._form, self._period
        self._context.operations.read(
            lambda store: read_sections(store, form, period),
            self._show,
            key=(self, "sections"),
            slow=True,
            on_error=lambda error: self.banner.say(self._say(error.message), "error"),
        )

    @property
    def is_touched(self) -> bool:
        """Whether something typed in the current section is not saved."""
        row = self._rows.get(self._shown)
        return row is not None and self.text.toPlainText() != row.text

    def save(self) -> None:
        """Keep the text of the current section."""
        if not self.is_touched:
            return
        place, text = self._place, self.text.toPlainText()
        row = self._rows[place.section]
        work = short_work(lambda store: store.save(text_draft(store, place.form, place.period, place.section, text)))

        def saved(_result: SaveResult) -> None:
            self._saved(place)

        title = _("Soạn mục “{section}”", section=row.title)
        self._context.operations.run(Operation(title, work, saved, self._refused, undoable=True, owner=self))

    def forget(self) -> None:
        """Let the current section follow its draft again."""
        row, place = self._rows[self._shown], self._place
        if not row.uid:
            self.text.setPlainText(row.draft)
            return
        work = short_work(lambda store: store.delete(row.uid))

        def deleted(_result: SaveResult) -> None:
            self._saved(place)

        title = _("Bỏ nội dung đã soạn của “{section}”", section=row.title)
        self.text.setPlainText(row.text)
        self._context.operations.run(Operation(title, work, deleted, undoable=True, owner=self))

    def unsaved(self) -> Unsaved | None:
        """Tell of a text that was typed; one that was kept before, and only looked at, stays kept."""
        if not self.is_touched or self._rests:
            return None
        return Unsaved(_("Nội dung vừa soạn chưa được lưu."), keeps_draft=True)

    def save_unsaved(self) -> None:
        """Save, then close."""
        self._closes_when_saved = True
        self.save()

    def keep_unsaved(self) -> None:
        """Keep the text until it is gone on with."""
        self._keeper.leave()

    def done(self, result: int) -> None:
        """Close for good."""
        if self._shown and not self._rests:
            self._keeper.drop(self._place)
        super().done(result)

    # Arrangement

    def _arrange(self, title: str) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(12, 0, 0, 0)
        self._heading = section_title("")
        self._heading.setWordWrap(True)
        column.addWidget(self._heading)
        column.addWidget(self.hint)
        column.addWidget(self.kept_note)
        column.addWidget(self.text, 3)
        row = QHBoxLayout()
        for button in (self.save_button, self.take_button, self.forget_button):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self._saved_label = text_label(self._say(_("Bản đã lưu")), "soft")
        column.addWidget(self._saved_label)
        column.addWidget(self.saved, 2)
        column.addSpacing(6)
        label = text_label(self._say(_("Bản nháp từ số liệu của kỳ")), "soft")
        column.addWidget(label)
        column.addWidget(self.draft, 2)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.sections)
        splitter.addWidget(right)
        splitter.setSizes([scaled(_LIST_WIDTH), scaled(700)])
        splitter.setChildrenCollapsible(False)
        close = plain_button(self._say(_("Đóng")), self.close)
        buttons = row_of(self.texts_button, None, close)
        column_of(page_title(title), self.banner, splitter, buttons, grows=splitter, margins=(20, 16, 20, 14), on=self)
        open_with_size(self, *_SIZE)

    # What is shown

    def _wait_for_sections(self) -> None:
        """Offer nothing before they are read: what was typed until then would go."""
        self.hint.setText(self._say(_("Đang đọc số liệu của kỳ…")))
        self.text.setReadOnly(True)
        for widget in (self._saved_label, self.saved):
            widget.hide()
        self._refresh_buttons()

    def _changed(self, summary: ChangeSummary) -> None:
        if self.isVisible():
            self.refresh()

    def _show(self, sections: Sections) -> None:
        touched, rows = self.is_touched, sections.rows
        self.text.setReadOnly(False)
        self.banner.say(self._say(sections.fault) if sections.fault is not None else "", "warning")
        self._rows = {row.code: row for row in rows}
        items = [Item(row.code, row.title, self._say(_state(row))) for row in rows]
        self.sections.set_items(items)
        if self._shown not in self._rows:
            self.sections.choose(self._first if self._first in self._rows else rows[0].code)
        elif touched and self.is_touched:
            self.draft.setPlainText(self._rows[self._shown].draft)
            self._refresh_buttons()
        else:
            self._show_section(self._shown)

    def _choose(self, code: str) -> None:
        if code == self._shown:
            return
        if self.is_touched and not self._rests:
            self._keeper.keep()
            self.save()
        self._show_section(code)

    @property
    def _place(self) -> Place:
        """The section that is shown."""
        return Place(self._form, self._period, self._shown)

    @property
    def _rests(self) -> bool:
        """Whether what is shown was kept before, and nobody has typed on."""
        row = self._rows.get(self._shown)
        return row is not None and row.kept is not None and self.text.toPlainText() == row.kept.text

    def _show_section(self, code: str) -> None:
        self._is_showing = True
        self._show_texts(code)
        self._is_showing = False
        self._refresh_buttons()

    def _show_texts(self, code: str) -> None:
        self._shown = code
        row = self._rows[code]
        self._heading.setText(row.title)
        self.hint.setText(row.hint)
        self.hint.setVisible(bool(row.hint))
        self.text.setPlainText(row.text if row.kept is None else row.kept.text)
        self.draft.setPlainText(row.draft)
        self.saved.setPlainText(row.text)
        for widget in (self._saved_label, self.saved):
            widget.setVisible(row.kept is not None and bool(row.uid))
        self._tell_of_kept(row)

    def _tell_of_kept(self, row: SectionRow) -> None:
        if row.kept is None:
            self.kept_note.say("")
            return
        self._keeper.adopt(self._place)
        moment = moment_of(row.kept.moment) or self._context.store.clock.local_time()
        words = _("Đây là phần đang soạn dở lúc {moment}, chưa lưu. Hãy xem lại rồi bấm Lưu mục.", moment=moment)
        back = _("Quay về bản đã lưu") if row.uid else _("Bỏ phần soạn dở")
        self.kept_note.say(self._say(words), "warning", self._say(back))

    def _give_up_kept(self) -> None:
        """Go back to what is saved, and forget what was kept."""
        self._keeper.drop(self._place)
        self._rows[self._shown] = replace(self._rows[self._shown], kept=None)
        self._show_section(self._shown)

    def _refresh_buttons(self) -> None:
        row = self._rows.get(self._shown)
        self.save_button.setEnabled(self.is_touched)
        self.take_button.setEnabled(row is not None and bool(row.draft) and self.text.toPlainText() != row.draft)
        self.forget_button.setEnabled(row is not None and bool(row.uid))

    def _text_changed(self) -> None:
        self._refresh_buttons()
        if self._is_showing:
            return
        if self.is_touched:
            self._keeper.touch()
        elif self._shown:
            self._keeper.drop(self._place)

    def _typed(self) -> TypedText | None:
        """Return the text of the current section when it is not saved."""
        if not self.is_touched:
            return None
        place, text = self._place, self.text.toPlainText()
        return TypedText(place, lambda store: text_draft(store, place.form, place.period, place.section, text))

    def _take_draft(self) -> None:
        self.text.setPlainText(self._rows[self._shown].draft)
        self.text.setFocus()

    def _list_texts(self) -> None:
        if self.close():
            self.texts_wanted.emit()

    def _saved(self, place: Place) -> None:
        self._keeper.drop(place)
        self.banner.say("")
        if self._closes_when_saved:
            self.accept()
            return
        self.refresh()

    def _refused(self, error: DanvanError) -> bool:
        self._closes_when_saved = False
        self.banner.say(self._say(_("Chưa lưu: {reason}", reason=error.message)), "error")
        return True


def _state(row: SectionRow) -> Message:
    if row.kept is not None:
        return _("Đang soạn dở, chưa lưu")
    if row.uid:
        return _("Đã soạn")
    if row.draft:
        return _("Theo bản nháp từ số liệu")
    return _("Chưa có nội dung: in “Không phát sinh”")
