"""Meetings and deadlines as an iCalendar file (RFC 5545), read back by its rules."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Translator
from danvan_desktop.reports.calendar_file import escaped, folded, write_calendar
from danvan_desktop.store import Store
from tests.clocks import StandingClock
from tests.denunciations import fill_with_secrets, tells

DAY = dt.date(2026, 8, 10)
MEETING = {
    "subject": "Bàn việc đóng góp làm đường; nhà văn hóa, sân thể thao và vệ sinh môi trường của thôn",
    "starts_at": "2026-08-12T19:30",
    "ends_at": "2026-08-12T21:00",
    "place": "Nhà văn hóa thôn Đông",
    "chair": "Nguyễn Văn An",
    "secretary": "Trần Thị Bình",
    "households_total": 120,
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    clock = StandingClock(DAY)
    with Store.create(tmp_path / "c.db", unit_name="Xã Đông Sơn", unit_code="DS", clock=clock) as made:
        yield made


@pytest.fixture
def village(store: Store) -> str:
    values = {"name": "Thôn Đông", "kind": "village", "code": "DS-01", "parent": store.unit.uid}
    return store.save(Draft("unit", values)).uids[0]


def unfolded(text: str) -> Sequence[str]:
    return text.replace("\r\n ", "").split("\r\n")


def events(store: Store, out: Path, **ahead: dt.timedelta) -> Sequence[Mapping[str, str]]:
    count = write_calendar(store, out, Translator(), **ahead)
    text = out.read_bytes().decode()
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert text.endswith("END:VCALENDAR\r\n")
    found = re.findall(r"BEGIN:VEVENT\n(.*?)\nEND:VEVENT", "\n".join(unfolded(text)), re.S)
    assert len(found) == count
    return [dict(line.split(":", 1) for line in body.split("\n")) for body in found]


def test_a_meeting_has_its_hours_in_universal_time(store: Store, village: str, tmp_path: Path) -> None:
    uid = store.save(Draft("meeting", {**MEETING, "unit": village})).uids[0]
    found = {event["UID"]: event for event in events(store, tmp_path / "a.ics")}
    meeting = found[f"{uid}-event-starts_at@danvan"]
    assert (meeting["DTSTART"], meeting["DTEND"]) == ("20260812T123000Z", "20260812T140000Z")
    assert meeting["DTSTAMP"] == f"{store.clock.now().astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    assert "làm đường\\; nhà văn hóa\\, sân" in meeting["SUMMARY"]


def test_a_deadline_takes_its_day_and_keeps_nobody_from_work_until_it_is_met(
    store: Store, village: str, tmp_path: Path
) -> None:
    values = {
        "number": "001/2026",
        "received_on": "2026-08-01",
        "unit": village,
        "content": "Mương tắc",
        "due_on": "2026-08-14",
    }
    uid = store.save(Draft("petition", values)).uids[0]
    (due,) = events(store, tmp_path / "a.ics")
    assert due["UID"] == f"{uid}-due-reply@danvan"
    assert (due["DTSTART;VALUE=DATE"], due["TRANSP"]) == ("20260814", "TRANSPARENT")
    assert "001/2026 – Mương tắc" in due["SUMMARY"]
    assert "14/08/2026" in due["DESCRIPTION"]
    store.save(Draft("petition", {"state": "replied", "replied_on": "2026-08-09", "result": "solved"}, uid))
    assert f"{uid}-due-reply@danvan" not in {event["UID"] for event in events(store, tmp_path / "a.ics")}


def test_an_entry_that_is_moved_keeps_its_identifier(store: Store, village: str, tmp_path: Path) -> None:
    uid = store.save(Draft("meeting", {**MEETING, "unit": village})).uids[0]
    before = [event["UID"] for event in events(store, tmp_path / "a.ics")]
    moved = {"starts_at": "2026-08-20T19:30", "ends_at": "2026-08-20T21:00"}
    store.save(Draft("meeting", moved, uid))
    assert [event["UID"] for event in events(store, tmp_path / "a.ics")] == before
    assert len(set(before)) == len(before) > 1


def test_the_file_ends_where_it_was_asked_to(store: Store, village: str, tmp_path: Path) -> None:
    store.save(Draft("meeting", {**MEETING, "unit": village}))

    def begun(days: int) -> bool:
        return any("DTSTART" in event for event in events(store, tmp_path / "a.ics", ahead=dt.timedelta(days=days)))

    assert (begun(1), begun(2)) == (False, True)


def test_a_calendar_of_nothing_is_whole(store: Store, tmp_path: Path) -> None:
    assert events(store, tmp_path / "a.ics") == []


def test_what_is_secret_is_not_told(store: Store, tmp_path: Path) -> None:
    assert isinstance(store.clock, StandingClock)
    store.clock.set_day(dt.date(2026, 8, 20))
    fill_with_secrets(store)
    assert events(store, tmp_path / "a.ics")
    assert not tells("\n".join(unfolded((tmp_path / "a.ics").read_text("utf-8"))))


@given(st.text())
def test_lines_are_at_most_75_octets_and_are_joined_again(text: str) -> None:
    line = f"SUMMARY:{escaped(text)}"
    lines = folded(line).split("\r\n")
    assert all(len(one.encode()) <= 75 for one in lines)
    assert all(one.startswith(" ") for one in lines[1:])
    assert lines[0] + "".join(one[1:] for one in lines[1:]) == line


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a;b,c\\d", "a\\;b\\,c\\\\d"),
        ("một\nhai\r\n  ba\t", "một hai ba"),
        ("x\x1b[31m\0\udcff", "x [31m"),
        ("END:VEVENT\r\nBEGIN:VEVENT", "END:VEVENT BEGIN:VEVENT"),
    ],
)
def test_no_text_is_taken_for_structure(text: str, value: str) -> None:
    assert escaped(text) == value
