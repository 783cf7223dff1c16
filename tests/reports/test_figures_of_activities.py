"""Figures and papers of propaganda and of Tháng Dân vận, against a count made straight from the input."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Translator
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Table, cell_of, plain
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.figures import ReportFigures
from danvan_desktop.reports.page_format import PageFormat
from danvan_desktop.reports.style import Style
from danvan_desktop.store import Store
from tests.clocks import StandingClock
from tests.reports.reading import Rendered

DAY = dt.date(2026, 12, 20)
QUARTER = Period.parse("2026-Q4")
PLAN = {"from_on": "2026-10-01", "to_on": "2026-10-31", "issued_on": "2026-09-10", "number": "18-KH/ĐU"}
NAMES = ("held_on", "type", "channel", "sessions", "people", "group", "beneficiaries", "money", "people_money", "kind")
DONE = [
    ("2026-09-30", "propaganda", "meeting", 1, 50, None, None, None, None, None),
    ("2026-10-01", "launch", "meeting", 1, 120, None, None, 5_000_000, None, None),
    ("2026-10-08", "mobilise", None, 2, 64, None, None, 1_000_000, 3_500_000, None),
    ("2026-10-15", "welfare", "home", 1, None, "poor", 12, 6_000_000, 2_000_000, 1_500_000),
    ("2026-10-31", "welfare", "home", 1, 3, "merit", 20, 8_000_000, None, None),
    ("2026-11-05", "training", "meeting", 2, 71, None, None, 9_000_000, None, None),
    ("2026-12-12", "propaganda", "loudspeaker", 6, None, None, None, None, None, None),
    ("2027-01-02", "propaganda", "meeting", 1, None, None, None, None, None, None),
]
OF_MONTH = {"2026-10-01", "2026-10-08", "2026-10-15", "2026-10-31"}
ROWS = [dict(zip(NAMES, row, strict=True)) for row in DONE]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    clock = StandingClock(DAY)
    with Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS", clock=clock) as made:
        plan = {"type": "month", "title": "Kế hoạch Tháng Dân vận", **PLAN, "basis": "Nghị quyết 110-NQ/TU"}
        uid = made.save(Draft("plan", plan)).uids[0]
        task = {"plan": uid, "title": "Ra quân giúp dân", "lead": "Đoàn Thanh niên", "due_on": "2026-10-25"}
        made.save(Draft("task", {**task, "done_on": "2026-10-24"}))
        for place, row in enumerate(ROWS):
            values = {**row, "policy_group": row["group"], "kind_value": row["kind"], "topic": f"Việc {place}"}
            day = str(row["held_on"])
            state = {"month": day in OF_MONTH or None, "state": "planned" if day > "2026-12-20" else "done"}
            gone = {name: value for name, value in values.items() if name not in ("group", "kind")}
            made.save(Draft("activity", {**gone, **state}))
        yield made


def value(store: Store, code: str, period: Period = QUARTER) -> int:
    return ReportFigures(store, store.unit.uid, "work-report", period, DAY).value(code).counted


def total(*names: str, **having: object) -> int:
    """Add up what was typed of the quarter."""
    rows = [row for row in ROWS if "2026-10-01" <= str(row["held_on"]) <= "2026-12-20"]
    rows = [row for row in rows if all(row[name] == wanted for name, wanted in having.items())]
    return sum(int(row[name] or 0) for row in rows for name in names)  # type: ignore[call-overload]


def test_sessions_and_listeners_are_those_that_were_typed(store: Store) -> None:
    assert value(store, "activities.sessions") == total("sessions") == 13
    assert value(store, "activities.people") == total("people") == 258
    assert value(store, "activities.sessions.type.propaganda") == total("sessions", type="propaganda") == 6
    assert value(store, "activities.people.channel.meeting") == total("people", channel="meeting") == 191


def test_help_is_told_by_whom_it_went_to_with_all_that_it_was_worth(store: Store) -> None:
    worth = ("money", "people_money", "kind")
    assert value(store, "welfare.beneficiaries") == total("beneficiaries", type="welfare") == 32
    assert value(store, "welfare.beneficiaries.policy_group.poor") == 12
    assert value(store, "welfare.money") == total(*worth, type="welfare") == 17_500_000
    assert value(store, "welfare.money.policy_group.merit") == total(*worth, group="merit") == 8_000_000


def test_courses_and_learners(store: Store) -> None:
    assert value(store, "training.courses") == 1
    assert value(store, "training.learners") == 71


def test_the_month_counts_in_its_year_and_in_no_other(store: Store) -> None:
    money = sum(int(r["money"] or 0) + int(r["people_money"] or 0) for r in ROWS if r["held_on"] in OF_MONTH)  # type: ignore[call-overload]
    assert value(store, "activities.month_works") == len(OF_MONTH)
    assert value(store, "activities.month_money") == money == 25_500_000
    assert value(store, "activities.month_works", Period.parse("2026-Q3")) == 0
    assert value(store, "activities.month_works", Period.parse("2025")) == 0


@pytest.fixture
def printed(store: Store, render: Callable[..., Rendered], party_format: PageFormat) -> Callable[[str], str]:
    """Print a paper of the month's plan; its text in one line."""
    [plan] = store.find("plan", type="month")
    context = ReportContext(store, DAY, plan.uid, None, Translator("vi"), Style.PARTY)
    return lambda code: " ".join(render(form_of(code).build(context), party_format).whole_text.split())


def test_the_report_on_the_month_tells_each_work_and_what_all_came_to(printed: Callable[[str], str]) -> None:
    text = printed("month-report")
    assert "Kế hoạch số 18-KH/ĐU ngày 10 tháng 9 năm 2026" in text
    assert "Đã thực hiện 04 việc" in text
    assert "Tổng kinh phí 25.500.000 đồng, trong đó của xã 20.000.000 đồng; Nhân dân đóng góp 5.500.000 đồng" in text
    assert "Hiện vật trị giá 1.500.000 đồng" in text
    assert "Kế hoạch có 01 nhiệm vụ, đã hoàn thành 01" in text
    annex = text[text.index("Phụ lục") :]
    assert "32 đối tượng được hỗ trợ; hiện vật 1.500.000 đồng" in annex, "the sums of what stands in no other column"
    assert re.findall(r"Việc \d", text) == ["Việc 1", "Việc 2", "Việc 3", "Việc 4"]


def test_halves_of_days_of_work_are_kept_and_summed_up(store: Store, printed: Callable[[str], str]) -> None:
    for work, days in zip(store.find("activity", month=True), ("40,5", "2"), strict=False):
        kept = store.kinds["activity"].field("days").parse(days)
        store.save(Draft("activity", {"days": kept}, work.uid))
    assert "42,5 ngày công" in printed("month-report")


def test_the_assessment_of_the_month_is_drafted_from_tasks_and_the_year_before(
    store: Store, printed: Callable[[str], str]
) -> None:
    assert "Hoàn thành đúng hạn 01/01 nhiệm vụ của kế hoạch." in printed("month-report")
    [plan] = store.find("plan", type="month")
    for title, due, done in (("Thăm hộ nghèo", "2026-10-20", "2026-10-23"), ("Dọn kênh", "2026-10-30", None)):
        task = {"plan": plan.uid, "title": title, "lead": "Hội Nông dân", "due_on": due, "done_on": done}
        store.save(Draft("task", {**task, "late_reason": "Mưa"} if done else task))
    work = {"type": "mobilise", "organiser": "front", "held_on": "2025-10-10", "month": True, "state": "done"}
    for topic in ("Trồng cây", "Quét đường"):
        store.save(Draft("activity", {**work, "topic": topic, "month_year": 2025}))
    text = printed("month-report")
    assert (
        "Hoàn thành đúng hạn 01/03 nhiệm vụ của kế hoạch. Số việc đã làm tăng 02 việc so với năm 2025 (02 việc). Còn 02"
        " nhiệm vụ chậm hoặc chưa xong: - Thăm hộ nghèo (Hội Nông dân): xong chậm 03 ngày. - Dọn kênh (Hội Nông dân):"
        " chưa xong, hạn 30/10/2026."
    ) in text


@pytest.mark.parametrize("title", ["Báo cáo kết quả Tháng Dân vận", "Tổng kết, báo cáo", "Báo cáo kết quả"])
def test_the_report_on_the_month_is_no_task_that_it_tells_to_be_undone(
    store: Store, printed: Callable[[str], str], title: str
) -> None:
    [plan] = store.find("plan", type="month")
    task = store.save(
        Draft("task", {"plan": plan.uid, "title": title, "lead": "Văn phòng", "due_on": "2026-10-31"})
    ).uids[0]
    text = printed("month-report")
    led = "Kế hoạch có 02 nhiệm vụ, đã hoàn thành 01 nhiệm vụ; nhiệm vụ lập báo cáo thực hiện bằng Báo cáo này."
    assert led in text
    assert "Hoàn thành đúng hạn 01/01 nhiệm vụ của kế hoạch, không tính việc lập Báo cáo này." in text
    assert "chưa xong" not in text
    store.save(Draft("task", {"done_on": "2026-10-31"}, task))
    done = printed("month-report")
    assert "đã hoàn thành 02 nhiệm vụ." in done
    assert "Hoàn thành đúng hạn 02/02 nhiệm vụ của kế hoạch." in done


def test_a_report_on_another_matter_is_a_task_like_others(store: Store, printed: Callable[[str], str]) -> None:
    [plan] = store.find("plan", type="month")
    title = "Báo cáo kết quả giám sát nhà văn hóa"
    store.save(Draft("task", {"plan": plan.uid, "title": title, "lead": "Văn phòng", "due_on": "2026-10-31"}))
    assert f"- {title} (Văn phòng): chưa xong, hạn 31/10/2026." in printed("month-report")


def test_papers_call_communities_what_the_commune_has(store: Store, printed: Callable[[str], str]) -> None:
    for name, kind in (("Bản Pa", "hamlet"), ("Thôn Đông", "village")):
        values = {"name": name, "kind": kind, "code": name[-3:].strip(), "parent": store.unit.uid}
        place = store.save(Draft("unit", values)).uids[0]
    [plan] = store.find("plan", type="month")
    done = {"type": "mobilise", "held_on": "2026-10-11", "month": True, "state": "done", "plan": plan.uid, "people": 9}
    store.save(Draft("activity", {**done, "topic": "Dọn kênh", "organiser": "village", "unit": place}))
    text = printed("month-report")
    assert "Thôn; 9 người" in text, "of a village's own work it is known which word fits"
    assert "Các thôn, bản;" in text
    assert "tổ dân phố" not in text.lower()
    context = ReportContext(store, DAY, None, QUARTER, Translator("vi"), Style.STATE)
    store.save(Draft("activity", {**done, "topic": "Trồng cây", "organiser": "village", "unit": store.unit.uid}))
    [register] = [one for one in form_of("activity-register").build(context).blocks if isinstance(one, Table)]
    told = {plain(cell_of(cell).content) for row in register.rows for cell in row}
    assert {one for one in told if one.startswith("Thôn")} >= {"Thôn, bản", "Thôn"}
    assert not any("tổ dân phố" in one.lower() for one in told)
    board = {"kind": "inspection", "name": "Ban Thanh tra nhân dân", "members_count": 5, "deputies": 1}
    board |= {"unit": store.unit.uid, "term_from": "2026-01-01", "term_to": "2027-12-31"}
    uid = store.save(Draft("supervision_board", board)).uids[0]
    store.save(Draft("board_member", {"board": uid, "full_name": "Bùi Văn Duy", "post": "head"}))
    context = ReportContext(store, DAY, uid, None, Translator("vi"), Style.STATE)
    tables = [block for block in form_of("board-members").build(context).blocks if isinstance(block, Table)]
    assert [column.title for column in tables[0].columns][3] == "Thôn, bản"


def test_the_plan_of_the_month_is_its_tasks(printed: Callable[[str], str]) -> None:
    text = printed("month-plan")
    assert "Thực hiện Nghị quyết 110-NQ/TU, Đảng ủy xã Đông Sơn" in text
    assert "từ ngày 01/10/2026 đến ngày 31/10/2026" in text
    assert "Ra quân giúp dân" in text
    assert "18-KH/ĐU" not in text.split("Tháng Dân vận")[1]


def test_a_plan_of_another_matter_has_no_papers_of_the_month(store: Store) -> None:
    yearly = store.save(Draft("plan", {"type": "yearly", "title": "Năm", "issued_on": "2026-01-05"})).uids[0]
    context = ReportContext(store, DAY, yearly, None, Translator("vi"), Style.PARTY)
    with pytest.raises(ReportError, match="không phải kế hoạch Tháng Dân vận"):
        form_of("month-report").build(context)
