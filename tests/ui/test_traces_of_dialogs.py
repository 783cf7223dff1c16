"""Which folders were looked at is kept nowhere: on sticks they are named after people."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog

from danvan_desktop.localization import Message, Translator
from danvan_desktop.ui.widgets.files import ask_for_file, ask_for_folder, ask_where_to_save
from tests.planted import NAMES, holds, planted_in

REAL = {name: getattr(QFileDialog, name) for name in ("getOpenFileName", "getSaveFileName", "getExistingDirectory")}
SAY, TITLE = Translator("vi"), Message("Tệp")


def kept_by_qt() -> QSettings:
    return QSettings(QSettings.Scope.UserScope, "QtProject")


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Path]:
    """Where Qt keeps what its dialogs remember, for this test alone; another program remembered a folder there.

    On Windows that is the registry, which has no place of a test's own.
    """
    folder = tmp_path / "settings"
    # What Qt holds in memory of a file is its path: each test has one of its own.
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(folder))
    kept_by_qt().setValue("FileDialog/lastVisited", "file:///home/may")
    yield folder
    kept_by_qt().remove("FileDialog")


@pytest.mark.parametrize(
    "ask",
    [
        lambda place: ask_for_file(None, SAY, TITLE, "*", place),
        lambda place: ask_where_to_save(None, SAY, TITLE, "*", place / "x.pdf"),
        lambda place: ask_for_folder(None, SAY, TITLE, place),
    ],
)
def test_no_folder_that_a_dialog_showed_is_kept(qtbot, settings, tmp_path, monkeypatch, ask):
    place = tmp_path / "usb" / f"Đơn {NAMES[0]}"
    place.mkdir(parents=True)
    for name, real in REAL.items():
        monkeypatch.setattr(QFileDialog, name, real)
    timer = QTimer(interval=50)
    timer.timeout.connect(
        lambda: [one.done(1) for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog)]
    )
    timer.start()
    ask(place)
    timer.stop()
    kept = kept_by_qt()
    assert kept.value("FileDialog/lastVisited") == "file:///home/may"
    assert not holds("\n".join(f"{key} {kept.value(key)}" for key in kept.allKeys()).encode())
    if sys.platform != "win32":
        kept.sync()
        assert planted_in(settings) == []
        assert settings.exists()
