"""The one way in which the window writes, and reads what takes long: in the background, told by signals.

An operation is work on a store of its own thread. While it runs the window stays usable; when it ends it is told what
changed, once, and every page refreshes what it shows. What was saved can be undone.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, Generic, TypeVar

import shiboken6
from msgspec import Struct, field
from msgspec.structs import force_setattr
from PySide6.QtCore import QObject, QTimer, Signal

from danvan_desktop.domain.clock import Clock
from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import Message, _
from danvan_desktop.store import SaveResult, Store
from danvan_desktop.store.at_work import AtWork
from danvan_desktop.store.errors import StoreDamaged, StoreError
from danvan_desktop.ui.drafts_under_way import DraftsUnderWay
from danvan_desktop.ui.lane import Bug, Cancelled, Job, Lane, Progress
from danvan_desktop.ui.undoing import TakingBack, Undoing

__all__ = ["Bug", "Cancelled", "ChangeSummary", "Operation", "Operations", "Progress", "short_work"]

T = TypeVar("T")

_BEGINS_AFTER = 10
"""Milliseconds: Qt paints what is shown within 5, and would take turns with what is read for it."""


class ChangeSummary(Struct, frozen=True):
    """What an operation changed; empty ``uids`` with kinds: too many records to name."""

    kinds: frozenset[str] = frozenset()
    uids: tuple[str, ...] = ()

    def touches(self, *kinds: str) -> bool:
        """Whether records of one of these kinds changed."""
        return not self.kinds.isdisjoint(kinds)


def changes_in(result: object) -> ChangeSummary:
    """Return what the result of an operation says was changed: saves and merges say so themselves."""
    from danvan_desktop.store import MergeResult

    if isinstance(result, SaveResult):
        return ChangeSummary(result.kinds, result.uids)
    if isinstance(result, MergeResult):
        return ChangeSummary(result.kinds)
    return ChangeSummary()


def short_work(work: Callable[[Store], T]) -> Callable[[Store, Progress], T]:
    """Make the work of an operation of what is too short to tell how far it is."""
    return lambda store, _progress: work(store)


class Operation(Struct, Generic[T], frozen=True):
    """A piece of work that may write.

    ``work`` runs in another thread and must not touch widgets. ``on_success`` and ``on_error`` are called in the
    window's thread; ``on_error`` returns True when it has told the officer itself (problems beside their fields).
    ``undoable`` operations return a SaveResult. ``changes`` reads the changes out of another type of result.
    ``quiet`` operations are too small to be shown in the status line.
    ``told`` says what was done, where that is said better than by the title.
    ``owner`` is whose callbacks these are: nothing is told to one that is gone. It is the object whose method is called
    unless it is named.
    """

    title: Message
    work: Callable[[Store, Progress], T]
    on_success: Callable[[T], object] | None = None
    on_error: Callable[[DanvanError], bool] | None = None
    undoable: bool = False
    changes: Callable[[T], ChangeSummary] = changes_in
    quiet: bool = False
    told: Callable[[T], Message] | None = None
    owner: QObject | None = None

    def __post_init__(self) -> None:
        """Find the owner of the callbacks; raises TypeError where there is none."""
        callbacks = [callback for callback in (self.on_success, self.on_error) if callback is not None]
        if callbacks:
            force_setattr(self, "owner", _owner_of(self.owner, *callbacks))

    @property
    def is_awaited(self) -> bool:
        """Whether somebody is still there to be told how it ended."""
        return self.owner is None or shiboken6.isValid(self.owner)


def _owner_of(owner: QObject | None, *callbacks: Callable[..., object]) -> QObject:
    """Return the object that results are for, so that they are never brought to one whose widgets are gone."""
    if owner is not None:
        return owner
    for callback in callbacks:
        while isinstance(callback, partial):
            callback = callback.func
        bound = getattr(callback, "__self__", None)
        if isinstance(bound, QObject):
            return bound
    raise TypeError("what is told a result must say whose it is: name the owner")


class _Read(Struct, frozen=True):
    """A read under way: what to do with its result, and whose it is."""

    then: Callable[[Any], object]
    on_error: Callable[[DanvanError], object] | None
    key: Hashable
    owner: QObject
    job: list[Job] = field(default_factory=list)


def _told(operation: Operation[Any], error: DanvanError) -> bool:
    """Let whoever asked for an operation tell why it failed; False when nobody did."""
    return operation.on_error is not None and operation.is_awaited and operation.on_error(error)


class Operations(QObject):
    """Runs operations one after another, and reads beside them in threads of their own."""

    started = Signal(object)
    """Message: the title of the operation that runs now."""
    progressed = Signal(int, int, object)
    """Done, total (0: unknown), Message or None."""
    finished = Signal(object, object)
    """The result of an operation, and the Message that says what was done, ``None`` for one that its title says."""
    failed = Signal(object, object)
    """Error (DanvanError: a fault to tell in words; Bug: the crash dialog), title Message or None for a read."""
    damaged = Signal(object)
    """StoreDamaged: the store is not as it was written; told besides ``failed``, ``refused`` or a read's own end."""
    refused = Signal(object)
    """Message: the title of an operation whose fault was told by whoever asked for it."""
    cancelled = Signal(object)
    """Message: the title of the operation that was stopped."""
    changed = Signal(object)
    """ChangeSummary."""
    confirmation_wanted = Signal(object, object)
    """What would go that others refer to, in words, and what to call where a person says that it may."""
    undo_changed = Signal()
    """``undo_title`` or ``redo_title`` is another."""
    noted = Signal(object)
    """Message: something small that was done in the background, such as a draft that was kept."""
    drafts_changed = Signal()
    """A record or text has a draft now that had none, or has none any more."""
    draft_opened = Signal(str)
    """The uid of a record whose draft an editor shows now."""
    idle = Signal()
    """No operation is queued or running any more."""

    def __init__(
        self,
        store_path: Path,
        parent: QObject | None = None,
        clock: Clock | None = None,
        key: bytes | None = None,
        at_work: AtWork | None = None,
    ) -> None:
        """Start the threads once the window is painted, that of operations with the first of them if it comes before.

        Each opens the store for itself, with ``clock``, when its first job comes, for who is ``at_work``.
        """
        super().__init__(parent)
        self._numbers = count()
        self._operations: dict[int, tuple[Operation[Any], Job]] = {}
        self._reads: dict[int, _Read] = {}
        self._newest: dict[Hashable, int] = {}
        self._undoing = Undoing(self._take_back, self.undo_changed.emit, self.confirmation_wanted.emit)
        self._running: Message | None = None
        self.drafts = DraftsUnderWay()
        names = ("operations", "reads", "slow reads", "patient reads")
        self._lanes = [Lane(store_path, name, self, clock, key, at_work) for name in names]
        self._writer, self._reader, self._slow_reader, self._patient_reader = self._lanes
        self._writer.begun.connect(self._operation_begun)
        self._writer.progressed.connect(self._operation_progressed)
        self._writer.done.connect(self._operation_done)
        self._writer.failed.connect(self._operation_failed)
        for reader in (self._reader, self._slow_reader, self._patient_reader):
            reader.done.connect(self._read_done)
            reader.failed.connect(self._read_failed)
        self._start = QTimer(self, singleShot=True, interval=_BEGINS_AFTER)
        self._start.timeout.connect(self._begin)
        self._start.start()

    def begin_after_painting(self) -> None:
        """Count from now on: filling the window took its time, and Windows would let what is due go before a page."""
        self._start.start()

    # Writing

    def run(self, operation: Operation[Any]) -> None:
        """Queue an operation."""
        number = next(self._numbers)
        self._operations[number] = (operation, self._writer.put(number, operation.work))
        self._writer.begin()

    @property
    def busy(self) -> bool:
        """Whether an operation is queued or runs."""
        return bool(self._operations)

    @property
    def reading(self) -> bool:
        """Whether a read is queued or runs."""
        return bool(self._reads)

    @property
    def running(self) -> Message | None:
        """The title of the operation that runs now."""
        return self._running

    def cancel(self) -> None:
        """Ask the operation that runs to stop; what it wrote is rolled back."""
        for _operation, job in self._operations.values():
            job.progress.cancel()
            return

    def remember(self, name: str, value: str) -> None:
        """Keep a setting of this laptop."""
        work = short_work(lambda store: store.settings.set(name, value))
        self.run(Operation(_("Ghi nhớ thiết lập"), work, quiet=True))

    # Undo

    @property
    def undo_title(self) -> Message | None:
        """What ``undo`` would take back, ``None`` when there is nothing."""
        return self._undoing.undo_title

    @property
    def redo_title(self) -> Message | None:
        """What ``redo`` would do again, ``None`` when there is nothing."""
        return self._undoing.redo_title

    def undo(self) -> None:
        """Take the newest save of this session back."""
        self._undoing.undo()

    def redo(self) -> None:
        """Do again what was undone last."""
        self._undoing.redo()

    def forget_undo(self) -> None:
        """Let nothing be undone any more: others' changes came in."""
        self._undoing.forget()

    def _take_back(self, asked: TakingBack) -> None:
        work = short_work(lambda store: store.undo(asked.save_id, knowing_referrers=asked.knowing_referrers))
        self.run(Operation(asked.title, work, asked.then, asked.refused, owner=self))

    # Reading

    def read(
        self,
        work: Callable[[Store], T],
        then: Callable[[T], object],
        *,
        key: Hashable = None,
        on_error: Callable[[DanvanError], object] | None = None,
        owner: QObject | None = None,
        slow: bool = False,
    ) -> None:
        """Read in the background and call ``then`` in the window's thread.

        What is ``slow``, such as making a paper or looking through a stick, has a thread of its own: lists and records
        do not wait for it.
        A newer read under the same ``key`` replaces an older one. Nothing is delivered to an ``owner`` that is gone;
        it is the object whose method ``then`` is, unless named. Raises TypeError when there is none. After ``shutdown``
        nothing is read: a page that refreshes itself once more would wait for ever.
        """
        read = _Read(then, on_error, key, _owner_of(owner, then))
        self._read(self._slow_reader if slow else self._reader, short_work(work), read)

    def look_through(
        self, work: Callable[[Store, Progress], T], then: Callable[[T], object], *, key: Hashable, owner: QObject
    ) -> None:
        """Read what takes a minute where there is much, and ``then`` as ``read`` does.

        The work calls ``give_way`` of its progress every few milliseconds: nobody waits for it, neither what else is
        read nor a window that closes.
        """
        self._read(self._patient_reader, work, _Read(then, None, key, owner))

    def _read(self, reader: Lane, work: Callable[[Store, Progress], Any], read: _Read) -> None:
        if reader.isFinished():
            return
        number = next(self._numbers)
        if read.key is not None:
            self._drop(self._newest.get(read.key))
            self._newest[read.key] = number
        self._reads[number] = read
        read.job.append(reader.put(number, work))

    def freeze(self, fault: StoreError) -> None:
        """Let nothing be written any more: whoever tries is told the fault."""
        for lane in self._lanes:
            lane.freeze(fault)
        self.forget_undo()

    def shutdown(self) -> None:
        """Stop: the operation that runs is asked to end, others and all reads are dropped; returns when all is closed.

        What is only remembered is still kept. Nothing is delivered any more.
        """
        for operation, job in self._operations.values():
            if not operation.quiet:
                job.progress.cancel()
        for read in self._reads.values():
            read.job[0].progress.cancel()
        self._begin()
        for lane in self._lanes:
            lane.finish()
        self._operations.clear()
        self._reads.clear()
        self._newest.clear()

    # The writing thread's news

    def _operation_begun(self, number: int) -> None:
        if number in self._operations:
            operation = self._operations[number][0]
            if not operation.quiet:
                self._running = operation.title
                self.started.emit(operation.title)

    def _operation_progressed(self, number: int, done: int, total: int, text: Message | None) -> None:
        if number in self._operations:
            self.progressed.emit(done, total, text)

    def _operation_done(self, number: int, result: object) -> None:
        operation = self._ended(number)
        if operation is None:
            return
        summary = operation.changes(result)
        if operation.undoable and isinstance(result, SaveResult) and result.save_id:
            self._undoing.keep(operation.title, result.save_id)
        if operation.on_success is not None and operation.is_awaited:
            operation.on_success(result)
        self.finished.emit(result, operation.told(result) if operation.told is not None else None)
        if summary.kinds:
            self.changed.emit(summary)
        self._tell_if_idle()

    def _operation_failed(self, number: int, error: BaseException) -> None:
        operation = self._ended(number)
        if operation is None:
            return
        if isinstance(error, StoreDamaged):
            self.damaged.emit(error)
        if isinstance(error, Cancelled):
            self.cancelled.emit(operation.title)
        elif isinstance(error, DanvanError) and _told(operation, error):
            self.refused.emit(operation.title)
        else:
            # What runs by itself, such as keeping a draft, runs again and again: boxes for it would pile up.
            self.failed.emit(error, None if operation.quiet else operation.title)
        self._tell_if_idle()

    def _ended(self, number: int) -> Operation[Any] | None:
        """Return an operation that has ended, ``None`` after ``shutdown``."""
        self._running = None
        ended = self._operations.pop(number, None)
        return None if ended is None else ended[0]

    def _tell_if_idle(self) -> None:
        if not self._operations:
            self.idle.emit()

    # The reading thread's news

    def _read_done(self, number: int, result: object) -> None:
        read = self._taken(number)
        if read is not None:
            read.then(result)

    def _read_failed(self, number: int, error: BaseException) -> None:
        read = self._taken(number)
        if isinstance(error, StoreDamaged):
            self.damaged.emit(error)
        if read is None or isinstance(error, Cancelled):
            return
        if isinstance(error, DanvanError) and read.on_error is not None:
            read.on_error(error)
        else:
            self.failed.emit(error, None)

    def _taken(self, number: int) -> _Read | None:
        """Return a read that somebody still waits for."""
        read = self._reads.pop(number, None)
        if read is None:
            return None
        if self._newest.get(read.key) == number:
            del self._newest[read.key]
        return read if shiboken6.isValid(read.owner) else None

    # Private

    def _begin(self) -> None:
        for lane in self._lanes:
            lane.begin()

    def _drop(self, number: int | None) -> None:
        read = self._reads.pop(number, None) if number is not None else None
        if read is not None:
            read.job[0].progress.cancel()
