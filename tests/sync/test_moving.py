"""A village goes to another commune, a commune leaves its district: two words, told before, and nothing is lost."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Translator
from danvan_desktop.sync import (
    Side,
    SyncError,
    Way,
    accept_move,
    movable,
    move,
    offer_in_words,
    offers,
    plan_move,
    receive_round,
    refuse_move,
    revoke_peer,
    targets,
    told_before_accepting,
    told_before_move,
    waiting_files,
    write_round,
)
from danvan_desktop.sync.settling import settle
from tests.rights import unguarded
from tests.sync.exchange import import_bundle, write
from tests.sync.reform import DAY, Made, Reform, is_whole, lies, petition


@pytest.fixture
def reform(made: Made, tmp_path: Path) -> Reform:
    return Reform(made, tmp_path)


AT_FIRST = ["Thôn Đoài", "Xã Đông Sơn", "Tỉnh Bắc Ninh"]
AT_OTHER = ["Thôn Đoài", "Xã Đông Tiến", "Tỉnh Bắc Ninh"]


def test_an_offer_changes_nothing_before_it_is_taken(reform):
    planned = plan_move(reform.first, reform.unit, reform.other.unit.uid, DAY)
    assert planned.way is Way.OFFER
    move(reform.first, planned)
    petition(reform.first, "01", reform.unit)
    reform.round()
    assert all(lies(store, reform.unit) == AT_FIRST for store in reform.all)
    assert [one.side for one in offers(reform.first)] == [Side.FROM_US]
    assert [one.side for one in offers(reform.other)] == [Side.TO_US]
    assert offers(reform.village) == []
    petition(reform.first, "02", reform.unit)
    petition(reform.village, "03")
    reform.round()
    assert reform.province.count("petition") == 3
    assert reform.other.count("petition") == 0
    assert is_whole(*reform.all)


def test_a_taken_village_brings_its_old_records_and_loses_none(reform):
    uids = [petition(reform.first, "01", reform.unit), petition(reform.village, "02")]
    neighbour = petition(reform.first, "09", reform.first.unit.uid)
    reform.round()
    reform.round()
    reform.move()
    uids += [petition(reform.village, "03"), petition(reform.first, "04", reform.unit)]
    reform.round()
    reform.round()
    assert all(lies(store, reform.unit) == AT_OTHER for store in reform.all)
    for store in reform.all:
        assert [store.get(uid) is not None for uid in uids] == [True] * 4
        assert store.get(uids[0]).text("citizen_name") == "Nguyễn Văn An"
    assert reform.other.get(neighbour) is None
    assert is_whole(*reform.all)
    petition(reform.other, "05", reform.unit)
    with pytest.raises(InvalidRecord, match="không được ghi sổ cho Thôn Đoài"):
        petition(reform.first, "06", reform.unit)


def test_the_village_is_told_and_sends_to_the_new_commune_without_pairing(reform):
    reform.move()
    reform.round()
    holdings = reform.village.holdings
    assert holdings.is_above(reform.other.device_key)
    assert not holdings.is_related(reform.first.device_key)
    uid = petition(reform.village, "07")
    reform.carry(reform.village, reform.other, reform.first)
    assert reform.other.get(uid) is not None
    assert reform.first.get(uid) is None


def test_each_side_hears_of_it_in_words(reform):
    told = []
    move(reform.first, plan_move(reform.first, reform.unit, reform.other.unit.uid, DAY))
    reform.carry(reform.first, reform.province)
    reform.carry(reform.province, reform.other)
    accept_move(reform.other, reform.unit)
    say = Translator("vi")
    for source, target in (
        (reform.other, reform.province),
        (reform.province, reform.first),
        (reform.other, reform.village),
    ):
        path = write(source, target)
        told += [say(one) for one in import_bundle(target, path).settled]
    assert told == [
        "Thôn Đoài nay thuộc Xã Đông Tiến. Máy này không ghi sổ cho Thôn Đoài nữa; những gì đã ghi giữ nguyên.",
        "Từ nay Thôn Đoài thuộc Xã Đông Tiến, không còn thuộc Xã Đông Sơn. Tệp trao đổi gửi cho Xã Đông Tiến.",
    ]


def test_what_will_happen_is_told_before_on_both_sides(reform):
    say = Translator("vi")
    planned = plan_move(reform.first, reform.unit, reform.other.unit.uid, DAY)
    told = " ".join(say(one) for one in told_before_move(reform.first, planned))
    assert "Thôn Đoài chuyển từ Xã Đông Sơn về Xã Đông Tiến, tính từ ngày 01/07/2026." in told
    assert "Xã Đông Tiến còn phải bấm nhận" in told
    assert "rút lại được" in told
    assert "đưa tới" in told
    move(reform.first, planned)
    reform.round()
    (offer,) = offers(reform.other)
    assert say(offer_in_words(offer)) == "Thôn Đoài (Xã Đông Sơn) được chuyển về Xã Đông Tiến: nhận?"
    before = " ".join(say(one) for one in told_before_accepting(reform.other, offer.move))
    assert "Phần nội bộ của Xã Đông Sơn ở lại Xã Đông Sơn." in before
    assert "01/07/2026" in before


def test_an_offer_is_taken_back_and_the_other_side_lets_go_by_itself(reform):
    move(reform.first, plan_move(reform.first, reform.unit, reform.other.unit.uid))
    reform.round()
    refuse_move(reform.first, reform.unit)
    reform.round()
    reform.round()
    assert offers(reform.first) == offers(reform.other) == []
    assert not reform.other.authority.standing_now(reform.other.device_key, reform.unit)
    assert reform.other.get(reform.unit).text("parent") == reform.first.unit.uid
    petition(reform.first, "01", reform.unit)
    assert is_whole(*reform.all)


def test_a_refused_village_stays(reform):
    move(reform.first, plan_move(reform.first, reform.unit, reform.other.unit.uid))
    reform.round()
    refuse_move(reform.other, reform.unit)
    reform.round()
    reform.round()
    assert offers(reform.first) == offers(reform.other) == []
    assert all(lies(store, reform.unit) == AT_FIRST for store in reform.all)
    assert not reform.other.authority.standing_now(reform.other.device_key, reform.unit)
    assert is_whole(*reform.all)


def test_a_move_is_undone_by_moving_back_and_again(reform):
    reform.move()
    reform.round()
    kept = petition(reform.other, "11", reform.unit)
    move(reform.other, plan_move(reform.other, reform.unit, reform.first.unit.uid))
    reform.round()
    accept_move(reform.first, reform.unit)
    reform.round()
    reform.round()
    assert all(lies(store, reform.unit) == AT_FIRST for store in reform.all)
    assert reform.first.get(kept) is not None
    petition(reform.first, "12", reform.unit)
    with pytest.raises(InvalidRecord):
        petition(reform.other, "13", reform.unit)
    reform.round()
    reform.move()
    reform.round()
    reform.round()
    assert all(lies(store, reform.unit) == AT_OTHER for store in reform.all)
    assert reform.other.count("petition") == 2
    assert is_whole(*reform.all)


def test_the_level_above_both_moves_at_once(reform):
    planned = plan_move(reform.province, reform.unit, reform.other.unit.uid, DAY)
    assert planned.way is Way.AT_ONCE
    assert "Có hiệu lực ngay" in " ".join(Translator("vi")(one) for one in told_before_move(reform.province, planned))
    move(reform.province, planned)
    assert lies(reform.province, reform.unit) == AT_OTHER
    late = petition(reform.first, "01", reform.unit)
    reform.round()
    reform.round()
    assert all(lies(store, reform.unit) == AT_OTHER for store in reform.all)
    assert all(store.get(late) is not None for store in reform.all)
    assert not reform.first.authority.standing_now(reform.first.device_key, reform.unit)
    assert is_whole(*reform.all)


def test_a_village_laptop_that_was_away_all_the_time_comes_back_whole(reform):
    early = petition(reform.village, "01")
    reform.move()
    reform.round(reform.village)
    reform.round(reform.village)
    late = petition(reform.village, "02")
    reform.carry(reform.village, reform.first)  # it does not know better
    reform.round()
    reform.round()
    for store in reform.all:
        assert store.get(early) is not None
        assert store.get(late) is not None
    assert lies(reform.village, reform.unit) == AT_OTHER
    assert is_whole(*reform.all)


def test_files_in_any_order_and_twice_give_the_same(reform, made):
    petition(reform.first, "01", reform.unit)
    reform.move()
    petition(reform.village, "02")
    settle(reform.first)
    reform.carry(reform.other, reform.province)
    reform.carry(reform.province, reform.first)
    names = ("first", "other", "village", "province")
    files = [write(getattr(reform, name), plain=True) for name in names]
    digests = set()
    for number, order in enumerate(permutations(files)):
        if number % 4:
            continue
        store = made(f"ban-{number}", "Nơi khác", "X", "province")
        for path in (*order, *order[:2]):
            import_bundle(store, path)
        assert lies(store, reform.unit) == AT_OTHER
        assert store.check().ok
        own = store.unit.uid
        units = [(one.uid, one.values) for one in store.list("unit") if one.uid != own]
        held = store.held.count_cells()
        digests.add(str((sorted(map(str, units)), held, sorted(one.uid for one in store.list("petition")))))
    assert len(digests) == 1


def offer(reform: Reform) -> None:
    move(reform.first, plan_move(reform.first, reform.unit, reform.other.unit.uid))


def take(reform: Reform) -> None:
    accept_move(reform.other, reform.unit)


def hear(reform: Reform) -> None:
    reform.carry(reform.province, reform.first)


STEPS = {
    offer: "danvan_desktop.store.standing.Standings.refresh",
    take: "danvan_desktop.store.standing.Standings.refresh",
    hear: "danvan_desktop.sync.settling.leave",
}
"""What people do one after the other, and where a kill cuts each off."""


@pytest.mark.parametrize("cut_off", STEPS)
def test_a_kill_between_the_steps_leaves_the_one_before(reform, monkeypatch, cut_off):
    def killed(*_arguments: object, **_named: object) -> None:
        raise KeyboardInterrupt

    for step, place in STEPS.items():
        if step is cut_off:
            units = [store.get(reform.unit) for store in (reform.first, reform.other)]
            with monkeypatch.context() as patch:
                patch.setattr(place, killed)
                with pytest.raises(KeyboardInterrupt):
                    step(reform)
            assert step is hear or [store.get(reform.unit) for store in (reform.first, reform.other)] == units
        step(reform)
        for source, target in ((reform.first, reform.province), (reform.other, reform.province)):
            reform.carry(source, target)
        reform.carry(reform.province, reform.other)
    reform.round()
    reform.round()
    assert all(lies(store, reform.unit) == AT_OTHER for store in reform.all)
    assert not reform.first.authority.standing_now(reform.first.device_key, reform.unit)
    assert is_whole(*reform.all)


def test_who_goes_on_writing_after_he_left_is_held(reform):
    reform.move()
    reform.round()
    with unguarded():
        forged = petition(reform.first, "66", reform.unit)
    reform.round()
    assert reform.other.get(forged) is None
    assert reform.province.get(forged) is None
    assert {one.uid for one in reform.other.undecided()} == {forged}
    assert reform.other.check().ok


def test_the_former_commune_cannot_put_the_village_out_afterwards(reform):
    reform.move()
    reform.round()
    revoke_peer(reform.first, reform.village.device_key)
    reform.round()
    uid = petition(reform.village, "21")
    reform.round()
    assert reform.other.get(uid) is not None
    assert not reform.other.undecided()


def test_a_village_that_was_put_out_before_the_move_stays_out(reform):
    revoke_peer(reform.first, reform.village.device_key)
    reform.carry(reform.first, reform.province)
    reform.move()
    reform.round(reform.village)
    late = petition(reform.village, "31")
    import_bundle(reform.province, write(reform.village, plain=True))
    reform.carry(reform.province, reform.other)
    assert reform.other.get(late) is None


def test_a_commune_cannot_take_what_nobody_offers(reform):
    with pytest.raises(SyncError, match="không có việc chuyển nào"):
        accept_move(reform.other, reform.unit)
    with pytest.raises(SyncError, match="Máy này không chuyển Thôn Đoài được"):
        plan_move(reform.other, reform.unit, reform.other.unit.uid)
    word = {"parent": reform.other.unit.uid, "parent_from": "2026-07-01"}
    with unguarded():
        reform.other.save(Draft("unit", word, reform.unit))
    reform.round()
    assert lies(reform.province, reform.unit) == AT_FIRST
    assert lies(reform.other, reform.unit) == AT_FIRST


def test_a_village_cannot_lead_itself_away(reform):
    with pytest.raises(SyncError, match="Máy này không chuyển"):
        plan_move(reform.village, reform.unit, reform.other.unit.uid)
    with pytest.raises(InvalidRecord, match="chỉ cấp trên hiện nay"):
        reform.village.save(Draft("unit", {"parent": reform.other.unit.uid}, reform.unit))


@pytest.mark.parametrize(
    ("unit", "under", "told"),
    [
        ("village", "first", "không phải chuyển"),
        ("village", "village", "không phải cấp trên được"),
        ("first", "other", "không phải cấp trên được"),
    ],
)
def test_what_cannot_be_is_refused_in_words(reform, unit, under, told):
    units = [getattr(reform, name).unit.uid for name in (unit, under)]
    with pytest.raises(SyncError, match=told):
        plan_move(reform.first, *units)
    with pytest.raises(SyncError, match="chưa có đơn vị"):
        plan_move(reform.first, reform.unit, "01a22345-0016-855b-aea3-b21d94a4604e")


def test_only_what_can_be_moved_is_offered_to_choose_from(reform):
    assert [one.text("name") for one in movable(reform.first)] == ["Thôn Đoài"]
    assert {one.text("name") for one in targets(reform.first, reform.village.unit)} == {"Xã Đông Tiến", "Tỉnh Bắc Ninh"}
    assert movable(reform.village) == []


def test_inner_affairs_of_neither_side_go_with_the_village(reform):
    role = {"full_name": "Lê B", "position": "Trưởng thôn", "role": "approve"}
    of_village = reform.village.save(Draft("officer", {**role, "unit": reform.unit})).uids[0]
    of_first = reform.first.save(Draft("officer", {**role, "unit": reform.first.unit.uid})).uids[0]
    reform.round()
    reform.move()
    reform.round()
    reform.round()
    assert reform.village.get(of_village).text("role") == "approve"
    for uid in (of_village, of_first):
        assert reform.other.get(uid).get("role") is None
    streams = {(head.device, head.stream) for head in reform.other.log.logs()}
    assert (reform.village.device_key, "commune") not in streams
    assert (reform.first.device_key, "commune") not in streams


def test_old_records_go_once_and_again_only_when_a_stick_is_lost(reform, tmp_path):
    for number in range(1, 6):
        petition(reform.first, f"{number:02}", reform.unit)
    reform.round()
    reform.round()
    reform.move()
    reform.carry(reform.other, reform.province)
    lost = tmp_path / "lost"
    lost.mkdir()
    write_round(reform.province, lost)
    assert reform.other.count("petition") == 0
    reform.carry(reform.province, reform.other)
    assert reform.other.count("petition") == 5
    reform.carry(reform.other, reform.province)
    petition(reform.province, "99", reform.province.unit.uid)
    after = tmp_path / "after"
    after.mkdir()
    (sent,) = [one for one in write_round(reform.province, after) if one.peer.device == reform.other.device_key]
    assert sent.result is None or sent.result.changes < 5
    assert receive_round(reform.other, waiting_files([lost]))
    assert is_whole(*reform.all)
