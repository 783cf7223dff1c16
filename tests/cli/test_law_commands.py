"""What the law refuses is refused by every command in one line with its article."""

import json

import pytest

from tests.cli.test_record_commands import add, meeting, refused, village

DECISION = {"title": "Làm đường", "content_type": "contribution", "votes_for": 90, "votes_against": 2}


@pytest.fixture
def held(danvan, commune):
    unit = add(danvan, "unit", village(parent=commune)).stdout.strip()
    return add(danvan, "meeting", meeting(unit)).stdout.strip()


def test_a_void_method_is_refused_when_a_decision_is_added(danvan, held):
    assert refused(add(danvan, "decision", {**DECISION, "meeting": held, "method": "online"}), "khoản 2 Điều 17")
    assert json.loads(danvan("list", "decision", "--json").stdout) == []


def test_a_void_method_is_refused_when_a_decision_is_changed(danvan, held):
    uid = add(danvan, "decision", {**DECISION, "meeting": held}).stdout.strip()
    assert refused(danvan("set", uid, "method=household_ballot"), "khoản 1 Điều 4", "59/2023")
    assert json.loads(danvan("get", uid, "--json").stdout)["method"] == "show_of_hands"


def test_the_village_head_does_not_chair_an_election(danvan, held):
    assert refused(danvan("set", held, "purpose=election", "convened_by=head"), "Tổ bầu cử", "59/2023")
    assert danvan("set", held, "purpose=election", "convened_by=election_team").exit_code == 0


def test_a_list_with_an_election_under_the_village_head_is_refused_by_its_row(danvan, commune, tmp_path):
    add(danvan, "unit", village(parent=commune))
    path = tmp_path / "hop.csv"
    head = "Thôn, tổ dân phố;Về việc;Loại cuộc họp;Bên chủ trì;Bắt đầu lúc;Địa điểm;Chủ trì;Thư ký;Tổng số hộ"
    row = "Thôn Đông;Bầu Trưởng thôn;election;head;12/8/2026 19:30;Nhà văn hóa;Nguyễn Văn An;Trần Thị Bình;120"
    path.write_text(f"{head}\n{row}\n", "utf-8")
    result = danvan("load", str(path), "--kind", "meeting")
    assert result.exit_code == 1
    assert "Tổ bầu cử" in (tmp_path / "hop-dong-loi.csv").read_text("utf-8-sig")
    assert json.loads(danvan("list", "meeting", "--json").stdout) == []
