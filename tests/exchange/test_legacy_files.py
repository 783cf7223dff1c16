"""Crooked lists, made by script/crooked.py to look like those of communes, load right or are refused row by row."""

import contextlib
import json
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_desktop.exchange.errors import TableError
from danvan_desktop.exchange.layout import best_grid, guess_layout, record_rows
from danvan_desktop.exchange.planning import Options, RowOutcome, load_planned, plan_load
from danvan_desktop.exchange.profiles import Target
from danvan_desktop.exchange.rejects import rejects_path, write_rejects
from danvan_desktop.exchange.tables import read_tables
from danvan_desktop.exchange.workbook_files import form_of
from danvan_desktop.localization import Translator
from tests.examples import examples

LEGACY = Path(__file__).parents[1] / "data" / "legacy"
EXPECTED = json.loads((LEGACY / "expected.json").read_text("utf-8"))
READABLE = [name for name, expected in EXPECTED.items() if not expected["refused"]]
SAY = Translator("vi")


def planned(store, name):
    expected = EXPECTED[name]
    kind = store.kinds[expected["kind"]]
    grid = best_grid(read_tables(LEGACY / name, expected["encoding"]), kind)
    layout = guess_layout(grid, kind)
    if layout is None:
        raise TableError("không thấy tiêu đề")
    constants = {Target.parse(field): value for field, value in expected["constants"].items()}
    return plan_load(store, kind, grid, layout, Options(constants), SAY)


def test_there_are_at_least_twenty():
    assert len(EXPECTED) >= 20
    assert {path.name for path in LEGACY.iterdir()} == {*EXPECTED, "expected.json"}


@pytest.mark.parametrize("name", READABLE)
def test_list_loads_right_or_is_refused_row_by_row(store, name):
    expected = EXPECTED[name]
    plan = planned(store, name)
    reasons = {
        str(row.row.number): " ".join(SAY(p.message) for p in row.problems) for row in plan.having(RowOutcome.REJECTED)
    }
    assert set(reasons) == set(expected["rejected"]), reasons
    for row, word in expected["rejected"].items():
        assert word in reasons[row]
    assert [row.number for row in plan.left_out] == expected["left_out"]
    assert plan.count(RowOutcome.SAME) == expected["same"]
    result = load_planned(store, plan)
    assert len(result.uids) == expected["new"]
    first = store.get(result.uids[0])
    assert {name: first.get(name) for name in expected["first"]} == expected["first"]


@pytest.mark.parametrize("name", READABLE)
def test_loading_twice_finds_the_duplicates(store, name):
    load_planned(store, planned(store, name))
    count = store.count(EXPECTED[name]["kind"])
    again = planned(store, name)
    assert again.count(RowOutcome.NEW) == 0
    assert again.count(RowOutcome.SAME) == EXPECTED[name]["new"] + EXPECTED[name]["same"]
    load_planned(store, again)
    assert store.count(EXPECTED[name]["kind"]) == count


@pytest.mark.parametrize("name", [name for name in EXPECTED if EXPECTED[name]["refused"]])
def test_file_that_is_no_list_is_refused_in_words(store, name):
    with pytest.raises(TableError) as refused:
        planned(store, name)
    assert EXPECTED[name]["refused"] in str(refused.value)


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_rejected_rows_go_to_a_file_that_can_be_mended_and_loaded(store, tmp_path, ending):
    plan = planned(store, "17-ngay-thang-du-kieu.xlsx")
    load_planned(store, plan)
    out = rejects_path(tmp_path / f"so-don{ending}")
    assert write_rejects(plan, out, SAY) == 6
    assert rejects_path(tmp_path / f"so-don{ending}") != out
    kind = store.kinds["petition"]
    grid = read_tables(out)[0]
    layout = guess_layout(grid, kind)
    rows, _left_out = record_rows(grid, layout, kind)
    reason = max(grid.rows[0].cells)
    assert [row.cell(reason - 1).text for row in rows] == ["6", "7", "8", "9", "10", "11"]
    assert "28 ngày" in rows[0].cell(reason).text
    assert layout.unused == ()
    again = plan_load(store, kind, grid, layout, Options(), SAY)
    assert again.count(RowOutcome.REJECTED) == 6 - 1


def test_undo_takes_a_loaded_list_back_in_one_step(store, tmp_path):
    before = store.count("petition")
    result = load_planned(store, planned(store, "06-tcvn3.csv"))
    assert store.count("petition") == before + 3
    store.undo(result.save_id)
    assert store.count("petition") == before


def bomb(path, size, name="xl/workbook.xml"):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member:
            for _block in range(size):
                member.write(b" " * 1024 * 1024)


def test_file_that_unpacks_to_too_much_is_refused_unread(tmp_path):
    bomb(tmp_path / "bomb.xlsx", 30)
    with pytest.raises(TableError, match="độc hại"):
        form_of(tmp_path / "bomb.xlsx")


def test_archive_of_too_many_members_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "many.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for number in range(2_001):
            archive.writestr(f"xl/{number}.xml", "")
    with pytest.raises(TableError, match="độc hại"):
        read_tables(tmp_path / "many.xlsx")


def test_entities_of_xml_are_refused(sheet, tmp_path):
    good = sheet(["Số", "Ngày tiếp nhận"], ["1", "12/8/2026"])
    evil = tmp_path / "evil.xlsx"
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(evil, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("sheet1.xml"):
                data = laughs.encode() + data.replace(b"</worksheet>", b"<x>&b;</x></worksheet>")
            target.writestr(name, data)
    with pytest.raises(TableError, match="hỏng"):
        read_tables(evil)


@pytest.mark.parametrize("cut", [0, 3, 100, 1_000, 4_000])
def test_spreadsheet_cut_short_is_refused_in_words(sheet, tmp_path, cut):
    whole = sheet(["Số", "Ngày tiếp nhận"], ["1", "12/8/2026"]).read_bytes()
    path = tmp_path / "cut.xlsx"
    path.write_bytes(whole[:cut])
    with pytest.raises(TableError):
        read_tables(path)


def test_other_archives_are_told_from_spreadsheets(tmp_path):
    with zipfile.ZipFile(tmp_path / "van-ban.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    with pytest.raises(TableError, match="không phải tệp Excel"):
        read_tables(tmp_path / "van-ban.xlsx")


def test_best_sheet_is_the_one_whose_headings_fit(store, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Ghi chép", "linh tinh"])
    other = book.create_sheet("Sổ đơn")
    other.append(["Số", "Ngày tiếp nhận", "Nội dung"])
    book.save(tmp_path / "two.xlsx")
    assert best_grid(read_tables(tmp_path / "two.xlsx"), store.kinds["petition"]).name == "Sổ đơn"


@given(place=st.integers(0, 5_000), byte=st.integers(0, 255))
@settings(max_examples=examples(40))
def test_spreadsheet_with_a_wrong_byte_is_read_or_refused_in_words(place, byte):
    data = bytearray((LEGACY / "12-tieu-de-hai-dong-o-gop.xlsx").read_bytes())
    data[place % len(data)] = byte
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hong.xlsx"
        path.write_bytes(data)
        with contextlib.suppress(TableError):
            assert read_tables(path)[0].rows


def test_sheet_of_countless_merged_cells_is_refused(sheet):
    def merge(page):
        for row in range(1, 600):
            page.merged_cells.add(f"A{row}:ALL{row}")

    with pytest.raises(TableError, match="ô gộp"):
        read_tables(sheet(["Số"], finish=merge))


def test_cancelled_reading_is_no_damage(sheet):
    class Stopped(Exception):
        pass

    def stop():
        raise Stopped

    path = sheet(*([str(number)] for number in range(300)))
    with pytest.raises(Stopped):
        read_tables(path, step=stop)
