"""``danvan copy, repeat``: new records after an earlier one, and what is refused."""

import json

import pytest


def add(danvan, of, /, **values):
    return danvan("add", of, "--json-file", "-", stdin=json.dumps(values)).stdout.split()[0]


def get(danvan, uid):
    return json.loads(danvan("get", uid, "--json").stdout)


@pytest.fixture
def village(danvan, commune):
    return add(danvan, "unit", name="Thôn 9", kind="village", code="09", parent=commune, households=120)


@pytest.fixture
def meeting(danvan, village):
    uid = add(
        danvan,
        "meeting",
        unit=village,
        subject="Họp định kỳ",
        place="Nhà văn hóa",
        starts_at="2026-07-31T19:30",
        chair="Nguyễn Văn An, Trưởng thôn",
        secretary="Trần Thị Bình",
        households_total=110,
        households_present=88,
        conclusion="Nhất trí",
    )
    add(danvan, "agenda_item", meeting=uid, title="Tình hình tháng", order=1)
    return uid


def test_a_copy_takes_place_people_and_agenda_but_no_day_and_no_result(danvan, meeting):
    done = danvan("copy", meeting, "starts_at=2027-01-05T19:30")
    copy = get(danvan, done.stdout.strip())
    assert (copy["place"], copy["subject"], copy["state"]) == ("Nhà văn hóa", "Họp định kỳ", "planned")
    assert not {"conclusion", "households_present"} & set(copy)
    assert copy["households_total"] == 120, "the village has other households now than the last minutes told"
    items = json.loads(danvan("list", "agenda_item", "--json").stdout)
    assert [(item["title"], item["meeting"]) for item in items if item["meeting"] != meeting] == [
        ("Tình hình tháng", copy["uid"])
    ]


def test_a_copy_without_its_day_is_refused_in_one_line(danvan, meeting):
    done = danvan("copy", meeting)
    assert done.exit_code == 1
    assert "Bắt đầu lúc" in done.stderr
    assert len(json.loads(danvan("list", "meeting", "--json").stdout)) == 1


def test_a_series_is_planned_in_one_save_and_taken_days_are_left_out(danvan, meeting):
    days = json.loads(
        danvan("repeat", meeting, "--first", "2027-01-31T19:30", "--times", "3", "--dry-run", "--json").stdout
    )
    assert [one["moment"] for one in days] == ["2027-01-31T19:30", "2027-02-28T19:30", "2027-03-31T19:30"]
    danvan("copy", meeting, "starts_at=2027-02-28T08:00")
    made = danvan("repeat", meeting, "--first", "2027-01-31T19:30", "--times", "3").stdout.split()
    assert [get(danvan, uid)["starts_at"] for uid in made] == ["2027-01-31T19:30", "2027-03-31T19:30"]
    assert {get(danvan, uid)["state"] for uid in made} == {"planned"}
    again = danvan("repeat", meeting, "--first", "2027-01-31T19:30", "--times", "3")
    assert (again.exit_code, again.stderr.strip()) == (1, "Những ngày này đã có lịch cả.")


def test_days_of_reception_are_moved_off_days_off_and_told(danvan, village):
    session = add(danvan, "reception", unit=village, held_on="2026-01-05", receiver="Lê Quang Hưng", place="Trụ sở xã")
    command = ("repeat", session, "--first", "2027-01-02", "--times", "2")
    assert json.loads(danvan(*command, "--dry-run", "--json").stdout) == [
        {"moment": "2027-01-04T00:00", "taken_by": "", "moved_from": "2027-01-02"},
        {"moment": "2027-02-02T00:00", "taken_by": "", "moved_from": None},
    ]
    made = danvan(*command)
    assert [get(danvan, uid)["held_on"] for uid in made.stdout.split()] == ["2027-01-04", "2027-02-02"]
    assert "04/01/2027: dời từ ngày nghỉ 02/01/2027" in made.stderr


def test_what_does_not_come_round_is_refused(danvan, village):
    assert "định kỳ" in danvan("repeat", village).stderr
    petition = add(danvan, "petition", unit=village, content="Mương tắc", received_on="2026-01-05", field="other")
    assert "định kỳ" in danvan("repeat", petition).stderr
