"""Cards, bundles, acknowledgements and waiting bundles from the command line, between two stores."""

import json
from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from tests.clocks import StandingClock

PETITION = {
    "number": "001/2026",
    "received_on": "2026-08-13",
    "content": "Mương bị tắc",
    "citizen_name": "Nguyễn Văn An",
}


@pytest.fixture
def province(danvan, tmp_path):
    """The path of a second store."""
    path = str(tmp_path / "tinh.db")
    made = ("--unit-name", "Tỉnh Bắc Ninh", "--unit-code", "BN", "--level", "province")
    assert danvan("init", *made, "--plain", "--store", path).exit_code == 0
    return path


@pytest.fixture
def second(danvan, commune, tmp_path):
    """The path of the store of a second laptop of the office, which both confirmed."""
    path, here, there = str(tmp_path / "hai.db"), str(tmp_path / "mot.card"), str(tmp_path / "hai.card")
    with Store.open(tmp_path / "commune.db") as opened:
        unit = opened.unit
    named = ("--unit-name", unit.text("name"), "--unit-code", unit.text("code"), "--level", unit.text("kind"))
    danvan("init", *named, "--plain", "--store", path)
    danvan("card", "--out", here, "--name", "Máy 1")
    danvan("card", "--out", there, "--name", "Máy 2", "--store", path)
    assert danvan("peers", "add", there, "--yes").exit_code == 0
    assert danvan("peers", "add", here, "--yes", "--store", path).exit_code == 0
    return path


@pytest.fixture
def enrolled(danvan, commune, province, tmp_path):
    """Both stores know each other."""
    here, there = str(tmp_path / "xa.card"), str(tmp_path / "tinh.card")
    danvan("card", "--out", here)
    danvan("card", "--out", there, "--store", province)
    assert danvan("peers", "add", there, "--yes").exit_code == 0
    assert danvan("peers", "add", here, "--yes", "--store", province).exit_code == 0
    return province


def add(danvan, commune, **values):
    made = json.dumps(PETITION | {"unit": commune} | values, ensure_ascii=False)
    result = danvan("add", "petition", "--json-file", "-", stdin=made)
    assert result.exit_code == 0, result.output
    return result.stdout.split()[0]


def told(result) -> dict:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_card_shows_the_same_fingerprint_that_the_other_side_is_asked_about(danvan, commune, province, tmp_path):
    card = str(tmp_path / "tinh.card")
    shown = told(danvan("card", "--out", card, "--store", province, "--json"))
    asked = danvan("peers", "add", card, stdin="y\n")
    assert asked.exit_code == 0
    assert " ".join(shown["words"]) in asked.stderr
    assert shown["digits"] in asked.stderr
    (peer,) = told(danvan("peers", "list", "--json"))
    assert (peer["state"], peer["words"]) == ("confirmed", shown["words"])
    assert shown["digits"] in danvan("peers", "list").stdout


def test_device_known_from_its_first_bundle_is_confirmed_by_its_fingerprint(danvan, commune, province, tmp_path):
    out = str(tmp_path / "a.danvan")
    danvan("export", "--out", out)
    danvan("import", "--yes", out, "--store", province)
    (peer,) = told(danvan("peers", "list", "--store", province, "--json"))
    shown = told(danvan("card", "--out", str(tmp_path / "xa.card"), "--json"))
    assert (peer["state"], peer["digits"]) == ("unconfirmed", shown["digits"])
    assert danvan("peers", "confirm", peer["name"], "--store", province, stdin="n\n").exit_code == 1
    asked = danvan("peers", "confirm", peer["name"], "--store", province, stdin="y\n")
    assert (asked.exit_code, shown["digits"] in asked.stderr) == (0, True)
    assert told(danvan("peers", "list", "--store", province, "--json"))[0]["state"] == "confirmed"


def test_wrong_fingerprint_enrols_nobody(danvan, commune, province, tmp_path):
    card = str(tmp_path / "tinh.card")
    danvan("card", "--out", card, "--store", province)
    refused = danvan("peers", "add", card, stdin="n\n")
    assert refused.exit_code == 1
    assert "Chưa ghép nối" in refused.stderr
    assert told(danvan("peers", "list", "--json")) == []


def test_bundle_travels_encrypted_and_is_acknowledged(danvan, commune, enrolled, tmp_path):
    add(danvan, commune)
    out, ack = str(tmp_path / "a.danvan"), str(tmp_path / "a.ack")
    made = danvan("export", "--out", out, "--json")
    assert made.stderr == ""
    assert told(made)["sealing"] == "recipients"
    assert told(danvan("import", "--yes", out, "--store", enrolled, "--json"))["new_records"] == 2
    danvan("ack", "--out", ack, "--store", enrolled)
    result = told(danvan("import", "--yes", ack, "--json"))
    assert result["bundles"] == [{"sha256": told(made)["sha256"], "state": "accepted"}]
    assert told(danvan("export", "--out", out, "--since-ack", "--json"))["changes"] == 0
    assert "mới hơn" in danvan("import", "--yes", ack).stdout


def test_without_enrolment_export_is_plain_and_warns(danvan, commune, province, tmp_path):
    out = str(tmp_path / "a.danvan")
    made = danvan("export", "--out", out)
    assert made.exit_code == 0
    assert "dữ liệu cá nhân" in made.stderr
    taken = danvan("import", "--yes", out, "--store", province)
    assert taken.exit_code == 0
    assert "chưa so mười từ nhận dạng của máy" in taken.stderr


def test_personal_data_can_stay(danvan, commune, province, tmp_path):
    uid = add(danvan, commune)
    out = str(tmp_path / "a.danvan")
    made = danvan(
        "export", "--out", out, "--without-personal", "--with-texts", "--period", "2026-Q3", "--kind", "petition"
    )
    assert (made.exit_code, made.stderr) == (0, "")
    assert danvan("import", "--yes", out, "--store", province).exit_code == 0
    record = told(danvan("get", uid, "--store", province, "--json"))
    assert record.get("citizen_name") in (None, "")
    assert "Mương" in json.dumps(record, ensure_ascii=False)


def test_what_was_held_back_is_told_from_what_is_missing(danvan, commune, province, tmp_path):
    add(danvan, commune)
    out = str(tmp_path / "a.danvan")
    danvan("export", "--out", out, "--without-personal", "--with-texts", "--with-attachments")
    danvan("import", "--yes", out, "--store", province)
    found = told(danvan("logs", "--store", province, "--json"))
    conditions = {log["stream"]: log["condition"] for log in found["logs"] if log["device"] != "" or log["held_to"]}
    assert (conditions["restricted"], conditions["upward"], found["missing"]) == ("held_back", "complete", [])
    shown = danvan("logs", "--store", province).stdout
    assert "nơi gửi không gửi một phần" in shown
    assert "thiếu" not in shown


def test_device_is_named_on_its_card(danvan, commune, tmp_path):
    out = str(tmp_path / "xa.card")
    assert told(danvan("card", "--out", out, "--name", "  Máy   văn phòng ", "--json"))["name"] == "Máy văn phòng"
    assert told(danvan("card", "--out", out, "--json"))["name"] == "Máy văn phòng"
    assert danvan("card", "--out", out, "--name", " ").exit_code == 1


def test_passphrase_of_a_bundle_comes_from_a_file(danvan, commune, province, tmp_path):
    out, secret = str(tmp_path / "a.danvan"), tmp_path / "mat-khau.txt"
    secret.write_text("bà con đồng lòng\n", "utf-8")
    assert danvan("export", "--out", out, "--bundle-passphrase-file", str(secret)).exit_code == 0
    refused = danvan("import", "--yes", out, "--store", province)
    assert (refused.exit_code, "mật khẩu" in refused.stderr) == (1, True)
    assert danvan("import", "--yes", out, "--store", province, "--bundle-passphrase-file", str(secret)).exit_code == 0
    secret.write_text("", "utf-8")
    assert "rỗng" in danvan("export", "--out", out, "--bundle-passphrase-file", str(secret)).stderr


def test_stranger_s_bundle_waits_and_is_accepted_or_refused(danvan, commune, enrolled, tmp_path):
    stranger, out, card = (str(tmp_path / name) for name in ("la.db", "la.danvan", "la.card"))
    danvan("init", "--unit-name", "Xã Lạ", "--unit-code", "L", "--plain", "--store", stranger)
    danvan("export", "--out", out, "--store", stranger)
    refused = danvan("import", "--yes", out)
    assert refused.exit_code == 1
    assert len(refused.stderr.splitlines()) == 1
    assert "danh sách chờ" in refused.stderr
    (waiting,) = told(danvan("waiting", "list", "--json"))
    assert (waiting["reason"], waiting["can_be_accepted"]) == ("unknown_sender", True)
    number = str(waiting["id"])
    assert danvan("waiting", "accept", number).exit_code == 1
    danvan("card", "--out", card, "--store", stranger)
    danvan("peers", "add", card, "--yes")
    assert told(danvan("waiting", "accept", number, "--dry-run", "--json"))["new_records"] == 1
    assert told(danvan("waiting", "accept", number, "--json"))["new_records"] == 1
    assert danvan("waiting", "refuse", number).exit_code == 1
    assert told(danvan("waiting", "list", "--json")) == []


def test_revoked_device_is_refused(danvan, commune, enrolled, tmp_path):
    out = str(tmp_path / "a.danvan")
    danvan("export", "--out", out)
    (peer,) = told(danvan("peers", "list", "--json", "--store", enrolled))
    assert danvan("peers", "revoke", peer["name"], "--from", "1/1/2026", "--store", enrolled).exit_code == 0
    refused = danvan("import", "--yes", out, "--store", enrolled)
    assert (refused.exit_code, "ngừng nhận" in refused.stderr) == (1, True)
    assert "đã bị từ chối" in danvan("waiting", "accept", "1", "--store", enrolled).stderr


def test_missing_device_is_told_in_one_line(danvan, commune, tmp_path):
    refused = danvan("export", "--out", str(tmp_path / "a.danvan"), "--to", "may-la")
    assert (refused.exit_code, len(refused.stderr.splitlines())) == (1, 1)
    assert "may-la" in refused.stderr
    assert danvan("export", "--out", "a", "--full", "--since-ack").exit_code == 2


def test_deletion_that_did_not_know_an_edit_is_shown_and_settled(danvan, commune, second, tmp_path):
    uid, out, back = add(danvan, commune), str(tmp_path / "a.danvan"), str(tmp_path / "b.danvan")
    danvan("export", "--out", out)
    danvan("import", "--yes", out, "--store", second)
    danvan("delete", uid)
    assert danvan("set", uid, "content=Mương vỡ", "--store", second).exit_code == 0
    danvan("export", "--out", back, "--store", second)
    assert danvan("import", "--yes", back).exit_code == 0
    (conflict,) = told(danvan("conflicts", "--json"))
    assert (conflict["reason"], conflict["field"]) == ("deleted_edited", "deleted")
    assert "nơi xóa, nơi sửa" in danvan("conflicts").stdout
    assert danvan("resolve", uid, "deleted", "--value", "có thể").exit_code == 1
    edit = next(change["change"] for change in conflict["changes"] if change["field"] == "content")
    assert danvan("resolve", uid, "deleted", "--take", edit).exit_code == 0
    assert told(danvan("conflicts", "--json")) == []
    assert "Mương vỡ" in danvan("get", uid).stdout


def test_restored_store_goes_on_under_a_new_replica(danvan, commune, tmp_path):
    copy = str(tmp_path / "sao-luu.db")
    danvan("backup", "--out", copy)
    first = add(danvan, commune)
    before = json.loads(danvan("history", first, "--json").stdout)[0]["change"]
    kept = told(danvan("restore", copy, "--json"))
    assert Path(kept["former"]).is_file()
    assert danvan("get", first).exit_code == 1
    second = add(danvan, commune)
    after = json.loads(danvan("history", second, "--json").stdout)[0]["change"]
    assert before.partition(":")[0] != after.partition(":")[0]
    assert danvan("check").exit_code == 0
    assert danvan("get", first, "--store", kept["former"]).exit_code == 0


def test_what_is_no_backup_is_refused_and_changes_nothing(danvan, commune, tmp_path):
    wrong = tmp_path / "la.db"
    wrong.write_bytes(b"SQLite format 3\x00" + bytes(4000))
    before = danvan("digest").stdout
    for path in (wrong, tmp_path / "khong-co.db"):
        refused = danvan("restore", str(path))
        assert (refused.exit_code, len(refused.stderr.splitlines())) == (1, 1)
    assert danvan("digest").stdout == before
    assert not list(tmp_path.glob("*.restored*"))


def test_clock_ahead_is_told_at_every_start(danvan, commune, tmp_path):
    ahead = StandingClock()
    ahead.pass_days(5)
    with Store.open(tmp_path / "commune.db", clock=ahead) as store:
        store.save(Draft("unit", {"name": "Thôn Đông", "kind": "village", "code": "DS-01"}))
    assert "muộn hơn đồng hồ" in danvan("digest").stderr


@pytest.fixture
def clearing(danvan, commune, province, tmp_path):
    """A bundle that deletes three petitions which the province has."""
    out, again = str(tmp_path / "a.danvan"), str(tmp_path / "b.danvan")
    uids = [add(danvan, commune, number=f"{number:03d}/2026") for number in range(1, 4)]
    danvan("export", "--out", out)
    assert danvan("import", "--yes", out, "--store", province).exit_code == 0
    for uid in uids:
        danvan("delete", uid)
    danvan("export", "--out", again)
    return again


def petitions(danvan, store):
    return len(told(danvan("list", "petition", "--json", "--store", store)))


@pytest.mark.parametrize("answer", ["2\n", "\n", None])
def test_bundle_that_deletes_much_changes_nothing_until_the_number_is_typed(danvan, province, clearing, answer):
    refused = danvan("import", "--yes", clearing, "--store", province, stdin=answer)
    assert refused.exit_code == 1
    assert "làm trống 3 hồ sơ" in refused.stderr
    assert "Chưa nhập gì" in refused.stderr
    assert petitions(danvan, province) == 3
    assert danvan("import", "--yes", clearing, "--dry-run", "--store", province).exit_code == 0
    assert danvan("import", "--yes", clearing, "--store", province, stdin="3\n").exit_code == 0
    assert petitions(danvan, province) == 0


def test_scripts_allow_a_number_of_deletions(danvan, province, clearing):
    refused = danvan("import", "--yes", clearing, "--allow-deletions", "2", "--store", province)
    assert refused.exit_code == 1
    assert "làm trống 3 hồ sơ" in refused.stderr
    assert petitions(danvan, province) == 3
    assert danvan("import", "--yes", clearing, "--allow-deletions", "3", "--store", province).exit_code == 0
    assert petitions(danvan, province) == 0


def test_figures_and_checks_tell_who_has_not_reported(danvan, commune, tmp_path):
    laptop, card = str(tmp_path / "thon.db"), str(tmp_path / "thon.card")
    made = ("--unit-name", "Thôn Đông", "--unit-code", "DS-01", "--level", "village", "--plain")
    danvan("init", *made, "--store", laptop)
    listed = {"name": "Thôn Đông", "kind": "village", "code": "DS-01", "parent": commune}
    danvan("add", "unit", "--json-file", "-", stdin=json.dumps(listed, ensure_ascii=False))
    danvan("card", "--out", card, "--store", laptop)
    danvan("peers", "add", card, "--yes")
    figures = danvan("figures", "petition-register", "--period", "2026-Q3")
    assert "Chưa báo cáo kỳ này (không phải bằng 0): Thôn Đông" in figures.stderr
    out = str(tmp_path / "a.pdf")
    danvan("report", "petition-register", "--period", "2026-Q3", "--out", out)
    assert "Chưa báo cáo kỳ này" in danvan("verify", out).stdout
    (coverage,) = told(danvan("verify", out, "--json"))["coverage"]
    assert (coverage["unit"], coverage["state"], coverage["told_on"]) == ("Thôn Đông", "not_reported", None)


def test_a_bundle_for_a_village_carries_its_own_records_unless_all_are_wanted(danvan, commune, tmp_path):
    laptop, here, there = (str(tmp_path / name) for name in ("thon.db", "xa.card", "thon.card"))
    made = ("--unit-name", "Thôn Đông", "--unit-code", "DS-01", "--level", "village", "--plain")
    danvan("init", *made, "--store", laptop)
    danvan("card", "--out", here)
    danvan("card", "--out", there, "--store", laptop)
    danvan("peers", "add", there, "--yes")
    danvan("peers", "add", here, "--yes", "--store", laptop)
    uid, out = add(danvan, commune), str(tmp_path / "a.danvan")
    exported = danvan("export", "--out", out)
    assert "Tệp chỉ mang hồ sơ của Thôn Đông." in exported.stdout
    assert told(danvan("import", "--yes", out, "--store", laptop, "--json"))["withheld"] > 0
    assert danvan("get", uid, "--store", laptop).exit_code == 1
    assert told(danvan("export", "--out", out, "--all-units", "--json"))["unit"] == ""
    assert danvan("import", "--yes", out, "--store", laptop).exit_code == 0
    assert "Nguyễn Văn An" in danvan("get", uid, "--store", laptop).stdout


def test_a_first_bundle_is_taken_in_only_when_a_person_says_yes(danvan, commune, tmp_path):
    out, second = str(tmp_path / "a.danvan"), str(tmp_path / "second.db")
    danvan(
        "init", "--unit-name", "Ban Dân vận", "--unit-code", "BDV", "--level", "agency", "--plain", "--store", second
    )
    assert danvan("export", "--out", out, "--plain").exit_code == 0
    before = danvan("digest", "--store", second).stdout
    for answer in (None, "\n", "không\n"):
        refused = danvan("import", out, "--store", second, stdin=answer)
        assert refused.exit_code == 1
        assert "Xã Đông Sơn" in refused.stderr
        assert "Mười từ nhận dạng: " in refused.stderr
        assert danvan("digest", "--store", second).stdout == before
    assert danvan("import", out, "--store", second, stdin="y\n").exit_code == 0
    assert danvan("digest", "--store", second).stdout != before


def test_history_and_figures_are_told_in_words(danvan, commune):
    values = {"received_on": "2026-08-12", "content": "Mương tắc", "source": "village_meeting", "unit": commune}
    uid = danvan("add", "petition", "--json-file", "-", stdin=json.dumps(values)).stdout.split()[0]
    told = danvan("history", uid).stdout
    assert "Ngày tiếp nhận" in told
    assert "12/08/2026" in told
    assert "Họp thôn" in told
    for code in ("received_on", "village_meeting", commune):
        assert code not in told
    assert "petitions." not in danvan("figures", "work-report", "--period", "2026-Q3").stdout
