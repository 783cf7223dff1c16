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


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"content_type": "removal"}, "cho thôi làm Trưởng thôn do Trưởng Ban công tác Mặt trận"),
        ({"ballots_given": 40, "ballots_returned": 41}, "Thu về 41 phiếu"),
        ({"consent_households": 30}, "sáng kiến của công dân"),
        ({"proposed_by": "citizen", "consent_households": 1_000}, "nhiều hơn tổng số hộ"),
    ],
)
def test_what_cannot_be_of_a_decision_is_refused_in_one_line(danvan, held, values, words):
    assert refused(add(danvan, "decision", {**DECISION, "scope": "village", "meeting": held, **values}), words)
    assert json.loads(danvan("list", "decision", "--json").stdout) == []


def test_a_cluster_has_no_decisions_and_a_main_meeting_of_its_village(danvan, commune, held):
    unit = json.loads(danvan("get", held, "--json").stdout)["unit"]
    uid = add(danvan, "meeting", {**meeting(unit), "cluster": "Xóm Đình", "main_meeting": held}).stdout.strip()
    told = add(danvan, "decision", {**DECISION, "scope": "village", "meeting": uid})
    assert refused(told, "cuộc họp của một cụm")
    assert refused(danvan("set", held, f"main_meeting={uid}"), "không phải cuộc họp của một cụm")


def test_words_of_earlier_lists_are_still_read(danvan, commune, tmp_path):
    add(danvan, "unit", village(parent=commune))
    path = tmp_path / "hop.csv"
    head = "Thôn, tổ dân phố;Về việc;Loại cuộc họp;Bắt đầu lúc;Địa điểm;Chủ trì;Thư ký;Tổng số hộ"
    row = "Thôn Đông;Bình xét;Định kỳ;12/8/2026 19:30;Nhà văn hóa;Nguyễn Văn An;Trần Thị Bình;120"
    path.write_text(f"{head}\n{row}\n", "utf-8")
    assert danvan("load", str(path), "--kind", "meeting").exit_code == 0
    assert [one["purpose"] for one in json.loads(danvan("list", "meeting", "--json").stdout)] == ["periodic"]


def test_a_matter_of_the_commune_takes_no_effect_against_the_villages(danvan, commune, held):
    matter = {"unit": commune, "title": "Làm đường", "content_type": "contribution", "opens_on": "2026-08-01"}
    uid = add(danvan, "commune_vote", {**matter, "closes_on": "2026-08-11"}).stdout.strip()
    vote = {**DECISION, "meeting": held, "scope": "commune", "commune_vote": uid, "votes_for": 1}
    assert add(danvan, "decision", vote).exit_code == 0
    assert json.loads(danvan("get", uid, "--json").stdout)["state"] == "planned"
    assert refused(danvan("set", uid, "effective_on=2026-08-12"), "0 trên 1 thôn")
    decision = json.loads(danvan("list", "decision", "--json").stdout)[0]["uid"]
    assert danvan("set", decision, "votes_for=90").exit_code == 0
    assert danvan("set", uid, "effective_on=2026-08-12").exit_code == 0
    assert json.loads(danvan("get", uid, "--json").stdout)["state"] == "in_force"
