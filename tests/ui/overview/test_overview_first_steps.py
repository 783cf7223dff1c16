"""What a new office sets up first, on the first page."""

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Peer, Store
from danvan_desktop.ui.pages import first_steps
from danvan_desktop.ui.pages.first_steps import FIRST_STEPS, read_steps
from tests.ui.overview.reading_page import activate, meeting_values
from tests.ui.petitions import ago

pytestmark = pytest.mark.usefixtures("no_term_is_moved")


def test_a_new_office_sees_what_it_has_to_set_up_with_one_filled_button(qtbot, page):
    activate(qtbot, page)
    assert page.steps.isVisible()
    filled = [code for code, button in page.steps.buttons.items() if button.property("primary")]
    assert filled == ["unit"]
    with qtbot.waitSignal(page.page_wanted) as wanted:
        page.steps.buttons["unit"].click()
    assert wanted.args == ["setup/office"]
    with qtbot.waitSignal(page.page_wanted) as wanted:
        page.steps.buttons["load"].click()
    assert wanted.args == ["load"]


def test_work_comes_before_the_steps_and_a_button_leads_to_them(qtbot, page, petition):
    petition(due_on=ago(2))
    activate(qtbot, page)
    assert page.list.isVisible()
    assert page.steps_button.text() == "Phần bắt đầu: 2/8"
    page.steps_button.click()
    assert page.steps.isVisible()
    page.steps_button.click()
    assert page.list.isVisible()


def test_steps_that_were_put_away_stay_away(qtbot, page, ui):
    activate(qtbot, page)
    page.steps.put_away.emit()
    assert page.list.isVisible()
    qtbot.waitUntil(lambda: ui.store.settings.get(FIRST_STEPS) == "hidden")
    activate(qtbot, page)
    assert page.list.isVisible()
    assert page.steps_button.isHidden()


def test_steps_go_once_most_are_done(qtbot, page, petition, village, ui):
    petition(due_on=ago(-30))
    ui.store.save(Draft("meeting", meeting_values(village, ago(3))))
    officer = Draft("officer", {"full_name": "An", "position": "Chủ tịch", "unit": village, "role": "approve"})
    ui.store.set_officer(ui.store.save(officer).uids[0])
    activate(qtbot, page)
    assert page.list.isVisible()
    assert page.steps_button.isHidden()


def test_the_laptop_of_the_province_is_none_of_the_villages(ui):
    ui.store.peers.keep(Peer("a" * 64, "", "máy tỉnh", "p1", "Tỉnh", "T", "province", "2026-08-01"))
    gone = Peer("b" * 64, "", "máy cũ", "u1", "Thôn Đông", "D", "village", "2026-08-01", revoked_from="2026-09-01")
    ui.store.peers.keep(gone)
    assert not _pairing(ui.store).done
    ui.store.peers.keep(Peer("c" * 64, "", "máy thôn Đoài", "u2", "Thôn Đoài", "E", "village", "2026-08-01"))
    assert _pairing(ui.store).done
    assert "1 máy" in ui.translator(_pairing(ui.store).told)


def test_a_step_counts_no_more_records_than_tell_that_it_is_done(ui, petition, monkeypatch):
    """To count a million takes longer than the page."""
    monkeypatch.setattr(first_steps, "_MANY", 2)
    for count, told in ((1, "1 kiến nghị"), (2, "2 kiến nghị"), (3, "hơn 2 kiến nghị"), (4, "hơn 2 kiến nghị")):
        petition()
        assert ui.store.count("petition") == count
        step = _step(ui.store, "load")
        assert (step.done, ui.translator(step.told)) == (True, told)


def _pairing(store: Store):
    return _step(store, "peers")


def _step(store: Store, code: str):
    return next(step for step in read_steps(store) if step.code == code)
