"""Real forms from a real store, previewed, saved and printed."""

from collections.abc import Callable
from pathlib import Path

import docx
import pypdfium2
import pytest
from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QPushButton, QSpinBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import _
from danvan_desktop.reports.style import FileFormat
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.preview.page_list import PageList
from danvan_desktop.ui.preview.preview_dialog import show_report
from danvan_desktop.ui.preview.preview_widget import PreviewWidget
from danvan_desktop.ui.preview.print_job import PrintJob
from danvan_desktop.ui.preview.report_file import ReportWish
from danvan_desktop.ui.preview.toolbar import PreviewToolbar
from tests.missing_fonts import damaged_font
from tests.ui.watching import pages_of

MEETING = {
    "subject": "Bàn việc đóng góp làm đường",
    "starts_at": "2026-08-12T19:30",
    "place": "Nhà văn hóa thôn Đông",
    "chair": "Nguyễn Văn An",
    "secretary": "Trần Thị Bình",
    "households_total": 120,
    "households_present": 95,
}
QUARTER = Period.quarter(2026, 3)


@pytest.fixture
def meeting(ui: UiContext, village: str) -> Callable[..., str]:
    def save(**values: object) -> str:
        return ui.store.save(Draft("meeting", {"unit": village, **MEETING, **values})).uids[0]

    return save


@pytest.fixture
def long_register(ui: UiContext, village: str) -> ReportWish:
    """A register of a few hundred petitions with long contents: many pages."""
    content = "Nhân dân đề nghị sửa chữa tuyến đường trục chính của thôn, mùa mưa lầy lội khó đi lại. " * 12
    petitions = (
        Draft(
            "petition",
            {"number": f"{n:03d}/2026", "received_on": "2026-08-13", "unit": village, "content": content},
        )
        for n in range(1, 321)
    )
    ui.store.save(*petitions)
    return ReportWish("petition-register", period=QUARTER)


@pytest.fixture
def preview(ui: UiContext, qtbot: QtBot) -> PreviewWidget:
    widget = PreviewWidget(ui, _("Chọn mẫu in."))
    qtbot.addWidget(widget)
    widget.resize(1000, 760)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def show(qtbot: QtBot, preview: PreviewWidget, wish: ReportWish) -> None:
    with qtbot.waitSignal(preview.shown):
        preview.show_report(wish)


def button(preview: PreviewWidget, words: str) -> QPushButton:
    return next(found for found in preview.findChildren(QPushButton) if found.text() == words)


def test_minutes_are_shown_with_their_pages_and_words(
    qtbot: QtBot, preview: PreviewWidget, meeting: Callable[..., str]
) -> None:
    show(qtbot, preview, ReportWish("meeting-minutes", meeting()))
    assert preview.page_count >= 1
    assert "Bàn việc đóng góp làm đường".casefold() in pages_of(preview)[0].casefold()
    qtbot.waitUntil(lambda: 0 in preview.view.held_pages)
    assert preview.notice == ""


def test_more_than_a_thousand_pages_and_finds_are_counted_with_marks(preview: PreviewWidget) -> None:
    bar, find_bar = preview._toolbar, preview.find_bar
    bar.set_pages(1128)
    bar.set_page(1127)
    assert (bar._page.text(), bar._count.text()) == ("1.128", "/ 1.128")
    find_bar.box.setText("dân")
    find_bar.say(1020, 2040)
    assert find_bar.count.text() == "1.021/2.040"


def test_a_long_register_draws_only_pages_near_the_view(
    qtbot: QtBot, preview: PreviewWidget, long_register: ReportWish, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    take = preview.view.set_image

    def noting(index: int, scale: float, image: QImage) -> None:
        drawn.append(index)
        take(index, scale, image)

    monkeypatch.setattr(preview.view, "set_image", noting)
    show(qtbot, preview, long_register)
    assert preview.page_count >= 60
    qtbot.waitUntil(lambda: {0, 1} <= preview.view.held_pages)
    preview.view.go_to(50)
    qtbot.waitUntil(lambda: {49, 50, 51} <= preview.view.held_pages)
    assert set(drawn) <= {0, 1, 2, 3, 48, 49, 50, 51, 52, 53}
    assert preview.view.held_pages <= {48, 49, 50, 51, 52, 53}


def test_the_page_box_turns_the_pages(qtbot: QtBot, preview: PreviewWidget, long_register: ReportWish) -> None:
    show(qtbot, preview, long_register)
    box = preview.findChild(QSpinBox)
    box.setValue(31)
    assert preview.view.page == 30
    preview.view.go_to(3)
    assert box.value() == 4
    assert box.lineEdit().width() > 20


def test_keys_zoom_the_pages(qtbot: QtBot, preview: PreviewWidget, meeting: Callable[..., str]) -> None:
    show(qtbot, preview, ReportWish("meeting-minutes", meeting()))
    preview.view.setFocus()
    qtbot.keyClick(preview.view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert preview.view.zoom == 1.0
    qtbot.keyClick(preview.view, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert preview.view.zoom == 1.1
    qtbot.keyClick(preview.view, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert preview.view.zoom == 1.0


def test_characters_that_the_typeface_lacks_are_told_in_words(
    qtbot: QtBot, preview: PreviewWidget, meeting: Callable[..., str]
) -> None:
    show(qtbot, preview, ReportWish("meeting-minutes", meeting(subject="Bàn việc 😀 làm đường")))
    assert "😀" in preview.notice
    assert "[?]" in preview.notice


def test_a_form_that_cannot_be_made_says_why(qtbot: QtBot, preview: PreviewWidget) -> None:
    preview.show_report(ReportWish("petition-register"))
    qtbot.waitUntil(lambda: "Hãy chọn kỳ báo cáo" in preview.hint)
    assert preview.page_count == 0
    assert not button(preview, "Lưu PDF…").isEnabled()


def test_letters_that_are_gone_are_told_and_the_window_goes_on(
    qtbot: QtBot, preview: PreviewWidget, meeting: Callable[..., str], tmp_path: Path
) -> None:
    wish = ReportWish("meeting-minutes", meeting())
    with damaged_font(Path.unlink, tmp_path):
        preview.show_report(wish)
        qtbot.waitUntil(lambda: "Hãy cài đặt lại phần mềm; dữ liệu vẫn nguyên." in preview.hint)
    show(qtbot, preview, wish)
    assert preview.page_count > 0


def test_the_newest_wish_wins(qtbot: QtBot, preview: PreviewWidget, meeting: Callable[..., str]) -> None:
    first, second = meeting(), meeting(subject="Bình xét gia đình văn hóa")
    preview.show_report(ReportWish("meeting-minutes", first))
    show(qtbot, preview, ReportWish("meeting-minutes", second))
    assert "bình xét gia đình" in pages_of(preview)[0].casefold()


def test_saving_suggests_a_name_and_writes_the_same_pages(
    qtbot: QtBot,
    preview: PreviewWidget,
    meeting: Callable[..., str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    suggested: list[str] = []

    def choose(_parent: object, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        suggested.append(Path(start).name)
        return str(tmp_path / "bien-ban"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    show(qtbot, preview, ReportWish("meeting-minutes", meeting()))
    qtbot.mouseClick(button(preview, "Lưu PDF…"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Đã lưu" in preview.notice)
    assert suggested == ["2026-Q3_BB-hop-dan_Thon-Dong_2026-08-12.pdf"]
    assert (tmp_path / "bien-ban.pdf").read_bytes() == preview.report.data


def test_a_folder_that_cannot_be_written_is_told_in_words(
    qtbot: QtBot, preview: PreviewWidget, meeting: Callable[..., str], tmp_path: Path
) -> None:
    show(qtbot, preview, ReportWish("meeting-minutes", meeting()))
    preview.save_as(tmp_path / "missing" / "bien-ban.pdf")
    qtbot.waitUntil(lambda: "thư mục không tồn tại" in preview.notice)


def test_printing_sends_the_chosen_pages_on_their_own_paper(
    qtbot: QtBot, ui: UiContext, preview: PreviewWidget, long_register: ReportWish, tmp_path: Path
) -> None:
    show(qtbot, preview, long_register)
    job = PrintJob(ui, preview.pages, "so-kien-nghi", preview)
    job.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    job.printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    job.printer.setResolution(72)
    job.printer.setPrintRange(QPrinter.PrintRange.PageRange)
    job.printer.setFromTo(2, 4)
    with qtbot.waitSignal(job.told) as told:
        job.send()
    assert told.args[0] == "Đã gửi 3 trang tới máy in."
    with pypdfium2.PdfDocument(tmp_path / "printed.pdf") as printed:
        assert len(printed) == 3
        width, height = printed.get_page_size(0)
    wanted = preview.pages.sizes[1]
    assert (width, height) == (pytest.approx(wanted.width, abs=1), pytest.approx(wanted.height, abs=1))


def test_a_preview_window_opens_for_a_record_and_closes_clean(
    qtbot: QtBot, ui: UiContext, meeting: Callable[..., str]
) -> None:
    dialog = show_report(ui, "meeting-minutes", meeting())
    with qtbot.waitSignal(dialog.preview.shown):
        pass
    assert dialog.windowTitle() == "Xem trước: Biên bản họp thôn, tổ dân phố"
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()


def test_words_are_found_without_tone_marks_and_over_the_ends_of_lines(
    qtbot: QtBot, preview: PreviewWidget, long_register: ReportWish
) -> None:
    show(qtbot, preview, long_register)
    preview.view.setFocus()
    qtbot.keyClick(preview.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert preview.find_bar.isVisible()
    preview.find_bar.box.setText("tuyen duong truc chinh cua thon")
    qtbot.waitUntil(lambda: preview.find_bar.count.text() == "1/2.000")
    preview.find_bar.box.setText("300/2026")
    qtbot.waitUntil(lambda: preview.find_bar.count.text() == "1/1")
    assert preview.view.page > 30
    assert "300/2026" in pages_of(preview)[preview.view.page]


def test_enter_goes_from_find_to_find_and_round(
    qtbot: QtBot, preview: PreviewWidget, meeting: Callable[..., str]
) -> None:
    show(qtbot, preview, ReportWish("meeting-minutes", meeting(subject="Bàn việc đặc biệt hiếm, đặc biệt hiếm")))
    preview.find_bar.want()
    preview.find_bar.box.setText("ĐẶC BIỆT HIẾM")
    qtbot.waitUntil(lambda: preview.find_bar.count.text().startswith("1/"))
    total = int(preview.find_bar.count.text().split("/")[1])
    for expected in [*range(2, total + 1), 1]:
        qtbot.keyClick(preview.find_bar.box, Qt.Key.Key_Return)
        assert preview.find_bar.count.text() == f"{expected}/{total}"
    qtbot.keyClick(preview.find_bar.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert preview.find_bar.count.text() == f"{total}/{total}"
    qtbot.keyClick(preview.find_bar.box, Qt.Key.Key_Escape)
    assert not preview.find_bar.isVisible()


def test_a_find_is_marked_on_the_page(qtbot: QtBot, preview: PreviewWidget, meeting: Callable[..., str]) -> None:
    show(qtbot, preview, ReportWish("meeting-minutes", meeting()))
    qtbot.waitUntil(lambda: 0 in preview.view.held_pages)
    assert not orange(preview.view.viewport().grab().toImage())
    preview.find_bar.box.setText("Độc lập - Tự do")
    qtbot.waitUntil(lambda: orange(preview.view.viewport().grab().toImage()))


def orange(image: QImage) -> bool:
    colours = (image.pixelColor(x, y) for y in range(0, image.height(), 4) for x in range(0, image.width(), 4))
    return any(colour.red() > 240 and 150 < colour.green() < 210 and colour.blue() < 160 for colour in colours)


def test_what_is_not_there_is_said(qtbot: QtBot, preview: PreviewWidget, meeting: Callable[..., str]) -> None:
    show(qtbot, preview, ReportWish("meeting-minutes", meeting()))
    preview.find_bar.want()
    preview.find_bar.box.setText("không hề có")
    qtbot.waitUntil(lambda: preview.find_bar.count.text() == "Không thấy")


def test_small_pictures_of_the_pages_lead_to_them(
    qtbot: QtBot, preview: PreviewWidget, long_register: ReportWish
) -> None:
    show(qtbot, preview, long_register)
    pages = next(found for found in preview.findChildren(QToolButton) if found.accessibleName() == "Danh sách trang")
    pages.click()
    assert preview.page_list.isVisible()
    assert preview.page_list.model().rowCount() == preview.page_count
    qtbot.waitUntil(lambda: has_ink(preview.page_list, 0) and has_ink(preview.page_list, 1))
    chosen = preview.page_list.visualRect(preview.page_list.model().index(2, 0)).center()
    qtbot.mouseClick(preview.page_list.viewport(), Qt.MouseButton.LeftButton, pos=chosen)
    assert preview.view.page == 2
    preview.view.go_to(40)
    assert preview.page_list.currentIndex().row() == 40


def has_ink(pages: PageList, row: int) -> bool:
    picture = pages.model().index(row, 0).data(Qt.ItemDataRole.DecorationRole).toImage()
    return any(picture.pixelColor(x, y).value() < 250 for x in range(picture.width()) for y in range(picture.height()))


def test_the_page_format_can_be_changed_where_the_issuing_body_has_another(
    qtbot: QtBot, preview: PreviewWidget, meeting: Callable[..., str], ui: UiContext, village: str
) -> None:
    late = {"unit": village, "received_on": "2026-07-01", "due_on": "2026-07-15", "content": "Mương tắc"}
    ui.store.save(Draft("petition", late))
    show(qtbot, preview, ReportWish("meeting-minutes", meeting()))
    party = next(action for action in preview.findChildren(QAction) if action.text() == "Thể thức của Đảng")
    assert not party.isEnabled()
    show(qtbot, preview, ReportWish("petition-reminder", period=Period.parse("2026-Q3")))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA" in pages_of(preview)[0]
    with qtbot.waitSignal(preview.shown):
        party.trigger()
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in pages_of(preview)[0]


def test_the_form_is_saved_for_word(
    qtbot: QtBot, preview: PreviewWidget, meeting: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []

    def choose(_parent: object, _title: str, start: str, kinds: str) -> tuple[str, str]:
        asked.append((Path(start).name, kinds))
        return str(tmp_path / "bien-ban"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    show(qtbot, preview, ReportWish("meeting-minutes", meeting()))
    word = next(action for action in preview.findChildren(QAction) if action.text() == "Lưu dạng Word…")
    word.trigger()
    qtbot.waitUntil(lambda: "Đã lưu" in preview.notice)
    assert asked == [("2026-Q3_BB-hop-dan_Thon-Dong_2026-08-12.docx", "Tệp Word (*.docx)")]
    assert any("THÔN ĐÔNG" in cell.text for cell in docx.Document(tmp_path / "bien-ban.docx").tables[0]._cells)


def test_a_form_opens_in_word_under_a_name_that_no_file_has(
    qtbot: QtBot, preview: PreviewWidget, meeting: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return len(opened) == 1

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    preview._context.store.settings.set("folder.pdf", str(tmp_path))
    show(qtbot, preview, ReportWish("meeting-minutes", meeting()))
    for count, told in ((1, "Đã lưu"), (2, "không mở được tệp Word")):
        qtbot.mouseClick(button(preview, "Mở bằng Word"), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda count=count: len(opened) == count)
        assert told in preview.notice
    assert [Path(path).name for path in opened] == [
        "2026-Q3_BB-hop-dan_Thon-Dong_2026-08-12.docx",
        "2026-Q3_BB-hop-dan_Thon-Dong_2026-08-12 (2).docx",
    ]
    assert all(docx.Document(path).tables for path in opened)


def test_word_is_saved_to_the_documents_when_the_stick_of_last_time_is_gone(
    qtbot: QtBot, preview: PreviewWidget, meeting: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())) or True)
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _location: str(tmp_path))
    preview._context.store.settings.set("folder.pdf", str(tmp_path / "stick"))
    show(qtbot, preview, ReportWish("meeting-minutes", meeting()))
    preview.open_in_word()
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].parent == tmp_path


def test_a_form_without_tables_is_not_saved_for_excel(
    qtbot: QtBot, preview: PreviewWidget, meeting: Callable[..., str], tmp_path: Path
) -> None:
    show(qtbot, preview, ReportWish("meeting-minutes", meeting()))
    preview.save_as(tmp_path / "a.xlsx", FileFormat.XLSX)
    qtbot.waitUntil(lambda: "không có bảng" in preview.notice)
    assert not (tmp_path / "a.xlsx").exists()


def test_words_of_the_page_are_copied_by_key(preview: PreviewWidget, meeting: Callable[..., str], qtbot: QtBot) -> None:
    show(qtbot, preview, ReportWish("meeting-minutes", meeting()))
    QGuiApplication.clipboard().clear()
    preview.view.setFocus()
    qtbot.keyClick(preview.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() != "")
    words = QGuiApplication.clipboard().text()
    assert words == pages_of(preview)[0]
    assert "Bàn việc đóng góp làm đường".casefold() in " ".join(words.split()).casefold()
    assert not set(words) & {"\r", "\x02", "\ufffe"}
    assert preview.notice == "Đã chép chữ của trang 1. Bấm Ctrl+V để dán vào nơi khác."


def test_nothing_is_copied_before_a_form_is_shown(preview: PreviewWidget) -> None:
    QGuiApplication.clipboard().setText("của việc khác")
    (copying,) = preview.view.actions()
    copying.trigger()
    assert QGuiApplication.clipboard().text() == "của việc khác"
    assert preview.notice == ""


@pytest.mark.parametrize(("width", "has_steps"), [(690, False), (766, False), (1_100, True)])
def test_controls_take_one_line_of_a_small_screen_and_leave_out_what_wheel_and_keys_do(
    qtbot: QtBot, preview: PreviewWidget, meeting: Callable[..., str], width: int, has_steps: bool
) -> None:
    """766 pixels are what the reports leave the paper on a screen of 1366 × 768, 690 on a full one at 150 %."""
    preview.resize(width, 600)
    preview.show()
    with qtbot.waitSignal(preview.shown):
        preview.show_report(ReportWish("meeting-minutes", meeting()))
    toolbar = preview.findChild(PreviewToolbar)
    assert toolbar is not None
    tops = {group.geometry().top() for group in toolbar.children() if isinstance(group, QWidget) and group.isVisible()}
    assert len(tops) == 1
    steps = [button for button in toolbar.findChildren(QToolButton) if button.toolTip() in ("Trang trước", "Trang sau")]
    assert [step.isVisible() for step in steps] == [has_steps, has_steps]
