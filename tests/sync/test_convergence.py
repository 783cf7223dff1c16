"""Three offices record, edit, delete and carry sticks about in any order: all end equal, and nothing is lost."""

import shutil
import tempfile
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, rule

from danvan_desktop.domain.entry import EntryId
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import ExportWish, export_bundle
from tests.examples import examples
from tests.rights import grant
from tests.sync.exchange import import_bundle

OFFICES = ("xa-dong-son", "xa-tay-son", "tinh-bac-ninh")

offices = st.sampled_from(range(len(OFFICES)))
texts = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=12).map(
    lambda text: f"Mương {text}"
)
edits = st.one_of(
    st.fixed_dictionaries({}, optional={"content": texts, "request": st.none() | texts, "citizen_name": texts}),
    st.fixed_dictionaries({"group_size": st.integers(1, 3), "complicated": st.booleans()}),
)


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """One store of each office, to be copied: founding one takes longer than all that is done with it.

    Each lets the others write for it, so that any of them may do anything to a record, and all know that.
    """
    folder = tmp_path_factory.mktemp("founded")
    stores = [Store.create(folder / f"{name}.db", unit_name=name, unit_code=name) for name in OFFICES]
    for here, there in permutations(stores, 2):
        grant(here, there.device_key)
    for number, (here, there) in enumerate((*permutations(stores, 2), *permutations(stores, 2))):
        import_bundle(there, export_bundle(here, folder / f"{number}.danvan", ExportWish(plain=True)).path)
    for store in stores:
        store.close()
    return [store.path for store in stores]


class Offices(RuleBasedStateMachine):
    """What the offices do; ``written`` holds all changes ever saved with their hashes."""

    founded: list[Path]

    records = Bundle("records")
    sticks = Bundle("sticks")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.stores = [Store.open(Path(shutil.copy(path, self.folder))) for path in self.founded]
        self.all_sticks: list[Path] = []
        self.written: dict[EntryId, str] = {}
        self.petitions = 0
        for store in self.stores:
            self.note(store)

    def note(self, store: Store) -> None:
        """Remember what a store wrote."""
        self.written |= {change.id: change.hash for change in store.log.entries_after({})}

    @initialize(order=st.permutations([0, 1, 2, 0, 1, 2]))
    def will_meet(self, order: list[int]) -> None:
        """Draw in which order the offices take in everything at the end."""
        self.order = order

    @rule(target=records, at=offices, content=texts)
    def record(self, at: int, content: str) -> str:
        store = self.stores[at]
        self.petitions += 1  # the offices are one, and give no number twice
        made = {
            "number": f"{self.petitions:03d}/2026",
            "received_on": "2026-08-13",
            "unit": store.unit.uid,
            "content": content,
        }
        (uid,) = store.save(Draft("petition", made)).uids
        self.note(store)
        return uid

    @rule(at=offices, uid=records, values=edits)
    def edit(self, at: int, uid: str, values: dict[str, object]) -> None:
        store = self.stores[at]
        if store.get(uid) is not None:
            store.save(Draft("petition", values, uid))
            self.note(store)

    @rule(at=offices, uid=records)
    def delete_or_restore(self, at: int, uid: str) -> None:
        store = self.stores[at]
        record = store.get(uid, include_deleted=True)
        if record is not None:
            (store.restore if record.deleted else store.delete)(uid)
            self.note(store)

    @rule(at=offices, uid=records, content=st.binary(max_size=40))
    def attach(self, at: int, uid: str, content: bytes) -> None:
        store = self.stores[at]
        if store.get(uid) is not None:
            store.attach_data(uid, "anh.jpg", content)
            self.note(store)

    @rule(at=offices)
    def settle(self, at: int) -> None:
        """Decide the first conflict by a third text."""
        store = self.stores[at]
        for conflict in store.conflicts()[:1]:
            if conflict.field == "content":
                store.save(Draft("petition", {"content": "Đã đối chiếu"}, conflict.uid))
                self.note(store)

    @rule(target=sticks, at=offices)
    def export_all(self, at: int) -> Path:
        return self.write(self.stores[at])

    @rule(target=sticks, source=offices, target_office=offices)
    def export_what_another_lacks(self, source: int, target_office: int) -> Path:
        return self.write(self.stores[source], since=self.stores[target_office].log.vector())

    @rule(target=sticks, at=offices, quarters=st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 4)))
    def export_later_part(self, at: int, quarters: tuple[int, ...]) -> Path:
        """Write what is beyond some quarters of each office's logs: the changes before may be missing elsewhere."""
        quarter = {store.device_key: quarters[number] for number, store in enumerate(self.stores)}
        logs = self.stores[at].log.logs()
        return self.write(
            self.stores[at], since={(log.replica, log.stream): log.seq * quarter[log.device] // 4 for log in logs}
        )

    @rule(at=offices, stick=sticks)
    def take_in(self, at: int, stick: Path) -> None:
        import_bundle(self.stores[at], stick)
        self.note(self.stores[at])

    def write(self, store: Store, **options: object) -> Path:
        out = self.folder / f"{len(self.all_sticks)}.danvan"
        export_bundle(store, out, ExportWish(**options))
        self.note(store)
        self.all_sticks.append(out)
        return out

    def teardown(self) -> None:
        try:
            self.meet()
            self.compare()
            self.take_in_everything_again()
        finally:
            for store in self.stores:
                store.close()
            shutil.rmtree(self.folder)

    def meet(self) -> None:
        """Let every office take in what all others know."""
        brought = [self.write(store) for store in self.stores]
        for at in self.order:
            for stick in brought:
                import_bundle(self.stores[at], stick)

    def compare(self) -> None:
        first, *others = self.stores
        for store in self.stores:
            found = {change.id: change.hash for change in store.log.entries_after({})}
            assert found == self.written
            assert store.check().ok
        for other in others:
            assert other.digest() == first.digest()
            assert other.conflicts() == first.conflicts()

    def take_in_everything_again(self) -> None:
        digest = self.stores[0].digest()
        for stick in reversed(self.all_sticks):
            assert import_bundle(self.stores[0], stick).changed_nothing
        assert self.stores[0].digest() == digest


def test_any_history_and_any_order_of_sticks_ends_in_the_same_and_loses_nothing(founded):
    class FoundedOffices(Offices):
        pass

    FoundedOffices.founded = founded
    FoundedOffices.TestCase.settings = settings(max_examples=examples(40), stateful_step_count=25)
    FoundedOffices.TestCase("runTest").runTest()
