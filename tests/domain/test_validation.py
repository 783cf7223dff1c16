"""Raw input becomes values, or is told what is wrong with it beside its field."""

import datetime as dt

import pytest

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.problems import InvalidRecord, Problem
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.validation import parse_values
from danvan_desktop.localization import Translator, _
from tests.domain.holding import told, told_of_deletion

TODAY = dt.date(2026, 8, 12)


def parsed(kind: str, raw: dict[str, object], **more: object) -> tuple[dict[str, object], dict[str | None, str]]:
    values, problems = parse_values(ALL_KINDS[kind], raw, TODAY, **more)
    return values, {problem.field: Translator("vi")(problem.message) for problem in problems}


def test_what_can_be_read_is_read_and_the_rest_is_told_by_field():
    assert parsed("meeting", {"subject": " Họp  thôn ", "households_total": "một trăm", "song": "x", "place": ""}) == (
        {"subject": "Họp thôn", "place": None},
        {
            "households_total": "Tổng số hộ: phải là số nguyên, ví dụ 120",
            "song": "“Cuộc họp thôn” không có trường “song”.",
        },
    )


def test_a_day_without_a_year_is_of_this_year():
    assert parsed("petition", {"received_on": "3/8"})[0] == {"received_on": "2026-08-03"}


@pytest.mark.parametrize(
    ("raw", "before"),
    [
        ({"starts_at": "19h 10/8/2026", "ends_at": "21h"}, None),
        ({"ends_at": "21h"}, {"starts_at": "2026-08-10T19:00"}),
        ({"starts_at": "10/8/2026 19h", "ends_at": "21h"}, {"starts_at": "2020-01-01T19:00"}),
    ],
)
def test_an_end_typed_as_a_time_alone_is_on_the_day_of_the_start(raw, before):
    values, told_of = parsed("meeting", raw, before=before)
    assert (values["ends_at"], told_of) == ("2026-08-10T21:00", {})


@pytest.mark.parametrize("start", [{}, {"starts_at": None}, {"starts_at": "hôm qua"}])
def test_a_time_alone_without_a_start_has_no_day(start):
    values, told_of = parsed("meeting", {**start, "ends_at": "21h"})
    assert "ends_at" not in values
    assert told_of["ends_at"] == "Kết thúc lúc: “21h” chưa có ngày; hãy ghi như 14h30 ngày 12/8/2026."


def test_several_faults_are_told_by_the_first_and_their_number():
    one, two = Problem("a", _("Chưa nhập tên.")), Problem("b", _("Chưa nhập ngày."))
    in_vietnamese = Translator("vi")
    assert in_vietnamese(InvalidRecord([one]).message) == "Chưa nhập tên."
    refused = InvalidRecord([one, two, two], index=4)
    assert in_vietnamese(refused.message) == "Chưa nhập tên. (và 2 lỗi khác)"
    assert (refused.problems, refused.index) == ((one, two, two), 4)


def test_what_is_expected_is_asked_for_once_and_again_when_it_is_emptied():
    made = {"number": "1", "received_on": "2026-08-03", "unit": "u", "content": "x", "competence": "commune"}
    petition = Record("petition", "p", made | {"state": "received", "source": "letter"})
    unit = Record("unit", "u", {"name": "Thôn", "kind": "village", "code": "1"})
    assert told(petition, unit) == {"field": "Chưa ghi Lĩnh vực. ?"}
    assert told(petition, unit, before=petition.values) == {}
    assert set(told(petition, unit, before={**petition.values, "field": "land"})) == {"field"}


def test_what_is_only_added_is_neither_changed_nor_deleted():
    words = "Sổ ghi “Các lần mở hồ sơ bí mật” chỉ được ghi thêm, không sửa, không xóa."
    opened = {"record": "p", "noted_at": "2026-08-12T09:00", "purpose": "read"}
    petition = Record("petition", "p", {})
    noted = Record("disclosure", "d", opened)
    assert told(noted, petition) == {}
    assert told(noted, petition, before=opened) == {}
    assert told(noted, petition, before=opened | {"purpose": "printed"}) == {None: words}
    assert told_of_deletion(noted, petition) == {None: words}
