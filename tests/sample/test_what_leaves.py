"""The sample year as an upper level's database is given it."""

from __future__ import annotations

import json

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.store.record_digests import ContentDigest
from tests.copies import replace


def test_each_record_is_handed_on_as_it_is_read(sample: Store) -> None:
    rows = [row for _uids, rows in sample.outflow.all_records(ContentDigest()) for row in rows]
    leaving = {kind.name: {field.name for field in kind.fields if not field.stays_here} for kind in ALL_KINDS}
    seen = set()
    for row in rows:
        record = sample.get(row.uid, include_deleted=True)
        assert record is not None
        values = {name: value for name, value in record.values.items() if value is not None}
        assert json.loads(row.fields) == {name: values[name] for name in values.keys() & leaving[row.kind]}
        assert (row.deleted, row.changed, row.decided, row.secret) == (
            record.deleted,
            record.changed,
            record.decided,
            record.secret,
        )
        parent = ALL_KINDS[row.kind].parent
        assert row.parent == (record.text(parent) or None if parent else None)
        seen.add(row.kind)
    assert len(seen) > 30


def test_what_is_typed_strangely_is_handed_on_to_the_character(tmp_path) -> None:
    with Store.create(tmp_path / "xa.db", unit_name="Xã", unit_code="X") as store:
        content = 'Dấu "ngoặc", \\ gạch, \t thẻ\nxuống dòng \u2028 \x01 😀'
        draft = Draft("petition", {"number": "1", "received_on": "2026-01-02", "unit": store.unit.uid})
        uid = store.save(replace(draft, values={**draft.values, "content": content})).uids[0]
        stored = store.get(uid)
        (row,) = store.outflow.records([uid])
        assert stored is not None
        assert json.loads(row.fields)["content"] == stored.text("content")
