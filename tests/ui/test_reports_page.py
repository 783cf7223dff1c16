"""Forms chosen on the page, and what is printed of them."""

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.catalogue import FORMS
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import ChangeSummary
from danvan_desktop.ui.pages.reports_page import ReportsPage


@pytest.fixture
def meetings(ui: UiContext, village: str) -> list[str]:
    """Three meetings, oldest first."""
    drafts = [
        Draft(
            "meeting",
            {
                "unit": village,
                "subject": subject,
                "starts_at": f"2026-0{month}-12T19:30",
                "place": "Nhà văn hóa",
                "chair": "Nguyễn Văn An",
                "secretary": "Trần Thị Bình",
                "households_total": 120,
                "households_present": 95,
            },
        )
        for month, subject in ((6, "Làm đường bê tông"), (7, "Bình xét hộ nghèo"), (8, "Sửa mương tưới"))
    ]
    return list(ui.store.save(*drafts).uids)


@pytest.fixture
def page(ui: UiContext, qtbot: QtBot) -> ReportsPage:
    page = ReportsPage(ui)
    qtbot.addWidget(page)
    page.resize(1160, 720)
    page.show()
    qtbot.waitExposed(page)
    return page


def test_every_form_is_offered_with_one_line_about_it(page: ReportsPage) -> None:
    assert [item.key for item in page.forms.items] == [form.code for form in FORMS]
    assert all(item.detail for item in page.forms.items)


def test_turning_to_the_page_shows_the_newest_record_of_the_first_form(
    qtbot: QtBot, page: ReportsPage, meetings: list[str]
) -> None:
    with qtbot.waitSignal(page.preview.shown):
        page.activate()
    assert page.records.list.current == meetings[-1]
    assert "sửa mương tưới" in page.preview.page_text(0).casefold()


def test_records_are_found_by_words_without_tone_marks(qtbot: QtBot, page: ReportsPage, meetings: list[str]) -> None:
    with qtbot.waitSignal(page.preview.shown):
        page.activate()
    with qtbot.waitSignal(page.preview.shown):
        page.records.findChild(QLineEdit).setText("ho ngheo")
    assert [item.key for item in page.records.list.items] == [meetings[1]]
    assert "bình xét hộ nghèo" in page.preview.page_text(0).casefold()


def test_a_form_without_records_says_so(qtbot: QtBot, page: ReportsPage) -> None:
    page.activate()
    qtbot.waitUntil(lambda: "Không có bản ghi nào" in page.preview.hint)


def test_the_register_is_printed_of_the_chosen_quarter(qtbot: QtBot, page: ReportsPage, village: str) -> None:
    page.context.store.save(
        Draft("petition", {"number": "001/2026", "received_on": "2026-02-03", "unit": village, "content": "Mương tắc"})
    )
    with qtbot.waitSignal(page.preview.shown):
        page.show_form("petition-register", period=Period.quarter(2026, 1))
    assert "Mương tắc" in page.preview.page_text(0)
    box = page.periods.findChild(QComboBox)
    with qtbot.waitSignal(page.preview.shown):
        box.setCurrentIndex(1)
    assert "Mương tắc" not in page.preview.page_text(0)
    assert page.periods.period == Period.quarter(2026, 2)


@pytest.mark.parametrize("code", ["2026-Q4", "2025-H2", "2024"])
def test_any_period_of_a_year_can_be_chosen(page: ReportsPage, code: str) -> None:
    page.periods.choose(Period.parse(code))
    assert page.periods.period.code == code


def test_the_quarter_of_today_is_chosen_first(page: ReportsPage, ui: UiContext) -> None:
    assert page.periods.period == Period.quarter_of(ui.today())


def test_an_older_record_asked_for_from_elsewhere_is_shown(
    qtbot: QtBot, page: ReportsPage, meetings: list[str]
) -> None:
    with qtbot.waitSignal(page.preview.shown):
        page.show_form("meeting-minutes", meetings[0])
    assert page.forms.current == "meeting-minutes"
    assert page.records.list.current == meetings[0]
    assert "làm đường bê tông" in page.preview.page_text(0).casefold()


def test_pages_follow_a_change_of_their_record(qtbot: QtBot, page: ReportsPage, meetings: list[str]) -> None:
    with qtbot.waitSignal(page.preview.shown):
        page.show_form("meeting-minutes", meetings[0])
    page.context.store.save(Draft("meeting", {"subject": "Làm cầu"}, meetings[0]))
    page.on_changed(ChangeSummary(frozenset({"meeting"}), (meetings[0],)))
    qtbot.waitUntil(lambda: "làm cầu" in page.preview.page_text(0).casefold())
    assert page.records.list.current == meetings[0]
