"""``danvan dump`` without a kind: everything as one workbook or one SQLite file that other programs read."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Draft
from danvan_desktop.sample import fill_sample
from danvan_desktop.store import Store
from tests.cli.conftest import Danvan
from tests.uids import new_uid


@pytest.fixture
def counts(danvan: Danvan, commune: str, tmp_path: Path) -> dict[str, int]:
    """How many records of each kind the sample has that lies in the store of the command line."""
    with Store.open(tmp_path / "commune.db") as store:
        fill_sample(store)
        return {kind.name: store.count(kind.name) for kind in ALL_KINDS}


def test_the_sqlite_file_has_all_records_with_declared_keys_and_vietnamese_views(danvan, counts, tmp_path):
    out = tmp_path / "tất cả.sqlite"
    told = json.loads(danvan("dump", "--out", str(out), "--json").stdout)
    assert told == {"out": str(out), "records": sum(counts.values())}
    with closing(sqlite3.connect(out)) as file:
        found = {name: file.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in counts}
        assert found == counts
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
        keys = {(row[2], row[3]) for row in file.execute("PRAGMA foreign_key_list(petition)")}
        assert ("unit", "unit") in keys
        views = [row[0] for row in file.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]
        assert len(views) == len(counts)
        assert {"Kiến nghị", "Họp thôn"} <= set(views)
        for view in views:
            file.execute(f'SELECT * FROM "{view}"').fetchall()
        rows = file.execute('SELECT * FROM "Kiến nghị"')
        headings = [column[0] for column in rows.description]
        assert "Mã bản ghi" in headings
        first = dict(zip(headings, rows.fetchone(), strict=True))
        (unit,) = {field.label.msgid for field in ALL_KINDS["petition"].fields if field.name == "unit"}
        assert first[unit] in {row[0] for row in file.execute("SELECT name FROM unit")}
        codes = {code for (code,) in file.execute("SELECT code FROM choice WHERE field = 'petition.state'")}
        (state,) = {field.label.msgid for field in ALL_KINDS["petition"].fields if field.name == "state"}
        assert first[state] not in codes


def test_a_column_that_leads_to_what_is_not_here_is_no_declared_key(danvan, commune, tmp_path):
    elsewhere = new_uid()
    with Store.open(tmp_path / "commune.db") as store:
        right = {"unit": commune, "device": "d" * 64, "recipient": "age1x"}
        here, there = (store.save(Draft("grant", right | {"name": name})).uids[0] for name in ("ở đây", "nơi khác"))
    with closing(sqlite3.connect(tmp_path / "commune.db")) as file, file:
        # As of another office, whose records do not come here.
        file.execute("UPDATE record_grant SET unit = ? WHERE uid = ?", (elsewhere, there))
    out = tmp_path / "all.sqlite"
    assert danvan("dump", "--out", str(out)).exit_code == 0
    with closing(sqlite3.connect(out)) as file:
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
        assert file.execute("PRAGMA foreign_key_list(grant)").fetchall() == []
        assert set(file.execute("SELECT uid, unit FROM grant")) == {(here, commune), (there, elsewhere)}
        assert file.execute("PRAGMA foreign_key_list(petition)").fetchall()
        assert file.execute("SELECT name FROM sqlite_master WHERE name LIKE '%anew%'").fetchall() == []


def test_the_workbook_has_a_sheet_for_each_kind_with_records(danvan, counts, tmp_path):
    out = tmp_path / "all.xlsx"
    assert danvan("dump", "--out", str(out)).exit_code == 0
    book = load_workbook(out, read_only=True)
    assert len(book.sheetnames) == sum(1 for count in counts.values() if count)
    assert "Kiến nghị" in book.sheetnames
    assert sum(1 for _row in book["Kiến nghị"].iter_rows()) == counts["petition"] + 1


@pytest.mark.parametrize("name", ["all.csv", "commune.db"])
def test_everything_goes_into_no_list_and_over_no_store(danvan, commune, tmp_path, name):
    before = (tmp_path / "commune.db").read_bytes()
    refused = danvan("dump", "--out", str(tmp_path / name))
    assert refused.exit_code == 1
    assert len(refused.stderr.splitlines()) == 1
    assert (tmp_path / "commune.db").read_bytes()[:100] == before[:100]
    assert not (tmp_path / "all.csv").exists()
