"""Five laptops of a province that trust each other, any order of sticks: equal where everything met, nothing lost.

Sticks get lost, come twice, late and cut short; acknowledgements move marks; a laptop is set back to a backup and goes
on, another is copied and both write, clocks are wrong by years.
"""

import shutil
import tempfile
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule

from danvan_desktop.domain.entry import EntryId
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store, restore_backup
from danvan_desktop.store.homes import HomeFile
from danvan_desktop.sync import ExportWish, LogCondition, SyncError, export_bundle, log_states
from tests.clocks import ShiftedClock
from tests.examples import examples
from tests.sync.exchange import acknowledge, enrol, import_bundle

PROVINCE, EAST, WEST, VILLAGE, HAMLET = range(5)
LEVELS = ("province", "commune", "commune", "village", "hamlet")
ABOVE = {EAST: PROVINCE, WEST: PROVINCE, VILLAGE: EAST, HAMLET: WEST}

places = st.sampled_from(range(5))
years = st.sampled_from([-10, -1, 0, 1, 10])
texts = st.sampled_from(["Mương tắc", "Đường hỏng", "Cầu yếu", "Chợ bẩn"])


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five stores that know each other and the tree of units."""
    folder = tmp_path_factory.mktemp("founded")
    stores = [
        Store.create(folder / f"{number}.db", unit_name=f"Đơn vị {number}", unit_code=f"D{number}", level=level)
        for number, level in enumerate(LEVELS)
    ]
    share_all(stores)
    for number, above in ABOVE.items():
        stores[number].save(Draft("unit", {"parent": stores[above].unit.uid}, stores[number].unit.uid))
    share_all(stores)
    enrol(*stores)
    for store in stores:
        store.close()
    return folder


def share_all(stores: list[Store]) -> None:
    for here, there in permutations(stores, 2):
        there.merge(here.log.entries_after({}), here.signed_logs())


class FiveStores(RuleBasedStateMachine):
    """What happens to the laptops; ``written`` holds every change that left one, with its hash."""

    founded: Path

    records = Bundle("records")
    sticks = Bundle("sticks")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.paths = [Path(shutil.copy(self.founded / f"{number}.db", self.folder)) for number in range(5)]
        self.clocks = [ShiftedClock() for _path in self.paths]
        self.stores = [Store.open(path, clock=clock) for path, clock in zip(self.paths, self.clocks, strict=True)]
        self.backups: dict[int, Path] = {}
        self.written: dict[EntryId, str] = {}
        self.carried = 0

    @rule(target=records, at=places, content=texts)
    def record(self, at: int, content: str) -> tuple[int, str]:
        store = self.stores[at]
        number = store.next_number("petition", "number", 2015)
        made = {"number": number, "received_on": "2015-08-13", "unit": store.unit.uid, "content": content}
        return at, store.save(Draft("petition", made | {"citizen_name": "Nguyễn Văn An"})).uids[0]

    @rule(of=records, content=texts)
    def edit(self, of: tuple[int, str], content: str) -> None:
        at, uid = of
        if self.stores[at].get(uid) is not None:
            self.stores[at].save(Draft("petition", {"content": content}, uid))

    @rule(of=records, content=texts)
    def answer_from_above(self, of: tuple[int, str], content: str) -> None:
        at, uid = of
        above = ABOVE.get(at, at)
        if self.stores[above].get(uid) is not None:
            self.stores[above].save(Draft("petition", {"reply": content}, uid))

    @rule(of=records)
    def delete(self, of: tuple[int, str]) -> None:
        at, uid = of
        if self.stores[at].get(uid) is not None:
            self.stores[at].delete(uid)

    @rule(target=sticks, at=places, since_ack=st.booleans(), limits=st.sampled_from(["", "personal", "kinds"]))
    def write(self, at: int, since_ack: bool, limits: str) -> Path:
        options = {"personal": {"without_personal": True}, "kinds": {"kinds": ("model",)}}.get(limits, {})
        self.carried += 1
        path = self.folder / f"{self.carried}.danvan"
        export_bundle(self.stores[at], path, ExportWish(since_ack=since_ack, plain=True, **options))
        self.note(self.stores[at])
        return path

    @rule(at=places, stick=sticks)
    def take_in(self, at: int, stick: Path) -> None:
        result = import_bundle(self.stores[at], stick)
        assert result.merge.quarantined == 0

    @rule(at=places, stick=sticks, part=st.integers(0, 99))
    def take_in_cut_short(self, at: int, stick: Path, part: int) -> None:
        data, digest = stick.read_bytes(), self.stores[at].digest()
        short = stick.with_suffix(".short.danvan")
        short.write_bytes(data[: len(data) * part // 100])
        with pytest.raises(SyncError):
            import_bundle(self.stores[at], short)
        assert self.stores[at].digest() == digest

    @rule(at=places, by=years)
    def set_clock(self, at: int, by: int) -> None:
        self.clocks[at].years = by

    @rule(target=sticks, of=records, content=texts)
    def copy_and_write_on_both(self, of: tuple[int, str], content: str) -> Path:
        """Copy a laptop byte for byte; what the copy writes goes on a stick, while the laptop goes on too."""
        at, uid = of
        self.carried += 1
        copied = self.folder / f"ban-sao-{self.carried}.db"
        self.stores[at].close()
        shutil.copyfile(self.paths[at], copied)
        self.stores[at] = Store.open(self.paths[at], clock=self.clocks[at])
        with Store.open(copied, clock=self.clocks[at]) as store:
            if store.get(uid) is not None:
                store.save(Draft("petition", {"content": content}, uid))
            export_bundle(store, copied.with_suffix(".danvan"), ExportWish(plain=True))
            self.note(store)
        return copied.with_suffix(".danvan")

    @rule(at=st.sampled_from(sorted(ABOVE)), since_ack=st.booleans())
    def send_down(self, at: int, since_ack: bool) -> None:
        """What goes to a level below carries that unit's records alone."""
        self.carried += 1
        path, above = self.folder / f"{self.carried}.danvan", self.stores[ABOVE[at]]
        export_bundle(above, path, ExportWish(to=(self.stores[at].device_key,), since_ack=since_ack))
        self.note(above)
        self.take_in(at, path)

    @rule(at=places, to=places)
    def tell(self, at: int, to: int) -> None:
        if at != to:
            acknowledge(self.stores[at], self.stores[to])

    @rule(at=places)
    def back_up(self, at: int) -> None:
        self.backups[at] = self.folder / f"{at}.backup"
        self.stores[at].backup(self.backups[at])

    @precondition(lambda self: self.backups)
    @rule(data=st.data())
    def set_back(self, data: st.DataObject) -> None:
        """What was not carried away since the backup is lost with the laptop; what was comes back from the others."""
        at = data.draw(st.sampled_from(sorted(self.backups)))
        replica = self.stores[at].replica
        wrote = any(written == replica for written, _stream in self.stores[at].log.vector())
        self.stores[at].close()
        restore_backup(self.backups[at], self.paths[at])
        self.stores[at] = Store.open(self.paths[at], clock=self.clocks[at])
        assert (self.stores[at].replica != replica) == wrote

    def note(self, store: Store) -> None:
        for change in store.log.entries_after({}):
            assert self.written.setdefault(change.id, change.hash) == change.hash

    @invariant()
    def nothing_held_back_looks_missing_without_cause(self) -> None:
        for store in self.stores:
            for state in log_states(store):
                assert (state.condition is LogCondition.MISSING) == (state.waiting_from > state.seq + 1)

    def teardown(self) -> None:
        for store in self.stores:
            self.note(store)
        there = {change.id for store in self.stores for change in store.log.entries_after({})}
        meet(self.stores, self.folder)
        assert len({store.digest() for store in self.stores}) == 1
        for store in self.stores:
            self.note(store)
            assert store.log.vector() == self.stores[PROVINCE].log.vector()
            assert there <= {entry.id for entry in store.log.entries_after({}) if not entry.gone}
            assert store.check().ok
        for store in self.stores:
            store.close()
        shutil.rmtree(self.folder)


def meet(stores: list[Store], folder: Path) -> None:
    """Let everybody hear everybody, twice around."""
    for turn in range(2):
        for number, source in enumerate(stores):
            path = folder / f"tat-ca-{turn}-{number}.danvan"
            export_bundle(source, path, ExportWish(plain=True))
            for target in stores:
                if target is not source:
                    import_bundle(target, path)


def test_five_stores_end_equal_and_lose_nothing(founded):
    machine = type("FoundedFiveStores", (FiveStores,), {"founded": founded})
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples(6), stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_same_change_with_another_hash_is_set_aside(founded, tmp_path):
    """A store copied byte for byte behind the program's back writes other changes under the same numbers."""
    first, second = (Path(shutil.copy(founded / "1.db", tmp_path / name)) for name in ("mot.db", "hai.db"))
    above = Path(shutil.copy(founded / "0.db", tmp_path))
    with Store.open(first) as one:
        forged, state = one.replica, tmp_path / "state"
    home = HomeFile(state, second)
    assert home.can_be_written()
    home.reserve(forged, {})
    with Store.open(first) as one, Store.open(second, state=state) as two, Store.open(above) as up:
        for store, text in ((one, "Của máy một"), (two, "Của máy hai")):
            made = {"number": text, "received_on": "2026-08-13", "unit": store.unit.uid, "content": text}
            store.save(Draft("petition", made))
        for number, store in enumerate((one, two)):
            export_bundle(store, tmp_path / f"{number}.danvan", ExportWish(plain=True))
        import_bundle(up, tmp_path / "0.danvan")
        digest = up.digest()
        assert import_bundle(up, tmp_path / "1.danvan").merge.quarantined
        assert up.digest() == digest
        assert [record.text("content") for record in up.list("petition")] == ["Của máy một"]
