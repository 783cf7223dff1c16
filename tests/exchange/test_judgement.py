"""A column is judged as a whole: mended where it proves what is meant, asked where it leaves it open."""

import csv
import datetime as dt

import pytest

from danvan_desktop.exchange.date_texts import plain_date
from danvan_desktop.exchange.errors import TableError
from danvan_desktop.exchange.judgement import Repair
from danvan_desktop.exchange.planning import RowOutcome
from danvan_desktop.exchange.profiles import Target
from danvan_desktop.exchange.rejects import reasons
from danvan_desktop.exchange.tables import read_tables
from danvan_desktop.exchange.unseen import filled_note
from danvan_desktop.localization import Translator

SAY = Translator("vi")
HEADS = ["Số đơn", "Ngày nhận", "Họ và tên", "Số điện thoại", "Nguồn", "Lĩnh vực", "Thôn", "Nội dung", "Thẩm quyền"]


def line(number, day="12/08/2026", name="Vũ Văn Mẫu", phone="0912345678", unit="Thôn Đông"):
    return [number, day, name, phone, "Đơn, thư", "Đất đai", unit, "Đường hỏng", "Xã"]


@pytest.fixture
def days(sheet, plan):
    """Plan a list of these days; give what is kept by number, and the plan."""

    def make(*values, **options):
        path = sheet(HEADS, *(line(f"{n:02d}", value) for n, value in enumerate(values, 1)))
        planned = plan(path, **options)
        return [row.draft and row.draft.values["received_on"] for row in planned.rows], planned

    return make


def test_column_that_proves_the_month_first_is_read_so_and_told(days):
    kept, plan = days("03/05/2026", "03/25/2026", "07/28/26")
    assert kept == ["2026-03-05", "2026-03-25", "2026-07-28"]
    (repair,) = plan.repairs
    assert (repair.repair, repair.sure, len(repair.cells)) == (Repair.MONTH_FIRST, True, 3)
    assert "03/05/2026 → 05/03/2026" in SAY(repair.words)


def test_officer_may_say_no(days):
    kept, _plan = days("03/05/2026", "03/25/2026", answers={(2, Repair.MONTH_FIRST): False})
    assert kept == ["2026-05-03", None]


def test_column_of_both_orders_is_asked_about(days):
    values = ("03/05/2026", "03/25/2026", "28/07/2026", "04/04/2026")
    kept, plan = days(*values)
    assert kept == [None, None, "2026-07-28", "2026-04-04"]
    assert "ngày hay tháng" in reasons(plan.rows[0], plan.kind, SAY)
    assert days(*values, answers={(2, Repair.MONTH_FIRST): True})[0][0] == "2026-03-05"
    assert days(*values, answers={(2, Repair.MONTH_FIRST): False})[0][0] == "2026-05-03"


SWAPPED = (dt.date(2026, 5, 3), dt.date(2026, 7, 4), dt.date(2026, 1, 8), "25/03/2026", "28/07/2026", "13/02/2026")


def test_days_that_excel_swapped_are_swapped_back_where_the_column_proves_it(days):
    kept, plan = days(*SWAPPED)
    assert kept == ["2026-03-05", "2026-04-07", "2026-08-01", "2026-03-25", "2026-07-28", "2026-02-13"]
    assert [(r.repair, r.sure) for r in plan.repairs] == [(Repair.SWAPPED_DATES, True)]
    assert days(*SWAPPED, answers={(2, Repair.SWAPPED_DATES): False})[0][0] == "2026-05-03"


def test_days_that_excel_may_have_swapped_are_asked_about(days):
    kept, plan = days(*SWAPPED[1:5])
    assert kept == [None, None, "2026-03-25", "2026-07-28"]
    assert not plan.repairs[0].sure


def test_days_that_excel_cannot_have_swapped_are_left(days):
    kept, plan = days(dt.date(2026, 5, 3), dt.date(2026, 5, 14), "25/03/2026", "28/07/2026")
    assert kept[:2] == ["2026-05-03", "2026-05-14"]
    assert plan.repairs == ()


def test_days_that_fit_as_they_stand_among_days_of_a_long_time_are_asked_about(days):
    real = (dt.date(2026, 5, 8), dt.date(2026, 3, 5), dt.date(2026, 8, 9))
    kept, plan = days("13/02/2026", "25/03/2026", "28/07/2026", *real)
    assert kept[3:] == [None, None, None]
    assert [repair.sure for repair in plan.repairs] == [False]


def test_days_that_fit_the_others_as_they_stand_are_left(days):
    kept, plan = days(dt.date(2026, 8, 12), dt.date(2026, 8, 10), "13/08/2026", "14/08/2026", "25/08/2026")
    assert kept[0] == "2026-08-12"
    assert plan.repairs == ()


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-08-12 00:00:00", "2026-08-12"), ("12/08/2026 14:30:00", "12/08/2026"), ("12/8/2026 7:30", "12/8/2026"),
        ("2026-08-12T07:30:00.000+07:00", "2026-08-12"), ("2026-08-12T20:00:00Z", "2026-08-13"),
        ("12-Aug-2026", "12/8/2026"), ("Aug 12, 2026", "12/8/2026"), ("12-thg 8-26", "12/8/26"),
        ("12 Thg 8 2026", "12/8/2026"), ("ngày 12 tháng tám năm 2026", "ngay 12 thang 8 nam 2026"),
        ("0000-00-00", ""), ("00/00/0000", ""), ("00/01/1900", ""), ("0000-00-00 00:00:00", ""),
        ("ngày 12 tháng 8 năm 2026", "ngày 12 tháng 8 năm 2026"), ("31/2/2026", "31/2/2026"), ("chưa rõ", "chưa rõ"),
    ],
)  # fmt: skip
def test_date_is_read_as_other_programs_write_it(written, day):
    assert plain_date(written) == day


def test_year_of_1904_is_read_by_its_own_days(sheet):
    def write(page):
        page.parent.epoch = dt.datetime(1904, 1, 1)

    path = sheet(["Số", "Ngày"], ["1", dt.date(2026, 8, 12)], finish=write)
    assert read_tables(path)[0].row(2).cell(2).value == dt.date(2026, 8, 12)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (912345678, "0912345678"), ("912345678", "0912345678"),
        (2438251234, "02438251234"), ("0912345678", "0912345678"),
        ("912.345.678", "0912.345.678"), ("9.12345678E+08", "0912345678"), ("+84912345678", "+84912345678"),
        ("38251234", "38251234"),
    ],
)  # fmt: skip
def test_telephone_gets_back_the_zero_that_it_lost(sheet, plan, written, kept):
    planned = plan(sheet(HEADS, line("01", phone=written)))
    assert planned.drafts[0].values["citizen_phone"] == kept
    assert bool(planned.repairs) == (str(written) != kept)


def test_number_written_short_that_lost_digits_is_refused(sheet, plan):
    planned = plan(sheet(HEADS, line("01", phone="9.12346E+08")))
    assert planned.count(RowOutcome.REJECTED) == 1
    assert "rút gọn" in reasons(planned.rows[0], planned.kind, SAY)


def test_letters_that_look_like_d_are_mended_and_told(sheet, plan):
    planned = plan(sheet(HEADS, line("01", name="Ðặng Văn Ðức", unit="Thôn Ðông")))
    assert planned.drafts[0].values["citizen_name"] == "Đặng Văn Đức"
    assert {repair.repair for repair in planned.repairs} == {Repair.LETTER_D}
    kept = plan(sheet(HEADS, line("01", name="Ðặng")), answers={(3, Repair.LETTER_D): False})
    assert kept.drafts[0].values["citizen_name"] == "Ðặng"


def test_letters_lost_as_question_marks_are_not_loaded_unasked(sheet, plan):
    path = sheet(HEADS, line("01", name="Nguy?n V?n M?u"), line("02", name="Vũ Văn Mẫu"))
    planned = plan(path)
    assert [row.outcome for row in planned.rows] == [RowOutcome.REJECTED, RowOutcome.NEW]
    assert "tệp gốc" in SAY(planned.repairs[0].words)
    assert plan(path, answers={(3, Repair.LOST_LETTERS): True}).count(RowOutcome.NEW) == 2


@pytest.mark.parametrize(
    "heads",
    [["Họ đệm", "Tên"], ["Họ và tên đệm", "Tên"], ["Họ và tên", None], ["Họ và chữ lót", "Tên gọi"]],
)
def test_name_in_two_columns_is_one_name(sheet, plan, heads):
    path = sheet([*heads, "Chức vụ", "Thôn"], ["Vũ Văn", "Mẫu", "Trưởng thôn", "Thôn Đông"])
    assert plan(path, "officer").drafts[0].values["full_name"] == "Vũ Văn Mẫu"


@pytest.mark.parametrize("heads", [["Họ", "Đệm", "Tên"], ["Họ và tên", None, None]])
def test_name_in_three_columns_is_one_name(sheet, plan, heads):
    def merge(page):
        if heads[1] is None:
            page.merge_cells("A1:C1")

    path = sheet([*heads, "Chức vụ", "Thôn"], ["Vũ", "Văn", "Mẫu", "Trưởng thôn", "Thôn Đông"], finish=merge)
    assert plan(path, "officer").drafts[0].values["full_name"] == "Vũ Văn Mẫu"


def test_title_rows_give_their_village_to_the_rows_below(sheet, plan, store):
    bare = [[cell for n, cell in enumerate(row) if n != 6] for row in (HEADS, line("01"), line("02"), line("03"))]
    rows = (bare[0], ["I. THÔN ĐÔNG"], bare[1], ["2) Thôn Hạ:", None, 7], bare[2], bare[3], ["Tổng cộng", 3])
    planned = plan(sheet(*rows))
    codes = [store.get(draft.values["unit"]).text("code") for draft in planned.drafts]
    assert codes == ["DS-01", "DS-02", "DS-02"]
    assert [row.number for row in planned.left_out] == [2, 4, 7]


def test_place_and_day_below_a_list_are_no_record_and_no_village(sheet, plan):
    bare = [[cell for n, cell in enumerate(row) if n != 6] for row in (HEADS, line("01"))]
    planned = plan(sheet(bare[0], ["I", "Thôn Đông"], bare[1], [None, "Thôn Hạ, ngày 12 tháng 8 năm 2026"]))
    assert [row.outcome for row in planned.rows] == [RowOutcome.NEW]


def test_cell_mended_in_place_is_judged_anew(days):
    kept, plan = days("12/08/2026", "31/02/2026", mended={(3, 2): "28/2/2026"})
    assert kept == ["2026-08-12", "2026-02-28"]
    assert plan.rows[1].row.cell(2).value == "28/2/2026"


def with_third_cell(path, text):
    """Write a list of three rows whose second has this text, as it stands, for a name."""
    second = ",".join(line("02")[:2]) + f",{text},x,y,z,t,u,v"
    rows = [",".join(HEADS), ",".join(line("01")), second, ",".join(line("03"))]
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("bad", ['"Đường hỏng', '"a"b'])
def test_lone_quotation_mark_is_noticed(tmp_path, bad):
    with pytest.raises(TableError, match="dấu nháy"):
        read_tables(with_third_cell(tmp_path / "so.csv", bad))


def test_lone_quotation_mark_does_not_hide_the_separator(tmp_path):
    path = tmp_path / "so.csv"
    rows = [HEADS, line("01", name='"Vũ Văn Mẫu'), line("02")]
    path.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    with pytest.raises(TableError, match="dấu nháy"):
        read_tables(path)


def test_quotation_marks_within_a_cell_are_text(tmp_path):
    rows = read_tables(with_third_cell(tmp_path / "so.csv", 'Vũ "Tư" Mẫu "'))[0].rows
    assert [row.cell(3).value for row in rows][2] == 'Vũ "Tư" Mẫu "'
    assert len(rows) == 4


def test_quotation_mark_that_closes_rows_later_is_noticed(tmp_path):
    path = tmp_path / "so.csv"
    rows = [line("01"), ["02", '"Mở ngoặc', *line("02")[2:]], line("03"), ["04", 'đóng"', *line("04")[2:]]]
    path.write_text("\n".join(",".join(row) for row in (HEADS, *rows)), encoding="utf-8")
    with pytest.raises(TableError, match="dấu nháy"):
        read_tables(path)


def test_cell_of_several_lines_is_no_swallowed_row(tmp_path):
    path = tmp_path / "so.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADS, line("01", name="Vũ Văn Mẫu,\nvợ là Lê Thị Thử, con là Vũ Ví")])
    assert len(read_tables(path)[0].rows) == 2


def test_people_who_are_called_like_sums_and_villages_are_people(load, sheet, store):
    names = ["Tống Văn An", "Bàn Văn Hùng", "Tô Thị Lý", "Công Bình"]
    rows = [[f"{place}.", name, place] for place, name in enumerate(names, 1)]
    load(sheet(["TT", "Họ và tên chủ hộ", "Số khẩu"], ["I", "Thôn Đông", 4], *rows, ["", "Tổng cộng", 10]), "household")
    found = {record.text("head"): (record.get("order"), record.get("unit")) for record in store.find("household")}
    village = next(unit.uid for unit in store.find("unit") if unit.text("name") == "Thôn Đông")
    assert found == {name: (place, village) for place, name in enumerate(names, 1)}


def test_a_name_in_the_first_column_is_no_sum(load, sheet, store):
    path = sheet(["Chủ hộ", "Số khẩu"], ["Tống Văn An", 4], ["Tổng số hộ", 1], ["Cộng:", 4])
    load(path, "household", constants={Target("unit"): "Thôn Đông"})
    assert [record.text("head") for record in store.find("household")] == ["Tống Văn An"]


def test_the_usual_choice_of_what_a_list_does_not_say_is_told(plan, sheet):
    made = plan(
        sheet(["Ngày ghi nhận", "Thôn", "Nội dung"], ["12/08/2026", "Thôn Đông", "Lo giá lúa"]), "situation_entry"
    )
    told = SAY(filled_note(made, SAY))
    assert "Mức độ: " in told
    assert "Loại tin: " in told
