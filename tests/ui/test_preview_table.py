"""What becomes of a pasted list: its reasons can be read however long the names in it are."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from danvan_desktop.localization import Translator, _
from danvan_desktop.ui.setup.preview_table import PreviewTable
from danvan_desktop.ui.setup.read_lines import LineOutcome, ReadLine


def test_reasons_have_their_room_beside_long_names_and_take_what_short_ones_leave(qtbot: QtBot) -> None:
    table = PreviewTable([_("Họ và tên"), _("Chức vụ"), _("Điện thoại")], Translator())
    qtbot.addWidget(table)
    table.resize(560, 300)
    table.show()
    long = ("Nguyễn Thị Mai", "Chuyên viên Ban Xây dựng Đảng, phụ trách công tác dân vận", "0912 345 678")
    table.show_lines([ReadLine(1, LineOutcome.CHANGED, long, (_("đã ghi ở dòng trên"),))])
    qtbot.waitUntil(lambda: table.columnWidth(4) >= 140)
    assert table.columnWidth(2) >= 90
    assert table.horizontalHeader().length() <= table.viewport().width()
    table.show_lines([ReadLine(1, LineOutcome.CHANGED, ("An", "Văn thư", "0912"), (_("đã ghi ở dòng trên"),))])
    qtbot.waitUntil(lambda: table.columnWidth(4) > 200)
