"""The drill: once a quarter the newest copy is restored to a file that is thrown away, checked and counted.

A backup that was never tried is a hope. What is found is noted with its moment, so that the first page can remind.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from danvan_desktop.domain.clock import Clock
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.period import Period
from danvan_desktop.localization import _
from danvan_desktop.store.backup import MOMENT, CopyFolder, folder_beside
from danvan_desktop.store.errors import StoreError
from danvan_desktop.store.leftovers import partial_beside
from danvan_desktop.store.private import make_private_folder
from danvan_desktop.store.process_lock import COPIES, process_lock
from danvan_desktop.store.restoring import rehearse
from danvan_desktop.store.settings import Settings

_LAST = "drill.last"


@dataclass(frozen=True)
class Drill:
    """What was tried: when, which copy, made when (local times), and how many records of each kind came back."""

    done_at: dt.datetime
    copy: Path
    made_at: dt.datetime
    counts: Mapping[str, int]

    @property
    def records(self) -> int:
        """How many records came back."""
        return sum(self.counts.values())


class Drills:
    """Tries the copies of one store, and keeps what came of the last trial."""

    def __init__(self, store: Path, key: bytes | None, kinds: Kinds, clock: Clock, settings: Settings) -> None:
        """Take the store."""
        self._store, self._key, self._kinds, self._clock, self._settings = store, key, kinds, clock, settings

    @property
    def last(self) -> Drill | None:
        """The last trial that ended well."""
        text = self._settings.get(_LAST)
        if not text:
            return None
        kept = json.loads(text)
        moments = [dt.datetime.fromisoformat(kept[name]) for name in ("done_at", "made_at")]
        return Drill(moments[0], Path(kept["copy"]), moments[1], kept["counts"])

    def is_due(self, today: dt.date) -> bool:
        """Tell whether no copy was tried in the quarter of ``today``."""
        last = self.last
        return last is None or Period.quarter_of(last.done_at.date()) != Period.quarter_of(today)

    def run(self, second: CopyFolder | None = None) -> Drill:
        """Try the newest copy, at the second place where that is there, else beside the store, and note it.

        Another window's copies wait meanwhile: what they let go or renew would be missing here. Raises StoreDamaged for
        a copy that would not bring the store back, StoreError where there is none.
        """
        beside = folder_beside(self._store)
        make_private_folder(beside.path)
        with process_lock(COPIES):
            copy, moment = self._newest(second)
            counts = rehearse(copy, partial_beside(beside.path / f"{beside.prefix}-thu.db"), self._key, self._kinds)
        drill = Drill(self._clock.local_time(), copy, dt.datetime.strptime(moment, MOMENT), counts)
        kept = {
            "done_at": drill.done_at.isoformat(timespec="seconds"),
            "copy": str(copy),
            "made_at": drill.made_at.isoformat(timespec="seconds"),
            "counts": dict(counts),
        }
        self._settings.set(_LAST, json.dumps(kept, ensure_ascii=False))
        return drill

    def _newest(self, second: CopyFolder | None) -> tuple[Path, str]:
        for folder in (second, folder_beside(self._store)):
            found = {} if folder is None else folder.copies()
            if found:
                newest = max(found, key=lambda copy: found[copy])
                return newest, found[newest]
        raise StoreError(_("Chưa có bản sao lưu nào để thử. Hãy sao lưu trước."))
