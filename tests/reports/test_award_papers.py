"""Papers and figures of awards, held against what was typed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from danvan_desktop.domain.period import Period
from danvan_desktop.reports.figures import FIGURES, ReportFigures

if TYPE_CHECKING:
    from tests.reports.conftest import Office

DECIDED = {"decision_number": "12/QĐ-UBND", "decided_on": "2026-09-15"}


def award(office: Office, subject: str, **values: object) -> str:
    made = {"subject": subject, "unit": office.village, "proposed_on": "2026-09-01"}
    return office.save("award", **(made | values))


def shown(office: Office, period: str = "2026-Q3") -> dict[str, int]:
    store = office.store
    measured = ReportFigures(store, store.unit.uid, "work-report", Period.parse(period), dt.date(2026, 10, 5))
    return {code: measured[code].value.shown for code in FIGURES if code.startswith(("awards.", "models.recog"))}


def test_figures_are_what_was_typed(office: Office) -> None:
    typed = (
        ("Tổ dân vận", "collective", "certificate", "commune", 1_500_000, "2026-07-01"),
        ("Chi hội Phụ nữ", "collective", "certificate", "commune", 1_000_000, "2026-09-30"),
        ("Bà Bình", "individual", "merit", "province", 0, "2026-08-15"),
        ("Nhà ông An", "household", "certificate", "commune", 500_000, "2026-08-15"),
        ("Thôn Đông", "collective", "village", "commune", 700_000, "2026-06-30"),
        ("Thôn Tây", "collective", "village", "commune", 900_000, "2026-10-01"),
    )
    for number, (subject, kind, title, level, money, day) in enumerate(typed, 1):
        values = {"subject_kind": kind, "title": title, "level": level, "money": money, "proposed_on": "2026-06-01"}
        award(office, subject, **values, decision_number=f"{number}/QĐ-UBND", decided_on=day)
    award(office, "Chờ quyết định", money=300_000)
    award(office, "Không được", state="refused", decided_on="2026-09-20", decision_number="9/TB-UBND", money=10)
    counted = [one for one in typed if "2026-07-01" <= one[5] <= "2026-09-30"]
    found = shown(office)
    assert found["awards.approved"] == len(counted) == 4
    assert found["awards.money"] == sum(one[4] for one in counted)
    assert found["awards.proposed"] == 2
    for place, name in ((1, "subject_kind"), (2, "title"), (3, "level")):
        for code in {one[place] for one in typed}:
            assert found[f"awards.approved.{name}.{code}"] == sum(one[place] == code for one in counted), (name, code)


def test_a_recognition_written_with_the_model_and_as_an_award_is_counted_once(office: Office) -> None:
    model, other = office.model(name="Đường hoa"), office.model(name="Đường cờ")
    decided = {"decision_number": "12/QĐ-UBND", "decision_date": "2026-09-15"}
    office.save("recognition", model=model, **decided)
    for one in (model, other):
        award(office, f"Chi hội {one[-4:]}", model=one, title="model", **DECIDED)
    found = shown(office)
    assert (found["models.recognised"], found["awards.approved"]) == (1, 1)
    text = office.printed("work-report", period="2026-Q3").whole_text
    assert "Khen thưởng 01 tập thể." in " ".join(text.split())


def test_the_proposal_names_all_that_are_proposed_that_day_to_that_level(office: Office) -> None:
    first = award(office, "Chi hội Phụ nữ")
    award(office, "Bà Bình", subject_kind="individual")
    award(office, "Ông Khác", proposed_on="2026-09-02")
    award(office, "Bà Tỉnh", level="province")
    text = office.printed("award-proposal", first).whole_text
    assert "01 tập thể và 01 cá nhân" in text
    assert "Bà Bình" in text
    assert "Ông Khác" not in text
    assert "Bà Tỉnh" not in text


def test_the_decision_has_its_number_its_articles_and_the_money(office: Office) -> None:
    first = award(office, "Chi hội Phụ nữ", money=1_500_000, **DECIDED)
    award(office, "Bà Bình", subject_kind="individual", money=750_000, **DECIDED)
    award(office, "Quyết định khác", decision_number="13/QĐ-UBND", decided_on="2026-09-15")
    text = office.printed("award-decision", first).whole_text
    assert "12/QĐ-UBND" in text
    assert "ngày 15 tháng 9 năm 2026" in text
    assert "Tặng Giấy khen của Chủ tịch Ủy ban nhân dân xã Đông Sơn cho 01 tập thể và 01 cá nhân" in text
    assert "tổng số 2.250.000 đồng" in text
    assert "Quyết định khác" not in text
    assert [text.count(f"Điều {number}. ") for number in (1, 2, 3)] == [1, 1, 1]


def test_a_decision_without_money_has_two_articles(office: Office) -> None:
    text = office.printed("award-decision", award(office, "Chi hội Phụ nữ")).whole_text
    assert "Điều 2. Quyết định này có hiệu lực" in text
    assert "Điều 3" not in text


def test_the_list_holds_who_waits_and_the_register_who_was_decided_on(office: Office) -> None:
    award(office, "Bà Bình", subject_kind="individual", money=750_000)
    award(office, "Chi hội Phụ nữ", merit="giúp nhau thoát nghèo", **DECIDED)
    listed = office.printed("award-list", period="2026-Q3").whole_text
    assert "Tổng số: 01 cá nhân." in listed
    assert "750.000" in listed
    assert "thoát nghèo" not in listed
    book = office.printed("award-register", period="2026-Q3").whole_text
    assert "12/QĐ-UBND" in book
    assert {"nhau", "thoát", "nghèo"} <= set(book.split())  # on several lines of a narrow column
    assert "Bà Bình" not in book
