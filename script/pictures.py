"""Takes the pictures of the window.

Run by ``screenshots.py``, which sets up the environment, the screen and a home of its own.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from camera import Camera
from picture_commune import make_commune
from picture_scenes import SCENES, Set
from PySide6.QtWidgets import QApplication
from screenshots import parse

from danvan_desktop.localization import Translator
from danvan_desktop.places import default_store_path
from danvan_desktop.ui.app import make_application, make_window
from danvan_desktop.ui.dialogs.welcome_dialog import WelcomeDialog
from danvan_desktop.ui.session import Session
from danvan_desktop.ui.theme import Look, apply_look


@contextmanager
def _opened_set(application: QApplication, out: Path, language: str, look: Look) -> Iterator[Set]:
    folder = default_store_path().parent
    path = make_commune(folder, language, look)
    session = Session(path, make_window(path))
    session.window.resize(application.primaryScreen().availableSize())
    session.window.show()
    yield Set(Camera(application, out), session, folder)
    session.window.close()
    session.operations.shutdown()


def _welcome(application: QApplication, out: Path, language: str) -> None:
    camera = Camera(application, out)
    dialog = WelcomeDialog(Translator(language), default_store_path())
    dialog.show()
    camera.wait()
    print(camera.take("welcome", dialog))
    dialog.close()


def main(arguments: list[str]) -> int:
    """Take the pictures wanted; give the exit status."""
    wanted = parse(arguments)
    application, look = make_application(sys.argv[:1]), Look(wanted.theme, wanted.letters)
    apply_look(application, look)
    QApplication.setCursorFlashTime(0)
    names = wanted.only or [*SCENES, "welcome"]
    unknown = set(names) - {*SCENES, "welcome"}
    if unknown:
        print(f"no such picture: {', '.join(sorted(unknown))}; there are: {', '.join([*SCENES, 'welcome'])}")
        return 2
    if "welcome" in names:
        _welcome(application, wanted.out, wanted.language)
    with _opened_set(application, wanted.out, wanted.language, look) as at:
        for name, show in SCENES.items():
            if name in names:
                show(at)
                print(at.camera.take(name), flush=True)
                at.close_dialogs()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
