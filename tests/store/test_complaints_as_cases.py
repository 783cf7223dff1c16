"""Complaints and denunciations are written in their own book; those of earlier releases stay among the petitions."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from tests.earlier import complaints_as_petitions

LETTER = {"received_on": "2026-07-06", "content": "Đền bù thấp", "citizen_name": "Bưởi"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "xa.db", unit_name="Xã Đông Sơn", unit_code="DS") as made:
        yield made


@pytest.mark.parametrize("nature", ["complaint", "denunciation"])
def test_a_new_one_is_refused_with_where_it_is_written(store: Store, nature: str) -> None:
    with pytest.raises(InvalidRecord, match="Chuyển thành vụ việc") as refused:
        store.save(Draft("petition", LETTER | {"nature": nature, "unit": store.unit.uid}))
    assert [problem.field for problem in refused.value.problems] == ["nature"]
    petition = store.save(Draft("petition", LETTER | {"unit": store.unit.uid})).uids[0]
    with pytest.raises(InvalidRecord, match="Vụ việc, đơn"):
        store.save(Draft("petition", {"nature": nature}, petition))


def test_one_of_an_earlier_release_is_read_and_changed_as_before(store: Store) -> None:
    with complaints_as_petitions():
        old = store.save(Draft("petition", LETTER | {"nature": "complaint", "unit": store.unit.uid})).uids[0]
    store.save(Draft("petition", {"accepted_on": "2026-07-10", "content": "Đền bù quá thấp"}, old))
    assert store.get(old).text("due_on") == "2026-08-09"
    store.save(Draft("petition", {"nature": "denunciation"}, old))
    assert store.get(old).text("nature") == "denunciation"
    assert store.check().ok
