"""The book of receptions by Mẫu số 03/TCD, and its figures against a count straight from what was typed."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.secrecy import MASK
from danvan_desktop.reports.figures import ReportFigures

if TYPE_CHECKING:
    from tests.reports.conftest import Office
    from tests.reports.reading import Rendered

BOOK, WITH_IDENTITY = "reception-register", "reception-identity-register"
NUMBER = "024199000777"


def rows(rendered: Rendered) -> list[list[str]]:
    """The rows below the headings and their numbers, with line ends as spaces."""
    found = [row for page in rendered.pages for table in page.extract_tables() for row in table[2:]]
    return [[" ".join((cell or "").split()) for cell in row] for row in found]


def session(office: Office, **values: object) -> str:
    made = {"held_on": "2026-08-05", "receiver": "Lê Quang Hưng", "place": "Phòng tiếp công dân"}
    return office.save("reception", **(made | values))


def visit(office: Office, of: str, **values: object) -> str:
    made = {"reception": of, "citizen_name": "Nguyễn Văn An", "content": "Hỏi thủ tục tách thửa"}
    return office.save("reception_visit", **(made | values))


def test_everybody_who_was_received_has_a_row_of_thirteen_columns(office: Office) -> None:
    of = session(office)
    visit(
        office, of, citizen_address="xóm Mới", people=7, representatives=2, nature="complaint", competent=True,
        identity_number=NUMBER, handled_by="Phòng Kinh tế", result="Hẹn trả lời ngày 20/8",
    )  # fmt: skip
    visit(office, of, citizen_name="Trần Thị Bình", handling="guided", guided_to="Bảo hiểm xã hội")
    session(office, held_on="2026-08-19", nobody_came=True)
    first, second, third = rows(office.printed(BOOK, period="2026-Q3"))
    assert len(first) == 13
    assert first == [
        "1", "05/8/2026", "Nguyễn Văn An xóm Mới", "", "Hỏi thủ tục tách thửa", "Khiếu nại", "7 (đại diện: 2)", "",
        "x", "", "Phòng Kinh tế", "Giải thích, trả lời tại chỗ Hẹn trả lời ngày 20/8", "",
    ]  # fmt: skip
    assert (second[2], second[9]) == ("Trần Thị Bình", "Bảo hiểm xã hội")
    assert (third[1], third[4]) == ("19/8/2026", "Không có công dân đến")


def test_the_number_of_the_identity_card_is_printed_only_when_asked_for(office: Office) -> None:
    visit(office, session(office), identity_number=NUMBER)
    assert NUMBER not in office.printed(BOOK, period="2026-Q3").whole_text
    assert [row[3] for row in rows(office.printed(WITH_IDENTITY, period="2026-Q3"))] == [NUMBER]


@pytest.mark.parametrize("form", [BOOK, WITH_IDENTITY])
def test_a_denouncer_is_named_in_no_book(office: Office, form: str) -> None:
    visit(
        office, session(office), nature="denunciation", citizen_name="Zờ Kín", content="Zờ tố", identity_number=NUMBER
    )
    book = office.printed(form, period="2026-Q3")
    assert "Zờ" not in book.whole_text
    assert NUMBER not in book.whole_text
    assert rows(book)[0][2] == MASK


def test_the_figures_are_what_was_typed(office: Office) -> None:
    draw, typed = random.Random(3), []
    for day in range(1, 60):
        on = dt.date(2026, 6, 10) + dt.timedelta(days=2 * day)
        if on >= office.today:
            break
        body, kind = draw.choice(["party", "government"]), draw.choice(["regular", "head", "ad_hoc"])
        people = [draw.choice([1, 1, 2, 5, 9]) for _visit in range(draw.randint(0, 3))]
        of = session(office, held_on=on.isoformat(), body=body, kind=kind, nobody_came=not people)
        for many in people:
            visit(office, of, people=many)
        typed.append((on, body, kind, people))
    session(office, held_on="2026-07-20", state="missed")
    session(office, held_on="2026-07-21", state="postponed")
    within = [one for one in typed if dt.date(2026, 7, 1) <= one[0] <= dt.date(2026, 9, 30)]
    every = [many for one in within for many in one[3]]
    figures = ReportFigures(
        office.store, office.store.unit.uid, "work-report", Period.quarter(2026, 3), dt.date(2026, 11, 1)
    )
    expected = {
        "reception.sessions": len(within),
        "reception.sessions.kind.head": sum(one[2] == "head" for one in within),
        "reception.sessions.body.party": sum(one[1] == "party" for one in within),
        "reception.head_days": sum(one[2] == "head" for one in within),
        "reception.empty": sum(not one[3] for one in within),
        "reception.visits": len(every),
        "reception.people": sum(every),
        "reception.groups": sum(many >= 5 for many in every),
        "reception.group_people": sum(many for many in every if many >= 5),
    }
    assert {code: figures.value(code).shown for code in expected} == expected


def test_two_sessions_of_the_head_on_one_day_are_one_day(office: Office) -> None:
    for place in ("Trụ sở xã", "Nhà văn hóa thôn Đông"):
        visit(office, session(office, kind="head", place=place))
    session(office, kind="head", body="party", nobody_came=True)
    figures = ReportFigures(
        office.store, office.store.unit.uid, "work-report", Period.quarter(2026, 3), dt.date(2026, 11, 1)
    )
    told = {part: figures.value(f"reception.head_days{part}").shown for part in ("", ".body.government", ".body.party")}
    assert told == {"": 2, ".body.government": 1, ".body.party": 1}
