"""Copies made in the preview: the number offered, the mark shown, the register that keeps it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.localization import _
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import CopyKind
from danvan_desktop.reports.numbering import number_values
from danvan_desktop.reports.style import FileFormat, Style
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.preview.copy_dialog import CopyDialog
from danvan_desktop.ui.preview.preview_widget import PreviewWidget
from danvan_desktop.ui.preview.report_file import ReportWish
from tests.copies import replace
from tests.ui.watching import pages_of

PETITION = {"received_on": "2026-08-13", "content": "Mương tiêu ngõ 3 bị tắc", "reply": "Đã nạo vét."}


@pytest.fixture
def slip(ui: UiContext, village: str) -> Callable[[str], ReportWish]:
    def save(number: str) -> ReportWish:
        uid = ui.store.save(Draft("petition", {"unit": village, "number": number, **PETITION})).uids[0]
        form = form_of("petition-reply")
        for style in Style:  # what has no number is not copied
            context = ReportContext(ui.store, ui.today(), uid, style=style)
            ui.store.save(Draft("document_number", number_values(form, context, context.today)))
        return ReportWish("petition-reply", uid)

    return save


@pytest.fixture
def preview(ui: UiContext, qtbot: QtBot, slip: Callable[[str], ReportWish]) -> PreviewWidget:
    """A slip in the preview."""
    widget = PreviewWidget(ui, _("Chọn mẫu in."))
    qtbot.addWidget(widget)
    widget.resize(1000, 760)
    widget.show()
    show(qtbot, widget, slip("001/2026"))
    return widget


def show(qtbot: QtBot, preview: PreviewWidget, wish: ReportWish) -> None:
    with qtbot.waitSignal(preview.shown):
        preview.show_report(wish)


def opened(qtbot: QtBot, preview: PreviewWidget) -> CopyDialog:
    dialog = preview.open_copy_dialog()
    assert dialog is not None
    qtbot.waitUntil(dialog.make_button.isEnabled)
    return dialog


def make(qtbot: QtBot, preview: PreviewWidget, dialog: CopyDialog) -> None:
    with qtbot.waitSignal(preview.shown):
        dialog.make_button.click()


def copies_of(ui: UiContext) -> list[Record]:
    return [one for one in ui.store.list("document_number") if one.text("type") == "copy"]


def action(preview: PreviewWidget, words: str) -> QAction:
    return next(one for one in preview.findChildren(QAction) if one.text() == words)


def last_text(preview: PreviewWidget) -> str:
    return pages_of(preview)[preview.page_count - 1]


def test_the_menu_asks_for_a_copy_and_shows_it_under_the_next_number(
    qtbot: QtBot, preview: PreviewWidget, ui: UiContext
) -> None:
    assert "SAO Y" not in last_text(preview)
    action(preview, "Bản sao…").trigger()
    dialog = preview.findChild(CopyDialog)
    qtbot.waitUntil(dialog.make_button.isEnabled)
    assert dialog.number.raw() == "1"
    dialog.recipients.setPlainText("Các thôn\n\n  Mặt trận xã ")
    make(qtbot, preview, dialog)
    shown = last_text(preview)
    assert all(words in shown for words in ("SAO Y", "Số: 01/SY-UBND", "- Các thôn;", "- Mặt trận xã;", "- Lưu: VT."))
    [given] = copies_of(ui)
    assert (given.text("type"), given.number("number"), given.text("symbol")) == ("copy", 1, "SY-UBND")
    assert preview.report is not None
    assert preview.report.file_name.endswith("_sao-y-01.pdf")
    assert preview.view.page == preview.page_count - 1
    assert opened(qtbot, preview).number.raw() == "1"


@pytest.mark.parametrize("typed", ["", "số năm", "0"])
def test_what_is_no_number_is_told_and_nothing_is_entered(
    qtbot: QtBot, preview: PreviewWidget, ui: UiContext, typed: str
) -> None:
    dialog = opened(qtbot, preview)
    dialog.number.line.setText(typed)
    dialog.make_button.click()
    assert dialog.trouble.isVisible()
    assert "ố" in dialog.trouble.text()
    assert copies_of(ui) == []


def test_another_original_gets_the_number_after_it(
    qtbot: QtBot, preview: PreviewWidget, slip: Callable[[str], ReportWish]
) -> None:
    make(qtbot, preview, opened(qtbot, preview))
    show(qtbot, preview, slip("002/2026"))
    dialog = opened(qtbot, preview)
    assert dialog.number.raw() == "2"
    dialog.kinds.setCurrentIndex(dialog.kinds.findData(CopyKind.EXTRACT))
    make(qtbot, preview, dialog)
    assert "Số: 02/TrS-UBND" in last_text(preview)


def test_a_number_that_another_copy_has_is_refused_in_the_dialog(
    qtbot: QtBot, preview: PreviewWidget, ui: UiContext, slip: Callable[[str], ReportWish]
) -> None:
    make(qtbot, preview, opened(qtbot, preview))
    show(qtbot, preview, slip("002/2026"))
    dialog = opened(qtbot, preview)
    dialog.number.show_value(1)
    dialog.make_button.click()
    qtbot.waitUntil(dialog.trouble.isVisible)
    assert "Số bản sao 01 đã cấp" in dialog.trouble.text()
    assert dialog.isVisible()
    assert "SAO Y" not in last_text(preview)
    assert len(copies_of(ui)) == 1
    dialog.number.show_value(2)
    make(qtbot, preview, dialog)
    assert "Số: 02/SY-UBND" in last_text(preview)


def test_the_mark_is_taken_off_again_and_does_not_go_over_to_the_other_body(
    qtbot: QtBot, preview: PreviewWidget
) -> None:
    assert not action(preview, "Bỏ dấu bản sao").isVisible()
    make(qtbot, preview, opened(qtbot, preview))
    assert action(preview, "Bỏ dấu bản sao").isVisible()
    assert not action(preview, "Lưu bảng số liệu ra Excel…").isEnabled()
    with qtbot.waitSignal(preview.shown):
        action(preview, "Bỏ dấu bản sao").trigger()
    assert "SAO Y" not in last_text(preview)
    assert action(preview, "Lưu bảng số liệu ra Excel…").isEnabled()
    make(qtbot, preview, opened(qtbot, preview))
    with qtbot.waitSignal(preview.shown):
        action(preview, "Thể thức của Đảng").trigger()
    assert "SAO" not in last_text(preview)
    assert opened(qtbot, preview).number.raw() == "1"


def test_a_copy_of_the_party_has_its_own_register(
    qtbot: QtBot, preview: PreviewWidget, slip: Callable[[str], ReportWish]
) -> None:
    make(qtbot, preview, opened(qtbot, preview))
    show(qtbot, preview, replace(slip("002/2026"), style=Style.PARTY))
    make(qtbot, preview, opened(qtbot, preview))
    assert "SAO Y BẢN CHÍNH" in last_text(preview)
    assert "Số 01-BS/ĐU" in last_text(preview)


def test_a_copy_is_saved_for_word_with_its_mark(qtbot: QtBot, preview: PreviewWidget, tmp_path: Path) -> None:
    make(qtbot, preview, opened(qtbot, preview))
    out = tmp_path / "copy.docx"
    preview.save_as(out, FileFormat.DOCX)
    qtbot.waitUntil(lambda: "Đã lưu" in preview.notice)
    texts = [text.text for text in docx.Document(out).element.body.iter(qn("w:t"))]
    assert "SAO Y" in texts
    assert "Số: 01/SY-UBND" in texts


def test_what_has_no_number_is_refused_with_the_way(
    qtbot: QtBot, preview: PreviewWidget, ui: UiContext, village: str
) -> None:
    uid = ui.store.save(Draft("petition", {"unit": village, "number": "009/2026", **PETITION})).uids[0]
    show(qtbot, preview, ReportWish("petition-reply", uid))
    dialog = opened(qtbot, preview)
    dialog.make_button.click()
    qtbot.waitUntil(dialog.trouble.isVisible)
    assert "Hãy cấp số cho văn bản rồi sao" in dialog.trouble.text()
    assert copies_of(ui) == []


def test_taking_the_entry_back_frees_the_number(qtbot: QtBot, preview: PreviewWidget, ui: UiContext) -> None:
    make(qtbot, preview, opened(qtbot, preview))
    with qtbot.waitSignal(ui.operations.changed):
        ui.operations.undo()
    assert copies_of(ui) == []
