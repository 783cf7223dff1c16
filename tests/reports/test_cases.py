"""Figures of cases against a count straight from what was typed, and their register."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.raising import part_of
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.secrecy import MASK
from danvan_desktop.domain.splitting import Part
from danvan_desktop.reports.figures import ReportFigures

if TYPE_CHECKING:
    from tests.reports.conftest import Office

FIRST, LAST = dt.date(2026, 7, 1), dt.date(2026, 9, 30)


def letter(office: Office, **values: object) -> str:
    made = {
        "received_on": "2026-07-06",
        "nature": "complaint",
        "title": "Khiếu nại mức bồi thường",
        "unit": office.village,
    }
    return office.save("case", **(made | {"unit": office.village} | values))


def figures(office: Office) -> ReportFigures:
    return ReportFigures(
        office.store, office.store.unit.uid, "work-report", Period.quarter(2026, 3), dt.date(2026, 10, 1)
    )


def test_the_figures_are_what_was_typed(office: Office) -> None:
    draw, typed = random.Random(5), []
    for place in range(40):
        received = dt.date(2026, 5, 4) + dt.timedelta(days=3 * place)
        nature = draw.choice(["complaint", "denunciation"])
        accepted = received + dt.timedelta(days=draw.randint(1, 6)) if draw.random() < 0.8 else None
        decided = accepted + dt.timedelta(days=draw.choice([10, 29, 50])) if accepted and draw.random() < 0.7 else None
        if decided is not None and decided > dt.date(2026, 9, 30):
            decided = None
        if accepted is not None and accepted > dt.date(2026, 9, 30):
            accepted = None
        values = {"received_on": received.isoformat(), "nature": nature}
        values |= {"accepted_on": accepted.isoformat()} if accepted else {}
        values |= {"decided_on": decided.isoformat(), "result": "right"} if decided else {}
        letter(office, **values)
        typed.append((received, nature, accepted, decided))
    to_settle = [one for one in typed if one[2] and one[2] <= LAST and (one[3] is None or one[3] >= FIRST)]
    settled = [one for one in to_settle if one[3] is not None and FIRST <= one[3] <= LAST]
    received = [one for one in typed if FIRST <= one[0] <= LAST]
    expected = {
        "cases.received": len(received),
        "cases.received.nature.denunciation": sum(one[1] == "denunciation" for one in received),
        "cases.to_settle": len(to_settle),
        "cases.settled": len(settled),
        "cases.settled_in_time": sum((one[3] - one[2]).days < 50 for one in settled),
    }
    assert {code: figures(office).value(code).shown for code in expected} == expected
    assert figures(office)["cases.settled"].share == len(settled) / len(to_settle)


def test_letters_laid_aside_are_not_eligible_and_late_ones_are_overdue(office: Office) -> None:
    letter(office, handling="filed", handled_on="2026-07-08")
    letter(office, handling="returned", handled_on="2026-07-08")
    letter(office, handling="guided", handled_on="2026-07-08")
    letter(office, accepted_on="2026-07-10")
    letter(office, received_on="2026-09-29")
    found = {code: figures(office).value(f"cases.{code}").shown for code in ("received", "eligible", "overdue")}
    assert found == {"received": 5, "eligible": 3, "overdue": 1}


def test_hot_spots_are_counted_apart(office: Office) -> None:
    spot = {"nature": "hot_spot", "title": "Tập trung đông người"}
    letter(office, **spot, mass=True, people=40)
    letter(office, **spot, received_on="2026-05-04", danger="cooled", cooled_on="2026-08-03")
    counted = figures(office)
    codes = ("hotspots.new", "hotspots.open", "hotspots.cooled", "cases.received", "cases.mass")
    assert [counted.value(code).shown for code in codes] == [1, 1, 1, 0, 1]


@pytest.mark.parametrize(("closed_on", "still_open"), [("2026-10-02", 1), ("2026-09-30", 0), (None, 1)])
def test_a_hot_spot_closed_before_it_calmed_down_was_open_until_that_day(
    office: Office, closed_on: str | None, still_open: int
) -> None:
    """Of one of before that says no day the log does: it was closed here after the period."""
    spot = {"nature": "hot_spot", "title": "Chặn xe chở rác", "danger": "hot", "mass": True, "unit": office.village}
    ended = {"state": "closed", "closed_on": closed_on, "received_on": "2026-07-06", "number": "1/2026"}
    office.receive("case", channel="discovered", people=9, field="other", competence="commune", **spot, **ended)
    counted = figures(office)
    assert [counted.value(code).shown for code in ("hotspots.open", "cases.mass")] == [still_open, still_open]


def test_the_register_names_no_denouncer(office: Office) -> None:
    letter(office, citizen_name="Trần Thị Bình", accepted_on="2026-07-10")
    letter(
        office, nature="denunciation", title="Tố cáo lập danh sách", citizen_name="Zờ Kín", citizen_address="Zờ ngõ 5",
        content="Zờ nội dung", against="Zờ bị tố", verifier="Zờ xác minh", received_on="2026-07-08",
    )  # fmt: skip
    register = office.printed("case-register", period="2026-Q3")
    assert "Zờ" not in register.whole_text
    table = [[" ".join((cell or "").split()) for cell in row] for row in register.pages[0].extract_tables()[0][2:]]
    assert [row[1] for row in table] == ["Trần Thị Bình", MASK]
    assert "Tố cáo lập danh sách" in table[1][2]


def test_a_letter_sent_away_later_was_still_open_at_the_end_of_the_period(office: Office) -> None:
    letter(office, long=True, beyond=True, handling="guided", handled_on="2026-10-12", sent_to="Ủy ban nhân dân tỉnh")
    letter(
        office, long=True, title="Tranh chấp ranh giới", handling="guided", handled_on="2026-09-30", sent_to="Tòa án"
    )
    assert [figures(office).value(f"cases.{code}").shown for code in ("long", "beyond")] == [1, 1]


def test_the_rest_of_a_letter_is_counted_and_registered_beside_the_denunciation_split_off_it(office: Office) -> None:
    values = {"received_on": "2026-07-06", "content": "Điện yếu. Ông Zờkín nhận tiền.", "citizen_name": "Trần Thị Bưởi"}
    rest = office.save("petition", unit=office.village, **values)
    split = part_of(office.store, rest, Part("case", "denunciation", "Ông Zờkín nhận tiền.", "Điện yếu."))
    office.store.save(*split.drafts)
    codes = ("petitions.received", "petitions.open", "petitions.overdue", "cases.received")
    assert [figures(office).value(code).shown for code in codes] == [1, 1, 1, 1]
    register = office.printed("petition-register", period="2026-Q3").whole_text
    assert (MASK in register, "Bưởi" in register, "Điện yếu" in register) == (True, False, False)
    office.store.save(Draft("petition", {"replied_on": "2026-09-20", "result": "explained"}, rest))
    codes = ("petitions.replied", "petitions.open", "petitions.overdue")
    assert [figures(office).value(code).shown for code in codes] == [1, 0, 0]
