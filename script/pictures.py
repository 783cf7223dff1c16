"""The pictures of the window: what each shows, how it is reached, and how it is kept small.

Run by ``screenshots.py``, which sets up the environment, the screen and a home of its own.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PIL import Image, ImageChops
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget
from screenshots import parse

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.localization import Translator
from danvan_desktop.places import default_store_path
from danvan_desktop.sample import fill_sample
from danvan_desktop.store import Store
from danvan_desktop.sync import add_peer, export_bundle, import_bundle, read_card, write_card
from danvan_desktop.ui.app import Session, make_application
from danvan_desktop.ui.dialogs.settings_dialog import SettingsDialog
from danvan_desktop.ui.dialogs.welcome_dialog import WelcomeDialog
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.meeting_editor import MeetingEditor
from danvan_desktop.ui.loading.load_dialog import LoadDialog
from danvan_desktop.ui.pages.petition_page import PetitionPage
from danvan_desktop.ui.pages.reports_page import ReportsPage
from danvan_desktop.ui.pages.sync_page import SyncPage
from danvan_desktop.ui.preview.preview_dialog import show_report
from danvan_desktop.ui.reports.composer_dialog import ComposerDialog
from danvan_desktop.ui.search.palette import SearchPalette
from danvan_desktop.ui.theme import Look, apply_look, look_settings

Dialog = TypeVar("Dialog", bound=QDialog)

_FRONT = "Ủy ban Mặt trận Tổ quốc Việt Nam xã Đông Sơn"
_COLOURS = 256
_STILL_SECONDS, _PATIENCE_SECONDS = 0.35, 30.0
_TITLE_HEIGHT = 30
_CARET_WIDTH = 4
_SHADE = QColor(10, 20, 35, 90)


class Camera:
    """Waits until nothing moves any more, and takes pictures of all windows as they lie over each other."""

    def __init__(self, application: QApplication, out: Path) -> None:
        """Keep pictures in the folder ``out``, which is made."""
        self._application = application
        self._out = out
        out.mkdir(parents=True, exist_ok=True)

    def wait(self, until: Callable[[], bool] = lambda: True) -> None:
        """Return when ``until`` holds and two looks at all windows were the same; raises TimeoutError."""
        end = time.monotonic() + _PATIENCE_SECONDS
        before: list[Image.Image] | None = None
        while time.monotonic() < end:
            self._let_pass(_STILL_SECONDS)
            now = [_image(widget.grab()) for widget in self._windows()]
            if before is not None and _look_alike(before, now) and until():
                return
            before = now
        raise TimeoutError("the window did not come to rest")

    def take(self, name: str, base: QWidget | None = None) -> Path:
        """Take the window with the dialogs over it, or ``base`` alone; returns the file."""
        windows = self._windows() if base is None else [base]
        picture = windows[0].grab()
        for over in windows[1:]:
            picture = _laid_over(picture, over)
        path = self._out / f"{name}.png"
        path.write_bytes(_small_png(_image(picture)))
        return path

    def dialogs(self) -> list[QDialog]:
        """Return the dialogs that are shown, the uppermost last."""
        widgets = self._application.topLevelWidgets()
        return sorted((one for one in widgets if isinstance(one, QDialog) and one.isVisible()), key=_depth)

    def _windows(self) -> list[QWidget]:
        widgets = self._application.topLevelWidgets()
        return [*(one for one in widgets if isinstance(one, QMainWindow) and one.isVisible()), *self.dialogs()]

    def _let_pass(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._application.processEvents()
            time.sleep(0.01)


def _depth(widget: QWidget) -> int:
    """Count the windows below a dialog."""
    parent = widget.parentWidget()
    return 0 if parent is None else 1 + _depth(parent.window())


def _laid_over(ground: QPixmap, dialog: QWidget) -> QPixmap:
    """Lay a dialog with a plain title bar into the middle of the shaded ground."""
    picture, ratio = QPixmap(ground), ground.devicePixelRatio()
    size = ground.size() / ratio
    frame = QRect(0, 0, dialog.width(), dialog.height() + _TITLE_HEIGHT)
    frame.moveCenter(QPoint(size.width() // 2, size.height() // 2))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRect(QPoint(0, 0), size), _SHADE)
    palette = dialog.palette()
    painter.setPen(palette.mid().color())
    painter.setBrush(palette.base())
    painter.drawRoundedRect(frame.adjusted(-1, -1, 1, 1), 6, 6)
    bar = QRect(frame.topLeft(), frame.topRight() + QPoint(0, _TITLE_HEIGHT))
    painter.setPen(palette.windowText().color())
    painter.drawText(bar.adjusted(12, 0, -40, 0), Qt.AlignmentFlag.AlignVCenter, dialog.windowTitle())
    cross = QRect(bar.right() - 24, bar.center().y() - 4, 9, 9)
    painter.drawLine(cross.topLeft(), cross.bottomRight())
    painter.drawLine(cross.topRight(), cross.bottomLeft())
    painter.drawPixmap(frame.topLeft() + QPoint(0, _TITLE_HEIGHT), dialog.grab())
    painter.end()
    return picture


def _image(picture: QPixmap) -> Image.Image:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGB")


def _look_alike(before: list[Image.Image], now: list[Image.Image]) -> bool:
    """Tell whether nothing changed but the blinking caret of an input."""
    if [image.size for image in before] != [image.size for image in now]:
        return False
    boxes = (ImageChops.difference(*pair).getbbox() for pair in zip(before, now, strict=True))
    return all(box is None or box[2] - box[0] <= _CARET_WIDTH for box in boxes)


def _small_png(picture: Image.Image) -> bytes:
    """Keep an image as a PNG of few colours, which the flat surfaces of a window do not need more of."""
    small, out = picture.quantize(_COLOURS, dither=Image.Dither.NONE), io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()


@dataclass(frozen=True)
class Set:
    """The window over the sample commune, with its camera."""

    camera: Camera
    session: Session
    folder: Path

    @property
    def store(self) -> Store:
        """The commune's store."""
        return self.session.store

    def turn_to(self, place: str) -> None:
        """Show a page."""
        self.session.window.show_place(place)
        self.camera.wait()

    def opened(self, uid: str) -> RecordEditor:
        """Open a record's editor."""
        self.session.window.open_record(uid)
        self.camera.wait()
        return self.dialog(RecordEditor)

    def dialog(self, kind: type[Dialog]) -> Dialog:
        """Return the dialog of a kind that is shown."""
        widgets = QApplication.topLevelWidgets()
        return next(widget for widget in widgets if isinstance(widget, kind) and widget.isVisible())

    def close_dialogs(self) -> None:
        """Close what lies over the window, the uppermost first."""
        for dialog in reversed(self.camera.dialogs()):
            dialog.close()
        self.camera.wait()

    def fullest(self, kind: str, part: str, **equals: str) -> Record:
        """Return the record with the most parts, the newest of those."""
        return max(self.store.list(kind, filters=equals), key=lambda one: len(self.store.children(one.uid, part)))


Scene = Callable[[Set], None]
"""Shows what is to be seen in a picture."""


# What each picture shows


def _page(place: str) -> Scene:
    return lambda at: at.turn_to(place)


def _meeting(at: Set) -> MeetingEditor:
    """Open a meeting with votes of a village that keeps a roll, as it was before its minutes were signed."""
    at.turn_to("meeting")
    unit = at.store.find("unit", name="Thôn Chùa")[0]
    meeting = at.fullest("meeting", "decision", unit=unit.uid)
    reopened = {"state": "held", "reopen_reason": "Bổ sung ý kiến của Nhân dân."}
    at.store.save(Draft("meeting", reopened, meeting.uid))
    editor = at.opened(meeting.uid)
    if not isinstance(editor, MeetingEditor):
        raise TypeError(f"a meeting opened as {editor}")
    return editor


def _meeting_form(at: Set) -> None:
    """Open the newest meeting whose minutes are not signed yet."""
    at.turn_to("meeting")
    at.opened(at.fullest("meeting", "decision", state="held").uid)


def _meeting_roll(at: Set) -> None:
    editor = _meeting(at)
    _show_tab(at, editor, editor.roll)


def _meeting_opinions(at: Set) -> None:
    editor = _meeting(at)
    _show_tab(at, editor, editor.opinions)


def _meeting_votes(at: Set) -> None:
    editor = _meeting(at)
    _show_tab(at, editor, editor.decisions)


def _vote_counter(at: Set) -> None:
    editor = _meeting(at)
    _show_tab(at, editor, editor.decisions)
    editor.count_votes()
    at.camera.wait()


def _history(at: Set) -> None:
    at.turn_to("petition")
    closed = at.store.list("petition", filters={"state": "closed", "source": "village_meeting"})[0]
    editor = at.opened(closed.uid)
    editor.show_history()
    at.camera.wait()


def _show_tab(at: Set, editor: RecordEditor, panel: QWidget) -> None:
    editor.tabs.setCurrentWidget(panel)
    at.camera.wait()


def _dialogue(at: Set) -> None:
    at.turn_to("dialogue")
    at.opened(at.fullest("dialogue", "opinion").uid)


def _petition(at: Set) -> None:
    at.turn_to("petition")
    at.opened(at.store.list("petition", filters={"state": "replied"})[0].uid)


def _model(at: Set) -> None:
    at.turn_to("model")
    at.opened(at.fullest("model", "model_progress").uid)


def _board(at: Set) -> None:
    at.turn_to("petition")
    page = at.session.window.page("petition")
    if isinstance(page, PetitionPage):
        page.board_button.click()
        at.camera.wait()


def _scores(at: Set) -> None:
    at.turn_to("model")
    editor = at.opened(at.fullest("model", "score", state="replicated").uid)
    editor.tabs.setCurrentIndex(2)
    at.camera.wait()


def _composer(at: Set) -> None:
    at.turn_to("reports")
    window = at.session.window
    ComposerDialog(window.context, "work-report", Period.quarter_of(at.store.today()), window).open()
    at.camera.wait()


def _form(code: str) -> Scene:
    def show(at: Set) -> None:
        at.turn_to("reports")
        page = at.session.window.page("reports")
        if isinstance(page, ReportsPage):
            page.show_form(code)
            at.camera.wait(lambda: page.preview.page_count > 0)

    return show


def _preview(at: Set) -> None:
    at.turn_to("meeting")
    window = at.session.window
    meeting = at.fullest("meeting", "decision", state="sent")
    dialog = show_report(window.context, "meeting-minutes", meeting.uid, parent=window)
    at.camera.wait(lambda: dialog.preview.page_count > 0)


def _sync(at: Set) -> None:
    at.turn_to("sync")
    at.camera.wait()


def _devices(at: Set) -> None:
    """Show the devices known here; from now on strangers' bundles would wait."""
    page = _sync_page(at)
    add_peer(at.store, read_card(at.folder / "front.card"), confirmed=True)
    page.show_devices()
    at.camera.wait()


def _export(at: Set) -> None:
    page = _sync_page(at)
    page.export()
    at.camera.wait()


def _import(at: Set) -> None:
    page = _sync_page(at)
    page.import_file(at.folder / "from-front.danvan")
    at.camera.wait()


def _sync_page(at: Set) -> SyncPage:
    at.turn_to("sync")
    page = at.session.window.page("sync")
    if not isinstance(page, SyncPage):
        raise TypeError(f"the page of exchange is {page}")
    return page


def _load(at: Set) -> None:
    """Load an old register of petitions with two wrong rows."""
    at.turn_to("petition")
    village = at.store.list("unit", filters={"kind": "village"}, limit=1)[0].text("name")
    heads = "Số đơn,Ngày nhận,Họ và tên,Thôn,Lĩnh vực,Nội dung kiến nghị,Ghi chú"
    rows = (
        "S-101,12/8/2026,Nguyễn Văn Hùng,{},đất đai,Đề nghị đo lại thửa đất số 15,",
        "S-102,ngày 13 tháng 8 năm 2026,Trần Thị Thủy,{},giao thông,Đường vào thôn xuống cấp,",
        "S-103,31/2/2026,Lê Đức Cường,{},rác thải,Rác đổ cạnh mương chưa được thu gom,hỏi lại ngày",
        "S-104,14/8/2026,Phạm Thị Mai,Thôn Thượng,y tế,Đề nghị mở thêm điểm khám bệnh,",
        "S-105,15/8/2026,Vũ Văn Nam,{},điện,Đề nghị thay cột điện hỏng,",
    )
    path = at.folder / "so-theo-doi-don-2026.csv"
    path.write_text("\n".join((heads, *rows)).format(*[village] * len(rows)), "utf-8")
    at.session.window.load_list(path)
    dialog = at.dialog(LoadDialog)
    at.camera.wait(lambda: dialog.plan is not None)
    dialog.view.selectRow(2)
    at.camera.wait()


def _settings(at: Set, tab: int = 0) -> None:
    at.turn_to("overview")
    at.session.window.open_settings()
    at.dialog(SettingsDialog).tabs.setCurrentIndex(tab)
    at.camera.wait()


def _rules(at: Set) -> None:
    _settings(at, 1)


def _search(at: Set) -> None:
    at.turn_to("overview")
    at.session.window.open_search()
    at.dialog(SearchPalette).line.setText("duong be tong")
    at.camera.wait()


def _help(at: Set) -> None:
    at.turn_to("overview")
    at.session.window.open_help()
    at.camera.wait()


SCENES: Mapping[str, Scene] = {
    "overview": _page("overview"),
    "meetings": _page("meeting"),
    "meeting": _meeting_form,
    "meeting-roll": _meeting_roll,
    "meeting-opinions": _meeting_opinions,
    "meeting-votes": _meeting_votes,
    "vote-counter": _vote_counter,
    "dialogues": _page("dialogue"),
    "dialogue": _dialogue,
    "petitions": _page("petition"),
    "petition": _petition,
    "history": _history,
    "models": _page("model"),
    "model": _model,
    "model-scores": _scores,
    "situation": _page("situation_entry"),
    "reports": _form("work-report"),
    "composer": _composer,
    "register": _form("petition-register"),
    "preview": _preview,
    "sync": _sync,
    "export": _export,
    "import": _import,
    "load": _load,
    "conflicts": _page("conflicts"),
    "units": _page("unit"),
    "officers": _page("officer"),
    "criteria": _page("criterion"),
    "numbers": _page("document_number"),
    "settings": _settings,
    "settings-rules": _rules,
    "search": _search,
    "calendar": _page("calendar"),
    "petitions-board": _board,
    "help": _help,
    "devices": _devices,
}
"""Every picture over the window, in the order in which they are taken."""


# The commune and its neighbours


def make_commune(folder: Path, language: str, look: Look) -> Path:
    """Make the sample commune with a sent bundle, one received with conflicts, and one that waits for import."""
    path, front_path = folder / "commune.db", folder / "front.db"
    with Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS") as store:
        fill_sample(store)
        _name_device(store, "may-dan-van-xa")
        export_bundle(store, folder / "commune.danvan")
        with Store.create(front_path, unit_name=_FRONT, unit_code="DS-MTTQ", level="organisation") as front:
            _name_device(front, "may-mat-tran-xa")
            import_bundle(front, folder / "commune.danvan")
            front.set_officer(_officer(front, "Chủ tịch Ủy ban Mặt trận"))
            _write_differently(store, front)
            export_bundle(front, folder / "from-front.danvan")
            import_bundle(store, folder / "from-front.danvan")
            _write_more(front)
            export_bundle(front, folder / "from-front.danvan")
            write_card(front, folder / "front.card")
        for name, value in {"language": language, **look_settings(look)}.items():
            store.settings.set(name, value)
    return path


def _officer(store: Store, position: str) -> str:
    return next(one.uid for one in store.list("officer") if one.text("position").startswith(position))


def _name_device(store: Store, name: str) -> None:
    store.settings.set("device.name", name)


def _write_differently(store: Store, front: Store) -> None:
    """Let both offices change the same fields of two records."""
    petition = store.list("petition", filters={"state": "assigned"})[0]
    model = store.list("model", filters={"state": "under_way"})[0]
    store.save(
        Draft("petition", {"request": f"{petition.text('request')} Trả lời bằng văn bản."}, petition.uid),
        Draft("model", {"beneficiaries": "Trên 620 hộ dân ở 5 thôn."}, model.uid),
    )
    front.save(
        Draft("petition", {"request": f"{petition.text('request')} Mời đại diện thôn cùng kiểm tra."}, petition.uid),
        Draft("model", {"beneficiaries": "Các hộ trong thôn và học sinh đi học buổi tối."}, model.uid),
    )


def _write_more(front: Store) -> None:
    """Give the next bundle something to bring."""
    for petition in front.list("petition", filters={"satisfied": "unknown", "state": "people_told"}):
        front.save(Draft("petition", {"satisfied": "yes"}, petition.uid))
    for petition in front.list("petition", filters={"satisfied": "no"})[:4]:
        front.save(Draft("petition", {"satisfied": "unknown"}, petition.uid))


@contextmanager
def _opened_set(application: QApplication, out: Path, language: str, look: Look) -> Iterator[Set]:
    folder = default_store_path().parent
    session = Session(make_commune(folder, language, look))
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
    application, look = make_application(sys.argv[:1]), Look(wanted.theme)
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
