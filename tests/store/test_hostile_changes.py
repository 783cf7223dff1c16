"""Well-signed changes that no form could have written: they reach nothing beyond what they are about."""

import dataclasses
import secrets

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from danvan_desktop.domain.entry import EntryId, seal
from danvan_desktop.store import LogHead, MergeError

REPLICA = "cd" * 8


def written(uid, field="content", value='"x"', kind="petition", seq=1, seen=(), previous=""):
    """A change of a device of its own."""
    entry_id = EntryId(REPLICA, "upward", seq)
    return seal(
        entry_id, timestamp="1900000000000-0000", kind=kind, uid=uid, values={field: value},
        salt=secrets.token_hex(16), seen=tuple(seen), officer="", previous=previous,
    )  # fmt: skip


def merge(store, *changes):
    """Merge the changes of that device, signed."""
    key = Ed25519PrivateKey.generate()
    device = key.public_key().public_bytes_raw().hex()
    head = LogHead(REPLICA, "upward", changes[-1].id.seq, changes[-1].hash, device, None)
    return store.merge(changes, [dataclasses.replace(head, signature=key.sign(head.signed_text))])


def heads(store, uid, field):
    (change,) = [c for c in store.log.entries_after({}) if c.uid == uid and field in c.values]
    return change.id


@pytest.mark.parametrize("comes_first", ["the parent", "the child"])
def test_change_supersedes_nothing_of_another_cell(commune, province, carry, comes_first):
    uid, other = commune.petition(), commune.petition("002/2026")
    victim = heads(commune.store, uid, "content")
    change = written(other, field="request", seen=[victim])
    if comes_first == "the child":
        merge(province, change)
        carry(commune.store, province)
    else:
        carry(commune.store, province)
        merge(province, change)
    assert province.get(uid).text("content") == "Mương bị tắc"
    assert province.get(other).text("request") == "x"
    assert province.check().ok


def test_record_written_as_another_kind_is_refused(commune):
    uid = commune.petition()
    digest = commune.store.digest()
    for kind in ("agenda_item", "zzz_later"):
        with pytest.raises(MergeError, match="thành loại khác"):
            merge(commune.store, written(uid, kind=kind))
    assert commune.store.digest() == digest
    assert commune.store.check().ok


def test_waiting_change_that_turns_out_not_to_fit_is_kept_aside_not_lost(commune, province):
    uid = commune.petition()
    first = written(uid)
    second = written(uid, seq=2, previous="ab" * 32)  # chained to another first change than the one that comes
    assert merge(province, second).parked == 1
    device = province.log  # the log of the waiting change has no owner yet
    assert (REPLICA, "upward") not in device.vector()
    result = merge(province, first)
    assert (result.added, result.quarantined) == (1, 1)
    assert province.log.vector()[REPLICA, "upward"] == 1
    assert province.check().ok
