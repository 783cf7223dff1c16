"""The entry of the program: which starts open the window at once, and which go to the command line."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop import __main__ as entry
from danvan_desktop.error_log import ErrorLog
from danvan_desktop.store import Store


@pytest.fixture(autouse=True)
def answer_to_ctrl_c() -> Iterator[None]:
    """Leave to the tests what the program answers to Ctrl+C: it changes that as it starts and ends."""
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def store(tmp_path):
    """A new one."""
    with Store.create(tmp_path / "commune.db", unit_name="Xã An Phú", unit_code="AP", level="commune") as made:
        yield made


@pytest.fixture
def opened(monkeypatch):
    """What the window was opened with."""
    calls = []

    def open_window(store: Path | None, bundle: Path | None = None) -> int:
        calls.append(store if bundle is None else (store, bundle))
        return 3

    monkeypatch.setattr(entry, "_open_window", open_window)
    return calls


@pytest.mark.parametrize(
    ("arguments", "store"),
    [
        ([], None),
        (["--store", "xã Đông/kho.db"], Path("xã Đông/kho.db")),
        (["--store=kho.db"], Path("kho.db")),
        (["E:/xã Đông.danvan"], (None, Path("E:/xã Đông.danvan"))),
        (["GÓI.DANVAN"], (None, Path("GÓI.DANVAN"))),
        (["--store", "kho.db", "gói.danvan"], (Path("kho.db"), Path("gói.danvan"))),
    ],
)
def test_start_without_a_command_opens_the_window(monkeypatch, opened, arguments, store):
    monkeypatch.setattr(sys, "argv", ["danvan", *arguments])
    with pytest.raises(SystemExit) as ended:
        entry.main()
    assert ended.value.code == 3
    assert opened == [store]


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["--store"], ["kinds"], ["import", "gói.danvan"]])
def test_every_other_start_goes_to_the_command_line(monkeypatch, capsys, opened, arguments):
    monkeypatch.setattr(sys, "argv", ["danvan", *arguments])
    with pytest.raises(SystemExit):
        entry.main()
    assert opened == []
    told = capsys.readouterr()
    assert told.out or told.err


def test_a_shell_that_asks_for_completion_gets_it_and_no_window(monkeypatch, capsys, opened):
    monkeypatch.setattr(sys, "argv", ["danvan"])
    for name, value in (("_DANVAN_COMPLETE", "bash_complete"), ("COMP_WORDS", "danvan arch"), ("COMP_CWORD", "1")):
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit):
        entry.main()
    assert opened == []
    assert capsys.readouterr().out == "plain,archive\n"


def loaded_with_the_window(wanted, *more):
    modules = ", ".join(("sys", "danvan_desktop.ui.app", *more))
    seen = f"import {modules}; print([name for name in {wanted} if name in sys.modules])"
    child = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    return child.stdout


def test_window_loads_neither_the_command_line_nor_what_prints_and_exchanges():
    heavy = [
        "asn1crypto",
        "sqlite_utils",
        "click",
        "cryptography",
        "docx",
        "openpyxl",
        "pyhanko",
        "pypdfium2",
        "pyrage",
        "reportlab",
    ]
    assert loaded_with_the_window(heavy) == "[]\n"


def test_frame_of_the_window_loads_neither_the_store_nor_the_record_kinds():
    later = ["babel", "danvan_desktop.domain.kinds", "danvan_desktop.store.store", "danvan_desktop.ui.operations"]
    assert loaded_with_the_window(later) == "[]\n"


def test_frame_of_the_window_names_neither_qt_nor_its_style(store, tmp_path):
    """At the first use of either, PySide6 makes hundreds of enumerations: a tenth of what the frame takes."""
    seen = f"""
from pathlib import Path
from PySide6 import QtCore, QtWidgets
from danvan_desktop.ui import app
application = app.make_application(["danvan"])
window = app.make_window(Path({str(store.path)!r}))
window.appear()
application.processEvents()
print([name for module, name in ((QtCore, "Qt"), (QtWidgets, "QStyle")) if name in vars(module)])
import os
os._exit(0)
"""
    environment = os.environ | {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    told = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True, env=environment)
    assert told.stdout == "[]\n"


def test_opened_store_needs_nothing_that_signs(store):
    """What derives a public key takes longer to load than the store to open."""
    seen = f"""
import sys
from pathlib import Path
from danvan_desktop.store import Store
with Store.open(Path({str(store.path)!r})) as store:
    print(store.device_key == {store.device_key!r}, "cryptography" in sys.modules)
"""
    child = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert child.stdout == "True False\n"


def test_first_page_waits_for_nothing_of_the_exchange_nor_of_archives():
    ui = "danvan_desktop.ui"
    page = [f"{ui}.session", f"{ui}.pages.overview_page", f"{ui}.sync.waiting_count", f"{ui}.other_store"]
    seldom = ("archives", "backup", "check", "cutting", "merge", "preparing", "salvage")
    store = [f"danvan_desktop.store.{part}" for part in seldom]
    later = ["danvan_desktop.sync", *store, "cryptography"]
    assert loaded_with_the_window(later, "danvan_desktop.store.store", *page) == "[]\n"


def test_few_dataclasses_are_made_before_the_first_page():
    """Python writes and compiles the methods of each at every start."""
    ui = "danvan_desktop.ui"
    page = f"danvan_desktop.store.store, {ui}.app, {ui}.session, {ui}.pages.overview_page, {ui}.sync.waiting_count"
    seen = f"""
import dataclasses, sys
import {page}
modules = [module for name, module in list(sys.modules.items()) if name.startswith("danvan_desktop")]
values = [value for module in modules for value in vars(module).values() if isinstance(value, type)]
print(sorted({{value.__qualname__ for value in values if "__dataclass_fields__" in vars(value)}}))
"""
    child = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert child.stdout == "[]\n"


def test_first_page_is_loaded_without_what_only_its_rows_and_dialogs_need():
    """The enums of a style are made when it is loaded: a tenth of what stands between the frame and the page."""
    seen = """
import sys
from danvan_desktop.ui.plain_imports import import_plainly
import_plainly()
import danvan_desktop.ui.app, danvan_desktop.ui.session, danvan_desktop.ui.pages.overview_page
from danvan_desktop.ui import damage, other_store, status_line
from danvan_desktop.ui.officers import window_lock
late = ("dataclasses", "typing_extensions", "danvan_desktop.ui.officers.cover", "danvan_desktop.ui.widgets.files")
print([name for name in late if name in sys.modules])
modules = [module for name, module in list(sys.modules.items()) if name.startswith("danvan_desktop")]
print([module.__name__ for module in modules if "QStyle" in vars(module) or "QFileDialog" in vars(module)])
"""
    child = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert child.stdout == "[]\n[]\n"


def test_modules_are_imported_without_their_source_being_read():
    seen = """
import linecache
from danvan_desktop.ui.plain_imports import import_plainly
import_plainly()
import danvan_desktop.domain.kinds
print([file for file in linecache.cache if "danvan_desktop" in file])
"""
    child = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert child.stdout == "[]\n"


def test_first_page_compiles_no_regular_expression_as_it_is_loaded():
    """Python compiles them anew at every start; ``patterns.pattern`` leaves it to their first use."""
    ui = "danvan_desktop.ui"
    page = f"danvan_desktop.store.store, {ui}.app, {ui}.session, {ui}.pages.overview_page, {ui}.sync.waiting_count"
    seen = f"""
import re, sys
plain, where = re.compile, []
re.compile = lambda *told, **so: where.append(sys._getframe(1).f_globals["__name__"]) or plain(*told, **so)
import {page}
ours = {{name for name in where if name.startswith("danvan_desktop")}}
print(sorted(ours - {{"danvan_desktop.patterns"}}))
"""
    child = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert child.stdout == "[]\n"


def test_window_starts_without_what_writes_stubs_of_pyside_and_tells_a_wrong_argument_all_the_same():
    seen = """
import sys
compiled = []
sys.addaudithook(lambda what, told: compiled.append(str(told[1])) if what == "compile" else None)
from danvan_desktop.ui.plain_imports import import_plainly
import_plainly()
from PySide6.QtCore import QSize
print([name for name in ("argparse", "logging", "gettext") if name in sys.modules])
seldom = ("feature.py", "mapping.py", "parser.py", "errorhandler.py")
print([one for one in compiled if one.endswith(seldom)])
for _time in range(2):
    try:
        QSize("a")
    except TypeError as error:
        print("Supported signatures" in str(error))
"""
    child = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert child.stdout == "[]\n[]\nTrue\nTrue\n"


def test_what_is_told_without_a_console_comes_into_a_file(monkeypatch, opened, tmp_path):
    monkeypatch.setattr("danvan_desktop.error_log.state_folder", lambda: tmp_path / "state")
    monkeypatch.setattr(sys, "argv", ["danvan"])
    monkeypatch.setattr(sys, "stderr", None)
    with pytest.raises(SystemExit):
        entry.main()
    with sys.stderr as log:
        log.write("lỗi\n")
    assert (tmp_path / "state" / "errors.log").read_text("utf-8") == "lỗi\n"


def test_a_long_log_of_errors_is_begun_anew_and_the_one_before_is_kept(monkeypatch, tmp_path):
    log = ErrorLog(tmp_path / "errors.log")
    for _time in range(6):
        log.write("x" * 500_000)
    assert sorted(path.name for path in tmp_path.iterdir()) == [*(f"errors.{n}.log" for n in (1, 2, 3)), "errors.log"]
    log.note("mới nhất")
    assert log.tail(1).endswith(" mới nhất\n")


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path):
    (tmp_path / "state").touch()
    assert ErrorLog(tmp_path / "state" / "errors.log").write("lỗi") == 3
