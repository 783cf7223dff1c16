"""What a start leaves out is loaded while nobody waits for it, little at a time."""

import subprocess
import sys

import pytest

from danvan_desktop.ui import warming

AFTER_A_START = """
import sys
import danvan_desktop.ui.app, danvan_desktop.ui.session, danvan_desktop.ui.pages.overview_page
from PySide6.QtCore import QCoreApplication, QTimer
from danvan_desktop.ui import warming
application = QCoreApplication([])
warming._AFTER = warming._EVERY = 0
"""
LOADED = """
loader = warming.Warming(application)
most, before = 0, len(sys.modules)
def count():
    global most, before
    most, before = max(most, len(sys.modules) - before), len(sys.modules)
    if not loader._timer.isActive():
        application.quit()
loader.begin()
loader._timer.timeout.connect(count)
application.exec()
print(most)
known = set(sys.modules)
from danvan_desktop.ui.editors import opening
from danvan_desktop.ui.pages import calendar_page, conflicts_page, record_page, reports_page, sync_page
from danvan_desktop.ui.dialogs import settings_dialog
from danvan_desktop.ui.preview import preview_dialog
print(sorted(set(sys.modules) - known))
print(any(name in sys.modules for name in ("openpyxl", "lxml")))
"""
MOST = 70
"""Modules that one turn may bring along; those of an editor that is opened cold are over 150."""


def run(code: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", timeout=100)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_all_pages_and_editors_are_loaded_a_little_at_a_time() -> None:
    most, left, heavy = run(AFTER_A_START + LOADED)
    assert int(most) < MOST
    assert left == "[]"
    assert heavy == "False"


def test_what_cannot_be_loaded_stops_nothing(monkeypatch: pytest.MonkeyPatch, qapp: object) -> None:
    monkeypatch.setattr(warming, "_LIBRARIES", ("no_such_library_anywhere",))
    monkeypatch.setattr(warming, "_PACKAGES", ("danvan_desktop.ui.forms",))
    loader = warming.Warming(qapp)  # type: ignore[arg-type]
    assert loader.load_next() == "no_such_library_anywhere"
    while loader.load_next():
        pass
    assert "danvan_desktop.ui.forms.record_form" in sys.modules
