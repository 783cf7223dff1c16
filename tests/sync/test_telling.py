"""What came, what waits and what was left out is told in words and numbers that are true."""

import datetime as dt

import msgspec
import pytest

from danvan_desktop.domain.clock import format_timestamp
from danvan_desktop.domain.device_names import device_called
from danvan_desktop.localization import Translator
from danvan_desktop.store import MergeResult
from danvan_desktop.sync import DeletesMuch, describe_ack, describe_import
from danvan_desktop.sync.acks import AckBundle, AckMissing
from danvan_desktop.sync.clocks import clock_warnings, latest_allowed
from danvan_desktop.sync.manifest import Earlier, Range
from danvan_desktop.sync.numbering import earlier_bundles, missing_before, next_number
from tests.clocks import StandingClock
from tests.copies import replace
from tests.sync.exchange import acknowledge, enrol, import_bundle, send, write

IN_VIETNAMESE = Translator("vi")


def lines(messages) -> list[str]:
    return [IN_VIETNAMESE(message) for message in messages]


@pytest.fixture
def offices(commune, province):
    enrol(commune.store, province.store)
    return commune, province


@pytest.fixture
def linked(offices):
    """A commune that heard of its province and told it so: nothing of that is told any more."""
    commune, province = offices
    send(province.store, commune.store)
    send(commune.store, province.store)
    return commune, province


@pytest.fixture
def taken_in(linked):
    commune, province = linked
    commune.petition()
    return send(commune.store, province.store)


def test_a_bundle_tells_its_number_its_unit_its_device_and_what_it_brought(offices, taken_in):
    first, second = lines(describe_import(taken_in))
    assert first.startswith(f"Tệp số 2 của Xã Đông Sơn ({device_called(offices[0].store.device_name)}), tạo lúc ")
    assert second == f"Có nội dung mới: thêm {taken_in.merge.new_records} hồ sơ."


@pytest.mark.parametrize(
    ("merge", "told"),
    [
        (MergeResult(known=5), ["Mọi thay đổi trong tệp đã có sẵn ở đây; không có gì thay đổi."]),
        (
            MergeResult(added=9, new_records=1, changed_records=2, deleted_records=3),
            ["Có nội dung mới: thêm 1 hồ sơ, sửa 2 hồ sơ, xóa 3 hồ sơ."],
        ),
        (
            MergeResult(filled=4, parked=5, quarantined=6, conflicts=7),
            [
                "4 thay đổi trước đây không được gửi nội dung nay đã có đủ.",
                "Thiếu tệp gửi trước nên 5 nội dung chưa nhập. Hãy xin nơi gửi tệp còn thiếu hoặc tệp đầy đủ.",
                "6 nội dung trái với phần đã nhận trước đây nên để riêng, chưa nhập. Hãy gửi tệp về máy đã ghi, nhập"
                " vào máy ấy, rồi nhận tệp mới của máy ấy: phần này sẽ được ghi lại, không mất gì. Máy ấy bị mất, hoặc"
                " vẫn báo như vậy, thì chọn bản được tính ở “Cần đối chiếu”.",
                "7 chỗ hai nơi ghi khác nhau, cần đối chiếu.",
            ],
        ),
        (
            MergeResult(added=1, conflicts=-1),
            ["1 thay đổi mới."],
        ),
    ],
)
def test_each_outcome_of_a_merge_has_its_line(taken_in, merge, told):
    assert lines(describe_import(replace(taken_in, merge=merge)))[1:] == told


def test_a_preview_says_that_nothing_was_written_and_held_changes_are_counted(taken_in):
    told = lines(describe_import(replace(taken_in, dry_run=True, held=3)))
    assert told[1] == "Đây là bản xem trước: chưa ghi gì vào tệp dữ liệu."
    assert told[-1].startswith("3 ô do máy không có quyền ghi nên được để riêng")


def test_what_the_sender_kept_back_is_told_by_its_sort(linked):
    commune, province = linked
    commune.petition(citizen_name="Lê Thị An")
    told = lines(describe_import(send(commune.store, province.store, without_personal=True, with_texts=True)))
    assert told[-1] == "Nơi gửi chủ động không gửi một phần dữ liệu (không phải bị mất): dữ liệu cá nhân."


@pytest.fixture
def told_back(offices, taken_in):
    commune, province = offices
    return acknowledge(province.store, commune.store)


@pytest.mark.parametrize(
    ("result", "told"),
    [
        ({"is_equal": True}, ["Hai bên có cùng nội dung."]),
        ({"is_equal": False, "lagging": 3}, ["Còn 3 thay đổi nơi ấy chưa có."]),
        ({"is_equal": False, "lagging": 0}, ["Bên đó đã có mọi thay đổi của máy này."]),
        (
            {"is_equal": True, "is_old": True, "lagging": 3},
            ["Đã có giấy báo nhận mới hơn của máy này; không có gì thay đổi."],
        ),
    ],
)
def test_an_acknowledgement_says_how_the_two_stand(told_back, result, told):
    bare = replace(told_back, **result)
    first, *rest = lines(describe_ack(bare))
    assert first.startswith(f"Giấy báo nhận của Tỉnh Bắc Ninh ({device_called(told_back.peer.name)}), lập lúc ")
    assert rest == told


def test_an_acknowledgement_counts_what_waits_and_what_was_refused_and_names_what_is_missing(told_back):
    states = ["accepted", "quarantined", "quarantined", "refused", "refused", "refused"]
    ack = told_back.ack
    changed = msgspec.structs.replace(
        ack,
        bundles=tuple(AckBundle("ab" * 32, state) for state in states),
        missing=(AckMissing(7, "2026-08-12T09:00:00+00:00", "ab" * 32),),
    )
    told = lines(describe_ack(replace(told_back, ack=changed)))
    assert told[2:4] == ["2 tệp đang chờ nơi ấy chấp nhận.", "3 tệp bị nơi ấy từ chối."]
    assert told[4].startswith("Bên đó thiếu tệp số 7 ngày ")


def test_an_acknowledgement_counts_the_changes_that_are_newly_known(offices):
    commune, province = offices
    commune.petition()
    send(commune.store, province.store)
    total = sum(commune.store.log.vector().values())
    first = acknowledge(province.store, commune.store)
    assert (first.moved, first.lagging) == (total, 0)
    commune.petition()
    more = sum(commune.store.log.vector().values()) - total
    second = acknowledge(province.store, commune.store)
    assert (second.moved, second.lagging, second.is_old) == (0, more, False)
    send(commune.store, province.store)
    assert acknowledge(province.store, commune.store).moved == more


def test_bundles_are_numbered_from_one_and_each_names_the_fewest_that_it_builds_on(offices):
    commune, province = offices
    assert next_number(commune.store) == 1
    send(commune.store, province.store)
    acknowledge(province.store, commune.store)
    for number in (2, 3):
        commune.petition()
        result = send(commune.store, province.store, since_ack=True)
        assert result.manifest.number == number
        acknowledge(province.store, commune.store)
    assert next_number(commune.store) == 4
    assert [one.number for one in result.manifest.earlier] == [1, 2]
    write(commune.store, province.store)
    from_the_first = tuple(msgspec.structs.replace(log, after=0) for log in result.manifest.logs)
    assert earlier_bundles(commune.store, from_the_first) == ()


@pytest.mark.parametrize(
    ("known", "after", "held", "is_missing"),
    [
        (0, 10, (0, 10), True),
        (10, 10, (0, 10), False),
        (9, 10, (0, 10), True),
        (9, 10, (0, 9), False),
        (5, 10, (10, 20), False),
        (5, 10, (9, 20), True),
        (12, 10, (0, 10), False),
    ],
)
def test_a_bundle_is_missing_when_it_holds_what_is_between(taken_in, known, after, held, is_missing):
    manifest = taken_in.manifest
    log = manifest.logs[0]
    changed = msgspec.structs.replace(log, after=after, seq=30)
    earlier = Earlier(4, "2026-08-12T09:00:00+00:00", (Range(log.replica, log.stream, *held),))
    claimed = msgspec.structs.replace(manifest, logs=(changed,), earlier=(earlier,))
    found = missing_before(claimed, {(log.replica, log.stream): known})
    assert [bundle.number for bundle in found] == ([4] if is_missing else [])


def test_a_clock_that_is_a_day_ahead_is_told_and_one_that_is_less_is_not(commune):
    now = StandingClock(dt.date(2026, 8, 12))
    latest = format_timestamp(now.milliseconds() + 24 * 3600 * 1000, 0)
    assert latest_allowed(now) == latest
    assert clock_warnings(commune.store) == ()


@pytest.mark.parametrize(("allowed", "is_refused"), [(None, False), (3, False), (2, True), (0, True)])
def test_an_import_that_deletes_more_than_was_said_is_refused_whole(offices, allowed, is_refused):
    commune, province = offices
    doomed = [commune.petition() for _number in range(3)]
    send(commune.store, province.store)
    commune.store.delete(*doomed)
    digest = province.store.digest()
    path = write(commune.store, province.store)
    if is_refused:
        with pytest.raises(DeletesMuch) as refused:
            import_bundle(province.store, path, deletions=allowed)
        assert refused.value.deletions.count == 3
        assert IN_VIETNAMESE(refused.value.message) == (
            "Tệp này xóa hoặc làm trống 3 hồ sơ đang có ở đây. Chưa nhập gì. Hãy hỏi nơi gửi."
        )
        assert province.store.digest() == digest
        assert province.store.count("petition") == 3
    else:
        assert import_bundle(province.store, path, deletions=allowed).merge.deleted_records == 3


@pytest.mark.parametrize("count", [1, 2])
def test_one_or_two_deletions_are_never_asked_about(offices, count):
    commune, province = offices
    doomed = [commune.petition() for _number in range(count)]
    send(commune.store, province.store)
    commune.store.delete(*doomed)
    assert (
        import_bundle(province.store, write(commune.store, province.store), deletions=0).merge.deleted_records == count
    )


def test_content_that_was_kept_back_is_told_with_its_number(linked):
    commune, province = linked
    commune.petition()
    result = send(commune.store, province.store, kinds=("unit",))
    withheld = result.manifest.withheld
    assert withheld > 0
    said = lines(describe_import(result))[-1]
    assert said == f"Nơi gửi chủ động không gửi một phần dữ liệu (không phải bị mất): nội dung của {withheld} thay đổi."
