"""Types Telex into a new petition through the input method of the session, saves it, and prints what came of it.

    telex_typist.py STORE

Run within an X session whose input method is Unikey; keys come from xdotool, as from a keyboard.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from danvan_desktop.localization import Translator
from danvan_desktop.store import Store
from danvan_desktop.ui.app import make_application
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.kinds import ALL_VIEWS
from danvan_desktop.ui.operations import Operations
from danvan_desktop.ui.pages.record_page import RecordPage

PATIENCE = 30.0
TYPED = (
    ("unit", "thoon ddoafi"),
    ("citizen_name", "Nguyeenx Vawn Thuwr"),
    ("assigned_to", "Phofng Kinh tees"),
    ("received_on", "12/8/2026"),
    ("content", "Muwowng tawsc, ddeef nghij naoj vets"),
)


def pass_time(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.01)


def press(target: QWidget, *command: str) -> None:
    """Let keys be pressed where the focus is, and the input method and the program follow them."""
    target.window().activateWindow()
    target.setFocus()
    pass_time(0.3)
    keyboard = subprocess.Popen(["xdotool", *command])
    while keyboard.poll() is None:
        pass_time(0.05)
    pass_time(0.5)


def main() -> None:
    path = Path(sys.argv[1])
    application = make_application(sys.argv)
    told: dict[str, object] = {}
    with Store.open(path) as store:
        operations = Operations(path)
        ui = UiContext(store, Translator("vi"), operations, path, ALL_VIEWS)
        editor = open_editor(ui, "petition")
        pass_time(2.0)
        for name, keys in TYPED:
            target = editor.form.input(name).focusProxy()
            if name == "received_on":
                press(target, "key", "ctrl+a")
            press(target, "type", "--delay", "40", keys)
            press(target, "key", "Tab")
            told[name] = editor.form.input(name).raw()
        editor.save()
        end = time.monotonic() + PATIENCE
        while operations.busy and time.monotonic() < end:
            pass_time(0.1)
        record = store.get(editor.uid)
        told["stored"] = {} if record is None else {name: record.get(name) for name, _keys in TYPED}
        told["refused"] = editor.trouble.text()
        page = RecordPage(ui, ui.views["petition"])
        page.resize(1000, 600)
        page.show()
        page.activate()
        press(page.search, "type", "--delay", "40", "muwowng tawsc ")
        told["searched"], told["found"] = page.search.text(), page.table.rowCount()
        operations.shutdown()
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    application.exit()


if __name__ == "__main__":
    main()
