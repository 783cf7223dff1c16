"""``danvan calendar``: the file for the calendars of other programs."""

import datetime as dt
import json

from tests.clocks import TODAY


def test_meetings_ahead_are_written_and_counted(danvan, commune, tmp_path):
    out = tmp_path / "lich.ics"
    held_on = (TODAY + dt.timedelta(days=40)).isoformat()
    values = {"held_on": held_on, "receiver": "Lê Quang Hưng", "place": "Trụ sở"}
    danvan("add", "reception", "--json-file", "-", stdin=json.dumps(values))
    assert danvan("calendar", "--out", str(out)).stdout.strip() == str(out)
    assert f"DTSTART;VALUE=DATE:{held_on.replace('-', '')}\r\n" in out.read_bytes().decode()
    told = json.loads(danvan("calendar", "--out", str(out), "--json").stdout)
    assert told["out"] == str(out)
    assert told["entries"] >= 1
    assert json.loads(danvan("calendar", "--out", str(out), "--within", "30", "--json").stdout)["entries"] == 0


def test_a_file_that_cannot_be_written_is_refused_in_one_line(danvan, commune, tmp_path):
    result = danvan("calendar", "--out", str(tmp_path / "missing" / "lich.ics"))
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


def test_the_file_has_to_be_named(danvan, commune):
    assert danvan("calendar").exit_code == 2
