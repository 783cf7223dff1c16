"""Papers of a commune that its province prints are the commune's."""

import datetime as dt

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Document, Paragraph, plain
from danvan_desktop.reports.style import Style
from danvan_desktop.store import Store
from tests.sync.exchange import enrol, send

DAY = dt.date(2026, 8, 20)


@pytest.fixture
def rated(commune, province) -> tuple[Store, Store, str]:
    """Rate somebody by marks in a commune and send it up."""
    here, above = commune.store, province.store
    enrol(here, above)
    send(above, here)
    send(here, above)
    part = {"set": "Bộ 2025", "version": "2025", "name": "Dân chủ", "maximum": 100, "order": 1}
    criterion = here.save(Draft("criterion", part)).uids[0]
    values = {"target": "Công an xã", "subject_kind": "unit", "year": 2025, "set": "Bộ 2025", "unit": here.unit.uid}
    rating = here.save(Draft("rating", values)).uids[0]
    here.save(Draft("rating_mark", {"subject": rating, "criterion": criterion, "self_points": 90, "review_points": 85}))
    decided = {"rank": "good", "decided_on": "2026-01-20", "decision_number": "31-QĐ/ĐU"}
    here.save(Draft("rating", decided, rating))
    send(here, above)
    return here, above, rating


def printed(store: Store, form: str, uid: str, style: Style = Style.STATE) -> Document:
    return form_of(form).build(ReportContext(store, DAY, uid, style=style))


def words_of(document: Document) -> str:
    return " ".join(plain(one.content) for one in document.blocks if isinstance(one, Paragraph))


def test_a_paper_of_a_commune_is_filed_in_its_office_by_whomever_it_is_printed(rated):
    here, above, rating = rated
    for store in (here, above):
        recipients = printed(store, "rating-notice", rating, Style.PARTY).recipients
        assert recipients is not None
        assert recipients.items[-1] == "Lưu Văn phòng Đảng ủy"


def test_a_sheet_without_the_points_of_each_criterion_says_so(rated):
    here, above, rating = rated
    assert "chỉ có tổng điểm" not in words_of(printed(here, "rating-sheet", rating))
    assert "chỉ có tổng điểm" in words_of(printed(above, "rating-sheet", rating))
