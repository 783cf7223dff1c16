"""What goes down to a village: its own records, not its neighbours'."""

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import (
    ExportWish,
    LogCondition,
    SyncError,
    describe_import,
    export_bundle,
    log_states,
    measure_export,
    missing_bundles,
    usual_addressees,
)
from tests.sync.exchange import acknowledge, enrol, import_bundle, peer_in, send, write

NEIGHBOUR, PHONE = "Trần Thị Kín", "0987 000 111"


@pytest.fixture
def village(tmp_path):
    with Store.create(tmp_path / "thon.db", unit_name="Thôn Đông", unit_code="DS-01", level="village") as store:
        yield store


@pytest.fixture
def neighbour(tmp_path):
    with Store.create(tmp_path / "tay.db", unit_name="Thôn Tây", unit_code="DS-02", level="village") as store:
        yield store


@pytest.fixture
def villages(commune, village, neighbour):
    """The units as the commune lists them, east and west; it knows both laptops."""
    units = [
        {"name": name, "kind": "village", "code": code, "parent": commune.store.unit.uid, "head": NEIGHBOUR}
        for name, code in (("Thôn Đông", "DS-01"), ("Thôn Tây", "DS-02"))
    ]
    made = commune.store.save(*(Draft("unit", unit) for unit in units)).uids
    enrol(commune.store, village)
    enrol(commune.store, neighbour)
    return made


def meeting(store: Store, unit: str, **values: object) -> str:
    made = {
        "unit": unit,
        "subject": "Làm đường",
        "starts_at": "2026-08-12T19:30",
        "place": "Nhà văn hóa",
        "chair": "Nguyễn Văn An",
        "secretary": "Trần Thị Bình",
        "households_total": 120,
        "households_present": 95,
    }
    return store.save(Draft("meeting", made | values)).uids[0]


def test_a_village_gets_its_records_with_answers_and_what_every_unit_needs(commune, village, villages):
    east, west = villages
    uid = commune.petition(
        unit=east, citizen_name="Nguyễn Văn An", reply="Đã nạo vét", replied_on="2026-08-20", result="solved"
    )
    others = commune.petition(unit=west, citizen_name=NEIGHBOUR, citizen_phone=PHONE)
    held = meeting(commune.store, east)
    opinion = commune.store.save(
        Draft("opinion", {"gathering": held, "content": "Đề nghị sửa cầu", "speaker_name": "Lê Văn Tư"})
    ).uids[0]
    raised = commune.petition(citizen_name="Lê Văn Tư", source_record=held)
    criterion = {"set": "Bộ tiêu chí", "version": "2026", "name": "Hiệu quả", "maximum": 10, "order": 1}
    (shared,) = commune.store.save(Draft("criterion", criterion)).uids
    result = send(commune.store, village)
    assert (village.get(uid).text("reply"), village.get(uid).text("citizen_name")) == ("Đã nạo vét", "Nguyễn Văn An")
    assert village.get(held).text("subject") == "Làm đường"
    assert village.get(opinion).text("speaker_name") == "Lê Văn Tư"
    assert village.get(raised).text("citizen_name") == "Lê Văn Tư"
    assert village.get(shared) is not None
    assert village.get(west).text("name") == "Thôn Tây"
    assert (village.get(east).text("head"), village.get(west).text("head")) == (NEIGHBOUR, "")
    assert village.get(others) is None
    assert any("không gửi" in str(message) for message in describe_import(result))
    states = [state for state in log_states(village) if state.device == commune.store.device_key]
    assert {state.condition for state in states if state.stream == "upward"} == {LogCondition.HELD_BACK}
    assert not missing_bundles(village)
    assert village.check().ok


def test_nothing_of_a_neighbour_is_in_the_file(commune, village, villages, read_bundle, tmp_path, monkeypatch):
    _east, west = villages
    uid = commune.petition(unit=west, citizen_name=NEIGHBOUR, citizen_phone=PHONE, content="Việc của thôn Tây")
    commune.store.attach_data(uid, "don.txt", b"Don cua thon Tay")
    written = []
    seal = "danvan_desktop.sync.addressing.Address.seal"
    monkeypatch.setattr(
        seal, lambda _self, _store, source, target: (written.append(source.read()), target.write(b""))[1]
    )
    monkeypatch.setattr(
        "danvan_desktop.sync.addressing.Address.unseal", lambda _s, _st, _f, inner: inner.write(written[0])
    )
    made = export_bundle(commune.store, tmp_path / "a.danvan", ExportWish(to=(village.device_key,)))
    assert made.unit_name == "Thôn Đông"
    assert made.attachments == 0
    entries = read_bundle(written[0])
    assert uid in {entry.uid for entry in entries}
    assert not [entry for entry in entries if entry.uid == uid and entry.values]
    assert not [entry for entry in entries if entry.uid == west and NEIGHBOUR in str(entry.values)]


def test_increments_go_on_from_what_was_acknowledged(commune, village, villages):
    east, west = villages
    commune.petition(unit=west)
    uid = commune.petition(unit=east)
    send(commune.store, village)
    acknowledge(village, commune.store)
    commune.edit(uid, content="Mương đã thông")
    commune.petition(unit=west)
    made = export_bundle(
        commune.store, commune.store.path.with_name("b.danvan"), ExportWish(to=(village.device_key,), since_ack=True)
    )
    assert made.changes < sum(commune.store.log.vector().values())
    result = import_bundle(village, made.path)
    assert (result.merge.parked, result.missing) == (0, ())
    assert village.get(uid).text("content") == "Mương đã thông"
    send(commune.store, village, all_units=True)
    assert village.count("petition") == 3


def test_what_the_village_adds_still_goes_up(commune, village, villages):
    east, west = villages
    commune.petition(unit=west)
    uid = commune.petition(unit=east, citizen_name="Nguyễn Văn An", replied_on="2026-08-20", result="solved")
    send(commune.store, village)
    village.save(Draft("petition", {"people_told_on": "2026-08-22", "told_how": "meeting"}, uid))
    send(village, commune.store)
    assert commune.store.get(uid).text("people_told_on") == "2026-08-22"
    assert commune.store.count("petition") == 2
    assert not commune.store.conflicts()


def test_villages_do_not_share_a_bundle(commune, village, neighbour, province, villages):
    out = commune.store.path.with_name("c.danvan")
    both = (village.device_key, neighbour.device_key)
    with pytest.raises(SyncError, match="xuất riêng"):
        export_bundle(commune.store, out, ExportWish(to=both))
    with pytest.raises(SyncError, match="xuất riêng"):
        export_bundle(commune.store, out)
    assert usual_addressees(commune.store) == ()
    enrol(commune.store, province.store)
    assert usual_addressees(commune.store) == [peer_in(commune.store, province.store)]
    made = export_bundle(commune.store, out)
    assert [peer.device for peer in made.recipients] == [province.store.device_key]
    with pytest.raises(SyncError, match="xuất riêng"):
        export_bundle(
            commune.store, out.with_name("d.danvan"), ExportWish(to=(village.device_key, province.store.device_key))
        )
    assert (
        len(export_bundle(commune.store, out.with_name("e.danvan"), ExportWish(to=both, all_units=True)).recipients)
        == 2
    )


def test_a_village_that_nobody_linked_is_below_too(commune, village):
    enrol(commune.store, village)
    uid = commune.petition()
    send(commune.store, village)
    assert village.get(uid) is None


def test_a_plain_bundle_is_for_nobody_and_carries_everything(commune, village, villages):
    uid = commune.petition(unit=villages[1])
    import_bundle(village, write(commune.store, plain=True))
    assert village.get(uid) is not None


def test_two_villages_get_each_others_records_only_when_somebody_says_so(commune, villages, village, neighbour):
    both = [village.device_key, neighbour.device_key]
    for make in (measure_export, lambda store, wish: export_bundle(store, store.path.with_name("g.danvan"), wish)):
        with pytest.raises(SyncError, match="các đơn vị khác"):
            make(commune.store, ExportWish(to=both))
        assert make(commune.store, ExportWish(to=both, all_units=True)).changes
