"""A village's laptop keeps the book of what its people give, for works of its own and of the whole commune."""

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.figures import FigureReader
from danvan_desktop.store import Store
from tests.sync.exchange import enrol, send


@pytest.fixture
def village(tmp_path):
    with Store.create(tmp_path / "thon.db", unit_name="Thôn Đông", unit_code="DS-01", level="village") as store:
        yield store


@pytest.fixture
def offices(village, commune):
    enrol(village, commune.store)
    send(commune.store, village)
    send(village, commune.store)
    send(commune.store, village)
    return village, commune.store


@pytest.mark.parametrize("scope", ["village", "commune"])
def test_what_a_village_noted_is_counted_at_the_commune(offices, scope):
    village, commune = offices
    unit = commune.unit.uid if scope == "commune" else village.unit.uid
    made = {"name": "Đường bê tông", "type": "road", "scope": scope, "unit": unit}
    maker = commune if scope == "commune" else village
    work = maker.save(Draft("community_work", made)).uids[0]
    send(maker, village if maker is commune else commune)
    if village.get(work) is None:
        pytest.fail("the village does not know the work that it is to give to")
    given = village.save(Draft("contribution", {"work": work, "donor": "Nguyễn Văn An", "money": 500_000})).uids[0]
    send(village, commune)
    record = commune.get(given)
    assert record is not None
    assert (record.number("money"), record.text("unit")) == (500_000, village.unit.uid)
    assert not commune.held.count_cells()
    reader = FigureReader(commune, commune.unit.uid)
    assert reader.unit_of(record) == village.unit.uid
