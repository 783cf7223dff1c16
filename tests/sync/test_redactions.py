"""What was erased goes by bundles wherever the value went; bundles of before bring nothing back."""

import os

import pytest

from danvan_desktop.domain.entry import EntryId
from danvan_desktop.domain.kinds.redaction import write_cells
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import (
    ExportWish,
    SyncError,
    accept_waiting,
    describe_import,
    enrol_card,
    export_bundle,
    own_card,
    refuse_waiting,
    waiting_bundles,
)
from danvan_desktop.sync.limits import MIB
from danvan_desktop.sync.taking_back import take_back_last
from tests.rights import join, unguarded
from tests.sync.exchange import enrol, import_bundle, send, write
from tests.sync.independent_reader import read

NAME = "Nguyễn Văn Quýt"
REASON = "Đơn của công dân"


@pytest.fixture
def pair(tmp_path):
    with (
        Store.create(tmp_path / "tinh.db", unit_name="Tỉnh Bắc Ninh", unit_code="BN", level="province") as province,
        Store.create(tmp_path / "xa.db", unit_name="Xã Đông Sơn", unit_code="DS") as commune,
    ):
        enrol(province, commune)
        send(province, commune)
        send(commune, province)
        yield commune, province


def petition(store, number="001/2026"):
    made = {"number": number, "received_on": "2026-08-13", "unit": store.unit.uid, "content": f"{NAME} phản ánh"}
    return store.save(Draft("petition", {**made, "citizen_name": NAME})).uids[0]


def holds(store):
    files = [store.path, store.path.with_name(f"{store.path.name}-wal")]
    return any(NAME.encode() in file.read_bytes() for file in files if file.exists())


def test_a_redaction_goes_where_the_value_went(pair, tmp_path):
    commune, province = pair
    uid = petition(commune)
    old = tmp_path / "old.danvan"
    export_bundle(commune, old)
    send(commune, province)
    commune.redact(uid, ["citizen_name", "content"], REASON)
    send(commune, province)
    assert province.get(uid).get("citizen_name") is None
    assert not holds(province)
    assert [note.erased for note in province.redactions()] == [2]
    assert province.check().ok
    import_bundle(province, old)
    assert province.get(uid).get("citizen_name") is None
    assert not holds(province)
    send(province, commune)
    assert province.digest() == commune.digest()


@pytest.mark.parametrize("limits", [{"without_personal": True}, {"kinds": ("meeting",)}])
def test_a_bundle_of_a_part_carries_it_too(pair, limits):
    commune, province = pair
    uid = petition(commune)
    send(commune, province)
    commune.redact(uid, ["content"], REASON)
    send(commune, province, **limits)
    assert province.get(uid).get("content") is None


def test_later_bundles_carry_the_digest_alone(pair):
    commune, _province = pair
    uid = petition(commune)
    commune.redact(uid, ["citizen_name", "content"], REASON)
    out = write(commune, plain=True)
    found = read(out.read_bytes())
    erased = {name for entry in found.entries for name in entry.erased}
    assert erased == {"citizen_name", "content"}
    assert NAME not in str(found)


def test_attached_content_is_not_sent_any_more_and_goes_there_too(pair):
    commune, province = pair
    uid = petition(commune)
    (file,) = commune.attach_data(uid, "don.txt", NAME.encode()).uids
    digest = commune.get(file).text("sha256")
    send(commune, province)
    assert province.blobs.has(digest)
    commune.redact(uid, ["content"], REASON, with_files=True)
    send(commune, province)
    assert not province.blobs.has(digest)


@pytest.mark.parametrize("volume_size", [None, MIB])
def test_an_old_file_brings_nothing_of_an_erased_attachment_into_free_pages(pair, tmp_path, volume_size):
    commune, province = pair
    uid = petition(commune)
    commune.attach_all(uid, [("don.txt", (NAME * 9).encode()), ("anh.bin", os.urandom(MIB))])
    wish = ExportWish(to=(province.device_key,), **({"volume_size": volume_size} if volume_size else {}))
    old = [file.path for file in export_bundle(commune, tmp_path / "old.danvan", wish).files]
    assert len(old) == (3 if volume_size else 1)
    for path in old:
        import_bundle(province, path)
    commune.redact(uid, ["content", "citizen_name"], REASON, with_files=True)
    send(commune, province)
    assert not holds(province)
    for path in old:
        import_bundle(province, path)
    province.sweep_erased()
    assert not province.is_unswept
    assert not holds(province)
    assert province.check().ok


def test_naming_anothers_cells_or_none_that_is_there_does_nothing(pair):
    """A hostile laptop above names what the commune wrote, an entry that nobody made, and all of them again."""
    commune, province = pair
    uid = petition(commune)
    send(commune, province)
    cells = [(one.id, name) for one in province.log.of_record(uid) for name in one.fields]
    absent = [(EntryId("0123456789abcdef01234567", "upward", seq), "content") for seq in range(1, 9_000)]
    for named in (cells, absent, [(EntryId(*one[:2], 10**11), "content") for one, _name in cells]):
        made = {"record": uid, "cells": write_cells(named), "reason": "x", "unit": province.unit.uid}
        province.save(Draft("redaction", made))
    send(province, commune)
    assert commune.get(uid).text("citizen_name") == NAME
    assert province.get(uid).text("citizen_name") == NAME
    assert commune.check().ok
    assert [note.erased for note in commune.redactions()] == [0, 0, 0]
    assert {note.erasure.reason for note in commune.redactions()} == {""}


def test_the_level_above_may_erase_its_own_answer(pair):
    commune, province = pair
    uid = petition(commune)
    send(commune, province)
    province.save(Draft("petition", {"reply": "Trả lời ông Quýt"}, uid))
    send(province, commune)
    province.redact(uid, ["reply"], "Đơn")
    send(province, commune)
    assert commune.get(uid).get("reply") is None
    assert commune.get(uid).text("citizen_name") == NAME


def test_an_import_that_erased_is_not_taken_back(pair):
    commune, province = pair
    uid = petition(commune)
    send(commune, province)
    commune.redact(uid, ["content"], REASON)
    send(commune, province)
    with pytest.raises(SyncError, match="không bỏ ra được"):
        take_back_last(province)
    assert [note.erased for note in province.redactions()] == [1]


@pytest.fixture
def relay(pair, tmp_path):
    """A laptop that the province does not know, with a file of what the commune wrote; its uid and the file."""
    commune, _province = pair
    with Store.create(tmp_path / "x.db", unit_name="Thôn Lạ", unit_code="L", level="village") as store:
        uid = petition(commune)
        import_bundle(store, export_bundle(commune, tmp_path / "to-relay.danvan", ExportWish(plain=True)).path)
        yield store, uid, export_bundle(store, tmp_path / "relayed.danvan", ExportWish(plain=True)).path


def kept_in(store, path):
    piece = path.read_bytes()[-200:-100]
    return any(piece in file.read_bytes() for file in store.path.parent.glob(f"{store.path.name}*"))


@pytest.mark.parametrize("comes_first", [True, False])
def test_a_file_that_waits_with_what_was_erased_is_named_and_goes_without_a_trace(pair, relay, comes_first):
    commune, province = pair
    _store, uid, path = relay
    if comes_first:
        import_bundle(province, path)
        assert not waiting_bundles(province)[0].holds_erased
    commune.redact(uid, ["citizen_name", "content"], REASON)
    send(commune, province)
    if not comes_first:
        import_bundle(province, path)
    (waiting,) = waiting_bundles(province)
    assert waiting.holds_erased
    assert kept_in(province, path)
    refuse_waiting(province, waiting.id)
    assert not kept_in(province, path)
    assert not province.is_unswept
    assert waiting_bundles(province) == ()


def test_a_file_that_waits_is_taken_in_without_what_was_erased(pair, relay):
    commune, province = pair
    store, uid, path = relay
    import_bundle(province, path)
    commune.redact(uid, ["citizen_name", "content"], REASON)
    send(commune, province)
    enrol_card(province, own_card(store))
    (waiting,) = waiting_bundles(province)
    accept_waiting(province, waiting.id)
    assert not kept_in(province, path)
    assert not holds(province)
    assert province.get(uid).get("citizen_name") is None


def test_a_file_whose_sender_knew_of_the_erasing_holds_nothing_of_it(pair, relay, tmp_path):
    commune, province = pair
    store, uid, _path = relay
    commune.redact(uid, ["citizen_name", "content"], REASON)
    send(commune, province)
    import_bundle(store, export_bundle(commune, tmp_path / "again.danvan", ExportWish(plain=True)).path)
    import_bundle(province, export_bundle(store, tmp_path / "clean.danvan", ExportWish(plain=True)).path)
    assert [one.holds_erased for one in waiting_bundles(province)] == [False]


def test_a_redaction_that_is_held_names_no_file(pair, relay):
    commune, province = pair
    store, uid, path = relay
    import_bundle(province, path)
    cells = [(one.id, name) for one in store.log.of_record(uid) for name in one.fields]
    with unguarded():
        made = {"record": uid, "cells": write_cells(cells), "reason": "x", "unit": province.unit.uid}
        commune.save(Draft("redaction", made))
    send(commune, province)
    assert [one.holds_erased for one in waiting_bundles(province)] == [False]


@pytest.mark.parametrize("comes_first", ["edit", "redaction"])
def test_an_edit_that_crosses_a_redaction_is_told_to_both_sides(pair, tmp_path, comes_first):
    commune, _province = pair
    with Store.create(tmp_path / "hai.db", unit_name="Xã Đông Sơn", unit_code="DS") as second:
        enrol(commune, second)
        join(commune, second)
        uid = petition(commune)
        send(commune, second)
        second.save(Draft("petition", {"content": f"{NAME} phản ánh, bổ sung"}, uid))
        commune.redact(uid, ["citizen_name", "content"], REASON)
        here, there = (commune, second) if comes_first == "edit" else (second, commune)
        told = send(there, here)
        assert told.merge.reappeared == (here.title(uid),)
        assert any("đã xóa theo yêu cầu" in str(line) for line in describe_import(told))
        send(here, there)
        assert [note.again for note in here.redactions()] == [("content",)] == [n.again for n in there.redactions()]
        for store in (here, there):
            assert [(one.uid, one.fields) for one in store.reappeared()] == [(uid, ("content",))]
        commune.redact(uid, ["content"], REASON)
        assert [note.again for note in commune.redactions()] == [(), ()]
        assert send(commune, second).merge.reappeared == ()
        assert not commune.reappeared()
        assert not second.reappeared()
        assert not holds(second)


def test_what_stands_again_and_was_let_be_is_asked_about_only_when_it_is_written_anew(pair, tmp_path):
    commune, _province = pair
    with Store.create(tmp_path / "hai.db", unit_name="Xã Đông Sơn", unit_code="DS") as second:
        enrol(commune, second)
        join(commune, second)
        uids = [petition(commune), petition(commune, number="02")]
        send(commune, second)
        for uid in uids:
            second.save(Draft("petition", {"content": f"{NAME} phản ánh, bổ sung"}, uid))
            commune.redact(uid, ["content"], REASON)
        send(second, commune)
        assert {one.uid for one in commune.reappeared()} == set(uids)
        for uid in uids:
            commune.let_reappeared_be(uid)
        assert not commune.reappeared()
        second.save(Draft("petition", {"content": f"{NAME} phản ánh, thêm nữa"}, uids[0]))
        send(second, commune)
        assert [one.uid for one in commune.reappeared()] == [uids[0]]


def test_what_is_written_in_its_place_by_who_erased_it_is_nothing_odd(pair):
    commune, province = pair
    uid = petition(commune)
    send(commune, province)
    commune.redact(uid, ["content"], REASON)
    commune.save(Draft("petition", {"content": "Người dân phản ánh"}, uid))
    assert send(commune, province).merge.reappeared == ()
    assert [note.again for note in province.redactions()] == [()]
