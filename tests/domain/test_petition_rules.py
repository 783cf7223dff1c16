"""What a petition is told when it is saved, and by when it must be answered."""

import datetime as dt
from fractions import Fraction

import pytest

from danvan_desktop.domain.calendar import WorkCalendar
from danvan_desktop.domain.deadlines import DAY_OFF_RULE, late_term
from danvan_desktop.domain.kinds.petition import STATES
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.petitions import DEADLINES, REPLY, TELL, TELL_RULE, settling_rule, suggested_due_date
from danvan_desktop.domain.rules.stages import contradicted
from tests.domain.holding import LAW, Records, around, terms, told

UNIT = Record("unit", "u", {"name": "Thôn Đông", "kind": "village", "code": "01"})
WHOLE = {
    "number": "007/2026",
    "received_on": "2026-08-03",
    "due_on": "2026-08-20",
    "source": "letter",
    "field": "land",
    "unit": "u",
    "content": "Đường hỏng",
    "competence": "commune",
    "state": "received",
}
REPLIED = {"replied_on": "2026-08-10", "result": "solved", "state": "replied"}
TOLD = {**REPLIED, "people_told_on": "2026-08-11", "told_how": "meeting", "state": "people_told"}


def petition(uid: str = "p", decided: str | None = None, **values: object) -> Record:
    return Record("petition", uid, WHOLE | values, decided=decided)


def said(record: Record, *others: Record, **more: object) -> dict[str | None, str]:
    return told(record, UNIT, *others, **more)


@pytest.mark.parametrize("values", [{}, REPLIED, TOLD, {"received_on": "2026-08-12", "due_on": "2026-08-12"}])
def test_a_whole_petition_is_told_nothing(values):
    assert said(petition(**values)) == {}


def test_a_number_is_used_once_a_year():
    other = petition("other", received_on="2026-01-01")
    assert said(petition(), other) == {"number": "Số 007/2026 đã dùng trong năm 2026."}


@pytest.mark.parametrize(
    "other",
    [
        petition("other", received_on="2025-12-31"),
        petition("other", received_on="2027-01-01"),
        petition("other", number="008/2026"),
        petition("other", received_on=None),
    ],
)
def test_the_number_of_another_year_and_another_number_are_free(other):
    assert said(petition(), other) == {}


def test_a_third_petition_of_the_same_number_in_the_year_is_found_behind_one_of_another_year():
    others = (petition("a", received_on="2025-03-03"), petition("b", received_on="2026-03-03"))
    assert set(said(petition(), *others)) == {"number"}


def test_two_that_met_in_a_merge_under_one_number_can_both_be_edited():
    twin = petition("twin")
    assert said(petition(content="Đường hỏng nặng"), twin, before=WHOLE) == {}


def test_a_petition_cannot_be_moved_into_a_year_in_which_its_number_is_used():
    moved = petition(received_on="2026-08-03")
    assert set(said(moved, petition("other"), before=WHOLE | {"received_on": "2025-08-03"})) == {"number"}


@pytest.mark.parametrize(
    ("written", "label"), [("reply", "Nội dung trả lời"), ("reply_number", "Số văn bản trả lời"), ("result", "Kết quả")]
)
def test_a_reply_without_its_day_is_told_to_count_as_no_reply(written, label):
    value = "solved" if written == "result" else "12"
    assert said(petition(**{written: value})) == {
        "replied_on": f"Đã ghi {label} nhưng chưa có ngày trả lời: kiến nghị vẫn tính là chưa trả lời. ?"
    }


def test_a_petition_that_was_handed_on_may_have_a_result_without_a_day():
    handed_on = petition(result="transferred", assigned_to="Sở", state="transferred", decided="transferred")
    assert said(handed_on) == {}


def test_closing_without_telling_the_people_is_warned_of():
    closed = {"state": "closed", "closed_on": "2026-08-12"}
    warned = said(petition(**REPLIED | closed, decided="closed"))
    assert warned == {"state": "Kết thúc khi chưa ghi ngày thông báo kết quả cho dân. ?"}
    assert said(petition(**TOLD | {"state": "closed"}, decided="closed")) == {}


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"received_on": "2026-08-13", "due_on": None}, "received_on", "Ngày tiếp nhận là ngày 13/08/2026, chưa tới."),
        ({**REPLIED, "replied_on": "2026-08-13"}, "replied_on", "Ngày trả lời là ngày 13/08/2026, chưa tới."),
        (
            {**TOLD, "people_told_on": "2026-08-13"},
            "people_told_on",
            "Ngày thông báo cho dân là ngày 13/08/2026, chưa tới.",
        ),
        (
            {"assigned_to": "A", "assigned_on": "2026-08-02", "state": "assigned"},
            "assigned_on",
            "Ngày giao không được trước Ngày tiếp nhận.",
        ),
        (
            {"assigned_to": "A", "assigned_on": "2026-08-13", "state": "assigned"},
            "assigned_on",
            "Ngày giao là ngày 13/08/2026, chưa tới.",
        ),
        ({"due_on": "2026-08-02"}, "due_on", "Hạn trả lời không được trước Ngày tiếp nhận."),
        ({**REPLIED, "replied_on": "2026-08-02"}, "replied_on", "Ngày trả lời không được trước Ngày tiếp nhận."),
        (
            {**TOLD, "people_told_on": "2026-08-09"},
            "people_told_on",
            "Ngày thông báo cho dân không được trước Ngày trả lời.",
        ),
    ],
)
def test_days_that_cannot_be_are_refused_beside_their_field(values, field, words):
    assert said(petition(**values)) == {field: words}


@pytest.mark.parametrize(
    "values",
    [
        {"assigned_to": "A", "assigned_on": "2026-08-03", "state": "assigned"},
        {"assigned_to": "A", "assigned_on": "2026-08-12", "state": "assigned"},
        {"due_on": "2026-08-03"},
        {**REPLIED, "replied_on": "2026-08-03"},
        {**TOLD, "people_told_on": "2026-08-10"},
        {**TOLD, "people_told_on": "2026-08-12"},
    ],
)
def test_one_day_may_hold_two_steps_and_today_is_no_future(values):
    assert said(petition(**values)) == {}


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({**REPLIED, "result": None}, "result", "Trạng thái “Đã trả lời” cần có Kết quả."),
        ({**TOLD, "told_how": None}, "told_how", "Trạng thái “Đã thông báo cho dân” cần có Hình thức thông báo."),
        (
            {"people_told_on": "2026-08-11"},
            "replied_on",
            "Đã ghi Ngày thông báo cho dân thì phải ghi Ngày trả lời.",
        ),
    ],
)
def test_a_stage_is_told_what_it_lacks(values, field, words):
    assert said(petition(**values)) == {field: words}


def test_what_lacked_something_before_can_be_edited_elsewhere():
    before = WHOLE | REPLIED | {"result": None}
    assert said(petition(**REPLIED | {"result": None, "content": "Đường và cống hỏng"}), before=before) == {}
    before = WHOLE | {"people_told_on": "2026-08-11"}
    assert said(petition(people_told_on="2026-08-11", content="Đường và cống hỏng"), before=before) == {}


def test_a_stage_is_asked_for_the_rest_when_one_of_its_fields_is_touched():
    before = WHOLE | REPLIED | {"result": None}
    touched = petition(**REPLIED | {"result": None, "replied_on": "2026-08-09"})
    assert set(said(touched, before=before)) == {"result"}
    before = WHOLE | {"people_told_on": "2026-08-11"}
    assert set(said(petition(people_told_on="2026-08-12"), before=before)) == {"replied_on"}


def test_a_state_is_contradicted_by_what_it_needs_and_lacks():
    record = petition()
    assert [(found.field, str(found.message)) for found in contradicted(STATES, record, "replied", around(record))] == [
        ("replied_on", "Trạng thái “Đã trả lời” cần có Ngày trả lời."),
        ("result", "Trạng thái “Đã trả lời” cần có Kết quả."),
    ]


@pytest.mark.parametrize(("before", "is_error"), [(None, False), (WHOLE | REPLIED, True)])
def test_a_state_behind_the_facts_is_warned_of_when_new_and_refused_when_changed(before, is_error):
    record = petition(**REPLIED, assigned_to="A")
    (found,) = contradicted(STATES, record, "assigned", around(record, before=before))
    assert (found.field, found.is_error) == ("state", is_error)
    assert str(found.message) == ("Theo những gì đã ghi, trạng thái là “Đã trả lời”, không phải “Đã giao giải quyết”.")


def lateness(record, day, law=LAW):
    late = late_term(DEADLINES, record, day, terms(law), Records(record))
    return late and (late.deadline.name, late.term.last, late.days_late(day))


@pytest.mark.parametrize(("day", "days"), [("2026-08-20", None), ("2026-08-21", 1), ("2026-09-20", 31)])
def test_a_petition_is_late_from_the_day_after_its_due_day(day, days):
    assert lateness(petition(), dt.date.fromisoformat(day)) == (days and (REPLY, dt.date(2026, 8, 20), days))


@pytest.mark.parametrize(("after", "days"), [(0, None), (1, 1), (40, 40)])
def test_the_people_are_told_within_the_days_of_the_rule_counted_from_the_day_after_the_reply(after, days):
    law = LAW.with_override(TELL_RULE, Fraction(5), "Quy chế của xã")
    law = law.with_override(DAY_OFF_RULE, Fraction(0), "Quy chế của xã")
    late = lateness(petition(**REPLIED), dt.date(2026, 8, 15) + dt.timedelta(days=after), law)
    assert late == (days and (TELL, dt.date(2026, 8, 15), days))


def test_a_reply_in_time_or_late_ends_the_term_of_the_reply():
    late_reply = petition(**REPLIED | {"replied_on": "2026-09-30"})
    assert lateness(late_reply, dt.date(2026, 9, 30)) is None


@pytest.mark.parametrize("values", [{"state": "closed"}, TOLD, {"due_on": None}])
def test_what_is_closed_or_told_or_has_no_term_is_never_late(values):
    assert lateness(petition(**values), dt.date(2030, 1, 1)) is None


@pytest.mark.parametrize("nature", ["complaint", "denunciation"])
def test_no_term_of_the_office_touches_what_laws_of_their_own_settle(nature):
    own = LAW.with_override("petition.reply_days.from.hotline", Fraction(1), "Quy chế")
    asked = petition(nature=nature, source="hotline")
    assert suggested_due_date(asked, terms(own)) == suggested_due_date(asked, terms(LAW))


def test_a_term_in_working_days_leaves_out_holidays():
    holiday = WorkCalendar({dt.date(2026, 8, 13): "Nghỉ"}, frozenset())
    own = LAW.with_override("petition.reply_days.from.hotline", Fraction(1), "Quy chế")
    asked = petition(nature="petition", source="hotline", received_on="2026-08-12")
    assert suggested_due_date(asked, terms(own)) == dt.date(2026, 8, 13)
    assert suggested_due_date(asked, terms(own, holiday)) == dt.date(2026, 8, 14)


@pytest.mark.parametrize("nature", ["complaint", "denunciation"])
def test_a_complaint_is_warned_of_a_due_day_that_is_none_of_the_laws_or_later(nature):
    record = petition(nature=nature)
    handled = suggested_due_date(record, terms(LAW))
    assert handled is not None
    code = {"complaint": "complaint.accept", "denunciation": "denunciation.handle"}[nature]
    cited = LAW.on(code, dt.date(2026, 8, 3)).citation
    words = f"Hạn thụ lý, xử lý đơn là ngày {handled:%d/%m/%Y} ({cited}); ghi ngày thụ lý thì tính hạn giải quyết. ?"
    day = dt.timedelta(days=1)
    assert "due_on" not in said(petition(nature=nature, due_on=handled.isoformat()))
    assert said(petition(nature=nature, due_on=(handled + day).isoformat()))["due_on"] == words
    assert said(petition(nature=nature, due_on=None))["due_on"] == words
    assert "due_on" not in said(petition(nature="reflection", due_on=None))


@pytest.mark.parametrize("nature", ["complaint", "denunciation"])
def test_an_accepted_complaint_is_warned_of_the_term_for_settling_it(nature):
    record = petition(nature=nature, accepted_on="2026-08-05")
    settled = suggested_due_date(record, terms(LAW))
    assert settled is not None
    cited = LAW.on(settling_rule(record, LAW), dt.date(2026, 8, 5)).citation
    late = petition(nature=nature, accepted_on="2026-08-05", due_on=(settled + dt.timedelta(days=1)).isoformat())
    assert said(late)["due_on"] == f"Hạn giải quyết, tính từ ngày thụ lý, là ngày {settled:%d/%m/%Y} ({cited}). ?"
    assert "due_on" not in said(petition(nature=nature, accepted_on="2026-08-05", due_on=settled.isoformat()))


def test_what_was_answered_or_decided_is_not_warned_of_its_term():
    late = {"nature": "complaint", "due_on": "2027-01-01"}
    assert "due_on" in said(petition(**late))
    assert "due_on" not in said(petition(**late, **REPLIED))
    assert "due_on" not in said(petition(decided="closed", **late | {"state": "closed"}))


@pytest.mark.parametrize(
    ("nature", "difficulty", "is_refused"),
    [
        ("complaint", "remote_complex", False),
        ("complaint", "very_complex", True),
        ("denunciation", "very_complex", False),
        ("denunciation", "remote", True),
        ("denunciation", "remote_complex", True),
        ("petition", "very_complex", False),
    ],
)
def test_a_matter_is_of_a_sort_that_the_law_of_its_nature_knows(nature, difficulty, is_refused):
    values = {"nature": nature, "difficulty": difficulty}
    found = said(petition(**values)).get("difficulty")
    code = {"complaint": "complaint.settle.first", "denunciation": "denunciation.settle"}.get(nature)
    citation = LAW[code].citation if code else None
    words = f"Không có thời hạn riêng cho diện này ({citation}). Hãy chọn diện khác."
    assert found == (words if is_refused else None)
    assert "difficulty" not in said(petition(**values), before=WHOLE | values)


def test_a_denunciation_has_no_second_instance():
    assert "Tố cáo không có lần giải quyết hai" in said(petition(nature="denunciation", instance="second"))["instance"]
    assert "instance" not in said(petition(nature="complaint", instance="second"))
