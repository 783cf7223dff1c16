"""Types into an editor until the program is killed; says when the draft is kept."""

import sys
from pathlib import Path

from danvan_desktop.localization import Translator
from danvan_desktop.store import Store
from danvan_desktop.ui.app import make_application
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.kinds import ALL_VIEWS
from danvan_desktop.ui.operations import Operations
from tests.clocks import live_on_the_day_of_tests


def tell(uid: str) -> None:
    sys.stdout.write(f"{uid}\n")
    sys.stdout.flush()


def main(path: Path) -> None:
    live_on_the_day_of_tests()
    application = make_application([])
    with Store.open(path) as store:
        context = UiContext(store, Translator("vi"), Operations(path), path, ALL_VIEWS)
        editor = open_editor(context, "meeting")
        editor.form.put("subject", "Bàn làm đường")
        editor.form.put("starts_at", "30/2/2026 8h")
        editor.opinions.add()
        editor.opinions.form.put("content", "Đề nghị công khai thu chi")
        editor.keeper.kept.connect(lambda _moment: tell(editor.uid))
        application.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
