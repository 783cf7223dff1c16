"""Wrong passphrases are counted on the machine: for window and commands alike, and when the program starts again."""

import datetime as dt
import time
from pathlib import Path

import pytest

from danvan_desktop.domain.clock import Clock
from danvan_desktop.store import Store
from danvan_desktop.store.attempts import Attempts
from danvan_desktop.store.errors import TooManyTries, WrongPassphrase
from danvan_desktop.store.key_slots import Cost, KeySlots, new_data_key
from danvan_desktop.store.recovery_words import new_recovery_secret, words_for
from danvan_desktop.store.vault import Vault
from tests.clocks import HandClock

CHEAP = Cost(memory=32, passes=1, lanes=1)
PASSPHRASE, WRONG = "bốn con trâu cày ruộng", "năm con voi uống nước"


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    key = new_data_key()
    keys = KeySlots.of(key).with_passphrase(key, PASSPHRASE, CHEAP).written()
    Store.create(tmp_path / "kin.db", unit_name="Xã Kín", unit_code="K", key=key, key_file=keys).close()
    return tmp_path / "kin.db"


def fail(path: Path, clock: HandClock, times: int) -> None:
    for _time in range(times):
        with pytest.raises(WrongPassphrase):
            Vault(path, CHEAP, clock).unlock(WRONG)
        clock.now += Vault(path, CHEAP, clock).attempts.wait


def test_each_further_try_waits_twice_as_long_up_to_a_minute(locked):
    clock, waits = HandClock(), []
    for _time in range(10):
        with pytest.raises(WrongPassphrase):
            Vault(locked, CHEAP, clock).unlock(WRONG)
        waits.append(Vault(locked, CHEAP, clock).attempts.wait)
        clock.now += waits[-1]
    assert waits == [0, 0, 2, 4, 8, 16, 32, 60, 60, 60]


def test_no_passphrase_and_no_sheet_is_looked_at_before_its_time_by_whatever_way(locked):
    clock = HandClock()
    words = " ".join(words_for(new_recovery_secret()))
    for _time in range(3):
        with pytest.raises(WrongPassphrase):
            Vault(locked, CHEAP, clock).unlock(WRONG)
    vault = Vault(locked, CHEAP, clock)
    for attempt in (
        lambda: vault.unlock(PASSPHRASE),
        lambda: vault.recover(words),
        lambda: vault.change(PASSPHRASE, WRONG),
        lambda: vault.remove(PASSPHRASE),
    ):
        with pytest.raises(TooManyTries, match="Sai 3 lần: chờ 3 giây"):
            attempt()
    clock.now += 2
    assert vault.unlock(PASSPHRASE)
    assert vault.attempts.wrong == 0


def test_start_of_the_machine_ends_no_wait_and_locks_nobody_out(locked):
    clock = HandClock()
    for _time in range(6):
        with pytest.raises(WrongPassphrase):
            Vault(locked, CHEAP, clock).unlock(WRONG)
        clock.now += Vault(locked, CHEAP, clock).attempts.wait
    clock.now -= 1
    before = Vault(locked, CHEAP, clock).attempts.wait
    clock.now = 0.5
    assert before < Vault(locked, CHEAP, clock).attempts.wait <= 16
    with pytest.raises(TooManyTries):
        Vault(locked, CHEAP, clock).unlock(PASSPHRASE)
    clock.now = 17
    assert Vault(locked, CHEAP, clock).unlock(PASSPHRASE)


@pytest.mark.parametrize("years", [-10, 10])
def test_clock_of_the_machine_that_is_set_neither_shortens_nor_lengthens_a_wait(locked, years, monkeypatch):
    """Whoever sits before a laptop may set its date; its battery may forget it."""
    for _time in range(3):
        with pytest.raises(WrongPassphrase):
            Vault(locked, CHEAP).unlock(WRONG)
    monkeypatch.setattr(Clock, "now", lambda _clock: dt.datetime.now(dt.UTC) + dt.timedelta(days=365 * years))
    assert 0 < Vault(locked, CHEAP).attempts.wait <= 2
    for name in ("clock_gettime", "monotonic"):
        if ask := getattr(time, name, None):  # Windows has but one of them
            monkeypatch.setattr(time, name, lambda *clock, ask=ask: ask(*clock) + 2)
    assert Vault(locked, CHEAP).unlock(PASSPHRASE)


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"wrong": "x", "last": 1}', b"\xff", b'{"wrong": 1e999, "last": 1}']
)
def test_a_count_that_cannot_be_read_is_none(tmp_path, content):
    (tmp_path / "k.json").write_bytes(content)
    assert Attempts("k", HandClock(), tmp_path).wait == 0


def test_a_machine_that_keeps_no_state_counts_for_as_long_as_it_is_asked_at_one_place(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    clock, pauses, waits = HandClock(), list[float](), []
    attempts = Attempts("k", clock, tmp_path / "file" / "folder", pauses.append)
    for _time in range(5):
        attempts.failed()
        waits.append(attempts.wait)
    assert waits == [0, 0, 2, 4, 8]
    assert pauses == [2.0] * 5  # for who begins anew for each try
    attempts.succeeded()
    assert attempts.wait == 0


def test_a_dialog_on_a_machine_that_keeps_no_state_makes_each_further_try_wait(locked, tmp_path, monkeypatch):
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr("danvan_desktop.store.attempts.state_folder", lambda: tmp_path / "file")
    monkeypatch.setattr("danvan_desktop.store.attempts._PAUSE_UNKEPT", 0.0)
    vault = Vault(locked, CHEAP, HandClock())
    for _time in range(3):
        with pytest.raises(WrongPassphrase):
            vault.unlock(WRONG)
    with pytest.raises(TooManyTries, match="Sai 3 lần: chờ 3 giây"):
        vault.unlock(PASSPHRASE)


def test_a_machine_that_keeps_its_state_makes_no_try_longer(tmp_path):
    pauses = list[float]()
    attempts = Attempts("k", HandClock(), tmp_path / "folder", pauses.append)
    attempts.failed()
    assert attempts.wrong == 1
    assert pauses == []


def test_a_count_that_no_longer_can_be_written_goes_on(tmp_path):
    (tmp_path / "folder" / "k.json").mkdir(parents=True)
    attempts = Attempts("k", HandClock(), tmp_path / "folder", lambda _seconds: None)
    for _time in range(3):
        attempts.failed()
    (tmp_path / "folder" / "k.json").rmdir()
    assert attempts.wait == 2
    attempts.failed()
    assert Attempts("k", HandClock(), tmp_path / "folder").wrong == 4


@pytest.mark.parametrize("last", ["NaN", "1e300", "-5", "1764464400.5"])
def test_time_of_a_try_that_cannot_be_passes(tmp_path, last):
    """Such as that of an earlier version, which went by the day's clock."""
    (tmp_path / "k.json").write_text(f'{{"wrong": 9, "last": {last}}}', "utf-8")
    clock = HandClock(10)
    assert Attempts("k", clock, tmp_path).wait == 50
    clock.now = 60
    assert Attempts("k", clock, tmp_path).wait == 0
