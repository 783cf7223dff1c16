"""What offices do with files and laptops that nobody planned: nothing is lost, and who has the same shows the same."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from danvan_desktop.domain.clock import Clock
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store, StoreError, restore_backup
from danvan_desktop.sync import ExportWish, SyncError, describe_import, export_bundle, oddities, receive_round
from danvan_desktop.sync.limits import MIB
from tests.clocks import ShiftedClock
from tests.rights import withdraw
from tests.sync.exchange import acknowledge, enrol, import_bundle, send, write


def petition(store: Store, number: str, content: str = "Mương bị tắc") -> str:
    made = {"number": f"{number}/2026", "received_on": "2015-06-01", "unit": store.unit.uid, "content": content}
    return store.save(Draft("petition", made)).uids[0]


def edit(store: Store, uid: str, **values: object) -> None:
    store.save(Draft("petition", values, uid))


def _laptop(state: Path, clock: Clock | None = None) -> Store:
    """Make a laptop of the office, whose home and whose store lie beside each other."""
    return Store.create(state.with_suffix(".db"), unit_name="Xã Đông Sơn", unit_code="DS", state=state, clock=clock)


@pytest.fixture
def first(tmp_path: Path) -> Iterator[Store]:
    with _laptop(tmp_path / "a") as store:
        yield store


@pytest.fixture
def second(tmp_path: Path, first: Store) -> Iterator[Store]:
    """The other laptop of that office; both know each other and have the same."""
    with _laptop(tmp_path / "b") as store:
        enrol(first, store)
        exchange(first, store)
        yield store


def exchange(*stores: Store) -> None:
    """Let all have the same."""
    for _round in range(2):
        for one, other in permutations(stores, 2):
            send(one, other)


def have_the_same(*stores: Store) -> bool:
    return len({store.digest() for store in stores}) == 1 and all(store.check().ok for store in stores)


@pytest.mark.parametrize("order", [(0, 4, 2, 3, 1, 5), (5, 4, 3, 2, 1, 0), (3, 0, 0, 5, 1, 4, 3, 2)])
def test_volumes_of_two_rounds_are_mixed_on_one_stick(first, second, tmp_path, order):
    uid = petition(first, "1")
    wish = ExportWish(to=(second.device_key,), volume_size=MIB)
    files = []
    for number in range(2):
        first.attach_data(uid, f"{number}.bin", os.urandom(700_000))
        first.attach_data(uid, f"{number}-2.bin", os.urandom(700_000))
        edit(first, uid, content=f"Lần {number}")
        files += [one.path for one in export_bundle(first, tmp_path / f"{number}.danvan", wish).files]
    assert len(files) >= 6
    taken = [files[place] for place in order]
    for path in (*taken, *files):
        import_bundle(second, path)
    assert second.get(uid).text("content") == "Lần 1"
    assert not second.blobs.lacks()
    assert have_the_same(first, second)


def test_a_file_cut_short_is_refused_at_any_length_and_the_whole_one_taken_afterwards(first, second, tmp_path):
    uid = petition(first, "1")
    data, before = write(first, second).read_bytes(), second.digest()
    short = tmp_path / "cut.danvan"
    for length in range(0, len(data), max(1, len(data) // 24)):
        short.write_bytes(data[:length])
        with pytest.raises(SyncError):
            import_bundle(second, short)
    assert second.digest() == before
    short.write_bytes(data)
    import_bundle(second, short)
    assert second.get(uid) is not None


def test_both_copies_of_a_laptop_that_was_copied_go_on(first, second, tmp_path):
    known = petition(first, "1")
    exchange(first, second)
    for tail in ("", "-wal"):
        shutil.copyfile(f"{first.path}{tail}", f"{tmp_path / 'clone.db'}{tail}")
    with Store.open(tmp_path / "clone.db", state=tmp_path / "elsewhere") as clone:
        for number in ("2", "4"):
            made = [petition(first, number), petition(clone, f"{number}0")]
            edit(first, known, content="Máy cũ sửa")
            edit(clone, known, request="Bản sao sửa")
            send(clone, second)
            send(first, second)
            assert all(second.get(uid) is not None for uid in made)
        send(second, first)
        send(second, clone)
        assert (first.get(known).text("content"), first.get(known).text("request")) == ("Máy cũ sửa", "Bản sao sửa")
        assert not first.undecided()
        assert have_the_same(first, second, clone)


@pytest.mark.parametrize("goes_on_before", [False, True])
def test_increments_bring_back_what_a_restored_copy_lacks(first, second, tmp_path, goes_on_before):
    """Whoever made the entries acknowledged them once, and lacks them now."""
    known = petition(first, "1")
    first.backup(tmp_path / "old.danvan-backup")
    later = petition(first, "2")
    edit(first, known, content="Sửa sau khi sao lưu")
    send(first, second, since_ack=True)
    acknowledge(second, first)
    send(second, first, since_ack=True)
    acknowledge(first, second)
    first.close()
    restore_backup(tmp_path / "old.danvan-backup", first.path)
    with Store.open(first.path, state=tmp_path / "a") as restored:
        assert restored.get(later) is None
        new = petition(restored, "3") if goes_on_before else None
        send(restored, second, since_ack=True)
        send(second, restored, since_ack=True)
        if new is None:
            new = petition(restored, "3")
        send(restored, second, since_ack=True)
        assert restored.get(later) is not None
        assert restored.get(known).text("content") == "Sửa sau khi sao lưu"
        assert second.get(new) is not None
        exchange(restored, second)
        assert have_the_same(restored, second)


def test_two_laptops_join_the_same_pair_in_opposite_directions(first, second):
    one, other = petition(first, "1"), petition(second, "1")
    exchange(first, second)
    first.save(Draft("same_as", {"record": one, "into": other}))
    second.save(Draft("same_as", {"record": other, "into": one}))
    edit(first, other, content="Máy một sửa")
    edit(second, one, request="Máy hai sửa")
    exchange(first, second)
    assert have_the_same(first, second)
    (shown,) = first.list("petition")
    assert shown.uid in (one, other)
    edit(second, shown.uid, reply="Đã trả lời")
    send(second, first)
    assert first.get(shown.uid).text("reply") == "Đã trả lời"


@pytest.mark.parametrize("years", [(-10, 10), (10, -10)])
def test_increments_between_laptops_whose_clocks_are_wrong_by_years(tmp_path, years):
    clocks = [ShiftedClock(), ShiftedClock()]
    with _laptop(tmp_path / "a", clocks[0]) as one, _laptop(tmp_path / "b", clocks[1]) as other:
        enrol(one, other)
        uid = petition(one, "1")
        exchange(one, other)
        clocks[0].years, clocks[1].years = years
        for number in range(3):
            edit(one, uid, content=f"Máy một {number}")
            send(one, other, since_ack=True)
            acknowledge(other, one)
            edit(other, uid, content=f"Máy hai {number}")
            send(other, one, since_ack=True)
            acknowledge(one, other)
            assert one.get(uid).text("content") == f"Máy hai {number}"
            assert not one.conflicts()
        clocks[0].years = clocks[1].years = 0
        edit(one, uid, content="Đồng hồ đã đúng")
        late = petition(other, "2")
        send(one, other, since_ack=True)
        send(other, one, since_ack=True)
        assert other.get(uid).text("content") == "Đồng hồ đã đúng"
        assert one.get(late) is not None
        assert have_the_same(one, other)


@pytest.mark.parametrize("withdrawal_first", [False, True])
def test_what_a_withdrawn_laptop_sends_through_others_is_held_at_all(first, second, tmp_path, withdrawal_first):
    """The withdrawal goes one way and the entries the other: all end with the same."""
    with Store.create(
        tmp_path / "p.db", unit_name="Tỉnh", unit_code="T", level="province", state=tmp_path / "p"
    ) as above:
        enrol(first, above)
        enrol(second, above)
        exchange(first, second, above)
        withdraw(first, second.device_key)
        late = petition(second, "7", "Ghi sau khi bị thu quyền")
        for source in (first, second) if withdrawal_first else (second, first):
            send(source, above)
        send(above, first)
        assert first.get(late) is None
        assert above.get(late) is None
        (held,) = {one.uid for one in first.undecided()}
        assert held == late
        first.adopt(str(next(one.id for one in first.undecided())))
        send(first, above)
        assert above.get(late).text("content") == "Ghi sau khi bị thu quyền"


def test_what_was_erased_while_a_laptop_was_put_back_to_a_copy_goes_there_again(first, second, tmp_path):
    uid = petition(first, "1", "Nguyễn Văn Quýt xin cấp đất")
    exchange(first, second)
    second.backup(tmp_path / "old.danvan-backup")
    first.redact(uid, ["content"], "Đơn của công dân")
    send(first, second, since_ack=True)
    acknowledge(second, first)
    second.close()
    restore_backup(tmp_path / "old.danvan-backup", second.path)
    with Store.open(second.path, state=tmp_path / "b") as restored:
        assert "Quýt" in restored.get(uid).text("content")
        petition(restored, "2")
        send(restored, first, since_ack=True)
        assert first.get(uid).text("content") == ""
        send(first, restored, since_ack=True)
        if restored.get(uid).text("content"):
            send(first, restored)
        assert restored.get(uid).text("content") == ""
        assert have_the_same(first, restored)


def test_what_another_laptop_writes_about_an_archived_year_comes_back_with_it(tmp_path, second, first):
    uid = petition(first, "1")
    handled = {"assigned_to": "Tổ thủy lợi", "assigned_on": "2015-06-01", "due_on": "2015-07-01", "result": "solved"}
    told = {"people_told_on": "2015-06-25", "told_how": "meeting"}
    edit(first, uid, reply="Đã sửa", replied_on="2015-06-20", **handled, **told)
    exchange(first, second)
    archive = tmp_path / "nam-2015.db"
    first.archive(2015, archive)
    edit(second, uid, request="Xin nạo vét thêm")
    exchange(first, second)
    assert first.get(uid) is None
    assert first.check().ok
    first.take_back(archive)
    exchange(first, second)
    assert first.get(uid).text("request") == "Xin nạo vét thêm"
    assert have_the_same(first, second)


def test_an_own_file_on_a_stick_brings_back_what_the_copy_of_a_dead_laptop_lacks(first, tmp_path):
    petition(first, "1")
    first.backup(tmp_path / "old.danvan-backup")
    later = petition(first, "2")
    stick = write(first, plain=True)
    first.close()
    restore_backup(tmp_path / "old.danvan-backup", first.path)
    with Store.open(first.path, state=tmp_path / "a") as restored:
        new = petition(restored, "3")
        import_bundle(restored, stick)
        assert {one.uid for one in restored.list("petition")} >= {later, new}
        assert restored.check().ok


def test_parting_here_and_editing_there_loses_neither(first, second):
    one, other = petition(first, "1"), petition(first, "2")
    join = first.save(Draft("same_as", {"record": one, "into": other})).uids[0]
    exchange(first, second)
    first.delete(join)
    edit(second, other, reply="Đã trả lời")
    exchange(first, second)
    assert {record.uid for record in first.list("petition")} == {one, other}
    assert first.get(other).text("reply") == "Đã trả lời"
    assert have_the_same(first, second)


def test_a_withdrawal_reaches_a_copy_of_the_laptop_that_it_names(first, second, tmp_path):
    """Both have the same key: what either wrote after what was accepted is held."""
    for tail in ("", "-wal"):
        shutil.copyfile(f"{second.path}{tail}", f"{tmp_path / 'clone.db'}{tail}")
    with Store.open(tmp_path / "clone.db", state=tmp_path / "elsewhere") as clone:
        before = petition(clone, "2")
        send(clone, first)
        assert first.get(before) is not None
        withdraw(first, second.device_key)
        late = [petition(clone, "3"), petition(second, "4")]
        send(clone, first)
        send(second, first)
        assert first.get(before) is not None
        assert {one.uid for one in first.undecided()} == set(late)
        assert first.check().ok


def test_a_file_for_another_laptop_is_refused_in_words_and_changes_nothing(first, second, tmp_path):
    with _laptop(tmp_path / "c") as third:
        enrol(first, third)
        petition(first, "1")
        before = third.digest()
        with pytest.raises(SyncError):
            import_bundle(third, write(first, second))
        assert third.digest() == before


def test_who_was_put_out_of_an_office_is_told_that_he_cannot_part_his_unit_from_it(first, second):
    (founded,) = (unit for unit in second.authority.same() if second.device_key in second.authority.holders_now(unit))
    withdraw(first, second.device_key)
    send(first, second)
    with pytest.raises(StoreError, match="không có quyền ở Xã Đông Sơn nên không tách được"):
        second.part(founded)
    assert second.authority.same()[founded] == first.unit.uid
    first.part(founded)
    assert first.authority.same() == {}


def test_what_came_for_an_archived_year_is_told_with_the_year(tmp_path, second, first):
    uid = petition(first, "1")
    handled = {"assigned_to": "Tổ thủy lợi", "assigned_on": "2015-06-01", "due_on": "2015-07-01", "result": "solved"}
    told = {"people_told_on": "2015-06-25", "told_how": "meeting"}
    edit(first, uid, reply="Đã sửa", replied_on="2015-06-20", **handled, **told)
    exchange(first, second)
    first.archive(2015, tmp_path / "nam-2015.db")
    edit(second, uid, request="Xin nạo vét thêm")
    result = send(second, first)
    assert result.merge.archived == {2015: 1}
    (words,) = (str(said) for said in describe_import(result) if "2015" in str(said))
    assert "1 thay đổi là của hồ sơ năm 2015 đã lưu trữ" in words
    edit(second, uid, request="Xin nạo vét cả mương dưới")
    stick = write(second, first)
    received = receive_round(first, [stick])
    assert any("năm 2015 đã lưu trữ" in str(said) for said in oddities(received))
    assert send(first, second).merge.archived == {}
