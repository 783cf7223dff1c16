"""A reception is filled in with what the office knows of who receives."""

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store


def position(store: Store, **values: object) -> str:
    given = {"held_on": "2026-07-02", "receiver": "Lê Văn Sơn", "place": "Trụ sở", **values}
    record = store.get(store.save(Draft("reception", given)).uids[0])
    assert record is not None
    return record.text("position")


def officer(store: Store, name: str, post: str) -> None:
    store.save(Draft("officer", {"full_name": name, "position": post, "unit": store.unit.uid}))


def test_the_position_of_who_receives_is_not_asked_for_again(store: Store) -> None:
    officer(store, "Lê Văn Sơn", "Chủ tịch UBND xã")
    officer(store, "Trần Văn Bảy", "Công chức")
    assert position(store) == "Chủ tịch UBND xã"
    assert position(store, position="Phó Chủ tịch") == "Phó Chủ tịch", "what was written stays"
    assert position(store, receiver="Ai Đó") == ""


@pytest.mark.parametrize(("second", "told"), [("Chủ tịch UBND xã", "Chủ tịch UBND xã"), ("Công chức", "")])
def test_of_two_officers_of_one_name_nobody_is_chosen_unasked(store: Store, second: str, told: str) -> None:
    officer(store, "Lê Văn Sơn", "Chủ tịch UBND xã")
    officer(store, "Lê Văn Sơn", second)
    assert position(store) == told
