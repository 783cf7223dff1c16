"""A save costs what it changes, however much is recorded beside it."""

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from tests.store.test_long_records import steps_of


def petitions(store: Store, first: int, count: int) -> list[str]:
    made = {"received_on": "2026-08-13", "unit": store.unit.uid, "content": "Mương bị tắc"}
    drafts = [Draft("petition", {**made, "number": f"{first + at}/2026"}) for at in range(count)]
    return list(store.save(*drafts).uids)


def test_one_more_petition_and_an_edit_take_no_more_among_thousands(tmp_path):
    with (
        Store.create(tmp_path / "small.db", unit_name="Xã Đông Sơn", unit_code="DS") as small,
        Store.create(tmp_path / "large.db", unit_name="Xã Đông Sơn", unit_code="DS") as large,
    ):
        few, many = petitions(small, 1, 50)[0], petitions(large, 1, 3_000)[0]
        edited = {"content": "Mương đã thông"}
        for store, uid in ((small, few), (large, many)):  # what is prepared once is no cost of a save
            petitions(store, 9_000, 1)
            store.save(Draft("petition", {"request": "Xin sửa"}, uid))
        new = steps_of(small, lambda: petitions(small, 9_001, 1)), steps_of(large, lambda: petitions(large, 9_001, 1))
        edit = (
            steps_of(small, lambda: small.save(Draft("petition", edited, few))),
            steps_of(large, lambda: large.save(Draft("petition", edited, many))),
        )
        assert 5 < new[1] < 1.5 * new[0]
        assert 5 < edit[1] < 1.5 * edit[0]
