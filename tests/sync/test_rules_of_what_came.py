"""What came by a bundle is kept whatever the rules say; whoever works on it is told which field is wrong."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from unittest.mock import patch

import pytest

from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from tests.sync.exchange import enrol, send


@pytest.fixture
def laptops(tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """Two of one commune."""
    with (
        Store.create(tmp_path / "one.db", unit_name="Xã Đông Sơn", unit_code="DS") as one,
        Store.create(tmp_path / "other.db", unit_name="Xã Đông Sơn", unit_code="DS") as other,
    ):
        enrol(one, other)
        yield one, other


BROKEN = {
    "case": (
        "complex_paper",
        {"number": "9/2026", "received_on": "2026-07-06", "nature": "complaint", "channel": "letter", "title": "Đất"}
        | {"citizen_name": "Lê An", "field": "land", "complex": "complex"},
    ),
    "plan": ("parties", {"type": "programme", "title": "Phối hợp", "issued_on": "2026-02-02", "parties": "Công an xã"}),
    "commune_vote": (
        "closes_on",
        {"title": "Góp", "content_type": "contribution", "opens_on": "2026-02-10", "closes_on": "2026-02-01"},
    ),
    "publicity_item": (
        "due_on",
        {"item": "p02", "title": "Quyết toán", "paper_date": "2026-02-10", "due_on": "2026-02-01"},
    ),
    "reception": (
        "substitute_reason",
        {"held_on": "2026-07-06", "body": "government", "kind": "head", "receiver": "Phó Chủ tịch", "place": "Trụ sở"}
        | {"by_head": False, "nobody_came": True},
    ),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_it_is_kept_and_its_field_is_named_when_it_is_worked_on(laptops: tuple[Store, Store], kind: str) -> None:
    there, here = laptops
    field, values = BROKEN[kind]
    made: Mapping[str, object] = {"unit": there.unit.uid, **values}
    with patch("danvan_desktop.store.writing.validate", return_value=()):
        uid = there.save(Draft(kind, dict(made))).uids[0]
    send(there, here)
    written, came = there.get(uid), here.get(uid)
    assert written is not None
    assert came is not None
    assert came.values == written.values
    with pytest.raises(InvalidRecord) as refused:
        here.save(Draft(kind, {"note": "Đã xem"}, uid))
    assert field in {problem.field for problem in refused.value.problems if problem.is_error}
    assert not here.check().problems
