"""What officers may do at the laptops of their office, once somebody has said so."""

from __future__ import annotations

import itertools
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danvan_desktop.domain.facts import Role
from danvan_desktop.domain.guarded import Guarded
from danvan_desktop.domain.kinds.disclosure import Purpose
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store, StoreError
from danvan_desktop.store.change_register import ChangeFilter
from danvan_desktop.store.officers import NotAllowed
from danvan_desktop.store.settings import UNIT
from danvan_desktop.sync import held_in_words
from tests.earlier import complaints_as_petitions
from tests.rights import grant, unguarded, withdraw
from tests.store.conftest import Commune


def officer(store: Store, name: str) -> str:
    values = {"full_name": name, "position": "Công chức", "unit": store.unit.uid}
    return store.save(Draft("officer", values)).uids[0]


@contextmanager
def at_work(store: Store, uid: str):
    before = store.officer
    store.set_officer(uid)
    yield
    store.set_officer(before)


def member(store: Store, name: str = "Trần Thị Nở") -> str:
    values = {"full_name": name, "role": "core", "unit": store.unit.uid}
    kind = store.kinds["network_member"].field("role")
    return store.save(Draft("network_member", {**values, "role": kind.choices[0].code})).uids[0]


@dataclass(frozen=True)
class Office(Commune):
    """A commune whose officers were told apart."""

    head: str
    clerk: str
    reader: str


@pytest.fixture
def office(commune):
    """An office of three: the head approves, one enters and may open nothing guarded, one reads."""
    store = commune.store
    names = ("Bà Trưởng", "Anh Nhập", "Ông Xem")
    made = Office(store, commune.village, *(officer(store, name) for name in names))
    store.set_officer(made.head)
    store.say_rights(made.head, Role.APPROVE, frozenset(Guarded))
    store.say_rights(made.clerk, Role.ENTER)
    store.say_rights(made.reader, Role.READ, [Guarded.NETWORK])
    return made


def test_as_long_as_nothing_was_said_one_officer_may_do_all(commune):
    store = commune.store
    store.set_officer(officer(store, "Anh Một"))
    uid = member(store)
    assert store.get(uid).text("full_name") == "Trần Thị Nở"
    assert not store.officers.said
    assert store.check().ok


def test_who_only_reads_is_refused_with_name_and_kind(office):
    with at_work(office.store, office.reader), pytest.raises(InvalidRecord, match=r"Ông Xem.*chỉ được xem.*Kiến nghị"):
        office.petition()
    assert office.petition()
    assert office.store.check().ok


def test_who_is_not_named_only_reads_and_so_does_nobody(office):
    for uid in (officer(office.store, "Chị Mới"), ""):
        with at_work(office.store, uid), pytest.raises(InvalidRecord, match="chỉ được xem"):
            office.petition()


def test_guarded_kinds_are_closed_to_whom_they_were_not_opened(office):
    store, uid = office.store, member(office.store)
    with at_work(store, office.clerk):
        assert store.get(uid).secret
        assert "Trần" not in store.title(uid)
        assert "Trần" not in str(store.list("network_member"))
        assert not store.search("Trần Thị Nở")
        assert all("Trần" not in str(entry.value) for entry in store.history(uid))
        assert store.uids("network_member", filters={"full_name": "Trần Thị Nở"}) == []
        with pytest.raises(NotAllowed, match=r"Anh Nhập.*không được mở.*Lực lượng dân vận"):
            store.reveal(uid, Purpose.READ)
        with pytest.raises(InvalidRecord, match=r"không được mở.*Lực lượng dân vận"):
            member(store, "Lê Văn Mới")
        office.petition()
    with at_work(store, office.reader):
        assert store.get(uid).text("full_name") == "Trần Thị Nở"
        assert store.search("Trần Thị Nở")
    assert store.check().ok


def test_words_that_were_indexed_while_a_closed_officer_worked_are_found_by_others(office):
    store = office.store
    with at_work(store, office.clerk):
        office.petition()
    uid = member(store)
    with at_work(store, office.clerk):
        assert not store.search("Trần Thị Nở")
    assert [hit.uid for hit in store.search("Trần Thị Nở")] == [uid]
    assert store.check().ok


def test_only_who_approves_says_what_officers_may(office):
    with at_work(office.store, office.clerk), pytest.raises(InvalidRecord, match="được duyệt"):
        office.store.say_rights(office.clerk, Role.APPROVE)
    with pytest.raises(NotAllowed, match="ít nhất một"):
        office.store.say_rights(office.head, Role.ENTER)
    office.store.say_rights(office.reader, Role.ENTER)
    with at_work(office.store, office.reader):
        assert office.petition()


def test_the_first_word_is_about_one_who_approves(commune):
    uid = officer(commune.store, "Anh Một")
    with pytest.raises(NotAllowed, match="ít nhất một"):
        commune.store.say_rights(uid, Role.READ)


def test_who_only_enters_does_not_sign(office):
    uid = office.meeting()
    with at_work(office.store, office.clerk):
        office.store.save(Draft("meeting", {"place": "Đình làng"}, uid))
        with pytest.raises(InvalidRecord, match=r"Anh Nhập.*không được duyệt, khóa “Cuộc họp") as caught:
            office.store.save(Draft("meeting", {"state": "signed"}, uid))
    assert "state" in {problem.field for problem in caught.value.problems}
    office.store.save(Draft("meeting", {"state": "signed"}, uid))
    assert office.store.get(uid).text("state") == "signed"


def test_an_erasure_is_refused_to_who_only_reads(office):
    uid = office.petition()
    with at_work(office.store, office.reader), pytest.raises(StoreError, match="chỉ được xem"):
        office.store.redact(uid, ["content"], "Theo yêu cầu")


def test_a_denunciation_is_opened_by_whom_it_was_opened_to_alone(office):
    store = office.store
    values = {"title": "Đơn tố cáo", "nature": "denunciation", "received_on": "2026-08-13", "unit": store.unit.uid}
    uid = store.save(Draft("case", {**values, "content": "Mương bị tắc"})).uids[0]
    store.say_rights(office.clerk, Role.ENTER, [Guarded.CASES])
    assert store.get(uid).secret
    with at_work(store, office.clerk), pytest.raises(NotAllowed, match=r"không được mở.*Tố cáo"):
        store.reveal(uid, Purpose.READ)
    assert not store.list("disclosure")
    assert store.reveal(uid, Purpose.READ).text("content") == "Mương bị tắc"


@pytest.fixture
def second(office, tmp_path, carry):
    """A second laptop of the same office."""
    with Store.create(tmp_path / "second.db", unit_name="Xã Đông Sơn", unit_code="DS2") as store:
        grant(office.store, store.device_key)
        carry(office.store, store)
        store.settings.set(UNIT, office.store.unit.uid)
        carry(store, office.store)
        yield store


def test_what_somebody_without_the_right_wrote_elsewhere_arrives_and_is_held(office, second, carry):
    with at_work(second, office.reader), unguarded():
        values = {"number": "009/2026", "received_on": "2026-08-13", "unit": office.store.unit.uid, "content": "Lén"}
        (uid,) = second.save(Draft("petition", values)).uids
    carry(second, office.store)
    assert office.store.get(uid) is None
    assert not office.store.list("petition")
    (held,) = office.store.undecided()
    assert held.values["content"] == "Lén"
    assert "Ông Xem" in str(held_in_words(office.store, held).reason)
    assert office.store.check().ok
    assert second.check().ok
    office.store.adopt(str(held.id))
    assert office.store.get(uid).text("content") == "Lén"
    carry(office.store, second)
    assert office.store.digest() == second.digest()


def test_a_word_counts_for_what_is_written_after_it_and_not_before(office, second, carry):
    with at_work(second, office.clerk):
        values = {"number": "009/2026", "received_on": "2026-08-13", "unit": office.store.unit.uid, "content": "Trước"}
        (uid,) = second.save(Draft("petition", values)).uids
    carry(second, office.store)
    office.store.say_rights(office.clerk, Role.READ)
    assert office.store.get(uid).text("content") == "Trước"
    carry(office.store, second)
    with at_work(second, office.clerk), pytest.raises(InvalidRecord, match="chỉ được xem"):
        second.save(Draft("petition", {"content": "Sau"}, uid))
    assert second.digest() == office.store.digest()


def test_a_word_of_who_does_not_approve_is_held(office, second, carry):
    with at_work(second, office.clerk), unguarded():
        second.say_rights(office.clerk, Role.APPROVE, frozenset(Guarded))
    carry(second, office.store)
    assert office.store.officers.allowed_to(office.clerk).role is Role.ENTER
    assert [one.kind for one in office.store.undecided()] == ["officer_right"]
    assert office.store.check().ok


def test_of_two_who_put_each_other_out_one_goes_on(office, second, carry):
    other = officer(office.store, "Ông Phó")
    office.store.say_rights(other, Role.APPROVE)
    carry(office.store, second)
    with at_work(second, other):
        second.say_rights(office.head, Role.READ)
    office.store.say_rights(other, Role.READ)
    carry(second, office.store)
    carry(office.store, second)
    roles = [store.officers.allowed_to(uid).role for store in (office.store, second) for uid in (office.head, other)]
    assert roles[:2] == roles[2:]
    assert Role.APPROVE in roles
    assert office.store.digest() == second.digest()
    assert office.store.check().ok


ACTS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.integers(0, 3),
        st.one_of(
            st.tuples(st.just("write"), st.sampled_from(["petition", "network_member"])),
            st.tuples(
                st.just("say"), st.integers(0, 2), st.sampled_from(list(Role)), st.sets(st.sampled_from(Guarded))
            ),
            st.tuples(st.just("carry")),
        ),
    ),
    max_size=9,
)


@given(acts=ACTS, order=st.permutations(range(2)), cut=st.integers(0, 40))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_all_stores_agree_whatever_was_said_and_written_in_whatever_order_it_comes(
    tmp_path_factory, carry, acts, order, cut
):
    folder = tmp_path_factory.mktemp("officers")
    names = ("one", "two", "three")
    one, two, three = (Store.create(folder / f"{n}.db", unit_name="Xã", unit_code=n) for n in names)
    with one, two, three:
        people = [officer(one, name) for name in ("A", "B", "C")]
        grant(one, two.device_key)
        carry(one, two)
        numbers = itertools.count(1)
        with unguarded():
            for place, who, act in acts:
                store = (one, two)[place]
                store.set_officer([*people, ""][who])
                _act(store, (two, one)[place], act, people, one.unit.uid, numbers, carry)
        sources = [(one, two)[place] for place in order]
        for source in sources:
            carry(source, three)
        carry(one, two)
        carry(two, one)
        digests = {store.digest() for store in (one, two)}
        assert len(digests) == 1
        held = [{str(e.id) for e in store.held.undecided("")} for store in (one, two, three)]
        assert held[0] == held[1] == held[2]
        for store in (one, two, three):
            report = store.check()
            assert report.ok, report


def _act(store, other, act, people, unit, numbers, carry):
    if act[0] == "carry":
        carry(other, store)
    elif act[0] == "say":
        marks = {
            "unit": unit,
            "officer": people[act[1]],
            "role": act[2].value,
            "opens": " ".join(sorted(act[3])) or None,
        }
        from danvan_desktop.domain.kinds.rights import write_marks

        store.save(Draft("officer_right", {**marks, "after": write_marks(store.log.vector())}))
    else:
        number = next(numbers)
        values = {
            "petition": {"number": f"{number:03d}/2026", "received_on": "2026-08-13", "unit": unit, "content": "X"},
            "network_member": {
                "full_name": f"Người {number}",
                "role": store.kinds["network_member"].field("role").choices[0].code,
                "unit": unit,
            },
        }[act[1]]
        store.save(Draft(act[1], values))


def test_who_may_not_write_records_neither_joins_nor_parts_nor_erases_them(office):
    store = office.store
    one, other, third, fourth = (office.petition(number=f"00{n}/2026") for n in range(1, 5))
    first, second = member(store), member(store)
    for who, uid, like in ((office.reader, one, other), (office.clerk, first, second)):
        with at_work(store, who):
            before = store.log.vector()
            for deed in (
                lambda uid=uid, like=like: store.join(uid, like),
                lambda uid=uid, like=like: store.save(Draft("same_as", {"record": uid, "into": like})),
                lambda uid=uid: store.redact(uid, ["content" if uid == one else "full_name"], "Theo yêu cầu"),
            ):
                with pytest.raises((InvalidRecord, NotAllowed), match=r"chỉ được xem|không được mở"):
                    deed()
            assert store.log.vector() == before
    joined = store.join(one, other)
    with at_work(store, office.reader):
        for deed in (lambda: store.part(one), lambda: store.undo(joined.save_id)):
            with pytest.raises((InvalidRecord, NotAllowed), match="chỉ được xem"):
                deed()
    store.part(one)
    with at_work(store, office.clerk):
        store.join(third, fourth)
    assert store.redact(first, ["full_name"], "Theo yêu cầu")
    assert store.check().ok


def test_who_may_not_open_what_is_secret_does_not_lift_it_by_writing_the_note_himself(office):
    store = office.store
    with complaints_as_petitions():
        uid = office.petition(nature="denunciation")
        store.save(Draft("petition", {"nature": "complaint"}, uid))
    note = {"record": uid, "noted_at": "2026-08-13T08:00", "purpose": "lifted", "reason": "x"}
    for who in (office.reader, office.clerk):
        with at_work(store, who), pytest.raises(InvalidRecord, match="không được mở"):
            store.save(Draft("disclosure", note))
    assert store.get(uid).secret
    store.lift(uid, "Chọn nhầm")
    assert store.check().ok


def test_who_only_reads_says_nothing_of_units_and_laptops(office, second):
    store = office.store
    unit, device = store.unit.uid, second.device_key
    values = {"kind": "village", "code": "DS-09", "parent": unit}
    village = store.save(Draft("unit", {"name": "Thôn Tây", **values})).uids[0]
    before = store.log.vector()
    deeds = (
        lambda: store.save(Draft("unit", {"name": "Xã Khác"}, unit)),
        lambda: store.save(Draft("unit", {"name": "Thôn Mới", **values, "code": "DS-10"})),
        lambda: store.delete(village),
        lambda: store.undo_last(village),
        lambda: store.join(village, office.village),
        lambda: store.redact(village, ["name"], "Theo yêu cầu"),
        lambda: grant(store, device),
        lambda: withdraw(store, device),
    )
    for who in (office.reader, ""):
        with at_work(store, who):
            for deed in deeds:
                with pytest.raises((InvalidRecord, NotAllowed), match="chỉ được xem"):
                    deed()
    assert store.log.vector() == before
    with at_work(store, office.clerk):
        store.save(Draft("unit", {"name": "Thôn Tây Hạ"}, village))
    assert store.get(village).text("name") == "Thôn Tây Hạ"


def test_a_name_that_a_reader_gave_a_unit_elsewhere_is_held_and_what_rights_follow_from_counts(office, second, carry):
    store = office.store
    unit, name = store.unit.uid, store.unit.text("name")
    with at_work(second, office.reader), unguarded():
        second.save(Draft("unit", {"name": "Xã Khác", "kind": "commune"}, unit))
    carry(second, store)
    assert store.get(unit).text("name") == name
    assert [one.values.get("name") for one in store.undecided()] == ["Xã Khác"]
    assert store.check().ok
    assert second.check().ok
    carry(store, second)
    assert second.digest() == store.digest()
    assert second.get(unit).text("name") == name


def test_what_follows_from_others_words_is_written_whoever_works_and_nothing_else(office, second):
    store = office.store
    with at_work(store, ""):
        with store.following():
            grant(store, second.device_key, office.village)
        with pytest.raises(InvalidRecord, match="chọn tên mình"):
            grant(store, second.device_key)
    assert second.device_key in store.authority.holders_now(office.village)
    assert all(one.text("name") for one in second.list("unit")), "a laptop founds its unit before it has officers"


def test_the_register_tells_what_somebody_wrote_without_the_right_also_where_it_counts(office, second, carry):
    """A changed program writes a grant in a reader's name: rights of devices follow from it, and it is told."""
    store, device = office.store, "ab" * 32
    carry(store, second)
    with at_work(second, office.head):
        grant(second, "cd" * 32, office.village)
    with at_work(second, ""), second.following():
        grant(second, second.device_key, office.village)
    before = second.changes.lines(ChangeFilter(past_rights=True), 100)
    with at_work(second, office.reader), unguarded():
        grant(second, device, office.village)
        member(second)
    carry(second, store)
    assert device in store.authority.holders_now(office.village)
    told = [store.changes.lines(ChangeFilter(past_rights=True), 100), second.changes.lines(ChangeFilter(), 100)]
    for lines in told:
        past = [line for line in lines if line.past_rights]
        assert [(line.kind, line.officer_name) for line in past if line not in before] == [
            ("network_member", "Ông Xem – Công chức"),
            ("grant", "Ông Xem – Công chức"),
        ]
    assert not before


def test_what_was_done_before_a_right_was_taken_is_told_as_right(office, second, carry):
    store = office.store
    with at_work(store, office.clerk):
        values = {"name": "Thôn Tây", "kind": "village", "code": "DS-09", "parent": store.unit.uid}
        uid = store.save(Draft("unit", values)).uids[0]
    store.say_rights(office.clerk, Role.READ)
    assert not store.changes.lines(ChangeFilter(record=uid, past_rights=True), 10)
    assert len(store.changes.lines(ChangeFilter(record=uid), 10)) == 1
