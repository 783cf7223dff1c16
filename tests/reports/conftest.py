"""Documents rendered to PDF and read back by programs that are not the renderer's own."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pdfplumber
import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Block, Document, Header
from danvan_desktop.reports.page_format import PageFormat, load_page_format
from danvan_desktop.reports.pdf import render_pdf
from danvan_desktop.store import Store
from tests.copies import replace
from tests.reports.reading import INFO, Rendered


@pytest.fixture(scope="session")
def state_format() -> PageFormat:
    return load_page_format("state")


@pytest.fixture(scope="session")
def party_format() -> PageFormat:
    return load_page_format("party")


@pytest.fixture
def render(state_format: PageFormat) -> Iterator[Callable[..., Rendered]]:
    opened = []

    def make(document: Document, page_format: PageFormat = state_format) -> Rendered:
        stream = io.BytesIO()
        result = render_pdf(document, page_format, stream)
        pdf = pdfplumber.open(io.BytesIO(stream.getvalue()))
        opened.append(pdf)
        return Rendered(stream.getvalue(), result, pdf.pages)

    yield make
    for pdf in opened:
        pdf.close()


@pytest.fixture
def render_blocks(render: Callable[[Document], Rendered]) -> Callable[..., Rendered]:
    """Render blocks in an otherwise bare document."""

    def make(*blocks: Block, landscape: bool = False) -> Rendered:
        info = INFO
        return render(Document(info, Header("UBND xã Đông Sơn"), "Báo cáo", blocks=blocks, landscape=landscape))

    return make


def _nobody_yet(count: str, values: dict[str, object]) -> dict[str, object]:
    """What is planned counts nobody."""
    return {count: None} if values.get("state") == "planned" else {}


@dataclass(frozen=True)
class Office:
    """A commune with one village, whose forms are printed and read back."""

    store: Store
    village: str
    draw: Callable[[Document], Rendered]
    today: dt.date = dt.date(2026, 10, 1)

    def save(self, kind: str, /, **values: object) -> str:
        return self.store.save(Draft(kind, values)).uids[0]

    def receive(self, kind: str, /, **values: object) -> str:
        """Keep a record as a laptop with an earlier release wrote it, held against none of today's rules."""
        with patch("danvan_desktop.store.writing.validate", return_value=()):
            return self.save(kind, **values)

    def meeting(self, **values: object) -> str:
        """A meeting that meets all rules; more than half of 120 households came."""
        made: dict[str, object] = {
            "unit": self.village,
            "subject": "Bàn mức đóng góp làm đường",
            "starts_at": "2026-08-12T19:30",
            "ends_at": "2026-08-12T21:45",
            "place": "Nhà văn hóa thôn Đông",
            "chair": "Nguyễn Văn An, Trưởng thôn",
            "secretary": "Trần Thị Bình",
            "households_total": 120,
            "households_present": 95,
        }
        return self.save("meeting", **(made | _nobody_yet("households_present", values) | values))

    def dialogue(self, **values: object) -> str:
        made: dict[str, object] = {
            "unit": self.store.unit.uid,
            "topic": "Giải phóng mặt bằng cụm công nghiệp",
            "led_by": "Lê Văn Cường",
            "led_by_position": "Chủ tịch UBND xã",
            "held_on": "2026-09-05",
            "starts_at": "08:00",
            "ends_at": "11:15",
            "place": "Hội trường UBND xã",
            "participants_count": 86,
        }
        return self.save("dialogue", **(made | _nobody_yet("participants_count", values) | values))

    def petition(self, number: str = "012/2026", **values: object) -> str:
        made: dict[str, object] = {
            "number": number,
            "received_on": "2026-08-12",
            "due_on": None,
            "unit": self.village,
            "content": "Mương tiêu ngõ 3 bị tắc",
        }
        return self.save("petition", **(made | values))

    def model(self, **values: object) -> str:
        made: dict[str, object] = {
            "name": "Tuyến đường hoa phụ nữ tự quản",
            "registrant": "Chi hội Phụ nữ thôn Đông",
            "unit": self.village,
            "registered_on": "2026-02-10",
            "period": "Năm 2026",
            "aim": "Trồng 1,2 km đường hoa",
        }
        return self.save("model", **(made | values))

    def context(self, uid: str = "", period: str = "") -> ReportContext:
        return ReportContext(self.store, self.today, uid, Period.parse(period) if period else None)

    def printed(self, form: str, uid: str = "", period: str = "") -> Rendered:
        chosen, context = form_of(form), self.context(uid, period)
        styles = chosen.styles(self.store.get(uid) if uid else None, self.store)
        style = context.style if context.style in styles else styles[0]
        return self.draw(chosen.build(replace(context, style=style)))


@pytest.fixture
def office(tmp_path: Path, render: Callable[[Document], Rendered]) -> Iterator[Office]:
    with Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS") as store:
        village = {"name": "Thôn Đông", "kind": "village", "code": "DS-01", "parent": store.unit.uid}
        yield Office(store, store.save(Draft("unit", village)).uids[0], render)
