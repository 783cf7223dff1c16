"""Lists of Excel and CSV in the window: what some rows leave empty, and what goes on in other columns."""

import csv

from tests.ui.test_load_dialog import GOOD, HEADS, cells, dialog, opened, register, settle

__all__ = ["dialog", "register"]


def test_needed_field_that_some_rows_leave_empty_is_asked_for_once(ui, dialog, tmp_path, village, qtbot):
    path = tmp_path / "hop.csv"
    heads = ["Thôn", "Ngày họp", "Giờ họp", "Nội dung", "Địa điểm", "Chủ trì", "Thư ký"]
    first = ["Thôn Đông", "12/8/2026", "19:30", "Họp quý III", "Nhà văn hóa", "Lê Văn Sơn", "Vũ Thị Hiền"]
    second = ["Thôn Đông", "12/9/2026", "19:30", "Bàn đường ngõ", "", "Lê Văn Sơn", ""]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heads, first, second])
    dialog.source.kind.setCurrentIndex(dialog.source.kind.findData("meeting"))
    opened(qtbot, dialog, path)
    assert [cell.split(".")[0].split(":")[0] for cell in cells(dialog, 1)] == ["Mới", "Lỗi"]
    assert {"place", "secretary"} <= set(dialog.mapping.lines)
    dialog.mapping.lines["place"].setText("Nhà văn hóa thôn")
    dialog.mapping.lines["secretary"].setText("Vũ Thị Hiền")
    settle(qtbot, dialog)
    assert {"place", "secretary"} <= set(dialog.mapping.lines), "the line does not go while one writes in it"
    dialog.load_button.click()
    settle(qtbot, dialog)
    told = {one.text("subject"): (one.text("place"), one.text("secretary")) for one in ui.store.list("meeting")}
    assert told["Họp quý III"] == ("Nhà văn hóa", "Vũ Thị Hiền")
    assert told["Bàn đường ngõ"] == ("Nhà văn hóa thôn", "Vũ Thị Hiền")


def test_what_goes_on_in_other_columns_is_read_into_one_field(ui, dialog, register, qtbot):
    opened(qtbot, dialog, register([*GOOD, "Nạo vét mương"], heads=[*HEADS, "Đề xuất của dân"]))
    for place in (4, 5):
        box = dialog.mapping.boxes()[place]
        box.setCurrentIndex(box.findText("Nội dung, ghi tiếp"))
        box.activated.emit(box.currentIndex())
    assert [box.currentText() for box in dialog.mapping.boxes()[3:]] == [
        "Nội dung *",
        "Nội dung, ghi tiếp",
        "Nội dung, ghi tiếp",
    ]
    settle(qtbot, dialog)
    dialog.load_button.click()
    settle(qtbot, dialog)
    assert ui.store.list("petition")[0].text("content") == "Mương bị tắc\ngấp\nNạo vét mương"
