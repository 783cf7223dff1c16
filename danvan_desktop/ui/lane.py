"""A thread with a store connection of its own, which does one job after another."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from danvan_desktop.domain.clock import Clock
from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import Message
from danvan_desktop.store import Store
from danvan_desktop.store.at_work import AtWork
from danvan_desktop.store.errors import StoreError, fault_of_system, told_in_words
from danvan_desktop.store.settings import PEERS_ENROLLED
from danvan_desktop.ui.crash_details import crash_details

_REPORT_EVERY = 0.05
"""Seconds between two progress reports that reach the window."""
_GIVES_WAY_EVERY = 0.005
"""Seconds for which work that nobody waits for keeps Python to itself, and for which others have it then."""


class Cancelled(Exception):
    """The officer stopped the work; what it wrote so far is rolled back with its transaction."""


class Bug(Exception):
    """Something that no officer can cause; ``details`` is the traceback, for whoever mends it."""

    def __init__(self, error: BaseException) -> None:
        """Keep the story as text: frames would hold the thread's connection."""
        super().__init__(f"{type(error).__name__}: {error}")
        self.details = crash_details(error)


class Progress:
    """How work in a lane tells how far it is, and learns that it should stop."""

    def __init__(self, tell: Callable[[int, int, Message | None], None]) -> None:
        """Report through ``tell``, which must be safe to call from the lane's thread."""
        self._tell = tell
        self._stop = threading.Event()
        self._told = self._gave_way = 0.0

    def report(self, done: int, total: int, text: Message | None = None) -> None:
        """Say that ``done`` of ``total`` steps are behind; a total of 0 means that nobody knows how many there are."""
        now = time.monotonic()
        if done >= total or now - self._told >= _REPORT_EVERY:
            self._told = now
            self._tell(done, total, text)

    def stoppable(self, done: int, total: int) -> None:
        """Say how far it is, as ``report``, and stop here when asked to; raises Cancelled."""
        self.raise_if_cancelled()
        self.report(done, total)

    def give_way(self) -> None:
        """Let the window and other threads work for a moment, if this one had a moment; stop here when asked to."""
        self.raise_if_cancelled()
        if time.monotonic() - self._gave_way >= _GIVES_WAY_EVERY:
            time.sleep(_GIVES_WAY_EVERY)
            self._gave_way = time.monotonic()

    @property
    def cancelled(self) -> bool:
        """Whether the work should stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next convenient point."""
        self._stop.set()

    def raise_if_cancelled(self) -> None:
        """Stop here when asked to; raises Cancelled."""
        if self.cancelled:
            raise Cancelled


class Job:
    """One piece of work for a lane; ``number`` names it in the lane's signals."""

    def __init__(
        self, number: int, work: Callable[[Store, Progress], Any], tell: Callable[[int, int, Message | None], None]
    ) -> None:
        """Keep what to do and how to tell of it."""
        self.number = number
        self.work = work
        self.progress = Progress(tell)


class Lane(QThread):
    """Runs jobs in order in its own thread, on a store that it opens there.

    Signals carry only numbers and plain results: widgets that a job's functions refer to are never released here.
    """

    begun = Signal(int)
    progressed = Signal(int, int, int, object)
    done = Signal(int, object)
    failed = Signal(int, object)

    def __init__(
        self,
        path: Path,
        name: str,
        parent: QObject | None = None,
        clock: Clock | None = None,
        key: bytes | None = None,
        at_work: AtWork | None = None,
    ) -> None:
        """Name the store, with its key if it is encrypted; it is opened when the thread starts.

        ``at_work`` is who works at one that cannot be written.
        """
        super().__init__(parent)
        self.setObjectName(name)
        self._path, self._clock, self._key, self._at_work = path, clock, key, at_work
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._frozen: StoreError | None = None

    def put(self, number: int, work: Callable[[Store, Progress], Any]) -> Job:
        """Queue work and return its job."""

        def tell(done: int, total: int, text: Message | None) -> None:
            self.progressed.emit(number, done, total, text)

        job = Job(number, work, tell)
        self._queue.put(job)
        return job

    def begin(self) -> None:
        """Start the thread, unless it was started before."""
        if not self.isFinished():
            self.start()

    def freeze(self, fault: StoreError) -> None:
        """Let no job that begins from now on write: it is told the fault."""
        self._frozen = fault

    def finish(self) -> None:
        """Let the thread end after the jobs that are queued, and wait for it."""
        self._queue.put(None)
        self.wait()

    def run(self) -> None:
        """Open the store, do jobs until told to end, close the store."""
        opener = _Opener(self._path, self._key, self._clock, self._at_work, lambda: self._frozen)
        while (job := self._queue.get()) is not None:
            number, work, progress = job.number, job.work, job.progress
            del job
            self.begun.emit(number)
            result, error = _outcome(opener, work, progress)
            del work, progress
            if error is None:
                self.done.emit(number, result)
            else:
                self.failed.emit(number, error)
            del result, error
        opener.close()


class _Opener:
    """Opens the store at its first use, so that a store that cannot be opened fails the job that needed it."""

    def __init__(
        self,
        path: Path,
        key: bytes | None,
        clock: Clock | None,
        at_work: AtWork | None,
        frozen: Callable[[], StoreError | None],
    ) -> None:
        self.path, self.key, self._clock, self._at_work, self._frozen = path, key, clock, at_work, frozen
        self._store: Store | None = None

    def store(self) -> Store:
        if self._store is None:
            self._store = Store.open(self.path, key=self.key, clock=self._clock)
            self._store.at_work = self._at_work or self._store.at_work
            if not self._store.settings.get(PEERS_ENROLLED):
                # Once in the life of a store; at every other start nothing of the exchange is loaded for it.
                from danvan_desktop.sync.enrolment import enrol_known

                enrol_known(self._store)
        fault = self._frozen()
        if fault is not None:
            self._store.freeze(fault)
        return self._store

    def close(self) -> None:
        if self._store is not None:
            self._store.close()


def _outcome(
    opener: _Opener, work: Callable[[Store, Progress], Any], progress: Progress
) -> tuple[Any, BaseException | None]:
    """Do the work and return its result, or the DanvanError, Cancelled or Bug that it ended with."""
    try:
        progress.raise_if_cancelled()
        with told_in_words(opener.path):
            return work(opener.store(), progress), None
    except (DanvanError, Cancelled) as error:
        return None, _without_frames(error)
    except OSError as error:
        return None, fault_of_system(error, opener.path) or Bug(error)
    except Exception as error:  # noqa: BLE001 - it is shown in the crash dialog, with its traceback
        from danvan_desktop.store.salvage import damage_behind

        return None, damage_behind(error, opener.path, opener.key) or Bug(error)


def _without_frames(error: BaseException) -> BaseException:
    """Drop the frames, which hold the thread's store and the caller's widgets."""
    error.__traceback__ = error.__context__ = error.__cause__ = None
    return error
