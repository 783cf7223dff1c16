"""Lịch tuần: what takes place and what ends on each day of the week that is planned."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import pytest

from danvan_desktop.reports.catalogue import form_of, suggested_file_name
from danvan_desktop.reports.context import PaperTranslator
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.forms.week_list import week_of
from danvan_desktop.reports.printing import print_form

if TYPE_CHECKING:
    from tests.reports.conftest import Office

FORM = "week-list"


@pytest.mark.parametrize(
    ("day", "monday"),
    [
        (dt.date(2026, 11, 23), dt.date(2026, 11, 23)),
        (dt.date(2026, 11, 26), dt.date(2026, 11, 23)),
        (dt.date(2026, 11, 27), dt.date(2026, 11, 30)),
        (dt.date(2026, 11, 29), dt.date(2026, 11, 30)),
    ],
)
def test_from_friday_on_the_next_week_is_planned(day: dt.date, monday: dt.date) -> None:
    assert week_of(day) == (monday, monday + dt.timedelta(days=6))


def test_each_day_has_what_takes_place_with_its_hour_and_what_ends_on_it(office: Office) -> None:
    first, last = week_of(office.context().today)
    office.petition("012/2026", due_on=(first + dt.timedelta(days=1)).isoformat(), assigned_to="Phòng Kinh tế")
    office.petition("013/2026", due_on=(last + dt.timedelta(days=10)).isoformat())
    text = " ".join(office.printed(FORM).whole_text.split())
    assert "LỊCH TUẦN" in text
    assert f"từ ngày {PaperTranslator().date(first)} đến ngày {PaperTranslator().date(last)}" in text
    assert text.index(f"{PaperTranslator().date(first)}", text.index("Ghi chú")) < text.index("Kiến nghị 012/2026")
    assert text.index("Kiến nghị 012/2026") < text.index(
        f"{PaperTranslator().date(last)}", text.index("Kiến nghị 012/2026")
    )
    assert "Phòng" in text
    assert "013/2026" not in text
    assert suggested_file_name(form_of(FORM), office.context()).endswith("_Lich-tuan_Xa-Dong-Son.pdf")


def test_a_week_without_anything_makes_no_paper(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office.store, "today", lambda: dt.date(2024, 2, 6))
    with pytest.raises(ReportError, match="chưa có việc nào"):
        print_form(form_of(FORM), office.context(), io.BytesIO())
