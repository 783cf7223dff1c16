"""Oversight, criticism and advice: in which forms, by which days, and what became of each recommendation."""

import datetime as dt

import pytest

from danvan_desktop.domain.deadlines import Due, open_terms
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.domain.validation import validate
from danvan_desktop.store import Store
from tests.store.records_in import make, read, refused

DAY = dt.timedelta(days=1)


def warned(store: Store, record: Record) -> set[str]:
    kind = store.kinds[record.kind]
    context = RuleContext(kind.by_name, store, store, store.terms, store.today(), None)
    return {str(problem.field) for problem in validate(store.kinds, record, context) if not problem.is_error}


def oversight(store: Store, **values: object) -> str:
    made = {"type": "supervision", "form": "team", "subject": "Việc thu các quỹ", "target": "UBND xã"}
    return make(store, "oversight", **{**made, **values})


def recommended(store: Store, source: str, **values: object) -> str:
    made = {"source": source, "content": "Công khai thu, chi", "addressee": "UBND xã"}
    return make(store, "recommendation", **{**made, **values})


def opened(store: Store, uid: str) -> list[Due]:
    record = read(store, uid)
    return list(open_terms(store.kinds[record.kind].deadlines, record, store.terms, store))


def waiting(store: Store, uid: str) -> list[tuple[str, dt.date]]:
    return [(due.deadline.name, due.term.last) for due in opened(store, uid)]


@pytest.mark.parametrize(
    ("type_", "form"),
    [("supervision", "conference"), ("criticism", "team"), ("contribution", "sent"), ("criticism", "board")],
)
def test_a_form_of_another_type_is_refused_with_its_field(commune, type_, form):
    assert refused(commune.store, "oversight", type=type_, form=form, subject="A", target="B") == "form"


@pytest.mark.parametrize(
    ("type_", "form"),
    [("supervision", "team"), ("supervision", "board"), ("criticism", "talk"), ("contribution", "written")],
)
def test_a_form_of_its_type_is_kept(commune, type_, form):
    assert read(commune.store, oversight(commune.store, type=type_, form=form)).text("form") == form


def test_a_team_of_the_front_waits_for_plan_report_and_result(commune):
    store = commune.store
    visit = store.today() + 40 * DAY
    uid = oversight(store, visit_on=visit)
    assert waiting(store, uid) == [
        ("oversight.plan", visit - 15 * DAY),
        ("oversight.report", visit - 7 * DAY),
        ("oversight.visit", visit),
    ]
    held = store.today() - 20 * DAY
    uid = oversight(store, visit_on=held, state="done")
    assert waiting(store, uid) == [("oversight.result", held + 15 * DAY)]
    store.save(Draft("oversight", {"result_on": held + 2 * DAY}, uid))
    assert waiting(store, uid) == []
    assert read(store, uid).text("state") == "reported"


@pytest.mark.parametrize("lead", ["party", "government", "council"])
def test_the_joint_resolution_sets_no_term_for_who_is_not_of_the_front(commune, lead):
    uid = oversight(commune.store, lead=lead, visit_on=commune.store.today() + 40 * DAY)
    assert [name for name, _day in waiting(commune.store, uid)] == ["oversight.visit"]


def test_a_board_of_the_people_tells_its_plan_five_working_days_before(commune):
    uid = oversight(commune.store, form="board", visit_on="2026-12-14")
    assert ("board.notice", dt.date(2026, 12, 7)) in waiting(commune.store, uid)


def test_a_draft_for_criticism_is_there_fifteen_days_before_it_is_submitted(commune):
    uid = oversight(commune.store, type="criticism", form="conference", submission_on="2026-12-20")
    assert waiting(commune.store, uid) == [("criticism.draft", dt.date(2026, 12, 5))]


def test_a_plan_that_was_sent_late_is_warned_of_and_kept(commune):
    store = commune.store
    uid = oversight(store, visit_on="2026-08-20", plan_sent_on="2026-08-10", state="done")
    assert "plan_sent_on" in warned(store, read(store, uid))
    store.save(Draft("oversight", {"plan_sent_on": "2026-08-05"}, uid))
    assert "plan_sent_on" not in warned(store, read(store, uid))


def test_what_is_to_come_is_only_planned(commune):
    store = commune.store
    later = store.today() + 3 * DAY
    assert refused(store, "oversight", type="supervision", subject="A", target="B", visit_on=later, state="done")
    assert read(store, oversight(store, visit_on=later)).text("state") == "planned"


def test_what_is_over_and_still_planned_is_warned_of(commune):
    store = commune.store
    assert "state" in warned(store, read(store, oversight(store, visit_on=store.today() - 3 * DAY)))


@pytest.mark.parametrize("later", ["answered", "closed"])
def test_it_is_closed_only_after_its_result_was_told(commune, later):
    store = commune.store
    uid = oversight(store, visit_on="2026-08-20", state="done")
    assert refused(store, "oversight", uid, state=later)
    store.save(Draft("oversight", {"result_on": "2026-08-25"}, uid))
    store.save(Draft("oversight", {"state": later}, uid))
    assert read(store, uid).text("state") == later


def test_what_is_said_to_be_answered_while_a_recommendation_waits_for_its_answer_is_told_of(commune):
    store = commune.store
    uid = oversight(store, visit_on="2026-08-20", result_on="2026-08-25")
    part = recommended(store, uid, sent_on="2026-08-26")
    told = [str(one.message) for one in store.save(Draft("oversight", {"state": "answered"}, uid)).warnings]
    assert told == ["Còn 1 kiến nghị chưa ghi ngày trả lời."]
    store.save(Draft("oversight", {"state": None}, uid))
    store.save(Draft("recommendation", {"replied_on": "2026-08-28"}, part))
    assert store.save(Draft("oversight", {"state": "answered"}, uid)).warnings == ()


def test_what_is_closed_while_a_recommendation_is_open_is_told_of(commune):
    store = commune.store
    uid = oversight(store, visit_on="2026-08-20", result_on="2026-08-25")
    part = recommended(store, uid, sent_on="2026-08-26")
    result = store.save(Draft("oversight", {"state": "closed"}, uid))
    assert "state" in {str(one.field) for one in result.warnings}
    store.save(Draft("recommendation", {"done_on": "2026-08-30"}, part))


def test_a_board_is_answered_within_the_days_of_the_law_and_others_by_the_office(commune):
    store = commune.store
    board = oversight(store, form="board", visit_on="2026-08-20", state="done")
    part = read(store, recommended(store, board, sent_on="2026-08-24"))
    assert (part.get("by_board"), part.date("due_on")) == (True, dt.date(2026, 9, 8))
    [due] = opened(store, part.uid)
    assert due.deadline.citation(part, store.terms) == "Điều 40, Điều 45 Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15"
    other = read(store, recommended(store, oversight(store, visit_on="2026-08-20", state="done"), sent_on="2026-08-24"))
    assert (other.get("by_board"), other.get("due_on")) == (False, None)
    store.save(Draft("recommendation", {"due_on": "2026-09-15"}, other.uid))
    [due] = opened(store, other.uid)
    assert due.deadline.citation(read(store, other.uid), store.terms) is None


def test_the_day_of_a_board_moves_with_the_day_of_sending(commune):
    store = commune.store
    board = oversight(store, form="board", visit_on="2026-08-20", state="done")
    part = recommended(store, board, sent_on="2026-08-24")
    store.save(Draft("recommendation", {"sent_on": "2026-08-25"}, part))
    assert read(store, part).date("due_on") == dt.date(2026, 9, 9)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("replied_on", {"outcome": "accepted"}),
        ("replied_on", {"replied_on": "2026-08-01"}),
        ("due_on", {"due_on": "2026-08-01"}),
        ("done_on", {"done_on": "2026-08-01"}),
        ("reply", {"state": "dropped"}),
        ("content", {"content": None}),
        ("addressee", {"addressee": None}),
        ("source", {"source": None}),
    ],
)
def test_a_recommendation_that_contradicts_itself_is_refused(commune, field, values):
    store = commune.store
    uid = oversight(store, visit_on="2026-08-20", state="done")
    made = {"source": uid, "content": "A", "addressee": "B", "sent_on": "2026-08-24"}
    assert refused(store, "recommendation", **{**made, **values}) == field


def test_a_recommendation_is_carried_out_or_given_up_for_a_reason(commune):
    store = commune.store
    uid = oversight(store, visit_on="2026-08-20", state="done")
    part = recommended(store, uid, sent_on="2026-08-24", due_on="2026-09-10")
    assert read(store, part).text("state") == "open"
    store.save(Draft("recommendation", {"state": "doing"}, part))
    store.save(Draft("recommendation", {"done_on": "2026-09-01"}, part))
    assert (read(store, part).text("state"), waiting(store, part)) == ("done", [])
    given_up = recommended(store, uid, content="Khác", sent_on="2026-08-24", due_on="2026-09-10")
    store.save(Draft("recommendation", {"state": "dropped", "reply": "Không có kinh phí"}, given_up))
    assert waiting(store, given_up) == []


def test_it_survives_a_restart(commune):
    store = commune.store
    uid = oversight(store, visit_on="2026-08-20", state="done", opinions=4)
    part = recommended(store, uid, sent_on="2026-08-24")
    with Store.open(store.path) as again:
        assert [one.uid for one in again.children(uid, "recommendation")] == [part]
        assert again.check().ok
