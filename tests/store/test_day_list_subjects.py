"""What a row of the day's list is about: which report is owed, not the period alone."""

import datetime as dt

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.store.day_list import day_list


def test_an_owed_report_is_named_with_its_period(store: Store) -> None:
    day = store.today() - dt.timedelta(days=10)
    values = {"report": "reception", "period": "2026-01", "to": "Tỉnh ủy", "due_on": day.isoformat()}
    store.save(Draft("submission", values))
    (row,) = [entry for entry in day_list(store) if entry.kind == "submission"]
    assert str(row.content).startswith("Báo cáo tiếp công dân – ")
    assert "Báo cáo tiếp công dân" not in str(row.label)
