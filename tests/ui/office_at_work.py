"""An officer at work in the window over an encrypted store, who stops at marks until told to go on, or is killed."""

import sys
import time
from pathlib import Path

from danvan_desktop.domain.record import Draft
from danvan_desktop.store.vault import Vault
from danvan_desktop.ui.app import make_application, make_window, sweep_opened
from danvan_desktop.ui.editors.opened_files import OpenedFiles
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.session import Session
from danvan_desktop.ui.widgets import questions
from danvan_desktop.ui.widgets.questions import Answer

PASSPHRASE = "bốn con trâu cày ruộng"
NAMES = [f"Nguyễn Thị Mười{n:03}" for n in range(200)]


def main(path: Path) -> None:
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
    mark("typed")
    opened = OpenedFiles()
    opened.put("don.txt", "\n".join(NAMES).encode())
    mark("opened")
    window.desk.close_all()
    window.close()
    session.operations.shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
