"""What units, rolls, own rules, scores and news are told when they are saved."""

from fractions import Fraction

import pytest

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.kinds.household import roll_place
from danvan_desktop.domain.kinds.office import readable_value
from danvan_desktop.domain.record import Record
from tests.domain.holding import told


def unit(uid: str = "u", **values: object) -> Record:
    return Record("unit", uid, {"name": "Xã", "kind": "commune", "code": uid} | values)


def test_a_unit_is_not_above_itself():
    words = "Đơn vị cấp trên tạo thành vòng lặp, hãy chọn đơn vị khác."
    assert told(unit("u", parent="v"), unit("v", parent="w"), unit("w", kind="province")) == {}
    assert told(unit("u", parent="u")) == {"parent": words}
    assert told(unit("u", parent="v"), unit("v", parent="w"), unit("w", parent="u")) == {"parent": words}
    assert told(unit("u", parent="v"), unit("v", parent="w"), unit("w", parent="v")) == {"parent": words}


@pytest.mark.parametrize(("given", "asked"), [("term_from", "term_to"), ("term_to", "term_from")])
def test_a_term_has_both_its_days(given, asked):
    words = "Hãy ghi cả ngày đầu và ngày cuối của nhiệm kỳ cấp ủy."
    assert told(unit(**{given: "2025-06-15"})) == {asked: words}
    assert told(unit(term_from="2025-06-15", term_to="2025-06-15")) == {}
    assert set(told(unit(term_from="2025-06-15", term_to="2025-06-14"))) == {"term_to"}


def test_a_household_answers_the_roll_of_its_own_village():
    village, other = unit("v", kind="village"), unit("o", kind="village")
    meeting = Record("meeting", "m", {"unit": "v", "state": "planned"})
    neighbour = Record("household", "h", {"unit": "o", "head": "Lê An"})
    present = {"meeting": "m", "household": "h"}
    stranger = told(Record("attendance", "a", present), village, other, meeting, neighbour)
    assert stranger["household"] == "Hộ này không thuộc thôn, tổ dân phố tổ chức cuộc họp."
    own = Record("household", "h", {"unit": "v", "head": "Lê An"})
    assert "household" not in told(Record("attendance", "a", present), village, meeting, own)


def test_a_roll_is_called_by_number_and_then_by_given_name():
    households = [
        Record("household", uid, values)
        for uid, values in {
            "a": {"order": 2, "head": "Lê An"},
            "b": {"order": 1, "head": "Lê Ý"},
            "c": {"head": "Trần Bình"},
            "d": {"head": "Vũ An"},
            "e": {"order": 2, "head": "Lê Bảo"},
        }.items()
    ]
    assert [household.uid for household in sorted(households, key=roll_place)] == ["b", "a", "e", "d", "c"]


@pytest.mark.parametrize(
    ("rule", "value", "told_of"),
    [
        ("meeting.quorum", "2/3", {}),
        ("meeting.quorum", "66,5%", {}),
        ("meeting.quorum", "100%", {}),
        ("meeting.quorum", "3/2", {"value": "Tỷ lệ phải lớn hơn 0 và không quá 100%, ví dụ 2/3 hoặc 50%."}),
        ("vote.commune_wide", "0", {"value": "Tỷ lệ phải lớn hơn 0 và không quá 100%, ví dụ 2/3 hoặc 50%."}),
        ("petition.reply_days.petition", "15", {}),
        ("petition.reply_days.petition", "2/3", {"value": "Phải là số nguyên, nhiều nhất là 3.660."}),
        ("petition.reply_days.petition", "999999999", {"value": "Phải là số nguyên, nhiều nhất là 3.660."}),
        ("meeting.song", "1/2", {"rule": "Không có quy định mang mã “meeting.song”."}),
        (
            "meeting.quorum",
            "quá nửa",
            {"value": "“quá nửa” không phải là số, phân số hay tỷ lệ phần trăm."},
        ),
        ("meeting.quorum", "1/0", {"value": "“1/0” không phải là số, phân số hay tỷ lệ phần trăm."}),
        (
            "party.term",
            "5",
            {"rule": "Nhiệm kỳ của cấp ủy được ghi ở đơn vị: mở đơn vị, ghi “Nhiệm kỳ cấp ủy từ ngày, đến ngày”."},
        ),
    ],
)
def test_an_own_rule_names_a_rule_and_a_value_that_can_be_used(rule, value, told_of):
    assert told(Record("rule_override", "r", {"rule": rule, "value": value, "reason": "Quy chế"})) == told_of


@pytest.mark.parametrize(
    ("values", "told_of"),
    [
        ({}, {}),
        ({"urgent": True, "proposal": "Đề nghị"}, {}),
        ({"severity": "complicated", "urgent": True, "proposal": "Đề nghị"}, {}),
        (
            {"severity": "complicated"},
            {"urgent": "Vụ việc phức tạp phải báo cáo ngay cấp ủy cấp trên trực tiếp. ?"},
        ),
        ({"urgent": True}, {"proposal": "Báo cáo đột xuất nên có đề xuất, kiến nghị. ?"}),
        ({"noted_on": "2026-08-13"}, {"noted_on": "Ngày ghi nhận là ngày 13/08/2026, chưa tới."}),
    ],
)
def test_complicated_cases_are_reported_at_once_with_a_proposal(values, told_of):
    made = {"unit": "u", "noted_on": "2026-08-12", "category": "other", "content": "Tin", "severity": "normal"}
    found = told(Record("situation_entry", "s", made | values), unit())
    assert {field: words for field, words in found.items() if field in ("urgent", "proposal", "noted_on")} == told_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2/3", Fraction(2, 3)),
        ("50%", Fraction(1, 2)),
        ("66,5 %", Fraction(133, 200)),
        (" 10 ", Fraction(10)),
        ("x", None),
    ],
)
def test_an_own_value_is_read_as_officers_write_it(text, value):
    assert readable_value(text) == value


def test_the_stages_of_a_meeting_have_the_names_that_officers_know():
    states = ALL_KINDS["meeting"].states
    assert states is not None
    assert [(state.code, str(state.label), str(state.deed)) for state in states] == [
        ("planned", "Dự kiến", "Lên lịch"),
        ("held", "Chưa ký biên bản", "Ghi biên bản"),
        ("signed", "Đã ký biên bản", "Ký biên bản"),
        ("sent", "Đã gửi cấp trên", "Gửi biên bản lên cấp trên"),
    ]
