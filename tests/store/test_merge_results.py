"""What a merge tells of itself is what it did, and what does not fit is refused whole."""

import pytest

from danvan_desktop.domain.entry import EntryId, Seen, seal
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import MergeError, Store
from tests.copies import replace
from tests.store.conftest import Commune

pytestmark = pytest.mark.usefixtures("one_office")


def entries_of(store: Store, vector=None):
    return list(store.log.entries_after(vector or {})), store.signed_logs()


@pytest.fixture
def known(commune: Commune, province: Store, carry) -> str:
    """A petition with an address, a telephone number, a size and a request, that the province knows."""
    uid = commune.petition(
        citizen_name="Lê Thị An", citizen_phone="0912345678", group_size=3, request="Nạo vét", assigned_to="Địa chính"
    )
    carry(commune.store, province)
    return uid


def later(commune: Commune, province: Store, **values: object):
    """Save and carry only what is new; return the result."""
    vector = province.log.vector()
    (uid,) = values.pop("of")
    commune.store.save(Draft("petition", values, uid))
    return province.merge(*entries_of(commune.store, vector))


def test_the_kinds_and_the_records_that_were_touched_are_named(commune, province, known):
    result = later(commune, province, of=[known], content="Mương sạt")
    assert (result.uids, result.kinds) == ((known,), frozenset({"petition"}))
    assert (result.added, result.new_records, result.changed_records) == (1, 0, 1)
    nothing = province.merge(*entries_of(commune.store))
    assert (nothing.added, nothing.uids, nothing.kinds) == (0, (), frozenset())
    assert nothing.known > 0


@pytest.mark.parametrize(
    ("emptied", "counted"),
    [
        (["citizen_name"], 0),
        (["citizen_name", "citizen_phone"], 0),
        (["citizen_name", "citizen_phone", "request"], 1),
        (["citizen_address", "reply", "reply_number"], 0),
    ],
)
def test_a_record_that_loses_several_fields_is_counted_as_emptied(commune, province, known, emptied, counted):
    result = later(commune, province, of=[known], content="Mương sạt", **dict.fromkeys(emptied))
    assert result.emptied_records == counted


def test_a_required_field_that_is_emptied_counts_by_itself_and_blanks_are_empty(commune, province, known):
    for value in ("null", '""', '"  "'):
        head = next(
            h for h in commune.store.signed_logs() if h.replica == commune.store.replica and h.stream == "upward"
        )
        emptied = written_after(
            head, known, commune.village, "content", value, seen=heads(commune.store, known, "content")
        )
        found = province.dry_merge([emptied], [replace(head, seq=head.seq + 1, hash=emptied.hash)])
        assert found.emptied_records == 1


def heads(store: Store, uid: str, field: str) -> tuple[Seen, ...]:
    return tuple(
        Seen.of(entry.id, entry.hash)
        for entry in store.log.entries_after({})
        if entry.uid == uid and field in entry.fields
    )


def written_after(head, uid: str, place: str, field: str, value: str, seen=()):
    return seal(
        EntryId(head.replica, head.stream, head.seq + 1),
        timestamp="1900000000000-0000",
        kind="petition",
        uid=uid,
        place=place,
        values={field: value},
        salt="00" * 16,
        seen=seen,
        officer="",
        previous=head.hash,
    )


def test_a_record_that_is_deleted_or_new_is_not_counted_as_emptied(commune, province, known):
    vector = province.log.vector()
    commune.store.delete(known)
    commune.petition("002/2026")
    result = province.merge(*entries_of(commune.store, vector))
    assert (result.deleted_records, result.new_records, result.emptied_records) == (1, 1, 0)


def test_conflicts_that_a_merge_makes_are_counted_and_those_before_it_are_not(commune, province, carry, known):
    for number, (here, there) in enumerate((("Một", "Hai"), ("Ba", "Bốn"))):
        field = ("content", "request")[number]
        commune.store.save(Draft("petition", {field: here}, known))
        province.save(Draft("petition", {field: there}, known))
        result = province.merge(*entries_of(commune.store))
        assert result.conflicts == 1
        assert province.conflict_count() == number + 1
        assert province.merge(*entries_of(commune.store)).conflicts == 0


def test_settling_a_conflict_elsewhere_takes_it_away(commune, province, carry, known):
    commune.store.save(Draft("petition", {"content": "Một"}, known))
    province.save(Draft("petition", {"content": "Hai"}, known))
    carry(commune.store, province)
    carry(province, commune.store)
    commune.store.resolve(known, "content", value="Ba")
    assert province.merge(*entries_of(commune.store)).conflicts == -1
    assert province.get(known).text("content") == "Ba"


def test_a_review_sees_what_was_touched_and_its_refusal_leaves_all_as_it_was(commune, province, known):
    vector, digest = province.log.vector(), province.digest()
    commune.store.save(Draft("petition", {"content": "Mương sạt"}, known))
    seen = []

    class Refused(Exception):
        pass

    def review(touches, result):
        seen.append(([(touch.uid, touch.content, touch.is_new) for touch in touches()], result.changed_records))
        raise Refused

    with pytest.raises(Refused):
        province.merge(*entries_of(commune.store, vector), review=review)
    assert seen == [([(known, ("content",), False)], 1)]
    assert (province.log.vector(), province.digest()) == (vector, digest)


def test_an_attachment_that_is_not_what_it_says_is_refused_with_all_the_rest(commune, province):
    uid = commune.petition()
    digest = province.digest()
    with pytest.raises(MergeError, match="Tệp đính kèm bên trong bị hỏng hoặc bị sửa"):
        province.merge(*entries_of(commune.store), blobs=[("ab" * 32, b"picture")])
    assert province.digest() == digest
    assert province.get(uid) is None


def test_a_signature_over_another_tip_is_refused(commune, province):
    commune.petition()
    entries, logs = entries_of(commune.store)
    lying = [replace(head, hash="ab" * 32) for head in logs]
    with pytest.raises(MergeError, match="Chữ ký của chuỗi thay đổi không khớp nội dung"):
        province.merge(entries, lying)
    assert province.count("petition") == 0


def test_signatures_are_kept_where_they_cover_the_tip_and_only_there(commune, province):
    commune.petition()
    entries, logs = entries_of(commune.store)
    some = [entry for entry in entries if entry.id.seq < max(head.seq for head in logs)]
    province.merge(some, logs)
    kept = {(head.replica, head.stream): head for head in province.log.logs()}
    for head in logs:
        mine = kept.get((head.replica, head.stream))
        if mine is not None:
            assert mine.device == head.device
            assert (mine.signature is not None) == (mine.seq == head.seq)
    province.merge(entries, logs)
    kept = {(head.replica, head.stream): head for head in province.log.logs()}
    assert all(kept[head.replica, head.stream] == head for head in logs)


def test_a_log_that_forked_is_kept_aside_from_the_fork_on_and_nothing_of_it_is_lost(commune, province, known):
    head = next(h for h in commune.store.signed_logs() if h.replica == commune.store.replica and h.stream == "upward")
    one, other = (written_after(head, known, commune.village, "content", value) for value in ('"Một"', '"Hai"'))
    after_other = written_after(
        replace(head, seq=head.seq + 1, hash=other.hash), known, commune.village, "request", '"Ba"'
    )
    tip = replace(head, seq=head.seq + 1, hash=one.hash)
    assert province.merge([one], [tip]).added == 1
    content = province.get(known).text("content")
    forked = province.merge([other, after_other], [replace(tip, seq=head.seq + 2, hash=after_other.hash)])
    assert (forked.added, forked.quarantined, forked.parked) == (0, 2, 0)
    assert province.get(known).text("content") == content
    assert province.get(known).text("request") == "Nạo vét"
    assert province.check().ok


def test_entries_that_wait_are_counted_once_and_taken_in_when_the_gap_is_filled(commune, province):
    first = entries_of(commune.store)
    vector = commune.store.log.vector()
    uid = commune.petition()
    second = entries_of(commune.store, vector)
    assert province.merge(*second).parked == len(second[0])
    again = province.merge(*second)
    assert (again.added, again.known, again.parked) == (0, 0, len(second[0]))
    result = province.merge(*first)
    assert (result.added, result.parked, result.quarantined) == (len(first[0]) + len(second[0]), 0, 0)
    assert province.get(uid).text("content") == "Mương bị tắc"
    assert province.merge(*second).known == len(second[0])
