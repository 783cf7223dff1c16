"""The working tables for the inspectorate against a count straight from what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.document import Cell, Document, Table, plain

if TYPE_CHECKING:
    from tests.reports.conftest import Office


class Came(NamedTuple):
    """A visit as it is typed: the day, body and kind of its session, who came, whether again."""

    day: str
    body: str
    kind: str
    by_head: bool
    people: int
    again: bool


VISITS = (
    Came("2026-07-03", "government", "regular", False, 1, False),
    Came("2026-07-03", "government", "regular", False, 7, True),
    Came("2026-07-10", "government", "head", True, 2, True),
    Came("2026-08-10", "government", "head", True, 12, False),
    Came("2026-08-20", "government", "head", False, 3, False),
    Came("2026-08-25", "party", "ad_hoc", True, 6, False),
    Came("2026-09-20", "government", "head", True, 4, False),
    Came("2026-06-20", "government", "head", True, 9, False),
)
BODIES = ("government", "party", "council")


@pytest.fixture
def receptions(office: Office) -> Office:
    sessions: dict[tuple[str, str, str, bool], str] = {}
    for came in VISITS:
        key = came[:4]
        if key not in sessions:
            more = {} if came.by_head or came.kind == "regular" else {"substitute_reason": "Đi họp"}
            made = {"receiver": "Lê Văn Cường", "place": "Trụ sở", "by_head": came.by_head, **more}
            sessions[key] = office.save("reception", held_on=came.day, body=came.body, kind=came.kind, **made)
        told = {"citizen_name": "Nguyễn Văn An", "content": "Đất", "nature": "complaint", "handling": "taken"}
        again = "again" if came.again else "first"
        office.save("reception_visit", reception=sessions[key], people=came.people, first_time=again, **told)
    return office


def tables(office: Office, code: str, period: str) -> tuple[Document, list[list[list[str]]]]:
    document = form_of(code).build(office.context(period=period))
    rows = [
        [[plain(one.content if isinstance(one, Cell) else one) for one in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Table)
    ]
    return document, rows


def _within(first: str, last: str) -> list[Came]:
    return [one for one in VISITS if first <= one.day <= last]


def _counted(visits: list[Came]) -> dict[str, list[str]]:
    """Count the columns of the form, each by body and in all."""

    def numbers(column: int, kept: list[Came], *, as_sessions: bool = False, people: bool = False) -> None:
        by_body = []
        for body in BODIES:
            own = [one for one in kept if one.body == body]
            by_body.append(
                len({one[:4] for one in own}) if as_sessions else sum(one.people for one in own) if people else len(own)
            )
        told[str(column)] = [str(one) for one in (*by_body, sum(by_body))]

    told: dict[str, list[str]] = {}
    numbers(1, visits)
    numbers(2, visits, people=True)
    numbers(3, visits)
    ways = (
        (4, [one for one in visits if one.kind == "regular"]),
        (12, [one for one in visits if one.kind != "regular" and one.by_head]),
        (21, [one for one in visits if one.kind != "regular" and not one.by_head]),
    )
    for first, kept in ways:
        at = first
        if first > 4:
            numbers(at, kept, as_sessions=True)
            at += 1
        groups = [one for one in kept if one.people >= 5]
        numbers(at, kept)
        numbers(at + 1, kept, people=True)
        numbers(at + 2, [one for one in kept if not one.again])
        numbers(at + 3, [one for one in kept if one.again])
        numbers(at + 4, groups)
        numbers(at + 5, groups, people=True)
        numbers(at + 6, [one for one in groups if not one.again])
        numbers(at + 7, [one for one in groups if one.again])
    return told


def test_receptions_stand_in_the_columns_of_the_form(receptions: Office) -> None:
    _document, (rows,) = tables(receptions, "reception-table", "2026-Q3")
    shown = {row[0]: row[2:] for row in rows if len(row) > 1}
    assert shown == _counted(_within("2026-07-01", "2026-09-30"))
    assert len(shown) == 29


def test_a_working_table_is_signed_by_who_made_it_and_not_sealed(receptions: Office) -> None:
    for form in ("reception-table", "case-table"):
        document, _rows = tables(receptions, form, "2026-Q3")
        assert [signature.lines for signature in document.signatures] == [("Người lập",)]
        assert "mẫu hiện hành" not in receptions.draw(document).whole_text


def test_the_period_closes_with_the_inspectorate_where_the_office_set_its_day(receptions: Office) -> None:
    receptions.save("rule_override", rule="report.cutoff.inspectorate", value="14", reason="Theo thanh tra tỉnh")
    document, (rows,) = tables(receptions, "reception-table", "2026-Q3")
    shown = {row[0]: row[2:] for row in rows if len(row) > 1}
    assert shown == _counted(_within("2026-06-15", "2026-09-14"))
    assert "từ ngày 15/6/2026 đến ngày 14/9/2026" in receptions.draw(document).whole_text


def letter(office: Office, number: int, received: str, **values: object) -> None:
    made = {"nature": "complaint", "title": "Khiếu nại mức bồi thường", "citizen_name": "Trần Thị Bình"}
    made |= {"number": f"{number:03d}/2026", "received_on": received, "unit": office.village}
    office.save("case", **(made | values))


def test_letters_and_cases_are_counted_by_what_became_of_them(office: Office) -> None:
    denounced = {"nature": "denunciation", "title": "Tố cáo việc lập danh sách"}
    away = {"competence": "province", "sent_to": "UBND tỉnh"}
    letter(office, 1, "2026-06-24")
    letter(office, 2, "2026-05-20", accepted_on="2026-05-25", decided_on="2026-07-20", result="wrong")
    letter(office, 3, "2026-07-06", accepted_on="2026-07-10", decided_on="2026-08-04", result="partly", people=4)
    letter(office, 4, "2026-07-06", handling="guided", handled_on="2026-07-10", **away)
    letter(office, 5, "2026-07-08", handling="transferred", handled_on="2026-07-10", **away, **denounced)
    letter(office, 6, "2026-09-21", accepted_on="2026-09-24", **denounced)
    letter(office, 7, "2026-09-22", nature="dispute", title="Tranh chấp ranh giới")
    letter(office, 8, "2026-09-02", nature="hot_spot", title="Tập trung", channel="discovered")
    document, (handled, settled) = tables(office, "case-table", "2026-Q3")
    told = {row[0].removeprefix("- "): [int(one) for one in row[1:]] for row in (*handled, *settled)}
    assert told["Tiếp nhận trong kỳ"] == [2, 2, 1, 5]
    assert told["Kết quả xử lý trong kỳ"] == [2, 2, 0, 4]
    assert told["Thuộc thẩm quyền, đã thụ lý"] == [1, 1, 0, 2]
    assert told["Không thuộc thẩm quyền: hướng dẫn"] == [1, 0, 0, 1]
    assert told["Không thuộc thẩm quyền: chuyển đơn"] == [0, 1, 0, 1]
    assert told["Chưa xử lý đến cuối kỳ"] == [1, 0, 1, 2]
    assert told["Trong đó quá hạn xử lý"] == [1, 0, 0, 1]
    assert told["Tổng số phải giải quyết"] == [2, 1, 0, 3]
    assert told["Đã giải quyết"] == [2, 0, 0, 2]
    assert told["Đúng một phần"] == [1, 0, 0, 1]
    assert told["Giải quyết đúng hạn"] == [1, 0, 0, 1]
    assert told["Giải quyết quá hạn"] == [1, 0, 0, 1]
    assert told["Đang giải quyết đến cuối kỳ"] == [0, 1, 0, 1]
    carried = next(row for row in handled if row[0] == "Kỳ trước chuyển sang")
    assert carried[1:] == ["1", "0", "0", "1"]
    assert "Trần Thị Bình" not in office.draw(document).whole_text


def test_both_say_of_an_empty_period_that_nothing_was_there(office: Office) -> None:
    for code in ("reception-table", "case-table"):
        _document, found = tables(office, code, "2026-Q3")
        numbers = [one for rows in found for row in rows for one in row[-4:] if one.isdigit() and len(row) > 1]
        assert set(numbers) == {"0"}
