"""Papers and figures of taking land back."""

from __future__ import annotations

import datetime as dt
import io
from random import Random

import pypdfium2

from danvan_desktop.domain.period import Period
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.figures import ReportFigures
from danvan_desktop.reports.page_format import load_page_format
from danvan_desktop.reports.pdf import render_pdf
from tests.reports.conftest import Office

QUARTER = Period.quarter(2026, 3)


def test_the_figures_are_what_was_typed(office: Office) -> None:
    random = Random(5)
    typed = []
    for number in range(24):
        started = dt.date(2026, 1, 1) + dt.timedelta(days=random.randrange(330))
        ended = None if number % 3 else min(started + dt.timedelta(days=random.randrange(90)), dt.date(2026, 11, 1))
        households = random.randrange(5, 60)
        agreed, handed = random.randrange(households + 1), random.randrange(households + 1)
        typed.append((started, ended, households, agreed, handed))
    for number, (started, ended, households, agreed, handed) in enumerate(typed):
        end = {} if ended is None else {"ended_on": ended.isoformat(), "state": "done"}
        office.receive(
            "land_project",
            unit=office.store.unit.uid,
            name=f"Dự án {number}",
            started_on=started.isoformat(),
            households=households,
            agreed_households=agreed,
            handed_over=handed,
            **end,
        )
    last = dt.date(2026, 9, 30)
    under_way = [one for one in typed if one[0] <= last and (one[1] is None or one[1] > last)]
    figures = ReportFigures(office.store, office.store.unit.uid, "work-report", QUARTER, dt.date(2026, 10, 1))
    codes = ("land.projects", "land.households", "land.agreed_share", "land.handed_share")
    assert [figures[code].value.counted for code in codes] == [
        len(under_way),
        *(sum(one[place] for one in under_way) for place in (2, 3, 4)),
    ]


def _project(office: Office, **values: object) -> str:
    return office.save("land_project", name="Mở đường liên xã", started_on="2026-05-02", **values)


def test_minutes_of_asking_tell_how_many_said_what(office: Office) -> None:
    project = _project(office)
    said = {"agree": 10, "disagree": 1, "other": 0, "place": "nhà văn hóa thôn Đông"}
    step = office.save("land_step", project=project, code="s08", done_on="2026-08-10", **said)
    text = office.printed("land-opinion-minutes", step).whole_text
    assert "Hôm nay, ngày 10 tháng 8 năm 2026, tại nhà văn hóa thôn Đông" in text
    for line in ("đồng ý với phương án: 10", "không đồng ý với phương án: 01", "Số ý kiến khác: 0"):
        assert line in text


def test_the_book_has_every_household_in_order_and_the_sums(office: Office) -> None:
    project = _project(office)
    for owner, area, opinion in (("Vũ Thị Hạnh", 300, "agree"), ("Đỗ Văn Khánh", "455,25", "disagree")):
        given = {"area": area, "compensation": 151_000_000, "opinion": opinion}
        office.save("land_household", project=project, owner=owner, **given)
    text = office.printed("land-household-book", project).whole_text
    assert text.index("Đỗ Văn Khánh") < text.index("Vũ Thị Hạnh")
    assert "Cộng 755,25 302.000.000 1/2 hộ đồng ý" in text


def test_progress_shows_what_is_under_way_whenever_it_began(office: Office) -> None:
    _project(office, households=12, agreed_households=10)
    office.save("land_project", name="Đã xong từ quý II", started_on="2026-02-02", ended_on="2026-06-30", state="done")
    text = office.printed("land-project-register", period="2026-Q3").whole_text
    assert "Mở đường liên xã" in text
    assert "10/12" in text
    assert "Đã xong từ quý II" not in text


def test_who_needs_most_lines_to_sign_has_the_widest_room(office: Office) -> None:
    """Three signers stand abreast: the Front's name is broken between its words, not behind “Tổ quốc”."""
    step = office.save("land_step", project=_project(office), code="s08", done_on="2026-08-10")
    document = form_of("land-opinion-minutes").build(office.context(step))
    stream = io.BytesIO()
    render_pdf(document, load_page_format("state"), stream)
    lines = pypdfium2.PdfDocument(stream.getvalue())[0].get_textpage().get_text_bounded().splitlines()
    assert "TỔ QUỐC VIỆT NAM" in [line.strip() for line in lines]
