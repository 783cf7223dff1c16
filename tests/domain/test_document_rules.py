"""Numbers of papers run on in their registers; texts of reports have one place each."""

import datetime as dt

import pytest

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.problems import Severity
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.numbering import (
    PARTY_TERM,
    copy_abbreviation,
    next_free_number,
    right_form,
    series_of,
    symbol_of,
    written_number,
)
from tests.copies import replace
from tests.domain.holding import LAW, Records, around, told

UNIT = Record("unit", "u", {"name": "Xã Đông Sơn", "kind": "commune", "code": "DS"})
OTHER_UNIT = Record("unit", "v", {"name": "Xã Tây Sơn", "kind": "commune", "code": "TS"})
IN_TERM = Record("unit", "u", dict(UNIT.values) | {"term_from": "2025-06-15", "term_to": "2030-06-14"})
GIVEN = {
    "unit": "u",
    "issuer": "government",
    "year": 2026,
    "type": "report",
    "number": 5,
    "symbol": "BC-UBND",
    "date": "2026-08-10",
    "subject": "Quý II",
}


def paper(uid: str = "n", deleted: bool = False, **values: object) -> Record:
    return Record("document_number", uid, GIVEN | values, deleted=deleted)


def text(uid: str = "t", **values: object) -> Record:
    made = {"unit": "u", "form": "work-report", "period": "2026-Q3", "section": "weakness", "text": "Còn chậm"}
    return Record("report_text", uid, made | values)


@pytest.mark.parametrize(
    ("issuer", "document_type", "symbol"),
    [
        ("government", "report", "BC-UBND"),
        ("government", "minutes", "BB-UBND"),
        ("government", "notice", "TB-UBND"),
        ("government", "invitation", "GM-UBND"),
        ("government", "transfer", "PC-UBND"),
        ("government", "plan", "KH-UBND"),
        ("government", "submission", "TTr-UBND"),
        ("government", "decision", "QĐ-UBND"),
        ("government", "resolution", "NQ-UBND"),
        ("government", "letter", "UBND-VP"),
        ("government", "copy", "SY-UBND"),
        ("party", "report", "BC-ĐU"),
        ("party", "letter", "CV-ĐU"),
        ("party", "copy", "BS-ĐU"),
        ("front", "notice", "TB-MTTQ-BTT"),
        ("front", "letter", "MTTQ-BTT"),
        ("community", "minutes", "BB"),
        ("community", "letter", ""),
        ("somebody", "song", ""),
    ],
)
def test_the_letters_behind_a_number_name_the_type_and_the_body(issuer, document_type, symbol):
    assert symbol_of(issuer, document_type) == symbol


@pytest.mark.parametrize(("kind", "letters"), [("sao-y", "SY"), ("sao-luc", "SL"), ("trich-sao", "TrS")])
def test_the_state_tells_kinds_of_copies_apart_and_the_party_does_not(kind, letters):
    assert copy_abbreviation("government", kind) == letters
    assert copy_abbreviation("party", kind) == "BS"


def test_a_number_is_written_as_its_body_writes_it():
    assert written_number("government", 5, "TB-UBND") == "05/TB-UBND"
    assert written_number("government", 123, "TB-UBND") == "123/TB-UBND"
    assert written_number("party", 5, "TB-ĐU") == "05-TB/ĐU"
    assert written_number("party", 5, "TB-ĐU-TH") == "05-TB/ĐU-TH"


@pytest.mark.parametrize("issuer", ["government", "front", "community"])
@pytest.mark.parametrize("day", ["2026-01-01", "2026-08-10", "2026-12-31"])
def test_the_state_begins_anew_each_year(issuer, day):
    series = series_of(Records(IN_TERM), LAW, "u", issuer, dt.date.fromisoformat(day))
    assert (series.first, series.last) == (dt.date(2026, 1, 1), dt.date(2026, 12, 31))


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        ("2025-06-15", "2025-06-15", "2030-06-14"),
        ("2027-01-01", "2025-06-15", "2030-06-14"),
        ("2030-06-14", "2025-06-15", "2030-06-14"),
        ("2025-06-14", "2025-01-01", "2025-06-14"),
        ("2025-01-01", "2025-01-01", "2025-06-14"),
        ("2024-03-01", "2024-01-01", "2024-12-31"),
        ("2030-06-15", "2030-06-15", "2030-12-31"),
        ("2031-03-01", "2031-01-01", "2031-12-31"),
    ],
)
def test_the_party_numbers_through_its_term_and_outside_of_it_by_the_year(day, first, last):
    series = series_of(Records(IN_TERM), LAW, "u", "party", dt.date.fromisoformat(day))
    assert (series.first.isoformat(), series.last.isoformat()) == (first, last)


@pytest.mark.parametrize("held", [UNIT, Record("unit", "u", dict(UNIT.values) | {"term_from": "2025-06-15"})])
def test_a_unit_without_a_whole_term_goes_by_that_of_the_rules(held):
    rule = LAW[PARTY_TERM]
    assert rule.in_force_from is not None
    series = series_of(Records(held), LAW, "u", "party", rule.in_force_from)
    assert (series.first, series.last) == (rule.in_force_from, rule.in_force_to)


def test_the_next_number_follows_the_highest_that_was_given_even_to_what_was_deleted():
    held = Records(UNIT, paper("a", number=3), paper("b", number=7, deleted=True), paper("c", number=5))
    assert next_free_number(held, LAW, "u", "government", "report", dt.date(2026, 8, 12)) == 8


@pytest.mark.parametrize(
    "other",
    [
        {"unit": "v"},
        {"issuer": "front"},
        {"type": "notice"},
        {"date": "2025-12-31"},
        {"date": "2027-01-01"},
        {"date": None},
    ],
)
def test_a_register_knows_only_its_own_numbers(other):
    held = Records(UNIT, paper("a", number=9, **other))
    assert next_free_number(held, LAW, "u", "government", "report", dt.date(2026, 8, 12)) == 1
    assert told(paper(number=9), UNIT, OTHER_UNIT, paper("a", number=9, **other)) == {}


def test_a_number_is_given_once_in_its_register():
    other = paper("a", date="2026-01-01", subject="Quý I")
    assert told(paper(), UNIT, other) == {"number": "Số 05 đã cấp cho “Quý I” ngày 01/01/2026. Hãy dùng số khác."}


def test_a_number_of_the_party_is_given_once_in_its_term():
    party = {"issuer": "party", "symbol": "BC-ĐU"}
    other = paper("a", date="2025-07-01", year=2025, **party)
    assert set(told(paper(**party), IN_TERM, other)) == {"number"}
    before_the_term = paper("a", date="2025-06-14", year=2025, **party)
    assert told(paper(**party), IN_TERM, before_the_term) == {}


def test_two_numbers_that_met_in_a_merge_can_both_be_edited():
    assert told(paper(subject="Quý III"), UNIT, paper("twin"), before=GIVEN) == {}


@pytest.mark.parametrize("moved", [{"number": 4}, {"date": "2026-08-09"}, {"type": "notice"}, {"issuer": "front"}])
def test_a_number_that_is_moved_onto_another_is_refused(moved):
    assert set(told(paper(), UNIT, paper("a"), before=GIVEN | moved)) == {"number"}


def test_a_paper_is_of_the_year_of_its_register():
    assert told(paper(year=2025), UNIT) == {"date": "Ngày văn bản không thuộc sổ năm 2025."}


def test_a_whole_text_is_told_nothing():
    assert told(text(), UNIT) == {}
    assert told(text(section=None, figure="petitions.received", value=5, remark="Chưa gửi"), UNIT) == {}


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        (
            {"period": "x"},
            "period",
            "“x” không phải là kỳ báo cáo; hãy ghi như 2026, 2026-9M, 2026-H1, 2026-Q3 hoặc 2026-08.",
        ),
        ({"period": "2026-q3"}, "period", "Hãy ghi kỳ báo cáo là 2026-Q3."),
        ({"figure": "x"}, "section", "Phải ghi một mục của báo cáo hoặc một số liệu, không ghi cả hai."),
        ({"section": None}, "section", "Phải ghi một mục của báo cáo hoặc một số liệu, không ghi cả hai."),
        ({"section": None, "figure": "x"}, "remark", "Hãy ghi giá trị thay thế hoặc ghi chú của số liệu."),
        ({"section": None, "figure": "x", "value": 0}, "remark", "Giá trị thay thế phải kèm lý do."),
    ],
)  # fmt: skip
def test_a_text_of_a_report_is_told_what_is_wrong_with_its_place(values, field, words):
    assert told(text(**values), UNIT) == {field: words}


def test_a_place_of_a_report_has_one_text():
    words = "Mục này của báo cáo đã có nội dung do cán bộ soạn; hãy sửa nội dung đó."
    assert told(text(), UNIT, text("other")) == {"section": words}


@pytest.mark.parametrize(
    "other", [{"unit": "v"}, {"form": "situation-report"}, {"period": "2026-Q2"}, {"section": "plan"}]
)
def test_other_places_of_reports_are_free(other):
    assert told(text(), UNIT, OTHER_UNIT, text("other", **other)) == {}


def test_two_texts_that_met_in_a_merge_can_both_be_edited():
    assert told(text(text="Khác"), UNIT, text("twin"), before=text().values) == {}


def test_a_figure_may_have_a_remark_alone():
    assert told(text(section=None, figure="petitions.received", remark="Thôn Tây chưa gửi"), UNIT) == {}


@pytest.mark.parametrize("moved", [{"form": "situation-report"}, {"period": "2026-Q2"}, {"section": "plan"}])
def test_a_text_that_is_moved_onto_another_is_refused(moved):
    assert set(told(text(), UNIT, text("other"), before=dict(text().values) | moved)) == {"section"}


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("05/BC-ĐU", "05-BC/ĐU"),
        (" 12 / TB - ĐU", "12-TB/ĐU"),
        ("7/KL-UBKTĐU", "7-KL/UBKTĐU"),
        ("105/QĐ-TW", "105-QĐ/TW"),
        ("05-TB/UBND", "05/TB-UBND"),
        ("05-QĐ/UBND-VP", "05/QĐ-UBND-VP"),
        ("05-BC/ĐU", ""),
        ("05/TB-UBND", ""),
        ("05/TB-MTTQ-BTT", ""),
        ("217-QĐ/TW", ""),
        ("012/2026", ""),
        ("", ""),
    ],
)
def test_a_number_in_the_form_of_another_body_is_told_with_the_right_one(typed, right):
    assert right_form(typed) == right
    values = {"received_on": "2026-08-01", "unit": "u", "content": "Mương tắc", "reply_number": typed}
    problems = told(Record("petition", "p", values), UNIT)
    assert (f"là {right}." in problems.get("reply_number", "")) == bool(right)


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("petition", "reply_number"),
        ("dialogue", "conclusion_notice_number"),
        ("commune_vote", "plan_number"),
        ("meeting", "recognition_number"),
        ("recognition", "decision_number"),
    ],
)
def test_the_form_of_a_number_is_only_told(kind, field):
    """Also once: not again with each later save of the record."""
    record = Record(kind, "r", {"unit": "u", field: "05/BC-ĐU"})
    context = around(record, UNIT)
    rules = [rule for rule in ALL_KINDS[kind].rules if rule.__qualname__.startswith("numbers_in_right_form")]
    (problem,) = (problem for rule in rules for problem in rule(record, context))
    assert (problem.field, problem.severity) == (field, Severity.WARNING)
    before = replace(context, before=record.values)
    assert not [problem for rule in rules for problem in rule(record, before)]


@pytest.mark.parametrize(
    ("issuer", "typed", "said"),
    [
        ("party", "05/BC-ĐU", "05-BC/ĐU"),
        ("party", "05-BC/ĐU", "05-BC/ĐU"),
        ("government", "05/BC-UBND", "05/BC-UBND"),
        ("party", "BC-ĐU", ""),
        ("government", "TB-UBND", ""),
    ],
)
def test_a_symbol_with_its_number_is_told_with_what_would_be_printed(issuer, typed, said):
    problems = told(paper(issuer=issuer, symbol=typed), UNIT)
    assert (f"in ra là {said}." in problems.get("symbol", "")) == bool(said)
