"""Taking land back: the project follows its steps, what is out of order is told, and the list is held against it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.deadlines import open_terms
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.rules.land_steps import STEPS
from danvan_desktop.exchange.plan_templates import Asked, drafts_of, read_template
from danvan_desktop.store import Store
from tests.clocks import StandingClock

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "x.db", unit_name="Xã Đông Sơn", unit_code="DS", clock=StandingClock()) as opened:
        yield opened


def save(store: Store, kind: str, uid: str | None = None, /, **values: object) -> str:
    return store.save(Draft(kind, values, uid)).uids[0]


def project(store: Store, **values: object) -> str:
    made = {"name": "Cụm công nghiệp Đông Sơn", "started_on": "2026-03-02", "households": 40, "unit": store.unit.uid}
    return save(store, "land_project", **(made | values))


def step(store: Store, of: str, code: str, day: str, **values: object) -> str:
    return save(store, "land_step", project=of, code=code, done_on=day, **values)


def state(store: Store, uid: str) -> str:
    found = store.get(uid)
    assert found is not None
    return found.text("state")


def warnings(store: Store, kind: str, **values: object) -> list[str]:
    return [str(problem.message) for problem in store.save(Draft(kind, values)).warnings]


def test_days_and_state_of_a_project_follow_from_its_steps(store: Store) -> None:
    uid = project(store)
    assert state(store, uid) == "prepare"
    for code, day, then in (
        ("s01", "2026-03-05", "prepare"),
        ("s02", "2026-03-10", "notice"),
        ("s03", "2026-04-01", "inventory"),
        ("s07", "2026-05-04", "plan"),
        ("s08", "2026-06-08", "plan"),
        ("s11", "2026-07-01", "decided"),
        ("s13", "2026-07-20", "paying"),
    ):
        step(store, uid, code, day)
        assert state(store, uid) == then
    found = store.get(uid)
    assert found is not None
    assert [found.text(name) for name in ("posted_on", "opinions_on", "paid_on")] == [
        "2026-05-04",
        "2026-06-08",
        "2026-07-20",
    ]


def test_a_step_that_is_taken_out_takes_its_day_with_it(store: Store) -> None:
    uid = project(store)
    noticed = step(store, uid, "s02", "2026-03-10")
    store.delete(noticed)
    store.save(Draft("land_project", {"note": "Ghi nhầm"}, uid))
    assert state(store, uid) == "prepare"


def test_a_day_of_a_step_is_refused_at_the_project(store: Store) -> None:
    with pytest.raises(InvalidRecord) as refused:
        project(store, posted_on="2026-05-04")
    assert [problem.field for problem in refused.value.problems] == ["posted_on"]


def test_numbers_of_households_beyond_all_are_refused_with_their_field(store: Store) -> None:
    for name in ("agreed_households", "handed_over", "unpaid", "resettled"):
        with pytest.raises(InvalidRecord) as refused:
            project(store, **{name: 41})
        assert [problem.field for problem in refused.value.problems] == [name]


def test_an_end_needs_its_day(store: Store) -> None:
    uid = project(store)
    with pytest.raises(InvalidRecord):
        save(store, "land_project", uid, state="done")
    save(store, "land_project", uid, state="done", ended_on="2026-08-01")
    assert state(store, uid) == "done"


def test_opinions_before_the_posting_lasted_are_warned_of(store: Store) -> None:
    uid = project(store)
    assert warnings(store, "land_step", project=uid, code="s08", done_on="2026-05-10") == [
        "Chưa ghi bước niêm yết phương án."
    ]
    step(store, uid, "s07", "2026-05-04")
    (told,) = warnings(store, "land_step", project=uid, code="s08", done_on="2026-06-03")
    assert "mới đủ thời gian" in told
    assert warnings(store, "land_step", project=uid, code="s08", done_on="2026-06-04") == []


def test_approval_without_opinions_and_coercion_without_persuasion_are_warned_of(store: Store) -> None:
    uid = project(store)
    assert len(warnings(store, "land_step", project=uid, code="s11", done_on="2026-07-01")) == 1
    step(store, uid, "s14", "2026-07-10")
    assert warnings(store, "land_step", project=uid, code="s16", done_on="2026-07-20") == [
        "Mới ghi 1 lần vận động bàn giao đất trước khi cưỡng chế."
    ]
    step(store, uid, "s14", "2026-07-21")
    assert warnings(store, "land_step", project=uid, code="s16", done_on="2026-08-01") == []


def test_what_came_after_a_step_does_not_bear_it(store: Store) -> None:
    uid = project(store)
    step(store, uid, "s08", "2026-07-10")
    for day in ("2026-07-10", "2026-07-21"):
        step(store, uid, "s14", day)
    assert len(warnings(store, "land_step", project=uid, code="s11", done_on="2026-07-09")) == 1
    assert warnings(store, "land_step", project=uid, code="s16", done_on="2026-07-20") == [
        "Mới ghi 1 lần vận động bàn giao đất trước khi cưỡng chế."
    ]


def test_terms_wait_in_the_work_list_until_their_step_is_done(store: Store) -> None:
    uid = project(store)
    step(store, uid, "s07", "2026-07-06")

    def waiting() -> set[str]:
        found = store.get(uid)
        assert found is not None
        terms = open_terms(store.kinds["land_project"].deadlines, found, store.terms, store)
        return {due.deadline.name for due in terms}

    assert waiting() == {"land.posting"}
    step(store, uid, "s08", "2026-08-06")
    assert waiting() == {"land.finalise"}
    step(store, uid, "s09", "2026-08-07")
    step(store, uid, "s11", "2026-08-10")
    assert waiting() == {"land.pay"}
    step(store, uid, "s13", "2026-08-11")
    assert waiting() == set()


def test_numbers_that_differ_from_the_list_of_households_are_told(store: Store) -> None:
    uid = project(store, households=3, agreed_households=1)
    for owner, opinion in (("Nguyễn Văn An", "agree"), ("Lê Thị Bình", "agree"), ("Trần Văn Cường", "disagree")):
        save(store, "land_household", project=uid, owner=owner, opinion=opinion)
    told = store.save(Draft("land_project", {"note": "Đối chiếu"}, uid)).warnings
    assert [(one.field, str(one.message)) for one in told] == [
        ("agreed_households", "Số hộ đồng thuận theo danh sách hộ là 2, ở đây ghi 1: hãy đối chiếu.")
    ]


def test_numbers_that_lack_though_there_is_a_list_are_asked_for(store: Store) -> None:
    uid = project(store, households=None)
    save(store, "land_household", project=uid, owner="Nguyễn Văn An", opinion="disagree")
    told = store.save(Draft("land_project", {"note": "Đối chiếu"}, uid)).warnings
    words = "Số hộ có đất thu hồi theo danh sách hộ là 1, ở đây còn trống: chưa vào số liệu."
    assert [(one.field, str(one.message)) for one in told] == [("households", words)]


def test_visits_are_held_against_the_list_once_some_are_noted(store: Store) -> None:
    uid = project(store, households=2, agreed_households=0, handed_over=0, persuasions=3)
    listed = [save(store, "land_household", project=uid, owner=owner) for owner in ("Nguyễn Văn An", "Lê Thị Bình")]
    assert not store.save(Draft("land_project", {"note": "Trước"}, uid)).warnings
    save(store, "land_household", listed[0], persuasions=2)
    told = store.save(Draft("land_project", {"note": "Sau"}, uid)).warnings
    assert [(one.field, str(one.message)) for one in told] == [
        ("persuasions", "Số lượt vận động theo danh sách hộ là 2, ở đây ghi 3: hãy đối chiếu.")
    ]


def test_a_step_of_the_offices_own_says_what_it_is(store: Store) -> None:
    uid = project(store)
    with pytest.raises(InvalidRecord) as refused:
        step(store, uid, "other", "2026-03-05")
    assert [problem.field for problem in refused.value.problems] == ["what"]
    step(store, uid, "other", "2026-03-05", what="Họp Ban chỉ đạo giải phóng mặt bằng")
    assert state(store, uid) == "prepare"


def test_the_steps_of_a_project_with_their_days_are_a_plan_made_of_the_offices_template(store: Store) -> None:
    plan = save(store, "plan", type="implementation", title="Các bước thu hồi đất", issued_on="2026-03-02")
    assert store.get(project(store, plan=plan)).text("plan") == plan
    with pytest.raises(InvalidRecord):
        project(store, name="Khác", plan=store.unit.uid)


def test_a_case_that_does_not_name_the_project_of_its_household_is_told(store: Store) -> None:
    uid = project(store, households=1, agreed_households=0, handed_over=0)
    told = {"received_on": "2026-08-03", "nature": "complaint", "channel": "letter", "title": "Giá", "field": "land"}
    case = save(store, "case", **told)
    words = "Vụ việc này chưa ghi “Dự án thu hồi đất” là dự án này: chưa vào số liệu của dự án."
    assert warnings(store, "land_household", project=uid, owner="Nguyễn Văn An", case=case) == [words]
    other = project(store, name="Khác", households=1, agreed_households=0, handed_over=0)
    save(store, "case", case, land_project=other)
    assert warnings(store, "land_household", project=other, owner="Lê Thị Bình", case=case) == []


def test_what_was_paid_is_held_against_the_list_from_the_first_payment_on(store: Store) -> None:
    uid = project(store, households=3, agreed_households=0, handed_over=0, unpaid=3, paid=0)
    listed = [
        save(store, "land_household", project=uid, owner=owner, compensation=compensation)
        for owner, compensation in (("Nguyễn Văn An", 120_000_000), ("Lê Thị Bình", 80_000_000), ("Vũ Văn Cảnh", None))
    ]

    def told() -> dict[str | None, str]:
        warned = store.save(Draft("land_project", {"note": f"Lần {store.count('land_step')}"}, uid)).warnings
        return {one.field: str(one.message) for one in warned}

    assert told() == {}, "nobody was paid"
    save(store, "land_household", listed[0], paid_on="2026-08-01")
    save(store, "land_household", listed[1], paid_on="2026-08-02")
    step(store, uid, "s01", "2026-03-05")
    assert told() == {
        "unpaid": "Số hộ chưa nhận tiền theo danh sách hộ là 1, ở đây ghi 3: hãy đối chiếu.",
        "paid": "Đã chi trả (đồng) theo danh sách hộ là 200000000, ở đây ghi 0: hãy đối chiếu.",
    }
    save(store, "land_project", uid, unpaid=1, paid=200_000_000)
    assert told() == {}
    save(store, "land_household", listed[2], paid_on="2026-08-03")
    assert set(told()) == {"unpaid"}, "what one of them got is not known"


def test_the_complaint_of_a_household_is_reached_from_its_line(store: Store) -> None:
    uid = project(store)
    case = save(
        store,
        "case",
        received_on="2026-08-03",
        nature="complaint",
        channel="letter",
        title="Giá bồi thường",
        field="land",
    )
    household = save(store, "land_household", project=uid, owner="Nguyễn Văn An", case=case)
    found = store.get(household)
    assert found is not None
    assert found.text("case") == case
    with pytest.raises(InvalidRecord):
        save(store, "land_household", household, case=uid)


def test_a_step_whose_task_waits_in_the_plan_of_the_project_tells_of_it_until_that_is_closed(store: Store) -> None:
    plan = save(store, "plan", type="implementation", title="Các bước thu hồi đất", issued_on="2026-03-02")
    task = save(
        store, "task", plan=plan, title="Treo phương án ở nhà văn hóa", of_step="s07", due_on="2026-06-30", lead="Xã"
    )
    save(store, "task", plan=plan, title="Niêm yết quy hoạch của xã", lead="Xã", due_on="2026-07-30")
    uid = project(store, plan=plan)
    posted = step(store, uid, "s07", "2026-05-04")
    words = "Nhiệm vụ “Treo phương án ở nhà văn hóa” của kế hoạch còn để mở: nếu đã xong thì ghi ngày xong ở kế hoạch."
    assert [str(one.message) for one in store.save(Draft("land_step", {"note": "Thêm"}, posted)).warnings] == [words]
    save(store, "task", task, done_on="2026-05-04")
    assert store.save(Draft("land_step", {"note": "Xong"}, posted)).warnings == ()
    assert warnings(store, "land_step", project=project(store, name="Khác"), code="s07", done_on="2026-05-04") == []


def test_every_task_of_the_template_names_its_step() -> None:
    template = read_template(RESOURCES / "plans" / "thu-hoi-dat.toml")
    named = [task.of_step for task in template.task]
    assert set(named) <= {choice.code for choice in STEPS}
    assert len(set(named)) == len(named)
    asked = Asked(2026, dt.date(2026, 3, 2), "Xã")
    assert [draft.values.get("of_step") for draft in drafts_of(template, asked, "p")[1:]] == named


def test_a_plan_that_was_approved_waits_to_be_finalised_no_more(store: Store) -> None:
    uid = project(store)
    for code, day in (("s07", "2026-05-04"), ("s08", "2026-06-08"), ("s11", "2026-07-01")):
        step(store, uid, code, day)
    found = store.get(uid)
    assert found is not None
    due = open_terms(store.kinds["land_project"].deadlines, found, store.terms, store)
    assert [one.deadline.name for one in due] == ["land.pay"]
