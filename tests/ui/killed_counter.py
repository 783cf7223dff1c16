"""Counts votes in a meeting until the program is killed; says when the draft is kept."""

import sys
from pathlib import Path

from PySide6.QtTest import QTest

from danvan_desktop.localization import Translator
from danvan_desktop.store import Store
from danvan_desktop.ui.app import make_application
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.meeting_editor import MeetingEditor
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.kinds import ALL_VIEWS
from danvan_desktop.ui.operations import Operations
from tests.clocks import live_on_the_day_of_tests


def tell(uid: str) -> None:
    sys.stdout.write(f"{uid}\n")
    sys.stdout.flush()


def main(path: Path, meeting: str) -> None:
    live_on_the_day_of_tests()
    application = make_application([])
    with Store.open(path) as store:
        context = UiContext(store, Translator("vi"), Operations(path), path, ALL_VIEWS)
        editor = open_editor(context, "meeting", meeting)
        assert isinstance(editor, MeetingEditor)
        editor.keeper.kept.connect(lambda _moment: tell(editor.uid))
        editor.parts.turn_to("decision")
        counter = editor.count_votes()
        QTest.keyClicks(counter, "1112")
        application.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
