"""What each picture of the window shows, and how it is reached."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from camera import Camera
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.store import Store
from danvan_desktop.sync import enrol_card, export_bundle, import_bundle, read_card
from danvan_desktop.ui.dialogs.crash_dialog import CrashDialog
from danvan_desktop.ui.dialogs.settings_dialog import SettingsDialog
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.meeting_editor import MeetingEditor
from danvan_desktop.ui.loading.load_dialog import LoadDialog
from danvan_desktop.ui.pages.record_page import RecordPage
from danvan_desktop.ui.pages.reports_page import ReportsPage
from danvan_desktop.ui.pages.sync_page import SyncPage
from danvan_desktop.ui.preview.preview_dialog import show_report
from danvan_desktop.ui.reports.composer_dialog import ComposerDialog
from danvan_desktop.ui.search.palette import SearchPalette
from danvan_desktop.ui.session import Session
from danvan_desktop.ui.setup.list_sections import VillagesSection
from danvan_desktop.ui.sync.devices_dialog import DevicesDialog

Dialog = TypeVar("Dialog", bound=QDialog)


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
        self.session.window.desk.close_all()
        self.session.window.show_place(place)
        self.camera.wait()

    def opened(self, uid: str) -> RecordEditor:
        """Open a record's editor."""
        self.session.window.open_record(uid)
        self.camera.wait()
        editor = self.session.window.desk.current
        if editor is None:
            raise LookupError(f"{uid} did not open")
        return editor

    def dialog(self, kind: type[Dialog]) -> Dialog:
        """Return the dialog of a kind that is shown."""
        widgets = QApplication.topLevelWidgets()
        return next(widget for widget in widgets if isinstance(widget, kind) and widget.isVisible())

    def close_dialogs(self) -> None:
        """Close what lies over the window, the uppermost first."""
        dialogs = self.camera.dialogs()
        for dialog in reversed(dialogs):
            dialog.close()
        if dialogs:
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


def _rating(at: Set) -> None:
    """Open a rating that every criterion was marked in, with its marks."""
    at.turn_to("rating")
    editor = at.opened(at.fullest("rating", "rating_mark").uid)
    editor.parts.turn_to("rating_mark")


def _model(at: Set) -> None:
    at.turn_to("model")
    at.opened(at.fullest("model", "model_progress").uid)


def _board(at: Set) -> None:
    at.turn_to("petition")
    page = at.session.window.page("petition")
    if isinstance(page, RecordPage) and page.board_switch is not None:
        page.board_switch.button.click()
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
            at.camera.wait(lambda: page.preview.report is not None and page.preview.report.wish.form_code == code)

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
    enrol_card(at.store, read_card(at.folder / "front.card"))
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


def _reports(at: Set) -> ReportsPage:
    _form("work-report")(at)
    page = at.session.window.page("reports")
    if not isinstance(page, ReportsPage):
        raise TypeError(f"the page of reports is {page}")
    return page


def _figures(at: Set) -> None:
    _reports(at).tools.open_figures()
    at.camera.wait()


def _verify(at: Set) -> None:
    _reports(at).tools.open_verify()
    at.camera.wait()


def _batch(at: Set) -> None:
    _reports(at).print_period()
    at.camera.wait()


def _setup(at: Set) -> None:
    at.turn_to("setup/villages")
    pasted = "STT\tTên thôn\tSố hộ\n1\tthôn đình hạ\t64 hộ\n2\tThôn Mới – 71\n3\tT. Ngo Mới\t126\n\tTổng cộng\t261"
    for section in at.session.window.page("setup").findChildren(VillagesSection):
        section.text.setPlainText(pasted)
    at.camera.wait()


def _crash(at: Set) -> None:
    at.turn_to("overview")
    window = at.session.window
    details = 'Traceback (most recent call last):\n  File "danvan_desktop/store/store.py", line 1\nValueError: ...'
    CrashDialog(window.translator, details, window).open()
    at.camera.wait()


def _empty(at: Set) -> None:
    """Show a list in which a search finds nothing."""
    at.turn_to("dialogue")
    page = at.session.window.page("dialogue")
    if isinstance(page, RecordPage):
        page.show_filtered({"state": "planned", "unit": at.store.list("unit", filters={"kind": "village"})[0].uid})
        at.camera.wait()


def _bin(at: Set) -> None:
    thrown = [record.uid for record in at.store.list("situation_entry")[:3]]
    at.store.delete(*thrown)
    at.turn_to("bin")


def _card(at: Set) -> None:
    _sync_page(at).show_devices()
    at.dialog(DevicesDialog).tabs.setCurrentIndex(2)
    at.camera.wait()


def _waiting(at: Set) -> None:
    """Let a bundle of a village wait whose laptop is not known yet."""
    path = at.folder / "from-village.danvan"
    with Store.create(at.folder / "village.db", unit_name="Thôn Đồng Kén", unit_code="DK", level="village") as village:
        village.settings.set("device.name", "may-thon-dong-ken")
        export_bundle(village, path)
    import_bundle(at.store, path, accept_sender=True)
    _sync_page(at).show_waiting()
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
    "ratings": _page("rating"),
    "rating": _rating,
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
    "figures": _figures,
    "figures-of-units": _page("figures"),
    "verify": _verify,
    "batch": _batch,
    "setup": _setup,
    "crash": _crash,
    "empty": _empty,
    "bin": _bin,
    "devices": _devices,
    "card": _card,
    "waiting": _waiting,
}
"""Every picture over the window, in the order in which they are taken."""
