"""Exports with and without personal data, kinds and periods, in any order: held back is told from missing."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import (
    ExportWish,
    LogCondition,
    SyncError,
    describe_import,
    export_bundle,
    log_states,
    missing_bundles,
)
from tests.copies import replace
from tests.examples import examples
from tests.sync.exchange import acknowledge, enrol, import_bundle, send, write

NAME, PHONE = "Nguyễn Thị Kín", "0987 000 111"


@pytest.fixture
def offices(commune, province):
    enrol(commune.store, province.store)
    return commune, province


def condition(store: Store, stream: str) -> set[LogCondition]:
    return {state.condition for state in log_states(store) if state.stream == stream}


def model(store: Store) -> str:
    made = {"name": "Đường hoa", "registrant": "Hội Phụ nữ", "unit": store.unit.uid, "aim": "Sạch, đẹp"}
    return store.save(Draft("model", made | {"registered_on": "2026-03-01", "period": "năm 2026"})).uids[0]


def test_names_addresses_and_telephones_do_not_leave(offices, read_bundle):
    commune, province = offices
    uid = commune.petition(citizen_name=NAME, citizen_phone=PHONE, citizen_address="Xóm Kín")
    path = write(commune.store, plain=True, without_personal=True)
    for change in read_bundle(path.read_bytes()):
        assert change.id.stream != "restricted"
    result = import_bundle(province.store, path)
    assert province.store.get(uid).text("citizen_name") == ""
    assert condition(province.store, "restricted") == {LogCondition.HELD_BACK}
    assert missing_bundles(province.store) == ()
    assert any("không gửi" in str(message) for message in describe_import(result))


def test_what_was_held_back_comes_later_without_a_gap(offices):
    commune, province = offices
    uid = commune.petition(citizen_name=NAME)
    send(commune.store, province.store, without_personal=True)
    acknowledge(province.store, commune.store)
    commune.edit(uid, content="Mương đã thông")
    result = send(commune.store, province.store, since_ack=True)
    assert (result.merge.parked, result.missing) == (0, ())
    assert province.store.get(uid).text("citizen_name") == NAME
    assert condition(province.store, "restricted") == {LogCondition.COMPLETE}


def test_really_missing_changes_are_told_from_those_held_back(offices):
    commune, province = offices
    vector = commune.store.log.vector()
    uid = commune.petition(citizen_name=NAME)
    write(commune.store, province.store)
    between = commune.store.log.vector()
    commune.edit(uid, content="Đã thông")
    send(commune.store, province.store, since=vector, without_personal=True)
    commune.edit(uid, citizen_name="Nguyễn Thị Mở")
    assert condition(province.store, "restricted") == {LogCondition.HELD_BACK}
    result = send(commune.store, province.store, since=between)
    assert condition(province.store, "restricted") == {LogCondition.MISSING}
    assert result.missing


def test_export_of_some_kinds_holds_back_the_content_of_others(offices):
    commune, province = offices
    petition, held = commune.petition(), model(commune.store)
    result = send(commune.store, province.store, kinds=("petition",))
    assert province.store.get(petition) is not None
    assert province.store.get(held) is None
    assert province.store.count("model") == 0
    assert province.store.search("Đường hoa") == []
    assert result.manifest.withheld
    assert province.store.check().ok
    acknowledge(province.store, commune.store)
    later = send(commune.store, province.store, since_ack=True)
    assert later.merge.filled == result.manifest.withheld
    assert province.store.get(held).text("name") == "Đường hoa"
    assert province.store.check().ok
    send(province.store, commune.store)
    send(commune.store, province.store)
    send(province.store, commune.store)
    assert commune.store.digest() == province.store.digest()


def test_export_of_some_kinds_carries_no_files_and_parts_of_others(offices):
    """A meeting's minutes of 60 MB are no petition's file, and what was said at a dialogue is no part of a meeting."""
    commune, province = offices
    store = commune.store
    place = {"unit": store.unit.uid, "place": "Trụ sở xã"}
    told = {"topic": "Đất đai", "held_on": "2026-08-20", "led_by": "Ông Tám", "level": "commune", "kind": "periodic"}
    roles = {"subject": "Đất đai", "chair": "Ông Tám", "secretary": "Bà Thử", "households_total": 80}
    petition, (said_at,) = commune.petition(), store.save(Draft("dialogue", {**place, **told})).uids
    (meeting,) = store.save(Draft("meeting", {**place, **roles, "starts_at": "2026-08-20T08:00"})).uids
    for uid in (petition, meeting):
        store.attach_data(uid, f"{uid}.txt", uid.encode())
    store.save(*(Draft("opinion", {"gathering": one, "content": f"Ý kiến ở {one}"}) for one in (meeting, said_at)))
    result = send(store, province.store, kinds=("petition",))
    assert result.manifest.attachments == 1
    assert [one.text("owner") for one in province.store.list("attachment")] == [petition]
    result = send(store, province.store, kinds=("meeting",))
    assert result.manifest.attachments == 1
    assert [one.text("gathering") for one in province.store.list("opinion")] == [meeting]
    send(store, province.store)
    assert province.store.count("opinion") == province.store.count("attachment") == 2
    assert province.store.check().ok


def test_export_of_a_period_holds_back_other_periods_with_their_parts(offices):
    commune, province = offices
    inside = commune.petition(received_on="2026-08-13")
    outside = commune.petition(received_on="2026-05-04")
    for uid in (inside, outside):
        commune.store.attach_data(uid, f"{uid}.txt", uid.encode())
    result = send(commune.store, province.store, period=Period.parse("2026-Q3"))
    assert [record.uid for record in province.store.list("petition")] == [inside]
    assert [record.text("owner") for record in province.store.list("attachment")] == [inside]
    assert result.manifest.attachments == 1
    assert province.store.check().ok


def test_later_change_that_is_held_back_leaves_the_last_content_shown(offices):
    commune, province = offices
    uid = commune.petition()
    send(commune.store, province.store)
    commune.edit(uid, content="Đã thông")
    send(commune.store, province.store, kinds=("model",))
    assert province.store.get(uid).text("content") == "Mương bị tắc"
    assert province.store.note_of_held_back(uid) == {"content"}
    assert not province.store.conflicts()
    send(commune.store, province.store)
    assert province.store.get(uid).text("content") == "Đã thông"
    assert province.store.note_of_held_back(uid) == frozenset()


def test_relay_passes_on_what_it_has_and_tells_what_was_held_back(offices, tmp_path):
    commune, province = offices
    held = model(commune.store)
    send(commune.store, province.store, kinds=("petition",))
    with Store.create(tmp_path / "tw.db", unit_name="Trung ương", unit_code="TW", level="agency") as third:
        send(province.store, third, plain=True)
        assert third.get(held) is None
        assert LogCondition.HELD_BACK in condition(third, "upward")
        send(commune.store, third, plain=True)
        assert third.get(held) is not None
        assert condition(third, "upward") == {LogCondition.COMPLETE}


def test_forged_content_for_what_was_held_back_is_not_taken(offices):
    commune, province = offices
    held = model(commune.store)
    send(commune.store, province.store, kinds=("petition",))
    entries = [
        replace(entry, values={**entry.values, "name": '"Giả"'})
        if entry.uid == held and "name" in entry.values
        else entry
        for entry in commune.store.log.entries_after({})
    ]
    province.store.merge(entries, commune.store.log.logs())
    record = province.store.get(held)
    assert record.text("name") == ""
    assert record.text("registrant") == "Hội Phụ nữ"


def test_unknown_kind_is_told(offices, tmp_path):
    commune, _province = offices
    with pytest.raises(SyncError, match="Không có loại hồ sơ"):
        export_bundle(commune.store, tmp_path / "a.danvan", ExportWish(kinds=("la",)))


def test_what_stays_inside_the_unit_goes_to_its_own_laptops_only(offices, tmp_path):
    commune, province = offices
    commune.store.save(Draft("phrase", {"name": "Chào", "target": "meeting.opening", "text": "Kính thưa bà con"}))
    result = send(commune.store, province.store)
    assert {held.stream for held in result.held_back} == {"commune"}
    with Store.create(tmp_path / "hai.db", unit_name="Xã Đông Sơn", unit_code="DS") as second:
        enrol(commune.store, second)
        assert send(commune.store, second).held_back == ()
        assert second.list("phrase")[0].text("target") == "meeting.opening"


@pytest.fixture(scope="module")
def founded(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("founded")
    for name, level in (("xa", "commune"), ("tinh", "province")):
        Store.create(folder / f"{name}.db", unit_name=name, unit_code=name, level=level).close()
    return folder


@settings(max_examples=examples(12), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["edit", "without", "kinds", "period", "all", "ack"]),
            st.booleans(),
        ),
        min_size=3,
        max_size=9,
    )
)
def test_any_mixture_of_limits_never_looks_like_loss(founded, tmp_path_factory, steps):
    import shutil

    folder = tmp_path_factory.mktemp("mixed")
    limits = {
        "without": {"without_personal": True},
        "kinds": {"kinds": ("petition",)},
        "period": {"period": Period.parse("2026-Q1")},
        "all": {},
    }
    with (
        Store.open(Path(shutil.copy(founded / "xa.db", folder))) as source,
        Store.open(Path(shutil.copy(founded / "tinh.db", folder))) as target,
    ):
        enrol(source, target)
        uid = model(source)
        for number, (step, since_ack) in enumerate(steps):
            if step == "edit":
                made = {"number": f"{number}", "received_on": "2026-08-13", "unit": source.unit.uid}
                source.save(Draft("petition", made | {"content": "Mương", "citizen_name": NAME}))
                source.save(Draft("model", {"aim": f"Lần {number}"}, uid))
            elif step == "ack":
                acknowledge(target, source)
            else:
                result = send(source, target, since_ack=since_ack, **limits[step])
                assert (result.merge.parked, result.missing) == (0, ())
            assert LogCondition.MISSING not in {state.condition for state in log_states(target)}
        for _round in range(2):  # each tells the other how its unit stands to it
            send(source, target)
            send(target, source)
        assert source.digest() == target.digest()
        assert {state.condition for state in log_states(target)} == {LogCondition.COMPLETE}
        assert target.check().ok
