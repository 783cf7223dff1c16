"""``danvan redact, redactions``: what was erased is told, and which copies still hold it."""

import json

from danvan_desktop.store import Store

NAME = "Nguyễn Văn Quýt"


def petition(danvan, commune):
    made = {
        "number": "001/2026",
        "received_on": "2026-08-13",
        "unit": commune,
        "content": "Mương tắc",
        "citizen_name": NAME,
    }
    result = danvan("add", "petition", "--json-file", "-", stdin=json.dumps(made))
    assert result.exit_code == 0, result.output
    return result.stdout.strip()


def test_a_citizens_data_is_erased_and_listed(danvan, commune):
    uid = petition(danvan, commune)
    result = danvan("redact", uid, "--reason", "Đơn ngày 1/9", "--yes")
    assert (result.exit_code, result.stdout.strip()) == (0, uid), result.output
    found = json.loads(danvan("get", uid, "--json").stdout)
    assert NAME not in json.dumps(found, ensure_ascii=False)
    (note,) = json.loads(danvan("redactions", "--json").stdout)
    assert (note["record"], note["reason"]) == (uid, "Đơn ngày 1/9")
    assert note["named"] == note["erased"] > 1
    history = danvan("history", uid).stdout
    assert "đã xóa theo yêu cầu ngày" in history
    assert NAME not in history
    assert {one["erased"] for one in json.loads(danvan("history", uid, "--json").stdout)} == {None, "Đơn ngày 1/9"}
    assert danvan("check").exit_code == 0


def test_it_is_asked_about_first(danvan, commune):
    uid = petition(danvan, commune)
    for answer in ("n\n", ""):
        result = danvan("redact", uid, "citizen_name", "--reason", "Đơn", stdin=answer)
        assert result.exit_code == 1
        assert "Chưa xóa gì" in result.stderr
    assert NAME in danvan("get", uid).stdout


def test_faults_are_one_line(danvan, commune):
    uid = petition(danvan, commune)
    for arguments in (("nope",), (uid, "nope"), (uid, "unit"), (uid, "deleted")):
        result = danvan("redact", *arguments, "--reason", "Đơn", "--yes")
        assert result.exit_code == 1
        assert len(result.stderr.strip().splitlines()) == 1, result.stderr


def test_old_copies_are_told_of_and_renewed(danvan, commune, tmp_path):
    uid = petition(danvan, commune)
    with Store.open(tmp_path / "commune.db") as store:
        former = store.keep_copy("hang-ngay", 3)
    assert NAME.encode() in former.read_bytes()
    result = danvan("redact", uid, "--reason", "Đơn", "--yes")
    assert "1 bản sao lưu cũ vẫn còn" in result.stderr
    result = danvan("backup", "--renew")
    assert result.exit_code == 0, result.output
    assert not former.exists()
    assert NAME.encode() not in b"".join(file.read_bytes() for file in (tmp_path / "backups").iterdir())
    assert "bản sao lưu cũ" not in danvan("redactions").stderr
