"""Every form of a period printed from the window, which goes on answering meanwhile."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.store.settings import OFFICER
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.pages.reports_page import ReportsPage
from danvan_desktop.ui.preview.batch_dialog import BatchDialog
from danvan_desktop.ui.preview.batch_job import BatchJob, BatchWish

QUARTER = Period.quarter(2026, 3)


@pytest.fixture
def quarter(ui: UiContext, village: str) -> int:
    """Petitions enough that a batch takes a while; returns their number."""
    content = "Nhân dân đề nghị sửa chữa tuyến đường trục chính của thôn. " * 8
    drafts = [
        Draft(
            "petition",
            {"number": f"{n:03d}/2026", "received_on": "2026-08-13", "unit": village, "content": content},
        )
        for n in range(1, 21)
    ]
    ui.store.save(*drafts)
    return len(drafts)


@pytest.fixture
def dialog(ui: UiContext, qtbot: QtBot, quarter: int) -> BatchDialog:
    dialog = BatchDialog(ui, QUARTER)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_period_becomes_one_pdf_with_bookmarks(
    qtbot: QtBot, dialog: BatchDialog, quarter: int, tmp_path: Path
) -> None:
    dialog.print_to(tmp_path / "quý.pdf")
    assert dialog.running
    assert not dialog.start.isEnabled()
    qtbot.waitUntil(lambda: not dialog.running)
    document = pypdfium2.PdfDocument(tmp_path / "quý.pdf")
    assert f"Đã in {len(document)} trang" in dialog.banner.text()
    assert len([entry for entry in document.get_toc() if entry.level == 0]) > quarter


def test_a_period_becomes_a_folder_of_word_files(
    qtbot: QtBot, dialog: BatchDialog, quarter: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "hồ sơ"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_arguments: str(folder))
    dialog.target.setCurrentText("Thư mục, mỗi biểu mẫu một tệp Word")
    dialog.start.click()
    qtbot.waitUntil(lambda: not dialog.running)
    files = list(folder.glob("*.docx"))
    assert len(files) > quarter
    assert f"Đã ghi {len(files)} tệp" in dialog.banner.text()


def test_stopping_leaves_no_file(qtbot: QtBot, dialog: BatchDialog, tmp_path: Path) -> None:
    dialog.print_to(tmp_path / "a.pdf")
    qtbot.waitUntil(lambda: dialog.bar.value() > 0)
    dialog.stop.click()
    qtbot.waitUntil(lambda: not dialog.running)
    assert "Đã dừng" in dialog.banner.text()
    assert not list(tmp_path.glob("*.pdf"))
    assert dialog.start.isEnabled()


def test_closing_stops_what_is_being_printed(qtbot: QtBot, dialog: BatchDialog, tmp_path: Path) -> None:
    dialog.print_to(tmp_path / "a.pdf")
    dialog.close()
    assert not dialog.running
    assert not list(tmp_path.glob("*.pdf"))


def test_a_folder_that_cannot_be_written_is_told_in_words(qtbot: QtBot, dialog: BatchDialog, tmp_path: Path) -> None:
    dialog.print_to(tmp_path / "missing" / "a.pdf")
    qtbot.waitUntil(lambda: not dialog.running)
    assert "thư mục không tồn tại" in dialog.banner.text()


def test_the_window_answers_and_saves_while_a_batch_is_printed(
    qtbot: QtBot, ui: UiContext, quarter: int, village: str, tmp_path: Path
) -> None:
    ticks = []
    timer = QTimer(interval=0)
    timer.timeout.connect(lambda: ticks.append(job_is_done()))
    job = BatchJob(ui.store, BatchWish(QUARTER, tmp_path / "q.pdf", one_file=True))
    told: list[int] = []
    job.progressed.connect(lambda done, _total, _title: told.append(done))
    done: list[object] = []
    job.done.connect(done.append)

    def job_is_done() -> bool:
        return bool(done)

    timer.start()
    qtbot.waitUntil(lambda: bool(told))
    saved = ui.store.save(Draft("unit", {"name": "Thôn Tây", "kind": "village", "code": "DS-02"}))
    qtbot.waitUntil(lambda: bool(done))
    timer.stop()
    assert saved.uids
    assert ticks.count(False) > len(told) > 1


def test_a_batch_is_printed_for_who_works_in_the_window_whatever_a_command_says_beside_it(
    qtbot: QtBot, ui: UiContext, quarter: int, tmp_path: Path
) -> None:
    told = {"position": "Công chức", "unit": ui.store.unit.uid}
    ours, others = ui.store.save(*(Draft("officer", {"full_name": name, **told}) for name in ("A", "B"))).uids
    ui.store.set_officer(ours)
    ui.store.let_work("")
    ui.store.settings.set(OFFICER, others)
    asked: list[str] = []
    job = BatchJob(ui.store, BatchWish(QUARTER, tmp_path / "q.pdf", one_file=True))
    job._lane.put(2, lambda store, _progress: asked.append(store.officer))
    qtbot.waitUntil(lambda: bool(asked))
    job.finish()
    assert asked == [ours]


def test_the_page_of_reports_offers_its_period(qtbot: QtBot, ui: UiContext) -> None:
    page = ReportsPage(ui)
    qtbot.addWidget(page)
    page.periods.choose(Period.quarter(2026, 2))
    page.batch.click()
    dialog = page.findChild(BatchDialog)
    assert dialog.periods.period == Period.quarter(2026, 2)
    dialog.close()
