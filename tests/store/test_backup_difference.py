"""What restoring a backup would lose and bring back is told before it is done."""

from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.store.backup_difference import difference
from danvan_desktop.store.errors import NotAStore


def counted(store: Path, backup: Path) -> dict[str, tuple[int, int, int]]:
    return {one.kind.name: (one.lost, one.gained, one.former) for one in difference(store, backup)}


def test_records_made_deleted_and_changed_since_are_told_apart(tmp_path: Path) -> None:
    path, backup = tmp_path / "commune.db", tmp_path / "sao-luu.db"
    with Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS") as store:
        unit = store.unit.uid
        petition = {"unit": unit, "content": "Mương tắc", "field": "other"}
        stays, changes, goes = store.save(*(Draft("petition", petition) for _number in range(3))).uids
        store.backup(backup)
        assert counted(path, backup) == {}
        store.save(Draft("petition", {"content": "Mương tắc nặng"}, changes))
        store.delete(goes)
        store.save(Draft("petition", petition), Draft("officer", {"full_name": "A", "position": "B", "unit": unit}))
        assert counted(path, backup) == {"petition": (1, 1, 1), "officer": (1, 0, 0)}
        assert store.get(stays) is not None
    assert counted(path, backup) == {"petition": (1, 1, 1), "officer": (1, 0, 0)}


def test_what_is_no_store_is_refused(tmp_path: Path) -> None:
    path, other = tmp_path / "commune.db", tmp_path / "x.db"
    Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS").close()
    other.write_bytes(b"Kinh gui" * 1_000)
    with pytest.raises(NotAStore):
        difference(path, other)
