"""A disk that was put back whole takes the home along: numbers are used twice until another laptop proves it."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Sequence
from itertools import permutations
from pathlib import Path

import pytest

from danvan_desktop.domain.entry import Entry, LogKey
from danvan_desktop.domain.kinds.rights import write_marks
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import LogHead, Store
from tests.rights import grant, withdraw
from tests.store.conftest import carry


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "other.db", unit_name="Tỉnh Bắc Ninh", unit_code="BN", level="province") as store:
        yield store


@pytest.fixture
def judge(tmp_path: Path) -> Iterator[Store]:
    """Another laptop of the office, which was given its right before the disk was copied."""
    with Store.create(tmp_path / "judge.db", unit_name="Xã Đông Sơn", unit_code="DS") as store:
        yield store


@pytest.fixture
def put_back(tmp_path: Path, state: Path, other: Store, judge: Store) -> Iterator[Store]:
    """A store whose disk was put back after another laptop got what it wrote, and that wrote other things since."""
    path, image = tmp_path / "commune.db", tmp_path / "image"
    with Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS", state=state) as store:
        uid = petition(store, "001", "Trước khi sao đĩa")
        grant(store, judge.device_key)
    image.mkdir()
    shutil.copyfile(path, image / path.name)
    shutil.copytree(state, image / "state")
    with Store.open(path, state=state) as store:
        petition(store, "002", "Chỉ máy kia còn giữ")
        store.save(Draft("petition", {"request": "Xin nạo vét"}, uid))
        store.delete(petition(store, "004", "Đã xóa trước khi đĩa hỏng"))
        carry(store, other)
    shutil.rmtree(state)
    shutil.copytree(image / "state", state)
    shutil.copyfile(image / path.name, path)
    with Store.open(path, state=state) as store:
        assert store.notices == ()
        petition(store, "003", "Ghi sau khi đĩa được chép lại")
        store.save(Draft("petition", {"content": "Sửa sau khi đĩa được chép lại", "citizen_name": "Trần Thị B"}, uid))
        yield store


def petition(store: Store, number: str, content: str) -> str:
    made = {"number": f"{number}/2026", "received_on": "2026-08-13", "unit": store.unit.uid, "content": content}
    return store.save(Draft("petition", made | {"citizen_name": "Nguyễn Văn An"})).uids[0]


def contents(store: Store) -> set[str]:
    return {record.text("content") for record in store.list("petition")}


SINCE = {"Ghi sau khi đĩa được chép lại", "Sửa sau khi đĩa được chép lại"}
ALL = {"Chỉ máy kia còn giữ", *SINCE}


def test_what_was_written_under_used_numbers_is_written_again_and_nothing_is_lost(put_back, other):
    forked = put_back.replica
    before = [entry for entry in put_back.log.entries_after({}) if entry.id.replica == forked]
    result = put_back.merge(other.log.entries_after({}), other.signed_logs())
    assert result.rewritten > 0
    assert result.quarantined == 0
    assert put_back.replica != forked
    assert contents(put_back) == ALL
    (edited,) = (one for one in put_back.list("petition") if one.text("number") == "001/2026")
    assert (edited.text("request"), edited.text("citizen_name")) == ("Xin nạo vét", "Trần Thị B")
    assert put_back.check().problems == ()
    again = [entry for entry in put_back.log.entries_after({}) if entry.id.replica == put_back.replica]
    assert len(again) == result.rewritten
    assert {(one.uid, one.timestamp) for one in again} <= {(one.uid, one.timestamp) for one in before}
    answer = other.merge(put_back.log.entries_after({}), put_back.signed_logs())
    assert (answer.quarantined, answer.conflicts) == (0, 0)
    assert other.digest() == put_back.digest()
    assert other.check().problems == ()


def test_both_go_on_afterwards_without_a_word(put_back, other):
    carry(other, put_back)
    for number in ("005", "006"):
        petition(put_back, number, number)
        assert put_back.merge(other.log.entries_after({}), other.signed_logs()).rewritten == 0
        assert other.merge(put_back.log.entries_after({}), put_back.signed_logs()).quarantined == 0
        assert other.digest() == put_back.digest()


def test_whoever_got_the_numbers_of_since_first_gets_all_of_that_and_changes_nothing_back(put_back, other, tmp_path):
    with Store.create(tmp_path / "third.db", unit_name="Huyện", unit_code="H", level="district") as third:
        carry(third, put_back)
        carry(put_back, third)
        carry(other, third)
        carry(other, put_back)
        vector = put_back.log.vector()
        for _turn in range(2):
            carry(put_back, third)
            back = put_back.merge(third.log.entries_after({}), third.signed_logs())
            assert (back.rewritten, back.added) == (0, 0)
            assert put_back.log.vector() == vector
        assert contents(third) == ALL
        assert third.digest() == put_back.digest()
        petition(put_back, "005", "Về sau")
        carry(put_back, third)
        assert "Về sau" in contents(third)
        assert third.check().problems == ()


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_all_have_the_same_whichever_of_both_came_first(put_back, other, tmp_path, order):
    """Three files in any order: of before, of since, and of the laptop once it has written again."""
    with (
        Store.create(tmp_path / "third.db", unit_name="Huyện", unit_code="H", level="district") as third,
        Store.create(tmp_path / "last.db", unit_name="Huyện 2", unit_code="H2", level="district") as last,
    ):
        files = [file_of(other), file_of(put_back)]
        carry(other, put_back)
        files.append(file_of(put_back))
        for place in (*order, 1):
            third.merge(*files[place])
        carry(third, last)
        assert contents(third) == contents(last) == contents(put_back) == ALL
        ends = [
            {(h.seq, h.hash) for h in one.log.logs() if h.device == put_back.device_key} for one in (third, put_back)
        ]
        assert ends[0] == ends[1]
        assert third.check().ok
        assert third.merge(*files[1]).quarantined == 0


def test_what_stands_gives_way_to_nothing_before_it_is_written_again_and_counts(put_back, other, judge):
    """Nobody takes back what he wrote, and who was put out writes nothing anew under numbers that count."""
    judge.merge(*file_of(put_back))
    judge.merge(*file_of(other))
    assert judge.log.contradicted()
    assert contents(judge) >= SINCE
    stood = tips_of(judge)
    withdraw(judge, put_back.device_key, put_back.unit.uid)
    carry(other, put_back)
    judge.merge(*file_of(put_back))
    assert standing(judge, stood) == stood
    assert contents(judge) >= SINCE
    assert judge.check().ok


def test_what_gave_way_comes_back_when_what_was_written_in_its_place_counts_no_more(put_back, other, judge):
    """A thief signs another history under numbers that the withdrawal accepts: it does not outlive his keys."""
    judge.merge(*file_of(put_back))
    stood, accepted = tips_of(judge), write_marks(judge.log.vector())
    carry(other, put_back)
    judge.merge(*file_of(put_back))
    assert standing(judge, stood) != stood
    assert contents(judge) == ALL
    end = {"unit": put_back.unit.uid, "of": put_back.device_key, "accepted": accepted, "reason": "Mất máy"}
    judge.save(Draft("withdrawal", end))
    for file in (file_of(other), file_of(put_back)):
        judge.merge(*file)
        assert standing(judge, stood) == stood
        assert contents(judge) >= SINCE
    assert judge.check().ok


def tips_of(store: Store) -> dict[tuple[LogKey, int], str]:
    return {(head.key, head.seq): head.hash for head in store.log.logs()}


def standing(store: Store, tips: Collection[tuple[LogKey, int]]) -> dict[tuple[LogKey, int], str]:
    return {(key, seq): store.log.hash_at(key, seq) for key, seq in tips}


def file_of(store: Store) -> tuple[list[Entry], Sequence[LogHead]]:
    return list(store.log.entries_after({})), store.signed_logs()


def test_what_both_say_differently_stands_before_a_person(put_back, other, tmp_path):
    uid = next(one.uid for one in put_back.list("petition") if one.text("number") == "001/2026")
    put_back.save(Draft("petition", {"request": "Xin làm kè"}, uid))
    carry(other, put_back)
    (conflict,) = put_back.conflicts()
    assert (conflict.field, {head.value for head in conflict.heads}) == ("request", {"Xin nạo vét", "Xin làm kè"})


def test_a_preview_tells_and_writes_nothing(put_back, other):
    digest, vector, replica = put_back.digest(), put_back.log.vector(), put_back.replica
    assert put_back.dry_merge(other.log.entries_after({}), other.signed_logs()).rewritten > 0
    assert (put_back.digest(), put_back.log.vector(), put_back.replica) == (digest, vector, replica)


def test_a_log_that_goes_on_from_other_entries_is_set_aside_and_the_rest_is_taken_in(put_back, other, tmp_path):
    """Of a fork only the later part comes, as an increment brings it, beside what others wrote."""
    with Store.create(tmp_path / "third.db", unit_name="Huyện", unit_code="H", level="district") as third:
        carry(put_back, third)
        news = petition(other, "009", "Của tỉnh")
        tips = third.log.vector()
        later = [one for one in other.log.entries_after({}) if one.id.seq > tips.get(one.id.log, 0)]
        result = third.merge(later, other.signed_logs())
        assert third.get(news) is not None
        assert result.quarantined > 0
        assert third.check().problems == ()
