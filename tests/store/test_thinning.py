"""The content of files deleted long ago is freed; what is shown, or may still be taken back, stays."""

import datetime as dt

import pytest

from danvan_desktop.domain.clock import Clock
from danvan_desktop.store import Store, StoreError

PICTURE = b"hinh anh " * 20_000


class Later(Clock):
    """A clock some years ahead."""

    def local_time(self) -> dt.datetime:
        return super().local_time() + dt.timedelta(days=365.25 * 2 + 30)


def attach(commune, name, data=PICTURE, petition="001/2026"):
    uid = commune.petition(petition)
    return uid, commune.store.attach_data(uid, name, data).uids[0]


def later(store):
    """Open a store two years and a month from now."""
    store.close()
    return Store.open(store.path, clock=Later())


def test_only_what_was_deleted_long_ago_is_freed(commune):
    _kept, shown = attach(commune, "con.txt", PICTURE + b"1")
    owner, gone = attach(commune, "xoa.txt", petition="002/2026")
    digest = commune.store.get(gone).text("sha256")
    commune.store.delete(owner)
    assert commune.store.thinning.plan().files == 0
    with later(commune.store) as store:
        size = store.path.stat().st_size
        assert (store.thinning.plan().files, store.thinning.plan().bytes) == (1, len(PICTURE))
        assert store.thin().files == 1
        assert store.path.stat().st_size < size - len(PICTURE) // 2
        assert not store.blobs.has(digest)
        assert store.attached(store.get(shown)) == PICTURE + b"1"
        assert store.check().ok
        store.restore(owner)
        with pytest.raises(StoreError, match="đã được giải phóng ngày"):
            store.attached(store.get(gone))


def test_content_that_another_record_shows_stays(commune):
    _owner, gone = attach(commune, "a.txt")
    _other, shown = attach(commune, "b.txt", petition="002/2026")
    commune.store.delete(gone)
    with later(commune.store) as store:
        assert store.thin().files == 0
        assert store.attached(store.get(shown)) == PICTURE


def test_a_bundle_does_not_bring_it_back_unless_it_is_shown(commune):
    owner, gone = attach(commune, "a.txt")
    digest = commune.store.get(gone).text("sha256")
    commune.store.delete(owner)
    with later(commune.store) as store:
        store.thin()
        entries, heads = list(store.log.entries_after({})), store.signed_logs()
        store.merge(entries, heads, [(digest, PICTURE)])
        assert not store.blobs.has(digest)
        store.restore(owner)
        store.merge(entries, heads, [(digest, PICTURE)])
        assert store.attached(store.get(gone)) == PICTURE
        assert store.thinning.freed_on(digest) is None


def test_the_digest_stays(commune):
    owner, _gone = attach(commune, "a.txt")
    commune.store.delete(owner)
    digest = commune.store.digest()
    with later(commune.store) as store:
        store.thin()
        assert store.digest() == digest


class LongAgo(Clock):
    """A clock some years behind."""

    def now(self) -> dt.datetime:
        return super().now() - dt.timedelta(days=3650)


def test_what_a_clock_of_ten_years_ago_deleted_today_may_still_be_taken_back(commune):
    owner, gone = attach(commune, "xoa.txt")
    commune.store.close()
    with Store.open(commune.store.path, clock=LongAgo()) as store:
        store.delete(owner)
    with Store.open(commune.store.path) as store:
        assert store.thinning.plan().files == 0
        store.restore(owner)
        assert store.attached(store.get(gone)) == PICTURE
