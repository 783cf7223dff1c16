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


def test_an_address_of_something_else_is_refused(files, command):
    refused = run(*command, *files, "--into", "mysql://x/y")
    assert refused.exit_code == 1
    assert "postgresql://" in refused.stderr
