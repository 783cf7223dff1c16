"""Templates of plans: days that move with the year, and files that cannot be used."""

import datetime as dt
import errno
import json
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.exchange import plan_templates
from danvan_desktop.exchange.errors import TableError
from danvan_desktop.exchange.plan_sheets import write_sheet
from danvan_desktop.exchange.plan_templates import (
    Asked,
    drafts_of,
    find_template,
    keep_template,
    read_template,
    shipped_templates,
    templates_for,
)
from danvan_desktop.store import Store
from tests.clocks import StandingClock

DAY = dt.date(2026, 3, 2)
RESOLUTION = {
    "Phổ biến, quán triệt nghị quyết đến chi bộ": ("2016-07-11", None),
    "Ban hành kế hoạch thực hiện nghị quyết": ("2016-08-31", None),
    "Ban hành Quy chế công tác dân vận; rà soát quy chế dân chủ ở cơ sở": ("2016-09-30", None),
    "Báo cáo tình hình Nhân dân": ("2016-09-30", "quarterly"),
    "Tổ chức Tháng Dân vận": ("2016-10-31", "yearly"),
    "Báo cáo kết quả thực hiện nghị quyết": ("2016-11-30", "yearly"),
    "Đánh giá, xếp loại công tác dân vận": ("2016-12-31", "yearly"),
    "Quy định thực hiện dân chủ trong bồi thường, giải phóng mặt bằng": ("2017-01-01", None),
    "Ban hành tiêu chí mô hình “Dân vận khéo”": ("2017-01-01", None),
    "Đưa kết quả công tác dân vận vào kiểm điểm hằng năm": ("2017-12-31", "yearly"),
    "Tổng kết thực hiện nghị quyết": ("2020-09-30", None),
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    clock = StandingClock(DAY)
    with Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS", clock=clock) as made:
        yield made


def test_a_plan_is_called_by_the_year_for_which_it_is_made() -> None:
    template = dict(shipped_templates())["cong-tac-nam"]
    plan, *_tasks = drafts_of(template, Asked(2027, dt.date(2027, 1, 4), "Ban Xây dựng Đảng"), "01")
    assert plan.values["title"] == "Kế hoạch công tác dân vận năm 2027"


@pytest.mark.parametrize("years", [0, 10])
def test_the_resolution_has_the_days_that_it_sets_and_they_move_with_the_year(store: Store, years: int) -> None:
    asked = Asked(2016 + years, dt.date(2016, 7, 11), "Văn phòng")
    plan, *tasks = drafts_of(find_template("nghi-quyet-2016", store.path), asked, store.new_uid())
    found = {str(one.values["title"]): (str(one.values["due_on"]), one.values.get("repeat")) for one in tasks}
    wanted = {
        title: (due if title.startswith("Phổ biến") else f"{int(due[:4]) + years}{due[4:]}", repeat or "none")
        for title, (due, repeat) in RESOLUTION.items()
    }
    assert found == wanted
    assert plan.values["type"] == "implementation"


@pytest.mark.parametrize("code", [code for code, _one in shipped_templates()])
def test_every_template_makes_a_plan_with_all_its_tasks_in_one_save(store: Store, code: str) -> None:
    template = find_template(code, store.path)
    result = store.save(*drafts_of(template, Asked(2027, DAY, "Xã Đông Sơn"), store.new_uid()))
    tasks = store.children(result.uids[0], "task")
    assert len(tasks) == len(template.task)
    assert all(task.get("due_on") and task.get("lead") for task in tasks)
    store.undo(result.save_id)
    assert store.count("plan") == store.count("task") == 0


def test_an_office_has_templates_of_its_own_before_those_of_the_program(store: Store) -> None:
    folder = store.path.parent / "plans"
    folder.mkdir()
    tasks = [{"title": "Việc", "days": 3}]
    own = {"name": "Của xã", "year": 2026, "type": "yearly", "title": "Kế hoạch", "task": tasks}
    (folder / "cong-tac-nam.json").write_text(json.dumps(own), "utf-8")
    found = dict(templates_for(store.path))
    assert found["cong-tac-nam"].name == "Của xã"
    assert "nghi-quyet-2016" in found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name = ",
        'name = "a"\nyear = 2026\ntype = "yearly"\ntitle = "b"',
        'name = "a"\nyear = 2026\ntype = "yearly"\ntitle = "b"\ntask = []',
        'name = "a"\nyear = 99999\ntype = "yearly"\ntitle = "b"\n[[task]]\ntitle = "c"',
        'name = "a"\nyear = 2026\ntype = "yearly"\ntitle = "b"\n[[task]]\ntitle = "c"\ndue = "31-02-2026"',
        'name = "a"\nyear = 2026\ntype = "yearly"\ntitle = "b"\n[[task]]\ntitle = "c"\ndue = 2026-03-01\ndays = 2',
        'name = "a"\nyear = 2026\ntype = "yearly"\ntitle = "b"\n[[task]]\ntitle = "c"\nwhat = 1',
        "\x00",
    ],
)
def test_a_bad_template_is_refused_in_one_line_that_names_it(tmp_path: Path, text: str) -> None:
    path = tmp_path / "hong.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(TableError) as caught:
        read_template(path)
    assert "hong.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_bad_template_of_the_office_is_told_and_the_others_are_offered(store: Store) -> None:
    folder = store.path.parent / "plans"
    folder.mkdir()
    (folder / "cua-xa.toml").write_text("name = ", "utf-8")
    told: list[str] = []
    found = dict(templates_for(store.path, lambda fault: told.append(str(fault))))
    assert found.keys() == dict(shipped_templates()).keys()
    (line,) = told
    assert "cua-xa.toml" in line
    assert line.endswith("Đang dùng các mẫu còn lại: hãy sửa hoặc xóa tệp này.")
    assert find_template("cong-tac-nam", store.path)
    with pytest.raises(TableError, match=r"cua-xa\.toml"):
        find_template("cua-xa", store.path)


@pytest.mark.parametrize("name", ["khong-co", "khong-co.toml"])
def test_a_template_that_is_not_there_is_told(store: Store, name: str) -> None:
    with pytest.raises(TableError, match="khong-co"):
        find_template(name, store.path)


def test_no_template_says_what_villages_are_called() -> None:
    """They are thôn, bản, tổ dân phố or khu: a plan of a ward named thôn, one of a commune tổ dân phố."""
    titles = [task.title for _code, template in shipped_templates() for task in template.task]
    assert titles
    assert not [title for title in titles if re.search(r"tổ dân phố|\bcác (thôn|bản|khu)\b", title)]


@pytest.mark.parametrize("code", [code for code, _one in shipped_templates()])
def test_a_template_goes_into_excel_and_comes_back_as_it_was(store: Store, tmp_path: Path, code: str) -> None:
    template, path = find_template(code, store.path), tmp_path / "mau.xlsx"
    write_sheet(template, path)
    assert read_template(path) == template


def test_a_template_typed_in_excel_by_hand_makes_a_plan(store: Store, tmp_path: Path) -> None:
    path, book = tmp_path / "tu-go.xlsx", openpyxl.Workbook()
    for line in (
        ("Tên mẫu", "Kiểm tra của xã"),
        ("Năm gốc của các ngày", 2026),
        ("loai", "Kiểm tra"),
        ("Tên kế hoạch, chương trình", "Kế hoạch kiểm tra"),
        (),
        ("Nhiệm vụ", "Hạn", "Lặp lại", "Chủ trì"),
        ("Gửi kế hoạch", dt.date(2026, 3, 10), "", "Văn phòng"),
        ("Báo cáo", "30/09/2026", "Hằng quý", ""),
    ):
        book.active.append(line)
    book.save(path)
    drafts = drafts_of(find_template(str(path), store.path), Asked(2027, DAY, "Xã"), store.new_uid())
    plan, *tasks = [draft.values for draft in drafts]
    assert (plan["type"], plan["title"]) == ("inspection", "Kế hoạch kiểm tra")
    assert [(one["title"], one["due_on"], one["repeat"], one["lead"]) for one in tasks] == [
        ("Gửi kế hoạch", "2027-03-10", "none", "Văn phòng"),
        ("Báo cáo", "2027-09-30", "quarterly", "Xã"),
    ]
    assert store.save(*drafts).uids


@pytest.mark.parametrize(
    "lines",
    [
        [("a", "b")],
        [("Tên mẫu", "a"), ("Nhiệm vụ", "Hạn"), ("Việc", "31/02/2026")],
        [("Tên mẫu", "a"), ("Năm gốc của các ngày", "hai nghìn"), ("Nhiệm vụ", "Hạn"), ("Việc", "")],
        [("Tên mẫu", "a"), ("Nhiệm vụ", "Hạn"), ("Việc", "")],
    ],
)
def test_a_bad_sheet_is_refused_in_one_line_that_names_it(tmp_path: Path, lines: list[tuple[object, ...]]) -> None:
    path, book = tmp_path / "hong.xlsx", openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    book.save(path)
    with pytest.raises(TableError) as caught:
        read_template(path)
    assert "hong.xlsx" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_template_of_a_file_is_kept_for_the_office(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "elsewhere" / "mau-cua-xa.xlsx"
    path.parent.mkdir()
    write_sheet(find_template("kiem-tra", store.path), path)
    assert keep_template(path, store.path) == "mau-cua-xa"
    path.unlink()
    assert find_template("mau-cua-xa", store.path).title.startswith("Kế hoạch kiểm tra")


def test_the_template_of_before_stays_where_another_could_not_be_written(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "elsewhere" / "mau-cua-xa.xlsx"
    path.parent.mkdir()
    write_sheet(find_template("kiem-tra", store.path), path)
    keep_template(path, store.path)

    def full(_partial: Path, _target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(plan_templates, "replace_durably", full)
    path.write_bytes(b"x")
    with pytest.raises(DanvanError):
        keep_template(path, store.path)
    assert find_template("mau-cua-xa", store.path).title.startswith("Kế hoạch kiểm tra")
