"""What is dumped and loaded into a fresh store is the same content."""

import csv
import datetime as dt
import errno
import os
import stat
import tempfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_desktop.cli.values import shown
from danvan_desktop.domain.fields import FieldType
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.exchange.dumping import _value, table_of_kind, write_table
from danvan_desktop.exchange.errors import TableError
from danvan_desktop.exchange.escaping import escaped, unescaped
from danvan_desktop.exchange.grid import OWN_HEADING
from danvan_desktop.exchange.layout import guess_layout
from danvan_desktop.exchange.outgoing import Column, Table
from danvan_desktop.exchange.planning import Options, RowOutcome, load_planned, plan_load
from danvan_desktop.exchange.profiles import RECORD_UID, Target, heading_key, profile_of, targets_of
from danvan_desktop.exchange.tables import read_tables
from danvan_desktop.localization import Translator
from danvan_desktop.reports.output import replacing
from danvan_desktop.store import Store
from tests.examples import examples
from tests.uids import new_uid

_DAYS_AND_TIMES = (FieldType.DATE, FieldType.TIME, FieldType.DATETIME)
SAY = Translator("vi")

VALUES = {
    "petition": [
        {
            "number": "001/2026",
            "received_on": "2026-08-13",
            "content": "Mương bị tắc\n- đoạn qua nhà văn hóa",
            "citizen_name": "Nguyễn Văn Hùng",
            "citizen_phone": "0912345678",
            "group_size": 12,
            "satisfied": None,
            "nature": None,
            "field": "land",
            "complicated": True,
        },
        {"number": "=1+1", "received_on": "1950-01-01", "content": '\'=HYPERLINK("http://x")', "request": "@SUM(A1)"},
        {"number": "12/8", "received_on": "2026-08-14", "content": "+84 912\t345", "complicated": None},
        {"number": "007", "received_on": "2026-08-15", "content": '_x0041_ a;b,c "d"', "reply": "-"},
    ],
    "meeting": [
        {
            "subject": "Bàn làm đường",
            "starts_at": "2026-08-12T19:30",
            "ends_at": "2026-08-12T21:59",
            "place": "Nhà văn hóa",
            "chair": "An",
            "secretary": "Bình",
            "households_total": 1200,
            "households_present": 1000,
            "state": "signed",
        }
    ],
    "dialogue": [
        {
            "topic": "Đất đai",
            "led_by": "Bí thư",
            "held_on": "2026-08-12",
            "starts_at": "00:00",
            "ends_at": "23:59",
            "place": "Hội trường",
            "participants_count": 0,
        }
    ],
    "model": [
        {"name": "Đường hoa", "registrant": "Phụ nữ", "registered_on": "2026-01-31", "period": "2026", "aim": "Sạch"}
    ],
    "household": [{"head": "Trần Thị Mùi", "order": 1, "members": 4}, {"head": "Trần Thị Mùi", "order": 2}],
    "officer": [{"full_name": "Lê Văn Tám", "position": "Trưởng thôn", "active": False, "phone": "0912 345 678"}],
}


def fresh(folder: Path, name: str) -> Store:
    return Store.create(folder / name, unit_name="Xã Tây Sơn", unit_code="TS")


def told(store: Store, kind: str) -> list[dict[str, object]]:
    """What the records of a kind say, by what they name: each store has uids of its own for the list of another."""
    names = {field.name for field in store.kinds[kind].references}
    said = [
        {name: store.title(str(value)) if name in names and value else value for name, value in record.values.items()}
        for record in store.list(kind)
    ]
    return sorted(said, key=str)


def carry(source: Store, target: Store, kind: str, path: Path) -> None:
    """Take a kind from one store to another through a file."""
    declared = source.kinds[kind]
    write_table(table_of_kind(source, declared, SAY), path)
    grid = read_tables(path)[0]
    layout = guess_layout(grid, declared)
    plan = plan_load(target, declared, grid, layout, Options(), SAY)
    assert [SAY(p.message) for row in plan.rows for p in row.errors] == []
    assert not plan.left_out
    load_planned(target, plan)


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
@pytest.mark.parametrize("kind", list(VALUES))
def test_a_kind_is_the_same_after_dump_and_load(store, tmp_path, kind, ending):
    village = store.find("unit", code="DS-01")[0].uid
    store.save(*(Draft(kind, {"unit": village, **values}) for values in VALUES[kind]))
    with fresh(tmp_path, "other.db") as other:
        carry(store, other, "unit", tmp_path / f"units{ending}")
        carry(store, other, kind, tmp_path / f"records{ending}")
        assert other.count(kind) == len(VALUES[kind])
        assert told(other, kind) == told(store, kind)


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_units_that_refer_to_each_other_come_back_whole(store, tmp_path, ending):
    with fresh(tmp_path, "other.db") as other:
        carry(store, other, "unit", tmp_path / f"units{ending}")
        own = other.unit.text("name")
        assert [unit for unit in told(other, "unit") if unit["name"] != own] == told(store, "unit")


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_a_list_of_another_store_that_comes_again_is_known(store, tmp_path, ending):
    with fresh(tmp_path, "other.db") as other:
        carry(store, other, "unit", tmp_path / f"units{ending}")
        before = other.digest()
        carry(store, other, "unit", tmp_path / f"units{ending}")
        assert other.digest() == before
        assert not other.undecided()


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.text("=+-@'\t\r\n\" x_0041F;,", max_size=12)


PAST = st.dates(dt.date(1900, 1, 1), dt.date(2026, 6, 30)).map(dt.date.isoformat)
PEOPLE = st.sampled_from(
    ["Nguyễn Văn Hùng", "Bà Thủy", "=An", "'Lê", "Ðặng Th? Ba", "1.23457E+11", "007", "03/25/2026"]
)
DIGITS = st.text("0123456789", min_size=1, max_size=20)
PHONES = st.none() | DIGITS | st.from_regex(r"(\+84|0)[0-9]{2}[ .]?[0-9]{3}[ .]?[0-9]{3,4}", fullmatch=True)


def records_of(kind, values):
    """Make records of a kind: fields that are always filled in, and any values for those of other types."""
    fields = [field for field in ALL_KINDS[kind].fields if field.name not in {*values, "state", "result"}]
    rule = ALL_KINDS[kind].secret_when
    secret = set() if rule is None else set(rule.codes)  # what is secret does not go out
    loose = {
        field.name: st.none() | st.sampled_from(sorted({c.code for c in field.choices} - secret))
        if field.choices
        else st.none() | st.booleans()
        if field.type is FieldType.BOOLEAN
        else st.none() | st.integers(field.minimum, field.maximum)
        for field in fields
        if not field.required and (field.choices or field.type is FieldType.BOOLEAN or field.numeric)
    }
    return st.lists(st.fixed_dictionaries({**values, **loose}), min_size=1, max_size=3)


TYPED = st.one_of(
    st.tuples(
        st.just("petition"),
        records_of(
            "petition",
            {"received_on": PAST, "content": PEOPLE, "citizen_name": st.none() | PEOPLE}
            | {"citizen_phone": PHONES, "citizen_address": st.none() | DIGITS}
            | {"difficulty": st.sampled_from([None, "normal", "complex"])}  # others are not of every nature
            | {"nature": st.sampled_from([None, "petition", "reflection"])},  # cases have a book of their own
        ),
    ),
    st.tuples(
        st.just("officer"),
        records_of("officer", {"full_name": PEOPLE, "position": DIGITS, "phone": PHONES}),
    ),
    st.tuples(
        st.just("household"),
        records_of("household", {"head": PEOPLE, "address": st.none() | DIGITS}),
    ),
    st.tuples(
        st.just("dialogue"),
        records_of(
            "dialogue",
            {
                "held_on": PAST,
                "topic": PEOPLE,
                "led_by": PEOPLE,
                "place": PEOPLE,
                "participants_count": st.integers(0, 10**6),
                "voters_total": st.just(10**6),  # of whom no more can have asked
                "ends_at": st.none() | st.times().map(lambda at: at.isoformat("minutes")),
            },
        ),
    ),
)


@given(typed=TYPED)
@settings(max_examples=examples(8))
@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_values_of_every_type_come_back(ending, typed):
    kind, rows = typed
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with fresh(folder, "one.db") as one, fresh(folder, "two.db") as two:
            numbers = [{"number": f"{place:03d}"} if kind == "petition" else {} for place in range(len(rows))]
            drafts = [{"unit": one.unit.uid, **row, **number} for row, number in zip(rows, numbers, strict=True)]
            one.save(*(Draft(kind, draft) for draft in drafts))
            carry(one, two, "unit", folder / f"unit{ending}")
            carry(one, two, kind, folder / f"records{ending}")
            assert told(two, kind) == told(one, kind)


@given(texts=st.lists(TEXT, min_size=1, max_size=5))
@settings(max_examples=examples(60))
@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_any_text_comes_back_as_it_was_stored(ending, texts):
    kind = ALL_KINDS["petition"]
    stored = [kind.field("content").parse(text) for text in texts]
    columns = (
        Column(Target("content"), "Nội dung", FieldType.LONG_TEXT),
        Column(RECORD_UID, OWN_HEADING, FieldType.TEXT),
    )
    rows = iter([text, new_uid()] for text in stored)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list{ending}"
        write_table(Table("Kiến nghị", "Xã", columns, rows, len(stored)), path)
        grid = read_tables(path)[0]
    cells = [grid.row(number).cell(1) for number in range(2, len(stored) + 2)]
    assert [kind.field("content").parse(cell.value) for cell in cells] == stored


def test_semicolons_in_long_texts_do_not_part_cells(store, tmp_path):
    text = "\n".join(f"- việc {number}; xong" for number in range(60))
    store.save(Draft("petition", {"unit": store.unit.uid, **VALUES["petition"][0], "content": text, "reply": text}))
    write_table(table_of_kind(store, store.kinds["petition"], SAY), tmp_path / "dai.csv")
    grid = read_tables(tmp_path / "dai.csv")[0]
    assert guess_layout(grid, store.kinds["petition"]).column(RECORD_UID) == grid.width


STARTS_OF_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@given(TEXT)
def test_escaping_is_undone_and_starts_no_formula(text):
    assert unescaped(escaped(text)) == text
    assert not escaped(text).startswith(STARTS_OF_FORMULAS)


@pytest.mark.parametrize("start", STARTS_OF_FORMULAS)
def test_no_start_of_a_formula_is_written_as_it_is(start):
    text = f"{start}cmd|' /C calc'!A0"
    assert escaped(text) == f"'{text}"
    assert unescaped(escaped(text)) == text
    assert unescaped(escaped(f"'{text}")) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["a;=1+1", "a; =1+1", 'a;"=1+1"', "a;'=1+1", "a\t=1+1", "a\n-1+1", "a\r\n@b", ";＝1", "x;+1;-2"]
)
def test_no_cell_is_a_formula_where_excel_parts_a_file_at_semicolons(tmp_path, text):
    columns = (
        Column(Target("name"), "Tên", FieldType.TEXT),
        Column(Target("content"), "Nội dung", FieldType.LONG_TEXT),
    )
    write_table(Table("Kiến nghị", "Xã", columns, iter([["a", text]]), 1), tmp_path / "list.csv")
    written = (tmp_path / "list.csv").read_text("utf-8-sig")
    cells = [
        cell
        for separator in (",", ";", "\t")
        for row in csv.reader(written.splitlines(), delimiter=separator)
        for cell in row
    ]
    assert [cell for cell in cells if cell.lstrip(' "').startswith(STARTS_OF_FORMULAS)] == []
    assert read_tables(tmp_path / "list.csv")[0].row(2).cell(2).value == text


@pytest.fixture
def dumped(store, tmp_path):
    village = store.find("unit", code="DS-01")[0].uid
    store.save(*(Draft("petition", {"unit": village, **values}) for values in VALUES["petition"]))
    path = tmp_path / "kien-nghi.xlsx"
    write_table(table_of_kind(store, store.kinds["petition"], SAY), path)
    return openpyxl.load_workbook(path).active


def test_excel_file_is_ready_for_use_and_for_print(dumped):
    assert [cell.value for cell in dumped[1]][:3] == ["Số", "Ngày tiếp nhận", "Nguồn"]
    assert dumped.freeze_panes == "B2"
    assert dumped.auto_filter.ref == "A1:AN5"
    assert dumped.page_setup.orientation == "landscape"
    assert dumped.page_setup.paperSize == 9
    assert dumped.page_setup.fitToHeight == 0
    assert dumped.print_title_rows == "$1:$1"
    assert not dumped.protection.sheet
    hidden = [cell.value for cell in dumped[1] if dumped.column_dimensions[cell.column_letter].hidden]
    assert hidden[-1] == "Mã bản ghi"
    assert all(title.startswith("Mã bản ghi") for title in hidden)
    (content,) = (cell.column_letter for cell in dumped[1] if cell.value == "Nội dung")
    assert dumped.column_dimensions[content].width > 40


def test_dates_are_dates_and_no_text_is_a_formula(dumped):
    assert isinstance(dumped["B2"].value, dt.datetime)
    assert dumped["B2"].number_format == "dd/mm/yyyy"
    formula_like = [cell for row in dumped.iter_rows(min_row=2) for cell in row if str(cell.value).startswith("=")]
    assert formula_like
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in formula_like)


def test_csv_opens_in_excel_with_its_letters_and_computes_nothing(store, tmp_path):
    store.save(Draft("petition", {"unit": store.unit.uid, **VALUES["petition"][1]}))
    path = tmp_path / "kien-nghi.csv"
    write_table(table_of_kind(store, store.kinds["petition"], SAY), path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def test_text_too_long_for_excel_is_refused_and_leaves_no_file(store, tmp_path):
    store.save(Draft("petition", {"unit": store.unit.uid, **VALUES["petition"][0], "content": "a" * 40_000}))
    out = tmp_path / "out.xlsx"
    out.write_text("old")
    with pytest.raises(TableError, match="csv"):
        write_table(table_of_kind(store, store.kinds["petition"], SAY), out)
    assert out.read_text() == "old"
    assert list(tmp_path.glob(".*.part")) == []


@pytest.mark.parametrize("ending", [".xls", ".txt", ""])
def test_other_endings_are_refused(store, tmp_path, ending):
    with pytest.raises(TableError, match="xlsx"):
        write_table(table_of_kind(store, store.kinds["unit"], SAY), tmp_path / f"out{ending}")


def test_records_edited_in_excel_change_what_is_there(store, tmp_path, plan):
    store.save(Draft("petition", {"unit": store.unit.uid, **VALUES["petition"][0]}))
    path = tmp_path / "kien-nghi.xlsx"
    write_table(table_of_kind(store, store.kinds["petition"], SAY), path)
    book = openpyxl.load_workbook(path)
    book.active["D2"].value, book.active["H2"].value = None, 15
    book.save(path)
    assert plan(path).count(RowOutcome.REJECTED) == 1
    changed = plan(path, update=True)
    assert changed.count(RowOutcome.CHANGED) == 1
    load_planned(store, changed)
    assert store.list("petition")[0].get("group_size") == 15
    assert plan(path).count(RowOutcome.SAME) == 1


@pytest.mark.parametrize("kind", list(ALL_KINDS), ids=lambda kind: kind.name)
def test_every_column_of_every_kind_is_found_by_its_own_heading(store, kind):
    columns = table_of_kind(store, kind, SAY).columns
    known = profile_of(kind).headings
    assert [known[heading_key(column.heading)] for column in columns] == [column.target for column in columns]
    assert RECORD_UID in targets_of(kind)


@pytest.mark.parametrize("kind", list(ALL_KINDS), ids=lambda kind: kind.name)
def test_every_choice_is_found_by_its_own_label(kind):
    profile = profile_of(kind)
    for field in kind.fields:
        for choice in field.choices:
            assert profile.choice(field, SAY(choice.label)) == choice.code
            assert profile.choice(field, choice.code) == choice.code


def test_data_of_columns_names_only_what_is_declared():
    for kind in ALL_KINDS:
        profile = profile_of(kind)
        assert all(kind.has(name) for name in profile.same_by)
        assert set(map(str, targets_of(kind))) >= set(profile.synonyms)
        for name, choices in profile.choice_synonyms.items():
            field = kind.field(name)
            assert {one.code for one in (*field.choices, *field.former_choices)} >= set(choices)


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps the folders of users private by itself")
@pytest.mark.parametrize("name", ["list.csv", "list.xlsx", "paper.pdf"])
def test_nobody_else_reads_the_files_that_are_written(store, tmp_path, name):
    before, path = os.umask(0o000), tmp_path / name
    try:
        if name.endswith(".pdf"):
            with replacing(path) as stream:
                stream.write(b"%PDF")
        else:
            write_table(table_of_kind(store, store.kinds["petition"], SAY), path)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("kind", list(ALL_KINDS), ids=lambda kind: kind.name)
def test_values_that_no_form_could_have_saved_are_written_as_they_stand(kind, tmp_path):
    for field in kind.fields:
        if field.type in _DAYS_AND_TIMES:
            record = Record(kind.name, "u", {field.name: "hôm qua"})
            assert _value(record, Column(Target(field.name), field.name, field.type), field, {}, SAY) == "hôm qua"
            assert shown(field, "hôm qua", SAY) == "hôm qua"


@pytest.mark.parametrize("name", ["danh-sach.xlsx", "danh-sach.csv", "danh-sach.parquet"])
def test_list_for_a_medium_that_is_locked_is_refused_in_words(name, store, tmp_path, monkeypatch):
    """On such a medium nothing can even be removed, whether it is there or not."""

    def locked(self: Path, **_how: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system", str(self))

    monkeypatch.setattr(Path, "unlink", locked)
    with pytest.raises(TableError, match=f"Không ghi được “{name}”"):
        write_table(table_of_kind(store, store.kinds["petition"], SAY), tmp_path / name)
