import json

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from danvan_desktop.cli.errors import line_for
from danvan_desktop.cli.main import make_command_line
from danvan_desktop.domain.entry import NO_HASH, EntryId, seal
from danvan_desktop.domain.filling import usual_choices
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.problems import InvalidRecord, Problem
from danvan_desktop.domain.replica import new_replica
from danvan_desktop.localization import _
from danvan_desktop.store import LogHead, Store
from tests.copies import replace
from tests.uids import new_uid


def add(danvan, kind, *records):
    lines = "\n".join(json.dumps(record) for record in records)
    return danvan("add", kind, "--json-file", "-", stdin=lines)


def village(name="Thôn Đông", code="DS-01", **more):
    return {"name": name, "kind": "village", "code": code, **more}


def meeting(unit, **more):
    return {
        "unit": unit,
        "subject": "Bàn làm đường",
        "starts_at": "2026-08-12T19:30",
        "place": "Nhà văn hóa",
        "chair": "Nguyễn Văn An",
        "secretary": "Trần Thị Bình",
        "households_total": 120,
        "households_present": 95,
        **more,
    }


def refused(result, *words):
    assert result.exit_code == 1, result.output
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.stderr
    for word in words:
        assert word in result.stderr
    return True


def test_added_records_are_listed_found_and_shown(danvan, commune):
    result = add(danvan, "unit", village(parent=commune), village("Thôn Tây", "DS-02", parent=commune))
    first, _second = result.stdout.split()
    assert json.loads(danvan("get", first, "--json").stdout)["name"] == "Thôn Đông"
    assert "Xã Đông Sơn" in danvan("get", first).stdout
    listed = json.loads(danvan("list", "unit", "--json").stdout)
    assert [unit["name"] for unit in listed] == ["Thôn Đông", "Thôn Tây", "Xã Đông Sơn"]
    assert len(json.loads(danvan("list", "unit", "--json", "--limit", "1").stdout)) == 1
    assert json.loads(danvan("search", "thon dong", "--json").stdout)[0]["uid"] == first
    assert "Thôn Đông" in danvan("search", "thôn đông", "--kind", "unit").stdout


def test_records_are_read_from_a_file_of_one_object(danvan, commune, tmp_path):
    path = tmp_path / "thon.json"
    path.write_text(json.dumps(village(), indent=2), "utf-8")
    assert danvan("add", "unit", "--json-file", str(path)).exit_code == 0


def test_one_bad_line_saves_nothing_and_is_named(danvan, commune):
    assert refused(add(danvan, "unit", village(), village(kind="lâu đài")), "Dòng 2", "kind")
    assert len(json.loads(danvan("list", "unit", "--json").stdout)) == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"starts_at": "2026-02-30T08:00"}, "starts_at"),
        ({"households_present": 500}, "households_present"),
        ({"subject": ""}, "subject"),
        ({"subject": None}, "subject"),
        ({"colour": "red"}, "colour"),
        ({"households_total": "nhiều"}, "households_total"),
        ({"ends_at": "2026-08-12T18:00"}, "ends_at"),
        ({"unit": "0" * 8}, "unit"),
    ],
)
def test_bad_field_is_refused_with_its_name_line_and_reason(danvan, commune, change, field):
    assert refused(add(danvan, "meeting", meeting(commune) | change), "Dòng 1", f"{field}: ")


def test_votes_above_those_present_are_refused(danvan, commune):
    uid = add(danvan, "meeting", meeting(commune)).stdout.strip()
    decision = {"meeting": uid, "title": "Góp 500.000 đồng", "votes_for": 90, "votes_against": 10}
    assert refused(add(danvan, "decision", decision), "votes_for", "100", "95")


@pytest.mark.parametrize("text", ['{"name": "a", "name": "b"}', '{"name": NaN}', "[1, 2]", "{", "", '"x"', "[" * 5000])
def test_text_that_is_no_record_is_refused(danvan, commune, text):
    assert refused(danvan("add", "unit", "--json-file", "-", stdin=text), "Dòng 1")


def test_file_that_is_missing_is_named(danvan, commune):
    assert refused(danvan("add", "unit", "--json-file", "khong-co.json"), "khong-co.json")


def test_unknown_kind_is_refused_with_the_list(danvan, commune):
    assert refused(danvan("list", "castle"), "castle", "petition")


def test_warning_is_told_and_the_record_saved(danvan, commune):
    result = add(danvan, "meeting", meeting(commune, households_present=10, purpose="village_rules"))
    assert result.exit_code == 0
    assert "Chưa đủ điều kiện họp" in result.stderr


def test_set_changes_and_empties_fields(danvan, commune):
    uid = add(danvan, "unit", village(households=120)).stdout.strip()
    assert danvan("set", uid, "name=Thôn Đông Hạ", "households=").exit_code == 0
    unit = json.loads(danvan("get", uid, "--json").stdout)
    assert unit["name"] == "Thôn Đông Hạ"
    assert "households" not in unit


def test_set_of_a_bad_value_changes_nothing(danvan, commune):
    assert refused(danvan("set", commune, "households=-5"), "households")
    assert refused(danvan("set", commune, "households"), "TRƯỜNG=GIÁ_TRỊ")
    assert refused(danvan("set", commune, "mau=do"), "mau")


def test_deleted_record_is_gone_until_undone(danvan, commune):
    uid = add(danvan, "unit", village()).stdout.strip()
    assert danvan("delete", uid).stdout.strip() == uid
    assert refused(danvan("get", uid), uid)
    danvan("undo", uid)
    assert danvan("get", uid).exit_code == 0


def test_record_that_others_refer_to_is_undone_only_when_that_was_said(danvan, commune):
    source = add(danvan, "meeting", meeting(commune)).stdout.strip()
    values = {"received_on": "2026-08-12", "unit": commune, "content": "Mương tắc", "source_record": source}
    assert add(danvan, "petition", values).exit_code == 0
    assert refused(danvan("undo", source), "--yes")
    assert danvan("get", source).exit_code == 0
    assert danvan("undo", source, "--yes").exit_code == 0
    assert danvan("get", source).exit_code == 1


def test_history_tells_each_change(danvan, commune):
    uid = add(danvan, "unit", village()).stdout.strip()
    danvan("set", uid, "name=Thôn Đông Hạ")
    entries = json.loads(danvan("history", uid, "--json").stdout)
    assert entries[0]["field"] == "name"
    assert entries[0]["value"] == "Thôn Đông Hạ"
    assert "Thôn Đông Hạ" in danvan("history", uid).stdout


def test_history_of_nothing_is_refused(danvan, commune):
    assert refused(danvan("history", "x"), "x")


@pytest.mark.parametrize(
    "text",
    [
        '{"number": ' + "9" * 5000 + "}",
        '{"number": 1e400}',
        '{"number": NaN}',
        '{"uid": "\\ud800", "number": "1"}',
        '{"uid": "HGĐ 01", "number": "1"}',
        "[[]]",
        "[1]",
    ],
)
def test_what_is_no_record_is_refused_in_one_line(danvan, commune, tmp_path, text):
    path = tmp_path / "in.json"
    path.write_text(text, "utf-8")
    assert refused(danvan("add", "petition", "--json-file", str(path)))


def test_an_array_is_taken_in_whole_or_not_at_all(danvan, commune, tmp_path):
    path = tmp_path / "in.json"
    path.write_text('[{"name": "a", "target": "x.y", "text": "b"},\n {"name": "c", "target": "x.y"}]', "utf-8")
    assert danvan("add", "phrase", "--json-file", str(path)).exit_code == 1
    path.write_text(
        '[{"name": "a", "target": "x.y", "text": "b"},\n {"name": "c", "target": "x.y", "text": "d"}]', "utf-8"
    )
    assert len(danvan("add", "phrase", "--json-file", str(path)).stdout.split()) == 2


def test_a_unit_is_not_deleted_while_records_are_about_it(danvan, commune):
    unit = add(danvan, "unit", village()).stdout.strip()
    assert add(danvan, "meeting", meeting(unit)).exit_code == 0
    assert refused(danvan("delete", unit), "1 hồ sơ “Cuộc họp thôn”")
    assert refused(danvan("delete", unit, "--yes"), "1 hồ sơ “Cuộc họp thôn”")
    assert refused(danvan("delete", commune, "--yes"), "đơn vị sử dụng")


def test_every_command_that_saves_says_what_an_editor_warns_of(danvan, commune, tmp_path):
    petition = {"number": "001/2026", "received_on": "2026-08-12", "unit": commune, "content": "Mương tắc"}
    lines = "\n".join(json.dumps({**petition, "number": f"{number:03d}/2026"}) for number in (1, 2, 3))
    added = danvan("add", "petition", "--json-file", "-", stdin=lines)
    assert added.exit_code == 0
    assert "Lưu ý: Chưa ghi Nguồn. (3 hồ sơ)" in added.stderr
    uid = added.stdout.split()[0]
    danvan("set", uid, "source=reception")
    assert "Lưu ý: Chưa ghi Nguồn." in danvan("set", uid, "source=").stderr
    danvan("set", uid, "source=reception")
    assert "Lưu ý: Chưa ghi Nguồn." in danvan("resolve", uid, "source", "--value", "").stderr
    (tmp_path / "list.csv").write_text("Số,Ngày tiếp nhận,Nội dung\n009/2026,12/8/2026,Cầu hỏng\n", "utf-8")
    loaded = danvan("load", str(tmp_path / "list.csv"), "--kind", "petition", "--set", "unit=Xã Đông Sơn")
    assert loaded.exit_code == 0, loaded.stderr
    assert "Lưu ý: Chưa ghi Nguồn." in loaded.stderr


@pytest.mark.parametrize(
    ("kind", "field"),
    [(kind.name, field.name) for kind in ALL_KINDS for field in kind.fields if field.textual],
)
def test_no_text_is_without_a_limit_and_two_million_letters_are_refused(danvan, commune, tmp_path, kind, field):
    declared = ALL_KINDS[kind].field(field)
    assert declared.max_length is not None
    (tmp_path / "long.json").write_text(json.dumps({field: "ă " * 1_000_000}), "utf-8")
    refused = danvan("add", kind, "--json-file", str(tmp_path / "long.json"))
    assert refused.exit_code == 1
    assert f"nhiều nhất là {declared.max_length}" in " ".join(refused.stderr.split()).replace(".", "").replace(",", "")
    assert len(refused.stderr) < 2_200


def test_half_a_character_is_refused_by_its_field(danvan, commune):
    (unit,) = add(danvan, "unit", village(parent=commune)).stdout.split()
    half = json.dumps({"unit": unit, "head": "Trần \ud83d"})
    assert refused(danvan("add", "household", "--json-file", "-", stdin=half), "Dòng 1", "head", "nửa ký tự")


def test_history_says_values_in_words(danvan, commune):
    (unit,) = add(danvan, "unit", village(parent=commune)).stdout.split()
    values = {"unit": unit, "number": "1", "received_on": "2026-08-12", "field": "land", "content": "Đường hỏng"}
    uid = add(danvan, "petition", values).stdout.split()[0]
    told = danvan("history", uid).stdout
    assert "12/08/2026" in told
    assert "Đất đai" in told
    assert "Thôn Đông" in told
    assert unit not in told


def test_history_of_a_later_version_s_kind_is_told_as_written(tmp_path):
    path = tmp_path / "later.db"
    with Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS") as store:
        key = Ed25519PrivateKey.generate()
        device = key.public_key().public_bytes_raw().hex()
        replica = new_replica(device)
        uid = new_uid()
        entry = seal(
            EntryId(replica, "upward", 1), timestamp="1700000000000-0000", kind="song", uid=uid, place="", officer="",
            seen=(),
            values={"tune": '"hôm qua"'}, salt="0" * 32, previous=NO_HASH,
        )  # fmt: skip
        head = LogHead(replica, "upward", 1, entry.hash, device, None)
        store.merge([entry], [replace(head, signature=key.sign(head.signed_text))])
    told = CliRunner().invoke(make_command_line(lambda _store: 0), ["history", uid, "--store", str(path)])
    assert told.exception is None
    assert "tune" in told.output
    assert "hôm qua" in told.output


def test_add_tells_the_usual_choices_that_new_records_take(danvan, commune):
    unit = add(danvan, "unit", village(parent=commune)).stdout.strip()
    petition = {"number": "001/2026", "received_on": "2026-08-01", "unit": unit, "content": "Mương tắc"}
    told = add(danvan, "petition", petition)
    uid, fields = told.stdout.strip(), ALL_KINDS["petition"].by_name
    usual = usual_choices(ALL_KINDS["petition"], petition)
    stored = json.loads(danvan("get", uid, "--json").stdout)
    assert {"nature", "competence"} <= set(usual)
    for name, value in usual.items():
        assert stored[name] == value
        assert f"{fields[name].label.msgid} {fields[name].label_of(value).msgid}" in told.stderr
    assert "Phần mềm điền" not in add(danvan, "petition", {"uid": uid, "content": "Mương tắc lâu"}).stderr
    chosen = add(danvan, "petition", {**petition, **usual, "number": "002/2026"})
    assert chosen.exit_code == 0, chosen.output
    assert not [name for name in usual if fields[name].label.msgid in chosen.stderr]


def test_what_another_store_printed_is_added_under_uids_of_this_one_and_known_again(danvan, commune, tmp_path):
    (unit,) = add(danvan, "unit", village(parent=commune)).stdout.split()
    (household,) = add(danvan, "household", {"unit": unit, "head": "Trần Thị Mùi"}).stdout.split()
    printed = [json.loads(danvan("get", uid, "--json").stdout) for uid in (unit, household)]
    other = str(tmp_path / "other.db")
    danvan("init", "--unit-name", "Xã Tây Sơn", "--unit-code", "TS", "--plain", "--store", other)
    for kind, record in zip(("unit", "household"), printed, strict=True):
        given = {
            name: value for name, value in record.items() if name in {"uid", "unit", "head", "name", "kind", "code"}
        }
        for _time in range(2):
            line = json.dumps(given)
            added = danvan("add", kind, "--json-file", "-", "--store", other, stdin=line)
            assert (added.exit_code, added.stderr.count("\n") <= 1) == (0, True), added.output
    assert json.loads(danvan("list", "household", "--json", "--store", other).stdout)[0]["head"] == "Trần Thị Mùi"
    assert json.loads(danvan("held", "--json", "--store", other).stdout) == []


def test_one_reason_for_several_fields_is_told_once():
    told = line_for(
        InvalidRecord(
            [Problem("content", _("Chưa ghi.")), Problem("number", _("Đã có.")), Problem("unit", _("Chưa ghi."))]
        )
    )
    assert told == "content, unit: Chưa ghi; number: Đã có."


def test_ranks_are_called_as_their_scheme_calls_them(danvan, commune):
    made = add(danvan, "rating_scheme", {"name": "Thang tỉnh", "excellent_from": 90, "excellent_name": "Loại A"})
    assert made.exit_code == 0, made.output
    rated = {"year": 2025, "target": "Thôn Đông", "set": "Bộ 2025", "self_rank": "excellent", "self_total": 92}
    scheme = json.loads(danvan("list", "rating_scheme", "--json").stdout)[0]["uid"]
    assert add(danvan, "rating", {**rated, "scheme": scheme}).exit_code == 0
    (stored,) = json.loads(danvan("list", "rating", "--json").stdout)
    assert "Loại A" in danvan("list", "rating").stdout
    assert "Loại A" in danvan("get", stored["uid"]).stdout
    assert stored["self_rank"] == "excellent"
