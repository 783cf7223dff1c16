"""``danvan bin, undelete``: what was deleted, and taking it back, by commands."""

import json

import pytest

MEETING = {
    "subject": "Họp thôn",
    "starts_at": "2026-08-12T19:30",
    "place": "Nhà văn hóa",
    "chair": "Nguyễn Văn An",
    "secretary": "Trần Thị Bình",
    "households_total": 120,
    "households_present": 95,
}


def add(danvan, of, /, **values):
    return danvan("add", of, "--json-file", "-", stdin=json.dumps(values)).stdout.strip()


@pytest.fixture
def village(danvan, commune):
    return add(danvan, "unit", name="Thôn Đông", kind="village", code="01", parent=commune)


@pytest.fixture
def meeting(danvan, village):
    uid = add(danvan, "meeting", unit=village, **MEETING)
    add(danvan, "opinion", gathering=uid, content="Đề nghị nạo vét mương")
    return uid


def kept(danvan, kind):
    return [one["uid"] for one in json.loads(danvan("list", kind, "--json").stdout)]


def test_deleted_record_is_listed_and_taken_back_with_its_parts(danvan, meeting):
    danvan("delete", meeting)
    (entry,) = json.loads(danvan("bin", "--json").stdout)
    assert (entry["kind"], entry["uid"]) == ("meeting", meeting)
    assert "Họp thôn" in entry["title"]
    assert "Họp thôn" in danvan("bin").stdout
    assert kept(danvan, "opinion") == []
    assert meeting in danvan("undelete", meeting).stdout.split()
    assert kept(danvan, "meeting") == [meeting]
    assert len(kept(danvan, "opinion")) == 1
    assert json.loads(danvan("bin", "--json").stdout) == []


def test_newest_come_first_and_no_more_than_wanted(danvan, village):
    uids = [add(danvan, "household", unit=village, head=f"Chủ hộ {n}") for n in range(3)]
    for uid in uids:
        danvan("delete", uid)
    entries = json.loads(danvan("bin", "--limit", "2", "--json").stdout)
    assert [entry["uid"] for entry in entries] == [uids[2], uids[1]]


def test_what_is_not_deleted_or_not_known_is_told_in_one_line_and_nothing_is_taken_back(danvan, village, meeting):
    danvan("delete", meeting)
    for wrong, told in ((village, "“Thôn Đông” không bị xóa"), ("khong-co", "Không tìm thấy hồ sơ khong-co")):
        result = danvan("undelete", meeting, wrong)
        assert result.exit_code == 1
        assert told in result.stderr
        assert len(result.stderr.strip().splitlines()) == 1
        assert kept(danvan, "meeting") == []


def test_reference_to_what_was_deleted_is_refused_with_the_way_back(danvan, village):
    danvan("delete", village)
    result = danvan("add", "household", "--json-file", "-", stdin=json.dumps({"unit": village, "head": "Lê Văn Tám"}))
    assert result.exit_code == 1
    assert "“Thôn Đông” đã bị xóa. Hãy khôi phục từ Thùng rác hoặc chọn hồ sơ khác." in result.stderr
    danvan("undelete", village)
    assert add(danvan, "household", unit=village, head="Lê Văn Tám")
