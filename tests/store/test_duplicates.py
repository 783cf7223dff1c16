"""Records that may be one and numbers given twice are found, told why, and not asked about again."""

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.store.judging import Found
from tests.store.test_joining import both_ways, household, second  # noqa: F401
from tests.uids import new_uid

pytestmark = pytest.mark.usefixtures("earlier_petitions")


def pairs(store, kind=None, **options):
    return [(pair.first, pair.second) for pair in store.duplicates(kind, **options)]


def test_one_household_typed_in_two_ways_is_found_with_the_reason(commune):
    a = household(commune.store, commune.village)
    b = household(commune.store, commune.village, "ông lê văn tám", members=4)
    (pair,) = commune.store.duplicates()
    assert (pair.kind, {pair.first, pair.second}) == ("household", {a, b})
    assert pair.first == b, "the fuller one is kept"
    assert [why.msgid for why in pair.why] == ["Cùng chủ hộ, cùng thôn"]


def test_pairs_are_counted_as_they_are_listed(commune):
    uids = [household(commune.store, commune.village) for _time in range(3)]
    commune.petition("002/2026", content="Đường hỏng")
    commune.petition("02/2026", content="Thiếu nước")
    commune.petition("003/2026", content="Thiếu  nước.")
    assert commune.store.duplicate_count() == len(pairs(commune.store)) == 4
    assert commune.store.duplicate_count(involving=uids[1:2]) == len(pairs(commune.store, involving=uids[1:2])) == 1


NUMBERS = ("007/2026", "7/2026", "(7)/2026", "-7/2026", " 7 - 2026", "Số 7/2026", "08/2026", "", None)


def test_who_asks_about_one_record_is_told_all_pairs_that_it_is_in(commune):
    uids = [new_uid() for _number in NUMBERS]
    for place, (uid, number) in enumerate(zip(uids, NUMBERS, strict=True)):
        values = {"number": number, "received_on": f"2026-0{1 + place % 2}-12", "unit": commune.village,
                  "content": f"Đường {place}", "citizen_phone": "0912345678" if place > 5 else None}  # fmt: skip
        commune.store.write_found([Found("petition", uid, name, value) for name, value in values.items()])
    every = pairs(commune.store)
    assert len(every) > 4
    for uid in uids:
        asked = pairs(commune.store, involving=[uid])
        assert asked == [pair for pair in every if uid in pair]


def test_two_households_of_one_name_at_two_addresses_are_two(commune):
    household(commune.store, commune.village, address="Xóm Đình")
    household(commune.store, commune.village, address="Xóm Mới")
    assert not pairs(commune.store)


def test_two_lines_of_one_list_are_two_households_however_common_the_name(commune):
    for order in (49, 50):
        household(commune.store, commune.village, order=order)
    assert not pairs(commune.store)
    household(commune.store, commune.village, "bà Lê Văn Tám")
    assert len(pairs(commune.store)) == 1


@pytest.mark.parametrize(
    ("other", "is_asked"),
    [
        ({"received_on": "2026-08-20"}, True),
        ({"received_on": "2026-10-20"}, False),
        ({"received_on": "2026-08-20", "citizen_name": "Trần Văn B"}, False),
        ({"citizen_name": "ông Lê Văn A", "content": "Mương thoát nước bị tắc ở đầu ngõ"}, True),
        ({"citizen_name": "Lê Văn A", "content": "Đề nghị lắp thêm đèn đường"}, False),
    ],
)
def test_petitions_are_asked_about_when_one_person_said_one_thing_at_one_time(commune, other, is_asked):
    first = {"citizen_name": "Lê Văn A", "content": "Mương thoát nước đầu ngõ bị tắc", "received_on": "2026-08-12"}
    commune.petition("070/2026", **first)
    commune.petition("071/2026", **{**first, **other})
    assert bool(pairs(commune.store, "petition")) is is_asked


def test_what_is_registered_anew_each_year_is_no_duplicate(commune):
    made = {"unit": commune.village, "name": "Đường hoa", "registrant": "Hội", "aim": "Sạch", "content": "Trồng hoa"}
    for year in ("2025", "2026"):
        commune.store.save(Draft("model", {**made, "registered_on": f"{year}-01-12", "period": year}))
    assert not pairs(commune.store)


def test_officers_who_share_a_telephone_are_two(commune):
    for name in ("Nguyễn Thị Mai", "Trần Văn Hùng"):
        values = {"full_name": name, "position": "Công chức", "unit": commune.village, "phone": "0204 3856 117"}
        commune.store.save(Draft("officer", values))
    assert not pairs(commune.store)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (
            "officer",
            {"full_name": "Trần Thị C", "position": "Chủ tịch"},
            {"full_name": "Trần Thị C.", "position": "CT"},
        ),
        ("model", {"name": "Đường hoa", "registrant": "Hội"}, {"name": "đường  hoa", "registrant": "Hội phụ nữ"}),
        ("situation_entry", {"content": "Dân lo bão"}, {"content": "Dân lo bão", "severity": "notable"}),
    ],
)
def test_every_kind_is_compared_by_what_it_declares(commune, kind, one, other):
    base = {"unit": commune.village}
    base |= {
        "model": {"registered_on": "2026-01-02", "aim": "Sạch", "content": "Trồng hoa", "period": "2026"},
        "situation_entry": {"noted_on": "2026-01-02"},
    }.get(kind, {})
    uids = {commune.store.save(Draft(kind, {**base, **values})).uids[0] for values in (one, other)}
    assert [set(pair) for pair in pairs(commune.store, kind)] == [uids]


def test_a_meeting_recorded_on_two_laptops_is_found(commune):
    uids = {commune.meeting(), commune.meeting(subject="Họp thôn tháng 8")}
    assert [set(pair) for pair in pairs(commune.store)] == [uids]


def test_the_same_number_on_two_laptops_is_told_and_settled_by_a_new_one(commune, second, carry):  # noqa: F811
    first = commune.petition("002/2026", content="Đường hỏng")
    made = {"number": "02/2026", "received_on": "2026-08-14", "unit": commune.village, "content": "Thiếu nước"}
    other = second.save(Draft("petition", made)).uids[0]
    both_ways(commune.store, second, carry)
    (pair,) = commune.store.duplicates("petition")
    assert (pair.first, pair.second, pair.number, pair.why) == (first, other, "002/2026", ())
    commune.store.renumber(pair.second)
    renumbered = commune.store.get(other)
    assert renumbered is not None
    assert renumbered.text("number") == "003/2026"
    assert not commune.store.duplicates("petition")


def test_a_commune_beside_numbers_for_itself(commune, tmp_path, carry):
    commune.petition("002/2026", content="Đường hỏng")
    with Store.create(tmp_path / "beside.db", unit_name="Xã Bên", unit_code="XB") as beside:
        made = {"number": "002/2026", "received_on": "2026-08-14", "unit": beside.unit.uid, "content": "Thiếu nước"}
        beside.save(Draft("petition", made))
        carry(beside, commune.store)
    assert commune.store.count("petition") == 2
    assert not commune.store.duplicates()


def test_two_that_are_told_apart_are_not_asked_about_again_on_any_laptop(commune, second, carry):  # noqa: F811
    a, b = household(commune.store, commune.village), household(commune.store, commune.village)
    commune.store.tell_apart(a, b)
    assert not pairs(commune.store, "household")
    both_ways(commune.store, second, carry)
    assert not pairs(second, "household")
    c = household(commune.store, commune.village)
    (pair,) = pairs(commune.store, "household")
    assert c in pair


def test_telling_apart_can_be_undone(commune):
    a, b = household(commune.store, commune.village), household(commune.store, commune.village)
    done = commune.store.tell_apart(a, b)
    commune.store.undo(done.save_id)
    assert len(pairs(commune.store)) == 1


def test_parted_records_are_not_found_again(commune):
    a, b = household(commune.store, commune.village), household(commune.store, commune.village)
    commune.store.join(b, a)
    assert not pairs(commune.store)
    commune.store.part(b)
    assert not pairs(commune.store)


def test_only_pairs_with_the_records_asked_for_are_told(commune):
    household(commune.store, commune.village), household(commune.store, commune.village)
    c, d = household(commune.store, commune.village, "Hộ c"), household(commune.store, commune.village, "Hộ c")
    assert [set(pair) for pair in pairs(commune.store, involving=[d])] == [{c, d}]
    assert not pairs(commune.store, involving=[commune.village])


def test_nothing_tells_what_a_secret_petition_is_like(commune):
    commune.petition("060/2026", content="Tố ông X nhận tiền", nature="denunciation", citizen_phone="0912345678")
    commune.petition("061/2026", content="Tố ông X nhận tiền", citizen_phone="0912345678")
    assert not commune.store.duplicates()


def test_a_household_a_hundred_times_makes_no_pair_twice_and_no_more_pairs_than_records(commune):
    commune.store.save(*(Draft("household", {"unit": commune.village, "head": "Nguyễn Văn A"}) for _n in range(100)))
    found = pairs(commune.store)
    assert len(found) == len({frozenset(pair) for pair in found}) == 99


def test_villages_joined_ask_about_those_households_alone_that_differ(commune):
    unit = {"name": "Thôn 9", "kind": "village", "code": "09", "parent": commune.store.unit.uid}
    v, w = (commune.store.save(Draft("unit", unit)).uids[0] for _n in range(2))
    household(commune.store, v, order=1), household(commune.store, w, order=1)
    household(commune.store, v, "Hà Thị Gái", members=4), household(commune.store, w, "Hà Thị Gái", members=5)
    assert [pair.kind for pair in commune.store.duplicates()] == ["unit"]
    commune.store.join(w, v)
    (pair,) = commune.store.duplicates()
    assert pair.kind == "household"
    assert commune.store.title(pair.first) == "Hà Thị Gái"
    assert len(commune.store.children(v, "household")) == 3


def test_a_household_joined_is_on_each_roll_once_and_parted_on_it_twice_again(commune):
    store, meeting = commune.store, commune.meeting()
    a, b = household(store, commune.village), household(store, commune.village, members=4)
    rows = {one: store.save(Draft("attendance", {"meeting": meeting, "household": one})).uids[0] for one in (a, b)}
    before = store.digest()
    done = store.join(a, b)
    assert not store.duplicates()
    assert len(store.children(meeting, "attendance")) == 1
    assert store.check().problems == ()
    store.undo(done.save_id)
    assert len(store.children(meeting, "attendance")) == 2
    store.join(a, b)
    store.part(a)
    roll = store.children(meeting, "attendance")
    assert {row.uid: row.text("household") for row in roll} == {rows[a]: a, rows[b]: b}
    assert not store.duplicates()
    assert store.check().problems == ()
    assert before != store.digest()


def test_rows_of_a_roll_that_say_different_things_are_asked_about(commune):
    store, meeting = commune.store, commune.meeting()
    a, b = household(store, commune.village), household(store, commune.village)
    for one, name in ((a, "Lê Văn Tám"), (b, "Trần Thị Bưởi")):
        store.save(Draft("attendance", {"meeting": meeting, "household": one, "representative": name}))
    store.join(a, b)
    assert [pair.kind for pair in store.duplicates()] == ["attendance"]


def test_meetings_joined_take_their_rolls_and_items_with_them(commune):
    store = commune.store
    first, other = commune.meeting(), commune.meeting()
    home = household(store, commune.village)
    for meeting in (first, other):
        store.save(Draft("attendance", {"meeting": meeting, "household": home}))
        store.save(Draft("opinion", {"gathering": meeting, "content": "Mương tắc", "speaker_name": "Lê Văn Tám"}))
    store.join(other, first)
    assert not store.duplicates()
    assert [len(store.children(first, kind)) for kind in ("attendance", "opinion")] == [1, 1]
