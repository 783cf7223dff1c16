"""Whether an ending knew an edit goes by what its author had seen: a wrong clock, here or there, changes nothing."""

import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_desktop.domain.clock import Clock, format_timestamp
from danvan_desktop.domain.entry import Entry, EntryId, Seen, encode_value, seal
from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.replica import new_replica
from danvan_desktop.store import LogHead, Store
from tests.clocks import ShiftedClock
from tests.examples import examples
from tests.rights import grant, join, unguarded
from tests.store.conftest import carry

DEVICE = "ba" * 32
OLD = {
    "subject": "Bàn việc đóng góp làm đường",
    "starts_at": "2015-08-12T19:30",
    "place": "Nhà văn hóa thôn",
    "chair": "Nguyễn Văn An",
    "secretary": "Trần Thị Bình",
    "households_total": 120,
    "households_present": 95,
    "state": "held",
}
YEARS = (-10, -1, 0, 1, 10)


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three laptops of one office."""
    folder = tmp_path_factory.mktemp("founded")
    paths = [folder / f"{number}.db" for number in range(3)]
    for path in paths:
        Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS", level="commune").close()
    with ExitStack() as stack:
        first, *others = [stack.enter_context(Store.open(path)) for path in paths]
        for other in others:
            join(first, other)
    return paths


DEEDS = st.one_of(
    st.tuples(st.just("edit"), st.integers(0, 2), st.sampled_from(("place", "conclusion", "subject"))),
    st.tuples(st.just("say"), st.integers(0, 2), st.sampled_from(("content", "speaker_name"))),
    st.tuples(st.sampled_from(("delete", "sign")), st.integers(0, 2), st.just("")),
    st.tuples(st.just("carry"), st.integers(0, 2), st.sampled_from(("0", "1", "2"))),
)


def lived(folder: Path, founded: Sequence[Path], deeds: Sequence[tuple[str, int, str]], years: Sequence[int]) -> object:
    """Let three laptops do these deeds, their clocks set by ``years`` before each; returns what then stands there."""
    clocks = [ShiftedClock() for _path in founded]
    with ExitStack() as stack:
        stores = [
            stack.enter_context(Store.open(Path(shutil.copy(path, folder)), clock=clock))
            for path, clock in zip(founded, clocks, strict=True)
        ]
        meeting = stores[0].save(Draft("meeting", OLD | {"unit": stores[0].unit.uid})).uids[0]
        said = {"gathering": meeting, "content": "Làm trong quý III", "speaker_name": "Lê Văn Tư"}
        opinion = stores[0].save(Draft("opinion", said)).uids[0]
        for store in stores[1:]:
            carry(stores[0], store)
        refused = []
        for number, ((deed, at, what), year) in enumerate(zip(deeds, years, strict=False)):
            clocks[at].years = year
            try:
                do(stores, meeting, opinion, deed, at, what, number)
            except DanvanError:
                refused.append(number)
        for source in stores * 2:
            for target in stores:
                if source is not target:
                    carry(source, target)
        assert len({store.digest() for store in stores}) == 1
        told = [{(one.uid == meeting, one.field, one.reason) for one in store.conflicts()} for store in stores]
        assert told[0] == told[1] == told[2]
        for store in stores:
            assert store.check().ok
            assert store.conflict_count() == len(store.conflicts())
        return refused, told[0]


def do(stores: Sequence[Store], meeting: str, opinion: str, deed: str, at: int, what: str, number: int) -> None:
    store = stores[at]
    if deed == "edit":
        store.save(Draft("meeting", {what: f"Sửa {number}"}, meeting))
    elif deed == "say":
        store.save(Draft("opinion", {what: f"Nói {number}"}, opinion))
    elif deed == "delete":
        store.delete(meeting)
    elif deed == "sign":
        store.save(Draft("meeting", {"state": "signed"}, meeting))
    elif int(what) != at:
        carry(store, stores[int(what)])


@settings(max_examples=examples(25), deadline=None)
@given(
    deeds=st.lists(DEEDS, min_size=3, max_size=14),
    years=st.lists(st.sampled_from(YEARS), min_size=14, max_size=14),
)
def test_wrong_clocks_change_nothing_of_what_an_ending_knew(tmp_path_factory, founded, deeds, years):
    right = lived(tmp_path_factory.mktemp("right"), founded, deeds, [0] * len(deeds))
    assert lived(tmp_path_factory.mktemp("wrong"), founded, deeds, years) == right


@pytest.mark.parametrize("years", [-10, 10])
@pytest.mark.parametrize("deed", ["delete", "sign"])
def test_an_edit_by_a_clock_that_is_far_off_is_known_to_the_ending_that_had_it(tmp_path, founded, deed, years):
    deeds = [("edit", 1, "conclusion"), ("say", 1, "content"), ("carry", 1, "0"), (deed, 0, "")]
    assert lived(tmp_path, founded, deeds, [years, years, years, 0]) == ([], set())


@pytest.mark.parametrize("years", [-10, 10])
def test_an_edit_by_such_a_clock_that_the_ending_had_not_is_shown(tmp_path, founded, years):
    _refused, conflicts = lived(tmp_path, founded, [("edit", 1, "conclusion"), ("delete", 0, "")], [years, 0])
    assert [(field, reason.value) for _is_meeting, field, reason in conflicts] == [("deleted", "deleted_edited")]


def forged(uid: str, kind: str, values: dict[str, object], seen: Sequence[Seen] = ()) -> tuple[Entry, LogHead]:
    """Return the only entry of a device with a program of its own."""
    entry = seal(
        EntryId(new_replica(DEVICE), "upward", 1),
        timestamp=format_timestamp(Clock().milliseconds() + 1000, 0),
        kind=kind,
        uid=uid,
        place="",
        officer="",
        seen=seen,
        values={name: encode_value(value) for name, value in values.items()},
        salt="00" * 16,
        previous="",
    )
    return entry, LogHead(*entry.id, entry.hash, DEVICE, b"")


@pytest.mark.parametrize("told", ["abc", "a:b:c", 5, ["x"], "0123456789abcdef01234567:upward:1"])
def test_what_an_ending_of_an_unknown_kind_tells_can_be_anything(commune, told):
    entry, head = forged("x-1", "kind_of_a_later_version", {"deleted": True, "seen": told, "name": "Lạ"})
    commune.store.merge([entry], [head])
    assert commune.store.check().ok


def test_a_decision_upon_what_is_still_to_be_held_decides_nothing(commune, province, carry):
    """Who names a place that another log has yet to reach does not hide what will be held there."""
    store, uid = commune.store, commune.petition()
    grant(store, DEVICE, commune.village)
    far = Seen(province.replica, "upward", 10**6, "5eed" * 4)
    entry, head = forged(uid, "petition", {"seen": str(far)})
    store.merge([entry], [head])
    carry(store, province)
    with unguarded():
        province.save(Draft("petition", {"content": "Không có quyền"}, uid))
    carry(province, store)
    assert [one.uid for one in store.undecided()] == [uid]
