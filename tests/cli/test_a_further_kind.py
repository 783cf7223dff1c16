"""A kind that one declaration adds has a table, search, lists in and out, bundles, a register, figures, a due list.

Nothing but the kind is declared here: whatever asks for a third place fails one of these tests.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from click.testing import Result

from danvan_desktop.domain.deadlines import Deadline
from danvan_desktop.domain.fields import Choice, Field, FieldType, Preset
from danvan_desktop.domain.figures import counted, summed
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import _
from danvan_desktop.reports import catalogue
from danvan_desktop.reports.context import PaperTranslator
from danvan_desktop.reports.figures import FigureReader, Span
from danvan_desktop.reports.figures.declared import figures_of
from danvan_desktop.store import Store
from tests.clocks import TODAY
from tests.rights import join
from tests.sync.exchange import enrol, send

Danvan = Callable[..., Result]
VISIT = Kind(
    name="field_visit",
    label=_("Chuyến đi cơ sở"),
    plural=_("Đi cơ sở"),
    title=("subject",),
    listed=("held_on", "unit", "subject", "form", "points"),
    order="-held_on",
    date="held_on",
    unit="unit",
    deadlines=(
        Deadline(
            name="report",
            work=_("Báo cáo kết quả"),
            undone=_("Chưa báo cáo"),
            start="held_on",
            due="due_on",
            done="reported_on",
        ),
    ),
    figures=(
        counted("visits.held", "held_on", _("Chuyến đi"), _("Số chuyến đi trong kỳ."), _("chuyến"), split=("form",)),
        summed("visits.people", "people", "held_on", _("Số người gặp"), _("Tổng số người gặp."), _("người")),
    ),
    fields=(
        Field(
            name="unit",
            label=_("Nơi đến"),
            type=FieldType.REFERENCE,
            targets=("unit",),
            required=True,
            preset=Preset.OWN_UNIT,
        ),
        Field(name="held_on", label=_("Ngày đi"), type=FieldType.DATE, required=True, preset=Preset.TODAY),
        Field(name="subject", label=_("Việc"), required=True, max_length=200),
        Field(
            name="form",
            label=_("Hình thức"),
            type=FieldType.CHOICE,
            choices=(Choice("planned_one", _("Theo kế hoạch")), Choice("sudden", _("Đột xuất"))),
        ),
        Field(name="people", label=_("Số người"), type=FieldType.INTEGER, minimum=0),
        Field(name="points", label=_("Điểm đánh giá"), type=FieldType.DECIMAL, minimum=0, maximum=10),
        Field(name="due_on", label=_("Hạn báo cáo"), type=FieldType.DATE),
        Field(name="reported_on", label=_("Ngày báo cáo"), type=FieldType.DATE),
    ),
)
DAY = TODAY - dt.timedelta(days=20)


@pytest.fixture(autouse=True)
def _declared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ALL_KINDS._by_name, VISIT.name, VISIT)
    monkeypatch.setattr(catalogue, "FORMS", catalogue.forms_of(ALL_KINDS))
    monkeypatch.setattr(catalogue, "EVERY_FORM", (*catalogue.DAY_FORMS, *catalogue.FORMS))


@pytest.fixture
def visit(danvan: Danvan, commune: str) -> str:
    values = {
        "held_on": DAY.isoformat(),
        "subject": "Kiểm tra kênh Đồng Mả",
        "form": "sudden",
        "people": 12,
        "points": "8,25",
        "due_on": (TODAY - dt.timedelta(days=12)).isoformat(),
    }
    return danvan("add", VISIT.name, "--json-file", "-", stdin=json.dumps(values)).stdout.strip()


def of_json(danvan: Danvan, *arguments: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(danvan(*arguments, "--json").stdout)
    return found


def test_it_is_saved_changed_found_and_listed(danvan: Danvan, visit: str, commune: str) -> None:
    (listed,) = of_json(danvan, "list", VISIT.name)
    assert (listed["uid"], listed["points"], listed["unit"]) == (visit, "8.25", commune)
    assert "8,25" in danvan("list", VISIT.name).stdout
    assert [hit["uid"] for hit in of_json(danvan, "search", "kenh dong ma")] == [visit]
    assert danvan("set", visit, "points=10").exit_code == 0
    assert of_json(danvan, "list", VISIT.name)[0]["points"] == 10
    assert "không được quá 10" in danvan("set", visit, "points=10,5").stderr
    assert {kind["kind"] for kind in of_json(danvan, "kinds")} >= {VISIT.name}
    assert danvan("check").exit_code == 0


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_lists_of_it_go_out_and_come_in(danvan: Danvan, visit: str, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"visits.{ending}"
    assert danvan("dump", "--kind", VISIT.name, "--out", str(out)).exit_code == 0
    told = json.loads(danvan("load", str(out), "--kind", VISIT.name, "--update", "--json").stdout)
    assert (told["same"], told["new"], told["rejected"]) == (1, 0, 0)
    book = openpyxl.Workbook()
    book.active.append(["Ngày đi", "Việc", "Hình thức", "Số người", "Điểm đánh giá"])
    book.active.append([DAY, "Thăm hộ nghèo", "Theo kế hoạch", 3, 7.5])
    book.save(tmp_path / "more.xlsx")
    told = json.loads(danvan("load", str(tmp_path / "more.xlsx"), "--kind", VISIT.name, "--json").stdout)
    assert (told["new"], told["unused"]) == (1, [])
    assert {one["points"] for one in of_json(danvan, "list", VISIT.name)} == {"8.25", "7.5"}


def test_its_register_is_printed_by_its_list(danvan: Danvan, visit: str, tmp_path: Path) -> None:
    out = tmp_path / "register.pdf"
    period = Period.quarter_of(DAY).code
    result = danvan("report", "field-visit-register", "--period", period, "--out", str(out))
    assert result.exit_code == 0, result.stderr
    text = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(out))
    for words in (
        "SỔ THEO DÕI ĐI CƠ SỞ",
        "Kiểm tra kênh Đồng Mả",
        "Đột xuất",
        "8,25",
        f"{PaperTranslator().date(DAY)}",
    ):
        assert words in " ".join(text.split())


def test_its_work_is_due_until_it_is_done(danvan: Danvan, visit: str) -> None:
    (work,) = of_json(danvan, "due")
    assert (work["uid"], work["work"], work["kind"]) == (visit, "Báo cáo kết quả", VISIT.name)
    danvan("set", visit, f"reported_on={TODAY.isoformat()}")
    assert of_json(danvan, "due") == []


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    with (
        Store.create(tmp_path / "xa.db", unit_name="Xã Đông Sơn", unit_code="DS") as here,
        Store.create(tmp_path / "may-hai.db", unit_name="Xã Đông Sơn", unit_code="DS") as there,
    ):
        enrol(here, there)
        join(here, there)
        yield here, there


def test_it_goes_to_another_laptop_and_is_counted_there(pair: tuple[Store, Store]) -> None:
    here, there = pair
    common = {"unit": here.unit.uid, "held_on": DAY.isoformat(), "form": "sudden"}
    drafts = [Draft(VISIT.name, {**common, "subject": f"Việc {n}", "people": n, "points": f"{n},5"}) for n in (3, 4)]
    here.save(*drafts)
    send(here, there)
    send(there, here)
    assert {one.get("points") for one in there.list(VISIT.name)} == {"3.5", "4.5"}
    assert here.digest() == there.digest()
    reader, span = FigureReader(there, here.unit.uid), Span(DAY, TODAY)
    values = {one.code: one.value(reader.counted(one, span)) for one in figures_of(VISIT)}
    assert values == {
        "visits.held": 2,
        "visits.held.form.planned_one": 0,
        "visits.held.form.sudden": 2,
        "visits.people": 7,
    }
