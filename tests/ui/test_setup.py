"""A new office pastes its villages and officers, or does it later."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.style import OFFICE_STYLE, Style
from danvan_desktop.ui.app import make_window
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.setup_dialog import SetupDialog
from danvan_desktop.ui.dialogs.setup_lists import officers_in, villages_in
from danvan_desktop.ui.preview.report_file import ReportWish, _context
from danvan_desktop.ui.search.commands import commands_of
from danvan_desktop.ui.session import Session


@pytest.fixture
def dialog(ui: UiContext, qtbot: QtBot) -> Iterator[SetupDialog]:
    """The dialog, which deletes itself when it is closed."""
    made = SetupDialog(ui)
    made.show()
    yield made
    if shiboken6.isValid(made):
        made.close()


def settle(qtbot: QtBot, ui: UiContext) -> None:
    qtbot.waitUntil(lambda: not ui.operations.busy)


def test_lists_are_saved_in_one_step_and_who_works_here_is_asked(
    dialog: SetupDialog, ui: UiContext, qtbot: QtBot
) -> None:
    lines = ("STT\tTên thôn\tSố hộ", "1\tThôn Đông\t1.120", "2\tBản Khe Sim", "3. Tổ dân phố số 2; 96", "", "")
    dialog.villages.setPlainText("\n".join(lines))
    dialog.officers.setPlainText("Trần Thị Bình; Công chức\nLê Văn Phẩm")
    assert dialog.who.currentData() == ""
    dialog.who.setFocus()
    QTest.keyClick(dialog.who, Qt.Key.Key_End)
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(dialog.save_button, Qt.Key.Key_Space)
    units = {unit.text("name"): unit for unit in ui.store.list("unit") if unit.uid != ui.store.unit.uid}
    assert {name: (unit.text("kind"), unit.get("households"), unit.text("code")) for name, unit in units.items()} == {
        "Thôn Đông": ("village", 1120, "DS-01"),
        "Bản Khe Sim": ("hamlet", None, "DS-02"),
        "Tổ dân phố số 2": ("residential_group", 96, "DS-03"),
    }
    assert ui.store.title(ui.store.officer) == "Lê Văn Phẩm – Cán bộ"
    ui.operations.undo()
    settle(qtbot, ui)
    assert ui.store.count("unit") == 1


def test_names_in_letters_of_old_fonts_are_converted(ui: UiContext) -> None:
    pasted = "Th\u00abn \u00a7\u00abng\t120\nTh\u00abn Trung T\u00a9m\t96"
    assert next(draft.values["name"] for draft in villages_in(pasted, ui.store.unit).drafts) == "Thôn Đông"


def test_an_officer_without_position_gets_one_that_can_be_changed(ui: UiContext) -> None:
    (draft,) = officers_in("Lê Văn Phẩm", ui.store.unit).drafts
    assert draft.values["position"] == "Cán bộ"


def test_a_line_that_cannot_be_saved_is_named_and_nothing_is(dialog: SetupDialog, ui: UiContext, qtbot: QtBot) -> None:
    dialog.villages.setPlainText("Thôn Đông\n" + "Thôn rất dài " * 60)
    dialog.save()
    settle(qtbot, ui)
    assert "Thôn rất dài" in dialog.trouble.text()
    assert ui.store.count("unit") == 1


def test_the_style_of_papers_is_kept_and_used_unless_another_is_chosen(
    dialog: SetupDialog, ui: UiContext, village: str, qtbot: QtBot
) -> None:
    QTest.keyClick(dialog.style_box, Qt.Key.Key_End)
    dialog.save()
    settle(qtbot, ui)
    assert ui.store.settings.get(OFFICE_STYLE) == "party"
    quarter = ReportWish("petition-reminder", period=Period.parse("2026-Q3"))
    assert _context(ui.store, quarter).style is Style.PARTY
    assert _context(ui.store, replace(quarter, style=Style.STATE)).style is Style.STATE
    assert _context(ui.store, ReportWish("meeting-minutes", village)).style is Style.STATE


def test_setup_is_offered_to_an_office_without_villages_only(ui: UiContext, qtbot: QtBot) -> None:
    session = Session(ui.store_path, make_window(ui.store_path))
    session.offer_setup()
    (dialog,) = session.window.findChildren(SetupDialog)
    dialog.reject()
    values = {"name": "Thôn Đông", "kind": "village", "code": "DS-01", "parent": ui.store.unit.uid}
    ui.store.save(Draft("unit", values))
    QTest.qWait(10)
    before = len(session.window.findChildren(SetupDialog))
    session.offer_setup()
    assert len(session.window.findChildren(SetupDialog)) == before
    session.window.close()


@pytest.mark.parametrize(
    ("line", "name", "post"),
    [
        ("1. Ông Trần Văn Bình - Phó Chủ tịch UBND", "Trần Văn Bình", "Phó Chủ tịch UBND"),
        ("Bà Lê Thị Phẩm, Trưởng khối dân vận", "Lê Thị Phẩm", "Trưởng khối dân vận"),
        ("TRẦN THỊ MAI – Chủ tịch Mặt trận", "Trần Thị Mai", "Chủ tịch Mặt trận"),
        ("Đ/c Lê Văn Phẩm — Bí thư Đảng ủy", "Lê Văn Phẩm", "Bí thư Đảng ủy"),
        ("2)\tÔng Vũ Văn Mẫu\tCông chức văn hóa - xã hội", "Vũ Văn Mẫu", "Công chức văn hóa - xã hội"),
        ("Vũ Văn Mẫu - Công chức văn hóa - xã hội", "Vũ Văn Mẫu", "Công chức văn hóa - xã hội"),
        ("Phó Chủ tịch UBND: ông Trần Văn Bình", "Trần Văn Bình", "Phó Chủ tịch UBND"),
        ("Trần Văn Bình (Phó Chủ tịch UBND)", "Trần Văn Bình", "Phó Chủ tịch UBND"),
        ("Bà Lê Thị Phẩm – Bí thư Chi đoàn", "Lê Thị Phẩm", "Bí thư Chi đoàn"),
        ("Trần Thị Bình; Công chức", "Trần Thị Bình", "Công chức"),
    ],
)
def test_an_officers_line_is_parted_into_name_and_position(ui: UiContext, line: str, name: str, post: str) -> None:
    (draft,) = officers_in(line, ui.store.unit).drafts
    assert (draft.values["full_name"], draft.values["position"]) == (name, post)


def test_what_will_be_saved_is_shown_as_a_table_and_a_village_pasted_twice_is_told(dialog: SetupDialog) -> None:
    dialog.villages.setPlainText("Thôn Đông; 120\nThôn Đoài; 96\n2. thôn đông")
    dialog.officers.setPlainText("Ông Trần Văn Bình - Phó Chủ tịch UBND")
    table = dialog.preview
    cells = [[table.item(row, column).text() for column in range(3)] for row in range(table.rowCount())]
    assert cells == [
        ["Thôn", "Thôn Đông", "120"], ["Thôn", "Thôn Đoài", "96"], ["Cán bộ", "Trần Văn Bình", "Phó Chủ tịch UBND"],
    ]  # fmt: skip
    assert dialog.told.text() == "Đã có hoặc ghi hai lần, chỉ lấy một: thôn đông"
    assert dialog.who.currentText() == "Trần Văn Bình – Phó Chủ tịch UBND"


def test_setup_is_reached_again_and_knows_what_is_there(ui: UiContext, village: str, qtbot: QtBot) -> None:
    session = Session(ui.store_path, make_window(ui.store_path))
    window = session.window
    before = set(window.findChildren(SetupDialog))
    settings = window.open_settings()
    settings.general.setup_wanted.emit()
    (dialog,) = set(window.findChildren(SetupDialog)) - before
    dialog.villages.setPlainText("Thôn Đông\nThôn Đoài")
    (draft,) = dialog._read()[0].drafts
    assert (draft.values["name"], draft.values["code"]) == ("Thôn Đoài", "DS-02")
    assert "Thôn Đông" in dialog.told.text()
    dialog.villages.clear()
    dialog.close()
    commands = {str(command.title) for command in commands_of(window, window.context.operations)}
    assert "Thiết lập ban đầu…" in commands
    window.close()


def test_a_whole_sheet_of_villages_is_read_by_its_headings(ui: UiContext) -> None:
    pasted = (
        "DANH SÁCH CÁC THÔN XÃ ĐÔNG BẮC NĂM 2026\n"
        "STT\tTên thôn\tTrưởng thôn\tSố hộ\tSố khẩu\n"
        "1\tThôn Đông\tNGUYỄN VĂN THÀNH\t120 hộ\t488\n"
        "2\tthôn  Đoài\tÔng Lê Văn Tám\t96\t401\n"
        "3\tTổ dân phố số 1\tchưa có\t1.204\t\n"
        "\tTổng cộng\t\t1.420\t889\n\nNgười lập biểu\n"
    )
    read = villages_in(pasted, ui.store.unit)
    names = ("name", "kind", "code", "households", "population", "head")
    assert [tuple(draft.values.get(name) for name in names) for draft in read] == [
        ("Thôn Đông", "village", "DS-01", 120, 488, "Nguyễn Văn Thành"),
        ("Thôn Đoài", "village", "DS-02", 96, 401, "Lê Văn Tám"),
        ("Tổ dân phố số 1", "residential_group", "DS-03", 1204, None, None),
    ]
    assert "Người lập biểu" in read.left_out


def test_telephones_of_officers_are_kept(ui: UiContext) -> None:
    typed = officers_in("2) Ông Lê Văn Phẩm, Phó Chủ tịch UBND; 0912 345 678", ui.store.unit)
    sheet = officers_in("Họ và tên\tChức vụ\tSĐT\nLê Văn Phẩm\tPhó Chủ tịch UBND\t0912 345 678", ui.store.unit)
    for (draft,) in (typed, sheet):
        assert draft.values["full_name"] == "Lê Văn Phẩm"
        assert draft.values["position"] == "Phó Chủ tịch UBND"
        assert draft.values["phone"] == "0912 345 678"
