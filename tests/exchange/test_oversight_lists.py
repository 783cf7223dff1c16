"""Lists of oversight, inspections and boards kept in Excel are loaded; what is wrong is told with its field."""

import datetime as dt
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from danvan_desktop.cli.main import make_command_line
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "commune.db"
    with Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS") as store:
        store.save(Draft("unit", {"name": "Thôn Đông", "kind": "village", "code": "DS-1", "parent": store.unit.uid}))
    return path


def run(path: Path, *arguments: str, stdin: str | None = None) -> Result:
    line = make_command_line(lambda _store: 0)
    return CliRunner().invoke(line, [*arguments, "--store", str(path)], input=stdin)


def load(path: Path, kind: str, *lines: str) -> Result:
    book = path.with_name(f"{kind}.csv")
    book.write_text("\n".join(lines), "utf-8")
    return run(path, "load", str(book), "--kind", kind, "--skip-bad")


def test_a_list_of_oversight_is_loaded_and_a_form_of_another_type_told(path: Path) -> None:
    result = load(
        path,
        "oversight",
        "Nội dung,Loại,Hình thức,Cơ quan chủ trì,Đơn vị được giám sát,Ngày thực hiện,Trạng thái",
        "Việc thu quỹ,Giám sát,Tổ chức đoàn giám sát,Mặt trận Tổ quốc,UBND xã,12/08/2025,Đã thực hiện",
        "Đề án rác thải,Phản biện xã hội,Hội nghị phản biện,Hội Phụ nữ,Dự thảo đề án,13/08/2025,Đã thực hiện",
        "Việc tiếp dân,Giám sát,Hội nghị góp ý,Mặt trận Tổ quốc,UBND xã,14/08/2025,Đã thực hiện",
    )
    with Store.open(path) as store:
        known = {one.text("subject"): one for one in store.list("oversight")}
    assert set(known) == {"Việc thu quỹ", "Đề án rác thải"}, result.output
    assert (known["Đề án rác thải"].text("lead"), known["Việc thu quỹ"].text("state")) == ("women", "done")
    assert "Hội nghị góp ý" in path.with_name("oversight-dong-loi.csv").read_text("utf-8")


def test_recommendations_are_loaded_by_what_they_came_of(path: Path) -> None:
    made = {"type": "supervision", "subject": "Việc thu quỹ", "target": "UBND xã", "visit_on": "2025-08-12"}
    with Store.open(path) as store:
        source = store.save(Draft("oversight", {**made, "state": "done"})).uids[0]
    result = load(
        path,
        "recommendation",
        "Sau giám sát,Kiến nghị,Nơi nhận kiến nghị,Ngày gửi,Hạn trả lời",
        "Việc thu quỹ,Niêm yết đủ thời gian,UBND xã,20/08/2025,10/09/2025",
    )
    with Store.open(path) as store:
        parts = store.children(source, "recommendation")
    assert [one.text("content") for one in parts] == ["Niêm yết đủ thời gian"], result.output


def test_a_list_of_inspections_is_loaded(path: Path) -> None:
    result = load(
        path,
        "inspection",
        "Nội dung kiểm tra,Loại,Tên nơi được kiểm tra,Ngày kiểm tra,Trạng thái",
        "Việc ghi sổ,Kiểm tra của Đảng,Thôn Đông,18/08/2025,Đã kiểm tra",
    )
    with Store.open(path) as store:
        [one] = store.list("inspection")
    assert (one.text("type"), one.text("started_on"), one.text("state")) == ("party", "2025-08-18", "done"), (
        result.output
    )


def test_boards_and_their_members_are_loaded(path: Path) -> None:
    load(
        path,
        "supervision_board",
        "Tên Ban,Loại,Số thành viên,Nhiệm kỳ từ ngày",
        "Ban Thanh tra nhân dân xã,Ban Thanh tra nhân dân,5,05/01/2025",
        "Ban ít người,Ban Thanh tra nhân dân,3,05/01/2025",
    )
    result = load(
        path,
        "board_member",
        "Ban,Họ và tên,Chức vụ trong Ban,Thôn",
        "Ban Thanh tra nhân dân xã,Bùi Văn Duy,Trưởng Ban,Thôn Đông",
        "Ban Thanh tra nhân dân xã,Phạm Thị Hoa,Thành viên,Thôn Đông",
    )
    with Store.open(path) as store:
        [board] = store.list("supervision_board")
        posts = [one.text("post") for one in store.children(board.uid, "board_member")]
    assert (board.text("name"), posts) == ("Ban Thanh tra nhân dân xã", ["head", "member"]), result.output


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        ("oversight", {"type": "criticism", "form": "team", "subject": "A", "target": "B"}, "form"),
        ("inspection", {"type": "state", "subject": "A", "target": "B", "state": "concluded"}, "concluded_on"),
        ("supervision_board", {"kind": "inspection", "name": "A", "members_count": 4}, "members_count"),
    ],
)
def test_a_command_names_the_field_of_what_it_refuses(
    path: Path, kind: str, values: dict[str, object], field: str
) -> None:
    refused = run(path, "add", kind, "--json-file", "-", stdin=json.dumps(values))
    assert refused.exit_code == 1
    assert field in refused.output


def test_what_waits_stands_in_the_list_of_due_work(path: Path) -> None:
    with Store.open(path) as store:
        day = store.today() - dt.timedelta(days=30)
        made = {"type": "supervision", "form": "board", "subject": "Thi công đường", "target": "Thôn Đông"}
        source = store.save(Draft("oversight", {**made, "visit_on": day, "state": "done"})).uids[0]
        asked = {"source": source, "content": "Dọn vật liệu", "addressee": "Thôn Đông", "sent_on": day}
        part = store.save(Draft("recommendation", asked)).uids[0]
    works = json.loads(run(path, "due", "--json").stdout)
    found = next(work for work in works if work["uid"] == part)
    assert found["deadline"] == "recommendation.reply"
    assert (day + dt.timedelta(days=15)).isoformat() in found.values()
    assert found["days_late"] > 0
