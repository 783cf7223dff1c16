"""A save costs what it changes, however much is recorded beside it."""

import sys
from collections import Counter
from collections.abc import Callable

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.store.connection import transaction
from tests.counting import steps_of


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
        assert 0 < new[1] <= 1.5 * new[0]
        assert 0 < edit[1] <= 1.5 * edit[0]


PAGE_WITH_ITS_HEAD = 4096 + 24
"""Bytes of a page in the log that is written ahead: https://www.sqlite.org/fileformat.html, section 4.1."""
SAVES = 40
NEW_CALLS, EDIT_CALLS = 1_450, 1_050
"""What a save may call; it was 1,580 and 1,290."""


def statements_of(store: Store, work: Callable[[], object]) -> int:
    """Count the statements of some work, without those that FTS5 makes itself."""
    told: list[str] = []
    store._connection.set_trace_callback(told.append)
    work()
    store._connection.set_trace_callback(None)
    return sum(not text.startswith("--") for text in told)


def calls_of(work: Callable[[], object]) -> int:
    """Count the calls of some work, of Python's functions and of those in C."""
    made = Counter[str]()
    sys.setprofile(lambda _frame, event, _argument: made.update((event,)))
    try:
        work()
    finally:
        sys.setprofile(None)
    return made["call"] + made["c_call"]


def pages_of(store: Store, work: Callable[[], object]) -> float:
    """Count the pages that are written each of so many times."""
    ahead = store.path.with_name(store.path.name + "-wal")
    store._connection.execute("PRAGMA wal_autocheckpoint = 0")
    store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for _save in range(SAVES):
        work()
    return ahead.stat().st_size / PAGE_WITH_ITS_HEAD / SAVES


def test_a_save_takes_few_statements_and_writes_few_pages(commune):
    store, unit, turns = commune.store, commune.store.unit.uid, iter(range(10_000))
    uids = petitions(store, 1, 500)

    def new() -> None:
        petitions(store, 1_000 + next(turns), 1)

    def edit() -> None:
        uid = uids[next(turns) % len(uids)]
        store.save(Draft("petition", {"citizen_address": f"Thôn {next(turns)}", "unit": unit}, uid))

    for work in (new, edit):  # what is done once, such as learning the law, is no cost of a save
        work()
    assert min(statements_of(store, new) for _save in range(3)) < 15
    assert min(statements_of(store, edit) for _save in range(3)) < 14
    assert pages_of(store, new) < 20
    assert pages_of(store, edit) < 12


def test_a_save_makes_few_calls(commune):
    store, turns = commune.store, iter(range(10_000))
    uids = petitions(store, 1, 20)

    def new() -> None:
        petitions(store, 1_000 + next(turns), 1)

    def edit() -> None:
        store.save(Draft("petition", {"citizen_address": f"Thôn {next(turns)}"}, uids[next(turns) % len(uids)]))

    for work in (new, edit, new, edit):
        work()
    assert 200 < min(calls_of(new) for _save in range(5)) < NEW_CALLS
    assert 200 < min(calls_of(edit) for _save in range(5)) < EDIT_CALLS


def test_a_look_at_what_an_editor_was_shown_asks_for_no_heads_where_nothing_is_hidden(commune):
    store = commune.store
    (uid,) = petitions(store, 1, 1)
    draft = Draft("petition", {"content": "Mương đã thông"}, uid, store.heads_of(uid)[uid])
    told: list[str] = []
    store._connection.set_trace_callback(told.append)
    store.check_drafts([draft])
    store._connection.set_trace_callback(None)
    assert told
    assert not any("JOIN head h ON h.uid" in text for text in told)


def test_what_is_found_of_a_new_record_in_few_statements_is_what_is_derived_anew(commune):
    store = commune.store
    (uid,) = petitions(store, 1, 1)
    foreign = "01990000-0000-7000-8000-000000000001"
    made = {"received_on": "2026-08-13", "unit": store.unit.uid, "content": "Đèn hỏng", "number": "2/2026"}
    store.save(Draft("petition", made, foreign))
    store.save(Draft("petition", {"content": "Đèn đã sửa"}, foreign), Draft("petition", {**made, "number": "3/2026"}))
    rows = "SELECT r.uid, u.uid, r.deleted, r.changed FROM record r LEFT JOIN unit u ON u.no = r.place ORDER BY r.uid"
    kept = store._connection.execute(rows).fetchall()
    assert {row[1] for row in kept if row[0] in (uid, foreign)} == {store.unit.uid}
    with transaction(store._connection):
        store._checker.rebuild()
    assert store._connection.execute(rows).fetchall() == kept
    assert store.check().ok
