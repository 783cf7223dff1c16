import csv
import json
import sys

import openpyxl
import pytest

HEADS = ["Số đơn", "Ngày nhận", "Người kiến nghị", "Nội dung kiến nghị", "Mức độ"]
GOOD = ["001/2026", "12/8/2026", "Nguyễn Văn Hùng", "Mương bị tắc", "gấp"]
BAD = ["002/2026", "31/2/2026", "Trần Thị Thủy", "Đường hỏng", ""]


@pytest.fixture
def register(tmp_path):
    """Write a petition register of these rows; returns its path as text."""

    def write(*rows, name="so-don.csv"):
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADS, *rows])
        return str(path)

    return write


def load(danvan, path, *options):
    return danvan("load", path, "--kind", "petition", "--set", "unit=DS", *options)


def count(danvan):
    return len(json.loads(danvan("list", "petition", "--json").stdout))


def refused(result, *words):
    assert result.exit_code == 1, result.output
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    for word in words:
        assert word in result.stderr
    return True


def test_good_list_is_loaded_and_unused_columns_are_told(danvan, commune, register):
    result = load(danvan, register(GOOD))
    assert result.exit_code == 0, result.stderr
    assert "1 dòng mới" in result.stdout
    assert "Cột không nhập: Mức độ" in result.stderr
    assert count(danvan) == 1


def test_one_bad_row_loads_nothing_and_goes_to_a_file(danvan, commune, register, tmp_path):
    assert refused(load(danvan, register(GOOD, BAD)), "1 trên 2 dòng", "so-don-dong-loi.csv", "--skip-bad")
    assert count(danvan) == 0
    with (tmp_path / "so-don-dong-loi.csv").open(encoding="utf-8-sig", newline="") as file:
        heads, row = csv.reader(file)
    assert heads[-2:] == ["Dòng", "Lý do không nhập được"]
    assert row[0] == "002/2026"
    assert row[-2] == "3"
    assert "28 ngày" in row[-1]


def test_good_rows_are_loaded_when_the_officer_agrees(danvan, commune, register, tmp_path):
    out = tmp_path / "loi.csv"
    result = load(danvan, register(GOOD, BAD), "--skip-bad", "--rejected", str(out), "--json")
    told = json.loads(result.stdout)
    assert (told["new"], told["rejected"]) == (1, 1)
    assert told["rejected_file"] == str(out)
    (rejected,) = [entry for entry in told["problems"] if entry["rejected"]]
    assert rejected["row"] == 3
    assert rejected["problems"][0]["field"] == "received_on"
    assert out.exists()
    assert count(danvan) == 1
    assert len(told["uids"]) == 1


def test_dry_run_writes_nothing(danvan, commune, register, tmp_path):
    result = load(danvan, register(GOOD, BAD), "--dry-run")
    assert result.exit_code == 0
    assert "1 dòng mới" in result.stdout
    assert "Dòng 3" in result.stderr
    assert count(danvan) == 0
    assert list(tmp_path.glob("*dong-loi*")) == []


def test_loading_twice_adds_nothing(danvan, commune, register):
    path = register(GOOD)
    load(danvan, path)
    assert "1 dòng đã có" in load(danvan, path).stdout
    assert count(danvan) == 1


def test_changed_rows_need_update(danvan, commune, register):
    load(danvan, register(GOOD))
    path = register([*GOOD[:3], "Mương đã thông", ""], name="moi.csv")
    assert refused(load(danvan, path), "1 trên 1")
    assert "1 dòng cập nhật" in load(danvan, path, "--update").stdout
    assert json.loads(danvan("list", "petition", "--json").stdout)[0]["content"] == "Mương đã thông"


@pytest.mark.parametrize("how", ["heading", "letter", "file"])
def test_columns_are_mapped_by_hand(danvan, commune, register, tmp_path, how):
    mapping = {"heading": "Mức độ=request", "letter": "E=request", "file": str(tmp_path / "map.json")}[how]
    (tmp_path / "map.json").write_text('{"Mức độ": "request"}', "utf-8")
    result = load(danvan, register(GOOD), "--map", mapping, "--json")
    assert json.loads(result.stdout)["columns"]["E"] == "request"
    assert json.loads(danvan("list", "petition", "--json").stdout)[0]["request"] == "gấp"


def test_empty_mapping_leaves_a_column_out(danvan, commune, register):
    load(danvan, register(GOOD), "--map", "Người kiến nghị=")
    assert "citizen_name" not in json.loads(danvan("list", "petition", "--json").stdout)[0]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--map", "Không có=content"], ["Không có", "Số đơn"]),
        (["--map", "Số đơn=mau"], ["mau", "number"]),
        (["--map", "Số đơn"], ["CỘT=TRƯỜNG"]),
        (["--map", "khong-co.json"], ["khong-co.json"]),
        (["--set", "mau=x"], ["mau"]),
        (["--sheet", "Trang 9"], ["Trang 9", "so-don"]),
        (["--encoding", "ascii"], ["ascii"]),
        (["--encoding", "klingon"], ["klingon"]),
        (["--map", "Nội dung kiến nghị="], ["Nội dung"]),
    ],
)
def test_wrong_options_are_told_in_one_line(danvan, commune, register, options, words):
    assert refused(load(danvan, register(GOOD), *options), *words)
    assert count(danvan) == 0


def test_unknown_encoding_is_refused_though_the_file_tells_its_own(danvan, commune, tmp_path):
    path = tmp_path / "so.csv"
    path.write_bytes("Số,Nội dung\r\n1,Mương tắc\r\n".encode("utf-8-sig"))
    assert refused(load(danvan, str(path), "--encoding", "klingon"), "klingon", "tcvn3")


def test_missing_file_is_named(danvan, commune):
    assert refused(load(danvan, "khong-co.xlsx"), "khong-co.xlsx")


def test_named_encoding_is_used(danvan, commune, tmp_path):
    path = tmp_path / "tcvn3.csv"
    path.write_bytes("Sè,Ngµy tiÕp nhËn,Néi dung\r\n1,12/8/2026,M\xadƠng t¾c\r\n".replace("Ơ", "¬").encode("latin-1"))
    told = json.loads(load(danvan, str(path), "--encoding", "tcvn3", "--json").stdout)
    assert told["encoding"] == "tcvn3"
    assert json.loads(danvan("list", "petition", "--json").stdout)[0]["content"] == "Mương tắc"


def test_dump_writes_a_sheet_and_tells_its_path(danvan, commune, register, tmp_path):
    load(danvan, register(GOOD))
    out = tmp_path / "ra.xlsx"
    result = danvan("dump", "--kind", "petition", "--out", str(out))
    assert result.stdout.strip() == str(out)
    assert "dữ liệu cá nhân" in result.stderr
    assert openpyxl.load_workbook(out).active["A2"].value == "001/2026"
    assert json.loads(danvan("dump", "--kind", "petition", "--out", str(out), "--json").stdout)["records"] == 1


def test_dump_as_parquet_without_its_package_is_told_in_one_line(danvan, commune, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert refused(danvan("dump", "--kind", "unit", "--out", str(tmp_path / "a.parquet")), "pyarrow")


@pytest.mark.parametrize(("name", "word"), [("a.ods", ".xlsx"), ("khong/co/a.xlsx", "a.xlsx")])
def test_dump_that_cannot_be_is_told_in_one_line(danvan, commune, tmp_path, name, word):
    assert refused(danvan("dump", "--kind", "unit", "--out", str(tmp_path / name)), word)


def test_column_is_judged_as_a_whole_and_the_answer_given_by_option(danvan, commune, register):
    rows = [
        [f"{n:03d}", day, "", "Mương bị tắc", ""] for n, day in enumerate(("03/05/2026", "03/25/2026", "28/07/2026"))
    ]
    asked = load(danvan, register(*rows), "--dry-run")
    assert '--accept "Ngày nhận=month-first"' in asked.stderr
    assert "2 dòng lỗi" in asked.stdout
    agreed = load(danvan, register(*rows), "--accept", "Ngày nhận=month-first", "--json")
    told = json.loads(agreed.stdout)
    assert (told["new"], told["repairs"][0]["repair"]) == (3, "month-first")
    days = {p["number"]: p["received_on"] for p in json.loads(danvan("list", "petition", "--json").stdout)}
    assert days["000"] == "2026-03-05"


def test_list_that_is_wholly_hidden_is_told_so(danvan, commune, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Ghi chép"])
    page = book.create_sheet("Sổ đơn")
    for row in (HEADS, GOOD):
        page.append(row)
    page.row_dimensions[2].hidden = True
    page.sheet_state = "hidden"
    book.save(tmp_path / "so.xlsx")
    path = str(tmp_path / "so.xlsx")
    assert refused(load(danvan, path), "“Sổ đơn”", "--sheet")
    assert refused(load(danvan, path, "--sheet", "Sổ đơn"), "đang ẩn")
    page.row_dimensions[2].hidden = False
    page.column_dimensions["D"].hidden = True
    book.save(path)
    assert refused(load(danvan, path, "--sheet", "Sổ đơn"), "1 cột đang ẩn")


def test_what_is_filled_in_is_told(danvan, commune, register):
    told = json.loads(load(danvan, register(GOOD), "--dry-run", "--json").stdout)["notes"]
    assert any("Hạn" in note and "(1)" in note for note in told), told


def test_repair_that_is_refused_leaves_the_column_as_written(danvan, commune, register):
    result = load(danvan, register(["01", "03/05/2026", "", "a", ""]), "--refuse", "B=month-first", "--json")
    assert json.loads(result.stdout)["new"] == 1
    assert refused(load(danvan, register(GOOD), "--refuse", "Ngày nhận=no-such"), "month-first", "phone-zero")


def test_what_is_hidden_and_the_other_sheets_are_told(danvan, commune, tmp_path):
    book = openpyxl.Workbook()
    for row in (HEADS, GOOD, ["002/2026", *GOOD[1:]]):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    book.create_sheet("Tháng 9").append(HEADS)
    book.save(tmp_path / "so.xlsx")
    result = load(danvan, str(tmp_path / "so.xlsx"), "--dry-run")
    assert "Tháng 9" in result.stderr
    assert "Không đọc 1 dòng đang ẩn" in result.stderr
    assert "1 dòng mới" in result.stdout
    assert "2 dòng mới" in load(danvan, str(tmp_path / "so.xlsx"), "--dry-run", "--hidden").stdout


def test_several_sheets_are_loaded_where_they_are_named(danvan, commune, register, tmp_path):
    book = openpyxl.Workbook()
    for name in ("Tháng 7", "Tháng 8", "Tháng 9"):
        page = book.create_sheet(name)
        page.append(HEADS)
        page.append([f"00{name[-1]}/2026", *GOOD[1:]])
    book.remove(book.active)
    path = tmp_path / "so.xlsx"
    book.save(path)
    told = json.loads(load(danvan, str(path), "--dry-run", "--json", "--sheet", "Tháng 7", "--sheet", "Tháng 9").stdout)
    assert (told["new"], told["sheet"]) == (2, "Tháng 7, Tháng 9")
    assert "Tháng 8" in " ".join(told["notes"])
    assert json.loads(load(danvan, str(path), "--dry-run", "--json", "--sheet", "*").stdout)["new"] == 3


def test_what_a_list_lacks_is_named_as_the_options_take_it(danvan, commune, tmp_path):
    path = tmp_path / "hop.csv"
    path.write_text(
        "Thôn,Ngày họp,Nội dung,Địa điểm,Chủ trì\nThôn Đông,12/8/2026,Bàn việc,Nhà văn hóa,Vũ Văn Mẫu\n", "utf-8"
    )
    assert refused(danvan("load", str(path), "--kind", "meeting"), "Thư ký", '--set "secretary=GIÁ TRỊ"', "--map")
    told = danvan("load", str(path), "--kind", "meeting", "--set", "Thư ký=Lê Thị Lan", "--dry-run")
    assert "--set starts_at.time=19h30" in told.stderr
    given = ["--set", "secretary=Lê Thị Lan", "--set", "starts_at.time=19h30", "--dry-run"]
    result = danvan("load", str(path), "--kind", "meeting", *given)
    assert "starts_at.time" not in result.stderr
    assert "giờ" not in result.stderr.partition("Dòng 2")[2]
