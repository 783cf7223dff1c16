"""``danvan consolidate``."""

from __future__ import annotations

import json
import shutil

import pytest
from click.testing import CliRunner

from danvan_desktop.cli.main import make_command_line
from tests.province.offices import asked


def run(*words: object):
    return CliRunner().invoke(make_command_line(lambda store: 0), [str(word) for word in words])


@pytest.fixture
def command(province, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    province.close()
    return ("--store", province.path, "consolidate")


def test_a_folder_is_brought_into_the_database(files, command, database, tmp_path):
    folder = tmp_path / "usb"
    folder.mkdir()
    for file in files:
        shutil.copy(file, folder)
    done = run(*command, folder, "--into", database, "--yes")
    assert done.exit_code == 0, done.output
    assert "15" not in done.stderr
    told = json.loads(run(*command, folder, "--into", database, "--json").stdout)
    assert [one["outcome"] for one in told["files"]] == ["known"] * 3
    assert told["digest"] == run("--store", command[1], "digest").stdout.strip()
    assert asked(database, "SELECT count(*) FROM danvan.record WHERE kind = 'petition'") == [(15,)]


def test_a_bad_file_is_told_and_stops_no_other(files, command, database, tmp_path):
    broken = tmp_path / "hong.danvan"
    broken.write_bytes(b"no bundle")
    done = run(*command, broken, *files, "--into", database, "--yes")
    assert done.exit_code == 1
    assert "1 tệp không nhập được" in done.stderr
    assert asked(database, "SELECT count(*) FROM danvan.record WHERE kind = 'petition'") == [(15,)]


def test_a_row_that_differs_is_named_where_it_is_asked_for(files, command, database):
    assert run(*command, *files, "--into", database, "--yes", "--verify").exit_code == 0
    ((uid,),) = asked(
        database,
        "UPDATE danvan.record SET fields = '{}' WHERE uid IN (SELECT min(uid) FROM danvan.record WHERE kind ="
        " 'petition') RETURNING uid",
    )
    told = run(*command, *files, "--into", database, "--yes", "--verify")
    assert told.exit_code == 1
    assert f"Kiến nghị, phản ánh {uid}: khác phần cho xem" in told.stderr
    assert run(*command, *files, "--into", database, "--yes", "--verify").exit_code == 0


def test_an_address_of_something_else_is_refused(files, command):
    refused = run(*command, *files, "--into", "mysql://x/y")
    assert refused.exit_code == 1
    assert "postgresql://" in refused.stderr


def test_commands_that_read_answer_the_same_over_the_database(files, command, database, tmp_path):
    assert run(*command, *files, "--into", database, "--yes").exit_code == 0
    for words in (
        ("list", "petition", "--json"),
        ("figures", "--period", "2026", "--json"),
        ("compare", "petitions", "--period", "2026", "--json"),
    ):
        there = run(*command[:2], *words)
        here = run(*words, "--database", database)
        assert here.exit_code == 0, here.output
        assert here.stdout == there.stdout


def test_a_record_and_a_paper_come_from_the_database_and_the_paper_is_verified(files, command, database, tmp_path):
    assert run(*command, *files, "--into", database, "--yes").exit_code == 0
    (uid, *_others) = [
        one["uid"] for one in json.loads(run("list", "petition", "--json", "--database", database).stdout)
    ]
    assert json.loads(run("get", uid, "--json", "--database", database).stdout)["content"].startswith("Việc")
    paper = tmp_path / "so.pdf"
    printed = run("report", "work-report", "--period", "2026", "--out", paper, "--database", database)
    assert printed.exit_code == 0, printed.output
    assert run("verify", paper, "--database", database).exit_code == 0
    assert run("verify", paper, *command[:2]).exit_code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("get", "x", "--reveal"), "tệp dữ liệu của đơn vị"),
        (("report", "today-list", "--out", "x.pdf"), "tệp dữ liệu của đơn vị"),
        (("report", "device-card", "--out", "x.pdf"), "in từ tệp dữ liệu"),
    ],
)
def test_what_needs_a_store_says_so(files, command, database, words, told):
    assert run(*command, *files, "--into", database, "--yes").exit_code == 0
    refused = run(*words, "--database", database)
    assert refused.exit_code == 1
    assert told in refused.stderr


def test_a_database_and_a_store_are_not_named_together(tmp_path):
    refused = run("list", "petition", "--database", "postgresql://x/y", "--store", tmp_path / "x.db")
    assert refused.exit_code == 2
    assert "--database" in refused.stderr
