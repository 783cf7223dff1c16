"""Kiểm tra mã: does a printed report agree with the records here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.records import Records
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.coverage import coverage_notes
from danvan_desktop.reports.proof import Verification, proofs_in, verify
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.reports.signature_dialog import SignatureDialog
from danvan_desktop.ui.reports.sources import read_from, shown_address
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import main_button, plain_button
from danvan_desktop.ui.widgets.copying import copies_rows
from danvan_desktop.ui.widgets.files import ask_for_file
from danvan_desktop.ui.widgets.framed_dialog import FramedDialog
from danvan_desktop.ui.widgets.labels import page_title, quiet_text
from danvan_desktop.ui.widgets.rows import row_of

_WIDTH, _HEIGHT, _HEIGHT_WITH_TABLE = 760, 230, 520


@dataclass(frozen=True)
class _Answer:
    """What was found, and the titles of the rows that differ."""

    found: Verification
    rows: tuple[str, ...]


class VerifyDialog(FramedDialog):
    """A line for the code, a button for a file, the answer with the figures that differ."""

    def __init__(self, context: UiContext, parent: QWidget | None = None, *, database: str = "") -> None:
        """Wait for a code or file, to be held against the ``database`` at an address where one is named."""
        super().__init__(context.translator, parent, _("Kiểm tra mã kiểm chứng của báo cáo đã in"))
        self._context, self._database = context, database
        self.code = QLineEdit()
        self.code.setPlaceholderText("K7QF-2M9X-…")
        self.code.setAccessibleName(self._say(_("Mã kiểm chứng")))
        self.code.returnPressed.connect(self.check)
        self.check_button = main_button(self._say(_("Kiểm tra mã")), self.check)
        self.file_button = plain_button(self._say(_("Chọn tệp…")), self._choose_file)
        self.answer = Banner()
        self.notes = quiet_text("")
        self.notes.hide()
        self.differences = self._made_table()
        self._arrange()

    def check(self) -> None:
        """Hold what was typed against the records."""
        text = self.code.text().strip()
        if text:
            self._read(lambda: (text,))

    def check_file(self, path: Path) -> None:
        """Hold the proofs of a file against the records: it may hold several papers."""
        self._read(lambda: proofs_in(path))

    def open_signatures(self) -> SignatureDialog:
        """Open the check of digital signatures in place of this one's."""
        dialog = SignatureDialog(self._context, self.parentWidget())
        dialog.show()
        self.close()
        return dialog

    # Private

    def _read(self, texts: Callable[[], Sequence[str]]) -> None:
        def work(records: Records) -> Sequence[_Answer]:
            records.forget_law()
            papers = [verify(records, text) for text in texts()]
            return [_Answer(found, tuple(records.title(record.uid) for record in found.rows)) for found in papers]

        database = self._database
        self._context.operations.read(
            lambda store: read_from(database, store, work),
            self._show,
            key=(self, "verify"),
            on_error=self._refused,
            slow=True,
        )

    def _show(self, answers: Sequence[_Answer]) -> None:
        self.differences.clear()
        self.differences.setVisible(any(answer.found.differences for answer in answers))
        wrong = [answer.found for answer in answers if not answer.found.agrees]
        words = self._told_of_many(answers, wrong) if len(answers) > 1 else self._told(answers[0].found)
        self.answer.say(self._say(words), "warning" if wrong else "done")
        self._show_notes(answers)
        for found in wrong:
            self._list_differences(found)
        if any(found.differences for found in wrong):
            self.resize(self.width(), max(self.height(), scaled(_HEIGHT_WITH_TABLE)))

    def _told_of_many(self, answers: Sequence[_Answer], wrong: Sequence[Verification]) -> Message:
        if wrong:
            return ngettext(
                "Không khớp {n} trong {all} văn bản có mã.",
                "Không khớp {n} trong {all} văn bản có mã.",
                len(wrong),
                all=len(answers),
            )
        return _("Khớp cả {all} văn bản có mã: hồ sơ ở đây cho đúng số liệu đã in.", all=len(answers))

    def _told(self, found: Verification) -> Message:
        what = _paper(found)
        if found.agrees:
            return _("Khớp: hồ sơ ở đây cho đúng số liệu đã in. {what}", what=what)
        if not found.groups:
            return _("Không khớp; hãy kiểm tra bằng tệp PDF để biết số liệu nào khác. {what}", what=what)
        groups = self._say.listing(self._say(group.label) for group in found.groups)
        return _("Không khớp ở nhóm: {groups}. {what}", groups=groups, what=what)

    def _show_notes(self, answers: Sequence[_Answer]) -> None:
        notes: dict[Message, None] = {}
        for answer in answers:
            notes |= dict.fromkeys([self._told(answer.found)] if len(answers) > 1 else [])
            notes |= dict.fromkeys(answer.found.notes(answer.rows))
        for answer in answers:
            notes |= dict.fromkeys(coverage_notes(answer.found.coverages))
        self.notes.setText("\n".join(self._say(note) for note in notes))
        self.notes.setVisible(bool(notes))

    def _list_differences(self, found: Verification) -> None:
        for one in found.differences:
            printed = "?" if one.printed is None else self._say.number(one.printed)
            row = QTreeWidgetItem([self._say(one.figure.title), self._say.number(one.here), printed])
            for column in (1, 2):
                row.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            row.setToolTip(0, self._say(one.figure.definition))
            self.differences.addTopLevelItem(row)

    def _refused(self, error: DanvanError) -> None:
        self.differences.clear()
        self.differences.hide()
        self.notes.hide()
        self.answer.say(self._say(error.message), "error")

    def _choose_file(self) -> None:
        kinds = _("Tệp PDF, Word, Excel (*.pdf *.docx *.xlsx)")
        if path := ask_for_file(self, self._say, _("Chọn tệp báo cáo"), kinds):
            self.check_file(path)

    def _made_table(self) -> QTreeWidget:
        table = QTreeWidget()
        copies_rows(table)
        table.setAccessibleName(self._say(_("Số liệu khác nhau")))
        table.setHeaderLabels([self._say(title) for title in (_("Số liệu"), _("Ở đây"), _("Đã in"))])
        table.setRootIsDecorated(False)
        table.header().setStretchLastSection(False)
        table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.hide()
        return table

    def _arrange(self) -> None:
        row = row_of(self.code, self.check_button, self.file_button, grows=self.code)
        close = plain_button(self._say(_("Đóng")), self.close)
        self.signatures_button = plain_button(self._say(_("Kiểm tra chữ ký số…")), self.open_signatures)
        hint = _(
            "Ghi mã kiểm chứng in cuối báo cáo (đọc qua điện thoại cũng được), nội dung mã QR, hoặc chọn tệp PDF, Word,"
            " Excel."
        )
        head = [page_title(self.windowTitle()), quiet_text(self._say(hint))]
        if self._database:
            here = _("Đối chiếu với cơ sở dữ liệu cấp trên: {database}.", database=shown_address(self._database))
            head.append(quiet_text(self._say(here)))
        buttons = (self.signatures_button, None, close)
        self.lay_out(
            *head, row, self.answer, self.notes, self.differences,
            buttons=buttons, grows=self.differences, size=(_WIDTH, _HEIGHT),
        )  # fmt: skip


def _paper(found: Verification) -> Message:
    return _(
        "{form}, {period}, {unit}, số liệu tính đến {day}.",
        form=form_of(found.form).title,
        period=found.period.label(),
        unit=found.unit.text("name"),
        day=found.as_of,
    )
