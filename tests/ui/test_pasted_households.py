"""Households of a village, pasted from wherever a list of them is kept."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.household_lists import households_in
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.editors.unit_editor import UnitEditor


def saved(qtbot: QtBot, ui: UiContext, editor: RecordEditor) -> None:
    with qtbot.waitSignal(ui.operations.idle):
        editor.save()


def test_roll_is_pasted_from_a_spreadsheet(qtbot, ui, village):
    editor = UnitEditor(ui, "unit", ui.store.get(village))
    editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(editor)
    editor.take_list("STT\tHọ và tên\tSố khẩu\n1\tNguyễn Văn An\t4\tXóm 1\n2.\tTrần Thị Bình\t3\n\nLê Văn Cường")
    saved(qtbot, ui, editor)
    stored = ui.store.children(village, "household")
    assert [(h.number("order"), h.text("head"), h.number("members"), h.text("address")) for h in stored] == [
        (1, "Nguyễn Văn An", 4, "Xóm 1"),
        (2, "Trần Thị Bình", 3, ""),
        (3, "Lê Văn Cường", 0, ""),
    ]


def test_pasted_roll_in_old_letters_is_converted(ui):
    text = "Hä vµ tªn\tSè khÈu\nNguyÔn V¨n Hïng\t4 khÈu\tXãm Tr¹i\nTrÇn ThÞ Thñy\t3\tXãm §×nh"
    found = list(households_in(text, ui.store.kinds["household"]))
    assert found == [
        {"head": "Nguyễn Văn Hùng", "members": 4, "address": "Xóm Trại"},
        {"head": "Trần Thị Thủy", "members": 3, "address": "Xóm Đình"},
    ]


def test_list_without_names_gives_no_households(ui):
    assert list(households_in("1\t2\t3\n\n---\nHọ tên", ui.store.kinds["household"])) == []


def test_lines_of_a_pasted_roll_that_are_no_household_are_told(ui: UiContext, village: str, qtbot: QtBot) -> None:
    editor = open_editor(ui, "unit", village)
    qtbot.addWidget(editor)
    assert isinstance(editor, UnitEditor)
    editor.take_list("STT\tHọ tên\tSố khẩu\n1\tNguyễn Văn Mẫu\t4\n2\tTrần Thị Bình\t3\nTổng cộng\t\t7\n---")
    assert len(editor.households.rows.rows) == 2
    assert "Đã thêm 2 hộ" in editor.trouble.text()
    assert "Tổng cộng" in editor.trouble.text()
    assert "---" in editor.trouble.text()


def test_a_whole_sheet_of_households_is_read_by_its_headings(ui):
    text = (
        "DANH SÁCH HỘ DÂN THÔN ĐÔNG\n"
        "TT\tHọ và tên chủ hộ\tSố khẩu\tXóm\tGhi chú\n"
        "1\tNGUYỄN VĂN AN\t4\tXóm Trên\t\n"
        "2\tLê Thị Bình\t3\tXóm Trên\tHộ nghèo\n"
        "3\tHoàng Văn Em\t\t\t\n"
        "Tổng cộng\t\t7\t\t\n"
    )
    found = households_in(text, ui.store.kinds["household"])
    assert list(found) == [
        {"head": "Nguyễn Văn An", "members": 4, "address": "Xóm Trên"},
        {"head": "Lê Thị Bình", "members": 3, "address": "Xóm Trên"},
        {"head": "Hoàng Văn Em"},
    ]
    assert "Lê Thị Bình: Hộ nghèo" in found.left_out
