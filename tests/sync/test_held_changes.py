"""What a device has no right to write is held: kept, shown nowhere, adopted or dismissed by who has the right."""

import datetime as dt
from dataclasses import dataclass

import pytest

from danvan_desktop.domain.clock import Clock
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.uid import next_uid
from danvan_desktop.store import Store, StoreError
from danvan_desktop.sync import describe_import, held_in_words
from tests.rights import unguarded
from tests.sync.exchange import commune_with_two_villages, enrol, send


@dataclass
class Country:
    """A province with two communes, one of which has a village; all know the province, none knows its neighbour."""

    province: Store
    east: Store
    west: Store
    village: str

    def petition(self, store: Store, unit: str, number: str = "001/2026") -> str:
        made = {"number": number, "received_on": "2026-08-13", "unit": unit, "content": "Mương bị tắc"}
        return store.save(Draft("petition", made)).uids[0]


@pytest.fixture
def country(tmp_path):
    with (
        Store.create(tmp_path / "tinh.db", unit_name="Tỉnh Bắc Ninh", unit_code="BN", level="province") as province,
        Store.create(tmp_path / "dong.db", unit_name="Xã Đông Sơn", unit_code="DS") as east,
        Store.create(tmp_path / "tay.db", unit_name="Xã Tây Sơn", unit_code="TS") as west,
    ):
        village = {"name": "Thôn Đông", "kind": "village", "code": "DS-01", "parent": east.unit.uid}
        (uid,) = east.save(Draft("unit", village)).uids
        for commune in (east, west):
            enrol(province, commune)
            send(province, commune)
            send(commune, province)
        for commune in (east, west):
            send(province, commune)
        yield Country(province, east, west, uid)


def test_communes_lie_below_their_province_once_both_said_so(country):
    for commune in (country.east, country.west):
        for store in (country.province, commune):
            assert list(store.tree.up_from(commune.unit.uid))[1:] == [country.province.unit.uid]


def test_commune_changes_its_own_records_and_its_villages(country):
    uid = country.petition(country.east, country.village)
    send(country.east, country.province)
    country.east.save(Draft("petition", {"content": "Đã thông"}, uid))
    country.east.save(Draft("unit", {"households": 120}, country.village))
    country.east.delete(uid)
    result = send(country.east, country.province)
    assert country.province.get(uid) is None
    assert result.held == 0


def held(country, sender):
    """Send to the province and return what it holds of each record."""
    result = send(sender, country.province)
    assert result.merge.added
    found = {one.uid: set(one.values) for one in country.province.undecided()}
    assert result.held == sum(map(len, found.values()))
    assert country.province.check().ok
    return found


def test_a_neighbours_change_is_held_and_the_rest_of_its_bundle_applied(country):
    uid = country.petition(country.east, country.village)
    send(country.east, country.province)
    send(country.province, country.west, all_units=True)
    with unguarded():
        country.west.save(Draft("petition", {"reply": "Không giải quyết"}, uid))
    own = country.petition(country.west, country.west.unit.uid, "002/2026")
    assert held(country, country.west) == {uid: {"reply"}}
    assert country.province.get(own) is not None
    assert country.province.get(uid).text("reply") == ""


def test_what_is_held_is_not_told_as_records_that_came(country):
    """A whole record that is held, an edit that is, and one of which a part counts."""
    uid = country.petition(country.east, country.village)
    send(country.east, country.province)
    send(country.province, country.west, all_units=True)
    with unguarded():
        country.petition(country.west, country.village, "002/2026")
        country.west.save(Draft("petition", {"content": "Bịa"}, uid))
    result = send(country.west, country.province)
    assert result.held
    merge = result.merge
    assert (merge.added, merge.new_records, merge.changed_records, merge.deleted_records) == (2, 0, 0, 0)
    country.petition(country.west, country.west.unit.uid, "003/2026")
    assert send(country.west, country.province).merge.new_records == 1


def test_commune_cannot_make_records_for_its_neighbour(country):
    with unguarded():
        uid = country.petition(country.west, country.village)
    assert held(country, country.west).keys() == {uid}
    assert country.province.get(uid) is None


def test_commune_cannot_take_a_village_over(country):
    send(country.east, country.province)
    send(country.province, country.west)
    with unguarded():
        country.west.save(Draft("unit", {"parent": country.west.unit.uid}, country.village))
    assert held(country, country.west) == {country.village: {"parent"}}
    assert country.province.get(country.village).text("parent") == country.east.unit.uid


def test_commune_cannot_rename_the_province(country):
    with unguarded():
        country.east.save(Draft("unit", {"name": "Tỉnh Khác"}, country.province.unit.uid))
    assert held(country, country.east) == {country.province.unit.uid: {"name"}}
    assert country.province.unit.text("name") == "Tỉnh Bắc Ninh"


def test_province_may_answer_but_what_it_rewrites_is_held(country):
    uid = country.petition(country.east, country.village)
    send(country.east, country.province)
    with unguarded():
        country.province.save(Draft("petition", {"content": "Không có gì", "reply": "Đã giao sở"}, uid))
    send(country.province, country.east)
    assert country.east.get(uid).text("reply") == "Đã giao sở"
    assert country.east.get(uid).text("content") == "Mương bị tắc"
    assert [set(one.values) for one in country.east.undecided()] == [{"content"}]


def test_what_is_held_is_told_in_words(country):
    with unguarded():
        country.west.save(Draft("unit", {"name": "Tỉnh Khác"}, country.province.unit.uid))
    result = send(country.west, country.province)
    assert any("không có quyền ghi" in str(line) for line in describe_import(result))
    (one,) = country.province.undecided()
    told = held_in_words(country.province, one)
    assert "Tỉnh Bắc Ninh" in str(told.record)
    assert "Tên đơn vị" in str(told.fields)
    assert "Xã Tây Sơn" in str(told.author)


def test_adopting_writes_the_same_and_travels(country):
    uid = country.petition(country.east, country.village)
    send(country.east, country.province)
    with unguarded():
        country.province.save(Draft("petition", {"content": "Mương thôn Đông bị tắc"}, uid))
    send(country.province, country.east)
    (one,) = country.east.undecided()
    country.east.adopt(str(one.id))
    assert country.east.get(uid).text("content") == "Mương thôn Đông bị tắc"
    assert country.east.undecided() == []
    send(country.east, country.province)
    assert country.province.get(uid).text("content") == "Mương thôn Đông bị tắc"
    assert country.province.undecided() == []
    assert not country.east.conflicts()


def test_dismissing_leaves_what_stands_and_asks_no_more(country):
    with unguarded():
        country.west.save(Draft("unit", {"name": "Tỉnh Khác"}, country.province.unit.uid))
    send(country.west, country.province)
    (one,) = country.province.undecided()
    country.province.dismiss(str(one.id))
    assert country.province.unit.text("name") == "Tỉnh Bắc Ninh"
    assert country.province.undecided() == []
    with pytest.raises(StoreError, match="Không có thay đổi"):
        country.province.dismiss(str(one.id))


def test_a_record_of_a_stranger_can_be_dismissed(country):
    with unguarded():
        country.petition(country.west, country.village)
    send(country.west, country.province)
    (one,) = country.province.undecided()
    country.province.dismiss(str(one.id))
    assert country.province.undecided() == []


class _LongAgo(Clock):
    """The clock of who dates what he writes before all others."""

    def now(self) -> dt.datetime:
        return super().now() - dt.timedelta(days=30 * 365)


def test_a_following_record_that_a_neighbour_dates_before_its_maker_is_held_and_given_back_by_the_commune(tmp_path):
    """A uid that any laptop of an office may make alike tells nobody; a neighbour can make it, too, and date that."""
    with commune_with_two_villages(tmp_path) as (commune, east, west):
        made = {"number": "001/2026", "received_on": "1990-01-01", "unit": west.unit.uid}
        (uid,) = west.save(Draft("petition", {**made, "content": "Mương bị tắc"})).uids
        following = next_uid(uid, None)
        west.save(Draft("petition", {**made, "number": "002/2026", "content": "Của Thôn Tây"}, following))
        send(west, commune)
        east.close()
        with Store.open(east.path, clock=_LongAgo()) as hostile, unguarded():
            hostile.save(Draft("petition", {**made, "unit": hostile.unit.uid, "content": "Chiếm"}, following))
            send(hostile, commune)
        assert commune.get(following).text("content") == "Chiếm"
        assert {one.device for one in commune.held.undecided(commune.device_key)} == {west.device_key}
        commune.save(Draft("petition", {"unit": west.unit.uid}, following))
        send(commune, west)
        west.save(Draft("petition", {"content": "Thôn Tây viết tiếp"}, following))
        send(west, commune)
        assert commune.get(following).text("content") == "Thôn Tây viết tiếp"
        assert commune.held.count_cells() == west.held.count_cells() == 0
        assert commune.check().ok


def test_a_task_that_a_neighbour_dates_before_the_one_of_its_plan_stays_with_the_plan(tmp_path):
    """What follows a task that comes again tells its unit; whoever closes the task makes it, and nobody else."""
    with commune_with_two_villages(tmp_path) as (commune, east, west):
        plans = {
            store: store.save(Draft("plan", {"title": "Kế hoạch", "type": "implementation", "unit": store.unit.uid}))
            for store in (east, west)
        }
        task = {"title": "Báo cáo tháng", "lead": "Trưởng thôn", "due_on": "2026-08-31", "repeat": "monthly"}
        (uid,) = west.save(Draft("task", {**task, "plan": plans[west].uids[0]})).uids
        following = next_uid(uid, west.unit.uid)
        east.close()
        with Store.open(east.path, clock=_LongAgo()) as hostile, unguarded():
            before_its_maker = {**task, "title": "Chiếm", "plan": plans[east].uids[0]}
            with pytest.raises(StoreError, match="đơn vị khác"):
                hostile.save(Draft("task", before_its_maker, following))
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("danvan_desktop.store.sealing.Sealer._refuse_of_other_units", lambda *_: None)
                hostile.save(Draft("task", before_its_maker, following))
            send(hostile, commune)
            assert commune.get(following) is None
        west.save(Draft("task", {"done_on": "2026-08-30", "product": "Báo cáo"}, uid))
        assert west.get(following).text("title") == "Báo cáo tháng"
        send(west, commune)
        send(commune, west)
        for store in (commune, west):
            assert store.get(following).text("title") == "Báo cáo tháng"
            assert store.check().ok
        west.save(Draft("task", {"title": "Thôn Tây viết tiếp"}, following))
        send(west, commune)
        assert commune.get(following).text("title") == "Thôn Tây viết tiếp"
