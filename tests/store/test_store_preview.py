"""A preview of a store tells whose it is without opening it for work."""

import pytest

from danvan_desktop.store import Store
from danvan_desktop.store.errors import NotAStore, StoreMissing
from danvan_desktop.store.store_preview import preview_of


def test_a_preview_tells_the_unit_and_the_settings(commune):
    commune.store.settings.set("cỡ chữ", "120")
    path = commune.store.path
    commune.store.close()
    found = preview_of(path)
    assert found.unit_name == "Xã Đông Sơn"
    assert found.settings["cỡ chữ"] == "120"


def test_a_preview_changes_nothing(commune):
    path = commune.store.path
    commune.store.close()
    before = path.read_bytes()
    preview_of(path)
    assert path.read_bytes() == before


def test_a_preview_at_what_is_no_store_is_refused_as_opening_is(tmp_path):
    with pytest.raises(StoreMissing):
        preview_of(tmp_path / "khong-co.db")
    (tmp_path / "a.txt").write_text("Không phải tệp dữ liệu. " * 100, encoding="utf-8")
    with pytest.raises(NotAStore):
        preview_of(tmp_path / "a.txt")
    with Store.create(tmp_path / "kin.db", unit_name="Xã Kín", unit_code="K", key=bytes(range(32))):
        pass
    with pytest.raises(NotAStore):
        preview_of(tmp_path / "kin.db")
