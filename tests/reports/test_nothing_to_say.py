"""Who asks for a paper about nothing gets one line that says why and what to do, and no paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Translator
from danvan_desktop.reports.catalogue import FORMS, form_of, suggested_file_name
from danvan_desktop.reports.copies import CopyWish
from danvan_desktop.reports.document import CopyKind
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.form import Needs, ReportForm
from danvan_desktop.reports.printing import print_form
from tests.reports.conftest import Office
from tests.reports.golden_office import record_of
from tests.reports.recorded_cases import ACCEPTED, DENOUNCED, HOT_SPOT, TO_PROVINCE, case, once_denounced, reception_day
from tests.reports.recorded_inspections import held_inspection, inspection, rating

pytestmark = pytest.mark.usefixtures("earlier_petitions")

Make = Callable[[Office], str]
_BALLOTS = {"content_type": "finance", "method": "secret_ballot"}


def _meeting(office: Office, *decisions: dict[str, object], **values: object) -> str:
    meeting = office.meeting(**values)
    for order, decision in enumerate(decisions, 1):
        office.save("decision", meeting=meeting, order=order, title="Thu quỹ", **decision)
    return meeting


def _raised(office: Office) -> str:
    return _meeting(office, {"votes_for": 90, "votes_against": 2})


def _lost(office: Office) -> str:
    return _meeting(office, {**_BALLOTS, "votes_for": 10, "votes_against": 80})


def _planned(office: Office) -> str:
    return office.meeting(state="planned")


def _planned_dialogue(office: Office) -> str:
    return office.dialogue(state="planned")


def _once_secret(office: Office, **values: object) -> str:
    """A denunciation that was called a petition afterwards."""
    petition = office.petition("102/2026", nature="denunciation", **values)
    office.store.save(Draft("petition", {"nature": "petition"}, petition))
    return petition


def _secret_entry(office: Office) -> str:
    return _entry(
        office, urgent=True, proposal="Sớm xác minh", petition=office.petition("103/2026", nature="denunciation")
    )


def _matter(office: Office) -> str:
    """A matter of the whole commune on which no village decided yet."""
    return office.save("commune_vote", title="Làm đường trục xã", opens_on="2026-08-01")


def _only_commune_wide(office: Office) -> str:
    decided = {"content_type": "contribution", "scope": "commune", "commune_vote": _matter(office)}
    return _meeting(office, {**decided, "votes_for": 90, "votes_against": 2})


def _half_answered(office: Office) -> str:
    """A matter that is still open: one of two villages answered."""
    office.save("unit", name="Tổ dân phố số 2", kind="residential_group", code="DS-02", parent=office.store.unit.uid)
    return _answered(office)


def _answered(office: Office) -> str:
    matter = _matter(office)
    decided = {"content_type": "contribution", "scope": "commune", "commune_vote": matter}
    _meeting(office, {**decided, "votes_for": 90, "votes_against": 2})
    return matter


def _item(office: Office, *, posted: bool = False, until: str | None = None) -> str:
    item = office.save("publicity_item", item="p02", title="Dự toán ngân sách", paper_date="2026-08-03")
    if posted:
        office.save("publicity_posting", item=item, from_on="2026-08-05", to_on=until)
    return item


def _asked(office: Office, **values: object) -> str:
    made = {"subject": "Dự thảo", "item": "c01", "drafting_body": "UBND xã", "published_on": "2026-08-03"}
    return office.save("consultation", **made, **values)


def _oversight(office: Office, **values: object) -> str:
    made = {"type": "supervision", "form": "team", "subject": "Việc thu các quỹ", "target": "UBND xã"}
    return office.save("oversight", **made, visit_on="2026-08-12", **values)


def _held_oversight(office: Office) -> str:
    return _oversight(office, state="done")


def _board(office: Office) -> str:
    founded = {"kind": "inspection", "name": "Ban Thanh tra nhân dân", "members_count": 5, "term_from": "2026-08-03"}
    return office.save("supervision_board", **founded)


def _listed_board(office: Office) -> str:
    board = _board(office)
    office.save("board_member", board=board, full_name="Bùi Văn Duy")
    return board


def _land(office: Office, *, households: bool = False) -> str:
    project = office.save("land_project", name="Mở đường", started_on="2026-07-02")
    if households:
        office.save("land_household", project=project, owner="Nguyễn Văn An")
    return project


def _land_step(office: Office, code: str = "s01") -> str:
    return office.save("land_step", project=_land(office), code=code, done_on="2026-08-03")


def _work(office: Office, **values: object) -> str:
    return office.save("community_work", name="Đường ngõ 3", type="road", unit=office.village, **values)


def _visit(office: Office, **values: object) -> str:
    session = {"body": "government", "kind": "regular", "receiver": "Lê Văn Cường", "place": "Phòng tiếp công dân"}
    reception = office.save("reception", held_on="2026-08-12", **session)
    said = {"citizen_name": "Trần Thị Bình", "content": "Hỏi về đất", "nature": "petition", "handling": "answered"}
    return office.save("reception_visit", reception=reception, **(said | values))


def _plan(office: Office, **values: object) -> str:
    return office.save("plan", **{"type": "yearly", "title": "Kế hoạch", "issued_on": "2026-08-03", **values})


def _contest(office: Office, *teams: str, marked: bool = False) -> str:
    made = {"name": "Hội thi", "unit": office.store.unit.uid, "held_on": "2026-08-20", "state": "held"}
    contest = office.save("contest", **made)
    for team in teams:
        prize = {"prize": "first"} if marked else {}
        entry = office.save("contest_entry", contest=contest, team=team, **prize)
        if marked:
            part = office.save("criterion", set="Hội thi", version="2025", name="Chào hỏi", maximum=20)
            office.save("mark", subject=entry, criterion=part, scorer="Lê Văn Cường", points=18)
    return contest


def _award(office: Office, *, decided: bool = False, **values: object) -> str:
    number = {"decision_number": "12/QĐ-UBND", "decided_on": "2026-08-25"} if decided else {}
    made = {"subject": "Chi hội Phụ nữ", "unit": office.village, "proposed_on": "2026-08-20"}
    return office.save("award", **(made | number | values))


def _task(office: Office, **values: object) -> str:
    return office.save("task", plan=_plan(office), title="Kiểm tra", lead="Văn phòng", **values)


def _plan_of_far_ahead(office: Office) -> str:
    plan = _plan(office)
    office.save("task", plan=plan, title="Kiểm tra", lead="Văn phòng", due_on="2026-12-31")
    return plan


def _closed_task(office: Office) -> str:
    return _task(office, due_on="2026-09-15", done_on="2026-09-15")


def _owed(office: Office, **values: object) -> str:
    made = {"report": "work_quarter", "period": "2026-Q3", "to": "Đảng ủy xã", "due_on": "2026-09-20"}
    return office.save("submission", **(made | values))


_REFUSED: list[tuple[str, Make, str]] = [
    ("meeting-minutes", _planned, "mới dự kiến"),
    ("community-resolution", _planned, "mới dự kiến"),
    ("community-resolution", Office.meeting, "không có nội dung biểu quyết"),
    ("community-resolution", _lost, "không có nội dung nào được thông qua"),
    ("decision-extract", _planned, "mới dự kiến"),
    ("decision-extract", Office.meeting, "không có nội dung biểu quyết"),
    ("decision-extract", _lost, "không có nội dung nào được thông qua"),
    ("vote-count", _planned, "mới dự kiến"),
    ("vote-count", Office.meeting, "không có phiếu để kiểm"),
    ("vote-count", _raised, "không có phiếu để kiểm"),
    ("household-ballots", _planned, "mới dự kiến"),
    ("household-ballots", _raised, "không có nội dung nào phát phiếu"),
    ("ballot-slip", Office.meeting, "không có nội dung nào biểu quyết bằng phiếu này"),
    ("opinion-slip", _raised, "không có nội dung nào biểu quyết bằng phiếu này"),
    ("ballot-list", _raised, "không có nội dung nào biểu quyết bằng phiếu này"),
    ("candidates-minutes", Office.meeting, "Chỉ cuộc họp bầu"),
    (
        "candidates-minutes",
        lambda office: office.meeting(purpose="election", convened_by="election_team"),
        "Chưa ghi “Người ứng cử dự kiến”",
    ),
    ("recognition-request", _planned, "mới dự kiến"),
    ("recognition-request", _raised, "phải được công nhận"),
    ("community-resolution", _only_commune_wide, "chỉ biểu quyết nội dung toàn xã"),
    ("decision-extract", _only_commune_wide, "chỉ biểu quyết nội dung toàn xã"),
    ("commune-vote", _matter, "Chưa thôn, tổ dân phố nào biểu quyết"),
    ("commune-vote", _half_answered, "Còn 1 thôn, tổ dân phố chưa có kết quả"),
    ("dialogue-minutes", _planned_dialogue, "mới dự kiến"),
    ("dialogue-conclusion", _planned_dialogue, "mới dự kiến"),
    ("dialogue-conclusion", Office.dialogue, "chưa ghi kết luận"),
    ("petition-handling", Office.petition, "không xử lý theo thủ tục"),
    ("petition-transfer", Office.petition, "chưa giao cho ai"),
    ("petition-transfer", lambda office: office.petition(assigned_to="UBND xã"), "giao cho chính UBND xã"),
    ("petition-transfer", lambda office: office.petition(nature="complaint", assigned_to="Tỉnh"), "không chuyển đơn"),
    ("petition-handling", lambda office: office.petition(nature="denunciation"), "--reveal"),
    ("petition-slip", lambda office: office.petition(nature="denunciation"), "“In cả nội dung bí mật”"),
    ("petition-reply", Office.petition, "chưa có kết quả"),
    ("petition-reply", lambda office: office.petition(nature="complaint"), "Quyết định giải quyết khiếu nại"),
    ("model-progress", Office.model, "chưa có báo cáo tiến độ"),
    ("model-scoring", Office.model, "Chưa có tiêu chí"),
    ("contest-blank-sheet", _contest, "Chưa ghi đội thi nào"),
    ("contest-blank-sheet", lambda office: _contest(office, "Thôn Đông"), "Chưa có phần thi"),
    ("contest-sheets", lambda office: _contest(office, "Thôn Đông"), "Chưa ghi điểm"),
    ("contest-ranking", lambda office: _contest(office, "Thôn Đông"), "Chưa ghi điểm"),
    ("contest-decision", lambda office: _contest(office, "Thôn Đông"), "Chưa ghi giải"),
    ("award-proposal", lambda office: _award(office, decided=True), "đã có kết quả “Được khen”"),
    ("award-decision", lambda office: _award(office, level="province"), "do cấp trên quyết định"),
    ("award-decision", lambda office: _award(office, state="refused"), "không được khen"),
    ("model-tree", Office.model, "Chưa có mô hình nào nhân rộng"),
    ("petition-reply", lambda office: _once_secret(office, result="solved"), "giữ bí mật người tố cáo"),
    ("situation-urgent", lambda office: _entry(office, urgent=False), "không đánh dấu"),
    ("posting-minutes", _item, "Chưa ghi nơi niêm yết"),
    ("posting-end-minutes", lambda office: _item(office, posted=True), "Chưa ghi “Đến ngày”"),
    ("board-members", _board, "Chưa ghi thành viên nào"),
    ("inspection-conclusion", inspection, "mới dự kiến nên chưa có kết luận"),
    ("inspection-conclusion", held_inspection, "Chưa ghi “Ưu điểm”"),
    ("rating-sheet", rating, "chưa có tiêu chí nào"),
    ("cadre-rating-sheet", lambda office: rating(office, "cadre_rating"), "chưa có tiêu chí nào"),
    ("rating-notice", rating, "Chưa ghi ngày quyết định"),
    ("land-posting-minutes", _land_step, "không phải niêm yết"),
    ("land-opinion-minutes", _land_step, "không phải họp lấy ý kiến"),
    ("land-household-book", _land, "Chưa ghi hộ nào"),
    ("oversight-report", _oversight, "mới dự kiến nên chưa có kết quả"),
    ("oversight-report", _held_oversight, "Chưa ghi “Ưu điểm”"),
    ("consultation-synthesis", _asked, "Chưa ghi kết quả lấy ý kiến"),
    ("consultation-notice", _asked, "Chưa ghi “Nội dung tiếp thu, giải trình”"),
    ("contribution-book", _work, "Chưa ghi đóng góp nào"),
    ("work-account", _work, "Chưa ghi “Đã chi”"),
    ("month-plan", _plan, "không phải kế hoạch Tháng Dân vận"),
    ("month-plan", lambda office: _plan(office, type="month"), "chưa có nhiệm vụ"),
    ("year-plan", _plan, "Kế hoạch chưa có nhiệm vụ"),
    ("year-plan", lambda office: _plan(office, type="month"), "không phải kế hoạch công tác năm"),
    ("month-report", _plan, "không phải kế hoạch Tháng Dân vận"),
    ("month-report", lambda office: _plan(office, type="month"), "Chưa có việc nào của Tháng Dân vận"),
    ("reception-refusal", _visit, "mới lập thông báo"),
    ("reception-refusal", lambda office: _visit(office, nature="denunciation"), "giữ bí mật"),
    ("reception-receipt", _visit, "không nhận đơn"),
    ("reception-receipt", lambda office: _visit(office, nature="denunciation", handling="taken"), "giữ bí mật"),
    ("case-acceptance", case, "không phải là “Thụ lý”"),
    ("case-acceptance", lambda office: case(office, **HOT_SPOT), "Chỉ khiếu nại, tố cáo"),
    ("case-acceptance", lambda office: case(office, **DENOUNCED, accepted_on="2026-08-14"), "--reveal"),
    ("case-accused", case, "Chỉ tố cáo"),
    ("case-accused", lambda office: case(office, **DENOUNCED), "không phải là “Thụ lý”"),
    ("case-accused", lambda office: case(office, **ACCEPTED), "--reveal"),
    ("case-not-accepted", case, "không phải là “Không thụ lý”"),
    ("case-not-accepted", lambda office: case(office, nature="dispute"), "Chỉ khiếu nại, tố cáo"),
    ("case-guidance", case, "không phải là “Hướng dẫn”"),
    ("case-guidance", lambda office: case(office, handling="guided", handled_on="2026-08-14"), "Chưa ghi nơi"),
    ("case-transfer", case, "không chuyển"),
    ("case-transfer", lambda office: case(office, **DENOUNCED), "không phải là “Chuyển đơn”"),
    (
        "case-transfer",
        lambda office: case(
            office, **DENOUNCED, handling="transferred", handled_on="2026-08-14", sent_to="UBND xã Đông Sơn"
        ),
        "là chính UBND xã Đông Sơn",
    ),
    ("case-return", case, "không phải là “Trả lại đơn”"),
    ("hot-spot-file", case, "không phải loại “Điểm nóng"),
    ("hot-spot-file", lambda office: once_denounced(office, nature="hot_spot"), "--reveal"),
    ("reception-conclusion", reception_day, "chưa có lượt tiếp nào"),
    ("reception-conclusion", lambda office: reception_day(office, body="council", nobody_came=True), "soạn riêng"),
    ("task-table", _plan, "chưa có nhiệm vụ nào"),
    ("plan-reminder", _plan_of_far_ahead, "Không có nhiệm vụ nào quá hạn"),
    ("task-reminder", _closed_task, "không nhắc nữa"),
    ("submission-letter", _owed, "chính đơn vị nộp"),
    ("submission-letter", lambda office: _owed(office, from_unit=office.village, sent_on="2026-09-20"), "đã gửi"),
    ("situation-urgent", _secret_entry, "báo cáo riêng bằng văn bản mật"),
]
_OF_PERIODS = [
    ("rating-summary", "2026", "chưa ghi xếp loại của đơn vị nào"),
    ("rating-years", "2026", "Chưa có xếp loại cả năm nào"),
    ("award-list", "2026-Q3", "không có đề nghị khen thưởng nào"),
    ("petition-reminder", "2026-Q3", "đang quá hạn"),
    ("submission-reminder", "2026-Q3", "không có gì để đôn đốc"),
    ("publicity-plan", "2026", "Chưa có nội dung công khai nào"),
    ("publicity-posted-list", "2026-Q3", "chưa ghi nơi niêm yết"),
    ("model-recognition", "2026-Q3", "không có mô hình nào đã chấm điểm"),
    ("reception-schedule", "2026-08", "chưa có buổi tiếp nào trên lịch"),
    ("work-report", "2026-08", "không làm theo tháng"),
    ("democracy-report", "2026-08", "không làm theo tháng"),
    ("unit-figures", "2026-Q3", "Kỳ này chưa có số liệu nào của các đơn vị"),
]


def _entry(office: Office, **values: object) -> str:
    return office.save("situation_entry", unit=office.village, noted_on="2026-08-20", content="Tụ tập", **values)


@pytest.mark.parametrize(("code", "make", "why"), _REFUSED)
def test_a_record_without_it_is_refused_in_one_line_that_says_what_to_do(
    office: Office, tmp_path: Path, code: str, make: Make, why: str
) -> None:
    _is_refused(office, code, make(office), "", why, tmp_path)


@pytest.mark.parametrize(("code", "period", "why"), _OF_PERIODS)
def test_a_period_without_it_is_refused_in_one_line_that_says_what_to_do(
    office: Office, tmp_path: Path, code: str, period: str, why: str
) -> None:
    _is_refused(office, code, "", period, why, tmp_path)


def _is_refused(office: Office, code: str, uid: str, period: str, why: str, folder: Path) -> None:
    form, context = form_of(code), office.context(uid, period)
    reason = form.nothing_to_say(context)
    assert reason is not None
    said = Translator("vi")(reason)
    assert why in said
    assert "Hãy" in said or "hãy" in said
    assert "\n" not in said
    for copy in (None, CopyWish(CopyKind.FULL, 1)):
        with pytest.raises(ReportError, match=why):
            print_form(form, context, folder / "a.pdf", copy=copy)
    assert list(folder.glob("a*")) == []


@pytest.mark.parametrize(
    ("agency", "is_own"),
    [
        ("UBND xã Đông Sơn", True),
        ("Uỷ ban nhân dân xã", True),
        ("Chủ tịch UBND xã", True),
        ("UBND xã Tân Chi", False),
        ("UBND tỉnh", False),
        ("Công an xã", False),
        ("Công chức Địa chính, UBND xã", False),
    ],
)
def test_nobody_transfers_to_oneself(office: Office, agency: str, is_own: bool) -> None:
    context = office.context(office.petition(assigned_to=agency))
    assert (form_of("petition-transfer").nothing_to_say(context) is not None) is is_own


@pytest.mark.parametrize("form", [form for form in FORMS if form.needs is Needs.RECORD], ids=lambda form: form.code)
def test_no_paper_of_a_secret_record_names_its_village(office: Office, form: ReportForm) -> None:
    made = {
        "petition": [
            office.petition("101/2026", nature="denunciation", assigned_to="UBND tỉnh", result="solved"),
            _once_secret(office, assigned_to="UBND tỉnh", result="solved"),
        ],
        "situation_entry": [_secret_entry(office)],
        "case": [
            case(office, **DENOUNCED, **TO_PROVINCE, handling=how, channel=channel)
            for how, channel in (("transferred", "letter"), ("returned", "transferred"))
        ]
        + [
            once_denounced(office, nature="hot_spot"),
            once_denounced(office, nature="dispute", handling="transferred", **TO_PROVINCE),
        ],
    }
    for uid in made.get(form.kind, ()):
        context = office.context(uid)
        if form.nothing_to_say(context) is None:
            assert "thôn đông" not in office.printed(form.code, uid).whole_text.lower()
            assert "Thon-Dong" not in suggested_file_name(form, context)


def test_every_form_that_can_have_nothing_to_say_is_tried_here() -> None:
    tried = {code for code, *_rest in (*_REFUSED, *_OF_PERIODS)}
    assert tried == {form.code for form in FORMS if form.nothing_to_say.__name__ != "always_something"}


@pytest.mark.parametrize("form", [form for form in FORMS if form.needs is Needs.PERIOD], ids=lambda form: form.code)
def test_registers_and_reports_say_that_nothing_happened(office: Office, form: object) -> None:
    assert isinstance(form, type(FORMS[0]))
    if form.nothing_to_say.__name__ == "always_something" or form.code in ("work-report", "democracy-report"):
        assert form.nothing_to_say(office.context(period="2026-Q3")) is None


def test_each_has_something_to_say_once_it_is_recorded(office: Office) -> None:
    meeting = _meeting(office, {**_BALLOTS, "votes_for": 90, "votes_against": 2})
    petition = office.petition(assigned_to="Địa chính", due_on="2026-09-01", result="explained")
    model = office.model(state="scored", grown_from=office.model(name="Đường cờ", registered_on="2026-07-20"))
    office.save("model_progress", model=model, reported_on="2026-08-10", done="Trồng 400 m")
    office.save("criterion", set="Dân vận khéo", version="2026", order=1, name="Kết quả", maximum=10)
    records = {
        "meeting": meeting,
        "commune_vote": _answered(office),
        "dialogue": office.dialogue(conclusion="Niêm yết phương án."),
        "petition": petition,
        "model": model,
        "award": _award(office),
        "contest": _contest(office, "Thôn Đông", marked=True),
        "situation_entry": _entry(office, urgent=True, proposal="Sớm trả lời"),
        "publicity_item": _item(office, posted=True, until="2026-09-10"),
        "supervision_board": _listed_board(office),
        "inspection": inspection(office, state="done", strengths="Đủ sổ sách"),
        "rating": rating(office, set="Dân vận khéo", self_total=9, rank="failed", decided_on="2026-09-10"),
        "cadre_rating": rating(office, "cadre_rating", set="Dân vận khéo"),
        "oversight": _oversight(office, state="done", positive="Đủ sổ sách"),
        "land_project": _land(office, households=True),
        "land_step": _land_step(office, "s07"),
        "consultation": _asked(office, synthesis="Mở rộng đường", explanation="Tiếp thu"),
        "community_work": _work(office, spent=1_000_000),
        "plan": _plan(office, type="month"),
        "reception_visit": (taken := _visit(office, handling="taken")),
        "reception": office.store.get(taken).text("reception"),
        "case": case(office, accepted_on="2026-08-14"),
        "case-accused": case(office, **ACCEPTED, against="Trưởng thôn"),
        "case-not-accepted": case(office, handling="not_accepted", handled_on="2026-08-14", ground="Hết thời hiệu"),
        "case-guidance": case(office, handling="guided", **TO_PROVINCE),
        "case-transfer": case(office, **DENOUNCED, handling="transferred", **TO_PROVINCE),
        "case-return": case(office, handling="returned", **TO_PROVINCE),
        "hot-spot-file": case(office, **HOT_SPOT),
        "submission": _owed(office, from_unit=office.village),
    }
    raised = {"title": "Ra quân", "lead": "Đoàn Thanh niên", "due_on": "2026-09-15"}
    records["task"] = office.save("task", plan=records["plan"], **raised)
    office.save("activity", plan=records["plan"], topic="Ra quân", held_on="2026-08-12", people=30)
    office.save("contribution", work=records["community_work"], money=500_000, given_on="2026-08-20")
    letter = office.petition("013/2026", nature="complaint")
    asked = _meeting(
        office, {"content_type": "consultation", "method": "household_ballot", "votes_for": 100, "votes_against": 2}
    )
    election = office.meeting(purpose="election", convened_by="election_team", candidates="Trần Văn Bảy, 1980")
    refused = _visit(office, handling="refused", refusal_ground="h")
    opinions = _land_step(office, "s08")
    recognised = _meeting(office, {**_BALLOTS, "content_type": "village_rules", "votes_for": 90, "votes_against": 2})
    yearly = _plan_of_far_ahead(office)
    for form in FORMS:
        uid = "" if form.needs is Needs.PERIOD else record_of(records, form)
        others = {
            "petition-handling": letter,
            "candidates-minutes": election,
            "reception-refusal": refused,
            "land-opinion-minutes": opinions,
            "recognition-request": recognised,
            "year-plan": yearly,
        }
        others |= dict.fromkeys(("household-ballots", "opinion-slip", "ballot-list"), asked)
        uid = others.get(form.code, uid)
        context = office.context(uid, "" if uid else "2026-Q3")
        context = form.opened(context) if form.code == "case-accused" else context
        assert form.nothing_to_say(context) is None, form.code
