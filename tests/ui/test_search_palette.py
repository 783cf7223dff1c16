"""Ctrl+K: records, things to do and printed forms, found as one types and opened by the keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.destinations import Destinations
from danvan_desktop.ui.dialogs.settings_dialog import SettingsDialog
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.kinds import ALL_VIEWS
from danvan_desktop.ui.loading.load_dialog import LoadDialog
from danvan_desktop.ui.main_window import MainWindow
from danvan_desktop.ui.pages.reports_page import ReportsPage
from danvan_desktop.ui.preview.batch_dialog import BatchDialog
from danvan_desktop.ui.reports.verify_dialog import VerifyDialog
from danvan_desktop.ui.search.commands import commands_of
from danvan_desktop.ui.search.found import marks_in
from danvan_desktop.ui.search.palette import SearchPalette
from danvan_desktop.ui.sync.devices_dialog import DevicesDialog
from danvan_desktop.ui.sync.export_wizard import ExportWizard
from danvan_desktop.ui.sync.import_wizard import ImportWizard
from tests.ui.settling import settle
from tests.ui.windows import shown_window


@pytest.fixture
def petition(ui: UiContext, village: str) -> str:
    values = {"number": "001/2026", "received_on": "2026-08-01", "unit": village, "content": "Mương tắc, ruộng ngập"}
    return ui.store.save(Draft("petition", values)).uids[0]


@pytest.fixture
def window(ui: UiContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setattr(RecordEditor, "_may_lose", lambda _self: True)
    with shown_window(ui, qtbot) as made:
        yield made


@pytest.fixture
def palette(window: MainWindow, qtbot: QtBot) -> SearchPalette:
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(window.findChildren(SearchPalette)) == 1)
    return window.findChildren(SearchPalette)[0]


def compose(line: QLineEdit, word: str) -> None:
    final = QInputMethodEvent("", [])
    final.setCommitString(word)
    QApplication.sendEvent(line, final)


def titles(palette: SearchPalette) -> list[str]:
    return [found.title for found in palette.found]


def test_a_record_is_found_without_tone_marks_and_opened_by_enter(
    petition: str, palette: SearchPalette, window: MainWindow, qtbot: QtBot
) -> None:
    QTest.keyClicks(palette.line, "muong tac")
    settle(qtbot, window)
    assert titles(palette) == ["001/2026 – Mương tắc, ruộng ngập"]
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    (editor,) = window.findChildren(RecordEditor)
    assert editor.uid == petition


def test_a_file_is_found_with_what_it_belongs_to(
    ui: UiContext, petition: str, palette: SearchPalette, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    scan = tmp_path / "so-do-duong.png"
    scan.write_bytes(b"scan")
    ui.store.attach(petition, scan)
    QTest.keyClicks(palette.line, "duong")
    settle(qtbot, window)
    (found,) = [found for found in palette.found if found.uid]
    assert (found.title, found.detail) == ("so-do-duong.png", "001/2026 – Mương tắc, ruộng ngập")


def test_enter_before_the_results_came_opens_what_was_typed(
    petition: str, palette: SearchPalette, window: MainWindow, qtbot: QtBot
) -> None:
    QTest.keyClicks(palette.line, "muong tac")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(window.findChildren(RecordEditor)) == 1)
    assert window.findChildren(RecordEditor)[0].uid == petition


def test_an_action_that_is_typed_by_its_name_comes_before_records_with_its_words(
    ui: UiContext, village: str, palette: SearchPalette, qtbot: QtBot
) -> None:
    values = {"received_on": "2026-07-02", "unit": village, "content": "Trạm biến áp mới đã vào kế hoạch"}
    ui.store.save(Draft("petition", values))
    for typed in ("ke hoach moi", "kế hoạch mới", "doi thoai moi"):
        palette.line.setText(typed)
        qtbot.waitUntil(lambda typed=typed: palette._shown_text == typed)
        assert titles(palette)[0] in ("Kế hoạch mới", "Buổi đối thoại mới")
    palette.line.setText("ke hoach")
    qtbot.waitUntil(lambda: "Kế hoạch mới" in titles(palette) and palette._shown_text == "ke hoach")
    assert titles(palette).index("Kế hoạch mới") > next(place for place, one in enumerate(palette.found) if one.uid), (
        "who types what records are about is shown these first"
    )


def test_a_tool_that_is_typed_by_words_of_its_name_comes_before_records_with_them(
    ui: UiContext, village: str, palette: SearchPalette, qtbot: QtBot
) -> None:
    values = {"received_on": "2026-07-02", "unit": village, "content": "Xin chữ ký xác nhận, chữ ký số của xã"}
    ui.store.save(Draft("petition", values))
    for typed in ("chu ky", "chữ ký", "chữ ký số"):
        palette.line.setText(typed)
        qtbot.waitUntil(lambda typed=typed: palette._shown_text == typed)
        assert titles(palette)[0] == "Kiểm tra chữ ký số của văn bản…"
        assert any(one.uid for one in palette.found)


def test_marks_narrow_what_is_found(petition: str, palette: SearchPalette, window: MainWindow, qtbot: QtBot) -> None:
    compose(palette.line, "mương")
    settle(qtbot, window)
    assert len(palette.found) == 1
    palette.line.clear()
    compose(palette.line, "mường")
    settle(qtbot, window)
    assert palette.found == ()
    assert "Không tìm thấy" in palette.note.text()


def test_a_place_is_turned_to(palette: SearchPalette, window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClicks(palette.line, "trang kien nghi")
    settle(qtbot, window)
    assert titles(palette)[0] == "Mở trang Kiến nghị"
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert window.windowTitle().startswith("Kiến nghị")


def test_arrow_keys_choose_while_the_line_keeps_the_focus(
    palette: SearchPalette, window: MainWindow, qtbot: QtBot
) -> None:
    QTest.keyClicks(palette.line, "moi")
    settle(qtbot, window)
    assert titles(palette)[:2] == ["Cuộc họp thôn mới", "Buổi đối thoại mới"]
    QTest.keyClick(palette.line, Qt.Key.Key_Down)
    assert palette.line.hasFocus()
    assert palette.line.accessibleDescription() == "Buổi đối thoại mới. Việc"
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert window.findChildren(RecordEditor)[0].kind.name == "dialogue"


def test_a_printed_form_is_found_and_turned_to(palette: SearchPalette, window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClicks(palette.line, "in so theo doi kien nghi")
    settle(qtbot, window)
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    page = window.page("reports")
    assert isinstance(page, ReportsPage)
    qtbot.waitUntil(lambda: page.forms.current == "petition-register")


def test_what_can_be_undone_stands_first(window: MainWindow, ui: UiContext, petition: str, qtbot: QtBot) -> None:
    window.show_place("petition")
    settle(qtbot, window)
    window.page("petition").deleting.delete_chosen()
    settle(qtbot, window)
    window.open_search()
    (palette,) = window.findChildren(SearchPalette)
    assert titles(palette)[0].startswith("Hoàn tác: Xóa “001/2026")
    QTest.keyClick(palette.line, Qt.Key.Key_Down)
    QTest.keyClick(palette.line, Qt.Key.Key_Up)
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert ui.store.get(petition) is not None


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("xuat ra tep dong bo", ExportWizard),
        ("nhan goi", ImportWizard),
        ("thiet bi", DevicesDialog),
        ("kiem tra ma", VerifyDialog),
        ("in ho so ca ky", BatchDialog),
        ("nhap tu excel", LoadDialog),
        ("cai dat", SettingsDialog),
    ],
)
def test_work_is_begun_from_the_search(
    text: str,
    opened: type[QWidget],
    palette: SearchPalette,
    window: MainWindow,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(LoadDialog, "choose_file", lambda _self: None)
    QTest.keyClicks(palette.line, text)
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(window.findChildren(opened)) == 1)
    (dialog,) = window.findChildren(opened)
    assert dialog.isVisible()
    settle(qtbot, window)
    dialog.close()


def test_store_is_backed_up_from_the_search(
    palette: SearchPalette, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    out = tmp_path / "sao-luu.db"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), ""))
    QTest.keyClicks(palette.line, "sao luu ngay")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    qtbot.waitUntil(out.is_file)
    settle(qtbot, window)
    (settings,) = window.findChildren(SettingsDialog)
    assert "sao-luu.db" in settings.general.backup.words.text()
    settings.close()


def test_law_of_the_office_is_found_in_the_search(palette: SearchPalette, window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClicks(palette.line, "quy dinh va can cu")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(window.findChildren(SettingsDialog)) == 1)
    (settings,) = window.findChildren(SettingsDialog)
    assert settings.tabs.tabText(settings.tabs.currentIndex()) == "Quy định và căn cứ"
    settle(qtbot, window)
    settings.close()


def test_every_list_can_be_begun_from_the_search(window: MainWindow, ui: UiContext) -> None:
    offered = {ui.translator(command.title) for command in commands_of(window, ui.operations)}
    for destination in Destinations(ALL_VIEWS):
        assert ui.translator(_("Mở trang {place}", place=destination.title)) in offered
    assert {"Tin tình hình mới", "Lấy số văn bản mới", "Tiêu chí chấm điểm mới"} <= offered


def test_escape_closes(palette: SearchPalette, qtbot: QtBot) -> None:
    with qtbot.waitSignal(palette.rejected):
        QTest.keyClick(palette.line, Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Mương tắc, ruộng ngập", "muong ngap", ["Mương", "ngập"]),
        ("Đường thôn Đông", "do", ["Đô"]),
        ("Đường thôn Đông", "dong", ["Đông"]),
        ("Rừng xanh", "anh", []),
        ("Hòa bình", "hoà", ["Hòa"]),
    ],
)
def test_hits_are_marked_where_words_begin(text: str, query: str, marked: list[str]) -> None:
    assert [text[start : start + length] for start, length in marks_in(text, query)] == marked


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("biểu quyết toàn xã", "Bàn, quyết định toàn xã"),
        ("họp dân", "Họp thôn"),
        ("tiếp dân", "Tiếp công dân"),
        ("khiếu nại", "Vụ việc, đơn"),
        ("tố cáo", "Vụ việc, đơn"),
        ("điểm nóng", "Vụ việc, đơn"),
        ("don thu", "Kiến nghị"),
        ("niêm yết", "Công khai"),
        ("hỏi ý kiến", "Lấy ý kiến"),
        ("đóng góp", "Công trình"),
        ("hiến đất", "Công trình"),
        ("giải phóng mặt bằng", "Thu hồi đất"),
        ("thanh tra nhân dân", "Ban TTND, GSĐTCĐ"),
        ("phản biện", "Giám sát"),
        ("tháng dân vận", "Tuyên truyền, vận động"),
        ("chương trình phối hợp", "Kế hoạch"),
        ("chế độ báo cáo", "Báo cáo phải nộp"),
        ("dư luận", "Tình hình"),
        ("giấy khen", "Khen thưởng"),
        ("hộ nghèo", "Số liệu cơ bản"),
        ("đánh giá", "Xếp loại"),
        ("tổ dân vận", "Lực lượng dân vận"),
    ],
)
def test_a_kind_is_found_by_its_everyday_name(palette: SearchPalette, typed: str, place: str) -> None:
    palette.line.setText(typed)
    assert f"Mở trang {place}" in titles(palette)


@pytest.mark.parametrize(
    "typed", ["báo cáo quý", "bao cao quy", "báo cáo dân vận quý", "bao cao 6 thang", "báo cáo năm"]
)
def test_a_report_is_found_by_the_period_that_it_is_asked_for(palette: SearchPalette, typed: str) -> None:
    palette.line.setText(typed)
    assert "In: Báo cáo công tác dân vận" in titles(palette)


def test_every_kind_of_a_group_has_everyday_names() -> None:
    assert not [view.kind for view, listing in ALL_VIEWS.listed if listing.group is not None and listing.words is None]


def test_what_has_no_second_line_is_as_high_as_its_one(
    petition: str, palette: SearchPalette, window: MainWindow, qtbot: QtBot
) -> None:
    QTest.keyClicks(palette.line, "kien nghi moi")
    settle(qtbot, window)
    rows = range(len(palette.found))
    heights = {
        bool(palette.found[row].detail): palette.list.sizeHintForIndex(palette.list.model().index(row, 0)).height()
        for row in rows
    }
    assert False in heights
    QTest.keyClick(palette.line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(palette.line, "muong tac")
    settle(qtbot, window)
    assert palette.found[0].detail
    assert palette.list.sizeHintForIndex(palette.list.model().index(0, 0)).height() > heights[False]
