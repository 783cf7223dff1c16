"""The figures above the first page: each opens the records that it counts."""

import datetime as dt
import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.places import state_folder
from danvan_desktop.store import LAST_BACKUP, BundleNote
from danvan_desktop.ui.dialogs.settings_dialog import SettingsDialog
from danvan_desktop.ui.models.selection import WHEN
from danvan_desktop.ui.pages.overview_reading import gather
from danvan_desktop.ui.pages.record_page import RecordPage
from tests.clocks import TODAY
from tests.ui.overview.reading_page import activate, figure, meeting_values
from tests.ui.petitions import ago
from tests.ui.windows import window_over

pytestmark = pytest.mark.usefixtures("no_term_is_moved")


def dialogue_values(unit: str, day: str) -> dict[str, object]:
    return {
        "unit": unit,
        "level": "commune",
        "kind": "periodic",
        "topic": "Thu hồi đất",
        "led_by": "Nguyễn Văn An",
        "held_on": day,
        "place": "Hội trường xã",
        "participants_count": 60,
    }


@pytest.mark.parametrize(
    ("kind", "day_field", "words"), [("meeting", "starts_at", "cuộc họp thôn"), ("dialogue", "held_on", "đối thoại")]
)
def test_figure_of_a_quarter_opens_the_records_that_it_counts(qtbot, ui, village, kind, day_field, words):
    first = Period.quarter_of(TODAY).first
    for day in (first, first - dt.timedelta(days=1), first - dt.timedelta(days=400)):
        values = (
            meeting_values(village, day.isoformat())
            if kind == "meeting"
            else dialogue_values(ui.store.unit.uid, day.isoformat())
        )
        ui.store.save(Draft(kind, values))
    window = window_over(ui)
    qtbot.addWidget(window)
    window.show()
    overview, listed = window.page("overview"), window.page(kind)
    assert isinstance(listed, RecordPage)
    activate(qtbot, overview)
    button = figure(overview, words)
    assert button.number == "1"
    button.click()
    qtbot.waitUntil(lambda: listed.table.rowCount() == 1)
    assert listed.table.record(0).date(day_field) == first
    assert listed.filters.combo(WHEN).currentText() == "Quý này"


def test_figure_of_petitions_opens_those_of_the_quarter(qtbot, page, petition):
    first = Period.quarter_of(TODAY).first
    petition(received_on=first.isoformat())
    petition(received_on=(first - dt.timedelta(days=1)).isoformat())
    activate(qtbot, page)
    button = figure(page, "kiến nghị nhận")
    assert button.number == "1"
    with qtbot.waitSignal(page.list_wanted) as wanted:
        QTest.keyClick(button, Qt.Key.Key_Space)
    assert wanted.args == ["petition", {WHEN: "quarter"}]


def test_figure_of_the_last_backup_leads_to_the_button_that_makes_one(qtbot, ui):
    window = window_over(ui)
    qtbot.addWidget(window)
    window.show()
    overview = window.page("overview")
    activate(qtbot, overview)
    figure(overview, "ao lưu").click()
    (settings,) = window.findChildren(SettingsDialog)
    assert settings.focusWidget() is settings.general.backup.button
    settings.close()


def _tells(page, words: str) -> bool:
    return any(words in button.words for button in page.figures)


def test_the_first_page_tells_of_a_copy_as_soon_as_it_is_made(qtbot, ui, tmp_path):
    window = window_over(ui)
    qtbot.addWidget(window)
    window.show()
    overview = window.page("overview")
    activate(qtbot, overview)
    settings = window.open_settings()
    settings.general.backup.back_up(tmp_path / "usb.db")
    qtbot.waitUntil(lambda: _tells(overview, "Đã sao lưu hôm nay"))
    assert _tells(overview, "Quý này chưa thử khôi phục")
    ui.store.copy_keeper.keep_daily()
    settings.general.backup.try_restoring()
    qtbot.waitUntil(lambda: not _tells(overview, "Quý này chưa thử khôi phục"))
    settings.close()


def test_an_office_that_works_is_warned_of_an_old_backup_and_a_new_one_is_not(qtbot, page, petition, ui, village):
    activate(qtbot, page)
    assert not figure(page, "Chưa sao lưu ra USB").alarming
    petition()
    ui.store.save(Draft("meeting", meeting_values(village, ago(3))))
    officer = Draft("officer", {"full_name": "An", "position": "Chủ tịch", "unit": village, "role": "approve"})
    ui.store.set_officer(ui.store.save(officer).uids[0])
    activate(qtbot, page)
    assert figure(page, "Chưa sao lưu ra USB").alarming
    ui.store.settings.set(LAST_BACKUP, f"{TODAY}T08:00:00")
    activate(qtbot, page)
    assert not figure(page, "Đã sao lưu hôm nay").alarming


def test_changes_since_the_last_bundle_are_counted(ui, petition):
    def unsent() -> str:
        return next((one.number for one in gather(ui.store, ui.views).figures if one.place == "sync"), "")

    assert unsent() == ""
    logs = [{"replica": head.replica, "stream": head.stream, "seq": head.seq} for head in ui.store.log.logs()]
    ui.store.remember_bundle(BundleNote("out", "0" * 64, f"{TODAY}T08:00:00", json.dumps({"logs": logs})))
    assert unsent() == ""
    uid = petition()
    ui.store.save(Draft("petition", {"content": "Mương tắc"}, uid))
    assert unsent() == str(len({entry.change.id for entry in ui.store.history(uid)})) == "2"


def test_unsent_work_stays_unsent_when_the_store_goes_on_under_another_replica(ui):
    ui.store.remember_bundle(BundleNote("out", "0" * 64, f"{TODAY}T08:00:00", json.dumps({"logs": []})))

    def unsent() -> int:
        return next(int(one.number) for one in gather(ui.store, ui.views).figures if one.place == "sync")

    before, replica = unsent(), ui.store.replica
    for home in state_folder().glob("*.home"):
        home.unlink()
    ui.store.save(Draft("unit", {"name": "Thôn Tây", "kind": "village", "code": "DS-09"}))
    assert ui.store.replica != replica
    assert unsent() > before > 0


def test_a_new_petition_is_begun_from_the_page(qtbot, page):
    begin = {action.text(): action for action in page.begin_button.menu().actions()}
    with qtbot.waitSignal(page.new_wanted) as wanted:
        begin["Kiến nghị mới"].trigger()
    assert wanted.args == ["petition"]
