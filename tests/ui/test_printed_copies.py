"""The copy that the system makes of what is printed lies where it is swept, and is gone when printing ends."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
from pathlib import Path

import pytest
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

from danvan_desktop.places import state_folder
from danvan_desktop.store.swept import SweptFolder, sweep
from danvan_desktop.ui.preview import printing
from danvan_desktop.ui.preview.pdf_pages import PdfPages
from danvan_desktop.ui.preview.printing import copies_lie_in, print_pages


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Gather where copies lie when printing begins; each time one is left there, as a killed program does."""
    places: list[Path] = []

    class Painter(QPainter):
        def begin(self, printer: QPrinter) -> bool:
            places.append(Path(os.environ["TMPDIR"]))
            (places[-1] / "in.pdf").write_text("Nguyễn Thị Mười", "utf-8")
            return super().begin(printer)

    monkeypatch.setattr(printing, "QPainter", Painter)
    return places


def test_a_copy_made_while_printing_lies_in_the_private_folder_and_goes_with_the_end(
    qapp: object, begun: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "giay.pdf"))
    assert print_pages(_pages(tmp_path), printer, lambda _done, _total: None) == 1
    (place,) = begun
    assert place.parent == state_folder() / "opened"
    assert not place.exists()
    assert os.environ["TMPDIR"] == str(tmp_path)


def test_where_cups_lays_its_copy_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    name = ctypes.util.find_library("cups")
    if name is None:
        pytest.skip("no CUPS here")
    monkeypatch.delenv("TMPDIR", raising=False)
    kept, made = SweptFolder(), ctypes.create_string_buffer(1024)
    with copies_lie_in(kept):
        os.close(ctypes.CDLL(name).cupsTempFd(made, len(made)))
    assert Path(os.fsdecode(made.value)).parent == kept.made()
    assert "TMPDIR" not in os.environ


def test_what_a_killed_program_was_printing_is_swept_at_the_next_start(tmp_path: Path) -> None:
    left = tmp_path / "999999999-abc"
    left.mkdir()
    (left / "in.pdf").write_bytes(b"%PDF")
    sweep(tmp_path)
    assert not left.exists()


def test_it_prints_where_no_folder_can_be_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    (tmp_path / "file").write_bytes(b"")
    with copies_lie_in(SweptFolder(tmp_path / "file" / "below")):
        assert os.environ["TMPDIR"] == str(tmp_path)


def _pages(folder: Path) -> PdfPages:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(folder / "trang.pdf"))
    canvas.drawString(72, 72, "1")
    canvas.save()
    return PdfPages((folder / "trang.pdf").read_bytes())
