"""The list of files that went and came: one is found among many without looking at the others."""

from hashlib import sha256

from danvan_desktop.store import BundleNote, Store
from tests.counting import steps_of


def noted(store: Store, first: int, count: int) -> None:
    with store.all_or_nothing():
        for number in range(first, first + count):
            store.remember_bundle(BundleNote("in", _digest(number), "2026-11-01T08:00:00", "{}"))


def _digest(number: int) -> str:
    return sha256(str(number).encode()).hexdigest()


def test_a_file_is_found_by_its_digest_as_cheaply_among_many(commune):
    store = commune.store
    noted(store, 0, 10)
    few = steps_of(store, lambda: store.bundles(_digest(7)))
    noted(store, 10, 1_000)
    many = steps_of(store, lambda: store.bundles(_digest(7)))
    assert many <= few + 2
    (one,) = store.bundles(_digest(7))
    assert one.sha256 == _digest(7)
    assert store.bundles(_digest(5_000)) == []
    assert [note.sha256 for note in store.bundles()][:2] == [_digest(1_009), _digest(1_008)]


def test_a_store_of_before_gets_the_index_with_all_its_notes(commune):
    connection, path = commune.store._connection, commune.store.path
    noted(commune.store, 0, 500)
    connection.execute("DROP INDEX bundle_by_sha256")
    connection.execute("DELETE FROM _sqlite_migrations WHERE name = 'm022_bundles_by_digest'")
    connection.execute("PRAGMA user_version = 21")
    commune.store.close()
    with Store.open(path) as store:
        assert len(store.bundles()) == 500
        assert store.check().ok
        again = steps_of(store, lambda: store.bundles(_digest(7)))
        noted(store, 500, 500)
        assert steps_of(store, lambda: store.bundles(_digest(7))) <= again + 2
