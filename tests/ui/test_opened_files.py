"""What the system opens of a store is a document under a harmless name, and does not stay behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.output import OutputError
from danvan_desktop.store.swept import sweep
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.attachments_panel import AttachmentsPanel
from danvan_desktop.ui.editors.opened_files import OpenedFiles, harmless, is_shown
from tests.examples import examples

pytestmark = pytest.mark.usefixtures("earlier_petitions")

PROGRAMS = (
    "don.pdf.exe", "don.pdf.EXE ", "don.exe.", "don.pdf\u202efdp.exe", "a.lnk", "a.bat", "a.js", "a.html", "a.docm",
    "don.pdf:an.exe", "don", "", "..", "con.pdf.scr", "don.pdf\u200b.cmd", "don.exe\ufeff", "a.svg", "a.url",
)  # fmt: skip


@pytest.fixture
def petition(ui: UiContext, village: str) -> str:
    values = {"number": "001/2026", "received_on": "2026-08-01", "unit": village, "content": "Mương tắc"}
    return ui.store.save(Draft("petition", values)).uids[0]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Gather what the system is asked to open."""
    paths: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: paths.append(url.toLocalFile()))
    return paths


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Gather the names that are proposed for saving; it is saved as luu.bin."""
    names: list[str] = []

    def chosen(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        names.append(name)
        return str(tmp_path / "luu.bin"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    return names


def test_only_a_chosen_file_is_opened_saved_or_removed(ui: UiContext, qtbot: QtBot, petition: str) -> None:
    panel = AttachmentsPanel(ui)
    qtbot.addWidget(panel)
    panel.show_owner(petition)
    acting = (panel.open_button, panel.save_button, panel.remove_button)
    assert panel.add_button.isEnabled()
    assert not any(button.isEnabled() for button in acting)
    ui.store.attach_data(petition, "don.pdf", b"%PDF-1.4")
    panel.show_owner(petition)
    assert panel.list.currentRow() == 0
    assert all(button.isEnabled() for button in acting)


@pytest.mark.parametrize("name", PROGRAMS)
def test_what_the_system_might_run_is_not_opened(name: str) -> None:
    assert not is_shown(name)


@pytest.mark.parametrize("name", ["đơn.PDF", "Ảnh chụp 1.JPG", "a/b/../đơn.docx", "a.b.c.xlsx", "don\x00.txt"])
def test_documents_are(name: str) -> None:
    assert is_shown(name)


@settings(max_examples=examples(200))
@given(st.text(max_size=300))
def test_no_name_leads_out_of_the_folder_or_is_refused_by_it(name: str) -> None:
    plain = harmless(name)
    assert Path(plain).name == plain
    assert len(plain.encode()) < 255
    assert harmless(plain) == plain


@pytest.mark.parametrize("name", ["con", "NUL.pdf", "com1.pdf", " . ", "../../x.pdf", "đ" * 200 + ".pdf", "a\n.pdf"])
def test_terrible_names_are_written_as_files_of_the_folder(tmp_path: Path, name: str) -> None:
    opened = OpenedFiles(tmp_path)
    path = opened.put(name, b"%PDF")
    assert path.read_bytes() == b"%PDF"
    assert path.parent.parent == tmp_path
    assert path.stem.lower() not in ("con", "nul", "com1")


def test_what_a_killed_process_left_is_swept_and_what_one_uses_stays(tmp_path: Path) -> None:
    opened = OpenedFiles(tmp_path)
    mine = opened.put("don.pdf", b"Zokin")
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        child.wait()
    left = tmp_path / f"{child.pid}-abc"
    left.mkdir()
    (left / "don.pdf").write_bytes(b"Zokin")
    other = tmp_path / "thu"
    other.mkdir()
    sweep(tmp_path)
    assert not left.exists()
    assert mine.exists()
    assert other.exists()
    del opened
    assert not mine.exists()


@pytest.mark.skipif(os.name != "posix", reason="a folder below a file")
def test_folder_that_cannot_be_made_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError):
        OpenedFiles(tmp_path / "file" / "opened").put("don.pdf", b"")


def test_a_program_among_the_attachments_is_saved_and_never_run(
    ui: UiContext, qtbot: QtBot, petition: str, tmp_path: Path, opened: list[str], asked: list[str]
) -> None:
    ui.store.attach_all(petition, [("a.pdf", b"%PDF"), ("b.pdf.exe", b"MZ")])
    panel = AttachmentsPanel(ui)
    qtbot.addWidget(panel)
    panel.show_owner(petition)
    panel.list.setCurrentRow(0)
    panel.open_current()
    qtbot.waitUntil(lambda: bool(opened))
    assert Path(opened[0]).read_bytes() == b"%PDF"
    panel.list.setCurrentRow(1)
    panel.open_current()
    qtbot.waitUntil(lambda: (tmp_path / "luu.bin").exists() and not ui.operations.busy)
    assert (tmp_path / "luu.bin").read_bytes() == b"MZ"
    assert (len(opened), asked) == (1, ["b.pdf.exe"])


def test_a_file_of_a_denunciation_is_saved_only_with_a_note(
    ui: UiContext, qtbot: QtBot, petition: str, tmp_path: Path, opened: list[str], asked: list[str]
) -> None:
    ui.store.attach_all(petition, [("Zokin.exe", b"MZ")])
    ui.store.save(Draft("petition", {"nature": "denunciation"}, petition))
    panel = AttachmentsPanel(ui)
    qtbot.addWidget(panel)
    panel.show_owner(petition)
    panel.list.setCurrentRow(0)
    panel.save_current()
    qtbot.waitUntil(lambda: (tmp_path / "luu.bin").exists() and not ui.operations.busy)
    assert (asked, ui.store.count("disclosure")) == ([""], 1)
    with qtbot.waitSignal(ui.operations.failed) as failure:
        panel.open_current()
    assert "chương trình" in str(failure.args[0].message)
    assert opened == []
