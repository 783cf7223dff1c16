"""What the worker does for a list: nothing here touches a widget."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from danvan_desktop.domain.kind import Kind
from danvan_desktop.exchange.dumping import table_of_kind, write_table
from danvan_desktop.exchange.grid import Grid
from danvan_desktop.exchange.layout import Layout
from danvan_desktop.exchange.planning import LoadPlan, Options, RowOutcome, load_planned, plan_load
from danvan_desktop.exchange.rejects import rejects_path, write_rejects
from danvan_desktop.exchange.tables import read_tables
from danvan_desktop.exchange.unseen import filled_note, inside_note, unseen_notes
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.store import SaveResult, Store
from danvan_desktop.ui.lane import Cancelled, Progress
from danvan_desktop.ui.models.selection import ListQuery, find_uids


@dataclass(frozen=True)
class Ticket:
    """One piece of work under way, which its dialog can stop without stopping anybody else's."""

    stopped: threading.Event = field(default_factory=threading.Event)

    def teller(self, progress: Progress) -> Callable[[int, int], None]:
        """Return what tells how far the work is; it raises Cancelled when the work should stop."""

        def tell(done: int, total: int) -> None:
            if self.stopped.is_set():
                raise Cancelled
            progress.raise_if_cancelled()
            progress.report(done, total)

        return tell


def reading(path: Path, encoding: str | None, ticket: Ticket) -> Callable[[Store, Progress], list[Grid]]:
    """Return the work of reading a file."""

    def work(_store: Store, progress: Progress) -> list[Grid]:
        tell = ticket.teller(progress)
        grids = read_tables(path, encoding, lambda: tell(0, 0))
        for grid in grids:
            grid.as_seen()  # kept by the sheet, so that the window need not look at every cell
        return grids

    return work


@dataclass(frozen=True)
class JudgedList:
    """What a list comes to, and what of its file is not read."""

    plan: LoadPlan
    notes: Sequence[Message]
    has_hidden: bool


def planning(
    kind: Kind,
    grids: Sequence[Grid],
    grid: Grid,
    layout: Layout,
    options: Options,
    say: Translator,
    ticket: Ticket,
) -> Callable[[Store, Progress], JudgedList]:
    """Return the work of deciding what each row comes to."""

    def work(store: Store, progress: Progress) -> JudgedList:
        tell = ticket.teller(progress)
        plan = plan_load(store, kind, grid, layout, options, say, tell)
        notes = unseen_notes(grids, grid, layout, hidden=options.hidden)
        if layout.unused:
            notes.append(_("Cột không nhập: {columns}.", columns=", ".join(layout.unused)))
        if (filled := filled_note(plan, say)) is not None:
            notes.append(filled)
        if (inside := inside_note(kind)) is not None:
            notes.append(inside)
        return JudgedList(plan, notes, bool(grid.unseen_rows or grid.unseen_columns))

    return work


def loading(plan: LoadPlan, rejects: Path | None, say: Translator) -> Callable[[Store, Progress], SaveResult]:
    """Return the work of loading the good rows; the others are written down first, so that none is lost."""

    def work(store: Store, _progress: Progress) -> SaveResult:
        if rejects is not None:
            write_rejects(plan, rejects, say)
        return load_planned(store, plan)

    return work


def rejects_wanted(plan: LoadPlan, source: Path) -> Path | None:
    """Return where the rejected rows go, ``None`` when there are none; raises TableError."""
    return rejects_path(source) if plan.count(RowOutcome.REJECTED) else None


def exporting(query: ListQuery, kind: Kind, out: Path) -> Callable[[Store, Progress], Path]:
    """Return the work of writing the records that a list shows into a file; it is Vietnamese like all papers."""

    def work(store: Store, progress: Progress) -> Path:
        def tell(done: int, total: int) -> None:
            progress.raise_if_cancelled()
            progress.report(done, total)

        write_table(table_of_kind(store, kind, Translator(), find_uids(store, query), tell), out)
        return out

    return work
