"""What once was a denunciation stays secret, whoever changes its nature and however, until somebody lifts that."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_desktop.domain.entry import EntryId, split_ids
from danvan_desktop.domain.kinds.disclosure import Purpose
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.secrecy import MASK
from danvan_desktop.store import Store, StoreError
from danvan_desktop.store.judging import Found
from tests.clocks import StandingClock
from tests.denunciations import FOLDED, fill_with_secrets, tells
from tests.rights import join
from tests.sync.exchange import enrol, send
from tests.uids import new_uid

pytestmark = pytest.mark.usefixtures("earlier_petitions")

REASON = "Chọn nhầm khi vào sổ"


def _laptop(path: Path) -> Store:
    return Store.create(path, unit_name="UBND xã Đông Sơn", unit_code="DS", level="commune", clock=StandingClock())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with _laptop(tmp_path / "first.db") as opened:
        yield opened


@pytest.fixture
def other(store: Store, tmp_path: Path) -> Iterator[Store]:
    with _laptop(tmp_path / "second.db") as opened:
        enrol(store, opened)
        join(store, opened)
        yield opened


@pytest.fixture
def secrets(store: Store) -> dict[str, str]:
    return fill_with_secrets(store)


def _hides_all(store: Store, secrets: dict[str, str]) -> bool:
    shown = [store.get(uid, include_deleted=True) for uid in secrets.values()]
    shown += [store.history(uid) for uid in secrets.values()]
    return store.secret_uids() >= set(secrets.values()) and not tells(shown) and not store.search(FOLDED)


def _set_nature(store: Store, uid: str) -> None:
    result = store.save(Draft("petition", {"nature": "petition"}, uid))
    (warning,) = (warning for warning in result.warnings if warning.field == "nature")
    assert "Thôi giữ bí mật" in str(warning.message)


def _undo(store: Store, uid: str) -> None:
    store.save(Draft("petition", {"nature": "petition"}, uid))
    store.save(Draft("petition", {"nature": "denunciation"}, uid))
    store.undo_last(uid)
    assert store.get(uid).text("nature") == "petition"


def _delete_and_restore(store: Store, uid: str) -> None:
    _set_nature(store, uid)
    store.delete(uid, knowing_referrers=True)
    assert not tells(store.bin())
    store.restore(uid)


def _resolve(store: Store, uid: str) -> None:
    store.resolve(uid, "nature", value="complaint")


@pytest.mark.parametrize("change", [_set_nature, _undo, _delete_and_restore, _resolve])
def test_no_change_of_nature_shows_it(
    store: Store, other: Store, secrets: dict[str, str], change: Callable[[Store, str], None]
) -> None:
    send(store, other)
    change(store, secrets["petition"])
    assert _hides_all(store, secrets)
    send(store, other)
    assert _hides_all(other, secrets)
    assert store.check(repair=True).ok
    assert _hides_all(store, secrets)


def test_a_change_of_another_laptop_shows_nothing_here(store: Store, other: Store, secrets: dict[str, str]) -> None:
    send(store, other)
    _set_nature(other, secrets["petition"])
    send(other, store)
    assert store.get(secrets["petition"]).text("nature") == "petition"
    assert _hides_all(store, secrets)


def test_a_petition_that_was_a_denunciation_for_one_save_stays_secret(store: Store, secrets: dict[str, str]) -> None:
    values = {"number": "099/2026", "received_on": "2026-08-12", "unit": store.unit.uid, "content": "Mương tắc"}
    uid = store.save(Draft("petition", values)).uids[0]
    store.save(Draft("petition", {"nature": "denunciation"}, uid))
    store.undo_last(uid)
    assert store.get(uid).text("content") == MASK


@pytest.mark.parametrize(("kind", "field"), [("opinion", "petition"), ("situation_entry", "petition")])
def test_what_is_taken_off_a_denunciation_stays_secret(
    store: Store, secrets: dict[str, str], kind: str, field: str
) -> None:
    store.save(Draft(kind, {field: None}, secrets[kind]))
    assert _hides_all(store, secrets)
    store.lift(secrets[kind], REASON)
    assert tells(store.get(secrets[kind]))
    assert not tells(store.get(secrets["petition"]))


def test_only_a_noted_reason_lifts_it_and_the_history_tells_who_and_why(store: Store, secrets: dict[str, str]) -> None:
    uid, unit = secrets["petition"], store.unit.uid
    officer = store.save(Draft("officer", {"full_name": "Lê Văn Cường", "position": "Chủ tịch", "unit": unit})).uids[0]
    store.set_officer(officer)
    with pytest.raises(InvalidRecord, match="đang là tố cáo"):
        store.lift(uid, REASON)
    with pytest.raises(InvalidRecord, match="thuộc một hồ sơ bí mật"):
        store.lift(secrets["opinion"], REASON)
    _set_nature(store, uid)
    with pytest.raises(InvalidRecord, match="lý do"):
        store.lift(uid, "  ")
    assert _hides_all(store, secrets)
    store.lift(uid, REASON)
    by_itself = {secrets[name] for name in ("reception_visit", "case", "step", "land_household")}
    assert {hit.uid for hit in store.search(FOLDED)} == set(secrets.values()) - by_itself
    told = {(entry.value, entry.officer_name[:12]) for entry in store.history(uid)[:2]}
    assert told == {(Purpose.LIFTED.value, "Lê Văn Cường"), (REASON, "Lê Văn Cường")}
    with pytest.raises(StoreError, match="không được giữ bí mật"):
        store.lift(uid, REASON)
    assert store.check(repair=True).ok
    assert tells(store.get(uid))


def test_a_lift_holds_only_until_the_nature_is_touched_again(store: Store, secrets: dict[str, str]) -> None:
    uid = secrets["petition"]
    _set_nature(store, uid)
    store.lift(uid, REASON)
    store.save(Draft("petition", {"assigned_to": "Công an xã"}, uid))
    assert tells(store.get(uid))
    store.save(Draft("petition", {"nature": "denunciation"}, uid))
    assert _hides_all(store, secrets)
    store.save(Draft("petition", {"nature": "petition"}, uid))
    assert _hides_all(store, secrets)


def test_a_lift_that_did_not_know_of_a_denunciation_ends_nothing(
    store: Store, other: Store, secrets: dict[str, str]
) -> None:
    uid = secrets["petition"]
    _set_nature(store, uid)
    send(store, other)
    other.save(Draft("petition", {"nature": "denunciation"}, uid))
    store.save(Draft("petition", {"nature": "complaint"}, uid))
    store.lift(uid, REASON)
    send(other, store)
    assert _hides_all(store, secrets)
    store.resolve(uid, "nature", value="petition")
    assert _hides_all(store, secrets)
    send(store, other)
    assert _hides_all(other, secrets)


@pytest.mark.parametrize("year", [1990, 2026, 2036])
def test_no_clock_lets_a_lift_end_what_its_author_did_not_know(
    store: Store, other: Store, secrets: dict[str, str], tmp_path: Path, year: int
) -> None:
    uid = secrets["petition"]
    _set_nature(store, uid)
    send(store, other)
    store.clock = StandingClock(dt.date(year, 8, 12))
    store._writer._clock = store.clock
    store.lift(uid, REASON)
    assert tells(store.get(uid))
    other.save(Draft("petition", {"nature": "denunciation"}, uid))
    other.save(Draft("petition", {"nature": "petition"}, uid))
    for here, there in ((store, other), (other, store)):
        send(here, there)
    for one in (store, other):
        assert _hides_all(one, secrets)
        assert one.check(repair=True).ok
        assert _hides_all(one, secrets)
    store.lift(uid, REASON)
    send(store, other)
    assert tells(store.get(uid))
    assert tells(other.get(uid))


def test_a_lift_of_an_earlier_release_ends_what_the_same_laptop_had_said(
    store: Store, other: Store, secrets: dict[str, str]
) -> None:
    uid = secrets["petition"]
    _set_nature(store, uid)
    send(store, other)
    note = {"record": uid, "noted_at": "2026-08-13T08:00", "purpose": "lifted", "reason": REASON}
    other.save(Draft("disclosure", note))
    assert _hides_all(other, secrets)
    store.save(Draft("disclosure", note))
    assert tells(store.get(uid))
    store.save(Draft("petition", {"nature": "denunciation"}, uid))
    store.save(Draft("petition", {"nature": "petition"}, uid))
    assert _hides_all(store, secrets)


def test_a_lift_goes_to_the_other_laptops_of_the_unit(store: Store, other: Store, secrets: dict[str, str]) -> None:
    _set_nature(store, secrets["petition"])
    send(store, other)
    store.lift(secrets["petition"], REASON)
    send(store, other)
    assert tells(other.get(secrets["petition"]))


@pytest.mark.parametrize("is_known", [True, False])
@pytest.mark.parametrize(("level", "code"), [("village", "DS-01"), ("province", "24")])
def test_no_other_unit_lifts_what_is_secret_here(
    store: Store, other: Store, tmp_path: Path, level: str, code: str, is_known: bool
) -> None:
    """A note that comes before the record, too: the second laptop takes it in before the first one's work."""
    values = {"number": "099/2026", "received_on": "2026-08-12", "unit": store.unit.uid, "content": "Zokin"}
    uid = store.save(Draft("petition", {**values, "nature": "denunciation"})).uids[0]
    store.save(Draft("petition", {"nature": "petition"}, uid))
    if is_known:
        send(store, other)
    clock = StandingClock()
    clock.pass_days(1)
    with Store.create(tmp_path / "x.db", unit_name="Nơi khác", unit_code=code, level=level, clock=clock) as elsewhere:
        enrol(other, elsewhere)
        note = {"record": uid, "noted_at": "2026-08-13T08:00", "purpose": "lifted", "reason": "mở"}
        note_uid = new_uid()
        elsewhere.write_found([Found("disclosure", note_uid, name, value) for name, value in note.items()])
        other.clock.pass_days(2)
        send(elsewhere, other, own_unit=True, plain=True)
    if not is_known:
        send(store, other)
    assert uid in other.secret_uids()
    assert not other.search("zokin")


def test_a_level_above_opens_what_it_was_sent_and_lifts_nothing_of_it(store: Store, tmp_path: Path) -> None:
    secret = fill_with_secrets(store)["petition"]
    with Store.create(tmp_path / "p.db", unit_name="Tỉnh", unit_code="24", level="province") as province:
        enrol(store, province)
        store.save(Draft("petition", {"nature": "petition"}, secret))
        send(store, province, with_secrets=True)
        assert tells(province.reveal(secret, Purpose.READ))
        with pytest.raises(InvalidRecord):
            province.lift(secret, REASON)
        assert secret in province.secret_uids()


NATURES = ("petition", "complaint", "denunciation")
DEEDS = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from([*NATURES, "lift", "undo", "link", "unlink", "send"])), max_size=9
)


@settings(max_examples=15, deadline=None)
@given(deeds=DEEDS)
def test_two_laptops_with_one_log_hide_the_same(tmp_path_factory: pytest.TempPathFactory, deeds) -> None:
    folder = tmp_path_factory.mktemp("laptops")
    with _laptop(folder / "one.db") as one, _laptop(folder / "two.db") as two:
        enrol(one, two)
        made = fill_with_secrets(one)
        petition, opinion = made["petition"], made["opinion"]
        one.save(Draft("petition", {"nature": "petition"}, petition))
        one.lift(petition, REASON)
        send(one, two)
        stores = (one, two)
        for place, deed in deeds:
            _do(stores[place], stores[1 - place], deed, petition, opinion)
        for source, target in ((one, two), (two, one)):
            send(source, target)
        assert one.secret_uids() == two.secret_uids()
        assert (petition in one.secret_uids()) == _must_be_secret(one, petition)
        before = one.secret_uids()
        one.check(repair=True)
        assert one.secret_uids() == before


def _do(store: Store, other: Store, deed: str, petition: str, opinion: str) -> None:
    try:
        if deed == "lift":
            store.lift(petition, REASON)
        elif deed == "undo":
            store.undo_last(petition)
        elif deed in ("link", "unlink"):
            store.save(Draft("opinion", {"petition": petition if deed == "link" else None}, opinion))
        elif deed == "send":
            send(store, other)
        else:
            store.save(Draft("petition", {"nature": deed}, petition))
    except (StoreError, InvalidRecord):
        pass  # a lift of what is not secret, an undo of what was changed since


def _must_be_secret(store: Store, uid: str) -> bool:
    """Judge from the log alone: a denunciation once, and no lift that knew of every word on its nature."""
    entries = list(store.log.entries_after({}))
    said = [entry for entry in entries if entry.uid == uid and "nature" in entry.fields]
    heads = [entry for entry in said if not any(other.knows(entry.id) for other in said)]
    if any(entry.values["nature"] == '"denunciation"' for entry in heads):
        return True
    notes = (entry.values for entry in entries if entry.kind == "disclosure")
    lifts = [split_ids(json.loads(note["knew"])) for note in notes if note.get("purpose") == '"lifted"']
    return not any(all(_is_among(entry.id, knew) for entry in said) for knew in lifts)


def _is_among(entry: EntryId, knew: tuple[EntryId, ...]) -> bool:
    return any(entry.log == newest.log and entry.seq <= newest.seq for newest in knew)
