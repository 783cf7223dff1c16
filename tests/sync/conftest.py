"""A commune and a province that exchange bundles, in real files."""

import io
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from danvan_desktop.domain.entry import Entry
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import export_bundle
from danvan_desktop.sync.reader import BundleReader
from tests.sync.exchange import import_bundle


@dataclass(frozen=True)
class Office:
    """A store with a number for its next petition."""

    store: Store

    def petition(self, **values: object) -> str:
        """Save a petition and return its uid."""
        number = f"{self.store.count('petition') + 1:03d}/2026"
        made = {"number": number, "received_on": "2026-08-13", "unit": self.store.unit.uid, "content": "Mương bị tắc"}
        return self.store.save(Draft("petition", made | values)).uids[0]

    def edit(self, uid: str, **values: object) -> None:
        """Change fields of a petition."""
        self.store.save(Draft("petition", values, uid))


@pytest.fixture
def commune(tmp_path: Path) -> Iterator[Office]:
    with Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS") as store:
        yield Office(store)


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Office]:
    with Store.create(tmp_path / "province.db", unit_name="Tỉnh Bắc Ninh", unit_code="BN", level="province") as store:
        yield Office(store)


@pytest.fixture
def bundle(commune: Office, tmp_path: Path) -> Path:
    """A bundle of one petition with an attached file."""
    commune.store.attach_data(commune.petition(), "bien-ban.txt", "Biên bản tại chỗ. ".encode() * 30)
    return export_bundle(commune.store, tmp_path / "commune.danvan").path


@pytest.fixture
def small_bundle(commune: Office, tmp_path: Path) -> bytes:
    """The bytes of a bundle of nothing but the unit itself."""
    return export_bundle(commune.store, tmp_path / "small.danvan").path.read_bytes()


def read_bundle(data: bytes) -> list[Entry]:
    """Verify a bundle and return its entries."""
    reader = BundleReader(io.BytesIO(data), len(data))
    return list(reader.changes())


@pytest.fixture(name="read_bundle")
def _read_bundle() -> Callable[[bytes], list[Entry]]:
    return read_bundle


@pytest.fixture
def carry(tmp_path: Path) -> Callable[[Store, Store], object]:
    """Carry a full bundle from one store to another."""

    def carried(source: Store, target: Store) -> object:
        made = export_bundle(source, tmp_path / f"{source.path.stem}-to-{target.path.stem}.danvan")
        return import_bundle(target, made.path)

    return carried


@pytest.fixture
def made(tmp_path):
    """Make a store in a file of its own."""
    with ExitStack() as stack:

        def make(name: str, unit: str, code: str, level: str) -> Store:
            return stack.enter_context(
                Store.create(tmp_path / f"{name}.db", unit_name=unit, unit_code=code, level=level)
            )

        yield make
