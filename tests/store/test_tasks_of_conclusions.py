"""Tasks made of what a meeting or dialogue concluded: once, with the days that it names, linked back."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.task_making import concluded
from danvan_desktop.domain.uid import uid_of
from danvan_desktop.store import Store
from danvan_desktop.store.tasks import new_tasks, open_plans
from tests.clocks import StandingClock
from tests.copies import replace

DAY = dt.date(2026, 10, 5)
HELD = {
    "topic": "Giải phóng mặt bằng",
    "led_by": "Lê Văn Cường",
    "held_on": "2026-10-01",
    "place": "Hội trường",
    "participants_count": 86,
}
SAID = "- Niêm yết phương án trước ngày 20/10/2026; trả lời 03 ý kiến bằng văn bản\n2. Họp lại ngày 5/11/2026."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    clock = StandingClock(DAY)
    with Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS", clock=clock) as made:
        yield made


def dialogue(store: Store, conclusion: str = SAID) -> Record:
    found = store.get(store.save(Draft("dialogue", HELD | {"conclusion": conclusion})).uids[0])
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("kind", "values", "titles", "days"),
    [
        ("dialogue", {"conclusion": "a) Sửa mương.\n\na) Sửa mương."}, ["Sửa mương"], [None]),
        ("dialogue", {"conclusion": "Xong từ 01/10/2026 đến 30-11-2026"}, None, [dt.date(2026, 11, 30)]),
        ("dialogue", {"conclusion": "Xong ngày 31/02/2026"}, None, [None]),
        ("dialogue", {}, [], []),
        ("meeting", {"conclusion": "Thống nhất làm đường.", "next_steps": "thu quỹ"}, ["Thu quỹ"], [None]),
        ("meeting", {"conclusion": "Thống nhất làm đường."}, ["Thống nhất làm đường"], [None]),
    ],
)
def test_each_line_is_a_task_and_the_last_day_that_it_names_its_term(
    kind: str, values: dict[str, str], titles: list[str] | None, days: list[dt.date | None]
) -> None:
    found = concluded(Record(kind, "1", values))
    assert [one.due_on for one in found] == days
    assert titles is None or [one.title for one in found] == titles


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Phòng Kinh tế lập danh sách xong trước 20/12", dt.date(2026, 12, 20)),
        ("Trả lời trước ngày 5 tháng 01", dt.date(2027, 1, 5)),
        ("Hoàn thành trước ngày 15 tháng 11 năm 2026", dt.date(2026, 11, 15)),
        ("Từ ngày 10/10 đến 25/10", dt.date(2026, 10, 25)),
        ("Công khai bảng giá, đối chiếu vị trí thửa đất trong 10 ngày", dt.date(2026, 10, 11)),
        ("Trả lời trong vòng 15 ngày kể từ ngày 20/9", dt.date(2026, 10, 16)),
        ("Trả lời trong thời hạn 5 ngày làm việc", None),
        ("Trả lời đơn ngày 20/9", None),
        ("Thông qua khi có 3/4 số hộ đồng ý", None),
        ("Xong trước 31/11", None),
    ],
)
def test_a_term_is_said_without_its_year(said: str, day: dt.date | None) -> None:
    (found,) = concluded(Record("dialogue", "1", {"held_on": "2026-10-01", "conclusion": said}))
    assert found.due_on == day


def test_a_plan_of_its_own_has_the_tasks_which_lead_back(store: Store) -> None:
    source = dialogue(store)
    found = new_tasks(store, source, "", "Văn phòng")
    result = store.save(*found.drafts)
    (plan,) = store.list("plan")
    assert plan.text("title").startswith("Thực hiện kết luận: Giải phóng mặt bằng")
    tasks = store.children(plan.uid, "task")
    assert {(one.text("title"), one.text("due_on"), one.text("lead"), one.text("source")) for one in tasks} == {
        ("Niêm yết phương án trước ngày 20/10/2026", "2026-10-20", "Văn phòng", source.uid),
        ("Trả lời 03 ý kiến bằng văn bản", "", "Văn phòng", source.uid),
        ("Họp lại ngày 5/11/2026", "2026-11-05", "Văn phòng", source.uid),
    }
    store.undo(result.save_id)
    assert store.count("plan") == store.count("task") == 0


def test_they_are_made_once_and_what_is_added_afterwards_joins_them(store: Store) -> None:
    source = dialogue(store)
    store.save(*new_tasks(store, source, "", "Văn phòng").drafts)
    again = new_tasks(store, source, "", "Văn phòng")
    assert (again.tasks, again.drafts, again.known) == ([], [], 3)
    store.save(Draft("dialogue", {"conclusion": f"{SAID}\nCông khai kết quả"}, source.uid))
    longer = store.get(source.uid)
    assert longer is not None
    more = new_tasks(store, longer, "", "Văn phòng")
    assert [one.kind for one in more.drafts] == ["task"]
    store.save(*more.drafts)
    assert store.count("plan") == 1
    assert store.count("task") == 4


def test_they_go_into_a_plan_that_is_chosen_but_not_into_one_that_ended(store: Store) -> None:
    plan = {"title": "Công tác năm", "issued_on": "2026-01-05"}
    ended = store.save(Draft("plan", plan | {"title": "Đã xong", "state": "ended"})).uids[0]
    chosen = store.save(Draft("plan", plan)).uids[0]
    assert [one.uid for one in open_plans(store)] == [chosen]
    store.save(*new_tasks(store, dialogue(store), chosen, "Văn phòng").drafts)
    assert len(store.children(chosen, "task")) == 3
    assert store.children(ended, "task") == []


def as_before(drafts: Sequence[Draft], source: Record) -> list[Draft]:
    """The drafts that earlier versions made: under uids that tell no unit."""
    plan = uid_of("plan", source.uid)
    tasks = [draft for draft in drafts if draft.kind == "task"]
    return [
        *(replace(draft, uid=plan) for draft in drafts if draft.kind == "plan"),
        *(
            replace(one, uid=uid_of("task", source.uid, str(one.values["title"])), values={**one.values, "plan": plan})
            for one in tasks
        ),
    ]


def test_what_an_earlier_version_made_is_known_and_its_plan_goes_on(store: Store) -> None:
    source = dialogue(store)
    store.save(*as_before(new_tasks(store, source, "", "Văn phòng").drafts, source))
    again = new_tasks(store, source, "", "Văn phòng")
    assert (again.tasks, again.drafts, again.known) == ([], [], 3)
    store.delete(uid_of("task", source.uid, "Họp lại ngày 5/11/2026"))
    assert new_tasks(store, source, "", "Văn phòng").drafts == []
    store.save(Draft("dialogue", {"conclusion": f"{SAID}\nCông khai kết quả"}, source.uid))
    longer = store.get(source.uid)
    assert longer is not None
    more = new_tasks(store, longer, "", "Văn phòng")
    assert [(one.kind, one.values["plan"]) for one in more.drafts] == [("task", uid_of("plan", source.uid))]
    store.save(*more.drafts)
    assert store.count("plan") == 1


def test_what_an_earlier_version_made_for_another_unit_is_that_unit_s(store: Store) -> None:
    parent = store.unit.uid
    (village,) = store.save(Draft("unit", {"name": "Thôn", "kind": "village", "code": "T", "parent": parent})).uids
    source = dialogue(store)
    made = as_before(new_tasks(store, source, "", "Văn phòng").drafts, source)
    store.save(*(replace(one, values={**one.values, "unit": village}) if one.kind == "plan" else one for one in made))
    assert len(new_tasks(store, source, "", "Văn phòng").drafts) == 4
