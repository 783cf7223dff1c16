"""An import costs what it brings, however much of other years is recorded beside it."""

from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.store.connection import Connection
from danvan_desktop.sync import export_bundle
from tests.counting import steps_of
from tests.sync.exchange import import_bundle


def petitions(store: Store, year: int, count: int) -> None:
    made = {"received_on": f"{year}-08-13", "unit": store.unit.uid, "content": "Mương bị tắc"}
    store.save(*(Draft("petition", {**made, "number": f"{at + 1}/{year}"}) for at in range(count)))


@pytest.fixture
def bundles(tmp_path: Path) -> list[Path]:
    """A village's first bundle, from which its rights follow, and its next."""
    with Store.create(tmp_path / "village.db", unit_name="Thôn 1", unit_code="01", level="village") as village:
        first = export_bundle(village, tmp_path / "first.danvan").path
        petitions(village, 2026, 20)
        return [first, export_bundle(village, tmp_path / "next.danvan").path]


def test_twenty_petitions_take_no_more_among_thousands(tmp_path: Path, bundles: list[Path]) -> None:
    taken = []
    for size in (20, 3_000):
        with Store.create(tmp_path / f"{size}.db", unit_name="Xã Đông Sơn", unit_code="DS") as store:
            petitions(store, 2025, size)
            import_bundle(store, bundles[0])
            taken.append(steps_of(store, lambda: import_bundle(store, bundles[1])))
    assert taken[0] > 20
    assert taken[1] < 1.3 * taken[0]


def test_numbers_given_twice_are_looked_for_without_reading_records(tmp_path: Path) -> None:
    with Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS") as store:
        connection: Connection = store._connection
        plan = connection.execute(
            'EXPLAIN QUERY PLAN SELECT uid, "number", "received_on" FROM record_petition'
            " WHERE deleted IS NOT 1 AND \"received_on\" BETWEEN '2026' AND '2027' ORDER BY uid"
        ).fetchall()
    assert any("USING COVERING INDEX record_petition_by_received_on" in row[3] for row in plan)


def test_a_file_that_brings_rights_and_records_has_each_judged_once(tmp_path: Path, bundles: list[Path]) -> None:
    with Store.create(tmp_path / "village-2.db", unit_name="Thôn 2", unit_code="02", level="village") as village:
        petitions(village, 2026, 200)
        both = export_bundle(village, tmp_path / "both.danvan").path
    with Store.create(tmp_path / "village-3.db", unit_name="Thôn 3", unit_code="03", level="village") as village:
        rights = export_bundle(village, tmp_path / "rights.danvan").path
        petitions(village, 2026, 200)
        records = export_bundle(village, tmp_path / "records.danvan").path
    with Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS") as store:
        import_bundle(store, bundles[0])
        together = steps_of(store, lambda: import_bundle(store, both))
        apart = steps_of(store, lambda: import_bundle(store, rights)) + steps_of(
            store, lambda: import_bundle(store, records)
        )
    assert together < 1.2 * apart
