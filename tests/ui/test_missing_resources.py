"""A window whose looks are gone or damaged, as after a disk fault or a cleaner of disks, says so in one line."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from danvan_desktop import assets
from danvan_desktop.assets import MissingResource, resource_path
from danvan_desktop.cli.main import command_line
from danvan_desktop.localization import Translator
from danvan_desktop.store import Store
from danvan_desktop.ui import icons
from danvan_desktop.ui.dialogs.faults import tell_fault

START = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from danvan_desktop import assets
assets._data_root = lambda: Path(sys.argv[1])
from danvan_desktop.ui import app

def close():
    QApplication.activeModalWidget().close()

told = app._tell_unopened
app._tell_unopened = lambda *asked: QTimer.singleShot(300, close) or told(*asked)
sys.exit(app.run_window(Path(sys.argv[2])))
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The files of a program that is whole, to be damaged."""
    for folder in ("resources", "i18n", "docs"):
        shutil.copytree(resource_path().parent / folder, tmp_path / "program" / folder, ignore=_pictures_of_the_guide)
    return tmp_path / "program"


def _pictures_of_the_guide(_folder: str, names: list[str]) -> list[str]:
    return [name for name in names if name.endswith(".png")]


DAMAGES: dict[str, tuple[str, Callable[[Path], object]]] = {
    "themes/colours.json": ("colours.json", Path.unlink),
    "themes/window.qss": ("window.qss", Path.unlink),
    "icons/check.svg": ("check.svg", Path.unlink),
    "icons": (".svg", shutil.rmtree),
    "themes": ("colours.json", shutil.rmtree),
    "themes/./colours.json": ("colours.json", lambda path: path.write_bytes(path.read_bytes()[:100])),
}


@pytest.mark.parametrize("lacking", DAMAGES)
def test_a_window_without_its_looks_says_so_in_one_line_and_leaves_the_store(
    root: Path, tmp_path: Path, lacking: str
) -> None:
    named, damage = DAMAGES[lacking]
    store = tmp_path / "commune.db"
    Store.create(store, unit_name="Xã Đông Sơn", unit_code="DS").close()
    before = store.read_bytes()
    damage(root / "resources" / lacking)
    start = [sys.executable, "-X", "utf8", "-c", START, str(root), str(store)]
    ended = subprocess.run(start, capture_output=True, encoding="utf-8", timeout=180, check=False)
    assert ended.returncode == 1
    # The platform of the tests tells of itself, under Windows also that it brings no letters.
    of_platform = ("This plugin", "QFontDatabase: Cannot find font directory", "Note that Qt no longer ships fonts")
    lines = [line for line in ended.stderr.splitlines() if not line.startswith(of_platform)]
    assert len(lines) == 1, lines
    (told,) = lines
    assert named in told
    assert "Hãy cài đặt lại phần mềm; dữ liệu vẫn nguyên." in told
    assert store.read_bytes() == before


def test_an_icon_that_is_gone_leaves_its_place_empty(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def gone(*parts: str) -> Path:
        raise MissingResource(Path(*parts))

    monkeypatch.setattr(icons, "resource_path", gone)
    icons._coloured.cache_clear()
    picture = icons.icon("search").pixmap(QSize(16, 16)).toImage()
    icons._coloured.cache_clear()
    assert not icons.window_icon().isNull()
    assert {picture.pixelColor(x, y).alpha() for x in range(16) for y in range(16)} == {0}
    assert "Traceback" not in capfd.readouterr().err


def test_a_command_without_a_file_of_the_program_says_so_in_one_line(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "resources" / "components.cdx.json").unlink()
    monkeypatch.setattr(assets, "_data_root", lambda: root)
    monkeypatch.setattr(sys, "argv", ["danvan", "components"])
    with pytest.raises(SystemExit) as ended:
        command_line(lambda _store: 0)
    assert ended.value.code == 1
    (told,) = capsys.readouterr().err.splitlines()
    assert "components.cdx.json đi kèm phần mềm bị thiếu hoặc hỏng" in told


def test_a_told_fault_has_a_button_that_closes_it(qtbot: QtBot) -> None:
    box = tell_fault(None, Translator(), "Chưa lưu được", "USB đã bị rút.")
    (button,) = box.buttons()
    assert button.text() == "Đóng"
    with qtbot.waitSignal(box.finished):
        button.click()
