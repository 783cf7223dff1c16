"""Who asks for a paper about nothing gets one line that says why and what to do, and no paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from danvan_desktop.localization import Translator
from danvan_desktop.reports.catalogue import FORMS, form_of, suggested_file_name
from danvan_desktop.reports.copies import CopyWish
from danvan_desktop.reports.document import CopyKind
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.form import Needs, ReportForm
from danvan_desktop.reports.printing import print_form
from tests.reports import bare_records as bare
from tests.reports.conftest import Office
from tests.reports.golden_office import record_of
from tests.reports.recorded_cases import ACCEPTED, DENOUNCED, HOT_SPOT, TO_PROVINCE, case, once_denounced, reception_day
from tests.reports.recorded_inspections import held_inspection, inspection, rating

pytestmark = pytest.mark.usefixtures("earlier_petitions")

Make = Callable[[Office], str]


_REFUSED: list[tuple[str, Make, str]] = [
    ("meeting-minutes", bare.planned, "mới dự kiến"),
    ("community-resolution", bare.planned, "mới dự kiến"),
    ("community-resolution", Office.meeting, "không có nội dung biểu quyết"),
    ("community-resolution", bare.lost, "không có nội dung nào được thông qua"),
    ("decision-extract", bare.planned, "mới dự kiến"),
    ("decision-extract", Office.meeting, "không có nội dung biểu quyết"),
    ("decision-extract", bare.lost, "không có nội dung nào được thông qua"),
    ("vote-count", bare.planned, "mới dự kiến"),
    ("vote-count", Office.meeting, "không có phiếu để kiểm"),
    ("vote-count", bare.raised, "không có phiếu để kiểm"),
    ("household-ballots", bare.planned, "mới dự kiến"),
    ("household-ballots", bare.raised, "không có nội dung nào phát phiếu"),
    ("ballot-slip", Office.meeting, "không có nội dung nào biểu quyết bằng phiếu này"),
    ("opinion-slip", bare.raised, "không có nội dung nào biểu quyết bằng phiếu này"),
    ("ballot-list", bare.raised, "không có nội dung nào biểu quyết bằng phiếu này"),
    ("candidates-minutes", Office.meeting, "Chỉ cuộc họp bầu"),
    (
        "candidates-minutes",
        lambda office: office.meeting(purpose="election", convened_by="election_team"),
        "Chưa ghi “Người ứng cử dự kiến”",
    ),
    ("recognition-request", bare.planned, "mới dự kiến"),
    ("recognition-request", bare.raised, "phải được công nhận"),
    ("community-resolution", bare.only_commune_wide, "chỉ biểu quyết nội dung toàn xã"),
    ("decision-extract", bare.only_commune_wide, "chỉ biểu quyết nội dung toàn xã"),
    ("commune-vote", bare.matter, "Chưa thôn, tổ dân phố nào biểu quyết"),
    ("commune-vote", bare.half_answered, "Còn 1 thôn, tổ dân phố chưa có kết quả"),
    ("dialogue-minutes", bare.planned_dialogue, "mới dự kiến"),
    ("dialogue-conclusion", bare.planned_dialogue, "mới dự kiến"),
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
    ("contest-blank-sheet", bare.contest, "Chưa ghi đội thi nào"),
    ("contest-blank-sheet", lambda office: bare.contest(office, "Thôn Đông"), "Chưa có phần thi"),
    ("contest-sheets", lambda office: bare.contest(office, "Thôn Đông"), "Chưa ghi điểm"),
    ("contest-ranking", lambda office: bare.contest(office, "Thôn Đông"), "Chưa ghi điểm"),
    ("contest-decision", lambda office: bare.contest(office, "Thôn Đông"), "Chưa ghi giải"),
    ("award-proposal", lambda office: bare.award(office, decided=True), "đã có kết quả “Được khen”"),
    ("award-decision", lambda office: bare.award(office, level="province"), "do cấp trên quyết định"),
    ("award-decision", lambda office: bare.award(office, state="refused"), "không được khen"),
    ("model-tree", Office.model, "Chưa có mô hình nào nhân rộng"),
    ("petition-reply", lambda office: bare.once_secret(office, result="solved"), "giữ bí mật người tố cáo"),
    ("situation-urgent", lambda office: bare.entry(office, urgent=False), "không đánh dấu"),
    ("posting-minutes", bare.item, "Chưa ghi nơi niêm yết"),
    ("posting-end-minutes", lambda office: bare.item(office, posted=True), "Chưa ghi “Đến ngày”"),
    ("board-members", bare.board, "Chưa ghi thành viên nào"),
    ("inspection-conclusion", inspection, "mới dự kiến nên chưa có kết luận"),
    ("inspection-conclusion", held_inspection, "Chưa ghi “Ưu điểm”"),
    ("rating-sheet", rating, "chưa có tiêu chí nào"),
    ("cadre-rating-sheet", lambda office: rating(office, "cadre_rating"), "chưa có tiêu chí nào"),
    ("rating-notice", rating, "Chưa ghi ngày quyết định"),
    ("land-posting-minutes", bare.land_step, "không phải niêm yết"),
    ("land-opinion-minutes", bare.land_step, "không phải họp lấy ý kiến"),
    ("land-household-book", bare.land, "Chưa ghi hộ nào"),
    ("oversight-report", bare.oversight, "mới dự kiến nên chưa có kết quả"),
    ("oversight-report", bare.held_oversight, "Chưa ghi “Ưu điểm”"),
    ("consultation-synthesis", bare.asked, "Chưa ghi kết quả lấy ý kiến"),
    ("consultation-notice", bare.asked, "Chưa ghi “Nội dung tiếp thu, giải trình”"),
    ("contribution-book", bare.work, "Chưa ghi đóng góp nào"),
    ("work-account", bare.work, "Chưa ghi “Đã chi”"),
    ("month-plan", bare.plan, "không phải kế hoạch Tháng Dân vận"),
    ("month-plan", lambda office: bare.plan(office, type="month"), "chưa có nhiệm vụ"),
    ("year-plan", bare.plan, "Kế hoạch chưa có nhiệm vụ"),
    ("year-plan", lambda office: bare.plan(office, type="month"), "không phải kế hoạch công tác năm"),
    ("month-report", bare.plan, "không phải kế hoạch Tháng Dân vận"),
    ("month-report", lambda office: bare.plan(office, type="month"), "Chưa có việc nào của Tháng Dân vận"),
    ("reception-refusal", bare.visit, "mới lập thông báo"),
    ("reception-refusal", lambda office: bare.visit(office, nature="denunciation"), "giữ bí mật"),
    ("reception-receipt", bare.visit, "không nhận đơn"),
    ("reception-receipt", lambda office: bare.visit(office, nature="denunciation", handling="taken"), "giữ bí mật"),
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
    ("task-table", bare.plan, "chưa có nhiệm vụ nào"),
    ("plan-reminder", bare.plan_of_far_ahead, "Không có nhiệm vụ nào quá hạn"),
    ("task-reminder", bare.closed_task, "không nhắc nữa"),
    ("submission-letter", bare.owed, "chính đơn vị nộp"),
    ("submission-letter", lambda office: bare.owed(office, from_unit=office.village, sent_on="2026-09-20"), "đã gửi"),
    ("situation-urgent", bare.secret_entry, "báo cáo riêng bằng văn bản mật"),
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
            bare.once_secret(office, assigned_to="UBND tỉnh", result="solved"),
        ],
        "situation_entry": [bare.secret_entry(office)],
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
    meeting = bare.meeting(office, {**bare.BALLOTS, "votes_for": 90, "votes_against": 2})
    petition = office.petition(assigned_to="Địa chính", due_on="2026-09-01", result="explained")
    model = office.model(state="scored", grown_from=office.model(name="Đường cờ", registered_on="2026-07-20"))
    office.save("model_progress", model=model, reported_on="2026-08-10", done="Trồng 400 m")
    office.save("criterion", set="Dân vận khéo", version="2026", order=1, name="Kết quả", maximum=10)
    records = {
        "meeting": meeting,
        "commune_vote": bare.answered(office),
        "dialogue": office.dialogue(conclusion="Niêm yết phương án."),
        "petition": petition,
        "model": model,
        "award": bare.award(office),
        "contest": bare.contest(office, "Thôn Đông", marked=True),
        "situation_entry": bare.entry(office, urgent=True, proposal="Sớm trả lời"),
        "publicity_item": bare.item(office, posted=True, until="2026-09-10"),
        "supervision_board": bare.listed_board(office),
        "inspection": inspection(office, state="done", strengths="Đủ sổ sách"),
        "rating": rating(office, set="Dân vận khéo", self_total=9, rank="failed", decided_on="2026-09-10"),
        "cadre_rating": rating(office, "cadre_rating", set="Dân vận khéo"),
        "oversight": bare.oversight(office, state="done", positive="Đủ sổ sách"),
        "land_project": bare.land(office, households=True),
        "land_step": bare.land_step(office, "s07"),
        "consultation": bare.asked(office, synthesis="Mở rộng đường", explanation="Tiếp thu"),
        "community_work": bare.work(office, spent=1_000_000),
        "plan": bare.plan(office, type="month"),
        "reception_visit": (taken := bare.visit(office, handling="taken")),
        "reception": office.store.get(taken).text("reception"),
        "case": case(office, accepted_on="2026-08-14"),
        "case-accused": case(office, **ACCEPTED, against="Trưởng thôn"),
        "case-not-accepted": case(office, handling="not_accepted", handled_on="2026-08-14", ground="Hết thời hiệu"),
        "case-guidance": case(office, handling="guided", **TO_PROVINCE),
        "case-transfer": case(office, **DENOUNCED, handling="transferred", **TO_PROVINCE),
        "case-return": case(office, handling="returned", **TO_PROVINCE),
        "hot-spot-file": case(office, **HOT_SPOT),
        "submission": bare.owed(office, from_unit=office.village),
    }
    raised = {"title": "Ra quân", "lead": "Đoàn Thanh niên", "due_on": "2026-09-15"}
    records["task"] = office.save("task", plan=records["plan"], **raised)
    office.save("activity", plan=records["plan"], topic="Ra quân", held_on="2026-08-12", people=30)
    office.save("contribution", work=records["community_work"], money=500_000, given_on="2026-08-20")
    letter = office.petition("013/2026", nature="complaint")
    asked = bare.meeting(
        office, {"content_type": "consultation", "method": "household_ballot", "votes_for": 100, "votes_against": 2}
    )
    election = office.meeting(purpose="election", convened_by="election_team", candidates="Trần Văn Bảy, 1980")
    refused = bare.visit(office, handling="refused", refusal_ground="h")
    opinions = bare.land_step(office, "s08")
    recognised = bare.meeting(
        office, {**bare.BALLOTS, "content_type": "village_rules", "votes_for": 90, "votes_against": 2}
    )
    yearly = bare.plan_of_far_ahead(office)
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
