"""``danvan plan``: templates listed, looked at and used."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from danvan_desktop.cli.main import make_command_line
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS") as store:
        return store.path


def run(path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(make_command_line(lambda _store: 0), [*arguments, "--store", str(path)])


def test_templates_are_listed(path: Path) -> None:
    found = {one["template"] for one in json.loads(run(path, "plan", "--json").stdout)}
    assert {
        "nghi-quyet-2016",
        "cong-tac-nam",
        "thang-dan-van",
        "chuong-trinh-phoi-hop",
        "kiem-tra",
        "thu-hoi-dat",
    } <= found


def test_a_preview_writes_nothing_and_a_plan_has_all_the_days_that_it_showed(path: Path) -> None:
    shown = json.loads(run(path, "plan", "thang-dan-van", "--year", "2026", "--dry-run", "--json").stdout)
    with Store.open(path) as store:
        assert store.count("plan") == 0
    result = run(path, "plan", "thang-dan-van", "--year", "2026", "--json")
    assert result.exit_code == 0, result.output
    plan, *_tasks = json.loads(result.stdout)
    with Store.open(path) as store:
        stored = sorted((task.text("due_on"), task.text("title")) for task in store.children(plan, "task"))
    assert stored == sorted((one["due_on"], one["title"]) for one in shown)


def test_a_template_that_breaks_a_rule_is_refused_in_one_line_and_leaves_nothing(path: Path, tmp_path: Path) -> None:
    bad = tmp_path / "mau.toml"
    bad.write_text('name="a"\nyear=2026\ntype="programme"\ntitle="b"\n[[task]]\ntitle="c"\ndays=1\n', "utf-8")
    for more in ((), ("--dry-run",)):
        result = run(path, "plan", str(bad), *more)
        assert result.exit_code == 1
        assert len(result.stderr.strip().splitlines()) == 1
    with Store.open(path) as store:
        assert store.count("plan") == store.count("task") == 0


def test_a_template_is_written_as_excel_and_used_again(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "mau.xlsx"
    assert run(path, "plan", "kiem-tra", "--out", str(out)).exit_code == 0
    assert run(path, "plan", str(out), "--year", "2027").exit_code == 0
    with Store.open(path) as store:
        assert store.count("plan") == 1
        assert store.count("task") == 5


def test_tasks_are_made_of_a_conclusion_once(path: Path) -> None:
    held = {"topic": "Đường", "led_by": "Cường", "held_on": "2026-10-01", "place": "Nhà", "participants_count": 9}
    with Store.open(path) as store:
        uid = store.save(Draft("dialogue", held | {"conclusion": "Sửa mương\nNiêm yết trước 20/10/2026"})).uids[0]
    shown = json.loads(run(path, "tasks", uid, "--dry-run", "--json").stdout)
    assert [one["due_on"] for one in shown] == [None, "2026-10-20"]
    made = json.loads(run(path, "tasks", uid, "--lead", "Văn phòng", "--json").stdout)
    with Store.open(path) as store:
        assert {store.get(one).text("source") for one in made} == {uid}
        unit = store.unit.uid
    again = run(path, "tasks", uid)
    assert again.exit_code == 1
    assert "Không có việc nào phải lập thêm" in again.stderr
    assert run(path, "tasks", unit).exit_code == 1
