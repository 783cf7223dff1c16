"""The register of what was recommended after an oversight: its answer, and how late it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from danvan_desktop.domain.record import Draft

if TYPE_CHECKING:
    from tests.reports.conftest import Office


@pytest.mark.parametrize(
    ("form", "kind", "source"),
    [
        (
            "oversight-register",
            "oversight",
            {
                "type": "supervision",
                "lead": "front",
                "subject": "Quỹ thôn",
                "target": "Thôn",
                "visit_on": "2026-08-05",
                "form": "team",
                "state": "done",
            },
        ),
        (
            "inspection-register",
            "inspection",
            {"type": "democracy", "subject": "Dân chủ", "target": "Thôn", "started_on": "2026-08-05", "state": "done"},
        ),
    ],
)
def test_an_answer_that_came_late_says_by_how_many_days(
    office: Office, form: str, kind: str, source: dict[str, object]
) -> None:
    parent = office.save(kind, unit=office.store.unit.uid, **source)
    # 15 August 2026 is a Saturday: the term goes on to Monday, the 17th.
    made = {"source": parent, "content": "Niêm yết lại", "addressee": "UBND xã", "sent_on": "2026-08-10"}
    uid = office.save("recommendation", **made, due_on="2026-08-15")
    office.store.save(Draft("recommendation", {"replied_on": "2026-08-17", "outcome": "accepted"}, uid))
    assert "chậm" not in office.printed(form, period="2026-Q3").whole_text.split()
    office.store.save(Draft("recommendation", {"replied_on": "2026-08-27"}, uid))
    told = office.printed(form, period="2026-Q3").whole_text.split()
    assert "chậm" in told
    assert "10 ngày" in " ".join(told), "the number stands on the line of its unit"
