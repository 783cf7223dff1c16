"""The office's own Word template, taken and given up in the window."""

from __future__ import annotations

from pathlib import Path

import docx
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import _
from danvan_desktop.reports.own_templates import kept_template
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.preview.preview_widget import PreviewWidget
from danvan_desktop.ui.preview.report_file import ReportWish
from danvan_desktop.ui.preview.template_dialog import TemplateDialog


def test_a_template_is_saved_taken_and_given_up_and_a_bad_one_told(ui: UiContext, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = TemplateDialog(ui, "petition-reply")
    qtbot.addWidget(dialog)
    own, bad = tmp_path / "mau.docx", tmp_path / "hong.docx"
    assert not dialog.remove_button.isEnabled()
    dialog.save(own)
    qtbot.waitUntil(lambda: "Đã lưu" in dialog.state.text())
    file = docx.Document(str(own))
    file.add_paragraph("{{noi_dug}}")
    file.save(str(bad))
    dialog.take(bad)
    qtbot.waitUntil(lambda: "Có phải là {{noi_dung}}" in dialog.state.text())
    assert kept_template(ui.store, "petition-reply") is None
    dialog.take(own)
    qtbot.waitUntil(lambda: "mẫu riêng của đơn vị" in dialog.state.text())
    assert kept_template(ui.store, "petition-reply") == own.read_bytes()
    dialog.remove()
    qtbot.waitUntil(lambda: "mẫu của phần mềm" in dialog.state.text())
    assert kept_template(ui.store, "petition-reply") is None


def test_the_template_of_the_form_that_is_shown_is_offered_in_its_menu(
    ui: UiContext, qtbot: QtBot, village: str
) -> None:
    values = {"unit": village, "number": "001/2026", "received_on": "2026-08-13", "content": "Mương tắc"}
    saved = ui.store.save(Draft("petition", values))
    preview = PreviewWidget(ui, _("Chọn mẫu in."))
    qtbot.addWidget(preview)
    with qtbot.waitSignal(preview.shown):
        preview.show_report(ReportWish("petition-slip", saved.uids[0]))
    action = next(one for one in preview.findChildren(QAction) if one.text() == "Mẫu Word của đơn vị…")
    action.trigger()
    dialog = preview.findChild(TemplateDialog)
    assert dialog is not None
    assert "Đang dùng mẫu của phần mềm." in dialog.state.text()
    dialog.close()
