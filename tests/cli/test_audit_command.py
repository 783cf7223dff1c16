"""``danvan audit``: the register by command, filtered, as JSON and as a file."""

import json
import sqlite3
from contextlib import closing

from tests.secret_files import words_in


def test_register_is_told_filtered_and_written(danvan, commune, tmp_path):
    told = danvan("audit")
    assert told.exit_code == 0, told.output
    assert "Lập mới" in told.stdout
    lines = json.loads(danvan("audit", "--uid", commune, "--json").stdout)
    assert lines[-1]["deed"] == "created"
    assert lines[-1]["record"] == "unit"
    assert json.loads(danvan("audit", "--opened", "--json").stdout) == []
    assert json.loads(danvan("audit", "--past-rights", "--json").stdout) == []
    assert json.loads(danvan("audit", "--until", "2020-01-01", "--json").stdout) == []
    out = tmp_path / "a.xlsx"
    assert json.loads(danvan("audit", "--out", str(out), "--json").stdout)["lines"] > 0
    assert out.exists()
    assert danvan("audit", "--since", "hôm qua").exit_code == 2
    assert danvan("audit", "--officer", "Không Ai").exit_code == 2


def test_register_is_told_of_one_laptop_and_printed(danvan, commune, tmp_path):
    (name,) = {line["device_name"] for line in json.loads(danvan("audit", "--json").stdout)}
    (key,) = {line["device"] for line in json.loads(danvan("audit", "--device", name, "--json").stdout)}
    assert json.loads(danvan("audit", "--device", key, "--json").stdout)
    assert danvan("audit", "--device", "Máy không có").exit_code == 2
    out = tmp_path / "a.pdf"
    assert danvan("audit", "--out", str(out)).exit_code == 0
    assert out.read_bytes().startswith(b"%PDF")


def test_register_tells_that_somebody_rewrote_what_it_is_read_from(danvan, commune, tmp_path):
    assert danvan("audit").stderr == ""
    with closing(sqlite3.connect(tmp_path / "commune.db")) as raw, raw:
        raw.execute("UPDATE entry SET clock = clock - 1000000")
    told = danvan("audit")
    assert told.exit_code == 0
    assert "Nhật ký thay đổi bị sửa" in told.stderr
    assert "Lập mới" in told.stdout
    danvan("audit", "--out", str(tmp_path / "a.pdf"))
    assert "bị sửa hoặc bị thiếu" in " ".join(words_in(tmp_path / "a.pdf"))
