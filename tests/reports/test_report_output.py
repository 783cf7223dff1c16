from __future__ import annotations

from pathlib import Path

import pytest

from danvan_desktop.reports.document import Document, Header
from danvan_desktop.reports.output import OutputError, replacing
from danvan_desktop.reports.page_format import PageFormat
from danvan_desktop.reports.pdf import render_pdf
from tests.reports.reading import INFO

DOCUMENT = Document(INFO, Header("UBND xã Đông Sơn"), "Báo cáo")


def test_a_report_takes_the_place_of_the_former_file(state_format: PageFormat, tmp_path: Path) -> None:
    path = tmp_path / "báo cáo.pdf"
    path.write_text("cũ", encoding="utf-8")
    render_pdf(DOCUMENT, state_format, path)
    assert path.read_bytes().startswith(b"%PDF-")
    assert list(tmp_path.iterdir()) == [path]


def test_a_rendering_that_stops_leaves_the_former_file(state_format: PageFormat, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_text("cũ", encoding="utf-8")

    def stop(_page: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        render_pdf(DOCUMENT, state_format, path, stop)
    assert path.read_text(encoding="utf-8") == "cũ"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_told_in_words(state_format: PageFormat, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="thư mục không tồn tại"):
        render_pdf(DOCUMENT, state_format, tmp_path / "không có" / "a.pdf")


def test_a_folder_is_no_file_to_write(state_format: PageFormat, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="đó là một thư mục"):
        render_pdf(DOCUMENT, state_format, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_open_elsewhere_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="không có quyền ghi, hoặc tệp đang mở"), replacing(tmp_path / "a.pdf"):
        raise PermissionError(13, "Permission denied")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told_in_words_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="Ổ đĩa đã đầy"), replacing(tmp_path / "a.pdf"):
        raise OSError(28, "No space left on device")
    assert list(tmp_path.iterdir()) == []
