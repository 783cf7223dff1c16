"""What happened after its unit was over is warned of, with the unit that took its place."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Translator
from danvan_desktop.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "xa.db", unit_name="Xã Tân Lập", unit_code="TL") as made:
        yield made


def warned(store: Store, unit: str, day: str) -> list[str]:
    result = store.save(Draft("situation_entry", {"unit": unit, "noted_on": day, "content": "Tin"}))
    return [Translator("vi")(one.message) for one in result.warnings if one.field == "unit"]


def village(store: Store, name: str, **values: object) -> str:
    return store.save(
        Draft("unit", {"name": name, "kind": "village", "code": name, "parent": store.unit.uid, **values})
    ).uids[0]


def test_a_record_after_two_villages_became_one_names_the_new_one(store: Store) -> None:
    both = village(store, "Thôn Một Hai")
    first = village(store, "Thôn Một", valid_to="2026-03-31", successor=both)
    lost = village(store, "Thôn Ba", valid_to="2026-03-31")
    assert warned(store, first, "2026-04-01") == [
        "“Thôn Một” đã kết thúc ngày 31/03/2026; đơn vị kế tục là “Thôn Một Hai”."
    ]
    assert warned(store, lost, "2026-05-01") == ["“Thôn Ba” đã kết thúc ngày 31/03/2026."]
    assert warned(store, first, "2026-03-31") == []
    assert warned(store, both, "2026-04-01") == []


def test_a_record_before_its_unit_was_there_is_told(store: Store) -> None:
    new = village(store, "Thôn Mới", valid_from="2026-04-01")
    assert warned(store, new, "2026-03-31") == ["“Thôn Mới” có từ ngày 01/04/2026: hãy chọn đơn vị trước đó."]
    assert warned(store, new, "2026-04-01") == []
