"""A small commune with one village, in a real file."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from tests.clocks import StandingClock
from tests.rights import join
from tests.uids import new_uid


@dataclass(frozen=True)
class Commune:
    """A store and the records that tests build on."""

    store: Store
    village: str

    def meeting(self, **values: object) -> str:
        """Save a meeting that meets all rules and return its uid."""
        made = {
            "unit": self.village,
            "subject": "Bàn việc đóng góp làm đường",
            "starts_at": "2026-08-12T19:30",
            "place": "Nhà văn hóa thôn Đông",
            "chair": "Nguyễn Văn An",
            "secretary": "Trần Thị Bình",
            "households_total": 120,
            "households_present": 95,
        }
        uid = new_uid()
        self.store.save(Draft("meeting", made | values, uid))
        return uid

    def petition(self, number: str = "001/2026", **values: object) -> str:
        """Save a petition and return its uid."""
        made = {"number": number, "received_on": "2026-08-13", "unit": self.village, "content": "Mương bị tắc"}
        return self.store.save(Draft("petition", made | values)).uids[0]


@contextmanager
def made_commune(path: Path) -> Iterator[Commune]:
    with Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS") as store:
        village = {
            "name": "Thôn Đông",
            "kind": "village",
            "code": "DS-01",
            "parent": store.unit.uid,
            "households": 120,
        }
        yield Commune(store, store.save(Draft("unit", village)).uids[0])


@pytest.fixture
def commune(tmp_path: Path) -> Iterator[Commune]:
    with made_commune(tmp_path / "commune.db") as made:
        yield made


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def store(tmp_path: Path, clock: StandingClock) -> Iterator[Store]:
    """An office without records, at the hour of the test's clock."""
    with Store.create(tmp_path / "commune.db", unit_name="Xã", unit_code="X", clock=clock) as opened:
        yield opened


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "province.db", unit_name="Tỉnh Bắc Ninh", unit_code="BN", level="province") as store:
        yield store


@pytest.fixture
def one_office(commune: Commune, province: Store) -> None:
    """Let both laptops write for both units."""
    join(commune.store, province)


def carry(source: Store, target: Store) -> None:
    """Bring all that one store knows to another, as a bundle does."""
    target.merge(source.log.entries_after({}), source.signed_logs())


@pytest.fixture(name="carry")
def _carry() -> object:
    return carry
