"""The work behind the wizards: it runs in the operations' thread and touches no widget."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from danvan_desktop.store import Store
from danvan_desktop.sync import ImportResult, import_bundle
from danvan_desktop.ui.operations import ChangeSummary, Progress, changes_in

_ENDING = ".danvan"
_MANY_DELETED = 20
_LARGE_SHARE = 0.05
"""A bundle that deletes more records, or a larger share of them, is confirmed by typing (design.md section 4)."""


@dataclass(frozen=True)
class FoundBundle:
    """A bundle that lies on a stick; ``changed`` is seconds since the epoch, ``size`` bytes."""

    path: Path
    size: int
    changed: float


@dataclass(frozen=True)
class Preview:
    """What a bundle would do; ``records`` are those that the store holds now."""

    result: ImportResult
    records: int

    @property
    def deletes_much(self) -> bool:
        """Whether the officer must confirm the deletions by typing."""
        deleted = self.result.merge.deleted_records
        return deleted > _MANY_DELETED or deleted > _LARGE_SHARE * self.records


def teller(progress: Progress) -> Callable[[int, int], None]:
    """Return what tells an operation's progress and stops it when that is asked for."""

    def tell(done: int, total: int) -> None:
        progress.raise_if_cancelled()
        progress.report(done, total)

    return tell


def look_into(path: Path) -> Callable[[Store, Progress], Preview]:
    """Return the work of telling what importing a bundle would do."""

    def work(store: Store, progress: Progress) -> Preview:
        result = import_bundle(store, path, dry_run=True, progress=teller(progress))
        return Preview(result, sum(store.count(kind.name) for kind in store.kinds))

    return work


def take_in(path: Path) -> Callable[[Store, Progress], ImportResult]:
    """Return the work of importing a bundle."""

    def work(store: Store, progress: Progress) -> ImportResult:
        return import_bundle(store, path, progress=teller(progress))

    return work


def brought(result: ImportResult) -> ChangeSummary:
    """Tell the window what an import changed."""
    return changes_in(result.merge)


def bundles_on(folders: Sequence[Path]) -> list[FoundBundle]:
    """Find the bundles in folders and the folders right below, newest first; what cannot be read is passed over."""
    found = [bundle for folder in folders for place in (folder, *_folders_in(folder)) for bundle in _bundles_in(place)]
    return sorted(found, key=lambda bundle: -bundle.changed)


def _folders_in(folder: Path) -> list[Path]:
    return [Path(entry.path) for entry in _entries(folder) if entry.is_dir(follow_symlinks=False)]


def _bundles_in(folder: Path) -> list[FoundBundle]:
    return [
        FoundBundle(Path(entry.path), entry.stat().st_size, entry.stat().st_mtime)
        for entry in _entries(folder)
        if entry.name.lower().endswith(_ENDING) and not entry.name.startswith(".") and entry.is_file()
    ]


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []
