"""What a record made after an earlier one is called, and after which one it is made."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.store.repeating import copied, held_on, last_of_row, series


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "xa.db", unit_name="Xã Đông Sơn", unit_code="DS") as made:
        yield made


def meeting(store: Store, day: dt.date, subject: str) -> str:
    own = store.unit.uid
    values = {"unit": own, "subject": subject, "starts_at": f"{day}T19:30", "place": "Nhà văn hóa"}
    return store.save(
        Draft("meeting", {**values, "chair": "Vũ An", "secretary": "Lê Bình", "households_total": 90})
    ).uids[0]


def test_a_series_calls_each_meeting_by_its_own_quarter(store: Store) -> None:
    uid = meeting(store, dt.date(2026, 11, 30), "Họp định kỳ quý IV năm 2026")
    store.save(Draft("agenda_item", {"meeting": uid, "title": "Kết quả tháng 11 năm 2026", "order": 1}))
    moments = [dt.datetime(2026, 12, 30, 19, 30), dt.datetime(2027, 1, 30, 19, 30)]
    drafts = series(store, store.get(uid), moments)
    said = [draft.values.get("subject") or draft.values["title"] for draft in drafts]
    assert said == [
        "Họp định kỳ quý IV năm 2026",
        "Kết quả tháng 12 năm 2026",
        "Họp định kỳ quý I năm 2027",
        "Kết quả tháng 01 năm 2027",
    ]


def test_what_is_copied_names_the_time_of_the_new_one(store: Store) -> None:
    record = store.get(meeting(store, dt.date(2026, 5, 3), "Họp định kỳ quý II"))
    assert held_on(store, copied(store, record), record, dt.date(2026, 8, 1)).values["subject"] == "Họp định kỳ quý III"


def test_the_last_of_a_row_is_no_later_one_that_is_only_planned(store: Store) -> None:
    today = store.today()
    held = meeting(store, today - dt.timedelta(days=9), "Đã họp")
    planned = meeting(store, today + dt.timedelta(days=9), "Dự kiến")
    kind, row = store.kinds["meeting"], {"unit": store.unit.uid}

    def last(**given: object) -> str:
        found = last_of_row(store, kind, {**row, **given})
        return "" if found is None else found.uid

    assert last() == held
    assert last(starts_at=f"{today + dt.timedelta(days=30)}T08:00") == planned
    assert last(starts_at=f"{today - dt.timedelta(days=30)}T08:00") == planned, "for want of an earlier one"
