"""One round of a commune with its villages: every waiting file in, the files of all addressees out."""

import datetime as dt

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.store.backup import copies_of
from danvan_desktop.store.errors import StoreFull
from danvan_desktop.sync import (
    ExportWish,
    FileOutcome,
    SyncError,
    bundles_that_came,
    export_bundle,
    peek,
    peek_again,
    plan_round,
    receive_round,
    waiting_files,
    write_ack,
    write_card,
    write_round,
)
from danvan_desktop.sync.names import name_for, plain_name
from danvan_desktop.sync.noted_manifests import recall_manifest
from tests.sync.exchange import acknowledge, enrol, peer_in, send

NAMES = ("Thôn Đông", "Thôn Đoài", "Bản Khe Sim")


@pytest.fixture
def villages(commune, tmp_path):
    """Laptops of villages that the commune knows, in step with it."""
    stores = [
        Store.create(tmp_path / f"v{number}.db", unit_name=name, unit_code=f"0{number}", level="village")
        for number, name in enumerate(NAMES, 1)
    ]
    for store in stores:
        enrol(commune.store, store)
    for _time in range(3):
        for store in stores:
            send(store, commune.store)
        for store in stores:
            send(commune.store, store, since_ack=True)
    for store in stores:
        acknowledge(store, commune.store)
    yield stores
    for store in stores:
        store.close()


@pytest.fixture
def stick(tmp_path):
    (tmp_path / "usb").mkdir()
    return tmp_path / "usb"


def petition(store: Store, number: str = "01/2026", **values: object) -> str:
    made = {"number": number, "received_on": "2026-08-13", "unit": store.unit.uid, "content": "Mương tắc"}
    return store.save(Draft("petition", made | values)).uids[0]


def outcomes(received) -> list[FileOutcome]:
    return [one.outcome for one in received]


def test_a_round_brings_all_in_and_all_out_with_receipts(commune, villages, stick):
    uids = [petition(store) for store in villages]
    for store in villages:
        write_round(store, stick)
    received = receive_round(commune.store, waiting_files([stick]))
    assert outcomes(received) == [FileOutcome.TAKEN] * 3
    for path in stick.iterdir():
        path.unlink()
    assert all(commune.store.get(uid) for uid in uids)
    commune.edit(uids[0], reply="Đã thông", replied_on="2026-08-20", result="solved")
    written = write_round(commune.store, stick)
    assert [one.owes_receipt for one in written] == [True] * 3
    assert len({one.result.path for one in written}) == 3
    for store in villages:
        received = receive_round(store, waiting_files([stick]))
        assert sorted(outcome.value for outcome in outcomes(received)) == ["for_others", "for_others", "taken"]
        assert store.peers.marks(commune.store.device_key)
    assert villages[0].get(uids[0]).text("reply") == "Đã thông"
    assert not any(one.is_new for one in plan_round(villages[1]))


def test_only_those_who_lack_something_get_a_file(commune, villages, stick):
    assert not any(one.is_new for one in write_round(commune.store, stick))
    assert list(stick.iterdir()) == []
    east = commune.store.holdings.unit_below(villages[0].device_key)
    petition(commune.store, unit=east)
    written = write_round(commune.store, stick)
    assert [one.peer.unit_name for one in written if one.result is not None] == [NAMES[0]]


def test_a_receipt_is_answered_by_no_receipt(commune, villages, stick):
    petition(villages[0])
    write_round(villages[0], stick)
    receive_round(commune.store, waiting_files([stick]))
    write_round(commune.store, stick)
    receive_round(villages[0], waiting_files([stick]))
    assert not any(one.is_new for one in plan_round(villages[0]))


def test_a_bad_file_stops_no_other_and_each_is_told_in_one_line(commune, villages, stick, tmp_path):
    petition(villages[0])
    for store in villages[:2]:
        petition(store, "02/2026")
        write_round(store, stick)
    good = sorted(stick.iterdir())
    (stick / "cut.danvan").write_bytes(good[0].read_bytes()[:-40])
    (stick / "alien.danvan").write_bytes(b"hello")
    (stick / "empty.danvan").write_bytes(b"")
    write_card(villages[2], stick / "the.danvan")
    write_ack(villages[2], stick / "ack.danvan")
    received = {one.path.name: one for one in receive_round(commune.store, waiting_files([stick]))}
    assert {name for name, one in received.items() if one.outcome is FileOutcome.FAILED} == {
        "cut.danvan", "alien.danvan", "empty.danvan",
    }  # fmt: skip
    assert received["the.danvan"].outcome is FileOutcome.CARD
    assert received["ack.danvan"].outcome is FileOutcome.TAKEN
    assert all(received[path.name].outcome is FileOutcome.TAKEN for path in good)
    assert all("\n" not in str(one.told) for one in received.values())
    again = receive_round(commune.store, waiting_files([stick]))
    assert FileOutcome.TAKEN not in outcomes(again)


def test_a_round_costs_one_copy_of_the_store(commune, villages, stick, monkeypatch):
    monkeypatch.setattr("danvan_desktop.sync.import_.SMALL", 0)
    for store in villages:
        petition(store)
        write_round(store, stick)
    before = set(copies_of(commune.store.path))
    receive_round(commune.store, waiting_files([stick]))
    assert len(set(copies_of(commune.store.path)) - before) == 1


def test_a_dry_round_changes_nothing(commune, villages, stick):
    petition(villages[0])
    write_round(villages[0], stick)
    digest = commune.store.digest()
    assert outcomes(receive_round(commune.store, waiting_files([stick]), dry_run=True)) == [FileOutcome.TAKEN]
    assert commune.store.digest() == digest
    assert outcomes(receive_round(commune.store, waiting_files([stick]))) == [FileOutcome.TAKEN]


def test_a_bundle_that_deletes_much_is_left_for_a_person(commune, villages, stick):
    uids = [petition(villages[0], f"{number:02}/2026") for number in range(30)]
    write_round(villages[0], stick)
    receive_round(commune.store, waiting_files([stick]))
    villages[0].delete(*uids)
    for path in stick.iterdir():
        path.unlink()
    write_round(villages[0], stick)
    assert outcomes(receive_round(commune.store, waiting_files([stick]))) == [FileOutcome.FAILED]
    assert commune.store.count("petition") == 30
    assert outcomes(receive_round(commune.store, waiting_files([stick]), deletions=30)) == [FileOutcome.TAKEN]


def test_a_stranger_waits_for_a_person(commune, villages, stick, tmp_path):
    with Store.create(tmp_path / "la.db", unit_name="Thôn Lạ", unit_code="99", level="village") as stranger:
        export_bundle(stranger, stick / "la.danvan")
    assert outcomes(receive_round(commune.store, waiting_files([stick]))) == [FileOutcome.WAITS]


def test_a_full_stick_is_told_before_anything_is_written(commune, villages, stick, monkeypatch):
    petition(villages[0])
    monkeypatch.setattr("danvan_desktop.store.errors.free_bytes", lambda _path: 10)
    monkeypatch.setattr("danvan_desktop.store.space.free_bytes", lambda _path: 10)
    with pytest.raises(StoreFull):
        write_round(villages[0], stick)
    assert list(stick.iterdir()) == []


def test_a_stick_that_is_gone_is_told(commune, villages, tmp_path):
    with pytest.raises(SyncError, match="cắm"):
        write_round(commune.store, tmp_path / "usb-khac")
    with pytest.raises(SyncError, match="Không thấy"):
        waiting_files([tmp_path / "usb-khac"])


def test_personal_data_stays_from_units_above_alone_when_that_is_wished(commune, province, villages):
    enrol(commune.store, province.store)
    planned = plan_round(commune.store, ExportWish(without_personal=True))
    stays = {one.peer.unit_name: one.wish.without_personal for one in planned}
    assert stays == {province.store.unit.text("name"): True, **dict.fromkeys(NAMES, False)}


def test_files_are_named_by_peer_and_moment_in_plain_letters(commune, villages):
    peer = peer_in(commune.store, villages[0])
    moment = dt.datetime(2026, 11, 28, 14, 30)
    assert name_for("Xã Đông Sơn", peer, [peer], moment) == "xa-dong-son_gui_thon-dong_2026-11-28_1430.danvan"
    assert plain_name("Tổ dân phố số 3, đường Nguyễn Huệ và những nơi khác nữa").startswith("to-dan-pho-so-3-duong")
    assert plain_name("…") == "don-vi"


def test_what_is_remembered_of_a_sent_file_tells_entries_and_addressees_alone(commune, villages, stick):
    petition(commune.store)
    petition(villages[0], number="02/2026")
    send(villages[0], commune.store)
    write_round(commune.store, stick)
    sent, came = (
        next(note for note in commune.store.bundles() if note.direction == direction) for direction in ("out", "in")
    )
    kept, of_others = (recall_manifest(note.manifest) for note in (sent, came))
    assert kept.logs
    assert all(commune.store.log.vector()[log.replica, log.stream] == log.seq for log in kept.logs)
    assert kept.recipients
    assert "signature" not in sent.manifest
    assert all(log.hash and log.signature for log in of_others.logs)


def test_files_that_were_looked_into_are_told_anew_from_one_reading_of_what_came(monkeypatch, commune, villages, stick):
    for number, village in enumerate(villages, 10):
        petition(village, number=f"{number}/2026")
        write_round(village, stick)
    looked = [one for one in (peek(commune.store, file) for file in waiting_files([stick])) if one.is_waiting]
    assert len(looked) == len(villages)
    receive_round(commune.store, [looked[0].path])
    came = bundles_that_came(commune.store)
    monkeypatch.setattr(commune.store, "bundles", lambda *_arguments: pytest.fail("read once for each file"))
    told = [peek_again(commune.store, one, came).outcome for one in looked]
    assert told == [FileOutcome.KNOWN, *[FileOutcome.TAKEN] * (len(villages) - 1)]


def test_once_a_file_without_personal_data_is_written_nothing_is_owed_to_the_unit_above(commune, stick, tmp_path):
    with Store.create(tmp_path / "t.db", unit_name="Tỉnh Lào Cai", unit_code="10", level="province") as province:
        enrol(commune.store, province)
        petition(commune.store, citizen_name="Lò Văn Páo", citizen_phone="0912345678")
        wish = ExportWish(without_personal=True)
        (planned,) = plan_round(commune.store, wish)
        assert planned.size is not None
        assert planned.size.held_back
        assert planned.is_owed
        write_round(commune.store, stick, wish)
        (after,) = plan_round(commune.store, wish)
        assert (after.is_new, after.is_owed) == (True, False)
        (whole,) = plan_round(commune.store, ExportWish())
        assert whole.is_owed
        petition(commune.store, "02/2026")
        assert plan_round(commune.store, wish)[0].is_owed
