"""What leaves and comes in by command: rounds, volumes, what stays, the way back."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.test_exchange_commands import add, enrolled, province, told

__all__ = ["enrolled", "province"]


@pytest.fixture
def stick(tmp_path) -> Path:
    (tmp_path / "usb").mkdir()
    return tmp_path / "usb"


def test_a_round_goes_out_and_comes_in_with_two_commands(danvan, commune, enrolled, stick):
    uid = add(danvan, commune)
    preview = told(danvan("export", "--out", str(stick), "--all-peers", "--dry-run", "--json"))
    assert [one["is_new"] for one in preview["to"]] == [True]
    assert not list(stick.iterdir())
    made = danvan("export", "--out", str(stick), "--all-peers")
    assert (made.exit_code, made.stderr) == (0, "")
    assert "Đã ghi tệp cho 1 nơi" in made.stdout
    seen = danvan("import", str(stick), "--dry-run", "--store", enrolled)
    assert "Xem trước, chưa ghi gì: 1 trên 1 tệp" in seen.stdout
    (file,) = told(danvan("import", str(stick), "--dry-run", "--json", "--store", enrolled))["files"]
    assert file["result"] == told(danvan("import", file["file"], "--dry-run", "--json", "--store", enrolled))
    assert danvan("import", str(stick), "--store", enrolled).exit_code == 0
    assert told(danvan("get", uid, "--store", enrolled, "--json"))["number"]
    again = danvan("import", str(stick), "--store", enrolled)
    assert "đã nhập trước đây" in again.stdout


def test_pairs_that_may_be_one_are_told_of_a_file_and_of_a_folder(danvan, commune, enrolled, stick, tmp_path):
    for number in ("071/2026", "072/2026"):
        add(danvan, commune, number=number)
    told_apart = danvan("export", "--out", str(stick), "--all-peers")
    assert told_apart.exit_code == 0
    (file,) = stick.iterdir()
    second = tmp_path / "second.db"
    shutil.copy(enrolled, second)
    (one,) = told(danvan("import", str(stick), "--json", "--store", enrolled))["files"]
    alone = told(danvan("import", str(file), "--json", "--store", str(second)))
    assert one["result"]["duplicates"] == alone["duplicates"] == 1


def test_a_bad_file_in_a_folder_is_told_and_stops_no_other(danvan, commune, enrolled, stick):
    uid = add(danvan, commune)
    danvan("export", "--out", str(stick), "--all-peers")
    (stick / "hong.danvan").write_bytes(b"no bundle")
    taken = danvan("import", str(stick), "--json", "--store", enrolled)
    assert taken.exit_code == 1
    assert "1 tệp không nhập được" in taken.stderr
    assert sorted(one["outcome"] for one in json.loads(taken.stdout)["files"]) == ["failed", "taken"]
    assert danvan("get", uid, "--store", enrolled).exit_code == 0


def test_what_would_go_is_shown_without_writing_a_file(danvan, commune, tmp_path):
    uid = add(danvan, commune)
    out = tmp_path / "a.danvan"
    shown = danvan("export", "--out", str(out), "--without-personal", "--with-texts", "--dry-run")
    assert shown.exit_code == 0
    assert "Ô viết bằng lời" in shown.stdout
    assert "Ở lại máy này" in shown.stdout
    texts = told(danvan("export", "--out", str(out), "--without-personal", "--dry-run", "--json"))["texts"]
    assert {(one["uid"], one["goes"]) for one in texts} == {(uid, False)}
    assert not out.exists()
    (content,) = [one for one in texts if one["field"] == "content"]
    chosen = f"{content['uid']}.content"
    made = told(danvan("export", "--out", str(out), "--without-personal", "--send-text", chosen, "--json"))
    assert [one["goes"] for one in made["texts"] if one["field"] == "content"] == [True]


def test_texts_are_chosen_only_where_personal_data_stays(danvan, commune, tmp_path):
    wrong = danvan("export", "--out", str(tmp_path / "a.danvan"), "--with-texts")
    assert wrong.exit_code == 2
    assert "--without-personal" in wrong.stderr


def test_the_last_import_is_taken_back(danvan, commune, enrolled, stick):
    uid = add(danvan, commune)
    danvan("export", "--out", str(stick), "--all-peers")
    danvan("import", str(stick), "--store", enrolled)
    back = danvan("unimport", "--yes", "--store", enrolled)
    assert back.exit_code == 0
    assert "Đã bỏ ra" in back.stdout
    assert danvan("get", uid, "--store", enrolled).exit_code == 1
    assert danvan("check", "--store", enrolled).exit_code == 0
