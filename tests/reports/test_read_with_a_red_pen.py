"""What a reader with a red pen marked on papers of a whole year, each as a rule of its form."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan_desktop.reports.binding import UNBROKEN_SPACE, figures_bound
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.forms.communities import communities_of
from danvan_desktop.reports.style import Style
from danvan_desktop.store import Store
from tests.copies import replace
from tests.reports.conftest import Office
from tests.reports.golden import FOLDER


def _text(office: Office, form: str, uid: str) -> str:
    return " ".join(office.printed(form, uid).whole_text.split())


def test_whoever_sent_a_reflection_is_named_by_it_without_a_title_before_the_name(office: Office) -> None:
    petition = office.petition("012/2026", nature="reflection", citizen_name="Bà Hoàng Thị Mai", group_size=5)
    text = _text(office, "petition-slip", petition)
    assert "1. Người phản ánh Họ và tên: Hoàng Thị Mai." in text
    assert "Số người cùng phản ánh: 05 người." in text
    assert "Người phản ánh giữ phiếu này" in text
    assert "kiến nghị" not in text


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2026-09-21", "2026-10-20", "đến hết ngày 20 tháng 10 năm 2026; đến ngày 01 tháng 10 năm 2026 đã lấy ý kiến"),
        ("2026-08-03", "2026-08-31", "đến ngày 31 tháng 8 năm 2026, Ủy ban nhân dân xã Đông Sơn đã lấy ý kiến"),
    ],
)
def test_a_synthesis_before_the_last_day_tells_how_far_the_asking_went(
    office: Office, first: str, last: str, told: str
) -> None:
    asked = {"subject": "Đề án sắp xếp thôn", "item": "c01", "drafting_body": "Ủy ban nhân dân xã"}
    consultation = office.save("consultation", **asked, published_on=first, closes_on=last)
    given = {"consultation": consultation, "unit": office.village, "households_asked": 50, "answered": 40}
    office.save("consultation_tally", **given, form="ballot", opinions=3)
    assert told in _text(office, "consultation-synthesis", consultation)


def test_the_head_of_an_inspection_is_called_as_elsewhere_by_what_is_known(office: Office) -> None:
    office.save("officer", full_name="Lê Văn Cường", called="mr", position="Chủ tịch", unit=office.store.unit.uid)
    made = {"type": "self", "subject": "Kiểm tra việc tiếp công dân", "target": "Thôn Đông", "started_on": "2026-10-12"}
    plan = office.save("inspection", **made, team="Lê Văn Cường, Chủ tịch\nTrưởng Công an xã")
    assert "- Ông Lê Văn Cường, Chủ tịch, Trưởng đoàn; - Trưởng Công an xã." in _text(office, "inspection-plan", plan)
    context = replace(office.context(plan), style=Style.PARTY)
    assert context.called("Lê Văn Cường, Chủ tịch") == "ông Lê Văn Cường, Chủ tịch"
    assert context.called("Trưởng Công an xã") == "Trưởng Công an xã"


def test_a_decision_on_awards_names_the_groups_it_honours_and_no_other(office: Office) -> None:
    award = {"subject": "Thôn Đông", "subject_kind": "collective", "unit": office.village, "title": "village"}
    decided = {"level": "commune", "merit": "Tiêu biểu trong giữ gìn an ninh", "proposed_on": "2026-08-03"}
    uid = office.save("award", **award, **decided)
    text = _text(office, "award-decision", uid)
    assert "các đơn vị liên quan và tập thể có tên tại Điều 1" in text
    assert "01 tập thể tiêu biểu trong giữ gìn an ninh, gồm:" in text


@pytest.mark.parametrize(
    ("due", "told"),
    [("2026-10-31", "31/10/2026 (ngày nghỉ, tính đến hết 02/11/2026)"), ("2026-10-30", "30/10/2026")],
)
def test_days_that_are_left_stand_beside_the_day_to_which_they_are_counted(office: Office, due: str, told: str) -> None:
    """The 31st is a Saturday: thirty days are left to it, thirty-two to the day until which the term is kept."""
    plan = office.save("plan", title="Kế hoạch năm 2026", type="yearly", unit=office.store.unit.uid)
    task = office.save("task", plan=plan, title="Tổ chức Tháng Dân vận", lead="Ban Xây dựng Đảng", due_on=due)
    for form, uid in (("task-table", plan), ("task-reminder", task)):
        assert told in " ".join(str(block) for block in form_of(form).build(office.context(uid)).blocks)


def test_years_of_a_stretch_stay_on_one_line() -> None:
    bound = figures_bound("bầu Trưởng thôn nhiệm kỳ 2023 – 2025", lambda _whole: True)
    assert UNBROKEN_SPACE.join(("2023", "–", "2025")) in bound


@pytest.mark.parametrize(
    ("name", "communities"),
    [("Xã Đông Sơn", "thôn"), ("Phường Đông Sơn", "tổ dân phố"), ("Đặc khu Cô Tô", "thôn, tổ dân phố")],
)
def test_a_commune_that_lists_no_community_yet_calls_them_as_the_law_has_it(
    tmp_path: Path, name: str, communities: str
) -> None:
    with Store.create(tmp_path / "commune.db", unit_name=name, unit_code="DS") as store:
        assert communities_of(store, store.unit) == communities


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.txt")), ids=lambda file: file.stem)
def test_a_text_with_annexes_points_to_them(file: Path) -> None:
    """Nghị định 30/2020/NĐ-CP, Phụ lục I."""
    text, _mark, annex = file.read_text(encoding="utf-8").partition("\n(Kèm theo ")
    assert not annex or "kèm theo" in " ".join(text.split())
