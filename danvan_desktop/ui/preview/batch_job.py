"""One batch of printed forms, made in a thread of its own so that saving need not wait for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from danvan_desktop.domain.period import Period
from danvan_desktop.localization import Message
from danvan_desktop.reports.batch import BatchResult, batch_of, print_batch
from danvan_desktop.reports.style import FileFormat, Style
from danvan_desktop.store import Store
from danvan_desktop.ui.lane import Lane, Progress


@dataclass(frozen=True)
class BatchWish:
    """What to print where: ``one_file`` makes ``out`` a PDF with bookmarks, else it is a folder.

    Without a style each form has the office's, else its usual one.
    """

    period: Period
    out: Path
    one_file: bool = False
    file_format: FileFormat = FileFormat.PDF
    style: Style | None = None


class BatchJob(QObject):
    """Prints one batch; says how far it is, and ends with exactly one of ``done`` and ``failed``."""

    progressed = Signal(int, int, object)
    """Done, total, Message: what is printed now."""
    done = Signal(object)
    """BatchResult."""
    failed = Signal(object)
    """DanvanError, Bug, or Cancelled when it was stopped."""

    def __init__(self, store: Store, wish: BatchWish, parent: QObject | None = None) -> None:
        """Begin at once, for who works at the open store."""
        super().__init__(parent)
        self._wish = wish
        self._lane = Lane(store.path, "batch", self, key=store.key, at_work=store.at_work)
        self._lane.progressed.connect(lambda _number, done, total, text: self.progressed.emit(done, total, text))
        self._lane.done.connect(self._done)
        self._lane.failed.connect(self._failed)
        self._lane.start()
        self._job = self._lane.put(1, self._work)

    def stop(self) -> None:
        """Ask it to stop before the next form; nothing of the batch stays."""
        self._job.progress.cancel()

    def finish(self) -> None:
        """Stop it and wait until it has."""
        self.stop()
        self._lane.finish()

    def _work(self, store: Store, progress: Progress) -> BatchResult:
        def tell(done: int, total: int, title: Message) -> None:
            progress.raise_if_cancelled()
            progress.report(done, total, title)

        wish = self._wish
        batch = batch_of(store, wish.period, wish.style)
        return print_batch(batch, wish.out, one_file=wish.one_file, file_format=wish.file_format, tell=tell)

    def _done(self, _number: int, result: BatchResult) -> None:
        self._lane.finish()
        self.done.emit(result)

    def _failed(self, _number: int, error: BaseException) -> None:
        self._lane.finish()
        self.failed.emit(error)
