"""A commune proposes, the province decides: the decision comes down with its number, day and money."""

import pytest

from danvan_desktop.domain.record import Draft
from tests.rights import unguarded
from tests.sync.exchange import enrol, send


@pytest.fixture
def offices(commune, province):
    enrol(commune.store, province.store)
    send(province.store, commune.store)
    send(commune.store, province.store)
    send(province.store, commune.store)
    return commune.store, province.store


def test_a_decision_of_the_province_comes_down_and_nothing_else_of_it(offices):
    commune, province = offices
    made = {"subject": "Đảng bộ xã Đông Sơn", "title": "committee", "level": "province", "unit": commune.unit.uid}
    uid = commune.save(Draft("award", made | {"proposed_on": "2026-08-01"})).uids[0]
    send(commune, province)
    with unguarded():
        province.save(Draft("award", {"subject": "Đảng bộ khác"}, uid))
    decision = {"decision_number": "45-QĐ/TU", "decided_on": "2026-08-20", "money": 5_000_000}
    province.save(Draft("award", decision, uid))
    assert send(province, commune).held == 1
    found = commune.get(uid)
    decided = (found.text("state"), found.text("decision_number"), found.number("money"))
    assert decided == ("approved", "45-QĐ/TU", 5_000_000)
    assert found.text("subject") == "Đảng bộ xã Đông Sơn"
