"""Two laptops of an office that do what a seed says, again and again to the last bit alike."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from errno import ENOSPC
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from danvan_desktop.domain.clock import EPOCH
from danvan_desktop.domain.facts import Role
from danvan_desktop.domain.guarded import Guarded
from danvan_desktop.domain.kinds.disclosure import Purpose
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.uid import UidMaker, _made
from danvan_desktop.store import Store, StoreError
from danvan_desktop.store.connection import StoreConnection, dbapi2
from danvan_desktop.store.device_keys import NewKeys
from danvan_desktop.store.errors import StoreFull
from danvan_desktop.store.homes import HomeFile
from tests.clocks import StandingClock
from tests.rights import grant, unguarded, withdraw
from tests.store.conftest import carry

OFTEN = (
    *("new", "new", "new_given", "edit", "edit", "edit", "edit_two", "facts", "clear", "half"),
    *("task", "edit_task", "attach", "plan"),
)
SOMETIMES = (
    *("carry", "carry", "delete", "restore", "undo", "undo_old", "fail", "fail_late", "half", "nested", "resolve"),
    *("village", "move", "secret", "make_secret", "lift", "reveal", "redact", "erase_file", "part_of_secret"),
    *(
        "join",
        "part",
        "apart",
        "officer",
        "at_work",
        "at_work",
        "rights",
        "member",
        "unit",
        "clock",
        "reopen",
        "reading",
    ),
    *("forget_replica", "withdraw", "grant", "leave", "meeting", "sign_meeting", "opinion", "setting"),
    *("full", "full", "home_full", "home_full", "commit_fails", "commit_fails"),
)
MINUTE = dt.timedelta(minutes=1)


@contextmanager
def drawn_alike() -> Iterator[None]:
    """Let all that is drawn be the same each time."""
    numbers = itertools.count(1)

    def token(size: int = 16) -> str:
        return sha256(f"token {next(numbers)}".encode()).hexdigest()[: 2 * size]

    def make(self: UidMaker) -> str:
        self._last = 1_800_000_000_000 * 4096 + next(numbers)
        return _made("danvan-record", self.device, self._last, 0)

    def keys(cls: type[NewKeys]) -> NewKeys:
        return cls(sha256(f"key {next(numbers)}".encode()).hexdigest(), AGE)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("secrets.token_hex", token)
        patch.setattr("danvan_desktop.domain.replica.os.urandom", lambda size: bytes.fromhex(token(size)))
        patch.setattr(UidMaker, "__call__", make)
        patch.setattr(NewKeys, "make", classmethod(keys))
        yield


AGE = NewKeys.make().age_key


class World:
    """Two laptops of a commune, each with two windows."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = Random(seed)
        self.clock = StandingClock()
        self.other_clock = StandingClock()
        self.number = 0
        self.saves: list[tuple[int, str]] = []
        self.deleted: list[str] = []
        names = ("one.db", "two.db")
        self.key = bytes(32) if seed % 4 == 3 else None
        self.windows: list[list[Store]] = []
        for name, clock in zip(names, (self.clock, self.other_clock), strict=True):
            path, state = folder / name, folder / f"state-{name}"
            state.mkdir()
            first = Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS", clock=clock, state=state, key=self.key)
            self.windows.append([first, Store.open(path, clock=clock, state=state, key=self.key)])
        one, two = (pair[0] for pair in self.windows)
        grant(one, two.device_key)
        carry(one, two)
        two.join(two.unit.uid, one.unit.uid)
        self.village = one.save(self.unit(one, "Thôn Đông")).uids[0]
        if seed % 2:
            self.tell_officers_apart(one)

    def tell_officers_apart(self, store: Store) -> None:
        """Let one approve, one enter and one read; the first is at work."""
        opens = {Role.APPROVE: frozenset(Guarded), Role.ENTER: (), Role.READ: ()}
        for role, opened in opens.items():
            officer = store.save(self.officer(store)).uids[0]
            if role is Role.APPROVE:
                store.set_officer(officer)
            store.say_rights(officer, role, opened)

    def close(self) -> None:
        for pair in self.windows:
            for store in pair:
                store.close()

    def unit(self, store: Store, name: str) -> Draft:
        values = {"name": name, "kind": "village", "parent": store.unit.uid, "households": 120}
        return Draft("unit", {**values, "code": f"DS-{self.number:02d}"})

    def petition(self, store: Store, **values: object) -> Draft:
        made = {"received_on": "2026-08-13", "content": f"Mương {self.number}", "unit": store.unit.uid}
        return Draft("petition", {"number": f"{self.number:03d}/2026", **made, **values})

    def any_of(self, store: Store, kind: str) -> str:
        """A record of a kind, deleted or not, one of those last made more often; raises LookupError."""
        uids = [uid for (uid,) in store._connection.execute(f"SELECT uid FROM record_{kind} ORDER BY no")]
        return self.random.choice(uids[-5:] if self.random.random() < 0.6 else uids)

    def some(self) -> dict[str, object]:
        number = self.number
        values = {
            "content": f"Sửa {number}",
            "request": f"Xin {number}",
            "citizen_name": f"Ông {number}",
            "citizen_phone": f"09123{number:05d}",
            "accepted_on": "2026-08-14",
            "due_on": "2026-12-01",
            "nature": self.random.choice(("complaint", "reflection")),
        }
        return dict(self.random.sample(sorted(values.items()), self.random.randint(1, 4)))

    def step(self, deed: str) -> str:
        """Do a deed in some window; returns what it came to."""
        self.number += 1
        laptop = self.random.randrange(2)
        window = self.random.randrange(2)
        store = self.windows[laptop][window]
        is_guarded = self.random.random() < 0.8
        for clock in (self.clock, self.other_clock):
            clock.moment += MINUTE
        try:
            with ExitStack() as stack:
                if not is_guarded:
                    stack.enter_context(unguarded())
                result = getattr(self, f"do_{deed}")(store, laptop, window)
        except (InvalidRecord, StoreError, LookupError) as error:
            return f"{deed} {laptop}{window} {type(error).__name__}: {error}"
        if getattr(result, "save_id", ""):
            self.saves.append((laptop, result.save_id))
        return f"{deed} {laptop}{window} {result if result is None else getattr(result, 'uids', result)}"

    # Deeds

    def do_new(self, store, *_):
        return store.save(self.petition(store, **self.some()))

    def do_new_given(self, store, *_):
        return store.save(
            Draft("petition", self.petition(store, **self.some()).values, store.new_uid()),
            self.petition(store, number=f"{self.number + 500}/2026", unit=self.village),
        )

    def do_edit(self, store, *_):
        return store.save(Draft("petition", self.some(), self.any_of(store, "petition")))

    def do_edit_two(self, store, *_):
        uids = [self.any_of(store, "petition") for _one in range(self.random.randint(2, 5))]
        return store.save(*(Draft("petition", self.some(), uid) for uid in uids))

    def do_facts(self, store, *_):
        values = self.random.choice(
            ({"accepted_on": "2026-08-14", "due_on": "2026-12-01"}, {"accepted_on": None}, {"due_on": None})
        )
        return store.save(Draft("petition", values, self.any_of(store, "petition")))

    def do_clear(self, store, *_):
        return store.save(
            Draft("petition", {"request": None, "citizen_name": None}, self.any_of(store, "petition")),
        )

    def do_plan(self, store, *_):
        values = {"type": "yearly", "unit": store.unit.uid, "title": f"Kế hoạch {self.number}"}
        return store.save(Draft("plan", values))

    def do_task(self, store, *_):
        return store.save(Draft("task", {"title": f"Việc {self.number}", "plan": self.any_of(store, "plan")}))

    def do_edit_task(self, store, *_):
        values = self.random.choice(({"title": f"Sửa {self.number}"}, {"lead": "Văn phòng"}, {"lead": None}))
        return store.save(Draft("task", values, self.any_of(store, "task")))

    def do_attach(self, store, *_):
        return store.attach_data(self.any_of(store, "petition"), f"don{self.number}.txt", f"{self.number}".encode())

    def do_carry(self, store, laptop, *_):
        carry(self.windows[1 - laptop][self.random.randrange(2)], store)

    def do_delete(self, store, *_):
        uid = self.any_of(store, self.random.choice(("petition", "task", "attachment")))
        self.deleted.append(uid)
        return store.delete(uid, knowing_referrers=self.random.random() < 0.5)

    def do_restore(self, store, *_):
        return store.restore(self.random.choice(self.deleted or ["x"]))

    def do_undo(self, store, *_):
        return store.undo_last(self.any_of(store, "petition"))

    def do_undo_old(self, store, *_):
        return store.undo(self.random.choice(self.saves or [(0, f"{EPOCH}@x")])[1])

    def do_fail(self, store, *_):
        return store.save(self.petition(store), self.petition(store, received_on="2026-13-99"))

    def do_fail_late(self, store, *_):
        def fail() -> None:
            store.save(self.petition(store))
            raise StoreError("Lỗi")

        return store.save(self.petition(store, number="1/2026"), together_with=fail)

    def do_half(self, store, *_):
        with suppress(ZeroDivisionError), store.all_or_nothing():
            store.save(self.petition(store))
            store.save(Draft("petition", self.some(), self.any_of(store, "petition")))
            raise ZeroDivisionError
        return store.save(Draft("petition", self.some(), self.any_of(store, "petition")))

    def do_nested(self, store, *_):
        with store.all_or_nothing():
            store.save(self.petition(store))
            with suppress(ZeroDivisionError, InvalidRecord, StoreError), store.all_or_nothing():
                store.save(Draft("petition", self.some(), self.any_of(store, "petition")))
                store.save(self.officer(store))
                raise ZeroDivisionError
            with suppress(InvalidRecord, StoreError):
                store.save(self.petition(store, number=f"{self.number:03d}/2026"))
            return store.save(Draft("petition", self.some(), self.any_of(store, "petition")))

    def do_resolve(self, store, *_):
        found = sorted(store._connection.execute("SELECT uid, field FROM conflict").fetchall())
        uid, name = self.random.choice(found or [("x", "y")])
        heads = store._writer._cells.heads_of(uid, name)
        return store.resolve(uid, name, take=self.random.choice(heads)[0])

    def do_village(self, store, *_):
        return store.save(self.petition(store, unit=self.any_of(store, "unit")))

    def do_move(self, store, *_):
        kind = self.random.choice(("petition", "plan", "meeting"))
        return store.save(Draft(kind, {"unit": self.any_of(store, "unit")}, self.any_of(store, kind)))

    def do_secret(self, store, *_):
        return store.save(self.petition(store, nature="denunciation", citizen_name="Ông Kín"))

    def do_make_secret(self, store, *_):
        return store.save(Draft("petition", {"nature": "denunciation"}, self.any_of(store, "petition")))

    def do_lift(self, store, *_):
        uid = store.save(self.petition(store, nature="denunciation")).uids[0]
        store.save(Draft("petition", {"nature": "complaint"}, uid))
        store.lift(uid, "Đã công khai")
        return store.save(Draft("petition", {"nature": "reflection"}, uid))

    def do_reveal(self, store, *_):
        store.reveal(self.any_of(store, "petition"), Purpose.READ)

    def do_part_of_secret(self, store, *_):
        uid = self.random.choice(sorted(store._secrets.all()) or ["x"])
        return store.attach_data(uid, "kin.txt", b"kin")

    def do_redact(self, store, *_):
        names = self.random.choice((["content"], ["citizen_name", "request"], ["citizen_phone"]))
        return store.redact(self.any_of(store, "petition"), names, "Theo yêu cầu")

    def do_erase_file(self, store, *_):
        return store.redact(self.any_of(store, "petition"), ["citizen_name"], "Theo yêu cầu", with_files=True)

    def do_join(self, store, *_):
        return store.join(self.any_of(store, "petition"), self.any_of(store, "petition"))

    def do_part(self, store, *_):
        joined = sorted(uid for (uid,) in store._connection.execute("SELECT uid FROM shown_as"))
        return store.part(self.random.choice(joined or ["x"]))

    def do_apart(self, store, *_):
        return store.tell_apart(self.any_of(store, "petition"), self.any_of(store, "petition"))

    def officer(self, store) -> Draft:
        values = {"full_name": f"Bà {self.number}", "position": "Công chức", "unit": store.unit.uid}
        return Draft("officer", values)

    def do_officer(self, store, *_):
        return store.save(self.officer(store))

    def do_at_work(self, store, *_):
        store.set_officer(self.any_of(store, "officer") if self.random.random() < 0.7 else "")

    def do_rights(self, store, *_):
        opens = self.random.sample(sorted(Guarded), self.random.randint(0, len(Guarded)))
        return store.say_rights(self.any_of(store, "officer"), self.random.choice(list(Role)), opens)

    def do_leave(self, store, *_):
        return store.save(Draft("officer", {"active": self.random.random() < 0.5}, self.any_of(store, "officer")))

    def do_member(self, store, *_):
        choices = store.kinds["network_member"].field("role").choices
        values = {"full_name": f"Chị {self.number}", "role": choices[0].code, "unit": self.village}
        return store.save(Draft("network_member", values))

    def do_unit(self, store, *_):
        if self.random.random() < 0.3:
            return store.save(self.unit(store, f"Thôn {self.number}"))
        return store.save(Draft("unit", {"head": f"Ông {self.number}"}, self.any_of(store, "unit")))

    def do_clock(self, _store, laptop, *_):
        (self.clock, self.other_clock)[laptop].pass_days(self.random.choice((-400, -2, 1, 3)))

    def do_reopen(self, store, laptop, window):
        store.close()
        clock = (self.clock, self.other_clock)[laptop]
        state = store.path.parent / f"state-{store.path.name}"
        self.windows[laptop][window] = Store.open(store.path, clock=clock, state=state, key=self.key)

    def do_reading(self, store, *_):
        uid = self.any_of(store, "petition")
        return len(store.list("petition")), store.title(uid), len(store.history(uid)), store.unit.values

    def do_forget_replica(self, store, *_):
        if self.random.random() < 0.3:
            store.identity.forget_replica()

    def do_withdraw(self, store, laptop, *_):
        if self.random.random() < 0.2:
            withdraw(store, self.windows[1 - laptop][0].device_key)

    def do_grant(self, store, laptop, *_):
        grant(store, self.windows[1 - laptop][0].device_key, self.any_of(store, "unit"))

    def do_meeting(self, store, *_):
        values = {
            "unit": self.village,
            "subject": f"Bàn việc {self.number}",
            "starts_at": "2026-08-12T19:30",
            "place": "Nhà văn hóa",
            "chair": "Nguyễn Văn An",
            "secretary": "Trần Thị Bình",
            "households_total": 120,
            "households_present": 95,
        }
        return store.save(Draft("meeting", values))

    def do_sign_meeting(self, store, *_):
        state = self.random.choice(("held", "signed", "planned"))
        return store.save(
            Draft("meeting", {"state": state, "place": f"Sân {self.number}"}, self.any_of(store, "meeting"))
        )

    def do_opinion(self, store, *_):
        return store.save(Draft("opinion", {"gathering": self.any_of(store, "meeting"), "content": f"Ý {self.number}"}))

    def then_edit(self, store):
        return store.save(Draft("petition", self.some(), self.any_of(store, "petition")), self.petition(store))

    def do_full(self, store, *_):
        """No room in the middle of a save."""
        execute = store._connection.execute
        (pages,) = execute("PRAGMA page_count").fetchone()
        execute(f"PRAGMA max_page_count = {pages}")
        try:
            with suppress(StoreFull):
                store.attach_data(self.any_of(store, "petition"), "to.txt", bytes(1_000_000))
        finally:
            execute("PRAGMA max_page_count = 1073741823")
        return self.then_edit(store)

    def do_home_full(self, store, *_):
        """No room for what is noted beside the store just before a save is kept."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(HomeFile, "reserve", full)
            with suppress(StoreError, InvalidRecord):
                self.then_edit(store)
        return self.then_edit(store)

    def do_commit_fails(self, store, *_):
        execute = StoreConnection.execute

        def fail(connection, statement, *parameters):
            if statement in ("COMMIT", "RELEASE part"):
                raise dbapi2.OperationalError("disk I/O error")
            return execute(connection, statement, *parameters)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(StoreConnection, "execute", fail, raising=False)
            with suppress(StoreError, InvalidRecord):
                self.then_edit(store)
        return self.then_edit(store)

    def do_setting(self, store, *_):
        store.settings.set("thử", str(self.number))


def full(*_arguments: object) -> None:
    raise OSError(ENOSPC, "No space left on device")
