"""Workbooks that Excel shows are read, whatever program wrote them and however; what is hidden is told."""

import contextlib
import datetime as dt
import random
import re
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_desktop.exchange.errors import TableError
from danvan_desktop.exchange.number_formats import masked, shows_hours
from danvan_desktop.exchange.planning import RowOutcome
from danvan_desktop.exchange.tables import read_tables
from danvan_desktop.localization import Translator
from tests.examples import examples

WORKBOOKS = Path(__file__).parents[1] / "data" / "workbooks"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def rewritten(path, change, name=lambda n: n):
    """Write a workbook anew with other parts and names."""
    with zipfile.ZipFile(path) as source:
        parts = {info.filename: source.read(info) for info in source.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for part, data in parts.items():
            if (new := change(part, data.decode("utf-8"))) is not None:
                target.writestr(name(part), new)
    return path


def strict(_part, text):
    return text.replace(MAIN, STRICT).replace(RELATIONS, "http://purl.oclc.org/ooxml/officeDocument/relationships")


def styles(pattern, new):
    return lambda part, text: re.sub(pattern, new, text, flags=re.DOTALL) if part.endswith("styles.xml") else text


SLOPPY = {
    "strict": strict,
    "no styles": lambda part, text: None if part.endswith("styles.xml") else text,
    "no fonts": styles("<fonts.*?</fonts>", ""),
    "empty fills": styles("<fills.*?</fills>", "<fills/>"),
    "style without a name": styles(' name="Normal"', ""),
    "wrong colour": styles("<fonts", '<colors><mruColors><color rgb="#F"/></mruColors></colors><fonts'),
    "unknown alignment": styles("<cellXfs", '<x><alignment horizontal="middle"/></x><cellXfs'),
    "wrong properties": lambda part, text: "<x>no" if part.startswith("docProps") else text,
    "no properties": lambda part, text: None if part.startswith("docProps") else text,
    "cells without references": lambda part, text: re.sub(r'(<(?:c|row)) r="[^"]*"', r"\1", text),
}


@pytest.fixture
def workbook(sheet):
    return sheet(["Số đơn", "Ngày nhận", "Họ và tên"], ["01", dt.date(2026, 8, 12), "Vũ Văn Mẫu"])


@pytest.mark.parametrize("change", SLOPPY.values(), ids=list(SLOPPY))
def test_workbook_that_is_not_to_the_letter_is_read(workbook, change):
    (grid,) = read_tables(rewritten(workbook, change))
    assert grid.row(2).cell(1).value == "01"
    assert grid.row(2).cell(3).value == "Vũ Văn Mẫu"


@pytest.mark.parametrize("name", [lambda n: n.replace("/", "\\"), str.upper, lambda n: n.replace("xl/", "XL/")])
def test_parts_are_found_however_their_names_are_written(workbook, name):
    (grid,) = read_tables(rewritten(workbook, lambda _part, text: text, name))
    assert grid.row(2).cell(2).value == dt.date(2026, 8, 12)


def test_fonts_of_old_letters_are_known_in_a_sloppy_workbook(sheet):
    def write(page):
        page["A2"].font = openpyxl.styles.Font(name=".VnTimeH")

    path = sheet(["Họ và tên"], ["nguyÔn v¨n h¶i"], finish=write)
    (grid,) = read_tables(rewritten(path, styles("<fills.*?</fills>", "<fills/>")))
    assert grid.row(2).cell(1).value == "NGUYỄN VĂN HẢI"


def test_old_workbook_is_read_with_fonts_formats_dates_and_what_is_hidden():
    shown, hidden = read_tables(WORKBOOKS / "so-don.xls")
    row = shown.row(2)
    assert [row.cell(c).value for c in (1, 2, 4, 5)] == ["001", dt.date(2026, 8, 12), "Nguyễn Văn A", 912345678]
    assert (shown.hidden, hidden.hidden) == (False, True)
    assert shown.unseen_rows == (3,)


def test_open_document_is_read_with_what_is_hidden():
    (grid,) = read_tables(WORKBOOKS / "an.ods")
    assert [cell.value for cell in grid.row(2).cells.values()] == ["a", "b", "c1", "d"]
    assert (grid.unseen_rows, grid.unseen_columns) == ((3,), (4,))


def test_binary_workbook_is_read():
    (grid,) = read_tables(WORKBOOKS / "nhi-phan.xlsb")
    assert grid.row(2).cell(2).value == 1.5
    assert grid.row(3).cell(2).value == dt.date(2026, 8, 12)


def test_workbook_under_a_password_is_told_so():
    with pytest.raises(TableError, match="mật khẩu"):
        read_tables(WORKBOOKS / "mat-khau.xlsx")


@pytest.mark.parametrize("name", ["so-don.xls", "an.ods", "nhi-phan.xlsb", "mat-khau.xlsx"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_file_cut_short_is_refused_in_words(tmp_path, name, share):
    data = (WORKBOOKS / name).read_bytes()
    path = tmp_path / name
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(TableError):
        read_tables(path)


@given(places=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=4))
@settings(max_examples=examples(40))
@pytest.mark.parametrize("name", ["so-don.xls", "an.ods", "nhi-phan.xlsb"])
def test_workbook_with_wrong_bytes_is_read_or_refused_in_words(name, places):
    data = bytearray((WORKBOOKS / name).read_bytes())
    for place, byte in places:
        data[place % len(data)] = byte
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        with contextlib.suppress(TableError):
            read_tables(path)


def test_content_decides_and_not_the_ending(tmp_path):
    path = tmp_path / "so.csv"
    path.write_bytes((WORKBOOKS / "so-don.xls").read_bytes())
    assert read_tables(path)[0].row(2).cell(4).value == "Nguyễn Văn A"


def test_cell_far_away_is_refused_before_memory_is_taken_for_the_whole_area(sheet):
    path = sheet(["Số"], ["1"], finish=lambda page: page.cell(1_048_576, 16_384, "x"))
    with pytest.raises(TableError, match="nhiều nhất"):
        read_tables(path)


def test_open_document_that_repeats_a_row_without_end_is_refused(tmp_path):
    path = tmp_path / "lap.ods"
    path.write_bytes((WORKBOOKS / "an.ods").read_bytes())
    repeated = '<table:table-row table:number-rows-repeated="900000"'
    rewritten(path, lambda _part, text: text.replace("<table:table-row", repeated, 1))
    with pytest.raises(TableError, match="dòng"):
        read_tables(path)


def test_error_and_formula_that_was_never_computed_are_faults(sheet):
    path = sheet(["Số", "Tên"], ["1", "a"])
    cells = '<c r="A3" t="e"><v>#REF!</v></c><c r="B3"><f>A1</f></c>'
    rewritten(path, lambda part, text: text.replace("</sheetData>", f'<row r="3">{cells}</row></sheetData>'))
    (grid,) = read_tables(path)
    assert "#REF!" in str(grid.row(3).cell(1).fault)
    assert "công thức" in str(grid.row(3).cell(2).fault)


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (7, "000", "007"), (1234, "000", "1234"), (912345678, "0000 000 000", "0912 345 678"), (7, "0", None),
        (7, '"DS-"000', "DS-007"), (7, "0.00", None), (7, "#,##0", None), (1.5, "000", None), (7, "dd/mm/yyyy", None),
    ],
)  # fmt: skip
def test_number_is_read_as_its_format_shows_it(number, form, shown):
    assert masked(number, form) == shown


def test_hours_are_looked_for_outside_of_words_and_languages():
    assert shows_hours("dd/mm/yyyy hh:mm")
    assert not shows_hours('[$-vi-VN]dd "thg" mm')


def hide(page):
    page.row_dimensions[3].hidden = True
    page.column_dimensions["C"].hidden = True


LIST = (
    ["Số đơn", "Ngày nhận", "Số điện thoại", "Nguồn", "Lĩnh vực", "Thôn", "Nội dung", "Thẩm quyền"],
    ["01", "12/08/2026", "0912345678", "Đơn, thư", "Đất đai", "Thôn Đông", "Đường hỏng", "Xã"],
    ["02", "12/08/2026", "0912345679", "Đơn, thư", "Đất đai", "Thôn Đông", "Mương tắc", "Xã"],
)


def test_what_is_hidden_is_not_loaded_unless_it_is_wanted(sheet, plan):
    path = sheet(*LIST, finish=hide)
    seen = plan(path)
    assert [row.draft.values.get("number") for row in seen.having(RowOutcome.NEW)] == ["01"]
    assert "citizen_phone" not in seen.drafts[0].values
    assert plan(path, hidden=True).count(RowOutcome.NEW) == 2
    assert plan(path, hidden=True).drafts[0].values["citizen_phone"] == "0912345678"


def test_a_binary_workbook_that_makes_the_reader_panic_is_told_in_words_alone(tmp_path, capfd):
    told = set()
    source = zipfile.ZipFile(WORKBOOKS / "nhi-phan.xlsb")
    names = [name for name in source.namelist() if name.endswith(".bin")]
    generator = random.Random(5)
    for number in range(60):
        path, victim = tmp_path / f"{number}.xlsb", generator.choice(names)
        with zipfile.ZipFile(path, "w") as target:
            for name in source.namelist():
                data = bytearray(source.read(name))
                if name == victim:
                    for _change in range(3):
                        data[generator.randrange(len(data))] = generator.randrange(256)
                target.writestr(name, bytes(data))
        try:
            read_tables(path)
        except TableError as error:
            told.add(Translator("vi")(error.message).replace(path.name, ""))
    assert told
    assert not [words for words in told if "\n" in words]
    assert capfd.readouterr().err == ""


HEADS = ["Số", "Ngày nhận", "Họ tên", "Điện thoại", "Thôn", "Nội dung"]
LINE = ["1/2026", "12/08/2026", "Nguyễn Văn Mẫu", "0912345678", "Thôn Đông", "Mương tắc"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("danh-sach.csv", b"%PDF-1.4\n%\xe2\xe3", "tệp PDF"),
        ("danh-sach.xls", rb"{\rtf1\ansi Danh sach}", "Word"),
        ("danh-sach.xlsx", b"\xff\xd8\xff\xe0JFIF", "ảnh"),
        ("danh-sach.xlsx", b"7z\xbc\xaf\x27\x1c", "tệp nén"),
        ("danh-sach.xlsx", b"\x1f\x8b\x08", "tệp nén"),
        ("danh-sach.xls", b"<?xml version='1.0'?><Workbook/>", "XML"),
        ("~$danh-sach.xlsx", b"\x05Nguyen" + b" " * 100, "tệp tạm"),
        ("danh-sach.xlsx", b"", "không có dòng nào"),
    ],
)
def test_what_is_no_list_is_told_by_what_it_is(tmp_path, name, data, words):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(TableError) as told:
        read_tables(tmp_path / name)
    assert words in Translator("vi")(told.value.message)


def test_too_many_columns_are_told_as_columns(sheet):
    with pytest.raises(TableError) as told:
        read_tables(sheet([*HEADS, *(f"c{number}" for number in range(300))]))
    assert "256 cột" in Translator("vi")(told.value.message)


def test_dimension_tag_that_names_the_whole_sheet_is_not_believed(sheet, plan):
    path = rewritten(
        sheet(HEADS, LINE),
        lambda part, text: (
            re.sub('<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048576"', text) if "sheet1" in part else text
        ),
    )
    assert plan(path).count(RowOutcome.NEW) == 1


def test_protected_sheet_and_styled_empty_cells_are_no_hindrance(sheet, plan):
    def protect(page):
        page.protection.sheet = True
        page.protection.password = "x"
        page.cell(1048576, 1).number_format = "0.00"

    assert plan(sheet(HEADS, LINE, finish=protect)).count(RowOutcome.NEW) == 1


def test_titles_of_villages_and_sums_within_a_list_that_has_a_column_of_villages_are_no_records(sheet, plan):
    planned = plan(
        sheet(
            HEADS,
            ["I", "Thôn Đông"],
            LINE,
            ["Cộng thôn Đông", None, None, None, None, "1 đơn"],
            ["II. THÔN HẠ (1 đơn)"],
            ["2/2026", "13/08/2026", "Trần Thị Bình", "", "Thôn Hạ", "Đường hỏng"],
            ["TỔNG CỘNG (I+II)", None, None, None, None, 2],
        )
    )
    assert (planned.count(RowOutcome.NEW), planned.count(RowOutcome.REJECTED)) == (2, 0)
    assert [row.number for row in planned.left_out] == [2, 4, 5, 7]


def test_titles_of_villages_give_theirs_without_what_stands_in_brackets(sheet, plan, store):
    heads, line = [HEADS[place] for place in (0, 1, 2, 3, 5)], [LINE[place] for place in (0, 1, 2, 3, 5)]
    planned = plan(sheet(heads, ["THÔN HẠ (1 đơn)"], line))
    assert [store.title(row.draft.values["unit"]) for row in planned.rows] == ["Thôn Hạ"]


def test_list_of_villages_keeps_those_of_which_only_the_name_is_known(sheet, plan):
    heads = ["Tên thôn", "Mã", "Loại", "Trực thuộc", "Số hộ", "Trưởng thôn"]
    planned = plan(sheet(heads, ["Thôn Tây", "DS-07", "Thôn", "DS", 9, "A B"], ["Thôn Nam", None, None, None]), "unit")
    assert len(planned.rows) + len(planned.left_out) == 2
    assert planned.rows[0].outcome is RowOutcome.NEW


@pytest.mark.parametrize("written", ["Thôn Đông, xã Đông Sơn", "thôn đông,  Xã Đông Sơn", "Đông", "DS-01"])
def test_village_is_known_as_people_write_it(sheet, plan, store, written):
    (row,) = plan(sheet(HEADS, [*LINE[:4], written, LINE[5]])).rows
    assert store.title(row.draft.values["unit"]) == "Thôn Đông"


def test_village_of_another_commune_is_none_of_ours(sheet, plan):
    (row,) = plan(sheet(HEADS, [*LINE[:4], "Thôn Đông, xã Khác", LINE[5]])).rows
    assert row.outcome is RowOutcome.REJECTED


@pytest.mark.parametrize(
    "written", ["'12/08/2026", "Thứ tư, 12/08/2026", "thứ 4 ngày 12/8/2026", "T4 12-8-2026", "Chủ nhật 12/08/2026"]
)
def test_date_is_read_with_what_people_put_before_it(sheet, plan, written):
    (row,) = plan(sheet(HEADS, [LINE[0], written, *LINE[2:]])).rows
    assert row.draft.values["received_on"] == "2026-08-12"


def test_date_that_cannot_be_read_is_told_as_it_was_written(sheet, plan):
    (row,) = plan(sheet(HEADS, [LINE[0], "mười lăm tháng tám năm 2026", *LINE[2:]])).rows
    assert "mười lăm tháng tám" in Translator("vi")(row.problems[0].message)


def test_telephone_that_another_program_wrote_as_a_decimal_is_a_telephone(sheet, plan):
    (row,) = plan(sheet(HEADS, [*LINE[:3], "912345678.0", *LINE[4:]])).rows
    assert row.draft.values["citizen_phone"] == "0912345678"


def test_meetings_are_known_by_the_headings_that_offices_use(sheet, plan):
    heads = ["Tên cuộc họp", "Thời gian", "Địa điểm", "Chủ trì", "Thư ký", "Thôn", "Tổng hộ", "Hộ dự"]
    when = ["19h30 ngày 12/8/2026", "12/08/2026 19h30", dt.datetime(2026, 8, 12, 19, 30)]
    rows = [
        [f"Họp {n}", one, "NVH", "Nguyễn Văn An", "Trần Thị Bình", "Thôn Đông", 90, 80] for n, one in enumerate(when)
    ]
    planned = plan(sheet(heads, *rows), "meeting")
    assert {row.draft.values["starts_at"] for row in planned.rows if row.draft} == {"2026-08-12T19:30"}
    assert len(planned.having(RowOutcome.NEW)) == 3


def test_text_that_many_cells_share_is_refused_before_memory_is_taken_for_each(sheet):
    path = sheet(["Số"], ["1"])
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 10_001))
    rewritten(path, lambda part, text: re.sub("<sheetData>.*</sheetData>", f"<sheetData>{cells}</sheetData>", text))
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}"><si><t>{"a" * 30_000}</t></si></sst>')
    with pytest.raises(TableError, match="quá nhiều chữ"):
        read_tables(path)


@pytest.mark.parametrize(
    "cell",
    [
        '<text:p>a<text:s text:c="2000000000"/></text:p>',
        f"<text:p>{'a' * 30_000}</text:p>",
    ],
)
def test_open_document_that_repeats_blanks_or_a_long_text_without_end_is_refused(tmp_path, cell):
    path = tmp_path / "lap.ods"
    path.write_bytes((WORKBOOKS / "an.ods").read_bytes())
    row = '<table:table-row table:number-rows-repeated="90"><table:table-cell table:number-columns-repeated="30"'
    added = f'{row} office:value-type="string">{cell}</table:table-cell></table:table-row><table:table-row'
    rewritten(path, lambda _part, text: text.replace("<table:table-row", added, 1))
    with pytest.raises(TableError, match="quá nhiều chữ"):
        read_tables(path)


@pytest.mark.parametrize("name", ["so-don.xls", "an.ods", "nhi-phan.xlsb"])
def test_all_text_of_every_form_counts(monkeypatch, name):
    texts = [cell.value for grid in read_tables(WORKBOOKS / name) for row in grid.rows for cell in row.cells.values()]
    total = sum(len(text) for text in texts if isinstance(text, str))
    monkeypatch.setattr("danvan_desktop.exchange.raw_sheet.LARGEST_TEXT", total * 2)
    read_tables(WORKBOOKS / name)
    monkeypatch.setattr("danvan_desktop.exchange.raw_sheet.LARGEST_TEXT", total // 2)
    with pytest.raises(TableError, match="quá nhiều chữ"):
        read_tables(WORKBOOKS / name)
