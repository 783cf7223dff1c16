"""Another office with a store of its own, whose bundles come to the window's store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import export_bundle


class OtherOffice:
    """A village that records petitions and sends bundles."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store = store
        self._folder = folder

    def petition(self, **values: object) -> str:
        """Save a petition and return its uid."""
        number = f"{self.store.count('petition') + 1:03d}/2026"
        made = {"number": number, "received_on": "2026-08-13", "unit": self.store.unit.uid, "content": "Mương bị tắc"}
        return self.store.save(Draft("petition", made | values)).uids[0]

    def send(self, name: str = "thon.danvan") -> Path:
        """Write everything into a bundle."""
        return export_bundle(self.store, self._folder / name, full=True).path


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder that stands for a stick."""
    folder = tmp_path / "USB"
    folder.mkdir()
    return folder


@pytest.fixture
def other(tmp_path: Path, stick: Path) -> Iterator[OtherOffice]:
    with Store.create(tmp_path / "other.db", unit_name="Thôn Đông", unit_code="DS-01", level="village") as store:
        yield OtherOffice(store, stick)
