"""Which forms are named as due, of which period or record, and who awaits them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.catalogue import FORMS
from danvan_desktop.reports.due import DueForm, due_forms
from danvan_desktop.reports.form import ReportForm
from danvan_desktop.store import Store
from tests.clocks import StandingClock

REPORTS = ["situation-report", "work-report"]


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(dt.date(2026, 11, 27))


@pytest.fixture
def store(tmp_path: Path, clock: StandingClock) -> Iterator[Store]:
    with Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS", clock=clock) as store:
        yield store


def _village(store: Store) -> str:
    village = {"name": "Thôn Đông", "kind": "village", "code": "DS-01", "parent": store.unit.uid}
    return store.save(Draft("unit", village)).uids[0]


def _petition(store: Store, **values: object) -> str:
    made = {"number": "01/2026", "received_on": "2026-10-01", "unit": _village(store), "content": "Mương tắc"}
    return store.save(Draft("petition", made | values)).uids[0]


def _of(store: Store, code: str) -> list[DueForm]:
    return [due for due in due_forms(store) if due.form.code == code]


@pytest.mark.parametrize(
    ("day", "periods"),
    [
        (dt.date(2026, 11, 27), ["2026-Q4", "2026"]),
        (dt.date(2026, 10, 14), ["2026-Q3"]),
        (dt.date(2026, 6, 1), ["2026-Q2", "2026-H1"]),
        (dt.date(2026, 8, 1), []),
        (dt.date(2026, 1, 5), ["2025-Q4", "2025"]),
    ],
)
def test_reports_are_due_when_their_period_ends(
    store: Store, clock: StandingClock, day: dt.date, periods: list[str]
) -> None:
    clock.set_day(day)
    for code in REPORTS:
        due = _of(store, code)
        assert [one.period.code for one in due if one.period] == periods
        assert all(one.last == one.period.last for one in due if one.period)


def test_a_report_names_who_awaits_it_and_how_far_it_is_written(store: Store) -> None:
    text = {"unit": store.unit.uid, "form": "work-report", "period": "2026-Q4", "section": "results", "text": "Đã làm"}
    store.save(Draft("report_text", text))
    quarter, year = _of(store, "work-report")
    assert quarter.addressee == "Ban Tuyên giáo và Dân vận Tỉnh ủy"
    assert (quarter.written, year.written) == (1, 0)
    assert quarter.days_left(store.today()) == 34


def test_a_report_that_has_its_number_is_due_no_more(store: Store) -> None:
    number = {"unit": store.unit.uid, "issuer": "party", "year": 2026, "type": "report", "number": 7, "symbol": "BC/ĐU"}
    more = {"date": "2026-11-26", "subject": "Báo cáo", "form": "work-report", "period": "2026-Q4"}
    store.save(Draft("document_number", number | more))
    assert [one.period.code for one in _of(store, "work-report") if one.period] == ["2026"]
    assert len(_of(store, "situation-report")) == 2


def test_nobody_asks_a_village_for_the_reports_of_the_commune(tmp_path: Path, clock: StandingClock) -> None:
    path = tmp_path / "village.db"
    with Store.create(path, unit_name="Thôn Đông", unit_code="DS-01", level="village", clock=clock) as village:
        assert due_forms(village) == []


def test_late_petitions_make_the_reminder_due_today(store: Store) -> None:
    _petition(store, due_on="2026-10-20")
    (due,) = _of(store, "petition-reminder")
    assert (due.last, due.waiting) == (store.today(), 1)
    assert due_forms(store)[0].form.code == "petition-reminder"


def test_of_ever_so_many_late_petitions_one_tells_that_the_reminder_is_due(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    village, days = _village(store), [f"2026-09-{day:02}" for day in range(1, 21)]
    made = {"unit": village, "content": "Mương tắc", "due_on": "2026-10-20"}
    store.save(
        *(Draft("petition", {**made, "number": f"{n}/2026", "received_on": day}) for n, day in enumerate(days, 1))
    )
    asked, term = list[str](), Store.late_term
    monkeypatch.setattr(Store, "late_term", lambda *args: asked.append("") or term(*args))
    (due,) = _of(store, "petition-reminder")
    assert (due.waiting, len(asked)) == (20, 1)


def test_a_result_that_the_people_were_not_told_makes_its_notice_due(store: Store) -> None:
    told = {"replied_on": "2026-11-25", "result": "solved", "reply": "Đã nạo vét", "due_on": "2026-12-01"}
    uid = _petition(store, **told)
    (due,) = _of(store, "petition-reply")
    assert (due.uid, due.waiting) == (uid, 1)
    assert due.last >= store.today()


def test_a_planned_meeting_makes_its_invitation_due(store: Store) -> None:
    meeting = {"unit": _village(store), "subject": "Họp quý", "starts_at": "2026-12-05T19:30", "state": "planned"}
    meeting |= {"place": "Nhà văn hóa", "chair": "Nguyễn Văn An", "secretary": "Trần Thị Bình", "households_total": 9}
    uid = store.save(Draft("meeting", meeting)).uids[0]
    (due,) = _of(store, "meeting-invitation")
    assert due.uid == uid
    assert due.last < dt.date(2026, 12, 5)


@pytest.mark.parametrize("form", [form for form in FORMS if form.answers], ids=lambda form: form.code)
def test_every_deadline_that_a_form_answers_is_declared_by_its_kind(form: ReportForm) -> None:
    assert form.answers <= {deadline.name for deadline in ALL_KINDS[form.kind].deadlines}
