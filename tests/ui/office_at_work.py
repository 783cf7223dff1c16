"""An officer at work in the window over an encrypted store, who stops at marks until told to go on, or is killed."""

import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Message
from danvan_desktop.reports.style import FileFormat
from danvan_desktop.store.vault import Vault
from danvan_desktop.sync import ExportWish, export_bundle
from danvan_desktop.ui.app import make_application, make_window, show_bugs_over, sweep_opened
from danvan_desktop.ui.crash_details import crash_details
from danvan_desktop.ui.editors.opened_files import OpenedFiles
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.error_report import error_report
from danvan_desktop.ui.fault_watch import watching_faults
from danvan_desktop.ui.loading.export import export_to
from danvan_desktop.ui.models.selection import ListQuery
from danvan_desktop.ui.operations import Operation, short_work
from danvan_desktop.ui.preview.preview_dialog import show_report
from danvan_desktop.ui.preview.preview_widget import PreviewWidget
from danvan_desktop.ui.preview.print_job import PrintJob
from danvan_desktop.ui.search.commands import commands_of
from danvan_desktop.ui.search.palette import SearchPalette
from danvan_desktop.ui.session import Session
from danvan_desktop.ui.widgets import questions
from danvan_desktop.ui.widgets.list_menus import SavedFilters
from danvan_desktop.ui.widgets.questions import Answer
from tests.planted import NAMES

PLACE = Message("Sao lưu")
PASSPHRASE = "bốn con trâu cày ruộng"
STICK = "stick"
"""Where the officer writes papers and tables to, by his own choice."""


def go_wrong(session: Session, report: Path) -> None:
    """Meet a bug whose words name people; it is noted, shown, and written into the report that is sent away."""
    hook = show_bugs_over(session.window, session.window.translator)
    try:
        raise ValueError(f"{NAMES[11]}: {', '.join(NAMES)}")
    except ValueError as error:
        hook(ValueError, error, error.__traceback__)
        threading.excepthook(threading.ExceptHookArgs((ValueError, error, error.__traceback__, None)))
        report.write_text(error_report(crash_details(error)), "utf-8")


def hand_out(session: Session, preview: PreviewWidget, stick: Path, settle: Callable[[], None]) -> None:
    """Print, write papers and a list to a stick, copy to a second place, and seal a file for others."""
    window, store, operations = session.window, session.store, session.operations
    stick.mkdir(exist_ok=True)
    for kind in (FileFormat.DOCX, FileFormat.XLSX, FileFormat.PDF):
        preview.save_as(stick / f"so.{kind}", kind)
        settle()
    export_to(window.context, ListQuery("petition"), stick / "danh-sach.xlsx")
    settle()
    assert preview.pages is not None
    job, told = PrintJob(window.context, preview.pages, "so", preview), list[str]()
    job.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    job.printer.setOutputFileName(str(stick / "in.pdf"))
    job.printer.setResolution(72)
    job.told.connect(lambda words, _severity: told.append(words))
    job.send()
    while not told:
        settle()
    place = stick.with_name("place")
    place.mkdir(exist_ok=True)
    operations.run(Operation(PLACE, short_work(lambda opened: opened.choose_second_place(place))))
    settle()
    operations.run(Operation(PLACE, short_work(lambda opened: opened.copy_keeper.keep_second())))
    settle()
    export_bundle(store, stick.with_name("gui.danvan"), ExportWish(passphrase=PASSPHRASE))
    assert all((stick / name).is_file() for name in ("so.docx", "so.xlsx", "so.pdf", "danh-sach.xlsx", "in.pdf"))


def watch_what_is_written(home: Path) -> None:
    """Tell of each file that Python opens to be written outside the folder in which the office is looked for."""
    writes = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC

    def look(event: str, told: tuple[object, ...]) -> None:
        if event == "open" and isinstance(told[0], str | bytes) and isinstance(told[2], int) and told[2] & writes:
            name = os.path.realpath(os.fsdecode(told[0]))
            if not name.startswith((f"{home}{os.sep}", "/dev/")) and ".pyc" not in Path(name).suffixes:
                sys.stdout.write(f"elsewhere: {name}\n")
                sys.stdout.flush()

    sys.addaudithook(look)


def main(path: Path) -> None:
    watch_what_is_written(Path(os.path.realpath(path)).parents[1])
    with watching_faults():
        work(path)


def work(path: Path) -> None:
    questions.ask_unsaved = lambda *_asked: Answer.KEEP_DRAFT
    application = make_application([])
    sweep_opened()
    key = Vault(path).unlock(PASSPHRASE)
    session = Session(path, make_window(path, key), key=key)
    window, store = session.window, session.store
    window.show()

    def settle(seconds: float = 0.3) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end or session.operations.busy or session.operations.reading:
            application.processEvents()
            time.sleep(0.01)

    def mark(name: str) -> None:
        settle()
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()
        sys.stdin.readline()

    if store.count("petition") == 0:
        for number, name in enumerate(NAMES):
            content = f"{name} phản ánh mương tắc"
            values = {"number": f"{number:03}/2026", "received_on": "2026-08-13", "unit": store.unit.uid}
            saved = store.save(Draft("petition", values | {"content": content, "citizen_name": name}))
        store.attach_data(saved.uids[0], "don.txt", "\n".join(NAMES).encode())
        store.keep_copy("thu", 3)
    window.show_list("petition")
    mark("listed")
    editor = open_editor(session.window.context, "petition", parent=window)
    editor.form.put("content", f"{NAMES[7]} đang nói dở")
    kept: list[object] = []
    editor.keeper.kept.connect(kept.append)
    while not kept:
        settle(0.05)
    assert store.search(NAMES[9])
    palette = SearchPalette(window.context, commands_of(window, session.operations), window)
    palette.open()
    palette.line.setText(NAMES[9])
    settle()
    palette.close()
    page = window.page("petition")
    page.search.setText(NAMES[8])
    SavedFilters(window.context, "petition", lambda: {"text": NAMES[8]}).save_as(NAMES[12])
    QApplication.clipboard().setText(NAMES[13])
    settle()
    preview = show_report(window.context, "petition-register", period=Period.quarter(2026, 3))
    while not preview.preview.page_count:
        settle(0.05)
    go_wrong(session, path.with_name("bao-cao-loi.txt"))
    mark("typed")
    hand_out(session, preview.preview, path.parents[1] / STICK, settle)
    mark("handed out")
    opened = OpenedFiles()
    opened.put("don.txt", "\n".join(NAMES).encode())
    mark("opened")
    preview.close()
    window.desk.close_all()
    window.close()
    session.operations.shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
