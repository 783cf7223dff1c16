"""The table behind a list: what a view asks for again and again is found once, and anew on another day."""

import pytest
from PySide6.QtCore import Qt

from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.localization import Message, _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.models import record_table
from danvan_desktop.ui.models.record_table import RecordTable
from tests.clocks import StandingClock

ROLES = [role for role in Qt.ItemDataRole if role is not Qt.ItemDataRole.UserRole]


def test_what_is_remarked_on_a_cell_is_found_once_a_day(
    ui: UiContext, village: str, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = {"received_on": ui.today().isoformat(), "content": "Đường ngập", "unit": village}
    uid = ui.store.save(Draft("petition", values)).uids[0]
    asked: list[str] = []

    def remark(_record: Record, field: str) -> Message | None:
        asked.append(field)
        return _("quá hạn {day}", day=ui.today()) if field == "due_on" else None

    table = RecordTable(ui.store, "petition", ui.translator, remark=remark)
    table.set_uids([uid])
    place = [field.name for field in table.columns].index("due_on")

    def told() -> str:
        return str({role: table.data(table.index(0, place), role) for role in ROLES}[Qt.ItemDataRole.DisplayRole])

    monkeypatch.setattr(record_table, "_WHILE_ONE_DAY", -1)
    before = told()
    assert told() == before
    assert ui.translator.date(ui.today()) in before
    assert asked == ["due_on"]
    clock.pass_days(1)
    assert ui.translator.date(ui.today()) in told(), "the same cell another day"
